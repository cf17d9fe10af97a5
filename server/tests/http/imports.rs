//! Files of an old machine as scripts, forms and the watched folder bring them.

use crate::desk::{Desk, problem};
use crate::support::{HERE, Lab, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use server::watcher::{Watch, Watched, look};
use std::path::Path;

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// A log of one document from a folder.
fn log(folder: &str, pages: u32) -> Vec<u8> {
    let record = |page| format!(r"X:\RRD1-2025_OU_Certificates\.output\{folder}\1427.pdf:{page}");
    utf16(&(1..=pages).map(record).collect::<String>())
}

fn descriptor(counter: u32) -> Vec<u8> {
    utf16(&format!("[INFO]\r\nIMAGECOUNT={counter}\r\n"))
}

fn sent(name: &str, bytes: &[u8]) -> Value {
    json!({ "name": name, "content": STANDARD.encode(bytes) })
}

/// A clean film, one from a wrong folder, and a log cut short.
fn asked() -> Value {
    json!({ "source": "old machine", "files": [
        sent("10000001.LOG", &log("10000001", 3)),
        sent("10000001.desc", &descriptor(3)),
        { "name": "10000003.LOG", "packed": server::files::pack(&log("10000001", 3)) },
        sent("10000003.desc", &descriptor(3)),
    ] })
}

#[tokio::test]
async fn scripts_import_look_list_and_settle() {
    let desk = Desk::open().await;
    let head = desk.lab.head().await;
    let mut look = asked();
    look["dry_run"] = json!(true);
    let considered = desk.post("/evidence/import", look).await;
    assert_eq!((&considered["numbers"], &considered["entry"]), (&json!(2), &json!(0)));
    assert_eq!(desk.lab.head().await, head, "looking changes nothing");

    let done = desk.post("/evidence/import", asked()).await;
    let figures = ["new", "known", "numbers", "skipped", "findings"].map(|name| done[name].as_u64().unwrap());
    assert_eq!(figures, [4, 0, 2, 1, 1]);
    assert_eq!(done["classes"]["production"], 2);
    let again = desk.post("/evidence/import", asked()).await;
    assert_eq!((&again["new"], &again["known"], &again["entry"]), (&json!(0), &json!(4), &json!(0)));

    let findings = desk.get("/evidence/findings").await;
    assert_eq!((&findings[0]["kind"], &findings[0]["number"]), (&json!("wrong_folder"), &json!("10000003")));
    assert_eq!(findings[0]["sentence"], "All 3 frames from the folder 10000001.");
    let path = format!("/evidence/findings/{}/settle", findings[0]["finding"].as_str().unwrap());
    let (code, _) = desk.refused(&path, json!({ "resolution": "forget it" })).await;
    assert_eq!(code, "resolution_missing");
    let settled = desk.post(&path, json!({ "resolution": "film_again", "note": "box is empty" })).await;
    assert_eq!(settled["changed"], true);
    let (code, sentence) = desk.refused(&path, json!({ "resolution": "slip" })).await;
    assert_eq!(code, "finding_settled");
    assert!(sentence.contains("to be filmed again"), "{sentence}");
    assert_eq!(desk.get("/evidence/findings").await, json!([]));
    let settled = desk.get("/evidence/findings?state=settled&kind=wrong_folder&number=1000").await;
    assert_eq!(settled[0]["note"], "box is empty");
    let number = desk.get("/numbers/10000002").await;
    assert_eq!((&number["state"], &number["reason"]), (&json!("void"), &json!("old machine")));
}

#[tokio::test]
async fn what_cannot_be_imported_gets_one_sentence_and_changes_nothing() {
    let desk = Desk::open().await;
    let head = desk.lab.head().await;
    for (bad, says) in [
        (json!({ "source": "x", "files": [] }), "An import has 1 to 2,000 files"),
        (json!({ "source": " ", "files": [sent("1.LOG", &log("1", 1))] }), "A name is missing"),
        (json!({ "source": "x", "files": [{ "name": "1.LOG", "content": "?" }] }), "is not base64"),
        (json!({ "source": "x", "files": [{ "name": "1.LOG", "packed": "AAAA" }] }), "does not unpack"),
        (json!({ "source": "x", "files": [{ "name": "1.LOG" }] }), "has no bytes"),
        (json!({ "source": "x", "folder": "machine" }), "has no import root"),
    ] {
        let (_, sentence) = desk.refused("/evidence/import", bad).await;
        assert!(sentence.contains(says), "{sentence}");
    }
    let operator = desk.token("operator").await;
    let asking = crate::desk::Asking {
        method: Method::POST,
        path: "/evidence/import",
        token: &operator,
        headers: &[],
        body: asked().to_string(),
    };
    assert_eq!(problem(&desk.send(asking).await).0, "not_allowed", "numbers are the planner's");
    // The operator's token is the one entry more.
    assert_eq!(desk.lab.head().await.0, head.0 + 1);
}

/// A form with files, as a page of ours sends it.
async fn upload(lab: &Lab, cookie: &str, fields: &[(&str, &str)], files: &[(&str, Vec<u8>)]) -> String {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, bytes) in files {
        let head =
            format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.bytes().chain(bytes.iter().copied()).chain(*b"\r\n"));
    }
    body.extend(b"--edge--\r\n");
    let request = request(Method::POST, "/upload/machine-files", cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header(header::REFERER, format!("{HERE}/findings/import"));
    let answer = lab.send(request.body(Body::from(body)).unwrap()).await;
    lab.get(answer.leads_to(), cookie).await.body
}

#[tokio::test]
async fn a_form_looks_first_and_then_takes_over() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let files = [("10000001.LOG", log("10000001", 3)), ("10000003.LOG", log("10000001", 3))];
    let fields = [("form", "files"), ("source", "old machine"), ("seed", "true")];
    let head = lab.head().await;
    let looked = upload(&lab, &cookie, &[&fields[..], &[("look", "true")]].concat(), &files).await;
    assert!(looked.contains("Noch ist nichts geschehen. Es wären 2 neue Dateien"), "{looked}");
    assert_eq!(lab.head().await, head);
    let taken = upload(&lab, &cookie, &fields, &files).await;
    assert!(taken.contains("2 neue Dateien, 0 bekannt; 2 Filmnummern übernommen, 1 darunter ausgelassen"));
    assert!(taken.contains("Falscher Ordner") && taken.contains("Beschreibung fehlt"));
    let csv = lab.get("/download/findings.csv?kind=wrong_folder", &cookie).await;
    let lines: Vec<&str> = csv.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[1].contains("10000003;Falscher Ordner;Alle 3 Bilder aus dem Ordner 10000001."),
        "{lines:?}"
    );
    let number = lab.get("/numbers/10000003", &cookie).await;
    assert_eq!(number.status, StatusCode::OK);
    assert!(number.body.contains("Protokoll: 3 Bilder aus 1 Dokument"), "the number tells the file's story");
}

#[tokio::test]
async fn the_watched_folder_offers_what_fits_and_asks_about_the_rest() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[3]).await;
    desk.post("/film/rolls/1/start", json!({ "on": "new" })).await;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let record = |page| format!(r"X:\RRD123-2025_OU\RRD123-2025_OU_16_01\1427000000000011.pdf:{page}");
    write("77.LOG", &utf16(&(1..=3).map(record).collect::<String>()));
    write("10000900.LOG", &log("10000900", 2));
    write("10000901.LOG", b"\x01\x02 no log at all");
    write("film.pdf", b"%PDF");
    let watch = Watch { folder: folder.path().to_path_buf(), name: "Camera 1".to_owned() };
    let mut watched = Watched::default();
    let head = desk.lab.head().await.0;
    look(&desk.lab.state, &watch, &mut watched).await;
    assert_eq!(desk.lab.head().await.0, head, "sizes are seen for the first time");
    look(&desk.lab.state, &watch, &mut watched).await;
    look(&desk.lab.state, &watch, &mut watched).await;
    assert_eq!(desk.lab.head().await.0, head + 1, "taken over once");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4, "nothing is moved or deleted");
    let findings = desk.get("/evidence/findings").await;
    let kinds: Vec<_> =
        findings.as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["missing_descriptor", "never_handed_out", "unreadable", "never_handed_out"]);

    // The log waits on the roll's page, and one button finishes the attempt with it.
    let cookie = desk.lab.sign_in().await;
    let page = desk.lab.get("/rolls/1", &cookie).await.body;
    assert!(page.contains("Protokoll empfangen") && page.contains("77.LOG"), "it is offered");
    let form = "--edge\r\nContent-Disposition: form-data; name=\"roll\"\r\n\r\n1\r\n--edge--\r\n";
    let request = request(Method::POST, "/upload/received", &cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header(header::REFERER, format!("{HERE}/rolls/1"));
    let answer = desk.lab.send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.leads_to(), "/rolls/1#finish");
    assert_eq!(desk.get("/film/rolls/1").await["stage"], "filmed");
    // A machine that was restarted brings the same files again.
    let mut afresh = Watched::default();
    let head = desk.lab.head().await.0;
    look(&desk.lab.state, &watch, &mut afresh).await;
    look(&desk.lab.state, &watch, &mut afresh).await;
    assert_eq!(desk.lab.head().await.0, head);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_looked_for_again() {
    let lab = Lab::founded().await;
    let watch = Watch { folder: Path::new("/nowhere/at/all").to_path_buf(), name: "Camera 1".to_owned() };
    let head = lab.head().await;
    look(&lab.state, &watch, &mut Watched::default()).await;
    assert_eq!(lab.head().await, head);
}

//! Complaints, gaps and yield, as scripts and pages see them.

use crate::desk::{Asking, Desk};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

const FIRST: &str = "RRD123-2025_OU_16_01";
const SECOND: &str = "RRD123-2025_OU_16_02";

async fn delivered() -> Desk {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[30, 40]).await;
    desk.film(FIRST).await;
    desk.film(SECOND).await;
    desk.post("/film/projects/RRD123-2025/deliver", json!({ "to": "Archiv OU" })).await;
    desk
}

async fn complain(desk: &Desk, about: &str) -> Value {
    desk.post("/complaints", json!({ "about": about, "cause": "missing-page", "words": "page 3 is missing" }))
        .await
}

#[tokio::test]
async fn a_complaint_is_led_to_films_blips_and_deliveries() {
    let desk = delivered().await;
    let opened = complain(&desk, "1427000000000012").await;
    assert_eq!((&opened["state"], &opened["barcode"]), (&json!("open"), &json!("1427000000000012")));
    assert_eq!(opened["films"][0]["number"], "10000002");
    let shown = desk.get("/complaints/K-0001").await;
    assert_eq!(shown["blips"], json!(["10000002-0001.00001"]));
    assert_eq!(shown["deliveries"].as_array().unwrap().len(), 1);
    // By roll and by number it leads to the same film.
    for about in [SECOND, "10000002"] {
        assert_eq!(complain(&desk, about).await["films"][0]["number"], "10000002", "{about}");
    }
    assert_eq!(complain(&desk, "RRD123-2025").await["films"], json!([]), "the whole delivery");
    assert_eq!(desk.get("/complaints?open=true").await.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_complaint_is_settled_once_and_why_is_said() {
    let desk = delivered().await;
    complain(&desk, "10000001").await;
    let settle = "/complaints/K-0001/settle";
    let (code, sentence) = desk.refused(settle, json!({ "result": "no-fault", "note": "" })).await;
    assert_eq!(code, "reason_missing", "{sentence}");
    let done = desk.post(settle, json!({ "result": "no-fault", "note": "page 3 is on frame 3" })).await;
    assert_eq!((&done["state"], &done["note"]), (&json!("no-fault"), &json!("page 3 is on frame 3")));
    let (_, sentence) = desk.refused(settle, json!({ "result": "corrected" })).await;
    assert!(sentence.contains("K-0001"), "{sentence}");
    let viewer = desk.token("viewer").await;
    let body = json!({ "about": FIRST, "cause": "mirrored", "words": "mirrored" }).to_string();
    let asking = Asking { method: Method::POST, path: "/complaints", token: &viewer, headers: &[], body };
    assert_eq!(desk.send(asking).await.status, StatusCode::FORBIDDEN);
    let lost = json!({ "about": "999", "cause": "mirrored", "words": "mirrored" });
    let (_, sentence) = desk.refused("/complaints", lost).await;
    assert!(sentence.contains("999"), "{sentence}");
}

#[tokio::test]
async fn gaps_and_yield_say_what_the_pages_show() {
    let desk = delivered().await;
    desk.post("/numbers/reserve", json!({ "site": "OU", "count": 1, "purpose": "labels" })).await;
    let gaps = desk.get("/numbers/gaps").await;
    assert_eq!((&gaps["unexplained"], &gaps["numbers"][0]["number"]), (&json!(0), &json!("10000003")));
    assert_eq!(gaps["numbers"].as_array().unwrap().len(), 1);
    let before = desk.get("/film/yield").await;
    assert_eq!((&before["rolls"], &before["first_pass"]), (&json!(2), &json!(2)));
    desk.post("/film/rework", json!({ "rolls": ["10000001"], "reason": "wrong-label", "number": "keep" }))
        .await;
    complain(&desk, "10000002").await;
    let after = desk.get("/film/yield").await;
    assert_eq!((&after["rolls"], &after["first_pass"]), (&json!(2), &json!(1)));
    let cookie = desk.lab.sign_in().await + "; rollcall-language=de";
    let page = desk.lab.get("/quality", &cookie).await.body;
    for words in ["1 von 2 Rollen", "falsches Etikett", "Seite fehlt"] {
        assert!(page.contains(words), "{words}");
    }
    let today = desk.lab.get("/", &cookie).await.body;
    assert!(today.contains("1 offene Reklamation"), "it waits for whoever has to settle it");
}

#[tokio::test]
async fn a_delivery_registered_twice_is_said_on_its_project_and_listed() {
    let desk = delivered().await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    let page = async |path: &str| desk.lab.get(path, &cookie).await.body;
    assert!(page("/duplicates").await.contains("No document is registered twice."));
    assert!(page("/projects/new").await.contains("href=\"/duplicates\""));
    desk.register("RRD123-2025", &[30, 40], "&delivery=2").await;
    for path in ["/projects/1", "/projects/2"] {
        let body = page(path).await;
        assert!(body.contains("2 documents are also in"), "{path}");
        assert!(body.contains(&format!("/duplicates?project={}", &path[10..])), "{path}");
    }
    let listed = page("/duplicates?project=2").await;
    for words in ["2 of 2", "one delivery twice", "10000001", "RRD123-2025_OU_Certificates 2"] {
        assert!(listed.to_lowercase().contains(&words.to_lowercase()), "{words}");
    }
    let csv = page("/download/duplicates.csv").await;
    assert!(csv.contains("RRD123-2025_OU_Certificates;RRD123-2025_OU_Certificates 2;yes;2;2;0;"), "{csv}");
    assert!(!page("/download/duplicates.csv?project=9").await.contains("RRD123-2025"));
    // What was given up is no duplicate any more.
    desk.post("/film/projects/2/delete", json!({ "reason": "registered twice" })).await;
    assert!(!page("/projects/1").await.contains("are also in"));
}

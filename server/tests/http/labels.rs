//! Labels and tags as people and scripts get them, and what a scanner types into the fields of the lab.

use crate::desk::{Asking, Desk, problem};
use crate::support::Answer;
use axum::http::{Method, StatusCode};
use domain::id::TempRollId;
use domain::number::FilmNumber;
use serde_json::json;

/// Two rolls, of which the first is filmed as 10000001 and left T-0001.
async fn half_filmed() -> Desk {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[30, 40]).await;
    desk.film("RRD123-2025_OU_16_01").await;
    desk
}

async fn answer(desk: &Desk, path: &str) -> Answer {
    let (token, body) = (&desk.token, String::new());
    desk.send(Asking { method: Method::GET, path, token, headers: &[], body }).await
}

fn is_pdf(answer: &Answer) -> bool {
    answer.status == StatusCode::OK
        && answer.header("content-type") == "application/pdf"
        && answer.body.starts_with("%PDF-")
}

#[tokio::test]
async fn a_label_is_printed_from_the_pages_of_its_roll_and_project() {
    let desk = half_filmed().await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    let get = async |path: &str| desk.lab.get(path, &cookie).await;
    for path in [
        "/download/rolls/1/label.pdf",
        "/download/rolls/1/label.pdf?copy=duplicate&cut=angled",
        "/download/projects/1/labels.pdf",
        "/download/film/T-0001/tag.pdf",
        "/download/film/tags.pdf",
    ] {
        assert!(is_pdf(&get(path).await), "{path}");
    }
    let page = get("/rolls/1").await.body;
    assert!(page.contains("href=\"/download/rolls/1/label.pdf\""), "the roll's page has no label");
    assert!(get("/film/T-0001").await.body.contains("/download/film/T-0001/tag.pdf"));
    assert!(get("/projects/1").await.body.contains("/download/projects/1/labels.pdf"));
    // What has no number has no label, and its page says why.
    let page = get(get("/download/rolls/2/label.pdf").await.leads_to()).await.body;
    assert!(page.contains("RRD123-2025_OU_16_02 has no film yet"), "{page}");
    assert!(!get("/rolls/2").await.body.contains("label.pdf"));
    assert_eq!(get("/download/film/tags.pdf?place=A3").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_stranger_prints_nothing() {
    let desk = half_filmed().await;
    for path in ["/download/rolls/1/label.pdf", "/download/film/tags.pdf"] {
        assert!(desk.lab.get(path, "").await.leads_to().starts_with("/sign-in"), "{path}");
    }
    let asking = |path| Asking { method: Method::GET, path, token: "", headers: &[], body: String::new() };
    assert_eq!(desk.send(asking("/film/labels.pdf?project=1")).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn scripts_get_labels_and_tags_and_the_reason_where_there_are_none() {
    let desk = half_filmed().await;
    for path in [
        "/film/rolls/10000001/label.pdf?copy=duplicate",
        "/film/labels.pdf?rolls=10000001,RRD123-2025_OU_16_01",
        "/film/labels.pdf?project=RRD123-2025&cut=angled",
        "/film/tags.pdf",
        "/film/tags.pdf?tags=T-0001",
    ] {
        assert!(is_pdf(&answer(&desk, path).await), "{path}");
    }
    let refused = async |path| problem(&answer(&desk, path).await).0;
    assert_eq!(refused("/film/rolls/RRD123-2025_OU_16_02/label.pdf").await, "not_filmed");
    assert_eq!(refused("/film/labels.pdf").await, "unreadable");
    assert_eq!(refused("/film/labels.pdf?rolls=").await, "no_roll_chosen");
    assert_eq!(refused("/film/tags.pdf?tags=T-0009").await, "no_such_temp_roll");
    assert_eq!(refused("/film/tags.pdf?place=nowhere").await, "no_such_temp_roll");
    // A rejected film is not labelled again before it is made again.
    let body = json!({ "rolls": ["10000001"], "reason": "scratch", "number": "keep" });
    desk.post("/film/rework", body).await;
    assert_eq!(refused("/film/labels.pdf?rolls=RRD123-2025_OU_16_01").await, "in_rework");
}

#[tokio::test]
async fn what_a_scanner_types_is_understood_and_a_misread_digit_is_not() {
    let desk = half_filmed().await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    let get = async |path: &str| desk.lab.get(path, &cookie).await;
    let (number, tag) = (FilmNumber::parse("10000001").unwrap().code(), TempRollId::new(1).code());
    assert_eq!(desk.get(&format!("/numbers/{number}")).await["number"], "10000001");
    assert_eq!(desk.get(&format!("/film/rolls/{number}")).await["id"], "RRD123-2025_OU_16_01");
    assert_eq!(desk.get(&format!("/film/temp-rolls/{tag}")).await["temp_roll"], "T-0001");
    assert!(get(&format!("/search?q={number}")).await.body.contains("href=\"/numbers/10000001\""));
    assert!(get(&format!("/search?q={tag}")).await.body.contains("href=\"/film/T-0001\""));
    assert_eq!(get(&format!("/film/{tag}")).await.status, StatusCode::OK);
    let wrong = number.replace("10000001", "10000007");
    let misread = format!("`{wrong}` is misread, its check digits do not fit");
    let page = get(&format!("/search?q={wrong}")).await.body;
    assert!(page.contains(&misread), "{page}");
    let (_, sentence) = problem(&answer(&desk, &format!("/numbers/{wrong}")).await);
    assert!(sentence.starts_with(&misread), "{sentence}");
    let (_, sentence) = problem(&answer(&desk, &format!("/film/rolls/{wrong}")).await);
    assert!(sentence.starts_with(&misread), "{sentence}");
}

//! Deliveries: to whom, what was sent, what changed since, and the mail.

use crate::desk::{Asking, Desk, problem};
use axum::http::{Method, StatusCode};
use serde_json::json;

async fn filmed() -> Desk {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[30, 40]).await;
    for roll in ["RRD123-2025_OU_16_01", "RRD123-2025_OU_16_02"] {
        desk.film(roll).await;
    }
    desk
}

const DELIVER: &str = "/film/projects/RRD123-2025/deliver";
const DELIVERIES: &str = "/film/projects/RRD123-2025/deliveries";

#[tokio::test]
async fn recipients_are_kept_and_remembered() {
    let desk = filmed().await;
    let first = desk.post(DELIVER, json!({ "to": " Frau Berger <berger@example.org>,\n Archiv OU" })).await;
    assert_eq!(first["to"], "Frau Berger <berger@example.org>, Archiv OU");
    let file = first["file"].as_str().unwrap();
    assert!(file.starts_with("RRD123-2025_blips_") && file.ends_with(".xlsx") && file.len() == 33, "{file}");
    // Who says nobody means those of the last time; a script of old sends no body at all.
    let again = desk.post(DELIVER, json!({})).await;
    assert_eq!(again["to"], first["to"]);
    let (token, body) = (&desk.token, String::new());
    let bare = Asking { method: Method::POST, path: DELIVER, token, headers: &[], body };
    assert_eq!(desk.send(bare).await.status, StatusCode::OK);
    let list = desk.get(DELIVERIES).await;
    assert_eq!(list.as_array().unwrap().len(), 3);
    assert_eq!((&list[2]["to"], &list[2]["same"]), (&first["to"], &true.into()));
    assert_eq!(list[0]["changes"], json!({ "new": 0, "changed": 0, "gone": 0 }));
}

#[tokio::test]
async fn a_film_made_again_says_what_to_deliver_again() {
    let desk = filmed().await;
    desk.post(DELIVER, json!({ "to": "Archiv OU" })).await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    let page = async || desk.lab.get("/projects/1", &cookie).await.body;
    assert!(page().await.contains("Archiv OU") && !page().await.contains("Deliver it again"));
    let body = json!({ "rolls": ["10000002"], "reason": "scratch", "number": "void" });
    desk.post("/film/rework", body).await;
    assert!(page().await.contains("The delivered index no longer holds"));
    assert_eq!(desk.get(DELIVERIES).await[0]["changes"], json!(null), "there is no index now");
    desk.film("RRD123-2025_OU_16_02").await;
    let past = desk.get(DELIVERIES).await;
    assert_eq!(past[0]["changes"], json!({ "new": 0, "changed": 1, "gone": 0 }));
    assert!(page().await.contains("The index changed since it was last delivered: 0 new, 1 changed, 0 gone"));
    let get = async |what: &str| {
        let path = format!("/download/projects/1/deliveries/1/{what}");
        let answer = desk.lab.get(&path, &cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    };
    // As it was sent, whatever became of the film.
    assert!(get("sent.csv").await.contains("1427000000000012;00000002;10000002-0001.00001"));
    let changes = get("changes.csv").await;
    let line = "1427000000000012;changed;00000002;10000002-0001.00001;00000002;10000003-0001.00001";
    assert!(changes.contains(line), "{changes}");
    desk.post(DELIVER, json!({})).await;
    assert!(!page().await.contains("changed since it was last"));
    // The void number was delivered; the one that replaced it was, later.
    for (number, times) in [("10000001", 2), ("10000002", 1), ("10000003", 1)] {
        let life = desk.get(&format!("/numbers/{number}")).await;
        let steps = life["history"].as_array().unwrap().iter();
        let delivered = steps.filter(|step| step["title"].as_str().unwrap().starts_with("Delivered with"));
        assert_eq!(delivered.count(), times, "{life}");
    }
}

#[tokio::test]
async fn the_mail_is_a_german_draft_with_the_index() {
    let desk = filmed().await;
    desk.post(DELIVER, json!({ "to": "Frau Berger <berger@example.org>" })).await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    let mail = desk.lab.get("/download/projects/1/deliveries/1/mail.eml", &cookie).await;
    assert_eq!(mail.header("content-type"), "message/rfc822");
    for words in
        ["X-Unsent: 1", "berger@example.org", "Subject: RRD123-2025: Blipindex ", "RRD123-2025_blips_"]
    {
        assert!(mail.body.contains(words), "`{words}` is missing in {}", mail.body);
    }
    let page = desk.lab.get("/projects/1", &cookie).await.body;
    for words in [
        "zum Auftrag RRD123-2025 (Certificates)",
        "  10000001\n  10000002",
        "mailto:berger@example.org?subject=",
    ] {
        assert!(page.contains(words), "`{words}` is missing");
    }
    assert_eq!(
        desk.lab.get("/download/projects/1/deliveries/9/mail.eml", &cookie).await.status,
        StatusCode::NOT_FOUND
    );
    let path = format!("{DELIVERIES}/9/sent.csv");
    let (token, body) = (&desk.token, String::new());
    let asking = Asking { method: Method::GET, path: &path, token, headers: &[], body };
    assert_eq!(problem(&desk.send(asking).await).0, "not_found");
}

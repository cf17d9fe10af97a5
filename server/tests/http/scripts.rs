//! What scripts are promised: nothing without the right to it, nothing twice, nothing on an old page, and a sentence
//! for everything that cannot be read.

use crate::desk::{Asking, Desk, problem};
use axum::http::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;

const FIRST: &str = "RRD123-2025_OU_16_01";
const SECOND: &str = "RRD123-2025_OU_16_02";

/// Every change a script can post, on things that are there: the route as described, its address, and a body that can
/// be read.
fn changes() -> Vec<(&'static str, &'static str, String)> {
    let why = || json!({ "reason": "because" }).to_string();
    let rework = || json!({ "rolls": [FIRST], "reason": "jam", "number": "keep" }).to_string();
    let rolls = || json!({ "rolls": [FIRST] }).to_string();
    let none = String::new;
    let (list, new) = (
        "barcode,com_id,pages,oversized\n1427000000000011,00000001,4,\n",
        "/film/projects?archive_id=RRD777-2025&site=OU&doc_type=Certificates&name=list.csv",
    );
    let (measured, placed) = (json!({ "length_mm": 9000 }), json!({ "place": "A3" }));
    let reserved = json!({ "site": "OU", "purpose": "trials" });
    let file = json!({ "name": "10000900.LOG", "content": "" });
    let import = json!({ "source": "old machine", "keep_series": true, "files": [file] });
    let released = json!({ "numbers": ["10000001"], "reason": "because" });
    vec![
        ("/film/projects", new, list.to_owned()),
        ("/film/projects/{project}/plan", "/film/projects/1/plan", json!({ "accept": true }).to_string()),
        ("/film/projects/{project}/deliver", "/film/projects/1/deliver", none()),
        ("/film/projects/{project}/reset", "/film/projects/1/reset", why()),
        ("/film/projects/{project}/abandon", "/film/projects/1/abandon", why()),
        ("/film/projects/{project}/archive", "/film/projects/1/archive", none()),
        ("/film/projects/{project}/delete", "/film/projects/1/delete", why()),
        ("/film/projects/{project}/restore", "/film/projects/1/restore", none()),
        ("/film/rolls/{roll}/start", "/film/rolls/2/start", json!({ "on": "new" }).to_string()),
        ("/film/rolls/{roll}/finish", "/film/rolls/2/finish", json!({ "frames": 40 }).to_string()),
        ("/film/rework", "/film/rework", rework()),
        ("/film/rolls/{roll}/void-number", "/film/rolls/1/void-number", why()),
        ("/film/rework/preview", "/film/rework/preview", rework()),
        ("/film/development", "/film/development", rolls()),
        ("/film/development/{run}/quarantine", "/film/development/1/quarantine", why()),
        ("/film/development/{run}/release", "/film/development/1/release", why()),
        ("/film/accept", "/film/accept", rolls()),
        ("/film/temp-rolls/{tag}/measure", "/film/temp-rolls/T-0001/measure", measured.to_string()),
        ("/film/temp-rolls/{tag}/place", "/film/temp-rolls/T-0001/place", placed.to_string()),
        ("/film/temp-rolls/{tag}/discard", "/film/temp-rolls/T-0001/discard", why()),
        ("/film/temp-rolls/{tag}/lost", "/film/temp-rolls/T-0001/lost", why()),
        ("/film/temp-rolls/{tag}/found", "/film/temp-rolls/T-0001/found", placed.to_string()),
        ("/film/temp-rolls/stock", "/film/temp-rolls/stock", json!({ "found": [] }).to_string()),
        ("/numbers/reserve", "/numbers/reserve", reserved.to_string()),
        ("/numbers/release", "/numbers/release", released.to_string()),
        ("/numbers/{number}/void", "/numbers/10000001/void", why()),
        ("/evidence/import", "/evidence/import", import.to_string()),
        (
            "/evidence/findings/{finding}/settle",
            "/evidence/findings/B-0001/settle",
            json!({ "resolution": "explained" }).to_string(),
        ),
        (
            "/complaints",
            "/complaints",
            json!({ "about": "10000001", "cause": "mirrored", "words": "mirrored" }).to_string(),
        ),
        (
            "/complaints/{complaint}/settle",
            "/complaints/1/settle",
            json!({ "result": "corrected" }).to_string(),
        ),
        ("/tokens", "/tokens", json!({ "label": "more", "roles": "admin" }).to_string()),
    ]
}

/// The same for programs and their numbers.
fn program_changes() -> Vec<(&'static str, &'static str, String)> {
    let programs = || json!({ "programs": ["O62500"], "reason": "tests" }).to_string();
    let program_numbers = || json!({ "numbers": ["O62500"], "reason": "tests" }).to_string();
    vec![
        ("/programs/plan", "/programs/plan", json!({ "files": [] }).to_string()),
        ("/programs/import", "/programs/import", json!({ "files": [] }).to_string()),
        ("/programs/delete", "/programs/delete", programs()),
        ("/programs/restore", "/programs/restore", programs()),
        ("/programs/purge", "/programs/purge", programs()),
        (
            "/programs/renumber",
            "/programs/renumber",
            json!({ "moves": [{ "from": "O62500", "to": "O62501" }], "reason": "tests" }).to_string(),
        ),
        ("/programs/rename-to-range", "/programs/rename-to-range", "{}".to_owned()),
        ("/programs/duplicates", "/programs/duplicates", "{}".to_owned()),
        ("/programs/undo", "/programs/undo", json!({ "entry": 1 }).to_string()),
        ("/program-numbers/next", "/program-numbers/next", json!({ "round_size": "6.25" }).to_string()),
        ("/program-numbers/release", "/program-numbers/release", program_numbers()),
        ("/program-numbers/extend", "/program-numbers/extend", program_numbers()),
        ("/program-numbers/retire", "/program-numbers/retire", program_numbers()),
        ("/ranges", "/ranges", json!({ "ready_made": "B" }).to_string()),
        ("/ranges/impact", "/ranges/impact", json!({ "ready_made": "B" }).to_string()),
    ]
}

/// Method and path of every route, as the description lists them.
async fn described(desk: &Desk) -> Vec<(Method, String)> {
    let description = desk.get("/openapi.json").await;
    let paths = description["paths"].as_object().unwrap();
    let routes =
        paths.iter().flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(move |method| {
                (Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(), path.clone())
            })
        });
    routes.collect()
}

#[tokio::test]
async fn a_viewers_token_changes_nothing_anywhere() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60, 40]).await;
    desk.film(FIRST).await;
    let viewer = desk.token("viewer").await;
    let settings = desk.get("/settings").await.to_string();
    let head = desk.lab.head().await;
    let mut refused = BTreeSet::new();
    let posted = changes()
        .into_iter()
        .chain(program_changes())
        .map(|(route, path, body)| (Method::POST, route, path, body));
    let put = (Method::PUT, "/settings", "/settings", settings);
    for (method, route, path, body) in posted.chain([put]) {
        let answer = desk.send(Asking { method, path, token: &viewer, headers: &[], body }).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}: {}", answer.body);
        assert_eq!(problem(&answer).0, "not_allowed", "{path}");
        refused.insert(route.to_owned());
    }
    assert_eq!(desk.lab.head().await, head);
    let routes = described(&desk).await.into_iter();
    let changing: BTreeSet<String> =
        routes.filter(|(method, _)| *method != Method::GET).map(|(_, path)| path).collect();
    assert_eq!(refused, changing, "every route that changes something is described, and refused to a viewer");
}

#[tokio::test]
async fn a_stranger_gets_nothing_from_any_route() {
    let desk = Desk::open().await;
    let head = desk.lab.head().await;
    for (method, path) in described(&desk).await {
        for token in ["", "nonsense"] {
            let path = path.replace(['{', '}'], "");
            // As a page of our own would send it: without that, a change stops before anybody asks for a token.
            let headers = &[("sec-fetch-site", "same-origin")];
            let asking = Asking { method: method.clone(), path: &path, token, headers, body: "{}".into() };
            let answer = desk.send(asking).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}: {}", answer.body);
            assert_eq!(problem(&answer).0, "no_token", "{method} {path}");
        }
    }
    assert_eq!(desk.lab.head().await, head);
}

#[tokio::test]
async fn a_retry_with_its_key_gets_the_first_answer() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60, 40]).await;
    desk.film(FIRST).await;
    desk.film(SECOND).await;
    let key = [("idempotency-key", "night-shift-7")];
    let rework = json!({ "rolls": [FIRST, 2], "reason": "scratch", "number": "keep" });
    let first = desk.with(&key, "/film/rework", rework.clone()).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    desk.film(FIRST).await;
    let head = desk.lab.head().await;
    let again = desk.with(&key, "/film/rework", rework).await;
    assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body));
    let other = json!({ "rolls": [SECOND], "reason": "scratch", "number": "keep" });
    assert_eq!(problem(&desk.with(&key, "/film/rework", other).await).0, "key_used_for_other");
    let stock = json!({ "found": ["T-0001"] });
    let counted = desk.with(&[("idempotency-key", "stock-1")], "/film/temp-rolls/stock", stock.clone()).await;
    let recounted = desk.with(&[("idempotency-key", "stock-1")], "/film/temp-rolls/stock", stock).await;
    assert_eq!(counted.body, recounted.body);
    assert_eq!(desk.lab.head().await.0, head.0 + 1);
}

#[tokio::test]
async fn what_changed_since_it_was_read_is_not_decided_on() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60, 40]).await;
    let seen = desk.get("/film/projects/RRD123-2025").await["revision"].to_string();
    desk.film(FIRST).await;
    let reset = json!({ "reason": "smaller rolls" });
    let answer = desk.with(&[("if-match", &seen)], "/film/projects/1/reset", reset.clone()).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
    let (code, sentence) = problem(&answer);
    assert_eq!(code, "stale");
    assert!(sentence.contains("Nothing was done; look again, then decide."), "{sentence}");
    let quoted = format!("\"{}\"", desk.get("/film/projects/1").await["revision"]);
    let answer = desk.with(&[("if-match", &quoted)], "/film/projects/1/reset", reset).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);

    let rework = json!({ "rolls": [FIRST], "reason": "jam", "number": "void" });
    let preview = desk.post("/film/rework/preview", rework.clone()).await;
    desk.post("/film/development", json!({ "rolls": [FIRST] })).await;
    let revision = preview["revision"].to_string();
    let answer = desk.with(&[("if-match", &revision)], "/film/rework", rework).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED, "{}", answer.body);
}

#[tokio::test]
async fn a_preview_changes_nothing_and_refuses_what_the_rework_would() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60, 40]).await;
    desk.film(FIRST).await;
    let head = desk.lab.head().await;
    let asked = |roll: &str, reason: &str| json!({ "rolls": [roll], "reason": reason, "number": "void" });
    let preview = desk.post("/film/rework/preview", asked(FIRST, "density")).await;
    assert_eq!(preview["films"][0]["number"], "10000001");
    assert_eq!(preview["consequences"][0]["kind"], "number_voided");
    assert_eq!(preview["consequences"][0]["detail"], json!({ "number": "10000001" }));
    for bad in [asked(SECOND, "density"), asked(FIRST, " "), asked("RRD9", "jam"), json!({ "rolls": [] })] {
        let previewed = desk.refused("/film/rework/preview", bad.clone()).await;
        assert_eq!(previewed, desk.refused("/film/rework", bad).await);
    }
    assert_eq!(desk.lab.head().await, head);
    desk.post("/film/projects/1/abandon", json!({ "reason": "order cancelled" })).await;
    let (code, _) = desk.refused("/film/rework/preview", asked(FIRST, "density")).await;
    assert_eq!(code, "project_not_active");
}

#[tokio::test]
async fn what_cannot_be_read_gets_one_sentence() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60, 40]).await;
    let head = desk.lab.head().await;
    let bodies = ["", "{", "[]", "null", "{\"rolls\":7}", "{\"rolls\":[{}]}"];
    for path in ["/film/rework", "/film/development", "/film/accept"] {
        for body in bodies.map(str::to_owned) {
            let asking = Asking { method: Method::POST, path, token: &desk.token, headers: &[], body };
            let (code, sentence) = problem(&desk.send(asking).await);
            assert_eq!(code, "unreadable", "{path}: {sentence}");
            assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
        }
    }
    for density in [json!(9), json!("9"), json!(-1), json!("1.234"), json!(1e300), json!("dark")] {
        let asked = json!({ "rolls": [FIRST], "density": [1.25, density] });
        let (code, sentence) = desk.refused("/film/development", asked).await;
        assert_eq!(code, "unreadable");
        assert!(sentence.contains("is no density: a number from 0.00 to 2.00 is needed"), "{sentence}");
    }
    let no_list = desk.refused("/film/temp-rolls/stock", json!({})).await;
    assert!(no_list.1.contains("missing field `found`"), "an empty shelf has to be said: {no_list:?}");
    let odd = desk.with(&[("if-match", "W/yesterday")], "/film/projects/1/restore", json!({})).await;
    assert!(problem(&odd).1.starts_with("If-Match is the revision that was read"));
    assert_eq!(desk.lab.head().await, head);
}

//! Every refusal of what comes after the camera, once, as a script reads it.

use crate::desk::Desk;
use serde_json::{Value, json};

const FIRST: &str = "RRD123-2025_OU_16_01";
const SECOND: &str = "RRD123-2025_OU_16_02";

/// One refusal: where, what was asked, the rule's name, and its sentence.
async fn refuses(desk: &Desk, path: &str, body: Value, code: &str, sentence: &str) {
    let head = desk.lab.head().await;
    let refused = desk.refused(path, body).await;
    assert_eq!((refused.0.as_str(), refused.1.as_str()), (code, sentence), "{path}");
    assert_eq!(desk.lab.head().await, head, "{path}");
}

fn rejecting(roll: &str) -> Value {
    json!({ "rolls": [roll], "reason": "scratch", "number": "void" })
}

#[tokio::test]
async fn of_films() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60, 40]).await;
    let (develop, accept, rework) = ("/film/development", "/film/accept", "/film/rework");
    let of = |roll: &str| json!({ "rolls": [roll] });
    let none = "No roll is chosen: choose at least one.";
    refuses(&desk, accept, json!({ "rolls": [] }), "no_roll_chosen", none).await;
    let unknown = "There is no roll RRD9: choose one from its project's plan.";
    refuses(&desk, accept, of("RRD9"), "no_such_roll", unknown).await;
    let not_filmed = "RRD123-2025_OU_16_01 has no film yet: film it first.";
    refuses(&desk, develop, of(FIRST), "not_filmed", not_filmed).await;
    refuses(&desk, accept, of(FIRST), "not_filmed", not_filmed).await;
    refuses(&desk, rework, rejecting(FIRST), "not_filmed", not_filmed).await;
    desk.film(FIRST).await;
    desk.film(SECOND).await;
    let undeveloped = "RRD123-2025_OU_16_01 is not developed yet: record its development first.";
    refuses(&desk, accept, of(FIRST), "not_developed", undeveloped).await;
    desk.post(develop, json!({ "rolls": [FIRST], "density": ["1,75"] })).await;
    let developed = "RRD123-2025_OU_16_01 is developed already: accept it, or reject its film.";
    refuses(&desk, develop, of("10000001"), "already_developed", developed).await;
    let holds = "RRD123-2025_OU_16_01 was developed in E-0001, which is in quarantine: release the run with a \
        reason, or reject the film.";
    refuses(&desk, accept, json!({ "rolls": [1] }), "run_holds", holds).await;
    desk.post("/film/development/1/release", json!({ "reason": "measured again" })).await;
    desk.post(accept, of(FIRST)).await;
    let accepted = "RRD123-2025_OU_16_01 is accepted already.";
    refuses(&desk, accept, of(FIRST), "already_accepted", accepted).await;
    let unsaid =
        "Say what becomes of the number: `keep` where the rejected film is destroyed, otherwise `void`.";
    refuses(&desk, rework, json!({ "rolls": [FIRST], "reason": "jam" }), "unreadable", unsaid).await;
    let why = "A reason is missing: say why, because the film and its number stay in the record.";
    refuses(&desk, rework, json!({ "rolls": [FIRST], "number": "keep" }), "reason_missing", why).await;
    desk.post(rework, rejecting(FIRST)).await;
    let rejected = "The film of RRD123-2025_OU_16_01 was rejected already: film the roll again first.";
    refuses(&desk, rework, rejecting(FIRST), "in_rework", rejected).await;
    let voiding = "/film/rolls/RRD123-2025_OU_16_01/void-number";
    let because = json!({ "reason": "a copy turned up" });
    let gone = "RRD123-2025_OU_16_01 keeps no number: that of its rejected film is void already.";
    refuses(&desk, voiding, because.clone(), "no_kept_number", gone).await;
    let good = "The film of RRD123-2025_OU_16_02 is not rejected: reject it, and void its number with it.";
    refuses(&desk, "/film/rolls/10000002/void-number", because, "not_in_rework", good).await;
    let void = "10000001 is void: a void number is never used again.";
    refuses(&desk, rework, rejecting("10000001"), "number_has_state", void).await;

    let mut settings = desk.get("/settings").await;
    settings["film"]["deliver_accepted_only"] = json!(true);
    let put = crate::desk::Asking {
        method: axum::http::Method::PUT,
        path: "/settings",
        token: &desk.token,
        headers: &[],
        body: settings.to_string(),
    };
    assert!(desk.send(put).await.status.is_success());
    desk.film(FIRST).await;
    let unaccepted =
        "RRD123-2025_OU_16_01 is not accepted: an index is delivered when every film of both kinds is.";
    refuses(&desk, "/film/projects/1/deliver", json!({}), "not_accepted", unaccepted).await;
}

#[tokio::test]
async fn of_runs() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60]).await;
    desk.film(FIRST).await;
    desk.post("/film/development", json!({ "rolls": [FIRST] })).await;
    let why = || json!({ "reason": "chemistry" });
    let (hold, release) = ("/film/development/E-0001/quarantine", "/film/development/e-1/release");
    let clear = "E-0001 is not in quarantine: there is nothing to release.";
    refuses(&desk, release, why(), "run_not_held", clear).await;
    let reason = "A reason is missing: say why, because the film and its number stay in the record.";
    refuses(&desk, hold, json!({ "reason": " " }), "reason_missing", reason).await;
    desk.post(hold, why()).await;
    refuses(&desk, hold, why(), "run_held", "E-0001 is in quarantine already.").await;
    for (path, run) in [("/film/development/E-0009/release", "E-0009"), ("/film/development/x/release", "x")]
    {
        let unknown = format!("There is no development run {run}: choose one from the list.");
        refuses(&desk, path, why(), "no_such_run", &unknown).await;
    }
}

#[tokio::test]
async fn of_projects() {
    let desk = Desk::open().await;
    let folder = "RRD123-2025_OU_Certificates";
    let why = || json!({ "reason": "order cancelled" });
    let to = |verb: &str| format!("/film/projects/RRD123-2025/{verb}");
    desk.register("RRD123-2025", &[60, 40], "").await;
    let open = format!("{folder} has no plan: its registration is open already.");
    refuses(&desk, &to("reset"), why(), "nothing_to_reset", &open).await;
    let unplanned = format!("{folder} has no plan: only a project whose rolls are all filmed is archived.");
    refuses(&desk, &to("archive"), json!({}), "nothing_to_archive", &unplanned).await;
    desk.project("RRD123-2025", &[60, 40]).await;
    let unfilmed = "RRD123-2025_OU_16_01 has no film yet: film it first.";
    refuses(&desk, &to("archive"), json!({}), "not_filmed", unfilmed).await;
    desk.start(FIRST).await;
    let running = "RRD123-2025_OU_16_01 is in the camera: finish or fail that attempt first.";
    for verb in ["reset", "abandon", "delete"] {
        refuses(&desk, &to(verb), why(), "still_filming", running).await;
    }
    desk.post(&format!("/film/rolls/{FIRST}/finish"), json!({ "frames": 60 })).await;
    desk.film(SECOND).await;
    desk.post(&to("reset"), why()).await;
    let closed = desk.post(&to("plan"), json!({ "accept": true })).await;
    assert_eq!(
        closed["rolls"],
        json!([]),
        "the reset changed nothing, so the plan closes registration again"
    );
    let nothing = format!("Every document of {folder} is on a kept film: there is nothing to plan.");
    refuses(&desk, &to("plan"), json!({ "accept": true }), "nothing_to_plan", &nothing).await;
    let changed = "/film/projects?archive_id=RRD123-2025&site=OU&doc_type=Certificates&name=l.csv&accept=1";
    let asking = crate::desk::Asking {
        method: axum::http::Method::POST,
        path: changed,
        token: &desk.token,
        headers: &[],
        body: "barcode,com_id,pages,oversized\n1427000000000011,00000001,60,\n".to_owned(),
    };
    let refused = crate::desk::problem(&desk.send(asking).await);
    assert_eq!(refused.0, "filmed_documents");
    assert_eq!(
        refused.1,
        "Documents on kept films must stay in the list as they were filmed: 1427000000000012. Reject their films and reset the project first."
    );
    desk.post(&to("abandon"), why()).await;
    let given_up = format!("{folder} is abandoned: restore it first.");
    for verb in ["reset", "abandon", "archive"] {
        refuses(&desk, &to(verb), why(), "project_not_active", &given_up).await;
    }
    let unknown = "There is no project RRD999-2025: choose one from the list of projects.";
    refuses(&desk, "/film/projects/RRD999-2025/restore", json!({}), "no_such_project", unknown).await;
}

#[tokio::test]
async fn of_temp_rolls() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[60, 40]).await;
    desk.film(FIRST).await;
    let why = || json!({ "reason": "light" });
    let to = |verb: &str| format!("/film/temp-rolls/T-0001/{verb}");
    refuses(&desk, &to("found"), json!({}), "not_lost", "T-0001 is on the shelf: it was never missing.")
        .await;
    for length in [json!(0), json!(-14_200), json!(30_501), json!(9_999_999_999_i64)] {
        let sentence = "T-0001 is between 1 mm and its reel's 30.50 m long: measure again.";
        refuses(&desk, &to("measure"), json!({ "length_mm": length }), "no_length_of_film", sentence).await;
    }
    let long = "A place has at most 40 characters on one line: shorten it.";
    refuses(&desk, &to("place"), json!({ "place": "x".repeat(41) }), "place_too_long", long).await;
    refuses(&desk, &to("place"), json!({ "place": "A\n3" }), "place_too_long", long).await;
    let reason = "A reason is missing: say why, because the film and its number stay in the record.";
    refuses(&desk, &to("discard"), json!({}), "reason_missing", reason).await;
    let unknown = "There is no temp roll T-0099: choose one from the shelf.";
    let stock = "/film/temp-rolls/stock";
    refuses(&desk, stock, json!({ "found": ["T-0001", "T-0099"] }), "no_such_temp_roll", unknown).await;

    desk.post(&to("lost"), why()).await;
    let lost = "T-0001 is reported lost: report it found first.";
    refuses(&desk, &to("place"), json!({ "place": "A3" }), "temp_roll_is", lost).await;
    desk.post(&to("found"), json!({ "place": "A3" })).await;
    desk.post(&format!("/film/rolls/{SECOND}/start"), json!({ "on": "T-0001" })).await;
    let loaded = "T-0001 is in the camera: finish or fail that attempt first.";
    refuses(&desk, &to("discard"), why(), "temp_roll_is", loaded).await;
    desk.post(&format!("/film/rolls/{SECOND}/finish"), json!({ "frames": 40 })).await;
    let consumed = "T-0001 is used up: what it left is another temp roll.";
    refuses(&desk, &to("lost"), why(), "temp_roll_is", consumed).await;
    desk.post("/film/temp-rolls/2/discard", why()).await;
    let gone = "T-0002 was thrown away: it cannot come back.";
    refuses(&desk, "/film/temp-rolls/T-0002/found", json!({}), "temp_roll_is", gone).await;
}

//! Projects that change their mind.

use crate::support::{Lab, filmed, planned, text};
use serde_json::json;

const FIRST: &str = "RRD123-2025_OU_16_01";
const SECOND: &str = "RRD123-2025_OU_16_02";

#[test]
fn a_reset_project_keeps_its_film_and_plans_the_rest() {
    let lab = Lab::new();
    planned(&lab);
    assert_eq!(filmed(&lab, FIRST, "60"), "10000001");
    let out = lab.run(&["film", "reset", "RRD123-2025", "--reason", "smaller rolls"]);
    assert!(text(&out.stdout).starts_with("RRD123-2025: open again, entry "), "{}", text(&out.stdout));
    let project = &lab.json(&["film", "projects"])[0];
    assert_eq!(
        (&project["stage"], &project["rolls"], &project["filmed"]),
        (&"draft".into(), &1.into(), &1.into())
    );

    let plan = lab.json(&["film", "plan", "RRD123-2025", "--capacity16", "30", "--accept"]);
    let rolls: Vec<_> =
        plan["rolls"].as_array().unwrap().iter().map(|roll| (&roll["id"], &roll["frames"])).collect();
    let ids = [json!(SECOND), json!("RRD123-2025_OU_16_03")];
    assert_eq!(
        rolls,
        [(&ids[0], &30.into()), (&ids[1], &10.into())],
        "ordinals count on behind the kept roll"
    );
    assert_eq!(filmed(&lab, SECOND, "30"), "10000002");
    assert_eq!(filmed(&lab, "RRD123-2025_OU_16_03", "10"), "10000003");
    let out = lab.path("index.csv").display().to_string();
    assert_eq!(lab.json(&["film", "deliver", "RRD123-2025", "--out", &out])["rows"], 40);
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

#[test]
fn a_project_is_put_away_given_up_deleted_and_comes_back() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, FIRST, "60");
    let stage = || lab.json(&["film", "projects"])[0]["stage"].clone();
    let sentence = lab.refused(&["film", "archive", "RRD123-2025"]);
    assert!(sentence.contains("RRD123-2025_OU_16_02 has no film yet"), "{sentence}");

    lab.json(&["film", "abandon", "RRD123-2025", "--reason", "order cancelled"]);
    let project = &lab.json(&["film", "projects"])[0];
    assert_eq!((&project["stage"], &project["reason"]), (&"abandoned".into(), &"order cancelled".into()));
    let sentence = lab.refused(&["film", "plan", "RRD123-2025", "--accept"]);
    assert!(sentence.contains("is abandoned: restore it first"), "{sentence}");
    lab.json(&["film", "restore", "1"]);
    lab.json(&["film", "plan", "RRD123-2025", "--accept"]);
    filmed(&lab, SECOND, "40");
    lab.json(&["film", "archive", "RRD123-2025_OU_Certificates"]);
    assert_eq!(stage(), "archived");

    lab.json(&["film", "delete", "RRD123-2025", "--reason", "entered twice"]);
    assert_eq!(lab.json(&["film", "projects"]), json!([]));
    assert_eq!(lab.json(&["film", "rolls"]), json!([]));
    assert_eq!(lab.json(&["film", "projects", "--all"])[0]["stage"], "deleted");
    assert_eq!(lab.json(&["number", "show", "10000001"])["state"], "issued", "nothing is removed");
    let again = lab.json(&["film", "delete", "RRD123-2025", "--reason", "entered twice"]);
    assert_eq!(again, json!({ "entry": 0, "changed": false }));
    lab.json(&["film", "restore", "RRD123-2025"]);
    assert_eq!(stage(), "filming_complete");
    assert_eq!(lab.run(&["film", "reset", "RRD123-2025"]).status.code(), Some(2), "a reason has to be said");
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

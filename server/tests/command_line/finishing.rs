//! After the camera: films that are rejected and made again, developed, held back, accepted.

use crate::support::{Lab, filmed, planned, text};
use serde_json::{Value, json};

const FIRST: &str = "RRD123-2025_OU_16_01";
const SECOND: &str = "RRD123-2025_OU_16_02";

#[test]
fn a_rejected_film_is_made_again_under_its_number_or_another() {
    let lab = Lab::new();
    planned(&lab);
    assert_eq!(filmed(&lab, FIRST, "60"), "10000001");
    assert_eq!(filmed(&lab, SECOND, "40"), "10000002");
    let out = lab.path("index.csv").display().to_string();
    lab.json(&["film", "deliver", "RRD123-2025", "--out", &out]);
    lab.json(&["film", "develop", FIRST, "--density", "1.25"]);

    // What would follow is said before anybody confirms, and nothing is changed by saying it.
    let entries = lab.json(&["verify"])["entries"].clone();
    let keeping = ["film", "rework", FIRST, "--reason", "scratch", "--keep-number"];
    let dry = lab.json(&[&keeping[..], &["--dry-run"]].concat());
    let kinds: Vec<&str> =
        dry["consequences"].as_array().unwrap().iter().map(|found| found["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["number_kept", "blips_change", "develop_again", "deliver_again"]);
    assert_eq!(dry["films"][0]["number"], "10000001");
    let said = text(&lab.run(&[&keeping[..], &["--dry-run"]].concat()).stdout);
    assert!(said.starts_with("nothing is changed; rejecting 10000001 (RRD123-2025_OU_16_01) would bring:"));
    assert!(said.contains("10000001 stays with the roll; the rejected film is destroyed."), "{said}");
    assert_eq!(lab.json(&["verify"])["entries"], entries);

    let done = lab.json(&[&keeping[..], &["--note", "from the gate to frame 12"]].concat());
    let roll = &lab.json(&["film", "rolls"])[0];
    assert_eq!(done["reworks"][0]["roll"], roll["roll"]);
    assert_eq!(
        (&roll["stage"], &roll["number"], &roll["run"]),
        (&"rework".into(), &"10000001".into(), &Value::Null)
    );
    assert_eq!(roll["reworks"][0]["note"], "from the gate to frame 12");
    let project = &lab.json(&["film", "projects"])[0];
    assert_eq!((&project["stage"], &project["rework"]), (&"rework_required".into(), &1.into()));
    assert_eq!(filmed(&lab, "10000001", "60"), "10000001", "a roll is called by the number it kept");

    lab.json(&["film", "reject", "10000002", "--reason", "light leak", "--void"]);
    let sentence = lab.refused(&["film", "develop", "10000002"]);
    assert!(sentence.contains("10000002 is void"), "{sentence}");
    assert_eq!(filmed(&lab, SECOND, "40"), "10000003");

    let kept = lab.json(&["number", "show", "10000001"]);
    assert_eq!((&kept["state"], &kept["stage"]), (&"issued".into(), &"filmed".into()));
    assert_eq!(
        (&kept["reworks"][0]["reason"], &kept["reworks"][0]["state"]),
        (&"scratch".into(), &"refilmed".into())
    );
    let gone = lab.json(&["number", "show", "10000002"]);
    assert_eq!((&gone["state"], &gone["replaced_by"]), (&"void".into(), &"10000003".into()));
    assert_eq!(gone["reworks"][0]["reason"], "light leak");
    let said = text(&lab.run(&["number", "show", "10000002"]).stdout);
    assert!(said.contains("replaced by 10000003\n  rework 2: light leak, number void, refilmed"), "{said}");
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

#[test]
fn a_run_in_quarantine_holds_acceptance_back() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, FIRST, "60");
    filmed(&lab, SECOND, "40");
    let run =
        lab.json(&["film", "develop", "10000001", SECOND, "--density", "1.25,0.80", "--bath", "batch 7"]);
    assert_eq!(run, json!({ "run": "E-0001", "quarantined": true }));
    let sentence = lab.refused(&["film", "accept", "10000001", "10000002"]);
    assert!(sentence.contains("developed in E-0001, which is in quarantine"), "{sentence}");

    let listed = &lab.json(&["film", "runs"])[0];
    assert_eq!((&listed["quarantine"], &listed["reason"]), (&"held".into(), &"density 0.80".into()));
    let readings =
        json!([{ "density": "1.25", "verdict": "good" }, { "density": "0.80", "verdict": "too_low" }]);
    assert_eq!((&listed["readings"], &listed["bath"]), (&readings, &"batch 7".into()));
    // Two leaders and trailers of a metre each, 100 frames of 10 mm; the processor moves a metre a minute.
    assert_eq!((&listed["length_mm"], &listed["minutes"]), (&3000.into(), &3.into()));
    let said = text(&lab.run(&["film", "runs"]).stdout);
    assert_eq!(
        said,
        "E-0001  held: density 0.80  density 1.25 0.80\n  10000001  developed\n  10000002  developed\n"
    );

    lab.json(&["film", "release", "e-1", "--reason", "the densitometer was off"]);
    let accepted = lab.json(&["film", "accept", "10000001", "10000002", "--note", "looked through"]);
    assert_eq!(accepted["changed"], true);
    let rolls = lab.json(&["film", "rolls"]);
    assert_eq!((&rolls[0]["stage"], &rolls[1]["run"]), (&"accepted".into(), &"E-0001".into()));
    assert_eq!(lab.json(&["film", "projects"])[0]["accepted"], 2);

    // Found bad later, a run goes back into quarantine, and its films are rejected.
    lab.json(&["film", "quarantine", "1", "--reason", "chemistry"]);
    lab.json(&["film", "reject", "10000001", "10000002", "--reason", "density", "--void"]);
    assert_eq!(lab.json(&["film", "rolls"])[1]["stage"], "rework");
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

#[test]
fn what_becomes_of_the_number_has_to_be_said() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, FIRST, "60");
    let rework = ["film", "rework", FIRST, "--reason", "jam"];
    assert_eq!(lab.run(&rework).status.code(), Some(2));
    assert_eq!(lab.run(&[&rework[..], &["--keep-number", "--void"]].concat()).status.code(), Some(2));
    assert_eq!(lab.run(&["film", "rework", "--reason", "jam", "--void"]).status.code(), Some(2), "no roll");
    assert_eq!(lab.run(&["film", "rework", FIRST, "--void"]).status.code(), Some(2), "no reason");
    assert_eq!(lab.json(&["film", "rolls"])[0]["stage"], "filmed");
}

#[test]
fn a_kept_number_is_void_when_film_with_it_turns_up() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, FIRST, "60");
    lab.json(&["film", "rework", FIRST, "--reason", "jam", "--keep-number"]);
    assert_eq!(
        lab.json(&["film", "void-number", "10000001", "--reason", "a copy turned up"])["changed"],
        true
    );
    assert_eq!(lab.json(&["number", "show", "10000001"])["state"], "void");
    assert_eq!(filmed(&lab, FIRST, "60"), "10000002");
    assert_eq!(lab.json(&["number", "show", "10000001"])["replaced_by"], "10000002");
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

#[test]
fn a_density_that_is_none_changes_nothing() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, FIRST, "60");
    let sentence = lab.refused(&["film", "develop", FIRST, "--density", "9"]);
    assert!(sentence.contains("`9` is no density: a number from 0.00 to 2.00 is needed"), "{sentence}");
    let ambiguous = lab.run(&["film", "develop", FIRST, "--density", "1,25"]);
    assert_eq!(ambiguous.status.code(), Some(2));
    assert!(text(&ambiguous.stderr).contains("between commas each reading has a point"));
    assert_eq!(lab.json(&["film", "rolls"])[0]["stage"], "filmed");
    assert_eq!(lab.json(&["film", "runs"]), json!([]));
    let run = lab.json(&["film", "develop", FIRST, "--density", "1.25"]);
    assert_eq!(run["quarantined"], false);
}

#[test]
fn a_roll_that_changed_meanwhile_is_not_rejected() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, FIRST, "60");
    let revision = lab.json(&["film", "rolls"])[0]["revision"].to_string();
    lab.json(&["film", "develop", FIRST]);
    let rework = ["film", "rework", FIRST, "--reason", "jam", "--void", "--seen", &revision];
    let sentence = lab.refused(&rework);
    assert!(sentence.contains("This changed since you opened it"), "{sentence}");
    let revision = lab.json(&["film", "rolls"])[0]["revision"].to_string();
    lab.json(&["film", "rework", FIRST, "--reason", "jam", "--void", "--seen", &revision]);
}

//! What went wrong, through the command line: complaints, numbers on no delivered film, and first-pass yield.

use crate::support::{Lab, filmed, planned, text};
use serde_json::{Value, json};

const FIRST: &str = "RRD123-2025_OU_16_01";
const SECOND: &str = "RRD123-2025_OU_16_02";

fn both_filmed() -> Lab {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, FIRST, "60");
    filmed(&lab, SECOND, "40");
    lab
}

fn complaint(lab: &Lab, about: &str, cause: &str) -> Value {
    lab.json(&["complaint", "open", about, "--cause", cause, "--words", "we miss a page"])
}

#[test]
fn a_complaint_goes_from_the_barcode_to_the_film_that_answers_it() {
    let lab = both_filmed();
    let opened = complaint(&lab, "1427000000000011", "missing-page");
    assert_eq!((&opened["complaint"], &opened["state"]), (&json!("K-0001"), &json!("open")));
    assert_eq!(opened["films"][0]["number"], "10000001");
    let shown = lab.json(&["complaint", "show", "1"]);
    assert_eq!(shown["blips"], json!(["10000001-0001.00001"]));
    let printed = text(&lab.run(&["complaint", "show", "K-0001"]).stdout);
    assert!(
        printed.starts_with("K-0001: open, RRD123-2025_OU_Certificates, 10000001, missing-page"),
        "{printed}"
    );

    // The film is made again under the same number; that rework answers the complaint, and no other does.
    let early = lab.refused(&["complaint", "settle", "K-0001", "--result", "rework", "--rework", "1"]);
    assert!(early.contains("No film it is about was rejected since K-0001"), "{early}");
    lab.json(&["film", "rework", FIRST, "--reason", "complaint", "--keep-number"]);
    filmed(&lab, FIRST, "60");
    let settled = lab.json(&["complaint", "settle", "K-0001", "--result", "rework", "--rework", "1"]);
    assert_eq!((&settled["state"], &settled["rework"]), (&json!("rework"), &json!(1)));
    let again = lab.refused(&["complaint", "settle", "1", "--result", "corrected"]);
    assert!(again.contains("K-0001"), "{again}");
    assert_eq!(lab.json(&["complaint", "list", "--open"]), json!([]));
    assert_eq!(lab.json(&["complaint", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

#[test]
fn a_complaint_about_nothing_in_the_lab_is_refused_and_nothing_is_written() {
    let lab = both_filmed();
    let entries = lab.json(&["verify"])["entries"].clone();
    let words = ["--cause", "mirrored", "--words", "mirrored"];
    let lost = lab.refused(&[&["complaint", "open", "999"][..], &words].concat());
    assert!(lost.contains("999"), "{lost}");
    let silent = lab.refused(&["complaint", "open", FIRST, "--cause", " ", "--words", "mirrored"]);
    assert!(silent.contains("reason") || silent.contains("cause") || silent.contains("fault"), "{silent}");
    let unknown = lab.refused(&["complaint", "settle", "K-0009", "--result", "corrected"]);
    assert!(unknown.contains("K-0009"), "{unknown}");
    assert_eq!(lab.json(&["verify"])["entries"], entries);
}

#[test]
fn every_number_on_no_delivered_film_is_listed_with_its_reason() {
    let lab = both_filmed();
    lab.json(&["number", "reserve", "--site", "OU", "--count", "2", "--for", "trial films"]);
    lab.json(&["number", "void", "10000004", "--reason", "label torn"]);
    let out = lab.path("index.csv").display().to_string();
    let gaps = || {
        let answer = lab.json(&["number", "gaps"]);
        assert_eq!(answer["unexplained"], 0);
        let rows = answer["numbers"].as_array().unwrap().clone();
        let one = |row: &Value| {
            let field = |name: &str| row[name].as_str().unwrap().to_owned();
            (field("number"), field("state"), field("reason"))
        };
        rows.iter().map(one).collect::<Vec<_>>()
    };
    let row =
        |number: &str, state: &str, reason: &str| (number.to_owned(), state.to_owned(), reason.to_owned());
    let kept = [row("10000003", "reserved", "trial films"), row("10000004", "void", "label torn")];
    let issued = [row("10000001", "issued", ""), row("10000002", "issued", "")];
    assert_eq!(gaps(), [&issued[..], &kept].concat());
    lab.json(&["film", "deliver", "RRD123-2025", "--out", &out]);
    assert_eq!(gaps(), kept, "what was handed over is no gap");
    let printed = text(&lab.run(&["number", "gaps"]).stdout);
    assert!(printed.contains("label torn") && printed.ends_with("\n0 unexplained\n"), "{printed}");
}

#[test]
fn the_yield_counts_rolls_that_took_one_pass_and_the_reasons_of_the_others() {
    let lab = Lab::new();
    planned(&lab);
    let nothing = lab.json(&["film", "yield"]);
    assert_eq!((&nothing["rolls"], &nothing["months"]), (&json!(0), &json!([])));
    lab.json(&["film", "start", FIRST, "--on", "new"]);
    lab.json(&["film", "finish", FIRST, "--failed", "jam", "--frames", "20"]);
    filmed(&lab, FIRST, "60");
    filmed(&lab, SECOND, "40");
    complaint(&lab, "10000001", "unreadable");
    lab.json(&["film", "rework", SECOND, "--reason", "wrong-label", "--void"]);
    let counted = lab.json(&["film", "yield"]);
    assert_eq!((&counted["rolls"], &counted["first_pass"]), (&json!(2), &json!(0)));
    let reasons: Vec<(&str, &str, u64)> = counted["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (row["of"].as_str().unwrap(), row["reason"].as_str().unwrap(), row["count"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(
        reasons,
        [("failure", "jam", 1), ("rework", "wrong-label", 1), ("complaint", "unreadable", 1)]
    );
    let printed = text(&lab.run(&["film", "yield"]).stdout);
    for word in ["jam", "wrong-label", "unreadable"] {
        assert!(printed.contains(word), "{word} in {printed}");
    }
}

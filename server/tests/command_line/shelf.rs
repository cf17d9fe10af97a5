//! The shelf: temp rolls are measured, placed, counted, lost, found and thrown away.

use crate::support::{Lab, filmed, planned, text};
use serde_json::{Value, json};

/// Two rolls filmed on a reel each: T-0001 with 28.90 m and T-0002 with 29.10 m.
fn shelf() -> Lab {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, "RRD123-2025_OU_16_01", "60");
    filmed(&lab, "RRD123-2025_OU_16_02", "40");
    lab
}

#[test]
fn taking_stock_reports_what_is_missing() {
    let lab = shelf();
    lab.json(&["temp-roll", "place", "T-0001", "A3"]);
    lab.json(&["temp-roll", "measure", "T-0001", "14.20m", "--reason", "cut off"]);
    let pieces = lab.json(&["film", "temp-rolls"]);
    let first = &pieces[0];
    assert_eq!(
        (&first["place"], &first["stage"], &first["age_days"]),
        (&"A3".into(), &"on_shelf".into(), &0.into())
    );
    // 14.20 m less leader and trailer are 1,320 frames of 10 mm.
    assert_eq!((&first["length_mm"], &first["usable_frames"]), (&14_200.into(), &1320.into()));
    assert_eq!(first["correction_mm"], -14_700);

    // T-0002 lies nowhere in particular: of the place A3 alone nothing is missing.
    let counted = lab.json(&["temp-roll", "stock", "--place", "A3", "T-0001"]);
    assert_eq!(counted, json!({ "found": 1, "missing": [] }));
    let counted = lab.json(&["temp-roll", "stock", "t-1"]);
    assert_eq!(counted, json!({ "found": 1, "missing": ["T-0002"] }));
    assert_eq!(lab.json(&["film", "temp-rolls"])[1]["stage"], "lost");
    assert_eq!(
        lab.json(&["temp-roll", "stock", "--place", "A3"]),
        json!({ "found": 0, "missing": ["T-0001"] })
    );

    lab.json(&["temp-roll", "found", "T-0001", "--place", "B1"]);
    let found = lab.json(&["temp-roll", "found", "T-0002"]);
    assert_eq!(found["changed"], true);
    lab.json(&["temp-roll", "lost", "T-0002", "--reason", "not on its shelf"]);
    let lost = lab.json(&["temp-roll", "show", "2"]);
    assert_eq!((&lost["stage"], &lost["reason"]), (&"lost".into(), &"not on its shelf".into()));
    lab.json(&["temp-roll", "discard", "T-0002", "--reason", "light"]);
    let pieces = lab.json(&["film", "temp-rolls"]);
    let tags: Vec<&Value> = pieces.as_array().unwrap().iter().map(|piece| &piece["temp_roll"]).collect();
    assert_eq!(tags, ["T-0001"]);
    let gone = lab.json(&["temp-roll", "show", "T-0002"]);
    assert_eq!((&gone["stage"], &gone["left_by"]), (&"discarded".into(), &"10000002".into()));
    assert!(gone["history"].as_array().unwrap().len() >= 5, "{gone}");
    let said = text(&lab.run(&["temp-roll", "show", "T-0002"]).stdout);
    assert!(said.starts_with("T-0002: discarded (light), 29100 mm of R-0002\n"), "{said}");
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

#[test]
fn a_length_no_film_has_is_refused() {
    let lab = shelf();
    for length in ["0", "-5", "-0.5m", "30501", "31m", "99999999999"] {
        let sentence = lab.refused(&["temp-roll", "measure", "T-0001", length]);
        assert_eq!(
            sentence, "T-0001 is between 1 mm and its reel's 30.50 m long: measure again.\n",
            "{length}"
        );
    }
    for length in ["14.20", "fourteen", "14.2.0m", ""] {
        let output = lab.run(&["temp-roll", "measure", "T-0001", length]);
        assert_eq!(output.status.code(), Some(2), "{length}");
        assert!(text(&output.stderr).contains("metres with m are needed"), "{}", text(&output.stderr));
    }
    assert_eq!(lab.json(&["film", "temp-rolls"])[0]["length_mm"], 28_900);
}

#[test]
fn a_tag_nobody_wrote_is_refused_and_nothing_is_half_done() {
    let lab = shelf();
    for tag in ["T-0099", "X-1", "-1", "18446744073709551615", "99999999999999999999"] {
        let sentence = lab.refused(&["temp-roll", "stock", "--", "T-0001", tag]);
        assert!(sentence.contains("There is no temp roll") && sentence.contains("choose one from the shelf"));
    }
    let sentence = lab.refused(&["temp-roll", "place", "T-0099", "A3"]);
    assert_eq!(sentence, "There is no temp roll T-0099: choose one from the shelf.\n");
    let seen = lab.json(&["film", "temp-rolls"])[0]["seen"].clone();
    assert_eq!(seen, Value::Null, "no stock was taken");
    assert_eq!(
        lab.run(&["temp-roll", "stock"]).status.code(),
        Some(2),
        "nothing in hand, nowhere in particular"
    );
}

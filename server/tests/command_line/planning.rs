//! Planning ahead: variants of a plan side by side, and the queue with the films it will run on. Nothing is stored.

use crate::support::{Lab, filmed, planned, text};
use serde_json::{Value, json};

const FIRST: &str = "RRD123-2025_OU_16_01";
const SECOND: &str = "RRD123-2025_OU_16_02";

#[test]
fn the_usual_variants_of_a_plan_stand_side_by_side() {
    let lab = Lab::new();
    planned(&lab);
    let entries = lab.json(&["verify"])["entries"].clone();
    let variants = lab.json(&["film", "what-if", "RRD123-2025"]);
    let of = |capacity: u32, order: &str| -> &Value {
        let mut all = variants.as_array().unwrap().iter();
        all.find(|row| row["capacity16"] == capacity && row["order"] == order && row["threshold"] == 150)
            .unwrap()
    };
    // Two short rolls, the second on what the first leaves; or one roll for all.
    let (own, long) = (of(60, "natural"), of(2900, "natural"));
    assert_eq!(
        (&own["rolls_16mm"], &own["new_reels"], &own["leftovers_left"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!((&long["rolls_16mm"], &long["new_reels"]), (&json!(1), &json!(1)));
    assert_eq!((&own["empty_frames"], &long["empty_frames"]), (&json!(20), &json!(2800)));
    assert_eq!(of(2940, "fullest_first")["rolls_16mm"], 1);
    let thresholds: Vec<&Value> =
        variants.as_array().unwrap().iter().map(|row| &row["threshold"]).filter(|at| **at != 150).collect();
    assert_eq!(thresholds, [&json!(300), &json!(500), &json!(800)]);
    assert_eq!(lab.json(&["verify"])["entries"], entries);
    let sentence = lab.refused(&["film", "what-if", "RRD999-2025"]);
    assert!(sentence.contains("RRD999-2025"), "{sentence}");
}

#[test]
fn the_queue_says_which_film_each_roll_will_go_on() {
    let lab = Lab::new();
    planned(&lab);
    let queue = lab.json(&["film", "queue"]);
    let on: Vec<&Value> = queue["films"].as_array().unwrap().iter().map(|film| &film["on"]).collect();
    assert_eq!(on, [&json!("new"), &json!(format!("rest of {FIRST}"))]);
    assert_eq!((&queue["sums"]["new_reels"], &queue["sums"]["reuses"]), (&json!(1), &json!(1)));

    filmed(&lab, FIRST, "60");
    let queue = lab.json(&["film", "queue"]);
    assert_eq!((&queue["rolls"], &queue["films"][0]["id"]), (&json!(1), &json!(SECOND)));
    assert_eq!((&queue["films"][0]["on"], &queue["seconds"]), (&json!("T-0001"), &json!(62)));
    let choices = queue["choices"].as_array().unwrap();
    let said: Vec<(&Value, &Value)> =
        choices.iter().map(|choice| (&choice["on"], &choice["reels_more"])).collect();
    assert_eq!(said, [(&json!("T-0001"), &json!(0)), (&json!("new"), &json!(1))]);
    let thresholds: Vec<&Value> =
        queue["thresholds"].as_array().unwrap().iter().map(|sums| &sums["smallest_usable"]).collect();
    assert_eq!(thresholds, [&json!(150), &json!(300), &json!(500), &json!(800)]);

    let printed = text(&lab.run(&["film", "queue"]).stdout);
    assert!(printed.ends_with("1 rolls, 0 h of the camera, 0 new reels, 1 on leftovers\n"), "{printed}");
    filmed(&lab, SECOND, "40");
    let empty = text(&lab.run(&["film", "queue"]).stdout);
    assert!(empty.starts_with("none\n0 rolls"), "{empty}");
}

#[test]
fn a_delivery_registered_twice_is_found_with_its_films() {
    let lab = Lab::new();
    planned(&lab);
    assert_eq!(lab.json(&["film", "duplicates"]), json!([]));
    let list = lab.path("list.csv").display().to_string();
    let again =
        ["--archive-id", "RRD123-2025", "--site", "OU", "--doc-type", "Certificates", "--delivery", "2"];
    lab.json(&[&["film", "register"][..], &again, &[list.as_str()]].concat());
    filmed(&lab, FIRST, "60");
    let found = lab.json(&["film", "duplicates"]);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(
        (&found[0]["common"], &found[0]["of"], &found[0]["same_order"]),
        (&json!(40), &json!(40), &json!(true))
    );
    assert_eq!((&found[0]["filmed_twice"], &found[0]["films"]), (&json!(0), &json!(["10000001"])));
    lab.json(&["film", "delete", "RRD123-2025_OU_Certificates 2", "--reason", "registered twice"]);
    assert_eq!(lab.json(&["film", "duplicates"]), json!([]));
}

//! Finding things by what is written on them, through the command line.

use crate::support::{Lab, filmed, planned, text};
use serde_json::json;

#[test]
fn a_barcode_is_found_and_traced() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, "RRD123-2025_OU_16_01", "60");
    let found = lab.json(&["find", "1000 0001"]);
    assert_eq!(found["page"], json!("/numbers/10000001"), "{found}");
    let found = lab.json(&["find", "RRD123-2025_OU_16_01"]);
    assert_eq!(found["found"][0]["found"], json!("roll"), "{found}");
    let traced = lab.run(&["trace", "1427000000000011"]);
    let story = text(&traced.stdout);
    for told in ["1427000000000011", "RRD123-2025_OU_16_01, 10000001, document 1, from frame 1", "10000001"] {
        assert!(story.contains(told), "{told} in {story}");
    }
    let nothing = lab.run(&["find", "no such thing"]);
    assert_eq!(
        (nothing.status.code(), text(&nothing.stdout)),
        (Some(1), "Nothing is called so.\n".to_owned())
    );
    let lost = lab.run(&["trace", "999"]);
    assert_eq!(lost.status.code(), Some(1));
    assert!(text(&lost.stderr).contains("No project has a document 999"), "{}", text(&lost.stderr));
}

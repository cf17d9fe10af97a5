//! Papers: labels and tags as files.

use crate::support::{Lab, filmed, planned};

#[test]
fn labels_and_tags_are_written_as_files() {
    let lab = Lab::new();
    planned(&lab);
    let number = filmed(&lab, "RRD123-2025_OU_16_01", "60");
    let out = |name: &str| lab.path(name).display().to_string();
    let written = |name: &str| std::fs::read(lab.path(name)).unwrap();
    lab.json(&["film", "label", &number, "--out", &out("one.pdf")]);
    lab.json(&["film", "label", "RRD123-2025_OU_16_01", "--out", &out("again.pdf")]);
    assert!(written("one.pdf").starts_with(b"%PDF-"));
    assert_eq!(written("one.pdf"), written("again.pdf"), "the same label is the same file");
    lab.json(&[
        "film",
        "label",
        "--project",
        "RRD123-2025",
        "--duplicate",
        "--angled",
        "--out",
        &out("all.pdf"),
    ]);
    assert_ne!(written("one.pdf"), written("all.pdf"));
    lab.json(&["film", "tag", "T-0001", "--out", &out("tag.pdf")]);
    lab.json(&["film", "tag", "--out", &out("shelf.pdf")]);
    assert_eq!(written("tag.pdf"), written("shelf.pdf"), "one piece lies on the shelf");

    let refusal = lab.refused(&["film", "label", "RRD123-2025_OU_16_02", "--out", &out("none.pdf")]);
    assert_eq!(refusal, "RRD123-2025_OU_16_02 has no film yet: film it first.\n");
    assert!(!lab.path("none.pdf").exists());
    assert_eq!(lab.run(&["film", "label", "--out", "x.pdf"]).status.code(), Some(2));
}

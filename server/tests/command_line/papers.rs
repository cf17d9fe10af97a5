//! Papers: labels and tags as files.

use crate::support::{Lab, filmed, planned, text};

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

#[test]
fn an_index_goes_to_somebody_and_the_record_says_what_changed_since() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, "RRD123-2025_OU_16_01", "60");
    let second = filmed(&lab, "RRD123-2025_OU_16_02", "40");
    assert_eq!(text(&lab.run(&["film", "deliveries", "RRD123-2025"]).stdout), "none\n");
    let out = lab.path("index.xlsx").display().to_string();
    let sent = lab.json(&["film", "deliver", "RRD123-2025", "--out", &out, "--to", "Archiv OU"]);
    assert_eq!((&sent["to"], &sent["rows"]), (&"Archiv OU".into(), &40.into()));
    let said = || text(&lab.run(&["film", "deliveries", "RRD123-2025"]).stdout);
    assert!(said().starts_with("1  40 rows by console to Archiv OU, RRD123-2025_blips_"), "{}", said());
    assert!(said().ends_with(": unchanged since\n"), "{}", said());
    lab.json(&["film", "rework", &second, "--reason", "scratch", "--void"]);
    assert!(said().ends_with(": cannot be compared now\n"), "{}", said());
    filmed(&lab, "RRD123-2025_OU_16_02", "40");
    let past = lab.json(&["film", "deliveries", "RRD123-2025"]);
    assert_eq!(past[0]["changes"]["changed"], 16, "the documents of the film that was made again");
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

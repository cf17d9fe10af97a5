//! The command line as others script it: a whole project from list to index, exit codes, and the same verbs through a
//! running server.

#[path = "command_line/finishing.rs"]
mod finishing;
#[path = "command_line/imports.rs"]
mod imports;
#[path = "command_line/papers.rs"]
mod papers;
#[path = "command_line/planning.rs"]
mod planning;
#[path = "command_line/programs.rs"]
mod programs;
#[path = "command_line/quality.rs"]
mod quality;
#[path = "command_line/served.rs"]
mod served;
#[path = "command_line/shelf.rs"]
mod shelf;
#[path = "command_line/standing.rs"]
mod standing;
#[path = "command_line/support.rs"]
mod support;
#[path = "command_line/trace.rs"]
mod trace;

use serde_json::Value;
use std::path::Path;
use support::{Lab, documents, list, registered, text};

/// A machine's log: UTF-16LE, path and page without anything between.
fn log(folder: &str, pages: &[(String, u32)]) -> Vec<u8> {
    let records = pages
        .iter()
        .flat_map(|(barcode, pages)| {
            (1..=*pages).map(move |page| format!(r"X:\{folder}\.output\10000008\{barcode}.pdf:{page}"))
        })
        .collect::<String>();
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(records.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn a_project_goes_from_list_to_index() {
    let lab = Lab::new();
    registered(&lab);
    let plan = lab.json(&["film", "plan", "RRD123-2025", "--capacity16", "60", "--accept"]);
    let frames: Vec<u64> =
        plan["rolls"].as_array().unwrap().iter().map(|r| r["frames"].as_u64().unwrap()).collect();
    assert_eq!(frames, [60, 40]);
    assert_eq!(plan["rolls"][0]["first"], "1427000000000011");

    let folder = "RRD123-2025_OU_Certificates";
    let first: Vec<_> = documents().into_iter().take(24).collect();
    let second: Vec<_> = documents().into_iter().skip(24).collect();
    lab.json(&["film", "start", "RRD123-2025_OU_16_01", "--on", "new"]);
    let path = lab.write("10000008.LOG", log(folder, &first));
    let done = lab.json(&["film", "finish", "RRD123-2025_OU_16_01", "--log", &path]);
    assert_eq!((&done["outcome"], &done["number"]), (&"confirmed".into(), &"10000001".into()));
    // 60 frames of 10 mm and a metre of leader and trailer are spent of 30.5 m.
    assert_eq!((&done["temp_roll"], &done["rest_mm"]), (&"T-0001".into(), &28_900.into()));

    let early = lab.refused(&[
        "film",
        "deliver",
        "RRD123-2025",
        "--out",
        &lab.path("index.xlsx").display().to_string(),
    ]);
    assert!(early.contains("RRD123-2025_OU_16_02 is not filmed"), "{early}");
    assert!(!lab.path("index.xlsx").exists());

    // The second roll goes onto the leftover; frames of another project come first.
    let started = lab.json(&["film", "start", "RRD123-2025_OU_16_02"]);
    assert_eq!(started["temp_roll"], "T-0001");
    let mut foreign = log("RRD999-2099_OU_Tests", &[("9999".to_owned(), 30)]);
    foreign.extend(&log(folder, &second)[2..]);
    let path = lab.write("10000009.LOG", &foreign);
    let output = lab.run(&["film", "finish", "RRD123-2025_OU_16_02", "--log", &path, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["outcome"], &answer["number"]), (&"contradicted".into(), &Value::Null));
    assert_eq!(answer["findings"][0]["kind"], "foreign_frames");
    let failed =
        lab.json(&["film", "finish", "RRD123-2025_OU_16_02", "--failed", "foreign", "--frames", "0"]);
    assert_eq!(failed["outcome"], "failed");
    assert_eq!(lab.json(&["film", "temp-rolls"])[0]["stage"], "on_shelf");

    lab.json(&["film", "start", "RRD123-2025_OU_16_02", "--on", "T-0001"]);
    let done = lab.json(&["film", "finish", "RRD123-2025_OU_16_02", "--frames", "40"]);
    assert_eq!(done["number"], "10000002");
    let out = lab.path("index.csv");
    lab.json(&["film", "deliver", "RRD123-2025", "--out", &out.display().to_string()]);
    let index = text(&std::fs::read(out).unwrap());
    let lines: Vec<&str> = index.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "Barcode;Bildnummer;Blipindex");
    assert_eq!(lines[1], "1427000000000011;00000001;10000001-0001.00001");
    assert_eq!(lines[25], "1427000000000179;00000025;10000002-0001.00001");
    assert_eq!(lines.len(), 41);

    let number = lab.json(&["number", "show", "10000001"]);
    assert_eq!(number["state"], "issued");
    assert_eq!(lab.json(&["check"])["differences"], 0);
}

#[test]
fn registering_again_changes_nothing_and_a_changed_list_asks() {
    let lab = Lab::new();
    registered(&lab);
    registered(&lab);
    let list = lab.write("list.csv", list().replace(",00000002,2,", ",00000002,9,"));
    let project =
        ["film", "register", "--archive-id", "RRD123-2025", "--site", "OU", "--doc-type", "Certificates"];
    let refusal = lab.refused(&[&project[..], &[&list]].concat());
    assert!(refusal.contains("0 added, 0 removed, 1 changed"), "{refusal}");
    let accepted = lab.json(&[&project[..], &["--accept", "1", &list]].concat());
    assert_eq!(accepted["pages"], 107);
}

#[test]
fn exit_codes_tell_refusals_from_wrong_usage() {
    let lab = Lab::new();
    assert_eq!(lab.run(&["film", "plan"]).status.code(), Some(2));
    assert_eq!(lab.run(&["no-such-verb"]).status.code(), Some(2));
    assert_eq!(lab.run(&["film", "deliver", "RRD123-2025", "--out", "index.pdf"]).status.code(), Some(2));
    let sentence = lab.refused(&["number", "show", "1000013"]);
    assert!(sentence.contains("eight digits are needed"), "{sentence}");
    let sentence = lab.refused(&["number", "show", "10000136"]);
    assert!(sentence.contains("was never handed out"), "{sentence}");
    let sentence = lab.refused(&["film", "start", "RRD1"]);
    assert!(sentence.contains("There is no roll RRD1"), "{sentence}");
    let junk = lab.write("junk.LOG", [0_u8, 1, 2, 250, 251]);
    let output = lab.run(&["evidence", "read", &junk, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("are no film log"), "{}", text(&output.stderr));
}

#[test]
fn the_machines_files_are_read_without_a_lab() {
    let lab = Lab::new();
    let path = lab.write("10000008.LOG", log("RRD123-2025_OU_Certificates", &documents()));
    let read = lab.json(&["evidence", "read", &path]);
    assert_eq!(
        (&read["number"], &read["records"], &read["documents"]),
        (&"10000008".into(), &100.into(), &40.into())
    );
    assert_eq!((&read["passes"], &read["foreign"]), (&serde_json::json!([100]), &0.into()));
    assert!(!Path::new(&lab.path("data")).exists(), "reading evidence needs no lab");
}

#[test]
fn a_ledger_is_exported_verified_and_replayed() {
    let lab = Lab::new();
    registered(&lab);
    lab.json(&["number", "reserve", "--site", "OU", "--count", "3", "--for", "trial films"]);
    lab.json(&["number", "release", "10000002", "--reason", "not needed"]);
    let file = lab.path("ledger.jsonl").display().to_string();
    let exported = lab.json(&["export-ledger", &file]);
    assert_eq!(lab.json(&["verify", &file])["head"], exported["head"]);
    assert_eq!(lab.json(&["verify"])["head"], exported["head"]);
    let bent = text(&std::fs::read(&file).unwrap()).replacen("trial films", "trial filmz", 1);
    let bent = lab.write("bent.jsonl", bent);
    let output = lab.run(&["verify", &bent, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(answer["problem"].as_str().unwrap().contains("was changed"), "{answer}");
    let into = format!("sqlite:{}", lab.path("copy/lab.sqlite").display());
    assert_eq!(lab.json(&["replay", "--into", &into])["differences"], 0);
    let again = lab.refused(&["replay", "--into", &into]);
    assert!(again.contains("needs an empty database"), "{again}");
}

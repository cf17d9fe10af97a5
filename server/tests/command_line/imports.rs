//! An old machine's folder taken over on the command line, and its findings settled.

use crate::support::{Lab, text};
use serde_json::Value;

fn log(folder: &str) -> Vec<u8> {
    let records: String = (1..=3)
        .map(|page| format!(r"X:\RRD1-2025_OU_Certificates\.output\{folder}\1427.pdf:{page}"))
        .collect();
    [0xff, 0xfe].into_iter().chain(records.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn a_folder_is_imported_once_and_its_findings_settled() {
    let lab = Lab::new();
    std::fs::create_dir_all(lab.path("machine/FilmLogs")).unwrap();
    for (name, folder) in [("10000001", "10000001"), ("10000002", "10000001")] {
        lab.write(&format!("machine/FilmLogs/{name}.LOG"), log(folder));
        lab.write(&format!("machine/{name}.desc"), "[INFO]\r\nIMAGECOUNT=3\r\n");
    }
    let folder = lab.path("machine").display().to_string();
    let looked = lab.json(&["evidence", "import", &folder, "--dry-run"]);
    assert_eq!((&looked["new"], &looked["entry"]), (&4.into(), &0.into()));
    let done = lab.json(&["evidence", "import", &folder]);
    assert_eq!((&done["new"], &done["numbers"], &done["findings"]), (&4.into(), &2.into(), &1.into()));
    let again = lab.run(&["evidence", "import", &folder]);
    assert!(text(&again.stdout).starts_with("0 new, 4 known;"), "{}", text(&again.stdout));

    let findings = lab.json(&["evidence", "findings", "--kind", "wrong_folder"]);
    assert_eq!(findings[0]["number"], "10000002");
    let id = findings[0]["finding"].as_str().unwrap();
    lab.json(&["evidence", "settle", id, "--as", "slip", "--note", "read the log"]);
    let second = lab.refused(&["evidence", "settle", id, "--as", "test"]);
    assert!(second.contains("is settled: console decided"), "{second}");
    assert_eq!(lab.json(&["evidence", "findings"]), Value::Array(vec![]));
    assert_eq!(lab.json(&["check"])["differences"], 0);
    let missing = lab.refused(&["evidence", "import", &lab.path("nowhere").display().to_string()]);
    assert!(missing.contains("does not exist or cannot be read"), "{missing}");
}

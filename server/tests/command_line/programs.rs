//! A folder of CNC programs planned on the command line, without a lab.

use crate::support::{Lab, text};
use serde_json::Value;

/// A shop in a folder: the usual, and one of each thing that goes wrong.
fn shop() -> Lab {
    let lab = Lab::new();
    std::fs::create_dir_all(lab.path("shop/new")).unwrap();
    let program = |number: &str, title: &str, body: &str| {
        format!("%\n{number} ({title})\nT303\nG01 X{body} Z-1.\nM30\n%")
    };
    for (name, content) in [
        ("o70001.nc", program("O70001", "7IN DIA 74MM ID .75", "6.945")),
        ("new/o70001.nc", program("O70001", "6.5IN DIA 74MM ID .75", "6.45")),
        ("o80000.nc", program("O80000", "8IN 121.3MM 3.5 STEEL HCS-1", "7.945")),
        ("o80009.nc", program("O80009", "8IN 121.3MM 3.5 STEEL HCS-1", "7.945")),
        ("o2822.nc", program("o2822", "6.25 IN 67.1 INNER  1.0 2PC", "6.2")),
        ("o73887.nc", "% O73085 (7.0 IN DIA 73MM ID 1.0 THK )\nG01 X1.\nM30\n%".to_owned()),
        ("o58000.txt", String::new()),
        ("report.txt", "FOLDER SCAN REPORT\n".to_owned()),
        (".o1.nc.swp", "%".to_owned()),
    ] {
        lab.write(&format!("shop/{name}"), content);
    }
    lab
}

#[test]
fn a_folder_is_planned_without_a_lab() {
    let lab = shop();
    let folder = lab.path("shop").display().to_string();
    let plan = lab.json(&["programs", "plan", &folder]);
    let files = plan["files"].as_array().unwrap();
    let told: Vec<String> = files
        .iter()
        .map(|file| {
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            let proposal = &file["proposal"];
            [&file["file"], &file["verdict"], &proposal["action"], &proposal["number"]].map(text).join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "new/o70001.nc out_of_range renumber O65000",
            "o2822.nc out_of_range import O02822",
            "o58000.txt dead_content skip -",
            "o70001.nc number_collision import O70001",
            "o73887.nc number_and_name_disagree import O73085",
            "o80000.nc new import O80000",
            "o80009.nc duplicate_content skip -",
            "report.txt no_number skip -",
        ]
    );
    let odd = &files[1];
    assert_eq!((&odd["name_number"], &odd["inner_number"]), (&"O02822".into(), &"O02822".into()));
    assert_eq!((&odd["round_size"], &odd["source"]), (&6.25.into(), &"title".into()));
    assert_eq!((&odd["range"], &odd["in_range"]), (&"Free Range 1".into(), &false.into()));
    assert_eq!(odd["proposal"]["suggested"], "O62500");
    assert_eq!(files[5]["fingerprint"], files[6]["fingerprint"]);
    assert_eq!(files[2]["fingerprint"], Value::Null);
    assert_eq!((&plan["totals"]["out_of_range"], &plan["totals"]["unchanged"]), (&2.into(), &0.into()));
    let facts = &plan["facts"];
    assert_eq!((&facts["files"], &facts["numbers"]["with"]), (&8.into(), &5.into()));
    assert_eq!((&facts["ranges"]["in"], &facts["ranges"]["out"]), (&3.into(), &2.into()));
    assert!(!lab.path("data").exists(), "planning needs no lab");
}

#[test]
fn a_plan_is_judged_by_the_table_asked_for_and_printed_for_people() {
    let lab = shop();
    let folder = lab.path("shop").display().to_string();
    let output = lab.run(&["programs", "plan", &folder, "--table", "B"]);
    let printed = text(&output.stdout);
    assert!(output.status.success() && printed.starts_with("8 files, table B\n"), "{printed}");
    assert!(printed.contains("o2822.nc: out of range."), "{printed}");
    let lines = printed.lines().filter(|line| line.contains(" → ")).count();
    assert_eq!(lines, 7, "every file that needs a look, and no other: {printed}");
    assert_eq!(lab.run(&["programs", "plan", &folder, "--table", "C"]).status.code(), Some(2));
    let missing = lab.refused(&["programs", "plan", &lab.path("nowhere").display().to_string()]);
    assert!(missing.contains("does not exist or cannot be read"), "{missing}");
}

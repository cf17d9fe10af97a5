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

/// What a folder's import came to, and what the registry then says.
#[test]
fn a_folder_is_taken_in_once_and_every_number_has_its_program() {
    let lab = shop();
    let folder = lab.path("shop").display().to_string();
    let came = lab.json(&["programs", "import", &folder]);
    assert_eq!((&came["new"], &came["versions"]), (&3.into(), &0.into()), "{came}");
    let left: Vec<_> =
        came["files"].as_array().unwrap().iter().filter(|file| file["imported"] == false).collect();
    assert_eq!(left.len(), 5);
    let again = lab.json(&["programs", "import", &folder]);
    assert_eq!((&again["new"], &again["totals"]["unchanged"]), (&0.into(), &3.into()));
    let accepted = lab.json(&["programs", "import", &folder, "--accept-proposals"]);
    assert_eq!(
        accepted["new"], 2,
        "the rival of O70001 under a number of its own, and the one with two numbers"
    );
    assert_eq!(lab.json(&["check"])["differences"], 0);
    let numbers: Vec<String> = lab
        .json(&["programs", "list"])
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["number"].as_str().unwrap_or("-").to_owned())
        .collect();
    assert_eq!(numbers, ["O02822", "O65000", "O70001", "O73085", "O80000"]);
}

#[test]
fn a_program_goes_to_its_range_by_the_token_of_the_plan() {
    let lab = shop();
    let folder = lab.path("shop").display().to_string();
    lab.json(&["programs", "import", &folder]);
    let plan = lab.json(&["programs", "rename-to-range"]);
    assert_eq!((&plan["ready"], &plan["moves"][0]["to"]), (&1.into(), &"O62500".into()));
    let token = plan["token"].as_str().unwrap().to_owned();
    lab.json(&["number", "next", "--round-size", "7.0", "--hold", "--for", "a job"]);
    lab.json(&["programs", "rename-to-range", "--token", &token]);
    assert_eq!(lab.json(&["number", "show", "O2822"])["state"], "cooling");
    let entry = lab.json(&["programs", "show", "O62500"])["program"]["revision"].to_string();
    assert!(
        lab.refused(&["programs", "rename-to-range", "--token", &token]).starts_with("Something changed")
    );
    lab.json(&["programs", "undo", &entry]);
    assert_eq!(lab.json(&["number", "show", "O2822"])["state"], "in_use");
    let text = lab.json(&["programs", "show", "O2822"])["content"].as_str().unwrap().to_owned();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).unwrap();
    assert_eq!(bytes, std::fs::read(lab.path("shop/o2822.nc")).unwrap(), "byte for byte");
}

#[test]
fn numbers_are_looked_at_held_released_and_retired() {
    let lab = Lab::new();
    let next = |more: &[&str]| {
        let mut arguments = vec!["number", "next", "--round-size", "6.25"];
        arguments.extend(more);
        lab.json(&arguments)["numbers"].clone()
    };
    assert_eq!(next(&[]), serde_json::json!(["O62500"]));
    assert_eq!(next(&["--hold", "--for", "a job", "--count", "2"]), serde_json::json!(["O62500", "O62501"]));
    assert_eq!(next(&[]), serde_json::json!(["O62502"]));
    assert_eq!(
        lab.refused(&["number", "next", "--round-size", "6.25", "--preferred", "O62500"]),
        "O62500 is reserved (last console): choose another number.\n"
    );
    lab.json(&["number", "release", "O62500", "--reason", "not needed"]);
    lab.json(&["number", "retire", "O62500", "--reason", "an old lathe has it"]);
    assert_eq!(next(&["--count", "1"]), serde_json::json!(["O62502"]));
    assert_eq!(lab.json(&["ranges", "impact", "B"])["put_out"], 0);
    lab.json(&["ranges", "load", "B"]);
    assert_eq!(lab.json(&["ranges", "show"])["count"], 85_000);
    assert_eq!(lab.refused(&["ranges", "load", "B"]), "This table of ranges is the current one already.\n");
}

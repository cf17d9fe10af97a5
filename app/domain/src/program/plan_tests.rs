//! Plans of imports, told as the shop would.

use super::{
    Action, Digest, Facts, Finding, Held, ImportPlan, LiveProgram, PlannedFile, ProgramNumber, RangeTable,
    ReadProgram, Registry, RoundSize, Strategy, Verdict, Why, plan,
};
use crate::words::{Language, Say};

/// A small part: the body tells it from others.
fn program(path: &str, number: &str, title: &str, body: &str) -> ReadProgram {
    ReadProgram::read(path, format!("%\n{number} ({title})\n{body}\nM30\n%").as_bytes())
}

fn number(text: &str) -> ProgramNumber {
    ProgramNumber::parse(text).unwrap()
}

/// The registry after a file was imported.
fn holding(files: &[ReadProgram]) -> Registry {
    let mut registry = Registry::default();
    for file in files {
        let title = file.header.title().map(ToOwned::to_owned);
        let live = LiveProgram { raw: file.raw, fingerprint: file.fingerprint, title };
        registry.hold(file.number().unwrap(), Held::Live(live));
    }
    registry
}

fn planned(files: &[ReadProgram], registry: &Registry) -> ImportPlan {
    plan(files, registry, &RangeTable::a())
}

/// Verdict, action and number of each file.
fn told(plan: &ImportPlan) -> Vec<(Verdict, Action, String)> {
    let number =
        |file: &PlannedFile| file.proposal.number.map_or("-".to_owned(), |number| number.to_string());
    plan.files.iter().map(|file| (file.verdict, file.proposal.action, number(file))).collect()
}

fn row(verdict: Verdict, action: Action, number: &str) -> (Verdict, Action, String) {
    (verdict, action, number.to_owned())
}

const SEVEN: &str = "7IN DIA 74MM ID .75";

#[test]
fn a_new_program_in_its_range_is_imported_under_its_number() {
    let plan = planned(&[program("o70001.nc", "O70001", SEVEN, "G01 X1.")], &Registry::default());
    assert_eq!(told(&plan), [row(Verdict::New, Action::Import, "O70001")]);
    assert_eq!(plan.files[0].proposal.suggested, None);
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let files = [program("o70001.nc", "O70001", SEVEN, "G01 X1.")];
    let plan = planned(&files, &holding(&files));
    assert_eq!(told(&plan), [row(Verdict::Unchanged, Action::Skip, "-")]);
}

#[test]
fn another_content_of_the_same_part_is_a_new_version() {
    let old = [program("o70001.nc", "O70001", SEVEN, "G01 X1.")];
    let files = [program("o70001.nc", "O70001", "7.0IN$ 74 .75", "G01 X1.1")];
    let plan = planned(&files, &holding(&old));
    assert_eq!(told(&plan), [row(Verdict::NewVersion, Action::Version, "O70001")]);
    let retitled = [program("o70001.nc", "O70001", "7.5IN DIA 74MM ID .75 REMAKE", "G01 X1.")];
    let plan = planned(&retitled, &holding(&old));
    assert!(plan.files[0].findings.contains(&Finding::NewVersion { title_only: true }));
}

#[test]
fn another_part_under_a_number_in_use_gets_the_next_free_number() {
    let old = [program("o80041.nc", "O80041", "8IN DIA 125 MM 2.0", "G01 X1.")];
    let files = [
        program("o80041.txt", "O80041", "8IN DIA 121.3 MM 4.00", "G01 X2."),
        program("o80000.nc", "O80000", "8IN DIA 121.3MM 3.5", "G01 X3."),
    ];
    let plan = planned(&files, &holding(&old));
    assert_eq!(
        told(&plan),
        [
            row(Verdict::NumberCollision, Action::Renumber, "O80001"),
            row(Verdict::New, Action::Import, "O80000")
        ]
    );
}

#[test]
fn of_two_files_with_one_number_the_one_in_its_range_keeps_it() {
    let files = [
        program("a/o73950.nc", "o73950", "6.5IN DIA 74MM ID .75 --2PC", "G01 X1."),
        program("b/o73950.nc", "o73950", "7IN DIA 74MM ID .75 --2PC", "G01 X2."),
    ];
    let plan = planned(&files, &Registry::default());
    assert_eq!(
        told(&plan),
        [
            row(Verdict::OutOfRange, Action::Renumber, "O65000"),
            row(Verdict::NumberCollision, Action::Import, "O73950")
        ]
    );
    let collision =
        Finding::NumberCollision { number: number("O73950"), files: vec!["b/o73950.nc".to_owned()] };
    assert!(plan.files[0].findings.contains(&collision), "{:?}", plan.files[0].findings);
}

#[test]
fn the_same_file_with_two_endings_comes_in_once() {
    let files = [
        program("o10372.NC.txt", "O10372", "10.25IN DIA 125.1/170 3.0 HC 1.5", "G01 X1."),
        program("o10372.nc", "O10372", "10.25IN DIA 125.1/170 3.0 HC 1.5", "G01 X1."),
    ];
    let plan = planned(&files, &Registry::default());
    assert_eq!(
        told(&plan),
        [row(Verdict::DuplicateContent, Action::Skip, "-"), row(Verdict::New, Action::Import, "O10372")]
    );
    assert_eq!(plan.files[0].proposal.why, Why::SameFile);
}

#[test]
fn of_one_content_under_several_numbers_the_right_range_keeps_it_then_the_lowest() {
    let title = "8IN 121.3MM 3.5 STEEL HCS-1";
    let file = |name: &str| program(&format!("{name}.nc"), name, title, "G01 X1.");
    let files = [file("o20000"), file("o80009"), file("o80000")];
    let plan = planned(&files, &Registry::default());
    assert_eq!(
        told(&plan),
        [
            row(Verdict::OutOfRange, Action::Skip, "-"),
            row(Verdict::DuplicateContent, Action::Skip, "-"),
            row(Verdict::New, Action::Import, "O80000")
        ]
    );
    assert_eq!(plan.files[1].proposal.why, Why::SameContent { of: number("O80000") });
    // What the registry has stays where it is.
    let plan = planned(&[file("o80000")], &holding(&[file("o80009")]));
    assert_eq!(plan.files[0].proposal.why, Why::SameContent { of: number("O80009") });
}

#[test]
fn a_number_outside_of_its_range_stays_and_another_is_suggested() {
    let files = [
        program("o62007.nc", "o62007", "6.25 IN DIA 71.6MM ID 3.00 THK XX ", "G01 X1."),
        program("o62008.nc", "o62008", "6.25  56.1MM INNER 1.25 2PC, Pairs w/o62501", "G01 X2."),
        program("o62500.nc", "O62500", "6.25 IN DIA 60MM ID 1.00", "G01 X3."),
    ];
    let plan = planned(&files, &Registry::default());
    assert_eq!(plan.files[0].proposal.action, Action::Import);
    let suggested: Vec<_> = plan.files.iter().map(|file| file.proposal.suggested).collect();
    // 62500 is there, 62501 is named by its partner.
    assert_eq!(suggested, [Some(number("O62502")), Some(number("O62503")), None]);
}

#[test]
fn a_file_whose_name_says_another_number_comes_in_under_the_one_inside() {
    let hidden =
        |path: &str| ReadProgram::read(path, b"% O73085 (7.0 IN DIA 73MM ID 1.0 THK )\nG01 X1.\nM30\n%");
    let plan = planned(&[hidden("o73887.nc")], &Registry::default());
    assert_eq!(told(&plan), [row(Verdict::NumberAndNameDisagree, Action::Import, "O73085")]);
    let other = program("o73085.nc", "O73085", "7.0 IN DIA 87.1MM ID 1.50", "G01 X2.");
    let plan = planned(&[hidden("o73887.nc"), other.clone()], &Registry::default());
    assert_eq!(told(&plan)[0], row(Verdict::NumberAndNameDisagree, Action::Renumber, "O73887"));
    assert_eq!(told(&plan)[1], row(Verdict::New, Action::Import, "O73085"));
    let named = program("o73887.txt", "O73887", SEVEN, "G01 X3.");
    let plan = planned(&[hidden("o73887.nc"), other, named], &Registry::default());
    assert_eq!(told(&plan)[0], row(Verdict::NumberAndNameDisagree, Action::Skip, "-"));
}

#[test]
fn a_number_that_rests_is_not_taken_and_a_reserved_one_is() {
    let mut registry = Registry::default();
    registry.hold(number("O70001"), Held::Cooling);
    registry.hold(number("O70002"), Held::Reserved);
    registry.hold(number("O70000"), Held::Retired);
    let files = ["O70000", "O70001", "O70002"]
        .map(|name| program(&format!("{name}.nc"), name, SEVEN, &format!("G01 X{}.", &name[5..])));
    assert_eq!(
        told(&planned(&files, &registry)),
        [
            row(Verdict::NumberCollision, Action::Renumber, "O70003"),
            row(Verdict::NumberCollision, Action::Renumber, "O70004"),
            row(Verdict::New, Action::Import, "O70002")
        ]
    );
}

#[test]
fn a_full_range_says_so_and_overflows_where_the_table_says() {
    let mut table = RangeTable::a();
    let range = table.ranges.iter_mut().find(|range| range.label == "7.0").unwrap();
    range.last = number("O70001");
    let files: Vec<_> = (0..3)
        .map(|at| program(&format!("o2000{at}.nc"), &format!("O2000{at}"), SEVEN, &format!("G01 X{at}.")))
        .collect();
    let suggested = |table: &RangeTable| -> Vec<String> {
        let plan = plan(&files, &Registry::default(), table);
        plan.files.iter().map(|file| file.proposal.suggested.map_or("-".into(), |n| n.to_string())).collect()
    };
    assert_eq!(suggested(&table), ["O70000", "O70001", "-"]);
    let range = table.ranges.iter_mut().find(|range| range.label == "7.0").unwrap();
    (range.overflow, range.strategy) = (vec!["Free Range 1".to_owned()], Strategy::Highest);
    assert_eq!(suggested(&table), ["O70001", "O70000", "O01000"]);
}

#[test]
fn a_strategy_after_the_last_begins_again_at_the_start() {
    let mut table = RangeTable::a();
    let range = table.ranges.iter_mut().find(|range| range.label == "7.0").unwrap();
    (range.last, range.strategy) = (number("O70004"), Strategy::AfterLast);
    let mut registry = Registry::default();
    registry.hold(number("O70003"), Held::Retired);
    let files: Vec<_> = (0..3)
        .map(|at| program(&format!("o2000{at}.nc"), &format!("O2000{at}"), SEVEN, &format!("G01 X{at}.")))
        .collect();
    let plan = plan(&files, &registry, &table);
    let suggested: Vec<_> =
        plan.files.iter().map(|file| file.proposal.suggested.unwrap().to_string()).collect();
    assert_eq!(suggested, ["O70004", "O70000", "O70001"]);
}

#[test]
fn what_is_no_program_is_left_out_with_a_sentence() {
    let files = [
        ReadProgram::read("o58000.txt", b""),
        ReadProgram::read("o73615.nc", &[0xff; 1295]),
        ReadProgram::read("scan_report.txt", b"FOLDER SCAN REPORT\nTotal Files : 31\n"),
        ReadProgram::read("o62913.nc", b"\r\n"),
    ];
    let plan = planned(&files, &Registry::default());
    let verdicts: Vec<_> = plan.files.iter().map(|file| file.verdict).collect();
    let dead = Verdict::DeadContent;
    assert_eq!(verdicts, [dead, dead, Verdict::NoNumber, dead]);
    assert!(plan.files.iter().all(|file| file.proposal.action == Action::Skip));
    let said: Vec<_> = plan.files.iter().map(|file| file.findings[0].say(Language::German)).collect();
    assert_eq!(said[..2], ["Die Datei ist leer.", "Die Datei besteht nur aus dem Byte 0xFF."]);
}

#[test]
fn marks_of_copies_and_odd_sizes_are_remarked() {
    let title = "5.875IN DIA 60MM 1.0";
    let file = program("archive/o50001(1).nc", "O50001", title, "T303\nG01 X5.830 Z-1.\nM98 P1000");
    let plan = planned(&[file], &Registry::default());
    let findings = &plan.files[0].findings;
    let size = RoundSize::parse("5.875").unwrap();
    assert!(findings.contains(&Finding::NoRangeForSize { size }), "{findings:?}");
    assert!(findings.contains(&Finding::CallsAnother));
    assert!(findings.iter().any(|finding| matches!(finding, Finding::NameSuffix { .. })));
    assert_eq!(plan.files[0].verdict, Verdict::New);
}

/// A hundred thousand files, half of them wanting one number and a third of them one content, are planned in the time
/// of a test: nothing compares every file with every other.
#[test]
fn a_plan_of_a_hundred_thousand_files_is_no_square() {
    let base = program("o70000.nc", "O70000", SEVEN, "G01 X1.");
    let files: Vec<ReadProgram> = (0..100_000_u32)
        .map(|at| {
            let own = at % 2 == 0;
            let mut file = base.clone();
            file.path = format!("{at}/o70000.nc");
            if own {
                let inside = ProgramNumber::from_value(at);
                file.header.o_line.as_mut().unwrap().number = inside;
                file.name.as_mut().unwrap().number = inside.unwrap();
            }
            let digest = Digest::of(&(if at % 3 == 0 { 0 } else { at }).to_le_bytes());
            (file.raw, file.fingerprint) = (digest, Some(digest));
            file
        })
        .collect();
    let plan = planned(&files, &Registry::default());
    assert_eq!(plan.files.len(), files.len());
    let given: Vec<_> = plan.files.iter().filter_map(|file| file.proposal.number).collect();
    assert_eq!(given.iter().collect::<std::collections::BTreeSet<_>>().len(), given.len());
    let facts = Facts::of(&files, &RangeTable::a());
    assert_eq!(facts.duplicates.content.groups, 1);
}

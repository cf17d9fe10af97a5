//! The shop's real files, where they lie beside the repository: every number was counted by script.

use super::{
    Action, Facts, Finding, ImportPlan, RangeTable, ReadProgram, Registry, RoundSize, Verdict, Why, plan,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The files in the order of their names, or a printed sentence and nothing.
fn samples() -> Option<Vec<ReadProgram>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nc");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: ../shared/data/nc is not there");
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        ReadProgram::read(&name, &std::fs::read(path).unwrap())
    };
    Some(paths.iter().map(read).collect())
}

fn counts<K: ToString>(counted: &BTreeMap<K, u32>) -> String {
    let pairs: Vec<String> =
        counted.iter().map(|(key, count)| format!("{} {count}", key.to_string())).collect();
    pairs.join(", ")
}

#[test]
fn names_and_numbers_are_as_counted() {
    let Some(files) = samples() else { return };
    let facts = Facts::of(&files, &RangeTable::a());
    let reports = files.iter().filter(|file| file.path.starts_with("scan_"));
    assert_eq!((facts.files, facts.bytes - reports.map(|file| file.bytes).sum::<u64>()), (357, 462_771));
    let names = &facts.names;
    assert_eq!(counts(&names.extensions), "nc 353, txt 4");
    assert_eq!((names.with_number, names.distinct_numbers), (355, 354));
    assert_eq!(counts(&names.digits), "4 1, 5 354");
    let numbers = &facts.numbers;
    assert_eq!((numbers.with, numbers.without, numbers.only_tolerant), (351, 6, 1));
    assert_eq!(counts(&numbers.line), "1 1, 2 138, 3 212");
    assert_eq!((numbers.upper_case, numbers.lower_case), (331, 20));
    assert_eq!(counts(&numbers.digits), "4 1, 5 350");
    assert_eq!((numbers.other_than_name, numbers.other_than_name_tolerant), (0, 1));
    assert_eq!((numbers.two_o_lines, numbers.no_blank_before_title, numbers.second_parenthesis), (0, 7, 4));
}

#[test]
fn titles_and_contents_are_as_counted() {
    let Some(files) = samples() else { return };
    let facts = Facts::of(&files, &RangeTable::a());
    let titles = &facts.titles;
    assert_eq!((titles.with, titles.without, titles.distinct, titles.shared), (350, 1, 347, 2));
    assert_eq!(counts(&titles.marks), "$ 25, 2PC 48, HC 180, LUG 7, STEEL 7, STUD 15, XX 64");
    assert_eq!((titles.sized, titles.not_sized), (347, 4));
    assert_eq!(
        counts(&titles.sizes),
        "5.7 1, 5.75 51, 6.0 43, 6.25 34, 6.5 17, 7.0 64, 7.5 27, 8.0 40, 8.5 11, 9.5 30, 10.25 8, 10.5 1, 13.0 20"
    );
    let contents = &facts.contents;
    assert_eq!(counts(&contents.encodings), "ascii 354, undecodable 1, utf8 1, utf8_marked 1");
    assert_eq!(counts(&contents.line_ends), "lf 354, none 3");
    assert_eq!((contents.empty, contents.dead, contents.no_code), (2, 1, 1));
    assert_eq!((contents.with_end, contents.calls, contents.with_former_number), (350, 0, 0));
    assert_eq!((contents.smallest, contents.median, contents.largest), (12, 1_248, 2_554));
    let naming: BTreeMap<&str, u32> = files
        .iter()
        .filter_map(|file| Some((file.path.as_str(), file.references.first()?.number.value())))
        .collect();
    let expected = [
        ("o59902.nc", 70_210),
        ("o60356.nc", 61_076),
        ("o70303.nc", 74_035),
        ("o70338.nc", 63_121),
        ("o71004.nc", 63_121),
        ("o73153.nc", 63_121),
    ];
    assert_eq!((naming, contents.naming_others), (BTreeMap::from(expected), 6));
}

#[test]
fn duplicates_and_ranges_are_as_counted() {
    let Some(files) = samples() else { return };
    let a = Facts::of(&files, &RangeTable::a());
    let duplicates = &a.duplicates;
    assert_eq!((duplicates.raw.groups, duplicates.raw.files), (0, 0));
    let content = duplicates.content;
    assert_eq!((content.groups, content.files, content.surplus), (1, 3, 2));
    assert_eq!((duplicates.same_number_other_content, duplicates.same_number_same_content), (1, 0));
    assert_eq!((a.ranges.inside, a.ranges.out, a.ranges.no_range), (317, 30, 0));
    let outside = |facts: &Facts| {
        (facts.ranges.out_in_free_range, facts.ranges.out_in_gap, facts.ranges.out_in_other_block)
    };
    assert_eq!(outside(&a), (11, 8, 11));
    assert_eq!(counts(&a.ranges.out_by_size), "6.25 6, 6.5 2, 7.0 5, 7.5 4, 8.0 8, 9.5 4, 13.0 1");
    assert_eq!(a.ranges.numbers_in_gaps, 9);
    assert_eq!(
        counts(&a.ranges.numbers),
        "10.25 & 10.50 9, 13.0 19, 5.75 53, 6.0 47, 6.25 29, 6.5 15, 7.0 64, 7.5 23, 8.0 32, 8.5 14, 9.5 27, \
         Free Range 1 7, Free Range 2 6"
    );
    let b = Facts::of(&files, &RangeTable::b());
    assert_eq!((b.ranges.inside, b.ranges.out, b.ranges.no_range), (291, 56, 0));
    assert_eq!(outside(&b), (23, 13, 20));
    assert_eq!(
        counts(&b.ranges.out_by_size),
        "5.7 1, 5.75 17, 6.25 6, 6.5 2, 7.0 5, 7.5 4, 8.0 8, 9.5 4, 10.25 7, 10.5 1, 13.0 1"
    );
    assert_eq!(b.ranges.numbers_in_gaps, 15);
    assert_eq!(
        counts(&b.ranges.numbers),
        "10.0 8, 10.25 1, 10.50 0, 13.0 19, 5.75 35, 6.0 47, 6.25 29, 6.5 15, 7.0 64, 7.5 24, 8.0 32, 8.5 14, \
         9.5 27, Free Range 1 6, Free Range 2 18"
    );
}

fn with<'a>(files: &'a [ReadProgram], plan: &ImportPlan, verdict: Verdict) -> Vec<&'a str> {
    let pairs = files.iter().zip(&plan.files);
    pairs.filter(|(_, planned)| planned.verdict == verdict).map(|(file, _)| file.path.as_str()).collect()
}

#[test]
fn each_file_gets_its_verdict_under_both_tables() {
    let Some(files) = samples() else { return };
    for (table, out) in [(RangeTable::a(), 30), (RangeTable::b(), 56)] {
        let plan = plan(&files, &Registry::default(), &table);
        let of = |verdict| with(&files, &plan, verdict);
        assert_eq!(of(Verdict::DeadContent), ["o58000.txt", "o62913.nc", "o73615.nc"]);
        assert_eq!(of(Verdict::NoNumber), ["scan_report_2-19.txt", "scan_results.txt"]);
        assert_eq!(of(Verdict::NumberAndNameDisagree), ["o73887.nc"]);
        assert_eq!(of(Verdict::NumberCollision), ["o73950.nc"]);
        assert_eq!(of(Verdict::DuplicateContent), ["o80009.nc", "o80052.nc"]);
        let outside = of(Verdict::OutOfRange);
        assert_eq!(outside.len(), out);
        assert!(outside.contains(&"o73950.txt") && outside.contains(&"o86083.nc"));
        assert_eq!(plan.totals().values().sum::<u32>(), 357);
        assert_eq!((of(Verdict::Unchanged), of(Verdict::NewVersion)), (vec![], vec![]));
        let proposal = |name: &str| {
            let at = files.iter().position(|file| file.path == name).unwrap();
            plan.files[at].proposal.clone()
        };
        assert_eq!(proposal("o73950.nc").action, Action::Import);
        assert_eq!(proposal("o73950.txt").action, Action::Renumber);
        assert_eq!(proposal("o73950.txt").number.unwrap().to_string(), "O65001");
        assert_eq!(proposal("o80052.nc").action, Action::Skip);
        assert_eq!(proposal("o73887.nc").number.unwrap().to_string(), "O73085");
        let turned = RoundSize::parse("8.5").unwrap();
        assert_eq!(proposal("o86083.nc").why, Why::TitleIsDoubtful { turned });
        let suggested: Vec<_> = plan.files.iter().filter_map(|file| file.proposal.suggested).collect();
        assert_eq!(suggested.len(), out);
        assert_eq!(suggested.iter().collect::<BTreeSet<_>>().len(), out);
    }
}

#[test]
fn the_code_tells_where_a_title_is_wrong() {
    let Some(files) = samples() else { return };
    let plan = plan(&files, &Registry::default(), &RangeTable::a());
    let mut against = Vec::new();
    for (file, planned) in files.iter().zip(&plan.files) {
        for finding in &planned.findings {
            match finding {
                Finding::TitleAgainstGeometry { title, turned } => {
                    against.push(format!("{} {title} {turned}", file.path));
                }
                Finding::SizeFromGeometry { turned } => against.push(format!("{} - {turned}", file.path)),
                _ => {}
            }
        }
    }
    assert_eq!(against, ["o09609.nc - 9.5", "o65890.nc 6.5 6.25", "o86083.nc 8.0 8.5"]);
}

#[test]
fn a_second_import_of_the_same_folder_changes_nothing() {
    let Some(files) = samples() else { return };
    let mut registry = Registry::default();
    let first = plan(&files, &registry, &RangeTable::a());
    for (file, planned) in files.iter().zip(&first.files) {
        if let (Action::Import, Some(number)) = (planned.proposal.action, planned.proposal.number) {
            registry.hold(
                number,
                super::Held::Live(super::LiveProgram {
                    raw: file.raw,
                    fingerprint: file.fingerprint,
                    title: file.header.title().map(ToOwned::to_owned),
                }),
            );
        }
    }
    let second = plan(&files, &registry, &RangeTable::a());
    let imported = first.files.iter().filter(|file| file.proposal.action == Action::Import).count();
    assert_eq!(second.totals()[&Verdict::Unchanged] as usize, imported);
    assert_eq!(second.totals()[&Verdict::New], 0);
}

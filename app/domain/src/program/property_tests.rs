//! What holds for any bytes whatsoever, and for any folder of odd files.

use super::{
    Action, Facts, Held, ImportPlan, LiveProgram, ProgramNumber, RangeTable, ReadProgram, Registry, Verdict,
    plan, renumber,
};
use crate::words::{Language, Say};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Pieces from which programs are made, so that chance makes nearly right ones.
fn nearly_a_program() -> impl Strategy<Value = Vec<u8>> {
    let pieces: &[&[u8]] = &[
        b"%",
        b"\n",
        b"\r\n",
        b"\r",
        b"O75101",
        b"o2822",
        b"O",
        b"o70303",
        b"O123456",
        b"12345",
        b" (7.5 IN 67.1- 110MM 1.25 HC)",
        b"(",
        b")",
        b"(6.25IN$ 71.5MM  LUG 1.25 2PC, Pairs w/o74035)",
        b"(RENAMED FROM O62000)",
        b"8IN 99999999999999999999/1.MM .",
        b"1/2 HC 1/0",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\0",
        b"\xc3",
        b"T303\nG01 X7.445 Z-0.5\n",
        b"G01X-",
        b"X99999999999999999999.99999999",
        b"M30",
        b" ",
        b"HCS-",
        b"--2PC",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

fn name() -> impl Strategy<Value = String> {
    let digits = prop::sample::select(vec!["75101", "2822", "70303", "62000", "70000", "123456", ""]);
    let ending = prop::sample::select(vec![".nc", ".NC", ".txt", "", "(1).nc", "_1.nc", " (2)", ". .nc"]);
    (prop::sample::select(vec!["o", "O", "scan"]), digits, ending)
        .prop_map(|(letter, digits, ending)| format!("{letter}{digits}{ending}"))
}

fn folder() -> impl Strategy<Value = Vec<ReadProgram>> {
    let usual =
        (70_000..70_012_u32, 0..4_u8, prop::sample::select(vec!["7IN 74MM .75", "6.5IN 74MM .75", "JAWS"]))
            .prop_map(|(number, body, title)| {
                format!("%\nO{number} ({title})\nG01 X{body}.\nM30\n%").into_bytes()
            });
    let named = (70_000..70_012_u32).prop_map(|number| format!("o{number}.nc"));
    let file = (prop_oneof![name(), named], prop_oneof![nearly_a_program(), usual]);
    prop::collection::vec(file, 0..24).prop_map(|files| {
        let read = |(at, (name, bytes)): (usize, (String, Vec<u8>))| {
            ReadProgram::read(&format!("{at}/{name}"), &bytes)
        };
        files.into_iter().enumerate().map(read).collect()
    })
}

fn registry() -> impl Strategy<Value = Registry> {
    let held = prop_oneof![
        Just(Held::Reserved),
        Just(Held::Cooling),
        Just(Held::Retired),
        (0..4_u8, prop::sample::select(vec!["7IN 74MM .75", "6.5IN 74MM .75"])).prop_map(|(body, title)| {
            let bytes = format!("%\nO70000 ({title})\nG01 X{body}.\nM30\n%");
            let file = ReadProgram::read("o70000.nc", bytes.as_bytes());
            Held::Live(LiveProgram {
                raw: file.raw,
                fingerprint: file.fingerprint,
                title: Some(title.to_owned()),
            })
        }),
    ];
    prop::collection::vec((70_000..70_012_u32, held), 0..6).prop_map(|held| {
        let mut registry = Registry::default();
        for (number, held) in held {
            registry.hold(ProgramNumber::from_value(number).unwrap(), held);
        }
        registry
    })
}

/// What must be true of any plan.
fn assert_sound(files: &[ReadProgram], registry: &Registry, plan: &ImportPlan) {
    let mut given = BTreeSet::new();
    let mut suggested = BTreeSet::new();
    let named: BTreeSet<ProgramNumber> = files
        .iter()
        .flat_map(|file| {
            let references = file.references.iter().map(|reference| reference.number);
            references.chain(file.number()).chain(file.name.as_ref().map(|name| name.number))
        })
        .collect();
    for (file, planned) in files.iter().zip(&plan.files) {
        let proposal = &planned.proposal;
        assert_eq!(proposal.action == Action::Skip, proposal.number.is_none(), "{}", file.path);
        if let Some(number) = proposal.number {
            assert!(given.insert(number), "{number} is given twice");
            let holder = registry.holder(number);
            match proposal.action {
                Action::Version => assert!(matches!(holder, Some(Held::Live(_)))),
                Action::Import => assert!(matches!(holder, None | Some(Held::Reserved))),
                Action::Renumber | Action::Skip => assert_eq!(holder, None),
            }
            assert_eq!(proposal.action == Action::Renumber, file.number() != Some(number));
        }
        let own_name = file.name.as_ref().map(|name| name.number);
        if let Some(number) = proposal.suggested.filter(|number| own_name != Some(*number)) {
            assert!(suggested.insert(number), "{number} is suggested twice");
            assert!(!named.contains(&number) && registry.holder(number).is_none(), "{number} is in use");
        }
        let first = planned.findings.iter().find_map(super::Finding::verdict).unwrap_or(Verdict::New);
        assert_eq!(first, planned.verdict);
        let verdicts: Vec<_> = planned.findings.iter().filter_map(super::Finding::verdict).collect();
        assert!(verdicts.is_sorted(), "{verdicts:?}");
        for language in [Language::German, Language::English] {
            let said = planned.findings.iter().map(|finding| finding.say(language));
            assert!(said.chain([proposal.why.say(language)]).all(|sentence| sentence.ends_with('.')));
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(path in name(), bytes in prop_oneof![nearly_a_program(), any::<Vec<u8>>()]) {
        let file = ReadProgram::read(&path, &bytes);
        prop_assert!(file.fingerprint.is_none() || file.code.words > 0);
        let _ = Facts::of(&[file], &RangeTable::a());
    }

    #[test]
    fn renumbering_changes_the_digits_and_nothing_else(bytes in nearly_a_program(), value in 0..100_000_u32) {
        let new = ProgramNumber::from_value(value).unwrap();
        let old = ReadProgram::read("x", &bytes);
        let Some(written) = renumber(&bytes, new) else {
            prop_assert_eq!(old.number(), None);
            return Ok(());
        };
        let digits = old.header.o_line.as_ref().unwrap().digits.clone();
        prop_assert_eq!(&written[..digits.start], &bytes[..digits.start]);
        prop_assert_eq!(&written[digits.start + 5..], &bytes[digits.end..]);
        let read = ReadProgram::read("x", &written);
        prop_assert_eq!(read.number(), Some(new));
        prop_assert_eq!(read.fingerprint, old.fingerprint);
        prop_assert_eq!(read.header.title(), old.header.title());
        prop_assert_eq!(renumber(&written, new), Some(written));
    }

    #[test]
    fn any_folder_gets_a_sound_plan(files in folder(), registry in registry()) {
        for table in [RangeTable::a(), RangeTable::b()] {
            let plan = plan(&files, &registry, &table);
            prop_assert_eq!(plan.files.len(), files.len());
            assert_sound(&files, &registry, &plan);
            let facts = Facts::of(&files, &table);
            prop_assert_eq!(facts.numbers.with + facts.numbers.without, facts.files);
        }
    }

    #[test]
    fn the_order_of_the_files_decides_nothing_about_their_content(files in folder()) {
        let mut turned = files.clone();
        turned.reverse();
        let verdicts = |files: &[ReadProgram]| -> Vec<Verdict> {
            plan(files, &Registry::default(), &RangeTable::a()).files.iter().map(|file| file.verdict).collect()
        };
        let count = |verdicts: Vec<Verdict>| {
            let mut verdicts = verdicts;
            verdicts.sort_unstable();
            verdicts
        };
        prop_assert_eq!(count(verdicts(&files)), count(verdicts(&turned)));
    }
}

/// A square would take hours here.
#[test]
fn reading_a_long_file_is_no_square() {
    for piece in ["(", "(O12345", "O12345 ", "\n", "%\n", "G01 X1.", "\r", "(O1", "X9"] {
        let bytes = piece.repeat(1_000_000 / piece.len());
        let file = ReadProgram::read("o75101.nc", bytes.as_bytes());
        assert_eq!(file.bytes, bytes.len() as u64);
    }
}

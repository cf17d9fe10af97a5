//! What files tell by themselves, and the real files of a lab where they lie beside the repository.

use super::*;
use crate::evidence::{RunKind, read};
use crate::words::{Language, Say};
use std::path::PathBuf;

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// `own/a1-3` are pages 1 to 3 of document `a` in the folder `own` of the project `P1`; `P2:own/…` in another's.
fn log_of(number: &str, story: &str) -> LogTold {
    let mut text = String::new();
    for word in story.split_whitespace() {
        let (project, word) = word.split_once(':').unwrap_or(("P1", word));
        let (folder, rest) = word.split_once('/').unwrap();
        let (barcode, pages) = rest.split_at(1);
        let (from, to) = pages.split_once('-').unwrap_or((pages, pages));
        for page in from.parse::<u32>().unwrap()..=to.parse().unwrap() {
            text += &format!(r"X:\{project}\.output\{folder}\{barcode}.pdf:{page}");
        }
    }
    let name = format!("{number}.LOG");
    match survey(&name, &read(Some(&name), &utf16(&text))).told {
        Told::Log(log) => log,
        other => panic!("no log: {other:?}"),
    }
}

fn kinds(log: &LogTold, descriptor: Option<&DescriptorTold>) -> Vec<MatterKind> {
    matters(Some(log), descriptor).iter().map(Matter::kind).collect()
}

fn counter(counter: u32) -> DescriptorTold {
    DescriptorTold { counter: Some(counter), first_project: Some("P1".into()), ..DescriptorTold::default() }
}

#[test]
fn a_number_in_the_machines_folder_is_one_of_four_kinds() {
    for (number, class) in [
        ("10000136", NumberClass::Production),
        ("20000001", NumberClass::Production),
        ("30000001", NumberClass::Production),
        ("430179", NumberClass::Legacy),
        ("900104", NumberClass::Legacy),
        ("90000001", NumberClass::Test),
        ("4710", NumberClass::Test),
        ("1", NumberClass::Test),
        ("100000000", NumberClass::Mistyped),
        ("40000001", NumberClass::Mistyped),
        ("10000000", NumberClass::Mistyped),
        ("1000013", NumberClass::Mistyped),
        ("Notizen", NumberClass::Mistyped),
        ("", NumberClass::Mistyped),
    ] {
        assert_eq!(NumberClass::of(number), class, "{number}");
    }
}

#[test]
fn a_clean_film_with_its_descriptor_says_nothing() {
    let log = log_of("10000001", "10000001/a1-3 10000001/b1-2 10000001/b2");
    assert_eq!((log.exposures, log.documents), (5, 2));
    assert_eq!(kinds(&log, Some(&counter(5))), []);
}

#[test]
fn each_odd_film_says_what_is_odd() {
    let n = "10000001/";
    let aborted = log_of("10000001", &format!("{n}a1-2 {n}a1-3 {n}b1-2"));
    assert_eq!(kinds(&aborted, Some(&counter(7))), [MatterKind::SeveralPasses]);
    let pass = |frames, kind| Pass { frames, kind };
    assert_eq!(aborted.passes, [pass(2, RunKind::AbortedStart), pass(5, RunKind::Complete)]);

    let twice = log_of("10000001", &format!("{n}a1-3 {n}b1-2 {n}a1-3 {n}b1-2"));
    assert_eq!(twice.passes, [pass(5, RunKind::Complete), pass(5, RunKind::Complete)]);

    let foreign = log_of("10000001", &format!("P2:10000001/z1-4 {n}a1-3"));
    assert_eq!((foreign.foreign, foreign.foreign_projects.as_slice()), (4, ["P2".to_owned()].as_slice()));
    assert_eq!(kinds(&foreign, Some(&counter(7))), [MatterKind::ForeignProject]);

    let neighbour = log_of("10000002", "10000001/z1-4 10000002/a1-3");
    assert_eq!(kinds(&neighbour, Some(&counter(7))), [MatterKind::ForeignProject]);

    let wrong = log_of("10000002", "10000001/a1-3");
    assert_eq!(wrong.wrong_folder.as_deref(), Some("10000001"));
    assert_eq!(kinds(&wrong, Some(&counter(3))), [MatterKind::WrongFolder]);

    let continued = log_of("10000001", &format!("{n}a1-3 {n}b1-3 {n}b2-3 {n}c1"));
    assert_eq!((continued.repeated, continued.passes.len()), (2, 1));
    assert_eq!(kinds(&continued, Some(&counter(9))), [MatterKind::Continuation]);

    let more = log_of("10000001", &format!("{n}a1-3"));
    assert_eq!(kinds(&more, Some(&counter(6))), [MatterKind::CounterAboveLog]);
    assert_eq!(kinds(&more, None), [MatterKind::MissingDescriptor]);
    let alone = matters(None, Some(&counter(6)));
    assert_eq!(alone, [Matter::MissingLog { counter: Some(6) }]);
}

#[test]
fn a_finding_says_the_frames_no_log_has() {
    let matter =
        Matter::CounterAboveLog { counter: 289, logged: 70, first_project: Some("RRD1-2099_OU_Test".into()) };
    assert_eq!(
        matter.say(Language::German),
        "Der Zähler sagt 289, das Protokoll 70: 219 Bilder ohne Protokoll. Die erste Datei war von RRD1-2099_OU_Test."
    );
}

#[test]
fn bytes_that_are_no_evidence_keep_their_name() {
    let contents = survey("10000020.LOG", &read(Some("10000020.LOG"), b"\x01\x02\x03"));
    assert_eq!(contents.number, "10000020");
    assert!(matches!(contents.told, Told::Unreadable { .. }));
}

/// The sample data's folder, or a printed sentence and nothing.
fn samples(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: ../shared/data/{folder} is not there");
    None
}

fn sample(folder: &str, name: &str) -> Option<Told> {
    let path = samples(folder)?.join(name);
    let bytes = std::fs::read(path).unwrap();
    Some(survey(name, &read(Some(name), &bytes)).told)
}

fn sample_matters(folders: (&str, &str), number: &str) -> Option<Vec<Matter>> {
    let Told::Log(log) = sample(folders.0, &format!("{number}.LOG"))? else { panic!("{number} is no log") };
    let Told::Descriptor(descriptor) = sample(folders.1, &format!("{number}.desc"))? else {
        panic!("{number} is no descriptor")
    };
    Some(matters(Some(&log), Some(&descriptor)))
}

#[test]
fn the_fourteen_films_say_what_was_counted() {
    use MatterKind::{Continuation, CounterAboveLog, ForeignProject, SeveralPasses, WrongFolder};
    let passes = |matters: &[Matter]| {
        let found = matters.iter().find_map(|matter| match matter {
            Matter::SeveralPasses { passes } => Some(passes.clone()),
            _ => None,
        });
        found.unwrap_or_default().iter().map(|pass| pass.frames).collect::<Vec<_>>()
    };
    type Row = (&'static str, &'static [MatterKind], &'static [u32]);
    let table: [Row; 14] = [
        ("10000005", &[SeveralPasses, CounterAboveLog], &[407, 1440]),
        ("10000006", &[SeveralPasses, CounterAboveLog], &[1909, 1909]),
        ("10000024", &[CounterAboveLog], &[]),
        ("10000025", &[ForeignProject, CounterAboveLog], &[]),
        ("10000043", &[SeveralPasses], &[8, 1248]),
        ("10000058", &[SeveralPasses], &[321, 2886]),
        ("10000063", &[SeveralPasses], &[860, 1003, 2894]),
        ("20000001", &[SeveralPasses, CounterAboveLog], &[421, 421, 421]),
        ("20000015", &[], &[]),
        ("20000016", &[ForeignProject], &[]),
        ("20000084", &[Continuation], &[]),
        ("20000103", &[], &[]),
        ("20000105", &[WrongFolder], &[]),
        ("20000109", &[SeveralPasses], &[11, 2590]),
    ];
    for (number, kinds, frames) in table {
        let Some(found) = sample_matters(("sma/filmlogs", "sma/rolldescs"), number) else { return };
        assert_eq!(found.iter().map(Matter::kind).collect::<Vec<_>>(), kinds, "{number}: {found:?}");
        assert_eq!(passes(&found), frames, "{number}");
        for matter in &found {
            match matter {
                Matter::ForeignProject { frames, .. } => {
                    assert_eq!(*frames, if number == "10000025" { 125 } else { 27 }, "{number}");
                }
                Matter::WrongFolder { frames, folder } => {
                    assert_eq!((*frames, folder.as_str()), (2838, "20000103"));
                }
                Matter::Continuation { repeated, declared } => assert_eq!((*repeated, *declared), (32, true)),
                _ => {}
            }
        }
    }
    let counted = |number| -> Option<(u32, u32)> {
        sample_matters(("sma/filmlogs", "sma/rolldescs"), number)?.iter().find_map(|matter| match matter {
            Matter::CounterAboveLog { counter, logged, .. } => Some((*counter, *logged)),
            _ => None,
        })
    };
    assert_eq!(counted("10000005"), Some((4727, 1847)));
    assert_eq!(counted("10000006"), Some((5727, 3818)));
    assert_eq!(counted("10000024"), Some((289, 70)));
    assert_eq!(counted("10000025"), Some((1018, 1013)));
    assert_eq!(counted("20000001"), Some((1684, 1263)));
}

#[test]
fn the_sample_projects_two_films_say_what_was_counted() {
    let Some(first) = sample_matters(("project", "project"), "10000008") else { return };
    let pass = |frames, kind| Pass { frames, kind };
    let passes =
        vec![pass(90, RunKind::AbortedStart), pass(2899, RunKind::Complete), pass(2899, RunKind::Complete)];
    assert_eq!(first[0], Matter::SeveralPasses { passes });
    assert!(matches!(first[1], Matter::CounterAboveLog { counter: 8787, logged: 5888, .. }), "{first:?}");
    let Some(second) = sample_matters(("project", "project"), "10000009") else { return };
    let foreign = Matter::ForeignProject { frames: 2999, projects: vec!["RRD291-2025_OU_Drawings".into()] };
    assert!(second.contains(&foreign), "{second:?}");
}

#[test]
fn the_odd_descriptors_and_the_old_vendors_logs_are_kept_apart() {
    let Some(Told::Descriptor(test)) = sample("sma/rolldescs", "1.desc") else { return };
    assert_eq!(test.counter, Some(555));
    let Some(Told::Handoff { rows, documents, .. }) = sample("sma/handoff", "430181.txt") else { return };
    assert_eq!((rows, documents), (2660, 49));
}

//! The real files of a lab, where they lie beside the repository: every number was counted by script.

use super::builders::{REEL, frames, read_descriptor, read_log};
use super::{
    EvidenceFile, Expected, ExpectedSegment, FilmLog, Finding, Outcome, Piece, RunKind, compare, read,
};
use crate::film::document::Barcode;
use std::path::{Path, PathBuf};

/// The sample data's folder, or a printed sentence and nothing.
fn samples(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: ../shared/data/{folder} is not there");
    None
}

fn log_of(folder: &Path, number: &str) -> FilmLog {
    let name = format!("{number}.LOG");
    read_log(&name, &std::fs::read(folder.join(&name)).unwrap())
}

#[test]
fn the_fourteen_logs_read_as_counted() {
    let Some(folder) = samples("sma/filmlogs") else { return };
    // Number, records, net, distinct, documents, passes, projects, foreign.
    type Row = (&'static str, u32, u32, u32, u32, &'static [u32], usize, u32);
    let table: [Row; 14] = [
        ("10000005", 1848, 1847, 1440, 555, &[407, 1440], 1, 0),
        ("10000006", 3819, 3818, 1909, 240, &[1909, 1909], 1, 0),
        ("10000024", 71, 70, 70, 40, &[70], 1, 0),
        ("10000025", 1014, 1013, 1013, 49, &[1013], 2, 125),
        ("10000043", 1257, 1256, 1248, 55, &[8, 1248], 1, 0),
        ("10000058", 3208, 3207, 2886, 77, &[321, 2886], 1, 0),
        ("10000063", 4757, 4757, 2894, 205, &[860, 1003, 2894], 1, 0),
        ("20000001", 1266, 1263, 421, 30, &[421, 421, 421], 1, 0),
        ("20000015", 1827, 1826, 1826, 106, &[1826], 1, 0),
        ("20000016", 2838, 2837, 2837, 43, &[2837], 2, 27),
        ("20000084", 2913, 2910, 2878, 113, &[251, 2659], 1, 0),
        ("20000103", 2839, 2838, 2838, 65, &[2838], 1, 0),
        ("20000105", 2839, 2838, 2838, 65, &[2838], 1, 2838),
        ("20000109", 2602, 2601, 2590, 51, &[11, 2590], 1, 0),
    ];
    for (number, records, net, distinct, documents, passes, projects, foreign) in table {
        let log = log_of(&folder, number);
        let summary = log.summary();
        assert_eq!(summary.number.as_deref(), Some(number));
        assert_eq!((summary.records, summary.net, summary.distinct), (records, net, distinct), "{number}");
        assert_eq!((summary.documents, summary.passes.as_slice()), (documents, passes), "{number}");
        assert_eq!((summary.projects.len(), summary.foreign), (projects, foreign), "{number}");
        assert!(!log.torn, "{number}");
        let descriptor = format!("{number}.desc");
        let bytes = std::fs::read(folder.join("../rolldescs").join(&descriptor)).unwrap();
        let descriptor = read_descriptor(&descriptor, &bytes);
        let last = log.records.last().map(|last| log.files[last.file as usize].path.clone());
        assert_eq!(descriptor.last_file, last, "{number}");
        assert!(descriptor.image_count.unwrap() >= net, "{number}");
    }
}

#[test]
fn the_three_odd_descriptors_read() {
    let Some(folder) = samples("sma/rolldescs") else { return };
    let descriptor = |number: &str| {
        let name = format!("{number}.desc");
        read_descriptor(&name, &std::fs::read(folder.join(&name)).unwrap())
    };
    assert_eq!((descriptor("1").image_count, descriptor("1").last_file_index), (Some(555), Some(29)));
    assert_eq!(descriptor("100000000").image_count, Some(142));
    assert_eq!(descriptor("109").continuation, Some(true));
}

#[test]
fn the_three_handoff_logs_read_as_counted() {
    let Some(folder) = samples("sma/handoff") else { return };
    let table = [
        ("430179", "2025-02-18T15:15:25", 2485, 65, (1, 65), (0, 28_040)),
        ("430180", "2025-03-04T14:05:13", 2660, 49, (1, 49), (0, 28_990)),
        ("430181", "2025-03-04T15:08:22", 2660, 49, (50, 96), (100, 28_990)),
    ];
    for (number, time, rows, documents, index, position) in table {
        let bytes = std::fs::read(folder.join(format!("{number}.txt"))).unwrap();
        let Ok(EvidenceFile::Handoff(log)) = read(None, &bytes) else { panic!("{number} is no handoff log") };
        let summary = log.summary();
        assert_eq!((summary.number.as_deref(), summary.time.as_deref()), (Some(number), Some(time)));
        assert_eq!((summary.rows, summary.documents, summary.unread_lines), (rows, documents, 0), "{number}");
        assert_eq!((summary.first_index, summary.last_index), (Some(index.0), Some(index.1)), "{number}");
        let filmed = (summary.from_position_mm, summary.to_position_mm);
        assert_eq!(
            (filmed, summary.blip_pages_from),
            ((Some(position.0), Some(position.1)), Some(1)),
            "{number}"
        );
    }
}

/// The plan a log would confirm: its documents in order of first appearance, each to its highest page.
fn plan_of(log: &FilmLog) -> Expected {
    let mut frames = vec![0; log.files.len()];
    for record in &log.records {
        frames[record.file as usize] = record.page.max(frames[record.file as usize]);
    }
    let segment = |(position, frames): (usize, u32)| ExpectedSegment {
        barcode: Barcode::parse(log.files[position].name()).unwrap(),
        index: position as u32 + 1,
        first: 1,
        frames,
    };
    Expected { segments: frames.into_iter().enumerate().map(segment).collect() }
}

#[test]
fn the_continued_film_shifts_its_later_documents_by_thirty_two() {
    let Some(folder) = samples("sma/filmlogs") else { return };
    let log = log_of(&folder, "20000084");
    let comparison = compare(&plan_of(&log), &log, None, &REEL);
    assert_eq!(comparison.outcome, Outcome::Complete);
    assert_eq!((comparison.runs.len(), comparison.runs[0].frames), (1, 2910));
    assert_eq!((comparison.blips[12].frame, comparison.frames_on_film), (285, 2910));
    assert!(comparison.findings.contains(&Finding::Repeated { frames: 32 }));
}

#[test]
fn the_aborted_and_repeated_films_are_taken_apart() {
    let Some(folder) = samples("sma/filmlogs") else { return };
    for (number, on_film, other_film) in [
        ("10000005", 1847, &[][..]),
        ("10000006", 1909, &[1909]),
        ("10000058", 2886, &[321]),
        ("10000063", 2894, &[860, 1003]),
        ("20000001", 1263, &[]),
        ("20000109", 2601, &[]),
    ] {
        let log = log_of(&folder, number);
        let comparison = compare(&plan_of(&log), &log, None, &REEL);
        assert_eq!(comparison.outcome, Outcome::Complete, "{number}");
        assert_eq!(comparison.frames_on_film, on_film, "{number}");
        assert_eq!(comparison.frames_other_film, other_film, "{number}");
    }
}

/// The sample project's two rolls at capacity 2,900: the first 1,468 documents are roll 1.
fn rolls(folder: &Path) -> [Expected; 2] {
    let list = std::fs::read_to_string(folder.join("documents.csv")).unwrap();
    // One barcode ends in a comma and stands in quotes, so columns are counted from the end.
    let documents: Vec<(Barcode, u32)> = list
        .lines()
        .skip(1)
        .map(|line| {
            let mut columns = line.rsplitn(4, ',').skip(1);
            let pages = columns.next().unwrap().parse().unwrap();
            (Barcode::parse(columns.nth(1).unwrap().trim_matches('"')).unwrap(), pages)
        })
        .collect();
    let roll = |documents: &[(Barcode, u32)]| Expected {
        segments: documents
            .iter()
            .enumerate()
            .map(|(position, (barcode, frames))| ExpectedSegment {
                barcode: barcode.clone(),
                index: position as u32 + 1,
                first: 1,
                frames: *frames,
            })
            .collect(),
    };
    let (first, second) = documents.split_at(1468);
    [roll(first), roll(second)]
}

#[test]
fn the_sample_projects_first_roll_is_confirmed_with_its_passes_explained() {
    let Some(folder) = samples("project") else { return };
    let [roll, _] = rolls(&folder);
    let descriptor = read_descriptor("10000008.desc", &std::fs::read(folder.join("10000008.desc")).unwrap());
    let comparison = compare(&roll, &log_of(&folder, "10000008"), Some(&descriptor), &REEL);
    assert_eq!(comparison.outcome, Outcome::Complete, "{:?}", comparison.findings);
    let runs: Vec<_> = comparison.runs.iter().map(|run| (run.frames, run.kind, run.same_film)).collect();
    let expected = [
        (90, RunKind::AbortedStart, false),
        (2899, RunKind::Complete, false),
        (2899, RunKind::Complete, true),
    ];
    assert_eq!(runs, expected);
    assert_eq!(
        (comparison.frames_on_film, comparison.frames_other_film.as_slice()),
        (2899, [90, 2899].as_slice())
    );
    let planned = roll.segments.iter().scan(1, |next, segment| {
        let frame = *next;
        *next += segment.frames;
        Some(frame)
    });
    assert_eq!(frames(&comparison), planned.collect::<Vec<_>>());
    assert!(comparison.findings.contains(&Finding::CounterAboveLog { counter: 8787, logged: 5888 }));
}

#[test]
fn the_sample_projects_second_roll_is_contradicted_by_a_test_projects_frames() {
    let Some(folder) = samples("project") else { return };
    let [_, roll] = rolls(&folder);
    let log = log_of(&folder, "10000009");
    let descriptor = read_descriptor("10000009.desc", &std::fs::read(folder.join("10000009.desc")).unwrap());
    let leftover = Piece { length_mm: 9_910, ..REEL };
    let comparison = compare(&roll, &log, Some(&descriptor), &leftover);
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    // 3,000 records, the last of them doubled.
    let foreign = Finding::ForeignFrames {
        frames: 2999,
        documents: 1,
        projects: vec!["RRD291-2025_OU_Drawings".into()],
        more_projects: 0,
    };
    assert!(comparison.findings.contains(&foreign), "{:?}", comparison.findings);
    assert_eq!(
        (comparison.frames_on_film, comparison.frames_other_film.as_slice()),
        (653, [2999].as_slice())
    );
    let blocking: Vec<_> = comparison.findings.iter().filter(|finding| finding.blocks()).collect();
    assert_eq!(blocking, [&foreign]);
}

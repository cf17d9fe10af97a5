//! What holds for any bytes whatsoever.

use super::builders::{REEL, written};
use super::{
    Descriptor, EvidenceFile, Expected, ExpectedSegment, FilmLog, Outcome, Piece, compare, compare_counted,
    read,
};
use crate::film::document::Barcode;
use crate::words::{Language, Say};
use proptest::prelude::*;

/// Pieces from which files of the machine are made, so that chance makes nearly right ones.
fn nearly_evidence() -> impl Strategy<Value = Vec<u8>> {
    let pieces: &[&[u8]] = &[
        b"X:\\",
        b"\\\\",
        b"a\\.output\\1\\",
        b"a.pdf",
        b"b.PDF",
        b"Focus.tif",
        b":1",
        b":2",
        b":0",
        b":",
        b"9",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\0",
        b"\xc3",
        b"\n",
        b"[INFO]\n",
        b"IMAGECOUNT=",
        b"=",
        b";",
        b"0-1-1;0,0;1",
        b"Rollennummer=",
        b"LASTFILE=",
        b",",
        b".",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

fn any_plan() -> impl Strategy<Value = Expected> {
    let segment = ("[abx]|Focus", 0..4u32, prop_oneof![0..5u32, Just(u32::MAX)]);
    prop::collection::vec(segment, 0..4).prop_map(|segments| Expected {
        segments: (1..)
            .zip(segments)
            .map(|(index, (barcode, first, frames))| ExpectedSegment {
                barcode: Barcode::parse(&barcode).unwrap(),
                index,
                first,
                frames,
            })
            .collect(),
    })
}

fn records() -> impl Strategy<Value = Vec<(String, u32)>> {
    let path = r"([A-Z]:\\|\\\\srv\\)([A-Za-z0-9 äß&_.;=-]{1,12}\\){0,4}[a-c0-9_,]{1,4}\.(pdf|PDF|tif)";
    prop::collection::vec((path, 1..1_000_000u32), 1..40)
}

/// Reads and uses whatever comes of it.
fn use_all(expected: &Expected, bytes: &[u8]) {
    let piece = Piece { length_mm: u32::MAX, padding_mm: u32::MAX, step_mm: u32::MAX };
    match read(Some("1.LOG"), bytes) {
        Ok(EvidenceFile::Log(log)) => {
            let summary = log.summary();
            assert_eq!(summary.passes.iter().sum::<u32>(), summary.net);
            let descriptor = Descriptor { last_file: Some("a.pdf".into()), ..Descriptor::default() };
            for piece in [REEL, piece] {
                let comparison = compare(expected, &log, Some(&descriptor), &piece);
                let frames: u32 = comparison.runs.iter().map(|run| run.frames).sum();
                assert_eq!(frames, summary.net);
                let said = comparison.findings.iter().map(|finding| finding.say(Language::German));
                assert!(
                    said.chain(comparison.findings.iter().map(|f| f.say(Language::English)))
                        .all(|s| s.ends_with('.'))
                );
            }
        }
        Ok(EvidenceFile::Handoff(handoff)) => assert!(handoff.summary().documents <= handoff.summary().rows),
        Ok(EvidenceFile::Descriptor(_)) | Err(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_reading_panic(expected in any_plan(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        use_all(&expected, &bytes);
    }

    #[test]
    fn no_nearly_right_bytes_make_reading_panic(expected in any_plan(), bytes in nearly_evidence(), wide in any::<bool>()) {
        let wide_bytes: Vec<u8> = bytes.iter().flat_map(|byte| [*byte, 0]).collect();
        let marked = [&[0xff, 0xfe], wide_bytes.as_slice()].concat();
        use_all(&expected, if wide { &marked } else { &bytes });
    }

    #[test]
    fn a_written_log_reads_back_the_same(records in records()) {
        let bytes = written(records.iter().map(|(path, page)| (path.as_str(), *page)));
        let Ok(EvidenceFile::Log(log)) = read(None, &bytes) else { panic!("no log") };
        let back: Vec<_> =
            log.records.iter().map(|record| (log.files[record.file as usize].path.clone(), record.page)).collect();
        prop_assert_eq!(back, records);
        prop_assert!(!log.torn);
    }

    #[test]
    fn a_log_cut_anywhere_keeps_a_beginning_of_its_records(records in records(), cut in any::<prop::sample::Index>()) {
        let bytes = written(records.iter().map(|(path, page)| (path.as_str(), *page)));
        if let Ok(EvidenceFile::Log(log)) = read(None, &bytes[..cut.index(bytes.len())]) {
            let whole = log.records.len().saturating_sub(1);
            let back = log.records.iter().map(|record| (log.files[record.file as usize].path.clone(), record.page));
            prop_assert_eq!(back.take(whole).collect::<Vec<_>>(), &records[..whole]);
        }
    }

    #[test]
    fn a_plan_filmed_as_planned_is_complete_after_any_aborted_start(
        sizes in prop::collection::vec(1..6u32, 1..8),
        aborted in any::<prop::sample::Index>(),
    ) {
        let names: Vec<String> = (0..sizes.len()).map(|name| format!(r"X:\p\.output\1\{name}.pdf")).collect();
        let once: Vec<(&str, u32)> = names
            .iter()
            .zip(&sizes)
            .flat_map(|(name, frames)| (1..=*frames).map(|page| (name.as_str(), page)))
            .collect();
        let start = if once.len() > 1 { &once[..aborted.index(once.len())] } else { &[] };
        let bytes = written(start.iter().chain(&once).copied());
        let Ok(EvidenceFile::Log(log)) = read(Some("1.LOG"), &bytes) else { panic!("no log") };
        // A start of one page is doubled by the next start, and so one exposure.
        let aborted = if start.len() == 1 { 0 } else { start.len() as u32 };
        let expected = Expected {
            segments: (1..)
                .zip(&sizes)
                .map(|(index, frames)| ExpectedSegment {
                    barcode: Barcode::parse(&(index - 1).to_string()).unwrap(),
                    index,
                    first: 1,
                    frames: *frames,
                })
                .collect(),
        };
        let comparison = compare(&expected, &log, None, &REEL);
        prop_assert_eq!(comparison.outcome, Outcome::Complete);
        prop_assert_eq!(comparison.frames_on_film, aborted + once.len() as u32);
        prop_assert_eq!(comparison.blips, compare_counted(&expected, once.len() as u32, &REEL).blips);
    }

    #[test]
    fn evidence_is_kept_as_json_without_loss(records in records()) {
        let bytes = written(records.iter().map(|(path, page)| (path.as_str(), *page)));
        let Ok(EvidenceFile::Log(log)) = read(None, &bytes) else { panic!("no log") };
        let kept = serde_json::to_string(&log).unwrap();
        prop_assert_eq!(serde_json::from_str::<FilmLog>(&kept).unwrap(), log);
    }
}

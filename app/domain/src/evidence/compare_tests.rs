//! Stories of films compared with their plan.

use super::builders::{REEL, findings, frames, log, plan};
use super::finding::FramePlace;
use super::{
    Comparison, Descriptor, Expected, FilmLog, Finding, Outcome, Piece, Run, RunKind, compare,
    compare_counted,
};
use crate::film::document::Barcode;
use crate::words::{Language, Say};

/// Documents of 3, 2 and 4 frames.
fn three() -> Expected {
    plan(&[("a", 3), ("b", 2), ("c", 4)])
}

fn compared(story: &str) -> Comparison {
    compare(&three(), &log(story), None, &REEL)
}

fn run(frames: u32, kind: RunKind, same_film: bool) -> Run {
    Run { frames, kind, same_film }
}

fn place(barcode: &str, page: u32) -> FramePlace {
    FramePlace { barcode: Barcode::parse(barcode).unwrap(), page }
}

#[test]
fn a_clean_film_confirms_its_plan() {
    let comparison = compared("a1-3 b1-2 c1-4");
    assert_eq!(comparison.outcome, Outcome::Complete);
    assert_eq!(frames(&comparison), [1, 4, 6]);
    assert_eq!(comparison.runs, [run(9, RunKind::Complete, true)]);
    assert_eq!((comparison.frames_on_film, comparison.frames_other_film.len()), (9, 0));
    assert_eq!(comparison.findings, [Finding::MachineNumber { number: "10000300".into() }]);
}

#[test]
fn the_doubled_last_record_is_one_exposure() {
    let comparison = compared("a1-3 b1-2 c1-4 c4 c4");
    assert_eq!((comparison.outcome, comparison.frames_on_film), (Outcome::Complete, 9));
}

#[test]
fn an_aborted_start_that_fits_is_on_the_same_film() {
    let comparison = compared("a1-3 b1 a1-3 b1-2 c1-4");
    assert_eq!(comparison.outcome, Outcome::Complete);
    assert_eq!(frames(&comparison), [1, 4, 6], "counted from the start of the last run");
    assert_eq!(comparison.frames_on_film, 13);
    let earlier = Finding::EarlierRuns { runs: vec![run(4, RunKind::AbortedStart, true)] };
    assert_eq!(findings(&comparison), [&earlier]);
    assert!(!earlier.blocks());
}

#[test]
fn of_three_passes_that_do_not_fit_only_the_last_is_on_this_film() {
    let short_piece = Piece { length_mm: 1_200, ..REEL };
    let story = "a1-3 b1-2 c1-4 c4 a1-3 b1-2 c1-4 a1-3 b1-2 c1-4 c4";
    let comparison = compare(&three(), &log(story), None, &short_piece);
    assert_eq!(comparison.outcome, Outcome::Complete);
    assert_eq!(comparison.runs.iter().map(|run| run.same_film).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!((comparison.frames_on_film, comparison.frames_other_film.as_slice()), (9, [9, 9].as_slice()));
}

#[test]
fn a_continuation_shifts_the_documents_after_it() {
    let comparison = compared("a1-3 b1-2 c1-3 b2 c1-4");
    assert_eq!(comparison.outcome, Outcome::Complete);
    assert_eq!(frames(&comparison), [1, 4, 6]);
    let comparison = compared("a1-3 b1-2 b1-2 c1-4");
    assert_eq!(frames(&comparison), [1, 4, 8], "two repeated frames lie before c");
    assert_eq!(comparison.runs, [run(11, RunKind::Complete, true)]);
    assert_eq!(findings(&comparison), [&Finding::Repeated { frames: 2 }]);
}

#[test]
fn foreign_frames_block_wherever_they_are() {
    for story in ["RRD9/x1-2 a1-3 b1-2 c1-4", "a1-3 RRD9/x1-2 b1-2 c1-4", "a1-3 b1-2 c1-4 RRD9/x1-2"] {
        let comparison = compared(story);
        assert_eq!(comparison.outcome, Outcome::Contradicted, "{story}");
        let foreign = Finding::ForeignFrames {
            frames: 2,
            documents: 1,
            projects: vec!["RRD9".into()],
            more_projects: 0,
        };
        assert_eq!(findings(&comparison), [&foreign], "{story}");
        assert_eq!(comparison.frames_on_film, 11, "{story}");
    }
    let middle = compared("a1-3 RRD9/x1-2 b1-2 c1-4");
    assert_eq!(frames(&middle), [1, 6, 8], "foreign frames take film, too");
}

#[test]
fn a_film_of_another_rolls_folder_is_refused() {
    let comparison = compared("RRD9/x1-2 RRD9/y1");
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    assert_eq!(comparison.runs, [run(3, RunKind::Foreign, true)]);
    assert!(comparison.blips.is_empty());
    let folder = Finding::WrongFolder { frames: 3, folder: "PDFs".into() };
    assert!(comparison.findings.contains(&folder) && folder.blocks());
}

#[test]
fn a_film_that_stops_early_is_short() {
    let comparison = compared("a1-3 b1");
    assert_eq!(comparison.outcome, Outcome::Short);
    let short = Finding::Short { planned: 9, filmed: 4, first_missing: Some(place("b", 2)) };
    assert_eq!(findings(&comparison), [&short]);
    assert_eq!(
        short.say(Language::English),
        "4 of 9 planned frames were filmed; the first missing is page 2 of b."
    );
    assert_eq!(
        short.say(Language::German),
        "Von 9 geplanten Bildern wurden 4 verfilmt; zuerst fehlt Seite 2 von b."
    );
}

#[test]
fn a_complete_pass_followed_by_an_aborted_one_is_short() {
    let comparison = compared("a1-3 b1-2 c1-4 a1-2");
    assert_eq!(comparison.outcome, Outcome::Short);
    assert_eq!(comparison.runs, [run(9, RunKind::Complete, true), run(2, RunKind::Short, true)]);
}

#[test]
fn a_missing_page_in_the_middle_is_short() {
    let comparison = compared("a1 a3 b1-2 c1-4");
    assert_eq!(comparison.outcome, Outcome::Short);
    assert!(matches!(findings(&comparison)[..], [Finding::Short { filmed: 8, .. }]));
}

#[test]
fn documents_out_of_order_contradict_the_plan() {
    let comparison = compared("a1-3 c1-4 b1-2");
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    assert_eq!(comparison.runs, [run(9, RunKind::Disordered, true)]);
    assert_eq!(findings(&comparison), [&Finding::OutOfOrder { frame: place("b", 1), after: place("c", 4) }]);
}

#[test]
fn pages_the_plan_does_not_have_contradict_it() {
    let comparison = compared("a1-3 b1-3 c1-4");
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    let beyond =
        Finding::PagesBeyondPlan { frames: 1, barcode: Barcode::parse("b").unwrap(), page: 3, planned: 2 };
    assert_eq!(findings(&comparison), [&beyond]);
}

#[test]
fn a_suffix_document_is_a_document_of_its_own() {
    let expected = plan(&[("1427460478555125", 2), ("1427460478555125_001", 1), ("1427000000051269,", 1)]);
    let folder = r"\\filmer\data\RRD1-2025_OU_X\.output\R01";
    let records = [
        (format!(r"{folder}\1427460478555125.PDF"), 1),
        (format!(r"{folder}\1427460478555125.PDF"), 2),
        (format!(r"{folder}\1427460478555125_001.pdf"), 1),
        (format!(r"{folder}\1427000000051269,.pdf"), 1),
    ];
    let bytes = super::builders::written(records.iter().map(|(path, page)| (path.as_str(), *page)));
    let comparison = compare(&expected, &super::builders::read_log("x.LOG", &bytes), None, &REEL);
    assert_eq!(comparison.outcome, Outcome::Complete);
    assert_eq!(frames(&comparison), [1, 3, 4]);
    assert_eq!(comparison.findings, []);
}

#[test]
fn test_images_take_film_but_belong_to_no_document() {
    let comparison = compared("focus a1-3 focus b1-2 c1-4 focus");
    assert_eq!(comparison.outcome, Outcome::Complete);
    assert_eq!(frames(&comparison), [2, 6, 8]);
    assert_eq!((comparison.frames_on_film, comparison.runs.len()), (12, 1));
    assert_eq!(findings(&comparison), [&Finding::FocusFrames { frames: 3 }]);
}

#[test]
fn a_second_pass_begins_with_as_many_test_images_as_the_first() {
    let runs = |story| compared(story).runs.iter().map(|run| run.frames).collect::<Vec<_>>();
    assert_eq!(runs("focus a1-3 focus a1-3 b1-2 c1-4"), [4, 10]);
    assert_eq!(runs("a1-3 focus a1-3 b1-2 c1-4"), [4, 9]);
}

#[test]
fn a_split_documents_later_part_may_keep_its_page_numbers() {
    let mut expected = plan(&[("long", 3), ("b", 2)]);
    expected.segments[0].first = 11;
    for story in ["long1-3 b1-2", "long11-13 b1-2"] {
        assert_eq!(compare(&expected, &log(story), None, &REEL).outcome, Outcome::Complete, "{story}");
    }
    let short = compare(&expected, &log("long11-12"), None, &REEL);
    assert_eq!(
        findings(&short),
        [&Finding::Short { planned: 5, filmed: 2, first_missing: Some(place("long", 13)) }]
    );
    assert_eq!(compare(&expected, &log("long10-13 b1-2"), None, &REEL).outcome, Outcome::Contradicted);
}

#[test]
fn the_descriptor_has_its_say() {
    let file = |name: &str| Some(format!(r"X:\RRD300-2025_OU_Certificates\.output\10000300\{name}"));
    let whole = "a1-3 b1-2 c1-4";
    let agreed = Descriptor { last_file: file("C.PDF"), image_count: Some(9), ..Descriptor::default() };
    let comparison = compare(&three(), &log(whole), Some(&agreed), &REEL);
    assert_eq!((comparison.outcome, findings(&comparison).len()), (Outcome::Complete, 0));

    let other = Descriptor { last_file: file("b.pdf"), ..Descriptor::default() };
    let comparison = compare(&three(), &log(whole), Some(&other), &REEL);
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    let differs = Finding::LastFileDiffers { logged: "c.pdf".into(), descriptor: "b.pdf".into() };
    assert_eq!(findings(&comparison), [&differs]);

    let more = Descriptor { first_file: file("x.pdf"), image_count: Some(12), ..Descriptor::default() };
    let comparison = compare(&three(), &log(whole), Some(&more), &REEL);
    assert_eq!(comparison.outcome, Outcome::Complete);
    let first = Finding::OtherProjectFirst {
        file: "x.pdf".into(),
        project: Some("RRD300-2025_OU_Certificates".into()),
    };
    assert_eq!(findings(&comparison), [&first, &Finding::CounterAboveLog { counter: 12, logged: 9 }]);
}

#[test]
fn a_run_longer_than_the_loaded_piece_cannot_be_on_it() {
    let leftover = Piece { length_mm: 1_080, ..REEL };
    let comparison = compare(&three(), &log("a1-3 b1-2 c1-4"), None, &leftover);
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    let too_long = Finding::TooLongForPiece { frames: 9, needed_mm: 1_090, piece_mm: 1_080 };
    assert_eq!(findings(&comparison), [&too_long]);
    assert_eq!(
        too_long.say(Language::German),
        "Für 9 Bilder braucht es 1,09 m Film, das eingelegte Stück hat 1,08 m."
    );
}

#[test]
fn an_empty_log_is_a_film_without_frames() {
    let comparison = compare(&three(), &FilmLog::default(), None, &REEL);
    assert_eq!((comparison.outcome, comparison.frames_on_film), (Outcome::Short, 0));
    assert!(comparison.runs.is_empty() && comparison.blips.is_empty());
    let comparison = compare(&Expected::default(), &FilmLog::default(), None, &REEL);
    assert_eq!(comparison.outcome, Outcome::Short, "a roll without documents is never complete");
    assert_eq!(compared("focus").outcome, Outcome::Short);
}

#[test]
fn endless_restarts_are_no_film() {
    let comparison = compared(&"a1 b1 ".repeat(300));
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    assert_eq!((comparison.runs.len(), comparison.frames_on_film), (50, 600));
    assert!(comparison.findings.contains(&Finding::TooManyRuns { runs: 300 }));
}

#[test]
fn counted_frames_confirm_only_when_they_are_equal() {
    let comparison = compare_counted(&three(), 9, &REEL);
    assert_eq!((comparison.outcome, frames(&comparison)), (Outcome::Complete, vec![1, 4, 6]));
    assert_eq!((comparison.findings.len(), comparison.frames_on_film), (0, 9));

    let comparison = compare_counted(&three(), 4, &REEL);
    assert_eq!((comparison.outcome, frames(&comparison)), (Outcome::Short, vec![1, 4]));
    let short = Finding::Short { planned: 9, filmed: 4, first_missing: Some(place("b", 2)) };
    assert_eq!(comparison.findings, [short]);

    let comparison = compare_counted(&three(), 10, &REEL);
    assert_eq!(comparison.outcome, Outcome::Contradicted);
    assert_eq!(comparison.findings, [Finding::CountedTooMany { planned: 9, counted: 10 }]);
    assert_eq!(compare_counted(&three(), u32::MAX, &REEL).outcome, Outcome::Contradicted);
}

#[test]
fn a_finding_is_kept_with_its_kind_and_said_in_both_languages() {
    let foreign = Finding::ForeignFrames {
        frames: 2_999,
        documents: 1,
        projects: vec!["RRD291-2025_OU_Drawings".into()],
        more_projects: 0,
    };
    let kept = serde_json::to_string(&foreign).unwrap();
    assert!(kept.starts_with(r#"{"kind":"foreign_frames","frames":2999,"#), "{kept}");
    assert_eq!(serde_json::from_str::<Finding>(&kept).unwrap(), foreign);
    assert_eq!(
        foreign.say(Language::English),
        "2,999 frames from 1 document of RRD291-2025_OU_Drawings do not belong to this roll."
    );
    assert_eq!(
        foreign.say(Language::German),
        "2.999 Bilder aus 1 Dokument von RRD291-2025_OU_Drawings gehören nicht zu dieser Rolle."
    );
    let earlier = Finding::EarlierRuns {
        runs: vec![run(90, RunKind::AbortedStart, false), run(2_899, RunKind::Complete, false)],
    };
    assert_eq!(
        earlier.say(Language::German),
        "Das Protokoll enthält 2 frühere Durchläufe: ein abgebrochener Anfang mit 90 Bildern auf anderem Film, \
         ein vollständiger mit 2.899 Bildern auf anderem Film."
    );
}

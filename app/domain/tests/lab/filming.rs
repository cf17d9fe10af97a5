//! Stories of filming: what becomes of numbers, film and plans.

use crate::machine::{empty_log, logged};
use crate::support::{TestLab, anna, document, documents, key, lab, number};
use domain::command::{Answer, Command, FilmChoice, Outcome, PlanChoice, Proof};
use domain::event::Event;
use domain::film::attempt::{Course, FailReason, RestOfFilm};
use domain::film::project::ListDifference;
use domain::film::reel::{ReelStage, TempRollStage};
use domain::film::roll::RollStage;
use domain::id::{ReelId, TempRollId};
use domain::number::{FilmNumber, Holding, NumberState};
use domain::refusal::Refusal;

#[test]
fn a_number_is_given_only_when_it_is_earned() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1300, 500]).planned();
    assert_eq!(lab.lab.holdings.iter().count(), 0, "planning takes no number");
    let lab = lab.start("16_01");
    assert_eq!(lab.lab.holdings.iter().count(), 0, "an attempt takes no number");
    let lab = lab.finish_counted("16_01");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    assert_eq!(lab.state_of("10000001"), NumberState::Issued);
    assert_eq!(lab.number_of("16_02"), None);
}

#[test]
fn a_failed_attempt_gives_its_number_back_and_the_next_one_takes_it() {
    let lab = lab().bound_at_start().with_project("RRD123-2025", &[1388]).planned().start("16_01");
    assert_eq!(lab.state_of("10000001"), NumberState::Bound);
    let lab = lab.fail("16_01", FailReason::Jam, 407);
    assert_eq!(lab.state_of("10000001"), NumberState::Free);
    let held = lab.lab.holdings.get(number("10000001")).unwrap();
    let reason = "RRD123-2025_OU_16_01 failed: jam".to_owned();
    assert_eq!(held.holding, Holding::Returned { reason }, "the gap is explained");
    let lab = lab.film("16_01");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    assert_eq!(lab.attempts_at("16_01").len(), 2);
}

#[test]
fn while_one_attempt_runs_another_roll_takes_the_number_after_it() {
    let lab = lab().bound_at_start().with_project("RRD123-2025", &[2000, 2000]).planned();
    let lab = lab.start("16_01").start("16_02").fail("16_01", FailReason::Aborted, 0).finish_counted("16_02");
    assert_eq!(lab.number_of("16_02").as_deref(), Some("10000002"));
    assert_eq!(lab.state_of("10000001"), NumberState::Free);
    assert_eq!(lab.film("16_01").number_of("16_01").as_deref(), Some("10000001"));
}

#[test]
fn film_really_spent_is_written_off_and_the_rest_goes_to_the_shelf() {
    let lab = lab().with_project("RRD123-2025", &[1388]).planned().start("16_01");
    let lab = lab.fail("16_01", FailReason::Jam, 407);
    // 407 frames are 4.07 m, leader and trailer 1.00 m; 30.50 − 5.07 = 25.43 m remain.
    let Course::Failed { frames, spent_mm, rest, .. } = &lab.attempts_at("16_01")[0].course else {
        panic!("the attempt did not fail");
    };
    assert_eq!((*frames, *spent_mm), (407, 5_070));
    assert_eq!(*rest, RestOfFilm::Kept { temp_roll: TempRollId::new(1), length_mm: 25_430 });
    assert_eq!(lab.shelf(), [("T-0001".to_owned(), 25_430)]);
    assert_eq!(lab.stage_of("16_01"), RollStage::Planned);
}

#[test]
fn a_rest_too_short_for_the_shelf_is_scrap() {
    let lab = lab().with_project("RRD123-2025", &[2900]).planned().film("16_01");
    let Course::Confirmed { spent_mm, rest, .. } = lab.attempts_at("16_01")[0].course else {
        panic!("the attempt was not confirmed");
    };
    assert_eq!((spent_mm, rest), (30_000, RestOfFilm::Scrapped { length_mm: 500 }));
    assert_eq!(lab.shelf(), []);
}

#[test]
fn an_attempt_without_a_frame_gives_everything_back_untouched() {
    let lab = lab().with_project("RRD123-2025", &[1388]).planned().start("16_01");
    let lab = lab.fail("16_01", FailReason::Aborted, 0);
    let reel = ReelId::new(1);
    assert_eq!(lab.lab.reels.get(reel).unwrap().stage, ReelStage::Whole);
    assert_eq!(lab.shelf(), []);
    let lab = lab.start("16_01");
    assert_eq!(lab.attempts_at("16_01")[1].loaded.reel, reel, "the whole reel is used again");
    assert_eq!(lab.lab.reels.iter().count(), 1);
}

#[test]
fn a_whole_reel_that_is_too_short_by_now_does_not_block_a_new_one() {
    let lab = lab().with_project("RRD123-2025", &[1388]).planned().start("16_01");
    let lab = lab.fail("16_01", FailReason::Aborted, 0).with_settings(|settings| {
        settings.film.reel_mm = 61_000;
        settings.film.capacity_16mm = 5_900;
    });
    let lab = lab.with_project("RRD200-2025", &[5000]).planned().start("RRD200-2025_OU_16_01");
    let loaded = lab.attempts_at("RRD200-2025_OU_16_01")[0].loaded;
    assert_eq!((loaded.reel, loaded.length_mm), (ReelId::new(2), 61_000));
}

#[test]
fn a_temp_roll_that_came_back_untouched_lies_on_the_shelf_again() {
    let lab = lab().with_project("RRD123-2025", &[1388, 1500]).planned();
    let lab = lab.with_project("RRD200-2025", &[2000, 800]).planned().film("RRD200-2025_OU_16_01");
    assert_eq!(lab.shelf(), [], "28.00 + 1.00 m spent of 30.50 m leave less than 150 frames");
    let lab = lab.with_project("RRD300-2025", &[1400]).planned().film("RRD300-2025_OU_16_01");
    assert_eq!(lab.shelf(), [("T-0001".to_owned(), 15_500)]);
    let lab = lab.with_project("RRD400-2025", &[1000]).planned().start("RRD400-2025_OU_16_01");
    assert_eq!(lab.temp_roll("T-0001").stage.code(), "loaded");
    let lab = lab.fail("RRD400-2025_OU_16_01", FailReason::Machine, 0);
    assert_eq!(lab.temp_roll("T-0001").stage, TempRollStage::OnShelf);
}

#[test]
fn a_roll_goes_on_the_smallest_temp_roll_that_holds_it() {
    let lab = lab().with_project("RRD100-2025", &[1400]).planned().film("RRD100-2025_OU_16_01");
    let lab = lab.with_project("RRD200-2025", &[2000]).planned();
    let lab = lab.start_on("RRD200-2025_OU_16_01", FilmChoice::New).finish_counted("RRD200-2025_OU_16_01");
    assert_eq!(lab.shelf(), [("T-0001".to_owned(), 15_500), ("T-0002".to_owned(), 9_500)]);
    let lab = lab.with_project("RRD300-2025", &[700]).planned().start("RRD300-2025_OU_16_01");
    let loaded = lab.attempts_at("RRD300-2025_OU_16_01")[0].loaded;
    assert_eq!(loaded.temp_roll, Some(TempRollId::new(2)));
    assert_eq!((loaded.reel, loaded.length_mm), (ReelId::new(2), 9_500));
}

#[test]
fn leftovers_of_leftovers_stay_a_family_of_one_reel() {
    let mut lab = lab();
    for (archive_id, frames) in [("RRD100-2025", 800), ("RRD200-2025", 700), ("RRD300-2025", 500)] {
        lab = lab.with_project(archive_id, &[frames]).planned().film(&format!("{archive_id}_OU_16_01"));
    }
    // 30.50 − (8 + 1) = 21.50, − (7 + 1) = 13.50, − (5 + 1) = 7.50.
    assert_eq!(lab.shelf(), [("T-0003".to_owned(), 7_500)]);
    assert_eq!(lab.lab.reels.iter().count(), 1);
    for (label, length_mm, stage) in
        [("T-0001", 21_500, "consumed"), ("T-0002", 13_500, "consumed"), ("T-0003", 7_500, "on_shelf")]
    {
        let piece = lab.temp_roll(label);
        assert_eq!((piece.length_mm, piece.stage.code()), (length_mm, stage), "{label}");
        assert_eq!(piece.reel, ReelId::new(1));
        let parent = lab.lab.attempts.get(piece.parent).unwrap();
        let from = parent.loaded.temp_roll.map(|id| id.label());
        let before = piece.id.get().checked_sub(1).filter(|id| *id > 0).map(|id| format!("T-{id:04}"));
        assert_eq!(from, before, "{label} comes from the piece before it");
    }
}

#[test]
fn sheets_wait_for_the_35mm_roll_whose_number_they_print() {
    let large = vec![document("1001", 60, "10-19"), document("1002", 2880, "")];
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), large).planned();
    let waiting = lab.starting("16_01", FilmChoice::Proposed);
    assert_eq!(
        lab.refused(waiting),
        "This roll waits for 35mm roll RRD123-2025_OU_35_01: its reference sheets print that roll's number, \
         so film it first."
    );
    let lab = lab.start("16_02").start("35_01");
    let still = lab.starting("16_01", FilmChoice::Proposed);
    assert!(lab.refused(still).starts_with("This roll waits"), "a running attempt has no number yet");
    let lab = lab.finish_counted("35_01").film("16_01");
    assert_eq!(lab.number_of("35_01").as_deref(), Some("10000001"));
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000002"), "both films share one series");
}

#[test]
fn two_sites_count_apart() {
    let mut lab = lab();
    for order in 1..=5 {
        let archive_id = format!("RRD{order}00-2025");
        lab = lab.with_project_of(key(&archive_id, "OU"), documents(&[2500])).planned();
        lab = lab.with_project_of(key(&archive_id, "DW"), documents(&[2500])).planned();
        lab = lab.film(&format!("{archive_id}_OU_16_01")).film(&format!("{archive_id}_DW_16_01"));
    }
    let issued: Vec<String> = lab.lab.holdings.iter().map(|(number, _)| number.to_string()).collect();
    let of = |digit| (1..=5).map(move |sequence| format!("{digit}{sequence:07}"));
    assert_eq!(issued, of(1).chain(of(2)).collect::<Vec<_>>());
}

#[test]
fn a_site_nobody_listed_counts_in_series_three() {
    let lab = lab().with_project_of(key("RRD123-2025", "XY"), documents(&[400])).planned().film("XY_16_01");
    assert_eq!(lab.number_of("XY_16_01").as_deref(), Some("30000001"));
}

#[test]
fn a_complete_log_earns_the_number_and_gives_the_blips() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1300]).planned().start("16_01");
    let log = lab.log_of("16_01", 2700);
    let lab = lab.finish_logged("16_01", log);
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    let comparison = lab.attempts_at("16_01")[0].comparison.as_ref().unwrap();
    let places: Vec<(u32, u32)> = comparison.blips.iter().map(|blip| (blip.index, blip.frame)).collect();
    assert_eq!(places, [(1, 1), (2, 1401)]);
}

#[test]
fn earlier_passes_on_other_film_become_attempts_whose_reels_add_up() {
    let mut lab = lab().with_project("RRD123-2025", &[1400, 1300]).planned().start("16_01");
    // 2,000 frames before the jam and 2,700 afterwards never fit on one reel: there was another film.
    let log = lab.more_of(lab.log_of("16_01", 2000), "16_01", 2700);
    let finish = lab.finishing_logged("16_01", log);
    let answer = lab.perform(&anna(), finish).unwrap();
    assert!(
        matches!(answer, Answer::Finished { outcome: Outcome::Confirmed, number: Some(_), .. }),
        "{answer:?}"
    );
    let attempts = lab.attempts_at("16_01");
    assert_eq!(attempts.len(), 2);
    let earlier = attempts[1];
    assert_eq!((earlier.ordinal, earlier.loaded.reel), (2, ReelId::new(2)));
    let Course::Failed { reason, frames, spent_mm, rest, .. } = &earlier.course else {
        panic!("an earlier pass counts as failed");
    };
    assert_eq!((reason, *frames, *spent_mm), (&FailReason::EarlierPass, 2000, 21_000));
    assert_eq!(*rest, RestOfFilm::Scrapped { length_mm: 9_500 });
    assert_eq!(spent_mm + rest.length_mm(0), lab.lab.reels.get(ReelId::new(2)).unwrap().length_mm);
    let film = lab.with_project("RRD200-2025", &[400]).planned().film("RRD200-2025_OU_16_01");
    let last = film.attempts_at("RRD200-2025_OU_16_01")[0];
    assert_eq!((last.id.get(), last.loaded.reel), (3, ReelId::new(3)), "nobody else gets their ids");
}

#[test]
fn an_aborted_start_on_the_same_film_is_spent_with_it() {
    let lab = lab().with_project("RRD123-2025", &[1000]).planned().start("16_01");
    let log = lab.more_of(lab.log_of("16_01", 300), "16_01", 1000);
    let lab = lab.finish_logged("16_01", log);
    let attempts = lab.attempts_at("16_01");
    assert_eq!(attempts.len(), 1);
    assert!(matches!(attempts[0].course, Course::Confirmed { spent_mm: 14_000, .. }), "{:?}", attempts[0]);
}

#[test]
fn contradictory_evidence_issues_nothing_and_the_attempt_keeps_running() {
    let mut lab = lab().with_project("RRD123-2025", &[1000]).planned();
    lab = lab.with_project("RRD200-2025", &[900]).planned().start("RRD123-2025_OU_16_01");
    let foreign = lab.log_of("RRD200-2025_OU_16_01", 900);
    // The barcodes are the same in both lists, so the foreign log is given other ones.
    let mut foreign = foreign;
    foreign.files[0].path = foreign.files[0].path.replace("1001", "9001");
    let finish = lab.finishing_logged("RRD123-2025_OU_16_01", foreign);
    let Answer::Finished { outcome, number, findings, .. } = lab.perform(&anna(), finish).unwrap() else {
        panic!("finishing answers with an outcome");
    };
    assert_eq!((outcome, number), (Outcome::Contradicted, None));
    assert!(findings.iter().any(|finding| finding.blocks()));
    assert_eq!(lab.stage_of("RRD123-2025_OU_16_01"), RollStage::Filming);
    assert_eq!(lab.lab.holdings.iter().count(), 0);
    assert_eq!(lab.lab.evidence.iter().count(), 1, "the evidence is kept");
    let fail = lab.failing("RRD123-2025_OU_16_01", FailReason::ForeignFrames, None);
    let lab = lab.and(fail);
    let attempt = lab.attempts_at("RRD123-2025_OU_16_01")[0];
    assert!(matches!(attempt.course, Course::Failed { frames: 900, spent_mm: 10_000, .. }), "{attempt:?}");
}

#[test]
fn a_better_log_may_follow_a_short_one() {
    let lab = lab().with_project("RRD123-2025", &[1000]).planned().start("16_01");
    let (short, whole) = (lab.log_of("16_01", 999), lab.log_of("16_01", 1000));
    let lab = lab.finish_logged("16_01", short);
    assert_eq!(lab.stage_of("16_01"), RollStage::Filming);
    let lab = lab.finish_logged("16_01", whole);
    assert_eq!(lab.stage_of("16_01"), RollStage::Filmed);
    assert_eq!(lab.attempts_at("16_01")[0].files, 2, "both logs are kept");
}

#[test]
fn nothing_on_film_is_no_evidence_of_a_roll() {
    let lab = lab().with_project("RRD123-2025", &[1000]).planned().start("16_01");
    let finish = Command::FinishFilming { roll: lab.roll_id("16_01"), proof: logged(empty_log()) };
    assert_eq!(lab.and(finish).stage_of("16_01"), RollStage::Filming);
}

fn registering(documents: Vec<domain::film::document::Document>, accept: Option<u32>) -> Command {
    Command::RegisterProject { key: key("RRD123-2025", "OU"), documents, accept, test: None }
}

#[test]
fn the_same_list_again_changes_nothing() {
    let mut lab = lab().with_project("RRD123-2025", &[1400, 1300]).planned();
    let entries = lab.entries.len();
    let mut list = documents(&[1400, 1300]);
    list.reverse();
    let answer = lab.perform(&anna(), registering(list, None)).unwrap();
    assert_eq!(
        answer,
        Answer::Registered { project: lab.project(), documents: 2, pages: 2700, changed: false }
    );
    assert_eq!(lab.entries.len(), entries, "no entry in the ledger");
}

#[test]
fn a_changed_list_shows_its_difference_and_is_taken_only_with_it() {
    let mut lab = lab().with_project("RRD123-2025", &[1400, 1300]).planned();
    let list = vec![document("1001", 1400, ""), document("1002", 1301, ""), document("1003", 5, "")];
    let difference =
        ListDifference { added: vec!["1003".into()], removed: vec![], changed: vec!["1002".into()] };
    for accept in [None, Some(1), Some(3)] {
        let refusal = lab.perform(&anna(), registering(list.clone(), accept)).unwrap_err();
        assert_eq!(refusal, Refusal::ListChanged { difference: difference.clone() });
    }
    lab.perform(&anna(), registering(list, Some(2))).unwrap();
    assert_eq!(lab.stage_of("16_01"), RollStage::Cancelled, "the plan no longer fits the list");
    assert_eq!(lab.lab.projects.get(lab.project()).unwrap().plan, 0);
    let lab = lab.planned();
    assert_eq!(lab.roll("16_01").frames, 2706);
    assert_eq!(lab.lab.projects.get(lab.project()).unwrap().plan, 2, "plan numbers are not used twice");
}

#[test]
fn a_new_plan_takes_the_place_of_the_old_until_a_roll_is_in_work() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1300, 500]).planned();
    let old: Vec<_> = lab.lab.rolls_of(lab.project()).iter().map(|roll| roll.id).collect();
    let smaller = PlanChoice { capacity_16mm: Some(1500), ..PlanChoice::default() };
    let again = Command::AcceptPlan { project: lab.project(), choice: smaller };
    let lab = lab.and(again.clone());
    assert!(old.iter().all(|roll| lab.lab.rolls.get(*roll).unwrap().stage_word() == RollStage::Cancelled));
    assert_eq!(lab.lab.rolls_of(lab.project()).len(), 3);
    let refused =
        "RRD123-2025_OU_16_02 is already in work: reset the project to plan again beside its films.";
    let lab = lab.start("16_02");
    assert_eq!(lab.refused(again.clone()), refused);
    let lab = lab.fail("16_02", FailReason::Jam, 407);
    assert_eq!(lab.refused(again), refused, "film was spent on it");
    assert_eq!(
        lab.refused(registering(documents(&[1]), Some(3))),
        "RRD123-2025_OU_16_02 is already in work: reset the project to replace the list beside its films."
    );
}

#[test]
fn a_released_number_is_the_next_one_taken() {
    let lab = lab().reserve(3, "test films").release(&["10000002"]);
    let lab = lab.with_project("RRD123-2025", &[2900, 2900]).planned().film("16_01").film("16_02");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000002"));
    assert_eq!(lab.number_of("16_02").as_deref(), Some("10000004"));
}

#[test]
fn a_release_is_all_or_nothing() {
    let lab = lab().reserve(2, "test films").release(&["10000001"]);
    let refused = lab.refused(crate::support::releasing(&["10000002", "10000001"]));
    assert_eq!(refused, "10000001 is free already.");
    assert_eq!(lab.state_of("10000002"), NumberState::Reserved);
}

#[test]
fn every_gap_in_a_series_is_explained() {
    let lab =
        lab().bound_at_start().reserve(3, "test films").release(&["10000001", "10000003"]).void("10000002");
    let lab = lab.with_project("RRD123-2025", &[2900, 2900]).planned().film("16_01");
    let lab = lab.start("16_02").fail("16_02", FailReason::Exposure, 1200);
    for series in lab.lab.series.values() {
        for sequence in 1..series.next {
            let number = FilmNumber::of(series.id, sequence).unwrap();
            let held =
                lab.lab.holdings.get(number).unwrap_or_else(|| panic!("{number} is an unexplained gap"));
            assert!(!held.by.is_empty() && held.entry > 0, "{number} has a person and an entry");
        }
    }
}

#[test]
fn an_index_is_delivered_when_every_roll_is_filmed() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1300, 500]).planned().film("16_01");
    let deliver =
        Command::DeliverIndex { project: lab.project(), file: "index.xlsx".into(), to: String::new() };
    assert_eq!(
        lab.refused(deliver.clone()),
        "RRD123-2025_OU_16_02 is not filmed: an index is delivered when every roll of both films is."
    );
    let mut lab = lab.film("16_02");
    let answer = lab.perform(&anna(), deliver).unwrap();
    assert!(matches!(answer, Answer::Delivered { rows: 3, .. }), "{answer:?}");
}

#[test]
fn an_operator_who_counts_the_planned_frames_proves_the_roll() {
    let lab: TestLab = lab().with_project("RRD123-2025", &[1000]).planned().start("16_01");
    let wrong = Command::FinishFilming { roll: lab.roll_id("16_01"), proof: Proof::Counted { frames: 1001 } };
    assert!(lab.refused(wrong).starts_with("1,001 frames were counted but 1,000 are planned"));
    let lab = lab.finish_counted("16_01");
    let (_, events) = lab.entries.last().unwrap();
    assert!(events.iter().any(|event| matches!(event, Event::AttemptConfirmed { counted: true, .. })));
}

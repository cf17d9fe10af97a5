//! Stories of rework: films rejected after they were confirmed, and what becomes of their numbers.

mod told;
mod void_after_all;

use crate::support::{TestLab, anna, document, documents, key, lab, number};
use domain::command::{Answer, Command, FilmChoice};
use domain::film::attempt::{Course, FailReason};
use domain::film::index::{FilmedRoll, index};
use domain::film::project::ProjectStage;
use domain::film::rework::{Cause, NumberChoice, ReworkEnd};
use domain::film::roll::{RollStage, Stage};
use domain::id::{AttemptId, RollId};
use domain::number::{Holding, NumberState};
use domain::words::Language::{English, German};
use domain::words::Say;

/// Two rolls of 2,000 frames with the numbers 10000001 and 10000002.
pub fn two_films() -> TestLab {
    lab().with_project("RRD123-2025", &[2000, 2000]).planned().film("16_01").film("16_02")
}

/// A 35mm roll and the 16mm roll whose sheets print its number.
fn with_sheets() -> TestLab {
    let large = vec![document("1001", 60, "10-19")];
    lab().with_project_of(key("RRD123-2025", "OU"), large).planned()
}

fn held_by(roll: u64, attempt: u64) -> Holding {
    Holding::Issued { roll: RollId::new(roll), attempt: AttemptId::new(attempt) }
}

fn void(by: Option<&str>) -> Holding {
    let reason = "RRD123-2025_OU_16_01 rejected: density".to_owned();
    Holding::Void { reason, replaced_by: by.map(number) }
}

#[test]
fn a_kept_number_stays_with_its_roll_while_the_film_is_made_again() {
    let lab = two_films().keep(&["16_01"]);
    assert_eq!(lab.stage_of("16_01"), RollStage::Rework);
    assert_eq!(lab.holding("10000001"), &held_by(1, 1), "nobody else can have it");
    assert_eq!(lab.project_stage(), ProjectStage::ReworkRequired);
    let lab = lab.film("16_01");
    assert_eq!(lab.holding("10000001"), &held_by(1, 3), "the new film carries it");
    assert_eq!(lab.lab.holdings.iter().count(), 2, "no other number was taken");
    assert_eq!(lab.project_stage(), ProjectStage::FilmingComplete);
    assert_eq!(lab.rework(1).end, ReworkEnd::Refilmed { attempt: AttemptId::new(3) });
    lab.lawful();
}

#[test]
fn a_void_number_is_replaced_by_the_one_the_new_film_earns() {
    let lab = two_films().replace(&["16_01"]);
    assert_eq!(lab.holding("10000001"), &void(None), "there is no new film yet");
    assert_eq!(lab.number_of("16_01"), None);
    let lab = lab.film("16_01");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000003"));
    assert_eq!(lab.holding("10000001"), &void(Some("10000003")));
    lab.lawful();
}

#[test]
fn each_void_number_names_the_one_right_after_it() {
    let lab = two_films().replace(&["16_01"]).film("16_01").replace(&["16_01"]).film("16_01");
    assert_eq!(lab.holding("10000001"), &void(Some("10000003")));
    assert_eq!(lab.holding("10000003"), &void(Some("10000004")));
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000004"));
    lab.lawful();
}

#[test]
fn a_second_try_that_fails_goes_back_to_rework_and_keeps_the_number() {
    let lab = two_films().keep(&["16_01"]).start("16_01");
    let lab = lab.fail("16_01", FailReason::Jam, 300);
    assert_eq!(lab.stage_of("16_01"), RollStage::Rework);
    assert_eq!(lab.holding("10000001"), &held_by(1, 1));
    assert_eq!(lab.rework(1).end, ReworkEnd::Open);
    let lab = lab.film("16_01");
    assert_eq!(lab.holding("10000001"), &held_by(1, 4));
    assert_eq!(lab.attempts_at("16_01").len(), 3);
    lab.lawful();
}

#[test]
fn a_second_try_that_fails_leaves_a_void_number_without_successor() {
    let lab = two_films().replace(&["16_01"]).start("16_01").fail("16_01", FailReason::Aborted, 0);
    assert_eq!(lab.stage_of("16_01"), RollStage::Rework);
    assert_eq!(lab.holding("10000001"), &void(None));
    let lab = lab.film("16_01");
    assert_eq!(lab.holding("10000001"), &void(Some("10000003")));
    lab.lawful();
}

/// The number the camera is told when the attempt starts.
fn typed_in(lab: &mut TestLab) -> Option<String> {
    let start = lab.starting("16_01", FilmChoice::Proposed);
    match lab.perform(&anna(), start) {
        Ok(Answer::Started { number, .. }) => number.map(|number| number.to_string()),
        other => panic!("the attempt did not start: {other:?}"),
    }
}

#[test]
fn a_camera_that_asks_is_given_the_kept_number() {
    let mut lab = lab().bound_at_start().with_project("RRD123-2025", &[2000]).planned().film("16_01");
    lab = lab.keep(&["16_01"]);
    assert_eq!(typed_in(&mut lab).as_deref(), Some("10000001"));
    assert_eq!(lab.lab.holdings.iter().count(), 1, "no second number is bound beside it");
    let lab = lab.fail("16_01", FailReason::Jam, 10);
    assert_eq!(lab.state_of("10000001"), NumberState::Issued, "a failed try does not free it");
    lab.film("16_01").lawful();
}

#[test]
fn a_camera_that_asks_is_given_the_next_number_after_a_void_one() {
    let mut lab = lab().bound_at_start().with_project("RRD123-2025", &[2000]).planned().film("16_01");
    lab = lab.replace(&["16_01"]);
    assert_eq!(typed_in(&mut lab).as_deref(), Some("10000002"));
    let mut lab = lab.fail("16_01", FailReason::Jam, 10);
    assert_eq!(lab.state_of("10000002"), NumberState::Free);
    assert_eq!(typed_in(&mut lab).as_deref(), Some("10000002"), "the lowest free one, never the void one");
    let lab = lab.finish_counted("16_01");
    assert_eq!(lab.holding("10000001"), &void(Some("10000002")));
    lab.lawful();
}

#[test]
fn a_16mm_roll_waits_again_while_its_35mm_film_is_made_again() {
    for number in [NumberChoice::Keep, NumberChoice::Void] {
        let lab = with_sheets().film("35_01");
        let command = lab.rejecting(&["35_01"], number);
        let lab = lab.and(command).start("35_01");
        let waiting = lab.refused(lab.starting("16_01", FilmChoice::Proposed));
        assert!(waiting.starts_with("This roll waits for 35mm roll RRD123-2025_OU_35_01"), "{waiting}");
        let lab = lab.finish_counted("35_01").film("16_01");
        assert_eq!(lab.stage_of("16_01"), RollStage::Filmed);
        lab.lawful();
    }
}

#[test]
fn a_number_is_not_voided_while_sheets_that_print_it_are_in_the_camera() {
    let lab = with_sheets().film("35_01").start("16_01");
    assert_eq!(
        lab.refused(lab.rejecting(&["35_01"], NumberChoice::Void)),
        "RRD123-2025_OU_16_01 is in the camera: finish or fail that attempt first."
    );
    assert_eq!(
        lab.clone().keep(&["35_01"]).stage_of("35_01"),
        RollStage::Rework,
        "a kept number stays right"
    );
    let lab = lab.fail("16_01", FailReason::Aborted, 0).replace(&["35_01"]);
    lab.film("35_01").film("16_01").lawful();
}

#[test]
fn both_films_of_a_project_are_made_again_in_their_order() {
    let lab = with_sheets().film("35_01").film("16_01").replace(&["16_01", "35_01"]);
    assert!(lab.refused(lab.starting("16_01", FilmChoice::Proposed)).starts_with("This roll waits"));
    let lab = lab.film("35_01").film("16_01");
    assert_eq!(lab.number_of("35_01").as_deref(), Some("10000003"));
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000004"));
    lab.lawful();
}

#[test]
fn several_films_are_rejected_in_one_entry() {
    let mut lab = two_films();
    let entries = lab.entries.len();
    let reject = lab.rejecting(&["16_02", "16_01"], NumberChoice::Void);
    let answer = lab.perform(&anna(), reject).unwrap();
    let Answer::Reworked { reworks, rolls } = answer else { panic!("{answer:?}") };
    assert_eq!((reworks.len(), rolls), (2, vec![RollId::new(1), RollId::new(2)]));
    assert_eq!(lab.entries.len(), entries + 1);
    for (rework, number) in [(1, "10000001"), (2, "10000002")] {
        assert_eq!(lab.rework(rework).number.to_string(), number);
        assert_eq!(lab.state_of(number), NumberState::Void);
    }
    lab.film("16_02").film("16_01").lawful();
}

#[test]
fn one_film_that_cannot_be_rejected_keeps_them_all() {
    let before = lab().with_project("RRD123-2025", &[2000, 2000]).planned().film("16_01");
    let reject = before.rejecting(&["16_01", "16_02"], NumberChoice::Void);
    assert_eq!(before.refused(reject.clone()), "RRD123-2025_OU_16_02 has no film yet: film it first.");
    let mut lab = before.clone();
    lab.perform(&anna(), reject).unwrap_err();
    lab.differs_only_in(&before, &[]);
}

#[test]
fn a_roll_named_twice_is_rejected_once() {
    let lab = two_films().keep(&["16_01", "16_01"]);
    assert_eq!(lab.lab.reworks.iter().count(), 1);
}

#[test]
fn other_rolls_are_untouched() {
    let before = two_films().with_project("RRD200-2025", &[2000]).planned().film("RRD200-2025_OU_16_01");
    let lab = before.clone().replace(&["RRD123-2025_OU_16_01"]).film("RRD123-2025_OU_16_01");
    for other in ["RRD123-2025_OU_16_02", "RRD200-2025_OU_16_01"] {
        assert_eq!(lab.roll(other), before.roll(other));
        assert_eq!(lab.number_of(other), before.number_of(other));
    }
    assert_eq!(lab.project_row(), before.project_row(), "the other project is not even looked at");
}

#[test]
fn rejecting_a_film_moves_no_film() {
    let before = two_films();
    let lab = before.clone().keep(&["16_01"]);
    lab.differs_only_in(&before, &["head", "projects", "rolls", "reworks"]);
    // The rejected film took 21.00 m of its reel; the new one takes a reel of its own.
    let lab = lab.film("16_01");
    let spent = |attempt: usize| match lab.attempts_at("16_01")[attempt].course {
        Course::Confirmed { spent_mm, .. } => spent_mm,
        _ => panic!("both films were confirmed"),
    };
    assert_eq!((spent(0), spent(1)), (21_000, 21_000));
    assert_eq!(lab.lab.reels.iter().count(), 3);
    lab.lawful();
}

#[test]
fn the_rejected_film_and_its_evidence_stay_on_record() {
    let lab = lab().with_project("RRD123-2025", &[1400, 600]).planned().start("16_01");
    let (first, second) = (lab.log_of("16_01", 2000), lab.log_of("16_01", 2000));
    let before = lab.finish_logged("16_01", first);
    let lab = before.clone().keep(&["16_01"]).start("16_01").finish_logged("16_01", second);
    assert_eq!(lab.attempts_at("16_01")[0], before.attempts_at("16_01")[0], "not a word of it changed");
    let files: Vec<u64> = lab.lab.evidence.iter().map(|((attempt, _), _)| attempt.get()).collect();
    assert_eq!(files, [1, 2], "each film has its own log");
    assert_eq!(lab.rework(1).attempt, AttemptId::new(1));
    assert!(matches!(lab.roll("16_01").stage, Stage::Filmed { attempt } if attempt == AttemptId::new(2)));
}

#[test]
fn cause_and_note_are_kept_with_who_said_so() {
    let roll = two_films().roll_id("16_01");
    let (cause, note) = (Cause::Other("light leak".into()), "  near the door ".to_owned());
    let reject = Command::ReworkRolls { rolls: vec![roll], cause, note, number: NumberChoice::Void };
    let lab = two_films().and(reject);
    let rework = lab.rework(1);
    assert_eq!((rework.cause.code(), rework.note.as_str()), ("light leak", "near the door"));
    assert_eq!(rework.by, "Anna");
    let reason = "RRD123-2025_OU_16_01 rejected: light leak".to_owned();
    assert_eq!(lab.holding("10000001"), &Holding::Void { reason, replaced_by: None });
}

#[test]
fn a_cause_is_asked_for() {
    let lab = two_films();
    let rolls = lab.roll_ids(&["16_01"]);
    let cause = Cause::Other("  ".into());
    let reject = Command::ReworkRolls { rolls, cause, note: String::new(), number: NumberChoice::Keep };
    assert!(lab.refused(reject).starts_with("A reason is missing"));
    let none = lab.rejecting(&[], NumberChoice::Keep);
    assert_eq!(lab.refused(none), "No roll is chosen: choose at least one.");
}

#[test]
fn films_are_rejected_as_they_were_seen_or_not_at_all() {
    let mut lab = two_films();
    lab.seen = Some(lab.roll("16_01").revision);
    let stale = "This changed since you opened it: look at it again, then decide.";
    assert_eq!(
        lab.refused(lab.rejecting(&["16_01", "16_02"], NumberChoice::Keep)),
        stale,
        "16_02 was filmed after the page was opened"
    );
    assert_eq!(lab.refused(lab.rejecting(&["16_02", "16_01"], NumberChoice::Void)), stale);
    lab.seen = Some(lab.project_row().revision);
    assert_eq!(lab.keep(&["16_01", "16_02"]).lab.reworks.iter().count(), 2);
}

#[test]
fn an_accepted_film_can_still_be_rejected() {
    let lab = two_films().develop(&["16_01", "16_02"], &["1.30"]).accept(&["16_01", "16_02"]);
    let lab = lab.replace(&["16_01"]);
    assert_eq!(lab.stage_of("16_01"), RollStage::Rework);
    assert_eq!(lab.stage_of("16_02"), RollStage::Accepted);
    assert_eq!(lab.run(1).rolls.len(), 2, "the run it was developed in still names it");
    let lab = lab.film("16_01");
    assert_eq!(lab.stage_of("16_01"), RollStage::Filmed, "the new film is neither developed nor accepted");
    lab.lawful();
}

/// Barcode and blip of every row of the index.
pub fn blips(lab: &TestLab) -> Vec<(String, String)> {
    let rolls = lab.lab.rolls_of(lab.project());
    let filmed: Vec<FilmedRoll<'_>> = rolls
        .into_iter()
        .map(|roll| FilmedRoll {
            roll,
            number: lab.lab.number_of(roll.id),
            attempt: roll.confirmed().and_then(|attempt| lab.lab.attempts.get(attempt)),
        })
        .collect();
    let documents = lab.lab.documents.get(lab.project()).expect("the list");
    let rows = index(documents, &filmed).expect("every roll is filmed");
    rows.into_iter().map(|row| (row.barcode, row.blip)).collect()
}

#[test]
fn the_index_after_a_rework_names_the_new_film_alone() {
    let lab = two_films().replace(&["16_01"]);
    assert_eq!(
        lab.refused(lab.delivering()),
        "RRD123-2025_OU_16_01 is not filmed: an index is delivered when every roll of both films is."
    );
    let lab = lab.film("16_01").deliver();
    let row = |barcode: &str, blip: &str| (barcode.to_owned(), blip.to_owned());
    assert_eq!(blips(&lab), [row("1001", "10000003-0001.00001"), row("1002", "10000002-0001.00001")]);
}

#[test]
fn a_project_out_of_work_has_its_films_left_alone() {
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), documents(&[400])).planned().film("16_01");
    let reject = lab.rejecting(&["16_01"], NumberChoice::Keep);
    assert_eq!(lab.archive().refused(reject), "RRD123-2025_OU_Certificates is archived: restore it first.");
}

#[test]
fn the_catalogue_of_causes_keeps_its_codes_and_speaks_both_languages() {
    let said: Vec<String> = Cause::CHOICES
        .iter()
        .map(|cause| format!("{}: {}, {}", cause.code(), cause.say(German), cause.say(English)))
        .collect();
    assert_eq!(
        said,
        [
            "exposure: Belichtung, exposure",
            "density: Dichte, density",
            "scratch: Kratzer, scratch",
            "jam: Filmstau, film jam",
            "wrong-order: falsche Reihenfolge, wrong order",
            "missing-page: fehlende Seite, missing page",
            "wrong-label: falsches Etikett, wrong label",
            "complaint: Reklamation, customer complaint",
            "operator-abort: Abbruch durch Verfilmung, operator abort",
        ]
    );
}

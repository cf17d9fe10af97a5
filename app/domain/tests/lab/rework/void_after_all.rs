//! Stories of a number that was kept through a rework, until film that carries it turned up.

use super::{two_films, typed_in, with_sheets};
use crate::blocks::consecutive;
use crate::histories::history;
use crate::summaries::expect_last;
use crate::support::{lab, number};
use domain::command::Command;
use domain::film::attempt::FailReason;
use domain::film::rework::{NumberChoice, ReworkEnd};
use domain::film::roll::RollStage;
use domain::history::About;
use domain::id::{AttemptId, ProjectId, RollId};
use domain::number::{Holding, NumberState};
use domain::words::Language::{English, German};

fn void(by: Option<&str>) -> Holding {
    Holding::Void { reason: "a copy turned up".into(), replaced_by: by.map(number) }
}

#[test]
fn the_roll_gets_the_next_number_and_the_void_one_learns_it() {
    let before = two_films().keep(&["16_01"]);
    let lab = before.clone().void_kept("16_01");
    lab.differs_only_in(&before, &["head", "holdings", "projects", "rolls", "reworks"]);
    assert_eq!(lab.holding("10000001"), &void(None));
    assert_eq!(lab.number_of("16_01"), None);
    assert_eq!(lab.stage_of("16_01"), RollStage::Rework);
    assert_eq!(lab.rework(1).choice, NumberChoice::Void);
    lab.lawful();
    let lab = lab.film("16_01");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000003"));
    assert_eq!(lab.holding("10000001"), &void(Some("10000003")));
    assert_eq!(lab.rework(1).end, ReworkEnd::Refilmed { attempt: AttemptId::new(3) });
    lab.lawful();
}

#[test]
fn a_camera_that_asks_is_given_the_next_number() {
    let lab = lab().bound_at_start().with_project("RRD123-2025", &[2000]).planned().film("16_01");
    let mut lab = lab.keep(&["16_01"]).void_kept("16_01");
    assert_eq!(typed_in(&mut lab).as_deref(), Some("10000002"));
    let lab = lab.finish_counted("16_01");
    assert_eq!(lab.holding("10000001"), &void(Some("10000002")));
    lab.lawful();
}

#[test]
fn what_the_camera_was_told_stays_true_until_it_is_done() {
    let lab = two_films().keep(&["16_01"]).start("16_01");
    assert_eq!(
        lab.refused(lab.voiding_kept("16_01")),
        "RRD123-2025_OU_16_01 is in the camera: finish or fail that attempt first."
    );
    let lab = lab.fail("16_01", FailReason::Jam, 300).void_kept("16_01");
    assert_eq!(lab.state_of("10000001"), NumberState::Void);
    lab.film("16_01").lawful();
}

#[test]
fn sheets_in_the_camera_keep_the_number_they_print() {
    let lab = with_sheets().film("35_01").start("16_01").keep(&["35_01"]);
    assert_eq!(
        lab.refused(lab.voiding_kept("35_01")),
        "RRD123-2025_OU_16_01 is in the camera: finish or fail that attempt first."
    );
    lab.fail("16_01", FailReason::Aborted, 0).void_kept("35_01").film("35_01").film("16_01").lawful();
}

#[test]
fn a_number_is_void_once_and_for_a_reason() {
    let lab = two_films().keep(&["16_01"]).void_kept("16_01");
    assert_eq!(
        lab.refused(lab.voiding_kept("16_01")),
        "RRD123-2025_OU_16_01 keeps no number: that of its rejected film is void already."
    );
    let unsaid = Command::VoidKeptNumber { roll: lab.roll_id("16_01"), reason: "  ".into() };
    assert!(lab.refused(unsaid).starts_with("A reason is missing"));
    let unknown = Command::VoidKeptNumber { roll: RollId::new(99), reason: "torn".into() };
    assert_eq!(
        lab.refused(unknown),
        two_films().refused(Command::FailFilming {
            roll: RollId::new(99),
            reason: FailReason::Jam,
            frames: None,
        })
    );
}

#[test]
fn a_number_is_voided_as_it_was_seen() {
    let mut lab = two_films().keep(&["16_01"]);
    lab.seen = Some(lab.roll("16_01").revision - 1);
    let stale = "This changed since you opened it: look at it again, then decide.";
    assert_eq!(lab.refused(lab.voiding_kept("16_01")), stale);
    lab.seen = Some(lab.roll("16_01").revision);
    assert_eq!(lab.void_kept("16_01").state_of("10000001"), NumberState::Void);
}

#[test]
fn a_project_whose_numbers_follow_gives_the_roll_its_next_one() {
    let lab = consecutive().with_project("RRD123-2025", &[2000, 2000]).planned();
    let lab = lab.film("16_01").keep(&["16_01"]).void_kept("16_01").film("16_01").film("16_02");
    let numbers = ["16_01", "16_02"].map(|roll| lab.number_of(roll));
    assert_eq!(numbers.map(Option::unwrap), ["10000002", "10000003"]);
    lab.lawful();
}

#[test]
fn number_roll_and_project_tell_it() {
    let lab = two_films().keep(&["16_01"]).void_kept("16_01");
    let last = |about, language| history(&lab, about, language).pop().unwrap();
    let english =
        "void: 10000001 became void after all: a copy turned up. The new film earns the next number.";
    let german =
        "void: 10000001 wurde doch ungültig: a copy turned up. Der neue Film verdient die nächste Nummer.";
    for about in [About::Roll(RollId::new(1)), About::Project(ProjectId::new(1))] {
        assert_eq!((last(about, English).as_str(), last(about, German).as_str()), (english, german));
    }
    let about = About::Number(number("10000001"));
    assert_eq!(last(about, English), "void: Voided: a copy turned up. The number is never used again.");
    assert_eq!(
        last(about, German),
        "void: Ungültig gemacht: a copy turned up. Die Nummer wird nie wieder benutzt."
    );
    expect_last(
        &lab,
        "voided 10000001 after all, RRD123-2025_OU_16_01 gets the next: a copy turned up",
        "machte 10000001 doch ungültig, RRD123-2025_OU_16_01 bekommt die nächste: a copy turned up",
    );
}

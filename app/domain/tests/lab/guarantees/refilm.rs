//! R1 to R13: what refilms, leftovers and interrupted work promise.

use super::{film_too, filmed, restarted, with_sheets};
use crate::support::{TestLab, anna, discarding, lab};
use domain::command::{Answer, FilmChoice, Outcome};
use domain::film::attempt::{Course, FailReason, RestOfFilm};
use domain::film::reel::TempRollStage;
use domain::film::rework::ReworkEnd;
use domain::film::roll::{FilmType, RollStage};
use domain::film::stock::{Piece, ShelfPiece, propose};
use domain::id::{AttemptId, TempRollId};

/// "The `is refilm` flag lived in a 1-hour memory cache; a full roll takes about 74 min, so completion ran as a
/// first filming."
#[test]
fn r1_a_refilm_is_known_as_one_after_a_restart() {
    let lab = restarted(&filmed("RRD100-2025", 2000).keep(&["16_01"]).start("16_01"));
    let lab = lab.finish_counted("16_01");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"), "the kept number, not a second one");
    assert_eq!(lab.rework(1).end, ReworkEnd::Refilmed { attempt: AttemptId::new(2) });
    lab.lawful();
}

/// Two pieces on the shelf, T-0001 of 9.50 m and T-0002 of 11.50 m, and a roll of 800 frames.
fn two_pieces() -> TestLab {
    let lab = filmed("RRD100-2025", 2000).with_project("RRD200-2025", &[1800]).planned();
    let lab = lab.start_on("RRD200-2025_OU_16_01", FilmChoice::New).finish_counted("RRD200-2025_OU_16_01");
    lab.with_project("RRD300-2025", &[800]).planned()
}

const ROLL: &str = "RRD300-2025_OU_16_01";

/// "The operator's choice of leftover / new roll was stored, never read."
#[test]
fn r2_the_film_the_operator_chose_is_the_film_that_is_booked() {
    let larger = FilmChoice::TempRoll(TempRollId::new(2));
    let lab = two_pieces().start_on(ROLL, larger).finish_counted(ROLL).keep(&[ROLL]);
    assert_eq!(lab.temp_roll("T-0001").stage, TempRollStage::OnShelf, "though it fits better");
    assert_eq!(lab.temp_roll("T-0002").stage, TempRollStage::Consumed { attempt: AttemptId::new(3) });
    let lab = lab.start_on(ROLL, FilmChoice::New).finish_counted(ROLL);
    assert_eq!(lab.attempts_at(ROLL)[1].loaded.temp_roll, None, "in a refilm, too");
    lab.lawful();
}

/// "Rests from theory, not from frames exposed."
#[test]
fn r3_a_rest_is_what_the_frames_on_film_leave() {
    let lab = lab().with_project("RRD100-2025", &[1000]).planned().start("16_01");
    let log = lab.more_of(lab.log_of("16_01", 300), "16_01", 1000);
    let lab = lab.finish_logged("16_01", log);
    assert_eq!(lab.shelf(), [("T-0001".to_owned(), 30_500 - 1_000 - 13_000)]);
}

/// "35mm refilm used 1,450: phantom 760+ frames."
#[test]
fn r4_a_refilmed_35mm_roll_leaves_what_42_millimetres_a_frame_leave() {
    let lab = with_sheets("RRD100-2025").film("35_01").keep(&["35_01"]);
    let lab = lab.start_on("35_01", FilmChoice::New).finish_counted("35_01");
    let settings = &lab.lab.settings.as_ref().expect("settings").film;
    let rest = lab.temp_roll("T-0002").length_mm;
    assert_eq!(rest, 30_500 - 1_000 - 11 * 42);
    assert_eq!(settings.usable_frames(FilmType::Mm35, rest), 667);
}

/// "A leftover used in refilm lost its remaining rest."
#[test]
fn r5_a_leftover_used_in_a_refilm_leaves_a_leftover_of_its_own() {
    let lab = filmed("RRD100-2025", 800).keep(&["16_01"]).film("16_01");
    assert_eq!(lab.shelf(), [("T-0002".to_owned(), 30_500 - 2 * 9_000)]);
    let loaded = lab.attempts_at("16_01")[1].loaded;
    assert_eq!((loaded.temp_roll, loaded.length_mm), (Some(TempRollId::new(1)), 21_500));
    lab.lawful();
}

/// "A freed source leftover became `available but not there` (zombie)." That a reel has at most one live leftover is a
/// law after any commands: `the_laws_hold_after_any_commands`.
#[test]
fn r6_film_that_was_used_never_comes_back_to_the_shelf() {
    let lab = film_too(filmed("RRD100-2025", 2000), "RRD200-2025", 500);
    let used = TempRollStage::Consumed { attempt: AttemptId::new(2) };
    assert_eq!(lab.temp_roll("T-0001").stage, used);
    let lab = lab.replace(&["RRD200-2025_OU_16_01"]);
    assert_eq!(lab.temp_roll("T-0001").stage, used, "rejecting the film does not unroll it");
    assert_eq!(lab.shelf(), [("T-0002".to_owned(), 3_500)]);
    lab.reset().abandon().delete().lawful();
}

/// "Rework was executed as first filming, booking one leftover twice."
#[test]
fn r7_a_leftover_has_one_consumer() {
    let lab = two_pieces().start(ROLL).finish_counted(ROLL).keep(&[ROLL]);
    let used = lab.starting(ROLL, FilmChoice::TempRoll(TempRollId::new(1)));
    assert!(lab.refused(used).starts_with("T-0001 is not on the shelf"));
    let lab = lab.film(ROLL);
    for piece in lab.lab.temp_rolls.values() {
        let consumers =
            lab.lab.attempts.values().filter(|attempt| attempt.loaded.temp_roll == Some(piece.id));
        let wanted = usize::from(matches!(piece.stage, TempRollStage::Consumed { .. }));
        assert_eq!(consumers.count(), wanted, "{}", piece.id.label());
    }
    lab.lawful();
}

/// "Preview said refilm, execution new."
#[test]
fn r8_what_is_proposed_is_what_is_loaded() {
    for lab in [two_pieces(), two_pieces().film(ROLL).keep(&[ROLL]), two_pieces().and(discarding("T-0001"))] {
        let on_shelf = lab.lab.temp_rolls.values().filter(|piece| piece.stage == TempRollStage::OnShelf);
        let shelf: Vec<ShelfPiece> = on_shelf
            .map(|piece| ShelfPiece { id: piece.id.get(), length_mm: piece.length_mm, since: piece.since })
            .collect();
        let settings = &lab.lab.settings.as_ref().expect("settings").film;
        let first = propose(settings, FilmType::Mm16, 800, &shelf)[0];
        let loaded = lab.start(ROLL).attempts_at(ROLL).last().expect("an attempt").loaded;
        let piece = loaded.temp_roll.map_or(Piece::NewReel, |id| Piece::TempRoll(id.get()));
        assert_eq!((piece, loaded.length_mm), (first.piece, first.length_mm));
    }
}

/// "Failure/cancel never reached roll, number or leftover."
#[test]
fn r9_a_failed_attempt_gives_everything_back_but_the_film_it_spent() {
    for before in [two_pieces(), two_pieces().film(ROLL).keep(&[ROLL])] {
        let stage = before.stage_of(ROLL);
        let lab = before.clone().start(ROLL).fail(ROLL, FailReason::Aborted, 0);
        assert_eq!(lab.stage_of(ROLL), stage);
        // The attempt is on record; shelf, numbers and reworks are as they were.
        lab.differs_only_in(&before, &["head", "projects", "rolls", "attempts"]);
    }
    let lab = two_pieces().start(ROLL).fail(ROLL, FailReason::Jam, 100);
    let Course::Failed { spent_mm, rest, .. } = lab.attempts_at(ROLL)[0].course.clone() else {
        panic!("the attempt did not fail");
    };
    assert_eq!(
        (spent_mm, rest),
        (2_000, RestOfFilm::Kept { temp_roll: TempRollId::new(3), length_mm: 7_500 })
    );
    lab.lawful();
}

/// "A failed start had already cleared the links."
#[test]
fn r10_a_start_that_is_refused_changes_nothing() {
    let before = filmed("RRD100-2025", 2500).with_project("RRD200-2025", &[800]).planned();
    let mut lab = before.clone();
    for film in [TempRollId::new(1), TempRollId::new(9)] {
        let start = lab.starting("RRD200-2025_OU_16_01", FilmChoice::TempRoll(film));
        lab.perform(&anna(), start).unwrap_err();
    }
    lab.differs_only_in(&before, &[]);
}

/// "Recovery needed files that were not written."
#[test]
fn r11_a_running_attempt_is_finished_or_failed_after_a_restart() {
    let lab =
        restarted(&lab().bound_at_start().with_project("RRD100-2025", &[2000]).planned().start("16_01"));
    assert_eq!(lab.clone().finish_counted("16_01").number_of("16_01").as_deref(), Some("10000001"));
    let failed = lab.fail("16_01", FailReason::Machine, 700);
    assert_eq!(failed.stage_of("16_01"), RollStage::Planned);
    assert_eq!(failed.shelf(), [("T-0001".to_owned(), 22_500)]);
    failed.lawful();
}

/// "Starting a session killed a running one."
#[test]
fn r12_a_second_start_leaves_the_running_attempt_alone() {
    let before = lab().with_project("RRD100-2025", &[2000]).planned().start("16_01");
    let mut lab = before.clone();
    let again = lab.starting("16_01", FilmChoice::New);
    let refusal = lab.perform(&anna(), again).unwrap_err().to_string();
    assert_eq!(refusal, "RRD100-2025_OU_16_01 is being filmed by Anna: finish or fail that attempt first.");
    lab.differs_only_in(&before, &[]);
    assert_eq!(lab.finish_counted("16_01").attempts_at("16_01").len(), 1);
}

/// "False success: roll 10000081, 58 of 2,890 frames … booked roll and session as completed."
#[test]
fn r13_fifty_eight_of_2890_frames_are_no_film() {
    let mut lab = lab().with_project("RRD100-2025", &[2890]).planned().start("16_01");
    let finish = lab.finishing_logged("16_01", lab.log_of("16_01", 58));
    let answer = lab.perform(&anna(), finish).unwrap();
    assert!(
        matches!(answer, Answer::Finished { outcome: Outcome::Contradicted, number: None, .. }),
        "{answer:?}"
    );
    assert_eq!(lab.lab.holdings.iter().count(), 0);
    assert!(lab.refused(lab.finishing_counted("16_01")).starts_with("The evidence of"), "nor by a count");
    let lab = lab.fail("16_01", FailReason::Short, 58);
    assert_eq!(lab.stage_of("16_01"), RollStage::Planned);
}

//! Stories of the shelf: places, measured lengths, what is thrown away, lost, found, and taking stock.

use crate::histories::{expect, history};
use crate::summaries::expect_last;
use crate::support::{TestLab, anna, counting, discarding, finding, lab, losing, measuring, placing};
use domain::command::{Answer, Command, FilmChoice};
use domain::film::attempt::{Course, FailReason, RestOfFilm};
use domain::film::reel::TempRollStage;
use domain::history::About;
use domain::id::TempRollId;
use domain::refusal::Refusal;
use domain::words::Language::{English, German};
use domain::words::Say;

/// T-0001, the 9.50 m that a roll of 2,000 frames left of R-0001, and a roll of 800 frames that fits on it.
fn one_piece() -> TestLab {
    let lab = lab().with_project("RRD100-2025", &[2000]).planned().film("RRD100-2025_OU_16_01");
    lab.with_project("RRD200-2025", &[800]).planned()
}

/// T-0001 of 9.50 m at A3, T-0002 of 9.50 m at B1 and T-0003 of 9.50 m that nobody placed.
fn three_pieces() -> TestLab {
    let mut lab = lab().with_project("RRD100-2025", &[2000, 2000, 2000]).planned();
    for roll in ["16_01", "16_02", "16_03"] {
        lab = lab.start_on(roll, FilmChoice::New).finish_counted(roll);
    }
    lab.and(placing("T-0001", "A3")).and(placing("T-0002", "B1"))
}

fn piece_loaded(lab: &TestLab) -> (Option<String>, u32) {
    let loaded = lab.attempts_at("RRD200-2025_OU_16_01").last().expect("an attempt").loaded;
    (loaded.temp_roll.map(TempRollId::label), loaded.length_mm)
}

#[test]
fn a_temp_roll_lies_where_somebody_put_it() {
    let lab = one_piece();
    assert_eq!(lab.temp_roll("T-0001").place, "");
    let mut lab = lab.and(placing("T-0001", " A3 "));
    assert_eq!(lab.temp_roll("T-0001").place, "A3");
    let entries = lab.entries.len();
    assert_eq!(lab.perform(&anna(), placing("T-0001", "A3")), Ok(Answer::Done));
    assert_eq!(lab.entries.len(), entries, "there it lies already");
    let long = lab.refused(placing("T-0001", &"A".repeat(41)));
    assert_eq!(long, "A place has at most 40 characters on one line: shorten it.");
    assert_eq!(lab.refused(placing("T-0001", "A\n3")), long);
    assert_eq!(lab.and(placing("T-0001", "")).temp_roll("T-0001").place, "", "nobody knows any more");
}

#[test]
fn a_measured_length_is_what_the_next_attempt_is_loaded_with() {
    let lab = one_piece().and(measuring("T-0001", 9_100));
    let piece = lab.temp_roll("T-0001");
    assert_eq!((piece.length_mm, piece.correction_mm), (9_100, -400));
    lab.lawful();
    let lab = lab.film("RRD200-2025_OU_16_01");
    assert_eq!(piece_loaded(&lab), (Some("T-0001".into()), 9_100));
    let Course::Confirmed { spent_mm, rest, .. } = lab.attempts_at("RRD200-2025_OU_16_01")[0].course else {
        panic!("the attempt was not confirmed");
    };
    assert_eq!((spent_mm, rest), (9_000, RestOfFilm::Scrapped { length_mm: 100 }));
    lab.lawful();
}

#[test]
fn more_film_than_was_thought_is_used_too() {
    let lab = one_piece().and(measuring("T-0001", 11_900)).film("RRD200-2025_OU_16_01");
    let rest = lab.temp_roll("T-0002");
    assert_eq!((rest.length_mm, rest.correction_mm), (2_900, 0), "what is left was never measured");
    assert_eq!(lab.temp_roll("T-0001").correction_mm, 2_400, "the used-up piece keeps its correction");
    lab.lawful();
}

#[test]
fn corrections_add_up_and_a_first_length_found_again_needs_none() {
    let lab = one_piece().and(measuring("T-0001", 9_100)).and(measuring("T-0001", 9_300));
    assert_eq!(lab.temp_roll("T-0001").correction_mm, -200);
    let mut lab = lab.and(measuring("T-0001", 9_500));
    assert_eq!(lab.temp_roll("T-0001").correction_mm, 0);
    let entries = lab.entries.len();
    assert_eq!(lab.perform(&anna(), measuring("T-0001", 9_500)), Ok(Answer::Done));
    assert_eq!(lab.entries.len(), entries, "the same length is no news");
    lab.lawful();
}

#[test]
fn a_rest_of_a_measured_rest_still_adds_up() {
    let lab = one_piece().and(measuring("T-0001", 12_000)).start("RRD200-2025_OU_16_01");
    let lab = lab.fail("RRD200-2025_OU_16_01", FailReason::Jam, 50).and(measuring("T-0002", 10_400));
    assert_eq!(lab.temp_roll("T-0002").correction_mm, -100);
    let lab = lab.film("RRD200-2025_OU_16_01");
    assert_eq!(piece_loaded(&lab), (Some("T-0002".into()), 10_400));
    lab.lawful();
}

#[test]
fn no_piece_is_longer_than_its_reel_or_has_no_length() {
    let refusal = |length_mm| one_piece().perform(&anna(), measuring("T-0001", length_mm)).unwrap_err();
    for length_mm in [0, 30_501, u32::MAX] {
        assert_eq!(
            refusal(length_mm).say(English),
            "T-0001 is between 1 mm and its reel's 30.50 m long: measure again."
        );
    }
    assert!(refusal(0).say(German).contains("30,50 m"), "{}", refusal(0).say(German));
    one_piece().and(measuring("T-0001", 30_500)).lawful();
}

#[test]
fn a_piece_measured_too_short_is_not_proposed() {
    let lab = one_piece().and(measuring("T-0001", 8_999));
    let by_hand = lab.starting("RRD200-2025_OU_16_01", FilmChoice::TempRoll(TempRollId::new(1)));
    assert_eq!(
        lab.refused(by_hand),
        "This film holds 799 frames but the roll needs 800: choose a longer piece."
    );
    assert_eq!(piece_loaded(&lab.start("RRD200-2025_OU_16_01")), (None, 30_500));
}

#[test]
fn what_is_thrown_away_is_scrap() {
    let lab = one_piece().and(discarding("T-0001"));
    assert_eq!(lab.temp_roll("T-0001").stage, TempRollStage::Discarded { reason: "struck by light".into() });
    assert_eq!(lab.shelf(), []);
    let lab = lab.film("RRD200-2025_OU_16_01");
    assert_eq!(piece_loaded(&lab), (None, 30_500), "a new reel was taken");
    lab.lawful();
    let silent = Command::DiscardTempRoll { temp_roll: TempRollId::new(1), reason: String::new() };
    assert_eq!(one_piece().perform(&anna(), silent), Err(Refusal::ReasonMissing));
}

#[test]
fn a_lost_piece_is_not_proposed_until_it_is_found() {
    let lab = one_piece().and(placing("T-0001", "A3")).and(losing("T-0001"));
    let by_hand = lab.starting("RRD200-2025_OU_16_01", FilmChoice::TempRoll(TempRollId::new(1)));
    assert!(lab.refused(by_hand).starts_with("T-0001 is not on the shelf"));
    assert_eq!(piece_loaded(&lab.clone().start("RRD200-2025_OU_16_01")), (None, 30_500));
    lab.lawful();
    let lab = lab.and(finding("T-0001", "under the camera"));
    let piece = lab.temp_roll("T-0001");
    assert_eq!((&piece.stage, piece.place.as_str()), (&TempRollStage::OnShelf, "under the camera"));
    assert_eq!(piece.seen, Some(lab.entries.last().unwrap().0.at));
    let lab = lab.film("RRD200-2025_OU_16_01");
    assert_eq!(piece_loaded(&lab), (Some("T-0001".into()), 9_500));
    lab.lawful();
}

#[test]
fn a_piece_that_never_turns_up_is_written_off() {
    one_piece().and(losing("T-0001")).and(discarding("T-0001")).lawful();
}

fn stock(lab: &mut TestLab, place: &str, found: &[&str]) -> (u32, Vec<String>) {
    match lab.perform(&anna(), counting(place, found)) {
        Ok(Answer::Stock { found, missing }) => (found, missing),
        other => panic!("stock was not taken: {other:?}"),
    }
}

#[test]
fn taking_stock_of_the_whole_shelf_finds_what_is_missing() {
    let mut lab = three_pieces();
    assert_eq!(stock(&mut lab, "", &["T-0003", "T-0001", "T-0001"]), (2, vec!["T-0002".to_owned()]));
    let now = lab.entries.last().unwrap().0.at;
    for (label, seen, place) in
        [("T-0001", Some(now), "A3"), ("T-0002", None, "B1"), ("T-0003", Some(now), "")]
    {
        let piece = lab.temp_roll(label);
        assert_eq!((piece.seen, piece.place.as_str()), (seen, place), "{label}");
    }
    let lost = TempRollStage::Lost { reason: "missing while taking stock".into() };
    assert_eq!(lab.temp_roll("T-0002").stage, lost);
    lab.lawful();
}

#[test]
fn taking_stock_of_one_place_misses_only_what_should_lie_there() {
    let mut lab = three_pieces();
    assert_eq!(stock(&mut lab, "A3", &["T-0003"]), (1, vec!["T-0001".to_owned()]));
    assert_eq!(lab.temp_roll("T-0003").place, "A3", "it was in hand there");
    assert_eq!(lab.temp_roll("T-0002").stage, TempRollStage::OnShelf, "nobody looked at B1");
    assert_eq!(stock(&mut lab, "A3", &["T-0001", "T-0002", "T-0003"]), (3, vec![]));
    assert_eq!(lab.temp_roll("T-0001").stage, TempRollStage::OnShelf, "the lost piece was found");
    assert_eq!(lab.temp_roll("T-0002").place, "A3", "and the other one moved");
    lab.lawful();
}

#[test]
fn a_piece_in_the_camera_is_neither_missing_nor_in_hand() {
    let before = three_pieces().with_project("RRD200-2025", &[800]).planned().start("RRD200-2025_OU_16_01");
    assert_eq!(piece_loaded(&before).0.as_deref(), Some("T-0001"));
    let mut lab = before.clone();
    assert_eq!(stock(&mut lab, "", &["T-0002", "T-0003"]), (2, vec![]));
    let mut lab = before.clone();
    let refusal = lab.perform(&anna(), counting("", &["T-0002", "T-0001", "T-0003"])).unwrap_err();
    assert_eq!(refusal.to_string(), "T-0001 is in the camera: finish or fail that attempt first.");
    lab.differs_only_in(&before, &[]);
}

#[test]
fn a_tag_nobody_knows_stops_the_whole_count() {
    let before = three_pieces();
    let mut lab = before.clone();
    let refusal = lab.perform(&anna(), counting("", &["T-0001", "T-0099"])).unwrap_err();
    assert_eq!(refusal.to_string(), "There is no temp roll T-0099: choose one from the shelf.");
    lab.differs_only_in(&before, &[]);
}

#[test]
fn an_empty_shelf_is_counted_without_an_entry() {
    let mut lab = lab();
    let entries = lab.entries.len();
    assert_eq!(stock(&mut lab, "", &[]), (0, vec![]));
    assert_eq!(stock(&mut three_pieces(), "C9", &[]), (0, vec![]), "nothing lies there");
    assert_eq!(lab.entries.len(), entries);
}

#[test]
fn a_temp_roll_tells_what_became_of_it() {
    let lab = one_piece().and(placing("T-0001", "A3")).and(measuring("T-0001", 9_100));
    let lab = lab.and(losing("T-0001")).and(finding("T-0001", "B1")).and(counting("B1", &["T-0001"]));
    expect(
        &lab.and(discarding("T-0001")),
        About::TempRoll(TempRollId::new(1)),
        &[
            "free: 9.50 m came to the shelf. It is what attempt 1 of RRD100-2025_OU_16_01 left of reel R-0001.",
            "changed: Place: A3. ",
            "changed: Measured: 9.10 m. by hand.",
            "failed: Missing: not in its box. ",
            "free: Found: B1. ",
            "changed: Stock was taken. B1: 1 there, 0 missing.",
            "void: Thrown away: struck by light. The film is scrap.",
        ],
        &[
            "free: 9,50 m kamen ins Regal. Der Rest, den Versuch 1 von RRD100-2025_OU_16_01 auf Filmrolle R-0001 ließ.",
            "changed: Platz: A3. ",
            "changed: Gemessen: 9,10 m. by hand.",
            "failed: Vermisst: not in its box. ",
            "free: Gefunden: B1. ",
            "changed: Bestand aufgenommen. B1: 1 da, 0 vermisst.",
            "void: Weggeworfen: struck by light. Der Film ist Ausschuss.",
        ],
    );
}

#[test]
fn every_entry_of_the_shelf_has_its_line() {
    let lines = [
        (placing("T-0001", "A3"), "put T-0001 at A3", "legte T-0001 nach A3"),
        (measuring("T-0001", 9_100), "measured T-0001: 9.10 m", "maß T-0001: 9,10 m"),
        (
            losing("T-0001"),
            "reported T-0001 lost: not in its box",
            "meldete T-0001 als vermisst: not in its box",
        ),
        (finding("T-0001", "B1"), "found T-0001: B1", "fand T-0001: B1"),
        (
            counting("B1", &[]),
            "took stock, B1: 0 there, 1 missing",
            "nahm den Bestand auf, B1: 0 da, 1 vermisst",
        ),
        (discarding("T-0001"), "threw T-0001 away: struck by light", "warf T-0001 weg: struck by light"),
    ];
    let mut lab = one_piece();
    for (command, english, german) in lines {
        lab = lab.and(command);
        expect_last(&lab, english, german);
    }
}

#[test]
fn a_piece_without_a_place_and_the_whole_shelf_are_said_in_words() {
    let lab = one_piece().and(placing("T-0001", "A3")).and(placing("T-0001", ""));
    expect_last(&lab, "took T-0001 from its place", "nahm T-0001 vom Platz");
    let lab = lab.and(counting("", &["T-0001"]));
    expect_last(
        &lab,
        "took stock, whole shelf: 1 there, 0 missing",
        "nahm den Bestand auf, ganzes Regal: 1 da, 0 vermisst",
    );
    let about = About::TempRoll(TempRollId::new(1));
    assert_eq!(
        history(&lab, about, English)[2..],
        ["changed: Place: no place. ", "changed: Stock was taken. Whole shelf: 1 there, 0 missing."]
    );
    assert_eq!(
        history(&lab, about, German)[2..],
        ["changed: Platz: ohne Platz. ", "changed: Bestand aufgenommen. Ganzes Regal: 1 da, 0 vermisst."]
    );
}

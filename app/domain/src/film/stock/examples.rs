//! The lab's worked examples of rests and leftovers, and the laws they follow.

use super::*;
use crate::film::document::{Barcode, Document};
use crate::film::planning::{Order, plan};
use proptest::prelude::*;

/// The old booking took a reel for 2,940 frames and 100 of padding: 30.4 m with half a metre at either end.
fn old_booking() -> Settings {
    Settings { reel_mm: 30_400, capacity_16mm: 2940, ..Settings::default() }
}

/// A temp roll with this many usable 16mm frames, as the old booking wrote it.
fn temp_roll(id: u64, usable_frames: u32) -> ShelfPiece {
    ShelfPiece { id, length_mm: usable_frames * 10 + 1000, since: Timestamp::from_millis(id as i64) }
}

fn documents(pages: &[u32]) -> Vec<Document> {
    (1..)
        .zip(pages)
        .map(|(n, &pages): (u32, _)| Document {
            barcode: Barcode::parse(&n.to_string()).unwrap(),
            com_id: None,
            pages,
            oversized: vec![],
        })
        .collect()
}

#[test]
fn example_1_the_first_roll_leaves_scrap_and_the_second_a_temp_roll_of_740() {
    let rest_of = |frames| rest(&old_booking(), FilmType::Mm16, 30_400, frames);
    assert_eq!(rest_of(2700), Ok(Rest::Scrap { length_mm: 2400 }));
    assert_eq!(rest_of(2100), Ok(Rest::Keep { length_mm: 8400, usable_frames: 740 }));
}

#[test]
fn example_1_on_the_real_reel_there_is_a_little_more() {
    let settings = Settings::default();
    let rest_of = |frames| rest(&settings, FilmType::Mm16, settings.reel_mm, frames);
    assert_eq!(rest_of(2700), Ok(Rest::Keep { length_mm: 2500, usable_frames: 150 }));
    assert_eq!(rest_of(2100), Ok(Rest::Keep { length_mm: 8500, usable_frames: 750 }));
    assert_eq!(rest_of(0), Ok(Rest::Keep { length_mm: 30_500, usable_frames: 2950 }));
}

#[test]
fn example_2_430_pages_take_the_448_and_leave_nothing() {
    let shelf = [temp_roll(1, 1424), temp_roll(2, 448), temp_roll(3, 740)];
    let proposals = propose(&old_booking(), FilmType::Mm16, 430, &shelf);
    let pieces: Vec<Piece> = proposals.iter().map(|proposal| proposal.piece).collect();
    assert_eq!(pieces, [Piece::TempRoll(2), Piece::TempRoll(3), Piece::TempRoll(1), Piece::NewReel]);
    assert_eq!(
        proposals[0],
        Proposal {
            piece: Piece::TempRoll(2),
            length_mm: 5480,
            rest: Rest::Scrap { length_mm: 180 },
            frames_lost: 0
        }
    );
}

#[test]
fn example_2_without_the_448_it_takes_the_740_and_leaves_210() {
    let proposals = propose(&old_booking(), FilmType::Mm16, 430, &[temp_roll(1, 1424), temp_roll(3, 740)]);
    assert_eq!(proposals[0].piece, Piece::TempRoll(3));
    assert_eq!(proposals[0].rest, Rest::Keep { length_mm: 3100, usable_frames: 210 });
}

#[test]
fn example_2_520_pages_on_the_740_leave_120_frames_as_scrap() {
    let shelf = [temp_roll(1, 1424), temp_roll(2, 448), temp_roll(3, 740)];
    let proposals = propose(&old_booking(), FilmType::Mm16, 520, &shelf);
    let best = proposals[0];
    assert_eq!(
        (best.piece, best.rest, best.frames_lost),
        (Piece::TempRoll(3), Rest::Scrap { length_mm: 2200 }, 120)
    );
    assert!(proposals.iter().all(|proposal| proposal.piece != Piece::TempRoll(2)));
}

#[test]
fn a_new_reel_is_taken_when_no_temp_roll_fits() {
    let proposals = propose(&old_booking(), FilmType::Mm16, 1425, &[temp_roll(1, 1424)]);
    assert_eq!(proposals.len(), 1);
    assert_eq!(proposals[0].piece, Piece::NewReel);
    assert_eq!(propose(&old_booking(), FilmType::Mm16, 2941, &[]), []);
}

#[test]
fn of_equal_temp_rolls_the_oldest_goes_first() {
    let piece = |id, day| ShelfPiece { id, length_mm: 9000, since: Timestamp::from_millis(day) };
    let proposals = propose(&old_booking(), FilmType::Mm16, 300, &[piece(4, 2), piece(9, 1), piece(3, 2)]);
    let pieces: Vec<Piece> = proposals.iter().map(|proposal| proposal.piece).collect();
    assert_eq!(pieces, [Piece::TempRoll(9), Piece::TempRoll(3), Piece::TempRoll(4), Piece::NewReel]);
}

#[test]
fn a_roll_that_does_not_fit_says_by_how_much_film() {
    let refusal = rest(&old_booking(), FilmType::Mm35, 8400, 200).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "200 frames of 35mm need 9.40 m of film, but this piece has only 8.40 m."
    );
    assert_eq!(
        refusal.say(Language::German),
        "200 Bilder auf 35mm brauchen 9,40 m Film, dieses Stück hat nur 8,40 m."
    );
}

#[test]
fn a_forecast_adds_up_what_the_plan_of_example_1_costs() {
    let settings = old_booking();
    let plan = plan(&documents(&[1400, 1300, 500, 900, 700]), &settings, Order::Natural).unwrap();
    assert_eq!(
        forecast(&plan, &settings),
        Summary {
            rolls_16mm: 2,
            frames_16mm: 4800,
            empty_frames: 240 + 840,
            forecast_leftovers: 1,
            forecast_usable_frames: 740,
            scrap_mm: 2400,
            filming_seconds: 7385,
            ..Summary::default()
        }
    );
}

#[test]
fn a_threshold_of_500_makes_scrap_of_small_rests() {
    let small = Settings::default();
    let large = Settings { smallest_usable: 500, ..Settings::default() };
    let documents = documents(&[2600]);
    let at = |settings: &Settings| forecast(&plan(&documents, settings, Order::Natural).unwrap(), settings);
    assert_eq!((at(&small).forecast_usable_frames, at(&small).scrap_mm), (250, 0));
    assert_eq!((at(&large).forecast_leftovers, at(&large).scrap_mm), (0, 3500));
}

fn film() -> impl Strategy<Value = FilmType> {
    prop_oneof![Just(FilmType::Mm16), Just(FilmType::Mm35)]
}

proptest! {
    #[test]
    fn rest_and_spent_make_the_piece(film in film(), piece_mm in 0_u32..40_000, frames in 0_u32..4_000) {
        let settings = Settings::default();
        let spent = settings.spent_mm(film, frames);
        match rest(&settings, film, piece_mm, frames) {
            Ok(rest) => {
                prop_assert_eq!(spent + u64::from(rest.length_mm()), u64::from(piece_mm));
                prop_assert!(rest.usable_frames() == 0 || rest.usable_frames() >= settings.smallest_usable);
            }
            Err(refusal) => {
                prop_assert!(spent > u64::from(piece_mm));
                prop_assert_eq!(refusal.needed_mm, spent);
            }
        }
    }

    #[test]
    fn a_kept_rest_takes_as_many_frames_as_it_promises(film in film(), frames in 1_u32..2_900) {
        let settings = Settings::default();
        if let Ok(Rest::Keep { length_mm, usable_frames }) = rest(&settings, film, settings.reel_mm, frames) {
            prop_assert!(rest(&settings, film, length_mm, usable_frames).is_ok());
            prop_assert!(rest(&settings, film, length_mm, usable_frames + 1).is_err());
        }
    }

    #[test]
    fn every_proposal_fits_and_the_new_reel_comes_last(
        film in film(), frames in 1_u32..690, lengths in prop::collection::vec(0_u32..30_500, 0..12),
    ) {
        let settings = Settings::default();
        let shelf: Vec<ShelfPiece> =
            (1..).zip(lengths).map(|(id, length_mm)| ShelfPiece { id, length_mm, since: Timestamp::default() }).collect();
        let proposals = propose(&settings, film, frames, &shelf);
        let fitting = shelf.iter().filter(|piece| u64::from(piece.length_mm) >= settings.spent_mm(film, frames)).count();
        prop_assert_eq!(proposals.len(), fitting + 1);
        prop_assert_eq!(proposals.last().map(|last| last.piece), Some(Piece::NewReel));
        prop_assert!(proposals[..fitting].is_sorted_by_key(|proposal| proposal.length_mm));
    }
}

//! The shelf: places, measured lengths, what is thrown away, lost, found, and taking stock.

use super::{Decision, reason};
use crate::command::Answer;
use crate::event::Event;
use crate::film::reel::{TempRoll, TempRollStage};
use crate::id::TempRollId;
use crate::lab::Lab;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

/// A place name fits a shelf label.
const LONGEST_PLACE: usize = 40;

pub(super) fn place(lab: &Lab, id: TempRollId, place: &str) -> Result<Decision, Refusal> {
    let piece = on_shelf(lab, id)?;
    let place = place_name(place)?;
    let events =
        if piece.place == place { vec![] } else { vec![Event::TempRollPlaced { temp_roll: id, place }] };
    Ok(Decision::new(events, Answer::Done))
}

pub(super) fn measure(lab: &Lab, id: TempRollId, length_mm: u32, why: &str) -> Result<Decision, Refusal> {
    let piece = on_shelf(lab, id)?;
    let reel_mm = lab.reels.get(piece.reel).map_or(piece.length_mm, |reel| reel.length_mm);
    if length_mm == 0 || length_mm > reel_mm {
        return Err(Refusal::NoLengthOfFilm { temp_roll: id.label(), reel_mm });
    }
    let why: String = why.trim().chars().take(400).collect();
    let events = if piece.length_mm == length_mm {
        vec![]
    } else {
        vec![Event::TempRollMeasured { temp_roll: id, length_mm, reason: why }]
    };
    Ok(Decision::new(events, Answer::Done))
}

pub(super) fn discard(lab: &Lab, id: TempRollId, why: &str) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    let piece = piece(lab, id)?;
    match &piece.stage {
        TempRollStage::OnShelf | TempRollStage::Lost { .. } => {
            Ok(Decision::new(vec![Event::TempRollDiscarded { temp_roll: id, reason: why }], Answer::Done))
        }
        _ => Err(not_on_shelf(piece)),
    }
}

pub(super) fn report_lost(lab: &Lab, id: TempRollId, why: &str) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    on_shelf(lab, id)?;
    Ok(Decision::new(vec![Event::TempRollLost { temp_roll: id, reason: why }], Answer::Done))
}

pub(super) fn find(lab: &Lab, id: TempRollId, place: &str) -> Result<Decision, Refusal> {
    let piece = piece(lab, id)?;
    let place = place_name(place)?;
    match &piece.stage {
        TempRollStage::Lost { .. } => {
            Ok(Decision::new(vec![Event::TempRollFound { temp_roll: id, place }], Answer::Done))
        }
        TempRollStage::OnShelf => Err(Refusal::NotLost { temp_roll: id.label() }),
        TempRollStage::Loaded { .. } | TempRollStage::Consumed { .. } | TempRollStage::Discarded { .. } => {
            Err(not_on_shelf(piece))
        }
    }
}

/// What was in hand is counted; what should lie there and was not is reported lost.
pub(super) fn take_stock(lab: &Lab, place: &str, found: &[TempRollId]) -> Result<Decision, Refusal> {
    if lab.settings.is_none() {
        return Err(Refusal::NotFounded);
    }
    let place = place_name(place)?;
    let found: BTreeSet<TempRollId> = found.iter().copied().collect();
    for id in &found {
        let piece = piece(lab, *id)?;
        if !matches!(piece.stage, TempRollStage::OnShelf | TempRollStage::Lost { .. }) {
            return Err(not_on_shelf(piece));
        }
    }
    let expected = lab
        .temp_rolls
        .values()
        .filter(|piece| piece.stage == TempRollStage::OnShelf && (place.is_empty() || piece.place == place));
    let missing: Vec<TempRollId> = expected.map(|piece| piece.id).filter(|id| !found.contains(id)).collect();
    if found.is_empty() && missing.is_empty() {
        return Ok(Decision::new(vec![], Answer::Stock { found: 0, missing: vec![] }));
    }
    let answer =
        Answer::Stock { found: found.len() as u32, missing: missing.iter().map(|id| id.label()).collect() };
    let event = Event::StockTaken { place, found: found.into_iter().collect(), missing };
    Ok(Decision::new(vec![event], answer))
}

fn piece(lab: &Lab, id: TempRollId) -> Result<&TempRoll, Refusal> {
    lab.temp_rolls.get(id).ok_or_else(|| Refusal::NoSuchTempRoll { temp_roll: id.label() })
}

fn on_shelf(lab: &Lab, id: TempRollId) -> Result<&TempRoll, Refusal> {
    let piece = piece(lab, id)?;
    match &piece.stage {
        TempRollStage::OnShelf => Ok(piece),
        _ => Err(not_on_shelf(piece)),
    }
}

fn not_on_shelf(piece: &TempRoll) -> Refusal {
    Refusal::TempRollIs { temp_roll: piece.id.label(), stage: piece.stage.code().to_owned() }
}

fn place_name(place: &str) -> Result<String, Refusal> {
    let place = place.trim();
    if place.chars().count() > LONGEST_PLACE || place.chars().any(char::is_control) {
        return Err(Refusal::PlaceTooLong { most: LONGEST_PLACE as u32 });
    }
    Ok(place.to_owned())
}

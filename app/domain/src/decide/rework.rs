//! Rework: confirmed films are rejected, and their rolls wait to be filmed again. Other rolls are untouched.

use super::standing::active_project;
use super::{Decision, check_seen, reason};
use crate::command::Answer;
use crate::event::Event;
use crate::film::rework::{Cause, NumberChoice};
use crate::film::roll::{Roll, RollStage, Stage};
use crate::id::{AttemptId, ReworkId, RollId};
use crate::lab::Lab;
use crate::number::{FilmNumber, Holding};
use crate::reason;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

pub(super) fn rework(
    lab: &Lab,
    ids: &[RollId],
    cause: &Cause,
    note: &str,
    choice: NumberChoice,
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    let cause = Cause::parse(cause.code()).ok_or(Refusal::ReasonMissing)?;
    let note: String = note.trim().chars().take(400).collect();
    let rolls = chosen(lab, ids, seen)?;
    let mut events = Vec::new();
    let mut reworks = Vec::new();
    for (roll, id) in rolls.iter().zip(lab.head.counts.rework + 1..) {
        active_project(lab, roll.project)?;
        let (attempt, number) = film_of(lab, roll)?;
        let (rework, cause, note) = (ReworkId::new(id), cause.clone(), note.clone());
        reworks.push(rework);
        if choice == NumberChoice::Void {
            check_sheets_at_rest(lab, roll)?;
            let reason = reason::rejected(&roll.temporary_id, &cause);
            let holding = Holding::Void { reason, replaced_by: None };
            events.push(Event::NumbersHeld { numbers: vec![number], holding });
        }
        events.push(Event::ReworkOrdered { rework, roll: roll.id, attempt, number, choice, cause, note });
    }
    Ok(Decision::new(events, Answer::Reworked { reworks, rolls: rolls.iter().map(|roll| roll.id).collect() }))
}

/// Film that carries the number turned up: while its roll waits, the rework voids the number after all.
pub(super) fn void_kept_number(
    lab: &Lab,
    id: RollId,
    why: &str,
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    let roll = lab.rolls.get(id).ok_or_else(|| Refusal::NoSuchRoll { roll: id.to_string() })?;
    check_seen(seen, roll.revision)?;
    active_project(lab, roll.project)?;
    let name = || roll.temporary_id.to_string();
    let rework = match roll.stage {
        Stage::Rework { rework } => rework,
        // The camera may have been told the number already.
        Stage::Filming { rework: Some(_), .. } => return Err(Refusal::StillFilming { roll: name() }),
        Stage::Planned | Stage::Filming { rework: None, .. } => {
            return Err(Refusal::NotFilmed { roll: name() });
        }
        Stage::Filmed { .. } | Stage::Developed { .. } | Stage::Accepted { .. } => {
            return Err(Refusal::NotInRework { roll: name() });
        }
        Stage::Cancelled => return Err(Refusal::RollCancelled { roll: name() }),
    };
    let number = lab.number_of(id).ok_or_else(|| Refusal::NoKeptNumber { roll: name() })?;
    check_sheets_at_rest(lab, roll)?;
    let holding = Holding::Void { reason: why.clone(), replaced_by: None };
    let held = Event::NumbersHeld { numbers: vec![number], holding };
    let voided = Event::KeptNumberVoided { rework, roll: id, number, reason: why };
    Ok(Decision::new(vec![held, voided], Answer::Numbers { numbers: vec![number] }))
}

/// A 16mm roll in the camera must not end with sheets that print a number voided meanwhile.
fn check_sheets_at_rest(lab: &Lab, roll: &Roll) -> Result<(), Refusal> {
    let filming =
        |other: &&Roll| other.stage_word() == RollStage::Filming && other.waits_for.contains(&roll.id);
    match lab.rolls_of(roll.project).into_iter().find(filming) {
        Some(other) => Err(Refusal::StillFilming { roll: other.temporary_id.to_string() }),
        None => Ok(()),
    }
}

/// The rolls named, each once, as the person saw them.
pub(super) fn chosen<'a>(lab: &'a Lab, ids: &[RollId], seen: Option<u64>) -> Result<Vec<&'a Roll>, Refusal> {
    let ids: BTreeSet<RollId> = ids.iter().copied().collect();
    if ids.is_empty() {
        return Err(Refusal::NoRollChosen);
    }
    let mut rolls = Vec::with_capacity(ids.len());
    for id in ids {
        let roll = lab.rolls.get(id).ok_or_else(|| Refusal::NoSuchRoll { roll: id.to_string() })?;
        check_seen(seen, roll.revision)?;
        rolls.push(roll);
    }
    Ok(rolls)
}

/// The confirmed attempt of a roll and the number its film carries.
pub(super) fn film_of(lab: &Lab, roll: &Roll) -> Result<(AttemptId, FilmNumber), Refusal> {
    let name = || roll.temporary_id.to_string();
    match roll.stage {
        Stage::Filmed { attempt } | Stage::Developed { attempt, .. } | Stage::Accepted { attempt, .. } => {
            let number = lab.number_of(roll.id).ok_or_else(|| Refusal::NotFilmed { roll: name() })?;
            Ok((attempt, number))
        }
        Stage::Planned | Stage::Filming { .. } => Err(Refusal::NotFilmed { roll: name() }),
        Stage::Rework { .. } => Err(Refusal::InRework { roll: name() }),
        Stage::Cancelled => Err(Refusal::RollCancelled { roll: name() }),
    }
}

/// What becomes of numbers that rejected films kept for rolls that will not be filmed after all.
pub(super) fn drop_kept_numbers(lab: &Lab, rolls: &[RollId]) -> Vec<Event> {
    let dropped = rolls.iter().filter_map(|id| {
        let roll = lab.rolls.get(*id)?;
        roll.rework()?;
        let number = lab.number_of(*id)?;
        let reason = reason::not_again(&roll.temporary_id);
        let holding = Holding::Void { reason, replaced_by: None };
        Some(Event::NumbersHeld { numbers: vec![number], holding })
    });
    dropped.collect()
}

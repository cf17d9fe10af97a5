//! After the camera: development, quarantine of a run, acceptance.

use super::rework::{chosen, film_of};
use super::standing::active_project;
use super::{Decision, reason};
use crate::command::Answer;
use crate::event::Event;
use crate::film::attempt::Course;
use crate::film::development::{Density, DensityVerdict, Quarantine, Run, length_mm};
use crate::film::roll::{Roll, Stage};
use crate::film::settings::Settings;
use crate::id::{RollId, RunId};
use crate::lab::Lab;
use crate::refusal::Refusal;

pub(super) fn develop(
    lab: &Lab,
    ids: &[RollId],
    bath: &str,
    readings: &[Density],
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    let settings = &lab.settings.as_ref().ok_or(Refusal::NotFounded)?.film;
    let rolls = chosen(lab, ids, seen)?;
    let mut length = 0;
    for roll in &rolls {
        active_project(lab, roll.project)?;
        if matches!(roll.stage, Stage::Developed { .. } | Stage::Accepted { .. }) {
            return Err(Refusal::AlreadyDeveloped { roll: roll.temporary_id.to_string() });
        }
        film_of(lab, roll)?;
        length += length_mm(settings, roll.film, exposed(lab, roll));
    }
    let run = RunId::new(lab.head.counts.run + 1);
    let quarantine = judge(settings, readings);
    let quarantined = matches!(quarantine, Quarantine::Held { .. });
    let event = Event::RollsDeveloped {
        run,
        rolls: rolls.iter().map(|roll| roll.id).collect(),
        bath: bath.trim().chars().take(80).collect(),
        readings: readings.to_vec(),
        length_mm: length,
        quarantine,
    };
    Ok(Decision::new(vec![event], Answer::Developed { run, quarantined }))
}

/// Frames on the film as its attempt counted them; planned ones where it is not in memory.
fn exposed(lab: &Lab, roll: &Roll) -> u32 {
    let attempt = roll.confirmed().and_then(|attempt| lab.attempts.get(attempt));
    match attempt.map(|attempt| &attempt.course) {
        Some(Course::Confirmed { frames, .. }) => *frames,
        _ => roll.frames,
    }
}

/// One reading beyond the limits holds the whole run: what is wrong with one film may be wrong with all.
fn judge(settings: &Settings, readings: &[Density]) -> Quarantine {
    match readings.iter().find(|reading| DensityVerdict::of(**reading, settings).rejects()) {
        Some(bad) => Quarantine::by_density(*bad),
        None => Quarantine::Clear,
    }
}

pub(super) fn quarantine(lab: &Lab, id: RunId, why: &str) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    match &run(lab, id)?.quarantine {
        Quarantine::Held { .. } => Err(Refusal::RunHeld { run: id.label() }),
        Quarantine::Clear | Quarantine::Released { .. } => {
            Ok(Decision::new(vec![Event::RunQuarantined { run: id, reason: why }], Answer::Done))
        }
    }
}

pub(super) fn release(lab: &Lab, id: RunId, why: &str) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    match &run(lab, id)?.quarantine {
        Quarantine::Held { .. } => {
            Ok(Decision::new(vec![Event::RunReleased { run: id, reason: why }], Answer::Done))
        }
        Quarantine::Clear | Quarantine::Released { .. } => Err(Refusal::RunNotHeld { run: id.label() }),
    }
}

pub(super) fn accept(lab: &Lab, ids: &[RollId], note: &str, seen: Option<u64>) -> Result<Decision, Refusal> {
    let rolls = chosen(lab, ids, seen)?;
    for roll in &rolls {
        active_project(lab, roll.project)?;
        let name = || roll.temporary_id.to_string();
        match roll.stage {
            Stage::Developed { run: id, .. } => {
                if matches!(run(lab, id)?.quarantine, Quarantine::Held { .. }) {
                    return Err(Refusal::RunHolds { roll: name(), run: id.label() });
                }
            }
            Stage::Filmed { .. } => return Err(Refusal::NotDeveloped { roll: name() }),
            Stage::Accepted { .. } => return Err(Refusal::AlreadyAccepted { roll: name() }),
            Stage::Planned | Stage::Filming { .. } => return Err(Refusal::NotFilmed { roll: name() }),
            Stage::Rework { .. } => return Err(Refusal::InRework { roll: name() }),
            Stage::Cancelled => return Err(Refusal::RollCancelled { roll: name() }),
        }
    }
    let accepted = Event::RollsAccepted {
        rolls: rolls.iter().map(|roll| roll.id).collect(),
        note: note.trim().chars().take(400).collect(),
    };
    Ok(Decision::new(vec![accepted], Answer::Done))
}

fn run(lab: &Lab, id: RunId) -> Result<&Run, Refusal> {
    lab.runs.get(id).ok_or_else(|| Refusal::NoSuchRun { run: id.label() })
}

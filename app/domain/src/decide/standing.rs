//! Reset, abandon, archive, delete and restore a project. Nothing of it is ever removed, and every number it spent
//! stays explained.

use super::blocks::release;
use super::rework::drop_kept_numbers;
use super::{Decision, check_seen, reason};
use crate::command::Answer;
use crate::event::Event;
use crate::film::project::{Project, Standing};
use crate::film::roll::RollStage;
use crate::id::{ProjectId, RollId};
use crate::lab::Lab;
use crate::reason::{self, BLOCK_DONE};
use crate::refusal::Refusal;

/// A project that is worked on.
pub(super) fn active_project(lab: &Lab, id: ProjectId) -> Result<&Project, Refusal> {
    let project = project(lab, id)?;
    match &project.standing {
        Standing::Active => Ok(project),
        other => Err(Refusal::ProjectNotActive { project: project.key.folder(), standing: other.clone() }),
    }
}

pub(super) fn reset(lab: &Lab, id: ProjectId, why: &str, seen: Option<u64>) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    let project = active_project(lab, id)?;
    check_seen(seen, project.revision)?;
    let cancelled = unfilmed(lab, id)?;
    // A film rejected while registration is open leaves a roll to be cancelled, though there is no plan.
    if project.plan == 0 && cancelled.is_empty() {
        return Err(Refusal::NothingToReset { project: project.key.folder() });
    }
    let mut events = drop_kept_numbers(lab, &cancelled);
    events.push(Event::ProjectReopened { project: id, reason: why, cancelled });
    Ok(Decision::new(events, Answer::Done))
}

pub(super) fn abandon(lab: &Lab, id: ProjectId, why: &str, seen: Option<u64>) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    let project = active_project(lab, id)?;
    check_seen(seen, project.revision)?;
    let cancelled = unfilmed(lab, id)?;
    let mut events = drop_kept_numbers(lab, &cancelled);
    events.extend(release(lab, id, reason::abandoned(&project.key.folder(), &why)));
    events.push(changed(id, Standing::Abandoned { reason: why }, cancelled));
    Ok(Decision::new(events, Answer::Done))
}

pub(super) fn archive(lab: &Lab, id: ProjectId, seen: Option<u64>) -> Result<Decision, Refusal> {
    let project = active_project(lab, id)?;
    check_seen(seen, project.revision)?;
    let rolls = lab.rolls_of(id);
    let open = rolls.iter().find(|roll| !roll.stage_word().is_filmed());
    if let Some(roll) = open {
        return Err(Refusal::NotFilmed { roll: roll.temporary_id.to_string() });
    }
    if project.plan == 0 {
        return Err(Refusal::NothingToArchive { project: project.key.folder() });
    }
    let mut events: Vec<Event> = release(lab, id, BLOCK_DONE.to_owned()).into_iter().collect();
    events.push(changed(id, Standing::Archived, vec![]));
    Ok(Decision::new(events, Answer::Done))
}

pub(super) fn delete(lab: &Lab, id: ProjectId, why: &str, seen: Option<u64>) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    let project = project(lab, id)?;
    check_seen(seen, project.revision)?;
    if matches!(project.standing, Standing::Deleted { .. }) {
        return Ok(Decision::new(vec![], Answer::Done));
    }
    check_at_rest(lab, id)?;
    // The block goes back: a project that comes back asks for its numbers again.
    let reason = reason::deleted(&project.key.folder(), &why);
    let mut events: Vec<Event> = release(lab, id, reason).into_iter().collect();
    events.push(changed(id, Standing::Deleted { reason: why }, vec![]));
    Ok(Decision::new(events, Answer::Done))
}

pub(super) fn restore(lab: &Lab, id: ProjectId, seen: Option<u64>) -> Result<Decision, Refusal> {
    let project = project(lab, id)?;
    check_seen(seen, project.revision)?;
    if project.standing == Standing::Active {
        return Ok(Decision::new(vec![], Answer::Done));
    }
    Ok(Decision::new(vec![changed(id, Standing::Active, vec![])], Answer::Done))
}

fn changed(project: ProjectId, standing: Standing, cancelled: Vec<RollId>) -> Event {
    Event::StandingChanged { project, standing, cancelled }
}

fn project(lab: &Lab, id: ProjectId) -> Result<&Project, Refusal> {
    lab.projects.get(id).ok_or_else(|| Refusal::NoSuchProject { project: id.to_string() })
}

/// No camera is running for the project.
fn check_at_rest(lab: &Lab, id: ProjectId) -> Result<(), Refusal> {
    match lab.rolls_of(id).into_iter().find(|roll| roll.stage_word() == RollStage::Filming) {
        Some(roll) => Err(Refusal::StillFilming { roll: roll.temporary_id.to_string() }),
        None => Ok(()),
    }
}

/// The live rolls without a film, none of them in the camera.
fn unfilmed(lab: &Lab, id: ProjectId) -> Result<Vec<RollId>, Refusal> {
    check_at_rest(lab, id)?;
    let rolls = lab.rolls_of(id);
    Ok(rolls.iter().filter(|roll| !roll.stage_word().is_filmed()).map(|roll| roll.id).collect())
}

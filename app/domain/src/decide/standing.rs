//! Reset, abandon, archive, delete and restore a project. Nothing of it is ever removed, and every number it spent
//! stays explained.

use super::rework::drop_kept_numbers;
use super::{Decision, check_seen, reason};
use crate::command::Answer;
use crate::event::Event;
use crate::film::project::{Project, Standing};
use crate::film::roll::RollStage;
use crate::id::{ProjectId, RollId};
use crate::lab::Lab;
use crate::number::{FilmNumber, Holding};
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
    let block = block_of(lab, id);
    if !block.is_empty() {
        let reason = format!("{} was abandoned: {why}", project.key.folder());
        events.push(Event::NumbersHeld { numbers: block, holding: Holding::Returned { reason } });
    }
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
    Ok(Decision::new(vec![changed(id, Standing::Archived, vec![])], Answer::Done))
}

pub(super) fn delete(lab: &Lab, id: ProjectId, why: &str, seen: Option<u64>) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    let project = project(lab, id)?;
    check_seen(seen, project.revision)?;
    if matches!(project.standing, Standing::Deleted { .. }) {
        return Ok(Decision::new(vec![], Answer::Done));
    }
    check_at_rest(lab, id)?;
    Ok(Decision::new(vec![changed(id, Standing::Deleted { reason: why }, vec![])], Answer::Done))
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

/// Numbers kept back so that the project's follow each other.
fn block_of(lab: &Lab, project: ProjectId) -> Vec<FilmNumber> {
    let of_project = lab.holdings.values().filter(
        |held| matches!(&held.holding, Holding::Reserved { claim } if claim.project == Some(project)),
    );
    of_project.map(|held| held.number).collect()
}

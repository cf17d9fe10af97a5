//! Numbers for rolls. Where a project's numbers follow each other, its first film keeps a block for all of its rolls,
//! the block grows and shrinks with the plan, and what stood in its way is on record.

use crate::event::Event;
use crate::film::project::Project;
use crate::film::roll::{Roll, Stage};
use crate::id::ProjectId;
use crate::lab::Lab;
use crate::number::{Claim, FilmNumber, Holding, NumberState};
use crate::reason::BLOCK_DONE;
use crate::refusal::Refusal;

/// The next number of a roll, the claim it comes from, and what else changes hands with it.
pub(super) struct Given {
    pub(super) number: FilmNumber,
    /// Where the number is a project's, it goes back to the block when the attempt fails.
    pub(super) claim: Option<Claim>,
    pub(super) events: Vec<Event>,
}

/// The number a roll without one gets now.
pub(super) fn next_number(lab: &Lab, roll: &Roll) -> Result<Given, Refusal> {
    let project = lab
        .projects
        .get(roll.project)
        .ok_or_else(|| Refusal::NoSuchProject { project: roll.project.to_string() })?;
    if !project.consecutive {
        let free = lab.free_numbers(project.numbers(), 1).and_then(|numbers| numbers.first().copied());
        let number = free.ok_or(Refusal::SeriesExhausted)?;
        return Ok(Given { number, claim: None, events: vec![] });
    }
    // A number of a series is never missing here: the roll itself asks for one.
    let sized = sized(lab, project, waiting(lab, project.id, |_| true))?;
    let number = *sized.block.first().ok_or(Refusal::SeriesExhausted)?;
    Ok(Given { number, claim: Some(claim(project)), events: sized.events(project, Some(number)) })
}

/// A block that fits a plan about to be accepted: so many rolls will wait for a number. A project without any number
/// gets its block with its first film.
pub(super) fn follow_plan(lab: &Lab, project: &Project, rolls: u32) -> Result<Vec<Event>, Refusal> {
    if !project.consecutive || lab.last_number_of(project.id).is_none() {
        return Ok(vec![]);
    }
    Ok(sized(lab, project, rolls)?.events(project, None))
}

/// Numbers the block holds beyond the rolls that still wait for one go back with the film just confirmed.
pub(super) fn tail(lab: &Lab, roll: &Roll) -> Vec<Event> {
    let Some(project) = lab.projects.get(roll.project).filter(|project| project.consecutive) else {
        return vec![];
    };
    let wanted = waiting(lab, project.id, |other| other.id != roll.id) as usize;
    let surplus = block_of(lab, project.id).split_off(wanted.min(block_of(lab, project.id).len()));
    given_back(surplus, BLOCK_DONE.to_owned()).into_iter().collect()
}

/// The whole block goes back.
pub(super) fn release(lab: &Lab, project: ProjectId, reason: String) -> Option<Event> {
    given_back(block_of(lab, project), reason)
}

fn given_back(numbers: Vec<FilmNumber>, reason: String) -> Option<Event> {
    let holding = Holding::Returned { reason };
    (!numbers.is_empty()).then_some(Event::NumbersHeld { numbers, holding })
}

fn claim(project: &Project) -> Claim {
    Claim { purpose: project.key.folder(), project: Some(project.id), until: None }
}

/// Live rolls that will need a number: none is on their film, none is in the camera with them.
pub(super) fn waiting(lab: &Lab, project: ProjectId, which: impl Fn(&Roll) -> bool) -> u32 {
    let without = |roll: &&&Roll| {
        let bound = match roll.stage {
            Stage::Filming { attempt, .. } => lab.bound_to(attempt).is_some(),
            _ => false,
        };
        which(roll) && !bound && lab.number_of(roll.id).is_none()
    };
    lab.rolls_of(project).iter().filter(without).count() as u32
}

/// Numbers kept back so that the project's follow each other, lowest first.
fn block_of(lab: &Lab, project: ProjectId) -> Vec<FilmNumber> {
    let of_project = lab.holdings.values().filter(
        |held| matches!(&held.holding, Holding::Reserved { claim } if claim.project == Some(project)),
    );
    of_project.map(|held| held.number).collect()
}

/// A block made as long as wanted.
struct Sized {
    block: Vec<FilmNumber>,
    /// Of the block, what was not kept before.
    new: Vec<FilmNumber>,
    released: Vec<FilmNumber>,
    broken: Option<(FilmNumber, FilmNumber, NumberState)>,
}

impl Sized {
    /// What changes hands, but for the number that is given away at once.
    fn events(self, project: &Project, at_once: Option<FilmNumber>) -> Vec<Event> {
        let kept: Vec<FilmNumber> =
            self.new.iter().copied().filter(|number| Some(*number) != at_once).collect();
        let mut events: Vec<Event> = given_back(self.released, BLOCK_DONE.to_owned()).into_iter().collect();
        if !kept.is_empty() {
            events.push(Event::NumbersHeld {
                numbers: kept,
                holding: Holding::Reserved { claim: claim(project) },
            });
        }
        if let Some((after, blocked_by, state)) = self.broken {
            events.push(Event::BlockBroken {
                project: project.id,
                after,
                blocked_by,
                state,
                given: self.new,
            });
        }
        events
    }
}

fn sized(lab: &Lab, project: &Project, wanted: u32) -> Result<Sized, Refusal> {
    let mut block = block_of(lab, project.id);
    let wanted = wanted as usize;
    if block.len() >= wanted {
        let released = block.split_off(wanted);
        return Ok(Sized { block, new: vec![], released, broken: None });
    }
    let missing = wanted - block.len();
    let series = project.numbers();
    let (mut new, mut broken) = (Vec::new(), None);
    if let Some(after) = lab.last_number_of(project.id) {
        let mut sequence = after.sequence();
        while new.len() < missing {
            sequence += 1;
            let number = FilmNumber::of(series, sequence).ok_or(Refusal::SeriesExhausted)?;
            match lab.holdings.get(number).map(|held| held.holding.state()) {
                _ if lab.is_free(number) => new.push(number),
                // Nobody has a void number: the project's go on behind it.
                Some(NumberState::Void) => {}
                state => {
                    broken = Some((after, number, state.unwrap_or(NumberState::Issued)));
                    break;
                }
            }
        }
    }
    let missing = (missing - new.len()) as u32;
    if missing > 0 {
        new.extend(lab.free_run(series, missing, &new).ok_or(Refusal::SeriesExhausted)?);
    }
    block.extend(&new);
    block.sort_unstable();
    Ok(Sized { block, new, released: vec![], broken })
}

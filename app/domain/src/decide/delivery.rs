//! Delivery: the index of a project is handed over, and what was handed over is kept.

use super::projects::{delivered_rows, project_with_list};
use super::standing::active_project;
use super::{Decision, check_seen};
use crate::command::Answer;
use crate::event::Event;
use crate::film::delivery::{file_name, rows_digest, rows_text};
use crate::film::development::Run;
use crate::film::index::FilmedRoll;
use crate::film::roll::{Roll, RollStage};
use crate::id::{DeliveryId, ProjectId, RunId};
use crate::lab::Lab;
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// The most characters that say to whom.
const MOST_TO: usize = 400;

pub(super) fn deliver(
    lab: &Lab,
    id: ProjectId,
    (file, to): (&str, &str),
    seen: Option<u64>,
    at: Timestamp,
) -> Result<Decision, Refusal> {
    let (project, documents) = project_with_list(lab, id)?;
    check_seen(seen, project.revision)?;
    active_project(lab, id)?;
    if project.test {
        return Err(Refusal::TestProject { project: project.key.folder() });
    }
    let rolls = lab.rolls_of(id);
    let accepted_only = lab.settings.as_ref().is_some_and(|settings| settings.film.deliver_accepted_only);
    let is_held = |run| lab.runs.get(run).is_some_and(Run::is_held);
    may_go_out(rolls.iter().copied(), accepted_only, is_held)?;
    let filmed: Vec<FilmedRoll<'_>> = rolls.iter().map(|roll| filmed_roll(lab, roll)).collect();
    let rows = delivered_rows(&project.key, documents, &filmed)?;
    let delivery = DeliveryId::new(lab.head.counts.delivery + 1);
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let file: String = file.chars().filter(|c| !c.is_control()).take(200).collect();
    let event = Event::IndexDelivered {
        delivery,
        project: id,
        rows: rows.len() as u32,
        digest: rows_digest(&rows),
        file: if file.is_empty() { file_name(project.key.archive_id.as_str(), at, "xlsx") } else { file },
        to: one_line(to).chars().take(MOST_TO).collect(),
        numbers: filmed.iter().filter_map(|filmed| filmed.number).collect(),
        sent: rows_text(&rows),
    };
    Ok(Decision::new(vec![event], Answer::Delivered { delivery, rows: rows.len() as u32 }))
}

/// The films of an index: accepted ones alone, where the lab wants that, and none that came out of a run in
/// quarantine. What spoils a run spoils what was accepted before anybody saw it; the acceptance stays on record, and
/// the film waits until the run is released or the film is made again.
pub fn may_go_out<'a>(
    rolls: impl Iterator<Item = &'a Roll>,
    accepted_only: bool,
    is_held: impl Fn(RunId) -> bool,
) -> Result<(), Refusal> {
    let mut held = None;
    for roll in rolls {
        if accepted_only && roll.stage_word() != RollStage::Accepted {
            return Err(Refusal::NotAccepted { roll: roll.temporary_id.to_string() });
        }
        if let Some(run) = roll.run().filter(|run| held.is_none() && is_held(*run)) {
            held = Some(Refusal::RunHolds { roll: roll.temporary_id.to_string(), run: run.label() });
        }
    }
    held.map_or(Ok(()), Err)
}

fn filmed_roll<'a>(lab: &'a Lab, roll: &'a Roll) -> FilmedRoll<'a> {
    let attempt = roll.confirmed().and_then(|attempt| lab.attempts.get(attempt));
    FilmedRoll { roll, number: lab.number_of(roll.id), attempt }
}

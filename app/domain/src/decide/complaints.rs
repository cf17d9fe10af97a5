//! Complaints: written down with what they are about, and settled once, with what came of them.

use super::{Decision, reason};
use crate::command::{Answer, Grievance};
use crate::event::Event;
use crate::film::complaint::{Fault, Settlement};
use crate::id::{ComplaintId, ReworkId};
use crate::lab::Lab;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use std::collections::BTreeSet;

pub(super) fn open(lab: &Lab, asked: &Grievance, now: Timestamp) -> Result<Decision, Refusal> {
    let id = asked.project;
    let project = lab.projects.get(id).ok_or_else(|| Refusal::NoSuchProject { project: id.to_string() })?;
    let fault = Fault::parse(asked.fault.code()).ok_or(Refusal::ReasonMissing)?;
    let words = reason(&asked.words)?;
    if asked.received > now {
        return Err(Refusal::ReceivedInTheFuture);
    }
    let rolls: BTreeSet<_> = asked.rolls.iter().copied().collect();
    for roll in &rolls {
        let row = lab.rolls.get(*roll).ok_or_else(|| Refusal::NoSuchRoll { roll: roll.to_string() })?;
        let (name, project) = (row.temporary_id.to_string(), project.key.folder());
        if row.project != id {
            return Err(Refusal::RollOfAnother { roll: name, project });
        }
        // What never left the camera as a film cannot have been complained about.
        if lab.number_of(*roll).is_none() {
            return Err(Refusal::NotFilmed { roll: name });
        }
    }
    if let Some(barcode) = &asked.barcode {
        let listed = lab.documents.get(id).is_some_and(|list| list.iter().any(|one| one.barcode == *barcode));
        if !listed {
            let (barcode, project) = (barcode.to_string(), project.key.folder());
            return Err(Refusal::NoSuchDocument { barcode, project });
        }
    }
    let complaint = ComplaintId::new(lab.head.counts.complaint + 1);
    let event = Event::ComplaintOpened {
        complaint,
        project: id,
        rolls: rolls.into_iter().collect(),
        barcode: asked.barcode.clone(),
        fault,
        words,
        received: asked.received,
    };
    Ok(Decision::new(vec![event], Answer::Complaint { complaint }))
}

pub(super) fn settle(lab: &Lab, id: ComplaintId, how: Settlement, note: &str) -> Result<Decision, Refusal> {
    let complaint =
        lab.complaints.get(id).ok_or_else(|| Refusal::NoSuchComplaint { complaint: id.label() })?;
    if complaint.settled.is_some() {
        return Err(Refusal::AlreadySettled { complaint: id.label() });
    }
    let note: String = note.trim().chars().take(400).collect();
    match how {
        // That nothing is wrong is said with a reason: the customer is told it.
        Settlement::NoFault => {
            reason(&note)?;
        }
        Settlement::Corrected => {}
        Settlement::Rework { rework } => check_rework(lab, id, rework)?,
    }
    let event = Event::ComplaintSettled { complaint: id, how, note };
    Ok(Decision::new(vec![event], Answer::Complaint { complaint: id }))
}

/// The film was rejected after the complaint came, and it is one the complaint is about.
fn check_rework(lab: &Lab, id: ComplaintId, rework: ReworkId) -> Result<(), Refusal> {
    let missing = || Refusal::NoReworkOf { complaint: id.label() };
    let complaint = lab.complaints.get(id).ok_or_else(missing)?;
    let rework = lab.reworks.get(rework).ok_or_else(missing)?;
    let project = lab.rolls.get(rework.roll).map(|roll| roll.project);
    let named = complaint.rolls.is_empty() || complaint.rolls.contains(&rework.roll);
    if project == Some(complaint.project) && named && rework.at >= complaint.at {
        Ok(())
    } else {
        Err(missing())
    }
}

//! Complaints onto rows. They are told of the project, its films and their numbers, and change none of them.

use super::{NOTHING, change};
use crate::event::{Change, Event, Kind};
use crate::film::complaint::{Complaint, Settled};
use crate::id::{ComplaintId, ProjectId, RollId};
use crate::lab::{Lab, Stamp};

impl Lab {
    pub(super) fn apply_complaint(&mut self, event: &Event, stamp: &Stamp, changes: &mut Vec<Change>) {
        match event {
            Event::ComplaintOpened { complaint, project, rolls, barcode, fault, words, received } => {
                self.head.counts.complaint = complaint.get();
                let row = Complaint {
                    id: *complaint,
                    project: *project,
                    rolls: rolls.clone(),
                    barcode: barcode.clone(),
                    fault: fault.clone(),
                    words: words.clone(),
                    received: *received,
                    at: stamp.at,
                    by: stamp.actor.clone(),
                    settled: None,
                };
                self.complaints.put(*complaint, row);
                self.complained(*complaint, *project, rolls, NOTHING, "open", changes);
            }
            Event::ComplaintSettled { complaint, how, note } => {
                let settled =
                    Settled { how: *how, note: note.clone(), at: stamp.at, by: stamp.actor.clone() };
                let about = self.complaints.change(*complaint, |row| {
                    row.settled = Some(settled);
                    (row.project, row.rolls.clone())
                });
                if let Some((project, rolls)) = about {
                    self.complained(*complaint, project, &rolls, "open", how.code(), changes);
                }
            }
            _ => {}
        }
    }

    fn complained(
        &self,
        complaint: ComplaintId,
        project: ProjectId,
        rolls: &[RollId],
        before: &str,
        after: &str,
        changes: &mut Vec<Change>,
    ) {
        let label = complaint.label();
        changes.push(change(Kind::Complaint, complaint.get(), &label, before, after));
        let (before, after) = (format!("{label} {before}"), format!("{label} {after}"));
        let folder = self.projects.get(project).map_or_else(String::new, |row| row.key.folder());
        changes.push(change(Kind::Project, project.get(), &folder, &before, &after));
        for roll in rolls {
            let name = self.rolls.get(*roll).map_or_else(String::new, |row| row.temporary_id.to_string());
            changes.push(change(Kind::Roll, roll.get(), &name, &before, &after));
            if let Some(number) = self.number_of(*roll) {
                let (id, name) = (u64::from(number.value()), number.to_string());
                changes.push(change(Kind::Number, id, &name, &before, &after));
            }
        }
    }
}

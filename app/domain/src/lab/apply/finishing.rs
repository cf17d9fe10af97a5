//! What happens to film after the camera onto rows: development, acceptance, rejection.

use super::{NOTHING, change};
use crate::event::{Change, Event, Kind};
use crate::film::development::{Quarantine, Run};
use crate::film::rework::{NumberChoice, Rework, ReworkEnd};
use crate::film::roll::Stage;
use crate::id::{RollId, RunId};
use crate::lab::{Lab, Stamp};

impl Lab {
    pub(super) fn apply_finishing(&mut self, event: &Event, stamp: &Stamp, changes: &mut Vec<Change>) {
        match event {
            Event::ReworkOrdered { rework: id, roll, attempt, number, choice, cause, note } => {
                self.head.counts.rework = self.head.counts.rework.max(id.get());
                let row = Rework {
                    id: *id,
                    roll: *roll,
                    attempt: *attempt,
                    number: *number,
                    choice: *choice,
                    cause: cause.clone(),
                    note: note.clone(),
                    at: stamp.at,
                    by: stamp.actor.clone(),
                    end: ReworkEnd::Open,
                };
                self.reworks.put(*id, row);
                self.stage_roll(*roll, Stage::Rework { rework: *id }, stamp, changes);
            }
            Event::KeptNumberVoided { rework, roll, .. } => {
                self.reworks.change(*rework, |row| row.choice = NumberChoice::Void);
                self.touch_roll(*roll, stamp, "number kept", "number void", changes);
            }
            Event::RollsDeveloped { run: id, rolls, bath, readings, length_mm, quarantine } => {
                self.head.counts.run = self.head.counts.run.max(id.get());
                let row = Run {
                    id: *id,
                    rolls: rolls.clone(),
                    bath: bath.clone(),
                    readings: readings.clone(),
                    length_mm: *length_mm,
                    at: stamp.at,
                    by: stamp.actor.clone(),
                    quarantine: quarantine.clone(),
                };
                self.runs.put(*id, row);
                changes.push(change(Kind::Run, id.get(), &id.label(), NOTHING, quarantine.code()));
                for roll in rolls {
                    self.finish_roll(*roll, stamp, changes, |attempt| Stage::Developed { attempt, run: *id });
                }
            }
            Event::RunQuarantined { run, reason } => {
                self.quarantine(*run, Quarantine::Held { reason: reason.clone() }, changes);
            }
            Event::RunReleased { run, reason } => {
                self.quarantine(*run, Quarantine::Released { reason: reason.clone() }, changes);
            }
            Event::RollsAccepted { rolls, .. } => {
                for roll in rolls {
                    if let Some(Stage::Developed { run, .. }) =
                        self.rolls.get(*roll).map(|row| row.stage.clone())
                    {
                        self.finish_roll(*roll, stamp, changes, |attempt| Stage::Accepted { attempt, run });
                    }
                }
            }
            _ => {}
        }
    }

    fn finish_roll(
        &mut self,
        roll: RollId,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
        stage: impl FnOnce(crate::id::AttemptId) -> Stage,
    ) {
        if let Some(attempt) = self.rolls.get(roll).and_then(|row| row.confirmed()) {
            self.stage_roll(roll, stage(attempt), stamp, changes);
        }
    }

    fn quarantine(&mut self, run: RunId, quarantine: Quarantine, changes: &mut Vec<Change>) {
        self.runs.change(run, |row| {
            let before = row.quarantine.code();
            changes.push(change(Kind::Run, run.get(), &run.label(), before, quarantine.code()));
            row.quarantine = quarantine;
        });
    }
}

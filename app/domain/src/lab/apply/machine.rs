//! Files of the machine and findings onto rows.

use super::{NOTHING, change};
use crate::event::{Change, Event, Kind};
use crate::lab::{Lab, Stamp};
use crate::machine::{Course, Finding, MachineFile, NewMachineFile, NumberClass, Settled, SettledFinding};
use crate::number::FilmNumber;

/// What happens to a finding belongs to the life of its film number, where it has one.
fn of_number(number: &str, before: &str, after: &str) -> Option<Change> {
    let value = FilmNumber::parse(number).ok()?.value();
    Some(change(Kind::Number, value.into(), number, before, after))
}

impl Lab {
    pub(super) fn apply_machine(&mut self, event: &Event, stamp: &Stamp, changes: &mut Vec<Change>) {
        match event {
            Event::MachineFilesRecorded { source, files } => {
                let after = format!("{} files of the machine", files.len());
                changes.push(change(Kind::Lab, 1, source, NOTHING, &after));
                for file in files {
                    self.record(file, stamp, changes);
                }
            }
            Event::FindingsRaised { findings } => {
                for new in findings {
                    self.head.counts.finding = self.head.counts.finding.max(new.id.get());
                    let name = format!("{} {}", new.id.label(), new.number);
                    changes.push(change(Kind::Finding, new.id.get(), &name, NOTHING, "open"));
                    changes.extend(of_number(&new.number, NOTHING, &new.id.label()));
                    let row = Finding {
                        id: new.id,
                        number: new.number.clone(),
                        matter: new.matter.clone(),
                        at: stamp.at,
                        course: Course::Open,
                    };
                    self.findings.put(new.id, row);
                }
            }
            Event::FindingsSettled { findings, resolution, note } => {
                for SettledFinding { id, number, .. } in findings {
                    changes.extend(of_number(number, &id.label(), resolution.code()));
                    self.findings.change(*id, |row| {
                        let name = format!("{} {number}", id.label());
                        changes.push(change(Kind::Finding, id.get(), &name, "open", resolution.code()));
                        row.course = Course::Settled(Settled {
                            resolution: *resolution,
                            note: note.clone(),
                            at: stamp.at,
                            by: stamp.actor.clone(),
                        });
                    });
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, new: &NewMachineFile, stamp: &Stamp, changes: &mut Vec<Change>) {
        self.head.counts.machine_file = self.head.counts.machine_file.max(new.id.get());
        // The roll's page shows what came for it; nobody's decision on the roll grows old by it.
        let roll = new.attempt.and_then(|attempt| self.attempts.get(attempt)).map(|attempt| attempt.roll);
        if let Some(row) = roll.and_then(|roll| self.rolls.get(roll)) {
            let name = row.temporary_id.as_str();
            changes.push(change(Kind::Roll, row.id.get(), name, "filming", "file of the machine received"));
        }
        let row = MachineFile {
            id: new.id,
            number: new.number.clone(),
            class: NumberClass::of(&new.number),
            told: new.told.clone(),
            attempt: new.attempt,
            at: stamp.at,
            by: stamp.actor.clone(),
            file: new.file.clone(),
        };
        self.machine_files.put(new.id, row);
    }
}

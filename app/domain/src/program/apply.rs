//! Events of programs onto rows. Total: what was decided is done, nothing is checked again.

use super::event::{Moved, NewHolding, NewVersion, ProgramEvent};
use super::holding::{ProgramHeld, ProgramState};
use super::record::{Earlier, Program, ProgramStage, ProgramVersion, RangeVersion};
use crate::event::{Change, Kind};
use crate::id::ProgramId;
use crate::lab::{Counts, Lab, NOTHING, Stamp, change};

impl Lab {
    pub(crate) fn apply_program(&mut self, event: &ProgramEvent, stamp: &Stamp, changes: &mut Vec<Change>) {
        match event {
            ProgramEvent::RangesLoaded { version, table } => {
                let word = |version: u32| format!("ranges {version}");
                let (before, after) = (word(version.saturating_sub(1)), word(*version));
                changes.push(change(Kind::Ranges, u64::from(*version), &table.name, &before, &after));
                let (at, by) = (stamp.at, stamp.actor.clone());
                let loaded = RangeVersion { version: *version, table: table.clone(), at, by };
                self.shop.ranges.put(*version, loaded);
            }
            ProgramEvent::NumbersHeld { held } => {
                for one in held {
                    self.hold_program_number(one, stamp, changes);
                }
            }
            ProgramEvent::VersionsAdded { versions } => {
                for version in versions {
                    self.add_version(version, stamp, changes);
                }
            }
            ProgramEvent::Renumbered { moves } => {
                for one in moves {
                    self.renumber(one, stamp, changes);
                }
            }
            ProgramEvent::Described { program, size, notes, .. } => {
                self.shop.programs.change(*program, |row| {
                    row.manual_size = *size;
                    row.notes.clone_from(notes);
                });
                self.touch_program(*program, "live", "described", stamp, changes);
            }
            ProgramEvent::Trashed { programs, reason } => {
                let stage = ProgramStage::Trashed { reason: reason.clone() };
                self.stage_programs(programs, &stage, stamp, changes);
            }
            ProgramEvent::Restored { programs } => {
                self.stage_programs(programs, &ProgramStage::Live, stamp, changes);
            }
            ProgramEvent::Purged { programs, reason } => {
                let stage = ProgramStage::Purged { reason: reason.clone() };
                self.stage_programs(programs, &stage, stamp, changes);
            }
            ProgramEvent::Undone { entry } => {
                self.shop.undone.insert(*entry);
                let (id, name) = (*entry, entry.to_string());
                changes.push(change(Kind::Entry, id, &name, "done", "undone"));
            }
        }
    }

    fn hold_program_number(&mut self, new: &NewHolding, stamp: &Stamp, changes: &mut Vec<Change>) {
        let number = new.number;
        let before = self.shop.held(number).map_or(ProgramState::Free, |held| held.holding.state());
        let (id, name) = (u64::from(number.value()), number.to_string());
        changes.push(change(Kind::ProgramNumber, id, &name, before.code(), new.holding.state().code()));
        self.shop.hold(ProgramHeld {
            number,
            holding: new.holding.clone(),
            since: stamp.at,
            by: stamp.actor.clone(),
            entry: stamp.seq,
        });
    }

    fn add_version(&mut self, new: &NewVersion, stamp: &Stamp, changes: &mut Vec<Change>) {
        let Counts { program: count, .. } = &mut self.head.counts;
        *count = (*count).max(new.program.get());
        let before = match self.shop.programs.get(new.program) {
            Some(row) => format!("version {}", row.version),
            None => NOTHING.to_owned(),
        };
        let known = self.shop.programs.change(new.program, |row| {
            row.version = new.version;
            row.imprint = new.imprint.clone();
        });
        if known.is_none() {
            self.shop.programs.put(
                new.program,
                Program {
                    id: new.program,
                    stage: ProgramStage::Live,
                    since: stamp.at,
                    version: new.version,
                    imprint: new.imprint.clone(),
                    manual_size: None,
                    notes: String::new(),
                    earlier: Vec::new(),
                    revision: stamp.seq,
                },
            );
        }
        self.shop.versions.put(
            (new.program, new.version),
            ProgramVersion {
                program: new.program,
                version: new.version,
                origin: new.origin,
                name: new.name.clone(),
                content: new.content.clone(),
                imprint: new.imprint.clone(),
                at: stamp.at,
                by: stamp.actor.clone(),
                entry: stamp.seq,
            },
        );
        self.touch_program(new.program, &before, &format!("version {}", new.version), stamp, changes);
    }

    fn renumber(&mut self, moved: &Moved, stamp: &Stamp, changes: &mut Vec<Change>) {
        let earlier = Earlier { number: moved.from, entry: stamp.seq, at: stamp.at };
        self.shop.programs.change(moved.program, |row| row.earlier.push(earlier));
        let (from, to) = (moved.from.to_string(), moved.to.to_string());
        self.touch_program(moved.program, &from, &to, stamp, changes);
    }

    fn stage_programs(
        &mut self,
        programs: &[ProgramId],
        stage: &ProgramStage,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
    ) {
        for id in programs {
            let number = self.shop.number_of(*id);
            let before = self.shop.programs.change(*id, |row| {
                row.since = stamp.at;
                // A live program that goes leaves its number behind: it is still found by it.
                if !stage.is_live()
                    && let Some(number) = number.filter(|_| row.stage.is_live())
                {
                    row.earlier.push(Earlier { number, entry: stamp.seq, at: stamp.at });
                }
                std::mem::replace(&mut row.stage, stage.clone())
            });
            let before = before.map_or(NOTHING, |stage| stage.code());
            self.touch_program(*id, before, stage.code(), stamp, changes);
        }
    }

    fn touch_program(
        &mut self,
        id: ProgramId,
        before: &str,
        after: &str,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
    ) {
        let name = self.shop.name_of(id);
        self.shop.programs.change(id, |row| row.revision = stamp.seq);
        changes.push(change(Kind::Program, id.get(), &name, before, after));
    }
}

//! An entry of the ledger is taken back, as long as nothing it touched was changed since. What it did stays on record;
//! taking it back is an entry of its own.

use super::{Asker, Decided, holds, made};
use crate::event::Event;
use crate::id::ProgramId;
use crate::program::answer::ProgramAnswer;
use crate::program::event::{Moved, NewHolding, NewVersion, ProgramEvent};
use crate::program::holding::ProgramHolding;
use crate::program::number::ProgramNumber;
use crate::program::record::Origin;
use crate::program::refusal::{ProgramRefusal, Undoable};
use crate::program::shop::Shop;
use crate::reason::TAKEN_BACK;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

pub(super) fn undo(shop: &Shop, entry: u64, asker: Asker<'_>) -> Decided {
    let cannot = |because| Refusal::from(ProgramRefusal::CannotUndo { entry, because });
    if shop.undone.contains(&entry) {
        return Err(cannot(Undoable::Done));
    }
    let done: Vec<&ProgramEvent> = shop
        .entries
        .get(&entry)
        .into_iter()
        .flatten()
        .filter_map(|event| match event {
            Event::Program(event) => Some(event),
            _ => None,
        })
        .collect();
    let mut back = Back { shop, entry, events: Vec::new(), held: Vec::new(), versions: Vec::new() };
    for event in &done {
        back.take(event).map_err(cannot)?;
    }
    back.reservations(&done, asker).map_err(cannot)?;
    let Back { mut events, held, versions, .. } = back;
    if events.is_empty() && held.is_empty() && versions.is_empty() {
        return Err(cannot(Undoable::OtherKind));
    }
    events.extend(super::held(held));
    if !versions.is_empty() {
        events.push(ProgramEvent::VersionsAdded { versions });
    }
    let undone = ProgramEvent::Undone { entry };
    made([undone].into_iter().chain(events), ProgramAnswer::Undone { entry })
}

/// What the way back consists of.
struct Back<'a> {
    shop: &'a Shop,
    entry: u64,
    events: Vec<ProgramEvent>,
    held: Vec<NewHolding>,
    versions: Vec<NewVersion>,
}

impl Back<'_> {
    fn take(&mut self, event: &ProgramEvent) -> Result<(), Undoable> {
        match event {
            ProgramEvent::VersionsAdded { versions } => {
                let mut made_here = Vec::new();
                for version in versions {
                    self.untouched(version.program)?;
                    if version.version == 1 {
                        let number = self.shop.number_of(version.program);
                        self.held.extend(number.map(returned));
                        made_here.push(version.program);
                    } else {
                        self.version_before(version.program, version.version)?;
                    }
                }
                if !made_here.is_empty() {
                    let reason = TAKEN_BACK.to_owned();
                    self.events.push(ProgramEvent::Purged { programs: made_here, reason });
                }
            }
            ProgramEvent::Renumbered { moves } => {
                let mut back = Vec::new();
                for one in moves {
                    self.untouched(one.program)?;
                    self.held.push(returned(one.to));
                    self.held.push(holds(one.from, ProgramHolding::InUse { program: one.program }));
                    back.push(Moved { program: one.program, from: one.to, to: one.from });
                }
                self.events.push(ProgramEvent::Renumbered { moves: back });
            }
            ProgramEvent::Trashed { programs, .. } => {
                for program in programs {
                    self.untouched(*program)?;
                    let number = self.resting(*program)?;
                    self.held.push(holds(number, ProgramHolding::InUse { program: *program }));
                }
                self.events.push(ProgramEvent::Restored { programs: programs.clone() });
            }
            // Holdings go back with what they belong to; those without a program are looked at by themselves.
            ProgramEvent::NumbersHeld { .. } => {}
            ProgramEvent::RangesLoaded { .. }
            | ProgramEvent::Described { .. }
            | ProgramEvent::Restored { .. }
            | ProgramEvent::Purged { .. }
            | ProgramEvent::Undone { .. } => return Err(Undoable::OtherKind),
        }
        Ok(())
    }

    /// Numbers that were reserved by the entry and nothing else.
    fn reservations(&mut self, done: &[&ProgramEvent], _asker: Asker<'_>) -> Result<(), Undoable> {
        let [ProgramEvent::NumbersHeld { held }] = done else { return Ok(()) };
        for one in held {
            let now = self.shop.held(one.number);
            let same = now.is_some_and(|now| now.entry == self.entry && now.holding == one.holding);
            match &one.holding {
                ProgramHolding::Reserved { .. } if same => self.held.push(returned(one.number)),
                ProgramHolding::Reserved { .. } => {
                    return Err(Undoable::Changed { program: one.number.to_string() });
                }
                _ => return Err(Undoable::OtherKind),
            }
        }
        Ok(())
    }

    /// Nothing happened to the program since.
    fn untouched(&self, program: ProgramId) -> Result<(), Undoable> {
        let same = self.shop.programs.get(program).is_some_and(|row| row.revision == self.entry);
        if same { Ok(()) } else { Err(Undoable::Changed { program: self.shop.name_of(program) }) }
    }

    /// The content before, as it was, byte for byte: a version of its own.
    fn version_before(&mut self, program: ProgramId, version: u32) -> Result<(), Undoable> {
        let before = self.shop.versions.get((program, version - 1));
        let before = before.ok_or_else(|| Undoable::Changed { program: self.shop.name_of(program) })?;
        self.versions.push(NewVersion {
            program,
            version: version + 1,
            origin: Origin::Restored,
            name: before.name.clone(),
            content: before.content.clone(),
            imprint: before.imprint.clone(),
        });
        Ok(())
    }

    /// The number that rests after the program had it.
    fn resting(&self, program: ProgramId) -> Result<ProgramNumber, Undoable> {
        let own = self.shop.own_again(program);
        own.ok_or_else(|| Undoable::Changed { program: self.shop.name_of(program) })
    }
}

fn returned(number: ProgramNumber) -> NewHolding {
    holds(number, ProgramHolding::Returned { reason: TAKEN_BACK.to_owned() })
}

/// The programs an entry speaks of.
pub fn programs_of(events: &[Event]) -> BTreeSet<ProgramId> {
    let mut programs = BTreeSet::new();
    for event in events {
        let Event::Program(event) = event else { continue };
        match event {
            ProgramEvent::VersionsAdded { versions } => {
                programs.extend(versions.iter().map(|version| version.program));
            }
            ProgramEvent::Renumbered { moves } => programs.extend(moves.iter().map(|one| one.program)),
            ProgramEvent::Trashed { programs: list, .. }
            | ProgramEvent::Restored { programs: list }
            | ProgramEvent::Purged { programs: list, .. } => programs.extend(list),
            ProgramEvent::Described { program, .. } => {
                programs.insert(*program);
            }
            ProgramEvent::NumbersHeld { held } => {
                programs.extend(held.iter().filter_map(|one| one.holding.program()));
            }
            ProgramEvent::RangesLoaded { .. } | ProgramEvent::Undone { .. } => {}
        }
    }
    programs
}

/// The numbers an entry speaks of.
pub fn numbers_of(events: &[Event]) -> BTreeSet<ProgramNumber> {
    let mut numbers = BTreeSet::new();
    for event in events {
        if let Event::Program(ProgramEvent::NumbersHeld { held }) = event {
            numbers.extend(held.iter().map(|one| one.number));
        }
    }
    numbers
}

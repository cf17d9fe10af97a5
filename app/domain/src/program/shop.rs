//! The part of the lab a command on programs looks at and changes.

use super::holding::{ProgramHeld, ProgramHolding, ProgramState};
use super::number::ProgramNumber;
use super::ranges::RangeTable;
use super::record::{Program, ProgramVersion, RangeVersion};
use crate::event::Event;
use crate::id::ProgramId;
use crate::table::Table;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of programs and their numbers that a batch works on.
#[derive(Clone, Debug, Default)]
pub struct Shop {
    /// The versions of the ranges that were loaded: the current one, and those made since.
    pub ranges: Table<u32, RangeVersion>,
    pub holdings: Table<ProgramNumber, ProgramHeld>,
    pub programs: Table<ProgramId, Program>,
    pub versions: Table<(ProgramId, u32), ProgramVersion>,
    /// Entries of the ledger that are to be taken back: what they did.
    pub entries: BTreeMap<u64, Vec<Event>>,
    /// Entries that were taken back before.
    pub undone: BTreeSet<u64>,
    /// Which number a program has now, of those loaded.
    current: BTreeMap<ProgramId, ProgramNumber>,
    /// Numbers that are not free, of those loaded.
    taken: BTreeSet<ProgramNumber>,
}

impl Shop {
    /// Everything changed has been written.
    pub fn settle(&mut self) {
        self.ranges.settle();
        self.holdings.settle();
        self.programs.settle();
        self.versions.settle();
    }

    /// A holding as the database has it.
    pub fn load_holding(&mut self, held: ProgramHeld) {
        if !self.holdings.contains(held.number) {
            self.note(held.number, &held.holding);
            self.holdings.load(held.number, held);
        }
    }

    /// The one place where a program number changes hands.
    pub(super) fn hold(&mut self, held: ProgramHeld) {
        self.note(held.number, &held.holding);
        self.holdings.put(held.number, held);
    }

    fn note(&mut self, number: ProgramNumber, holding: &ProgramHolding) {
        if let Some(ProgramHolding::InUse { program }) = self.holdings.get(number).map(|held| &held.holding)
            && self.current.get(program) == Some(&number)
        {
            self.current.remove(program);
        }
        if let ProgramHolding::InUse { program } = holding {
            self.current.insert(*program, number);
        }
        if holding.state() == ProgramState::Free {
            self.taken.remove(&number);
        } else {
            self.taken.insert(number);
        }
    }

    /// The ranges that count now: the table a lab begins with until another is loaded.
    pub fn table(&self) -> RangeTable {
        self.ranges.values().last().map_or_else(RangeTable::a, |version| version.table.clone())
    }

    /// The version of the ranges that counts now.
    pub fn table_version(&self) -> u32 {
        self.ranges.values().last().map_or(0, |version| version.version)
    }

    /// Numbers that are not free, of those loaded.
    pub const fn taken(&self) -> &BTreeSet<ProgramNumber> {
        &self.taken
    }

    /// The number a program has.
    pub fn number_of(&self, program: ProgramId) -> Option<ProgramNumber> {
        self.current.get(&program).copied()
    }

    pub fn held(&self, number: ProgramNumber) -> Option<&ProgramHeld> {
        self.holdings.get(number)
    }

    /// A number somebody else may have: nobody holds it.
    pub fn is_free(&self, number: ProgramNumber) -> bool {
        !self.taken.contains(&number)
    }

    /// The number a program had last, as long as it rests after that program or is free.
    pub fn own_again(&self, program: ProgramId) -> Option<ProgramNumber> {
        let last = self.programs.get(program)?.earlier.last()?.number;
        match self.held(last).map(|held| &held.holding) {
            None | Some(ProgramHolding::Returned { .. }) => Some(last),
            Some(ProgramHolding::Cooling { program: Some(one), .. }) if *one == program => Some(last),
            Some(_) => None,
        }
    }

    /// As a sentence calls a program: its number, or what it was.
    pub fn name_of(&self, program: ProgramId) -> String {
        let number = self.number_of(program).or_else(|| {
            let row = self.programs.get(program)?;
            row.earlier.last().map(|earlier| earlier.number).or(row.imprint.number)
        });
        number.map_or_else(|| program.label(), |number| number.to_string())
    }
}

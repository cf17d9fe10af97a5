//! The program registry as pages show it: how full the ranges are, and which numbers are free.

pub mod impact;
pub mod list;
pub mod story;

use crate::program::next::free_in;
use crate::program::{ProgramHeld, ProgramNumber, ProgramState, Range, RangeTable, RoundSize};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Numbers that follow each other, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Run {
    pub first: ProgramNumber,
    pub last: ProgramNumber,
}

impl Run {
    pub const fn count(self) -> u32 {
        self.last.value() - self.first.value() + 1
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}–{:05}", self.first, self.last.value())
        }
    }
}

/// Rising numbers as runs.
pub fn runs(numbers: impl IntoIterator<Item = ProgramNumber>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for number in numbers {
        match runs.last_mut().filter(|run| run.last.next() == Some(number)) {
            Some(run) => run.last = number,
            None => runs.push(Run { first: number, last: number }),
        }
    }
    runs
}

/// The runs of a block that nobody holds.
pub fn free_runs(block: Run, taken: &BTreeSet<ProgramNumber>) -> Vec<Run> {
    let mut found = Vec::new();
    let mut from = Some(block.first);
    let mut close = |from: Option<ProgramNumber>, end: u32| {
        let last = end.checked_sub(1).and_then(ProgramNumber::from_value);
        found.extend(
            from.zip(last).filter(|(first, last)| first <= last).map(|(first, last)| Run { first, last }),
        );
    };
    for held in taken.range(block.first..=block.last) {
        close(from, held.value());
        from = held.next();
    }
    close(from, block.last.value() + 1);
    found
}

/// How many numbers of a block are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    pub free: u32,
    pub reserved: u32,
    pub in_use: u32,
    pub cooling: u32,
    pub retired: u32,
}

impl Fill {
    fn of<'a>(held: impl IntoIterator<Item = &'a ProgramHeld>, size: u32) -> Self {
        let mut fill = Self::default();
        for one in held {
            match one.holding.state() {
                ProgramState::Free => {}
                ProgramState::Reserved => fill.reserved += 1,
                ProgramState::InUse => fill.in_use += 1,
                ProgramState::Cooling => fill.cooling += 1,
                ProgramState::Retired => fill.retired += 1,
            }
        }
        Self { free: size - fill.taken(), ..fill }
    }

    /// Numbers that cannot be given.
    pub const fn taken(&self) -> u32 {
        self.reserved + self.in_use + self.cooling + self.retired
    }

    pub const fn size(&self) -> u32 {
        self.free + self.taken()
    }

    /// Tenths of a per cent of the block that cannot be given, rounded down.
    pub const fn per_mille(&self) -> u32 {
        if self.size() == 0 { 0 } else { self.taken() * 1000 / self.size() }
    }

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            free: self.free + other.free,
            reserved: self.reserved + other.reserved,
            in_use: self.in_use + other.in_use,
            cooling: self.cooling + other.cooling,
            retired: self.retired + other.retired,
        }
    }
}

/// How near to its end a range is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alert {
    Calm,
    Filling,
    NearlyFull,
    Full,
}

/// A range with what its numbers are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangeFill {
    pub label: String,
    pub block: Run,
    /// The round sizes it belongs to; none: a free range.
    pub sizes: Vec<RoundSize>,
    pub fill: Fill,
    /// The number that is given next.
    pub next: Option<ProgramNumber>,
    /// What nobody holds, lowest first.
    pub runs: Vec<Run>,
    pub alert: Alert,
}

impl RangeFill {
    fn of(range: &Range, held: &[ProgramHeld], taken: &BTreeSet<ProgramNumber>) -> Self {
        let block = Run { first: range.first, last: range.last };
        let fill = Fill::of(held.iter().filter(|one| range.contains(one.number)), range.count());
        let [filling, full] = range.alerts;
        let alert = match fill.per_mille() {
            1000.. => Alert::Full,
            share if share >= full * 10 => Alert::NearlyFull,
            share if share >= filling * 10 => Alert::Filling,
            _ => Alert::Calm,
        };
        Self {
            label: range.label.clone(),
            block,
            sizes: range.sizes.clone(),
            fill,
            next: free_in(range, taken).next(),
            runs: free_runs(block, taken),
            alert,
        }
    }
}

/// Which numbers are free, range by range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeView {
    /// Name and version of the table of ranges.
    pub table: String,
    pub version: u32,
    /// Those with a round size first, smallest size first.
    pub ranges: Vec<RangeFill>,
    /// All ranges together, and the numbers no range owns.
    pub sum: Fill,
    pub outside: Fill,
    /// What the entry that is asked for has given.
    pub given: Vec<Run>,
}

impl FreeView {
    pub fn of(version: u32, table: &RangeTable, held: &[ProgramHeld], entry: Option<u64>) -> Self {
        let taken: BTreeSet<ProgramNumber> = held.iter().map(|one| one.number).collect();
        let mut ranges: Vec<RangeFill> =
            table.ranges.iter().map(|range| RangeFill::of(range, held, &taken)).collect();
        ranges.sort_by_key(|range| (range.sizes.is_empty(), range.sizes.first().copied(), range.block));
        let outside = table.outside().into_iter().map(|(first, last)| Run { first, last });
        let beyond = |block: Run| {
            let inside = held.iter().filter(|one| (block.first..=block.last).contains(&one.number));
            Fill::of(inside, block.count())
        };
        let given = held.iter().filter(|one| Some(one.entry) == entry);
        let given = given.filter(|one| one.holding.state() == ProgramState::Reserved);
        Self {
            table: table.name.clone(),
            version,
            sum: ranges.iter().fold(Fill::default(), |sum, range| sum.and(range.fill)),
            outside: outside.map(beyond).fold(Fill::default(), Fill::and),
            given: runs(given.map(|one| one.number)),
            ranges,
        }
    }

    /// The range with this label.
    pub fn range(&self, label: &str) -> Option<&RangeFill> {
        self.ranges.iter().find(|range| range.label == label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::ProgramHolding;
    use crate::program::number::SPACE;
    use crate::time::Timestamp;
    use proptest::prelude::*;

    fn number(value: u32) -> ProgramNumber {
        ProgramNumber::from_value(value).unwrap()
    }

    fn reserved(value: u32, entry: u64) -> ProgramHeld {
        ProgramHeld {
            number: number(value),
            holding: ProgramHolding::Reserved { purpose: "a job".to_owned(), until: None },
            since: Timestamp::from_millis(0),
            by: "Anna".to_owned(),
            entry,
        }
    }

    #[test]
    fn free_numbers_are_told_as_runs_between_those_that_are_held() {
        let table = RangeTable::a();
        let held = [62_500, 62_501, 62_503, 64_999].map(|value| reserved(value, 7));
        let view = FreeView::of(0, &table, &held, Some(7));
        let range = view.range("6.25").unwrap();
        let told: Vec<String> = range.runs.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["O62502", "O62504–64998"]);
        assert_eq!((range.next, range.fill.free, range.fill.reserved), (Some(number(62_502)), 2_496, 4));
        let given: Vec<String> = view.given.iter().map(ToString::to_string).collect();
        assert_eq!(given, ["O62500–62501", "O62503", "O64999"]);
    }

    #[test]
    fn a_range_warns_where_it_is_filling_nearly_full_and_full() {
        let table = RangeTable::a();
        for (held, alert) in
            [(749, Alert::Calm), (750, Alert::Filling), (900, Alert::NearlyFull), (1000, Alert::Full)]
        {
            let held: Vec<_> = (13_000..13_000 + held).map(|value| reserved(value, 1)).collect();
            let view = FreeView::of(0, &table, &held, None);
            assert_eq!(view.range("13.0").unwrap().alert, alert, "{}", held.len());
        }
    }

    #[test]
    fn sizes_come_first_and_every_number_is_counted_once() {
        let view = FreeView::of(0, &RangeTable::a(), &[reserved(500, 1), reserved(79_500, 1)], None);
        assert_eq!((view.sum.size(), view.outside.size(), view.outside.reserved), (98_001, 1_999, 2));
        let labels: Vec<&str> = view.ranges.iter().map(|range| range.label.as_str()).collect();
        assert_eq!(labels.first().zip(labels.last()), Some((&"5.75", &"Free Range 2")));
    }

    proptest! {
        /// Held numbers and free runs make up the block, and no run touches another.
        #[test]
        fn free_runs_and_held_numbers_are_the_whole_block(
            held in proptest::collection::btree_set(0..SPACE, 0..300),
            first in 0..SPACE,
            length in 0u32..2_000,
        ) {
            let taken: BTreeSet<_> = held.iter().copied().map(number).collect();
            let block = Run { first: number(first), last: number((first + length).min(SPACE - 1)) };
            let found = free_runs(block, &taken);
            let free: u32 = found.iter().map(|run| run.count()).sum();
            prop_assert_eq!(free as usize + taken.range(block.first..=block.last).count(), block.count() as usize);
            prop_assert!(found.iter().all(|run| taken.range(run.first..=run.last).next().is_none()));
            prop_assert!(found.windows(2).all(|pair| pair[0].last.value() + 1 < pair[1].first.value()));
        }
    }
}

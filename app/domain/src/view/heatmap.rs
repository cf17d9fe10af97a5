//! The map of the program numbers: every number one byte, drawn where it always lies. Server and browser share it.

mod layout;
mod runs;

pub use layout::{Layout, Step, step};
pub use runs::{Sent, Stamp, changes, whole};

use crate::program::number::SPACE;
use crate::program::{Judged, ProgramNumber, ProgramState, RangeTable, RoundSize};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many numbers one square of the overview stands for.
pub const BLOCK: u32 = 100;

/// A number or a program is new on the map for so many days.
pub const CHANGED_DAYS: i64 = 7;

const MISPLACED: u8 = 1 << 3;
const COPY: u8 = 1 << 4;
const CHANGED: u8 = 1 << 5;

/// One number: its state and its marks, in one byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell(u8);

impl Cell {
    pub const fn new(state: ProgramState) -> Self {
        Self(state as u8)
    }

    pub const fn misplaced(self) -> Self {
        Self(self.0 | MISPLACED)
    }

    pub const fn copy(self) -> Self {
        Self(self.0 | COPY)
    }

    pub const fn changed(self) -> Self {
        Self(self.0 | CHANGED)
    }

    /// A byte that was sent; none where it says nothing known.
    pub const fn from_byte(byte: u8) -> Option<Self> {
        let known = (byte & 7) < ProgramState::ALL.len() as u8 && byte < CHANGED << 1;
        if known { Some(Self(byte)) } else { None }
    }

    pub const fn byte(self) -> u8 {
        self.0
    }

    pub const fn state(self) -> ProgramState {
        match self.0 & 7 {
            1 => ProgramState::Reserved,
            2 => ProgramState::InUse,
            3 => ProgramState::Cooling,
            4 => ProgramState::Retired,
            _ => ProgramState::Free,
        }
    }

    /// In use in a range that is not that of its round size.
    pub const fn is_misplaced(self) -> bool {
        self.0 & MISPLACED != 0
    }

    /// Another number has the same content.
    pub const fn is_copy(self) -> bool {
        self.0 & COPY != 0
    }

    /// Holding or content changed lately.
    pub const fn is_changed(self) -> bool {
        self.0 & CHANGED != 0
    }
}

/// What the legend can single out: a state, or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    State(ProgramState),
    Misplaced,
    Copies,
    Changed,
}

impl Shown {
    pub const ALL: [Self; 8] = [
        Self::State(ProgramState::Free),
        Self::State(ProgramState::InUse),
        Self::State(ProgramState::Reserved),
        Self::State(ProgramState::Cooling),
        Self::State(ProgramState::Retired),
        Self::Misplaced,
        Self::Copies,
        Self::Changed,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::State(state) => state.code(),
            Self::Misplaced => "misplaced",
            Self::Copies => "copies",
            Self::Changed => "changed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.code() == text)
    }

    pub fn shows(self, cell: Cell) -> bool {
        match self {
            Self::State(state) => cell.state() == state,
            Self::Misplaced => cell.is_misplaced(),
            Self::Copies => cell.is_copy(),
            Self::Changed => cell.is_changed(),
        }
    }
}

/// A stretch of the map: a range, or a gap between ranges. All of them together are all the numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// None outside all ranges.
    pub label: Option<String>,
    pub sizes: Vec<RoundSize>,
    pub first: ProgramNumber,
    pub last: ProgramNumber,
}

impl Band {
    /// The ranges of a table and what lies outside them, lowest first.
    pub fn of(table: &RangeTable) -> Vec<Self> {
        let gap = |(first, last)| Self { label: None, sizes: Vec::new(), first, last };
        let mut bands: Vec<Self> = table.outside().into_iter().map(gap).collect();
        bands.extend(table.ranges.iter().map(|range| Self {
            label: Some(range.label.clone()),
            sizes: range.sizes.clone(),
            first: range.first,
            last: range.last,
        }));
        bands.sort_by_key(|band| band.first);
        bands
    }

    pub fn contains(&self, number: ProgramNumber) -> bool {
        (self.first..=self.last).contains(&number)
    }

    pub const fn count(&self) -> u32 {
        self.last.value() - self.first.value() + 1
    }
}

/// What the store knows of one number that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub number: ProgramNumber,
    pub state: ProgramState,
    /// Since when it is held, or since when the program has its content, whichever is later.
    pub since: Timestamp,
    pub size: Option<RoundSize>,
    /// Of the content without the O-line.
    pub fingerprint: Option<String>,
}

/// How many numbers of a stretch are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts([u32; 8]);

impl Counts {
    pub fn of(self, shown: Shown) -> u32 {
        let place = Shown::ALL.into_iter().position(|one| one == shown);
        place.and_then(|place| self.0.get(place)).copied().unwrap_or_default()
    }

    fn add(&mut self, cell: Cell) {
        for (count, shown) in self.0.iter_mut().zip(Shown::ALL) {
            *count += u32::from(shown.shows(cell));
        }
    }
}

/// All the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    cells: Vec<Cell>,
}

impl Default for Map {
    fn default() -> Self {
        Self { cells: vec![Cell::default(); SPACE as usize] }
    }
}

impl Map {
    /// The map of the numbers that are held, as a table judges them. What has none of them is free.
    pub fn of(table: &RangeTable, taken: &[Taken], now: Timestamp) -> Self {
        let mut copies: BTreeMap<&str, u32> = BTreeMap::new();
        for fingerprint in taken.iter().filter_map(|one| one.fingerprint.as_deref()) {
            *copies.entry(fingerprint).or_default() += 1;
        }
        let mut map = Self::default();
        for one in taken {
            let mut cell = Cell::new(one.state);
            let in_use = one.state == ProgramState::InUse;
            if in_use && matches!(table.judge(one.number, one.size), Judged::Out) {
                cell = cell.misplaced();
            }
            let print = one.fingerprint.as_deref().filter(|_| in_use);
            if print.and_then(|print| copies.get(print)).is_some_and(|count| *count > 1) {
                cell = cell.copy();
            }
            if now.seconds_since(one.since) < CHANGED_DAYS * 24 * 60 * 60 {
                cell = cell.changed();
            }
            map.set(one.number, cell);
        }
        map
    }

    /// None unless there is one cell for every number.
    pub(super) fn from_cells(cells: Vec<Cell>) -> Option<Self> {
        (cells.len() == SPACE as usize).then_some(Self { cells })
    }

    fn set(&mut self, number: ProgramNumber, cell: Cell) {
        if let Some(place) = self.cells.get_mut(number.value() as usize) {
            *place = cell;
        }
    }

    pub fn cell(&self, number: ProgramNumber) -> Cell {
        self.cells.get(number.value() as usize).copied().unwrap_or_default()
    }

    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// From one number to another, both included.
    pub fn stretch(&self, first: ProgramNumber, last: ProgramNumber) -> &[Cell] {
        self.cells.get(first.value() as usize..=last.value() as usize).unwrap_or_default()
    }

    pub fn counts(&self, first: ProgramNumber, last: ProgramNumber) -> Counts {
        let mut counts = Counts::default();
        self.stretch(first, last).iter().for_each(|cell| counts.add(*cell));
        counts
    }

    /// How many of each hundred are what the legend singles out.
    pub fn blocks(&self, shown: Shown) -> Vec<u8> {
        let count = |block: &[Cell]| block.iter().filter(|cell| shown.shows(**cell)).count();
        self.cells.chunks(BLOCK as usize).map(|block| count(block) as u8).collect()
    }

    /// The next free number of the band after this one, from its beginning again at its end.
    pub fn next_free(&self, band: &Band, after: ProgramNumber) -> Option<ProgramNumber> {
        let free = |value: &u32| self.cells.get(*value as usize).is_some_and(|cell| *cell == Cell::default());
        let (first, last) = (band.first.value(), band.last.value());
        let later = (after.value() + 1).max(first)..=last;
        let found = later.chain(first..=after.value().min(last)).find(free);
        found.and_then(ProgramNumber::from_value)
    }
}

/// The map as its page shows it without a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatmapView {
    /// Name and version of the table of ranges.
    pub table: String,
    pub version: u32,
    pub bands: Vec<(Band, Counts)>,
    pub all: Counts,
    /// Of each hundred, how many are what the legend singles out.
    pub blocks: Vec<u8>,
    pub block: Option<Vec<BlockRow>>,
}

/// A number of the hundred that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockRow {
    pub number: ProgramNumber,
    /// As it travels: see [`Cell`].
    pub cell: u8,
    /// The program's title, or what the number is kept for.
    pub words: String,
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u32) -> ProgramNumber {
        ProgramNumber::from_value(value).unwrap()
    }

    fn day(days: i64) -> Timestamp {
        Timestamp::from_millis(days * 86_400_000)
    }

    fn in_use(value: u32, size: &str, print: Option<&str>) -> Taken {
        Taken {
            number: number(value),
            state: ProgramState::InUse,
            since: day(1),
            size: RoundSize::parse(size).ok(),
            fingerprint: print.map(str::to_owned),
        }
    }

    #[test]
    fn every_number_lies_in_one_band_under_both_tables() {
        for table in [RangeTable::a(), RangeTable::b()] {
            let bands = Band::of(&table);
            assert_eq!(bands.iter().map(Band::count).sum::<u32>(), SPACE);
            assert_eq!(bands.first().unwrap().first, number(0));
            assert!(bands.windows(2).all(|pair| pair[0].last.next() == Some(pair[1].first)));
        }
        assert_eq!(Band::of(&RangeTable::a()).iter().filter(|band| band.label.is_none()).count(), 2);
    }

    #[test]
    fn a_part_in_the_block_of_another_size_is_marked_and_so_is_a_copy() {
        let table = RangeTable::a();
        let reserved =
            Taken { state: ProgramState::Reserved, since: day(19), ..in_use(62_505, "6.25", None) };
        let taken = [
            in_use(62_500, "6.25", Some("a")),
            in_use(62_007, "6.25", Some("a")),
            in_use(80_000, "8.0", None),
            reserved,
        ];
        let map = Map::of(&table, &taken, day(20));
        let at = |value| map.cell(number(value));
        assert!(!at(62_500).is_misplaced() && at(62_500).is_copy());
        assert!(at(62_007).is_misplaced() && at(62_007).is_copy());
        assert!(!at(80_000).is_copy() && !at(80_000).is_changed());
        assert!(at(62_505).is_changed() && at(62_505).state() == ProgramState::Reserved);
        let counts = map.counts(number(0), number(99_999));
        let of = |shown| counts.of(shown);
        assert_eq!(of(Shown::State(ProgramState::Free)), 99_996);
        assert_eq!((of(Shown::Misplaced), of(Shown::Copies), of(Shown::Changed)), (1, 2, 1));
        let states = ProgramState::ALL.map(|state| of(Shown::State(state)));
        assert_eq!(states.iter().sum::<u32>(), SPACE);
        assert_eq!(map.blocks(Shown::State(ProgramState::InUse))[800], 1);
    }

    #[test]
    fn the_next_free_number_stays_in_its_range_and_begins_again_at_its_end() {
        let table = RangeTable::a();
        let band = |label: &str| {
            Band::of(&table).into_iter().find(|band| band.label.as_deref() == Some(label)).unwrap()
        };
        let all = (13_000..=13_999).map(|value| in_use(value, "13.0", None)).collect::<Vec<_>>();
        let full = Map::of(&table, &all, day(20));
        assert_eq!(full.next_free(&band("13.0"), number(13_500)), None);
        let map = Map::of(&table, &all[1..], day(20));
        assert_eq!(map.next_free(&band("13.0"), number(13_500)), Some(number(13_000)));
        assert_eq!(map.next_free(&band("6.25"), number(62_500)), Some(number(62_501)));
        assert_eq!(map.next_free(&band("6.25"), number(64_999)), Some(number(62_500)));
        assert_eq!(map.next_free(&band("6.25"), number(0)), Some(number(62_500)));
    }

    #[test]
    fn what_the_legend_singles_out_is_read_back_from_its_code() {
        assert!(Shown::ALL.into_iter().all(|shown| Shown::parse(shown.code()) == Some(shown)));
        assert_eq!(Shown::parse("purple"), None);
        assert_eq!((Cell::from_byte(5), Cell::from_byte(64)), (None, None));
        let reserved = Cell::new(ProgramState::Reserved).changed();
        assert_eq!(Cell::from_byte(reserved.byte()), Some(reserved));
    }
}

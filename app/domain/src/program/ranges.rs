//! Which block of numbers belongs to which round size. Tables are dated data, never code: two are ready to load, and a
//! new version is checked before it counts.

use super::number::{ProgramNumber, SPACE};
use super::size::RoundSize;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which free number of a range is given next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// The lowest free one.
    #[default]
    Lowest,
    /// The highest free one.
    Highest,
    /// The first free one after the highest that is taken; from the start again where none is left.
    AfterLast,
}

impl Strategy {
    pub const ALL: [Self; 3] = [Self::Lowest, Self::Highest, Self::AfterLast];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Lowest => "lowest",
            Self::Highest => "highest",
            Self::AfterLast => "after_last",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.code() == text)
    }
}

/// Days a freed number rests before it is given again, where a range says nothing else: machines keep old copies, and
/// a stick may come back after a holiday.
pub const COOLING_DAYS: u32 = 30;

/// Per cent of a range in use at which it is shown as filling and as nearly full.
pub const ALERTS: [u32; 2] = [75, 90];

/// A block of numbers, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// As the shop calls it, once in a table: `6.25`, `Free Range 1`.
    pub label: String,
    pub first: ProgramNumber,
    pub last: ProgramNumber,
    /// The round sizes it belongs to; none: a free range.
    #[serde(default)]
    pub sizes: Vec<RoundSize>,
    #[serde(default)]
    pub strategy: Strategy,
    /// Labels of the ranges that take over when this one is full, in order; none: a full range refuses.
    #[serde(default)]
    pub overflow: Vec<String>,
    /// Days a freed number rests.
    #[serde(default = "cooling_days")]
    pub cooling_days: u32,
    /// Per cent in use at which it is shown as filling and as nearly full.
    #[serde(default = "alerts")]
    pub alerts: [u32; 2],
}

const fn cooling_days() -> u32 {
    COOLING_DAYS
}

const fn alerts() -> [u32; 2] {
    ALERTS
}

impl Range {
    pub const fn count(&self) -> u32 {
        self.last.value() - self.first.value() + 1
    }

    pub fn contains(&self, number: ProgramNumber) -> bool {
        (self.first..=self.last).contains(&number)
    }

    pub const fn is_free_range(&self) -> bool {
        self.sizes.is_empty()
    }
}

/// A version of the ranges, in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangeTable {
    pub name: String,
    pub ranges: Vec<Range>,
}

/// How a program's number and its round size go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    /// The number lies in the block of its size.
    In,
    /// The number lies in another block, in a free range, or outside all.
    Out,
    /// No block belongs to the size.
    NoRange,
    /// Without a round size it cannot be judged.
    NoSize,
}

/// What a table of ranges lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "flaw", rename_all = "snake_case")]
pub enum Flaw {
    #[error("a table needs at least one range")]
    Empty,
    #[error("each range needs a label of at most 40 characters")]
    Label,
    #[error("two ranges are called `{label}`: give each its own label")]
    SameLabel { label: String },
    #[error("the range `{label}` ends before it begins: exchange its numbers")]
    Backwards { label: String },
    #[error(
        "the ranges `{one}` and `{other}` share numbers from {from} to {to}: end one before the other begins"
    )]
    Overlap { one: String, other: String, from: ProgramNumber, to: ProgramNumber },
    #[error("the round size {size} belongs to `{one}` and to `{other}`: take it out of one")]
    SameSize { size: RoundSize, one: String, other: String },
    #[error("`{label}` overflows into `{into}`, which is no other range of this table")]
    Overflow { label: String, into: String },
    #[error("`{label}` needs alerts such as 75 and 90: rising, at most 100 per cent")]
    Alerts { label: String },
}

impl RangeTable {
    /// The shop's own table: 13 ranges, 98,001 numbers. 7.5" ends at 79000.
    pub fn a() -> Self {
        Self::made(
            "A",
            &[
                ("Free Range 1", 1_000, 9_999, &[]),
                ("10.25 & 10.50", 10_000, 12_999, &[10_250, 10_500]),
                ("13.0", 13_000, 13_999, &[13_000]),
                ("Free Range 2", 14_000, 49_999, &[]),
                ("5.75", 50_000, 59_999, &[5_750]),
                ("6.0", 60_000, 62_499, &[6_000]),
                ("6.25", 62_500, 64_999, &[6_250]),
                ("6.5", 65_000, 69_999, &[6_500]),
                ("7.0", 70_000, 74_999, &[7_000]),
                ("7.5", 75_000, 79_000, &[7_500]),
                ("8.0", 80_000, 84_999, &[8_000]),
                ("8.5", 85_000, 89_999, &[8_500]),
                ("9.5", 90_000, 99_999, &[9_500]),
            ],
        )
    }

    /// The table the shop changed to one night: 15 ranges, 85,000 numbers.
    pub fn b() -> Self {
        Self::made(
            "B",
            &[
                ("10.0", 10_000, 10_999, &[10_000]),
                ("10.25", 11_000, 11_999, &[10_250]),
                ("10.50", 12_000, 12_999, &[10_500]),
                ("13.0", 13_000, 13_999, &[13_000]),
                ("Free Range 1", 14_000, 49_999, &[]),
                ("Free Range 2", 50_000, 57_499, &[]),
                ("5.75", 57_500, 59_999, &[5_750]),
                ("6.0", 60_000, 62_499, &[6_000]),
                ("6.25", 62_500, 64_999, &[6_250]),
                ("6.5", 65_000, 69_999, &[6_500]),
                ("7.0", 70_000, 74_999, &[7_000]),
                ("7.5", 75_000, 79_999, &[7_500]),
                ("8.0", 80_000, 84_999, &[8_000]),
                ("8.5", 85_000, 89_999, &[8_500]),
                ("9.5", 95_000, 99_999, &[9_500]),
            ],
        )
    }

    /// One of the tables that are ready to load: `A` or `B`.
    pub fn ready_made(name: &str) -> Option<Self> {
        match name {
            "A" | "a" => Some(Self::a()),
            "B" | "b" => Some(Self::b()),
            _ => None,
        }
    }

    fn made(name: &str, ranges: &[(&str, u32, u32, &[u32])]) -> Self {
        let number = |value| ProgramNumber::from_value(value);
        let range = |(label, first, last, sizes): &(&str, u32, u32, &[u32])| {
            Some(Range {
                label: (*label).to_owned(),
                first: number(*first)?,
                last: number(*last)?,
                sizes: sizes.iter().filter_map(|size| RoundSize::from_thousandths(*size)).collect(),
                strategy: Strategy::Lowest,
                overflow: Vec::new(),
                cooling_days: COOLING_DAYS,
                alerts: ALERTS,
            })
        };
        Self { name: name.to_owned(), ranges: ranges.iter().filter_map(range).collect() }
    }

    /// The table in the order of its numbers, or what it lacks.
    pub fn checked(mut self) -> Result<Self, Flaw> {
        if self.ranges.is_empty() {
            return Err(Flaw::Empty);
        }
        self.ranges.sort_by_key(|range| (range.first, range.last));
        let mut labels = BTreeSet::new();
        let mut sizes: BTreeMap<RoundSize, &str> = BTreeMap::new();
        for range in &self.ranges {
            let label = range.label.clone();
            if label.trim().is_empty() || label.chars().count() > 40 {
                return Err(Flaw::Label);
            }
            if range.last < range.first {
                return Err(Flaw::Backwards { label });
            }
            let [filling, full] = range.alerts;
            if filling == 0 || filling > full || full > 100 {
                return Err(Flaw::Alerts { label });
            }
            for size in &range.sizes {
                if let Some(other) = sizes.insert(*size, &range.label) {
                    return Err(Flaw::SameSize { size: *size, one: other.to_owned(), other: label });
                }
            }
            if !labels.insert(&range.label) {
                return Err(Flaw::SameLabel { label });
            }
        }
        for pair in self.ranges.windows(2) {
            if let [one, next] = pair
                && next.first <= one.last
            {
                let (one_label, other) = (one.label.clone(), next.label.clone());
                let (from, to) = (next.first, one.last.min(next.last));
                return Err(Flaw::Overlap { one: one_label, other, from, to });
            }
        }
        let stray = self.ranges.iter().find_map(|range| {
            let into = range.overflow.iter().find(|into| !labels.contains(into) || **into == range.label)?;
            Some(Flaw::Overflow { label: range.label.clone(), into: into.clone() })
        });
        stray.map_or(Ok(self), Err)
    }

    /// Numbers in all ranges: computed, never typed.
    pub fn count(&self) -> u32 {
        self.ranges.iter().map(Range::count).sum()
    }

    /// The blocks no range owns, lowest first, both ends included. Real programs live there.
    pub fn outside(&self) -> Vec<(ProgramNumber, ProgramNumber)> {
        let mut gaps = Vec::new();
        let mut from = 0;
        let ends = self.ranges.iter().map(|range| (range.first.value(), range.last.value() + 1));
        for (first, after) in ends.chain([(SPACE, SPACE)]) {
            let gap = (first > from).then(|| {
                Some((ProgramNumber::from_value(from)?, ProgramNumber::from_value(first.checked_sub(1)?)?))
            });
            gaps.extend(gap.flatten());
            from = after;
        }
        gaps
    }

    /// The range a number lies in; none where it lies outside all.
    pub fn range_of(&self, number: ProgramNumber) -> Option<&Range> {
        let after = self.ranges.partition_point(|range| range.first <= number);
        self.ranges[..after].last().filter(|range| range.contains(number))
    }

    pub fn range(&self, label: &str) -> Option<&Range> {
        self.ranges.iter().find(|range| range.label == label)
    }

    /// The range a size belongs to: that of the nearest size, at most a tenth of an inch away.
    pub fn owner_of(&self, size: RoundSize) -> Option<&Range> {
        let near = |range: &Range| range.sizes.iter().map(|owned| owned.distance(size)).min();
        let owned = self.ranges.iter().filter_map(|range| Some((near(range)?, range)));
        let nearest = owned.min_by_key(|(distance, range)| (*distance, range.first));
        nearest.filter(|(distance, _)| *distance <= RoundSize::TOLERANCE).map(|(_, range)| range)
    }

    /// Whether a number lies in the block of a size. One definition for every function.
    pub fn judge(&self, number: ProgramNumber, size: Option<RoundSize>) -> Judged {
        let Some(size) = size else { return Judged::NoSize };
        match self.owner_of(size) {
            None => Judged::NoRange,
            Some(range) if range.contains(number) => Judged::In,
            Some(_) => Judged::Out,
        }
    }

    /// Every round size that has a range, smallest first.
    pub fn sizes(&self) -> Vec<RoundSize> {
        let mut sizes: Vec<RoundSize> =
            self.ranges.iter().flat_map(|range| range.sizes.iter().copied()).collect();
        sizes.sort_unstable();
        sizes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u32) -> ProgramNumber {
        ProgramNumber::from_value(value).unwrap()
    }

    fn size(text: &str) -> RoundSize {
        RoundSize::parse(text).unwrap()
    }

    #[test]
    fn the_sums_of_both_tables_are_those_of_the_shop() {
        for (table, ranges, count, outside) in
            [(RangeTable::a(), 13, 98_001, 2), (RangeTable::b(), 15, 85_000, 2)]
        {
            let table = table.checked().unwrap();
            assert_eq!((table.ranges.len(), table.count(), table.outside().len()), (ranges, count, outside));
            let beyond: u32 =
                table.outside().iter().map(|(first, last)| last.value() - first.value() + 1).sum();
            assert_eq!(table.count() + beyond, SPACE);
        }
        let gaps = RangeTable::a().outside();
        assert_eq!(gaps, vec![(number(0), number(999)), (number(79_001), number(79_999))]);
    }

    #[test]
    fn a_number_belongs_to_the_block_of_the_nearest_size() {
        let (a, b) = (RangeTable::a(), RangeTable::b());
        assert_eq!(a.owner_of(size("10.5")).unwrap().label, "10.25 & 10.50");
        assert_eq!(a.owner_of(size("5.7")).unwrap().label, "5.75");
        assert_eq!((a.owner_of(size("5.875")), a.owner_of(size("5.0"))), (None, None));
        assert_eq!(a.range_of(number(79_000)).unwrap().label, "7.5");
        assert_eq!(a.range_of(number(79_001)), None);
        assert_eq!(a.judge(number(10_294), Some(size("10.25"))), Judged::In);
        assert_eq!(b.judge(number(10_294), Some(size("10.25"))), Judged::Out);
        assert_eq!(a.judge(number(20_000), Some(size("6.25"))), Judged::Out);
        assert_eq!(a.judge(number(20_000), Some(size("5.875"))), Judged::NoRange);
        assert_eq!(a.judge(number(99_001), None), Judged::NoSize);
    }

    #[test]
    fn a_table_whose_ranges_share_a_number_is_refused() {
        let mut table = RangeTable::a();
        table.ranges[9].last = number(80_000);
        assert_eq!(
            table.checked().unwrap_err().to_string(),
            "the ranges `7.5` and `8.0` share numbers from O80000 to O80000: end one before the other begins"
        );
    }

    #[test]
    fn a_table_with_a_flaw_says_which() {
        let broken = |change: fn(&mut RangeTable)| {
            let mut table = RangeTable::a();
            change(&mut table);
            table.checked().unwrap_err()
        };
        assert_eq!(broken(|table| table.ranges.clear()), Flaw::Empty);
        assert_eq!(broken(|table| table.ranges[0].label = " ".to_owned()), Flaw::Label);
        assert!(matches!(
            broken(|table| table.ranges[0].label = "6.0".to_owned()),
            Flaw::SameLabel { label } if label == "6.0"
        ));
        assert!(matches!(
            broken(|table| table.ranges[4].last = ProgramNumber::from_value(49_999).unwrap()),
            Flaw::Backwards { .. }
        ));
        assert!(matches!(
            broken(|table| table.ranges[0].sizes.push(RoundSize::parse("6.25").unwrap())),
            Flaw::SameSize { .. }
        ));
        assert!(matches!(
            broken(|table| table.ranges[0].overflow.push("nowhere".to_owned())),
            Flaw::Overflow { .. }
        ));
        assert!(matches!(broken(|table| table.ranges[0].alerts = [90, 75]), Flaw::Alerts { .. }));
    }
}

//! The next free number: one function for everybody who asks.

use super::number::ProgramNumber;
use super::ranges::{Range, RangeTable, Strategy};
use super::refusal::{ProgramRefusal, Room};
use super::size::RoundSize;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most numbers one request may ask for.
pub const MOST_AT_ONCE: u32 = 1000;

/// Which block somebody wants numbers of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// The block a round size belongs to.
    Size(RoundSize),
    /// A range by its label.
    Range(String),
    /// No matter where: only the preferred number counts.
    Anywhere,
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    pub block: Block,
    /// The first number, if it must be this one: unusable, it is refused and never replaced in silence.
    pub preferred: Option<ProgramNumber>,
    pub count: u32,
    /// Numbers that follow each other.
    pub contiguous: bool,
}

impl Ask {
    pub fn of_size(size: RoundSize) -> Self {
        Self { block: Block::Size(size), preferred: None, count: 1, contiguous: false }
    }
}

/// The ranges an answer may come from: the one that is asked for, then those it overflows into.
pub fn ranges_for<'t>(table: &'t RangeTable, block: &Block) -> Result<Vec<&'t Range>, ProgramRefusal> {
    let first = match block {
        Block::Size(size) => table.owner_of(*size).ok_or(ProgramRefusal::NoRangeForSize { size: *size })?,
        Block::Range(label) => {
            table.range(label).ok_or_else(|| ProgramRefusal::NoSuchRange { range: label.clone() })?
        }
        Block::Anywhere => return Ok(Vec::new()),
    };
    let overflow = first.overflow.iter().filter_map(|label| table.range(label));
    Ok([first].into_iter().chain(overflow).collect())
}

/// The numbers that are next, as many as asked, or why there are none. `taken` are all numbers that are not free, in
/// the ranges asked for and around the preferred one.
pub fn next_available(
    table: &RangeTable,
    ask: &Ask,
    taken: &BTreeSet<ProgramNumber>,
) -> Result<Vec<ProgramNumber>, ProgramRefusal> {
    if !(1..=MOST_AT_ONCE).contains(&ask.count) {
        return Err(ProgramRefusal::CountOutOfBounds { most: MOST_AT_ONCE });
    }
    let ranges = ranges_for(table, &ask.block)?;
    if let Some(first) = ask.preferred {
        return from_preferred(first, ask, &ranges, taken);
    }
    let mut found = Vec::new();
    for range in &ranges {
        let missing = ask.count - found.len() as u32;
        if ask.contiguous {
            if let Some(run) = run_in(range, ask.count, taken) {
                return Ok(run);
            }
        } else {
            found.extend(free_in(range, taken).take(missing as usize));
            if found.len() as u32 == ask.count {
                return Ok(found);
            }
        }
    }
    let Some(asked) = ranges.first() else { return Err(ProgramRefusal::PreferredMissing) };
    let (range, free) = (asked.label.clone(), free_in(asked, taken).count() as u32);
    Err(ProgramRefusal::RangeFull { range, free, count: ask.count, contiguous: ask.contiguous, room: vec![] })
}

/// Ranges that have at least so many free numbers: what a refusal names instead.
pub fn room(table: &RangeTable, count: u32, taken: &BTreeSet<ProgramNumber>) -> Vec<Room> {
    let free = |range: &Range| Room {
        range: range.label.clone(),
        free: range.count() - taken.range(range.first..=range.last).count() as u32,
    };
    table.ranges.iter().map(free).filter(|room| room.free >= count).collect()
}

fn from_preferred(
    first: ProgramNumber,
    ask: &Ask,
    ranges: &[&Range],
    taken: &BTreeSet<ProgramNumber>,
) -> Result<Vec<ProgramNumber>, ProgramRefusal> {
    if let Some(asked) = ranges.first()
        && !ranges.iter().any(|range| range.contains(first))
    {
        return Err(ProgramRefusal::PreferredElsewhere { number: first, range: asked.label.clone() });
    }
    let run: Vec<ProgramNumber> =
        (first.value()..).take(ask.count as usize).map_while(ProgramNumber::from_value).collect();
    match run.iter().find(|number| taken.contains(number)) {
        Some(number) => Err(ProgramRefusal::NotFree { number: *number, state: None, by: String::new() }),
        None if run.len() as u32 != ask.count => Err(ProgramRefusal::CountOutOfBounds { most: MOST_AT_ONCE }),
        None => Ok(run),
    }
}

/// The free numbers of a range, in the order in which they are given.
pub fn free_in<'a>(
    range: &Range,
    taken: &'a BTreeSet<ProgramNumber>,
) -> Box<dyn Iterator<Item = ProgramNumber> + 'a> {
    let (first, last) = (range.first.value(), range.last.value());
    let free = |number: &ProgramNumber| !taken.contains(number);
    let numbers = |from: u32, to: u32| (from..=to).filter_map(ProgramNumber::from_value);
    match range.strategy {
        Strategy::Lowest => Box::new(numbers(first, last).filter(free)),
        Strategy::Highest => Box::new(numbers(first, last).rev().filter(free)),
        Strategy::AfterLast => {
            let highest = taken.range(range.first..=range.last).next_back();
            let after = highest.map_or(first, |number| number.value() + 1);
            let before = (first..after.min(last + 1)).filter_map(ProgramNumber::from_value);
            Box::new(numbers(after, last).chain(before).filter(free))
        }
    }
}

/// Numbers of one range that follow each other: the lowest run, or the highest where the range gives from the top.
fn run_in(range: &Range, count: u32, taken: &BTreeSet<ProgramNumber>) -> Option<Vec<ProgramNumber>> {
    let mut best = None;
    let mut from = range.first.value();
    let ends = taken.range(range.first..=range.last).map(|number| number.value());
    for end in ends.chain([range.last.value() + 1]) {
        if end - from >= count {
            let start = if range.strategy == Strategy::Highest { end - count } else { from };
            best = Some(start);
            if range.strategy == Strategy::Lowest {
                break;
            }
        }
        from = end + 1;
    }
    let start = best?;
    Some((start..start + count).filter_map(ProgramNumber::from_value).collect())
}

#[cfg(test)]
mod tests {
    use super::super::ranges::Strategy as Giving;
    use super::*;
    use proptest::prelude::*;

    fn number(value: u32) -> ProgramNumber {
        ProgramNumber::from_value(value).unwrap()
    }

    fn numbers(values: impl IntoIterator<Item = u32>) -> BTreeSet<ProgramNumber> {
        values.into_iter().map(number).collect()
    }

    fn ask(size: &str, count: u32, contiguous: bool) -> Ask {
        Ask { count, contiguous, ..Ask::of_size(RoundSize::parse(size).unwrap()) }
    }

    #[test]
    fn the_lowest_free_number_of_the_size_is_next() {
        let table = RangeTable::a();
        let taken = numbers([62_500, 62_501, 62_503]);
        let next = next_available(&table, &ask("6.25", 2, false), &taken).unwrap();
        assert_eq!(next, vec![number(62_502), number(62_504)]);
        let run = next_available(&table, &ask("6.25", 2, true), &taken).unwrap();
        assert_eq!(run, vec![number(62_504), number(62_505)]);
    }

    #[test]
    fn a_preferred_number_is_given_or_refused_and_never_replaced() {
        let table = RangeTable::a();
        let taken = numbers([62_600]);
        let wish = |value, size| Ask { preferred: Some(number(value)), ..ask(size, 1, false) };
        assert_eq!(next_available(&table, &wish(62_601, "6.25"), &taken), Ok(vec![number(62_601)]));
        assert!(matches!(
            next_available(&table, &wish(62_600, "6.25"), &taken),
            Err(ProgramRefusal::NotFree { .. })
        ));
        assert!(matches!(
            next_available(&table, &wish(62_601, "7.0"), &taken),
            Err(ProgramRefusal::PreferredElsewhere { .. })
        ));
    }

    #[test]
    fn a_full_range_overflows_only_where_its_policy_says_so() {
        let mut table = RangeTable::a();
        let taken = numbers(13_000..=13_999);
        let refused = next_available(&table, &ask("13.0", 1, false), &taken);
        assert!(matches!(refused, Err(ProgramRefusal::RangeFull { free: 0, .. })));
        table.ranges[2].overflow = vec!["Free Range 2".to_owned()];
        let table = table.checked().unwrap();
        assert_eq!(next_available(&table, &ask("13.0", 1, false), &taken), Ok(vec![number(14_000)]));
    }

    #[test]
    fn a_range_may_give_from_the_top_or_after_its_last() {
        let mut table = RangeTable::a();
        table.ranges[2].strategy = Giving::Highest;
        let taken = numbers([13_000, 13_999]);
        let next = next_available(&table, &ask("13.0", 2, true), &taken).unwrap();
        assert_eq!(next, vec![number(13_997), number(13_998)]);
        table.ranges[2].strategy = Giving::AfterLast;
        let taken = numbers([13_000, 13_500]);
        let next = next_available(&table, &ask("13.0", 1, false), &taken).unwrap();
        assert_eq!(next, vec![number(13_501)]);
        let next = next_available(&table, &ask("13.0", 2, false), &numbers([13_001, 13_999])).unwrap();
        assert_eq!(next, vec![number(13_000), number(13_002)]);
    }

    proptest! {
        /// What is given is free, of the range, never twice, and in order the lowest there are.
        #[test]
        fn only_free_numbers_of_the_block_are_given(
            taken in proptest::collection::btree_set(13_000u32..=13_999, 0..900),
            count in 1u32..40,
            contiguous in any::<bool>(),
        ) {
            let table = RangeTable::a();
            let held = numbers(taken.iter().copied());
            if let Ok(given) = next_available(&table, &ask("13.0", count, contiguous), &held) {
                prop_assert_eq!(given.len() as u32, count);
                prop_assert!(given.iter().all(|one| !held.contains(one) && (13_000..=13_999).contains(&one.value())));
                prop_assert!(given.windows(2).all(|pair| pair[0] < pair[1]));
                if contiguous {
                    prop_assert_eq!(given[count as usize - 1].value() - given[0].value(), count - 1);
                } else {
                    let lowest: Vec<u32> = (13_000..=13_999).filter(|one| !taken.contains(one)).take(count as usize).collect();
                    prop_assert_eq!(given.iter().map(|one| one.value()).collect::<Vec<_>>(), lowest);
                }
            } else if !contiguous {
                prop_assert!(1_000 - taken.len() < count as usize);
            }
        }
    }
}

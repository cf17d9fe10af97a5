//! Free numbers for a plan: each is given once, and none that anybody holds, claims or names.

use super::number::{ProgramNumber, SPACE};
use super::ranges::{Range, RangeTable, Strategy};
use super::reading::ReadProgram;
use super::registry::Registry;
use super::size::RoundSize;
use std::collections::BTreeMap;

/// The numbers that are left.
pub(super) struct Vacancies<'a> {
    table: &'a RangeTable,
    taken: Vec<bool>,
    /// What a range still has, the next one last; made when the range is first asked.
    left: BTreeMap<&'a str, Vec<ProgramNumber>>,
}

impl<'a> Vacancies<'a> {
    pub(super) fn new(files: &[ReadProgram], registry: &Registry, table: &'a RangeTable) -> Self {
        let mut taken = vec![false; SPACE as usize];
        let named = files.iter().flat_map(|file| {
            let references = file.references.iter().map(|reference| reference.number);
            references.chain(file.number()).chain(file.name.as_ref().map(|name| name.number))
        });
        for number in named.chain(registry.numbers()) {
            taken[number.value() as usize] = true;
        }
        Self { table, taken, left: BTreeMap::new() }
    }

    /// The next free number of the range a size belongs to, or of those it overflows into; without a size, or with one
    /// no range belongs to, of the free ranges.
    pub(super) fn next(&mut self, size: Option<RoundSize>) -> Option<ProgramNumber> {
        let table = self.table;
        let Some(owner) = size.and_then(|size| table.owner_of(size)) else {
            return table
                .ranges
                .iter()
                .filter(|range| range.is_free_range())
                .find_map(|range| self.take(range));
        };
        let overflow = owner.overflow.iter().filter_map(|label| table.range(label));
        std::iter::once(owner).chain(overflow).find_map(|range| self.take(range))
    }

    fn take(&mut self, range: &'a Range) -> Option<ProgramNumber> {
        let taken = &self.taken;
        self.left.entry(&range.label).or_insert_with(|| left_in(range, taken)).pop()
    }
}

/// The free numbers of a range against its strategy's order, so that the next one is the last.
fn left_in(range: &Range, taken: &[bool]) -> Vec<ProgramNumber> {
    let numbers = range.first.value()..=range.last.value();
    let is_taken = |value: u32| taken.get(value as usize).copied().unwrap_or(true);
    let mut free: Vec<u32> = numbers.clone().rev().filter(|value| !is_taken(*value)).collect();
    match range.strategy {
        Strategy::Lowest => {}
        Strategy::Highest => free.reverse(),
        Strategy::AfterLast => {
            let last = numbers.rev().find(|value| is_taken(*value));
            let beyond = free.partition_point(|value| last.is_some_and(|last| *value > last));
            free.rotate_left(beyond);
        }
    }
    free.into_iter().filter_map(ProgramNumber::from_value).collect()
}

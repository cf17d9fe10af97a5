//! Plans over many programs: what goes to its right range, and which copies could go. A plan is only looked at; what is
//! carried out are its moves, all of them or none.

use super::next::{free_in, ranges_for};
use super::number::ProgramNumber;
use super::ranges::{Judged, RangeTable};
use super::record::Program;
use super::size::RoundSize;
use super::{Block, Move};
use crate::id::ProgramId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A program with the number it has.
pub type Numbered = (Program, ProgramNumber);

/// One program that is not in the range of its size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMove {
    pub program: ProgramId,
    pub from: ProgramNumber,
    /// None where its range is full.
    pub to: Option<ProgramNumber>,
    pub title: String,
    pub size: RoundSize,
    /// The range it lies in; none outside of all ranges.
    pub lies_in: Option<String>,
    pub belongs_in: String,
    /// Programs whose comments name it.
    pub named_by: Vec<ProgramNumber>,
}

impl PlannedMove {
    /// What is carried out.
    pub fn as_move(&self) -> Option<Move> {
        Some(Move { program: self.program, from: self.from, to: self.to? })
    }
}

/// Every program that is out of its range with the number it would get, lowest number first. `taken` are all numbers
/// that are not free; none is given twice.
pub fn to_right_range(
    programs: &[Numbered],
    table: &RangeTable,
    taken: &BTreeSet<ProgramNumber>,
) -> Vec<PlannedMove> {
    let mut named: BTreeMap<ProgramNumber, Vec<ProgramNumber>> = BTreeMap::new();
    for (program, number) in programs {
        for name in &program.imprint.names {
            named.entry(*name).or_default().push(*number);
        }
    }
    let mut out: Vec<(&Program, ProgramNumber, RoundSize)> = programs
        .iter()
        .filter_map(|(program, number)| Some((program, *number, program.size()?.0)))
        .filter(|(_, number, size)| table.judge(*number, Some(*size)) == Judged::Out)
        .collect();
    out.sort_by_key(|(_, number, _)| *number);
    let mut given: BTreeSet<ProgramNumber> = BTreeSet::new();
    let mut vacancies: BTreeMap<&str, Vec<ProgramNumber>> = BTreeMap::new();
    let planned = out.into_iter().filter_map(|(program, from, size)| {
        let owner = table.owner_of(size)?;
        let left = vacancies.entry(&owner.label).or_insert_with(|| {
            let ranges = ranges_for(table, &Block::Size(size)).unwrap_or_default();
            let mut free: Vec<_> = ranges.iter().flat_map(|range| free_in(range, taken)).collect();
            free.reverse();
            free
        });
        let to = std::iter::from_fn(|| left.pop()).find(|number| given.insert(*number));
        Some(PlannedMove {
            program: program.id,
            from,
            to,
            title: program.imprint.title.clone(),
            size,
            lies_in: table.range_of(from).map(|range| range.label.clone()),
            belongs_in: owner.label.clone(),
            named_by: named.get(&from).cloned().unwrap_or_default(),
        })
    });
    planned.collect()
}

/// Programs with one content under several numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// The one that stays: in the range of its size, then the lowest number.
    pub keep: ProgramNumber,
    pub title: String,
    /// The others, lowest number first.
    pub surplus: Vec<(ProgramId, ProgramNumber)>,
}

/// Every content, the O-line aside, that more than one program has, in the order of the numbers kept.
pub fn copies(programs: &[Numbered], table: &RangeTable) -> Vec<Copies> {
    let mut groups: BTreeMap<String, Vec<&Numbered>> = BTreeMap::new();
    for one in programs {
        if let Some(fingerprint) = one.0.imprint.fingerprint {
            groups.entry(fingerprint.to_string()).or_default().push(one);
        }
    }
    let mut found: Vec<Copies> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .filter_map(|mut group| {
            let judged = |one: &Numbered| table.judge(one.1, one.0.size().map(|(size, _)| size));
            group.sort_by_key(|one| (judged(one) != Judged::In, one.1));
            let (keep, others) = group.split_first()?;
            let mut surplus: Vec<_> = others.iter().map(|(program, number)| (program.id, *number)).collect();
            surplus.sort_by_key(|(_, number)| *number);
            Some(Copies { keep: keep.1, title: keep.0.imprint.title.clone(), surplus })
        })
        .collect();
    found.sort_by_key(|copies| copies.keep);
    found
}

/// What another table of ranges would do to the programs there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// Programs out of their range now, and under the new table.
    pub out_before: u32,
    pub out_after: u32,
    /// Programs the new table puts out of range, and those it brings back in.
    pub put_out: u32,
    pub brought_in: u32,
}

/// Compares two tables on the same programs.
pub fn impact(programs: &[Numbered], before: &RangeTable, after: &RangeTable) -> Impact {
    let mut impact = Impact::default();
    for (program, number) in programs {
        let size = program.size().map(|(size, _)| size);
        let out = |table: &RangeTable| table.judge(*number, size) == Judged::Out;
        let (was, is) = (out(before), out(after));
        impact.out_before += u32::from(was);
        impact.out_after += u32::from(is);
        impact.put_out += u32::from(is && !was);
        impact.brought_in += u32::from(was && !is);
    }
    impact
}

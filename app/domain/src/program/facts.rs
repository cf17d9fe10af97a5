//! Counts over a folder of programs: what it holds, and what is odd about it.

use super::fingerprint::Digest;
use super::header::{Content, Oddity};
use super::name::extension_of;
use super::number::ProgramNumber;
use super::ranges::{Judged, RangeTable};
use super::reading::ReadProgram;
use super::references::Relation;
use super::size::RoundSize;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Counts of files, if nothing else is said. Those of O-lines count what the strict rule found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    pub files: u32,
    pub bytes: u64,
    pub names: NameFacts,
    pub numbers: NumberFacts,
    pub titles: TitleFacts,
    pub contents: ContentFacts,
    pub duplicates: DuplicateFacts,
    pub ranges: RangeFacts,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NameFacts {
    /// By ending in lower case; `none` for a name without one.
    pub extensions: BTreeMap<String, u32>,
    pub with_number: u32,
    pub distinct_numbers: u32,
    pub digits: BTreeMap<u8, u32>,
    /// `(1)`, `_1`, `- Kopie`.
    pub with_suffix: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NumberFacts {
    pub with: u32,
    pub without: u32,
    /// Without, but found behind a `%` on the same line.
    pub only_tolerant: u32,
    pub line: BTreeMap<u32, u32>,
    pub upper_case: u32,
    pub lower_case: u32,
    pub digits: BTreeMap<usize, u32>,
    pub other_than_name: u32,
    pub other_than_name_tolerant: u32,
    pub two_o_lines: u32,
    pub no_blank_before_title: u32,
    pub second_parenthesis: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TitleFacts {
    pub with: u32,
    pub without: u32,
    pub distinct: u32,
    /// Titles of more than one file.
    pub shared: u32,
    /// Titles with a mark of the shop in them.
    pub marks: BTreeMap<&'static str, u32>,
    pub sized: u32,
    pub not_sized: u32,
    pub sizes: BTreeMap<RoundSize, u32>,
    /// The code turns another size than the title names.
    pub against_geometry: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ContentFacts {
    pub encodings: BTreeMap<&'static str, u32>,
    pub line_ends: BTreeMap<&'static str, u32>,
    pub empty: u32,
    pub dead: u32,
    /// Files with a number and no word of code.
    pub no_code: u32,
    /// `M30` or `M02`.
    pub with_end: u32,
    pub calls: u32,
    /// Bytes of the files with a number.
    pub smallest: u64,
    pub median: u64,
    pub largest: u64,
    /// Files that name another number.
    pub naming_others: u32,
    /// Files that say they were renamed or moved.
    pub with_former_number: u32,
}

/// Groups of equal files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Groups {
    pub groups: u32,
    pub files: u32,
    pub surplus: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DuplicateFacts {
    /// Of the files with a number: equal in every byte.
    pub raw: Groups,
    /// Of the files with a number: equal but for the O-line.
    pub content: Groups,
    /// Numbers with several files of different content.
    pub same_number_other_content: u32,
    /// Numbers with several files of the same content.
    pub same_number_same_content: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RangeFacts {
    pub table: String,
    #[serde(rename = "in")]
    pub inside: u32,
    pub out: u32,
    /// Sized, but no range belongs to the size.
    pub no_range: u32,
    pub out_in_free_range: u32,
    pub out_in_gap: u32,
    pub out_in_other_block: u32,
    pub out_by_size: BTreeMap<RoundSize, u32>,
    /// Distinct numbers of the names in each range.
    pub numbers: BTreeMap<String, u32>,
    pub numbers_in_gaps: u32,
}

/// What the shop writes into titles.
const MARKS: [&str; 7] = ["$", "2PC", "HC", "XX", "STUD", "LUG", "STEEL"];

impl Facts {
    pub fn of(files: &[ReadProgram], table: &RangeTable) -> Self {
        let mut facts = Self { files: count(files.len()), ..Self::default() };
        facts.ranges.table.clone_from(&table.name);
        for file in files {
            facts.bytes += file.bytes;
            facts.names.add(file);
            facts.numbers.add(file);
            facts.contents.add(file);
            if is_program(file) {
                facts.titles.add(file);
                facts.ranges.add(file, table);
            }
        }
        facts.names.distinct(files, table, &mut facts.ranges);
        facts.titles.compare(files);
        facts.contents.measure(files);
        facts.duplicates = DuplicateFacts::of(files);
        facts
    }
}

/// A file whose number the strict rule found.
fn is_program(file: &ReadProgram) -> bool {
    file.header.o_line.as_ref().is_some_and(|line| line.strict && line.number.is_some())
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn one_more<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K) {
    *counts.entry(key).or_default() += 1;
}

impl NameFacts {
    fn add(&mut self, file: &ReadProgram) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        one_more(&mut self.extensions, extension_of(name).unwrap_or_else(|| "none".to_owned()));
        if let Some(name) = &file.name {
            self.with_number += 1;
            one_more(&mut self.digits, name.digits);
            self.with_suffix += u32::from(name.suffix.is_some());
        }
    }

    fn distinct(&mut self, files: &[ReadProgram], table: &RangeTable, ranges: &mut RangeFacts) {
        let named = files.iter().filter_map(|file| file.name.as_ref().map(|name| name.number));
        let numbers: BTreeSet<ProgramNumber> = named.collect();
        self.distinct_numbers = count(numbers.len());
        ranges.numbers = table.ranges.iter().map(|range| (range.label.clone(), 0)).collect();
        for number in numbers {
            match table.range_of(number) {
                Some(range) => one_more(&mut ranges.numbers, range.label.clone()),
                None => ranges.numbers_in_gaps += 1,
            }
        }
    }
}

impl NumberFacts {
    fn add(&mut self, file: &ReadProgram) {
        let other = u32::from(file.other_name().is_some());
        self.other_than_name_tolerant += other;
        let o_line = file.header.o_line.as_ref().filter(|line| line.number.is_some());
        let Some(o_line) = o_line.filter(|line| line.strict) else {
            self.without += 1;
            self.only_tolerant += u32::from(o_line.is_some());
            return;
        };
        self.with += 1;
        one_more(&mut self.line, o_line.line);
        one_more(&mut self.digits, o_line.digits.len());
        self.lower_case += u32::from(o_line.lower_case);
        self.upper_case += u32::from(!o_line.lower_case);
        self.other_than_name += other;
        for oddity in &file.header.oddities {
            match oddity {
                Oddity::MoreNumberLines { .. } => self.two_o_lines += 1,
                Oddity::NoBlankBeforeTitle => self.no_blank_before_title += 1,
                Oddity::SecondParenthesis => self.second_parenthesis += 1,
                _ => {}
            }
        }
    }
}

impl TitleFacts {
    fn add(&mut self, file: &ReadProgram) {
        match file.header.title() {
            None => self.without += 1,
            Some(title) => {
                self.with += 1;
                for mark in MARKS.into_iter().filter(|mark| title.to_ascii_uppercase().contains(mark)) {
                    one_more(&mut self.marks, mark);
                }
            }
        }
        match file.size() {
            None => self.not_sized += 1,
            Some(size) => {
                self.sized += 1;
                one_more(&mut self.sizes, size);
                let turned = file.size_turned();
                let against = turned.is_some_and(|turned| turned.distance(size) > RoundSize::TOLERANCE);
                self.against_geometry += u32::from(against);
            }
        }
    }

    fn compare(&mut self, files: &[ReadProgram]) {
        let mut titles: BTreeMap<&str, u32> = BTreeMap::new();
        for title in files.iter().filter(|file| is_program(file)).filter_map(|file| file.header.title()) {
            one_more(&mut titles, title);
        }
        self.distinct = count(titles.len());
        self.shared = count(titles.values().filter(|files| **files > 1).count());
    }
}

impl ContentFacts {
    fn add(&mut self, file: &ReadProgram) {
        one_more(&mut self.encodings, file.header.encoding.code());
        one_more(&mut self.line_ends, file.header.line_ends.code());
        match file.header.content {
            Content::Empty => self.empty += 1,
            Content::Dead { .. } => self.dead += 1,
            Content::Alive => {}
        }
        if is_program(file) {
            self.no_code += u32::from(file.code.words == 0);
            self.with_end += u32::from(file.code.ends);
            self.calls += u32::from(file.code.calls);
            let has = |former: bool| {
                u32::from(file.references.iter().any(|one| Relation::is_former(one.relation) == former))
            };
            self.naming_others += has(false);
            self.with_former_number += has(true);
        }
    }

    fn measure(&mut self, files: &[ReadProgram]) {
        let mut sizes: Vec<u64> =
            files.iter().filter(|file| is_program(file)).map(|file| file.bytes).collect();
        sizes.sort_unstable();
        let at = |index: usize| sizes.get(index).copied().unwrap_or_default();
        self.smallest = at(0);
        self.median = at(sizes.len() / 2);
        self.largest = at(sizes.len().saturating_sub(1));
    }
}

impl DuplicateFacts {
    fn of(files: &[ReadProgram]) -> Self {
        let programs = || files.iter().filter(|file| is_program(file));
        let mut numbers: BTreeMap<ProgramNumber, Vec<Digest>> = BTreeMap::new();
        for file in programs() {
            if let Some(number) = file.number() {
                numbers.entry(number).or_default().push(file.identity());
            }
        }
        let (mut other, mut same) = (0, 0);
        for contents in numbers.values().filter(|contents| contents.len() > 1) {
            let distinct = contents.iter().collect::<BTreeSet<_>>().len();
            other += u32::from(distinct > 1);
            same += u32::from(distinct < contents.len());
        }
        Self {
            raw: Groups::of(programs().map(|file| file.raw)),
            content: Groups::of(programs().filter_map(|file| file.fingerprint)),
            same_number_other_content: other,
            same_number_same_content: same,
        }
    }
}

impl Groups {
    fn of(digests: impl Iterator<Item = Digest>) -> Self {
        let mut files: BTreeMap<Digest, u32> = BTreeMap::new();
        digests.for_each(|digest| one_more(&mut files, digest));
        let mut groups = Self::default();
        for members in files.into_values().filter(|members| *members > 1) {
            groups.groups += 1;
            groups.files += members;
            groups.surplus += members - 1;
        }
        groups
    }
}

impl RangeFacts {
    fn add(&mut self, file: &ReadProgram, table: &RangeTable) {
        let (Some(number), Some(size)) = (file.number(), file.size()) else { return };
        match table.judge(number, Some(size)) {
            Judged::In => self.inside += 1,
            Judged::NoRange | Judged::NoSize => self.no_range += 1,
            Judged::Out => {
                self.out += 1;
                one_more(&mut self.out_by_size, size);
                match table.range_of(number) {
                    None => self.out_in_gap += 1,
                    Some(range) if range.is_free_range() => self.out_in_free_range += 1,
                    Some(_) => self.out_in_other_block += 1,
                }
            }
        }
    }
}

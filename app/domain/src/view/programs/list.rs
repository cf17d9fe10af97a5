//! The list of programs: what it is filtered by, and its rows.

use crate::id::ProgramId;
use crate::program::lathe::{Lathe, lathes_of};
use crate::program::{Judged, Program, ProgramNumber, RangeTable, RoundSize, SizeSource};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows of one page.
pub const ROWS: usize = 100;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgramSort {
    #[default]
    Number,
    Title,
    Size,
    Bytes,
    Changed,
}

impl ProgramSort {
    pub const ALL: [Self; 5] = [Self::Number, Self::Title, Self::Size, Self::Bytes, Self::Changed];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::Size => "size",
            Self::Bytes => "bytes",
            Self::Changed => "changed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == text)
    }
}

/// Which programs a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramsQuery {
    /// Words of titles and notes, a number, or numbers from one to another: `62500-62599`.
    pub text: String,
    pub size: Option<RoundSize>,
    pub judged: Option<Judged>,
    /// Only those whose content others have, too.
    pub copies: bool,
    /// What lies in the trash instead of what is there.
    pub trash: bool,
    pub sort: ProgramSort,
    pub falling: bool,
    /// From 1.
    pub page: u32,
}

/// A program in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramRow {
    pub id: ProgramId,
    /// Its number; of one in the trash the number it had last.
    pub number: Option<ProgramNumber>,
    pub title: String,
    pub size: Option<(RoundSize, SizeSource)>,
    pub judged: Judged,
    pub lathes: Vec<Lathe>,
    pub bytes: u32,
    /// Other programs with the same content.
    pub copies: u32,
    pub trashed: bool,
    /// Ledger entry that changed it last, and when that was.
    pub revision: u64,
    pub changed: Timestamp,
}

/// A page of programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramsPage {
    pub rows: Vec<ProgramRow>,
    /// Programs that fit the query, and all there are.
    pub matching: u32,
    pub total: u32,
    /// From 1.
    pub page: u32,
    pub pages: u32,
    /// Round sizes there are.
    pub sizes: Vec<RoundSize>,
}

/// A program with the number it has, as the store reads it.
pub type Numbered = (Program, Option<ProgramNumber>);

/// How many live programs have the content of each.
pub fn copies(programs: &[Numbered]) -> BTreeMap<ProgramId, u32> {
    let live = || programs.iter().filter(|(program, _)| program.stage.is_live());
    let mut counts = BTreeMap::new();
    for (program, _) in live() {
        if let Some(content) = program.imprint.fingerprint {
            *counts.entry(content).or_insert(0) += 1;
        }
    }
    live()
        .filter_map(|(program, _)| {
            let count = counts.get(&program.imprint.fingerprint?).copied().unwrap_or(1);
            Some((program.id, count - 1))
        })
        .collect()
}

/// All rows that fit, sorted; when they were changed is left to whoever reads the ledger.
pub fn listed(programs: &[Numbered], table: &RangeTable, query: &ProgramsQuery) -> Vec<ProgramRow> {
    let copies = copies(programs);
    let wanted = Wanted::of(&query.text);
    let mut rows: Vec<ProgramRow> = programs
        .iter()
        .filter(|(program, _)| program.stage.is_live() != query.trash)
        .filter(|(program, number)| wanted.fits(program, *number))
        .map(|(program, number)| row(program, *number, table, &copies))
        .filter(|row| query.size.is_none_or(|size| row.size.is_some_and(|(own, _)| own == size)))
        .filter(|row| query.judged.is_none_or(|judged| row.judged == judged))
        .filter(|row| !query.copies || row.copies > 0)
        .collect();
    rows.sort_by(|one, other| {
        let order = match query.sort {
            ProgramSort::Number => one.number.cmp(&other.number),
            ProgramSort::Title => one.title.cmp(&other.title),
            ProgramSort::Size => one.size.map(|size| size.0).cmp(&other.size.map(|size| size.0)),
            ProgramSort::Bytes => one.bytes.cmp(&other.bytes),
            ProgramSort::Changed => one.revision.cmp(&other.revision),
        };
        let order = if query.falling { order.reverse() } else { order };
        order.then(one.number.cmp(&other.number)).then(one.id.cmp(&other.id))
    });
    rows
}

impl ProgramsPage {
    pub fn of(programs: &[Numbered], table: &RangeTable, query: &ProgramsQuery) -> Self {
        let rows = listed(programs, table, query);
        let pages = rows.len().div_ceil(ROWS).max(1);
        let page = (query.page as usize).clamp(1, pages);
        let mut sizes: Vec<RoundSize> =
            programs.iter().filter_map(|(program, _)| Some(program.size()?.0)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let there = programs.iter().filter(|(program, _)| program.stage.is_live() != query.trash).count();
        Self {
            matching: rows.len() as u32,
            total: there as u32,
            page: page as u32,
            pages: pages as u32,
            sizes,
            rows: rows.into_iter().skip((page - 1) * ROWS).take(ROWS).collect(),
        }
    }
}

pub(super) fn row(
    program: &Program,
    number: Option<ProgramNumber>,
    table: &RangeTable,
    copies: &BTreeMap<ProgramId, u32>,
) -> ProgramRow {
    let size = program.size();
    let number = number.or_else(|| program.earlier.last().map(|earlier| earlier.number));
    ProgramRow {
        id: program.id,
        number,
        title: program.imprint.title.clone(),
        size,
        judged: number.map_or(Judged::NoSize, |number| table.judge(number, size.map(|(size, _)| size))),
        lathes: size.map(|(size, _)| lathes_of(size).to_vec()).unwrap_or_default(),
        bytes: program.imprint.size_bytes,
        copies: copies.get(&program.id).copied().unwrap_or(0),
        trashed: !program.stage.is_live(),
        revision: program.revision,
        changed: program.since,
    }
}

/// What was typed into the one field.
enum Wanted {
    Numbers(ProgramNumber, ProgramNumber),
    Words(Vec<String>),
}

impl Wanted {
    fn of(text: &str) -> Self {
        let number = |text: &str| ProgramNumber::parse(text).ok();
        let spaced = text.replace('–', "-");
        let (from, to) = spaced.split_once('-').unwrap_or((&spaced, &spaced));
        // Two or three digits are a measure of a part rather than a number.
        let long = |text: &str| text.trim().len() > 3;
        match (number(from), number(to)) {
            (Some(from_number), Some(to_number)) if long(from) && long(to) => {
                Self::Numbers(from_number, to_number)
            }
            _ => Self::Words(text.split_whitespace().map(str::to_lowercase).collect()),
        }
    }

    fn fits(&self, program: &Program, number: Option<ProgramNumber>) -> bool {
        match self {
            // A number a program had before finds it, too.
            Self::Numbers(from, to) => {
                let earlier = program.earlier.iter().map(|earlier| earlier.number);
                number.into_iter().chain(earlier).any(|number| (from..=to).contains(&&number))
            }
            Self::Words(words) => {
                let label = program.id.label();
                let text = format!("{} {} {label}", program.imprint.title, program.notes).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Earlier, Imprint, ProgramStage};

    fn number(value: u32) -> ProgramNumber {
        ProgramNumber::from_value(value).unwrap()
    }

    fn program(id: u64, value: u32, title: &str, code: &str) -> Numbered {
        let text = format!("%\nO{value:05} ({title})\nT101\nG00 X6.\n{code}\nM30\n%\n");
        let program = Program {
            id: ProgramId::new(id),
            stage: ProgramStage::Live,
            since: Timestamp::from_millis(0),
            version: 1,
            imprint: Imprint::of(text.as_bytes()),
            manual_size: None,
            notes: String::new(),
            earlier: Vec::new(),
            revision: id,
        };
        (program, Some(number(value)))
    }

    fn shop() -> Vec<Numbered> {
        let mut moved = program(3, 62_600, "6.25 DIA 66.9MM ID 1.0", "G01 Z-3.");
        moved.0.earlier.push(Earlier { number: number(2_822), entry: 9, at: Timestamp::from_millis(0) });
        vec![
            program(1, 62_500, "6.25 DIA 60MM ID .75 2PC", "G01 Z-1."),
            program(2, 306, "6.25 DIA 60MM ID .75 2PC", "G01 Z-1."),
            moved,
            program(4, 75_100, "7.5 IN 110MM 1.25 HC", "G01 Z-4."),
        ]
    }

    fn found(query: &ProgramsQuery) -> Vec<u32> {
        let page = ProgramsPage::of(&shop(), &RangeTable::a(), query);
        page.rows.iter().filter_map(|row| Some(row.number?.value())).collect()
    }

    fn text(text: &str) -> ProgramsQuery {
        ProgramsQuery { text: text.to_owned(), ..ProgramsQuery::default() }
    }

    #[test]
    fn a_program_is_found_by_words_numbers_and_the_number_it_had() {
        assert_eq!(found(&text("")), [306, 62_500, 62_600, 75_100]);
        assert_eq!(found(&text("2pc 60mm")), [306, 62_500]);
        assert_eq!(found(&text("62500-62999")), [62_500, 62_600]);
        assert_eq!(found(&text("O02822")), [62_600]);
        assert_eq!(found(&text("110")), [75_100], "a measure is no number");
    }

    #[test]
    fn programs_out_of_their_range_and_copies_are_picked_out() {
        let out = ProgramsQuery { judged: Some(Judged::Out), ..ProgramsQuery::default() };
        assert_eq!(found(&out), [306]);
        let copies = ProgramsQuery { copies: true, ..ProgramsQuery::default() };
        assert_eq!(found(&copies), [306, 62_500]);
        let size = RoundSize::parse("7.5").ok();
        assert_eq!(found(&ProgramsQuery { size, ..ProgramsQuery::default() }), [75_100]);
    }

    #[test]
    fn a_list_is_sorted_as_asked() {
        let sorted = |sort, falling| found(&ProgramsQuery { sort, falling, ..ProgramsQuery::default() });
        assert_eq!(sorted(ProgramSort::Changed, true), [75_100, 62_600, 306, 62_500]);
        assert_eq!(sorted(ProgramSort::Size, true), [75_100, 306, 62_500, 62_600]);
    }

    #[test]
    fn pages_hold_every_program_once() {
        let many: Vec<Numbered> =
            (0..250).map(|at| program(at + 1, 50_000 + at as u32, "x", "G01")).collect();
        let mut seen = Vec::new();
        for page in 1..=3 {
            let query = ProgramsQuery { page, ..ProgramsQuery::default() };
            let page = ProgramsPage::of(&many, &RangeTable::a(), &query);
            assert_eq!((page.matching, page.pages), (250, 3));
            seen.extend(page.rows.into_iter().map(|row| row.id.get()));
        }
        assert_eq!(seen, (1..=250).collect::<Vec<_>>());
    }
}

//! A stretch of the program numbers as a table.

use domain::view::heatmap::{BlockRow, Cell, Shown};
use domain::words::Language;

use super::{Sheet, yes};
use crate::catalogue::locale_of;
use crate::pages::heatmap::word;
use crate::parts::format::Reading;

/// One row for each number, free ones too.
pub fn program_numbers(rows: &[BlockRow], language: Language) -> Sheet {
    let (locale, reading) = (locale_of(language), Reading::utc(language));
    let header = language.pick(
        ["Nummer", "Stand", "Programm oder Zweck", "Seit", "Bis", "Falscher Bereich", "Gleicher Inhalt"],
        ["Number", "State", "Program or purpose", "Since", "Until", "Wrong range", "Same content"],
    );
    let row = |row: &BlockRow| {
        let cell = Cell::from_byte(row.cell).unwrap_or_default();
        let date = |at: Option<_>| at.map(|at| reading.date_time(at)).unwrap_or_default();
        [
            row.number.to_string(),
            word(Shown::State(cell.state()), locale).to_owned(),
            row.words.clone(),
            date(row.since),
            date(row.until),
            yes(cell.is_misplaced(), language),
            yes(cell.is_copy(), language),
        ]
    };
    Sheet::of(language.pick("Programmnummern", "program numbers"), header, rows.iter().map(row))
}

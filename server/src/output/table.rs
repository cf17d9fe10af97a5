//! Any table of texts as CSV for a German Excel, or as XLSX.

use super::mark::marked;
use domain::time::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// Rows of an Excel sheet, the header counted.
pub const MOST_ROWS: usize = 1_048_576;
/// Characters of an Excel cell.
pub const LONGEST_CELL: usize = 32_767;
/// Columns are as wide as their longest text, within these bounds, in characters.
const NARROWEST: usize = 8;
const WIDEST: usize = 60;

/// A table of one sheet.
pub struct Table<'a> {
    /// Name of the sheet: 1 to 31 characters.
    pub title: &'a str,
    pub header: &'a [&'a str],
    /// Each as long as the header.
    pub rows: &'a [Vec<String>],
}

/// Why a table is no Excel file. As CSV it is one all the same.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    #[error("an Excel sheet holds {MOST_ROWS} rows, this table has {0}: take the CSV file")]
    TooManyRows(usize),
    #[error("an Excel cell holds {LONGEST_CELL} characters, row {row} has a longer one: take the CSV file")]
    CellTooLong { row: usize },
    #[error("the Excel file could not be written: {0}")]
    Writer(#[from] XlsxError),
    #[error("the mail could not be written: {0}")]
    Mail(#[from] std::io::Error),
}

/// CSV with a byte order mark, `;` and CRLF: what a German Excel opens as it is meant.
pub fn csv(table: &Table<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let writes = "writing to memory does not fail";
    writer.write_record(table.header.iter().map(|cell| marked(cell).into_owned())).expect(writes);
    for row in table.rows {
        writer.write_record(row.iter().map(|cell| marked(cell).into_owned())).expect(writes);
    }
    writer.into_inner().expect(writes)
}

/// XLSX with a bold, fixed header, filters, and every cell a text. `made` is noted in the file; no person is.
pub fn xlsx(table: &Table<'_>, made: Timestamp) -> Result<Vec<u8>, NotWritten> {
    check(table)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(table.title).set_creation_datetime(&date(made)?));
    let sheet = workbook.add_worksheet();
    sheet.set_name(table.title)?;
    let bold = Format::new().set_bold();
    // Text as a format too: whoever edits a cell keeps its leading zeros.
    let text = Format::new().set_num_format("@");
    for (column, name) in (0_u16..).zip(table.header) {
        let longest = (table.rows.iter())
            .filter_map(|row| row.get(usize::from(column)))
            .map(|cell| cell.chars().count())
            .chain([name.chars().count() + 3])
            .max();
        sheet.set_column_width(column, longest.unwrap_or(0).clamp(NARROWEST, WIDEST) as f64 + 1.0)?;
        sheet.write_string_with_format(0, column, marked(name), &bold)?;
    }
    for (line, row) in (1_u32..).zip(table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            sheet.write_string_with_format(line, column, marked(cell), &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), false) = (table.header.len().checked_sub(1), table.rows.is_empty()) {
        let last = u16::try_from(last).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, u32::try_from(table.rows.len()).unwrap_or(u32::MAX), last)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn check(table: &Table<'_>) -> Result<(), NotWritten> {
    if table.rows.len() >= MOST_ROWS {
        return Err(NotWritten::TooManyRows(table.rows.len() + 1));
    }
    // Excel counts UTF-16 units; the mark takes one.
    let is_long = |cell: &String| cell.len() >= LONGEST_CELL && cell.encode_utf16().count() >= LONGEST_CELL;
    match table.rows.iter().position(|row| row.iter().any(is_long)) {
        Some(row) => Err(NotWritten::CellTooLong { row: row + 2 }),
        None => Ok(()),
    }
}

fn date(made: Timestamp) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day, hour, minute, second) = made.civil();
    let narrow = |number: u32| number as u8;
    // A spreadsheet's calendar begins in 1900.
    ExcelDateTime::from_ymd(year.clamp(1900, 9999) as u16, narrow(month), narrow(day))?.and_hms(
        hour as u16,
        narrow(minute),
        f64::from(second),
    )
}

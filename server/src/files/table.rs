//! Rows and cells out of CSV text or a workbook, whatever program wrote it, within fixed bounds of memory.

use super::archive::{self, Workbook};
use super::legacy;
use super::refusal::ListRefusal;
use calamine::{Cell as SheetCell, DataRef, Reader, SheetType, SheetVisible, Xlsb, Xlsx};
use std::io::Cursor;

/// The most rows with anything in them: 100,000 documents and their header.
pub(super) const MOST_ROWS: usize = 100_001;
/// The most filled cells, and bytes of text in them: far above what 100,000 documents need.
const MOST_CELLS: usize = 2_000_000;
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// The longest text of one cell; 1,000 page ranges fit.
const LONGEST_TEXT: usize = 16 * 1024;
/// Columns further right are not looked at.
const MOST_COLUMNS: u32 = 256;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Cell {
    #[default]
    Empty,
    /// Without blanks at either end.
    Text(String),
    Number(f64),
    Date,
    TooLong,
}

/// A row that has at least one filled cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// From 1.
    pub(super) line: u64,
    pub(super) cells: Vec<Cell>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    /// Name of the sheet that was read, and how many other filled or unread ones there are.
    pub(super) sheet: Option<(String, usize)>,
    cells: usize,
    text: usize,
}

impl Cell {
    /// As a person sees it, cut short for use in a sentence.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => shown(text),
            Self::Number(number) => number.to_string(),
            Self::Date => "#date".to_owned(),
            Self::TooLong => "…".to_owned(),
        }
    }

    pub(super) fn text(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        match text.len() {
            0 => Self::Empty,
            length if length > LONGEST_TEXT => Self::TooLong,
            _ => Self::Text(text.to_owned()),
        }
    }
}

/// At most 60 characters, none of them a control character.
pub(super) fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect()
}

impl Row {
    pub(super) fn cell(&self, at: Option<usize>) -> &Cell {
        at.and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Empty)
    }
}

impl Table {
    /// Reads the first filled sheet, or the text.
    pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Self, ListRefusal> {
        let unreadable = || ListRefusal::Unreadable { name: shown(name) };
        if bytes.is_empty() {
            return Err(ListRefusal::Empty);
        }
        if bytes.starts_with(b"PK") {
            let kind = archive::check(bytes).map_err(|trouble| trouble.about(name))?;
            return quietly(|| match kind {
                Workbook::Xml => xlsx(bytes, name),
                Workbook::Binary => xlsb(bytes, name),
            })
            .unwrap_or_else(|| Err(unreadable()));
        }
        if bytes.starts_with(&legacy::MAGIC) {
            return quietly(|| legacy::read(bytes, name)).unwrap_or_else(|| Err(unreadable()));
        }
        csv_text(&decoded(bytes).ok_or_else(|| ListRefusal::NotAList { name: shown(name) })?)
    }

    /// Adds a cell; rows come from top to bottom, and empty ones are left out.
    pub(super) fn put(&mut self, line: u64, column: u32, cell: Cell) -> Result<(), ListRefusal> {
        if cell == Cell::Empty || column >= MOST_COLUMNS {
            return Ok(());
        }
        self.cells += 1;
        self.text += if let Cell::Text(text) = &cell { text.len() } else { 0 };
        if self.cells > MOST_CELLS || self.text > MOST_TEXT {
            return Err(ListRefusal::TooBigUnpacked);
        }
        if self.rows.last().is_none_or(|row| row.line != line) {
            if self.rows.len() == MOST_ROWS {
                return Err(ListRefusal::TooManyRows { most: MOST_ROWS as u64 - 1 });
            }
            self.rows.push(Row { line, cells: Vec::new() });
        }
        let row = self.rows.last_mut().expect("a row was just pushed");
        let at = column as usize;
        if row.cells.len() <= at {
            row.cells.resize(at + 1, Cell::Empty);
        }
        row.cells[at] = cell;
        Ok(())
    }
}

/// Runs a foreign parser; a panic in it, which only a damaged file can cause, is `None`.
fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

/// Goes through the visible sheets until one has something in it.
///
/// The cells are taken one by one: a whole range would reserve memory for every cell between the first and the last.
macro_rules! first_filled_sheet {
    ($workbook:expr, $name:expr) => {{
        let mut workbook = $workbook;
        let unreadable = || ListRefusal::Unreadable { name: shown($name) };
        let sheets: Vec<String> = (workbook.sheets_metadata().iter())
            .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect();
        for (at, sheet) in sheets.iter().enumerate() {
            let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| unreadable())?;
            let mut table = Table::default();
            while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
                put_sheet_cell(&mut table, &cell)?;
            }
            if !table.rows.is_empty() {
                table.sheet = Some((shown(sheet), sheets.len() - at - 1));
                return Ok(table);
            }
        }
        Err(ListRefusal::Empty)
    }};
}

fn xlsx(bytes: &[u8], name: &str) -> Result<Table, ListRefusal> {
    let workbook =
        Xlsx::new(Cursor::new(bytes)).map_err(|_| ListRefusal::Unreadable { name: shown(name) })?;
    first_filled_sheet!(workbook, name)
}

fn xlsb(bytes: &[u8], name: &str) -> Result<Table, ListRefusal> {
    let workbook =
        Xlsb::new(Cursor::new(bytes)).map_err(|_| ListRefusal::Unreadable { name: shown(name) })?;
    first_filled_sheet!(workbook, name)
}

fn put_sheet_cell(table: &mut Table, cell: &SheetCell<DataRef<'_>>) -> Result<(), ListRefusal> {
    let value = match cell.get_value() {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(value) => Cell::text(if *value { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Cell::Date,
        DataRef::Error(error) => Cell::text(&error.to_string()),
        DataRef::Empty => Cell::Empty,
    };
    let (row, column) = cell.get_position();
    table.put(u64::from(row) + 1, column, value)
}

/// Text in UTF-8, UTF-16 or, where it is neither, Windows-1252. `None` for bytes that are no text.
fn decoded(bytes: &[u8]) -> Option<String> {
    let looks_wide = |odd: usize| {
        let sample = &bytes[..bytes.len().min(64)];
        sample.len() >= 4 && sample.chunks_exact(2).all(|pair| pair[odd] == 0 && pair[1 - odd] != 0)
    };
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if looks_wide(1) => encoding_rs::UTF_16LE,
        None if looks_wide(0) => encoding_rs::UTF_16BE,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::WINDOWS_1252,
    };
    let (text, _, damaged) = encoding.decode(bytes);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{80}'..='\u{9f}');
    let foreign = text.starts_with("%PDF") || text.trim_start().starts_with('<');
    (!damaged && !foreign && !text.contains(control)).then(|| text.into_owned())
}

fn csv_text(text: &str) -> Result<Table, ListRefusal> {
    let (text, skipped, delimiter) = delimited(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    let (mut line, mut counted) = (1 + skipped, 0);
    while reader.read_record(&mut record).is_ok_and(|more| more) {
        // The library's own count is one line behind after CRLF, and blank lines belong to the record below them.
        let at =
            record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let rest = text.get(at..).unwrap_or("");
        let start = text.len() - rest.trim_start_matches(['\r', '\n']).len();
        line += line_ends(&text.as_bytes()[counted..start]);
        counted = start;
        for (column, field) in record.iter().enumerate() {
            put_field(&mut table, line, column, field)?;
        }
    }
    Ok(table)
}

/// LF, CRLF or CR.
fn line_ends(bytes: &[u8]) -> u64 {
    let ends = bytes.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    (ends - bytes.windows(2).filter(|pair| pair == b"\r\n").count()) as u64
}

fn put_field(table: &mut Table, line: u64, column: usize, field: &str) -> Result<(), ListRefusal> {
    // `="0041"` is how some programs keep a spreadsheet from making a number of it.
    let field = field.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(field);
    table.put(line, u32::try_from(column).unwrap_or(u32::MAX), Cell::text(field))
}

/// The text to read, lines skipped before it, and its delimiter: told by a first line `sep=;`, else the one of
/// `;`, tab and `,` that stands most often in the first filled line, outside quotes.
fn delimited(text: &str) -> (&str, u64, u8) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let [delimiter @ (b';' | b',' | b'\t')] =
        first.trim_end_matches('\r').strip_prefix("sep=").unwrap_or("").as_bytes()
    {
        return (rest, 1, *delimiter);
    }
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut counts = [(b';', 0_usize), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let delimiter = counts.iter().find(|(_, count)| *count == most).map_or(b';', |(delimiter, _)| *delimiter);
    (text, 0, delimiter)
}

//! Workbooks of Excel 97 to 2003 (`.xls`): measured first, because the format lets a small file claim a huge sheet.

use super::refusal::ListRefusal;
use super::table::{Cell, Table, shown};
use calamine::{Data, Reader, SheetType, SheetVisible, Xls};
use std::io::{Cursor, Read, Write};

/// The first bytes of every compound file.
pub(super) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Sheets of a workbook.
const MOST_SHEETS: usize = 256;
/// Cells between the first and the last one of all sheets: the reader reserves memory for each, filled or not.
const MOST_AREA: u64 = 8_000_000;
/// Filled cells of all sheets.
const MOST_CELLS: u64 = 2_000_000;
/// Text of all cells: a cell names its text, so that one text may stand in many.
const MOST_TEXT: u64 = 64 * 1024 * 1024;
/// Bytes of formulas; a list has none, and they grow when they are read.
const MOST_FORMULAS: u64 = 1024 * 1024;

/// Record types of [MS-XLS] 2.3.
mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const MANY_NUMBERS: u16 = 0x00BD;
    pub(super) const TEXTS: u16 = 0x00FC;
    pub(super) const NAMED_TEXT: u16 = 0x00FD;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const BEGIN: u16 = 0x0809;
    /// Number, label, boolean, text of a formula, short number, rich label.
    pub(super) const CELLS: [u16; 6] = [0x0203, 0x0204, 0x0205, 0x0207, 0x027E, 0x00D6];
}

/// Reads the first filled sheet.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Table, ListRefusal> {
    let unreadable = || ListRefusal::Unreadable { name: shown(name) };
    let stream = workbook_stream(bytes).ok_or_else(unreadable)?;
    if !Measure::default().workbook(&stream).ok_or_else(unreadable)? {
        return Err(ListRefusal::TooBigUnpacked);
    }
    let measured = compound_file(&stream).map_err(|_| unreadable())?;
    let mut workbook = Xls::new(Cursor::new(measured.as_slice())).map_err(|_| unreadable())?;
    let sheets: Vec<String> = (workbook.sheets_metadata().iter())
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for (at, sheet) in sheets.iter().enumerate() {
        let range = workbook.worksheet_range(sheet).map_err(|_| unreadable())?;
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut table = Table::default();
        for (row, column, value) in range.used_cells() {
            let line = u64::from(top) + row as u64 + 1;
            table.put(line, left + u32::try_from(column).unwrap_or(u32::MAX - left), cell(value))?;
        }
        if !table.rows.is_empty() {
            table.sheet = Some((shown(sheet), sheets.len() - at - 1));
            return Ok(table);
        }
    }
    Err(ListRefusal::Empty)
}

fn cell(value: &Data) -> Cell {
    match value {
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => Cell::text(text),
        Data::Bool(value) => Cell::text(if *value { "TRUE" } else { "FALSE" }),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => Cell::Date,
        Data::Error(error) => Cell::text(&error.to_string()),
        Data::Empty => Cell::Empty,
    }
}

/// The one part of the compound file that holds the sheets.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    // A stream cannot be longer than the file that holds it.
    file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// A compound file of nothing but the measured stream, so that what is read is what was measured.
fn compound_file(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream("/Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// What reading a workbook will cost.
#[derive(Default)]
struct Measure {
    area: u64,
    cells: u64,
    text: u64,
    formulas: u64,
    /// Bytes each shared text takes.
    texts: Vec<u32>,
}

/// Top, left, bottom and right of the filled cells.
type Box4 = Option<(u16, u16, u16, u16)>;

impl Measure {
    /// Whether the workbook keeps the limits; `None` where it is damaged.
    fn workbook(mut self, stream: &[u8]) -> Option<bool> {
        let mut sheets = Vec::new();
        let mut rest = stream;
        while let Some((kind, data, next)) = next_record(rest) {
            match kind {
                record::SHEET => sheets.push(usize::try_from(number_32(data, 0)?).ok()?),
                record::TEXTS => self.texts = shared_texts(data, next)?,
                record::END => break,
                _ => {}
            }
            rest = next;
        }
        if sheets.len() > MOST_SHEETS {
            return Some(false);
        }
        for from in sheets {
            if !self.sheet(stream.get(from..)?)? {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Follows one sheet as the reader will, charts inside it left out.
    fn sheet(&mut self, mut rest: &[u8]) -> Option<bool> {
        let (mut depth, mut cells, mut has_formulas) = (0_u32, None, false);
        while let Some((kind, data, next)) = next_record(rest) {
            rest = next;
            match kind {
                record::BEGIN => depth += 1,
                record::END if depth <= 1 => break,
                record::END => depth -= 1,
                _ if depth > 1 => {}
                record::DIMENSIONS => self.area += dimensions(data)?,
                kind => {
                    has_formulas |= kind == record::FORMULA;
                    self.cell(kind, data, &mut cells)?;
                }
            }
            if self.is_too_much() {
                return Some(false);
            }
        }
        if let Some((top, left, bottom, right)) = cells {
            let area = (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1);
            self.area += if has_formulas { 2 * area } else { area };
        }
        Some(!self.is_too_much())
    }

    fn cell(&mut self, kind: u16, data: &[u8], cells: &mut Box4) -> Option<()> {
        let last = match kind {
            record::MANY_NUMBERS => number_16(data, data.len().checked_sub(2)?)?,
            record::FORMULA | record::NAMED_TEXT => number_16(data, 2)?,
            kind if record::CELLS.contains(&kind) => number_16(data, 2)?,
            _ => return Some(()),
        };
        self.cells += 1 + data.len() as u64 / 6;
        self.text += data.len() as u64;
        if kind == record::FORMULA {
            self.formulas += data.len() as u64;
        }
        if kind == record::NAMED_TEXT {
            let text = usize::try_from(number_32(data, 6)?).ok()?;
            self.text += self.texts.get(text).map_or(0, |bytes| u64::from(*bytes));
        }
        // The text of a formula stands in the cell before it and names none.
        if kind != 0x0207 {
            let (row, column) = (number_16(data, 0)?, number_16(data, 2)?);
            let (top, left, bottom, right) = cells.unwrap_or((row, column, row, column));
            *cells = Some((
                top.min(row),
                left.min(column).min(last),
                bottom.max(row),
                right.max(column).max(last),
            ));
        }
        Some(())
    }

    fn is_too_much(&self) -> bool {
        self.area > MOST_AREA
            || self.cells > 3 * MOST_CELLS
            || self.text > MOST_TEXT
            || self.formulas > MOST_FORMULAS
    }
}

/// Type, content, and what follows. `None` at the end, also at one that is cut off.
fn next_record(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let length = usize::from(number_16(stream, 2)?);
    let data = stream.get(4..4 + length)?;
    Some((number_16(stream, 0)?, data, &stream[4 + length..]))
}

/// Cells the reader reserves for a sheet's declared size ([MS-XLS] 2.4.90).
fn dimensions(data: &[u8]) -> Option<u64> {
    let (top, bottom, left, right) = match data.len() {
        10 => {
            let number = |at| number_16(data, at).map(u32::from);
            (number(0)?, number(2)?, number(4)?, number(6)?)
        }
        14 | 16 => (
            number_32(data, 0)?,
            number_32(data, 4)?,
            number_16(data, 8)?.into(),
            number_16(data, 10)?.into(),
        ),
        _ => return None,
    };
    if bottom == 0 || right == 0 {
        return Some(1);
    }
    // A left edge that cannot be is read as none.
    let left = if left > 0xFF || right < left { 0 } else { left };
    let (rows, columns) = (bottom.checked_sub(top)?, right.checked_sub(left)?);
    if columns == 0 || rows == 0 { None } else { Some(u64::from(rows) * u64::from(columns)) }
}

/// Bytes of each shared text ([MS-XLS] 2.4.265), which may run on through the records that continue the first.
fn shared_texts(data: &[u8], mut next: &[u8]) -> Option<Vec<u32>> {
    let mut parts = vec![data.get(8..)?];
    while let Some((record::CONTINUE, data, after)) = next_record(next) {
        parts.push(data);
        next = after;
    }
    let mut parts = parts.into_iter();
    let mut part = parts.next()?;
    let mut texts = Vec::new();
    loop {
        while part.is_empty() {
            let Some(more) = parts.next() else { return Some(texts) };
            part = more;
        }
        let mut characters = usize::from(number_16(part, 0)?);
        let flags = *part.get(2)?;
        let (is_rich, is_extended) = (flags & 8 != 0, flags & 4 != 0);
        let runs = if is_rich { usize::from(number_16(part, 3)?) * 4 } else { 0 };
        let extension = if is_extended {
            usize::try_from(number_32(part, if is_rich { 5 } else { 3 })?).ok()?
        } else {
            0
        };
        part = part.get(3 + if is_rich { 2 } else { 0 } + if is_extended { 4 } else { 0 }..)?;
        // As UTF-8 a character takes at most three bytes.
        texts.push(u32::try_from(characters * 3).ok()?);
        let mut width = if flags & 1 != 0 { 2 } else { 1 };
        while characters > 0 {
            let taken = characters.min(part.len() / width);
            characters -= taken;
            part = &part[taken * width..];
            if characters > 0 {
                let more = parts.next()?;
                width = if more.first()? & 1 != 0 { 2 } else { 1 };
                part = &more[1..];
            }
        }
        let mut skipped = runs + extension;
        while skipped > part.len() {
            skipped -= part.len();
            part = parts.next()?;
        }
        part = &part[skipped..];
    }
}

fn number_16(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn number_32(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

//! Lists of documents: CSV or a workbook, with a row of column names in German or English.

use super::columns::Columns;
use super::refusal::{Column, ListRefusal, Problem, TOLD, What};
use super::table::{Cell, Row, Table, shown};
use domain::evidence::EvidenceFile;
use domain::film::document::{BadRanges, Barcode, ComId, Document, MOST_PAGES, PageRange, parse_ranges};
use domain::words::{Language, Say};
use std::collections::{HashMap, HashSet};

/// The longest file that is read: 32 MiB, a hundred times the largest list of the trade.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// The most documents of one list.
pub const MOST_DOCUMENTS: usize = super::table::MOST_ROWS - 1;
/// Up to here a spreadsheet's numbers keep every digit: 2^53.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;
/// Excel keeps 15 digits of a number that is typed in.
const FIFTEEN_DIGITS: f64 = 999_999_999_999_999.0;

/// A list that was read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// In the order of the list.
    pub documents: Vec<Document>,
    pub notes: Vec<Note>,
}

/// Something a person should know about a list that is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Only the first filled sheet is read.
    OtherSheets {
        read: String,
        others: u64,
    },
    /// All barcodes of 16 digits are numbers ending in 0: Excel may have rounded them.
    MayBeRounded {
        documents: u64,
    },
    WithoutComId {
        documents: u64,
    },
    /// Rows of a list of Bildnummern whose barcode no document has.
    UnknownBarcodes {
        barcodes: u64,
    },
}

/// Reads a list of documents. All that is wrong is told at once.
pub fn read(name: &str, bytes: &[u8]) -> Result<List, ListRefusal> {
    let table = open(name, bytes)?;
    documents(&table).map_err(|refusal| or_machine_file(refusal, name, bytes))
}

fn documents(table: &Table) -> Result<List, ListRefusal> {
    let Some((header, rows)) = table.rows.split_first() else { return Err(ListRefusal::Empty) };
    let columns = Columns::read(header)?;
    let columns = match columns.require(&[Column::Barcode, Column::Pages], header) {
        Err(_) if com_pairs(table).is_ok() => return Err(ListRefusal::ComListAlone),
        required => required?,
    };
    if rows.is_empty() {
        return Err(ListRefusal::Empty);
    }
    let mut problems = Problems::default();
    let mut lines: HashMap<Barcode, u64> = HashMap::with_capacity(rows.len());
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(document) = document(row, columns, &mut problems) else { continue };
        if let Some(first) = lines.get(&document.barcode) {
            problems.add(row, What::SameBarcode { barcode: document.barcode.to_string(), first: *first });
            continue;
        }
        lines.insert(document.barcode.clone(), row.line);
        documents.push(document);
    }
    problems.none()?;
    let notes = notes(table, rows, columns, &documents);
    Ok(List { documents, notes })
}

/// Reads a list of barcodes and Bildnummern: named columns, or without names the first two.
pub fn read_com_list(name: &str, bytes: &[u8]) -> Result<Vec<(Barcode, ComId)>, ListRefusal> {
    com_pairs(&open(name, bytes)?).map_err(|refusal| or_machine_file(refusal, name, bytes))
}

/// What has no columns of a list may be a file the machine wrote, handed in at the wrong place.
fn or_machine_file(refusal: ListRefusal, name: &str, bytes: &[u8]) -> ListRefusal {
    if !matches!(refusal, ListRefusal::WrongColumns { .. }) {
        return refusal;
    }
    match domain::evidence::read(Some(name), bytes) {
        Ok(EvidenceFile::Log(_)) => ListRefusal::FilmLog { name: name.to_owned() },
        Ok(EvidenceFile::Descriptor(_)) => ListRefusal::Descriptor { name: name.to_owned() },
        _ => refusal,
    }
}

/// Gives documents the Bildnummer of their barcode; tells what is left without one, and what fits no document.
pub fn merge_com_ids(documents: &mut [Document], pairs: &[(Barcode, ComId)]) -> Vec<Note> {
    let known: HashMap<&Barcode, &ComId> = pairs.iter().map(|(barcode, com_id)| (barcode, com_id)).collect();
    let mut used = 0;
    for document in documents.iter_mut() {
        if let Some(com_id) = known.get(&document.barcode) {
            document.com_id = Some((*com_id).clone());
            used += 1;
        }
    }
    let mut notes: Vec<Note> = without_com_id(documents).into_iter().collect();
    if used < known.len() {
        notes.push(Note::UnknownBarcodes { barcodes: (known.len() - used) as u64 });
    }
    notes
}

impl Say for Note {
    fn say(&self, language: Language) -> String {
        match self {
            Self::OtherSheets { read, others } => language.pick(
                format!("Gelesen wurde das Blatt „{read}“; weitere Blätter nicht gelesen: {others}"),
                format!("the sheet `{read}` was read; other sheets not read: {others}"),
            ),
            Self::MayBeRounded { documents } => {
                let documents = language.count(*documents);
                language.pick(
                    format!(
                        "Alle {documents} langen Barcodes enden auf 0: vielleicht hat Excel sie gerundet"
                    ),
                    format!("all {documents} long barcodes end in 0: Excel may have rounded them"),
                )
            }
            Self::WithoutComId { documents } => {
                let documents = language.count(*documents);
                language.pick(
                    format!("Dokumente ohne Bildnummer: {documents}"),
                    format!("documents without an image number: {documents}"),
                )
            }
            Self::UnknownBarcodes { barcodes } => {
                let barcodes = language.count(*barcodes);
                language.pick(
                    format!("Barcodes mit Bildnummer, aber ohne Dokument: {barcodes}"),
                    format!("barcodes with an image number but without a document: {barcodes}"),
                )
            }
        }
    }
}

/// Collects what is wrong, and keeps only as much as is told.
#[derive(Default)]
struct Problems {
    told: Vec<Problem>,
    count: u64,
}

impl Problems {
    fn add(&mut self, row: &Row, what: What) {
        self.count += 1;
        if self.told.len() < TOLD {
            self.told.push(Problem { line: row.line, what });
        }
    }

    /// Keeps what is right of a row, and adds what is wrong.
    fn keep<T>(&mut self, row: &Row, read: Result<T, What>) -> Option<T> {
        read.map_err(|what| self.add(row, what)).ok()
    }

    fn none(self) -> Result<(), ListRefusal> {
        if self.count == 0 {
            Ok(())
        } else {
            Err(ListRefusal::Lines { problems: self.told, count: self.count })
        }
    }
}

fn open(name: &str, bytes: &[u8]) -> Result<Table, ListRefusal> {
    let length = bytes.len() as u64;
    if length > MOST_BYTES {
        return Err(ListRefusal::TooBig { bytes: length, most: MOST_BYTES });
    }
    Table::read(name, bytes)
}

fn document(row: &Row, columns: Columns, problems: &mut Problems) -> Option<Document> {
    let barcode = problems.keep(row, barcode(row.cell(columns.barcode)));
    let com_id = problems.keep(row, com_id(row.cell(columns.com_id)));
    let pages = problems.keep(row, pages(row.cell(columns.pages)));
    let oversized = problems.keep(row, oversized(row.cell(columns.oversized), pages.unwrap_or(MOST_PAGES)));
    Some(Document { barcode: barcode?, com_id: com_id?, pages: pages?, oversized: oversized? })
}

fn com_pairs(table: &Table) -> Result<Vec<(Barcode, ComId)>, ListRefusal> {
    let Some((header, below)) = table.rows.split_first() else { return Err(ListRefusal::Empty) };
    let named = Columns::read(header)?;
    let (columns, rows) = if named == Columns::default() && is_com_row(header) {
        (Columns { barcode: Some(0), com_id: Some(1), ..named }, table.rows.as_slice())
    } else {
        (named.require(&[Column::Barcode, Column::ComId], header)?, below)
    };
    let mut problems = Problems::default();
    let mut seen: HashMap<Barcode, (ComId, u64)> = HashMap::new();
    let mut pairs = Vec::with_capacity(rows.len());
    for row in rows {
        let barcode = problems.keep(row, barcode(row.cell(columns.barcode)));
        let com_id = problems.keep(row, com_id(row.cell(columns.com_id))).flatten();
        let (Some(barcode), Some(com_id)) = (barcode, com_id) else { continue };
        match seen.get(&barcode) {
            Some((known, first)) if *known != com_id => {
                problems.add(row, What::OtherComId { barcode: barcode.to_string(), first: *first });
            }
            Some(_) => {}
            None => {
                seen.insert(barcode.clone(), (com_id.clone(), row.line));
                pairs.push((barcode, com_id));
            }
        }
    }
    problems.none()?;
    if pairs.is_empty() { Err(ListRefusal::Empty) } else { Ok(pairs) }
}

/// Whether a row without names is one of barcode and Bildnummer: digits in both, and nothing else beside.
fn is_com_row(row: &Row) -> bool {
    let begins_with_digit = |text: &Barcode| text.as_str().starts_with(|c: char| c.is_ascii_digit());
    row.cells.len() == 2
        && barcode(row.cell(Some(0))).is_ok_and(|barcode| begins_with_digit(&barcode))
        && com_id(row.cell(Some(1))).is_ok_and(|com_id| com_id.is_some())
}

/// A text without the mark that keeps a spreadsheet from reading it as a number or a formula.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

fn barcode(cell: &Cell) -> Result<Barcode, What> {
    match cell {
        Cell::Empty => Err(What::BarcodeMissing),
        Cell::Text(text) if is_scientific(text) => Err(What::BarcodeNotExact(shown(text))),
        Cell::Text(text) => Barcode::parse(unmarked(text)).map_err(|_| What::NotABarcode(shown(text))),
        Cell::Number(number) => match whole(*number) {
            Some(digits) => Barcode::parse(&digits).map_err(|_| What::NotABarcode(digits)),
            None => Err(What::BarcodeNotExact(cell.shown())),
        },
        Cell::Date => Err(What::NotABarcode(cell.shown())),
        Cell::TooLong => Err(What::TooLong),
    }
}

fn com_id(cell: &Cell) -> Result<Option<ComId>, What> {
    let wrong = || What::NotAComId(cell.shown());
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) => ComId::parse(unmarked(text)).map(Some).map_err(|_| wrong()),
        Cell::Number(number) => {
            whole(*number).and_then(|digits| ComId::parse(&digits).ok()).map(Some).ok_or_else(wrong)
        }
        Cell::Date => Err(wrong()),
        Cell::TooLong => Err(What::TooLong),
    }
}

fn pages(cell: &Cell) -> Result<u32, What> {
    let digits = match cell {
        Cell::Empty => return Err(What::PagesMissing),
        Cell::TooLong => return Err(What::TooLong),
        Cell::Date => return Err(What::PagesNoNumber(cell.shown())),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) if *number < 0.0 || *number > LARGEST_EXACT => {
            return Err(What::PagesOutOfBounds(cell.shown()));
        }
        Cell::Number(number) => whole(*number).unwrap_or_else(|| number.to_string()),
    };
    let unsigned = digits.strip_prefix('-').unwrap_or(&digits);
    if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(What::PagesNoNumber(shown(&digits)));
    }
    match digits.parse::<u32>() {
        Ok(pages) if (1..=MOST_PAGES).contains(&pages) => Ok(pages),
        _ => Err(What::PagesOutOfBounds(shown(&digits))),
    }
}

fn oversized(cell: &Cell, pages: u32) -> Result<Vec<PageRange>, What> {
    let text = match cell {
        Cell::Empty => return Ok(Vec::new()),
        Cell::TooLong => return Err(What::TooLong),
        Cell::Date => return Err(What::RangeBecameDate),
        Cell::Text(text) => unmarked(text).to_owned(),
        Cell::Number(number) => whole(*number).ok_or_else(|| What::RangesUnreadable(cell.shown()))?,
    };
    parse_ranges(&text, pages).map_err(|bad| match bad {
        BadRanges::Unreadable(text) => What::RangesUnreadable(shown(&text)),
        BadRanges::Outside(range, pages) => What::RangeOutside(range, pages),
        BadRanges::Overlap(first, second) => What::RangesOverlap(first, second),
    })
}

/// The digits of a number that is a whole one and small enough to be exact.
fn whole(number: f64) -> Option<String> {
    ((0.0..=LARGEST_EXACT).contains(&number) && number.fract() == 0.0).then(|| format!("{number:.0}"))
}

/// Whether a text is what Excel writes for a long number: `1,42746E+15`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once([',', '.']).unwrap_or((mantissa, "0"));
    exponent.starts_with('+') && digits(&exponent[1..]) && digits(whole) && digits(fraction)
}

fn without_com_id(documents: &[Document]) -> Option<Note> {
    // A page set added later shares the Bildnummer of the document it was added to.
    let known: HashSet<&str> = documents
        .iter()
        .filter(|document| document.com_id.is_some())
        .map(|document| document.barcode.as_str())
        .collect();
    let is_without =
        |document: &&Document| document.com_id.is_none() && !known.contains(document.barcode.base());
    let documents = documents.iter().filter(is_without).count() as u64;
    (documents > 0).then_some(Note::WithoutComId { documents })
}

fn notes(table: &Table, rows: &[Row], columns: Columns, documents: &[Document]) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some((read, others @ 1..)) = &table.sheet {
        notes.push(Note::OtherSheets { read: read.clone(), others: *others as u64 });
    }
    let long = rows.iter().filter_map(|row| match row.cell(columns.barcode) {
        Cell::Number(number) if *number > FIFTEEN_DIGITS => Some(*number),
        _ => None,
    });
    let (count, rounded) =
        long.fold((0, true), |(count, all), number| (count + 1, all && number % 10.0 == 0.0));
    if count > 1 && rounded {
        notes.push(Note::MayBeRounded { documents: count });
    }
    notes.extend(without_com_id(documents));
    notes
}

//! Why a list is not read, in sentences a person can act on.

use domain::film::document::{MOST_PAGES, PageRange};
use domain::words::{Language, Say};

/// The most wrong lines that are told one by one; the rest is counted.
pub const TOLD: usize = 20;

/// A list that is not taken. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum ListRefusal {
    /// The file itself is longer than [`super::list::MOST_BYTES`].
    TooBig {
        bytes: u64,
        most: u64,
    },
    /// The workbook unpacks to more than it may: a zip bomb, or as good as one.
    TooBigUnpacked,
    /// The workbook has more parts than any real one.
    TooManyParts {
        most: u64,
    },
    /// Nothing to read: no bytes, no rows, or a header alone.
    Empty,
    /// Neither text nor a workbook.
    NotAList {
        name: String,
    },
    /// A workbook that cannot be opened, because it is damaged or has a password.
    Unreadable {
        name: String,
    },
    /// Columns are missing; `found` are the names of the first row.
    WrongColumns {
        missing: Vec<Column>,
        found: Vec<String>,
    },
    /// Two columns with the same meaning.
    ColumnTwice {
        column: Column,
    },
    /// The machine's log of a film.
    FilmLog {
        name: String,
    },
    /// The machine's description of a film.
    Descriptor {
        name: String,
    },
    /// Barcodes and Bildnummern without page counts: good only beside a list or folder that has them.
    ComListAlone,
    TooManyRows {
        most: u64,
    },
    /// Wrong lines: the first [`TOLD`] of `count`.
    Lines {
        problems: Vec<Problem>,
        count: u64,
    },
}

/// A column by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Barcode,
    ComId,
    Pages,
    Oversized,
}

/// One wrong line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the text or row of the sheet, from 1, the header counted.
    pub line: u64,
    pub what: What,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    BarcodeMissing,
    NotABarcode(String),
    /// A number too long for a spreadsheet to keep every digit.
    BarcodeNotExact(String),
    SameBarcode {
        barcode: String,
        first: u64,
    },
    OtherComId {
        barcode: String,
        first: u64,
    },
    NotAComId(String),
    PagesMissing,
    PagesNoNumber(String),
    PagesOutOfBounds(String),
    RangesUnreadable(String),
    RangeOutside(PageRange, u32),
    RangesOverlap(PageRange, PageRange),
    /// The spreadsheet made a date of `8-11`.
    RangeBecameDate,
    TooLong,
}

impl Column {
    /// The name to write in a list's first row.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Barcode => "Barcode",
            Self::ComId => language.pick("Bildnummer", "com_id"),
            Self::Pages => language.pick("Seiten", "pages"),
            Self::Oversized => language.pick("Überformate", "oversized"),
        }
    }
}

impl ListRefusal {
    /// All that is wrong, one sentence each: wrong lines one by one, then how many more there are.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let Self::Lines { problems, count } = self else { return vec![self.say(language)] };
        let mut sentences: Vec<String> = problems.iter().map(|problem| problem.say(language)).collect();
        let more = count.saturating_sub(problems.len() as u64);
        if more > 0 {
            let more = language.count(more);
            sentences.push(
                language.pick(
                    format!("{more} weitere Zeilen sind falsch"),
                    format!("{more} more lines are wrong"),
                ),
            );
        }
        sentences
    }
}

impl Say for ListRefusal {
    fn say(&self, language: Language) -> String {
        match self {
            Self::TooBig { bytes, most } => too_big(*bytes, *most, language),
            Self::TooBigUnpacked => language
                .pick(
                    "Die Arbeitsmappe wird ausgepackt viel zu groß; sie wurde nicht gelesen",
                    "the workbook is far too large when unpacked, so it was not read",
                )
                .to_owned(),
            Self::TooManyParts { most } => too_many_parts(*most, language),
            Self::Empty => language
                .pick(
                    "Die Liste ist leer: eine Kopfzeile und mindestens ein Dokument werden gebraucht",
                    "the list is empty: a header and at least one document are needed",
                )
                .to_owned(),
            Self::NotAList { name } => language.pick(
                format!("{name} ist keine Liste: CSV oder eine Excel-Arbeitsmappe wird gebraucht"),
                format!("{name} is no list: CSV or an Excel workbook is needed"),
            ),
            Self::Unreadable { name } => language.pick(
                format!(
                    "{name} lässt sich nicht öffnen, weil die Datei beschädigt ist oder ein Kennwort hat: als \
                     xlsx ohne Kennwort neu speichern"
                ),
                format!(
                    "{name} cannot be opened, because it is damaged or has a password: save it again as xlsx without \
                     a password"
                ),
            ),
            Self::WrongColumns { missing, found } => wrong_columns(missing, found, language),
            Self::ColumnTwice { column } => {
                let column = column.name(language);
                language.pick(
                    format!("Die Spalte {column} kommt zweimal vor: eine davon bitte löschen"),
                    format!("the column {column} occurs twice: delete one of them"),
                )
            }
            Self::FilmLog { name } => film_log(name, language),
            Self::Descriptor { name } => descriptor(name, language),
            Self::ComListAlone => language
                .pick(
                    "Das ist eine Liste von Bildnummern ohne Seitenzahlen: sie ergänzt eine Liste oder einen Ordner, \
                     ersetzt sie aber nicht",
                    "this is a list of image numbers without page counts: it adds to a list or a folder but does not \
                     replace one",
                )
                .to_owned(),
            Self::TooManyRows { most } => {
                let most = language.count(*most);
                language.pick(
                    format!("Die Liste hat mehr als {most} Dokumente: auf mehrere Projekte aufteilen"),
                    format!("the list has more than {most} documents: divide it into several projects"),
                )
            }
            Self::Lines { count, .. } => {
                let total = language.count(*count);
                let intro = match count {
                    1 => language.pick("Eine Zeile ist falsch".to_owned(), "one line is wrong".to_owned()),
                    _ => language.pick(format!("{total} Zeilen sind falsch"), format!("{total} lines are wrong")),
                };
                format!("{intro}: {}", self.sentences(language).join("; "))
            }
        }
    }
}

impl std::fmt::Display for ListRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

impl std::error::Error for ListRefusal {}

impl Say for Problem {
    fn say(&self, language: Language) -> String {
        let what = self.what.say(language);
        language.pick(format!("Zeile {}: {what}", self.line), format!("line {}: {what}", self.line))
    }
}

impl Say for What {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::BarcodeMissing => ("der Barcode fehlt".to_owned(), "the barcode is missing".to_owned()),
            Self::NotABarcode(text) => (
                format!("„{text}“ ist kein Barcode: 1 bis 64 druckbare Zeichen ohne / \\ : werden gebraucht"),
                format!("`{text}` is no barcode: 1 to 64 printable characters without / \\ : are needed"),
            ),
            Self::BarcodeNotExact(text) => (
                format!(
                    "der Barcode {text} ist als Zahl gespeichert und verliert Ziffern: bitte als Text speichern"
                ),
                format!("the barcode {text} is stored as a number and loses digits: store barcodes as text"),
            ),
            Self::SameBarcode { barcode, first } => (
                format!("der Barcode {barcode} steht schon in Zeile {first}"),
                format!("the barcode {barcode} is already on line {first}"),
            ),
            Self::OtherComId { barcode, first } => (
                format!("der Barcode {barcode} hat in Zeile {first} eine andere Bildnummer"),
                format!("the barcode {barcode} has another image number on line {first}"),
            ),
            Self::NotAComId(text) => (
                format!("„{text}“ ist keine Bildnummer: 1 bis 12 Ziffern werden gebraucht"),
                format!("`{text}` is no image number (Bildnummer): 1 to 12 digits are needed"),
            ),
            Self::PagesMissing => ("die Seitenzahl fehlt".to_owned(), "the page count is missing".to_owned()),
            Self::PagesNoNumber(text) => (
                format!("die Seitenzahl „{text}“ ist keine ganze Zahl"),
                format!("the page count `{text}` is no whole number"),
            ),
            Self::PagesOutOfBounds(text) => (
                format!(
                    "die Seitenzahl {text} liegt nicht zwischen 1 und {}",
                    Language::German.count(MOST_PAGES.into())
                ),
                format!(
                    "the page count {text} is not between 1 and {}",
                    Language::English.count(MOST_PAGES.into())
                ),
            ),
            Self::RangesUnreadable(text) => (
                format!("„{text}“ sind keine Seitenbereiche: bitte als Text schreiben, etwa 8-11, 17"),
                format!("`{text}` is no list of page ranges: write it as text, such as 8-11, 17"),
            ),
            Self::RangeOutside(range, pages) => (
                format!("der Bereich {range} passt nicht in die {pages} Seiten des Dokuments"),
                format!("the range {range} does not fit the document's {pages} pages"),
            ),
            Self::RangesOverlap(first, second) => (
                format!("die Bereiche {first} und {second} überlappen sich oder stehen nicht in Reihenfolge"),
                format!("the ranges {first} and {second} overlap or are out of order"),
            ),
            Self::RangeBecameDate => (
                "aus einem Seitenbereich wurde ein Datum: bitte als Text speichern".to_owned(),
                "a page range became a date: store ranges as text".to_owned(),
            ),
            Self::TooLong => ("ein Text ist viel zu lang".to_owned(), "a text is far too long".to_owned()),
        };
        language.pick(german, english)
    }
}

/// A size in the unit people know from their file manager.
fn mebibytes(bytes: u64, language: Language) -> String {
    format!("{} MiB", language.count(bytes.div_ceil(1024 * 1024)))
}

fn too_big(bytes: u64, most: u64, language: Language) -> String {
    let (bytes, most) = (mebibytes(bytes, language), mebibytes(most, language));
    language.pick(
        format!("Die Liste hat {bytes}, höchstens {most} werden gelesen"),
        format!("the list has {bytes}, at most {most} are read"),
    )
}

fn too_many_parts(most: u64, language: Language) -> String {
    let most = language.count(most);
    language.pick(
        format!("Die Arbeitsmappe hat mehr als {most} Teile; sie wurde nicht gelesen"),
        format!("the workbook has more than {most} parts, so it was not read"),
    )
}

fn film_log(name: &str, language: Language) -> String {
    language.pick(
        format!(
            "{name} ist ein Protokoll der Maschine, keine Liste von Dokumenten: es gehört auf die Seite der Rolle, \
             deren Verfilmung es abschließt"
        ),
        format!(
            "{name} is a film log of the machine, not a list of documents: it belongs on the page of the roll whose \
             filming it finishes"
        ),
    )
}

fn descriptor(name: &str, language: Language) -> String {
    language.pick(
        format!(
            "{name} ist eine Rollenbeschreibung der Maschine, keine Liste von Dokumenten: sie gehört mit dem \
             Protokoll auf die Seite der Rolle"
        ),
        format!(
            "{name} is a film descriptor of the machine, not a list of documents: it belongs with the log on the \
             page of the roll"
        ),
    )
}

fn wrong_columns(missing: &[Column], found: &[String], language: Language) -> String {
    let missing = missing.iter().map(|column| column.name(language)).collect::<Vec<_>>().join(", ");
    let found = match found {
        [] => language.pick("keine".to_owned(), "none".to_owned()),
        names => names.join(", "),
    };
    language.pick(
        format!("In der ersten Zeile fehlen die Spalten {missing}; gefunden wurden: {found}"),
        format!("the first row lacks the columns {missing}; found were: {found}"),
    )
}

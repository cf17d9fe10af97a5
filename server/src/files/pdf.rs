//! Page counts and page sizes out of one PDF, whoever wrote it.

use domain::film::document::{MOST_PAGES, PageRange};
use domain::film::settings::Settings;
use domain::words::{Language, Say};
use lopdf::xref::XrefRecovery;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use std::cell::Cell;

/// What one compressed part of the file's structure may unpack to; pictures are never unpacked.
const MOST_UNPACKED: usize = 8 * 1024 * 1024;
/// Objects of one file's structure, nested ones counted. A document of 100,000 pages has about a million.
const MOST_OBJECTS: u64 = 2_000_000;
/// What a bundle of compressed objects counts for at least: real ones hold a hundred or two.
const BUNDLE: u64 = 100;
/// How many levels of the page tree are climbed for a size that a page inherits.
const MOST_LEVELS: usize = 64;

thread_local! {
    /// Objects the file that is being read may still have. The parser asks [`structure_only`], a plain function,
    /// what to keep, so the count cannot be an argument.
    static OBJECTS_LEFT: Cell<u64> = const { Cell::new(0) };
}

/// What planning needs to know of a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pages {
    pub(super) pages: u32,
    pub(super) oversized: Vec<PageRange>,
}

/// Why a PDF cannot be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    NotAPdf,
    Encrypted,
    /// Cut off or rewritten: pages may be missing.
    Broken,
    NoPages,
    TooManyPages,
    /// More parts than any real document: made to exhaust whoever reads it.
    TooManyParts,
    /// The file says it has `declared` pages but holds `found`.
    PagesMissing {
        declared: u64,
        found: u32,
    },
    /// This page states no size.
    NoSize {
        page: u32,
    },
    TooBig {
        most: u64,
    },
    CannotOpen,
    /// The name is no barcode, or no text at all.
    BadName,
    /// Two files differ only in the case of their ending.
    SameBarcode,
    /// A list of Bildnummern that cannot be read; the sentences say why.
    ComList {
        german: String,
        english: String,
    },
}

impl Say for Damage {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::NotAPdf => ("Die Datei ist kein PDF".to_owned(), "the file is no PDF".to_owned()),
            Self::Encrypted => ("Das PDF ist verschlüsselt".to_owned(), "the PDF is encrypted".to_owned()),
            Self::Broken => (
                "Das PDF ist beschädigt, Seiten können fehlen".to_owned(),
                "the PDF is damaged, pages may be missing".to_owned(),
            ),
            Self::NoPages => ("Das PDF hat keine Seiten".to_owned(), "the PDF has no pages".to_owned()),
            Self::TooManyPages => (
                format!("Das PDF hat mehr als {} Seiten", Language::German.count(MOST_PAGES.into())),
                format!("the PDF has more than {} pages", Language::English.count(MOST_PAGES.into())),
            ),
            Self::TooManyParts => (
                "Das PDF hat viel zu viele Bestandteile".to_owned(),
                "the PDF has far too many parts".to_owned(),
            ),
            Self::PagesMissing { declared, found } => (
                format!("Das PDF soll {declared} Seiten haben, lesbar sind {found}"),
                format!("the PDF should have {declared} pages, but {found} can be read"),
            ),
            Self::NoSize { page } => {
                (format!("Seite {page} hat keine lesbare Größe"), format!("page {page} has no readable size"))
            }
            Self::TooBig { most } => (
                format!("Die Datei ist größer als {} MiB", most / (1024 * 1024)),
                format!("the file is larger than {} MiB", most / (1024 * 1024)),
            ),
            Self::CannotOpen => {
                ("Die Datei lässt sich nicht öffnen".to_owned(), "the file cannot be opened".to_owned())
            }
            Self::BadName => {
                ("Der Dateiname ist kein Barcode".to_owned(), "the file's name is no barcode".to_owned())
            }
            Self::SameBarcode => (
                "Eine andere Datei hat denselben Barcode".to_owned(),
                "another file has the same barcode".to_owned(),
            ),
            Self::ComList { german, english } => (german.clone(), english.clone()),
        };
        language.pick(german, english)
    }
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

/// Reads a PDF; a panic of the parser, which only a damaged file can cause, is damage too.
pub(super) fn read(bytes: &[u8], settings: &Settings) -> Result<Pages, Damage> {
    std::panic::catch_unwind(|| pages(bytes, settings)).unwrap_or(Err(Damage::Broken))
}

fn pages(bytes: &[u8], settings: &Settings) -> Result<Pages, Damage> {
    // Viewers accept a header within the first 1,024 bytes.
    if !bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Err(Damage::NotAPdf);
    }
    OBJECTS_LEFT.set(MOST_OBJECTS);
    let options = LoadOptions {
        filter: Some(structure_only),
        max_decompressed_size: Some(MOST_UNPACKED),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Damage::Encrypted,
        _ => Damage::Broken,
    })?;
    if OBJECTS_LEFT.get() == 0 {
        return Err(Damage::TooManyParts);
    }
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Damage::Encrypted);
    }
    if document.xref_recovery == Some(XrefRecovery::Reconstructed) {
        return Err(Damage::Broken);
    }
    let mut pages = 0;
    let mut oversized: Vec<PageRange> = Vec::new();
    for page in document.page_iter() {
        if pages == MOST_PAGES {
            return Err(Damage::TooManyPages);
        }
        pages += 1;
        let (short, long) = sides(&document, page).ok_or(Damage::NoSize { page: pages })?;
        if short > f64::from(settings.a3_short_pt) && long > f64::from(settings.a3_long_pt) {
            match oversized.last_mut() {
                Some(range) if range.to + 1 == pages => range.to = pages,
                _ => oversized.push(PageRange { from: pages, to: pages }),
            }
        }
    }
    if let Some(declared) = declared(&document).filter(|declared| *declared != u64::from(pages)) {
        return Err(Damage::PagesMissing { declared, found: pages });
    }
    if pages == 0 { Err(Damage::NoPages) } else { Ok(Pages { pages, oversized }) }
}

/// Keeps the page tree and drops pictures, fonts and texts as soon as they are read, so that memory stays small.
fn structure_only(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    const KEPT: [&[u8]; 8] =
        [b"Type", b"Kids", b"Parent", b"Count", b"MediaBox", b"CropBox", b"UserUnit", b"Pages"];
    let is_bundle = object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"ObjStm"));
    if let Object::Dictionary(dictionary) = object {
        let others: Vec<Vec<u8>> = (dictionary.iter())
            .filter(|(key, _)| !KEPT.contains(&key.as_slice()))
            .map(|(key, _)| key.clone())
            .collect();
        for key in others {
            dictionary.remove(&key);
        }
    }
    // Once too much was read, not even bundles are opened any more.
    let left = OBJECTS_LEFT.get().saturating_sub(if is_bundle { BUNDLE } else { weight(object) });
    OBJECTS_LEFT.set(left);
    let is_structure = matches!(
        object,
        Object::Dictionary(_)
            | Object::Array(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Reference(_)
    );
    (left > 0 && (is_bundle || is_structure)).then(|| (id, object.clone()))
}

/// The object and all inside it. The parser has already refused to nest them deep.
fn weight(object: &Object) -> u64 {
    match object {
        Object::Array(objects) => 1 + objects.iter().map(weight).sum::<u64>(),
        Object::Dictionary(dictionary) => {
            1 + dictionary.iter().map(|(_, object)| weight(object)).sum::<u64>()
        }
        _ => 1,
    }
}

/// What the root of the page tree says about its length.
fn declared(document: &Document) -> Option<u64> {
    let root = document.catalog().ok()?.get(b"Pages").ok()?.as_reference().ok()?;
    let count = document.get_dictionary(root).ok()?.get_deref(b"Count", document).ok()?.as_i64().ok()?;
    u64::try_from(count).ok()
}

/// Short and long side of what is seen of a page, in points. A turned page is as large as an unturned one.
fn sides(document: &Document, page: ObjectId) -> Option<(f64, f64)> {
    let page = document.get_dictionary(page).ok()?;
    let media = inherited(document, page, b"MediaBox").and_then(|object| rectangle(document, object))?;
    let seen = inherited(document, page, b"CropBox")
        .and_then(|object| rectangle(document, object))
        .and_then(|crop| common(media, crop))
        .unwrap_or(media);
    let unit =
        page.get_deref(b"UserUnit", document).ok().and_then(number).filter(|unit| *unit > 0.0).unwrap_or(1.0);
    let (width, height) = ((seen[2] - seen[0]) * unit, (seen[3] - seen[1]) * unit);
    (width > 0.0 && height > 0.0).then(|| (width.min(height), width.max(height)))
}

/// A value of the page, or of the nearest branch above it that has one.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut branch = page;
    for _ in 0..MOST_LEVELS {
        if let Ok(object) = branch.get_deref(key, document) {
            return Some(object);
        }
        branch = branch.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// Left, bottom, right, top, whichever corners the file names.
fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let [x1, y1, x2, y2] = object.as_array().ok()?.as_slice() else { return None };
    let read = |object: &Object| document.dereference(object).ok().and_then(|(_, object)| number(object));
    let (x1, y1, x2, y2) = (read(x1)?, read(y1)?, read(x2)?, read(y2)?);
    Some([x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)])
}

fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(whole) => Some(*whole as f64),
        Object::Real(real) => Some(f64::from(*real)),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

/// What both rectangles cover; `None` where they do not meet.
fn common(a: [f64; 4], b: [f64; 4]) -> Option<[f64; 4]> {
    let both = [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])];
    (both[0] < both[2] && both[1] < both[3]).then_some(both)
}

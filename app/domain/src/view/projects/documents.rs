//! The documents of a project with their places on film, as a table that is filtered, sorted and cut into pages.

#[cfg(test)]
mod tests;

use crate::film::attempt::Attempt;
use crate::film::blip::blip;
use crate::film::document::Document;
use crate::film::roll::{FilmType, Roll, Segment};
use crate::id::RollId;
use crate::view::scanned;
use crate::words::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::ProjectFile;
use super::columns::{PlanAsk, PlanKind, Plans};

/// Rows of one page.
pub const ROWS: u32 = 50;
/// Stands for the digits of a number that is not earned yet.
pub const NO_NUMBER: &str = "········";

/// A document on one roll; a split document has a row for each roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    pub barcode: String,
    /// Empty where the customer gave none.
    pub com_id: String,
    pub pages: u32,
    /// `8–11, 17`; empty where no page is oversized.
    pub ranges: String,
    pub sheets: u32,
    /// Frames on this roll.
    pub frames: u32,
    /// Part and parts, where the document lies on several rolls of this film.
    pub part: Option<(u32, u32)>,
    pub place: Option<DocumentPlace>,
}

/// Where it lies, or is planned to lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentPlace {
    pub film: FilmType,
    pub ordinal: u32,
    pub roll: Option<RollId>,
    pub index: u32,
    pub from: u32,
    pub to: u32,
    pub blip: String,
    /// The blip is one of the evidence; otherwise it is planned.
    pub filmed: bool,
    /// The evidence shows it at another frame than planned.
    pub differs: bool,
}

/// A page of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentPage {
    pub rows: Vec<DocumentRow>,
    /// Rows that fit the filter; the first shown is number `from`, from 1.
    pub matching: u32,
    pub from: u32,
    pub documents: u32,
    pub oversized: u32,
    /// Rolls of the plan, for the choice of one.
    pub rolls: Vec<(FilmType, u32)>,
}

/// Which rows are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentQuery {
    pub show: Show,
    /// Part of a barcode or a Bildnummer.
    pub text: String,
    pub sort: DocumentSort,
    pub falling: bool,
    /// Number of the first row, from 1.
    pub from: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    #[default]
    All,
    Oversized,
    Roll(FilmType, u32),
}

impl Show {
    /// `oversized`, `16-2`; anything else is all.
    pub fn parse(text: &str) -> Self {
        let roll = || {
            let (film, ordinal) = text.split_once('-')?;
            Some(Self::Roll(FilmType::parse(film)?, ordinal.parse().ok()?))
        };
        if text == "oversized" { Self::Oversized } else { roll().unwrap_or_default() }
    }

    pub fn code(self) -> String {
        match self {
            Self::All => String::new(),
            Self::Oversized => "oversized".to_owned(),
            Self::Roll(film, ordinal) => format!("{}-{ordinal}", film.code()),
        }
    }
}

/// What decides the order of the documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentSort {
    /// Natural order of the barcodes.
    #[default]
    Barcode,
    ComId,
    Pages,
    Sheets,
    Frames,
    /// Roll and place on it.
    Place,
}

impl DocumentSort {
    pub const ALL: [Self; 6] =
        [Self::Barcode, Self::ComId, Self::Pages, Self::Sheets, Self::Frames, Self::Place];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Barcode => "barcode",
            Self::ComId => "bildnummer",
            Self::Pages => "pages",
            Self::Sheets => "sheets",
            Self::Frames => "frames",
            Self::Place => "place",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == text)
    }
}

/// A stretch of a document with its roll; rows are made of these only for the page that is shown.
struct Placed<'a> {
    document: &'a Document,
    segment: &'a Segment,
    film: FilmType,
    ordinal: u32,
    roll: Option<RollId>,
    part: Option<(u32, u32)>,
}

impl DocumentPage {
    /// The documents on the rolls of the plan that is shown; blips are those of the evidence where there is some.
    pub fn of(file: &ProjectFile, ask: &PlanAsk, query: &DocumentQuery) -> Self {
        Self::cut(file, ask, query, ROWS)
    }

    /// All documents at once.
    pub fn whole(file: &ProjectFile, ask: &PlanAsk) -> Self {
        Self::cut(file, ask, &DocumentQuery::default(), u32::MAX)
    }

    /// All rows that fit the filter at once, for a file.
    pub fn filtered(file: &ProjectFile, ask: &PlanAsk, query: &DocumentQuery) -> Self {
        let query = DocumentQuery { from: 1, ..query.clone() };
        Self::cut(file, ask, &query, u32::MAX)
    }

    fn cut(file: &ProjectFile, ask: &PlanAsk, query: &DocumentQuery, most: u32) -> Self {
        let kind = if file.is_begun() { PlanKind::Own } else { ask.kind() };
        if kind == PlanKind::Own && file.plan.is_some() {
            let laid = |roll: &'_ Roll| (roll.film, roll.ordinal, Some(roll.id));
            let rolls = file.rolls.iter().map(|roll| (laid(roll), roll.segments.as_slice()));
            return page(file, &rolls.collect::<Vec<_>>(), query, most);
        }
        let plans = Plans::of(file, ask, Language::default());
        let Some(made) = plans.made(kind).or_else(|| plans.made(PlanKind::Own)) else {
            return page(file, &[], query, most);
        };
        let rolls =
            made.plan.rolls.iter().map(|roll| ((roll.film, roll.ordinal, None), roll.segments.as_slice()));
        page(file, &rolls.collect::<Vec<_>>(), query, most)
    }
}

/// Film, ordinal and id of a roll, and its segments.
type Laid<'a> = ((FilmType, u32, Option<RollId>), &'a [Segment]);

fn page(file: &ProjectFile, rolls: &[Laid<'_>], query: &DocumentQuery, most: u32) -> DocumentPage {
    let documents = &file.documents;
    let mut rows = placed(documents, rolls, query.show);
    let text = scanned::digits(&query.text).unwrap_or_else(|| scanned::cleaned(&query.text));
    let text = text.as_str();
    if !text.is_empty() {
        rows.retain(|row| {
            let com_id = row.document.com_id.as_ref().map_or("", |id| id.as_str());
            row.document.barcode.as_str().contains(text) || com_id.contains(text)
        });
    }
    sort(&mut rows, query);
    let matching = rows.len() as u32;
    let last_page = matching.saturating_sub(1) / most * most + 1;
    let from = query.from.clamp(1, last_page);
    let blips = Blips::of(file);
    let shown = rows.iter().skip(from as usize - 1).take(most as usize).map(|row| blips.row(row)).collect();
    DocumentPage {
        rows: shown,
        matching,
        from,
        documents: documents.len() as u32,
        oversized: documents.iter().filter(|document| !document.oversized.is_empty()).count() as u32,
        rolls: rolls.iter().map(|((film, ordinal, _), _)| (*film, *ordinal)).collect(),
    }
}

/// The stretches of one film: 16mm, which carries every page, unless a 35mm roll is asked for.
fn placed<'a>(documents: &'a [Document], rolls: &[Laid<'a>], show: Show) -> Vec<Placed<'a>> {
    let film = match show {
        Show::Roll(film, _) => film,
        Show::All | Show::Oversized => FilmType::Mm16,
    };
    let mut parts: BTreeMap<u32, u32> = BTreeMap::new();
    let mut rows = Vec::with_capacity(documents.len());
    for ((_, ordinal, roll), segments) in rolls.iter().filter(|((of, ..), _)| *of == film) {
        for segment in *segments {
            let Some(document) = documents.get(segment.document as usize) else { continue };
            let part = parts.entry(segment.document).or_default();
            *part += 1;
            rows.push(Placed {
                document,
                segment,
                film,
                ordinal: *ordinal,
                roll: *roll,
                part: Some((*part, 0)),
            });
        }
    }
    for row in &mut rows {
        let of = parts.get(&row.segment.document).copied().unwrap_or(1);
        row.part = row.part.filter(|_| of > 1).map(|(part, _)| (part, of));
    }
    match show {
        Show::All => {}
        Show::Oversized => rows.retain(|row| !row.document.oversized.is_empty()),
        Show::Roll(_, ordinal) => rows.retain(|row| row.ordinal == ordinal),
    }
    rows
}

fn sort(rows: &mut [Placed<'_>], query: &DocumentQuery) {
    let natural = |row: &Placed<'_>| (row.segment.document, row.segment.first);
    match query.sort {
        DocumentSort::Barcode => rows.sort_by_key(natural),
        DocumentSort::ComId => rows.sort_by_key(|row| (row.document.com_id.as_ref(), natural(row))),
        DocumentSort::Pages => rows.sort_by_key(|row| (row.document.pages, natural(row))),
        DocumentSort::Sheets => rows.sort_by_key(|row| (row.document.sheets(), natural(row))),
        DocumentSort::Frames => rows.sort_by_key(|row| (row.segment.frames, natural(row))),
        DocumentSort::Place => rows.sort_by_key(|row| (row.ordinal, row.segment.index)),
    }
    if query.falling {
        rows.reverse();
    }
}

/// Numbers and frames of the evidence, by roll.
struct Blips<'a> {
    file: &'a ProjectFile,
    frames: BTreeMap<RollId, BTreeMap<u32, u32>>,
}

impl<'a> Blips<'a> {
    fn of(file: &'a ProjectFile) -> Self {
        let places = |attempt: &Attempt| {
            let blips = attempt.comparison.iter().flat_map(|comparison| &comparison.blips);
            blips.map(|place| (place.index, place.frame)).collect()
        };
        let mut frames = BTreeMap::new();
        for roll in &file.rolls {
            if let Some(attempt) = roll.confirmed()
                && let Some(attempt) = file.attempts.get(&attempt)
            {
                frames.insert(roll.id, places(attempt));
            }
        }
        Self { file, frames }
    }

    fn row(&self, row: &Placed<'_>) -> DocumentRow {
        let Placed { document, segment, film, ordinal, roll, part } = row;
        let number = roll.and_then(|id| self.file.numbers.get(&id)).map(|number| number.to_string());
        let found = roll.and_then(|id| self.frames.get(&id)).and_then(|frames| frames.get(&segment.index));
        let frame = found.copied().unwrap_or(segment.start);
        let filmed = number.is_some() && found.is_some();
        let ranges: Vec<String> = document.oversized.iter().map(|range| range.to_string()).collect();
        DocumentRow {
            barcode: document.barcode.to_string(),
            com_id: document.com_id.as_ref().map_or_else(String::new, |id| id.to_string()),
            pages: document.pages,
            ranges: ranges.join(", ").replace('-', "–"),
            sheets: document.sheets(),
            frames: segment.frames,
            part: *part,
            place: Some(DocumentPlace {
                film: *film,
                ordinal: *ordinal,
                roll: *roll,
                index: segment.index,
                from: segment.start,
                to: segment.end(),
                blip: blip(number.as_deref().unwrap_or(NO_NUMBER), segment.index, frame),
                filmed,
                differs: filmed && frame != segment.start,
            }),
        }
    }
}

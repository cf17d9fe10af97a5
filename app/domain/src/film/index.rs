//! The delivered index: which document is on which film at which frame.

use super::attempt::{Attempt, Course};
use super::blip::blip;
use super::document::Document;
use super::planning::frames;
use super::roll::{FilmType, Roll};
use crate::number::FilmNumber;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One row of the index. A document split over rolls has one row for each part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IndexRow {
    pub barcode: String,
    /// Bildnummer; empty where the customer gave none.
    pub com_id: String,
    pub blip: String,
}

/// Why an index cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotReady {
    /// The roll has no confirmed attempt, or no number.
    NotFilmed(String),
    /// Frames of this document are planned on no roll, as while registration is open again.
    OnNoRoll(String),
    /// The evidence does not cover this document of the roll.
    Disagrees { roll: String, barcode: String },
}

/// A filmed roll with what proves it.
pub struct FilmedRoll<'a> {
    pub roll: &'a Roll,
    pub number: Option<FilmNumber>,
    pub attempt: Option<&'a Attempt>,
}

/// The 16mm index sorted by barcode; every frame of every document must be on a roll of its film, and all rolls of
/// both films must be filmed.
///
/// A blip is the one of the evidence, exactly, or there is no index.
pub fn index(documents: &[Document], rolls: &[FilmedRoll<'_>]) -> Result<Vec<IndexRow>, NotReady> {
    let mut rows = Vec::new();
    for filmed in rolls {
        let name = filmed.roll.temporary_id.to_string();
        let (Some(number), Some(attempt)) = (filmed.number, filmed.attempt) else {
            return Err(NotReady::NotFilmed(name));
        };
        let (Course::Confirmed { .. }, Some(comparison)) = (&attempt.course, &attempt.comparison) else {
            return Err(NotReady::NotFilmed(name));
        };
        if filmed.roll.film != FilmType::Mm16 {
            continue;
        }
        let number = number.to_string();
        let places: BTreeMap<u32, u32> =
            comparison.blips.iter().map(|place| (place.index, place.frame)).collect();
        for segment in &filmed.roll.segments {
            let document = documents.get(segment.document as usize);
            let (Some(document), Some(frame)) = (document, places.get(&segment.index)) else {
                let barcode = document.map_or_else(String::new, |document| document.barcode.to_string());
                return Err(NotReady::Disagrees { roll: name, barcode });
            };
            rows.push(IndexRow {
                barcode: document.barcode.to_string(),
                com_id: document.com_id.as_ref().map_or_else(String::new, |id| id.to_string()),
                blip: blip(&number, segment.index, *frame),
            });
        }
    }
    if let Some(document) = left_out(documents, rolls) {
        return Err(NotReady::OnNoRoll(document.barcode.to_string()));
    }
    rows.sort();
    Ok(rows)
}

/// The first document of which not every frame has a place on the rolls.
fn left_out<'a>(documents: &'a [Document], rolls: &[FilmedRoll<'_>]) -> Option<&'a Document> {
    let mut placed: BTreeMap<(FilmType, u32), u32> = BTreeMap::new();
    for filmed in rolls {
        for segment in &filmed.roll.segments {
            *placed.entry((filmed.roll.film, segment.document)).or_default() += segment.frames;
        }
    }
    let frames_placed = |film, position| placed.get(&(film, position)).copied().unwrap_or(0);
    let is_whole = |position: u32, document: &Document| {
        FilmType::ALL.into_iter().all(|film| frames_placed(film, position) == frames(document, film))
    };
    (0..)
        .zip(documents)
        .find(|(position, document)| !is_whole(*position, document))
        .map(|(_, document)| document)
}

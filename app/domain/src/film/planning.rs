//! Planning: documents onto rolls. Pure and repeatable: the same documents and settings always give the same rolls.
//!
//! 16mm carries every page and before each oversized range its reference sheet; 35mm carries, for this project
//! alone, the sheets and the oversized pages. Ordinary documents are never split; a document longer than a roll
//! fills the rest of the current roll first. The worked examples are in the tests.

mod contents;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod properties;
mod refusal;

pub use contents::{Content, content_of_frame, contents, frame_of_page, frame_of_sheet, frames};
pub use refusal::PlanRefusal;

use super::document::Document;
use super::natural;
use super::roll::{FilmType, Segment};
use super::settings::Settings;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// In which order documents go onto rolls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Natural order of the barcodes; only the last opened roll is considered. The customer's expectation.
    #[default]
    Natural,
    /// Where the order is free: longest documents first, each onto the first roll with room.
    FullestFirst,
}

/// The rolls of one project: 16mm first, then 35mm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub rolls: Vec<PlannedRoll>,
}

/// What is to be filmed on one piece of film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRoll {
    pub film: FilmType,
    /// From 1 within its film.
    pub ordinal: u32,
    /// Frames used, at most the capacity.
    pub frames: u32,
    /// In the order of the film, without gaps.
    pub segments: Vec<Segment>,
    /// Ordinals, ascending, of the 35mm rolls whose numbers this 16mm roll's reference sheets print; they must have
    /// their numbers before this roll is filmed. A sheet names the roll on which its range begins, and a range
    /// begins with its own sheet. Empty on 35mm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<u32>,
}

impl Plan {
    /// The rolls of one film, by ordinal.
    pub fn of(&self, film: FilmType) -> impl Iterator<Item = &PlannedRoll> {
        self.rolls.iter().filter(move |roll| roll.film == film)
    }
}

/// Puts documents into the natural order of their barcodes, the order [`plan`] asks for.
pub fn in_natural_order(documents: &mut [Document]) {
    documents.sort_by(|a, b| natural::compare(a.barcode.as_str(), b.barcode.as_str()));
}

/// Plans the documents of one project, given in natural order (see [`in_natural_order`]).
pub fn plan(documents: &[Document], settings: &Settings, order: Order) -> Result<Plan, PlanRefusal> {
    plan_beside(&[], documents, settings, order)
}

/// A roll that stays: what is on it is not planned again, and ordinals count on behind it.
#[derive(Clone, Copy, Debug)]
pub struct KeptRoll<'a> {
    pub film: FilmType,
    pub ordinal: u32,
    pub segments: &'a [Segment],
}

/// Plans what is not yet on the kept rolls.
pub fn plan_beside(
    kept: &[KeptRoll<'_>],
    documents: &[Document],
    settings: &Settings,
    order: Order,
) -> Result<Plan, PlanRefusal> {
    refusal::check(documents, settings)?;
    let mut rolls = rolls_of(FilmType::Mm16, kept, documents, settings, order);
    let rolls_35mm = rolls_of(FilmType::Mm35, kept, documents, settings, order);
    let on_35mm = kept.iter().filter(|roll| roll.film == FilmType::Mm35);
    let on_35mm = on_35mm.map(|roll| (roll.ordinal, roll.segments));
    let on_35mm = on_35mm.chain(rolls_35mm.iter().map(|roll| (roll.ordinal, roll.segments.as_slice())));
    let sheets = Sheets::of(documents, on_35mm);
    for roll in &mut rolls {
        roll.waits_for = sheets.named_on(&roll.segments);
    }
    rolls.extend(rolls_35mm);
    Ok(Plan { rolls })
}

/// A stretch of a document before its place on the roll is known.
#[derive(Clone, Copy)]
struct Part {
    document: u32,
    first: u32,
    frames: u32,
}

#[derive(Default)]
struct OpenRoll {
    used: u32,
    parts: Vec<Part>,
}

impl OpenRoll {
    fn add(&mut self, part: Part) {
        self.used += part.frames;
        self.parts.push(part);
    }
}

fn rolls_of(
    film: FilmType,
    kept: &[KeptRoll<'_>],
    documents: &[Document],
    settings: &Settings,
    order: Order,
) -> Vec<PlannedRoll> {
    let capacity = settings.capacity(film);
    let kept: Vec<&KeptRoll<'_>> = kept.iter().filter(|roll| roll.film == film).collect();
    let wholes = missing_parts(film, &kept, documents);
    let last = kept.iter().map(|roll| roll.ordinal).max().unwrap_or(0);
    let natural = next_fit(&wholes, capacity);
    let packed = match order {
        Order::Natural => natural,
        Order::FullestFirst => {
            let fullest = fullest_first(wholes, capacity);
            // Longest-first is unlucky now and then; it is never allowed to cost a reel.
            if fullest.len() <= natural.len() { fullest } else { natural }
        }
    };
    (last + 1..).zip(packed).map(|(ordinal, roll)| lay_out(film, ordinal, roll)).collect()
}

/// The stretches of documents that are on none of the kept rolls, in the order of the documents.
fn missing_parts(film: FilmType, kept: &[&KeptRoll<'_>], documents: &[Document]) -> Vec<Part> {
    let mut there: Vec<Vec<(u32, u32)>> = vec![Vec::new(); documents.len()];
    for segment in kept.iter().flat_map(|roll| roll.segments) {
        if let Some(stretches) = there.get_mut(segment.document as usize) {
            stretches.push((segment.first, segment.frames));
        }
    }
    let mut parts = Vec::with_capacity(documents.len());
    for ((document, whole), mut stretches) in (0..).zip(documents).zip(there) {
        stretches.sort_unstable();
        let end = frames(whole, film) + 1;
        let mut first = 1;
        for (from, count) in stretches.into_iter().chain([(end, 0)]) {
            if from > first {
                parts.push(Part { document, first, frames: from - first });
            }
            first = first.max(from + count);
        }
    }
    parts
}

/// Only the last opened roll is considered; earlier gaps are never revisited.
fn next_fit(wholes: &[Part], capacity: u32) -> Vec<OpenRoll> {
    let mut rolls: Vec<OpenRoll> = Vec::new();
    for &whole in wholes {
        match rolls.last_mut() {
            _ if whole.frames > capacity => spread(&mut rolls, whole, capacity),
            Some(last) if whole.frames <= capacity - last.used => last.add(whole),
            _ => rolls.push(OpenRoll { used: whole.frames, parts: vec![whole] }),
        }
    }
    rolls
}

/// A document longer than a roll: the rest of the last roll first, then new rolls.
fn spread(rolls: &mut Vec<OpenRoll>, whole: Part, capacity: u32) {
    let mut rest = whole;
    while rest.frames > 0 {
        if rolls.last().is_none_or(|last| last.used == capacity) {
            rolls.push(OpenRoll::default());
        }
        if let Some(last) = rolls.last_mut() {
            let frames = rest.frames.min(capacity - last.used);
            last.add(Part { frames, ..rest });
            rest = Part { first: rest.first + frames, frames: rest.frames - frames, ..rest };
        }
    }
}

/// Documents longer than a roll in one chain of full rolls, then the ordinary ones, longest first, each onto the
/// first roll with room. Within a roll ordinary documents stand in natural order, and so do the rolls after the chain.
fn fullest_first(wholes: Vec<Part>, capacity: u32) -> Vec<OpenRoll> {
    let (long, mut ordinary): (Vec<Part>, Vec<Part>) =
        wholes.into_iter().partition(|whole| whole.frames > capacity);
    let mut rolls = next_fit(&long, capacity);
    let chain = rolls.len();
    let chained_parts = rolls.last().map_or(0, |last| last.parts.len());
    ordinary.sort_by_key(|whole| (Reverse(whole.frames), whole.document));
    for whole in ordinary {
        match rolls.iter_mut().find(|roll| whole.frames <= capacity - roll.used) {
            Some(roll) => roll.add(whole),
            None => rolls.push(OpenRoll { used: whole.frames, parts: vec![whole] }),
        }
    }
    for (position, roll) in rolls.iter_mut().enumerate() {
        // The end of a split document stays at the head of the chain's last roll; the rolls before it are full.
        let ordinary_from = match position + 1 {
            after if after < chain => roll.parts.len(),
            after if after == chain => chained_parts,
            _ => 0,
        };
        roll.parts[ordinary_from..].sort_by_key(|part| part.document);
    }
    rolls[chain..].sort_by_key(|roll| roll.parts.first().map(|part| part.document));
    rolls
}

/// Gives every part its index and its frames on the roll.
fn lay_out(film: FilmType, ordinal: u32, roll: OpenRoll) -> PlannedRoll {
    let mut start = 1;
    let mut segments = Vec::with_capacity(roll.parts.len());
    for (index, Part { document, first, frames }) in (1..).zip(roll.parts) {
        segments.push(Segment { document, index, first, frames, start });
        start += frames;
    }
    PlannedRoll { film, ordinal, frames: roll.used, segments, waits_for: Vec::new() }
}

/// The reference sheets of a list, and the 35mm rolls whose numbers they print.
pub struct Sheets<'a> {
    documents: &'a [Document],
    /// For every document, for every oversized range: the ordinal of the 35mm roll on which the range begins.
    addresses: Vec<Vec<u32>>,
}

impl<'a> Sheets<'a> {
    /// `rolls_35mm` are all there are, with their ordinals.
    pub fn of<'b>(
        documents: &'a [Document],
        rolls_35mm: impl IntoIterator<Item = (u32, &'b [Segment])>,
    ) -> Self {
        let mut stretches: Vec<Vec<(u32, u32)>> = vec![Vec::new(); documents.len()];
        for (ordinal, segments) in rolls_35mm {
            for segment in segments {
                let last_frame = segment.first + segment.frames - 1;
                stretches[segment.document as usize].push((last_frame, ordinal));
            }
        }
        for stretches in &mut stretches {
            stretches.sort_unstable();
        }
        let address = |(document, stretches): (&Document, Vec<(u32, u32)>)| {
            let mut sheet_at = 1;
            let mut ordinals = Vec::with_capacity(document.oversized.len());
            for range in &document.oversized {
                let stretch = stretches.partition_point(|&(last_frame, _)| last_frame < sheet_at);
                ordinals.extend(stretches.get(stretch).map(|&(_, ordinal)| ordinal));
                sheet_at += 1 + range.pages();
            }
            ordinals
        };
        let addresses = documents.iter().zip(stretches).map(address).collect();
        Self { documents, addresses }
    }

    /// Ordinals, ascending, of the 35mm rolls that the sheets on these segments of a 16mm roll name.
    pub fn named_on(&self, segments: &[Segment]) -> Vec<u32> {
        let mut ordinals = BTreeSet::new();
        for segment in segments {
            let document = segment.document as usize;
            let on_this_roll = segment.first..segment.first + segment.frames;
            let ranges = (0..).zip(&self.documents[document].oversized);
            for ((sheet, range), ordinal) in ranges.zip(&self.addresses[document]) {
                // On 16mm a sheet stands before its range's first page, behind the sheets of earlier ranges.
                if on_this_roll.contains(&(range.from + sheet)) {
                    ordinals.insert(*ordinal);
                }
            }
        }
        ordinals.into_iter().collect()
    }
}

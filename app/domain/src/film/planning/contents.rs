//! What lies on each frame of a document: its pages, and before every oversized range a reference sheet.

use crate::film::document::Document;
use crate::film::roll::FilmType;
use serde::{Deserialize, Serialize};

/// What one frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Content {
    /// A page of the document, from 1.
    Page(u32),
    /// The reference sheet of an oversized range: its position in [`Document::oversized`], from 0.
    Sheet(u32),
}

/// Frames the document takes on this film.
pub fn frames(document: &Document, film: FilmType) -> u32 {
    match film {
        FilmType::Mm16 => document.frames_16mm(),
        FilmType::Mm35 => document.frames_35mm(),
    }
}

/// What every frame of the document shows, in the order of the film: entry 0 is the document's frame 1.
pub fn contents(document: &Document, film: FilmType) -> Vec<Content> {
    let mut contents = Vec::with_capacity(frames(document, film) as usize);
    let mut next_page = 1;
    for (range, sheet) in document.oversized.iter().zip(0..) {
        if film == FilmType::Mm16 {
            contents.extend((next_page..range.from).map(Content::Page));
        }
        contents.push(Content::Sheet(sheet));
        contents.extend((range.from..=range.to).map(Content::Page));
        next_page = range.to + 1;
    }
    if film == FilmType::Mm16 {
        contents.extend((next_page..=document.pages).map(Content::Page));
    }
    contents
}

/// What the document's frame `frame` (from 1) shows; `None` beyond its frames. For many frames of one document,
/// [`contents`] is quicker.
pub fn content_of_frame(document: &Document, film: FilmType, frame: u32) -> Option<Content> {
    if frame == 0 || frame > frames(document, film) {
        return None;
    }
    let mut frames_35mm = 0;
    let mut sheets = 0;
    for range in &document.oversized {
        let sheet_at = match film {
            FilmType::Mm16 => range.from + sheets,
            FilmType::Mm35 => frames_35mm + 1,
        };
        if frame < sheet_at {
            break;
        }
        if frame == sheet_at {
            return Some(Content::Sheet(sheets));
        }
        if frame <= sheet_at + range.pages() {
            return Some(Content::Page(range.from + (frame - sheet_at - 1)));
        }
        frames_35mm += range.pages() + 1;
        sheets += 1;
    }
    // Only 16mm has pages outside the ranges; each lies behind the sheets that came before it.
    Some(Content::Page(frame - sheets))
}

/// The document's own frame (from 1) that shows this page; `None` when the page is not on this film.
pub fn frame_of_page(document: &Document, film: FilmType, page: u32) -> Option<u32> {
    if page == 0 || page > document.pages {
        return None;
    }
    let sheets = document.oversized.partition_point(|range| range.from <= page) as u32;
    match film {
        FilmType::Mm16 => Some(page + sheets),
        FilmType::Mm35 => {
            let sheet = sheets.checked_sub(1)?;
            let range = document.oversized.get(sheet as usize).filter(|range| page <= range.to)?;
            Some(frame_of_sheet(document, film, sheet)? + 1 + (page - range.from))
        }
    }
}

/// The document's own frame (from 1) that shows the reference sheet of this range (from 0).
pub fn frame_of_sheet(document: &Document, film: FilmType, sheet: u32) -> Option<u32> {
    let range = document.oversized.get(sheet as usize)?;
    Some(match film {
        FilmType::Mm16 => range.from + sheet,
        FilmType::Mm35 => {
            1 + document.oversized[..sheet as usize].iter().map(|before| before.pages() + 1).sum::<u32>()
        }
    })
}

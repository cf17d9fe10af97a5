//! Stock: which piece of film a roll goes on, what remains of it, and what a plan will use up.
//!
//! Lengths are millimetres. Film spent is leader, frames and trailer; the rest of a piece is what it had less what
//! was spent, always. A rest is kept as a temp roll when, after its own leader and trailer, enough frames remain.

#[cfg(test)]
mod examples;

use super::planning::{Plan, PlannedRoll};
use super::roll::FilmType;
use super::settings::Settings;
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// What remains of a piece of film after a roll was exposed on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    /// Long enough for the shelf.
    Keep { length_mm: u32, usable_frames: u32 },
    /// Too short for another roll, possibly nothing at all.
    Scrap { length_mm: u32 },
}

impl Rest {
    pub fn length_mm(self) -> u32 {
        match self {
            Self::Keep { length_mm, .. } | Self::Scrap { length_mm } => length_mm,
        }
    }

    /// Frames a following roll may have on this rest; none on scrap.
    pub fn usable_frames(self) -> u32 {
        match self {
            Self::Keep { usable_frames, .. } => usable_frames,
            Self::Scrap { .. } => 0,
        }
    }
}

/// The roll does not fit on the piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TooLong {
    pub film: FilmType,
    pub frames: u32,
    pub needed_mm: u64,
    pub piece_mm: u32,
}

impl Say for TooLong {
    fn say(&self, language: Language) -> String {
        let frames = language.count(u64::from(self.frames));
        let needed = language.metres(self.needed_mm);
        let piece = language.metres(u64::from(self.piece_mm));
        let film = self.film;
        language.pick(
            format!("{frames} Bilder auf {film} brauchen {needed} Film, dieses Stück hat nur {piece}."),
            format!("{frames} frames of {film} need {needed} of film, but this piece has only {piece}."),
        )
    }
}

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

impl std::error::Error for TooLong {}

/// A temp roll on the shelf, as far as choosing needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ShelfPiece {
    pub id: u64,
    pub length_mm: u32,
    /// When it came onto the shelf.
    pub since: Timestamp,
}

/// A piece of film a roll can be exposed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    TempRoll(u64),
    NewReel,
}

/// One way to film a roll, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Proposal {
    pub piece: Piece,
    pub length_mm: u32,
    pub rest: Rest,
    /// Frames that could still be exposed on a rest that is scrapped all the same.
    pub frames_lost: u32,
}

/// What remains of a piece of `piece_mm` after `frames` frames were exposed on it in one go.
pub fn rest(settings: &Settings, film: FilmType, piece_mm: u32, frames: u32) -> Result<Rest, TooLong> {
    let needed_mm = settings.spent_mm(film, frames);
    let spent_mm = u32::try_from(needed_mm).ok().filter(|spent| *spent <= piece_mm);
    let length_mm = piece_mm - spent_mm.ok_or(TooLong { film, frames, needed_mm, piece_mm })?;
    Ok(if settings.is_worth_keeping(film, length_mm) {
        Rest::Keep { length_mm, usable_frames: settings.usable_frames(film, length_mm) }
    } else {
        Rest::Scrap { length_mm }
    })
}

/// Every piece a roll of `frames` frames fits on entirely, best first: the smallest temp roll, then the larger ones
/// (of equal ones the oldest, then the lowest id), and last a new reel. `shelf` holds temp rolls of this film.
/// Empty only when the roll does not even fit on a new reel.
pub fn propose(settings: &Settings, film: FilmType, frames: u32, shelf: &[ShelfPiece]) -> Vec<Proposal> {
    let proposal = |piece, length_mm| {
        let rest = rest(settings, film, length_mm, frames).ok()?;
        let frames_lost = settings.usable_frames(film, rest.length_mm()) - rest.usable_frames();
        Some(Proposal { piece, length_mm, rest, frames_lost })
    };
    let mut by_fit: Vec<&ShelfPiece> = shelf.iter().collect();
    by_fit.sort_by_key(|piece| (piece.length_mm, piece.since, piece.id));
    by_fit
        .into_iter()
        .filter_map(|piece| proposal(Piece::TempRoll(piece.id), piece.length_mm))
        .chain(proposal(Piece::NewReel, settings.reel_mm))
        .collect()
}

/// What a plan costs, one column of a what-if comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Summary {
    pub rolls_16mm: u32,
    pub rolls_35mm: u32,
    pub frames_16mm: u64,
    pub frames_35mm: u64,
    /// Frames of the 16mm capacity left unused at roll ends.
    pub empty_frames: u64,
    /// Temp rolls to expect when every roll is filmed on a new reel: a forecast, never stock.
    pub forecast_leftovers: u32,
    /// Usable frames on them.
    pub forecast_usable_frames: u64,
    /// Film of rests too short to keep.
    pub scrap_mm: u64,
    /// Time the camera exposes, without loading and transport.
    pub filming_seconds: u64,
}

/// Adds up a plan, with the settings it was made with.
pub fn forecast(plan: &Plan, settings: &Settings) -> Summary {
    let mut summary = Summary::default();
    for roll in &plan.rolls {
        count(&mut summary, roll, settings);
    }
    let frames = summary.frames_16mm + summary.frames_35mm;
    summary.filming_seconds = (frames * 1000).div_ceil(u64::from(settings.frames_per_1000_s.max(1)));
    summary
}

fn count(summary: &mut Summary, roll: &PlannedRoll, settings: &Settings) {
    match roll.film {
        FilmType::Mm16 => {
            summary.rolls_16mm += 1;
            summary.frames_16mm += u64::from(roll.frames);
            summary.empty_frames += u64::from(settings.capacity_16mm.saturating_sub(roll.frames));
        }
        FilmType::Mm35 => {
            summary.rolls_35mm += 1;
            summary.frames_35mm += u64::from(roll.frames);
        }
    }
    match rest(settings, roll.film, settings.reel_mm, roll.frames) {
        Ok(Rest::Keep { usable_frames, .. }) => {
            summary.forecast_leftovers += 1;
            summary.forecast_usable_frames += u64::from(usable_frames);
        }
        Ok(Rest::Scrap { length_mm }) => summary.scrap_mm += u64::from(length_mm),
        // A roll planned for a longer reel leaves nothing of this one.
        Err(TooLong { .. }) => {}
    }
}

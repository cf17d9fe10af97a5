//! The outlook: the queue as it will run when every roll takes the film that fits best, and what another choice for
//! the next roll would save or lose by the end of it. A forecast only: nothing of it is stored.

#[cfg(test)]
mod examples;

use super::roll::FilmType;
use super::settings::Settings;
use super::stock::{Rest, rest};
use crate::id::{RollId, TempRollId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A roll that waits, in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InTurn {
    pub roll: RollId,
    pub film: FilmType,
    pub frames: u32,
}

/// A temp roll on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnShelf {
    pub id: TempRollId,
    pub film: FilmType,
    pub length_mm: u32,
    pub since: Timestamp,
}

/// Where the film of a coming roll is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    TempRoll(TempRollId),
    /// What a roll of the queue will leave.
    RestOf(RollId),
    NewReel,
}

/// A roll, the film it will go on, and when: seconds of the camera from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    pub roll: RollId,
    pub film: FilmType,
    pub frames: u32,
    pub source: Source,
    pub length_mm: u32,
    pub rest: Rest,
    pub starts_s: u64,
    pub ends_s: u64,
}

/// What the queue comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// In the order of filming.
    pub films: Vec<Coming>,
    pub new_reels: u32,
    /// Rolls that go on a leftover.
    pub reuses: u32,
    /// Film of rests too short to keep.
    pub scrap_mm: u64,
    /// Leftovers made on the way, used again or not.
    pub leftovers_made: u32,
    /// Leftovers on the shelf at the end, and the frames they are good for.
    pub leftovers_left: u32,
    pub frames_left: u64,
    pub seconds_16mm: u64,
    pub seconds_35mm: u64,
    /// Rolls that fit on no film of this lab; they use none.
    pub too_long: u32,
}

impl Outlook {
    pub const fn seconds(&self) -> u64 {
        self.seconds_16mm + self.seconds_35mm
    }
}

/// One film for the next roll, and what the whole queue comes to after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub source: Source,
    pub length_mm: u32,
    pub rest: Rest,
    /// New reels of the whole queue, more than with the best choice.
    pub reels_more: u32,
    /// Usable frames on the shelf at the end, fewer than with the best choice of as many reels.
    pub frames_fewer: u64,
    pub new_reels: u32,
    pub scrap_mm: u64,
}

/// A piece that can be taken: from the shelf, or left by a roll before.
#[derive(Clone, Copy)]
struct Piece {
    source: Source,
    film: FilmType,
    length_mm: u32,
}

/// Lets the queue run. Each roll takes the smallest leftover it fits on, of equal ones the oldest, or a new reel.
pub fn outlook(settings: &Settings, queue: &[InTurn], shelf: &[OnShelf]) -> Outlook {
    run(settings, queue, shelf, None)
}

/// Every film the next roll fits on, the best for the whole queue first.
pub fn choices(settings: &Settings, queue: &[InTurn], shelf: &[OnShelf]) -> Vec<Choice> {
    let Some(next) = queue.first() else { return vec![] };
    let fits = |length_mm| rest(settings, next.film, length_mm, next.frames).ok();
    let mut by_fit: Vec<&OnShelf> = shelf.iter().filter(|piece| piece.film == next.film).collect();
    by_fit.sort_by_key(|piece| (piece.length_mm, piece.since, piece.id));
    let pieces = by_fit.into_iter().map(|piece| (Source::TempRoll(piece.id), piece.length_mm));
    let pieces = pieces.chain([(Source::NewReel, settings.reel_mm)]);
    let mut choices: Vec<(Choice, u64)> = pieces
        .filter_map(|(source, length_mm)| {
            let rest = fits(length_mm)?;
            let after = run(settings, queue, shelf, Some(source));
            let (new_reels, scrap_mm) = (after.new_reels, after.scrap_mm);
            let choice =
                Choice { source, length_mm, rest, reels_more: 0, frames_fewer: 0, new_reels, scrap_mm };
            Some((choice, after.frames_left))
        })
        .collect();
    // A stable sort: of equal ends the best fit stays first.
    choices.sort_by_key(|(choice, frames_left)| (choice.new_reels, std::cmp::Reverse(*frames_left)));
    let fewest = choices.first().map_or(0, |(choice, _)| choice.new_reels);
    let best_of = |reels: u32| {
        choices.iter().filter(|(choice, _)| choice.new_reels == reels).map(|(_, left)| *left).max()
    };
    let most_left: Vec<u64> =
        choices.iter().map(|(choice, left)| best_of(choice.new_reels).unwrap_or(*left)).collect();
    let told = choices.into_iter().zip(most_left).map(|((choice, left), most)| Choice {
        reels_more: choice.new_reels - fewest,
        frames_fewer: most - left,
        ..choice
    });
    told.collect()
}

fn run(settings: &Settings, queue: &[InTurn], shelf: &[OnShelf], first: Option<Source>) -> Outlook {
    let mut by_age: Vec<&OnShelf> = shelf.iter().collect();
    by_age.sort_by_key(|piece| (piece.since, piece.id));
    let mut pool: Vec<Piece> = by_age
        .into_iter()
        .map(|piece| Piece {
            source: Source::TempRoll(piece.id),
            film: piece.film,
            length_mm: piece.length_mm,
        })
        .collect();
    let mut outlook = Outlook::default();
    for (position, turn) in queue.iter().enumerate() {
        let wanted = first.filter(|_| position == 0);
        let piece = take(settings, &mut pool, turn, wanted);
        let Ok(rest) = rest(settings, turn.film, piece.length_mm, turn.frames) else {
            outlook.too_long += 1;
            continue;
        };
        outlook.count(settings, turn, piece, rest);
        if let Rest::Keep { length_mm, .. } = rest {
            pool.push(Piece { source: Source::RestOf(turn.roll), film: turn.film, length_mm });
        }
    }
    outlook.leftovers_left = pool.len() as u32;
    let usable = |piece: &Piece| u64::from(settings.usable_frames(piece.film, piece.length_mm));
    outlook.frames_left = pool.iter().map(usable).sum();
    outlook
}

/// The piece a roll goes on: the one that is wanted, or the smallest that fits, or a new reel.
fn take(settings: &Settings, pool: &mut Vec<Piece>, turn: &InTurn, wanted: Option<Source>) -> Piece {
    let new = Piece { source: Source::NewReel, film: turn.film, length_mm: settings.reel_mm };
    let needed_mm = settings.spent_mm(turn.film, turn.frames);
    let fits = |piece: &Piece| piece.film == turn.film && u64::from(piece.length_mm) >= needed_mm;
    let chosen = match wanted {
        Some(source) => pool.iter().position(|piece| piece.source == source),
        // The pool is in the order of age, and the first of equal lengths is found.
        None => {
            let fitting = pool.iter().enumerate().filter(|(_, piece)| fits(piece));
            fitting.min_by_key(|(_, piece)| piece.length_mm).map(|(position, _)| position)
        }
    };
    chosen.map_or(new, |position| pool.remove(position))
}

impl Outlook {
    fn count(&mut self, settings: &Settings, turn: &InTurn, piece: Piece, rest: Rest) {
        let starts_s = self.seconds();
        let exposing = u64::from(turn.frames) * 1000;
        let seconds = exposing.div_ceil(u64::from(settings.frames_per_1000_s.max(1)));
        match turn.film {
            FilmType::Mm16 => self.seconds_16mm += seconds,
            FilmType::Mm35 => self.seconds_35mm += seconds,
        }
        match piece.source {
            Source::NewReel => self.new_reels += 1,
            Source::TempRoll(_) | Source::RestOf(_) => self.reuses += 1,
        }
        match rest {
            Rest::Keep { .. } => self.leftovers_made += 1,
            Rest::Scrap { length_mm } => self.scrap_mm += u64::from(length_mm),
        }
        let (roll, film, frames) = (turn.roll, turn.film, turn.frames);
        let (source, length_mm, ends_s) = (piece.source, piece.length_mm, self.seconds());
        self.films.push(Coming { roll, film, frames, source, length_mm, rest, starts_s, ends_s });
    }
}

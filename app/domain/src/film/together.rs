//! What if: 35mm rolls of several projects on one film, beside a film for each. A comparison only; a roll is of one
//! project, and its film is, too.

use super::outlook::{InTurn, OnShelf, outlook};
use super::roll::FilmType;
use super::settings::Settings;
use serde::{Deserialize, Serialize};

/// What the waiting 35mm rolls come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Films35 {
    pub films: u32,
    pub new_reels: u32,
    /// Films that go on a leftover.
    pub reuses: u32,
    /// Film used, with the leader and trailer of each, in millimetres.
    pub spent_mm: u64,
}

/// Both ways side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    pub apart: Films35,
    pub together: Films35,
}

/// The 35mm rolls of a queue, each on its film, and put together in their order as far as a film's capacity goes.
/// Nothing where there are not two of them.
pub fn sharing(settings: &Settings, queue: &[InTurn], shelf: &[OnShelf]) -> Option<Sharing> {
    let apart: Vec<InTurn> = queue.iter().copied().filter(|turn| turn.film == FilmType::Mm35).collect();
    if apart.len() < 2 {
        return None;
    }
    let mut together: Vec<InTurn> = Vec::new();
    for turn in &apart {
        match together.last_mut() {
            Some(film) if film.frames + turn.frames <= settings.capacity_35mm => film.frames += turn.frames,
            _ => together.push(*turn),
        }
    }
    let sums = |turns: &[InTurn]| {
        let outlook = outlook(settings, turns, shelf);
        Films35 {
            films: turns.len() as u32,
            new_reels: outlook.new_reels,
            reuses: outlook.reuses,
            spent_mm: turns.iter().map(|turn| settings.spent_mm(turn.film, turn.frames)).sum(),
        }
    };
    Some(Sharing { apart: sums(&apart), together: sums(&together) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RollId;

    fn turn(roll: u64, film: FilmType, frames: u32) -> InTurn {
        InTurn { roll: RollId::new(roll), film, frames }
    }

    #[test]
    fn short_35mm_rolls_share_a_film_as_far_as_it_goes() {
        let settings = Settings::default();
        let short = |roll, frames| turn(roll, FilmType::Mm35, frames);
        // 690 frames fit: 300 and 300 do, the 200 behind them begin the next film.
        let queue = [short(1, 300), turn(2, FilmType::Mm16, 2_000), short(3, 300), short(4, 200)];
        let found = sharing(&settings, &queue, &[]).unwrap();
        assert_eq!((found.apart.films, found.together.films), (3, 2));
        // Of a reel of 30.5 m 300 frames of 42 mm leave 16.9 m, which takes 200 frames or 300 more.
        assert_eq!((found.apart.new_reels, found.together.new_reels), (2, 2));
        let saved = found.apart.spent_mm - found.together.spent_mm;
        assert_eq!(saved, 1_000, "one leader and one trailer less");
    }

    #[test]
    fn one_35mm_roll_has_nothing_to_share() {
        let queue = [turn(1, FilmType::Mm35, 40), turn(2, FilmType::Mm16, 2_000)];
        assert_eq!(sharing(&Settings::default(), &queue, &[]), None);
    }
}

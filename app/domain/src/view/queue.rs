//! The machine's queue as its page shows it: what runs when and on which film, and what other rules would come to.

use super::films::RollLine;
use crate::film::outlook::{Choice, InTurn, OnShelf, Outlook, Source, choices, outlook};
use crate::film::settings::Settings;
use crate::film::stock::Rest;
use crate::film::together::{Sharing, sharing};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Thresholds of leftovers that are compared.
pub const THRESHOLDS: [u32; 4] = [150, 300, 500, 800];
/// Rolls shown one by one; the sums are of all.
pub const SHOWN: usize = 60;

/// A roll in its turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    pub roll: RollLine,
    /// The film it will go on by the outlook.
    pub on: FilmAhead,
    pub length_mm: u32,
    pub rest: Rest,
    /// Seconds of the camera from now.
    pub starts_s: u64,
    pub ends_s: u64,
    /// It waits for a 35mm roll of this queue.
    pub waits: bool,
}

/// Film as people call it: a tag, the rest of a roll, or a new reel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilmAhead {
    TempRoll(String),
    RestOf(String),
    NewReel,
}

/// One film for the next roll and what the queue comes to after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceLine {
    pub on: FilmAhead,
    pub choice: Choice,
}

/// The whole queue under one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub smallest_usable: u32,
    pub new_reels: u32,
    pub reuses: u32,
    pub scrap_mm: u64,
    pub leftovers_made: u32,
    pub leftovers_left: u32,
    pub frames_left: u64,
}

impl Sums {
    fn of(smallest_usable: u32, outlook: &Outlook) -> Self {
        Self {
            smallest_usable,
            new_reels: outlook.new_reels,
            reuses: outlook.reuses,
            scrap_mm: outlook.scrap_mm,
            leftovers_made: outlook.leftovers_made,
            leftovers_left: outlook.leftovers_left,
            frames_left: outlook.frames_left,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    pub at: Timestamp,
    pub lines: Vec<QueueLine>,
    pub rolls: u32,
    pub seconds_16mm: u64,
    pub seconds_35mm: u64,
    /// With the lab's own threshold.
    pub sums: Sums,
    /// For the next roll, the best first.
    pub choices: Vec<ChoiceLine>,
    /// The same queue with other thresholds, the lab's own among them.
    pub thresholds: Vec<Sums>,
    /// 35mm with a film for each roll, and shared over projects.
    pub sharing: Option<Sharing>,
}

/// Lays the queue out. `waiting` says whether the roll waits for another of the queue.
pub fn queue_view(
    at: Timestamp,
    settings: &Settings,
    queue: &[(RollLine, bool)],
    shelf: &[OnShelf],
) -> QueueView {
    let turns: Vec<InTurn> = queue
        .iter()
        .map(|(line, _)| InTurn { roll: line.id, film: line.film, frames: line.frames })
        .collect();
    let whole = outlook(settings, &turns, shelf);
    let name = |source: Source| match source {
        Source::TempRoll(id) => FilmAhead::TempRoll(id.label()),
        Source::RestOf(roll) => {
            let line = queue.iter().find(|(line, _)| line.id == roll);
            FilmAhead::RestOf(line.map_or_else(String::new, |(line, _)| line.temporary_id.clone()))
        }
        Source::NewReel => FilmAhead::NewReel,
    };
    let lines = whole.films.iter().take(SHOWN).filter_map(|coming| {
        let (line, waits) = queue.iter().find(|(line, _)| line.id == coming.roll)?;
        Some(QueueLine {
            roll: line.clone(),
            on: name(coming.source),
            length_mm: coming.length_mm,
            rest: coming.rest,
            starts_s: coming.starts_s,
            ends_s: coming.ends_s,
            waits: *waits,
        })
    });
    let mut thresholds: Vec<u32> = THRESHOLDS.into_iter().chain([settings.smallest_usable]).collect();
    thresholds.sort_unstable();
    thresholds.dedup();
    let sums = |smallest_usable: u32| {
        let settings = Settings { smallest_usable, ..settings.clone() };
        Sums::of(smallest_usable, &outlook(&settings, &turns, shelf))
    };
    let choices = choices(settings, &turns, shelf).into_iter();
    QueueView {
        at,
        lines: lines.collect(),
        rolls: queue.len() as u32,
        seconds_16mm: whole.seconds_16mm,
        seconds_35mm: whole.seconds_35mm,
        sums: Sums::of(settings.smallest_usable, &whole),
        choices: choices.map(|choice| ChoiceLine { on: name(choice.source), choice }).collect(),
        thresholds: thresholds.into_iter().map(sums).collect(),
        sharing: sharing(settings, &turns, shelf),
    }
}

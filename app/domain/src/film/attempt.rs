//! Attempts: one exposure of one roll on one piece of film.

use crate::evidence::Comparison;
use crate::id::{AttemptId, ReelId, RollId, TempRollId};
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// The film in the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    pub reel: ReelId,
    /// The temp roll, where it is not a whole new reel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temp_roll: Option<TempRollId>,
    /// Length of the piece when it was loaded, in millimetres.
    pub length_mm: u32,
}

/// What remained of the piece after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rest", rename_all = "snake_case")]
pub enum RestOfFilm {
    /// Nothing was exposed: the piece went back as it was.
    Untouched,
    /// Long enough to be used again.
    Kept { temp_roll: TempRollId, length_mm: u32 },
    /// Too short, or not on record: written off.
    Scrapped { length_mm: u32 },
}

impl RestOfFilm {
    pub const fn length_mm(self, loaded_mm: u32) -> u32 {
        match self {
            Self::Untouched => loaded_mm,
            Self::Kept { length_mm, .. } | Self::Scrapped { length_mm } => length_mm,
        }
    }
}

/// Why an attempt failed. The code is what scripts write; anything else is kept as the person's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailReason {
    Jam,
    Aborted,
    Short,
    ForeignFrames,
    Exposure,
    WrongFilm,
    Machine,
    /// Read from the machine's log: an earlier pass under the same number, on other film.
    EarlierPass,
    Other(String),
}

impl FailReason {
    /// The reasons a person can choose.
    pub const CHOICES: [Self; 7] = [
        Self::Jam,
        Self::Aborted,
        Self::Short,
        Self::ForeignFrames,
        Self::Exposure,
        Self::WrongFilm,
        Self::Machine,
    ];

    pub fn code(&self) -> &str {
        match self {
            Self::Jam => "jam",
            Self::Aborted => "aborted",
            Self::Short => "short",
            Self::ForeignFrames => "foreign",
            Self::Exposure => "exposure",
            Self::WrongFilm => "wrong-film",
            Self::Machine => "machine",
            Self::EarlierPass => "earlier-pass",
            Self::Other(text) => text,
        }
    }

    /// A code, or the person's own words; `None` when nothing is written.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let known = Self::CHOICES.into_iter().find(|reason| reason.code() == text);
        Some(known.unwrap_or_else(|| Self::Other(text.chars().take(200).collect())))
    }
}

impl Say for FailReason {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Jam => language.pick("Filmstau", "film jam"),
            Self::Aborted => language.pick("abgebrochen", "aborted"),
            Self::Short => language.pick("zu kurz", "short"),
            Self::ForeignFrames => language.pick("fremde Bilder", "foreign frames"),
            Self::Exposure => language.pick("Belichtung", "exposure"),
            Self::WrongFilm => language.pick("falscher Film", "wrong film"),
            Self::Machine => language.pick("Maschinenfehler", "machine error"),
            Self::EarlierPass => language.pick("früherer Durchlauf", "earlier pass"),
            Self::Other(text) => text,
        }
        .to_owned()
    }
}

/// How an attempt went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "course", rename_all = "snake_case")]
pub enum Course {
    Running,
    Confirmed {
        at: Timestamp,
        /// Frames on this film, with repeats and an aborted start on the same film.
        frames: u32,
        /// Film spent, leader and trailer included.
        spent_mm: u32,
        rest: RestOfFilm,
        /// Frames counted by the operator instead of a machine's log.
        counted: bool,
    },
    Failed {
        at: Timestamp,
        reason: FailReason,
        /// Frames exposed before it failed.
        frames: u32,
        spent_mm: u32,
        rest: RestOfFilm,
    },
}

impl Course {
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Running)
    }

    pub const fn code(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Confirmed { .. } => "confirmed",
            Self::Failed { .. } => "failed",
        }
    }
}

/// One exposure of one roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub id: AttemptId,
    pub roll: RollId,
    /// Which attempt at this roll, from 1.
    pub ordinal: u32,
    pub loaded: Loaded,
    pub operator: String,
    pub machine: String,
    pub started: Timestamp,
    /// Files of evidence kept with it.
    pub files: u32,
    /// What the evidence said: where each document begins on the film, and what it found.
    pub comparison: Option<Comparison>,
    pub course: Course,
}

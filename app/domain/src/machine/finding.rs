//! Findings: open until somebody settles them, once, with one of a few resolutions.

use super::Matter;
use crate::id::FindingId;
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// Something a file of the machine says that somebody must decide on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub id: FindingId,
    /// What the machine filmed under.
    pub number: String,
    pub matter: Matter,
    pub at: Timestamp,
    pub course: Course,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    Open,
    Settled(Settled),
}

/// How, when and by whom a finding was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub resolution: Resolution,
    pub note: String,
    pub at: Timestamp,
    pub by: String,
}

/// What a finding came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// It is as the file says, and it is known why.
    Explained,
    /// The film was made a second time on purpose.
    SecondCopy,
    /// The film before was rejected.
    Rework,
    /// Test exposures.
    Test,
    /// Somebody chose or typed the wrong thing.
    Slip,
    /// The film has to be made again.
    FilmAgain,
    /// The file is gone for good.
    FileLost,
    /// A later import brought what was missing.
    Arrived,
}

impl Resolution {
    /// What a person may choose; what arrived settles itself.
    pub const CATALOGUE: [Self; 7] = [
        Self::Explained,
        Self::SecondCopy,
        Self::Rework,
        Self::Test,
        Self::Slip,
        Self::FilmAgain,
        Self::FileLost,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Explained => "explained",
            Self::SecondCopy => "second_copy",
            Self::Rework => "rework",
            Self::Test => "test",
            Self::Slip => "slip",
            Self::FilmAgain => "film_again",
            Self::FileLost => "file_lost",
            Self::Arrived => "arrived",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::CATALOGUE.into_iter().chain([Self::Arrived]).find(|resolution| resolution.code() == text)
    }
}

impl Say for Resolution {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::Explained => ("geklärt, es ist so richtig", "explained, it is right as it is"),
            Self::SecondCopy => ("gewollte zweite Kopie", "a second copy on purpose"),
            Self::Rework => {
                ("Nacharbeit, der Film davor ist verworfen", "rework, the film before is rejected")
            }
            Self::Test => ("Testaufnahmen", "test exposures"),
            Self::Slip => ("Versehen bei Wahl oder Eingabe", "a slip in choosing or typing"),
            Self::FilmAgain => ("wird neu verfilmt", "to be filmed again"),
            Self::FileLost => ("Datei ist verloren", "the file is lost"),
            Self::Arrived => ("ist nachgekommen", "arrived later"),
        };
        language.pick(german, english).to_owned()
    }
}

impl Finding {
    pub const fn is_open(&self) -> bool {
        matches!(self.course, Course::Open)
    }
}

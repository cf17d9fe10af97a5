//! Rolls: what must be on one piece of film.

use serde::{Deserialize, Serialize};

/// The two films of the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FilmType {
    /// Carries every page.
    #[serde(rename = "16")]
    Mm16,
    /// Carries the pages larger than A3.
    #[serde(rename = "35")]
    Mm35,
}

impl FilmType {
    pub const ALL: [Self; 2] = [Self::Mm16, Self::Mm35];

    /// `16` or `35`, as in temporary ids and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mm16 => "16",
            Self::Mm35 => "35",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "16" | "16mm" => Some(Self::Mm16),
            "35" | "35mm" => Some(Self::Mm35),
            _ => None,
        }
    }
}

impl std::fmt::Display for FilmType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}mm", self.code())
    }
}

/// A stretch of one document's frames on one roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Position of the document in the project's natural order, from 0.
    pub document: u32,
    /// Document index on the roll, from 1.
    pub index: u32,
    /// First of the document's own frames on this roll, from 1. Above 1 only for later parts of a split document.
    pub first: u32,
    /// Number of frames.
    pub frames: u32,
    /// Frame on the roll where the segment starts, from 1.
    pub start: u32,
}

impl Segment {
    /// Last frame on the roll, from 1.
    pub fn end(&self) -> u32 {
        self.start + self.frames - 1
    }
}

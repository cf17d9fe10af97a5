//! A program as the registry keeps it. Its number is not among its fields: the holding says it.

use super::imprint::Imprint;
use super::number::ProgramNumber;
use super::size::{RoundSize, SizeSource};
use super::text::ProgramText;
use crate::id::ProgramId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Whether a program is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum ProgramStage {
    Live,
    /// In the trash: it can be restored.
    Trashed {
        reason: String,
    },
    /// Gone for good; the record of it stays.
    Purged {
        reason: String,
    },
}

impl ProgramStage {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Trashed { .. } => "trashed",
            Self::Purged { .. } => "purged",
        }
    }

    pub const fn is_live(&self) -> bool {
        matches!(self, Self::Live)
    }
}

/// One part, one program. What it says of itself is that of its current version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    pub id: ProgramId,
    pub stage: ProgramStage,
    /// Since when it is at this stage.
    pub since: Timestamp,
    /// Its current version, from 1.
    pub version: u32,
    /// Of the current version.
    pub imprint: Imprint,
    /// A round size a person set; it counts before what the file says.
    pub manual_size: Option<RoundSize>,
    pub notes: String,
    /// Numbers it had before, oldest first.
    pub earlier: Vec<Earlier>,
    /// Ledger entry that changed it last.
    pub revision: u64,
}

impl Program {
    /// The round size that counts, with its source.
    pub fn size(&self) -> Option<(RoundSize, SizeSource)> {
        self.manual_size.map(|size| (size, SizeSource::Manual)).or(self.imprint.size)
    }
}

/// A number a program had before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub number: ProgramNumber,
    /// Ledger entry that took it away.
    pub entry: u64,
    pub at: Timestamp,
}

/// Where a version came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Imported,
    Edited,
    /// Only the number on its O-line changed.
    Renumbered,
    /// A number it names in a comment changed.
    Followed,
    /// An earlier version again.
    Restored,
}

impl Origin {
    pub const ALL: [Self; 5] =
        [Self::Imported, Self::Edited, Self::Renumbered, Self::Followed, Self::Restored];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Edited => "edited",
            Self::Renumbered => "renumbered",
            Self::Followed => "followed",
            Self::Restored => "restored",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.code() == text)
    }
}

/// A version of a program's content, kept for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramVersion {
    pub program: ProgramId,
    /// From 1.
    pub version: u32,
    pub origin: Origin,
    /// The file's name as it came, with its folder.
    pub name: String,
    pub content: ProgramText,
    pub imprint: Imprint,
    pub at: Timestamp,
    pub by: String,
    pub entry: u64,
}

/// A version of the ranges, kept for ever. Version 0 is the table a lab begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangeVersion {
    pub version: u32,
    pub table: super::RangeTable,
    pub at: Timestamp,
    pub by: String,
}

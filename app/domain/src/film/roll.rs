//! Rolls: what must be on one piece of film.

use super::project::ProjectKey;
use crate::id::{AttemptId, ProjectId, ReworkId, RollId, RunId};
use crate::time::Timestamp;
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

/// A roll's name until it has earned a number: `RRD123-2025_OU_16_03`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TemporaryId(String);

impl TemporaryId {
    pub fn of(key: &ProjectKey, film: FilmType, ordinal: u32) -> Self {
        Self(format!("{}_{}_{}_{ordinal:02}", key.archive_id, key.site, film.code()))
    }

    /// A name read back from the database or typed by a person.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TemporaryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a roll stands. Each state holds exactly what that state has; the number is held by the holding alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    Planned,
    /// Its film was rejected: it waits to be filmed again.
    Rework {
        rework: ReworkId,
    },
    Filming {
        attempt: AttemptId,
        /// The rework this attempt is part of; where it fails, the roll goes back to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rework: Option<ReworkId>,
    },
    Filmed {
        attempt: AttemptId,
    },
    Developed {
        attempt: AttemptId,
        run: RunId,
    },
    /// Quality found it good: it can be labelled and handed over.
    Accepted {
        attempt: AttemptId,
        run: RunId,
    },
    /// A later plan took its place.
    Cancelled,
}

/// The words of a roll's stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollStage {
    Planned,
    Rework,
    Filming,
    Filmed,
    Developed,
    Accepted,
    Cancelled,
}

impl RollStage {
    pub const ALL: [Self; 7] = [
        Self::Planned,
        Self::Rework,
        Self::Filming,
        Self::Filmed,
        Self::Developed,
        Self::Accepted,
        Self::Cancelled,
    ];

    /// A confirmed film exists, whatever was done with it since.
    pub const fn is_filmed(self) -> bool {
        matches!(self, Self::Filmed | Self::Developed | Self::Accepted)
    }

    /// An attempt may be started.
    pub const fn awaits_filming(self) -> bool {
        matches!(self, Self::Planned | Self::Rework)
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Rework => "rework",
            Self::Filming => "filming",
            Self::Filmed => "filmed",
            Self::Developed => "developed",
            Self::Accepted => "accepted",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == text)
    }
}

/// What is to be filmed under one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    pub id: RollId,
    pub project: ProjectId,
    /// The project's plan it belongs to, from 1.
    pub plan: u32,
    pub film: FilmType,
    /// Position within its film, from 1.
    pub ordinal: u32,
    pub temporary_id: TemporaryId,
    pub frames: u32,
    pub segments: Vec<Segment>,
    /// The 35mm rolls whose numbers this roll's reference sheets print.
    pub waits_for: Vec<RollId>,
    pub stage: Stage,
    pub since: Timestamp,
    /// Attempts made so far.
    pub attempts: u32,
    /// Ledger entry of the last change.
    pub revision: u64,
}

impl Roll {
    pub const fn stage_word(&self) -> RollStage {
        match self.stage {
            Stage::Planned => RollStage::Planned,
            Stage::Rework { .. } => RollStage::Rework,
            Stage::Filming { .. } => RollStage::Filming,
            Stage::Filmed { .. } => RollStage::Filmed,
            Stage::Developed { .. } => RollStage::Developed,
            Stage::Accepted { .. } => RollStage::Accepted,
            Stage::Cancelled => RollStage::Cancelled,
        }
    }

    /// The confirmed attempt whose film stands for the roll.
    pub const fn confirmed(&self) -> Option<AttemptId> {
        match self.stage {
            Stage::Filmed { attempt }
            | Stage::Developed { attempt, .. }
            | Stage::Accepted { attempt, .. } => Some(attempt),
            Stage::Planned | Stage::Rework { .. } | Stage::Filming { .. } | Stage::Cancelled => None,
        }
    }

    /// The run its film was developed in.
    pub const fn run(&self) -> Option<RunId> {
        match self.stage {
            Stage::Developed { run, .. } | Stage::Accepted { run, .. } => Some(run),
            Stage::Planned
            | Stage::Rework { .. }
            | Stage::Filming { .. }
            | Stage::Filmed { .. }
            | Stage::Cancelled => None,
        }
    }

    /// The attempt the roll's stage speaks of: the running one, or the confirmed one.
    pub const fn attempt(&self) -> Option<AttemptId> {
        match self.stage {
            Stage::Filming { attempt, .. } => Some(attempt),
            _ => self.confirmed(),
        }
    }

    /// The rework the roll is part of, until it is filmed again.
    pub const fn rework(&self) -> Option<ReworkId> {
        match self.stage {
            Stage::Rework { rework } => Some(rework),
            Stage::Filming { rework, .. } => rework,
            _ => None,
        }
    }

    pub const fn is_live(&self) -> bool {
        !matches!(self.stage, Stage::Cancelled)
    }
}

//! Film as it lies on the shelf: reels and what remains of them. Lengths are millimetres and always add up.

use super::roll::FilmType;
use crate::id::{AttemptId, ReelId, TempRollId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A physical reel, booked when it first goes into a camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reel {
    pub id: ReelId,
    pub film: FilmType,
    pub length_mm: u32,
    pub opened: Timestamp,
    pub stage: ReelStage,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum ReelStage {
    /// Came back from the camera without a frame on it.
    Whole,
    /// In the camera as a whole reel.
    Loaded { attempt: AttemptId },
    /// Cut by its first exposure: what remains are temp rolls.
    Cut { attempt: AttemptId },
}

impl ReelStage {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Loaded { .. } => "loaded",
            Self::Cut { .. } => "cut",
        }
    }
}

/// What physically remains of a reel after an attempt (Restfilm).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TempRoll {
    pub id: TempRollId,
    pub reel: ReelId,
    pub film: FilmType,
    /// The attempt that left it.
    pub parent: AttemptId,
    /// As it is now: what its attempt left, corrected where somebody measured it.
    pub length_mm: u32,
    /// Measured length less what its attempt left.
    pub correction_mm: i32,
    /// Where it lies, in the lab's words; empty where nobody said.
    pub place: String,
    pub since: Timestamp,
    /// When somebody last had it in hand while taking stock.
    pub seen: Option<Timestamp>,
    pub stage: TempRollStage,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum TempRollStage {
    OnShelf,
    Loaded {
        attempt: AttemptId,
    },
    Consumed {
        attempt: AttemptId,
    },
    /// Thrown away: its film is scrap.
    Discarded {
        reason: String,
    },
    /// Not where it should be. Its film still counts, until it is found or thrown away.
    Lost {
        reason: String,
    },
}

impl TempRollStage {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OnShelf => "on_shelf",
            Self::Loaded { .. } => "loaded",
            Self::Consumed { .. } => "consumed",
            Self::Discarded { .. } => "discarded",
            Self::Lost { .. } => "lost",
        }
    }

    /// Film that is still somewhere.
    pub const fn is_live(&self) -> bool {
        matches!(self, Self::OnShelf | Self::Loaded { .. } | Self::Lost { .. })
    }
}

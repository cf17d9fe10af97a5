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
    pub length_mm: u32,
    pub since: Timestamp,
    pub stage: TempRollStage,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum TempRollStage {
    OnShelf,
    Loaded { attempt: AttemptId },
    Consumed { attempt: AttemptId },
}

impl TempRollStage {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OnShelf => "on_shelf",
            Self::Loaded { .. } => "loaded",
            Self::Consumed { .. } => "consumed",
        }
    }
}

//! Film after the camera: what waits for development and acceptance, runs, reworks, and one temp roll.

use super::films::RollLine;
use crate::film::development::{Density, DensityVerdict, Quarantine};
use crate::film::reel::{TempRoll, TempRollStage};
use crate::film::rework::{Consequence, Rework};
use crate::id::{AttemptId, RunId, TempRollId};
use crate::time::Timestamp;
use crate::view::lab::Step;
use serde::{Deserialize, Serialize};

/// A piece of a reel: the whole of it, or what an exposure left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyPiece {
    /// None for the whole reel.
    pub temp_roll: Option<TempRollId>,
    pub length_mm: u32,
    /// What became of it; a whole reel of which something was left is used up.
    pub stage: Option<TempRollStage>,
    /// The roll that was, or is being, exposed on it.
    pub used_by: Option<RollLine>,
}

/// A film that exists, and how it came to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmLine {
    pub roll: RollLine,
    pub attempt: AttemptId,
    /// Frames on the film, repeats included.
    pub frames: u32,
    pub filmed: Timestamp,
    pub operator: String,
    /// The run it was developed in.
    pub run: Option<RunId>,
    /// It cannot be accepted while its run is held.
    pub held: bool,
}

/// A run of the processor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLine {
    pub id: RunId,
    pub at: Timestamp,
    pub by: String,
    pub bath: String,
    pub readings: Vec<(Density, DensityVerdict)>,
    pub length_mm: u64,
    pub quarantine: Quarantine,
    /// Every roll that was in it, as it stands now.
    pub rolls: Vec<RollLine>,
}

impl RunLine {
    pub const fn is_held(&self) -> bool {
        matches!(self.quarantine, Quarantine::Held { .. })
    }

    /// Rolls whose film of this run still stands: those a refilm would make again.
    pub fn standing(&self) -> impl Iterator<Item = &RollLine> {
        self.rolls.iter().filter(|roll| roll.stage.is_filmed())
    }
}

/// The work of quality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevelopmentView {
    /// Entries in the ledger: what a decision on this view was decided on.
    pub revision: u64,
    pub at: Timestamp,
    /// Filmed, to be developed; oldest first.
    pub waiting: Vec<FilmLine>,
    /// Developed, to be accepted; oldest first.
    pub developed: Vec<FilmLine>,
    /// Newest first.
    pub runs: Vec<RunLine>,
    /// The run after which older ones follow.
    pub older: Option<RunId>,
}

/// Films to be rejected, with what follows from each choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReworkView {
    pub revision: u64,
    pub films: Vec<FilmLine>,
    /// Rolls that were named but have no film.
    pub without_film: Vec<RollLine>,
    pub if_kept: Vec<Consequence>,
    pub if_void: Vec<Consequence>,
}

/// A rework with the ordinals of the attempts it speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReworkLine {
    pub rework: Rework,
    /// Which attempt at the roll made the rejected film.
    pub rejected: u32,
}

/// One temp roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TempRollView {
    pub piece: TempRoll,
    /// Frames that can still be exposed on it.
    pub usable_frames: u32,
    /// The roll whose filming left it.
    pub left_by: Option<RollLine>,
    /// The roll it is in the camera for, or was used up by.
    pub used_by: Option<RollLine>,
    pub reel_mm: u32,
    /// Its reel from the beginning: the whole, then each piece that was left of it.
    pub family: Vec<FamilyPiece>,
    pub history: Vec<Step>,
}

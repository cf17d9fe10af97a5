//! What commands on programs answer.

use super::event::Moved;
use super::number::ProgramNumber;
use crate::id::ProgramId;
use serde::{Deserialize, Serialize};

/// The answer of the program registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum ProgramAnswer {
    Done,
    Numbers {
        numbers: Vec<ProgramNumber>,
    },
    Ranges {
        version: u32,
    },
    /// Programs that are new, and those that have a new version.
    Imported {
        new: Vec<ProgramId>,
        versions: Vec<ProgramId>,
    },
    Renumbered {
        moves: Vec<Moved>,
        /// Programs whose comments followed.
        followed: Vec<ProgramId>,
    },
    Programs {
        programs: Vec<ProgramId>,
    },
    Undone {
        entry: u64,
    },
}

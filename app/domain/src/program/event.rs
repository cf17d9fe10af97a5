//! What happened to programs and their numbers. Complete: a replay gives every table back.

use super::holding::ProgramHolding;
use super::imprint::Imprint;
use super::number::ProgramNumber;
use super::ranges::RangeTable;
use super::record::Origin;
use super::size::RoundSize;
use super::text::ProgramText;
use crate::id::ProgramId;
use serde::{Deserialize, Serialize};

/// ProgramText of a program from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVersion {
    pub program: ProgramId,
    /// From 1: the first makes the program.
    pub version: u32,
    pub origin: Origin,
    pub name: String,
    pub content: ProgramText,
    pub imprint: Imprint,
}

/// A number and who holds it from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHolding {
    pub number: ProgramNumber,
    #[serde(flatten)]
    pub holding: ProgramHolding,
}

/// A program that went from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub program: ProgramId,
    pub from: ProgramNumber,
    pub to: ProgramNumber,
}

/// A past-tense fact of the program registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "snake_case")]
pub enum ProgramEvent {
    RangesLoaded {
        version: u32,
        table: RangeTable,
    },
    /// The one way a program number changes hands.
    NumbersHeld {
        held: Vec<NewHolding>,
    },
    /// ProgramText came in: the first version of a program, or a later one.
    VersionsAdded {
        versions: Vec<NewVersion>,
    },
    Renumbered {
        moves: Vec<Moved>,
    },
    Described {
        program: ProgramId,
        number: ProgramNumber,
        size: Option<RoundSize>,
        notes: String,
    },
    Trashed {
        programs: Vec<ProgramId>,
        reason: String,
    },
    Restored {
        programs: Vec<ProgramId>,
    },
    Purged {
        programs: Vec<ProgramId>,
        reason: String,
    },
    /// The entry is taken back; what that changed is told beside it.
    Undone {
        entry: u64,
    },
}

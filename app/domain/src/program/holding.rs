//! Who holds a program number. As with film, the state *is* the one live holding; a number without one is free.

use super::number::ProgramNumber;
use crate::id::ProgramId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The one live holding of a program number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProgramHolding {
    /// Was held once and came back: free.
    Returned { reason: String },
    /// Kept for somebody: what for, and until when.
    Reserved {
        purpose: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// A program has it.
    InUse { program: ProgramId },
    /// Given back, but a machine may still hold the old program: it rests.
    Cooling {
        until: Timestamp,
        reason: String,
        /// Whose it was: that program may have it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        program: Option<ProgramId>,
    },
    /// Never to be used again.
    Retired { reason: String },
}

impl ProgramHolding {
    /// The state is the holding: there is nothing else to ask.
    pub const fn state(&self) -> ProgramState {
        match self {
            Self::Returned { .. } => ProgramState::Free,
            Self::Reserved { .. } => ProgramState::Reserved,
            Self::InUse { .. } => ProgramState::InUse,
            Self::Cooling { .. } => ProgramState::Cooling,
            Self::Retired { .. } => ProgramState::Retired,
        }
    }

    /// The program that has the number, or had it last.
    pub const fn program(&self) -> Option<ProgramId> {
        match self {
            Self::InUse { program } => Some(*program),
            Self::Cooling { program, .. } => *program,
            Self::Returned { .. } | Self::Reserved { .. } | Self::Retired { .. } => None,
        }
    }

    /// When it ends by itself.
    pub const fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Reserved { until, .. } => *until,
            Self::Cooling { until, .. } => Some(*until),
            Self::Returned { .. } | Self::InUse { .. } | Self::Retired { .. } => None,
        }
    }
}

/// A holding with its person and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramHeld {
    pub number: ProgramNumber,
    pub holding: ProgramHolding,
    pub since: Timestamp,
    /// Name of the person, as text: the record outlives the account.
    pub by: String,
    /// Ledger entry that made the holding.
    pub entry: u64,
}

/// What a holding says of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgramState {
    Free,
    Reserved,
    InUse,
    Cooling,
    Retired,
}

impl ProgramState {
    pub const ALL: [Self; 5] = [Self::Free, Self::Reserved, Self::InUse, Self::Cooling, Self::Retired];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Reserved => "reserved",
            Self::InUse => "in_use",
            Self::Cooling => "cooling",
            Self::Retired => "retired",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == text)
    }
}

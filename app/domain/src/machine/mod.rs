//! Files of the machine that belong to no attempt here: those of an old machine's folder, and those that come by
//! themselves. Each is kept as it was written; what speaks against it becomes a finding to settle.

mod finding;
mod matter;
mod sentences;
mod survey;

pub use finding::{Course, Finding, Resolution, Settled};
pub use matter::{Matter, MatterKind, Twin};
pub use survey::{Contents, DescriptorTold, LogTold, Pass, matters, survey};

use crate::evidence::Unreadable;
use crate::id::{AttemptId, FindingId, MachineFileId};
use crate::number::{FilmNumber, SeriesId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a number of the machine is. All of them lie in the same folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberClass {
    /// A film number of this lab: eight digits, the first 1, 2 or 3.
    Production,
    /// Six digits, of a vendor before.
    Legacy,
    /// Up to five digits, or of the series of test films: trials at the machine.
    Test,
    /// Anything else: typed wrongly, or no number at all.
    Mistyped,
}

impl NumberClass {
    pub const ALL: [Self; 4] = [Self::Production, Self::Legacy, Self::Test, Self::Mistyped];

    pub fn of(number: &str) -> Self {
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        match number.len() {
            // Films of test projects have a series of their own.
            _ if FilmNumber::parse(number).is_ok_and(|number| number.series() == SeriesId::TEST) => {
                Self::Test
            }
            _ if FilmNumber::parse(number).is_ok() => Self::Production,
            6 if digits => Self::Legacy,
            1..=5 if digits => Self::Test,
            _ => Self::Mistyped,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Legacy => "legacy",
            Self::Test => "test",
            Self::Mistyped => "mistyped",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == text)
    }
}

/// What a file of the machine tells, short enough for the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Told {
    Log(LogTold),
    Descriptor(DescriptorTold),
    /// A handoff log: rows, and when it was written, as it says.
    Handoff {
        rows: u32,
        documents: u32,
        time: Option<String>,
    },
    Unreadable {
        why: Unreadable,
    },
}

impl Told {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Log(_) => "log",
            Self::Descriptor(_) => "descriptor",
            Self::Handoff { .. } => "handoff",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

/// A file of the machine on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineFile {
    pub id: MachineFileId,
    /// What the machine filmed under, as the file has it; the file's name where it has no number.
    pub number: String,
    pub class: NumberClass,
    pub told: Told,
    /// The running attempt it fits: offered there instead of raising findings.
    pub attempt: Option<AttemptId>,
    pub at: Timestamp,
    pub by: String,
    pub file: crate::event::EvidenceFile,
}

/// A file as an event records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMachineFile {
    pub id: MachineFileId,
    pub number: String,
    pub told: Told,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<AttemptId>,
    pub file: crate::event::EvidenceFile,
}

/// A finding as an event raises it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFinding {
    pub id: FindingId,
    pub number: String,
    pub matter: Matter,
}

/// A finding as an event settles it: it reads alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledFinding {
    pub id: FindingId,
    pub number: String,
    pub kind: MatterKind,
}

/// A file of the machine as a command brings it. The file stands for what it tells in the command's digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadFile {
    pub file: crate::event::EvidenceFile,
    #[serde(skip)]
    pub contents: Contents,
}

#[cfg(test)]
mod tests;

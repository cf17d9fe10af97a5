//! Findings and files of the machine, as pages show them.

use super::numbers::RollLink;
use crate::id::{FindingId, MachineFileId};
use crate::machine::{Course, Finding, Matter, MatterKind, NumberClass, Settled, Told};
use crate::number::FilmNumber;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Which findings a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingsQuery {
    /// The settled ones instead of the open.
    pub settled: bool,
    pub kind: Option<MatterKind>,
    /// A number of the machine, or its beginning.
    pub number: String,
}

impl FindingsQuery {
    /// As an address says it.
    pub fn of(state: &str, kind: &str, number: String) -> Self {
        Self { settled: state == "settled", kind: MatterKind::parse(kind), number }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    pub id: FindingId,
    /// What the machine filmed under.
    pub number: String,
    pub matter: Matter,
    pub at: Timestamp,
    pub settled: Option<Settled>,
}

impl FindingView {
    /// The film number's page, where it is one.
    pub fn film_number(&self) -> Option<FilmNumber> {
        FilmNumber::parse(&self.number).ok()
    }
}

impl From<Finding> for FindingView {
    fn from(row: Finding) -> Self {
        let settled = match row.course {
            Course::Open => None,
            Course::Settled(settled) => Some(settled),
        };
        Self { id: row.id, number: row.number, matter: row.matter, at: row.at, settled }
    }
}

/// How many findings of a kind a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCount {
    pub kind: MatterKind,
    pub count: u32,
}

/// How many different numbers of a class are on record, and how many files name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassLine {
    pub class: NumberClass,
    pub numbers: u32,
    pub files: u32,
}

/// A running attempt whose evidence does not fit its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContradictedLine {
    pub roll: RollLink,
    /// What speaks against the plan.
    pub findings: Vec<crate::evidence::Finding>,
}

/// The inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingsView {
    pub contradicted: Vec<ContradictedLine>,
    /// The kinds there are, in the order of the inbox, whatever kind the query asks for.
    pub counts: Vec<KindCount>,
    pub rows: Vec<FindingView>,
    /// All that fit the query; `rows` may be fewer.
    pub total: u32,
    pub open: u32,
    pub settled: u32,
    pub classes: Vec<ClassLine>,
}

/// A file of the machine, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineFileView {
    pub id: MachineFileId,
    pub name: String,
    pub told: Told,
    /// Length in bytes, and SHA-256 in hexadecimal.
    pub size: u64,
    pub digest: String,
    pub at: Timestamp,
    pub by: String,
}

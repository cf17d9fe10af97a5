//! What commands answer. Stored with the ledger entry, so that a repeated key gets the same.

use crate::evidence::Finding;
use crate::film::roll::FilmType;
use crate::id::{AttemptId, ComplaintId, DeliveryId, PersonId, ProjectId, ReworkId, RollId, RunId, TokenId};
use crate::machine::NumberClass;
use crate::number::FilmNumber;
use crate::program::ProgramAnswer;
use serde::{Deserialize, Serialize};

/// How a finished attempt came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The number is issued.
    Confirmed,
    /// The evidence contradicts the plan: nothing is issued, the attempt keeps running.
    Contradicted,
    Failed,
}

/// A roll as an answer lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollAnswer {
    pub id: RollId,
    pub temporary_id: String,
    pub film: FilmType,
    pub documents: u32,
    pub frames: u32,
    /// Barcodes of the first and last document.
    pub first: String,
    pub last: String,
}

/// How many different numbers of a class the files brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCount {
    pub class: NumberClass,
    pub numbers: u32,
}

/// What a command answers. Stored with the ledger entry, so that a repeated key gets the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    Done,
    /// `changed` is false where the same list was registered before.
    Registered {
        project: ProjectId,
        documents: u32,
        pages: u64,
        changed: bool,
    },
    Planned {
        project: ProjectId,
        plan: u32,
        rolls: Vec<RollAnswer>,
    },
    Started {
        attempt: AttemptId,
        reel: String,
        temp_roll: Option<String>,
        number: Option<FilmNumber>,
    },
    Finished {
        outcome: Outcome,
        number: Option<FilmNumber>,
        findings: Vec<Finding>,
        /// The rest that went to the shelf, such as `T-0092`.
        temp_roll: Option<String>,
        rest_mm: u32,
    },
    Numbers {
        numbers: Vec<FilmNumber>,
    },
    Person {
        person: PersonId,
    },
    Token {
        token: TokenId,
    },
    Delivered {
        delivery: DeliveryId,
        rows: u32,
    },
    /// Films rejected; each roll waits to be filmed again.
    Reworked {
        reworks: Vec<ReworkId>,
        rolls: Vec<RollId>,
    },
    /// `quarantined` where a reading holds the run back.
    Developed {
        run: RunId,
        quarantined: bool,
    },
    Complaint {
        complaint: ComplaintId,
    },
    /// Temp rolls missing while stock was taken, such as `T-0092`: they are reported lost.
    Stock {
        found: u32,
        missing: Vec<String>,
    },
    /// Files of the machine on record now.
    Imported {
        /// Files that were new, and those that were on record already.
        new: u32,
        known: u32,
        /// Film numbers taken into the series, and those below them that no file names.
        numbers: u32,
        skipped: u32,
        /// New findings, and open ones that what arrived has settled.
        findings: u32,
        settled: u32,
        /// New files offered to running attempts.
        offered: u32,
        classes: Vec<ClassCount>,
        unreadable: u32,
    },
    /// Of the program registry.
    Programs(ProgramAnswer),
}

/// The answer with its place in the ledger; `entry` is 0 where nothing had to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub entry: u64,
    #[serde(flatten)]
    pub answer: Answer,
}

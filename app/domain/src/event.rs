//! What happened. Events are complete: applied in order to an empty lab they give every table back.

use crate::evidence::Comparison;
use crate::film::attempt::{FailReason, Loaded, RestOfFilm};
use crate::film::document::Document;
use crate::film::planning::Order;
use crate::film::project::{ListDifference, Numbering, ProjectKey};
use crate::film::roll::{FilmType, Segment, TemporaryId};
use crate::film::settings::Settings;
use crate::id::{AttemptId, DeliveryId, ProjectId, ReelId, RollId, TokenId};
use crate::lab::LabSettings;
use crate::number::{FilmNumber, Holding, SeriesId};
use crate::person::{Person, Token};
use serde::{Deserialize, Serialize};

/// A roll as an accepted plan makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRoll {
    pub id: RollId,
    pub temporary_id: TemporaryId,
    pub film: FilmType,
    pub ordinal: u32,
    pub frames: u32,
    pub segments: Vec<Segment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<RollId>,
}

/// A file the machine wrote, kept as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    pub name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: String,
    /// Length in bytes, unpacked.
    pub size: u64,
    /// The bytes: zlib, then base64.
    pub packed: String,
}

/// A past-tense fact of the lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    LabFounded {
        settings: LabSettings,
    },
    SettingsChanged {
        version: u32,
        settings: LabSettings,
    },
    PersonAdded {
        person: Person,
    },
    PersonChanged {
        person: Person,
    },
    TokenCreated {
        token: Token,
    },
    TokenRevoked {
        token: TokenId,
    },
    ProjectRegistered {
        project: ProjectId,
        key: ProjectKey,
        series: SeriesId,
        numbering: Numbering,
        documents: Vec<Document>,
    },
    ListReplaced {
        project: ProjectId,
        difference: ListDifference,
        documents: Vec<Document>,
        /// Rolls of the plan that no longer fits the list.
        cancelled: Vec<RollId>,
    },
    PlanAccepted {
        project: ProjectId,
        plan: u32,
        /// The values the plan was made with.
        settings: Settings,
        order: Order,
        rolls: Vec<NewRoll>,
        /// Rolls of the plan before, none of them filmed.
        cancelled: Vec<RollId>,
    },
    /// The one way a number changes hands.
    NumbersHeld {
        numbers: Vec<FilmNumber>,
        holding: Holding,
    },
    AttemptStarted {
        attempt: AttemptId,
        roll: RollId,
        ordinal: u32,
        film: FilmType,
        loaded: Loaded,
        machine: String,
        /// The reel is booked with this attempt.
        new_reel: bool,
    },
    EvidenceReceived {
        attempt: AttemptId,
        files: Vec<EvidenceFile>,
    },
    /// The evidence does not fit the plan: the attempt keeps running until a person decides.
    EvidenceContradicted {
        attempt: AttemptId,
        comparison: Comparison,
    },
    /// An earlier pass under the same number, read from the log, on film that was not booked here.
    EarlierPassFound {
        attempt: AttemptId,
        roll: RollId,
        ordinal: u32,
        film: FilmType,
        reel: ReelId,
        length_mm: u32,
        frames: u32,
        spent_mm: u32,
        machine: String,
    },
    AttemptConfirmed {
        attempt: AttemptId,
        frames: u32,
        spent_mm: u32,
        rest: RestOfFilm,
        counted: bool,
        comparison: Comparison,
    },
    AttemptFailed {
        attempt: AttemptId,
        reason: FailReason,
        frames: u32,
        spent_mm: u32,
        rest: RestOfFilm,
    },
    IndexDelivered {
        delivery: DeliveryId,
        project: ProjectId,
        rows: u32,
        /// SHA-256 of the rows as CSV, hexadecimal: what was sent can be recognised.
        digest: String,
        file: String,
    },
}

/// What kind of thing a change or a history speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Lab,
    Person,
    Token,
    Project,
    Roll,
    Reel,
    TempRoll,
    Number,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Lab,
        Self::Person,
        Self::Token,
        Self::Project,
        Self::Roll,
        Self::Reel,
        Self::TempRoll,
        Self::Number,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Lab => "lab",
            Self::Person => "person",
            Self::Token => "token",
            Self::Project => "project",
            Self::Roll => "roll",
            Self::Reel => "reel",
            Self::TempRoll => "temp_roll",
            Self::Number => "number",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == text)
    }
}

/// One thing's state before and after an entry, in words that read alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub kind: Kind,
    pub id: u64,
    /// As people call it: a temporary id, a number, a name.
    pub name: String,
    pub before: String,
    pub after: String,
}

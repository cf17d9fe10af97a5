//! What happened. Events are complete: applied in order to an empty lab they give every table back.

use crate::evidence::Comparison;
use crate::film::attempt::{FailReason, Loaded, RestOfFilm};
use crate::film::complaint::{Fault, Settlement};
use crate::film::development::{Density, Quarantine};
use crate::film::document::{Barcode, Document};
use crate::film::planning::Order;
use crate::film::project::{ListDifference, Numbering, ProjectKey, Standing};
use crate::film::rework::{Cause, NumberChoice};
use crate::film::roll::{FilmType, Segment, TemporaryId};
use crate::film::settings::Settings;
use crate::id::{
    AttemptId, ComplaintId, DeliveryId, ProjectId, ReelId, ReworkId, RollId, RunId, TempRollId, TokenId,
};
use crate::lab::LabSettings;
use crate::machine::{NewFinding, NewMachineFile, Resolution, SettledFinding};
use crate::number::{FilmNumber, Holding, NumberState, SeriesId};
use crate::person::{Person, Token};
use crate::program::ProgramEvent;
use crate::time::Timestamp;
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

/// The 35mm rolls a kept roll refers to now: one of those before was rejected and cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWaits {
    pub roll: RollId,
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
        /// Its numbers are to follow each other.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        consecutive: bool,
        /// Its films are tests, numbered apart.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        test: bool,
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
        /// Kept rolls whose sheets refer to other 35mm rolls from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        waits: Vec<NewWaits>,
    },
    /// The one way a number changes hands.
    NumbersHeld {
        numbers: Vec<FilmNumber>,
        holding: Holding,
    },
    /// A project's next numbers do not follow its last one: a neighbour was in the way.
    BlockBroken {
        project: ProjectId,
        after: FilmNumber,
        blocked_by: FilmNumber,
        state: NumberState,
        given: Vec<FilmNumber>,
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
    /// A confirmed film is rejected; what becomes of its number is told beside it.
    ReworkOrdered {
        rework: ReworkId,
        roll: RollId,
        attempt: AttemptId,
        number: FilmNumber,
        choice: NumberChoice,
        cause: Cause,
        note: String,
    },
    /// The number that an open rework kept is void after all; what holds it is told beside it.
    KeptNumberVoided {
        rework: ReworkId,
        roll: RollId,
        number: FilmNumber,
        reason: String,
    },
    RollsDeveloped {
        run: RunId,
        rolls: Vec<RollId>,
        bath: String,
        readings: Vec<Density>,
        length_mm: u64,
        quarantine: Quarantine,
    },
    RunQuarantined {
        run: RunId,
        reason: String,
    },
    RunReleased {
        run: RunId,
        reason: String,
    },
    RollsAccepted {
        rolls: Vec<RollId>,
        note: String,
    },
    /// Registration is open again: filmed rolls are kept, the others cancelled, the old plan stays on record.
    ProjectReopened {
        project: ProjectId,
        reason: String,
        cancelled: Vec<RollId>,
    },
    StandingChanged {
        project: ProjectId,
        standing: Standing,
        cancelled: Vec<RollId>,
    },
    TempRollPlaced {
        temp_roll: TempRollId,
        place: String,
    },
    TempRollMeasured {
        temp_roll: TempRollId,
        length_mm: u32,
        reason: String,
    },
    TempRollDiscarded {
        temp_roll: TempRollId,
        reason: String,
    },
    TempRollLost {
        temp_roll: TempRollId,
        reason: String,
    },
    TempRollFound {
        temp_roll: TempRollId,
        place: String,
    },
    /// Somebody had every temp roll of a place in hand, or of the whole shelf where no place is named.
    StockTaken {
        place: String,
        found: Vec<TempRollId>,
        missing: Vec<TempRollId>,
    },
    ComplaintOpened {
        complaint: ComplaintId,
        project: ProjectId,
        rolls: Vec<RollId>,
        barcode: Option<Barcode>,
        fault: Fault,
        words: String,
        received: Timestamp,
    },
    ComplaintSettled {
        complaint: ComplaintId,
        #[serde(flatten)]
        how: Settlement,
        note: String,
    },
    IndexDelivered {
        delivery: DeliveryId,
        project: ProjectId,
        rows: u32,
        /// SHA-256 of the rows as CSV, hexadecimal: what was sent can be recognised.
        digest: String,
        file: String,
        /// To whom, in the lab's words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        to: String,
        /// The numbers of all its films, 16mm first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        numbers: Vec<FilmNumber>,
        /// The rows as they were sent, one `barcode;com_id;blip` line each: the text the digest is taken of.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        sent: String,
    },
    /// Files of the machine that belong to no attempt are on record.
    MachineFilesRecorded {
        /// Where they came from, in words.
        source: String,
        files: Vec<NewMachineFile>,
    },
    FindingsRaised {
        findings: Vec<NewFinding>,
    },
    FindingsSettled {
        findings: Vec<SettledFinding>,
        resolution: Resolution,
        note: String,
    },
    /// Of the program registry.
    Program(ProgramEvent),
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
    Run,
    Complaint,
    Finding,
    Program,
    ProgramNumber,
    /// A version of the ranges of program numbers.
    Ranges,
    /// An entry of the ledger that was taken back.
    Entry,
}

impl Kind {
    pub const ALL: [Self; 15] = [
        Self::Lab,
        Self::Person,
        Self::Token,
        Self::Project,
        Self::Roll,
        Self::Reel,
        Self::TempRoll,
        Self::Number,
        Self::Run,
        Self::Complaint,
        Self::Finding,
        Self::Program,
        Self::ProgramNumber,
        Self::Ranges,
        Self::Entry,
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
            Self::Run => "run",
            Self::Complaint => "complaint",
            Self::Finding => "finding",
            Self::Program => "program",
            Self::ProgramNumber => "program_number",
            Self::Ranges => "ranges",
            Self::Entry => "entry",
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

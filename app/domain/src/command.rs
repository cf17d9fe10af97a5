//! What people, scripts and machines ask for. The server function, the API and the command line build the same
//! [`Command`]; `Store::perform` is the only place where one is carried out.

mod answer;
mod needs;
mod request;

pub use answer::{Answer, ClassCount, Outcome, Receipt, RollAnswer};
pub use needs::Needs;
pub use request::{Key, NotAKey, Request};

use crate::event::EvidenceFile;
use crate::evidence::{Descriptor, FilmLog};
use crate::film::attempt::FailReason;
use crate::film::complaint::{Fault, Settlement};
use crate::film::development::Density;
use crate::film::document::{Barcode, Document};
use crate::film::planning::Order;
use crate::film::project::ProjectKey;
use crate::film::rework::{Cause, NumberChoice};
use crate::id::{ComplaintId, FindingId, PersonId, ProjectId, RollId, RunId, TempRollId, TokenId};
use crate::lab::LabSettings;
use crate::machine::{ReadFile, Resolution};
use crate::number::FilmNumber;
use crate::person::{Right, Roles};
use crate::program::ProgramCommand;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The film a person wants for an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilmChoice {
    /// The best-fitting temp roll on the shelf, or a new reel where none fits.
    Proposed,
    New,
    TempRoll(TempRollId),
}

/// Values of a plan that differ from the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChoice {
    pub capacity_16mm: Option<u32>,
    pub capacity_35mm: Option<u32>,
    pub smallest_usable: Option<u32>,
    pub order: Order,
}

/// What proves that a roll was filmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The machine's log and, where there is one, its descriptor. The files stand for both in the digest.
    Machine {
        #[serde(skip)]
        log: FilmLog,
        #[serde(skip)]
        descriptor: Option<Box<Descriptor>>,
        files: Vec<EvidenceFile>,
    },
    /// Frames counted by the operator.
    Counted { frames: u32 },
}

/// What a customer complains about, as it is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grievance {
    pub project: ProjectId,
    /// The films it is about; none where it is about the whole delivery.
    pub rolls: Vec<RollId>,
    pub barcode: Option<Barcode>,
    pub fault: Fault,
    /// The customer's words.
    pub words: String,
    /// The day it came in.
    pub received: Timestamp,
}

/// One thing to do. A verb each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    FoundLab {
        lab: String,
        admin: String,
    },
    ChangeSettings {
        settings: LabSettings,
    },
    AddPerson {
        name: String,
        roles: Roles,
    },
    ChangePerson {
        person: PersonId,
        roles: Roles,
        active: bool,
    },
    CreateToken {
        label: String,
        roles: Roles,
        digest: String,
    },
    RevokeToken {
        token: TokenId,
    },
    /// `accept` is the number of differences the person saw; a changed list is taken only with it.
    /// Films of a test project are numbered apart; where `test` is not said, the archive id tells.
    RegisterProject {
        key: ProjectKey,
        documents: Vec<Document>,
        accept: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        test: Option<bool>,
    },
    AcceptPlan {
        project: ProjectId,
        choice: PlanChoice,
    },
    StartFilming {
        roll: RollId,
        film: FilmChoice,
        machine: String,
    },
    FinishFilming {
        roll: RollId,
        proof: Proof,
    },
    /// `frames` is what was exposed; where it is not said, what the evidence showed counts.
    FailFilming {
        roll: RollId,
        reason: FailReason,
        frames: Option<u32>,
    },
    ReserveNumbers {
        site: String,
        count: u32,
        purpose: String,
        until: Option<Timestamp>,
    },
    ReleaseNumbers {
        numbers: Vec<FilmNumber>,
        reason: String,
    },
    /// Reservations whose last day is over go back; the lab does it by itself.
    ReleaseExpired {
        numbers: Vec<FilmNumber>,
    },
    VoidNumber {
        number: FilmNumber,
        reason: String,
    },
    /// `to` says to whom, in the lab's words; without a file name it gets the customary one.
    DeliverIndex {
        project: ProjectId,
        file: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        to: String,
    },
    OpenComplaint {
        #[serde(flatten)]
        about: Grievance,
    },
    SettleComplaint {
        complaint: ComplaintId,
        #[serde(flatten)]
        how: Settlement,
        note: String,
    },
    /// Films of one or several projects are rejected and made again.
    ReworkRolls {
        rolls: Vec<RollId>,
        cause: Cause,
        note: String,
        number: NumberChoice,
    },
    /// A number kept through a rework becomes void after all: film that carries it turned up.
    VoidKeptNumber {
        roll: RollId,
        reason: String,
    },
    DevelopRolls {
        rolls: Vec<RollId>,
        bath: String,
        readings: Vec<Density>,
    },
    QuarantineRun {
        run: RunId,
        reason: String,
    },
    ReleaseRun {
        run: RunId,
        reason: String,
    },
    AcceptRolls {
        rolls: Vec<RollId>,
        note: String,
    },
    /// Opens registration again; filmed rolls are kept.
    ResetProject {
        project: ProjectId,
        reason: String,
    },
    AbandonProject {
        project: ProjectId,
        reason: String,
    },
    ArchiveProject {
        project: ProjectId,
    },
    DeleteProject {
        project: ProjectId,
        reason: String,
    },
    /// Takes back that a project was archived, abandoned or deleted.
    RestoreProject {
        project: ProjectId,
    },
    PlaceTempRoll {
        temp_roll: TempRollId,
        place: String,
    },
    MeasureTempRoll {
        temp_roll: TempRollId,
        length_mm: u32,
        reason: String,
    },
    DiscardTempRoll {
        temp_roll: TempRollId,
        reason: String,
    },
    ReportTempRollLost {
        temp_roll: TempRollId,
        reason: String,
    },
    FindTempRoll {
        temp_roll: TempRollId,
        place: String,
    },
    /// Every temp roll in hand while taking stock of one place, or of the whole shelf where none is named.
    TakeStock {
        place: String,
        found: Vec<TempRollId>,
    },
    /// Files of the machine come on record. `seed` also takes their film numbers into the series.
    ImportMachineFiles {
        source: String,
        seed: bool,
        files: Vec<ReadFile>,
    },
    SettleFinding {
        finding: FindingId,
        resolution: Resolution,
        note: String,
    },
    /// Of the program registry.
    Program(ProgramCommand),
}

impl Command {
    /// The verb, as the ledger writes it.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::FoundLab { .. } => "found_lab",
            Self::ChangeSettings { .. } => "change_settings",
            Self::AddPerson { .. } => "add_person",
            Self::ChangePerson { .. } => "change_person",
            Self::CreateToken { .. } => "create_token",
            Self::RevokeToken { .. } => "revoke_token",
            Self::RegisterProject { .. } => "register_project",
            Self::AcceptPlan { .. } => "accept_plan",
            Self::StartFilming { .. } => "start_filming",
            Self::FinishFilming { .. } => "finish_filming",
            Self::FailFilming { .. } => "fail_filming",
            Self::ReserveNumbers { .. } => "reserve_numbers",
            Self::ReleaseNumbers { .. } => "release_numbers",
            Self::ReleaseExpired { .. } => "release_expired",
            Self::VoidNumber { .. } => "void_number",
            Self::DeliverIndex { .. } => "deliver_index",
            Self::OpenComplaint { .. } => "open_complaint",
            Self::SettleComplaint { .. } => "settle_complaint",
            Self::ReworkRolls { .. } => "rework_rolls",
            Self::VoidKeptNumber { .. } => "void_kept_number",
            Self::DevelopRolls { .. } => "develop_rolls",
            Self::QuarantineRun { .. } => "quarantine_run",
            Self::ReleaseRun { .. } => "release_run",
            Self::AcceptRolls { .. } => "accept_rolls",
            Self::ResetProject { .. } => "reset_project",
            Self::AbandonProject { .. } => "abandon_project",
            Self::ArchiveProject { .. } => "archive_project",
            Self::DeleteProject { .. } => "delete_project",
            Self::RestoreProject { .. } => "restore_project",
            Self::PlaceTempRoll { .. } => "place_temp_roll",
            Self::MeasureTempRoll { .. } => "measure_temp_roll",
            Self::DiscardTempRoll { .. } => "discard_temp_roll",
            Self::ReportTempRollLost { .. } => "report_temp_roll_lost",
            Self::FindTempRoll { .. } => "find_temp_roll",
            Self::TakeStock { .. } => "take_stock",
            Self::ImportMachineFiles { .. } => "import_machine_files",
            Self::SettleFinding { .. } => "settle_finding",
            Self::Program(command) => command.action(),
        }
    }

    /// The right it asks of its actor.
    pub const fn right(&self) -> Right {
        match self {
            Self::FoundLab { .. } => Right::Found,
            Self::ChangeSettings { .. } => Right::Settings,
            Self::AddPerson { .. }
            | Self::ChangePerson { .. }
            | Self::CreateToken { .. }
            | Self::RevokeToken { .. } => Right::People,
            Self::RegisterProject { .. }
            | Self::AcceptPlan { .. }
            | Self::DeliverIndex { .. }
            | Self::ResetProject { .. }
            | Self::AbandonProject { .. }
            | Self::ArchiveProject { .. }
            | Self::DeleteProject { .. }
            | Self::RestoreProject { .. } => Right::Plan,
            Self::StartFilming { .. } | Self::FinishFilming { .. } | Self::FailFilming { .. } => Right::Film,
            Self::ReserveNumbers { .. } | Self::ReleaseNumbers { .. } => Right::Reserve,
            Self::ReleaseExpired { .. } => Right::Housekeep,
            Self::VoidNumber { .. } => Right::Void,
            Self::OpenComplaint { .. }
            | Self::SettleComplaint { .. }
            | Self::ReworkRolls { .. }
            | Self::VoidKeptNumber { .. }
            | Self::DevelopRolls { .. }
            | Self::QuarantineRun { .. }
            | Self::ReleaseRun { .. }
            | Self::AcceptRolls { .. } => Right::Inspect,
            Self::PlaceTempRoll { .. }
            | Self::MeasureTempRoll { .. }
            | Self::DiscardTempRoll { .. }
            | Self::ReportTempRollLost { .. }
            | Self::FindTempRoll { .. }
            | Self::TakeStock { .. } => Right::Stock,
            // Numbers taken into a series are gone from it for ever.
            Self::ImportMachineFiles { seed: true, .. } => Right::Reserve,
            Self::ImportMachineFiles { seed: false, .. } | Self::SettleFinding { .. } => Right::Evidence,
            Self::Program(command) => command.right(),
        }
    }

    /// The person's reason, as the ledger writes it.
    pub fn reason(&self) -> &str {
        match self {
            Self::FailFilming { reason, .. } => reason.code(),
            Self::ReserveNumbers { purpose, .. } => purpose,
            Self::ReworkRolls { cause, .. } => cause.code(),
            Self::OpenComplaint { about } => about.fault.code(),
            Self::SettleComplaint { note, .. } => note,
            Self::ImportMachineFiles { source, .. } => source,
            Self::SettleFinding { resolution, .. } => resolution.code(),
            Self::Program(command) => command.reason(),
            Self::ReleaseNumbers { reason, .. }
            | Self::VoidNumber { reason, .. }
            | Self::VoidKeptNumber { reason, .. }
            | Self::QuarantineRun { reason, .. }
            | Self::ReleaseRun { reason, .. }
            | Self::ResetProject { reason, .. }
            | Self::AbandonProject { reason, .. }
            | Self::DeleteProject { reason, .. }
            | Self::MeasureTempRoll { reason, .. }
            | Self::DiscardTempRoll { reason, .. }
            | Self::ReportTempRollLost { reason, .. } => reason,
            _ => "",
        }
    }
}

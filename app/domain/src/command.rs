//! What people, scripts and machines ask for. The server function, the API and the command line build the same
//! [`Command`]; `Store::perform` is the only place where one is carried out.

use crate::event::EvidenceFile;
use crate::evidence::{Descriptor, FilmLog, Finding};
use crate::film::attempt::FailReason;
use crate::film::document::Document;
use crate::film::planning::Order;
use crate::film::project::ProjectKey;
use crate::film::roll::FilmType;
use crate::id::{AttemptId, DeliveryId, PersonId, ProjectId, RollId, TempRollId, TokenId};
use crate::lab::LabSettings;
use crate::number::FilmNumber;
use crate::person::{Actor, Right, Roles};
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
    RegisterProject {
        key: ProjectKey,
        documents: Vec<Document>,
        accept: Option<u32>,
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
    VoidNumber {
        number: FilmNumber,
        reason: String,
    },
    DeliverIndex {
        project: ProjectId,
        file: String,
    },
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
            Self::VoidNumber { .. } => "void_number",
            Self::DeliverIndex { .. } => "deliver_index",
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
            Self::RegisterProject { .. } | Self::AcceptPlan { .. } | Self::DeliverIndex { .. } => Right::Plan,
            Self::StartFilming { .. } | Self::FinishFilming { .. } | Self::FailFilming { .. } => Right::Film,
            Self::ReserveNumbers { .. } | Self::ReleaseNumbers { .. } => Right::Reserve,
            Self::VoidNumber { .. } => Right::Void,
        }
    }

    /// The person's reason, as the ledger writes it.
    pub fn reason(&self) -> &str {
        match self {
            Self::FailFilming { reason, .. } => reason.code(),
            Self::ReserveNumbers { purpose, .. } => purpose,
            Self::ReleaseNumbers { reason, .. } | Self::VoidNumber { reason, .. } => reason,
            _ => "",
        }
    }
}

/// A command with who, when, what was seen, and the key that makes a retry harmless.
#[derive(Clone, Debug)]
pub struct Request {
    pub actor: Actor,
    pub at: Timestamp,
    /// Idempotency key; the same key gets the same answer for ever.
    pub key: Option<Key>,
    /// Revision of the project or roll the person decided on.
    pub seen: Option<u64>,
    pub command: Command,
}

/// An idempotency key: 1 to 128 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to 128 visible ASCII characters")]
pub struct NotAKey;

impl Key {
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let good = (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if good { Ok(Self(text.to_owned())) } else { Err(NotAKey) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

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
}

/// The answer with its place in the ledger; `entry` is 0 where nothing had to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub entry: u64,
    #[serde(flatten)]
    pub answer: Answer,
}

/// The rows a command's decision looks at, for the store to load at once for a whole batch.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    pub rolls: Vec<RollId>,
    pub projects: Vec<ProjectId>,
    /// Keys of projects to look up.
    pub keys: Vec<ProjectKey>,
    /// The documents of the projects, of those named directly or through a roll.
    pub documents: bool,
    /// Shelf and whole reels.
    pub shelf: bool,
    pub temp_rolls: Vec<TempRollId>,
    pub numbers: Vec<FilmNumber>,
    /// Sites whose series give this many numbers.
    pub sites: Vec<(String, u32)>,
    /// One number of the series of the roll's project.
    pub number_for_roll: bool,
    pub people: bool,
    pub tokens: bool,
}

impl Command {
    pub fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        match self {
            Self::FoundLab { .. } | Self::ChangeSettings { .. } => {}
            Self::AddPerson { .. } | Self::ChangePerson { .. } => needs.people = true,
            Self::CreateToken { .. } | Self::RevokeToken { .. } => needs.tokens = true,
            Self::RegisterProject { key, .. } => {
                needs.keys.push(key.clone());
                needs.documents = true;
            }
            Self::AcceptPlan { project, .. } | Self::DeliverIndex { project, .. } => {
                needs.projects.push(*project);
                needs.documents = true;
            }
            Self::StartFilming { roll, .. } => {
                needs.rolls.push(*roll);
                needs.shelf = true;
                needs.number_for_roll = true;
                if let Self::StartFilming { film: FilmChoice::TempRoll(id), .. } = self {
                    needs.temp_rolls.push(*id);
                }
            }
            Self::FinishFilming { roll, .. } => {
                needs.rolls.push(*roll);
                needs.documents = true;
                needs.number_for_roll = true;
            }
            Self::FailFilming { roll, .. } => needs.rolls.push(*roll),
            Self::ReserveNumbers { site, count, .. } => needs.sites.push((site.clone(), *count)),
            Self::ReleaseNumbers { numbers, .. } => needs.numbers.extend(numbers),
            Self::VoidNumber { number, .. } => needs.numbers.push(*number),
        }
        needs
    }
}

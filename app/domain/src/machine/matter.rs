//! What a finding is about.

use super::survey::Pass;
use crate::evidence::Unreadable;
use crate::number::NumberState;
use serde::{Deserialize, Serialize};

/// What a file of the machine says that somebody must decide on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "matter", rename_all = "snake_case")]
pub enum Matter {
    /// Frames of other projects, or from another number's folder, lie on this film.
    ForeignProject { frames: u32, projects: Vec<String> },
    /// Every frame came from the folder of another number.
    WrongFolder { frames: u32, folder: String },
    /// The machine went through the film several times.
    SeveralPasses { passes: Vec<Pass> },
    /// The film was continued: frames were exposed again, and what follows lies later than planned.
    Continuation { repeated: u32, declared: bool },
    /// The machine counted more exposures than the log has.
    CounterAboveLog { counter: u32, logged: u32, first_project: Option<String> },
    /// There is a descriptor but no log.
    MissingLog { counter: Option<u32> },
    /// There is a log but no descriptor.
    MissingDescriptor,
    /// The number is known already, by another film or another log.
    KnownTwice { twin: Twin },
    /// The number was never handed out here.
    NeverHandedOut,
    /// No bytes of it can be read.
    Unreadable { file: String, why: Unreadable },
    /// The log breaks off inside its last record.
    TornEnd { file: String },
    /// What the machine filmed under is no number of any kind, or lies far above all others.
    Mistyped { above: Option<u32> },
}

/// What has the number besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "twin", rename_all = "snake_case")]
pub enum Twin {
    /// A holding of this lab.
    Held { state: NumberState },
    /// Another log under the same number.
    Log { digest: String },
}

/// The kinds, in the order of the inbox: what endangers a film first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    ForeignProject,
    WrongFolder,
    KnownTwice,
    NeverHandedOut,
    Mistyped,
    MissingLog,
    Unreadable,
    TornEnd,
    CounterAboveLog,
    SeveralPasses,
    Continuation,
    MissingDescriptor,
}

impl MatterKind {
    pub const ALL: [Self; 12] = [
        Self::ForeignProject,
        Self::WrongFolder,
        Self::KnownTwice,
        Self::NeverHandedOut,
        Self::Mistyped,
        Self::MissingLog,
        Self::Unreadable,
        Self::TornEnd,
        Self::CounterAboveLog,
        Self::SeveralPasses,
        Self::Continuation,
        Self::MissingDescriptor,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::ForeignProject => "foreign_project",
            Self::WrongFolder => "wrong_folder",
            Self::KnownTwice => "known_twice",
            Self::NeverHandedOut => "never_handed_out",
            Self::Mistyped => "mistyped",
            Self::MissingLog => "missing_log",
            Self::Unreadable => "unreadable",
            Self::TornEnd => "torn_end",
            Self::CounterAboveLog => "counter_above_log",
            Self::SeveralPasses => "several_passes",
            Self::Continuation => "continuation",
            Self::MissingDescriptor => "missing_descriptor",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == text)
    }
}

impl Matter {
    pub const fn kind(&self) -> MatterKind {
        match self {
            Self::ForeignProject { .. } => MatterKind::ForeignProject,
            Self::WrongFolder { .. } => MatterKind::WrongFolder,
            Self::SeveralPasses { .. } => MatterKind::SeveralPasses,
            Self::Continuation { .. } => MatterKind::Continuation,
            Self::CounterAboveLog { .. } => MatterKind::CounterAboveLog,
            Self::MissingLog { .. } => MatterKind::MissingLog,
            Self::MissingDescriptor => MatterKind::MissingDescriptor,
            Self::KnownTwice { .. } => MatterKind::KnownTwice,
            Self::NeverHandedOut => MatterKind::NeverHandedOut,
            Self::Unreadable { .. } => MatterKind::Unreadable,
            Self::TornEnd { .. } => MatterKind::TornEnd,
            Self::Mistyped { .. } => MatterKind::Mistyped,
        }
    }
}

//! What a plan says of a file: one verdict, all findings, one proposal.

use super::header::{Content, Oddity};
use super::name::NameSuffix;
use super::number::ProgramNumber;
use super::size::RoundSize;
use serde::{Deserialize, Serialize};

/// The one word for a file. The first that applies counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Unchanged,
    DeadContent,
    NoNumber,
    NumberAndNameDisagree,
    OutOfRange,
    NumberCollision,
    DuplicateContent,
    NewVersion,
    New,
}

impl Verdict {
    /// In the order of precedence.
    pub const ALL: [Self; 9] = [
        Self::Unchanged,
        Self::DeadContent,
        Self::NoNumber,
        Self::NumberAndNameDisagree,
        Self::OutOfRange,
        Self::NumberCollision,
        Self::DuplicateContent,
        Self::NewVersion,
        Self::New,
    ];

    /// As scripts read it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::DeadContent => "dead_content",
            Self::NoNumber => "no_number",
            Self::NumberAndNameDisagree => "number_and_name_disagree",
            Self::OutOfRange => "out_of_range",
            Self::NumberCollision => "number_collision",
            Self::DuplicateContent => "duplicate_content",
            Self::NewVersion => "new_version",
            Self::New => "new",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == text)
    }
}

/// What holds a number a file claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    Program,
    Reserved,
    Cooling,
    Retired,
}

/// One thing that is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// The registry has exactly these bytes under this number.
    Unchanged,
    DeadContent {
        content: Content,
    },
    NoNumber,
    NumberAndNameDisagree {
        inside: ProgramNumber,
        name: ProgramNumber,
    },
    /// `lies_in`: the range it lies in; none outside of all ranges.
    OutOfRange {
        size: RoundSize,
        belongs_in: String,
        lies_in: Option<String>,
    },
    /// Other files of the import hold another content under this number.
    NumberCollision {
        number: ProgramNumber,
        files: Vec<String>,
    },
    /// The number is held already, by something else.
    NumberTaken {
        number: ProgramNumber,
        by: Holding,
    },
    /// The number is reserved; the import may be what it was reserved for.
    NumberReserved {
        number: ProgramNumber,
    },
    /// Another file of the import has the same number and content.
    SameFileTwice {
        file: String,
    },
    /// The same content, the O-line aside, under another number. `file`: of this import; none: in the registry.
    DuplicateContent {
        of: ProgramNumber,
        file: Option<String>,
    },
    NewVersion {
        title_only: bool,
    },
    /// The title names no round size.
    NoRoundSize,
    /// No range belongs to the round size.
    NoRangeForSize {
        size: RoundSize,
    },
    /// The title names one round size, the code turns another.
    TitleAgainstGeometry {
        title: RoundSize,
        turned: RoundSize,
    },
    /// The title names none, but the code turns one.
    SizeFromGeometry {
        turned: RoundSize,
    },
    /// The file has a number and no code.
    NoCode,
    /// Neither `M30` nor `M02`.
    NoEnd,
    /// `M97` or `M98`.
    CallsAnother,
    NameHasNoNumber {
        inside: ProgramNumber,
    },
    NameNotFiveDigits {
        digits: u8,
    },
    NameSuffix {
        suffix: NameSuffix,
    },
    Header {
        oddity: Oddity,
    },
    Names {
        numbers: Vec<ProgramNumber>,
    },
    FormerNumbers {
        numbers: Vec<ProgramNumber>,
    },
}

/// What is proposed for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A new program under its own number.
    Import,
    Skip,
    /// A new version of the program that has the number.
    Version,
    /// A new program under another number.
    Renumber,
}

impl Action {
    pub const ALL: [Self; 4] = [Self::Import, Self::Skip, Self::Version, Self::Renumber];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Skip => "skip",
            Self::Version => "version",
            Self::Renumber => "renumber",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == text)
    }
}

/// Why a proposal is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Why {
    NothingChanged,
    NothingToKeep,
    NoNumberInside,
    InsideCounts {
        name: ProgramNumber,
    },
    NameIsFree {
        inside: ProgramNumber,
    },
    BothTaken {
        inside: ProgramNumber,
        name: ProgramNumber,
    },
    MachineHasIt,
    /// The number lies in the range of what the code turns: the title is wrong, not the number.
    TitleIsDoubtful {
        turned: RoundSize,
    },
    MachineHasItAndRangeIsFull,
    KeepsNumber,
    GivesWay {
        number: ProgramNumber,
    },
    NoneFree,
    SameFile,
    SameContent {
        of: ProgramNumber,
    },
    SamePart,
    NewNumber,
    NewReserved,
}

/// The proposed resolution of one file: what applying the plan does unless a person changes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub action: Action,
    /// The number it will have; none where it is skipped.
    pub number: Option<ProgramNumber>,
    /// A free number in the range of its size, where its own lies elsewhere. Given to no other file of the plan.
    pub suggested: Option<ProgramNumber>,
    pub why: Why,
}

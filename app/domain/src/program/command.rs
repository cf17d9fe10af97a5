//! What people and scripts ask of the program registry.

use super::imprint::Imprint;
use super::next::Ask;
use super::number::ProgramNumber;
use super::ranges::RangeTable;
use super::size::RoundSize;
use super::text::ProgramText;
use crate::id::ProgramId;
use crate::person::Right;
use crate::time::Timestamp;
use serde::Serialize;

/// A file to take in, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Filed {
    /// Its name with its folder, as it came.
    pub name: String,
    pub content: ProgramText,
    #[serde(skip)]
    pub imprint: Imprint,
    pub becomes: Becomes,
}

impl Filed {
    pub fn new(name: impl Into<String>, bytes: &[u8], becomes: Becomes) -> Self {
        let (content, imprint) = (ProgramText::from_bytes(bytes), Imprint::of(bytes));
        Self { name: name.into(), content, imprint, becomes }
    }
}

/// What a file becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// A program of its own.
    New { number: ProgramNumber },
    /// A new version of a program.
    Version { program: ProgramId },
}

/// A program's way from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    pub program: ProgramId,
    pub from: ProgramNumber,
    pub to: ProgramNumber,
}

/// A program to take out of the trash; without a number it gets its own back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Restoring {
    pub program: ProgramId,
    pub number: Option<ProgramNumber>,
}

/// One thing to do with programs or their numbers. A verb each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum ProgramCommand {
    /// A new version of the ranges counts from now on.
    LoadRanges {
        table: RangeTable,
    },
    /// The next free numbers are kept for the asker.
    Reserve {
        ask: Ask,
        purpose: String,
        until: Option<Timestamp>,
    },
    /// Reservations get another last day.
    Extend {
        numbers: Vec<ProgramNumber>,
        until: Option<Timestamp>,
    },
    /// Reserved numbers are free again.
    Release {
        numbers: Vec<ProgramNumber>,
        reason: String,
    },
    /// Numbers nobody holds are never given again.
    Retire {
        numbers: Vec<ProgramNumber>,
        reason: String,
    },
    /// What is over goes back; the lab does it by itself.
    ReleaseExpired {
        numbers: Vec<ProgramNumber>,
    },
    /// Files become programs and versions: all of them or none.
    Import {
        source: String,
        files: Vec<Filed>,
    },
    /// Programs get other numbers: all of them or none. Comments that name an old number follow where asked.
    Renumber {
        moves: Vec<Move>,
        follow: bool,
        reason: String,
    },
    /// A person's own round size and notes.
    Describe {
        program: ProgramId,
        size: Option<RoundSize>,
        notes: String,
    },
    /// Into the trash; the numbers rest.
    Delete {
        programs: Vec<ProgramId>,
        reason: String,
    },
    Restore {
        programs: Vec<Restoring>,
    },
    /// Out of the trash for good.
    Purge {
        programs: Vec<ProgramId>,
        reason: String,
    },
    /// What an entry of the ledger did to programs is taken back.
    Undo {
        entry: u64,
    },
}

impl ProgramCommand {
    /// As the ledger names it.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::LoadRanges { .. } => "load_ranges",
            Self::Reserve { .. } => "reserve_program_numbers",
            Self::Extend { .. } => "extend_reservation",
            Self::Release { .. } => "release_program_numbers",
            Self::Retire { .. } => "retire_program_numbers",
            Self::ReleaseExpired { .. } => "release_expired_program_numbers",
            Self::Import { .. } => "import_programs",
            Self::Renumber { .. } => "renumber_programs",
            Self::Describe { .. } => "describe_program",
            Self::Delete { .. } => "delete_programs",
            Self::Restore { .. } => "restore_programs",
            Self::Purge { .. } => "purge_programs",
            Self::Undo { .. } => "undo_programs",
        }
    }

    pub const fn right(&self) -> Right {
        match self {
            Self::LoadRanges { .. } => Right::Ranges,
            Self::ReleaseExpired { .. } => Right::Housekeep,
            _ => Right::Program,
        }
    }

    /// The person's reason, as the ledger writes it.
    pub fn reason(&self) -> &str {
        match self {
            Self::Reserve { purpose, .. } => purpose,
            Self::Import { source, .. } => source,
            Self::LoadRanges { table } => &table.name,
            Self::Release { reason, .. }
            | Self::Retire { reason, .. }
            | Self::Renumber { reason, .. }
            | Self::Delete { reason, .. }
            | Self::Purge { reason, .. } => reason,
            Self::Extend { .. }
            | Self::ReleaseExpired { .. }
            | Self::Describe { .. }
            | Self::Restore { .. }
            | Self::Undo { .. } => "",
        }
    }

    /// What its decision looks at.
    pub fn needs(&self) -> ProgramNeeds {
        let mut needs = ProgramNeeds { any: true, ..ProgramNeeds::default() };
        match self {
            Self::LoadRanges { .. } => needs.ranges = true,
            Self::Reserve { ask, .. } => {
                needs.asks.push(ask.clone());
                needs.numbers.extend(ask.preferred.into_iter().flat_map(|first| {
                    (first.value()..).take(ask.count as usize).filter_map(ProgramNumber::from_value)
                }));
            }
            Self::Extend { numbers, .. }
            | Self::Release { numbers, .. }
            | Self::Retire { numbers, .. }
            | Self::ReleaseExpired { numbers } => needs.numbers.extend(numbers),
            Self::Import { files, .. } => {
                for file in files {
                    match file.becomes {
                        Becomes::New { number } => needs.numbers.push(number),
                        Becomes::Version { program } => needs.programs.push(program),
                    }
                }
            }
            Self::Renumber { moves, follow, .. } => {
                needs.programs.extend(moves.iter().map(|one| one.program));
                needs.numbers.extend(moves.iter().map(|one| one.to));
                needs.contents = true;
                if *follow {
                    needs.named.extend(moves.iter().map(|one| one.from));
                }
            }
            Self::Describe { program, .. } => needs.programs.push(*program),
            Self::Delete { programs, .. } | Self::Purge { programs, .. } => needs.programs.extend(programs),
            Self::Restore { programs } => {
                needs.programs.extend(programs.iter().map(|one| one.program));
                needs.numbers.extend(programs.iter().filter_map(|one| one.number));
                needs.contents = true;
            }
            Self::Undo { entry } => {
                needs.entries.push(*entry);
                needs.contents = true;
            }
        }
        needs
    }
}

/// The rows a command on programs looks at.
#[derive(Clone, Debug, Default)]
pub struct ProgramNeeds {
    /// Whether it is about programs at all: then the current ranges are needed.
    pub any: bool,
    /// Whether the ranges themselves may change: then every number may be asked for under the new ones.
    pub ranges: bool,
    /// Blocks whose numbers are asked for.
    pub asks: Vec<Ask>,
    pub numbers: Vec<ProgramNumber>,
    pub programs: Vec<ProgramId>,
    /// Programs that name one of these in a comment.
    pub named: Vec<ProgramNumber>,
    /// The current content of the programs, and the one before.
    pub contents: bool,
    /// Entries of the ledger, with the programs they speak of.
    pub entries: Vec<u64>,
}

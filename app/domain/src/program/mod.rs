//! Programs of a CNC shop: their numbers, the ranges that own them, and the files that hold them.
//!
//! A program number is held by exactly one thing or by nobody. Nothing here stores a second copy of that.
//! Files are read as bytes ([`ReadProgram`]), compared with each other and with the registry, and planned ([`plan`]):
//! one verdict for each, everything that was found, and a proposal. No bytes whatsoever make any of it panic.
//! A [`ProgramCommand`] is decided on the rows of a [`Shop`], as every command of the lab is.

mod answer;
mod apply;
mod command;
mod decide;
mod event;
pub mod facts;
pub mod finding;
pub mod fingerprint;
pub mod follow;
pub mod gcode;
pub mod header;
pub mod history;
mod holding;
pub mod imprint;
pub mod lathe;
pub mod length;
mod lines;
pub mod name;
pub mod next;
pub mod number;
pub mod ranges;
pub mod reading;
pub mod record;
pub mod references;
mod refusal;
pub mod registry;
mod remarks;
pub mod rename;
mod rivals;
mod sentences;
mod shop;
pub mod size;
pub mod text;
pub mod title;
mod tokens;
mod vacancies;
pub mod verdict;

#[cfg(test)]
mod header_tests;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod sample_tests;

pub use answer::ProgramAnswer;
pub use command::{Becomes, Filed, Move, ProgramCommand, ProgramNeeds, Restoring};
pub(crate) use decide::decide;
pub use decide::{MOST_PROGRAMS, numbers_of, programs_of};
pub use event::{Moved, NewHolding, NewVersion, ProgramEvent};
pub use facts::Facts;
pub use finding::{Action, Finding, Holding, Proposal, Verdict, Why};
pub use fingerprint::{Digest, fingerprint};
pub use header::{Header, renumber};
pub use holding::{ProgramHeld, ProgramHolding, ProgramState};
pub use imprint::Imprint;
pub use lines::{Encoding, LineEnds};
pub use name::{NameNumber, NameSuffix, number_of_name};
pub use next::{Ask, Block};
pub use number::ProgramNumber;
pub use ranges::{Judged, Range, RangeTable, Strategy};
pub use reading::ReadProgram;
pub use record::{Earlier, Origin, Program, ProgramStage, ProgramVersion, RangeVersion};
pub use references::{Reference, Relation};
pub use refusal::{ProgramRefusal, Room, Undoable};
pub use registry::{Held, LiveProgram, Registry};
pub use shop::Shop;
pub use size::{RoundSize, SizeSource};
pub use text::ProgramText;
pub use title::{Part, PartKind, same_part};
pub use verdict::{ImportPlan, PlannedFile, plan};

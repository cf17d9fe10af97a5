//! Programs of a CNC shop: their numbers, the ranges that own them, and the files that hold them.
//!
//! A program number is held by exactly one thing or by nobody. Nothing here stores a second copy of that.
//! Files are read as bytes ([`ReadProgram`]), compared with each other and with the registry, and planned ([`plan`]):
//! one verdict for each, everything that was found, and a proposal. No bytes whatsoever make any of it panic.

pub mod facts;
pub mod finding;
pub mod fingerprint;
pub mod gcode;
pub mod header;
pub mod lathe;
pub mod length;
mod lines;
pub mod name;
pub mod number;
pub mod ranges;
pub mod reading;
pub mod references;
pub mod registry;
mod remarks;
mod rivals;
mod sentences;
pub mod size;
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

pub use facts::Facts;
pub use finding::{Action, Finding, Holding, Proposal, Verdict, Why};
pub use fingerprint::{Digest, fingerprint};
pub use header::{Header, renumber};
pub use lines::{Encoding, LineEnds};
pub use name::{NameNumber, NameSuffix, number_of_name};
pub use number::ProgramNumber;
pub use ranges::{Judged, Range, RangeTable, Strategy};
pub use reading::ReadProgram;
pub use references::{Reference, Relation};
pub use registry::{Held, LiveProgram, Registry};
pub use size::{RoundSize, SizeSource};
pub use title::{Part, PartKind, same_part};
pub use verdict::{ImportPlan, PlannedFile, plan};

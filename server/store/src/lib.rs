//! The one door for writes, the reads, and all SQL of Rollcall.
//!
//! [`Store::perform`] takes every change: it joins a batch, is decided in memory on what the batch's transaction
//! read, and is answered only after the commit. Everything else here reads.

mod complaints;
mod consider;
mod db;
mod error;
mod evidence;
mod films;
mod finishing;
mod housekeeping;
mod ledger;
mod load;
mod machine;
mod numbers;
mod open;
mod people;
mod perform;
mod programs;
mod projects;
mod read;
mod row;
mod save;

pub mod check;
pub mod replay;

pub use error::StoreError;
pub use housekeeping::{Credential, Housekeeping, Session};
pub use ledger::EntryRow;
pub use open::{Engine, OpenOptions, Store};
pub use perform::DoorFigures;
pub use read::entities::NumberedRoll;
pub use read::heatmap::HeatmapRead;
pub use read::ledger::Concern;
pub use read::outbox::Outgoing;

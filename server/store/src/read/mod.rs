//! Reads for pages, scripts and the command line. They change nothing and take no turn.

mod desk;
mod duplicates;
mod complaints;
mod desk;
pub(crate) mod entities;
mod family;
mod films;
mod finishing;
mod gaps;
mod history;
mod lab;
mod labels;
pub(crate) mod ledger;
pub(crate) mod names;
mod number;
mod numbers;
pub(crate) mod outbox;
mod people;
mod projects;
mod quality;
mod trace;

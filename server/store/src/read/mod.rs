//! Reads for pages, scripts and the command line. They change nothing and take no turn.

mod complaints;
mod desk;
mod duplicates;
pub(crate) mod entities;
mod family;
mod films;
mod findings;
mod finishing;
mod gaps;
pub(crate) mod heatmap;
mod history;
mod lab;
mod labels;
pub(crate) mod ledger;
pub(crate) mod names;
mod number;
mod numbers;
pub(crate) mod outbox;
mod people;
mod programs;
mod projects;
mod quality;
mod trace;

//! The nouns and the rules of Rollcall. No IO, no clock, no dice.
#![forbid(unsafe_code)]

pub mod action;
pub mod code;
pub mod command;
pub mod decide;
pub mod event;
pub mod evidence;
pub mod film;
pub mod history;
pub mod id;
pub mod lab;
pub mod ledger;
pub mod machine;
pub mod number;
pub mod person;
pub mod program;
pub mod reason;
pub mod refusal;
pub mod table;
pub mod time;
pub mod view;
pub mod words;

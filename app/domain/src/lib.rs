//! The nouns and the rules of Rollcall. No IO, no clock, no dice.
#![forbid(unsafe_code)]

pub mod evidence;
pub mod film;
pub mod time;
pub mod words;

//! Pieces of a page. They know no address but those they are given, ask the server nothing, and show what they are
//! told: a component shows, it does not decide.

pub mod button;
pub mod data_table;
pub mod decision;
pub mod empty;
pub mod export;
pub mod facts;
pub mod field;
pub mod figure;
pub mod format;
pub mod glyph;
pub mod icon;
pub mod life;
pub mod live_notes;
pub mod neighbours;
pub mod notice;
pub mod page_head;
pub mod progress;
pub mod refusal;
pub mod segments;
pub mod shell;
pub mod strip;
pub mod sync_badge;

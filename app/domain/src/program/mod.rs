//! Programs of a CNC shop: their numbers, the ranges that own them, and the files that hold them.
//!
//! A program number is held by exactly one thing or by nobody. Nothing here stores a second copy of that.

pub mod number;
pub mod ranges;
pub mod size;

pub use number::ProgramNumber;
pub use ranges::{Range, RangeTable};
pub use size::RoundSize;

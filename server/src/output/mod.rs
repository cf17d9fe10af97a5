//! What leaves the lab as a file: tables as CSV and XLSX, guarded against cells that would run as formulas.

pub mod index;
pub mod mark;
pub mod table;

#[cfg(test)]
mod output_tests;

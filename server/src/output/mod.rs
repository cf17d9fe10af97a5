//! What leaves the lab as a file: tables as CSV and XLSX, guarded against cells that would run as formulas; labels and
//! tags as PDF.

pub mod index;
pub mod label;
pub mod mail;
pub mod mark;
pub mod sheet;
pub mod table;

#[cfg(test)]
mod label_tests;
#[cfg(test)]
mod output_tests;

//! What people hand in: lists of documents, folders of PDFs, and the files the machine wrote.

pub mod archive;
mod columns;
pub mod folder;
pub mod folder_name;
pub mod folder_refusal;
mod legacy;
pub mod list;
pub mod machine;
pub mod packing;
mod pdf;
pub mod programs;
pub mod refusal;
mod table;

pub use packing::{Unpackable, evidence_file, pack, unpack};

#[cfg(test)]
mod archive_tests;
#[cfg(test)]
mod folder_tests;
#[cfg(test)]
mod legacy_tests;
#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod workbook_tests;

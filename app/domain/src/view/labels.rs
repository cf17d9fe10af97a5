//! What a film's label says.

use crate::film::roll::FilmType;
use crate::number::FilmNumber;
use serde::{Deserialize, Serialize};

/// A film with a number, as its label names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmLabel {
    pub number: FilmNumber,
    pub archive_id: String,
    pub doc_type: String,
    /// Tells deliveries of one order apart; empty for most.
    pub delivery: String,
    pub film: FilmType,
    /// Position within its film, from 1.
    pub ordinal: u32,
    /// Rolls of this film in its project.
    pub of: u32,
}

impl FilmLabel {
    /// What is in the box: the document type, and which delivery where there are several.
    pub fn contents(&self) -> String {
        if self.delivery.is_empty() {
            self.doc_type.clone()
        } else {
            format!("{} {}", self.doc_type, self.delivery)
        }
    }
}

//! Projects: what the customer sent to be filmed.

use super::document::Document;
use crate::id::ProjectId;
use crate::number::SeriesId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The order's id (Auftragsnummer), `RRD123-2025`, or of a sub-delivery `RRD123-2025-03`. Not unique by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArchiveId(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no archive id: RRDnnn-YYYY is needed, such as RRD123-2025 (a sub-delivery adds -03)")]
pub struct NotAnArchiveId(pub String);

impl ArchiveId {
    pub fn parse(text: &str) -> Result<Self, NotAnArchiveId> {
        let wrong = || NotAnArchiveId(text.chars().take(40).collect());
        let rest = text.strip_prefix("RRD").ok_or_else(wrong)?;
        let parts: Vec<&str> = rest.split('-').collect();
        let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        match parts.as_slice() {
            [number, year] if digits(number, 3..=3) && digits(year, 4..=4) => {}
            [number, year, part] if digits(number, 3..=3) && digits(year, 4..=4) && digits(part, 1..=3) => {}
            _ => return Err(wrong()),
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ArchiveId {
    type Error = NotAnArchiveId;
    fn try_from(text: String) -> Result<Self, NotAnArchiveId> {
        Self::parse(&text)
    }
}

impl From<ArchiveId> for String {
    fn from(id: ArchiveId) -> Self {
        id.0
    }
}

impl std::fmt::Display for ArchiveId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// When a site's film numbers are given. Either way only a confirmed attempt issues one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// In the commit that confirms the attempt.
    #[default]
    OnSuccess,
    /// Bound when the attempt starts, for cameras that ask for a number; given back when it fails.
    BindAtStart,
}

/// A place where film is exposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// `OU`, `DW`: 1 to 8 capital letters or digits.
    pub code: String,
    /// First digit of its film numbers; sites not listed count in series 3.
    pub series: SeriesId,
    pub numbering: Numbering,
}

/// The series of sites that have no digit of their own.
pub const OTHER_SITES_DIGIT: u32 = 3;

/// What makes two registrations the same project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProjectKey {
    pub archive_id: ArchiveId,
    pub site: String,
    pub doc_type: String,
    /// Tells deliveries of one order apart that share all else; empty for most.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub delivery: String,
}

impl ProjectKey {
    /// The project's folder, `RRD123-2025_OU_Certificates`.
    pub fn folder(&self) -> String {
        let mut name = format!("{}_{}_{}", self.archive_id, self.site, self.doc_type);
        if !self.delivery.is_empty() {
            name.push(' ');
            name.push_str(&self.delivery);
        }
        name
    }
}

/// A registered project. Its documents and rolls are kept beside it; its state is derived from its rolls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    pub id: ProjectId,
    pub key: ProjectKey,
    pub series: SeriesId,
    pub numbering: Numbering,
    pub registered: Timestamp,
    /// Number of the accepted plan, from 1; 0 while there is none.
    pub plan: u32,
    /// Ledger entry of the last change to the project or one of its rolls.
    pub revision: u64,
}

/// How far a project is, derived from its rolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectStage {
    /// Registered, no plan accepted.
    Draft,
    RegisterComplete,
    FilmingInProgress,
    FilmingComplete,
}

impl ProjectStage {
    pub const ALL: [Self; 4] =
        [Self::Draft, Self::RegisterComplete, Self::FilmingInProgress, Self::FilmingComplete];

    /// From the number of live rolls that are planned, filming and filmed.
    pub const fn of(planned: u64, filming: u64, filmed: u64) -> Self {
        match (planned, filming, filmed) {
            (0, 0, 0) => Self::Draft,
            (_, 0, 0) => Self::RegisterComplete,
            (0, 0, _) => Self::FilmingComplete,
            _ => Self::FilmingInProgress,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::RegisterComplete => "register_complete",
            Self::FilmingInProgress => "filming_in_progress",
            Self::FilmingComplete => "filming_complete",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == text)
    }
}

/// How a new list differs from the registered one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDifference {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// Barcodes whose pages, ranges or Bildnummer differ.
    pub changed: Vec<String>,
}

impl ListDifference {
    pub fn between(old: &[Document], new: &[Document]) -> Self {
        let before: BTreeMap<_, _> = old.iter().map(|document| (&document.barcode, document)).collect();
        let after: BTreeMap<_, _> = new.iter().map(|document| (&document.barcode, document)).collect();
        let mut difference = Self::default();
        for (barcode, document) in &after {
            match before.get(barcode) {
                None => difference.added.push(barcode.to_string()),
                Some(old) if old != document => difference.changed.push(barcode.to_string()),
                Some(_) => {}
            }
        }
        difference.removed =
            before.keys().filter(|barcode| !after.contains_key(*barcode)).map(|b| b.to_string()).collect();
        difference
    }

    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_id_has_three_digits_and_a_year() {
        for good in ["RRD123-2025", "RRD123-2025-03"] {
            assert_eq!(ArchiveId::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "RRD12-2025", "RRD123", "RRD123-25", "rrd123-2025", "RRD123-2025-", "RRD123-2025_OU"]
        {
            assert!(ArchiveId::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_projects_stage_follows_from_its_rolls() {
        assert_eq!(ProjectStage::of(0, 0, 0), ProjectStage::Draft);
        assert_eq!(ProjectStage::of(2, 0, 0), ProjectStage::RegisterComplete);
        assert_eq!(ProjectStage::of(1, 0, 1), ProjectStage::FilmingInProgress);
        assert_eq!(ProjectStage::of(0, 1, 0), ProjectStage::FilmingInProgress);
        assert_eq!(ProjectStage::of(0, 0, 2), ProjectStage::FilmingComplete);
    }
}

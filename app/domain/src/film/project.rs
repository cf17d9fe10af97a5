//! Projects: what the customer sent to be filmed.

use super::document::Document;
use super::roll::RollStage;
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

    /// Orders of the year 2099 are tests of the camera.
    pub fn is_test(&self) -> bool {
        self.0.split('-').nth(1) == Some("2099")
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
    /// The numbers of a project follow each other: its first film keeps a block for all of its rolls.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consecutive: bool,
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
    /// Its numbers follow each other, or an exception is on record.
    pub consecutive: bool,
    /// Its films are tests: numbered apart, never delivered.
    pub test: bool,
    pub registered: Timestamp,
    /// Number of the accepted plan, from 1; 0 while there is none.
    pub plan: u32,
    pub standing: Standing,
    /// Ledger entry of the last change to the project or one of its rolls.
    pub revision: u64,
}

impl Project {
    /// The series its films are numbered in.
    pub fn numbers(&self) -> SeriesId {
        if self.test { SeriesId::TEST } else { self.series }
    }
}

/// Whether a project is worked on. Nothing of it is ever removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Active,
    /// Done and put away.
    Archived,
    /// Given up: what it spent stays explained, what it reserved went back.
    Abandoned { reason: String },
    /// Out of the lists, by a mark that can be taken back.
    Deleted { reason: String },
}

impl Standing {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Archived => "archived",
            Self::Abandoned { .. } => "abandoned",
            Self::Deleted { .. } => "deleted",
        }
    }

    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Active | Self::Archived => None,
            Self::Abandoned { reason } | Self::Deleted { reason } => Some(reason),
        }
    }
}

/// Live rolls of a project by what they wait for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub planned: u64,
    pub rework: u64,
    pub filming: u64,
    /// Filmed, developed or accepted.
    pub filmed: u64,
    /// Of the filmed ones, those quality accepted.
    pub accepted: u64,
}

impl Progress {
    pub fn of(stages: impl IntoIterator<Item = RollStage>) -> Self {
        let mut progress = Self::default();
        for stage in stages {
            progress.add(stage, 1);
        }
        progress
    }

    pub const fn add(&mut self, stage: RollStage, count: u64) {
        match stage {
            RollStage::Planned => self.planned += count,
            RollStage::Rework => self.rework += count,
            RollStage::Filming => self.filming += count,
            RollStage::Filmed | RollStage::Developed => self.filmed += count,
            RollStage::Accepted => {
                self.filmed += count;
                self.accepted += count;
            }
            RollStage::Cancelled => {}
        }
    }
}

/// How far a project is, derived from its standing and its rolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectStage {
    /// Registered, no plan accepted.
    Draft,
    RegisterComplete,
    FilmingInProgress,
    /// A film was rejected and waits to be made again.
    ReworkRequired,
    FilmingComplete,
    Archived,
    Abandoned,
    Deleted,
}

impl ProjectStage {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::RegisterComplete,
        Self::FilmingInProgress,
        Self::ReworkRequired,
        Self::FilmingComplete,
        Self::Archived,
        Self::Abandoned,
        Self::Deleted,
    ];

    /// `planned` says whether a plan is accepted: a reopened project is a draft again, its filmed rolls kept.
    pub const fn of(standing: &Standing, planned: bool, progress: &Progress) -> Self {
        match standing {
            Standing::Archived => Self::Archived,
            Standing::Abandoned { .. } => Self::Abandoned,
            Standing::Deleted { .. } => Self::Deleted,
            Standing::Active if !planned => Self::Draft,
            Standing::Active => match progress {
                Progress { rework: 1.., .. } => Self::ReworkRequired,
                Progress { planned: 0, filming: 0, filmed: 1.., .. } => Self::FilmingComplete,
                Progress { filming: 0, filmed: 0, .. } => Self::RegisterComplete,
                _ => Self::FilmingInProgress,
            },
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::RegisterComplete => "register_complete",
            Self::FilmingInProgress => "filming_in_progress",
            Self::ReworkRequired => "rework_required",
            Self::FilmingComplete => "filming_complete",
            Self::Archived => "archived",
            Self::Abandoned => "abandoned",
            Self::Deleted => "deleted",
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
    fn the_year_2099_marks_a_test() {
        let test = |id| ArchiveId::parse(id).unwrap().is_test();
        assert!(test("RRD123-2099") && test("RRD123-2099-03"));
        assert!(!test("RRD123-2025") && !test("RRD123-2025-209"));
    }

    #[test]
    fn a_projects_stage_follows_from_its_rolls() {
        use RollStage::{Accepted, Filmed, Filming, Planned, Rework};
        let stage = |stages: &[RollStage]| {
            ProjectStage::of(&Standing::Active, true, &Progress::of(stages.iter().copied()))
        };
        assert_eq!(stage(&[Planned, Planned]), ProjectStage::RegisterComplete);
        assert_eq!(stage(&[Planned, Filmed]), ProjectStage::FilmingInProgress);
        assert_eq!(stage(&[Filming]), ProjectStage::FilmingInProgress);
        assert_eq!(stage(&[Filmed, Accepted]), ProjectStage::FilmingComplete);
        assert_eq!(stage(&[Filmed, Rework]), ProjectStage::ReworkRequired);
        let filmed = Progress::of([Filmed]);
        assert_eq!(ProjectStage::of(&Standing::Active, false, &filmed), ProjectStage::Draft);
        assert_eq!(ProjectStage::of(&Standing::Archived, true, &filmed), ProjectStage::Archived);
    }
}

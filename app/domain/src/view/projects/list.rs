//! The list of projects: rows, filters, order, and the place where a page begins.

use crate::film::project::ProjectStage;
use crate::id::ProjectId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A project as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRow {
    pub id: ProjectId,
    pub archive_id: String,
    pub site: String,
    pub doc_type: String,
    pub delivery: String,
    pub stage: ProjectStage,
    pub documents: u32,
    pub pages: u64,
    /// Live rolls by stage.
    pub planned: u32,
    pub rework: u32,
    pub filming: u32,
    pub filmed: u32,
    /// Indexes handed over.
    pub deliveries: u32,
    pub registered: Timestamp,
}

impl ProjectRow {
    pub const fn rolls(&self) -> u32 {
        self.planned + self.rework + self.filming + self.filmed
    }
}

/// A page of the list, with the counts that stand over it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectPage {
    pub rows: Vec<ProjectRow>,
    /// Projects that fit the filter, and how many of them stand before the first row.
    pub matching: u32,
    pub before: u32,
    /// All projects of the lab.
    pub total: u32,
    /// The sites projects were registered for.
    pub sites: Vec<String>,
    /// Where the neighbouring pages begin.
    pub earlier: Option<Cursor>,
    pub later: Option<Cursor>,
}

/// What decides the order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectSort {
    /// Those that need a person first: in progress, planned, draft, then complete.
    #[default]
    Need,
    ArchiveId,
    DocType,
    Site,
    Documents,
    Registered,
}

impl ProjectSort {
    pub const ALL: [Self; 6] =
        [Self::Need, Self::ArchiveId, Self::DocType, Self::Site, Self::Documents, Self::Registered];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::ArchiveId => "archive-id",
            Self::DocType => "type",
            Self::Site => "site",
            Self::Documents => "documents",
            Self::Registered => "registered",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == text)
    }
}

/// A page begins after this row, or ends before it. As text: `>17~RRD123-2025`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Rows before it are wanted, not after it.
    pub backwards: bool,
    pub id: u64,
    /// What the list is sorted by, of that row.
    pub value: String,
}

impl Cursor {
    pub fn parse(text: &str) -> Option<Self> {
        let (direction, rest) = text.split_at_checked(1)?;
        let backwards = match direction {
            ">" => false,
            "<" => true,
            _ => return None,
        };
        let (id, value) = rest.split_once('~')?;
        Some(Self { backwards, id: id.parse().ok()?, value: value.chars().take(200).collect() })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let direction = if self.backwards { '<' } else { '>' };
        write!(f, "{direction}{}~{}", self.id, self.value)
    }
}

/// Which projects are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectQuery {
    pub stage: Option<ProjectStage>,
    pub site: Option<String>,
    /// Part of the archive id, the type or the delivery, or a whole barcode.
    pub text: String,
    pub sort: ProjectSort,
    pub falling: bool,
    pub cursor: Option<Cursor>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_list_survives_its_address() {
        let cursor = Cursor { backwards: true, id: 17, value: "RRD123-2025~x".to_owned() };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for wrong in ["", "17~x", ">x~1", ">17", "é17~x"] {
            assert_eq!(Cursor::parse(wrong), None, "{wrong}");
        }
    }
}

//! Registering a project: what the form shows again after a refusal, and what a folder's name suggests.

use crate::film::document::Document;
use crate::film::project::{ArchiveId, ListDifference, ProjectKey};
use serde::{Deserialize, Serialize};

/// What the form is filled with again, and what was said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidForm {
    pub code: String,
    pub sentence: String,
    /// One for each wrong line or damaged file.
    pub details: Vec<String>,
    /// Field names and values as they were typed.
    pub fields: Vec<(String, String)>,
    /// How the new list differs from the registered one.
    pub difference: Option<DifferenceView>,
}

impl SaidForm {
    pub fn field(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    }
}

/// A difference of two lists: counts, and the first few barcodes of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceView {
    pub project: String,
    /// What is sent back to accept it.
    pub accept: u32,
    pub added: Listed,
    pub removed: Listed,
    pub changed: Listed,
    pub documents: u32,
    pub pages: u64,
}

impl DifferenceView {
    pub fn of(key: &ProjectKey, documents: &[Document], difference: &ListDifference) -> Self {
        let (added, removed, changed) =
            (Listed::of(&difference.added), Listed::of(&difference.removed), Listed::of(&difference.changed));
        Self {
            project: key.folder(),
            accept: added.count + removed.count + changed.count,
            added,
            removed,
            changed,
            documents: documents.len() as u32,
            pages: documents.iter().map(|document| u64::from(document.pages)).sum(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub count: u32,
    pub first: Vec<String>,
}

impl Listed {
    /// Barcodes shown of each kind.
    const SHOWN: usize = 5;

    pub fn of(barcodes: &[String]) -> Self {
        Self { count: barcodes.len() as u32, first: barcodes.iter().take(Self::SHOWN).cloned().collect() }
    }
}

/// A folder under the import root that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFolder {
    /// Below the root, with `/` between names.
    pub path: String,
    pub pdfs: u32,
    pub suggestion: Option<Suggested>,
}

/// The folders under the import root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFolders {
    /// False where no import root is configured.
    pub configured: bool,
    pub folders: Vec<ImportFolder>,
}

/// What a name like `RRD123-2025_OU_Certificates` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    pub archive_id: String,
    pub site: String,
    pub doc_type: String,
}

impl Suggested {
    /// Reads the last part of a path, a file's ending left off. What it does not tell stays empty; `None` where it
    /// does not even begin with an archive id.
    pub fn read(path: &str) -> Option<Self> {
        let name = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next()?;
        let endings = [".csv", ".xlsx", ".xls", ".xlsm", ".txt"];
        let ending = endings.iter().find(|ending| name.to_lowercase().ends_with(**ending));
        let stem = ending.map_or(name, |ending| &name[..name.len() - ending.len()]);
        let mut parts = stem.splitn(3, '_').map(str::trim);
        let archive_id = ArchiveId::parse(parts.next()?).ok()?.to_string();
        let site = parts.next().unwrap_or_default();
        let is_code = (1..=8).contains(&site.len())
            && site.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !is_code {
            return Some(Self { archive_id, ..Self::default() });
        }
        let doc_type = parts.next().unwrap_or_default().to_owned();
        Some(Self { archive_id, site: site.to_owned(), doc_type })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_or_list_is_named_after_its_project() {
        let read = |name: &str| Suggested::read(name).map(|s| (s.archive_id, s.site, s.doc_type));
        let of = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(read("in/RRD211-2025_OU_Work Plans/"), of("RRD211-2025", "OU", "Work Plans"));
        assert_eq!(
            read("C:\\fakepath\\RRD211-2025-03_DW_Akten_alt.XLSX"),
            of("RRD211-2025-03", "DW", "Akten_alt")
        );
        assert_eq!(read("RRD211-2025.csv"), of("RRD211-2025", "", ""));
        assert_eq!(read("RRD211-2025_neue liste.csv"), of("RRD211-2025", "", ""));
        for other in ["", "documents.csv", "RRD1-2025_OU_x"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}

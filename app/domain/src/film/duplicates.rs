//! Duplicates: the same order registered twice, and documents that are in several projects and so on several films.

use crate::id::ProjectId;
use crate::number::FilmNumber;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A document of a project that another project has, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    pub barcode: String,
    pub project: ProjectId,
    /// Confirmed films of the project that carry it.
    pub films: Vec<FilmNumber>,
}

/// A project as far as it may be registered twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    pub project: ProjectId,
    pub folder: String,
    /// Archive id, site and document type: what deliveries of one order share.
    pub order: String,
    pub documents: u32,
}

/// Two projects that have documents in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twice {
    pub one: ProjectId,
    pub one_folder: String,
    pub other: ProjectId,
    pub other_folder: String,
    /// Archive id, site and document type are the same: most likely one delivery registered twice.
    pub same_order: bool,
    pub common: u32,
    /// Documents of the smaller one.
    pub of: u32,
    /// Of the common ones, those on films of both.
    pub filmed_twice: u32,
    /// The films that carry common documents, ascending.
    pub films: Vec<FilmNumber>,
}

/// Another project, and how many documents of one it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    pub project: ProjectId,
    pub folder: String,
    pub common: u32,
}

/// Every pair with a document in common: the same order first, then by how much they share.
pub fn registered_twice(projects: &[Registered], shared: &[Shared]) -> Vec<Twice> {
    let mut by_barcode: BTreeMap<&str, Vec<&Shared>> = BTreeMap::new();
    for document in shared {
        by_barcode.entry(&document.barcode).or_default().push(document);
    }
    let mut pairs: BTreeMap<(ProjectId, ProjectId), Vec<(&Shared, &Shared)>> = BTreeMap::new();
    for mut documents in by_barcode.into_values() {
        documents.sort_by_key(|document| document.project);
        for (position, one) in documents.iter().enumerate() {
            for other in &documents[position + 1..] {
                pairs.entry((one.project, other.project)).or_default().push((one, other));
            }
        }
    }
    let named = |id: ProjectId| projects.iter().find(|project| project.project == id);
    let mut found: Vec<Twice> = pairs
        .into_iter()
        .filter_map(|((one, other), common)| Some(twice(named(one)?, named(other)?, &common)))
        .collect();
    found.sort_by_key(|pair| (!pair.same_order, std::cmp::Reverse(pair.common), pair.one, pair.other));
    found
}

fn twice(one: &Registered, other: &Registered, common: &[(&Shared, &Shared)]) -> Twice {
    let filmed_twice = common.iter().filter(|(one, other)| !one.films.is_empty() && !other.films.is_empty());
    let films = common.iter().flat_map(|(one, other)| one.films.iter().chain(&other.films));
    let mut films: Vec<FilmNumber> = films.copied().collect();
    films.sort_unstable();
    films.dedup();
    Twice {
        one: one.project,
        one_folder: one.folder.clone(),
        other: other.project,
        other_folder: other.folder.clone(),
        same_order: one.order == other.order,
        common: common.len() as u32,
        of: one.documents.min(other.documents),
        filmed_twice: filmed_twice.count() as u32,
        films,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(id: u64, order: &str, documents: u32) -> Registered {
        let folder = format!("{order} {id}");
        Registered { project: ProjectId::new(id), folder, order: order.to_owned(), documents }
    }

    fn document(barcode: &str, project: u64, film: Option<&str>) -> Shared {
        let films = film.iter().filter_map(|film| FilmNumber::parse(film).ok()).collect();
        Shared { barcode: barcode.to_owned(), project: ProjectId::new(project), films }
    }

    #[test]
    fn a_delivery_registered_twice_stands_before_a_single_common_document() {
        let projects = [project(1, "A", 3), project(2, "A", 2), project(3, "B", 9)];
        let shared = [
            document("1001", 1, Some("10000001")),
            document("1001", 3, Some("10000007")),
            document("1002", 1, Some("10000001")),
            document("1002", 2, None),
            document("1003", 1, None),
            document("1003", 2, None),
        ];
        let found = registered_twice(&projects, &shared);
        let said: Vec<_> = found
            .iter()
            .map(|pair| (pair.one.get(), pair.other.get(), pair.same_order, pair.common, pair.of))
            .collect();
        assert_eq!(said, [(1, 2, true, 2, 2), (1, 3, false, 1, 3)]);
        assert_eq!((found[0].filmed_twice, found[1].filmed_twice), (0, 1));
        let films: Vec<String> = found[1].films.iter().map(ToString::to_string).collect();
        assert_eq!(films, ["10000001", "10000007"]);
    }

    #[test]
    fn a_document_of_three_projects_makes_three_pairs() {
        let projects = [project(1, "A", 1), project(2, "B", 1), project(3, "C", 1)];
        let shared = [document("1", 3, None), document("1", 1, None), document("1", 2, None)];
        assert_eq!(registered_twice(&projects, &shared).len(), 3);
        assert!(registered_twice(&projects, &[]).is_empty());
    }
}

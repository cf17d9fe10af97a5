//! A document's whole story by its barcode, and where a search leads when it found one thing exactly.

use super::films::RollLine;
use super::lab::{Found, SearchView, Step};
use super::numbers::ProjectLink;
use crate::film::blip::blip;
use crate::film::document::PageRange;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a document lies on a roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnRoll {
    pub roll: RollLine,
    /// Document index on the roll.
    pub index: u32,
    pub frames: u32,
    /// First frame as planned, and as the evidence of the confirmed film shows it.
    pub planned: u32,
    pub filmed: Option<u32>,
    /// The frames were counted by the operator; there is no log.
    pub counted: bool,
    /// Part of a document that begins on another roll.
    pub continued: bool,
    /// What happened to the roll, oldest first: attempts, numbers, rejected films, deliveries.
    pub history: Vec<Step>,
}

impl OnRoll {
    /// The address on film; none while there is no film.
    pub fn blip(&self) -> Option<String> {
        let number = self.roll.number.filter(|_| self.roll.stage.is_filmed())?;
        Some(blip(&number.to_string(), self.index, self.filmed?))
    }
}

/// A document in one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InProject {
    pub project: ProjectLink,
    pub registered: Timestamp,
    /// Place in the project's list, from 1.
    pub place: u32,
    pub com_id: Option<String>,
    pub pages: u32,
    pub oversized: Vec<PageRange>,
    pub rolls: Vec<OnRoll>,
}

/// Everything the lab knows of a barcode; empty where it is on no list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentStory {
    pub barcode: String,
    /// Newest project first.
    pub projects: Vec<InProject>,
}

impl SearchView {
    /// The page of the one thing that is called exactly so; none where several are, or nothing is.
    pub fn only(&self) -> Option<String> {
        let mut exact: Vec<String> = self.found.iter().filter_map(|found| self.exact(found)).collect();
        exact.dedup();
        match &exact[..] {
            [page] => Some(page.clone()),
            // A number nobody was given has a page, too, but anything else of that name is meant before it.
            [] => self.found.iter().find_map(|found| match found {
                Found::Number { number, .. } if self.found.len() == 1 => Some(format!("/numbers/{number}")),
                _ => None,
            }),
            _ => None,
        }
    }

    fn exact(&self, found: &Found) -> Option<String> {
        match found {
            Found::Number { number, handed_out: true, .. } => Some(format!("/numbers/{number}")),
            Found::Number { .. } | Found::Person { .. } => None,
            Found::Project { project, .. } => {
                let called = |name: &str| name.eq_ignore_ascii_case(&self.query);
                (called(&project.archive_id) || called(&project.name))
                    .then(|| format!("/projects/{}", project.id))
            }
            Found::Roll { roll, .. } => Some(format!("/rolls/{}", roll.id)),
            Found::Document { barcode, exact: true, .. } => Some(format!("/documents/{barcode}")),
            Found::Document { .. } => None,
            Found::TempRoll { id, .. } => {
                super::scanned::tag(&self.query).map(|_| format!("/film/{}", id.label()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ProjectId;
    use crate::number::{FilmNumber, NumberState};

    fn project(id: u64, archive_id: &str) -> Found {
        let name = format!("{archive_id}_OU_Certificates");
        let project = ProjectLink { id: ProjectId::new(id), name, archive_id: archive_id.to_owned() };
        Found::Project { project, documents: 3 }
    }

    fn number(handed_out: bool) -> Found {
        let number = FilmNumber::parse("10000136").unwrap();
        Found::Number { number, state: NumberState::Issued, handed_out, roll: None, words: String::new() }
    }

    fn document(barcode: &str, exact: bool) -> Found {
        let link = ProjectLink { id: ProjectId::new(1), name: String::new(), archive_id: String::new() };
        Found::Document { barcode: barcode.to_owned(), pages: 3, project: link, places: vec![], exact }
    }

    fn only(query: &str, found: Vec<Found>) -> Option<String> {
        SearchView { query: query.to_owned(), found, more: false }.only()
    }

    #[test]
    fn one_exact_name_leads_to_its_page() {
        assert_eq!(only("10000136", vec![number(true)]).as_deref(), Some("/numbers/10000136"));
        assert_eq!(only("rrd123-2025", vec![project(7, "RRD123-2025")]).as_deref(), Some("/projects/7"));
        let twice = vec![document("1427", true), document("1427", true)];
        assert_eq!(only("1427", twice).as_deref(), Some("/documents/1427"), "one barcode in two projects");
    }

    #[test]
    fn what_is_called_so_twice_or_only_begins_so_is_a_list() {
        assert_eq!(only("RRD854-2025", vec![project(1, "RRD854-2025"), project(2, "RRD854-2025")]), None);
        assert_eq!(only("RRD12", vec![project(7, "RRD123-2025")]), None);
        assert_eq!(only("1427", vec![document("14270000", false)]), None);
        assert_eq!(only("10000136", vec![number(true), document("99", true)]), None);
    }

    #[test]
    fn a_number_nobody_was_given_stands_behind_a_document_of_that_name() {
        let found = vec![number(false), document("1427", true)];
        assert_eq!(only("10000136", found).as_deref(), Some("/documents/1427"));
        assert_eq!(only("10000136", vec![number(false)]).as_deref(), Some("/numbers/10000136"));
    }
}

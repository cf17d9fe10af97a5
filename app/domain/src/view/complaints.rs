//! Complaints as pages show them, and what leads from a customer's words to film.

use super::numbers::{ProjectLink, RollLink};
use super::projects::ProjectFile;
use super::projects::columns::PlanAsk;
use super::projects::documents::DocumentPage;
use crate::film::complaint::Complaint;
use crate::film::document::Barcode;
use crate::film::roll::RollStage;
use crate::id::{ProjectId, ReworkId, RollId};
use crate::number::FilmNumber;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A film a complaint is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintFilm {
    pub roll: RollLink,
    pub number: Option<FilmNumber>,
}

/// A complaint in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintRow {
    pub complaint: Complaint,
    pub project: ProjectLink,
    pub films: Vec<ComplaintFilm>,
}

/// What a customer's letter names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    Nothing,
    One {
        project: ProjectId,
        rolls: Vec<RollId>,
        barcode: Option<Barcode>,
    },
    /// Several projects fit: the person chooses.
    Several(Vec<ProjectLink>),
}

/// A film of the project, and whether the words lead to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFilm {
    pub roll: RollId,
    pub name: String,
    pub number: Option<FilmNumber>,
    pub stage: RollStage,
    pub attempts: u32,
    pub named: bool,
}

/// Where the document lies on film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadPlace {
    pub roll: Option<RollId>,
    pub name: String,
    pub from: u32,
    pub to: u32,
    pub blip: String,
}

/// From a barcode, a number or an archive id to films, blips and deliveries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leads {
    pub project: ProjectId,
    pub folder: String,
    pub barcode: Option<String>,
    /// Films of the project, those that are meant first.
    pub films: Vec<LeadFilm>,
    pub places: Vec<LeadPlace>,
    /// When an index was handed over, by whom, and its rows; newest first.
    pub deliveries: Vec<(Timestamp, String, u32)>,
}

impl Leads {
    pub fn of(file: &ProjectFile, rolls: &[RollId], barcode: Option<&Barcode>) -> Self {
        let places = barcode.map_or_else(Vec::new, |barcode| places(file, barcode));
        let is_named = |roll: RollId| {
            rolls.contains(&roll) || places.iter().any(|place: &LeadPlace| place.roll == Some(roll))
        };
        let mut films: Vec<LeadFilm> = file
            .rolls
            .iter()
            .filter(|roll| file.numbers.contains_key(&roll.id))
            .map(|roll| LeadFilm {
                roll: roll.id,
                name: roll.temporary_id.to_string(),
                number: file.numbers.get(&roll.id).copied(),
                stage: roll.stage_word(),
                attempts: roll.attempts,
                named: is_named(roll.id),
            })
            .collect();
        films.sort_by_key(|film| !film.named);
        Self {
            project: file.project.id,
            folder: file.project.key.folder(),
            barcode: barcode.map(ToString::to_string),
            films,
            places,
            deliveries: file.deliveries.iter().map(|one| (one.at, one.by.clone(), one.rows)).collect(),
        }
    }

    /// The films the words lead to.
    pub fn named(&self) -> Vec<RollId> {
        self.films.iter().filter(|film| film.named).map(|film| film.roll).collect()
    }
}

fn places(file: &ProjectFile, barcode: &Barcode) -> Vec<LeadPlace> {
    let rows = DocumentPage::whole(file, &PlanAsk::default()).rows;
    let rows = rows.into_iter().filter(|row| row.barcode == barcode.as_str());
    rows.filter_map(|row| row.place)
        .map(|place| LeadPlace {
            roll: place.roll,
            name: format!("{}_{:02}", place.film.code(), place.ordinal),
            from: place.from,
            to: place.to,
            blip: place.blip,
        })
        .collect()
}

/// A rework that may have answered a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    pub rework: ReworkId,
    pub roll: String,
    pub number: FilmNumber,
    pub at: Timestamp,
}

/// One complaint with everything it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintView {
    pub row: ComplaintRow,
    pub leads: Leads,
    /// Films it is about that were rejected since.
    pub remedies: Vec<Remedy>,
}

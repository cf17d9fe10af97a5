//! Rolls on their reels, to scale: what a plan's drawing is made of.

use crate::film::attempt::{Attempt, Course, RestOfFilm};
use crate::film::document::Document;
use crate::film::planning::{Plan, PlannedRoll};
use crate::film::project::ProjectKey;
use crate::film::roll::{FilmType, Roll, RollStage, Segment, TemporaryId};
use crate::film::settings::Settings;
use crate::film::stock::{self, Rest};
use crate::id::RollId;
use serde::{Deserialize, Serialize};

use super::ProjectFile;

/// A roll of a plan on its piece of film. Lengths are millimetres from the piece's start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReelRoll {
    /// None while the plan is only computed.
    pub id: Option<RollId>,
    /// `RRD123-2025_OU_16_03`.
    pub name: String,
    pub film: FilmType,
    pub ordinal: u32,
    pub documents: u32,
    pub frames: u32,
    pub stage: RollStage,
    /// The film number it has earned.
    pub number: Option<String>,
    /// Attempts that were made, the running and the confirmed one counted.
    pub attempts: u32,
    /// The piece it lies on, `R-0003` or `T-0087`; empty while it is planned.
    pub piece: String,
    /// Length of the piece: a whole reel while it is planned.
    pub piece_mm: u32,
    pub leader_mm: u32,
    pub trailer_mm: u32,
    pub step_mm: u32,
    pub capacity: u32,
    pub rest: RestDrawn,
    pub stretches: Vec<Stretch>,
    /// 35mm rolls that must be filmed before it.
    pub waits_for: Vec<Waited>,
}

/// A document on a roll, or several neighbours too thin to be seen: its frames, and whether pages are oversized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch(pub u32, pub bool);

/// What is left of the piece behind the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestDrawn {
    /// A temp roll to expect on a new reel.
    Forecast {
        length_mm: u32,
        usable_frames: u32,
    },
    /// Too short to keep, by the forecast.
    ForecastScrap {
        length_mm: u32,
    },
    /// The temp roll that was kept, `T-0092`.
    Kept {
        temp_roll: String,
        length_mm: u32,
        usable_frames: u32,
    },
    Scrapped {
        length_mm: u32,
    },
}

/// A 35mm roll whose number reference sheets print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waited {
    pub id: Option<RollId>,
    pub name: String,
    pub filmed: bool,
}

impl ReelRoll {
    /// Film of leader, frames and trailer.
    pub fn used_mm(&self) -> u32 {
        self.leader_mm + self.frames * self.step_mm + self.trailer_mm
    }

    /// Where the planning limit lies.
    pub fn capacity_mm(&self) -> u32 {
        self.leader_mm + self.capacity * self.step_mm
    }

    pub fn is_waiting(&self) -> bool {
        self.stage.awaits_filming() && self.waits_for.iter().any(|roll| !roll.filmed)
    }
}

/// The rolls of a plan that is only computed.
pub fn computed(plan: &Plan, key: &ProjectKey, documents: &[Document], settings: &Settings) -> Vec<ReelRoll> {
    plan.rolls
        .iter()
        .map(|roll| {
            let waits = |ordinal: &u32| Waited {
                id: None,
                name: TemporaryId::of(key, FilmType::Mm35, *ordinal).to_string(),
                filmed: false,
            };
            ReelRoll {
                name: TemporaryId::of(key, roll.film, roll.ordinal).to_string(),
                waits_for: roll.waits_for.iter().map(waits).collect(),
                ..drawn(roll.film, roll.ordinal, roll.frames, &roll.segments, documents, settings)
            }
        })
        .collect()
}

/// The rolls of the accepted plan, as far as they are filmed with the film they really lie on.
pub fn accepted(file: &ProjectFile) -> Vec<ReelRoll> {
    let settings = file.film_settings();
    let waited = |id: &RollId| {
        let roll = file.rolls.iter().find(|roll| roll.id == *id)?;
        let filmed = roll.stage_word().is_filmed();
        Some(Waited { id: Some(*id), name: roll.temporary_id.to_string(), filmed })
    };
    file.rolls
        .iter()
        .map(|roll| {
            let plain =
                drawn(roll.film, roll.ordinal, roll.frames, &roll.segments, &file.documents, settings);
            let planned = ReelRoll {
                id: Some(roll.id),
                name: roll.temporary_id.to_string(),
                stage: roll.stage_word(),
                number: file.numbers.get(&roll.id).map(|number| number.to_string()),
                attempts: roll.attempts,
                waits_for: roll.waits_for.iter().filter_map(waited).collect(),
                ..plain
            };
            match roll.attempt() {
                Some(attempt) => with_film(planned, roll, file.attempts.get(&attempt), settings),
                None => planned,
            }
        })
        .collect()
}

/// The accepted plan in the form that sums are taken of.
pub fn plan_of(rolls: &[Roll]) -> Plan {
    let rolls = rolls
        .iter()
        .map(|roll| PlannedRoll {
            film: roll.film,
            ordinal: roll.ordinal,
            frames: roll.frames,
            segments: roll.segments.clone(),
            waits_for: Vec::new(),
        })
        .collect();
    Plan { rolls }
}

fn drawn(
    film: FilmType,
    ordinal: u32,
    frames: u32,
    segments: &[Segment],
    documents: &[Document],
    settings: &Settings,
) -> ReelRoll {
    ReelRoll {
        id: None,
        name: String::new(),
        film,
        ordinal,
        documents: segments.len() as u32,
        frames,
        stage: RollStage::Planned,
        number: None,
        attempts: 0,
        piece: String::new(),
        piece_mm: settings.reel_mm,
        leader_mm: settings.leader_mm,
        trailer_mm: settings.trailer_mm,
        step_mm: settings.step_mm(film),
        capacity: settings.capacity(film),
        rest: forecast(film, settings.reel_mm, frames, settings),
        stretches: stretches(segments, documents, thinnest(film, settings)),
        waits_for: Vec::new(),
    }
}

/// The film of the attempt, and what is left of it.
fn with_film(planned: ReelRoll, roll: &Roll, attempt: Option<&Attempt>, settings: &Settings) -> ReelRoll {
    let Some(attempt) = attempt else { return planned };
    let loaded = attempt.loaded;
    let piece = loaded.temp_roll.map_or_else(|| loaded.reel.label(), |id| id.label());
    let rest = match &attempt.course {
        Course::Confirmed { rest, .. } => match *rest {
            RestOfFilm::Kept { temp_roll, length_mm } => RestDrawn::Kept {
                temp_roll: temp_roll.label(),
                length_mm,
                usable_frames: settings.usable_frames(roll.film, length_mm),
            },
            RestOfFilm::Scrapped { length_mm } => RestDrawn::Scrapped { length_mm },
            RestOfFilm::Untouched => RestDrawn::Scrapped { length_mm: 0 },
        },
        Course::Running | Course::Failed { .. } => {
            forecast(roll.film, loaded.length_mm, roll.frames, settings)
        }
    };
    ReelRoll { piece, piece_mm: loaded.length_mm, rest, ..planned }
}

fn forecast(film: FilmType, piece_mm: u32, frames: u32, settings: &Settings) -> RestDrawn {
    match stock::rest(settings, film, piece_mm, frames) {
        Ok(Rest::Keep { length_mm, usable_frames }) => RestDrawn::Forecast { length_mm, usable_frames },
        Ok(Rest::Scrap { length_mm }) => RestDrawn::ForecastScrap { length_mm },
        Err(_) => RestDrawn::ForecastScrap { length_mm: 0 },
    }
}

/// Frames of the thinnest stretch that is drawn by itself: a six-hundredth of the reel, about a pixel.
fn thinnest(film: FilmType, settings: &Settings) -> u32 {
    settings.reel_mm / 600 / settings.step_mm(film).max(1)
}

/// Documents in the order of the film. Neighbours thinner than `thinnest` frames are drawn as one; an oversized one
/// never joins one that is not.
fn stretches(segments: &[Segment], documents: &[Document], thinnest: u32) -> Vec<Stretch> {
    let mut drawn: Vec<Stretch> = Vec::new();
    for segment in segments {
        let document = documents.get(segment.document as usize);
        let oversized = document.is_some_and(|document| !document.oversized.is_empty());
        match drawn.last_mut() {
            Some(Stretch(frames, same)) if *frames < thinnest && *same == oversized => {
                *frames += segment.frames
            }
            _ => drawn.push(Stretch(segment.frames, oversized)),
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::document::{Barcode, parse_ranges};
    use crate::film::planning::{Order, plan};
    use crate::film::project::ArchiveId;

    fn document(barcode: u32, pages: u32, oversized: &str) -> Document {
        Document {
            barcode: Barcode::parse(&format!("{barcode:08}")).unwrap(),
            com_id: None,
            pages,
            oversized: parse_ranges(oversized, pages).unwrap(),
        }
    }

    fn key() -> ProjectKey {
        ProjectKey {
            archive_id: ArchiveId::parse("RRD123-2025").unwrap(),
            site: "OU".to_owned(),
            doc_type: "Certificates".to_owned(),
            delivery: String::new(),
        }
    }

    #[test]
    fn a_drawn_reel_adds_up_to_its_length() {
        let documents = [document(1, 700, "1-4"), document(2, 900, ""), document(3, 1500, "7")];
        let settings = Settings::default();
        let plan = plan(&documents, &settings, Order::Natural).unwrap();
        for roll in computed(&plan, &key(), &documents, &settings) {
            let rest = match roll.rest {
                RestDrawn::Forecast { length_mm, .. } | RestDrawn::ForecastScrap { length_mm } => length_mm,
                _ => unreachable!("nothing is filmed"),
            };
            assert_eq!(roll.used_mm() + rest, 30_500, "{}", roll.name);
            assert_eq!(roll.stretches.iter().map(|stretch| stretch.0).sum::<u32>(), roll.frames);
        }
    }

    #[test]
    fn a_16mm_roll_with_sheets_waits_for_the_35mm_roll_they_name() {
        let documents = [document(1, 10, "2"), document(2, 10, "")];
        let settings = Settings::default();
        let plan = plan(&documents, &settings, Order::Natural).unwrap();
        let rolls = computed(&plan, &key(), &documents, &settings);
        assert!(rolls[0].is_waiting() && !rolls[1].is_waiting());
        assert_eq!(rolls[0].waits_for[0].name, "RRD123-2025_OU_35_01");
    }

    #[test]
    fn thin_documents_are_drawn_together_but_oversized_ones_stand_alone() {
        let segment = |document| Segment { document, index: document + 1, first: 1, frames: 2, start: 1 };
        let documents = [document(1, 2, ""), document(2, 2, ""), document(3, 2, ""), document(4, 1, "1")];
        let segments: Vec<Segment> = (0..4).map(segment).collect();
        assert_eq!(
            stretches(&segments, &documents, 4),
            [Stretch(4, false), Stretch(2, false), Stretch(2, true)]
        );
    }
}

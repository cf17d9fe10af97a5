//! A second set of books, kept from what was asked and answered by the trade's own arithmetic: 10 mm of 16mm film and
//! 42 mm of 35mm film for a frame, half a metre before and after, 30.5 m on a reel. None of the domain's sums is used.

mod camera;
mod numbers;
mod shelf;
mod tables;

pub use tables::Tables;

use domain::command::{Answer, Command};
use domain::film::document::Document;
use domain::film::roll::FilmType;
use domain::number::FilmNumber;
use example::Done;
use std::collections::BTreeMap;

const REEL_MM: u32 = 30_500;
const PADDING_MM: u32 = 1000;

type Kept = Result<(), String>;

pub struct Project {
    digit: u32,
    documents: Vec<Document>,
    standing: &'static str,
}

pub struct Roll {
    project: u64,
    film: FilmType,
    frames: u32,
    stage: &'static str,
    /// The number of the film, also while it is made again under it.
    number: Option<FilmNumber>,
    /// The void number of the film it is made again for.
    replaces: Option<FilmNumber>,
    camera: Option<Camera>,
    /// It was rejected and is not filmed again yet.
    rejected: bool,
}

/// A film in the camera.
pub struct Camera {
    reel: u64,
    leftover: Option<u64>,
    length_mm: u32,
    bound: Option<FilmNumber>,
    /// Frames on this film by a log that was not believed.
    shown: u32,
}

/// Where the film of a reel went, in millimetres.
#[derive(Default)]
pub struct Reel {
    length_mm: u32,
    stage: &'static str,
    spent_mm: u64,
    scrap_mm: u64,
    corrected_mm: i64,
}

pub struct Leftover {
    reel: u64,
    film: FilmType,
    length_mm: u32,
    stage: &'static str,
}

/// A number with what explains it.
pub struct Number {
    state: &'static str,
    why: String,
    who: String,
}

#[derive(Default)]
pub struct Book {
    smallest_usable: u32,
    pub projects: BTreeMap<u64, Project>,
    pub rolls: BTreeMap<u64, Roll>,
    pub reels: BTreeMap<u64, Reel>,
    pub leftovers: BTreeMap<u64, Leftover>,
    pub numbers: BTreeMap<FilmNumber, Number>,
    /// Numbers that were kept for a rejected film which was not made again.
    pub dropped: u32,
    /// How often each roll was exposed.
    pub exposed: BTreeMap<u64, u32>,
}

pub const fn step_mm(film: FilmType) -> u32 {
    match film {
        FilmType::Mm16 => 10,
        FilmType::Mm35 => 42,
    }
}

pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, lab: T, book: T) -> Kept {
    if lab == book { Ok(()) } else { Err(format!("{what}: the lab says {lab:?}, the book {book:?}")) }
}

fn must<T>(what: &str, thing: Option<T>) -> Result<T, String> {
    thing.ok_or_else(|| format!("the book has no {what}"))
}

/// The book of everything that was done.
pub fn keep(done: &[Done]) -> Result<Book, String> {
    let mut book = Book { smallest_usable: 150, ..Book::default() };
    for (position, done) in done.iter().enumerate() {
        let told = || {
            format!("{} (request {position} by {})", done.request.command.action(), done.request.actor.name)
        };
        book.take(done).map_err(|error| format!("{}: {error}", told()))?;
    }
    Ok(book)
}

impl Book {
    /// Writes down what was done; a refusal is nothing.
    pub fn take(&mut self, done: &Done) -> Kept {
        let Ok(answer) = &done.came_to else { return Ok(()) };
        let who = &done.request.actor.name;
        match &done.request.command {
            Command::ChangeSettings { settings } => {
                self.smallest_usable = settings.film.smallest_usable;
                Ok(())
            }
            Command::RegisterProject { key, documents, .. } => {
                let Answer::Registered { project, .. } = answer else { return Err("no project".into()) };
                self.register(project.get(), &key.site, documents);
                Ok(())
            }
            Command::AcceptPlan { project, .. } => self.plan(project.get(), answer),
            Command::StartFilming { roll, .. } => self.start(roll.get(), answer, who),
            Command::FinishFilming { roll, proof } => self.finish(roll.get(), proof, answer, who),
            Command::FailFilming { roll, frames, .. } => self.fail(roll.get(), *frames, answer, who),
            Command::ReserveNumbers { .. } | Command::ReleaseNumbers { .. } | Command::VoidNumber { .. } => {
                self.by_hand(&done.request.command, answer, who)
            }
            Command::ReworkRolls { rolls, number, .. } => {
                rolls.iter().try_for_each(|roll| self.reject(roll.get(), *number, who))
            }
            Command::VoidKeptNumber { roll, .. } => self.void_kept(roll.get(), who),
            Command::DevelopRolls { rolls, .. } => {
                rolls.iter().try_for_each(|roll| self.advance(roll.get(), "filmed", "developed"))
            }
            Command::AcceptRolls { rolls, .. } => {
                rolls.iter().try_for_each(|roll| self.advance(roll.get(), "developed", "accepted"))
            }
            Command::ResetProject { project, .. } => self.drop_unfilmed(project.get(), who),
            Command::AbandonProject { project, .. } => {
                self.drop_unfilmed(project.get(), who)?;
                self.stand(project.get(), "abandoned")
            }
            Command::ArchiveProject { project } => self.stand(project.get(), "archived"),
            Command::DeleteProject { project, .. } => self.stand(project.get(), "deleted"),
            Command::RestoreProject { project } => self.stand(project.get(), "active"),
            command => self.shelf(command, answer),
        }
    }

    fn register(&mut self, project: u64, site: &str, documents: &[Document]) {
        let digit = match site {
            "OU" => 1,
            "DW" => 2,
            _ => 3,
        };
        let documents = documents.to_vec();
        self.projects.insert(project, Project { digit, documents, standing: "active" });
    }

    fn stand(&mut self, project: u64, standing: &'static str) -> Kept {
        must("project", self.projects.get_mut(&project))?.standing = standing;
        Ok(())
    }

    /// What is filmed and what is planned now are together every page and every sheet of the list, on both films.
    fn plan(&mut self, project: u64, answer: &Answer) -> Kept {
        let Answer::Planned { rolls, .. } = answer else { return Err("no plan".into()) };
        for roll in self.rolls.values_mut().filter(|roll| roll.project == project) {
            if !matches!(roll.stage, "filmed" | "developed" | "accepted") {
                roll.stage = "cancelled";
            }
        }
        for roll in rolls {
            let new = Roll {
                project,
                film: roll.film,
                frames: roll.frames,
                stage: "planned",
                number: None,
                replaces: None,
                camera: None,
                rejected: false,
            };
            self.rolls.insert(roll.id.get(), new);
        }
        let documents = &must("project", self.projects.get(&project))?.documents;
        let sheets: u32 = documents.iter().map(|document| document.oversized.len() as u32).sum();
        let pages: u32 = documents.iter().map(|document| document.pages).sum();
        let ranges = documents.iter().flat_map(|document| &document.oversized);
        let large: u32 = ranges.map(|range| range.to - range.from + 1).sum();
        for (film, due) in [(FilmType::Mm16, pages + sheets), (FilmType::Mm35, large + sheets)] {
            let live =
                self.rolls.values().filter(|roll| roll.project == project && roll.stage != "cancelled");
            let placed: u32 = live.filter(|roll| roll.film == film).map(|roll| roll.frames).sum();
            same(&format!("frames on {film}"), placed, due)?;
        }
        Ok(())
    }

    fn roll(&mut self, roll: u64) -> Result<&mut Roll, String> {
        must("roll", self.rolls.get_mut(&roll))
    }

    fn advance(&mut self, roll: u64, from: &'static str, to: &'static str) -> Kept {
        let roll = self.roll(roll)?;
        same("stage", roll.stage, from)?;
        roll.stage = to;
        Ok(())
    }

    /// Rolls without a film are cancelled; a number kept for a rejected one is void.
    fn drop_unfilmed(&mut self, project: u64, who: &str) -> Kept {
        let mut dropped = Vec::new();
        for roll in self.rolls.values_mut().filter(|roll| roll.project == project) {
            if matches!(roll.stage, "planned" | "rework") {
                roll.stage = "cancelled";
                dropped.extend(roll.number.take());
            }
        }
        for number in dropped {
            self.dropped += 1;
            self.write(number, "void", "not filmed again", who);
        }
        Ok(())
    }
}

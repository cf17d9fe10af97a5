//! A lab in memory, with builders in the lab's words. What a command decides is applied at once, as the store does.

mod after;

pub use after::*;

use domain::command::{Answer, Command, FilmChoice, PlanChoice, Proof, Request};
use domain::decide::decide;
use domain::event::{Change, Event};
use domain::film::attempt::{Attempt, FailReason};
use domain::film::document::{Barcode, Document, parse_ranges};
use domain::film::project::{ArchiveId, Numbering, ProjectKey};
use domain::film::reel::TempRollStage;
use domain::film::roll::{Roll, RollStage};
use domain::id::{ProjectId, RollId, TempRollId};
use domain::lab::{Lab, LabSettings, Stamp};
use domain::number::{FilmNumber, NumberState};
use domain::person::{Actor, Roles};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::words::{Language, Say};

/// Six o'clock on 3 November 2025, when the first entry is written; each following one is a minute later.
const OPENING: Timestamp = Timestamp::from_millis(1_762_149_600_000);

/// A lab with all its rows in memory and the entries that made it.
#[derive(Clone)]
pub struct TestLab {
    pub lab: Lab,
    pub entries: Vec<(Stamp, Vec<Event>)>,
    /// Revision the next commands were decided on.
    pub seen: Option<u64>,
    projects: Vec<ProjectId>,
}

/// A founded lab with the sites OU and DW.
pub fn lab() -> TestLab {
    unfounded().do_as(&Actor::console(), Command::FoundLab { lab: "Film lab".into(), admin: "Anna".into() })
}

pub fn unfounded() -> TestLab {
    TestLab { lab: Lab::default(), entries: Vec::new(), seen: None, projects: Vec::new() }
}

/// Somebody who may do everything a person may.
pub fn anna() -> Actor {
    Actor::person("Anna", Roles::all())
}

pub fn number(text: &str) -> FilmNumber {
    FilmNumber::parse(text).expect("a film number")
}

/// A document of so many pages; `oversized` are its ranges, such as `8-11, 17`.
pub fn document(barcode: &str, pages: u32, oversized: &str) -> Document {
    let oversized = parse_ranges(oversized, pages).expect("page ranges");
    Document { barcode: Barcode::parse(barcode).expect("a barcode"), com_id: None, pages, oversized }
}

/// Documents counted from barcode 1001, with these pages.
pub fn documents(pages: &[u32]) -> Vec<Document> {
    (1001..).zip(pages).map(|(barcode, pages)| document(&barcode.to_string(), *pages, "")).collect()
}

pub fn key(archive_id: &str, site: &str) -> ProjectKey {
    ProjectKey {
        archive_id: ArchiveId::parse(archive_id).expect("an archive id"),
        site: site.to_owned(),
        doc_type: "Certificates".to_owned(),
        delivery: String::new(),
    }
}

/// Commands.
impl TestLab {
    pub fn request(&self, actor: &Actor, command: Command) -> Request {
        let minutes = self.lab.head.seq as i64;
        Request {
            actor: actor.clone(),
            at: OPENING.plus_seconds(60 * minutes),
            key: None,
            seen: self.seen,
            command,
        }
    }

    /// Decides and applies. A command that changes nothing makes no entry.
    pub fn perform(&mut self, actor: &Actor, command: Command) -> Result<Answer, Refusal> {
        let request = self.request(actor, command);
        let decision = decide(&self.lab, &request)?;
        if !decision.events.is_empty() {
            let stamp = Stamp { seq: self.lab.head.seq + 1, at: request.at, actor: actor.name.clone() };
            apply(&mut self.lab, &stamp, &decision.events);
            self.entries.push((stamp, decision.events));
        }
        Ok(decision.answer)
    }

    pub fn do_as(mut self, actor: &Actor, command: Command) -> Self {
        let told = format!("{command:?}");
        if let Err(refusal) = self.perform(actor, command) {
            panic!("{told} was refused: {refusal}");
        }
        self
    }

    pub fn and(self, command: Command) -> Self {
        self.do_as(&anna(), command)
    }

    /// The English sentence with which the command is refused.
    pub fn refused(&self, command: Command) -> String {
        match decide(&self.lab, &self.request(&anna(), command)) {
            Ok(decision) => panic!("this was not refused: {:?}", decision.answer),
            Err(refusal) => refusal.say(Language::English),
        }
    }

    /// Applies events no command makes yet.
    pub fn happened(mut self, events: Vec<Event>) -> Self {
        let seq = self.lab.head.seq + 1;
        let stamp = Stamp { seq, at: OPENING.plus_seconds(60 * seq as i64), actor: "Anna".into() };
        apply(&mut self.lab, &stamp, &events);
        self.entries.push((stamp, events));
        self
    }
}

/// Applies the events of one entry; the store writes the head's sequence with it.
pub fn apply(lab: &mut Lab, stamp: &Stamp, events: &[Event]) -> Vec<Change> {
    lab.head.seq = stamp.seq;
    events.iter().flat_map(|event| lab.apply(event, stamp)).collect()
}

/// Stories.
impl TestLab {
    pub fn with_settings(self, change: impl FnOnce(&mut LabSettings)) -> Self {
        let mut settings = self.lab.settings.clone().expect("the lab is founded");
        change(&mut settings);
        self.and(Command::ChangeSettings { settings })
    }

    /// The camera of OU asks for a number when an attempt starts.
    pub fn bound_at_start(self) -> Self {
        self.with_settings(|settings| settings.sites[0].numbering = Numbering::BindAtStart)
    }

    /// Registers a project of OU; the pages of its documents, from barcode 1001.
    pub fn with_project(self, archive_id: &str, pages: &[u32]) -> Self {
        self.with_project_of(key(archive_id, "OU"), documents(pages))
    }

    pub fn with_project_of(mut self, key: ProjectKey, documents: Vec<Document>) -> Self {
        let registered = Command::RegisterProject { key, documents, accept: None, test: None };
        match self.perform(&anna(), registered) {
            Ok(Answer::Registered { project, .. }) => self.projects.push(project),
            other => panic!("the project was not registered: {other:?}"),
        }
        self
    }

    /// The project registered last.
    pub fn project(&self) -> ProjectId {
        *self.projects.last().expect("a project is registered")
    }

    /// Accepts a plan for the project registered last.
    pub fn planned(self) -> Self {
        let project = self.project();
        self.and(Command::AcceptPlan { project, choice: PlanChoice::default() })
    }

    pub fn start(self, roll: &str) -> Self {
        self.start_on(roll, FilmChoice::Proposed)
    }

    pub fn start_on(self, roll: &str, film: FilmChoice) -> Self {
        let command = self.starting(roll, film);
        self.and(command)
    }

    pub fn finish_counted(self, roll: &str) -> Self {
        let command = self.finishing_counted(roll);
        self.and(command)
    }

    pub fn film(self, roll: &str) -> Self {
        self.start(roll).finish_counted(roll)
    }

    pub fn fail(self, roll: &str, reason: FailReason, frames: u32) -> Self {
        let command = self.failing(roll, reason, Some(frames));
        self.and(command)
    }

    pub fn reserve(self, count: u32, purpose: &str) -> Self {
        self.and(reserving(count, purpose))
    }

    pub fn release(self, numbers: &[&str]) -> Self {
        self.and(releasing(numbers))
    }

    pub fn void(self, number: &str) -> Self {
        self.and(voiding(number))
    }
}

/// Commands written short.
impl TestLab {
    pub fn starting(&self, roll: &str, film: FilmChoice) -> Command {
        Command::StartFilming { roll: self.roll(roll).id, film, machine: "1".into() }
    }

    pub fn finishing_counted(&self, roll: &str) -> Command {
        let roll = self.roll(roll);
        Command::FinishFilming { roll: roll.id, proof: Proof::Counted { frames: roll.frames } }
    }

    pub fn failing(&self, roll: &str, reason: FailReason, frames: Option<u32>) -> Command {
        Command::FailFilming { roll: self.roll(roll).id, reason, frames }
    }
}

pub fn reserving(count: u32, purpose: &str) -> Command {
    Command::ReserveNumbers { site: "OU".into(), count, purpose: purpose.into(), until: None }
}

pub fn releasing(numbers: &[&str]) -> Command {
    let numbers = numbers.iter().map(|text| number(text)).collect();
    Command::ReleaseNumbers { numbers, reason: "not needed".into() }
}

pub fn voiding(text: &str) -> Command {
    Command::VoidNumber { number: number(text), reason: "label torn".into() }
}

/// Questions.
impl TestLab {
    /// The live roll whose temporary id ends so; a cancelled one where no live one does.
    pub fn roll(&self, ending: &str) -> &Roll {
        let named = |roll: &&Roll| roll.temporary_id.as_str().ends_with(ending);
        let live: Vec<&Roll> = self.lab.rolls.values().filter(|roll| roll.is_live()).filter(named).collect();
        assert!(live.len() <= 1, "several rolls end in {ending}");
        let cancelled = || self.lab.rolls.values().find(named);
        live.first().copied().or_else(cancelled).unwrap_or_else(|| panic!("no roll ends in {ending}"))
    }

    pub fn roll_id(&self, ending: &str) -> RollId {
        self.roll(ending).id
    }

    pub fn stage_of(&self, roll: &str) -> RollStage {
        self.roll(roll).stage_word()
    }

    /// The number the roll has earned.
    pub fn number_of(&self, roll: &str) -> Option<String> {
        self.lab.number_of(self.roll(roll).id).map(|number| number.to_string())
    }

    pub fn state_of(&self, text: &str) -> NumberState {
        self.lab.holdings.get(number(text)).map_or(NumberState::Free, |held| held.holding.state())
    }

    /// The attempts at a roll in their order.
    pub fn attempts_at(&self, roll: &str) -> Vec<&Attempt> {
        let roll = self.roll(roll).id;
        self.lab.attempts.values().filter(|attempt| attempt.roll == roll).collect()
    }

    /// Temp rolls on the shelf with their lengths in millimetres.
    pub fn shelf(&self) -> Vec<(String, u32)> {
        let on_shelf = self.lab.temp_rolls.values().filter(|piece| piece.stage == TempRollStage::OnShelf);
        on_shelf.map(|piece| (piece.id.label(), piece.length_mm)).collect()
    }

    pub fn temp_roll(&self, label: &str) -> &domain::film::reel::TempRoll {
        let id = TempRollId::parse_label(label).expect("a label such as T-0001");
        self.lab.temp_rolls.get(id).unwrap_or_else(|| panic!("there is no {label}"))
    }
}

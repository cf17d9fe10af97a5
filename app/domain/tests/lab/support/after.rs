//! Builders for what happens after the camera: rejected films, development, acceptance, standings, the shelf.

use super::TestLab;
use domain::command::Command;
use domain::film::development::{Density, Run};
use domain::film::document::Document;
use domain::film::project::{ListDifference, Progress, Project, ProjectStage};
use domain::film::rework::{Cause, NumberChoice, Rework};
use domain::film::roll::Roll;
use domain::id::{ReworkId, RollId, RunId, TempRollId};
use domain::number::Holding;

/// Stories.
impl TestLab {
    /// The films are rejected for their density and declared destroyed: the numbers stay.
    pub fn keep(self, rolls: &[&str]) -> Self {
        let command = self.rejecting(rolls, NumberChoice::Keep);
        self.and(command)
    }

    /// The films are rejected for their density, and their numbers with them.
    pub fn replace(self, rolls: &[&str]) -> Self {
        let command = self.rejecting(rolls, NumberChoice::Void);
        self.and(command)
    }

    pub fn void_kept(self, roll: &str) -> Self {
        let command = self.voiding_kept(roll);
        self.and(command)
    }

    pub fn develop(self, rolls: &[&str], readings: &[&str]) -> Self {
        let command = self.developing(rolls, readings);
        self.and(command)
    }

    pub fn accept(self, rolls: &[&str]) -> Self {
        let command = self.accepting(rolls);
        self.and(command)
    }

    /// Resets the project registered last.
    pub fn reset(self) -> Self {
        let command = self.resetting();
        self.and(command)
    }

    pub fn abandon(self) -> Self {
        let command = self.abandoning();
        self.and(command)
    }

    pub fn archive(self) -> Self {
        let project = self.project();
        self.and(Command::ArchiveProject { project })
    }

    pub fn delete(self) -> Self {
        let command = self.deleting();
        self.and(command)
    }

    pub fn restore(self) -> Self {
        let project = self.project();
        self.and(Command::RestoreProject { project })
    }

    /// Replaces the list of the project registered last, with the difference accepted.
    pub fn with_list(self, documents: Vec<Document>) -> Self {
        let command = self.listing(documents);
        self.and(command)
    }

    pub fn deliver(self) -> Self {
        let command = self.delivering();
        self.and(command)
    }
}

/// Commands written short.
impl TestLab {
    pub fn rejecting(&self, rolls: &[&str], number: NumberChoice) -> Command {
        let rolls = self.roll_ids(rolls);
        Command::ReworkRolls { rolls, cause: Cause::Density, note: String::new(), number }
    }

    /// Film with the number that a rework kept turned up.
    pub fn voiding_kept(&self, roll: &str) -> Command {
        Command::VoidKeptNumber { roll: self.roll_id(roll), reason: "a copy turned up".into() }
    }

    pub fn developing(&self, rolls: &[&str], readings: &[&str]) -> Command {
        let readings = readings.iter().map(|text| Density::parse(text).expect("a density"));
        Command::DevelopRolls { rolls: self.roll_ids(rolls), bath: "B7".into(), readings: readings.collect() }
    }

    pub fn accepting(&self, rolls: &[&str]) -> Command {
        Command::AcceptRolls { rolls: self.roll_ids(rolls), note: String::new() }
    }

    pub fn resetting(&self) -> Command {
        Command::ResetProject { project: self.project(), reason: "documents were added".into() }
    }

    pub fn abandoning(&self) -> Command {
        Command::AbandonProject { project: self.project(), reason: "the customer cancelled".into() }
    }

    pub fn deleting(&self) -> Command {
        Command::DeleteProject { project: self.project(), reason: "registered twice".into() }
    }

    pub fn planning(&self) -> Command {
        Command::AcceptPlan { project: self.project(), choice: domain::command::PlanChoice::default() }
    }

    /// The list, with its difference to the registered one accepted.
    pub fn listing(&self, documents: Vec<Document>) -> Command {
        let old = self.lab.documents.get(self.project()).expect("the project has documents");
        let difference = ListDifference::between(old, &documents);
        let accept = difference.added.len() + difference.removed.len() + difference.changed.len();
        let key = self.project_row().key.clone();
        Command::RegisterProject { key, documents, accept: Some(accept as u32), test: None }
    }

    pub fn delivering(&self) -> Command {
        Command::DeliverIndex { project: self.project(), file: "index.xlsx".into(), to: String::new() }
    }
}

pub fn quarantining(run: u64) -> Command {
    Command::QuarantineRun { run: RunId::new(run), reason: "crystals on the film".into() }
}

pub fn releasing_run(run: u64) -> Command {
    Command::ReleaseRun { run: RunId::new(run), reason: "measured again".into() }
}

pub fn placing(label: &str, place: &str) -> Command {
    Command::PlaceTempRoll { temp_roll: temp_roll(label), place: place.into() }
}

pub fn measuring(label: &str, length_mm: u32) -> Command {
    Command::MeasureTempRoll { temp_roll: temp_roll(label), length_mm, reason: "by hand".into() }
}

pub fn discarding(label: &str) -> Command {
    Command::DiscardTempRoll { temp_roll: temp_roll(label), reason: "struck by light".into() }
}

pub fn losing(label: &str) -> Command {
    Command::ReportTempRollLost { temp_roll: temp_roll(label), reason: "not in its box".into() }
}

pub fn finding(label: &str, place: &str) -> Command {
    Command::FindTempRoll { temp_roll: temp_roll(label), place: place.into() }
}

pub fn counting(place: &str, found: &[&str]) -> Command {
    let found = found.iter().map(|label| temp_roll(label)).collect();
    Command::TakeStock { place: place.into(), found }
}

fn temp_roll(label: &str) -> TempRollId {
    TempRollId::parse_label(label).expect("a label such as T-0001")
}

/// Questions.
impl TestLab {
    pub fn roll_ids(&self, rolls: &[&str]) -> Vec<RollId> {
        rolls.iter().map(|roll| self.roll_id(roll)).collect()
    }

    /// What holds a number that was handed out.
    pub fn holding(&self, text: &str) -> &Holding {
        let held = self.lab.holdings.get(super::number(text));
        &held.unwrap_or_else(|| panic!("{text} was never handed out")).holding
    }

    pub fn rework(&self, id: u64) -> &Rework {
        self.lab.reworks.get(ReworkId::new(id)).unwrap_or_else(|| panic!("there is no rework {id}"))
    }

    pub fn run(&self, id: u64) -> &Run {
        self.lab.runs.get(RunId::new(id)).unwrap_or_else(|| panic!("there is no run {id}"))
    }

    /// The project registered last.
    pub fn project_row(&self) -> &Project {
        self.lab.projects.get(self.project()).expect("it is registered")
    }

    pub fn project_stage(&self) -> ProjectStage {
        let project = self.project_row();
        let rolls = self.lab.rolls_of(project.id);
        let progress = Progress::of(rolls.into_iter().map(Roll::stage_word));
        ProjectStage::of(&project.standing, project.plan > 0, &progress)
    }

    /// Names of the project's live rolls, the part behind site and archive id, such as `16_01`.
    pub fn live_rolls(&self) -> Vec<String> {
        let name = |roll: &&Roll| roll.temporary_id.as_str().splitn(3, '_').last().unwrap_or("").to_owned();
        self.lab.rolls_of(self.project()).iter().map(name).collect()
    }
}

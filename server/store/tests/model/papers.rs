//! What the lab must say to what leaves it and what comes back: deliveries, complaints, and the files of an old machine.

use crate::film_number;
use crate::reference::{Reference, is_filmed};
use crate::steps::{Expected, Fault, Step};
use domain::command::{Command, Grievance};
use domain::event::EvidenceFile;
use domain::evidence::read;
use domain::film::complaint::{Fault as Complained, Settlement};
use domain::id::{ComplaintId, ProjectId, RollId};
use domain::machine::{ReadFile, survey};
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::{Store, StoreError};

const DONE: Expected = Expected::Numbers(Vec::new());

#[derive(Default)]
pub struct Papers {
    /// Recipients of each project's deliveries, oldest first.
    delivered: BTreeMap<u64, Vec<&'static str>>,
    /// Whether each complaint is settled.
    complaints: Vec<bool>,
    /// Numbers whose file is on record.
    filed: BTreeSet<u32>,
    /// Numbers of films of the time before, and those below them that no file names.
    pub(super) earlier: BTreeSet<u32>,
    skipped: BTreeSet<u32>,
}

impl Reference {
    pub(super) fn take_paper(&mut self, step: &Step) -> Expected {
        let taken = match *step {
            Step::Deliver { project, to } => self.deliver(project, to),
            Step::Complain { project, film } => self.complain(project, film),
            Step::Settle { complaint } => self.settle(complaint),
            Step::Import { number } => Ok(self.import(number + 1)),
            _ => Ok(Expected::Nothing),
        };
        taken.unwrap_or_else(Expected::Refused)
    }

    fn deliver(&mut self, project: usize, to: &'static str) -> Result<Expected, &'static str> {
        let id = self.project_id(project);
        if self.projects[project].is_none() {
            return Err("no_such_project");
        }
        if self.standing(project) != "active" {
            return Err("project_not_active");
        }
        let roll = self.rolls.get(&self.roll_id(project)).filter(|roll| roll.stage != "cancelled");
        let run =
            roll.filter(|roll| matches!(roll.stage, "developed" | "accepted")).and_then(|roll| roll.run);
        let held = run.and_then(|run| self.runs.get(run as usize)).is_some_and(|held| *held);
        if held && self.fault != Some(Fault::HeldFilmGoesOut) {
            return Err("run_holds");
        }
        if !roll.is_some_and(|roll| is_filmed(roll.stage)) {
            return Err("not_ready");
        }
        self.papers.delivered.entry(id).or_default().push(to);
        Ok(DONE)
    }

    fn complain(&mut self, project: usize, film: bool) -> Result<Expected, &'static str> {
        if self.projects[project].is_none() {
            return Err("no_such_project");
        }
        if film {
            let roll = self.rolls.get(&self.roll_id(project)).ok_or("no_such_roll")?;
            roll.number.ok_or("not_filmed")?;
        }
        self.papers.complaints.push(false);
        Ok(DONE)
    }

    fn settle(&mut self, complaint: u64) -> Result<Expected, &'static str> {
        let settled = self.papers.complaints.get_mut(complaint as usize).ok_or("no_such_complaint")?;
        if *settled {
            return Err("already_settled");
        }
        *settled = self.fault != Some(Fault::SettledTwice);
        Ok(DONE)
    }

    /// A log of a film of the time before, under its number. What lies below it and was never given is left out.
    fn import(&mut self, number: u32) -> Expected {
        if !self.papers.filed.insert(number) {
            return Expected::Nothing;
        }
        // The film is in the camera: its log is offered there.
        let in_camera =
            self.rolls.values().any(|roll| roll.stage == "filming" && roll.in_camera() == Some(number));
        let known = self.numbers.contains_key(&number) && !self.papers.skipped.contains(&number);
        if in_camera || known {
            return DONE;
        }
        let free = self.fault == Some(Fault::SkippedIsFree);
        for below in self.next..number {
            self.numbers.insert(below, if free { "free" } else { "void" });
            self.papers.skipped.insert(below);
        }
        self.next = self.next.max(number + 1);
        self.numbers.insert(number, "issued");
        self.papers.skipped.remove(&number);
        self.papers.earlier.insert(number);
        DONE
    }

    /// Deliveries and complaints of the lab are those of the reference.
    pub async fn papers_agree(&self, store: &Store) -> Result<(), String> {
        let said = |error: StoreError| error.to_string();
        for (project, expected) in &self.papers.delivered {
            let file = store.project_file(ProjectId::new(*project)).await.map_err(said)?;
            let file = file.ok_or("the project is gone")?;
            let mut to: Vec<&str> = file.deliveries.iter().map(|delivery| delivery.to.as_str()).collect();
            to.reverse();
            if to != *expected {
                return Err(format!("deliveries of {project} went to {to:?}, {expected:?} expected"));
            }
        }
        let complaints = store.complaints(false, None).await.map_err(said)?;
        let mut settled: Vec<bool> = complaints.iter().map(|row| row.complaint.settled.is_some()).collect();
        settled.reverse();
        if settled == self.papers.complaints {
            Ok(())
        } else {
            Err(format!("complaints {settled:?}, {:?} expected", self.papers.complaints))
        }
    }
}

/// The command of a step that is about paper.
pub fn command(step: &Step, reference: &Reference) -> Command {
    let id = |project: usize| ProjectId::new(reference.project_id(project));
    match *step {
        Step::Deliver { project, to } => {
            Command::DeliverIndex { project: id(project), file: "index.csv".into(), to: to.into() }
        }
        Step::Complain { project, film } => {
            let roll = film.then(|| RollId::new(reference.roll_id(project)));
            let about = Grievance {
                project: id(project),
                rolls: roll.into_iter().collect(),
                barcode: None,
                fault: Complained::Unreadable,
                words: "too dark".into(),
                received: Timestamp::default(),
            };
            Command::OpenComplaint { about }
        }
        Step::Settle { complaint } => Command::SettleComplaint {
            complaint: ComplaintId::new(complaint + 1),
            how: Settlement::Corrected,
            note: String::new(),
        },
        Step::Import { number } => Command::ImportMachineFiles {
            source: "old machine".into(),
            seed: true,
            files: vec![log(&film_number(number).to_string())],
        },
        ref other => unreachable!("{other:?} is about no paper"),
    }
}

/// A log of one document, filmed from the number's own folder.
fn log(number: &str) -> ReadFile {
    let record = |page| format!(r"X:\RRD1-2024_OU_Certificates\.output\{number}\1427.pdf:{page}");
    let text: String = (1..=5).map(record).collect();
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let name = format!("{number}.LOG");
    let (digest, size) = (domain::ledger::digest(&bytes), bytes.len() as u64);
    ReadFile {
        file: EvidenceFile { name: name.clone(), digest, size, packed: "eJwDAAAAAAE=".into() },
        contents: survey(&name, &read(Some(&name), &bytes)),
    }
}

//! After the camera: development, acceptance, rejection, delivery, the archive.

use crate::Year;
use crate::people::{planner, quality};
use domain::command::{Answer, Command};
use domain::film::development::{Density, Quarantine, Run};
use domain::film::project::Standing;
use domain::film::rework::{Cause, NumberChoice};
use domain::film::roll::{Roll, RollStage, Stage};
use domain::id::{ProjectId, RollId, RunId};

/// Films gather until the processor is worth starting.
const RUN: usize = 4;

impl Year {
    pub(crate) fn finish_films(&mut self) {
        let filmed = self.in_stage(RollStage::Filmed);
        if filmed.len() >= RUN {
            let films = filmed.into_iter().take(8).collect();
            let readings = self.readings();
            if let Some(run) = self.develop(films, &readings) {
                self.judge(run);
            }
        }
        let good = self.developed_and_clear();
        if good.len() >= RUN || self.chance.in_100(10) && !good.is_empty() {
            self.accept(good);
        }
        if self.chance.in_100(5) {
            self.complain();
        }
        self.deliver_and_archive();
    }

    /// Rolls of active projects in this stage.
    fn in_stage(&self, stage: RollStage) -> Vec<RollId> {
        let active = |roll: &&Roll| {
            let project = self.lab.projects.get(roll.project);
            roll.stage_word() == stage && project.is_some_and(|project| project.standing == Standing::Active)
        };
        self.lab.rolls.values().filter(active).map(|roll| roll.id).collect()
    }

    /// Two or three readings, now and then one beyond the limits.
    fn readings(&mut self) -> Vec<u32> {
        let count = self.chance.between(2, 3);
        (0..count)
            .map(|_| match self.chance.below(100) {
                0..=3 => self.chance.between(80, 99),
                4 => self.chance.between(161, 175),
                5..=14 => self.chance.between(108, 119),
                _ => self.chance.between(120, 140),
            })
            .collect()
    }

    pub(crate) fn develop(&mut self, rolls: Vec<RollId>, hundredths: &[u32]) -> Option<RunId> {
        let readings = hundredths.iter().filter_map(|reading| Density::from_hundredths(*reading)).collect();
        let bath = format!("Ansatz {}", 1 + self.lab.head.counts.run / 12);
        match self.ask(&quality(), 45, Command::DevelopRolls { rolls, bath, readings })? {
            Answer::Developed { run, .. } => Some(run),
            _ => None,
        }
    }

    /// A run that is held is looked at: released again, or one of its films is made anew.
    fn judge(&mut self, run: RunId) {
        let Some(row) = self.lab.runs.get(run).cloned() else { return };
        if !matches!(row.quarantine, Quarantine::Held { .. }) {
            if self.chance.in_100(6) {
                let reason = "Streifen im Kontrollfilm".to_owned();
                self.ask(&quality(), 20, Command::QuarantineRun { run, reason });
            }
            return;
        }
        if self.chance.in_100(60) {
            let rejected: Vec<RollId> = row.rolls.iter().copied().take(2).collect();
            let way = if self.chance.in_100(70) { NumberChoice::Keep } else { NumberChoice::Void };
            self.reject(rejected, Cause::Density, way);
        }
        if self.chance.in_100(70) {
            self.release(run);
        }
    }

    pub(crate) fn release(&mut self, run: RunId) {
        let reason = "unter der Lupe lesbar".to_owned();
        self.ask(&quality(), 30, Command::ReleaseRun { run, reason });
    }

    pub(crate) fn reject(&mut self, rolls: Vec<RollId>, cause: Cause, number: NumberChoice) {
        let note = if cause == Cause::Density { "Entwickler erschöpft" } else { "" };
        let command = Command::ReworkRolls { rolls, cause, note: note.to_owned(), number };
        self.ask(&quality(), 15, command);
    }

    fn developed_and_clear(&self) -> Vec<RollId> {
        let clear = |run: &Run| !matches!(run.quarantine, Quarantine::Held { .. });
        let developed = self.in_stage(RollStage::Developed).into_iter().filter(|roll| {
            let stage = self.lab.rolls.get(*roll).map(|roll| &roll.stage);
            match stage {
                Some(Stage::Developed { run, .. }) => self.lab.runs.get(*run).is_some_and(clear),
                _ => false,
            }
        });
        developed.collect()
    }

    pub(crate) fn accept(&mut self, rolls: Vec<RollId>) {
        self.ask(&quality(), 25, Command::AcceptRolls { rolls, note: String::new() });
    }

    /// The customer or the light table finds something wrong with a film of any stage.
    fn complain(&mut self) {
        let stages = [RollStage::Filmed, RollStage::Developed, RollStage::Accepted];
        let films: Vec<RollId> = stages.into_iter().flat_map(|stage| self.in_stage(stage)).collect();
        let Some(film) = self.chance.one_of(&films).copied() else { return };
        let cause = self.chance.one_of(&Cause::CHOICES).cloned().unwrap_or(Cause::Scratch);
        let way = if self.chance.in_100(50) { NumberChoice::Keep } else { NumberChoice::Void };
        self.reject(vec![film], cause, way);
        if way == NumberChoice::Keep && self.chance.in_100(25) {
            let reason = "eine Kopie ist aufgetaucht".to_owned();
            self.ask(&quality(), 40, Command::VoidKeptNumber { roll: film, reason });
        }
        let Some(project) = self.lab.rolls.get(film).map(|roll| roll.project) else { return };
        match self.chance.below(100) {
            0..=19 => self.reopen(project),
            20..=34 => self.abandon(project),
            _ => {}
        }
    }

    fn deliver_and_archive(&mut self) {
        let accepted: Vec<ProjectId> = self
            .lab
            .projects
            .values()
            .filter(|project| project.standing == Standing::Active && project.plan > 0)
            .map(|project| project.id)
            .filter(|project| {
                let rolls = self.lab.rolls_of(*project);
                !rolls.is_empty() && rolls.iter().all(|roll| roll.stage_word() == RollStage::Accepted)
            })
            .collect();
        for project in accepted {
            self.deliver(project);
            if self.chance.in_100(60) {
                self.ask(&planner(), 5, Command::ArchiveProject { project });
            }
        }
    }

    /// Hands the index over, once.
    pub(crate) fn deliver(&mut self, project: ProjectId) {
        if self.lab.deliveries.values().any(|delivery| delivery.project == project) {
            return;
        }
        let folder = self.lab.projects.get(project).map(|project| project.key.folder()).unwrap_or_default();
        self.ask(
            &planner(),
            15,
            Command::DeliverIndex {
                project,
                file: format!("{folder}.xlsx"),
                to: "Archiv OU, Frau Berger".to_owned(),
            },
        );
    }
}

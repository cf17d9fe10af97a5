//! The planner's desk: projects in, plans accepted, lists corrected, projects reopened, given up and put away.

use crate::people::{manager, planner};
use crate::{Year, lists};
use domain::command::{Answer, Command, PlanChoice};
use domain::film::document::Document;
use domain::film::planning::Order;
use domain::film::project::{ListDifference, Project, Standing};
use domain::film::roll::Roll;
use domain::id::ProjectId;

/// Rolls that wait are at least so many, or another project is registered.
const BACKLOG: usize = 8;

impl Year {
    pub(crate) fn desk(&mut self) {
        while self.waiting().len() < BACKLOG {
            let Some(project) = self.register_some() else { return };
            if self.chance.in_100(12) {
                self.correct_list(project);
            }
            self.plan(project);
            if self.chance.in_100(8) {
                // Looked at again, and planned anew.
                self.plan(project);
            }
        }
        match self.chance.below(100) {
            0..=2 => self.reopen_one(),
            3..=4 => self.abandon_one(),
            5 => self.delete_one(),
            6..=7 => self.restore_one(),
            8 => self.change_settings(),
            _ => {}
        }
    }

    /// A project of about one to six rolls, one in six with drawings.
    fn register_some(&mut self) -> Option<ProjectId> {
        let rolls = [1, 1, 1, 2, 2, 3, 4, 6];
        let rolls = self.chance.one_of(&rolls).copied().unwrap_or(1);
        let frames = 2900 * (rolls - 1) + self.chance.between(60, 2800);
        let drawings = self.chance.in_100(17);
        let site = if self.chance.in_100(48) { "OU" } else { "DW" };
        self.register(site, frames, drawings)
    }

    pub(crate) fn register(&mut self, site: &str, frames: u32, drawings: bool) -> Option<ProjectId> {
        let place = self.registered;
        self.registered += 1;
        let (year, ..) = self.calendar.now().civil();
        let key = lists::key(&mut self.chance, place, year, site)?;
        let documents = lists::documents(&mut self.chance, place + 1, frames, self.pace.pages, drawings);
        let command = Command::RegisterProject { key, documents, accept: None, test: None };
        match self.ask(&planner(), 25, command)? {
            Answer::Registered { project, .. } => Some(project),
            _ => None,
        }
    }

    /// The customer sends the list again: some documents have more pages, one is new. Asked without looking first, that
    /// is refused.
    fn correct_list(&mut self, project: ProjectId) {
        let Some((key, old)) = self.listed(project) else { return };
        let mut documents = old.clone();
        for document in documents.iter_mut().step_by(9) {
            document.pages += 2;
        }
        documents.extend(late(&old));
        let difference = ListDifference::between(&old, &documents);
        let accept = (difference.added.len() + difference.changed.len()) as u32;
        let unseen = Command::RegisterProject {
            key: key.clone(),
            documents: documents.clone(),
            accept: None,
            test: None,
        };
        self.ask(&planner(), 20, unseen);
        self.ask(
            &planner(),
            5,
            Command::RegisterProject { key, documents, accept: Some(accept), test: None },
        );
    }

    pub(crate) fn listed(
        &self,
        project: ProjectId,
    ) -> Option<(domain::film::project::ProjectKey, Vec<Document>)> {
        let key = self.lab.projects.get(project)?.key.clone();
        Some((key, self.lab.documents.get(project)?.clone()))
    }

    pub(crate) fn plan(&mut self, project: ProjectId) {
        let free = self.chance.in_100(20);
        let order = if free { Order::FullestFirst } else { Order::Natural };
        let capacity_16mm = self.chance.in_100(25).then_some(2940);
        let choice = PlanChoice { capacity_16mm, order, ..PlanChoice::default() };
        self.ask(&planner(), 12, Command::AcceptPlan { project, choice });
    }

    /// Active projects that pass.
    fn projects(&self, wanted: impl Fn(&Project, &[&Roll]) -> bool) -> Vec<ProjectId> {
        let rolls = |project: &Project| self.lab.rolls_of(project.id);
        let chosen = self.lab.projects.values().filter(|project| wanted(project, &rolls(project)));
        chosen.map(|project| project.id).collect()
    }

    /// Some rolls are filmed, the others are planned with other values.
    fn reopen_one(&mut self) {
        let begun = self.projects(|project, rolls| {
            let waiting = rolls.iter().any(|roll| roll.stage_word().awaits_filming());
            project.standing == Standing::Active && project.plan > 0 && waiting
        });
        if let Some(project) = self.chance.one_of(&begun).copied() {
            self.reopen(project);
        }
    }

    pub(crate) fn reopen(&mut self, project: ProjectId) {
        let reason = "Kapazität geändert".to_owned();
        if self.ask(&planner(), 15, Command::ResetProject { project, reason }).is_some() {
            self.plan(project);
        }
    }

    fn abandon_one(&mut self) {
        let open = self.projects(|project, rolls| {
            project.standing == Standing::Active
                && rolls.iter().any(|roll| roll.stage_word().awaits_filming())
        });
        if let Some(project) = self.chance.one_of(&open).copied() {
            self.abandon(project);
        }
    }

    pub(crate) fn abandon(&mut self, project: ProjectId) {
        let reason = "vom Kunden zurückgezogen".to_owned();
        self.ask(&planner(), 10, Command::AbandonProject { project, reason });
    }

    fn delete_one(&mut self) {
        let unplanned = self.projects(|_, rolls| rolls.is_empty());
        if let Some(project) = self.chance.one_of(&unplanned).copied() {
            let reason = "doppelt registriert".to_owned();
            self.ask(&planner(), 5, Command::DeleteProject { project, reason });
        }
    }

    fn restore_one(&mut self) {
        let away = self.projects(|project, _| project.standing != Standing::Active);
        let Some(project) = self.chance.one_of(&away).copied() else { return };
        self.ask(&planner(), 10, Command::RestoreProject { project });
        if self.lab.projects.get(project).is_some_and(|project| project.plan == 0) {
            self.plan(project);
        }
    }

    /// The threshold of leftovers is tried at other values.
    fn change_settings(&mut self) {
        let Some(mut settings) = self.lab.settings.clone() else { return };
        let thresholds = [150, 300, 500];
        settings.film.smallest_usable = self.chance.one_of(&thresholds).copied().unwrap_or(150);
        self.ask(&manager(), 10, Command::ChangeSettings { settings });
    }
}

/// A document that came too late for the first list.
fn late(listed: &[Document]) -> Option<Document> {
    let last = listed.last()?;
    let barcode = domain::film::document::Barcode::parse(&format!("{}_001", last.barcode)).ok()?;
    Some(Document { barcode, com_id: None, pages: 4, oversized: vec![] })
}

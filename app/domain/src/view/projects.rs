//! Projects as pages show them: the list, the plan on its reels, the documents and where they lie on film.

pub mod columns;
pub mod delivery;
pub mod documents;
pub mod list;
pub mod reels;
pub mod register;
pub mod variants;

use crate::decide::{delivered_rows, kept_rolls, may_go_out};
use crate::film::attempt::Attempt;
use crate::film::document::Document;
use crate::film::index::{FilmedRoll, IndexRow};
use crate::film::planning::Order;
use crate::film::project::{Progress, Project, ProjectKey, ProjectStage};
use crate::film::roll::{Roll, Stage};
use crate::film::settings::Settings;
use crate::id::{AttemptId, DeliveryId, ProjectId, RollId, RunId};
use crate::lab::{Delivery, LabSettings, PlanRecord};
use crate::number::FilmNumber;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::numbers::BlockView;
use crate::words::Language;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use columns::{PlanAsk, PlanColumn, PlanKind, Plans};
use delivery::DeliveryState;
use reels::ReelRoll;
use variants::{Variant, variants};

/// A project with all that its page is made of, as the store reads it; it never crosses the wire.
#[derive(Clone, Debug)]
pub struct ProjectFile {
    pub project: Project,
    /// The lab's settings of today.
    pub settings: LabSettings,
    /// In natural order.
    pub documents: Vec<Document>,
    /// The accepted plan's values; none while there is no plan.
    pub plan: Option<PlanRecord>,
    /// Live rolls by film and ordinal.
    pub rolls: Vec<Roll>,
    pub numbers: BTreeMap<RollId, FilmNumber>,
    /// The attempts that rolls are in, or were confirmed by.
    pub attempts: BTreeMap<AttemptId, Attempt>,
    /// Newest first.
    pub deliveries: Vec<Delivery>,
    pub block: BlockView,
    /// Runs in quarantine.
    pub held: BTreeSet<RunId>,
    /// What was sent with them, where the page tells what changed since.
    pub sent: BTreeMap<DeliveryId, String>,
}

impl ProjectFile {
    /// A roll is in work or filmed, or was tried: the plan stands.
    pub fn is_begun(&self) -> bool {
        let kept = self.kept();
        let present = self.rolls.iter().filter(|roll| !kept.iter().any(|kept| kept.id == roll.id));
        present.into_iter().any(|roll| roll.stage != Stage::Planned || roll.attempts > 0)
    }

    /// Rolls filmed under an earlier plan, kept when the project was reopened.
    pub fn kept(&self) -> Vec<&Roll> {
        kept_rolls(&self.project, &self.rolls)
    }

    pub fn stage(&self) -> ProjectStage {
        ProjectStage::of(&self.project.standing, self.project.plan > 0, &self.progress())
    }

    pub fn progress(&self) -> Progress {
        Progress::of(self.rolls.iter().map(Roll::stage_word))
    }

    /// The index that may be handed over now, or the rule that keeps it back.
    pub fn deliverable(&self) -> Result<Vec<IndexRow>, Refusal> {
        let index = self.index()?;
        let accepted_only = self.settings.film.deliver_accepted_only;
        may_go_out(self.rolls.iter(), accepted_only, |run| self.held.contains(&run))?;
        Ok(index)
    }

    /// The index as the films say it now, or what it lacks.
    pub fn index(&self) -> Result<Vec<IndexRow>, Refusal> {
        if self.project.test {
            return Err(Refusal::TestProject { project: self.project.key.folder() });
        }
        let filmed: Vec<FilmedRoll<'_>> = self
            .rolls
            .iter()
            .map(|roll| {
                let attempt = roll.confirmed().and_then(|attempt| self.attempts.get(&attempt));
                FilmedRoll { roll, number: self.numbers.get(&roll.id).copied(), attempt }
            })
            .collect();
        delivered_rows(&self.project.key, &self.documents, &filmed)
    }

    /// The values in force: those of the accepted plan, or the lab's.
    pub fn film_settings(&self) -> &Settings {
        self.plan.as_ref().map_or(&self.settings.film, |plan| &plan.settings)
    }
}

/// Sums over a project's documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSums {
    pub documents: u32,
    pub pages: u64,
    pub oversized_pages: u64,
    pub oversized_documents: u32,
    /// Documents without a Bildnummer.
    pub without_com_id: u32,
}

impl DocumentSums {
    pub fn of(documents: &[Document]) -> Self {
        let mut sums = Self { documents: documents.len() as u32, ..Self::default() };
        for document in documents {
            sums.pages += u64::from(document.pages);
            sums.oversized_pages += u64::from(document.oversized_pages());
            sums.oversized_documents += u32::from(!document.oversized.is_empty());
            sums.without_com_id += u32::from(document.com_id.is_none());
        }
        sums
    }
}

/// The head of a project's page, its plan, and what could be planned instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectView {
    pub id: ProjectId,
    pub key: ProjectKey,
    pub stage: ProjectStage,
    pub registered: Timestamp,
    pub revision: u64,
    /// Number of the accepted plan; 0 while there is none.
    pub plan: u32,
    pub accepted: Option<Accepted>,
    /// A roll is in work, filmed, or was tried: the plan cannot be replaced.
    pub begun: bool,
    pub sums: DocumentSums,
    /// Numbers issued to its rolls, ascending.
    pub numbers: Vec<String>,
    pub shown: PlanKind,
    /// The accepted plan or the draft first, then what was asked, then the fullest rolls.
    pub columns: Vec<PlanColumn>,
    /// The usual questions; none once the plan stands.
    pub variants: Vec<Variant>,
    /// Rolls of the plan that is shown; empty where it cannot be made.
    pub rolls: Vec<ReelRoll>,
    /// The values asked for, as written into the form.
    pub asked: PlanValues,
    pub frames_per_1000_s: u32,
    pub reel_mm: u32,
    pub delivery: DeliveryState,
    /// Its films are tests.
    pub test: bool,
    pub block: BlockView,
}

impl ProjectView {
    /// The page of a project as it stands, with the plan that was asked to be shown.
    pub fn of(file: &ProjectFile, ask: &PlanAsk, language: Language) -> Self {
        let begun = file.is_begun();
        let plans = Plans::of(file, ask, language);
        let shown = if begun { PlanKind::Own } else { ask.kind() };
        let rolls = match (shown, &file.plan, plans.made(shown)) {
            (PlanKind::Own, Some(_), _) => reels::accepted(file),
            (_, _, Some(made)) => made.reels(file),
            (_, _, None) => Vec::new(),
        };
        let asked = plans.columns.iter().find(|column| column.kind == PlanKind::Asked);
        let asked = asked.map_or(plans.columns[0].values, |column| column.values);
        let mut numbers: Vec<FilmNumber> = file.numbers.values().copied().collect();
        numbers.sort();
        let accepted = file.plan.as_ref().map(|plan| Accepted { at: plan.at, by: plan.by.clone() });
        Self {
            id: file.project.id,
            key: file.project.key.clone(),
            stage: file.stage(),
            registered: file.project.registered,
            revision: file.project.revision,
            plan: file.project.plan,
            accepted,
            begun,
            sums: DocumentSums::of(&file.documents),
            numbers: numbers.iter().map(|number| number.to_string()).collect(),
            shown,
            rolls,
            asked,
            variants: if begun { Vec::new() } else { variants(file, plans.columns[0].values) },
            columns: plans.columns,
            frames_per_1000_s: file.film_settings().frames_per_1000_s,
            reel_mm: file.film_settings().reel_mm,
            delivery: DeliveryState::of(file, language),
            test: file.project.test,
            block: file.block.clone(),
        }
    }

    /// The column of the plan that is shown.
    pub fn column(&self) -> Option<&PlanColumn> {
        self.columns.iter().find(|column| column.kind == self.shown)
    }
}

/// Who accepted the plan, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    pub at: Timestamp,
    pub by: String,
}

/// The values of a plan that a person may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanValues {
    pub capacity_16mm: u32,
    pub capacity_35mm: u32,
    pub smallest_usable: u32,
    pub order: Order,
}

impl PlanValues {
    pub fn of(settings: &Settings, order: Order) -> Self {
        Self {
            capacity_16mm: settings.capacity_16mm,
            capacity_35mm: settings.capacity_35mm,
            smallest_usable: settings.smallest_usable,
            order,
        }
    }
}

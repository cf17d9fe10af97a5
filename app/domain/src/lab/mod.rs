//! The lab as a batch of commands sees it: the rows it needs, changed only by [`Lab::apply`].

mod apply;

pub(crate) use apply::{NOTHING, change};

use crate::event::EvidenceFile;
use crate::film::attempt::Attempt;
use crate::film::complaint::Complaint;
use crate::film::development::Run;
use crate::film::document::Document;
use crate::film::planning::Order;
use crate::film::project::{Numbering, OTHER_SITES_DIGIT, Project, ProjectKey, Site};
use crate::film::reel::{Reel, TempRoll};
use crate::film::rework::Rework;
use crate::film::roll::Roll;
use crate::film::settings::Settings;
use crate::id::{
    AttemptId, ComplaintId, DeliveryId, FindingId, MachineFileId, PersonId, ProjectId, ReelId, ReworkId,
    RollId, RunId, TempRollId, TokenId,
};
use crate::machine::{Finding, MachineFile};
use crate::number::{BlockBreak, FilmNumber, Held, Holding, Series, SeriesId};
use crate::person::{Person, Token};
use crate::program::Shop;
use crate::table::Table;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The one versioned settings record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabSettings {
    pub name: String,
    pub film: Settings,
    pub sites: Vec<Site>,
}

impl LabSettings {
    /// A lab with its two sites, OU and DW.
    pub fn new(name: impl Into<String>) -> Self {
        let site = |code: &str, digit| {
            let series = SeriesId::of_site(digit)?;
            let (numbering, consecutive) = (Numbering::OnSuccess, false);
            Some(Site { code: code.to_owned(), series, numbering, consecutive })
        };
        let sites = [site("OU", 1), site("DW", 2)].into_iter().flatten().collect();
        Self { name: name.into(), film: Settings::default(), sites }
    }

    /// A site as projects of it are numbered; sites not listed count in series 3.
    pub fn site(&self, code: &str) -> Option<Site> {
        match self.sites.iter().find(|site| site.code == code) {
            Some(site) => Some(site.clone()),
            None => SeriesId::of_site(OTHER_SITES_DIGIT).map(|series| {
                let (numbering, consecutive) = (Numbering::OnSuccess, false);
                Site { code: code.to_owned(), series, numbering, consecutive }
            }),
        }
    }
}

/// The last id given for each noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub project: u64,
    pub roll: u64,
    pub attempt: u64,
    pub reel: u64,
    pub temp_roll: u64,
    pub person: u64,
    pub token: u64,
    pub delivery: u64,
    #[serde(default)]
    pub rework: u64,
    #[serde(default)]
    pub run: u64,
    #[serde(default)]
    pub complaint: u64,
    #[serde(default)]
    pub machine_file: u64,
    #[serde(default)]
    pub finding: u64,
    #[serde(default)]
    pub program: u64,
}

/// The lab's head row: every write transaction changes it first, so writers wait in line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Entries in the ledger.
    pub seq: u64,
    /// Hash of the last entry.
    pub hash: String,
    /// Version of the settings; 0 before the lab is founded.
    pub settings_version: u32,
    pub counts: Counts,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            seq: 0,
            hash: crate::ledger::GENESIS.to_owned(),
            settings_version: 0,
            counts: Counts::default(),
        }
    }
}

/// A plan and the values it was made with. Plans are kept for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRecord {
    pub project: ProjectId,
    pub plan: u32,
    pub settings: Settings,
    pub order: Order,
    pub at: Timestamp,
    pub by: String,
}

/// A file of evidence with the attempt it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub attempt: AttemptId,
    /// Position among the attempt's files, from 0.
    pub position: u32,
    pub at: Timestamp,
    pub file: EvidenceFile,
}

/// An index as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub id: DeliveryId,
    pub project: ProjectId,
    pub at: Timestamp,
    pub by: String,
    pub rows: u32,
    pub digest: String,
    pub file: String,
    /// To whom, in the lab's words; empty where nobody said.
    pub to: String,
    /// The numbers of all its films as they were then, 16mm first; empty in the oldest records.
    pub numbers: Vec<FilmNumber>,
}

/// The rows of a delivery, as they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub delivery: DeliveryId,
    /// One `barcode;com_id;blip` line each.
    pub rows: String,
}

/// Who did it, when, and as which entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub seq: u64,
    pub at: Timestamp,
    pub actor: String,
}

/// The rows a batch works on. Reading is free; the only way to change is [`Lab::apply`].
#[derive(Clone, Debug, Default)]
pub struct Lab {
    pub head: Head,
    pub settings: Option<LabSettings>,
    pub series: Table<SeriesId, Series>,
    pub holdings: Table<FilmNumber, Held>,
    /// Of the loaded holdings, those that are free again.
    returned: BTreeSet<FilmNumber>,
    pub projects: Table<ProjectId, Project>,
    pub documents: Table<ProjectId, Vec<Document>>,
    pub plans: Table<(ProjectId, u32), PlanRecord>,
    pub rolls: Table<RollId, Roll>,
    pub attempts: Table<AttemptId, Attempt>,
    pub reels: Table<ReelId, Reel>,
    pub temp_rolls: Table<TempRollId, TempRoll>,
    pub evidence: Table<(AttemptId, u32), Evidence>,
    pub deliveries: Table<DeliveryId, Delivery>,
    pub complaints: Table<ComplaintId, Complaint>,
    pub breaks: Table<(ProjectId, u64), BlockBreak>,
    pub sent: Table<DeliveryId, Sent>,
    pub reworks: Table<ReworkId, Rework>,
    pub runs: Table<RunId, Run>,
    pub people: Table<PersonId, Person>,
    pub tokens: Table<TokenId, Token>,
    pub machine_files: Table<MachineFileId, MachineFile>,
    pub findings: Table<FindingId, Finding>,
    pub shop: Shop,
}

impl Lab {
    /// Everything changed has been written: what changes from here on is new.
    pub fn settle(&mut self) {
        self.series.settle();
        self.holdings.settle();
        self.projects.settle();
        self.documents.settle();
        self.plans.settle();
        self.rolls.settle();
        self.attempts.settle();
        self.reels.settle();
        self.temp_rolls.settle();
        self.evidence.settle();
        self.deliveries.settle();
        self.complaints.settle();
        self.breaks.settle();
        self.sent.settle();
        self.reworks.settle();
        self.runs.settle();
        self.people.settle();
        self.tokens.settle();
        self.machine_files.settle();
        self.findings.settle();
        self.shop.settle();
    }

    /// A holding as the database has it.
    pub fn load_holding(&mut self, held: Held) {
        if self.holdings.contains(held.number) {
            return;
        }
        if matches!(held.holding, Holding::Returned { .. }) {
            self.returned.insert(held.number);
        }
        self.holdings.load(held.number, held);
    }

    /// The lowest free numbers of a series, as many as asked: first those that came back, then new ones.
    /// `None` where the series ends before.
    pub fn free_numbers(&self, series: SeriesId, count: u32) -> Option<Vec<FilmNumber>> {
        let mut numbers: Vec<FilmNumber> = self
            .returned
            .iter()
            .filter(|number| number.series() == series)
            .take(count as usize)
            .copied()
            .collect();
        let next = self.series.get(series)?.next;
        let missing = count - numbers.len() as u32;
        for sequence in next..next.checked_add(missing)? {
            numbers.push(FilmNumber::of(series, sequence)?);
        }
        Some(numbers)
    }

    /// Whether nobody has a number: it came back, or was never handed out.
    pub fn is_free(&self, number: FilmNumber) -> bool {
        let fresh = self.series.get(number.series()).is_some_and(|series| number.sequence() >= series.next);
        fresh || self.returned.contains(&number)
    }

    /// The lowest free numbers of a series that follow each other, none of them among those taken.
    pub fn free_run(&self, series: SeriesId, count: u32, taken: &[FilmNumber]) -> Option<Vec<FilmNumber>> {
        let next = self.series.get(series)?.next;
        let back = self.returned.iter().filter(|number| number.series() == series).map(|one| one.sequence());
        let mut run: Vec<FilmNumber> = Vec::new();
        for sequence in back.chain(next..) {
            let number = FilmNumber::of(series, sequence)?;
            if run.last().is_some_and(|last| last.sequence() + 1 != sequence) || taken.contains(&number) {
                run.clear();
            }
            if !taken.contains(&number) {
                run.push(number);
            }
            if run.len() as u32 == count {
                return Some(run);
            }
        }
        None
    }

    /// The project's live rolls, in the order of film and ordinal.
    pub fn rolls_of(&self, project: ProjectId) -> Vec<&Roll> {
        let mut rolls: Vec<&Roll> =
            self.rolls.values().filter(|roll| roll.project == project && roll.is_live()).collect();
        rolls.sort_by_key(|roll| (roll.film, roll.ordinal));
        rolls
    }

    /// The number a roll has earned.
    pub fn number_of(&self, roll: RollId) -> Option<FilmNumber> {
        self.holdings.values().find_map(|held| match held.holding {
            Holding::Issued { roll: holder, .. } if holder == roll => Some(held.number),
            _ => None,
        })
    }

    /// The number bound to a running attempt, with its holding.
    pub fn bound_to(&self, attempt: AttemptId) -> Option<&Held> {
        self.holdings
            .values()
            .find(|held| matches!(held.holding, Holding::Bound { attempt: holder, .. } if holder == attempt))
    }

    /// The project's highest number: on a film, in the camera, or kept for it.
    pub fn last_number_of(&self, project: ProjectId) -> Option<FilmNumber> {
        let of_project = self.holdings.values().filter(|held| match &held.holding {
            Holding::Reserved { claim } | Holding::Bound { claim: Some(claim), .. } => {
                claim.project == Some(project)
            }
            Holding::Issued { roll, .. } => self.rolls.get(*roll).is_some_and(|roll| roll.project == project),
            Holding::Bound { claim: None, .. }
            | Holding::Returned { .. }
            | Holding::Void { .. }
            | Holding::Earlier { .. }
            | Holding::Skipped { .. } => false,
        });
        of_project.map(|held| held.number).max()
    }

    pub fn project_with_key(&self, key: &ProjectKey) -> Option<&Project> {
        self.projects.values().find(|project| project.key == *key)
    }
}

//! Names for histories: what a set of entries speaks of, looked up with one read for each table.

use crate::db::{Columns, Value, fetch_in};
use crate::error::StoreError;
use domain::event::Event;
use domain::film::project::{ArchiveId, ProjectKey};
use domain::history::{NamedAttempt, Names};
use domain::id::{AttemptId, ProjectId, ReelId, RollId, RunId, TempRollId, TokenId};
use domain::number::{FilmNumber, Holding};
use domain::view::numbers::{ProjectLink, RollLink};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// What names are wanted of.
#[derive(Default)]
pub(crate) struct Wanted {
    pub(crate) rolls: BTreeSet<RollId>,
    pub(crate) projects: BTreeSet<ProjectId>,
    pub(crate) attempts: BTreeSet<AttemptId>,
    tokens: BTreeSet<TokenId>,
    numbers: BTreeSet<FilmNumber>,
    runs: BTreeSet<RunId>,
    temp_rolls: BTreeSet<TempRollId>,
}

impl Wanted {
    /// Everything an entry's events name by id.
    pub(crate) fn events(&mut self, events: &[Event]) {
        for event in events {
            self.event(event);
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::LabFounded { .. }
            | Event::SettingsChanged { .. }
            | Event::PersonAdded { .. }
            | Event::PersonChanged { .. }
            | Event::TokenCreated { .. } => {}
            Event::TokenRevoked { token } => {
                self.tokens.insert(*token);
            }
            Event::ProjectRegistered { project, .. }
            | Event::BlockBroken { project, .. }
            | Event::ListReplaced { project, .. }
            | Event::IndexDelivered { project, .. }
            | Event::ProjectReopened { project, .. }
            | Event::StandingChanged { project, .. } => {
                self.projects.insert(*project);
            }
            Event::ComplaintOpened { project, rolls, .. } => {
                self.projects.insert(*project);
                self.rolls.extend(rolls);
            }
            Event::ComplaintSettled { .. } | Event::Program(_) => {}
            Event::PlanAccepted { project, rolls, .. } => {
                self.projects.insert(*project);
                self.rolls.extend(rolls.iter().flat_map(|roll| roll.waits_for.iter().copied()));
            }
            Event::ReworkOrdered { roll, .. } | Event::KeptNumberVoided { roll, .. } => {
                self.rolls.insert(*roll);
            }
            Event::RollsDeveloped { rolls, .. } | Event::RollsAccepted { rolls, .. } => {
                self.rolls.extend(rolls);
            }
            Event::RunQuarantined { run, .. } | Event::RunReleased { run, .. } => {
                self.runs.insert(*run);
            }
            Event::TempRollPlaced { temp_roll, .. }
            | Event::TempRollMeasured { temp_roll, .. }
            | Event::TempRollDiscarded { temp_roll, .. }
            | Event::TempRollLost { temp_roll, .. }
            | Event::TempRollFound { temp_roll, .. } => {
                self.temp_rolls.insert(*temp_roll);
            }
            Event::StockTaken { .. } | Event::FindingsRaised { .. } | Event::FindingsSettled { .. } => {}
            Event::MachineFilesRecorded { files, .. } => {
                self.attempts.extend(files.iter().filter_map(|file| file.attempt));
            }
            Event::NumbersHeld { holding, .. } => self.holding(holding),
            Event::AttemptStarted { attempt, roll, .. } | Event::EarlierPassFound { attempt, roll, .. } => {
                self.attempts.insert(*attempt);
                self.rolls.insert(*roll);
            }
            Event::EvidenceReceived { attempt, .. }
            | Event::EvidenceContradicted { attempt, .. }
            | Event::AttemptConfirmed { attempt, .. }
            | Event::AttemptFailed { attempt, .. } => {
                self.attempts.insert(*attempt);
            }
        }
    }

    pub(crate) fn holding(&mut self, holding: &Holding) {
        let claim = match holding {
            Holding::Returned { .. }
            | Holding::Void { .. }
            | Holding::Earlier { .. }
            | Holding::Skipped { .. } => None,
            Holding::Reserved { claim } => Some(claim),
            Holding::Bound { attempt, claim } => {
                self.attempts.insert(*attempt);
                claim.as_ref()
            }
            Holding::Issued { roll, attempt } => {
                self.rolls.insert(*roll);
                self.attempts.insert(*attempt);
                None
            }
        };
        self.projects.extend(claim.and_then(|claim| claim.project));
    }

    /// The number whose roll is wanted, too.
    pub(crate) fn number(&mut self, number: FilmNumber) {
        self.numbers.insert(number);
    }
}

/// The names found. What is not in it goes by its id.
#[derive(Default)]
pub(crate) struct NameBook {
    rolls: BTreeMap<RollId, (ProjectId, String)>,
    projects: BTreeMap<ProjectId, (String, String)>,
    tokens: BTreeMap<TokenId, String>,
    attempts: BTreeMap<AttemptId, NamedAttempt>,
    numbers: BTreeMap<FilmNumber, RollId>,
    runs: BTreeMap<RunId, Vec<RollId>>,
    reels: BTreeMap<TempRollId, ReelId>,
}

impl NameBook {
    /// One read for each table: numbers and attempts lead to rolls, rolls to projects.
    pub(crate) async fn look_up(
        connection: &mut AnyConnection,
        mut wanted: Wanted,
    ) -> Result<Self, StoreError> {
        let mut book = Self::default();
        if !wanted.numbers.is_empty() {
            let ids = wanted.numbers.iter().map(|number| Value::from(number.value()));
            let sql = "select number, roll from holding where kind = 'issued' and number in ({ids})";
            for row in fetch_in(connection, sql, ids).await? {
                let row = Columns::new("holding", &row);
                let number = row.required("number", FilmNumber::from_value(row.small("number")?))?;
                let roll = RollId::new(row.unsigned("roll")?);
                wanted.rolls.insert(roll);
                book.numbers.insert(number, roll);
            }
        }
        if !wanted.attempts.is_empty() {
            let ids = wanted.attempts.iter().map(|id| Value::from(id.get()));
            let sql = "select id, roll, ordinal, reel, temp_roll from attempt where id in ({ids})";
            for row in fetch_in(connection, sql, ids).await? {
                let row = Columns::new("attempt", &row);
                let roll = RollId::new(row.unsigned("roll")?);
                wanted.rolls.insert(roll);
                let attempt = NamedAttempt {
                    roll,
                    ordinal: row.small("ordinal")?,
                    reel: ReelId::new(row.unsigned("reel")?),
                    temp_roll: row.optional_unsigned("temp_roll")?.map(TempRollId::new),
                };
                book.attempts.insert(AttemptId::new(row.unsigned("id")?), attempt);
            }
        }
        book.read_pieces(connection, &mut wanted).await?;
        if !wanted.rolls.is_empty() {
            let ids = wanted.rolls.iter().map(|id| Value::from(id.get()));
            let sql = "select id, project, temporary_id from roll where id in ({ids})";
            for row in fetch_in(connection, sql, ids).await? {
                let row = Columns::new("roll", &row);
                let project = ProjectId::new(row.unsigned("project")?);
                wanted.projects.insert(project);
                book.rolls.insert(RollId::new(row.unsigned("id")?), (project, row.text("temporary_id")?));
            }
        }
        book.read_projects(connection, &wanted.projects).await?;
        book.read_tokens(connection, &wanted.tokens).await?;
        Ok(book)
    }

    /// Runs with their rolls, and the reels that temp rolls are pieces of.
    async fn read_pieces(
        &mut self,
        connection: &mut AnyConnection,
        wanted: &mut Wanted,
    ) -> Result<(), StoreError> {
        if !wanted.runs.is_empty() {
            let ids = wanted.runs.iter().map(|id| Value::from(id.get()));
            for row in fetch_in(connection, "select id, rolls from run where id in ({ids})", ids).await? {
                let row = Columns::new("run", &row);
                let rolls: Vec<RollId> = row.json("rolls")?;
                wanted.rolls.extend(&rolls);
                self.runs.insert(RunId::new(row.unsigned("id")?), rolls);
            }
        }
        if !wanted.temp_rolls.is_empty() {
            let ids = wanted.temp_rolls.iter().map(|id| Value::from(id.get()));
            let sql = "select id, reel from temp_roll where id in ({ids})";
            for row in fetch_in(connection, sql, ids).await? {
                let row = Columns::new("temp_roll", &row);
                self.reels.insert(TempRollId::new(row.unsigned("id")?), ReelId::new(row.unsigned("reel")?));
            }
        }
        Ok(())
    }

    async fn read_projects(
        &mut self,
        connection: &mut AnyConnection,
        wanted: &BTreeSet<ProjectId>,
    ) -> Result<(), StoreError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let ids = wanted.iter().map(|id| Value::from(id.get()));
        let sql = "select id, archive_id, site, doc_type, delivery from project where id in ({ids})";
        for row in fetch_in(connection, sql, ids).await? {
            let row = Columns::new("project", &row);
            let archive_id = row.text("archive_id")?;
            let key = ProjectKey {
                archive_id: ArchiveId::parse(&archive_id)
                    .map_err(|error| row.corrupt("archive_id", error))?,
                site: row.text("site")?,
                doc_type: row.text("doc_type")?,
                delivery: row.text("delivery")?,
            };
            self.projects.insert(ProjectId::new(row.unsigned("id")?), (key.folder(), archive_id));
        }
        Ok(())
    }

    async fn read_tokens(
        &mut self,
        connection: &mut AnyConnection,
        wanted: &BTreeSet<TokenId>,
    ) -> Result<(), StoreError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let ids = wanted.iter().map(|id| Value::from(id.get()));
        for row in fetch_in(connection, "select id, label from token where id in ({ids})", ids).await? {
            let row = Columns::new("token", &row);
            self.tokens.insert(TokenId::new(row.unsigned("id")?), row.text("label")?);
        }
        Ok(())
    }

    pub(crate) fn roll_link(&self, id: RollId) -> Option<RollLink> {
        self.rolls.get(&id).map(|(_, name)| RollLink { id, name: name.clone() })
    }

    pub(crate) fn project_link(&self, id: ProjectId) -> Option<ProjectLink> {
        let (name, archive_id) = self.projects.get(&id)?;
        Some(ProjectLink { id, name: name.clone(), archive_id: archive_id.clone() })
    }

    /// The roll and the project a holding is for.
    pub(crate) fn holder(&self, holding: &Holding) -> (Option<RollLink>, Option<ProjectLink>) {
        let roll = match holding {
            Holding::Issued { roll, .. } => Some(*roll),
            Holding::Bound { attempt, .. } => self.attempts.get(attempt).map(|attempt| attempt.roll),
            Holding::Returned { .. }
            | Holding::Reserved { .. }
            | Holding::Void { .. }
            | Holding::Earlier { .. }
            | Holding::Skipped { .. } => None,
        };
        let project = match holding {
            Holding::Reserved { claim } => claim.project,
            _ => roll.and_then(|roll| self.project_of(roll)),
        };
        (roll.and_then(|id| self.roll_link(id)), project.and_then(|id| self.project_link(id)))
    }
}

impl Names for NameBook {
    fn roll_name(&self, roll: RollId) -> String {
        self.rolls.get(&roll).map_or_else(|| roll.to_string(), |(_, name)| name.clone())
    }

    fn project_name(&self, project: ProjectId) -> String {
        self.projects.get(&project).map_or_else(|| project.to_string(), |(name, _)| name.clone())
    }

    fn token_label(&self, token: TokenId) -> String {
        self.tokens.get(&token).cloned().unwrap_or_else(|| token.to_string())
    }

    fn project_of(&self, roll: RollId) -> Option<ProjectId> {
        self.rolls.get(&roll).map(|(project, _)| *project)
    }

    fn attempt(&self, attempt: AttemptId) -> Option<NamedAttempt> {
        self.attempts.get(&attempt).copied()
    }

    fn roll_with(&self, number: FilmNumber) -> Option<RollId> {
        self.numbers.get(&number).copied()
    }

    fn rolls_of(&self, run: RunId) -> Vec<RollId> {
        self.runs.get(&run).cloned().unwrap_or_default()
    }

    fn reel_of(&self, temp_roll: TempRollId) -> Option<ReelId> {
        self.reels.get(&temp_roll).copied()
    }
}

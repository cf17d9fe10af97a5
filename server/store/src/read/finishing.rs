//! Reads: films that wait for development and acceptance, runs, what a rework would bring, and one temp roll.

use super::films::{LINES, film_settings, line, lines_of};
use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::load::read_head;
use crate::open::Store;
use crate::row::Row;
use domain::film::development::{DensityVerdict, Run};
use domain::film::reel::TempRollStage;
use domain::film::rework::{Consequence, NumberChoice, OtherRoll, Rework, ReworkedRoll, consequences};
use domain::film::roll::{Roll, RollStage};
use domain::history::About;
use domain::id::{AttemptId, ProjectId, RollId, RunId, TempRollId};
use domain::number::FilmNumber;
use domain::time::Timestamp;
use domain::view::films::RollLine;
use domain::view::finishing::{DevelopmentView, FilmLine, ReworkLine, ReworkView, RunLine, TempRollView};
use domain::words::Language;
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// Runs on a page.
const RUNS: usize = 25;
/// Films listed that wait.
const WAITING: u32 = 200;

impl Store {
    /// What quality has to do; `before` is the run after which this page of runs begins.
    pub async fn development(
        &self,
        before: Option<RunId>,
        now: Timestamp,
    ) -> Result<DevelopmentView, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let revision = read_head(&mut connection).await?.seq;
        let sql = format!("{} where id < $1 order by run.id desc limit $2", Run::select());
        let before = before.map_or(i64::MAX, |run| i64::try_from(run.get()).unwrap_or(i64::MAX));
        let values = vec![before.into(), (RUNS as u64 + 1).into()];
        let mut runs = Run::from_rows(&fetch(&mut connection, sql, values).await?)?;
        let more = runs.len() > RUNS;
        runs.truncate(RUNS);
        Ok(DevelopmentView {
            revision,
            at: now,
            waiting: films_in(&mut connection, RollStage::Filmed).await?,
            developed: films_in(&mut connection, RollStage::Developed).await?,
            older: if more { runs.last().map(|run| run.id) } else { None },
            runs: run_lines(&mut connection, runs).await?,
        })
    }

    /// One run; none where there is no such run.
    pub async fn run_view(&self, id: RunId) -> Result<Option<RunLine>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where id = $1", Run::select());
        let run = Run::from_rows(&fetch(&mut connection, sql, vec![id.get().into()]).await?)?;
        Ok(run_lines(&mut connection, run).await?.pop())
    }

    /// What follows when the films of these rolls are rejected, for either choice.
    pub async fn rework_view(&self, rolls: &[RollId]) -> Result<ReworkView, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let revision = read_head(&mut connection).await?.seq;
        let lines = lines_of(&mut connection, rolls.iter().copied()).await?;
        let (filmed, without_film): (Vec<RollLine>, Vec<RollLine>) =
            lines.into_values().partition(|line| line.stage.is_filmed());
        let ids: Vec<RollId> = filmed.iter().map(|line| line.id).collect();
        let films = films_of(&mut connection, filmed).await?;
        drop(connection);
        Ok(ReworkView {
            revision,
            films,
            without_film,
            if_kept: self.rework_preview(&ids, NumberChoice::Keep).await?,
            if_void: self.rework_preview(&ids, NumberChoice::Void).await?,
        })
    }

    /// What follows when the films of these rolls are rejected, project by project.
    pub async fn rework_preview(
        &self,
        rolls: &[RollId],
        choice: NumberChoice,
    ) -> Result<Vec<Consequence>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut lines: BTreeMap<ProjectId, Vec<RollLine>> = BTreeMap::new();
        for line in lines_of(&mut connection, rolls.iter().copied()).await?.into_values() {
            lines.entry(line.project).or_default().push(line);
        }
        let mut list = Vec::new();
        for (project, lines) in lines {
            let Some(folder) = lines.first().map(|line| line.folder.clone()) else { continue };
            let live = live_rolls(&mut connection, project).await?;
            let deliveries = deliveries_of(&mut connection, project).await?;
            let rejected: Vec<ReworkedRoll> = lines.iter().filter_map(|line| rejected(line, &live)).collect();
            let others: Vec<OtherRoll> = live
                .iter()
                .map(|roll| OtherRoll {
                    id: roll.id,
                    name: roll.temporary_id.to_string(),
                    waits_for: roll.waits_for.clone(),
                    filmed: roll.stage_word().is_filmed(),
                })
                .collect();
            list.extend(consequences(&folder, &rejected, &others, deliveries, choice));
        }
        Ok(list)
    }

    /// Every rework of a roll, newest first.
    pub async fn reworks_of(&self, roll: RollId) -> Result<Vec<ReworkLine>, StoreError> {
        self.reworks_of_rolls(&[roll]).await
    }

    /// Every rework of these rolls, newest first.
    pub async fn reworks_of_rolls(&self, rolls: &[RollId]) -> Result<Vec<ReworkLine>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where roll in ({{ids}})", Rework::select());
        let ids = rolls.iter().map(|roll| Value::from(roll.get()));
        let reworks = Rework::from_rows(&fetch_in(&mut connection, &sql, ids).await?)?;
        rework_lines(&mut connection, reworks).await
    }

    /// Every rework of a film that carried this number, newest first.
    pub async fn reworks_of_number(&self, number: FilmNumber) -> Result<Vec<ReworkLine>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where number = $1", Rework::select());
        let reworks = Rework::from_rows(&fetch(&mut connection, sql, vec![number.value().into()]).await?)?;
        rework_lines(&mut connection, reworks).await
    }

    /// One temp roll with its life; none where there is no such piece.
    pub async fn temp_roll_view(
        &self,
        id: TempRollId,
        language: Language,
    ) -> Result<Option<TempRollView>, StoreError> {
        let Some(piece) = self.temp_roll(id).await? else { return Ok(None) };
        let history = self.history(About::TempRoll(id), language).await?;
        let mut connection = self.inner.readers.acquire().await?;
        let settings = film_settings(&mut connection).await?;
        let used_in = match piece.stage {
            TempRollStage::Loaded { attempt } | TempRollStage::Consumed { attempt } => Some(attempt),
            _ => None,
        };
        let row = fetch_one(
            &mut connection,
            "select length_mm from reel where id = $1",
            vec![piece.reel.get().into()],
        )
        .await?;
        let reel_mm = match row {
            Some(row) => Columns::new("reel", &row).small("length_mm")?,
            None => settings.reel_mm,
        };
        Ok(Some(TempRollView {
            usable_frames: settings.usable_frames(piece.film, piece.length_mm),
            left_by: roll_of(&mut connection, Some(piece.parent)).await?,
            used_by: roll_of(&mut connection, used_in).await?,
            reel_mm,
            family: super::family::family(&mut connection, piece.reel, reel_mm).await?,
            history,
            piece,
        }))
    }
}

fn rejected(line: &RollLine, live: &[Roll]) -> Option<ReworkedRoll> {
    let roll = live.iter().find(|roll| roll.id == line.id)?;
    Some(ReworkedRoll {
        id: line.id,
        name: line.temporary_id.clone(),
        film: line.film,
        number: line.number?,
        documents: roll.segments.len() as u32,
        developed: matches!(line.stage, RollStage::Developed | RollStage::Accepted),
    })
}

async fn live_rolls(connection: &mut AnyConnection, project: ProjectId) -> Result<Vec<Roll>, StoreError> {
    let sql = format!("{} where project = $1 and stage <> 'cancelled' order by roll.id", Roll::select());
    Roll::from_rows(&fetch(connection, sql, vec![project.get().into()]).await?)
}

async fn deliveries_of(connection: &mut AnyConnection, project: ProjectId) -> Result<u32, StoreError> {
    let sql = "select count(*) as deliveries from delivery where project = $1";
    let row = fetch_one(connection, sql, vec![project.get().into()]).await?;
    row.map_or(Ok(0), |row| Columns::new("delivery", &row).small("deliveries"))
}

/// Films of active projects in this stage, oldest first.
async fn films_in(connection: &mut AnyConnection, stage: RollStage) -> Result<Vec<FilmLine>, StoreError> {
    let sql = format!(
        "{LINES} where roll.stage = $1 and project.standing = 'active' order by roll.since, roll.id limit $2"
    );
    let rows = fetch(connection, sql, vec![stage.code().into(), WAITING.into()]).await?;
    let lines = rows.iter().map(|row| line(&Columns::new("roll", row))).collect::<Result<Vec<_>, _>>()?;
    films_of(connection, lines).await
}

/// The films of these rolls, in their order.
async fn films_of(connection: &mut AnyConnection, lines: Vec<RollLine>) -> Result<Vec<FilmLine>, StoreError> {
    let ids = lines.iter().map(|line| Value::from(line.id.get()));
    let sql = "select roll.id as roll, roll.run, attempt.id, attempt.frames, attempt.ended, attempt.operator,
            coalesce(run.quarantine, 'clear') as quarantine
        from roll join attempt on attempt.id = roll.attempt left join run on run.id = roll.run
        where roll.id in ({ids})";
    let mut films = BTreeMap::new();
    for row in fetch_in(connection, sql, ids).await? {
        let row = Columns::new("attempt", &row);
        let film = (
            AttemptId::new(row.unsigned("id")?),
            row.optional_small("frames")?.unwrap_or_default(),
            Timestamp::from_millis(row.optional_number("ended")?.unwrap_or_default()),
            row.text("operator")?,
            row.optional_unsigned("run")?.map(RunId::new),
            row.text("quarantine")? == "held",
        );
        films.insert(RollId::new(row.unsigned("roll")?), film);
    }
    let film = |roll: RollLine| {
        let (attempt, frames, filmed, operator, run, held) = films.remove(&roll.id)?;
        Some(FilmLine { roll, attempt, frames, filmed, operator, run, held })
    };
    Ok(lines.into_iter().filter_map(film).collect())
}

pub(super) async fn run_lines(
    connection: &mut AnyConnection,
    runs: Vec<Run>,
) -> Result<Vec<RunLine>, StoreError> {
    let rolls: BTreeSet<RollId> = runs.iter().flat_map(|run| run.rolls.iter().copied()).collect();
    let lines = lines_of(connection, rolls).await?;
    let settings = film_settings(connection).await?;
    let line = |run: Run| RunLine {
        readings: run.readings.iter().map(|read| (*read, DensityVerdict::of(*read, &settings))).collect(),
        rolls: run.rolls.iter().filter_map(|roll| lines.get(roll).cloned()).collect(),
        id: run.id,
        at: run.at,
        by: run.by,
        bath: run.bath,
        length_mm: run.length_mm,
        quarantine: run.quarantine,
    };
    Ok(runs.into_iter().map(line).collect())
}

/// Newest first, with the ordinals of the rejected attempts.
async fn rework_lines(
    connection: &mut AnyConnection,
    mut reworks: Vec<Rework>,
) -> Result<Vec<ReworkLine>, StoreError> {
    reworks.sort_by_key(|rework| std::cmp::Reverse(rework.id));
    let ids = reworks.iter().map(|rework| Value::from(rework.attempt.get()));
    let mut ordinals = BTreeMap::new();
    for row in fetch_in(connection, "select id, ordinal from attempt where id in ({ids})", ids).await? {
        let row = Columns::new("attempt", &row);
        ordinals.insert(AttemptId::new(row.unsigned("id")?), row.small("ordinal")?);
    }
    let line = |rework: Rework| ReworkLine {
        rejected: ordinals.get(&rework.attempt).copied().unwrap_or_default(),
        rework,
    };
    Ok(reworks.into_iter().map(line).collect())
}

/// The roll of an attempt.
pub(super) async fn roll_of(
    connection: &mut AnyConnection,
    attempt: Option<AttemptId>,
) -> Result<Option<RollLine>, StoreError> {
    let Some(attempt) = attempt else { return Ok(None) };
    let sql = "select roll from attempt where id = $1";
    let Some(row) = fetch_one(connection, sql, vec![attempt.get().into()]).await? else { return Ok(None) };
    let roll = RollId::new(Columns::new("attempt", &row).unsigned("roll")?);
    Ok(lines_of(connection, [roll]).await?.remove(&roll))
}

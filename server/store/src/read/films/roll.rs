//! One roll: its plan, its film, its attempts, its documents and its history.

use super::evidence::files_of;
use super::today::bound_to;
use super::{film_settings, lines_of, shelf};
use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::projects::Placed;
use crate::read::findings::received_for;
use crate::row::Row;
use domain::evidence::Comparison;
use domain::film::attempt::Attempt;
use domain::film::roll::{Roll, RollStage};
use domain::id::{AttemptId, RollId};
use domain::lab::PlanRecord;
use domain::time::Timestamp;
use domain::view::films::{AttemptLine, FilmScale, RollDocument, RollDocuments, RollPage, Shown, WaitsFor};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// A roll as its page shows it; none where there is no such roll.
    pub async fn roll_page(&self, id: RollId, now: Timestamp) -> Result<Option<RollPage>, StoreError> {
        let Some(roll) = self.roll(id).await? else { return Ok(None) };
        let mut connection = self.inner.readers.acquire().await?;
        let Some(line) = lines_of(&mut connection, [id]).await?.remove(&id) else { return Ok(None) };
        let settings = film_settings(&mut connection).await?;
        let capacity = match plan_of(&mut connection, &roll).await? {
            Some(plan) => plan.settings.capacity(roll.film),
            None => settings.capacity(roll.film),
        };
        let options = if roll.stage_word().awaits_filming() {
            shelf(&mut connection).await?.options(&settings, roll.film, roll.frames)
        } else {
            vec![]
        };
        let scale = FilmScale::of(&settings, roll.film);
        let attempts = attempts_at(&mut connection, id).await?;
        let current = roll.attempt();
        let shown = attempts.iter().find(|attempt| Some(attempt.id) == current).and_then(|attempt| {
            attempt.comparison.as_ref().map(|comparison| Shown {
                outcome: comparison.outcome,
                findings: comparison.findings.clone(),
                frames_on_film: comparison.frames_on_film,
            })
        });
        let bound = bound_to(&mut connection, current.into_iter()).await?;
        let received = match current.filter(|_| roll.stage_word() == RollStage::Filming) {
            Some(attempt) => received_for(&mut connection, attempt).await?,
            None => vec![],
        };
        Ok(Some(RollPage {
            at: now,
            waits_for: waits_for(&mut connection, &roll).await?,
            waited_by: waited_by(&mut connection, &roll).await?,
            drawn: documents_of(&mut connection, &roll, &scale).await?,
            documents: roll.segments.len() as u32,
            attempts: with_files(&mut connection, attempts).await?,
            bound: bound.into_values().next(),
            revision: roll.revision,
            since: roll.since,
            plan: roll.plan,
            scale,
            line,
            capacity,
            options,
            shown,
            received,
        }))
    }

    /// The documents of a roll after this index, with where the evidence shows them.
    pub async fn roll_documents(
        &self,
        id: RollId,
        after: u32,
        rows: u32,
    ) -> Result<RollDocuments, StoreError> {
        let Some(roll) = self.roll(id).await? else {
            return Ok(RollDocuments { rows: vec![], of: 0, after });
        };
        let mut connection = self.inner.readers.acquire().await?;
        let comparison = match roll.confirmed() {
            Some(attempt) => comparison_of(&mut connection, attempt).await?,
            None => None,
        };
        let filmed: BTreeMap<u32, u32> = comparison
            .map(|comparison| comparison.blips.iter().map(|blip| (blip.index, blip.frame)).collect())
            .unwrap_or_default();
        let page: Vec<_> =
            roll.segments.iter().filter(|segment| segment.index > after).take(rows as usize).collect();
        let positions = page.iter().map(|segment| Value::from(segment.document));
        let sql =
            format!("{} where project = {} and position in ({{ids}})", Placed::select(), roll.project.get());
        let documents: BTreeMap<u32, Placed> =
            Placed::from_rows(&fetch_in(&mut connection, &sql, positions).await?)?
                .into_iter()
                .map(|placed| (placed.position, placed))
                .collect();
        let rows = page.into_iter().filter_map(|segment| {
            let document = &documents.get(&segment.document)?.document;
            Some(RollDocument {
                index: segment.index,
                barcode: document.barcode.to_string(),
                com_id: document.com_id.as_ref().map(|id| id.to_string()),
                frames: segment.frames,
                planned: segment.start,
                filmed: filmed.get(&segment.index).copied(),
                continued: segment.first > 1,
            })
        });
        Ok(RollDocuments { rows: rows.collect(), of: roll.segments.len() as u32, after })
    }
}

async fn plan_of(connection: &mut AnyConnection, roll: &Roll) -> Result<Option<PlanRecord>, StoreError> {
    let sql = format!("{} where project = $1 and plan = $2", PlanRecord::select());
    let row = fetch_one(connection, sql, vec![roll.project.get().into(), roll.plan.into()]).await?;
    row.as_ref().map(PlanRecord::from_row).transpose()
}

/// Every attempt at a roll, newest first.
async fn attempts_at(connection: &mut AnyConnection, roll: RollId) -> Result<Vec<Attempt>, StoreError> {
    let sql = format!("{} where roll = $1 order by attempt.ordinal desc", Attempt::select());
    Attempt::from_rows(&fetch(connection, sql, vec![roll.get().into()]).await?)
}

async fn comparison_of(
    connection: &mut AnyConnection,
    attempt: AttemptId,
) -> Result<Option<Comparison>, StoreError> {
    let sql = format!("{} where id = $1", Attempt::select());
    let row = fetch_one(connection, sql, vec![attempt.get().into()]).await?;
    Ok(row.as_ref().map(Attempt::from_row).transpose()?.and_then(|attempt| attempt.comparison))
}

async fn with_files(
    connection: &mut AnyConnection,
    attempts: Vec<Attempt>,
) -> Result<Vec<AttemptLine>, StoreError> {
    let files = files_of(connection, attempts.iter().map(|attempt| attempt.id)).await?;
    let lines = attempts.into_iter().map(|attempt| AttemptLine {
        files: files.iter().filter(|file| file.attempt == attempt.id).cloned().collect(),
        id: attempt.id,
        ordinal: attempt.ordinal,
        operator: attempt.operator,
        machine: attempt.machine,
        started: attempt.started,
        loaded: attempt.loaded,
        course: attempt.course,
    });
    Ok(lines.collect())
}

async fn waits_for(connection: &mut AnyConnection, roll: &Roll) -> Result<Vec<WaitsFor>, StoreError> {
    let lines = lines_of(connection, roll.waits_for.iter().copied()).await?;
    let rolls = lines.into_values().map(|line| WaitsFor {
        id: line.id,
        temporary_id: line.temporary_id,
        number: line.number,
        filmed: line.stage.is_filmed(),
    });
    Ok(rolls.collect())
}

/// How many rolls of the same plan print this one's number.
async fn waited_by(connection: &mut AnyConnection, roll: &Roll) -> Result<u32, StoreError> {
    let sql = "select waits_for from roll where project = $1 and plan = $2 and film = '16'";
    let rows = fetch(connection, sql, vec![roll.project.get().into(), roll.plan.into()]).await?;
    let mut count = 0;
    for row in &rows {
        let others: Vec<RollId> = Columns::new("roll", row).json("waits_for")?;
        count += u32::from(others.contains(&roll.id));
    }
    Ok(count)
}

/// The documents on the roll as they are drawn: frames, and whether pages are oversized. Neighbours thinner than a
/// six-hundredth of the reel, about a pixel, are drawn as one; an oversized one never joins one that is not.
async fn documents_of(
    connection: &mut AnyConnection,
    roll: &Roll,
    scale: &FilmScale,
) -> Result<Vec<(u32, bool)>, StoreError> {
    let sql =
        "select position from document where project = $1 and oversized <> '' order by document.position";
    let rows = fetch(connection, sql, vec![roll.project.get().into()]).await?;
    let oversized = rows
        .iter()
        .map(|row| Columns::new("document", row).small("position"))
        .collect::<Result<BTreeSet<u32>, _>>()?;
    let thinnest = scale.reel_mm / 600 / scale.step_mm.max(1);
    let mut drawn: Vec<(u32, bool)> = Vec::new();
    for segment in &roll.segments {
        let large = oversized.contains(&segment.document);
        match drawn.last_mut() {
            Some((frames, same)) if *frames < thinnest && *same == large => *frames += segment.frames,
            _ => drawn.push((segment.frames, large)),
        }
    }
    Ok(drawn)
}

//! What to do today: what runs, what comes next and why, and what waits for whom.

use super::{LINES, Shelf, film_settings, folder, line, lines_of, shelf};
use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::film::attempt::Attempt;
use domain::film::settings::Settings;
use domain::id::{AttemptId, ProjectId, RollId};
use domain::number::FilmNumber;
use domain::time::Timestamp;
use domain::view::films::{
    Candidate, FilmScale, Next, ProjectWaiting, Queued, RollLine, Running, Today, Turn, Waiting, in_order,
};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// Rows a list of this page shows; the sums are of all.
const SHOWN: usize = 30;

/// A planned roll with what its turn depends on.
pub(super) struct Planned {
    pub(super) line: RollLine,
    revision: u64,
}

impl Store {
    /// What is to be done.
    pub async fn today(&self, now: Timestamp) -> Result<Today, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let settings = film_settings(&mut connection).await?;
        let running = running(&mut connection, &settings).await?;
        let (planned, candidates) = planned(&mut connection).await?;
        let turn = in_order(candidates);
        let shelf = shelf(&mut connection).await?;
        let drafts = ProjectsWaiting::Drafts.read(&mut connection).await?;
        let deliverable = ProjectsWaiting::Deliverable.read(&mut connection).await?;
        let seconds = |roll: &RollLine| FilmScale::of(&settings, roll.film).seconds(roll.frames);
        let queue_of = |rolls: &mut dyn Iterator<Item = RollId>| -> u64 {
            rolls.filter_map(|roll| planned.get(&roll)).map(|planned| seconds(&planned.line)).sum()
        };
        // While a roll runs, everything planned comes after it; otherwise the first is the proposal.
        let after = usize::from(running.is_empty()).min(turn.order.len());
        Ok(Today {
            at: now,
            next: next(&turn, &planned, &shelf, &settings),
            queue: turn.order[after..]
                .iter()
                .filter_map(|(roll, reason)| {
                    let line = planned.get(roll)?.line.clone();
                    Some(Queued { seconds: seconds(&line), roll: line, reason: *reason })
                })
                .take(SHOWN)
                .collect(),
            queue_rolls: (turn.order.len() - after) as u32,
            queue_seconds: queue_of(&mut turn.order[after..].iter().map(|(roll, _)| *roll)),
            waiting_rolls: turn.waiting.len() as u32,
            waiting_seconds: queue_of(&mut turn.waiting.iter().map(|(roll, _)| *roll)),
            waiting: waiting(&mut connection, &turn, &planned, &settings).await?,
            draft_count: drafts.0,
            drafts: drafts.1,
            deliverable_count: deliverable.0,
            deliverable: deliverable.1,
            running,
        })
    }
}

/// Every roll that is not yet in a camera, and what its turn depends on.
pub(super) async fn planned(
    connection: &mut AnyConnection,
) -> Result<(BTreeMap<RollId, Planned>, Vec<Candidate>), StoreError> {
    let sql = "select roll.id, roll.revision, roll.waits_for, roll.attempts, project.registered,
        (select count(*) from roll other where other.project = roll.project 
            and other.stage in ('filmed', 'developed', 'accepted')) as filmed,
        (select count(*) from roll other where other.project = roll.project and other.stage <> 'cancelled') as live,
        (select count(*) from roll other where other.project = roll.project
            and (other.stage = 'filming' or other.stage = 'rework'
                or (other.stage = 'planned' and other.attempts > 0))) as begun
        from roll join project on project.id = roll.project
        where roll.stage in ('planned', 'rework') and project.standing = 'active' order by roll.id";
    let rows = fetch(connection, sql, vec![]).await?;
    let lines = format!("{LINES} where roll.stage in ('planned', 'rework')");
    let mut lines: BTreeMap<RollId, RollLine> = fetch(connection, lines, vec![])
        .await?
        .iter()
        .map(|row| line(&Columns::new("roll", row)).map(|line| (line.id, line)))
        .collect::<Result<_, _>>()?;
    let mut waits: BTreeMap<RollId, Vec<RollId>> = BTreeMap::new();
    for row in &rows {
        let row = Columns::new("roll", row);
        waits.insert(RollId::new(row.unsigned("id")?), row.json("waits_for")?);
    }
    let filmed = filmed_of(connection, waits.values().flatten().copied()).await?;
    let mut planned = BTreeMap::new();
    let mut candidates = Vec::new();
    for row in &rows {
        let row = Columns::new("roll", row);
        let id = RollId::new(row.unsigned("id")?);
        let Some(line) = lines.remove(&id) else { continue };
        let mut waits_for = waits.remove(&id).unwrap_or_default();
        waits_for.retain(|awaited| !filmed.contains(awaited));
        candidates.push(Candidate {
            roll: id,
            project: line.project,
            film: line.film,
            ordinal: line.ordinal,
            waits_for,
            registered: Timestamp::from_millis(row.number("registered")?),
            filmed: row.small("filmed")?,
            of: row.small("live")?,
            begun: row.number("begun")? > 0,
        });
        planned.insert(id, Planned { line, revision: row.unsigned("revision")? });
    }
    Ok((planned, candidates))
}

/// Which of these rolls are filmed.
async fn filmed_of(
    connection: &mut AnyConnection,
    rolls: impl Iterator<Item = RollId>,
) -> Result<std::collections::BTreeSet<RollId>, StoreError> {
    let ids: std::collections::BTreeSet<u64> = rolls.map(RollId::get).collect();
    let sql = "select id from roll where stage in ('filmed', 'developed', 'accepted') and id in ({ids})";
    let rows = fetch_in(connection, sql, ids.into_iter().map(Value::from)).await?;
    rows.iter().map(|row| Columns::new("roll", row).unsigned("id").map(RollId::new)).collect()
}

fn next(
    turn: &Turn,
    planned: &BTreeMap<RollId, Planned>,
    shelf: &Shelf,
    settings: &Settings,
) -> Option<Next> {
    let (roll, reason) = turn.order.first()?;
    let Planned { line, revision } = planned.get(roll)?;
    Some(Next {
        film: shelf.options(settings, line.film, line.frames).into_iter().next(),
        scale: FilmScale::of(settings, line.film),
        roll: line.clone(),
        revision: *revision,
        reason: *reason,
    })
}

async fn running(connection: &mut AnyConnection, settings: &Settings) -> Result<Vec<Running>, StoreError> {
    let sql = format!("{} where course = 'running' order by attempt.id", Attempt::select());
    let attempts = Attempt::from_rows(&fetch(connection, sql, vec![]).await?)?;
    let mut lines = lines_of(connection, attempts.iter().map(|attempt| attempt.roll)).await?;
    let revisions = revisions_of(connection, attempts.iter().map(|attempt| attempt.roll)).await?;
    let bound = bound_to(connection, attempts.iter().map(|attempt| attempt.id)).await?;
    let mut running: Vec<Running> = attempts
        .into_iter()
        .filter_map(|attempt| {
            let roll = lines.remove(&attempt.roll)?;
            Some(Running {
                revision: revisions.get(&attempt.roll).copied()?,
                scale: FilmScale::of(settings, roll.film),
                bound: bound.get(&attempt.id).copied(),
                contradicted: attempt.comparison.map(|shown| shown.findings).unwrap_or_default(),
                ordinal: attempt.ordinal,
                operator: attempt.operator,
                machine: attempt.machine,
                started: attempt.started,
                loaded: attempt.loaded,
                roll,
            })
        })
        .collect();
    // What a person must settle comes first.
    running.sort_by_key(|attempt| attempt.contradicted.is_empty());
    Ok(running)
}

async fn revisions_of(
    connection: &mut AnyConnection,
    rolls: impl Iterator<Item = RollId>,
) -> Result<BTreeMap<RollId, u64>, StoreError> {
    let ids = rolls.map(|roll| Value::from(roll.get()));
    let rows = fetch_in(connection, "select id, revision from roll where id in ({ids})", ids).await?;
    rows.iter()
        .map(|row| {
            let row = Columns::new("roll", row);
            Ok((RollId::new(row.unsigned("id")?), row.unsigned("revision")?))
        })
        .collect()
}

/// The numbers typed into the camera for running attempts.
pub(super) async fn bound_to(
    connection: &mut AnyConnection,
    attempts: impl Iterator<Item = AttemptId>,
) -> Result<BTreeMap<AttemptId, FilmNumber>, StoreError> {
    let ids = attempts.map(|attempt| Value::from(attempt.get()));
    let sql = "select attempt, number from holding where kind = 'bound' and attempt in ({ids})";
    fetch_in(connection, sql, ids)
        .await?
        .iter()
        .map(|row| {
            let row = Columns::new("holding", row);
            let number = row.required("number", FilmNumber::from_value(row.small("number")?))?;
            Ok((AttemptId::new(row.unsigned("attempt")?), number))
        })
        .collect()
}

async fn waiting(
    connection: &mut AnyConnection,
    turn: &Turn,
    planned: &BTreeMap<RollId, Planned>,
    settings: &Settings,
) -> Result<Vec<Waiting>, StoreError> {
    let shown = &turn.waiting[..turn.waiting.len().min(SHOWN)];
    let awaited = lines_of(connection, shown.iter().map(|(_, awaited)| *awaited)).await?;
    let rows = shown.iter().filter_map(|(roll, waits_for)| {
        let line = planned.get(roll)?.line.clone();
        let other = awaited.get(waits_for)?;
        Some(Waiting {
            seconds: FilmScale::of(settings, line.film).seconds(line.frames),
            roll: line,
            waits_for: *waits_for,
            waits_for_id: other.temporary_id.clone(),
            filming: other.stage == domain::film::roll::RollStage::Filming,
        })
    });
    Ok(rows.collect())
}

/// What projects wait for.
#[derive(Clone, Copy)]
pub(crate) enum ProjectsWaiting {
    /// A first plan.
    Drafts,
    /// Another plan: the list changed, or the project was reset.
    Changed,
    /// Everything is filmed and nothing was handed over.
    Deliverable,
    /// Everything is filmed, some of it after the index was handed over.
    ToRepeat,
}

impl ProjectsWaiting {
    fn condition(self) -> String {
        let planned = "exists (select 1 from plan where plan.project = project.id)";
        let delivered = "exists (select 1 from delivery where delivery.project = project.id)";
        let filmed = "project.plan > 0 and not exists (select 1 from roll where roll.project = project.id
            and (roll.stage in ('planned', 'rework', 'filming') or roll.stage in ('developed', 'accepted')
                and roll.run in (select run.id from run where run.quarantine = 'held')))";
        let waits = match self {
            Self::Drafts => format!("project.plan = 0 and not {planned}"),
            Self::Changed => format!("project.plan = 0 and {planned}"),
            Self::Deliverable => format!("{filmed} and not {delivered}"),
            Self::ToRepeat => format!(
                "{filmed} and {delivered} and exists (select 1 from roll join attempt on attempt.id = roll.attempt
                    where roll.project = project.id and roll.stage <> 'cancelled' and attempt.ended >
                        (select max(delivery.delivered) from delivery where delivery.project = project.id))"
            ),
        };
        format!("project.standing = 'active' and {waits}")
    }

    /// Those that wait for it, oldest first, with how many there are.
    pub(crate) async fn read(
        self,
        connection: &mut AnyConnection,
    ) -> Result<(u64, Vec<ProjectWaiting>), StoreError> {
        projects_waiting(connection, &self.condition()).await
    }
}

/// Projects that wait for a person, oldest first, with how many there are.
async fn projects_waiting(
    connection: &mut AnyConnection,
    condition: &str,
) -> Result<(u64, Vec<ProjectWaiting>), StoreError> {
    let sql = format!("select count(*) as projects from project where {condition}");
    let count = match fetch_one(connection, sql, vec![]).await? {
        Some(row) => Columns::new("project", &row).unsigned("projects")?,
        None => 0,
    };
    let sql = format!(
        "select project.id, project.archive_id, project.site, project.doc_type, project.delivery, project.registered,
        (select count(*) from document where document.project = project.id) as documents,
        (select cast(coalesce(sum(document.pages), 0) as bigint) from document where document.project = project.id)
            as pages,
        (select count(*) from roll where roll.project = project.id and roll.stage <> 'cancelled') as rolls
        from project where {condition} order by project.registered, project.id limit $1"
    );
    let rows = fetch(connection, sql, vec![Value::from(SHOWN as u64)]).await?;
    let projects = rows.iter().map(|row| {
        let row = Columns::new("project", row);
        let archive_id = row.text("archive_id")?;
        Ok(ProjectWaiting {
            id: ProjectId::new(row.unsigned("id")?),
            folder: folder(&row, &archive_id)?,
            archive_id,
            registered: Timestamp::from_millis(row.number("registered")?),
            documents: row.unsigned("documents")?,
            pages: row.unsigned("pages")?,
            rolls: row.unsigned("rolls")?,
        })
    });
    Ok((count, projects.collect::<Result<_, StoreError>>()?))
}

//! Today beside the camera, and the rows behind its figures. A figure and its list have one condition.

use super::films::{LINES, ProjectsWaiting, line, lines_of};
use super::finishing::run_lines;
use crate::db::{Columns, Value, fetch, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::film::development::{DensityVerdict, Run};
use domain::film::rework::Rework;
use domain::film::roll::RollStage;
use domain::time::Timestamp;
use domain::view::desk::{
    Desk, MONTH_DAYS, OpenRework, Parts, PlanningDesk, QualityDesk, RollListed, RollsAsked, RollsListed,
    StaffDesk, Unsettled, WEEK_DAYS, WorkDesk,
};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// Rows a part of Today shows; the counts are of all.
const SHOWN: usize = 8;
/// Rows of a list of rolls.
const LISTED: u64 = 200;

impl Store {
    /// What waits for these parts of the lab.
    pub async fn desk(&self, parts: Parts, now: Timestamp) -> Result<Desk, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let connection = &mut *connection;
        let mut desk = Desk::default();
        if parts.camera || parts.quality || parts.planning {
            (desk.rework_count, desk.reworks) = reworks(connection).await?;
        }
        if parts.quality {
            desk.quality = Some(quality(connection).await?);
        }
        if parts.planning {
            desk.planning = Some(planning(connection).await?);
        }
        if parts.work {
            desk.work = Some(work(connection, now).await?);
        }
        if parts.staff {
            desk.staff = Some(StaffDesk {
                people: count(connection, "select count(*) as found from person where active = 1", vec![])
                    .await?,
                keys: count(connection, "select count(*) as found from token where active = 1", vec![])
                    .await?,
            });
        }
        Ok(desk)
    }

    /// The rolls behind a figure, those that have waited longest.
    pub async fn rolls_listed(&self, asked: &RollsAsked, now: Timestamp) -> Result<RollsListed, StoreError> {
        self.rolls_up_to(asked, now, LISTED).await
    }

    /// All rolls behind a figure.
    pub async fn all_rolls_listed(
        &self,
        asked: &RollsAsked,
        now: Timestamp,
    ) -> Result<RollsListed, StoreError> {
        self.rolls_up_to(asked, now, u64::from(u32::MAX)).await
    }

    async fn rolls_up_to(
        &self,
        asked: &RollsAsked,
        now: Timestamp,
        most: u64,
    ) -> Result<RollsListed, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let of = rolls_asked(&mut connection, asked, now).await?;
        let (condition, values) = condition(asked, now);
        let sql = format!("{LINES} where {condition} order by roll.since, roll.id limit {most}");
        let rows = fetch(&mut connection, sql, values.clone()).await?;
        let lines = rows.iter().map(|row| line(&Columns::new("roll", row))).collect::<Result<Vec<_>, _>>()?;
        let sql = format!(
            "select roll.id, roll.attempts, roll.since from roll join project on project.id = roll.project
            where {condition} order by roll.since, roll.id limit {most}"
        );
        let mut more = BTreeMap::new();
        for row in fetch(&mut connection, sql, values).await? {
            let row = Columns::new("roll", &row);
            let since = Timestamp::from_millis(row.number("since")?);
            more.insert(row.unsigned("id")?, (row.small("attempts")?, since));
        }
        let rows = lines.into_iter().filter_map(|line| {
            let (attempts, since) = more.remove(&line.id.get())?;
            Some(RollListed { line, attempts, since })
        });
        Ok(RollsListed { rows: rows.collect(), of })
    }
}

/// Live rolls of active projects that are asked for.
fn condition(asked: &RollsAsked, now: Timestamp) -> (String, Vec<Value>) {
    let mut parts = vec!["project.standing = 'active' and roll.stage <> 'cancelled'".to_owned()];
    let mut values = Vec::new();
    if let Some(stage) = asked.stage {
        values.push(Value::from(stage.code()));
        parts.push(format!("roll.stage = ${}", values.len()));
    }
    if let Some(days) = asked.days {
        values.push(Value::from(now.plus_seconds(-86_400 * i64::from(days)).millis()));
        parts.push(format!(
            "exists (select 1 from attempt where attempt.roll = roll.id and attempt.course = 'confirmed'
                and attempt.ended >= ${})",
            values.len()
        ));
    }
    if asked.first_pass {
        parts.push(
            "roll.attempts = 1 and not exists (select 1 from rework where rework.roll = roll.id)".to_owned(),
        );
    }
    (parts.join(" and "), values)
}

async fn rolls_asked(
    connection: &mut AnyConnection,
    asked: &RollsAsked,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let (condition, values) = condition(asked, now);
    let sql = format!(
        "select count(*) as found from roll join project on project.id = roll.project where {condition}"
    );
    count(connection, &sql, values).await
}

async fn count(connection: &mut AnyConnection, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    let row = fetch_one(connection, sql, values).await?;
    row.map_or(Ok(0), |row| Columns::new("roll", &row).unsigned("found"))
}

async fn reworks(connection: &mut AnyConnection) -> Result<(u64, Vec<OpenRework>), StoreError> {
    let open = "course = 'open'";
    let all =
        count(connection, &format!("select count(*) as found from rework where {open}"), vec![]).await?;
    let sql = format!("{} where {open} order by rework.id limit {SHOWN}", Rework::select());
    let reworks = Rework::from_rows(&fetch(connection, sql, vec![]).await?)?;
    let lines = lines_of(connection, reworks.iter().map(|rework| rework.roll)).await?;
    let rows = reworks.into_iter().filter_map(|rework| {
        Some(OpenRework {
            roll: lines.get(&rework.roll)?.clone(),
            number: rework.number,
            choice: rework.choice,
            cause: rework.cause,
            note: rework.note,
            ordered: rework.at,
        })
    });
    Ok((all, rows.collect()))
}

async fn quality(connection: &mut AnyConnection) -> Result<QualityDesk, StoreError> {
    let sql = format!("{} where quarantine = 'held' order by run.id", Run::select());
    let held = Run::from_rows(&fetch(connection, sql, vec![]).await?)?;
    let sql = format!(
        "{} where quarantine <> 'held' and id in (select roll.run from roll join project on project.id = roll.project
            where roll.stage = 'developed' and project.standing = 'active') order by run.id",
        Run::select()
    );
    let others = Run::from_rows(&fetch(connection, sql, vec![]).await?)?;
    let mut doubtful = run_lines(connection, others).await?;
    doubtful.retain(|run| run.readings.iter().any(|(_, verdict)| *verdict != DensityVerdict::Good));
    doubtful.truncate(SHOWN);
    let stages = by_stage(connection).await?;
    let at = |stage| stages.iter().find(|(found, _)| *found == stage).map_or(0, |(_, rolls)| *rolls);
    let sql = "select min(roll.since) as since from roll join project on project.id = roll.project
        where roll.stage = 'filmed' and project.standing = 'active'";
    let oldest = match fetch_one(connection, sql, vec![]).await? {
        Some(row) => Columns::new("roll", &row).optional_number("since")?.map(Timestamp::from_millis),
        None => None,
    };
    Ok(QualityDesk {
        held: run_lines(connection, held).await?,
        doubtful,
        to_develop: at(RollStage::Filmed),
        oldest,
        to_accept: at(RollStage::Developed),
        waiting: unsettled(connection).await?,
    })
}

/// Open complaints, and findings as the inbox counts them.
async fn unsettled(connection: &mut AnyConnection) -> Result<Unsettled, StoreError> {
    let sql = "select count(*) as found, min(received) as oldest from complaint where settled is null";
    let row = fetch_one(connection, sql, vec![]).await?;
    let (complaints, oldest_complaint) = match &row {
        Some(row) => {
            let row = Columns::new("complaint", row);
            (row.unsigned("found")?, row.optional_number("oldest")?.map(Timestamp::from_millis))
        }
        None => (0, None),
    };
    Ok(Unsettled { complaints, oldest_complaint, findings: super::findings::open(connection).await?.into() })
}

async fn planning(connection: &mut AnyConnection) -> Result<PlanningDesk, StoreError> {
    let changed = ProjectsWaiting::Changed.read(connection).await?;
    let to_repeat = ProjectsWaiting::ToRepeat.read(connection).await?;
    Ok(PlanningDesk {
        changed_count: changed.0,
        changed: changed.1,
        to_repeat_count: to_repeat.0,
        to_repeat: to_repeat.1,
    })
}

async fn work(connection: &mut AnyConnection, now: Timestamp) -> Result<WorkDesk, StoreError> {
    let within = |days, first_pass| RollsAsked { stage: None, days: Some(days), first_pass };
    let sql = "select count(*) as pieces, cast(coalesce(sum(length_mm), 0) as bigint) as length
        from temp_roll where stage = 'on_shelf'";
    let (temp_rolls, shelf_mm) = match fetch_one(connection, sql, vec![]).await? {
        Some(row) => {
            let row = Columns::new("temp_roll", &row);
            (row.unsigned("pieces")?, row.unsigned("length")?)
        }
        None => (0, 0),
    };
    Ok(WorkDesk {
        rolls: by_stage(connection).await?,
        week: rolls_asked(connection, &within(WEEK_DAYS, false), now).await?,
        month: rolls_asked(connection, &within(MONTH_DAYS, false), now).await?,
        first_pass: rolls_asked(connection, &within(MONTH_DAYS, true), now).await?,
        temp_rolls,
        shelf_mm,
        waiting: unsettled(connection).await?,
    })
}

/// Live rolls of active projects by stage.
async fn by_stage(connection: &mut AnyConnection) -> Result<Vec<(RollStage, u64)>, StoreError> {
    let sql = "select roll.stage as stage, count(*) as rolls from roll
        join project on project.id = roll.project
        where project.standing = 'active' and roll.stage <> 'cancelled' group by roll.stage";
    let rows = fetch(connection, sql, vec![]).await?;
    let stages = rows.iter().map(|row| {
        let row = Columns::new("roll", row);
        Ok((row.required("stage", RollStage::parse(&row.text("stage")?))?, row.unsigned("rolls")?))
    });
    stages.collect()
}

//! Loading what a batch of commands looks at: one set-read for each table, whatever the size of the batch.

mod blocks;
pub(crate) mod programs;

use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::machine::load_machine;
use crate::projects::Placed;
use crate::row::Row;
use domain::command::{Needs, Request};
use domain::film::attempt::Attempt;
use domain::film::complaint::Complaint;
use domain::film::development::Run;
use domain::film::document::Document;
use domain::film::project::Project;
use domain::film::reel::{Reel, TempRoll};
use domain::film::rework::Rework;
use domain::film::roll::Roll;
use domain::id::{AttemptId, ProjectId, ReelId, RollId};
use domain::lab::{Head, Lab, LabSettings, PlanRecord};
use domain::number::{Held, Series, SeriesId};
use domain::person::{Person, Token};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, BTreeSet};

/// The settings as last read, by version: they change rarely.
#[derive(Default)]
pub(crate) struct SettingsCache {
    version: u32,
    settings: Option<LabSettings>,
}

pub(crate) fn head(row: &AnyRow) -> Result<Head, StoreError> {
    let row = Columns::new("lab", row);
    Ok(Head {
        seq: row.unsigned("seq")?,
        hash: row.text("hash")?,
        settings_version: row.small("settings_version")?,
        counts: row.json("counts")?,
    })
}

/// The head row as it stands, without taking a turn.
pub(crate) async fn read_head(connection: &mut AnyConnection) -> Result<Head, StoreError> {
    let sql = "select seq, hash, settings_version, counts from lab where id = 1";
    let row = fetch_one(connection, sql, vec![]).await?;
    head(&row.ok_or_else(|| StoreError::corrupt("lab", 1, "the head row is missing"))?)
}

/// Takes the lab's turn: the first statement of every write transaction. Whoever updates the head row first goes
/// first; all others wait for the commit, on SQLite as on PostgreSQL.
pub(crate) async fn take_turn(connection: &mut AnyConnection) -> Result<Head, StoreError> {
    let sql = "update lab set turn = turn + 1 where id = 1 returning seq, hash, settings_version, counts";
    let row = fetch_one(connection, sql, vec![]).await?;
    head(&row.ok_or_else(|| StoreError::corrupt("lab", 1, "the head row is missing"))?)
}

/// The lab as the batch needs it.
pub(crate) async fn load(
    connection: &mut AnyConnection,
    head: Head,
    cache: &mut SettingsCache,
    requests: &[Request],
) -> Result<Lab, StoreError> {
    let needs: Vec<Needs> = requests.iter().map(|request| request.command.needs()).collect();
    let mut lab = Lab::default();
    lab.settings = settings(connection, head.settings_version, cache).await?;
    lab.head = head;
    if needs.iter().any(|needs| needs.people) {
        for person in Person::from_rows(&fetch(connection, Person::select(), vec![]).await?)? {
            lab.people.load(person.id, person);
        }
    }
    if needs.iter().any(|needs| needs.tokens) {
        for token in Token::from_rows(&fetch(connection, Token::select(), vec![]).await?)? {
            lab.tokens.load(token.id, token);
        }
    }
    load_complaints(connection, &mut lab, &needs).await?;
    load_projects(connection, &mut lab, &needs).await?;
    load_films(connection, &mut lab, &needs).await?;
    load_machine(connection, &mut lab, &needs).await?;
    load_numbers(connection, &mut lab, &needs).await?;
    programs::load(connection, &mut lab.shop, &needs).await?;
    Ok(lab)
}

pub(crate) async fn settings(
    connection: &mut AnyConnection,
    version: u32,
    cache: &mut SettingsCache,
) -> Result<Option<LabSettings>, StoreError> {
    if version != cache.version {
        let sql = "select body from settings where version = $1";
        let row = fetch_one(connection, sql, vec![version.into()]).await?;
        let row = row.ok_or_else(|| StoreError::corrupt("settings", version, "is missing"))?;
        cache.settings = Some(Columns::new("settings", &row).json("body")?);
        cache.version = version;
    }
    Ok(cache.settings.clone())
}

pub(crate) async fn rows_in<T: Row>(
    connection: &mut AnyConnection,
    column: &str,
    ids: impl IntoIterator<Item = Value>,
    and: &str,
) -> Result<Vec<T>, StoreError> {
    let sql = format!("{} where {column} in ({{ids}}){and}", T::select());
    T::from_rows(&fetch_in(connection, &sql, ids).await?)
}

async fn load_complaints(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
) -> Result<(), StoreError> {
    let ids: BTreeSet<u64> =
        needs.iter().flat_map(|needs| needs.complaints.iter().map(|id| id.get())).collect();
    if !ids.is_empty() {
        let ids = ids.into_iter().map(Value::from).collect::<Vec<_>>();
        for complaint in rows_in::<Complaint>(connection, "id", ids, "").await? {
            lab.complaints.load(complaint.id, complaint);
        }
    }
    Ok(())
}

/// Projects named directly, by key, or through a roll; their rolls; and, where asked, their documents and plans.
async fn load_projects(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
) -> Result<(), StoreError> {
    let mut projects: BTreeSet<ProjectId> =
        needs.iter().flat_map(|needs| needs.projects.iter().copied()).collect();
    // A complaint is told of its project, a rework that answers it is of a roll of that.
    projects.extend(lab.complaints.values().map(|complaint| complaint.project));
    let rolls: BTreeSet<RollId> = needs.iter().flat_map(|needs| needs.rolls.iter().copied()).collect();
    if !rolls.is_empty() {
        // Named rolls whatever their state: a cancelled one is refused as cancelled.
        let ids = rolls.iter().map(|id| id.get().into());
        for roll in rows_in::<Roll>(connection, "id", ids, "").await? {
            projects.insert(roll.project);
            lab.rolls.load(roll.id, roll);
        }
    }
    let keys: Vec<_> = needs.iter().flat_map(|needs| &needs.keys).collect();
    if !keys.is_empty() {
        let ids: BTreeSet<&str> = keys.iter().map(|key| key.archive_id.as_str()).collect();
        let found: Vec<Project> =
            rows_in(connection, "archive_id", ids.into_iter().map(Value::from), "").await?;
        projects
            .extend(found.iter().filter(|project| keys.contains(&&project.key)).map(|project| project.id));
    }
    if projects.is_empty() {
        return Ok(());
    }
    let ids = || projects.iter().map(|id| Value::from(id.get()));
    for project in rows_in::<Project>(connection, "id", ids(), "").await? {
        lab.projects.load(project.id, project);
    }
    for roll in rows_in::<Roll>(connection, "project", ids(), " and stage <> 'cancelled'").await? {
        lab.rolls.load(roll.id, roll);
    }
    // A roll of a plan that was replaced is named all the same, so that the refusal can say so.
    let replaced = rolls.iter().filter(|id| !lab.rolls.contains(**id)).map(|id| Value::from(id.get()));
    for roll in rows_in::<Roll>(connection, "id", replaced.collect::<Vec<_>>(), "").await? {
        lab.rolls.load(roll.id, roll);
    }
    if needs.iter().any(|needs| needs.documents) {
        for plan in rows_in::<PlanRecord>(connection, "project", ids(), "").await? {
            lab.plans.load((plan.project, plan.plan), plan);
        }
        let rows: Vec<Placed> =
            rows_in(connection, "project", ids(), " order by document.project, document.position").await?;
        let mut lists: BTreeMap<ProjectId, Vec<Document>> = BTreeMap::new();
        for row in rows {
            lists.entry(row.project).or_default().push(row.document);
        }
        for (project, documents) in lists {
            lab.documents.load(project, documents);
        }
    }
    Ok(())
}

/// The attempts of the rolls in question with their film, and the shelf where film is chosen.
async fn load_films(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
) -> Result<(), StoreError> {
    let named: BTreeSet<RollId> = needs.iter().flat_map(|needs| needs.rolls.iter().copied()).collect();
    let whole: BTreeSet<ProjectId> = needs.iter().flat_map(|needs| needs.projects.iter().copied()).collect();
    let attempts: BTreeSet<AttemptId> = lab
        .rolls
        .values()
        .filter(|roll| named.contains(&roll.id) || whole.contains(&roll.project))
        .filter_map(Roll::attempt)
        .collect();
    load_finishing(connection, lab, needs, &named, &whole).await?;
    let mut reels: BTreeSet<ReelId> = BTreeSet::new();
    let mut temp_rolls: BTreeSet<u64> =
        needs.iter().flat_map(|needs| needs.temp_rolls.iter().map(|id| id.get())).collect();
    if !attempts.is_empty() {
        let ids = attempts.iter().map(|id| id.get().into());
        for attempt in rows_in::<Attempt>(connection, "id", ids, "").await? {
            reels.insert(attempt.loaded.reel);
            temp_rolls.extend(attempt.loaded.temp_roll.map(|id| id.get()));
            lab.attempts.load(attempt.id, attempt);
        }
    }
    if needs.iter().any(|needs| needs.shelf) {
        let sql = format!("{} where stage = 'on_shelf'", TempRoll::select());
        for piece in TempRoll::from_rows(&fetch(connection, sql, vec![]).await?)? {
            reels.insert(piece.reel);
            lab.temp_rolls.load(piece.id, piece);
        }
        let sql = format!("{} where stage = 'whole'", Reel::select());
        for reel in Reel::from_rows(&fetch(connection, sql, vec![]).await?)? {
            lab.reels.load(reel.id, reel);
        }
    }
    if !temp_rolls.is_empty() {
        let ids = temp_rolls.into_iter().map(Value::from);
        for piece in rows_in::<TempRoll>(connection, "id", ids, "").await? {
            reels.insert(piece.reel);
            lab.temp_rolls.load(piece.id, piece);
        }
    }
    if !reels.is_empty() {
        let ids = reels.iter().map(|id| id.get().into());
        for reel in rows_in::<Reel>(connection, "id", ids, "").await? {
            lab.reels.load(reel.id, reel);
        }
    }
    Ok(())
}

/// Open reworks of the rolls in work, and the runs that are named or that named rolls were developed in.
async fn load_finishing(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
    named: &BTreeSet<RollId>,
    whole: &BTreeSet<ProjectId>,
) -> Result<(), StoreError> {
    let named_reworks = needs.iter().flat_map(|needs| needs.reworks.iter().map(|id| id.get()));
    let reworks: BTreeSet<u64> =
        lab.rolls.values().filter_map(|roll| roll.rework().map(|id| id.get())).chain(named_reworks).collect();
    if !reworks.is_empty() {
        let ids = reworks.into_iter().map(Value::from);
        for rework in rows_in::<Rework>(connection, "id", ids, "").await? {
            lab.reworks.load(rework.id, rework);
        }
    }
    let mut runs: BTreeSet<u64> =
        needs.iter().flat_map(|needs| needs.runs.iter().map(|id| id.get())).collect();
    if needs.iter().any(|needs| needs.runs_of_rolls) {
        let asked = |roll: &&Roll| named.contains(&roll.id) || whole.contains(&roll.project);
        runs.extend(lab.rolls.values().filter(asked).filter_map(|roll| Some(roll.run()?.get())));
    }
    if !runs.is_empty() {
        let ids = runs.into_iter().map(Value::from);
        for run in rows_in::<Run>(connection, "id", ids, "").await? {
            lab.runs.load(run.id, run);
        }
    }
    Ok(())
}

/// Series, the lowest free numbers that came back, and the holdings of numbers, rolls and attempts in question.
async fn load_numbers(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
) -> Result<(), StoreError> {
    let mut wanted: BTreeMap<SeriesId, u32> = BTreeMap::new();
    if let Some(settings) = &lab.settings {
        for (site, count) in needs.iter().flat_map(|needs| &needs.sites) {
            if let Some(site) = settings.site(site) {
                let sum = wanted.entry(site.series).or_default();
                *sum = sum.saturating_add(*count);
            }
        }
    }
    for needs in needs.iter().filter(|needs| needs.number_for_roll) {
        for roll in &needs.rolls {
            let project = lab.rolls.get(*roll).and_then(|roll| lab.projects.get(roll.project));
            // A roll not there yet may be planned by this very batch, in any series.
            let series = match project {
                Some(project) => vec![project.numbers()],
                None => SeriesId::ALL.to_vec(),
            };
            for series in series {
                *wanted.entry(series).or_default() += 1;
            }
        }
    }
    // A number named by this batch may stop being free before another asks for the lowest.
    for number in needs.iter().flat_map(|needs| &needs.numbers) {
        if let Some(sum) = wanted.get_mut(&number.series()) {
            *sum = sum.saturating_add(1);
        }
    }
    let numbers: BTreeSet<u32> =
        needs.iter().flat_map(|needs| needs.numbers.iter().map(|number| number.value())).collect();
    if !wanted.is_empty() || !numbers.is_empty() {
        for series in Series::from_rows(&fetch(connection, Series::select(), vec![]).await?)? {
            lab.series.load(series.id, series);
        }
    }
    let select = Held::select();
    for (series, count) in wanted {
        // A batch may also take some of the free ones away by name.
        let count = count.saturating_add(numbers.len() as u32);
        let sql =
            format!("{select} where series = $1 and kind = 'returned' order by holding.number limit $2");
        let values = vec![series.digit().into(), count.into()];
        for held in Held::from_rows(&fetch(connection, sql, values).await?)? {
            lab.load_holding(held);
        }
    }
    load_holdings(connection, lab, needs, numbers).await?;
    blocks::load(connection, lab, needs).await
}

/// The holdings of the numbers, rolls, attempts and projects in question, and of numbers that rejected films carry.
async fn load_holdings(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
    numbers: BTreeSet<u32>,
) -> Result<(), StoreError> {
    let rolls: Vec<Value> = lab.rolls.iter().map(|(id, _)| id.get().into()).collect();
    let attempts: Vec<Value> = lab.attempts.iter().map(|(id, _)| id.get().into()).collect();
    let rejected = lab.reworks.values().map(|rework| rework.number.value());
    let numbers: BTreeSet<u32> = numbers.into_iter().chain(rejected).collect();
    let blocks: Vec<Value> = needs
        .iter()
        .filter(|needs| needs.blocks)
        .flat_map(|needs| needs.projects.iter().map(|id| id.get().into()))
        .collect();
    let sets = [
        ("project", " and kind = 'reserved'", blocks),
        ("number", "", numbers.into_iter().map(Value::from).collect::<Vec<_>>()),
        ("roll", " and kind = 'issued'", rolls),
        ("attempt", " and kind = 'bound'", attempts),
    ];
    for (column, and, ids) in sets {
        if !ids.is_empty() {
            for held in rows_in::<Held>(connection, column, ids, and).await? {
                lab.load_holding(held);
            }
        }
    }
    Ok(())
}

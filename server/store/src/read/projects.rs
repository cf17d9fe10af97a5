//! Reads: projects, plans and documents as pages show them.

use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::film::index::IndexRow;
use domain::film::project::{Progress, ProjectKey, ProjectStage};
use domain::film::roll::Roll;
use domain::id::{DeliveryId, ProjectId, RunId};
use domain::lab::{Delivery, PlanRecord, Sent};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::view::projects::ProjectFile;
use domain::view::projects::list::{Cursor, ProjectPage, ProjectQuery, ProjectRow, ProjectSort};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// Projects on a page.
const ROWS: usize = 40;

/// Every project with what its rolls and its list come to. Rolls are counted by their index of stages, documents by
/// the last position, so that neither segments nor lists are read.
const LISTED: &str = "with listed as (
    select project.id as id, project.archive_id as archive_id, project.site as site,
        project.doc_type as doc_type, project.delivery as delivery, project.registered as registered,
        project.standing as standing, project.standing_reason as standing_reason, project.plan as plan,
        cast(coalesce(rolls.planned, 0) as bigint) as planned,
        cast(coalesce(rolls.rework, 0) as bigint) as rework,
        cast(coalesce(rolls.filming, 0) as bigint) as filming,
        cast(coalesce(rolls.filmed, 0) as bigint) as filmed,
        cast(coalesce((select max(document.position) + 1 from document where document.project = project.id), 0)
            as bigint) as documents,
        (select count(*) from delivery where delivery.project = project.id) as deliveries,
        cast(case
            when project.standing = 'deleted' then 7
            when project.standing = 'abandoned' then 6
            when project.standing = 'archived' then 5
            when project.plan = 0 then 3
            when coalesce(rolls.rework, 0) > 0 then 0
            when coalesce(rolls.planned, 0) = 0 and coalesce(rolls.filming, 0) = 0 then 4
            when coalesce(rolls.filming, 0) = 0 and coalesce(rolls.filmed, 0) = 0 then 2
            else 1
        end as bigint) as need
    from project
    left join (select roll.project as project,
            sum(case when roll.stage = 'planned' then 1 else 0 end) as planned,
            sum(case when roll.stage = 'rework' then 1 else 0 end) as rework,
            sum(case when roll.stage = 'filming' then 1 else 0 end) as filming,
            sum(case when roll.stage in ('filmed', 'developed', 'accepted') then 1 else 0 end) as filmed
        from roll where roll.stage <> 'cancelled' group by roll.project) as rolls on rolls.project = project.id
)";

impl Store {
    /// A page of the list of projects, with the counts that stand over it.
    pub async fn projects_page(&self, query: &ProjectQuery) -> Result<ProjectPage, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let filter = Filter::of(query);
        let (mut rows, more) = rows(&mut connection, query, &filter).await?;
        let backwards = query.cursor.as_ref().is_some_and(|cursor| cursor.backwards);
        if backwards {
            rows.reverse();
        }
        sum_pages(&mut connection, &mut rows).await?;
        let matching = count(&mut connection, &filter.text, filter.values.clone()).await?;
        let before = match rows.first() {
            Some(first) => {
                let (text, values) = filter.and_before(query, first);
                count(&mut connection, &text, values).await?
            }
            None => 0,
        };
        let after = before + rows.len() as u32;
        let cursor = |row: &ProjectRow, backwards| Cursor {
            backwards,
            id: row.id.get(),
            value: value(row, query.sort),
        };
        let (is_earlier, is_later) = if backwards { (more, after < matching) } else { (before > 0, more) };
        Ok(ProjectPage {
            earlier: rows.first().filter(|_| is_earlier).map(|row| cursor(row, true)),
            later: rows.last().filter(|_| is_later).map(|row| cursor(row, false)),
            total: count(&mut connection, "", vec![]).await?,
            sites: sites(&mut connection).await?,
            rows,
            matching,
            before,
        })
    }

    /// A project with all that its page is made of; none where there is no such project.
    pub async fn project_file(&self, id: ProjectId) -> Result<Option<ProjectFile>, StoreError> {
        let Some(project) = self.project(id).await? else { return Ok(None) };
        let Some((_, settings)) = self.settings().await? else { return Ok(None) };
        let documents = self.documents(id).await?;
        let numbered = self.numbered_rolls(Some(id)).await?;
        let numbers = numbered.iter().filter_map(|row| Some((row.roll.id, row.number?))).collect();
        let rolls: Vec<Roll> = numbered.into_iter().map(|row| row.roll).collect();
        let attempts = self.attempts_of(&rolls).await?;
        let block = self.block_of(id).await?;
        let mut connection = self.inner.readers.acquire().await?;
        let plan = match project.plan {
            0 => None,
            number => {
                let sql = format!("{} where project = $1 and plan = $2", PlanRecord::select());
                let row = fetch_one(&mut connection, sql, vec![id.get().into(), number.into()]).await?;
                row.as_ref().map(PlanRecord::from_row).transpose()?
            }
        };
        let sql = format!("{} where project = $1 order by delivery.id desc", Delivery::select());
        let deliveries = Delivery::from_rows(&fetch(&mut connection, sql, vec![id.get().into()]).await?)?;
        let sql = "select id from run where quarantine = 'held'";
        let held = fetch(&mut connection, sql, vec![]).await?;
        let held = held.iter().map(|row| Columns::new("run", row).unsigned("id").map(RunId::new));
        let held = held.collect::<Result<_, _>>()?;
        let sent = BTreeMap::new();
        Ok(Some(ProjectFile {
            project,
            settings,
            documents,
            plan,
            rolls,
            numbers,
            attempts,
            deliveries,
            block,
            held,
            sent,
        }))
    }

    /// What was sent with a project's deliveries; nothing for the oldest, of which only a digest is kept.
    pub async fn sent_rows(&self, id: ProjectId) -> Result<BTreeMap<DeliveryId, String>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!(
            "{} where delivery in (select delivery.id from delivery where delivery.project = $1)",
            Sent::select()
        );
        let sent = Sent::from_rows(&fetch(&mut connection, sql, vec![id.get().into()]).await?)?;
        Ok(sent.into_iter().map(|sent| (sent.delivery, sent.rows)).collect())
    }

    /// The index of a project as it would be delivered now, or the rule that keeps it back; none where there is no
    /// such project.
    pub async fn index_of(
        &self,
        id: ProjectId,
    ) -> Result<Option<(ProjectKey, Result<Vec<IndexRow>, Refusal>)>, StoreError> {
        let file = self.project_file(id).await?;
        Ok(file.map(|file| (file.project.key.clone(), file.deliverable())))
    }
}

/// The condition of the list's filter; empty where nothing is filtered.
struct Filter {
    text: String,
    values: Vec<Value>,
}

impl Filter {
    fn of(query: &ProjectQuery) -> Self {
        let mut filter = Self { text: String::new(), values: Vec::new() };
        match query.stage {
            Some(stage) => filter.and("listed.need = {}", need(stage).into()),
            // What was deleted is out of the list, and found again by its stage.
            None => filter.add("listed.standing <> 'deleted'"),
        }
        if let Some(site) = &query.site {
            filter.and("listed.site = {}", site.as_str().into());
        }
        for word in query.text.split_whitespace().take(8) {
            let part = format!("%{}%", escaped(&word.to_lowercase()));
            let place = filter.place(part.into());
            let barcode = filter.place(word.into());
            filter.add(&format!(
                "(lower(listed.archive_id) like {place} escape '!' or lower(listed.doc_type) like {place} escape '!'
                    or lower(listed.delivery) like {place} escape '!' or lower(listed.site) like {place} escape '!'
                    or exists (select 1 from document where document.project = listed.id
                        and document.barcode = {barcode}))"
            ));
        }
        filter
    }

    /// Takes a value in and gives its place in the statement.
    fn place(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    fn add(&mut self, condition: &str) {
        let word = if self.text.is_empty() { "where" } else { " and" };
        self.text.push_str(word);
        self.text.push(' ');
        self.text.push_str(condition);
    }

    fn and(&mut self, condition: &str, value: Value) {
        let place = self.place(value);
        self.add(&condition.replace("{}", &place));
    }

    /// The rows that stand before this one.
    fn and_before(&self, query: &ProjectQuery, row: &ProjectRow) -> (String, Vec<Value>) {
        let cursor = Cursor { backwards: true, id: row.id.get(), value: value(row, query.sort) };
        let mut filter = Self { text: self.text.clone(), values: self.values.clone() };
        filter.beyond(query, &cursor);
        (filter.text, filter.values)
    }

    /// Rows on the wanted side of the cursor. Rows of the same value stand newest first, whatever the order.
    fn beyond(&mut self, query: &ProjectQuery, cursor: &Cursor) {
        let key = key(query.sort);
        let value = match query.sort {
            ProjectSort::ArchiveId | ProjectSort::DocType | ProjectSort::Site => {
                Value::from(cursor.value.as_str())
            }
            ProjectSort::Need | ProjectSort::Documents | ProjectSort::Registered => {
                Value::from(cursor.value.parse::<i64>().unwrap_or(0))
            }
        };
        let (value, id) = (self.place(value), self.place(cursor.id.into()));
        let beyond = if query.falling == cursor.backwards { ">" } else { "<" };
        let newer = if cursor.backwards { ">" } else { "<" };
        self.add(&format!("({key} {beyond} {value} or ({key} = {value} and listed.id {newer} {id}))"));
    }
}

/// The rows of a page, in the direction of the cursor, and whether there are more that way.
async fn rows(
    connection: &mut AnyConnection,
    query: &ProjectQuery,
    filter: &Filter,
) -> Result<(Vec<ProjectRow>, bool), StoreError> {
    let mut part = Filter { text: filter.text.clone(), values: filter.values.clone() };
    if let Some(cursor) = &query.cursor {
        part.beyond(query, cursor);
    }
    let backwards = query.cursor.as_ref().is_some_and(|cursor| cursor.backwards);
    let by = if query.falling == backwards { "asc" } else { "desc" };
    let newest = if backwards { "asc" } else { "desc" };
    let (key, most) = (key(query.sort), ROWS + 1);
    let condition = &part.text;
    let sql = format!(
        "{LISTED} select listed.id, listed.archive_id, listed.site, listed.doc_type, listed.delivery,
            listed.registered, listed.standing, listed.standing_reason, listed.plan, listed.planned, listed.rework,
            listed.filming, listed.filmed, listed.documents, listed.deliveries
        from listed {condition} order by {key} {by}, listed.id {newest} limit {most}"
    );
    let found = fetch(connection, sql, part.values).await?;
    let rows = found.iter().take(ROWS).map(row).collect::<Result<Vec<_>, _>>()?;
    Ok((rows, found.len() > ROWS))
}

fn row(row: &sqlx::any::AnyRow) -> Result<ProjectRow, StoreError> {
    let row = Columns::new("project", row);
    let (planned, rework) = (row.small("planned")?, row.small("rework")?);
    let (filming, filmed) = (row.small("filming")?, row.small("filmed")?);
    let progress = Progress {
        planned: planned.into(),
        rework: rework.into(),
        filming: filming.into(),
        filmed: filmed.into(),
        accepted: 0,
    };
    let standing = crate::projects::standing(&row)?;
    Ok(ProjectRow {
        id: ProjectId::new(row.unsigned("id")?),
        archive_id: row.text("archive_id")?,
        site: row.text("site")?,
        doc_type: row.text("doc_type")?,
        delivery: row.text("delivery")?,
        stage: ProjectStage::of(&standing, row.number("plan")? > 0, &progress),
        documents: row.small("documents")?,
        pages: 0,
        planned,
        rework,
        filming,
        filmed,
        deliveries: row.small("deliveries")?,
        registered: Timestamp::from_millis(row.number("registered")?),
    })
}

async fn sum_pages(connection: &mut AnyConnection, rows: &mut [ProjectRow]) -> Result<(), StoreError> {
    let sql = "select document.project as project, cast(sum(document.pages) as bigint) as pages from document
        where document.project in ({ids}) group by document.project";
    let ids: Vec<Value> = rows.iter().map(|row| row.id.get().into()).collect();
    let mut pages = BTreeMap::new();
    for row in fetch_in(connection, sql, ids).await? {
        let row = Columns::new("document", &row);
        pages.insert(ProjectId::new(row.unsigned("project")?), row.unsigned("pages")?);
    }
    for row in rows {
        row.pages = pages.get(&row.id).copied().unwrap_or(0);
    }
    Ok(())
}

async fn count(connection: &mut AnyConnection, filter: &str, values: Vec<Value>) -> Result<u32, StoreError> {
    let sql = match filter {
        "" => "select count(*) as projects from project where project.standing <> 'deleted'".to_owned(),
        _ => format!("{LISTED} select count(*) as projects from listed {filter}"),
    };
    let row = fetch_one(connection, sql, values).await?;
    row.map_or(Ok(0), |row| Columns::new("project", &row).small("projects"))
}

async fn sites(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let sql = "select distinct project.site as site from project order by project.site";
    let rows = fetch(connection, sql, vec![]).await?;
    rows.iter().map(|row| Columns::new("project", row).text("site")).collect()
}

const fn key(sort: ProjectSort) -> &'static str {
    match sort {
        ProjectSort::Need => "listed.need",
        ProjectSort::ArchiveId => "listed.archive_id",
        ProjectSort::DocType => "listed.doc_type",
        ProjectSort::Site => "listed.site",
        ProjectSort::Documents => "listed.documents",
        ProjectSort::Registered => "listed.registered",
    }
}

/// What a row is sorted by, as a cursor keeps it.
fn value(row: &ProjectRow, sort: ProjectSort) -> String {
    match sort {
        ProjectSort::Need => need(row.stage).to_string(),
        ProjectSort::ArchiveId => row.archive_id.clone(),
        ProjectSort::DocType => row.doc_type.clone(),
        ProjectSort::Site => row.site.clone(),
        ProjectSort::Documents => row.documents.to_string(),
        ProjectSort::Registered => row.registered.millis().to_string(),
    }
}

/// Those that need a person first.
const fn need(stage: ProjectStage) -> i64 {
    match stage {
        ProjectStage::ReworkRequired => 0,
        ProjectStage::FilmingInProgress => 1,
        ProjectStage::RegisterComplete => 2,
        ProjectStage::Draft => 3,
        ProjectStage::FilmingComplete => 4,
        ProjectStage::Archived => 5,
        ProjectStage::Abandoned => 6,
        ProjectStage::Deleted => 7,
    }
}

/// A text that `like` takes as it is.
fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

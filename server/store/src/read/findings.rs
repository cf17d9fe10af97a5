//! Reads: findings, and files of the machine.

use super::ledger::{Condition, beginning};
use super::names::{NameBook, Wanted};
use crate::db::{Columns, fetch, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::film::attempt::Attempt;
use domain::id::{AttemptId, FindingId, MachineFileId};
use domain::machine::{Finding, MachineFile, MatterKind, NumberClass};
use domain::time::Timestamp;
use domain::view::findings::{
    ClassLine, ContradictedLine, FindingView, FindingsQuery, FindingsView, KindCount, MachineFileView,
};
use sqlx::AnyConnection;

/// Findings on a page.
const PAGE: u32 = 100;

impl Store {
    /// Findings that fit a query, and what else the inbox shows.
    pub async fn findings(&self, query: &FindingsQuery) -> Result<FindingsView, StoreError> {
        self.findings_up_to(query, PAGE).await
    }

    /// Every finding that fits a query.
    pub async fn all_findings(&self, query: &FindingsQuery) -> Result<FindingsView, StoreError> {
        self.findings_up_to(query, u32::MAX).await
    }

    async fn findings_up_to(&self, query: &FindingsQuery, most: u32) -> Result<FindingsView, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut view = FindingsView::default();
        let sql = "select course, kind, count(*) as findings from finding group by course, kind";
        for row in fetch(&mut connection, sql, vec![]).await? {
            let row = Columns::new("finding", &row);
            let kind = row.required("kind", MatterKind::parse(&row.text("kind")?))?;
            let (settled, count) = (row.text("course")? == "settled", row.small("findings")?);
            if settled {
                view.settled += count
            } else {
                view.open += count
            }
            if settled == query.settled {
                view.counts.push(KindCount { kind, count });
            }
        }
        view.counts.sort_by_key(|entry| entry.kind);
        let condition = condition_of(query);
        let sql = format!("select count(*) as findings from finding where {}", condition.sql);
        let row = fetch_one(&mut connection, sql, condition.values.clone()).await?;
        view.total = row.map_or(Ok(0), |row| Columns::new("finding", &row).small("findings"))?;
        let order = if query.settled {
            "finding.settled desc, finding.id desc"
        } else {
            "finding.number, finding.id"
        };
        let sql = format!("{} where {} order by {order} limit {most}", Finding::select(), condition.sql);
        let rows = Finding::from_rows(&fetch(&mut connection, sql, condition.values).await?)?;
        view.rows = rows.into_iter().map(FindingView::from).collect();
        view.contradicted = contradicted(&mut connection).await?;
        view.classes = classes(&mut connection).await?;
        Ok(view)
    }

    /// Open findings and contradicted attempts, for the mark beside the inbox.
    pub async fn open_findings(&self) -> Result<u32, StoreError> {
        open(&mut *self.inner.readers.acquire().await?).await
    }

    /// One finding, as it stands.
    pub async fn finding(&self, id: FindingId) -> Result<Option<FindingView>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where id = $1", Finding::select());
        let row = fetch_one(&mut connection, sql, vec![id.get().into()]).await?;
        row.map(|row| Finding::from_row(&row).map(FindingView::from)).transpose()
    }

    /// A file of the machine with its bytes.
    pub async fn machine_file(&self, id: MachineFileId) -> Result<Option<MachineFile>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where id = $1", MachineFile::select());
        let row = fetch_one(&mut connection, sql, vec![id.get().into()]).await?;
        row.as_ref().map(MachineFile::from_row).transpose()
    }

    /// The files received for a running attempt, newest first.
    pub async fn received_files(&self, attempt: AttemptId) -> Result<Vec<MachineFileView>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        received_for(&mut connection, attempt).await
    }
}

/// How many findings and contradicted attempts wait for somebody.
pub(super) async fn open(connection: &mut AnyConnection) -> Result<u32, StoreError> {
    let sql = "select (select count(*) from finding where course = 'open')
        + (select count(*) from attempt where course = 'running' and comparison is not null) as findings";
    let row = fetch_one(connection, sql, vec![]).await?;
    row.map_or(Ok(0), |row| Columns::new("finding", &row).small("findings"))
}

/// The files received for an attempt, newest first.
pub(super) async fn received_for(
    connection: &mut AnyConnection,
    attempt: AttemptId,
) -> Result<Vec<MachineFileView>, StoreError> {
    files_where(connection, "attempt = $1", attempt.get().into()).await
}

/// The files and findings of one number, oldest first.
pub(super) async fn of_number(
    connection: &mut AnyConnection,
    number: &str,
) -> Result<(Vec<MachineFileView>, Vec<FindingView>), StoreError> {
    let mut files = files_where(connection, "number = $1", number.into()).await?;
    files.reverse();
    let sql = format!("{} where number = $1 order by finding.id", Finding::select());
    let findings = Finding::from_rows(&fetch(connection, sql, vec![number.into()]).await?)?;
    Ok((files, findings.into_iter().map(FindingView::from).collect()))
}

/// Files without their bytes, newest first.
async fn files_where(
    connection: &mut AnyConnection,
    condition: &str,
    value: crate::db::Value,
) -> Result<Vec<MachineFileView>, StoreError> {
    let sql = format!(
        "select id, name, told, size, digest, received, received_by from machine_file
        where {condition} order by machine_file.id desc"
    );
    let rows = fetch(connection, sql, vec![value]).await?;
    let file = |row| {
        let row = Columns::new("machine_file", row);
        Ok(MachineFileView {
            id: MachineFileId::new(row.unsigned("id")?),
            name: row.text("name")?,
            told: row.json("told")?,
            size: row.unsigned("size")?,
            digest: row.text("digest")?,
            at: Timestamp::from_millis(row.number("received")?),
            by: row.text("received_by")?,
        })
    };
    rows.iter().map(file).collect()
}

fn condition_of(query: &FindingsQuery) -> Condition {
    let mut condition = Condition::default();
    condition.and("finding.course = ", if query.settled { "settled" } else { "open" }.into());
    if let Some(kind) = query.kind {
        condition.and("finding.kind = ", kind.code().into());
    }
    let number = query.number.trim();
    if !number.is_empty() {
        condition.values.push(beginning(number).into());
        condition.sql += &format!(" and lower(finding.number) like ${} escape '!'", condition.values.len());
    }
    condition
}

async fn contradicted(connection: &mut AnyConnection) -> Result<Vec<ContradictedLine>, StoreError> {
    let sql = format!(
        "{} where course = 'running' and comparison is not null order by attempt.id",
        Attempt::select()
    );
    let attempts = Attempt::from_rows(&fetch(connection, sql, vec![]).await?)?;
    let mut wanted = Wanted::default();
    for attempt in &attempts {
        wanted.rolls.insert(attempt.roll);
    }
    let names = NameBook::look_up(connection, wanted).await?;
    let line = |attempt: Attempt| {
        let roll = names.roll_link(attempt.roll)?;
        let findings = attempt.comparison?.findings.into_iter().filter(|finding| finding.blocks()).collect();
        Some(ContradictedLine { roll, findings })
    };
    Ok(attempts.into_iter().filter_map(line).collect())
}

async fn classes(connection: &mut AnyConnection) -> Result<Vec<ClassLine>, StoreError> {
    let sql = "select class, count(distinct number) as numbers, count(*) as files
        from machine_file group by class";
    let mut lines = Vec::new();
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("machine_file", &row);
        let class = row.required("class", NumberClass::parse(&row.text("class")?))?;
        lines.push(ClassLine { class, numbers: row.small("numbers")?, files: row.small("files")? });
    }
    lines.sort_by_key(|line| line.class);
    Ok(lines)
}

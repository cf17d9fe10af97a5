//! Reads: film numbers as lists and series; one number is read in `number.rs`.

use super::ledger::{Condition, beginning};
use super::names::{NameBook, Wanted};
use crate::db::{Columns, Value, fetch, fetch_in, fetch_one, places};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::lab::LabSettings;
use domain::number::{Claim, FilmNumber, Held, Holding, NumberState, Series};
use domain::time::Timestamp;
use domain::view::numbers::{NumberRow, NumbersPage, NumbersQuery, SeriesView, StateCount};
use sqlx::AnyConnection;

/// A number no customer has on a film: carried by none, or by one of a project that was never delivered. What became
/// of films of the time before is not known here.
pub(super) const UNDELIVERED: &str =
    "(holding.kind <> 'earlier' and (holding.kind <> 'issued' or not exists (select 1
    from roll join delivery on delivery.project = roll.project where roll.id = holding.roll)))";

/// Rows on a page.
const PAGE: usize = 50;

/// Words of holdings in the table, for each state.
pub(super) const fn kinds_of(state: NumberState) -> &'static [&'static str] {
    match state {
        NumberState::Free => &["returned"],
        NumberState::Reserved => &["reserved"],
        NumberState::Bound => &["bound"],
        NumberState::Issued => &["issued", "earlier"],
        NumberState::Void => &["void", "skipped"],
    }
}

impl Store {
    /// Every series with its next number and how many numbers are in each state.
    pub async fn series_views(&self) -> Result<Vec<SeriesView>, StoreError> {
        let settings = self.settings().await?.map(|(_, settings)| settings);
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} order by series.digit", Series::select());
        let series = Series::from_rows(&fetch(&mut connection, sql, vec![]).await?)?;
        let sql = "select holding.series, holding.kind, count(*) as numbers
            from holding group by holding.series, holding.kind";
        let rows = fetch(&mut connection, sql, vec![]).await?;
        let mut views: Vec<SeriesView> =
            series.iter().map(|series| head_of(series, settings.as_ref())).collect();
        for row in &rows {
            let row = Columns::new("holding", row);
            let (digit, kind, count) = (row.small("series")?, row.text("kind")?, row.small("numbers")?);
            let view = views.iter_mut().find(|view| view.series.digit() == digit);
            let entry = view.and_then(|view| {
                view.counts.iter_mut().find(|entry| kinds_of(entry.state).contains(&kind.as_str()))
            });
            if let Some(entry) = entry {
                entry.count += count;
            }
        }
        Ok(views)
    }

    /// A page of a series' numbers, highest first.
    pub async fn numbers_page(&self, query: &NumbersQuery) -> Result<NumbersPage, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let condition = condition_of(&mut connection, query).await?;
        let sql = format!("select count(*) as numbers from holding where {}", condition.sql);
        let row = fetch_one(&mut connection, sql, condition.values.clone()).await?;
        let total = row.map_or(Ok(0), |row| Columns::new("holding", &row).small("numbers"))?;
        let rising = query.above.is_some();
        let Condition { mut sql, mut values } = condition;
        if let Some(number) = query.above.or(query.below) {
            values.push(number.value().into());
            sql += &format!(" and holding.number {} ${}", if rising { ">" } else { "<" }, values.len());
        }
        let order = if rising { "asc" } else { "desc" };
        // One row more than a page tells whether there is another.
        let sql =
            format!("{} where {sql} order by holding.number {order} limit {}", Held::select(), PAGE + 1);
        let mut rows = Held::from_rows(&fetch(&mut connection, sql, values).await?)?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let (more_above, more_below) = if rising { (more, true) } else { (query.below.is_some(), more) };
        if rising {
            rows.reverse();
        }
        let mut wanted = Wanted::default();
        for held in &rows {
            wanted.holding(&held.holding);
        }
        let names = NameBook::look_up(&mut connection, wanted).await?;
        let rows = rows.into_iter().map(|held| row_of(held, &names)).collect();
        Ok(NumbersPage { rows, total, more_above, more_below, now: Timestamp::default() })
    }
}

pub(super) fn head_of(series: &Series, settings: Option<&LabSettings>) -> SeriesView {
    let sites = settings.into_iter().flat_map(|settings| &settings.sites);
    let sites = sites.filter(|site| site.series == series.id).map(|site| site.code.clone());
    SeriesView {
        series: series.id,
        sites: sites.collect(),
        next: FilmNumber::of(series.id, series.next),
        handed_out: series.next - 1,
        counts: NumberState::ALL.map(|state| StateCount { state, count: 0 }).to_vec(),
    }
}

pub(super) fn row_of(held: Held, names: &NameBook) -> NumberRow {
    let (roll, project) = names.holder(&held.holding);
    let state = held.holding.state();
    let (mut words, mut until, mut replacement) = (String::new(), None, None);
    let mut claimed = |claim: Claim| {
        until = claim.until;
        claim.purpose
    };
    match held.holding {
        Holding::Returned { reason } => words = reason,
        Holding::Earlier { projects, source, .. } => {
            words = if projects.is_empty() { source } else { projects.join(", ") };
        }
        Holding::Skipped { source } => words = source,
        Holding::Void { reason, replaced_by } => {
            words = reason;
            replacement = replaced_by;
        }
        Holding::Reserved { claim } | Holding::Bound { claim: Some(claim), .. } => words = claimed(claim),
        Holding::Bound { claim: None, .. } | Holding::Issued { .. } => {}
    }
    NumberRow {
        number: held.number,
        state,
        roll,
        project,
        words,
        until,
        replaced_by: replacement,
        since: held.since,
        by: held.by,
        entry: held.entry,
    }
}

/// What a query asks of the holdings. A text is a number or its sequence, a roll, the beginning of a project's name,
/// or a word of a purpose or reason; never a search through all issued numbers.
async fn condition_of(connection: &mut AnyConnection, query: &NumbersQuery) -> Result<Condition, StoreError> {
    let mut condition = Condition::default();
    condition.and("holding.series = ", query.series.into());
    if query.undelivered {
        condition.sql.push_str(" and ");
        condition.sql.push_str(UNDELIVERED);
    }
    if let Some(state) = query.state {
        let kinds: Vec<String> = kinds_of(state).iter().map(|kind| format!("'{kind}'")).collect();
        condition.sql += &format!(" and holding.kind in ({})", kinds.join(", "));
    }
    let text = query.text.trim();
    if text.is_empty() {
        return Ok(condition);
    }
    if let Ok(number) = FilmNumber::read(text) {
        condition.and("holding.number = ", number.value().into());
        return Ok(condition);
    }
    if let Ok(digits) = text.parse::<u32>() {
        let number = if text.len() == 8 { digits } else { query.series * 10_000_000 + digits % 10_000_000 };
        condition.and("holding.number = ", number.into());
        return Ok(condition);
    }
    let (projects, rolls) = named(connection, text).await?;
    let attempts = attempts_of(connection, &rolls).await?;
    let Condition { sql, values } = &mut condition;
    let mut parts = Vec::new();
    for (column, ids) in [("project", projects), ("roll", rolls), ("attempt", attempts)] {
        if !ids.is_empty() {
            parts.push(format!("holding.{column} in ({})", places(values.len() + 1, ids.len())));
            values.extend(ids);
        }
    }
    let like = format!("%{}", beginning(text));
    for column in ["purpose", "reason"] {
        values.push(like.as_str().into());
        // Only what somebody wrote is looked through: those numbers are few.
        parts.push(format!(
            "holding.kind in ('reserved', 'returned', 'void', 'skipped') and lower(holding.{column}) like ${} escape '!'",
            values.len()
        ));
    }
    *sql += &format!(" and ({})", parts.join(" or "));
    Ok(condition)
}

/// Projects whose name begins so, and their rolls; or the rolls of this very name.
async fn named(connection: &mut AnyConnection, text: &str) -> Result<(Vec<Value>, Vec<Value>), StoreError> {
    let id = |row: &sqlx::any::AnyRow| Columns::new("name", row).unsigned("id").map(Value::from);
    let sql = "select id from roll where temporary_id = $1";
    let rows = fetch(connection, sql, vec![text.into()]).await?;
    if !rows.is_empty() {
        return Ok((vec![], rows.iter().map(id).collect::<Result<_, _>>()?));
    }
    let sql = "select project.id from project
        where lower(project.archive_id || '_' || project.site || '_' || project.doc_type) like $1 escape '!'
        order by project.id desc limit 50";
    let rows = fetch(connection, sql, vec![beginning(text).into()]).await?;
    let projects = rows.iter().map(id).collect::<Result<Vec<_>, _>>()?;
    if projects.is_empty() {
        return Ok((projects, vec![]));
    }
    let rows = fetch_in(connection, "select id from roll where project in ({ids})", projects.clone()).await?;
    Ok((projects, rows.iter().map(id).collect::<Result<_, _>>()?))
}

/// Running attempts of these rolls: a bound number knows its attempt only.
async fn attempts_of(connection: &mut AnyConnection, rolls: &[Value]) -> Result<Vec<Value>, StoreError> {
    if rolls.is_empty() {
        return Ok(vec![]);
    }
    let sql = "select id from attempt where course = 'running' and roll in ({ids})";
    let rows = fetch_in(connection, sql, rolls.to_vec()).await?;
    rows.iter().map(|row| Columns::new("attempt", row).unsigned("id").map(Value::from)).collect()
}

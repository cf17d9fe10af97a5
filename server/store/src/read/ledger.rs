//! Reads: the ledger as a list, and one entry of it.

use super::history::{Read, read};
use super::names::{NameBook, Wanted};
use crate::db::{Columns, Value, fetch, fetch_one, places};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::event::Kind;
use domain::history::summary;
use domain::id::{ReelId, TempRollId};
use domain::ledger::{Entry, GENESIS};
use domain::number::FilmNumber;
use domain::time::Timestamp;
use domain::view::lab::{EntryView, LedgerPage, LedgerQuery, WholeEntry};
use domain::words::Language;
use sqlx::AnyConnection;

/// Entries on a page: each may carry a whole list or log.
const PAGE: usize = 30;
/// Changes a list shows of one entry, and a page of its own.
const LISTED_CHANGES: usize = 4;
const MOST_CHANGES: usize = 500;
/// Characters of a body that a screen shows; the rest is read from an export.
const MOST_SHOWN: usize = 60_000;
const DAY_MILLIS: i64 = 86_400_000;

/// What a reader is concerned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    Thing(Kind, u64),
    /// Anything of these kinds.
    Kinds(&'static [Kind]),
}

async fn names_of(connection: &mut AnyConnection, entries: &[Read]) -> Result<NameBook, StoreError> {
    let mut wanted = Wanted::default();
    for entry in entries {
        wanted.events(&entry.body.events);
    }
    NameBook::look_up(connection, wanted).await
}

impl Store {
    /// A page of the ledger, newest first.
    pub async fn ledger_page(
        &self,
        query: &LedgerQuery,
        language: Language,
    ) -> Result<LedgerPage, StoreError> {
        let (total, _) = self.ledger_head().await?;
        let mut connection = self.inner.readers.acquire().await?;
        let mut page = LedgerPage { total, actors: actors(&mut connection).await?, ..LedgerPage::default() };
        let Some(mut condition) = condition_of(&mut connection, query, total).await? else {
            page.unknown_text = true;
            return Ok(page);
        };
        let rising = query.after.is_some();
        if let Some(seq) = query.after {
            condition.and("ledger.seq > ", seq.into());
        } else if let Some(seq) = query.before {
            condition.and("ledger.seq < ", seq.into());
        }
        let order = if rising { "asc" } else { "desc" };
        // One row more than a page tells whether there is another.
        let sql = format!(
            "{} where {} order by ledger.seq {order} limit {}",
            Entry::select(),
            condition.sql,
            PAGE + 1
        );
        let mut entries = Entry::from_rows(&fetch(&mut connection, sql, condition.values).await?)?;
        let more = entries.len() > PAGE;
        entries.truncate(PAGE);
        if rising {
            entries.reverse();
        }
        (page.more_after, page.more_before) = match (query.after, query.before) {
            (Some(_), _) => (more, true),
            (None, before) => (before.is_some(), more),
        };
        let entries = entries.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let names = names_of(&mut connection, &entries).await?;
        page.entries =
            entries.into_iter().map(|entry| shown(entry, LISTED_CHANGES, &names, language)).collect();
        Ok(page)
    }

    /// What was done after an entry somebody saw, newest first.
    pub async fn news_after(
        &self,
        seen: u64,
        concern: Concern,
        most: u32,
        language: Language,
    ) -> Result<Vec<EntryView>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let (subjects, ids) = match concern {
            // What happens to a roll happens to its project, too.
            Concern::Thing(Kind::Project, id) => {
                let rolls = "select roll.id from roll where roll.project = $2";
                let own = "ledger_subject.kind = 'project' and ledger_subject.subject = $2";
                (
                    format!("{own} or ledger_subject.kind = 'roll' and ledger_subject.subject in ({rolls})"),
                    vec![id],
                )
            }
            Concern::Thing(kind, id) => {
                let kind = kind.code();
                (format!("ledger_subject.kind = '{kind}' and ledger_subject.subject = $2"), vec![id])
            }
            Concern::Kinds(kinds) => {
                let codes: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.code())).collect();
                (format!("ledger_subject.kind in ({})", codes.join(", ")), vec![])
            }
        };
        let sql = format!(
            "{} where ledger.seq in (select ledger_subject.seq from ledger_subject
                where ledger_subject.seq > $1 and ({subjects}))
            order by ledger.seq desc limit {most}",
            Entry::select()
        );
        let values = std::iter::once(seen).chain(ids).map(Value::from).collect();
        let entries = Entry::from_rows(&fetch(&mut connection, sql, values).await?)?;
        let entries = entries.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let names = names_of(&mut connection, &entries).await?;
        Ok(entries.into_iter().map(|entry| shown(entry, 0, &names, language)).collect())
    }

    /// One entry with all its hash covers; none where the ledger is shorter.
    pub async fn ledger_entry(&self, seq: u64, language: Language) -> Result<Option<WholeEntry>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where seq in ($1, $2) order by ledger.seq", Entry::select());
        let values = vec![seq.saturating_sub(1).into(), seq.into()];
        let mut entries = Entry::from_rows(&fetch(&mut connection, sql, values).await?)?;
        let Some(entry) = entries.pop().filter(|entry| entry.seq == seq) else { return Ok(None) };
        let before = entries.pop().map_or_else(|| GENESIS.to_owned(), |before| before.hash);
        let holds = entry.previous == before && entry.compute_hash() == entry.hash;
        let entry = read(entry)?;
        let names = names_of(&mut connection, std::slice::from_ref(&entry)).await?;
        let laid_out: serde_json::Value = serde_json::from_str(&entry.entry.body)
            .map_err(|error| StoreError::corrupt("ledger", seq, error))?;
        let text = serde_json::to_string_pretty(&shortened(laid_out))
            .map_err(|error| StoreError::corrupt("ledger", seq, error))?;
        let size = entry.entry.body.len() as u64;
        let (key, answer) = (entry.entry.key.clone(), entry.entry.answer.clone());
        let previous = entry.entry.previous.clone();
        drop(connection);
        let (total, _) = self.ledger_head().await?;
        Ok(Some(WholeEntry {
            entry: shown(entry, MOST_CHANGES, &names, language),
            body: text.chars().take(MOST_SHOWN).collect(),
            size,
            key,
            answer,
            previous,
            holds,
            is_last: seq == total,
        }))
    }
}

/// Long texts inside a body are files of evidence: their beginning is enough to recognise them.
fn shortened(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        Json::String(text) if text.len() > 400 => {
            Json::String(text.chars().take(80).chain("…".chars()).collect())
        }
        Json::Array(items) => Json::Array(items.into_iter().map(shortened).collect()),
        Json::Object(fields) => {
            Json::Object(fields.into_iter().map(|(name, value)| (name, shortened(value))).collect())
        }
        other => other,
    }
}

fn shown(read: Read, most_changes: usize, names: &NameBook, language: Language) -> EntryView {
    let Read { entry, body } = read;
    let summary = summary(&entry.action, &body.events, names, language);
    let changed = u32::try_from(body.changes.len()).unwrap_or(u32::MAX);
    let mut changes = body.changes;
    changes.truncate(most_changes);
    EntryView {
        seq: entry.seq,
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        summary,
        reason: entry.reason,
        changes,
        changed,
        hash: entry.hash,
    }
}

/// A condition under construction: `$1…` and the values for them.
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Default for Condition {
    fn default() -> Self {
        Self { sql: "1 = 1".to_owned(), values: Vec::new() }
    }
}

impl Condition {
    pub(super) fn and(&mut self, comparison: &str, value: Value) {
        self.values.push(value);
        self.sql.push_str(&format!(" and {comparison}${}", self.values.len()));
    }

    /// Entries that speak of one of these things.
    fn and_about(&mut self, subjects: &[(Kind, u64)]) {
        let mut parts = Vec::new();
        for kind in Kind::ALL {
            let ids: Vec<u64> =
                subjects.iter().filter(|(other, _)| *other == kind).map(|(_, id)| *id).collect();
            if ids.is_empty() {
                continue;
            }
            self.values.push(kind.code().into());
            let kind = self.values.len();
            let list = places(kind + 1, ids.len());
            self.values.extend(ids.into_iter().map(Value::from));
            parts.push(format!("ledger_subject.kind = ${kind} and ledger_subject.subject in ({list})"));
        }
        let any = if parts.is_empty() { "1 = 0".to_owned() } else { parts.join(" or ") };
        self.sql.push_str(&format!(
            " and ledger.seq in (select ledger_subject.seq from ledger_subject where {any})"
        ));
    }
}

/// What a query asks of the ledger's rows; `None` where its text names nothing.
async fn condition_of(
    connection: &mut AnyConnection,
    query: &LedgerQuery,
    total: u64,
) -> Result<Option<Condition>, StoreError> {
    let mut condition = Condition::default();
    if !query.actor.is_empty() {
        condition.and("ledger.actor = ", query.actor.as_str().into());
    }
    if !query.action.is_empty() {
        condition.and("ledger.action = ", query.action.as_str().into());
    }
    if let Some(day) = query.day {
        let from = first_since(connection, day, total).await?;
        let to = first_since(connection, Timestamp::from_millis(day.millis() + DAY_MILLIS), total).await?;
        condition.and("ledger.seq >= ", from.into());
        condition.and("ledger.seq < ", to.into());
    }
    if let Some(kind) = query.kind {
        condition.values.push(kind.code().into());
        let place = condition.values.len();
        condition.sql.push_str(&format!(
            " and exists (select 1 from ledger_subject where ledger_subject.seq = ledger.seq
                and ledger_subject.kind = ${place})"
        ));
    }
    let text = query.text.trim();
    if let Some(seq) = entry_number(text) {
        condition.and("ledger.seq = ", seq.into());
    } else if !text.is_empty() {
        let subjects = subjects_named(connection, text).await?;
        if subjects.is_empty() {
            return Ok(None);
        }
        condition.and_about(&subjects);
    }
    Ok(Some(condition))
}

/// `18204` is an entry; eight digits are a film number.
fn entry_number(text: &str) -> Option<u64> {
    if FilmNumber::read(text).is_ok() { None } else { text.parse().ok() }
}

/// The things a text names exactly, or by the beginning of a project's name.
async fn subjects_named(connection: &mut AnyConnection, text: &str) -> Result<Vec<(Kind, u64)>, StoreError> {
    if let Ok(number) = FilmNumber::read(text) {
        return Ok(vec![(Kind::Number, number.value().into())]);
    }
    if let Some(id) = text.strip_prefix("R-").and_then(|digits| digits.parse().ok()).map(ReelId::new) {
        return Ok(vec![(Kind::Reel, id.get())]);
    }
    if text.starts_with(['T', 't'])
        && let Ok(id) = TempRollId::read(text)
    {
        return Ok(vec![(Kind::TempRoll, id.get())]);
    }
    let mut subjects = Vec::new();
    let exact = [
        (Kind::Roll, "select id from roll where temporary_id = $1"),
        (Kind::Person, "select id from person where name = $1"),
        (Kind::Token, "select id from token where label = $1"),
    ];
    for (kind, sql) in exact {
        for row in fetch(connection, sql, vec![text.into()]).await? {
            subjects.push((kind, Columns::new("name", &row).unsigned("id")?));
        }
    }
    if subjects.is_empty() {
        let sql = "select project.id from project
            where lower(project.archive_id || '_' || project.site || '_' || project.doc_type) like $1 escape '!'
            order by project.id desc limit 50";
        let projects = fetch(connection, sql, vec![beginning(text).into()]).await?;
        for row in &projects {
            subjects.push((Kind::Project, Columns::new("project", row).unsigned("id")?));
        }
        let ids: Vec<u64> = subjects.iter().map(|(_, id)| *id).collect();
        if !ids.is_empty() {
            let sql = "select id from roll where project in ({ids})";
            for row in crate::db::fetch_in(connection, sql, ids.into_iter().map(Value::from)).await? {
                subjects.push((Kind::Roll, Columns::new("roll", &row).unsigned("id")?));
            }
        }
    }
    Ok(subjects)
}

/// A pattern for texts in small letters that begin so; what would mean something in a pattern is escaped with `!`.
pub(super) fn beginning(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 1);
    for letter in text.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

async fn actors(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let sql =
        "select person.name as name from person union select token.label as name from token order by name";
    let rows = fetch(connection, sql, vec![]).await?;
    let mut names =
        rows.iter().map(|row| Columns::new("person", row).text("name")).collect::<Result<Vec<_>, _>>()?;
    names.push("console".to_owned());
    Ok(names)
}

/// The first entry at or after a time, or one past the last. Entries have no gap and their times rise, so halving
/// finds it with a few reads by key, without an index.
async fn first_since(connection: &mut AnyConnection, at: Timestamp, total: u64) -> Result<u64, StoreError> {
    let (mut low, mut high) = (1, total + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let row =
            fetch_one(connection, "select happened from ledger where seq = $1", vec![middle.into()]).await?;
        let row = row.ok_or_else(|| StoreError::corrupt("ledger", middle, "is missing"))?;
        if Columns::new("ledger", &row).number("happened")? < at.millis() {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

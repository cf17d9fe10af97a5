//! Every table against what the ledger gives when it is applied to an empty lab.

use super::Difference;
use crate::db::{Columns, Value, fetch, json};
use crate::error::StoreError;
use crate::ledger::EntryRow;
use crate::load;
use crate::projects::Placed;
use crate::replay::{PAGE, page_after};
use crate::row::Row;
use domain::lab::{Lab, Stamp};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// The lab as the ledger tells it, in memory.
#[derive(Default)]
pub(super) struct Rebuilt {
    lab: Lab,
    /// Bodies of the settings by version.
    settings: BTreeMap<String, String>,
    /// `kind/subject/seq` of everything an entry touched.
    subjects: BTreeSet<String>,
    /// Topics of the outbox by entry.
    topics: BTreeMap<String, String>,
    differences: Vec<Difference>,
}

impl Rebuilt {
    fn take(&mut self, entry: domain::ledger::Entry) -> Result<(), StoreError> {
        let stamp = Stamp { seq: entry.seq, at: entry.at, actor: entry.actor.clone() };
        let version = self.lab.head.settings_version;
        let mut changes = Vec::new();
        match entry.body() {
            Ok(body) => {
                for event in &body.events {
                    changes.extend(self.lab.apply(event, &stamp));
                }
                if changes != body.changes {
                    let sentence =
                        format!("Entry {}: its events do not give the changes it tells.", entry.seq);
                    self.report("changes_do_not_follow", format!("entry {}", entry.seq), sentence);
                }
            }
            Err(error) => {
                let sentence = format!("Entry {} cannot be read: {error}.", entry.seq);
                self.report("entry_unreadable", format!("entry {}", entry.seq), sentence);
            }
        }
        if self.lab.head.settings_version != version
            && let Some(settings) = &self.lab.settings
        {
            self.settings.insert(self.lab.head.settings_version.to_string(), json(settings)?);
        }
        self.lab.head.seq = entry.seq;
        for change in &changes {
            self.subjects.insert(format!("{}/{}/{}", change.kind.code(), change.id, entry.seq));
        }
        let seq = entry.seq.to_string();
        self.topics.insert(seq, EntryRow { entry, changes }.topics());
        Ok(())
    }

    fn report(&mut self, promise: &str, subject: String, sentence: String) {
        self.differences.push(Difference { promise: promise.to_owned(), subject, sentence });
    }
}

pub(super) async fn rebuild(connection: &mut AnyConnection) -> Result<Rebuilt, StoreError> {
    let mut rebuilt = Rebuilt::default();
    loop {
        let page = page_after(connection, rebuilt.lab.head.seq, PAGE).await?;
        if page.is_empty() {
            return Ok(rebuilt);
        }
        for entry in page {
            rebuilt.take(entry)?;
        }
    }
}

pub(super) async fn compare(
    connection: &mut AnyConnection,
    rebuilt: &Rebuilt,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    differences.extend(rebuilt.differences.iter().cloned());
    compare_tables(connection, &rebuilt.lab, differences).await?;
    compare_head(connection, &rebuilt.lab, differences).await?;
    let sql = "select cast(version as text) as at, body as text from settings";
    compare_texts(connection, "settings", sql, &rebuilt.settings, differences).await?;
    let subjects = rebuilt.subjects.iter().map(|subject| (subject.clone(), String::new())).collect();
    let sql = "select kind || '/' || cast(subject as text) || '/' || cast(seq as text) as at, '' as text
        from ledger_subject";
    compare_texts(connection, "ledger_subject", sql, &subjects, differences).await?;
    let sql = "select cast(seq as text) as at, topics as text from outbox";
    compare_texts(connection, "outbox", sql, &rebuilt.topics, differences).await
}

/// The head's counts and settings; its sequence and hash are promises of their own.
async fn compare_head(
    connection: &mut AnyConnection,
    lab: &Lab,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    let head = load::read_head(connection).await?;
    if (head.counts, head.settings_version) != (lab.head.counts, lab.head.settings_version) {
        differences.push(Difference {
            promise: "head_differs_from_ledger".to_owned(),
            subject: "lab 1".to_owned(),
            sentence: "The head's counts or settings are not what the ledger says.".to_owned(),
        });
    }
    Ok(())
}

/// A table of keys and texts.
async fn compare_texts(
    connection: &mut AnyConnection,
    table: &str,
    sql: &'static str,
    told: &BTreeMap<String, String>,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    let mut is = BTreeMap::new();
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("check", &row);
        is.insert(row.text("at")?, row.text("text")?);
    }
    let keys: BTreeSet<&String> = told.keys().chain(is.keys()).collect();
    for key in keys {
        let (promise, says) = match (told.get(key), is.get(key)) {
            (Some(told), Some(is)) if told == is => continue,
            (Some(_), Some(_)) => ("row_differs_from_ledger", "is not what the ledger says"),
            (Some(_), None) => ("row_missing", "is told by the ledger but missing"),
            (None, _) => ("row_past_the_door", "is in no entry of the ledger: it was written past the door"),
        };
        differences.push(Difference {
            promise: promise.to_owned(),
            subject: format!("{table} {key}"),
            sentence: format!("{table} {key} {says}."),
        });
    }
    Ok(())
}

async fn compare_tables(
    connection: &mut AnyConnection,
    lab: &Lab,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    compare_table(connection, lab.series.values(), differences).await?;
    compare_table(connection, lab.holdings.values(), differences).await?;
    compare_table(connection, lab.projects.values(), differences).await?;
    let placed: Vec<Placed> = lab
        .documents
        .iter()
        .flat_map(|(project, documents)| {
            (0..).zip(documents).map(move |(position, document)| Placed {
                project,
                position,
                document: document.clone(),
            })
        })
        .collect();
    compare_table(connection, placed.iter(), differences).await?;
    compare_table(connection, lab.plans.values(), differences).await?;
    compare_table(connection, lab.rolls.values(), differences).await?;
    compare_table(connection, lab.reels.values(), differences).await?;
    compare_table(connection, lab.attempts.values(), differences).await?;
    compare_table(connection, lab.temp_rolls.values(), differences).await?;
    compare_table(connection, lab.evidence.values(), differences).await?;
    compare_table(connection, lab.breaks.values(), differences).await?;
    compare_table(connection, lab.complaints.values(), differences).await?;
    compare_table(connection, lab.deliveries.values(), differences).await?;
    compare_table(connection, lab.sent.values(), differences).await?;
    compare_table(connection, lab.reworks.values(), differences).await?;
    compare_table(connection, lab.runs.values(), differences).await?;
    compare_table(connection, lab.people.values(), differences).await?;
    compare_table(connection, lab.tokens.values(), differences).await?;
    compare_table(connection, lab.machine_files.values(), differences).await?;
    compare_table(connection, lab.findings.values(), differences).await?;
    compare_table(connection, lab.shop.ranges.values(), differences).await?;
    compare_table(connection, lab.shop.programs.values(), differences).await?;
    compare_table(connection, lab.shop.versions.values(), differences).await?;
    compare_table(connection, lab.shop.holdings.values(), differences).await
}

/// Rows by key, each as the values it would be written with.
type Cells = BTreeMap<String, Vec<Value>>;

fn key_of<T: Row>(values: &[Value]) -> String {
    let position = |key: &&str| T::COLUMNS.iter().position(|column| column == key);
    let parts = T::KEY.iter().filter_map(position).map(|at| match &values[at] {
        Value::Number(Some(number)) => number.to_string(),
        Value::Text(Some(text)) => text.clone(),
        Value::Number(None) | Value::Text(None) => "null".to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn compare_table<'a, T: Row + 'a>(
    connection: &mut AnyConnection,
    told: impl Iterator<Item = &'a T>,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    let mut expected = Cells::new();
    for row in told {
        let values = row.values()?;
        expected.insert(key_of::<T>(&values), values);
    }
    let mut report = |promise: &str, key: &str, sentence: String| {
        differences.push(Difference {
            promise: promise.to_owned(),
            subject: format!("{} {key}", T::TABLE),
            sentence,
        });
    };
    let mut seen = BTreeSet::new();
    for row in fetch(connection, T::select(), vec![]).await? {
        let values = match T::from_row(&row).and_then(|row| row.values()) {
            Ok(values) => values,
            Err(error) => {
                report("row_unreadable", "?", format!("A row cannot be read: {error}."));
                continue;
            }
        };
        let key = key_of::<T>(&values);
        match expected.get(&key) {
            None => {
                let sentence =
                    format!("{} {key} is in no entry of the ledger: it was written past the door.", T::TABLE);
                report("row_past_the_door", &key, sentence);
            }
            Some(told) if *told != values => {
                let columns: Vec<&str> = T::COLUMNS
                    .iter()
                    .zip(told.iter().zip(&values))
                    .filter(|(_, (told, is))| told != is)
                    .map(|(column, _)| *column)
                    .collect();
                let columns = columns.join(", ");
                let sentence = format!("{} {key} is not what the ledger says in {columns}.", T::TABLE);
                report("row_differs_from_ledger", &key, sentence);
            }
            Some(_) => {}
        }
        seen.insert(key);
    }
    for key in expected.keys().filter(|key| !seen.contains(*key)) {
        let sentence = format!("{} {key} is told by the ledger but missing.", T::TABLE);
        report("row_missing", key, sentence);
    }
    Ok(())
}

//! The ledger's rows, the subjects they speak of, and the outbox.

use crate::db::{Columns, Conflict, Value, fetch, write};
use crate::error::StoreError;
use crate::open::Store;
use crate::read::names::{NameBook, Wanted};
use crate::row::Row;
use domain::event::{Change, Kind};
use domain::history::summary;
use domain::ledger::Entry;
use domain::refusal::Since;
use domain::time::Timestamp;
use domain::words::Language;
use sqlx::AnyConnection;
use std::collections::BTreeSet;

impl Row for Entry {
    const TABLE: &'static str = "ledger";
    const COLUMNS: &'static [&'static str] = &[
        "seq",
        "happened",
        "actor",
        "action",
        "reason",
        "body",
        "request_key",
        "digest",
        "answer",
        "previous",
        "hash",
    ];
    const KEY: &'static [&'static str] = &["seq"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.seq.into(),
            self.at.millis().into(),
            self.actor.as_str().into(),
            self.action.as_str().into(),
            self.reason.as_str().into(),
            self.body.as_str().into(),
            self.key.as_str().into(),
            self.digest.as_str().into(),
            self.answer.as_str().into(),
            self.previous.as_str().into(),
            self.hash.as_str().into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.unsigned("seq")?,
            at: Timestamp::from_millis(row.number("happened")?),
            actor: row.text("actor")?,
            action: row.text("action")?,
            reason: row.text("reason")?,
            body: row.text("body")?,
            key: row.text("request_key")?,
            digest: row.text("digest")?,
            answer: row.text("answer")?,
            previous: row.text("previous")?,
            hash: row.text("hash")?,
        })
    }
}

/// An entry with what it touched, ready to be written.
pub struct EntryRow {
    pub entry: Entry,
    pub changes: Vec<Change>,
}

impl EntryRow {
    /// Topics a browser may listen to: nouns, never data.
    pub(crate) fn topics(&self) -> String {
        let kinds: BTreeSet<Kind> = self.changes.iter().map(|change| change.kind).collect();
        kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(" ")
    }
}

/// Writes a batch's entries, one statement for each of the three tables.
pub(crate) async fn append(connection: &mut AnyConnection, rows: &[EntryRow]) -> Result<(), StoreError> {
    let entries = rows.iter().map(|row| row.entry.values()).collect::<Result<Vec<_>, _>>()?;
    write(connection, Entry::TABLE, Entry::COLUMNS, Conflict::Refuse, entries).await?;
    let mut subjects = BTreeSet::new();
    for row in rows {
        for change in &row.changes {
            subjects.insert((change.kind.code(), change.id, row.entry.seq));
        }
    }
    let subjects =
        subjects.into_iter().map(|(kind, id, seq)| vec![kind.into(), id.into(), seq.into()]).collect();
    write(connection, "ledger_subject", &["kind", "subject", "seq"], Conflict::Refuse, subjects).await?;
    let outbox = rows.iter().map(|row| vec![row.entry.seq.into(), row.topics().into()]).collect();
    write(connection, "outbox", &["seq", "topics"], Conflict::Refuse, outbox).await
}

impl Store {
    /// What happened to a thing after the entry somebody saw, oldest first, as sentences.
    pub(crate) async fn changes_since(
        &self,
        kind: Kind,
        id: u64,
        seen: u64,
    ) -> Result<Vec<Since>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        // What happens to a roll happens to its project, too.
        let rolls = match kind {
            Kind::Project => {
                " or (ledger_subject.kind = 'roll' and ledger_subject.subject in
                    (select roll.id from roll where roll.project = $2))"
            }
            _ => "",
        };
        let sql = format!(
            "{} where seq in (select ledger_subject.seq from ledger_subject
                where ((ledger_subject.kind = $1 and ledger_subject.subject = $2){rolls})
                    and ledger_subject.seq > $3)
            order by ledger.seq limit 5",
            Entry::select()
        );
        let values = vec![kind.code().into(), id.into(), seen.into()];
        let entries = Entry::from_rows(&fetch(&mut connection, sql, values).await?)?;
        let mut wanted = Wanted::default();
        let mut read = Vec::with_capacity(entries.len());
        for entry in entries {
            let body = entry.body().map_err(|error| StoreError::corrupt("ledger", entry.seq, error))?;
            wanted.events(&body.events);
            read.push((entry, body.events));
        }
        let names = NameBook::look_up(&mut connection, wanted).await?;
        let since = read.into_iter().map(|(entry, events)| {
            let say = |language| summary(&entry.action, &events, &names, language);
            let (german, english) = (say(Language::German), say(Language::English));
            Since { entry: entry.seq, actor: entry.actor, german, english }
        });
        Ok(since.collect())
    }
}

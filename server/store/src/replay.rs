//! Replay: an empty lab of either kind rebuilt from the ledger, through the same `apply` and the same set-writes.

use crate::db::{execute, fetch};
use crate::error::StoreError;
use crate::ledger::{EntryRow, append};
use crate::load;
use crate::open::{Engine, Store};
use crate::row::Row;
use crate::save::{save, save_head, save_settings};
use domain::lab::{Lab, Stamp};
use domain::ledger::{Body, Entry, Verifier};
use sqlx::{Any, AnyConnection, Connection as _, Row as _, Transaction};

/// Entries read or written at once.
pub(crate) const PAGE: u32 = 500;

/// Every table a replay gives back, with the columns that order its rows.
pub const TABLES: [(&str, &str); 28] = [
    ("lab", "id"),
    ("settings", "version"),
    ("series", "digit"),
    ("holding", "number"),
    ("project", "id"),
    ("document", "project, position"),
    ("plan", "project, plan"),
    ("roll", "id"),
    ("reel", "id"),
    ("attempt", "id"),
    ("temp_roll", "id"),
    ("evidence", "attempt, position"),
    ("rework", "id"),
    ("run", "id"),
    ("block_break", "project, entry"),
    ("complaint", "id"),
    ("delivery", "id"),
    ("sent", "delivery"),
    ("person", "id"),
    ("token", "id"),
    ("machine_file", "id"),
    ("finding", "id"),
    ("range_table", "version"),
    ("program", "id"),
    ("program_version", "program, version"),
    ("program_holding", "number"),
    ("ledger", "seq"),
    ("ledger_subject", "kind, subject, seq"),
];

impl Store {
    /// A page of the ledger, oldest first, after entry `after`.
    pub async fn entries_after(&self, after: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        page_after(&mut connection, after, limit).await
    }

    /// Entries in the ledger and the hash of the last one.
    pub async fn ledger_head(&self) -> Result<(u64, String), StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let head = load::read_head(&mut connection).await?;
        Ok((head.seq, head.hash))
    }

    /// Reads as of one moment, whatever is written meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let mut transaction = self.inner.readers.begin().await?;
        // SQLite's read transactions are snapshots by nature.
        if self.engine() == Engine::Postgres {
            execute(&mut transaction, "set transaction isolation level repeatable read", vec![]).await?;
        }
        Ok(transaction)
    }

    /// Recomputes the chain from the first entry. The error says where it breaks.
    pub async fn verify(&self) -> Result<Verifier, VerifyError> {
        verify(&mut *self.snapshot().await?).await
    }

    /// Rebuilds this lab's ledger and tables in `target`, which must be empty. Returns the entries replayed.
    pub async fn replay_into(&self, target: &Store) -> Result<u64, StoreError> {
        let mut replay = Replay::begin(target).await?;
        loop {
            let page = self.entries_after(replay.verifier.entries(), PAGE).await?;
            if page.is_empty() {
                return Ok(replay.verifier.entries());
            }
            replay.take(target, page).await?;
        }
    }

    /// Every row of every replayed table, as text in order: two labs are equal when these are.
    pub async fn dump(&self) -> Result<Vec<(String, Vec<String>)>, StoreError> {
        let mut connection = self.snapshot().await?;
        let mut tables = Vec::new();
        for (table, order) in TABLES {
            // The turn counts transactions, refused ones too; it is no fact of the lab.
            let columns = if table == "lab" { "id, seq, hash, settings_version, counts" } else { "*" };
            let sql = format!("select {columns} from {table} order by {order}");
            let mut rows = Vec::new();
            for row in fetch(&mut connection, sql, vec![]).await? {
                let cells = (0..row.len()).map(|cell| cell_text(&row, cell)).collect::<Vec<_>>();
                rows.push(cells.join("|"));
            }
            tables.push((table.to_owned(), rows));
        }
        Ok(tables)
    }
}

/// A page of the ledger, oldest first.
pub(crate) async fn page_after(
    connection: &mut AnyConnection,
    after: u64,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let sql = format!("{} where seq > $1 order by ledger.seq limit $2", Entry::select());
    Entry::from_rows(&fetch(connection, sql, vec![after.into(), limit.into()]).await?)
}

/// Recomputes the chain and compares its end with the head row.
pub(crate) async fn verify(connection: &mut AnyConnection) -> Result<Verifier, VerifyError> {
    let mut verifier = Verifier::default();
    loop {
        let page = page_after(connection, verifier.entries(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        for entry in &page {
            verifier.take(entry)?;
        }
    }
    let head = load::read_head(connection).await?;
    verifier.finish(head.seq)?;
    if verifier.head() != head.hash {
        return Err(domain::ledger::Broken::WrongHash(head.seq).into());
    }
    Ok(verifier)
}

fn cell_text(row: &sqlx::any::AnyRow, cell: usize) -> String {
    match row.try_get::<Option<String>, _>(cell) {
        Ok(text) => text.unwrap_or_else(|| "null".to_owned()),
        Err(_) => match row.try_get::<Option<i64>, _>(cell) {
            Ok(number) => number.map_or_else(|| "null".to_owned(), |number| number.to_string()),
            Err(error) => format!("unreadable: {error}"),
        },
    }
}

/// Why a chain could not be verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Broken(#[from] domain::ledger::Broken),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A replay under way: the whole lab in memory, page after page of the ledger.
pub struct Replay {
    lab: Lab,
    verifier: Verifier,
}

impl Replay {
    /// Refuses a target that holds anything.
    pub async fn begin(target: &Store) -> Result<Self, StoreError> {
        let (seq, _) = target.ledger_head().await?;
        if seq != 0 {
            return Err(StoreError::Unusable(format!(
                "the target has a ledger of {seq} entries: a replay needs an empty database"
            )));
        }
        Ok(Self { lab: Lab::default(), verifier: Verifier::default() })
    }

    pub fn entries(&self) -> u64 {
        self.verifier.entries()
    }

    /// Applies and writes the next entries. Each must fit the chain and change exactly what it says it changed.
    pub async fn take(&mut self, target: &Store, entries: Vec<Entry>) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(entries.len());
        let mut settings = Vec::new();
        for entry in entries {
            self.verifier.take(&entry).map_err(|error| StoreError::Unusable(error.to_string()))?;
            let body: Body = entry.body().map_err(|error| StoreError::corrupt("ledger", entry.seq, error))?;
            let stamp = Stamp { seq: entry.seq, at: entry.at, actor: entry.actor.clone() };
            let version = self.lab.head.settings_version;
            let changes: Vec<_> =
                body.events.iter().flat_map(|event| self.lab.apply(event, &stamp)).collect();
            if changes != body.changes {
                return Err(StoreError::corrupt("ledger", entry.seq, "its events do not give its changes"));
            }
            if self.lab.head.settings_version != version {
                let made = self.lab.settings.clone();
                settings.extend(made.map(|settings| (self.lab.head.settings_version, settings)));
            }
            self.lab.head.seq = entry.seq;
            self.lab.head.hash.clone_from(&entry.hash);
            rows.push(EntryRow { entry, changes });
        }
        let mut connection = target.inner.writers.acquire().await?;
        let mut transaction = connection.begin().await?;
        load::take_turn(&mut transaction).await?;
        save(&mut transaction, &self.lab).await?;
        append(&mut transaction, &rows).await?;
        save_settings(&mut transaction, &settings).await?;
        save_head(&mut transaction, &self.lab).await?;
        transaction.commit().await?;
        self.lab.settle();
        Ok(())
    }
}

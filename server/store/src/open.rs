//! Opening a lab: one pool for reading, one connection for writing, and what must be true before anything is given out.

use crate::db::{fetch, fetch_one};
use crate::error::StoreError;
use crate::perform::Door;
use sqlx::Row as _;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Which database keeps the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// How to open a lab.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Requests that may wait at the door before others are sent away with "busy".
    pub queue: usize,
    /// Requests one commit carries at most.
    pub batch: usize,
    /// Connections for reading.
    pub readers: u32,
}

impl OpenOptions {
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), queue: 4096, batch: 256, readers: 4 }
    }

    /// The embedded lab in a folder.
    pub fn folder(folder: &Path) -> Self {
        Self::new(format!("sqlite:{}", folder.join("lab.sqlite").display()))
    }
}

/// A lab. Cheap to clone; every clone is the same door.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) readers: AnyPool,
    pub(crate) writers: AnyPool,
    pub(crate) door: Door,
}

/// The first SQLite release without the WAL-reset bug, which could damage a file when a checkpoint raced a commit.
pub const SQLITE_FLOOR: (u32, u32, u32) = (3, 51, 3);
/// Withdrawn by its authors.
const SQLITE_WITHDRAWN: (u32, u32, u32) = (3, 52, 0);

impl Store {
    /// Opens a lab, brings its tables to this version, and starts its one writer.
    pub async fn open(options: &OpenOptions) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let engine = engine_of(&options.url)?;
        let lock = match engine {
            Engine::Sqlite => Some(lock_file(&options.url)?),
            Engine::Postgres => None,
        };
        let url = match engine {
            Engine::Sqlite => sqlite_url(&options.url)?,
            Engine::Postgres => options.url.clone(),
        };
        // The door keeps one of them; the other is for a replay into an empty lab.
        let writers = pool(engine, &url, 2, false).await?;
        sqlx::migrate!("../../migrations").run(&writers).await?;
        if engine == Engine::Sqlite {
            check_sqlite(&writers).await?;
        }
        let readers = pool(engine, &url, options.readers, true).await?;
        let door = Door::start(engine, writers.clone(), lock, options.queue, options.batch);
        Ok(Self { inner: Arc::new(Inner { engine, readers, writers, door }) })
    }

    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Refuses new requests, finishes those in the queue, and closes.
    pub async fn close(&self) {
        self.inner.door.stop().await;
        self.inner.readers.close().await;
        self.inner.writers.close().await;
    }

    /// What the live connection says of durability, for benches and the curious: `name=value` pairs.
    pub async fn durability(&self) -> Result<Vec<(String, String)>, StoreError> {
        durability(self.inner.engine, &mut *self.inner.readers.acquire().await?).await
    }

    /// What every connection says of durability: first the writer's, then each reader's.
    pub async fn durability_of_each(&self) -> Result<Vec<Vec<(String, String)>>, StoreError> {
        let mut connections = vec![self.inner.writers.acquire().await?];
        // Held together, so that each is another one.
        for _ in 0..self.inner.readers.options().get_max_connections() {
            connections.push(self.inner.readers.acquire().await?);
        }
        let mut each = Vec::new();
        for connection in &mut connections {
            each.push(durability(self.inner.engine, connection).await?);
        }
        Ok(each)
    }
}

async fn durability(
    engine: Engine,
    connection: &mut AnyConnection,
) -> Result<Vec<(String, String)>, StoreError> {
    let names: &[&str] = match engine {
        Engine::Sqlite => &["journal_mode", "synchronous", "foreign_keys", "mmap_size"],
        Engine::Postgres => &["fsync", "synchronous_commit", "full_page_writes"],
    };
    let mut said = Vec::new();
    for name in names {
        let sql = match engine {
            Engine::Sqlite => format!("pragma {name}"),
            Engine::Postgres => format!("show {name}"),
        };
        let rows = fetch(connection, sql, vec![]).await?;
        let value = rows.first().map(|row| match row.try_get::<String, _>(0) {
            Ok(text) => text,
            Err(_) => row.try_get::<i64, _>(0).map_or_else(|_| "?".to_owned(), |number| number.to_string()),
        });
        said.push(((*name).to_owned(), value.unwrap_or_default()));
    }
    Ok(said)
}

fn engine_of(url: &str) -> Result<Engine, StoreError> {
    if url.starts_with("sqlite:") {
        Ok(Engine::Sqlite)
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        Ok(Engine::Postgres)
    } else {
        let shown = url.split(':').next().unwrap_or_default();
        Err(StoreError::Unusable(format!(
            "`{shown}:` is no database Rollcall knows: use sqlite:PATH or postgres://…"
        )))
    }
}

fn sqlite_path(url: &str) -> PathBuf {
    let path = url.strip_prefix("sqlite:").unwrap_or(url);
    PathBuf::from(path.strip_prefix("//").unwrap_or(path))
}

/// The file's address, absolute and with every unusual byte of a folder's name escaped.
fn sqlite_url(url: &str) -> Result<String, StoreError> {
    let path = std::path::absolute(sqlite_path(url))
        .map_err(|error| StoreError::Unusable(format!("the lab's folder cannot be found: {error}")))?;
    let mut address = "sqlite://".to_owned();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str("?mode=rwc");
    Ok(address)
}

/// Held by the writer as long as it lives: a second process on the same file would be a second writer.
fn lock_file(url: &str) -> Result<File, StoreError> {
    let path = sqlite_path(url);
    let unusable = |problem: String| StoreError::Unusable(problem);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|error| unusable(format!("the folder {} cannot be made: {error}", folder.display())))?;
    }
    let side = path.with_extension("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&side)
        .map_err(|error| unusable(format!("{} cannot be opened: {error}", side.display())))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(unusable(format!(
            "another process has the lab in {} open: stop it, or talk to it with --url",
            path.parent().unwrap_or(&path).display()
        ))),
    }
}

async fn pool(engine: Engine, url: &str, size: u32, reads_only: bool) -> Result<AnyPool, StoreError> {
    let options = AnyPoolOptions::new()
        .max_connections(size)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        // A file is never out of reach; a question before each read would double what a short one costs.
        .test_before_acquire(engine == Engine::Postgres)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if engine == Engine::Sqlite {
                    for pragma in SQLITE_PRAGMAS {
                        sqlx::query(*pragma).execute(&mut *connection).await?;
                    }
                    if reads_only {
                        sqlx::query("pragma query_only = on").execute(&mut *connection).await?;
                    }
                } else if reads_only {
                    sqlx::query("set default_transaction_read_only = on").execute(&mut *connection).await?;
                }
                Ok(())
            })
        });
    Ok(options.connect(url).await?)
}

/// On every connection. FULL, because WAL with NORMAL does not sync at commit: acknowledged numbers would be lost.
const SQLITE_PRAGMAS: &[&str] = &[
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma busy_timeout = 5000",
    "pragma mmap_size = 0",
    // 8 MB of log between checkpoints: a longer log is longer appended to, and a disk overwrites faster than it appends.
    // 32 MB of pages in memory.
    "pragma wal_autocheckpoint = 2000",
    "pragma cache_size = -32000",
    // What a statement of many rows would have to undo is kept in memory, not in a file made for each of them.
    "pragma temp_store = memory",
];

async fn check_sqlite(pool: &AnyPool) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await?;
    let text = |row: Option<sqlx::any::AnyRow>| {
        row.and_then(|row| row.try_get::<String, _>(0).ok()).unwrap_or_default()
    };
    let version = text(fetch_one(&mut connection, "select sqlite_version()", vec![]).await?);
    check_sqlite_version(&version)?;
    let journal = text(fetch_one(&mut connection, "pragma journal_mode", vec![]).await?);
    if journal != "wal" {
        return Err(StoreError::Unusable(format!(
            "the file system keeps SQLite from its write-ahead log (journal mode {journal}): put the lab on a local disk"
        )));
    }
    let row = fetch_one(&mut connection, "pragma synchronous", vec![]).await?;
    let synchronous = row.and_then(|row| row.try_get::<i64, _>(0).ok());
    if synchronous != Some(2) {
        return Err(StoreError::Unusable(
            "SQLite does not sync at every commit: refusing to give numbers out".into(),
        ));
    }
    Ok(())
}

/// Refuses releases that can damage the file.
pub fn check_sqlite_version(text: &str) -> Result<(), StoreError> {
    let mut parts = text.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let version = (next(), next(), next());
    if version < SQLITE_FLOOR || version == SQLITE_WITHDRAWN {
        let (major, minor, patch) = SQLITE_FLOOR;
        return Err(StoreError::Unusable(format!(
            "SQLite {text} can damage the lab's file: {major}.{minor}.{patch} or a later release is needed"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_can_damage_the_file_is_refused() {
        for bad in ["3.51.2", "3.46.0", "3.7.0", "3.52.0", "2.8.17", ""] {
            assert!(check_sqlite_version(bad).is_err(), "{bad}");
        }
        for good in ["3.51.3", "3.52.1", "3.53.0", "4.0.0"] {
            assert!(check_sqlite_version(good).is_ok(), "{good}");
        }
    }
}

//! Empty labs to measure in, and what their databases are.

use crate::{Failure, watch};
use domain::command::{Command, Key, Receipt, Request};
use domain::person::{Actor, Roles};
use domain::time::Timestamp;
use sqlx::{AnyConnection, Connection as _, Row as _};
use std::path::Path;
use store::{Engine, OpenOptions, Store, StoreError};
use tempfile::TempDir;

/// Somewhere an empty lab can be kept.
pub struct Place {
    pub url: String,
    folder: Option<TempDir>,
    database: Option<(String, String)>,
}

/// Who founds the labs.
pub const ADMIN: &str = "Anna";

/// The PostgreSQL to create databases in.
pub fn postgres() -> Option<String> {
    std::env::var("ROLLCALL_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// The engines that can be measured here.
pub fn engines() -> Vec<Engine> {
    match postgres() {
        Some(_) => vec![Engine::Sqlite, Engine::Postgres],
        None => vec![Engine::Sqlite],
    }
}

pub const fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}

impl Place {
    pub async fn of(engine: Engine) -> Result<Self, Failure> {
        match engine {
            Engine::Sqlite => Self::folder(),
            Engine::Postgres => Self::copy_of(None).await,
        }
    }

    fn folder() -> Result<Self, Failure> {
        // Beside the build, because /tmp may lie in memory, where a sync costs nothing.
        let parent = std::env::current_exe()?.parent().map_or_else(std::env::temp_dir, Path::to_path_buf);
        let folder = tempfile::Builder::new().prefix("bench-lab-").tempdir_in(parent)?;
        let url = OpenOptions::folder(folder.path()).url;
        Ok(Self { url, folder: Some(folder), database: None })
    }

    async fn copy_of(original: Option<&str>) -> Result<Self, Failure> {
        let server = postgres().ok_or("ROLLCALL_TEST_POSTGRES names no PostgreSQL")?;
        let name = format!("rollcall_bench_{:016x}", watch::chance(u64::MAX));
        let mut connection = connect(&server).await?;
        let template = original.map_or_else(String::new, |original| format!(" template {original}"));
        raw(&mut connection, &format!("create database {name}{template}")).await?;
        let (base, question) =
            server.split_once('?').map_or((&*server, None), |(base, rest)| (base, Some(rest)));
        let end = base.rfind('/').filter(|end| !base[..*end].ends_with('/')).unwrap_or(base.len());
        let mut url = format!("{}/{name}", &base[..end]);
        if let Some(question) = question {
            url.push('?');
            url.push_str(question);
        }
        Ok(Self { url, folder: None, database: Some((server, name)) })
    }

    pub fn options(&self) -> OpenOptions {
        OpenOptions::new(self.url.clone())
    }

    /// Opens the lab and founds it where it is empty.
    pub async fn founded(&self) -> Result<Store, Failure> {
        founded(&self.url).await
    }

    /// The folder of its files, where it is kept in files of ours.
    pub fn files(&self) -> Option<&Path> {
        self.folder.as_ref().map(TempDir::path)
    }

    /// The lab as its files are now, elsewhere: looking at the original would change it.
    pub async fn copy(&self) -> Result<Self, Failure> {
        let Some(folder) = &self.folder else {
            let (_, name) = self.database.as_ref().ok_or("a place is a folder or a database")?;
            // The killed server's connections end a moment after it.
            for _ in 0..100 {
                match Self::copy_of(Some(name)).await {
                    Err(error) if error.to_string().contains("being accessed") => {
                        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    }
                    result => return result,
                }
            }
            return Err("the database is still in use".into());
        };
        let copy = Self::folder()?;
        let target = copy.folder.as_ref().ok_or("a folder")?.path();
        for name in ["lab.sqlite", "lab.sqlite-wal"] {
            let file = folder.path().join(name);
            if file.is_file() {
                std::fs::copy(&file, target.join(name))?;
            }
        }
        Ok(copy)
    }

    /// Removes the lab.
    pub async fn remove(self) -> Result<(), Failure> {
        if let Some((server, name)) = &self.database {
            let mut connection = connect(server).await?;
            raw(&mut connection, &format!("drop database {name} with (force)")).await?;
        }
        Ok(())
    }
}

/// Opens the lab at an address and founds it where it is empty.
pub async fn founded(url: &str) -> Result<Store, Failure> {
    let store = Store::open(&OpenOptions::new(url)).await?;
    if store.ledger_head().await?.0 == 0 {
        let command = Command::FoundLab { lab: "Bench".into(), admin: ADMIN.into() };
        store.perform(Request { actor: Actor::console(), ..request(None, command) }).await?;
    }
    Ok(store)
}

/// A request of the load: Anna, at a time that only rises.
pub fn request(key: Option<&str>, command: Command) -> Request {
    let key = key.and_then(|key| Key::parse(key).ok());
    let at = Timestamp::from_millis(1_762_149_600_000);
    Request { actor: Actor::person(ADMIN, Roles::all()), at, key, seen: None, command }
}

/// One number, durably.
pub fn one_number() -> Command {
    Command::ReserveNumbers { site: "OU".into(), count: 1, purpose: "bench".into(), until: None }
}

pub async fn allocate(store: &Store, key: &str) -> Result<Receipt, StoreError> {
    store.perform(request(Some(key), one_number())).await
}

/// A connection past the door, as durable as the door's.
pub async fn connect(url: &str) -> Result<AnyConnection, Failure> {
    sqlx::any::install_default_drivers();
    let Some(path) = url.strip_prefix("sqlite:") else { return Ok(AnyConnection::connect(url).await?) };
    let mut connection = AnyConnection::connect(&format!("sqlite://{path}")).await?;
    for pragma in ["journal_mode = wal", "synchronous = full", "foreign_keys = on", "busy_timeout = 20000"] {
        raw(&mut connection, &format!("pragma {pragma}")).await?;
    }
    Ok(connection)
}

pub async fn raw(connection: &mut AnyConnection, sql: &str) -> Result<(), Failure> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(connection).await?;
    Ok(())
}

/// The first column of the first row, as text.
pub async fn ask(connection: &mut AnyConnection, sql: &'static str) -> Result<String, Failure> {
    let row = sqlx::query(sql).fetch_one(connection).await?;
    Ok(match row.try_get::<String, _>(0) {
        Ok(text) => text,
        Err(_) => row.try_get::<i64, _>(0)?.to_string(),
    })
}

//! Places to keep a lab in, and a lab's work in the lab's words.

use domain::command::{Answer, Command, FilmChoice, Key, PlanChoice, Proof, Receipt, Request, RollAnswer};
use domain::film::attempt::FailReason;
use domain::film::document::{Barcode, Document};
use domain::film::project::{ArchiveId, ProjectKey};
use domain::id::{ProjectId, RollId};
use domain::number::FilmNumber;
use domain::person::{Actor, Roles};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use sqlx::{AnyConnection, Connection as _};
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Engine, OpenOptions, Store, StoreError};
use tempfile::TempDir;

const POSTGRES: &str = "ROLLCALL_TEST_POSTGRES";

/// Somewhere a lab can be kept; gone when dropped.
pub struct Place {
    pub url: String,
    kept: Kept,
}

enum Kept {
    Folder(#[expect(dead_code, reason = "held: dropping it removes the folder")] TempDir),
    Database { server: String, name: String },
}

impl Place {
    pub fn folder() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the lab");
        let url = OpenOptions::folder(folder.path()).url;
        Self { url, kept: Kept::Folder(folder) }
    }

    /// A database of its own, where a PostgreSQL was named.
    pub async fn database() -> Option<Self> {
        let Ok(server) = std::env::var(POSTGRES) else {
            println!("PostgreSQL was skipped: {POSTGRES} names none.");
            return None;
        };
        let chance = std::hash::RandomState::new().build_hasher().finish();
        let name = format!("rollcall_story_{chance:016x}");
        let mut connection = connect(&server).await;
        raw(&mut connection, &format!("create database {name}")).await;
        let (base, parameters) = server.split_once('?').map_or((&*server, ""), |(base, rest)| (base, rest));
        let (host, _) = base.rsplit_once('/').filter(|(host, _)| host.contains("//")).unwrap_or((base, ""));
        let host = if host.ends_with('/') { base } else { host };
        let question = if parameters.is_empty() { "" } else { "?" };
        let url = format!("{host}/{name}{question}{parameters}");
        Some(Self { url, kept: Kept::Database { server, name } })
    }

    pub fn engine(&self) -> Engine {
        match self.kept {
            Kept::Folder(_) => Engine::Sqlite,
            Kept::Database { .. } => Engine::Postgres,
        }
    }

    pub fn options(&self) -> OpenOptions {
        OpenOptions::new(self.url.clone())
    }

    /// An empty lab.
    pub async fn open(&self) -> Store {
        self.open_with(self.options()).await
    }

    pub async fn open_with(&self, options: OpenOptions) -> Store {
        Store::open(&options).await.expect("the lab opens")
    }

    /// A founded lab.
    pub async fn founded(&self) -> Store {
        let store = self.open().await;
        found(&store).await;
        store
    }

    /// As many servers as the engine allows on one lab: one on SQLite, two on PostgreSQL.
    pub async fn servers(&self) -> Vec<Store> {
        match self.engine() {
            Engine::Sqlite => vec![self.open().await],
            Engine::Postgres => vec![self.open().await, self.open().await],
        }
    }

    /// A connection past the door.
    pub async fn connection(&self) -> AnyConnection {
        let mut connection = connect(&self.url).await;
        if self.engine() == Engine::Sqlite {
            raw(&mut connection, "pragma busy_timeout = 5000").await;
            // Writes past the door are free to break what the tables forbid.
            raw(&mut connection, "pragma foreign_keys = off").await;
        }
        connection
    }

    /// Somebody else has the turn: what is asked now waits, and gathers into batches.
    pub async fn hold(&self) -> Hold {
        let mut connection = self.connection().await;
        raw(&mut connection, "begin").await;
        raw(&mut connection, "update lab set turn = turn + 1 where id = 1").await;
        Hold(connection)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Kept::Database { server, name } = &self.kept else { return };
        let (server, statement) = (server.clone(), format!("drop database {name} with (force)"));
        // A story's runtime cannot be waited for from within a drop: another thread has its own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let mut connection = connect(&server).await;
                raw(&mut connection, &statement).await;
            });
        });
        if dropping.join().is_err() {
            eprintln!("the database {name} could not be dropped");
        }
    }
}

/// The turn, held by a connection past the door.
pub struct Hold(AnyConnection);

impl Hold {
    pub async fn release(mut self) {
        raw(&mut self.0, "commit").await;
    }
}

pub async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let url = url.strip_prefix("sqlite:").map_or(url.to_owned(), |path| format!("sqlite://{path}"));
    AnyConnection::connect(&url).await.expect("a connection past the door")
}

pub async fn raw(connection: &mut AnyConnection, sql: &str) -> u64 {
    let result = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(connection).await;
    result.unwrap_or_else(|error| panic!("{sql}: {error}")).rows_affected()
}

pub fn anna() -> Actor {
    Actor::person("Anna", Roles::all())
}

/// A minute after the request before, from six o'clock on 3 November 2025.
pub fn now() -> Timestamp {
    static MINUTES: AtomicI64 = AtomicI64::new(0);
    Timestamp::from_millis(1_762_149_600_000).plus_seconds(60 * MINUTES.fetch_add(1, Ordering::Relaxed))
}

pub fn request(command: Command) -> Request {
    Request { actor: anna(), at: now(), key: None, seen: None, command }
}

pub fn keyed(key: &str, command: Command) -> Request {
    Request { key: Some(Key::parse(key).expect("a key")), ..request(command) }
}

pub async fn found(store: &Store) {
    let command = Command::FoundLab { lab: "Film lab".into(), admin: "Anna".into() };
    store.perform(Request { actor: Actor::console(), ..request(command) }).await.expect("founded");
}

pub async fn done(store: &Store, command: Command) -> Receipt {
    let told = format!("{command:?}");
    match store.perform(request(command)).await {
        Ok(receipt) => receipt,
        Err(error) => panic!("{told}: {error}"),
    }
}

pub fn refusal(result: Result<Receipt, StoreError>) -> Refusal {
    match result {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("this was not refused: {other:?}"),
    }
}

pub async fn refused(store: &Store, command: Command) -> Refusal {
    refusal(store.perform(request(command)).await)
}

pub fn project_key(archive_id: &str) -> ProjectKey {
    ProjectKey {
        archive_id: ArchiveId::parse(archive_id).expect("an archive id"),
        site: "OU".to_owned(),
        doc_type: "Certificates".to_owned(),
        delivery: String::new(),
    }
}

/// A list of documents counted from barcode 1001, with these pages.
pub fn registering(archive_id: &str, pages: &[u32]) -> Command {
    let barcode = |number: i32| Barcode::parse(&number.to_string()).expect("a barcode");
    let document = |(number, pages): (i32, &u32)| Document {
        barcode: barcode(number),
        com_id: None,
        pages: *pages,
        oversized: vec![],
    };
    let documents = (1001..).zip(pages).map(document).collect();
    Command::RegisterProject { key: project_key(archive_id), documents, accept: None, test: None }
}

pub async fn register(store: &Store, archive_id: &str, pages: &[u32]) -> ProjectId {
    match done(store, registering(archive_id, pages)).await.answer {
        Answer::Registered { project, .. } => project,
        other => panic!("{other:?}"),
    }
}

pub fn planning(project: ProjectId) -> Command {
    Command::AcceptPlan { project, choice: PlanChoice::default() }
}

pub async fn plan(store: &Store, project: ProjectId) -> Vec<RollAnswer> {
    match done(store, planning(project)).await.answer {
        Answer::Planned { rolls, .. } => rolls,
        other => panic!("{other:?}"),
    }
}

pub fn starting(roll: RollId) -> Command {
    Command::StartFilming { roll, film: FilmChoice::Proposed, machine: "1".into() }
}

pub fn finishing(roll: RollId, frames: u32) -> Command {
    Command::FinishFilming { roll, proof: Proof::Counted { frames } }
}

pub fn failing(roll: RollId, frames: u32) -> Command {
    Command::FailFilming { roll, reason: FailReason::Jam, frames: Some(frames) }
}

/// Films a roll and gives the number it earned.
pub async fn film(store: &Store, roll: &RollAnswer) -> FilmNumber {
    done(store, starting(roll.id)).await;
    match done(store, finishing(roll.id, roll.frames)).await.answer {
        Answer::Finished { number: Some(number), .. } => number,
        other => panic!("{other:?}"),
    }
}

pub fn reserving(count: u32) -> Command {
    Command::ReserveNumbers { site: "OU".into(), count, purpose: "camera test".into(), until: None }
}

pub fn numbers(receipt: &Receipt) -> Vec<FilmNumber> {
    match &receipt.answer {
        Answer::Numbers { numbers } => numbers.clone(),
        other => panic!("{other:?}"),
    }
}

pub fn number(text: &str) -> FilmNumber {
    FilmNumber::parse(text).expect("a film number")
}

/// Nothing contradicts a promise, the chain holds, and every table follows from the ledger.
pub async fn all_is_well(store: &Store) {
    let report = store.check_whole().await.expect("a report");
    assert_eq!(report.differences, vec![], "after {} entries", report.entries);
}

/// Runs requests at once, each in a task of its own, and gives the answers in the order asked.
pub async fn at_once(
    stores: &[Store],
    requests: impl IntoIterator<Item = Request>,
) -> Vec<Result<Receipt, StoreError>> {
    let tasks: Vec<_> = requests
        .into_iter()
        .enumerate()
        .map(|(position, request)| {
            let store = stores[position % stores.len()].clone();
            tokio::spawn(async move { store.perform(request).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("the task ends"));
    }
    answers
}

/// Runs requests as one batch: they gather while somebody else has the turn.
pub async fn in_one_batch(
    place: &Place,
    store: &Store,
    requests: Vec<Request>,
) -> Vec<Result<Receipt, StoreError>> {
    let hold = place.hold().await;
    let first = store.clone();
    let waiting = tokio::spawn(async move { first.perform(request(reserving(1))).await });
    pause().await;
    let store = store.clone();
    let gathering = tokio::spawn(async move { at_once(&[store], requests).await });
    pause().await;
    hold.release().await;
    waiting.await.expect("the task ends").expect("the turn came");
    gathering.await.expect("the task ends")
}

/// Long enough for what was asked to reach the queue.
pub async fn pause() {
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
}

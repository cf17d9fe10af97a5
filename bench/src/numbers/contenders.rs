//! The rows: the door on either database, by itself and behind HTTP, and what it is measured against.

use super::Measured;
use super::http::{Errand, over_http};
use crate::places::{Place, allocate, connect, postgres, raw};
use crate::{Failure, plain, watch};
use domain::command::Answer;
use domain::number::FilmNumber;
use std::path::PathBuf;
use std::time::Duration;
use store::{Engine, Store};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contender {
    /// `Store::perform`, with idempotency keys.
    Door(Engine),
    /// `POST /api/v1/numbers/reserve` with a token and a key, to the real server in a process of its own.
    Http(Engine),
    /// The same server's `/health`, which asks nobody and does nothing: what HTTP alone costs.
    HttpNothing,
    /// One connection, one commit for each number, the same writes.
    OneCommitEach,
    /// As many connections as clients, each `begin immediate`.
    ManyConnections,
    /// PostgreSQL's `update … returning` of one row, nothing else written.
    HotRow,
}

/// PostgreSQL gives out a hundred connections as it comes, some of them kept for its administrator.
const MOST_OF_POSTGRES: usize = 90;

/// Connections beyond this only wait for each other.
const MOST_CONNECTIONS: usize = 64;

pub fn all(engines: &[Engine]) -> Vec<Contender> {
    let mut all = vec![
        Contender::Door(Engine::Sqlite),
        Contender::Http(Engine::Sqlite),
        Contender::HttpNothing,
        Contender::OneCommitEach,
        Contender::ManyConnections,
    ];
    if engines.contains(&Engine::Postgres) {
        let postgres = Engine::Postgres;
        all.extend([Contender::Door(postgres), Contender::Http(postgres), Contender::HotRow]);
    }
    all
}

impl Contender {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Door(Engine::Sqlite) => "the door, SQLite",
            Self::Door(Engine::Postgres) => "the door, PostgreSQL",
            Self::Http(Engine::Sqlite) => "over HTTP, SQLite",
            Self::Http(Engine::Postgres) => "over HTTP, PostgreSQL",
            Self::HttpNothing => "HTTP that does nothing",
            Self::OneCommitEach => "one commit each, SQLite",
            Self::ManyConnections => "begin immediate, SQLite",
            Self::HotRow => "hot row, PostgreSQL",
        }
    }

    pub const fn engine(self) -> Engine {
        match self {
            Self::Door(engine) | Self::Http(engine) => engine,
            Self::HttpNothing | Self::OneCommitEach | Self::ManyConnections => Engine::Sqlite,
            Self::HotRow => Engine::Postgres,
        }
    }

    pub async fn round(self, place: &Place, clients: usize, seconds: u64) -> Result<Measured, Failure> {
        let store = place.founded().await?;
        match self {
            Self::Door(_) => {
                let (measured, numbers) = through_the_door(&store, clients, seconds).await?;
                correct(&store, numbers, 1).await?;
                store.close().await;
                Ok(measured)
            }
            Self::Http(_) | Self::HttpNothing => {
                let what = if self == Self::HttpNothing { Errand::Nothing } else { Errand::Number };
                over_http(place, store, what, clients, seconds).await
            }
            Self::OneCommitEach => past_the_door(place, store, 1, seconds).await,
            Self::ManyConnections => {
                past_the_door(place, store, clients.min(MOST_CONNECTIONS), seconds).await
            }
            Self::HotRow => {
                store.close().await;
                hot_row(place, clients, seconds).await
            }
        }
    }
}

/// So many clients, each asking for the next number as soon as it has one.
pub async fn through_the_door(
    store: &Store,
    clients: usize,
    seconds: u64,
) -> Result<(Measured, Vec<FilmNumber>), Failure> {
    let begin = watch::now();
    let end = begin + Duration::from_secs(seconds);
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut given = Vec::new();
                while watch::now() < end {
                    let asked = watch::now();
                    let receipt = allocate(&store, &format!("client-{client}-{}", given.len())).await?;
                    let Answer::Numbers { numbers } = receipt.answer else { return Err("no number".into()) };
                    given.push((numbers[0], asked.elapsed().as_secs_f64() * 1000.0));
                }
                Ok::<_, Failure>(given)
            })
        })
        .collect();
    let mut given = Vec::new();
    for task in tasks {
        given.extend(task.await??);
    }
    let (numbers, waits): (Vec<_>, Vec<_>) = given.into_iter().unzip();
    let seconds = begin.elapsed().as_secs_f64();
    Ok((Measured { allocations: numbers.len() as u64, seconds, waits, cpu: None }, numbers))
}

async fn past_the_door(
    place: &Place,
    store: Store,
    connections: usize,
    seconds: u64,
) -> Result<Measured, Failure> {
    store.close().await;
    drop(store);
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(connect(&place.url).await?);
    }
    let begin = watch::now();
    let end = begin + Duration::from_secs(seconds);
    let tasks: Vec<_> = open
        .into_iter()
        .enumerate()
        .map(|(client, mut connection)| {
            tokio::spawn(async move {
                let mut given = Vec::new();
                while watch::now() < end {
                    let asked = watch::now();
                    let key = format!("client-{client}-{}", given.len());
                    let number = plain::allocate(&mut connection, "begin immediate", &key).await?.number;
                    given.push((number, asked.elapsed().as_secs_f64() * 1000.0));
                }
                Ok::<_, Failure>(given)
            })
        })
        .collect();
    let mut given = Vec::new();
    for task in tasks {
        given.extend(task.await??);
    }
    let seconds = begin.elapsed().as_secs_f64();
    let (numbers, waits): (Vec<_>, Vec<_>) = given.into_iter().unzip();
    let measured = Measured { allocations: numbers.len() as u64, seconds, waits, cpu: None };
    let store = place.founded().await?;
    correct(&store, numbers, 1).await?;
    store.close().await;
    Ok(measured)
}

/// No number twice, none left out, every entry's hash recomputed, every quick promise kept. `before` entries were
/// there before the first number.
pub(super) async fn correct(store: &Store, mut numbers: Vec<FilmNumber>, before: u64) -> Result<(), Failure> {
    numbers.sort();
    let gapless = numbers.iter().zip(1..).all(|(number, sequence)| number.sequence() == sequence);
    if !gapless {
        return Err("numbers were given twice or left out".into());
    }
    let verifier = store.verify().await?;
    if verifier.entries() != numbers.len() as u64 + before {
        return Err("the ledger has another number of entries than numbers were given".into());
    }
    match store.check().await?.differences.first() {
        Some(difference) => Err(difference.sentence.clone().into()),
        None => Ok(()),
    }
}

/// Through `pgbench`, which costs less for each transaction than sqlx would.
async fn hot_row(place: &Place, clients: usize, seconds: u64) -> Result<Measured, Failure> {
    let pgbench = pgbench().ok_or("there is no pgbench beside PostgreSQL's programs")?;
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("hot-row.sql");
    std::fs::write(&script, "update hot set next = next + 1 where id = 1 returning next;\n")?;
    let mut connection = connect(&place.url).await?;
    raw(&mut connection, "create table hot (id bigint primary key, next bigint not null)").await?;
    raw(&mut connection, "insert into hot values (1, 1)").await?;
    let connections = clients.min(MOST_OF_POSTGRES).to_string();
    let output = tokio::process::Command::new(pgbench)
        .args(["-n", "-M", "prepared", "-j", "2", "-T", &seconds.to_string(), "-c", &connections])
        .arg("-f")
        .arg(&script)
        .arg(&place.url)
        .output()
        .await?;
    let said = String::from_utf8_lossy(&output.stdout);
    let after = |label: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(label))?;
        line.split(['/', ' ']).find(|word| !word.is_empty())?.parse::<f64>().ok()
    };
    let told = (after("number of transactions actually processed:"), after("tps ="));
    let (Some(processed), Some(rate)) = told else {
        return Err(format!("pgbench: {}", String::from_utf8_lossy(&output.stderr)).into());
    };
    let counted = crate::places::ask(&mut connection, "select next - 1 from hot").await?;
    if counted != format!("{processed:.0}") {
        return Err(format!("pgbench processed {processed}, the row counted {counted}").into());
    }
    Ok(Measured { allocations: processed as u64, seconds: processed / rate, ..Measured::default() })
}

/// The versioned program: Debian's wrapper costs a start of Perl.
fn pgbench() -> Option<PathBuf> {
    postgres()?;
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        versions.map(|entry| entry.path().join("bin/pgbench")).filter(|path| path.is_file()).collect();
    found.sort();
    let on_path = std::env::var_os("PATH").and_then(|path| {
        std::env::split_paths(&path).map(|folder| folder.join("pgbench")).find(|file| file.is_file())
    });
    found.pop().or(on_path)
}

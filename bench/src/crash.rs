//! `crash`: kill -9 under load, again and again, and what is left afterwards.
//!
//! A kill shows whether commits are whole and retries harmless. It cannot show a missing sync: what was written lives
//! on in the machine's memory. That is what the settings read back at opening are for.

mod clients;
mod doors;
mod inspect;

use crate::places::{Place, engines, name};
use crate::{Failure, Options, Verdict, watch};
use clients::{Acknowledged, Clients};
use std::time::Duration;
use store::Engine;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

pub use doors::serve;

/// Who answers the requests, and how the clients behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `Store::perform`, and clients that send an unanswered key again.
    Real,
    /// Wrong: the answer goes out before the commit.
    AnswerBeforeCommit,
    /// Wrong: the number is committed first, its entry in a transaction of its own.
    LedgerSecondTransaction,
    /// Wrong: clients send an unanswered request again with a fresh key.
    FreshKey,
}

impl Way {
    const CONTROLS: [Self; 3] = [Self::AnswerBeforeCommit, Self::LedgerSecondTransaction, Self::FreshKey];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::AnswerBeforeCommit => "answer-before-commit",
            Self::LedgerSecondTransaction => "ledger-second-transaction",
            Self::FreshKey => "fresh-key",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Real].into_iter().chain(Self::CONTROLS).find(|way| way.name() == text)
    }
}

/// A control that is not caught within so many kills is void.
const CONTROL_CYCLES: u64 = 20;

pub async fn run(options: &Options) -> Result<Verdict, Failure> {
    let cycles = options.number("cycles", 50)?;
    let mut chosen = engines();
    if let Some(text) = options.text("engine") {
        let wanted = match text {
            "sqlite" => Engine::Sqlite,
            "postgres" => Engine::Postgres,
            other => return Err(format!("there is no engine {other}").into()),
        };
        chosen.retain(|engine| *engine == wanted);
        if chosen.is_empty() {
            return Err("ROLLCALL_TEST_POSTGRES names no PostgreSQL".into());
        }
    }
    let control = match options.text("control") {
        None => None,
        Some(text) => Some(Way::parse(text).ok_or_else(|| format!("there is no control {text}"))?),
    };
    let mut good = true;
    for engine in chosen {
        if control.is_none() {
            good &= real(engine, cycles).await?;
        }
        for way in Way::CONTROLS.into_iter().filter(|way| control.is_none_or(|control| control == *way)) {
            good &= caught(engine, way, cycles.min(CONTROL_CYCLES)).await?;
        }
    }
    Ok(if good { Verdict::Good } else { Verdict::Bad })
}

/// The real thing: nothing may be wrong, and the kills must have hit.
async fn real(engine: Engine, cycles: u64) -> Result<bool, Failure> {
    let place = Place::of(engine).await?;
    let told = kill_again_and_again(&place, Way::Real, cycles).await?;
    let faults = inspect::faults(&place, &told).await?;
    place.remove().await?;
    println!(
        "{}: {cycles} kills, {} numbers acknowledged, {} committed but not acknowledged before the kill",
        name(engine),
        told.given.len(),
        told.unheard,
    );
    for fault in &faults {
        println!("  FAIL: {fault}");
    }
    if told.unheard == 0 {
        println!("  VOID: no kill hit between a commit and its answer; run more cycles");
    }
    Ok(faults.is_empty() && told.unheard > 0)
}

/// A control: a few kills at a time, until its fault shows.
async fn caught(engine: Engine, way: Way, cycles: u64) -> Result<bool, Failure> {
    let place = Place::of(engine).await?;
    let mut killed = 0;
    let mut told = Acknowledged::default();
    let mut faults = Vec::new();
    while killed < cycles && faults.is_empty() {
        let more = 5.min(cycles - killed);
        let before = told.given.len();
        told.take(kill_again_and_again_from(&place, way, more, before).await?);
        killed += more;
        faults = inspect::faults(&place, &told).await?;
    }
    place.remove().await?;
    let control = way.name();
    match faults.first() {
        Some(fault) => {
            println!("{}: the control {control} was caught after {killed} kills: {fault}", name(engine))
        }
        None => println!("{}: VOID: the control {control} was not caught in {killed} kills", name(engine)),
    }
    Ok(!faults.is_empty())
}

async fn kill_again_and_again(place: &Place, way: Way, cycles: u64) -> Result<Acknowledged, Failure> {
    kill_again_and_again_from(place, way, cycles, 0).await
}

/// Sixteen clients, and a server that is killed at random; at the end every client gets its last answer.
/// `first` keeps the keys of a further run apart from those before.
async fn kill_again_and_again_from(
    place: &Place,
    way: Way,
    cycles: u64,
    first: usize,
) -> Result<Acknowledged, Failure> {
    let folder = tempfile::tempdir()?;
    let socket = folder.path().join("door");
    let clients = Clients::start(16, &socket, way, first);
    for _ in 0..cycles {
        let (mut server, head) = start(place, &socket, way).await?;
        clients.server_started(head);
        tokio::time::sleep(Duration::from_millis(50 + watch::chance(350))).await;
        server.kill().await?;
    }
    let (mut server, head) = start(place, &socket, way).await?;
    clients.server_started(head);
    let told = clients.finish().await?;
    server.kill().await?;
    Ok(told)
}

/// A server in a process of its own, and how long the ledger was when it began.
async fn start(place: &Place, socket: &std::path::Path, way: Way) -> Result<(Child, u64), Failure> {
    // A file left by the server before would refuse connections, which clients take for a server not yet up.
    let _ = std::fs::remove_file(socket);
    let mut server = Command::new(std::env::current_exe()?)
        .args(["crash-server", "--door", way.name(), "--url", &place.url])
        .arg("--socket")
        .arg(socket)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let stdout = server.stdout.take().ok_or("the server says nothing")?;
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line).await?;
    let head = line.trim().strip_prefix("ready ").ok_or("the server did not start")?;
    Ok((server, head.parse()?))
}

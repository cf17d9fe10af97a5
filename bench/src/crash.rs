//! `crash`: kill -9 under load, again and again, and what is left afterwards. `power-cut`: the same on a disk that
//! loses what was not synced, whole or in part.
//!
//! A kill shows whether commits are whole and retries harmless. It cannot show a missing sync: what was written lives
//! on in the machine's memory. A power cut shows it.

mod clients;
mod disk;
mod doors;
mod inspect;

use crate::places::{Place, engines, name};
use crate::{Failure, Options, Verdict, watch};
use clients::{Acknowledged, Clients};
use disk::Disk;
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
    /// Wrong where the power may go: a commit is not synced, only a checkpoint is.
    SynchronousNormal,
    /// Wrong where the power may go: nothing is ever synced.
    SynchronousOff,
}

impl Way {
    const ALL: [Self; 6] = [
        Self::Real,
        Self::AnswerBeforeCommit,
        Self::LedgerSecondTransaction,
        Self::FreshKey,
        Self::SynchronousNormal,
        Self::SynchronousOff,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::AnswerBeforeCommit => "answer-before-commit",
            Self::LedgerSecondTransaction => "ledger-second-transaction",
            Self::FreshKey => "fresh-key",
            Self::SynchronousNormal => "synchronous-normal",
            Self::SynchronousOff => "synchronous-off",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == text)
    }
}

/// How a server's life ends.
enum Blow {
    Kill,
    PowerCut(Disk),
}

impl Blow {
    const fn name(&self) -> &'static str {
        match self {
            Self::Kill => "kills",
            Self::PowerCut(_) => "power cuts",
        }
    }

    /// The ways that must be caught.
    const fn controls(&self) -> &'static [Way] {
        match self {
            Self::Kill => &[Way::AnswerBeforeCommit, Way::LedgerSecondTransaction, Way::FreshKey],
            Self::PowerCut(_) => &[Way::SynchronousNormal, Way::SynchronousOff],
        }
    }
}

/// A control that is not caught within so many blows is void; so is a run that no blow has hit.
const MOST_TRIED: u64 = 100;

pub async fn run(options: &Options) -> Result<Verdict, Failure> {
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
    deal(options, &Blow::Kill, &chosen).await
}

/// On SQLite, whose files are ours to keep; PostgreSQL answers for its own.
pub async fn run_power_cut(options: &Options) -> Result<Verdict, Failure> {
    deal(options, &Blow::PowerCut(Disk::build()?), &[Engine::Sqlite]).await
}

async fn deal(options: &Options, blow: &Blow, engines: &[Engine]) -> Result<Verdict, Failure> {
    let cycles = options.number("cycles", 50)?;
    let control = match options.text("control") {
        None => None,
        Some(text) => {
            let control = Way::parse(text).filter(|way| blow.controls().contains(way));
            Some(control.ok_or_else(|| format!("there is no control {text} for {}", blow.name()))?)
        }
    };
    let mut good = true;
    for engine in engines {
        if control.is_none() {
            good &= real(*engine, cycles, blow).await?;
        }
        for way in blow.controls().iter().filter(|way| control.is_none_or(|control| control == **way)) {
            good &= caught(*engine, *way, blow).await?;
        }
    }
    Ok(if good { Verdict::Good } else { Verdict::Bad })
}

/// The real thing: nothing may be wrong, and the blows must have hit.
async fn real(engine: Engine, cycles: u64, blow: &Blow) -> Result<bool, Failure> {
    let place = Place::of(engine).await?;
    let mut told = strike(&place, Way::Real, cycles, 0, blow).await?;
    let mut cycles = cycles;
    while told.unheard == 0 && cycles < MOST_TRIED {
        let before = told.given.len();
        told.take(strike(&place, Way::Real, 5, before, blow).await?);
        cycles += 5;
    }
    let faults = inspect::faults(&place, &told).await?;
    place.remove().await?;
    let (blows, engine) = (blow.name(), name(engine));
    println!(
        "{engine}: {cycles} {blows}, {} numbers acknowledged, {} committed but not acknowledged before the blow",
        told.given.len(),
        told.unheard,
    );
    for fault in &faults {
        println!("  FAIL: {fault}");
    }
    if told.unheard == 0 {
        println!("  VOID: no blow hit between a commit and its answer; run more cycles");
    }
    let mut hit = told.unheard > 0;
    if let Blow::PowerCut(_) = blow {
        println!("  {} sectors were written, not synced, and lost", told.lost_sectors);
        hit &= told.lost_sectors > 0;
    }
    Ok(faults.is_empty() && hit)
}

/// A control: a few blows at a time, until its fault shows.
async fn caught(engine: Engine, way: Way, blow: &Blow) -> Result<bool, Failure> {
    let place = Place::of(engine).await?;
    let mut dealt = 0;
    let mut told = Acknowledged::default();
    let mut faults = Vec::new();
    while dealt < MOST_TRIED && faults.is_empty() {
        let more = 5;
        let before = told.given.len();
        dealt += more;
        // A lab that does not open any more, or cannot be looked at, is caught as well.
        let looked = match strike(&place, way, more, before, blow).await {
            Ok(more) => {
                told.take(more);
                inspect::faults(&place, &told).await
            }
            Err(error) => Err(error),
        };
        faults = looked.unwrap_or_else(|error| vec![format!("the lab is beyond use: {error}")]);
    }
    place.remove().await?;
    let (control, blows, engine) = (way.name(), blow.name(), name(engine));
    match faults.first() {
        Some(fault) => println!("{engine}: the control {control} was caught after {dealt} {blows}: {fault}"),
        None => println!("{engine}: VOID: the control {control} was not caught in {dealt} {blows}"),
    }
    Ok(!faults.is_empty())
}

/// Sixteen clients, and a server that is struck down at random; at the end every client gets its last answer.
/// `first` keeps the keys of a further run apart from those before.
async fn strike(
    place: &Place,
    way: Way,
    cycles: u64,
    first: usize,
    blow: &Blow,
) -> Result<Acknowledged, Failure> {
    let folder = tempfile::tempdir()?;
    let socket = folder.path().join("door");
    let clients = Clients::start(16, &socket, way, first);
    let mut lost_sectors = 0;
    for _ in 0..cycles {
        let (mut server, head) = start(place, &socket, way, blow).await?;
        clients.server_started(head);
        tokio::time::sleep(Duration::from_millis(50 + watch::chance(350))).await;
        server.kill().await?;
        if let Blow::PowerCut(disk) = blow {
            lost_sectors += disk.cut(place.files().ok_or("a database in files")?)?;
        }
    }
    let (mut server, head) = start(place, &socket, way, blow).await?;
    clients.server_started(head);
    // Waiting for a server lets go of its input, and without that it ends.
    let _input = server.stdin.take();
    let told = tokio::select! {
        told = clients.finish() => told?,
        ended = server.wait() => return Err(format!("the server ended by itself: {}", ended?).into()),
    };
    server.kill().await?;
    Ok(Acknowledged { lost_sectors, ..told })
}

/// A server in a process of its own, and how long the ledger was when it began.
async fn start(
    place: &Place,
    socket: &std::path::Path,
    way: Way,
    blow: &Blow,
) -> Result<(Child, u64), Failure> {
    // A file left by the server before would refuse connections, which clients take for a server not yet up.
    let _ = std::fs::remove_file(socket);
    let mut command = Command::new(std::env::current_exe()?);
    if let Blow::PowerCut(disk) = blow {
        disk.under(&mut command);
    }
    let mut server = command
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

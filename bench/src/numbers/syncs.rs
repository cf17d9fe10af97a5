//! Syncs for each thousand numbers: counted by strace on a child process on SQLite, by the server on PostgreSQL.

use super::contenders::through_the_door;
use crate::places::{Place, ask, connect, engines, founded, name};
use crate::{Failure, Options, Verdict};
use store::Engine;

/// Syncs for each thousand numbers by engine, or why they were not counted.
pub type Syncs = Vec<(Engine, Result<f64, String>)>;

pub async fn count(clients: usize, seconds: u64) -> Result<Syncs, Failure> {
    let mut counted = Vec::new();
    for engine in engines() {
        let place = Place::of(engine).await?;
        let result = match engine {
            Engine::Sqlite => by_strace(&place, clients, seconds).await,
            Engine::Postgres => by_the_server(&place, clients, seconds).await,
        };
        place.remove().await?;
        if let Err(error) = &result {
            println!("syncs on {} were not counted: {error}", name(engine));
        }
        counted.push((engine, result.map_err(|error| error.to_string())));
    }
    Ok(counted)
}

/// Includes the syncs of opening and closing the lab.
async fn by_strace(place: &Place, clients: usize, seconds: u64) -> Result<f64, Failure> {
    let folder = tempfile::tempdir()?;
    let counts = folder.path().join("counts");
    let output = tokio::process::Command::new("strace")
        .args(["-f", "-c", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&counts)
        .arg(std::env::current_exe()?)
        .args(["numbers-load", "--url", &place.url])
        .args(["--clients", &clients.to_string(), "--seconds", &seconds.to_string()])
        .output()
        .await
        .map_err(|error| format!("strace cannot be started ({error}): install the package `strace`"))?;
    let allocations: f64 = String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
    // The fourth column of strace's table is the number of calls, the last the call's name.
    let table = std::fs::read_to_string(&counts)?;
    let calls = table.lines().filter_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let sync = words.last().is_some_and(|name| *name == "fsync" || *name == "fdatasync");
        sync.then(|| words.get(3)?.parse::<f64>().ok()).flatten()
    });
    let calls: f64 = calls.sum();
    if calls == 0.0 {
        return Err("strace saw no sync at all".into());
    }
    Ok(calls / allocations * 1000.0)
}

async fn by_the_server(place: &Place, clients: usize, seconds: u64) -> Result<f64, Failure> {
    let mut connection = connect(&place.url).await?;
    let store = place.founded().await?;
    let before: f64 = ask(&mut connection, "select wal_sync from pg_stat_wal").await?.parse()?;
    let (measured, _) = through_the_door(&store, clients, seconds).await?;
    store.close().await;
    // The server publishes its counts once in a second at most.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let after: f64 = ask(&mut connection, "select wal_sync from pg_stat_wal").await?.parse()?;
    Ok((after - before) / measured.allocations as f64 * 1000.0)
}

/// The load alone, for strace: prints how many numbers were given.
pub async fn load_for_strace(options: &Options) -> Result<Verdict, Failure> {
    let url = options.text("url").ok_or("--url is needed")?;
    let store = founded(url).await?;
    let clients = options.number("clients", 64)? as usize;
    let (measured, _) = through_the_door(&store, clients, options.number("seconds", 2)?).await?;
    store.close().await;
    println!("{}", measured.allocations);
    Ok(Verdict::Good)
}

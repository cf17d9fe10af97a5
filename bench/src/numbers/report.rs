//! Tables for people, lines of JSON for the record, and the goals beside what was reached.

use super::Measured;
use super::syncs::Syncs;
use crate::places::{Place, ask, connect, engines, name};
use crate::watch::{median, percentile};
use crate::{Failure, Verdict};
use serde::Serialize;
use std::path::Path;
use std::process::Command;
use store::Engine;

/// One row's rounds at one number of clients.
pub struct Row {
    name: &'static str,
    rounds: Vec<Measured>,
    failure: Option<String>,
}

impl Row {
    pub fn new(name: &'static str) -> Self {
        Self { name, rounds: Vec::new(), failure: None }
    }

    pub fn take(&mut self, result: Result<Measured, String>) {
        match result {
            Ok(measured) => self.rounds.push(measured),
            Err(failure) => self.failure = Some(failure),
        }
    }

    fn rates(&self) -> Vec<f64> {
        self.rounds.iter().map(Measured::rate).collect()
    }

    /// Microseconds of work of the server's process for one answer.
    fn cpu(&self) -> Option<f64> {
        let seconds: f64 = self.rounds.iter().map(|round| round.cpu).sum::<Option<f64>>()?;
        let answers: u64 = self.rounds.iter().map(|round| round.allocations).sum();
        (answers > 0).then(|| seconds / answers as f64 * 1_000_000.0)
    }

    fn waits(&self) -> Vec<f64> {
        let mut waits: Vec<f64> = self.rounds.iter().flat_map(|round| round.waits.iter().copied()).collect();
        waits.sort_by(f64::total_cmp);
        waits
    }
}

#[derive(Serialize)]
struct Line<'a> {
    at: &'a str,
    commit: &'a str,
    versions: &'a str,
    durability: &'a str,
    clients: usize,
    row: &'a str,
    floor: f64,
    /// Numbers a second, round by round.
    rounds: Vec<f64>,
    wait_ms_p50: f64,
    wait_ms_p99: f64,
    wait_ms_most: f64,
    /// Work of the server's process for one answer, where it has one of its own.
    server_cpu_us: Option<f64>,
    failure: Option<&'a str>,
}

/// Two rows' rates, round by round.
#[derive(Serialize)]
struct Ratio {
    clients: usize,
    ratio: String,
    least: f64,
    median: f64,
    most: f64,
}

pub struct Report {
    at: String,
    commit: String,
    versions: String,
    durability: String,
    lines: Vec<String>,
    ratios: Vec<Ratio>,
    failed: bool,
    syncs: Syncs,
}

/// At so many clients, at least so many times.
type Goal = Option<(usize, f64)>;

/// Whose rate is divided by whose, and the goal.
const RATIOS: [(&str, &str, Goal); 9] = [
    ("the door, SQLite", "one commit each, SQLite", Some((GOALS_AT, 40.0))),
    ("the door, SQLite", "begin immediate, SQLite", None),
    ("the door, SQLite", "hot row, PostgreSQL", Some((GOALS_AT, 25.0))),
    ("the door, PostgreSQL", "hot row, PostgreSQL", None),
    ("the door, PostgreSQL", "one commit each, SQLite", None),
    ("over HTTP, SQLite", "one commit each, SQLite", None),
    ("over HTTP, SQLite", "hot row, PostgreSQL", None),
    ("over HTTP, SQLite", "HTTP that does nothing", Some((256, 0.6))),
    ("over HTTP, PostgreSQL", "hot row, PostgreSQL", None),
];

const MOST_SYNCS_PER_1000: f64 = 20.0;
const GOALS_AT: usize = 64;

impl Report {
    pub async fn begin() -> Result<Self, Failure> {
        let mut durability = Vec::new();
        let mut versions = vec![told("rustc", &["--version"])];
        for engine in engines() {
            let place = Place::of(engine).await?;
            let store = place.founded().await?;
            let said = store.durability().await?;
            let said: Vec<String> = said.iter().map(|(name, value)| format!("{name}={value}")).collect();
            durability.push(format!("{}: {}", name(engine), said.join(" ")));
            let mut connection = connect(&place.url).await?;
            let sql = match engine {
                Engine::Sqlite => "select 'SQLite ' || sqlite_version()",
                Engine::Postgres => "select split_part(version(), ' (', 1)",
            };
            versions.push(ask(&mut connection, sql).await?);
            drop(connection);
            store.close().await;
            place.remove().await?;
        }
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let at = told("date", &["-u", "+%FT%TZ"]);
        let folder = here.to_string_lossy();
        let commit = told("git", &["-C", &folder, "describe", "--always", "--dirty", "--abbrev=12"]);
        let (versions, durability) = (versions.join(", "), durability.join("; "));
        println!("{versions}, commit {commit}\nread back: {durability}");
        println!(
            "The load shares the cores, for the door even the process. CPU µs: work of the server's own process for one answer."
        );
        let (lines, ratios, syncs) = (Vec::new(), Vec::new(), Syncs::new());
        Ok(Self { at, commit, versions, durability, lines, ratios, failed: false, syncs })
    }

    /// The rows at one number of clients.
    pub fn take(&mut self, clients: usize, floor: f64, rows: &[Row]) {
        println!(
            "  {:<26} {:>30} {:>9} {:>9} {:>9} {:>9}",
            "numbers a second", "least / median / most", "p50 ms", "p99 ms", "worst ms", "CPU µs"
        );
        for row in rows {
            self.row(clients, floor, row);
        }
        for (ours, theirs, _) in RATIOS {
            let find = |name: &str| rows.iter().find(|row| row.name == name && row.failure.is_none());
            let (Some(one), Some(other)) = (find(ours), find(theirs)) else { continue };
            let ratios: Vec<f64> = one
                .rates()
                .iter()
                .zip(other.rates())
                .map(|(one, other)| one / other.max(f64::EPSILON))
                .collect();
            let (least, most) = bounds(&ratios);
            let ratio =
                Ratio { clients, ratio: format!("{ours} / {theirs}"), least, median: median(&ratios), most };
            println!("  {:<52} {:.1}× / {:.1}× / {:.1}×", ratio.ratio, ratio.least, ratio.median, ratio.most);
            self.ratios.push(ratio);
        }
    }

    fn row(&mut self, clients: usize, floor: f64, row: &Row) {
        let (rates, waits) = (row.rates(), row.waits());
        let (least, most) = bounds(&rates);
        let (p50, p99) = (percentile(&waits, 50), percentile(&waits, 99));
        let worst = waits.last().copied().unwrap_or(0.0);
        let cpu = row.cpu();
        match &row.failure {
            Some(failure) => {
                self.failed = true;
                println!("  {:<26} FAIL: {failure}", row.name);
            }
            None => {
                let said = format!("{least:.0} / {:.0} / {most:.0}", median(&rates));
                let cpu = cpu.map_or_else(String::new, |cpu| format!("{cpu:>9.1}"));
                println!("  {:<26} {said:>30} {p50:>9.2} {p99:>9.2} {worst:>9.1} {cpu}", row.name);
            }
        }
        let line = Line {
            at: &self.at,
            commit: &self.commit,
            versions: &self.versions,
            durability: &self.durability,
            clients,
            row: row.name,
            floor,
            rounds: if row.failure.is_some() { vec![] } else { rates },
            wait_ms_p50: p50,
            wait_ms_p99: p99,
            wait_ms_most: worst,
            server_cpu_us: cpu,
            failure: row.failure.as_deref(),
        };
        self.lines.extend(serde_json::to_string(&line));
    }

    pub fn syncs(&mut self, syncs: Syncs) {
        self.syncs = syncs;
    }

    /// The goals, and the record on disk. A missed goal is said; a wrong round is a failure.
    pub fn finish(mut self) -> Result<Verdict, Failure> {
        println!("\ngoals, by the median of the rounds");
        for (ours, theirs, goal) in RATIOS {
            let name = format!("{ours} / {theirs}");
            let Some((clients, goal)) = goal else { continue };
            let found = self.ratios.iter().find(|ratio| ratio.clients == clients && ratio.ratio == name);
            if let Some(found) = found {
                let reached = verdict(found.median >= goal);
                println!(
                    "  {name}, {clients} clients: {:.2}×, goal at least {goal}×: {reached}",
                    found.median
                );
            }
        }
        for (engine, result) in &self.syncs {
            if let Ok(syncs) = result {
                let reached = verdict(*syncs < MOST_SYNCS_PER_1000);
                let engine = name(*engine);
                println!(
                    "  syncs for 1,000 numbers, {engine}: {syncs:.1}, goal below {MOST_SYNCS_PER_1000:.0}: {reached}"
                );
                let record =
                    serde_json::json!({ "syncs_per_1000": syncs, "engine": engine, "clients": GOALS_AT });
                self.lines.push(record.to_string());
            }
        }
        for ratio in &self.ratios {
            self.lines.extend(serde_json::to_string(ratio));
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("numbers.json");
        std::fs::write(&file, self.lines.join("\n") + "\n")?;
        println!("written to {}", file.display());
        Ok(if self.failed { Verdict::Bad } else { Verdict::Good })
    }
}

fn verdict(reached: bool) -> &'static str {
    if reached { "reached" } else { "NOT reached" }
}

fn bounds(values: &[f64]) -> (f64, f64) {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    (if values.is_empty() { 0.0 } else { least }, values.iter().copied().fold(0.0, f64::max))
}

/// What a program says in one line; nothing where it is missing.
fn told(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output();
    output
        .map_or_else(|_| "unknown".into(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

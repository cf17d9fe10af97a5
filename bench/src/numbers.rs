//! `numbers`: how many durable film numbers a second the one door gives, against doing it without.
//!
//! Every row is measured in every round, one after the other, on empty labs; ratios are taken within a round. A row
//! has a figure only if its round was correct: no number twice, no gap, the chain recomputed.

mod contenders;
mod http;
mod report;
mod syncs;

pub use syncs::load_for_strace;

use crate::places::{self, engines};
use crate::{Failure, Options, Verdict};
use contenders::{Contender, all};
use report::{Report, Row};
use std::io::Write as _;

/// What a round of one row came to.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub allocations: u64,
    pub seconds: f64,
    /// Milliseconds of each allocation, where the row can tell.
    pub waits: Vec<f64>,
    /// Seconds of work of the server's process, where there is one.
    pub cpu: Option<f64>,
}

impl Measured {
    pub fn rate(&self) -> f64 {
        self.allocations as f64 / self.seconds.max(f64::EPSILON)
    }
}

pub async fn run(options: &Options) -> Result<Verdict, Failure> {
    let rounds = options.number("rounds", 5)? as usize;
    let seconds = options.number("seconds", 2)?;
    let clients = options.text("clients").unwrap_or("1,16,64,256");
    let clients = clients.split(',').map(str::parse).collect::<Result<Vec<usize>, _>>()?;
    let mut report = Report::begin().await?;
    for clients in clients {
        println!("\n{clients} clients, {rounds} rounds of {seconds} s each after one that is discarded");
        let floor = floor()?;
        println!("  floor: {floor:.0} appends of 4 KiB with fdatasync a second");
        let rows = measure(clients, rounds, seconds).await?;
        report.take(clients, floor, &rows);
    }
    report.syncs(syncs::count(64, seconds).await?);
    report.finish()
}

async fn measure(clients: usize, rounds: usize, seconds: u64) -> Result<Vec<Row>, Failure> {
    let contenders = all(&engines());
    let mut rows: Vec<Row> = contenders.iter().map(|contender| Row::new(contender.name())).collect();
    for round in 0..=rounds {
        for (contender, row) in contenders.iter().zip(&mut rows) {
            let result = round_of(contender, clients, seconds).await;
            if round == 0 && result.is_ok() {
                continue;
            }
            row.take(result.map_err(|error| error.to_string()));
        }
        print!(".");
        std::io::stdout().flush()?;
    }
    println!();
    Ok(rows)
}

async fn round_of(contender: &Contender, clients: usize, seconds: u64) -> Result<Measured, Failure> {
    let place = places::Place::of(contender.engine()).await?;
    let measured = contender.round(&place, clients, seconds).await;
    place.remove().await?;
    measured
}

/// What the disk gives: 500 times, 4 KiB appended and synced.
fn floor() -> Result<f64, Failure> {
    let parent = std::env::current_exe()?.parent().map(std::path::Path::to_path_buf).ok_or("no folder")?;
    let mut file = tempfile::tempfile_in(parent)?;
    let begin = crate::watch::now();
    for _ in 0..500 {
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
    }
    Ok(500.0 / begin.elapsed().as_secs_f64())
}

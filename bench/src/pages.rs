//! `pages`: how long every page of a large lab takes to answer: a project of 10,000 documents and 160,000 pages, half
//! of it filmed with the machine's logs, served by the real server to somebody who is signed in.
//!
//! One page after the other over one connection, nothing else running: what a person waits for, without the line.

mod lab;

use crate::places::Place;
use crate::server::{Connection, SECRET, Server, let_in};
use crate::watch::{median, percentile};
use crate::{Failure, Options, Verdict, watch};
use hyper::StatusCode;
use serde::Serialize;
use std::path::Path;
use store::Engine;

/// 95 of 100 answers come sooner, in milliseconds.
const GOAL: f64 = 200.0;

/// Every page of `app/src/lib.rs`, and those of its addresses that ask for more. `{…}` is filled from the lab.
const PAGES: [&str; 38] = [
    "/",
    "/projects",
    "/projects?text=RRD",
    "/projects/new",
    "/projects/{large}",
    "/projects/{large}?show=oversized",
    "/projects/{large}?show=16-2",
    "/projects/{large}?text=142700000009",
    "/projects/{large}?sort=pages&from=5001",
    "/projects/{large}?sort=place&turned=1",
    "/projects/{large}?capacity16=2500&order=fullest_first",
    "/projects/{unplanned}",
    "/projects/{unplanned}?capacity16=2500&order=fullest_first",
    "/rolls/{planned}",
    "/rolls/{running}",
    "/rolls/{filmed}",
    "/rolls/{filmed}?after=100",
    "/development",
    "/rework",
    "/rework?rolls={filmed}",
    "/film-stock",
    "/film/T-0001",
    "/stock-taking",
    "/numbers",
    "/numbers?text={archive}",
    "/numbers/10000001",
    "/numbers/{last}",
    "/ledger",
    "/ledger?actor=Anna",
    "/ledger?action=register_project",
    "/ledger?text={archive}",
    "/ledger?entry={registered}",
    "/settings",
    "/people",
    "/search?q=1427000000009999",
    "/search?q=1427",
    "/search?q={archive}",
    "/check",
];

#[derive(Serialize)]
struct Line {
    page: String,
    engine: &'static str,
    bytes: usize,
    p50_ms: f64,
    p95_ms: f64,
    worst_ms: f64,
}

pub async fn run(options: &Options) -> Result<Verdict, Failure> {
    let times = options.number("times", 40)? as usize;
    let documents = u32::try_from(options.number("documents", 10_000)?)?;
    let mut lines = Vec::new();
    for engine in crate::places::engines() {
        let place = Place::of(engine).await?;
        let result = measure(&place, engine, documents, times).await;
        place.remove().await?;
        lines.extend(result?);
    }
    let slow: Vec<&Line> = lines.iter().filter(|line| line.p95_ms >= GOAL).collect();
    println!(
        "\ngoal: p95 below {GOAL} ms on every page: {}",
        if slow.is_empty() { "reached" } else { "NOT reached" }
    );
    for line in &slow {
        println!("  {} on {}: {:.0} ms", line.page, line.engine, line.p95_ms);
    }
    let good = slow.is_empty();
    let text: Vec<String> = lines.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("results/pages.json");
    std::fs::write(&file, text.join("\n") + "\n")?;
    println!("written to {}", file.display());
    Ok(if good { Verdict::Good } else { Verdict::Bad })
}

async fn measure(place: &Place, engine: Engine, documents: u32, times: usize) -> Result<Vec<Line>, Failure> {
    let lab = lab::make(place, documents).await?;
    let store = place.founded().await?;
    let_in(&store, lab::now()).await?;
    store.close().await;
    drop(store);
    let server = Server::start(&place.url).await?;
    let mut connection = server.connect().await?;
    let engine = crate::places::name(engine);
    println!("\n{engine}: {} documents, {} rolls, each page {times} times after 3", documents, lab.rolls);
    println!("  {:<62} {:>8} {:>8} {:>8} {:>9}", "page", "p50 ms", "p95 ms", "worst", "bytes");
    let mut lines = Vec::new();
    for page in PAGES {
        let page = lab.fill(page);
        let mut waits = Vec::new();
        let mut bytes = 0;
        for time in 0..times + 3 {
            let asked = watch::now();
            bytes = get(&mut connection, &page).await?;
            if time >= 3 {
                waits.push(asked.elapsed().as_secs_f64() * 1000.0);
            }
        }
        waits.sort_by(f64::total_cmp);
        let (p50_ms, p95_ms) = (median(&waits), percentile(&waits, 95));
        let worst_ms = waits.last().copied().unwrap_or(0.0);
        println!("  {page:<62} {p50_ms:>8.1} {p95_ms:>8.1} {worst_ms:>8.1} {bytes:>9}");
        lines.push(Line { page, engine, bytes, p50_ms, p95_ms, worst_ms });
    }
    server.stop().await?;
    Ok(lines)
}

async fn get(connection: &mut Connection, page: &str) -> Result<usize, Failure> {
    let cookie = format!("rollcall={SECRET}; rollcall-language=en");
    let headers = [("cookie", &*cookie), ("accept", "text/html")];
    let (status, body) = connection.ask("GET", page, &headers, String::new()).await?;
    if status != StatusCode::OK {
        return Err(format!("{page} answered {status}").into());
    }
    Ok(body.len())
}

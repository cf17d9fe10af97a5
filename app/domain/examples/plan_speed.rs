//! How long the largest project takes to plan: `cargo run --release -p domain --example plan_speed`.

use domain::film::document::{Barcode, Document, PageRange};
use domain::film::planning::{Order, in_natural_order, plan};
use domain::film::settings::Settings;
use domain::film::stock::forecast;
use std::time::Instant;

const DOCUMENTS: u32 = 10_000;
const PAGES: u32 = 160_000;
const RUNS: u32 = 20;

fn main() {
    let settings = Settings::default();
    let unsorted = largest_project();
    let sorting = milliseconds(|| in_natural_order(&mut unsorted.clone()));
    println!("{DOCUMENTS} documents into natural order: {sorting:.2} ms");
    let mut documents = unsorted.clone();
    in_natural_order(&mut documents);
    for order in [Order::Natural, Order::FullestFirst] {
        let planning = milliseconds(|| {
            std::hint::black_box(plan(&documents, &settings, order).expect("the generated project is sound"));
        });
        let plan = plan(&documents, &settings, order).expect("the generated project is sound");
        let summary = forecast(&plan, &settings);
        println!(
            "{PAGES} pages in {order:?} order: {planning:.2} ms, {} + {} rolls, {} empty frames",
            summary.rolls_16mm, summary.rolls_35mm, summary.empty_frames
        );
    }
}

/// Pages spread unevenly, the remainder in one long document; every fiftieth document has oversized pages.
fn largest_project() -> Vec<Document> {
    let mut left = PAGES;
    (0..DOCUMENTS)
        .map(|n| {
            let pages = if n + 1 == DOCUMENTS { left } else { 1 + n * 7919 % 29 };
            left -= pages;
            let oversized = if n % 50 == 0 { vec![PageRange { from: 1, to: pages }] } else { vec![] };
            // A stride through the numbers, so that the list does not come sorted.
            let barcode = format!("{}", 1_427_000_000_000_000 + u64::from(n) * 7_919 % u64::from(DOCUMENTS));
            Document { barcode: Barcode::parse(&barcode).expect("digits"), com_id: None, pages, oversized }
        })
        .collect()
}

/// The mean of several runs.
#[expect(clippy::disallowed_methods, reason = "this program measures; the domain itself never reads a clock")]
fn milliseconds(mut run: impl FnMut()) -> f64 {
    let start = Instant::now();
    (0..RUNS).for_each(|_| run());
    start.elapsed().as_secs_f64() * 1000.0 / f64::from(RUNS)
}

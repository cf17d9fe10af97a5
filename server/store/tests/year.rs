//! A year of a lab through the door, on SQLite and on PostgreSQL, against a second set of books.
//!
//! The requests come in batches as they gather at a busy door. Each must be answered as the rules answer it for the
//! whole lab in memory; afterwards the tables, read past the door, must say what the book says.

#[path = "../../example/tests/book/mod.rs"]
mod book;
#[expect(dead_code, reason = "the stories of the contract use the rest")]
#[path = "contract/support.rs"]
mod support;

use book::{Tables, keep};
use domain::event::EvidenceFile;
use domain::time::Timestamp;
use example::{Done, Pace, Year};
use sqlx::Row as _;
use store::{Store, StoreError};
use support::{Place, all_is_well};

/// Seven o'clock on 3 November 2025, a Monday.
const OPENING: Timestamp = Timestamp::from_millis(1_762_153_200_000);
const YEAR: i64 = 366 * 24 * 3600;
/// Requests that gather while one batch is written.
const AT_ONCE: usize = 40;

fn year() -> Year {
    let keep_file = |name: &str, bytes: &[u8]| EvidenceFile {
        name: name.to_owned(),
        digest: domain::ledger::digest(bytes),
        size: bytes.len() as u64,
        packed: "eJwDAAAAAAE=".to_owned(),
    };
    let pace = Pace { films: 500, minutes_between: 200, pages: 200, keep_file };
    let mut year = Year::founded(2025, OPENING, pace, "Filmlabor", "Anna");
    year.work(OPENING.plus_seconds(YEAR));
    year
}

/// Every request gets the answer the rules give.
async fn live(store: &Store, done: &[Done]) {
    for together in done.chunks(AT_ONCE) {
        // On one thread tasks begin in the order they were made, so the requests queue in their order.
        let asked: Vec<_> = together
            .iter()
            .map(|done| {
                let (store, request) = (store.clone(), done.request.clone());
                tokio::spawn(async move { store.perform(request).await })
            })
            .collect();
        for (asked, done) in asked.into_iter().zip(together) {
            let came_to = match asked.await.expect("the task ends") {
                Ok(receipt) => Ok(receipt.answer),
                Err(StoreError::Refused(refusal)) => Err(refusal),
                Err(error) => panic!("{}: {error}", done.request.command.action()),
            };
            assert_eq!(came_to, done.came_to, "{:?} at {:?}", done.request.command.action(), done.request.at);
        }
    }
}

async fn rows(place: &Place, sql: &'static str) -> Vec<sqlx::any::AnyRow> {
    let mut connection = place.connection().await;
    sqlx::query(sql).fetch_all(&mut connection).await.expect("rows")
}

/// The tables as somebody sees them who looks past the door.
async fn tables(place: &Place) -> Tables {
    let mut tables = Tables::default();
    let unsigned =
        |row: &sqlx::any::AnyRow, column: &str| u64::try_from(row.get::<i64, _>(column)).expect("a count");
    let sql = "select number, kind, roll, held_by, coalesce(reason, purpose, '') as why from holding";
    for row in rows(place, sql).await {
        let state = row.get::<String, _>("kind");
        let state = if state == "returned" { "free" } else { &state };
        let roll = row.get::<Option<i64>, _>("roll").map(|roll| u64::try_from(roll).expect("an id"));
        let number = u32::try_from(unsigned(&row, "number")).expect("a number");
        tables.number(number, state, roll, &row.get::<String, _>("held_by"), &row.get::<String, _>("why"));
    }
    for row in rows(place, "select id, stage from roll").await {
        tables.roll(unsigned(&row, "id"), &row.get::<String, _>("stage"));
    }
    let millimetres = |row: &sqlx::any::AnyRow| u32::try_from(unsigned(row, "length_mm")).expect("a length");
    for row in rows(place, "select id, length_mm, stage from reel").await {
        tables.reel(unsigned(&row, "id"), millimetres(&row), &row.get::<String, _>("stage"));
    }
    for row in rows(place, "select id, reel, length_mm, stage from temp_roll").await {
        let (id, reel) = (unsigned(&row, "id"), unsigned(&row, "reel"));
        tables.leftover(id, reel, millimetres(&row), &row.get::<String, _>("stage"));
    }
    tables
}

async fn a_year_is_accounted_for(place: Place, empty: Place) {
    let year = year();
    let book = keep(&year.done).unwrap_or_else(|error| panic!("{error}"));
    book.adds_up().unwrap_or_else(|error| panic!("{error}"));
    let store = place.open().await;
    live(&store, &year.done).await;
    assert_eq!(store.ledger_head().await.unwrap().0, year.lab.head.seq);
    book.agrees_with(&tables(&place).await).unwrap_or_else(|error| panic!("{error}"));
    all_is_well(&store).await;
    let target = empty.open().await;
    store.replay_into(&target).await.expect("replayed");
    assert_eq!(target.dump().await.unwrap(), store.dump().await.unwrap());
    book.agrees_with(&tables(&empty).await).unwrap_or_else(|error| panic!("{error}"));
}

#[tokio::test]
async fn a_year_is_accounted_for_on_sqlite() {
    let elsewhere = Place::database().await;
    a_year_is_accounted_for(Place::folder(), elsewhere.unwrap_or_else(Place::folder)).await;
}

#[tokio::test]
async fn a_year_is_accounted_for_on_postgres() {
    if let Some(place) = Place::database().await {
        a_year_is_accounted_for(place, Place::folder()).await;
    }
}

//! Opening and closing a lab, and whose turn it is.

use crate::support::*;
use sqlx::Row as _;
use std::time::Duration;
use store::{Engine, OpenOptions, Store};

pub async fn a_lab_is_there_again_after_it_was_closed(place: Place) {
    let store = place.founded().await;
    done(&store, reserving(3)).await;
    let before = store.dump().await.unwrap();
    store.close().await;
    let store = place.open().await;
    assert_eq!(store.dump().await.unwrap(), before);
    all_is_well(&store).await;
}

pub async fn a_dropped_lab_finishes_what_waits(place: Place) {
    let store = place.founded().await;
    let hold = place.hold().await;
    let waited = tokio::time::timeout(Duration::from_millis(100), store.perform(request(reserving(2)))).await;
    assert!(waited.is_err());
    drop(store);
    hold.release().await;
    // The file is locked until the last batch is in it.
    for _ in 0..100 {
        match Store::open(&place.options()).await {
            Ok(store) if store.ledger_head().await.unwrap().0 == 2 => return all_is_well(&store).await,
            Ok(_) | Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    panic!("what waited was never finished");
}

pub async fn a_write_waits_for_its_turn(place: Place) {
    let store = place.founded().await;
    let hold = place.hold().await;
    let asked = tokio::spawn({
        let store = store.clone();
        async move { store.perform(request(reserving(1))).await }
    });
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(!asked.is_finished());
    hold.release().await;
    asked.await.unwrap().expect("the write waited for its turn");
    if place.engine() == Engine::Sqlite {
        select_first_can_never_write(&place).await;
    }
}

/// The control: a transaction that reads first cannot write after another has committed, however long it waits.
async fn select_first_can_never_write(place: &Place) {
    let (mut reader, mut writer) = (place.connection().await, place.connection().await);
    raw(&mut reader, "begin").await;
    let row = sqlx::query("select turn from lab").fetch_one(&mut reader).await.unwrap();
    assert!(row.get::<i64, _>(0) > 0);
    raw(&mut writer, "update lab set turn = turn + 1 where id = 1").await;
    let late = sqlx::query("update lab set turn = turn + 1 where id = 1").execute(&mut reader).await;
    let error = late.expect_err("the reader's snapshot is old");
    let code = error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
    assert_eq!(code.as_deref(), Some("517"), "{error}");
    raw(&mut reader, "rollback").await;
}

#[tokio::test]
async fn a_second_opening_of_the_same_file_is_refused() {
    let place = Place::folder();
    let store = place.founded().await;
    let second = Store::open(&place.options()).await.map(|_| ()).expect_err("one writer for each file");
    assert!(second.to_string().contains("another process has the lab"), "{second}");
    store.close().await;
    place.open().await;
}

#[tokio::test]
async fn every_connection_syncs_at_each_commit() {
    let place = Place::folder();
    let store = place.open_with(OpenOptions { readers: 4, ..place.options() }).await;
    let each = store.durability_of_each().await.unwrap();
    assert_eq!(each.len(), 5, "the writer and four readers");
    for said in each {
        let text: Vec<String> = said.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(text.join(" "), "journal_mode=wal synchronous=2 foreign_keys=1 mmap_size=0");
    }
}

#[tokio::test]
async fn a_folder_may_have_any_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["plain", "mit Leerzeichen", "100 %", "Labor Süd #1?", "a%20b"] {
        let folder = folder.path().join(name);
        let store =
            Store::open(&OpenOptions::folder(&folder)).await.unwrap_or_else(|e| panic!("{name}: {e}"));
        found(&store).await;
        assert!(folder.join("lab.sqlite").is_file(), "{name}");
        store.close().await;
    }
}

#[tokio::test]
async fn an_unknown_database_is_refused_with_what_to_write() {
    let error = Store::open(&OpenOptions::new("mysql://lab")).await.map(|_| ()).expect_err("unknown");
    assert_eq!(error.to_string(), "`mysql:` is no database Rollcall knows: use sqlite:PATH or postgres://…");
}

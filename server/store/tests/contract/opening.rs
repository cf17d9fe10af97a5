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

/// A lab founded before film was followed after the camera keeps every row.
pub async fn an_older_lab_is_brought_up_to_date(place: Place) {
    use sqlx::migrate::Migrator;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut first = Migrator::new(folder).await.expect("the migrations");
    first.migrations = first.migrations.iter().filter(|step| step.version == 1).cloned().collect();
    if place.engine() == store::Engine::Sqlite {
        // The file is made by the first who opens it.
        let path = place.url.trim_start_matches("sqlite:").split('?').next().expect("a path");
        std::fs::File::create(path).expect("an empty database");
    }
    let mut connection = place.connection().await;
    first.run(&mut connection).await.expect("the first migration");
    raw(
        &mut connection,
        "insert into series (digit, next) values (1, 2);
        insert into settings values (1, '{\"name\":\"Film lab\",\"film\":{\"capacity_16mm\":2900,\"capacity_35mm\":690,\"smallest_usable\":150,\"reel_mm\":30500,\"leader_mm\":500,\"trailer_mm\":500,\"step_16mm\":10,\"step_35mm\":42,\"frames_per_1000_s\":650,\"a3_short_pt\":842,\"a3_long_pt\":1191},\"sites\":[{\"code\":\"OU\",\"series\":1,\"numbering\":\"on_success\"},{\"code\":\"DW\",\"series\":2,\"numbering\":\"on_success\"}]}');
        update lab set settings_version = 1;
        insert into project values (1, 'RRD123-2025', 'OU', 'Certificates', '', 1, 'on_success', 0, 1, 9);
        insert into reel values (1, '16', 30500, 0, 'cut', 1);
        insert into roll values (1, 1, 1, '16', 1, 'RRD123-2025_OU_16_01', 400, '[]', '[]', 'filmed', 1, 0, 1, 9);
        insert into attempt (id, roll, ordinal, reel, length_mm, operator, machine, started, files, course, ended,
            frames, spent_mm, rest, rest_mm, rest_temp_roll, counted)
            values (1, 1, 1, 1, 30500, 'Anna', '1', 0, 1, 'confirmed', 1, 400, 5000, 'kept', 25500, 1, 1);
        insert into temp_roll values (1, 1, '16', 1, 25500, 1, 'on_shelf', null);
        insert into evidence values (1, 0, 0, '10000001.LOG', 'aa', 3, 'bb')",
    )
    .await;
    drop(connection);
    let store = place.open().await;
    let roll = store.roll(domain::id::RollId::new(1)).await.unwrap().expect("the roll");
    assert_eq!(roll.stage_word(), domain::film::roll::RollStage::Filmed);
    let (_, settings) = store.settings().await.unwrap().expect("the settings");
    assert_eq!(settings, domain::lab::LabSettings::new("Film lab"));
    let body = store.dump().await.unwrap().into_iter().find(|(table, _)| table == "settings").unwrap().1;
    assert_eq!(body, [format!("1|{}", serde_json::to_string(&settings).unwrap())], "as a new lab writes it");
    let pieces = store.live_temp_rolls().await.unwrap();
    assert_eq!((pieces[0].length_mm, pieces[0].correction_mm), (25_500, 0));
    let file = store.evidence_file(domain::id::AttemptId::new(1), 0).await.unwrap();
    assert_eq!(file.expect("the log").file.name, "10000001.LOG");
    let project = store.project(domain::id::ProjectId::new(1)).await.unwrap().expect("the project");
    assert_eq!(project.standing, domain::film::project::Standing::Active);
    let digits: Vec<u32> =
        store.series_views().await.unwrap().iter().map(|view| view.series.digit()).collect();
    assert_eq!(digits, [1, 9], "test films are numbered in a series of their own");
    let report = store.check().await.unwrap();
    let about_film = |promise: &str| promise.contains("leftover") || promise.contains("reel");
    assert!(!report.differences.iter().any(|one| about_film(&one.promise)), "{:?}", report.differences);
}

//! The self-check: empty while all went through the door, and never empty after a write past it.

use crate::support::*;
use domain::command::{Command, FilmChoice};
use domain::film::development::Density;
use domain::film::rework::{Cause, NumberChoice};
use domain::id::TempRollId;
use domain::lab::LabSettings;
use domain::person::Roles;
use store::Store;

/// Founds a lab and leaves something in every table: filmed, running, planned and failed rolls, film on the shelf
/// and in the camera, numbers in every state, people, a token, two versions of the settings.
pub async fn lab_in_work(store: &Store) {
    found(store).await;
    let delivered = register(store, "RRD101-2025", &[1400, 1400]).await;
    for roll in plan(store, delivered).await {
        film(store, &roll).await;
    }
    done(store, Command::DeliverIndex { project: delivered, file: "index.xlsx".into(), to: String::new() })
        .await;
    let mut settings = LabSettings::new("Film lab");
    settings.sites[0].numbering = domain::film::project::Numbering::BindAtStart;
    done(store, Command::ChangeSettings { settings }).await;
    let running = register(store, "RRD102-2025", &[2000, 2500, 1800]).await;
    let rolls = plan(store, running).await;
    done(store, starting(rolls[0].id)).await;
    done(store, failing(rolls[0].id, 300)).await;
    film(store, &rolls[0]).await;
    done(store, starting(rolls[1].id)).await;
    let short = register(store, "RRD103-2025", &[200]).await;
    let short = plan(store, short).await;
    let leftover = FilmChoice::TempRoll(TempRollId::new(2));
    done(store, Command::StartFilming { roll: short[0].id, film: leftover, machine: "2".into() }).await;
    let other = register(store, "RRD104-2025", &[2000]).await;
    film(store, &plan(store, other).await[0]).await;
    let reserved = numbers(&done(store, reserving(5)).await);
    done(store, Command::ReleaseNumbers { numbers: reserved[..2].to_vec(), reason: "not needed".into() })
        .await;
    done(store, Command::VoidNumber { number: reserved[2], reason: "label torn".into() }).await;
    done(store, Command::AddPerson { name: "Ben".into(), roles: Roles::all() }).await;
    let token = Command::CreateToken { label: "scanner".into(), roles: Roles::all(), digest: "d".into() };
    done(store, token).await;
    let density = Density::parse("1.25").expect("a density");
    let films = store.numbered_rolls(Some(delivered)).await.expect("rolls");
    let films = films.into_iter().map(|film| film.roll.id).collect();
    done(store, Command::DevelopRolls { rolls: films, bath: "batch 7".into(), readings: vec![density] })
        .await;
    let rejected = store.numbered_rolls(Some(other)).await.expect("rolls").remove(0).roll.id;
    let rejecting = Command::ReworkRolls {
        rolls: vec![rejected],
        cause: Cause::Scratch,
        note: String::new(),
        number: NumberChoice::Keep,
    };
    done(store, rejecting).await;
    crate::imports::one_old_film(store).await;
}

pub async fn a_lab_in_work_keeps_every_promise(place: Place) {
    let store = place.open().await;
    lab_in_work(&store).await;
    let quick = store.check().await.unwrap();
    assert_eq!(quick.differences, vec![]);
    assert!(quick.promises >= 15 && quick.entries > 20);
    all_is_well(&store).await;
    let tables = store.dump().await.unwrap();
    let empty: Vec<_> = tables.iter().filter(|(_, rows)| rows.is_empty()).map(|(table, _)| table).collect();
    assert_eq!(
        empty,
        [
            "evidence",
            "block_break",
            "complaint",
            "range_table",
            "program",
            "program_version",
            "program_holding"
        ],
        "counted rolls have no files, this site keeps no blocks, nobody complained, and the lab has no programs"
    );
}

/// A write past the door, how to take it back, and the promise that must find it.
const PAST_THE_DOOR: &[(&str, &str, &str)] = &[
    (
        "update holding set held_by = 'Eve' where number = 10000001",
        "update holding set held_by = 'Anna' where number = 10000001",
        "row_differs_from_ledger",
    ),
    (
        "insert into holding (number, series, kind, purpose, since, held_by, entry)
            values (10000900, 1, 'reserved', 'mine', 0, 'Eve', 1)",
        "delete from holding where number = 10000900",
        "number_beyond_the_series",
    ),
    (
        "update series set next = next + 1 where digit = 1",
        "update series set next = next - 1 where digit = 1",
        "unexplained_gap",
    ),
    (
        "update temp_roll set length_mm = length_mm + 1 where id = 1",
        "update temp_roll set length_mm = length_mm - 1 where id = 1",
        "leftover_without_origin",
    ),
    (
        "update reel set length_mm = length_mm + 10 where id = 1",
        "update reel set length_mm = length_mm - 10 where id = 1",
        "reel_does_not_add_up",
    ),
    (
        "update attempt set spent_mm = spent_mm - 1 where id = 1",
        "update attempt set spent_mm = spent_mm + 1 where id = 1",
        "film_lost_in_attempt",
    ),
    (
        "update roll set stage = 'planned', attempt = null where id = 2",
        "update roll set stage = 'filmed', attempt = 3 where id = 2",
        "number_without_film",
    ),
    (
        "update roll set attempts = attempts + 1 where id = 1",
        "update roll set attempts = attempts - 1 where id = 1",
        "attempts_miscounted",
    ),
    (
        "update attempt set course = 'failed', reason = 'jam' where id = 1",
        "update attempt set course = 'confirmed', reason = null where id = 1",
        "roll_and_attempt_disagree",
    ),
    (
        "update rework set course = 'dropped' where id = 1",
        "update rework set course = 'open' where id = 1",
        "rework_and_roll_disagree",
    ),
    (
        "update roll set run = 77 where id = 1",
        "update roll set run = 1 where id = 1",
        "developed_without_run",
    ),
    (
        "update project set standing = 'archived' where id = 2",
        "update project set standing = 'active' where id = 2",
        "abandoned_project_in_work",
    ),
    (
        "update temp_roll set correction_mm = 5 where id = 1",
        "update temp_roll set correction_mm = 0 where id = 1",
        "reel_does_not_add_up",
    ),
    (
        "update document set pages = pages + 1 where project = 1 and position = 0",
        "update document set pages = pages - 1 where project = 1 and position = 0",
        "row_differs_from_ledger",
    ),
    (
        "update project set registered = registered + 1 where id = 1",
        "update project set registered = registered - 1 where id = 1",
        "row_differs_from_ledger",
    ),
    (
        "update settings set body = body || ' ' where version = 1",
        "update settings set body = substr(body, 1, length(body) - 1) where version = 1",
        "row_differs_from_ledger",
    ),
    (
        "update person set roles = 'viewer' where id = 2",
        "update person set roles = 'viewer,operator,quality,planner,programmer,manager,admin' where id = 2",
        "row_differs_from_ledger",
    ),
    (
        "update token set digest = 'e' where id = 1",
        "update token set digest = 'd' where id = 1",
        "row_differs_from_ledger",
    ),
    (
        "update lab set hash = '0' || hash where id = 1",
        "update lab set hash = substr(hash, 2) where id = 1",
        "head_hash_differs",
    ),
    (
        "update lab set seq = seq + 1 where id = 1",
        "update lab set seq = seq - 1 where id = 1",
        "ledger_has_holes",
    ),
    (
        "update lab set counts = replace(counts, '\"delivery\":1', '\"delivery\":7') where id = 1",
        "update lab set counts = replace(counts, '\"delivery\":7', '\"delivery\":1') where id = 1",
        "head_differs_from_ledger",
    ),
    (
        "update ledger set actor = 'Eve' where seq = 3",
        "update ledger set actor = 'Anna' where seq = 3",
        "chain_broken",
    ),
    (
        "update outbox set topics = 'nothing' where seq = 3",
        "update outbox set topics = 'project roll' where seq = 3",
        "row_differs_from_ledger",
    ),
    (
        "insert into ledger_subject (kind, subject, seq) values ('roll', 77, 3)",
        "delete from ledger_subject where subject = 77 and kind = 'roll'",
        "row_past_the_door",
    ),
];

/// Rows taken away, put back from a copy.
const TAKEN_AWAY: &[(&str, &str, &str)] = &[
    ("temp_roll", "id = 1", "leftover_missing"),
    ("holding", "number = 10000001", "filmed_without_number"),
    ("sent", "delivery = 1", "sent_rows_missing"),
    ("sent", "delivery = 1", "row_missing"),
    ("machine_file", "id = 1", "earlier_film_without_file"),
    ("machine_file", "id = 1", "finding_without_file"),
    ("outbox", "seq = 4", "outbox_incomplete"),
    ("ledger_subject", "seq = 4", "row_missing"),
];

pub async fn a_write_past_the_door_is_found(place: Place) {
    let store = place.open().await;
    lab_in_work(&store).await;
    let mut eve = place.connection().await;
    for (write, back, promise) in PAST_THE_DOOR {
        assert_eq!(raw(&mut eve, write).await, 1, "{write}");
        found_out(&store, promise, write).await;
        assert_eq!(raw(&mut eve, back).await, 1, "{back}");
    }
    for (table, row, promise) in TAKEN_AWAY {
        raw(&mut eve, &format!("create table kept as select * from {table} where {row}")).await;
        assert!(raw(&mut eve, &format!("delete from {table} where {row}")).await >= 1, "{table}");
        found_out(&store, promise, table).await;
        raw(&mut eve, &format!("insert into {table} select * from kept")).await;
        raw(&mut eve, "drop table kept").await;
    }
    all_is_well(&store).await;
}

async fn found_out(store: &Store, promise: &str, write: &str) {
    let report = store.check_whole().await.unwrap_or_else(|error| panic!("{write}: {error}"));
    let found: Vec<&str> = report.differences.iter().map(|difference| difference.promise.as_str()).collect();
    assert!(found.contains(&promise), "{write}: {promise} is not among {found:?}");
}

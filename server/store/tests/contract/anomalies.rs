//! What was found wrong in the database the lab had before, put into this one past the door: each is found by name.

use crate::support::*;
use domain::command::{Command, FilmChoice};
use domain::film::document::{Barcode, Document, PageRange};
use domain::id::TempRollId;
use store::Store;

/// Reel 1 was exposed twice and is used up, the second time as leftover 1. Reel 2 left leftover 2, which lies on the
/// shelf. Reel 3 is a 35mm one: two frames, and leftover 3.
async fn a_short_chain(store: &Store) {
    found(store).await;
    let first = register(store, "RRD201-2025", &[2000]).await;
    film(store, &plan(store, first).await[0]).await;
    let second = register(store, "RRD202-2025", &[700]).await;
    let second = plan(store, second).await.remove(0);
    let film_choice = FilmChoice::TempRoll(TempRollId::new(1));
    done(store, Command::StartFilming { roll: second.id, film: film_choice, machine: "1".into() }).await;
    done(store, finishing(second.id, second.frames)).await;
    let third = register(store, "RRD203-2025", &[1500]).await;
    film(store, &plan(store, third).await[0]).await;
    let plan_with_drawing = Document {
        barcode: Barcode::parse("1001").expect("a barcode"),
        com_id: None,
        pages: 10,
        oversized: vec![PageRange { from: 1, to: 1 }],
    };
    let key = project_key("RRD204-2025");
    let drawing =
        Command::RegisterProject { key, documents: vec![plan_with_drawing], accept: None, test: None };
    done(store, drawing).await;
    let rolls = plan(store, domain::id::ProjectId::new(4)).await;
    film(store, &rolls[1]).await;
}

/// One kind of anomaly: its name, how it comes about, how it is taken back, the promise that finds it, and what the
/// sentence names.
struct Anomaly {
    name: &'static str,
    injected: &'static str,
    taken_back: &'static str,
    promise: &'static str,
    named: &'static str,
}

const ANOMALIES: [Anomaly; 9] = [
    Anomaly {
        name: "two available leftovers from one source roll",
        injected: "drop index temp_roll_one_live_on_a_reel;
            insert into temp_roll (id, reel, film, parent, length_mm, correction_mm, place, since, stage)
            values (900, 2, '16', 2, 8950, 0, '', 0, 'on_shelf')",
        taken_back: "delete from temp_roll where id = 900;
            create unique index temp_roll_one_live_on_a_reel on temp_roll (reel)
            where stage in ('on_shelf', 'loaded', 'lost')",
        promise: "two_leftovers_of_one_reel",
        named: "reel 2: what is left of a reel lies in two places at once (2 live temp rolls).",
    },
    Anomaly {
        name: "a leftover used by nobody",
        injected: "update temp_roll set attempt = 99 where id = 1",
        taken_back: "update temp_roll set attempt = 2 where id = 1",
        promise: "leftover_used_by_nobody",
        named: "temp roll 1: a temp roll is used, but there is no attempt that used it (consumed by attempt 99).",
    },
    Anomaly {
        name: "a leftover used by a roll that says new",
        injected: "update temp_roll set attempt = 3 where id = 1",
        taken_back: "update temp_roll set attempt = 2 where id = 1",
        promise: "leftover_used_as_new_reel",
        named: "temp roll 1: a temp roll is used by an attempt that says it had a new reel or another piece \
            (attempt 3 on reel 2).",
    },
    Anomaly {
        name: "1450 usable frames from a roll whose own rest is 1350",
        injected: "update temp_roll set length_mm = 15500 where id = 2",
        taken_back: "update temp_roll set length_mm = 14500 where id = 2",
        promise: "leftover_without_origin",
        named: "temp roll 2: a temp roll is not what its attempt left (15500 mm, attempt 3 left 14500 mm kept).",
    },
    Anomaly {
        name: "source leftover, but none named",
        injected: "update attempt set temp_roll = null where id = 2",
        taken_back: "update attempt set temp_roll = 1 where id = 2",
        promise: "leftover_not_named",
        named: "attempt 2: an attempt was made on a piece of film that is not a whole reel, and no temp roll of that \
            length is named (9500 mm of reel 1).",
    },
    Anomaly {
        name: "used 1900 while documents sum to 2000",
        injected: "update roll set frames = frames - 100 where id = 1",
        taken_back: "update roll set frames = frames + 100 where id = 1",
        promise: "frames_are_not_the_sum",
        named: "roll RRD201-2025_OU_16_01: 1900 frames are said, but its documents have 2000.",
    },
    Anomaly {
        name: "a leftover although the rest was too short for one",
        injected:
            "insert into temp_roll (id, reel, film, parent, length_mm, correction_mm, place, since, stage)
            values (900, 1, '16', 2, 3000, 0, '', 0, 'on_shelf')",
        taken_back: "delete from temp_roll where id = 900",
        promise: "leftover_without_origin",
        named: "temp roll 900: a temp roll is not what its attempt left (3000 mm, attempt 2 left 1500 mm scrapped).",
    },
    Anomaly {
        name: "a 35mm reel closed after two frames, the rest on no record",
        injected: "update attempt set rest = 'scrapped', rest_mm = 0, rest_temp_roll = null where id = 4",
        taken_back: "update attempt set rest = 'kept', rest_mm = 29416, rest_temp_roll = 3 where id = 4",
        promise: "film_lost_in_attempt",
        named: "attempt 4: what an attempt spent and left is not what was loaded (-29416 mm).",
    },
    Anomaly {
        name: "padding mixed in one chain",
        injected: "update attempt set spent_mm = spent_mm + 500, rest_mm = rest_mm - 500 where id = 3;
            update temp_roll set length_mm = length_mm - 500 where id = 2",
        taken_back: "update attempt set spent_mm = spent_mm - 500, rest_mm = rest_mm + 500 where id = 3;
            update temp_roll set length_mm = length_mm + 500 where id = 2",
        promise: "padding_mixed",
        named: "attempt 3: 1500 frames of 16mm with leader and trailer are not 16500 mm by any settings.",
    },
];

pub async fn the_anomalies_of_the_old_database_are_found(place: Place) {
    let store = place.open().await;
    a_short_chain(&store).await;
    all_is_well(&store).await;
    let mut eve = place.connection().await;
    for Anomaly { name, injected, taken_back, promise, named } in ANOMALIES {
        raw(&mut eve, injected).await;
        let report = store.check_whole().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        let found = report.differences.iter().find(|found| found.promise == promise);
        let sentence = found.map(|found| found.sentence.as_str());
        assert_eq!(sentence, Some(named), "{name}: {:?}", report.differences);
        raw(&mut eve, taken_back).await;
        all_is_well(&store).await;
    }
}

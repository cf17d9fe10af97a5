//! The program registry in the database: one holding for each number, in the same commit as everything else.

use crate::support::*;
use domain::command::{Answer, Command};
use domain::program::{
    Ask, Becomes, Filed, Move, ProgramAnswer, ProgramCommand, ProgramNumber, ProgramState, RangeTable,
    RoundSize,
};
use std::collections::BTreeSet;
use store::Store;

fn program_number(value: u32) -> ProgramNumber {
    ProgramNumber::from_value(value).unwrap()
}

fn filed(value: u32, title: &str) -> Filed {
    let text = format!("%\nO{value:05} ({title})\nT101\nG00 X6.\nG01 Z-1.{value}\nM30\n%\n");
    Filed::new(format!("o{value:05}.nc"), text.as_bytes(), Becomes::New { number: program_number(value) })
}

fn importing(files: Vec<Filed>) -> Command {
    Command::Program(ProgramCommand::Import { source: "nc".into(), files })
}

fn asking(size: &str, count: u32) -> Command {
    let ask = Ask { count, ..Ask::of_size(RoundSize::parse(size).unwrap()) };
    Command::Program(ProgramCommand::Reserve { ask, purpose: "a job".into(), until: None })
}

fn given(answer: Answer) -> Vec<ProgramNumber> {
    match answer {
        Answer::Programs(ProgramAnswer::Numbers { numbers }) => numbers,
        other => panic!("another answer: {other:?}"),
    }
}

async fn state(store: &Store, value: u32) -> ProgramState {
    let held = store.program_held(program_number(value)).await.unwrap();
    held.map_or(ProgramState::Free, |held| held.holding.state())
}

pub async fn a_program_holds_its_number_in_the_same_commit(place: Place) {
    let store = place.founded().await;
    done(&store, importing(vec![filed(62_500, "6.25 DIA"), filed(306, "6.25 DIA 2")])).await;
    assert_eq!(state(&store, 306).await, ProgramState::InUse);
    let programs = store.programs().await.unwrap();
    let numbers: Vec<_> = programs.iter().map(|(_, number)| number.unwrap().value()).collect();
    assert_eq!(numbers, [62_500, 306]);
    let refusal = refused(&store, importing(vec![filed(62_501, "new"), filed(306, "another")])).await;
    assert_eq!(refusal.to_string(), "O00306 is in use (last Anna): choose another number.");
    assert_eq!(state(&store, 62_501).await, ProgramState::Free, "none of the batch came in");
    let id = programs[0].0.id;
    done(&store, Command::Program(ProgramCommand::Delete { programs: vec![id], reason: "old".into() })).await;
    assert_eq!(state(&store, 62_500).await, ProgramState::Cooling);
    all_is_well(&store).await;
}

/// On PostgreSQL they stand at two servers.
pub async fn sixty_four_people_ask_for_the_next_number_of_one_range(place: Place) {
    let servers = place.servers().await;
    found(&servers[0]).await;
    let asks = (0..64).map(|at| {
        let store = servers[at % servers.len()].clone();
        tokio::spawn(async move { store.perform(request(asking("6.25", 1))).await.unwrap().answer })
    });
    let mut numbers = BTreeSet::new();
    for ask in asks.collect::<Vec<_>>() {
        numbers.extend(given(ask.await.unwrap()));
    }
    let expected: BTreeSet<_> = (62_500..62_564).map(program_number).collect();
    assert_eq!(numbers, expected, "each another number, and no gap");
    all_is_well(&servers[0]).await;
}

pub async fn a_full_range_says_where_there_is_room(place: Place) {
    let store = place.founded().await;
    done(&store, asking("13.0", 1000)).await;
    let refusal = refused(&store, asking("13.0", 1)).await;
    assert_eq!(
        refusal.to_string(),
        "The range 13.0 has 0 free numbers, not 1. There is room in Free Range 1 (9,000), 10.25 & 10.50 (3,000), \
         Free Range 2 (36,000), 5.75 (10,000)."
    );
}

pub async fn ranges_and_askers_in_one_batch_never_share_a_number(place: Place) {
    let store = place.founded().await;
    done(&store, importing(vec![filed(11_000, "10.25 DIA"), filed(10_000, "10.25 DIA 2")])).await;
    let load = Command::Program(ProgramCommand::LoadRanges { table: RangeTable::b() });
    let hold = place.hold().await;
    let asked: Vec<_> = [load, asking("10.25", 2), asking("10.25", 1)]
        .into_iter()
        .map(|command| {
            let store = store.clone();
            async move { store.perform(request(command)).await }
        })
        .collect();
    let mut waiting = Vec::new();
    for one in asked {
        waiting.push(tokio::spawn(one));
        pause().await;
    }
    hold.release().await;
    let mut numbers = Vec::new();
    for one in waiting {
        match one.await.unwrap().unwrap().answer {
            Answer::Programs(ProgramAnswer::Numbers { numbers: given }) => numbers.extend(given),
            other => assert_eq!(other, Answer::Programs(ProgramAnswer::Ranges { version: 1 })),
        }
    }
    assert_eq!(numbers, [11_001, 11_002, 11_003].map(program_number));
    assert_eq!(state(&store, 11_000).await, ProgramState::InUse);
    all_is_well(&store).await;
}

pub async fn an_undone_renumbering_gives_every_byte_back(place: Place) {
    let store = place.founded().await;
    let odd = b"\xef\xbb\xbf%\r\no2822 (6.25 IN 67.1, Pairs w/o62007)\r\nG00 X6.\xff\x00\r\nM30\r\n";
    let becomes = |value| Becomes::New { number: program_number(value) };
    let files = vec![Filed::new("o2822.nc", odd, becomes(2_822)), filed(62_007, "6.25 DIA, Pairs w/o2822")];
    done(&store, importing(files)).await;
    let ids: Vec<_> = store.programs().await.unwrap().iter().map(|(row, _)| row.id).collect();
    let moves = vec![
        Move { program: ids[0], from: program_number(2_822), to: program_number(62_500) },
        Move { program: ids[1], from: program_number(62_007), to: program_number(62_501) },
    ];
    let renumber = ProgramCommand::Renumber { moves, follow: true, reason: "right range".into() };
    let entry = done(&store, Command::Program(renumber)).await.entry;
    let (_, number, versions) = store.program(ids[0]).await.unwrap().unwrap();
    assert_eq!(number, Some(program_number(62_500)));
    let text = String::from_utf8_lossy(&versions[1].content.bytes()).into_owned();
    assert!(text.contains("o62500 (6.25 IN 67.1, Pairs w/o62501)\r\n"), "{text}");
    done(&store, Command::Program(ProgramCommand::Undo { entry })).await;
    let (program, number, versions) = store.program(ids[0]).await.unwrap().unwrap();
    assert_eq!((number, program.version), (Some(program_number(2_822)), 3));
    assert_eq!(versions[2].content.bytes(), odd);
    assert_eq!(state(&store, 62_501).await, ProgramState::Free);
    let again = refused(&store, Command::Program(ProgramCommand::Undo { entry })).await;
    assert_eq!(again.to_string(), format!("Entry {entry} was taken back already."));
    all_is_well(&store).await;
}

pub async fn a_program_past_the_door_is_found(place: Place) {
    let store = place.founded().await;
    done(&store, importing(vec![filed(62_500, "6.25 DIA"), filed(62_501, "6.25 DIA 2")])).await;
    all_is_well(&store).await;
    let mut connection = place.connection().await;
    raw(&mut connection, "delete from program_holding where number = 62500").await;
    raw(&mut connection, "update program set stage = 'trashed', reason = 'past the door' where id = 2").await;
    let report = store.check().await.unwrap();
    let promises: BTreeSet<_> = report.differences.iter().map(|one| one.promise.as_str()).collect();
    assert_eq!(promises, BTreeSet::from(["program_without_number", "number_without_program"]));
    let whole = store.check_whole().await.unwrap();
    assert!(whole.differences.iter().any(|one| one.promise == "row_missing"));
}

pub async fn a_replay_gives_every_program_back(place: Place) {
    let store = place.founded().await;
    done(&store, importing((62_500..62_520).map(|value| filed(value, "6.25 DIA")).collect())).await;
    let ids: Vec<_> = store.programs().await.unwrap().iter().map(|(row, _)| row.id).collect();
    let moves = vec![Move { program: ids[3], from: program_number(62_503), to: program_number(70_000) }];
    done(&store, Command::Program(ProgramCommand::Renumber { moves, follow: false, reason: "try".into() }))
        .await;
    done(
        &store,
        Command::Program(ProgramCommand::Delete { programs: ids[5..8].to_vec(), reason: "old".into() }),
    )
    .await;
    done(&store, Command::Program(ProgramCommand::LoadRanges { table: RangeTable::b() })).await;
    done(&store, asking("6.0", 7)).await;
    let other = Place::folder();
    let target = other.open().await;
    store.replay_into(&target).await.unwrap();
    assert_eq!(target.dump().await.unwrap(), store.dump().await.unwrap());
}

pub async fn the_map_shows_every_number_as_it_is_held(place: Place) {
    use domain::view::heatmap::{Sent, Shown, changes};
    let store = place.founded().await;
    let before = store.heatmap(now()).await.unwrap();
    let of = |map: &domain::view::heatmap::Map, value| map.cell(program_number(value));
    assert_eq!(of(&before.map, 62_500).state(), ProgramState::Free);
    let text = String::from_utf8(filed(62_500, "6.25 DIA").content.bytes()).unwrap();
    let becomes = Becomes::New { number: program_number(62_007) };
    let copy = Filed::new("o62007.nc", text.replace("O62500", "O62007").as_bytes(), becomes);
    done(&store, importing(vec![filed(62_500, "6.25 DIA"), copy, filed(80_000, "8.0 DIA")])).await;
    done(&store, asking("6.25", 2)).await;
    let after = store.heatmap(now()).await.unwrap();
    assert!(after.stamp.seq > before.stamp.seq);
    assert_eq!(store.heatmap_stamp(now()).await.unwrap(), after.stamp);
    assert!(of(&after.map, 62_007).is_misplaced() && of(&after.map, 62_007).is_copy());
    assert!(!of(&after.map, 62_500).is_misplaced() && of(&after.map, 62_500).is_copy());
    assert!(!of(&after.map, 80_000).is_copy() && of(&after.map, 80_000).is_changed());
    assert_eq!(of(&after.map, 62_502).state(), ProgramState::Reserved);
    let bytes = changes(after.stamp, &before.map, &after.map);
    assert_eq!(Sent::read(&bytes, Some(&before.map)).unwrap().map, after.map);
    let view = store.heatmap_view(Some(program_number(62_501)), None, now()).await.unwrap();
    let row = &view.block.as_ref().unwrap()[1];
    assert_eq!((row.number.value(), row.words.as_str()), (62_501, "a job"));
    assert_eq!(view.all.of(Shown::State(ProgramState::InUse)), 3);
    assert_eq!(view.blocks.iter().map(|count| u32::from(*count)).sum::<u32>(), 3);
    let rows = store.heatmap_rows(program_number(62_499), program_number(62_503), now()).await.unwrap();
    assert_eq!(rows.len(), 5);
}

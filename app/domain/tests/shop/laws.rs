//! Laws of the registry that hold after any sequence of commands.

use super::support::*;
use domain::event::Event;
use domain::id::ProgramId;
use domain::lab::Lab;
use domain::program::{
    Ask, Becomes, Block, Filed, Imprint, Move, ProgramCommand, ProgramEvent, ProgramHolding, ProgramState,
    RangeTable,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One thing somebody does; small numbers, so that people get in each other's way.
#[derive(Clone, Debug)]
enum Step {
    Import(Vec<u32>),
    Version(usize, u32),
    Reserve { range: usize, count: u32, contiguous: bool, days: Option<i64> },
    Release(Vec<u32>),
    Retire(u32),
    Renumber(Vec<(usize, u32)>),
    Delete(Vec<usize>),
    Restore(usize, Option<u32>),
    Purge(usize),
    Undo(u64),
    Table(bool),
    Days(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let value = || prop_oneof![62_480_u32..62_520, 990_u32..1_010, 13_990_u32..14_003];
    let index = || 0_usize..12;
    prop_oneof![
        4 => prop::collection::vec(value(), 1..5).prop_map(Step::Import),
        2 => (index(), 0_u32..900).prop_map(|(program, cut)| Step::Version(program, cut)),
        3 => (0_usize..13, 1_u32..6, any::<bool>(), prop::option::of(1_i64..20))
            .prop_map(|(range, count, contiguous, days)| Step::Reserve { range, count, contiguous, days }),
        1 => prop::collection::vec(value(), 1..4).prop_map(Step::Release),
        1 => value().prop_map(Step::Retire),
        4 => prop::collection::vec((index(), value()), 1..4).prop_map(Step::Renumber),
        3 => prop::collection::vec(index(), 1..3).prop_map(Step::Delete),
        2 => (index(), prop::option::of(value())).prop_map(|(program, to)| Step::Restore(program, to)),
        1 => index().prop_map(Step::Purge),
        3 => (1_u64..40).prop_map(Step::Undo),
        1 => any::<bool>().prop_map(Step::Table),
        1 => (1_i64..40).prop_map(Step::Days),
    ]
}

fn take(shop: &mut Shop, step: &Step) {
    let programs: Vec<ProgramId> = shop.lab.shop.programs.iter().map(|(id, _)| id).collect();
    let at =
        |index: usize| programs.get(index % programs.len().max(1)).copied().unwrap_or(ProgramId::new(99));
    let reason = || "a reason".to_owned();
    let command = match step {
        Step::Import(values) => {
            let filed = |value: &u32| {
                let bytes = nc(*value, "6.25 DIA 60MM, Pairs w/o62500", *value % 7);
                let becomes = Becomes::New { number: number(*value) };
                Filed::new(format!("o{value:05}.nc"), bytes.as_bytes(), becomes)
            };
            ProgramCommand::Import { source: "nc".into(), files: values.iter().map(filed).collect() }
        }
        Step::Version(index, cut) => {
            let program = at(*index);
            let value = shop.lab.shop.number_of(program).map_or(0, |number| number.value());
            let bytes = nc(value, "6.25 DIA 61MM", *cut);
            let file = Filed::new("o.nc", bytes.as_bytes(), Becomes::Version { program });
            ProgramCommand::Import { source: "nc".into(), files: vec![file] }
        }
        Step::Reserve { range, count, contiguous, days } => {
            let table = shop.lab.shop.table();
            let label = table.ranges[range % table.ranges.len()].label.clone();
            let block = Block::Range(label);
            let ask = Ask { block, preferred: None, count: *count, contiguous: *contiguous };
            let until = days.map(|days| shop.now().plus_seconds(86_400 * days));
            ProgramCommand::Reserve { ask, purpose: "a job".into(), until }
        }
        Step::Release(values) => ProgramCommand::Release {
            numbers: values.iter().copied().map(number).collect(),
            reason: reason(),
        },
        Step::Retire(value) => ProgramCommand::Retire { numbers: vec![number(*value)], reason: reason() },
        Step::Renumber(moves) => {
            let moves = moves.iter().map(|(index, to)| {
                let program = at(*index);
                let from = shop.lab.shop.number_of(program).unwrap_or(number(0));
                Move { program, from, to: number(*to) }
            });
            ProgramCommand::Renumber { moves: moves.collect(), follow: true, reason: reason() }
        }
        Step::Delete(list) => {
            ProgramCommand::Delete { programs: list.iter().map(|one| at(*one)).collect(), reason: reason() }
        }
        Step::Restore(index, to) => restoring(at(*index), *to),
        Step::Purge(index) => ProgramCommand::Purge { programs: vec![at(*index)], reason: reason() },
        Step::Undo(entry) => ProgramCommand::Undo { entry: *entry },
        Step::Table(b) => {
            ProgramCommand::LoadRanges { table: if *b { RangeTable::b() } else { RangeTable::a() } }
        }
        Step::Days(days) => {
            shop.days += days;
            return shop.housekeep();
        }
    };
    // What is refused changes nothing; the laws below see to that.
    let before = shop.lab.head.seq;
    if shop.try_to(command).is_err() {
        assert_eq!(shop.lab.head.seq, before);
    }
}

/// Every live program has exactly one number, every number in use exactly one live program, and the number inside the
/// file is that number.
fn one_number_one_holder(lab: &Lab) {
    let mut holders: BTreeMap<ProgramId, u32> = BTreeMap::new();
    for held in lab.shop.holdings.values() {
        if let ProgramHolding::InUse { program } = held.holding {
            *holders.entry(program).or_default() += 1;
            let row = lab.shop.programs.get(program).expect("a number in use has its program");
            assert!(row.stage.is_live(), "{program} holds {} and is {}", held.number, row.stage.code());
            assert_eq!(row.imprint.number, Some(held.number), "the number inside");
            let version = lab.shop.versions.get((program, row.version)).expect("its version");
            assert_eq!(
                Imprint::of(&version.content.bytes()),
                row.imprint,
                "what is kept is what the bytes say"
            );
        }
    }
    for row in lab.shop.programs.values() {
        let expected = u32::from(row.stage.is_live());
        assert_eq!(holders.get(&row.id).copied().unwrap_or(0), expected, "{}", row.id);
    }
}

/// Per range the states add up to its size; ranges and what lies outside are all numbers there are.
fn the_sums_add_up(lab: &Lab) {
    let table = lab.shop.table();
    let mut all = table.outside().iter().map(|(first, last)| last.value() - first.value() + 1).sum::<u32>();
    for range in &table.ranges {
        let mut counts: BTreeMap<ProgramState, u32> = BTreeMap::new();
        for value in range.first.value()..=range.last.value() {
            let held = lab.shop.held(number(value));
            *counts.entry(held.map_or(ProgramState::Free, |held| held.holding.state())).or_default() += 1;
        }
        assert_eq!(counts.values().sum::<u32>(), range.count());
        all += range.count();
    }
    assert_eq!(all, 100_000);
}

/// A retired number stays so, whatever comes.
fn retired_for_ever(shop: &Shop) {
    let mut retired = BTreeSet::new();
    for (_, events) in &shop.entries {
        for event in events {
            let Event::Program(ProgramEvent::NumbersHeld { held }) = event else { continue };
            for one in held {
                assert!(!retired.contains(&one.number), "{} was retired", one.number);
                if matches!(one.holding, ProgramHolding::Retired { .. }) {
                    retired.insert(one.number);
                }
            }
        }
    }
}

/// The entries alone give back every row.
fn replay_gives_the_same(shop: &Shop) {
    let mut again = Lab::default();
    for (stamp, events) in &shop.entries {
        again.head.seq = stamp.seq;
        for event in events {
            let text = serde_json::to_string(event).expect("an event is JSON");
            again.apply(&serde_json::from_str(&text).expect("and comes back"), stamp);
        }
    }
    let rows = |lab: &Lab| {
        (
            lab.shop.holdings.values().cloned().collect::<Vec<_>>(),
            lab.shop.programs.values().cloned().collect::<Vec<_>>(),
            lab.shop.versions.values().cloned().collect::<Vec<_>>(),
            lab.shop.ranges.values().cloned().collect::<Vec<_>>(),
        )
    };
    assert_eq!(rows(&again), rows(&shop.lab));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_registry_cannot_drift(steps in prop::collection::vec(step(), 1..40)) {
        let mut shop = shop();
        for step in &steps {
            take(&mut shop, step);
            one_number_one_holder(&shop.lab);
        }
        the_sums_add_up(&shop.lab);
        retired_for_ever(&shop);
        replay_gives_the_same(&shop);
    }
}

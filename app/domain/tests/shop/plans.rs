//! Plans over many programs: what goes to its range, which copies could go, what another table would do.

use super::support::*;
use domain::program::rename::{Numbered, copies, impact, to_right_range};
use domain::program::{Ask, ProgramCommand, ProgramNumber, ProgramState, RangeTable};
use std::collections::BTreeSet;

fn numbered(shop: &Shop) -> Vec<Numbered> {
    let rows = shop.lab.shop.programs.values();
    rows.filter_map(|row| Some((row.clone(), shop.lab.shop.number_of(row.id)?))).collect()
}

fn taken(shop: &Shop) -> BTreeSet<ProgramNumber> {
    shop.lab.shop.taken().clone()
}

#[test]
fn what_the_preview_shows_is_what_is_done() {
    let mut shop = shop();
    shop.with(&[(62_007, "6.25 DIA"), (306, "6.25 DIA 2"), (62_500, "6.25 DIA 3"), (99_001, "SOFT JAWS")]);
    shop.with(&[(70_303, "7IN DIA 2PC, Pairs w/o62007")]);
    let plan = to_right_range(&numbered(&shop), &RangeTable::a(), &taken(&shop));
    let told: Vec<_> = plan.iter().map(|one| (one.from.value(), one.to.map(ProgramNumber::value))).collect();
    assert_eq!(told, [(306, Some(62_501)), (62_007, Some(62_502))]);
    assert_eq!((plan[0].lies_in.as_deref(), plan[1].lies_in.as_deref()), (None, Some("6.0")));
    assert_eq!(plan[1].named_by, [number(70_303)]);
    let moves = plan.iter().filter_map(|one| one.as_move()).collect();
    shop.and(ProgramCommand::Renumber { moves, follow: true, reason: "right range".into() });
    for (from, to) in told {
        assert_eq!((shop.state(from), shop.state(to.unwrap())), (ProgramState::Cooling, ProgramState::InUse));
    }
    assert!(to_right_range(&numbered(&shop), &RangeTable::a(), &taken(&shop)).is_empty());
}

#[test]
fn a_program_whose_range_is_full_stays_where_it_is() {
    let mut shop = shop();
    shop.with(&[(20_000, "13.0 DIA"), (20_001, "13.0 DIA 2")]);
    let ask = Ask { count: 999, ..Ask::of_size(size("13.0")) };
    shop.and(ProgramCommand::Reserve { ask, purpose: "a job".into(), until: None });
    let plan = to_right_range(&numbered(&shop), &RangeTable::a(), &taken(&shop));
    let to: Vec<_> = plan.iter().map(|one| one.to.map(ProgramNumber::value)).collect();
    assert_eq!(to, [Some(13_999), None]);
}

#[test]
fn of_copies_the_one_in_its_range_stays_then_the_lowest() {
    let mut shop = shop();
    // The support writes the same code for numbers that agree in their last three digits.
    shop.with(&[(20_007, "6.25 DIA"), (62_507, "6.25 DIA"), (63_507, "6.25 DIA"), (62_508, "6.25 DIA")]);
    shop.with(&[(64_507, "6.25 DIA")]);
    let found = copies(&numbered(&shop), &RangeTable::a());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].keep, number(62_507));
    let surplus: Vec<_> = found[0].surplus.iter().map(|(_, number)| number.value()).collect();
    assert_eq!(surplus, [63_507, 64_507]);
}

#[test]
fn another_table_says_beforehand_whom_it_puts_out_of_range() {
    let mut shop = shop();
    shop.with(&[
        (10_294, "10.25IN DIA"),
        (57_000, "5.75IN DIA"),
        (62_500, "6.25 DIA"),
        (79_012, "7.5IN DIA"),
    ]);
    let change = impact(&numbered(&shop), &RangeTable::a(), &RangeTable::b());
    assert_eq!((change.out_before, change.out_after), (1, 2));
    assert_eq!((change.put_out, change.brought_in), (2, 1));
}

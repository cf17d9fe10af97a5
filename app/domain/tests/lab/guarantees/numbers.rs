//! N1 to N11: what numbers promise.

use super::{film_too, filmed};
use crate::support::{TestLab, anna, documents, key, lab, number, releasing, reserving};
use domain::command::{Command, FilmChoice};
use domain::event::Event;
use domain::film::attempt::FailReason;
use domain::film::roll::RollStage;
use domain::id::RollId;
use domain::number::{Claim, FilmNumber, Holding, LAST_IN_SERIES, NumberState, SeriesId};
use std::collections::BTreeMap;

/// "Deleting the newest project lowered the maximum; the number was issued again although film with it existed."
#[test]
fn n1_a_deleted_project_never_lowers_the_maximum() {
    let lab = filmed("RRD100-2025", 2900).delete();
    let lab = film_too(lab, "RRD200-2025", 2900).abandon();
    assert_eq!(lab.number_of("RRD200-2025_OU_16_01").as_deref(), Some("10000002"));
    let lab = film_too(lab, "RRD300-2025", 2900);
    assert_eq!(lab.number_of("RRD300-2025_OU_16_01").as_deref(), Some("10000003"));
    assert_eq!(lab.state_of("10000001"), NumberState::Issued, "the deleted project's film keeps it");
    lab.lawful();
}

/// "A roll named `180` sorted above `10000063`, next number 10000081; site 3 matched every number starting with 3."
#[test]
fn n2_site_and_sequence_are_numbers_not_text() {
    assert!(FilmNumber::parse("180").is_err(), "a legacy number is no number of a series");
    assert!(number("10000063") < number("10000180"));
    let lab = lab().reserve(63, "films of the years before");
    let lab = lab.with_project_of(key("RRD123-2025", "XY"), documents(&[2900])).planned().film("XY_16_01");
    let lab = film_too(lab, "RRD200-2025", 2900);
    assert_eq!(lab.number_of("XY_16_01").as_deref(), Some("30000001"));
    assert_eq!(lab.number_of("RRD200-2025_OU_16_01").as_deref(), Some("10000064"));
}

/// All numbers of OU but none are left: the last one is reserved.
fn exhausted() -> TestLab {
    let series = SeriesId::of_digit(1).expect("a digit");
    let numbers = vec![FilmNumber::of(series, LAST_IN_SERIES).expect("the last number")];
    let claim = Claim { purpose: "the last one".into(), project: None, until: None };
    lab().happened(vec![Event::NumbersHeld { numbers, holding: Holding::Reserved { claim } }])
}

/// "A fallback built P + sequence + clock digits: e.g. `10641234` became the new maximum."
#[test]
fn n3_where_no_number_is_left_none_is_made_up() {
    let none = "This series has no number left: no film can be numbered here.";
    let lab = exhausted().with_project("RRD123-2025", &[400]).planned().start("16_01");
    assert_eq!(lab.refused(lab.finishing_counted("16_01")), none);
    assert_eq!(lab.stage_of("16_01"), RollStage::Filming, "the film waits for a decision");
    assert_eq!(lab.lab.holdings.iter().count(), 1);
    let asks = exhausted().bound_at_start().with_project("RRD123-2025", &[400]).planned();
    assert_eq!(asks.refused(asks.starting("16_01", FilmChoice::Proposed)), none);
    assert_eq!(asks.refused(reserving(1, "tests")), none);
}

// N4, "two projects could read the same maximum": one writer decides in turn. The store's contract proves it on
// both databases: `sixty_four_askers_get_distinct_numbers_without_a_gap` and `one_roll_has_one_winner`.

/// "Uniqueness came only after half a year; users saw double film numbers." The table's own refusal is proved by the
/// store's `a_write_past_the_door_is_found`.
#[test]
fn n5_in_the_whole_ledger_no_number_is_ever_issued_to_two_rolls() {
    let lab = film_too(filmed("RRD100-2025", 2000).replace(&["16_01"]), "RRD200-2025", 2000);
    let lab = lab.film("RRD100-2025_OU_16_01").keep(&["RRD200-2025_OU_16_01"]);
    let lab = film_too(lab.film("RRD200-2025_OU_16_01").delete(), "RRD300-2025", 2000);
    let mut carried: BTreeMap<FilmNumber, RollId> = BTreeMap::new();
    for event in lab.entries.iter().flat_map(|(_, events)| events) {
        let Event::NumbersHeld { numbers, holding: Holding::Issued { roll, .. } } = event else { continue };
        for number in numbers {
            assert_eq!(carried.entry(*number).or_insert(*roll), roll, "{number}");
        }
    }
    assert_eq!(carried.len(), 4);
}

// N6, "numbers were taken inside a long transaction with retries": a request's key gives the first answer for ever.
// The store's contract proves it: `a_repeated_key_gets_the_first_answer`, `a_key_repeated_in_parallel_has_one_effect`,
// `a_key_is_known_after_a_restart`.

/// "Sequence depended on an editable site; rolls kept the old site's digit."
#[test]
fn n7_n8_a_project_counts_in_the_series_it_was_registered_with() {
    let lab = lab().with_project("RRD123-2025", &[2000, 2000]).planned().film("16_01");
    let lab =
        lab.with_settings(|settings| settings.sites[0].series = SeriesId::of_digit(2).expect("a digit"));
    let lab = lab.film("16_02");
    assert_eq!(lab.number_of("16_02").as_deref(), Some("10000002"), "not 20000001");
    let lab = film_too(lab, "RRD200-2025", 2000);
    assert_eq!(lab.number_of("RRD200-2025_OU_16_01").as_deref(), Some("20000001"), "new projects do");
}

/// "No reservation or void record, so gaps could not be explained."
#[test]
fn n9_every_gap_has_a_reason_and_an_author() {
    let lab = lab().bound_at_start().reserve(2, "test films").void("10000001");
    let lab = lab.with_project("RRD123-2025", &[2000, 2000, 2000]).planned().film("16_01");
    let lab = lab.start("16_02").fail("16_02", FailReason::Jam, 12).replace(&["16_01"]).abandon();
    let gaps: Vec<(String, NumberState)> = lab
        .lab
        .holdings
        .values()
        .filter(|held| held.holding.state() != NumberState::Issued)
        .map(|held| {
            let reason = match &held.holding {
                Holding::Returned { reason } | Holding::Void { reason, .. } => reason,
                Holding::Reserved { claim } => &claim.purpose,
                Holding::Skipped { source } => source,
                Holding::Bound { .. } | Holding::Issued { .. } | Holding::Earlier { .. } => {
                    panic!("{} is in use", held.number)
                }
            };
            assert!(!reason.is_empty() && !held.by.is_empty() && held.entry > 0, "{}", held.number);
            (held.number.to_string(), held.holding.state())
        })
        .collect();
    let gap = |number: &str, state| (number.to_owned(), state);
    assert_eq!(
        gaps,
        [
            gap("10000001", NumberState::Void),
            gap("10000002", NumberState::Reserved),
            gap("10000003", NumberState::Void),
            gap("10000004", NumberState::Free),
        ]
    );
    lab.lawful();
}

/// "Three code paths assigned numbers, one as free text."
#[test]
fn n10_numbers_change_hands_on_one_path_and_by_hand_with_a_reason() {
    let lab = lab().bound_at_start().reserve(2, "test films").release(&["10000002"]);
    let lab =
        lab.with_project("RRD123-2025", &[2000]).planned().film("16_01").replace(&["16_01"]).film("16_01");
    let mut without = lab.clone();
    for (_, events) in &mut without.entries {
        events.retain(|event| !matches!(event, Event::NumbersHeld { .. }));
    }
    let without = super::restarted(&without);
    assert_eq!(without.lab.holdings.iter().count(), 0, "no other event gives a number");
    let mut silent = lab;
    for command in [
        Command::ReserveNumbers { site: "OU".into(), count: 1, purpose: " ".into(), until: None },
        Command::VoidNumber { number: number("10000001"), reason: String::new() },
    ] {
        assert!(silent.perform(&anna(), command).unwrap_err().to_string().starts_with("A reason is missing"));
    }
    assert!(silent.refused(releasing(&["10000003"])).contains("never becomes free"), "a film carries it");
}

// N11, "test projects were filmed under live numbers": a test range that can never be delivered does not exist yet.

//! Planning beside rolls that were kept: what is on film is not planned again, and nothing is left out.

use crate::support::{TestLab, anna, document, key, lab};
use domain::command::{Answer, FilmChoice};
use domain::decide::decide;
use domain::film::document::{Barcode, Document, PageRange};
use domain::film::planning::{KeptRoll, Order, Plan, PlannedRoll, frames, plan, plan_beside};
use domain::film::roll::{FilmType, Segment};
use domain::film::settings::Settings;
use domain::refusal::Refusal;
use domain::table::Table;
use domain::words::Language::{English, German};
use domain::words::Say;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Document, first own frame and frames of each segment of a live roll.
fn stretches(lab: &TestLab, roll: &str) -> Vec<(u32, u32, u32)> {
    let stretch = |segment: &Segment| (segment.document, segment.first, segment.frames);
    lab.roll(roll).segments.iter().map(stretch).collect()
}

fn waits_for(lab: &TestLab, roll: &str) -> Vec<String> {
    let name = |id: &domain::id::RollId| lab.lab.rolls.get(*id).expect("a roll").temporary_id.to_string();
    lab.roll(roll).waits_for.iter().map(name).collect()
}

#[test]
fn a_long_document_goes_on_where_its_kept_part_ends() {
    let lab = lab().with_project("RRD123-2025", &[1000, 4000, 500]).planned();
    assert_eq!(stretches(&lab, "16_01"), [(0, 1, 1000), (1, 1, 1900)]);
    assert_eq!(stretches(&lab, "16_02"), [(1, 1901, 2100), (2, 1, 500)]);
    let lab = lab.film("16_01").reset().planned();
    assert_eq!(stretches(&lab, "16_02"), [(1, 1901, 2100), (2, 1, 500)]);
    lab.film("16_02").deliver().lawful();
}

#[test]
fn a_long_document_is_planned_around_its_kept_middle() {
    let lab = lab().with_project("RRD123-2025", &[7000]).planned().film("16_02");
    assert_eq!(stretches(&lab, "16_02"), [(0, 2901, 2900)]);
    let lab = lab.reset().planned();
    assert_eq!(lab.live_rolls(), ["16_02", "16_03", "16_04"], "ordinals count on behind the kept roll");
    assert_eq!(stretches(&lab, "16_03"), [(0, 1, 2900)]);
    assert_eq!(stretches(&lab, "16_04"), [(0, 5801, 1200)]);
    let mut lab = lab.film("16_03").film("16_04");
    let deliver = lab.delivering();
    let answer = lab.perform(&anna(), deliver).unwrap();
    assert!(matches!(answer, Answer::Delivered { rows: 3, .. }), "each part has its row: {answer:?}");
    lab.lawful();
}

#[test]
fn ordinals_of_either_film_count_on_by_themselves() {
    let large = vec![document("1001", 2000, "1-400"), document("1002", 2000, "1-400")];
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), large).planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02", "35_01", "35_02"]);
    let lab = lab.film("35_02").film("35_01").film("16_01").reset().planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02", "35_01", "35_02"]);
    let lab = lab.reset().with_list(vec![
        document("1001", 2000, "1-400"),
        document("1002", 2000, "1-400"),
        document("1003", 50, "7"),
    ]);
    let lab = lab.planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02", "35_01", "35_02", "35_03"]);
    assert_eq!(waits_for(&lab, "16_02"), ["RRD123-2025_OU_35_02", "RRD123-2025_OU_35_03"]);
    lab.film("35_03").film("16_02").deliver().lawful();
}

#[test]
fn a_new_16mm_roll_waits_for_a_kept_35mm_roll_when_that_is_rejected() {
    let large = vec![document("1001", 2000, ""), document("1002", 2000, "5-9")];
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), large).planned().film("35_01");
    let lab = lab.reset().planned();
    assert_eq!(waits_for(&lab, "16_02"), ["RRD123-2025_OU_35_01"], "its sheet prints the kept roll's number");
    let start = lab.starting("16_02", FilmChoice::Proposed);
    let rejected = lab.clone().keep(&["35_01"]);
    assert!(rejected.refused(start).starts_with("This roll waits for 35mm roll RRD123-2025_OU_35_01"));
    lab.film("16_02").film("16_01").deliver().lawful();
}

#[test]
fn a_kept_16mm_roll_made_again_waits_for_the_successor_of_its_35mm_roll() {
    let large = vec![document("1001", 2000, "5-9"), document("1002", 2000, "")];
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), large).planned();
    let lab = lab.film("35_01").film("16_01").replace(&["35_01"]).reset();
    let cancelled = lab.roll_id("35_01");
    let lab = lab.planned();
    let successor = lab.roll_id("35_01");
    assert_ne!(successor, cancelled, "the same name, another roll");
    assert_eq!(lab.roll("16_01").waits_for, [successor]);
    let lab = lab.keep(&["16_01"]);
    assert!(lab.refused(lab.starting("16_01", FilmChoice::Proposed)).starts_with("This roll waits"));
    lab.film("35_01").film("16_01").film("16_02").deliver().lawful();
}

/// A kept 16mm roll in rework, whose 35mm roll was rejected and cancelled, before anything is planned again.
fn without_its_35mm_roll() -> TestLab {
    let large = vec![document("1001", 2000, "5-9"), document("1002", 2000, "")];
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), large).planned();
    lab.film("35_01").film("16_01").replace(&["35_01"]).reset().keep(&["16_01"])
}

#[test]
fn sheets_that_print_a_cancelled_rolls_number_are_planned_again_first() {
    let lab = without_its_35mm_roll();
    let start = lab.starting("16_01", FilmChoice::Proposed);
    let refusal = lab.clone().perform(&anna(), start).unwrap_err();
    assert_eq!(
        refusal.say(English),
        "The reference sheets of RRD123-2025_OU_16_01 print the number of a 35mm roll that is cancelled: \
         reset the project and plan it again."
    );
    assert_eq!(
        refusal.say(German),
        "Die Referenzblätter von RRD123-2025_OU_16_01 drucken die Nummer einer stornierten 35mm-Rolle: \
         das Projekt zurücksetzen und neu planen."
    );
    lab.reset().planned().film("35_01").film("16_01").film("16_02").deliver().lawful();
}

/// Who decides need not have cancelled rolls at hand; the answer is the same.
#[test]
fn a_cancelled_35mm_roll_is_missed_though_it_is_not_in_memory() {
    let lab = without_its_35mm_roll();
    let request = lab.request(&anna(), lab.starting("16_01", FilmChoice::Proposed));
    let mut few = lab.lab.clone();
    few.rolls = Table::default();
    for roll in lab.lab.rolls.values().filter(|roll| roll.is_live()) {
        few.rolls.load(roll.id, roll.clone());
    }
    assert_eq!(decide(&few, &request), decide(&lab.lab, &request));
    assert!(matches!(decide(&few, &request), Err(Refusal::SheetsOutdated { .. })));
}

#[test]
fn kept_rolls_follow_their_documents_when_the_list_grows_before_them() {
    let listed = |barcode: &str, pages| document(barcode, pages, "");
    let lab = lab().with_project_of(
        key("RRD123-2025", "OU"),
        vec![listed("1002", 1500), listed("1004", 1400), listed("1006", 2000)],
    );
    let lab = lab.planned().film("16_01").reset();
    assert_eq!(stretches(&lab, "16_01"), [(0, 1, 1500), (1, 1, 1400)]);
    let longer = [("1001", 10), ("1002", 1500), ("1003", 20), ("1004", 1400), ("1006", 2000)];
    let lab = lab.with_list(longer.iter().map(|(barcode, pages)| listed(barcode, *pages)).collect());
    assert_eq!(stretches(&lab, "16_01"), [(1, 1, 1500), (3, 1, 1400)], "1002 and 1004 stand further on now");
    let lab = lab.planned();
    assert_eq!(stretches(&lab, "16_02"), [(0, 1, 10), (2, 1, 20), (4, 1, 2000)]);
    // The rejected film is made again from the plan as it reads now, and its log must show 1002 and 1004.
    let lab = lab.keep(&["16_01"]).start("16_01");
    let log = lab.log_of("16_01", 2900);
    assert!(log.files[0].path.ends_with("1002.pdf") && log.files[1].path.ends_with("1004.pdf"));
    let lab = lab.finish_logged("16_01", log).film("16_02").deliver();
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    lab.lawful();
}

#[test]
fn a_kept_roll_made_again_after_a_reset_is_kept_all_the_same() {
    let lab = lab().with_project("RRD123-2025", &[2000, 2000]).planned().film("16_01").reset();
    let lab = lab.replace(&["16_01"]).film("16_01").planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02"]);
    assert_eq!(stretches(&lab, "16_02"), [(1, 1, 2000)]);
    lab.film("16_02").deliver().lawful();
}

#[test]
fn planning_again_beside_the_same_rolls_gives_the_same_plan() {
    let lab = lab().with_project("RRD123-2025", &[1000, 4000, 500, 2800]).planned().film("16_02").reset();
    let first = lab.planned();
    let again = first.clone().planned();
    let planned = |lab: &TestLab| {
        let rolls = lab.lab.rolls_of(lab.project());
        rolls.iter().map(|roll| (roll.temporary_id.clone(), roll.segments.clone())).collect::<Vec<_>>()
    };
    assert_eq!(planned(&first), planned(&again));
}

/// A document from one flag for each page: oversized or not.
fn from_pages(position: usize, large: &[bool]) -> Document {
    let mut oversized: Vec<PageRange> = Vec::new();
    for (page, _) in (1..).zip(large).filter(|(_, large)| **large) {
        match oversized.last_mut() {
            Some(last) if last.to + 1 == page => last.to = page,
            _ => oversized.push(PageRange { from: page, to: page }),
        }
    }
    let barcode = Barcode::parse(&format!("d{position}")).expect("a barcode");
    Document { barcode, com_id: None, pages: large.len() as u32, oversized }
}

fn lists() -> impl Strategy<Value = Vec<Document>> {
    let pages = prop::collection::vec(prop::bool::weighted(0.3), 1..60);
    prop::collection::vec(pages, 1..25)
        .prop_map(|all| all.iter().enumerate().map(|(position, pages)| from_pages(position, pages)).collect())
}

/// Rolls so small that documents are split within a few pages.
fn small_rolls() -> impl Strategy<Value = (Settings, Order)> {
    (1_u32..50, 1_u32..30, any::<bool>()).prop_map(|(capacity_16mm, capacity_35mm, fullest)| {
        let settings = Settings { capacity_16mm, capacity_35mm, ..Settings::default() };
        (settings, if fullest { Order::FullestFirst } else { Order::Natural })
    })
}

fn kept<'a>(rolls: impl IntoIterator<Item = &'a PlannedRoll>) -> Vec<KeptRoll<'a>> {
    let keep =
        |roll: &'a PlannedRoll| KeptRoll { film: roll.film, ordinal: roll.ordinal, segments: &roll.segments };
    rolls.into_iter().map(keep).collect()
}

/// Own frames of every document on these rolls, in ascending order.
fn placed<'a>(film: FilmType, rolls: impl Iterator<Item = &'a PlannedRoll>) -> BTreeMap<u32, Vec<u32>> {
    let mut placed: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for segment in rolls.filter(|roll| roll.film == film).flat_map(|roll| &roll.segments) {
        placed.entry(segment.document).or_default().extend(segment.first..segment.first + segment.frames);
    }
    placed.values_mut().for_each(|frames| frames.sort_unstable());
    placed
}

proptest! {
    #[test]
    fn every_frame_is_once_on_a_kept_or_on_a_new_roll(
        list in lists(), first in small_rolls(), second in small_rolls(), flags in prop::collection::vec(any::<bool>(), 64),
    ) {
        let Plan { rolls: old } = plan(&list, &first.0, first.1).unwrap();
        let stay: Vec<&PlannedRoll> =
            old.iter().zip(flags.iter().cycle()).filter(|(_, stays)| **stays).map(|(roll, _)| roll).collect();
        let new = plan_beside(&kept(stay.iter().copied()), &list, &second.0, second.1).unwrap();
        for film in FilmType::ALL {
            let all = stay.iter().copied().chain(&new.rolls);
            let due: BTreeMap<u32, Vec<u32>> = (0..)
                .zip(&list)
                .map(|(position, document)| (position, (1..=frames(document, film)).collect::<Vec<u32>>()))
                .filter(|(_, frames)| !frames.is_empty())
                .collect();
            prop_assert_eq!(placed(film, all), due);
            let last = stay.iter().filter(|roll| roll.film == film).map(|roll| roll.ordinal).max().unwrap_or(0);
            for (ordinal, roll) in (last + 1..).zip(new.of(film)) {
                prop_assert_eq!(roll.ordinal, ordinal, "ordinals count on");
                prop_assert!(1 <= roll.frames && roll.frames <= second.0.capacity(film));
            }
        }
    }

    #[test]
    fn a_new_roll_waits_for_kept_and_new_35mm_rolls_that_there_are(
        list in lists(), values in small_rolls(), flags in prop::collection::vec(any::<bool>(), 64),
    ) {
        let Plan { rolls: old } = plan(&list, &values.0, values.1).unwrap();
        let stay: Vec<&PlannedRoll> =
            old.iter().zip(flags.iter().cycle()).filter(|(_, stays)| **stays).map(|(roll, _)| roll).collect();
        let new = plan_beside(&kept(stay.iter().copied()), &list, &values.0, values.1).unwrap();
        let there: Vec<u32> =
            stay.iter().copied().chain(&new.rolls).filter(|roll| roll.film == FilmType::Mm35).map(|roll| roll.ordinal).collect();
        for roll in &new.rolls {
            prop_assert!(roll.waits_for.iter().all(|ordinal| there.contains(ordinal)));
            let sheets = roll.segments.iter().any(|segment| {
                let on_roll = segment.first..segment.first + segment.frames;
                let ranges = &list[segment.document as usize].oversized;
                (0..).zip(ranges).any(|(before, range)| on_roll.contains(&(range.from + before)))
            });
            prop_assert_eq!(roll.waits_for.is_empty(), !(sheets && roll.film == FilmType::Mm16));
        }
    }

    #[test]
    fn beside_nothing_the_plan_is_the_plan_and_beside_everything_it_is_empty(list in lists(), values in small_rolls()) {
        let whole = plan(&list, &values.0, values.1).unwrap();
        prop_assert_eq!(&plan_beside(&[], &list, &values.0, values.1).unwrap(), &whole);
        prop_assert_eq!(plan_beside(&kept(&whole.rolls), &list, &values.0, values.1).unwrap(), Plan::default());
    }
}

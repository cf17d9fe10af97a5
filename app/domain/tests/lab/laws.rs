//! Laws that hold after any commands, in any order, by anybody: numbers, rolls, film, and the ledger's replay.

use crate::steps::{command, step};
use crate::support::{TestLab, anna, apply, document, documents, key, lab};
use domain::decide::decide;
use domain::event::Event;
use domain::film::attempt::{Attempt, Course, FailReason, RestOfFilm};
use domain::film::planning::frames;
use domain::film::reel::{ReelStage, TempRollStage};
use domain::film::rework::NumberChoice;
use domain::film::roll::{FilmType, Roll, Stage};
use domain::id::{ReelId, RollId};
use domain::lab::{Lab, Stamp};
use domain::number::{FilmNumber, Holding, NumberState, SeriesId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Two planned projects; reels and rolls are small, so that leftovers of leftovers are common.
fn small_lab() -> TestLab {
    let lab = lab().with_settings(|settings| {
        settings.film.reel_mm = 6_000;
        settings.film.capacity_16mm = 450;
        settings.film.capacity_35mm = 100;
        settings.film.smallest_usable = 30;
        settings.sites[1].consecutive = true;
    });
    let large = vec![document("1001", 150, ""), document("1002", 200, "5-6"), document("1003", 300, "1, 8")];
    let lab = lab.with_project_of(key("RRD100-2025", "OU"), large).planned();
    lab.with_project_of(key("RRD200-2025", "DW"), documents(&[90, 400, 120, 700])).planned()
}

proptest! {
    #[test]
    fn the_laws_hold_after_any_commands(steps in prop::collection::vec(step(), 1..90)) {
        let mut lab = small_lab();
        let mut ended = BTreeMap::new();
        for step in steps {
            let command = command(&lab, &step);
            let before = lab.clone();
            let came_to = lab.perform(&anna(), command);
            if came_to.is_err() {
                prop_assert_eq!(differing(&before.lab, &lab.lab), Vec::<&str>::new(), "a refusal changes nothing");
                prop_assert_eq!(before.entries.len(), lab.entries.len());
            }
            every_number_handed_out_has_one_holding(&lab.lab)?;
            what_ended_stays_ended(&lab.lab, &mut ended)?;
            a_filmed_roll_has_one_number_and_a_number_one_roll(&lab.lab)?;
            a_filming_roll_has_one_running_attempt(&lab.lab)?;
            every_reel_adds_up(&lab.lab)?;
            a_reel_has_one_live_leftover(&lab.lab)?;
            a_plan_places_every_frame_once(&lab.lab)?;
            numbers_follow_or_an_exception_is_on_record(&lab.lab)?;
        }
        replaying_gives_every_table_back(&lab)?;
    }
}

impl TestLab {
    /// Every law holds after each entry of the story, and replaying it gives every table back.
    pub fn lawful(&self) {
        let (mut lab, mut ended) = (Lab::default(), BTreeMap::new());
        for (stamp, events) in &self.entries {
            apply(&mut lab, stamp, events);
            let laws = [
                every_number_handed_out_has_one_holding(&lab),
                what_ended_stays_ended(&lab, &mut ended),
                a_filmed_roll_has_one_number_and_a_number_one_roll(&lab),
                a_filming_roll_has_one_running_attempt(&lab),
                every_reel_adds_up(&lab),
                a_reel_has_one_live_leftover(&lab),
                a_plan_places_every_frame_once(&lab),
                numbers_follow_or_an_exception_is_on_record(&lab),
            ];
            for law in laws {
                law.unwrap_or_else(|broken| panic!("after entry {}: {broken}", stamp.seq));
            }
        }
        replaying_gives_every_table_back(self).unwrap_or_else(|broken| panic!("{broken}"));
    }

    /// Nothing but these tables differs from an earlier state of the lab.
    pub fn differs_only_in(&self, before: &Self, tables: &[&str]) {
        assert_eq!(differing(&before.lab, &self.lab), tables);
    }
}

/// A batch that fails an attempt loads neither the series nor the other numbers.
#[test]
fn giving_a_number_back_never_lowers_its_series() {
    let lab = lab().bound_at_start().with_project("RRD123-2025", &[400]).planned();
    let lab = lab.reserve(5, "test films").release(&["10000001"]).start("16_01");
    let (roll, attempt) = (lab.roll("16_01").clone(), lab.attempts_at("16_01")[0].clone());
    let mut few = Lab::default();
    few.head = lab.lab.head.clone();
    few.settings = lab.lab.settings.clone();
    let reel = lab.lab.reels.get(attempt.loaded.reel).expect("it is booked").clone();
    few.load_holding(lab.lab.bound_to(attempt.id).expect("a number is bound").clone());
    few.projects.load(roll.project, lab.lab.projects.get(roll.project).expect("it is registered").clone());
    few.reels.load(reel.id, reel);
    few.attempts.load(attempt.id, attempt);
    few.rolls.load(roll.id, roll);
    let request = lab.request(&anna(), lab.failing("16_01", FailReason::Jam, Some(3)));
    let decision = decide(&few, &request).expect("an attempt may fail");
    let stamp = Stamp { seq: lab.lab.head.seq + 1, at: request.at, actor: "Anna".into() };
    apply(&mut few, &stamp, &decision.events);
    assert_eq!(few.holdings.changed().count(), 1);
    assert_eq!(few.series.changed().count(), 0);
}

type Law = Result<(), TestCaseError>;

fn every_number_handed_out_has_one_holding(lab: &Lab) -> Law {
    for series in lab.series.values() {
        for sequence in 1..series.next {
            let number = FilmNumber::of(series.id, sequence).expect("a number below next");
            prop_assert!(lab.holdings.contains(number), "{} is an unexplained gap", number);
        }
    }
    for (number, held) in lab.holdings.iter() {
        let next = lab.series.get(number.series()).map_or(0, |series| series.next);
        prop_assert!(number.sequence() < next && number == held.number, "{} was never handed out", number);
    }
    Ok(())
}

fn what_ended_stays_ended(lab: &Lab, ended: &mut BTreeMap<FilmNumber, Holding>) -> Law {
    for (number, before) in ended.iter() {
        let now = lab.holdings.get(*number).map(|held| &held.holding);
        let holds = match (before, now) {
            // A rejected film's number stays with its roll or becomes void; a void one may learn its successor.
            (Holding::Issued { roll, .. }, Some(Holding::Issued { roll: now, .. })) => roll == now,
            (Holding::Issued { .. }, Some(Holding::Void { .. })) => true,
            (Holding::Void { reason, replaced_by }, Some(Holding::Void { reason: now, replaced_by: by })) => {
                reason == now && (replaced_by.is_none() || replaced_by == by)
            }
            (before, now) => now == Some(before),
        };
        prop_assert!(holds, "{} was issued or void: {:?} became {:?}", number, before, now);
    }
    for (number, held) in lab.holdings.iter() {
        if matches!(held.holding.state(), NumberState::Issued | NumberState::Void) {
            ended.insert(number, held.holding.clone());
        }
    }
    Ok(())
}

fn a_filmed_roll_has_one_number_and_a_number_one_roll(lab: &Lab) -> Law {
    let mut numbers: BTreeMap<RollId, Vec<FilmNumber>> = BTreeMap::new();
    for (number, held) in lab.holdings.iter() {
        if let Holding::Issued { roll, attempt } = held.holding {
            numbers.entry(roll).or_default().push(number);
            let held_by = lab.rolls.get(roll).expect("the roll of an issued number");
            match held_by.rework().and_then(|rework| lab.reworks.get(rework)) {
                Some(rework) => prop_assert_eq!(
                    (rework.number, rework.attempt, rework.choice),
                    (number, attempt, NumberChoice::Keep)
                ),
                None => prop_assert_eq!(held_by.confirmed(), Some(attempt), "{} is on a film", number),
            }
        }
        if let Holding::Bound { attempt, .. } = held.holding {
            let running = lab.attempts.get(attempt).is_some_and(|attempt| attempt.course.is_running());
            prop_assert!(running, "{} is bound to a running attempt", number);
        }
    }
    for roll in lab.rolls.values().filter(|roll| roll.stage_word().is_filmed()) {
        prop_assert_eq!(numbers.get(&roll.id).map(Vec::len), Some(1), "{}", &roll.temporary_id);
    }
    prop_assert!(numbers.values().all(|held| held.len() == 1), "a roll has two numbers");
    Ok(())
}

fn a_filming_roll_has_one_running_attempt(lab: &Lab) -> Law {
    for roll in lab.rolls.values() {
        let attempts: Vec<&Attempt> =
            lab.attempts.values().filter(|attempt| attempt.roll == roll.id).collect();
        let running: Vec<_> = attempts.iter().filter(|attempt| attempt.course.is_running()).collect();
        match roll.stage {
            Stage::Filming { attempt, .. } => {
                prop_assert_eq!(running.len(), 1, "{}", &roll.temporary_id);
                prop_assert_eq!(running[0].id, attempt);
            }
            Stage::Planned
            | Stage::Rework { .. }
            | Stage::Filmed { .. }
            | Stage::Developed { .. }
            | Stage::Accepted { .. }
            | Stage::Cancelled => prop_assert_eq!(running.len(), 0),
        }
        let ordinals: BTreeSet<u32> = attempts.iter().map(|attempt| attempt.ordinal).collect();
        prop_assert_eq!(
            ordinals,
            (1..=roll.attempts).collect::<BTreeSet<u32>>(),
            "attempts count without a gap"
        );
        prop_assert_eq!(attempts.len(), roll.attempts as usize);
    }
    Ok(())
}

/// Spent film, scrap and what is still unexposed are the reel, to the millimetre.
fn every_reel_adds_up(lab: &Lab) -> Law {
    let mut lengths: BTreeMap<ReelId, i64> = BTreeMap::new();
    for piece in lab.temp_rolls.values() {
        *lengths.entry(piece.reel).or_default() -= i64::from(piece.correction_mm);
    }
    let mut add = |reel, millimetres: u32| *lengths.entry(reel).or_default() += i64::from(millimetres);
    for attempt in lab.attempts.values() {
        let (Course::Confirmed { spent_mm, rest, .. } | Course::Failed { spent_mm, rest, .. }) =
            &attempt.course
        else {
            continue;
        };
        add(attempt.loaded.reel, *spent_mm);
        if let RestOfFilm::Scrapped { length_mm } = rest {
            add(attempt.loaded.reel, *length_mm);
        }
        let gone = u64::from(*spent_mm) + u64::from(rest.length_mm(attempt.loaded.length_mm));
        prop_assert_eq!(gone, u64::from(attempt.loaded.length_mm), "{:?}", attempt);
    }
    for piece in
        lab.temp_rolls.values().filter(|piece| !matches!(piece.stage, TempRollStage::Consumed { .. }))
    {
        add(piece.reel, piece.length_mm);
    }
    for reel in lab.reels.values().filter(|reel| !matches!(reel.stage, ReelStage::Cut { .. })) {
        add(reel.id, reel.length_mm);
    }
    for reel in lab.reels.values() {
        prop_assert_eq!(
            lengths.get(&reel.id).copied(),
            Some(i64::from(reel.length_mm)),
            "{}",
            reel.id.label()
        );
    }
    Ok(())
}

/// A leftover of a leftover takes its place; nothing is on the shelf and used up at once.
fn a_reel_has_one_live_leftover(lab: &Lab) -> Law {
    for reel in lab.reels.values() {
        let live = lab.temp_rolls.values().filter(|piece| piece.reel == reel.id && piece.stage.is_live());
        let live = live.count();
        prop_assert!(live <= 1, "{} has {} live leftovers", reel.id.label(), live);
        let whole = !matches!(reel.stage, ReelStage::Cut { .. });
        prop_assert!(!(whole && live > 0), "{} is whole and has a leftover", reel.id.label());
    }
    Ok(())
}

/// Kept rolls and the rolls of the accepted plan carry each frame of the list once, and wait for rolls there are.
fn a_plan_places_every_frame_once(lab: &Lab) -> Law {
    for project in lab.projects.values().filter(|project| project.plan > 0) {
        let (rolls, documents) = (lab.rolls_of(project.id), lab.documents.get(project.id).expect("a list"));
        for film in FilmType::ALL {
            let mut placed: Vec<Vec<u32>> = vec![Vec::new(); documents.len()];
            for segment in rolls.iter().filter(|roll| roll.film == film).flat_map(|roll| &roll.segments) {
                let own = segment.first..segment.first + segment.frames;
                placed[segment.document as usize].extend(own);
            }
            for (document, mut placed) in documents.iter().zip(placed) {
                placed.sort_unstable();
                let due: Vec<u32> = (1..=frames(document, film)).collect();
                prop_assert_eq!(placed, due, "{} of {} on {}", &document.barcode, project.key.folder(), film);
            }
        }
        for other in rolls.iter().flat_map(|roll| &roll.waits_for) {
            prop_assert!(lab.rolls.get(*other).is_some_and(Roll::is_live), "a roll waits for roll {}", other);
        }
    }
    Ok(())
}

/// Events written to JSON and read back, applied to an empty lab with the same stamps.
fn replaying_gives_every_table_back(lab: &TestLab) -> Law {
    let mut replayed = Lab::default();
    for (stamp, events) in &lab.entries {
        let json = serde_json::to_string(events).expect("events can be written");
        let read: Vec<Event> = serde_json::from_str(&json).expect("events can be read");
        prop_assert_eq!(&read, events, "events survive JSON");
        apply(&mut replayed, stamp, &read);
    }
    prop_assert_eq!(differing(&lab.lab, &replayed), Vec::<&str>::new());
    for series in SeriesId::ALL {
        prop_assert_eq!(lab.lab.free_numbers(series, 20), replayed.free_numbers(series, 20));
    }
    Ok(())
}

fn numbers_follow_or_an_exception_is_on_record(lab: &Lab) -> Law {
    for project in lab.projects.values().filter(|project| project.consecutive) {
        let own: BTreeSet<FilmNumber> = lab
            .holdings
            .values()
            .filter(|held| match &held.holding {
                Holding::Reserved { claim } | Holding::Bound { claim: Some(claim), .. } => {
                    claim.project == Some(project.id)
                }
                Holding::Issued { roll, .. } => {
                    lab.rolls.get(*roll).is_some_and(|roll| roll.project == project.id)
                }
                _ => false,
            })
            .map(|held| held.number)
            .collect();
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let between = (first.value()..last.value()).filter_map(FilmNumber::from_value);
        let strange: Vec<FilmNumber> = between
            .filter(|number| !own.contains(number))
            .filter(|number| {
                lab.holdings.get(*number).map(|held| held.holding.state()) != Some(NumberState::Void)
            })
            .collect();
        let on_record = lab.breaks.values().any(|one| one.project == project.id);
        prop_assert!(strange.is_empty() || on_record, "{:?} stand in between: {:?}", project.id, strange);
    }
    Ok(())
}

/// Names of the tables in which two labs differ.
fn differing(left: &Lab, right: &Lab) -> Vec<&'static str> {
    fn rows<K: Ord + Copy + Debug, V: Debug>(table: &domain::table::Table<K, V>) -> String {
        format!("{:?}", table.iter().collect::<Vec<_>>())
    }
    let tables = |lab: &Lab| {
        [
            ("head", format!("{:?}", lab.head)),
            ("settings", format!("{:?}", lab.settings)),
            ("series", rows(&lab.series)),
            ("breaks", rows(&lab.breaks)),
            ("complaints", rows(&lab.complaints)),
            ("holdings", rows(&lab.holdings)),
            ("projects", rows(&lab.projects)),
            ("documents", rows(&lab.documents)),
            ("plans", rows(&lab.plans)),
            ("rolls", rows(&lab.rolls)),
            ("attempts", rows(&lab.attempts)),
            ("reels", rows(&lab.reels)),
            ("temp_rolls", rows(&lab.temp_rolls)),
            ("evidence", rows(&lab.evidence)),
            ("deliveries", rows(&lab.deliveries)),
            ("reworks", rows(&lab.reworks)),
            ("runs", rows(&lab.runs)),
            ("people", rows(&lab.people)),
            ("tokens", rows(&lab.tokens)),
        ]
    };
    let pairs = tables(left).into_iter().zip(tables(right));
    pairs.filter(|(left, right)| left.1 != right.1).map(|(left, _)| left.0).collect()
}

//! Laws that hold after any commands, in any order, by anybody: numbers, rolls, film, and the ledger's replay.

use crate::machine::logged;
use crate::support::{TestLab, anna, apply, document, documents, key, lab};
use domain::command::{Command, FilmChoice, PlanChoice, Proof};
use domain::decide::decide;
use domain::event::Event;
use domain::film::attempt::{Attempt, Course, FailReason, RestOfFilm};
use domain::film::document::Document;
use domain::film::project::{ListDifference, Numbering, ProjectKey};
use domain::film::reel::{ReelStage, TempRollStage};
use domain::film::roll::{RollStage, Stage};
use domain::id::{ProjectId, ReelId, RollId, TempRollId};
use domain::lab::{Lab, LabSettings, Stamp};
use domain::number::{FilmNumber, Holding, NumberState, SeriesId};
use domain::time::Timestamp;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// What somebody might do next; indexes are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    Register { project: u8, documents: u8, accept: bool },
    Plan { project: u8, capacity: u32 },
    Start { roll: u8, film: u8 },
    Count { roll: u8, off: i8 },
    Log { roll: u8, passes: Vec<u32>, foreign: bool },
    Fail { roll: u8, frames: Option<u32> },
    Reserve { site: u8, count: u32 },
    Release { number: u8, more: u8 },
    Void { number: u8 },
    Deliver { project: u8 },
    Numbering { bind: bool },
    Reel { length_mm: u32 },
}

fn step() -> impl Strategy<Value = Step> {
    let roll = 0u8..12;
    prop_oneof![
        2 => (0u8..4, 1u8..5, any::<bool>())
            .prop_map(|(project, documents, accept)| Step::Register { project, documents, accept }),
        3 => (0u8..4, 200u32..450).prop_map(|(project, capacity)| Step::Plan { project, capacity }),
        6 => (roll.clone(), 0u8..8).prop_map(|(roll, film)| Step::Start { roll, film }),
        4 => (roll.clone(), -1i8..4).prop_map(|(roll, off)| Step::Count { roll, off: off.min(0) }),
        4 => (roll.clone(), prop::collection::vec(1u32..460, 0..3), prop::bool::weighted(0.2))
            .prop_map(|(roll, passes, foreign)| Step::Log { roll, passes, foreign }),
        4 => (roll, prop_oneof![Just(None), Just(Some(0)), (0u32..600).prop_map(Some)])
            .prop_map(|(roll, frames)| Step::Fail { roll, frames }),
        1 => (0u8..3, 0u32..4).prop_map(|(site, count)| Step::Reserve { site, count }),
        2 => (0u8..20, 0u8..3).prop_map(|(number, more)| Step::Release { number, more }),
        1 => (0u8..20).prop_map(|number| Step::Void { number }),
        1 => (0u8..4).prop_map(|project| Step::Deliver { project }),
        1 => any::<bool>().prop_map(|bind| Step::Numbering { bind }),
        1 => (5_500u32..8_000).prop_map(|length_mm| Step::Reel { length_mm }),
    ]
}

/// The roll meant: more often one that is in work than any other.
fn chosen_roll(lab: &TestLab, roll: u8) -> RollId {
    let live: Vec<RollId> =
        lab.lab.rolls.values().filter(|roll| roll.is_live()).map(|roll| roll.id).collect();
    let running = lab.lab.rolls.values().filter(|roll| roll.stage_word() == RollStage::Filming);
    let running: Vec<RollId> = running.map(|roll| roll.id).collect();
    let choice = usize::from(roll);
    match (running.as_slice(), live.as_slice()) {
        (running, _) if choice % 2 == 0 && !running.is_empty() => running[choice / 2 % running.len()],
        (_, []) => RollId::new(u64::from(roll) + 1),
        (_, live) => live[choice % live.len()],
    }
}

fn chosen_number(lab: &TestLab, choice: u8) -> FilmNumber {
    let held: Vec<FilmNumber> = lab.lab.holdings.iter().map(|(number, _)| number).collect();
    let never = || FilmNumber::of(SeriesId::of_digit(1).expect("a digit"), 77).expect("a number");
    held.get(usize::from(choice) % held.len().max(1)).copied().unwrap_or_else(never)
}

fn command(lab: &TestLab, step: &Step) -> Command {
    let project = |index: &u8| ProjectId::new(u64::from(*index) + 1);
    match step {
        Step::Register { project, documents, accept } => registering(lab, *project, *documents, *accept),
        Step::Plan { project: index, capacity } => {
            let choice = PlanChoice { capacity_16mm: Some(*capacity), ..PlanChoice::default() };
            Command::AcceptPlan { project: project(index), choice }
        }
        Step::Start { roll, film } => {
            let film = match film {
                0..=3 => FilmChoice::Proposed,
                4 | 5 => FilmChoice::New,
                other => FilmChoice::TempRoll(TempRollId::new(u64::from(*other) - 5)),
            };
            Command::StartFilming { roll: chosen_roll(lab, *roll), film, machine: "1".into() }
        }
        Step::Count { roll, off } => {
            let roll = chosen_roll(lab, *roll);
            let planned = lab.lab.rolls.get(roll).map_or(1, |roll| roll.frames);
            let frames = planned.saturating_add_signed(i32::from(*off));
            Command::FinishFilming { roll, proof: Proof::Counted { frames } }
        }
        Step::Log { roll, passes, foreign } => {
            let id = chosen_roll(lab, *roll);
            let mut log = crate::machine::empty_log();
            if let Some(roll) = lab.lab.rolls.get(id) {
                for frames in passes {
                    log = lab.pass(log, roll, *frames);
                }
                log = lab.pass(log, roll, roll.frames);
            }
            if let Some(file) = log.files.first_mut().filter(|_| *foreign) {
                file.path = r"X:\RRD999-2025\.output\9999.pdf".into();
            }
            Command::FinishFilming { roll: id, proof: logged(log) }
        }
        Step::Fail { roll, frames } => {
            let (roll, reason) = (chosen_roll(lab, *roll), FailReason::Other("torn".into()));
            Command::FailFilming { roll, reason, frames: *frames }
        }
        Step::Reserve { site, count } => Command::ReserveNumbers {
            site: ["OU", "DW", "ZZ"][usize::from(*site)].into(),
            count: *count,
            purpose: "test films".into(),
            until: (*count == 2).then(|| Timestamp::from_millis(1_900_000_000_000)),
        },
        Step::Release { number, more } => Command::ReleaseNumbers {
            numbers: (*number..=number.saturating_add(*more)).map(|n| chosen_number(lab, n)).collect(),
            reason: "not needed".into(),
        },
        Step::Void { number } => {
            Command::VoidNumber { number: chosen_number(lab, *number), reason: "label torn".into() }
        }
        Step::Deliver { project: index } => {
            Command::DeliverIndex { project: project(index), file: "index.xlsx".into() }
        }
        Step::Numbering { bind } => changing(lab, |settings| {
            settings.sites[0].numbering = if *bind { Numbering::BindAtStart } else { Numbering::OnSuccess };
        }),
        Step::Reel { length_mm } => changing(lab, |settings| settings.film.reel_mm = *length_mm),
    }
}

fn registering(lab: &TestLab, project: u8, documents: u8, accept: bool) -> Command {
    let sites = ["OU", "DW", "OU", "XY"];
    let oversized = ["", "3-5", "1-2, 9"];
    let list: Vec<Document> = (0..documents)
        .map(|n| {
            let pages = 60 + 70 * u32::from(n) + u32::from(project);
            document(&(1001 + u32::from(n)).to_string(), pages, oversized[usize::from(n) % 3])
        })
        .collect();
    let key = key(&format!("RRD{}00-2025", project + 1), sites[usize::from(project)]);
    let accept = accept.then(|| difference_to(lab, &key, &list));
    Command::RegisterProject { key, documents: list, accept }
}

fn changing(lab: &TestLab, change: impl FnOnce(&mut LabSettings)) -> Command {
    let mut settings = lab.lab.settings.clone().expect("the lab is founded");
    change(&mut settings);
    Command::ChangeSettings { settings }
}

fn difference_to(lab: &TestLab, key: &ProjectKey, list: &[Document]) -> u32 {
    let old = lab.lab.project_with_key(key).and_then(|project| lab.lab.documents.get(project.id));
    let difference = ListDifference::between(old.map_or(&[][..], Vec::as_slice), list);
    (difference.added.len() + difference.removed.len() + difference.changed.len()) as u32
}

/// Two planned projects; reels and rolls are small, so that leftovers of leftovers are common.
fn small_lab() -> TestLab {
    let lab = lab().with_settings(|settings| {
        settings.film.reel_mm = 6_000;
        settings.film.capacity_16mm = 450;
        settings.film.capacity_35mm = 100;
        settings.film.smallest_usable = 30;
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
        }
        replaying_gives_every_table_back(&lab)?;
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
        prop_assert_eq!(now, Some(before), "{} was issued or void", number);
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
            let stage = lab.rolls.get(roll).map(|roll| roll.stage.clone());
            prop_assert_eq!(stage, Some(Stage::Filmed { attempt }), "{} is on a filmed roll", number);
        }
        if let Holding::Bound { attempt, .. } = held.holding {
            let running = lab.attempts.get(attempt).is_some_and(|attempt| attempt.course.is_running());
            prop_assert!(running, "{} is bound to a running attempt", number);
        }
    }
    for roll in lab.rolls.values().filter(|roll| roll.stage_word() == RollStage::Filmed) {
        prop_assert_eq!(numbers.get(&roll.id).map(Vec::len), Some(1), "{}", &roll.temporary_id);
    }
    let filmed = lab.rolls.values().filter(|roll| roll.stage_word() == RollStage::Filmed).count();
    prop_assert_eq!(numbers.len(), filmed);
    Ok(())
}

fn a_filming_roll_has_one_running_attempt(lab: &Lab) -> Law {
    for roll in lab.rolls.values() {
        let attempts: Vec<&Attempt> =
            lab.attempts.values().filter(|attempt| attempt.roll == roll.id).collect();
        let running: Vec<_> = attempts.iter().filter(|attempt| attempt.course.is_running()).collect();
        match roll.stage {
            Stage::Filming { attempt } => {
                prop_assert_eq!(running.len(), 1, "{}", &roll.temporary_id);
                prop_assert_eq!(running[0].id, attempt);
            }
            Stage::Planned | Stage::Filmed { .. } | Stage::Cancelled => prop_assert_eq!(running.len(), 0),
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
    let mut lengths: BTreeMap<ReelId, u64> = BTreeMap::new();
    let mut add = |reel, millimetres: u32| *lengths.entry(reel).or_default() += u64::from(millimetres);
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
            Some(u64::from(reel.length_mm)),
            "{}",
            reel.id.label()
        );
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
    for digit in 1..=3 {
        let series = SeriesId::of_digit(digit).expect("a digit");
        prop_assert_eq!(lab.lab.free_numbers(series, 20), replayed.free_numbers(series, 20));
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
            ("people", rows(&lab.people)),
            ("tokens", rows(&lab.tokens)),
        ]
    };
    let pairs = tables(left).into_iter().zip(tables(right));
    pairs.filter(|(left, right)| left.1 != right.1).map(|(left, _)| left.0).collect()
}

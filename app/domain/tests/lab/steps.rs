//! What somebody might do next in a lab, for the laws to hold afterwards.

use crate::machine::logged;
use crate::support::{TestLab, document, key};
use domain::command::{Command, FilmChoice, PlanChoice, Proof};
use domain::film::attempt::FailReason;
use domain::film::development::Density;
use domain::film::document::Document;
use domain::film::project::{ListDifference, Numbering, ProjectKey};
use domain::film::rework::{Cause, NumberChoice};
use domain::film::roll::RollStage;
use domain::id::{ProjectId, RollId, RunId, TempRollId};
use domain::lab::LabSettings;
use domain::number::{FilmNumber, SeriesId};
use domain::time::Timestamp;
use proptest::prelude::*;

/// What somebody might do next; indexes are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Step {
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
    Rework { rolls: Vec<u8>, keep: bool },
    VoidKept { roll: u8 },
    Develop { rolls: Vec<u8>, density: u32 },
    Accept { rolls: Vec<u8> },
    Run { run: u8, hold: bool },
    Standing { project: u8, way: u8 },
    Shelf { piece: u8, way: u8, length_mm: u32 },
    Stock { found: Vec<u8> },
    Numbering { bind: bool },
    Reel { length_mm: u32 },
}

pub fn step() -> impl Strategy<Value = Step> {
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
        3 => (rolls(), any::<bool>()).prop_map(|(rolls, keep)| Step::Rework { rolls, keep }),
        1 => (0u8..12).prop_map(|roll| Step::VoidKept { roll }),
        3 => (rolls(), 80u32..180).prop_map(|(rolls, density)| Step::Develop { rolls, density }),
        2 => rolls().prop_map(|rolls| Step::Accept { rolls }),
        1 => (0u8..4, any::<bool>()).prop_map(|(run, hold)| Step::Run { run, hold }),
        2 => (0u8..4, 0u8..9).prop_map(|(project, way)| Step::Standing { project, way }),
        2 => (0u8..6, 0u8..5, 0u32..7_000)
            .prop_map(|(piece, way, length_mm)| Step::Shelf { piece, way, length_mm }),
        1 => prop::collection::vec(0u8..6, 0..4).prop_map(|found| Step::Stock { found }),
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

pub fn command(lab: &TestLab, step: &Step) -> Command {
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
            Command::DeliverIndex { project: project(index), file: "index.xlsx".into(), to: String::new() }
        }
        Step::Rework { .. }
        | Step::VoidKept { .. }
        | Step::Develop { .. }
        | Step::Accept { .. }
        | Step::Run { .. }
        | Step::Standing { .. }
        | Step::Shelf { .. }
        | Step::Stock { .. } => command_after_filming(lab, step),
        Step::Numbering { bind } => changing(lab, |settings| {
            settings.sites[0].numbering = if *bind { Numbering::BindAtStart } else { Numbering::OnSuccess };
        }),
        Step::Reel { length_mm } => changing(lab, |settings| settings.film.reel_mm = *length_mm),
    }
}

pub fn registering(lab: &TestLab, project: u8, documents: u8, accept: bool) -> Command {
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
    Command::RegisterProject { key, documents: list, accept, test: None }
}

fn changing(lab: &TestLab, change: impl FnOnce(&mut LabSettings)) -> Command {
    let mut settings = lab.lab.settings.clone().expect("the lab is founded");
    change(&mut settings);
    Command::ChangeSettings { settings }
}

pub fn difference_to(lab: &TestLab, key: &ProjectKey, list: &[Document]) -> u32 {
    let old = lab.lab.project_with_key(key).and_then(|project| lab.lab.documents.get(project.id));
    let difference = ListDifference::between(old.map_or(&[][..], Vec::as_slice), list);
    (difference.added.len() + difference.removed.len() + difference.changed.len()) as u32
}

fn rolls() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(0u8..12, 1..3)
}

/// A roll with a film, where there is one.
fn filmed_roll(lab: &TestLab, choice: u8) -> RollId {
    let filmed = lab.lab.rolls.values().filter(|roll| roll.stage_word().is_filmed());
    let filmed: Vec<RollId> = filmed.map(|roll| roll.id).collect();
    match filmed.as_slice() {
        [] => chosen_roll(lab, choice),
        filmed => filmed[usize::from(choice) % filmed.len()],
    }
}

fn command_after_filming(lab: &TestLab, step: &Step) -> Command {
    let filmed = |rolls: &[u8]| rolls.iter().map(|roll| filmed_roll(lab, *roll)).collect();
    let reason = || "because".to_owned();
    match step {
        Step::Rework { rolls, keep } => Command::ReworkRolls {
            rolls: filmed(rolls),
            cause: Cause::Scratch,
            note: String::new(),
            number: if *keep { NumberChoice::Keep } else { NumberChoice::Void },
        },
        Step::VoidKept { roll } => {
            let waiting = lab.lab.rolls.values().filter(|roll| roll.stage_word() == RollStage::Rework);
            let waiting: Vec<RollId> = waiting.map(|roll| roll.id).collect();
            let roll = match waiting.as_slice() {
                [] => filmed_roll(lab, *roll),
                waiting => waiting[usize::from(*roll) % waiting.len()],
            };
            Command::VoidKeptNumber { roll, reason: reason() }
        }
        Step::Develop { rolls, density } => Command::DevelopRolls {
            rolls: filmed(rolls),
            bath: String::new(),
            readings: Density::from_hundredths(*density).into_iter().collect(),
        },
        Step::Accept { rolls } => Command::AcceptRolls { rolls: filmed(rolls), note: String::new() },
        Step::Run { run, hold } => {
            let run = RunId::new(u64::from(*run) + 1);
            match hold {
                true => Command::QuarantineRun { run, reason: reason() },
                false => Command::ReleaseRun { run, reason: reason() },
            }
        }
        Step::Standing { project, way } => {
            let project = ProjectId::new(u64::from(*project) + 1);
            match way {
                0..=2 => Command::ResetProject { project, reason: reason() },
                3 => Command::AbandonProject { project, reason: reason() },
                4 => Command::ArchiveProject { project },
                5 => Command::DeleteProject { project, reason: reason() },
                _ => Command::RestoreProject { project },
            }
        }
        Step::Shelf { piece, way, length_mm } => shelf_command(*piece, *way, *length_mm),
        Step::Stock { found } => Command::TakeStock {
            place: String::new(),
            found: found.iter().map(|piece| TempRollId::new(u64::from(*piece) + 1)).collect(),
        },
        other => unreachable!("{other:?} is no work after filming"),
    }
}

fn shelf_command(piece: u8, way: u8, length_mm: u32) -> Command {
    let temp_roll = TempRollId::new(u64::from(piece) + 1);
    let reason = "because".to_owned();
    match way {
        0 => Command::PlaceTempRoll { temp_roll, place: "A3".into() },
        1 => Command::MeasureTempRoll { temp_roll, length_mm, reason },
        2 => Command::DiscardTempRoll { temp_roll, reason },
        3 => Command::ReportTempRollLost { temp_roll, reason },
        _ => Command::FindTempRoll { temp_roll, place: "A3".into() },
    }
}

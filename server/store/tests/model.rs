//! Random work on a lab against a reference of plain maps, on SQLite and on PostgreSQL.
//!
//! After each sequence the lab is compared with the reference, checked, verified, and replayed into an empty one.
//! `ROLLCALL_MODEL_CASES` sets the number of sequences for each engine.

#[path = "model/after.rs"]
mod after;
#[path = "model/papers.rs"]
mod papers;
#[path = "model/reference.rs"]
mod reference;
#[path = "model/steps.rs"]
mod steps;
#[expect(dead_code, reason = "the stories of the contract use the rest")]
#[path = "contract/support.rs"]
mod support;

use domain::command::{Answer, Command, FilmChoice, Request};
use domain::film::development::Density;
use domain::film::rework::{Cause, NumberChoice};
use domain::id::{ProjectId, RollId, RunId, TempRollId};
use domain::lab::LabSettings;
use domain::number::FilmNumber;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use reference::Reference;
use steps::{Expected, Fault, ShelfWay, Step, Way};
use store::{Store, StoreError};
use support::{Place, failing, finishing, found, keyed, planning, registering, reserving, starting};

fn step() -> impl Strategy<Value = Step> {
    let project = 0..3_usize;
    let some_number = 0..12_u32;
    prop_oneof![
        2 => (project.clone(), prop_oneof![Just(400_u32), Just(1200), Just(2000), Just(2880)])
            .prop_map(|(project, pages)| Step::Register { project, pages }),
        3 => project.clone().prop_map(|project| Step::Plan { project }),
        5 => (project.clone(), proptest::option::of(0..4_u64))
            .prop_map(|(project, leftover)| Step::Start { project, leftover }),
        4 => (project.clone(), prop::bool::weighted(0.8)).prop_map(|(project, right)| Step::Finish { project, right }),
        4 => (project, prop_oneof![Just(0_u32), Just(300), Just(1500), Just(5000)])
            .prop_map(|(project, frames)| Step::Fail { project, frames }),
        3 => (0..4_u32).prop_map(|count| Step::Reserve { count }),
        2 => some_number.clone().prop_map(|number| Step::Release { number }),
        2 => some_number.prop_map(|number| Step::Void { number }),
        1 => prop::bool::ANY.prop_map(|bind| Step::Settings { bind }),
        3 => Just(Step::Repeat),
        1 => Just(Step::Restart),
        8 => step_after_filming(),
        4 => step_on_paper(),
    ]
}

fn step_after_filming() -> impl Strategy<Value = Step> {
    let project = 0..3_usize;
    let length = prop_oneof![Just(0_u32), Just(2600), Just(12_000), Just(40_000)];
    let shelf = prop_oneof![
        Just(ShelfWay::Place),
        length.prop_map(|length_mm| ShelfWay::Measure { length_mm }),
        Just(ShelfWay::Discard),
        Just(ShelfWay::Lose),
        Just(ShelfWay::Find),
    ];
    let way = prop_oneof![
        1 => Just(Way::Reset),
        1 => Just(Way::Abandon),
        1 => Just(Way::Archive),
        1 => Just(Way::Delete),
        2 => Just(Way::Restore),
    ];
    prop_oneof![
        3 => (project.clone(), prop::bool::ANY).prop_map(|(project, keep)| Step::Rework { project, keep }),
        1 => project.clone().prop_map(|project| Step::VoidKept { project }),
        3 => (project.clone(), prop::bool::weighted(0.6))
            .prop_map(|(project, good)| Step::Develop { project, good }),
        2 => project.clone().prop_map(|project| Step::Accept { project }),
        2 => (0..3_u64, prop::bool::ANY).prop_map(|(run, hold)| Step::Run { run, hold }),
        3 => (project, way).prop_map(|(project, way)| Step::Stand { project, way }),
        3 => (0..4_u64, shelf).prop_map(|(leftover, way)| Step::Shelf { leftover, way }),
        1 => proptest::option::of(0..4_u64).prop_map(|found| Step::Stock { found }),
    ]
}

fn step_on_paper() -> impl Strategy<Value = Step> {
    let project = 0..3_usize;
    prop_oneof![
        3 => (project.clone(), prop_oneof![Just(""), Just("Archiv OU")])
            .prop_map(|(project, to)| Step::Deliver { project, to }),
        2 => (project, prop::bool::ANY).prop_map(|(project, film)| Step::Complain { project, film }),
        1 => (0..3_u64).prop_map(|complaint| Step::Settle { complaint }),
        1 => (0..12_u32).prop_map(|number| Step::Import { number }),
    ]
}

/// Plays a sequence; the error says where lab and reference part.
async fn play(place: &Place, empty: &Place, steps: &[Step], fault: Option<Fault>) -> Result<(), String> {
    let mut reference = Reference::new(fault);
    let mut store = place.open().await;
    found(&store).await;
    let mut last: Option<(Request, Result<Answer, String>)> = None;
    for (position, step) in steps.iter().enumerate() {
        let part = |what: String| format!("step {position}, {step:?}: {what}");
        match step {
            Step::Restart => {
                store.close().await;
                drop(store);
                store = place.open().await;
                continue;
            }
            Step::Repeat => {
                let Some((request, before)) = &last else { continue };
                reference.repeated();
                // A refused key is not kept: asked again it is decided again, which the other steps cover.
                if before.is_ok() && outcome(store.perform(request.clone()).await)? != *before {
                    return Err(part("the repeated key got another answer".into()));
                }
            }
            _ => {
                let request = keyed(&format!("step-{position}"), command(step, &reference));
                let expected = reference.take(step);
                let said = outcome(store.perform(request.clone()).await)?;
                agree(&expected, &said).map_err(part)?;
                // What changed nothing is not kept under its key: it is decided again.
                last = (expected != Expected::Nothing).then_some((request, said));
            }
        }
        let entries = store.ledger_head().await.map_err(|error| error.to_string())?.0;
        if entries != reference.entries {
            return Err(part(format!("{entries} entries, {} expected", reference.entries)));
        }
    }
    compare(&store, &reference).await?;
    reference.papers_agree(&store).await?;
    rebuilt(&store, empty).await
}

fn outcome(result: Result<domain::command::Receipt, StoreError>) -> Result<Result<Answer, String>, String> {
    match result {
        Ok(receipt) => Ok(Ok(receipt.answer)),
        Err(StoreError::Refused(refusal)) => Ok(Err(refusal.code())),
        Err(error) => Err(error.to_string()),
    }
}

fn command(step: &Step, reference: &Reference) -> Command {
    let project_id = |project: usize| ProjectId::new(reference.project_id(project));
    let roll = |project: usize| RollId::new(reference.roll_id(project));
    match step {
        Step::Register { project, pages } => registering(&format!("RRD10{project}-2025"), &[*pages]),
        Step::Plan { project } => planning(project_id(*project)),
        Step::Start { project, leftover: None } => {
            let start = starting(roll(*project));
            let Command::StartFilming { roll, machine, .. } = start else { return start };
            Command::StartFilming { roll, film: FilmChoice::New, machine }
        }
        Step::Start { project, leftover: Some(leftover) } => Command::StartFilming {
            roll: roll(*project),
            film: FilmChoice::TempRoll(TempRollId::new(leftover + 1)),
            machine: "1".into(),
        },
        Step::Finish { project, right } => {
            finishing(roll(*project), reference.frames(*project) + u32::from(!right))
        }
        Step::Fail { project, frames } => failing(roll(*project), *frames),
        Step::Reserve { count } => reserving(*count),
        Step::Release { number } => {
            Command::ReleaseNumbers { numbers: vec![film_number(*number)], reason: "not needed".into() }
        }
        Step::Void { number } => {
            Command::VoidNumber { number: film_number(*number), reason: "label torn".into() }
        }
        Step::Settings { bind } => {
            let mut settings = LabSettings::new("Film lab");
            if *bind {
                settings.sites[0].numbering = domain::film::project::Numbering::BindAtStart;
            }
            Command::ChangeSettings { settings }
        }
        Step::Deliver { .. } | Step::Complain { .. } | Step::Settle { .. } | Step::Import { .. } => {
            papers::command(step, reference)
        }
        Step::Repeat | Step::Restart => unreachable!("they are no commands"),
        after => command_after_filming(after, reference),
    }
}

fn command_after_filming(step: &Step, reference: &Reference) -> Command {
    let rolls = |project: usize| vec![RollId::new(reference.roll_id(project))];
    let reason = || "because".to_owned();
    match step {
        Step::Rework { project, keep } => Command::ReworkRolls {
            rolls: rolls(*project),
            cause: Cause::Scratch,
            note: String::new(),
            number: if *keep { NumberChoice::Keep } else { NumberChoice::Void },
        },
        Step::VoidKept { project } => {
            Command::VoidKeptNumber { roll: RollId::new(reference.roll_id(*project)), reason: reason() }
        }
        Step::Develop { project, good } => Command::DevelopRolls {
            rolls: rolls(*project),
            bath: String::new(),
            readings: Density::from_hundredths(if *good { 130 } else { 80 }).into_iter().collect(),
        },
        Step::Accept { project } => Command::AcceptRolls { rolls: rolls(*project), note: String::new() },
        Step::Run { run, hold: true } => {
            Command::QuarantineRun { run: RunId::new(run + 1), reason: reason() }
        }
        Step::Run { run, hold: false } => Command::ReleaseRun { run: RunId::new(run + 1), reason: reason() },
        Step::Stand { project, way } => {
            let project = ProjectId::new(reference.project_id(*project));
            match way {
                Way::Reset => Command::ResetProject { project, reason: reason() },
                Way::Abandon => Command::AbandonProject { project, reason: reason() },
                Way::Archive => Command::ArchiveProject { project },
                Way::Delete => Command::DeleteProject { project, reason: reason() },
                Way::Restore => Command::RestoreProject { project },
            }
        }
        Step::Shelf { leftover, way } => {
            let temp_roll = TempRollId::new(leftover + 1);
            match way {
                ShelfWay::Place => Command::PlaceTempRoll { temp_roll, place: "A1".into() },
                ShelfWay::Measure { length_mm } => {
                    Command::MeasureTempRoll { temp_roll, length_mm: *length_mm, reason: reason() }
                }
                ShelfWay::Discard => Command::DiscardTempRoll { temp_roll, reason: reason() },
                ShelfWay::Lose => Command::ReportTempRollLost { temp_roll, reason: reason() },
                ShelfWay::Find => Command::FindTempRoll { temp_roll, place: "A1".into() },
            }
        }
        Step::Stock { found } => Command::TakeStock {
            place: String::new(),
            found: found.iter().map(|leftover| TempRollId::new(leftover + 1)).collect(),
        },
        other => unreachable!("{other:?} is no work after filming"),
    }
}

fn film_number(sequence: u32) -> FilmNumber {
    FilmNumber::from_value(10_000_001 + sequence).expect("a film number")
}

fn agree(expected: &Expected, said: &Result<Answer, String>) -> Result<(), String> {
    let numbers = |answer: &Answer| -> Vec<u32> {
        match answer {
            Answer::Numbers { numbers } => numbers.iter().map(|number| number.sequence()).collect(),
            Answer::Started { number, .. } | Answer::Finished { number, .. } => {
                number.iter().map(|number| number.sequence()).collect()
            }
            _ => vec![],
        }
    };
    let same = match (expected, said) {
        (Expected::Refused(code), Err(said)) => code == said,
        (Expected::Nothing, Ok(_)) => true,
        (Expected::Numbers(expected), Ok(answer)) => *expected == numbers(answer),
        (Expected::Refused(_), Ok(_)) | (Expected::Nothing | Expected::Numbers(_), Err(_)) => false,
    };
    if same { Ok(()) } else { Err(format!("{expected:?} was expected, the lab said {said:?}")) }
}

/// The lab's state against the reference's.
async fn compare(store: &Store, reference: &Reference) -> Result<(), String> {
    let said = |error: StoreError| error.to_string();
    for (sequence, state) in reference.numbers() {
        let held = store.held(film_number(sequence - 1)).await.map_err(said)?;
        let is = held.map(|held| held.holding.state().code());
        if is != state {
            return Err(format!("number {sequence} is {is:?}, {state:?} expected"));
        }
    }
    for (roll, stage) in reference.rolls() {
        let is = store.roll(RollId::new(roll)).await.map_err(said)?.map(|roll| roll.stage_word().code());
        if is != Some(stage) {
            return Err(format!("roll {roll} is {is:?}, {stage} expected"));
        }
    }
    let live = store.live_temp_rolls().await.map_err(said)?;
    let is: Vec<(u64, u32, &str)> =
        live.iter().map(|piece| (piece.id.get(), piece.length_mm, piece.stage.code())).collect();
    if is != reference.live_leftovers() {
        return Err(format!("leftovers {is:?}, {:?} expected", reference.live_leftovers()));
    }
    Ok(())
}

/// Nothing contradicts a promise, and the ledger gives every table back.
async fn rebuilt(store: &Store, empty: &Place) -> Result<(), String> {
    let report = store.check_whole().await.map_err(|error| error.to_string())?;
    if let Some(difference) = report.differences.first() {
        return Err(difference.sentence.clone());
    }
    store.verify().await.map_err(|error| error.to_string())?;
    let target = empty.open().await;
    store.replay_into(&target).await.map_err(|error| error.to_string())?;
    let same =
        target.dump().await.map_err(|e| e.to_string())? == store.dump().await.map_err(|e| e.to_string())?;
    target.close().await;
    if same { Ok(()) } else { Err("a replay gives other tables".into()) }
}

fn cases(otherwise: u32) -> u32 {
    std::env::var("ROLLCALL_MODEL_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn run(cases: u32, play_on: impl Fn(&[Step]) -> Result<(), String>) {
    let config = Config { cases, max_shrink_iters: 300, failure_persistence: None, ..Config::default() };
    let steps = proptest::collection::vec(step(), 30);
    let result = TestRunner::new(config).run(&steps, |steps| play_on(&steps).map_err(TestCaseError::fail));
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}

#[test]
fn the_lab_does_what_the_reference_says_on_sqlite() {
    let runtime = runtime();
    run(cases(24), |steps| {
        runtime.block_on(async { play(&Place::folder(), &Place::folder(), steps, None).await })
    });
}

#[test]
fn the_lab_does_what_the_reference_says_on_postgres() {
    let runtime = runtime();
    if runtime.block_on(Place::database()).is_none() {
        return;
    }
    run(cases(8), |steps| {
        runtime.block_on(async {
            let (place, empty) = (Place::database().await, Place::database().await);
            let (place, empty) = place.zip(empty).ok_or("PostgreSQL is gone")?;
            play(&place, &empty, steps, None).await
        })
    });
}

/// The controls: a reference that is wrong in one thing parts from the lab.
#[test]
fn a_wrong_reference_is_noticed() {
    let film = |project, pages| {
        [
            Step::Register { project, pages },
            Step::Plan { project },
            Step::Start { project, leftover: None },
            Step::Fail { project, frames: 300 },
            Step::Start { project, leftover: None },
            Step::Finish { project, right: true },
        ]
    };
    let mut steps = vec![Step::Settings { bind: true }];
    steps.extend(film(0, 2000));
    steps.extend([
        Step::Reserve { count: 2 },
        Step::Repeat,
        Step::Release { number: 1 },
        Step::Reserve { count: 1 },
        Step::Develop { project: 0, good: false },
        Step::Accept { project: 0 },
        Step::Run { run: 0, hold: false },
        Step::Accept { project: 0 },
        Step::Run { run: 0, hold: true },
        Step::Deliver { project: 0, to: "Archiv OU" },
        Step::Run { run: 0, hold: false },
        Step::Deliver { project: 0, to: "Archiv OU" },
        Step::Complain { project: 0, film: true },
        Step::Settle { complaint: 0 },
        Step::Settle { complaint: 0 },
        Step::Import { number: 8 },
        Step::Reserve { count: 1 },
        Step::Rework { project: 0, keep: true },
        Step::Shelf { leftover: 0, way: ShelfWay::Discard },
    ]);
    let runtime = runtime();
    let play_with =
        |fault| runtime.block_on(async { play(&Place::folder(), &Place::folder(), &steps, fault).await });
    assert_eq!(play_with(None), Ok(()));
    for fault in Fault::ALL {
        let parted = play_with(Some(fault)).expect_err("the fault shows");
        println!("{fault:?}: {parted}");
    }
}

//! Years of a lab against a second set of books: each number, frame and millimetre is accounted for.

#[path = "book/mod.rs"]
mod book;

use book::{Book, Tables, keep};
use domain::command::Answer;
use domain::event::EvidenceFile;
use domain::lab::Lab;
use domain::number::Holding;
use domain::time::Timestamp;
use example::{Pace, Year};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Seven o'clock on 3 November 2025, a Monday.
const OPENING: Timestamp = Timestamp::from_millis(1_762_153_200_000);
const DAY: i64 = 24 * 3600;

fn pace(films: u32) -> Pace {
    let keep_file = |name: &str, bytes: &[u8]| EvidenceFile {
        name: name.to_owned(),
        digest: domain::ledger::digest(bytes),
        size: bytes.len() as u64,
        packed: String::new(),
    };
    Pace { films, minutes_between: 200, pages: 60, keep_file }
}

fn year(seed: u64, films: u32) -> Year {
    let mut year = Year::founded(seed, OPENING, pace(films), "Filmlabor", "Anna");
    year.work(OPENING.plus_seconds(400 * DAY));
    year
}

fn tables(lab: &Lab) -> Tables {
    let mut tables = Tables::default();
    for held in lab.holdings.values() {
        let (roll, why) = match &held.holding {
            Holding::Issued { roll, .. } => (Some(roll.get()), ""),
            Holding::Bound { .. } | Holding::Earlier { .. } => (None, ""),
            Holding::Skipped { source } => (None, source.as_str()),
            Holding::Returned { reason } | Holding::Void { reason, .. } => (None, reason.as_str()),
            Holding::Reserved { claim } => (None, claim.purpose.as_str()),
        };
        tables.number(held.number.value(), held.holding.state().code(), roll, &held.by, why);
    }
    lab.rolls.values().for_each(|roll| tables.roll(roll.id.get(), roll.stage_word().code()));
    for reel in lab.reels.values() {
        tables.reel(reel.id.get(), reel.length_mm, reel.stage.code());
    }
    for piece in lab.temp_rolls.values() {
        tables.leftover(piece.id.get(), piece.reel.get(), piece.length_mm, piece.stage.code());
    }
    tables
}

fn balanced(year: &Year) -> Result<Book, String> {
    let book = keep(&year.done)?;
    book.adds_up()?;
    book.agrees_with(&tables(&year.lab))?;
    Ok(book)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn any_weeks_of_a_lab_are_accounted_for(seed in any::<u64>(), films in 5_u32..30) {
        balanced(&year(seed, films)).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn a_whole_year_is_accounted_for_and_has_everything_in_it() {
    let year = year(2025, 500);
    let book = balanced(&year).unwrap_or_else(|error| panic!("{error}"));
    let films =
        year.done.iter().filter(|done| matches!(done.came_to, Ok(Answer::Finished { number: Some(_), .. })));
    assert_eq!(films.count(), 500);
    let twice = book.exposed.values().filter(|times| **times > 1).count() * 100 / book.exposed.len();
    assert!((22..=34).contains(&twice), "{twice} % of the rolls were exposed more than once");
    let asked: BTreeSet<&str> = year
        .done
        .iter()
        .filter(|done| done.came_to.is_ok())
        .map(|done| done.request.command.action())
        .collect();
    for verb in [
        "register_project",
        "accept_plan",
        "start_filming",
        "finish_filming",
        "fail_filming",
        "reserve_numbers",
        "release_numbers",
        "void_number",
        "deliver_index",
        "rework_rolls",
        "void_kept_number",
        "develop_rolls",
        "quarantine_run",
        "release_run",
        "accept_rolls",
        "reset_project",
        "abandon_project",
        "archive_project",
        "delete_project",
        "restore_project",
        "place_temp_roll",
        "measure_temp_roll",
        "discard_temp_roll",
        "report_temp_roll_lost",
        "find_temp_roll",
        "take_stock",
    ] {
        assert!(asked.contains(verb), "nobody asked to {verb} in a whole year");
    }
    assert!(book.dropped > 0, "no number was kept for a film that was then not made again");
    let refused = year.done.iter().filter(|done| done.came_to.is_err()).count();
    assert!(refused > 10, "only {refused} requests were refused");
    let days = (year.lab.head.seq > 0).then(|| year.done.last().map(|done| done.request.at)).flatten();
    let days = days.map_or(0, |last| last.seconds_since(OPENING) / DAY);
    assert!((200..=400).contains(&days), "500 films took {days} days");
}

#[test]
fn the_same_seed_is_the_same_year() {
    let (one, again, other) = (year(7, 20), year(7, 20), year(8, 20));
    let same = |one: &Year, other: &Year| {
        one.done.len() == other.done.len()
            && one.done.iter().zip(&other.done).all(|(one, other)| {
                (&one.request.command, one.request.at) == (&other.request.command, other.request.at)
                    && one.came_to == other.came_to
            })
    };
    assert!(same(&one, &again) && !same(&one, &other));
}

/// The controls: a lab that is wrong in one thing is told apart from the book.
#[test]
fn a_lab_that_errs_in_one_thing_is_found_out() {
    let measured = |year: &Year| {
        year.done
            .iter()
            .any(|done| done.request.command.action() == "measure_temp_roll" && done.came_to.is_ok())
    };
    let year = (7..).map(|seed| year(seed, 40)).find(measured).expect("somebody measures");
    let book = keep(&year.done).unwrap();
    let parted = |change: &dyn Fn(&mut Lab)| {
        let mut lab = year.lab.clone();
        change(&mut lab);
        book.agrees_with(&tables(&lab)).expect_err("the error shows")
    };
    let first_leftover = year.lab.temp_rolls.values().next().unwrap().id;
    parted(&|lab| {
        lab.temp_rolls.change(first_leftover, |piece| piece.length_mm += 10);
    });
    let last_reel = year.lab.reels.values().last().unwrap().id;
    parted(&|lab| {
        lab.reels.change(last_reel, |reel| reel.length_mm -= 1);
    });
    let a_number = year.lab.holdings.values().last().unwrap().number;
    parted(&|lab| {
        lab.holdings.change(a_number, |held| {
            held.holding = Holding::Returned { reason: String::new() };
        });
    });
    let mut done = year.done.clone();
    done.retain(|done| done.request.command.action() != "measure_temp_roll");
    let told = keep(&done).and_then(|book| book.adds_up().and(book.agrees_with(&tables(&year.lab))));
    assert!(told.is_err(), "a measurement nobody wrote down shows");
}

#[test]
fn at_the_end_everything_can_be_there() {
    use domain::film::project::{Progress, ProjectStage};
    use domain::film::roll::RollStage;
    use domain::number::NumberState;
    let now = OPENING.plus_seconds(60 * DAY + 4 * 3600);
    for seed in [1, 2, 3] {
        let mut year = Year::founded(seed, OPENING, pace(1000), "Filmlabor", "Anna");
        year.work(now.plus_seconds(-6 * DAY));
        year.leave_everything(now);
        balanced(&year).unwrap_or_else(|error| panic!("{error}"));
        let lab = &year.lab;
        let last = year.done.last().unwrap().request.at;
        assert!(last <= now && last.plus_seconds(3600) > now, "{last:?} is within the hour before {now:?}");
        let projects: BTreeSet<ProjectStage> = lab
            .projects
            .values()
            .map(|project| {
                let rolls = lab.rolls_of(project.id);
                let progress = Progress::of(rolls.iter().map(|roll| roll.stage_word()));
                ProjectStage::of(&project.standing, project.plan > 0, &progress)
            })
            .collect();
        assert_eq!(projects, BTreeSet::from(ProjectStage::ALL), "seed {seed}");
        let rolls: BTreeSet<RollStage> = lab.rolls.values().map(|roll| roll.stage_word()).collect();
        assert_eq!(rolls, BTreeSet::from(RollStage::ALL), "seed {seed}");
        let numbers: BTreeSet<NumberState> = lab.holdings.values().map(|held| held.holding.state()).collect();
        assert_eq!(numbers, BTreeSet::from(NumberState::ALL), "seed {seed}");
        let pieces: BTreeSet<&str> = lab.temp_rolls.values().map(|piece| piece.stage.code()).collect();
        let every = ["consumed", "discarded", "loaded", "lost", "on_shelf"];
        assert_eq!(pieces, BTreeSet::from(every), "seed {seed}");
        let runs: BTreeSet<&str> = lab.runs.values().map(|run| run.quarantine.code()).collect();
        assert_eq!(runs, BTreeSet::from(["clear", "held", "released"]), "seed {seed}");
        let reels: BTreeSet<&str> = lab.reels.values().map(|reel| reel.stage.code()).collect();
        assert_eq!(reels, BTreeSet::from(["cut", "loaded", "whole"]), "seed {seed}");
        let running = lab.attempts.values().filter(|attempt| attempt.course.is_running()).count();
        assert_eq!(running, 2, "seed {seed}");
    }
}

/// What leads beyond the daily films: told apart, for the book keeps numbers that follow one rule.
#[test]
fn at_the_end_there_are_complaints_findings_a_block_and_a_test() {
    use domain::machine::{Course, MatterKind};
    let now = OPENING.plus_seconds(60 * DAY + 4 * 3600);
    for seed in [1, 2, 3] {
        let mut year = Year::founded(seed, OPENING, pace(1000), "Filmlabor", "Anna");
        year.work(now.plus_seconds(-9 * DAY));
        let before = year.done.len();
        year.leave_records();
        let refused: Vec<_> = year.done[before..].iter().filter(|done| done.came_to.is_err()).collect();
        assert!(refused.len() <= 1, "seed {seed}: only a count may be mistyped: {refused:?}");
        year.leave_everything(now);
        let last = year.done.last().unwrap().request.at;
        assert!(last <= now && last.plus_seconds(3600) > now, "{last:?} is within the hour before {now:?}");
        let lab = &year.lab;
        let complaints: BTreeSet<&str> = lab
            .complaints
            .values()
            .map(|one| one.settled.as_ref().map_or("open", |settled| settled.how.code()))
            .collect();
        assert_eq!(complaints, BTreeSet::from(["corrected", "no-fault", "open", "rework"]), "seed {seed}");
        let findings: BTreeSet<MatterKind> = lab.findings.values().map(|one| one.matter.kind()).collect();
        for kind in [
            MatterKind::ForeignProject,
            MatterKind::WrongFolder,
            MatterKind::MissingLog,
            MatterKind::SeveralPasses,
            MatterKind::MissingDescriptor,
            MatterKind::Mistyped,
        ] {
            assert!(findings.contains(&kind), "seed {seed}: no {kind:?} in {findings:?}");
        }
        let settled = lab.findings.values().filter(|one| matches!(one.course, Course::Settled(_))).count();
        assert_eq!(settled, 2, "seed {seed}");
        let held = |wanted: fn(&Holding) -> bool| lab.holdings.values().any(|held| wanted(&held.holding));
        assert!(held(|holding| matches!(holding, Holding::Earlier { .. })), "seed {seed}");
        assert!(held(|holding| matches!(holding, Holding::Skipped { .. })), "seed {seed}");
        let of_a_block =
            |holding: &Holding| matches!(holding, Holding::Reserved { claim } if claim.project.is_some());
        assert!(held(of_a_block), "seed {seed}: a number is kept for a project");
        assert_eq!(lab.breaks.values().count(), 1, "seed {seed}: a neighbour is in the way");
        let tests = lab.projects.values().filter(|project| project.test).count();
        assert_eq!(tests, 1, "seed {seed}");
        assert!(lab.holdings.values().any(|held| held.number.series().digit() == 9), "seed {seed}");
    }
}

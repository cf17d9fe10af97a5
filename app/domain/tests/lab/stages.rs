//! What every command after the camera does in every stage of a roll, a project and a temp roll: the next state, or
//! the sentence with which it is refused.

use crate::support::{
    TestLab, anna, counting, discarding, documents, finding, lab, losing, measuring, placing,
};
use domain::command::{Command, FilmChoice};
use domain::film::attempt::FailReason;
use domain::film::rework::NumberChoice;
use domain::id::{RollId, TempRollId};

/// What a cell of the table says: the state after the command, or the refusal.
type Cell = Result<&'static str, &'static str>;

/// Every command in every stage; a refusal changes nothing at all.
fn answer<const N: usize>(
    stages: [&str; N],
    table: &[(&str, [Cell; N])],
    lab_that_is: fn(&str) -> TestLab,
    command: fn(&TestLab, &str) -> Command,
    state: fn(&TestLab) -> &'static str,
) {
    for (verb, cells) in table {
        for (stage, cell) in stages.into_iter().zip(cells) {
            let before = lab_that_is(stage);
            let mut lab = before.clone();
            let came_to = lab.perform(&anna(), command(&before, verb)).map_err(|refusal| refusal.to_string());
            let came_to = came_to.map(|_| state(&lab));
            assert_eq!(came_to, cell.map_err(str::to_owned), "{verb}: {stage}");
            if cell.is_err() {
                lab.differs_only_in(&before, &[]);
            }
            lab.lawful();
        }
    }
}

/// The roll every row is about, in each of its stages.
fn roll_that_is(stage: &str) -> TestLab {
    let planned = || lab().with_project("RRD123-2025", &[400]).planned();
    match stage {
        "planned" => planned(),
        "in rework" => planned().film("16_01").keep(&["16_01"]),
        "filming" => planned().start("16_01"),
        "filming again" => planned().film("16_01").replace(&["16_01"]).start("16_01"),
        "filmed" => planned().film("16_01"),
        "developed" => planned().film("16_01").develop(&["16_01"], &["1.30"]),
        "held" => planned().film("16_01").develop(&["16_01"], &["0.80"]),
        "accepted" => planned().film("16_01").develop(&["16_01"], &["1.30"]).accept(&["16_01"]),
        "cancelled" => planned().reset(),
        other => panic!("no such stage: {other}"),
    }
}

fn roll_command(lab: &TestLab, verb: &str) -> Command {
    match verb {
        "reject and keep the number" => lab.rejecting(&["16_01"], NumberChoice::Keep),
        "reject and void the number" => lab.rejecting(&["16_01"], NumberChoice::Void),
        "void the kept number" => lab.voiding_kept("16_01"),
        "develop" => lab.developing(&["16_01"], &["1.30"]),
        "develop too thin" => lab.developing(&["16_01"], &["0.80"]),
        "accept" => lab.accepting(&["16_01"]),
        "start" => lab.starting("16_01", FilmChoice::Proposed),
        "count all frames" => lab.finishing_counted("16_01"),
        "fail" => lab.failing("16_01", FailReason::Jam, Some(30)),
        other => panic!("no such verb: {other}"),
    }
}

#[test]
fn every_roll_stage_answers_every_command() {
    const UNFILMED: Cell = Err("RRD123-2025_OU_16_01 has no film yet: film it first.");
    const AGAIN: Cell =
        Err("The film of RRD123-2025_OU_16_01 was rejected already: film the roll again first.");
    const CANCELLED: Cell =
        Err("RRD123-2025_OU_16_01 belongs to a plan that was replaced: choose a roll of the accepted plan.");
    const UNDEVELOPED: Cell = Err("RRD123-2025_OU_16_01 is not developed yet: record its development first.");
    const DEVELOPED: Cell = Err("RRD123-2025_OU_16_01 is developed already: accept it, or reject its film.");
    const HELD: Cell = Err("RRD123-2025_OU_16_01 was developed in E-0001, which is in quarantine: \
                            release the run with a reason, or reject the film.");
    const ACCEPTED: Cell = Err("RRD123-2025_OU_16_01 is accepted already.");
    const FILMED: Cell = Err("RRD123-2025_OU_16_01 is filmed already: its number is issued.");
    const IDLE: Cell = Err("RRD123-2025_OU_16_01 is not being filmed: start an attempt first.");
    const BUSY: Cell =
        Err("RRD123-2025_OU_16_01 is being filmed by Anna: finish or fail that attempt first.");
    const CAMERA: Cell = Err("RRD123-2025_OU_16_01 is in the camera: finish or fail that attempt first.");
    const GOOD: Cell =
        Err("The film of RRD123-2025_OU_16_01 is not rejected: reject it, and void its number with it.");
    const REWORK: Cell = Ok("rework");
    const FILMING: Cell = Ok("filming");
    const DONE: Cell = Ok("developed");
    const NOW: Cell = Ok("filmed");
    let stages = [
        "planned",
        "in rework",
        "filming",
        "filming again",
        "filmed",
        "developed",
        "held",
        "accepted",
        "cancelled",
    ];
    let rejected = [UNFILMED, AGAIN, UNFILMED, UNFILMED, REWORK, REWORK, REWORK, REWORK, CANCELLED];
    let voided = [UNFILMED, REWORK, UNFILMED, CAMERA, GOOD, GOOD, GOOD, GOOD, CANCELLED];
    let developed = [UNFILMED, AGAIN, UNFILMED, UNFILMED, DONE, DEVELOPED, DEVELOPED, DEVELOPED, CANCELLED];
    let accepted =
        [UNFILMED, AGAIN, UNFILMED, UNFILMED, UNDEVELOPED, Ok("accepted"), HELD, ACCEPTED, CANCELLED];
    let started = [FILMING, FILMING, BUSY, BUSY, FILMED, FILMED, FILMED, FILMED, CANCELLED];
    let counted = [IDLE, IDLE, NOW, NOW, FILMED, FILMED, FILMED, FILMED, CANCELLED];
    let failed = [IDLE, IDLE, Ok("planned"), REWORK, FILMED, FILMED, FILMED, FILMED, CANCELLED];
    let table = [
        ("reject and keep the number", rejected),
        ("reject and void the number", rejected),
        ("void the kept number", voided),
        ("develop", developed),
        ("develop too thin", developed),
        ("accept", accepted),
        ("start", started),
        ("count all frames", counted),
        ("fail", failed),
    ];
    let state = |lab: &TestLab| lab.lab.rolls.get(RollId::new(1)).expect("the roll").stage_word().code();
    answer(stages, &table, roll_that_is, roll_command, state);
}

/// A project of two rolls, in each of its states.
fn project_that_is(state: &str) -> TestLab {
    let draft = || lab().with_project("RRD123-2025", &[400, 2600]);
    let begun = || draft().planned().film("16_01");
    match state {
        "draft" => draft(),
        "planned" => draft().planned(),
        "in the camera" => draft().planned().start("16_01"),
        "begun" => begun(),
        "in rework" => begun().film("16_02").replace(&["16_01"]),
        "filmed" => begun().film("16_02"),
        "open again" => begun().reset(),
        "archived" => begun().film("16_02").archive(),
        "abandoned" => begun().abandon(),
        "deleted" => begun().delete(),
        other => panic!("no such state: {other}"),
    }
}

fn project_command(lab: &TestLab, verb: &str) -> Command {
    let project = lab.project();
    match verb {
        "register the same list" => lab.listing(documents(&[400, 2600])),
        "register a longer list" => lab.listing(documents(&[400, 2600, 7])),
        "plan" => lab.planning(),
        "deliver" => lab.delivering(),
        "reset" => lab.resetting(),
        "abandon" => lab.abandoning(),
        "archive" => Command::ArchiveProject { project },
        "delete" => lab.deleting(),
        "restore" => Command::RestoreProject { project },
        other => panic!("no such verb: {other}"),
    }
}

#[test]
fn every_project_state_answers_every_command() {
    const DRAFT: Cell = Ok("draft");
    const PLANNED: Cell = Ok("register_complete");
    const BEGUN: Cell = Ok("filming_in_progress");
    const REWORK: Cell = Ok("rework_required");
    const FILMED: Cell = Ok("filming_complete");
    const PUT_AWAY: Cell = Ok("archived");
    const GIVEN_UP: Cell = Ok("abandoned");
    const GONE: Cell = Ok("deleted");
    const ARCHIVED: Cell = Err("RRD123-2025_OU_Certificates is archived: restore it first.");
    const ABANDONED: Cell = Err("RRD123-2025_OU_Certificates is abandoned: restore it first.");
    const DELETED: Cell = Err("RRD123-2025_OU_Certificates is deleted: restore it first.");
    const CAMERA: Cell = Err("RRD123-2025_OU_16_01 is in the camera: finish or fail that attempt first.");
    const LIST: Cell = Err("RRD123-2025_OU_16_01 is already in work: \
                            reset the project to replace the list beside its films.");
    const PLAN: Cell = Err("RRD123-2025_OU_16_01 is already in work: \
                            reset the project to plan again beside its films.");
    const OPEN: Cell = Err("RRD123-2025_OU_Certificates has no plan: its registration is open already.");
    const NO_PLAN: Cell = Err("RRD123-2025_OU_Certificates has no plan: \
                               only a project whose rolls are all filmed is archived.");
    const FIRST: Cell = Err("RRD123-2025_OU_16_01 has no film yet: film it first.");
    const SECOND: Cell = Err("RRD123-2025_OU_16_02 has no film yet: film it first.");
    const NO_INDEX: Cell = Err("RRD123-2025_OU_Certificates is not filmed: \
                                an index is delivered when every roll of both films is.");
    const NO_FIRST: Cell = Err("RRD123-2025_OU_16_01 is not filmed: \
                                an index is delivered when every roll of both films is.");
    const NO_SECOND: Cell = Err("RRD123-2025_OU_16_02 is not filmed: \
                                 an index is delivered when every roll of both films is.");
    const LEFT_OUT: Cell = Err("Document 1002 is not wholly on rolls: \
                                accept a plan and film its rolls before the index is delivered.");
    let states = [
        "draft",
        "planned",
        "in the camera",
        "begun",
        "in rework",
        "filmed",
        "open again",
        "archived",
        "abandoned",
        "deleted",
    ];
    let same = [DRAFT, PLANNED, BEGUN, BEGUN, REWORK, FILMED, DRAFT, PUT_AWAY, ABANDONED, DELETED];
    let longer = [DRAFT, DRAFT, LIST, LIST, LIST, LIST, DRAFT, ARCHIVED, ABANDONED, DELETED];
    let planned = [PLANNED, PLANNED, PLAN, PLAN, PLAN, PLAN, BEGUN, ARCHIVED, ABANDONED, DELETED];
    let delivered =
        [NO_INDEX, NO_FIRST, NO_FIRST, NO_SECOND, NO_FIRST, FILMED, LEFT_OUT, ARCHIVED, ABANDONED, DELETED];
    let reset = [OPEN, DRAFT, CAMERA, DRAFT, DRAFT, DRAFT, OPEN, ARCHIVED, ABANDONED, DELETED];
    let abandoned =
        [GIVEN_UP, GIVEN_UP, CAMERA, GIVEN_UP, GIVEN_UP, GIVEN_UP, GIVEN_UP, ARCHIVED, ABANDONED, DELETED];
    let archived = [NO_PLAN, FIRST, FIRST, SECOND, FIRST, PUT_AWAY, NO_PLAN, ARCHIVED, ABANDONED, DELETED];
    let deleted = [GONE, GONE, CAMERA, GONE, GONE, GONE, GONE, GONE, GONE, GONE];
    let restored = [DRAFT, PLANNED, BEGUN, BEGUN, REWORK, FILMED, DRAFT, FILMED, DRAFT, BEGUN];
    let table = [
        ("register the same list", same),
        ("register a longer list", longer),
        ("plan", planned),
        ("deliver", delivered),
        ("reset", reset),
        ("abandon", abandoned),
        ("archive", archived),
        ("delete", deleted),
        ("restore", restored),
    ];
    answer(states, &table, project_that_is, project_command, |lab| lab.project_stage().code());
}

/// T-0001, the 9.50 m that a roll of 2,000 frames left, in each of its stages.
fn temp_roll_that_is(stage: &str) -> TestLab {
    let left = || {
        let lab = lab().with_project("RRD100-2025", &[2000]).planned().film("RRD100-2025_OU_16_01");
        lab.with_project("RRD200-2025", &[800]).planned()
    };
    match stage {
        "on the shelf" => left(),
        "in the camera" => left().start("RRD200-2025_OU_16_01"),
        "used up" => left().film("RRD200-2025_OU_16_01"),
        "thrown away" => left().and(discarding("T-0001")),
        "lost" => left().and(losing("T-0001")),
        "unknown" => lab(),
        other => panic!("no such stage: {other}"),
    }
}

fn shelf_command(_: &TestLab, verb: &str) -> Command {
    match verb {
        "place" => placing("T-0001", "A3"),
        "measure" => measuring("T-0001", 9_400),
        "measure nothing" => measuring("T-0001", 0),
        "measure more than a reel" => measuring("T-0001", 30_501),
        "throw away" => discarding("T-0001"),
        "report lost" => losing("T-0001"),
        "find" => finding("T-0001", "A3"),
        "count" => counting("", &["T-0001"]),
        "count without it" => counting("", &[]),
        other => panic!("no such verb: {other}"),
    }
}

#[test]
fn every_temp_roll_stage_answers_every_command_of_the_shelf() {
    const THERE: Cell = Ok("on_shelf");
    const GONE: Cell = Ok("discarded");
    const AWAY: Cell = Ok("lost");
    const CAMERA: Cell = Err("T-0001 is in the camera: finish or fail that attempt first.");
    const USED: Cell = Err("T-0001 is used up: what it left is another temp roll.");
    const THROWN: Cell = Err("T-0001 was thrown away: it cannot come back.");
    const LOST: Cell = Err("T-0001 is reported lost: report it found first.");
    const UNKNOWN: Cell = Err("There is no temp roll T-0001: choose one from the shelf.");
    const NO_LENGTH: Cell = Err("T-0001 is between 1 mm and its reel's 30.50 m long: measure again.");
    const NOT_LOST: Cell = Err("T-0001 is on the shelf: it was never missing.");
    let stages = ["on the shelf", "in the camera", "used up", "thrown away", "lost", "unknown"];
    let table = [
        ("place", [THERE, CAMERA, USED, THROWN, LOST, UNKNOWN]),
        ("measure", [THERE, CAMERA, USED, THROWN, LOST, UNKNOWN]),
        ("measure nothing", [NO_LENGTH, CAMERA, USED, THROWN, LOST, UNKNOWN]),
        ("measure more than a reel", [NO_LENGTH, CAMERA, USED, THROWN, LOST, UNKNOWN]),
        ("throw away", [GONE, CAMERA, USED, THROWN, GONE, UNKNOWN]),
        ("report lost", [AWAY, CAMERA, USED, THROWN, LOST, UNKNOWN]),
        ("find", [NOT_LOST, CAMERA, USED, THROWN, THERE, UNKNOWN]),
        ("count", [THERE, CAMERA, USED, THROWN, THERE, UNKNOWN]),
        ("count without it", [AWAY, Ok("loaded"), Ok("consumed"), GONE, AWAY, Ok("–")]),
    ];
    let state =
        |lab: &TestLab| lab.lab.temp_rolls.get(TempRollId::new(1)).map_or("–", |piece| piece.stage.code());
    answer(stages, &table, temp_roll_that_is, shelf_command, state);
}

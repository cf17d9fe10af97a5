//! What every command does in every state: the next state, or the sentence with which it is refused.

use crate::machine::logged;
use crate::rights::every_command;
use crate::support::{TestLab, anna, document, key, lab, number, releasing, reserving, unfounded, voiding};
use domain::command::{Answer, Command, FilmChoice, PlanChoice, Proof};
use domain::decide::decide;
use domain::event::Event;
use domain::film::attempt::FailReason;

use domain::id::{PersonId, ProjectId, RollId, TempRollId, TokenId};

use domain::number::{Claim, Holding, NumberState};
use domain::person::{Actor, Role, Roles};
use domain::refusal::Refusal;

/// What a cell of the table says: the state after the command, or the refusal.
type Cell = Result<&'static str, &'static str>;

/// The roll every row is about, in each of its stages.
fn roll_that_is(stage: &str) -> TestLab {
    let planned = || lab().with_project("RRD123-2025", &[400]).planned();
    match stage {
        "planned" => planned(),
        "filming" => planned().start("16_01"),
        "filmed" => planned().film("16_01"),
        "cancelled" => {
            let replaced = Command::RegisterProject {
                key: key("RRD123-2025", "OU"),
                documents: crate::support::documents(&[401]),
                accept: Some(1),
                test: None,
            };
            planned().and(replaced)
        }
        other => panic!("no such stage: {other}"),
    }
}

fn filming_command(lab: &TestLab, verb: &str) -> Command {
    let roll = lab.roll("16_01").id;
    match verb {
        "start" => lab.starting("16_01", FilmChoice::Proposed),
        "count all frames" => lab.finishing_counted("16_01"),
        "count one frame less" => Command::FinishFilming { roll, proof: Proof::Counted { frames: 399 } },
        "bring a complete log" => lab.finishing_logged("16_01", lab.log_of("16_01", 400)),
        "bring a short log" => lab.finishing_logged("16_01", lab.log_of("16_01", 399)),
        "bring an empty log" => Command::FinishFilming { roll, proof: logged(crate::machine::empty_log()) },
        "fail at frame 0" => lab.failing("16_01", FailReason::Jam, Some(0)),
        "fail at frame 300" => lab.failing("16_01", FailReason::Jam, Some(300)),
        "fail behind the film's end" => lab.failing("16_01", FailReason::Jam, Some(2951)),
        "fail without a word" => lab.failing("16_01", FailReason::Other("  ".into()), None),
        other => panic!("no such verb: {other}"),
    }
}

#[test]
fn every_roll_stage_answers_every_filming_command() {
    const NOT_FILMING: Cell = Err("RRD123-2025_OU_16_01 is not being filmed: start an attempt first.");
    const FILMED: Cell = Err("RRD123-2025_OU_16_01 is filmed already: its number is issued.");
    const CANCELLED: Cell =
        Err("RRD123-2025_OU_16_01 belongs to a plan that was replaced: choose a roll of the accepted plan.");
    let ending = |running: Cell| [NOT_FILMING, running, FILMED, CANCELLED];
    let stages = ["planned", "filming", "filmed", "cancelled"];
    let table: [(&str, [Cell; 4]); 10] = [
        (
            "start",
            [
                Ok("filming"),
                Err("RRD123-2025_OU_16_01 is being filmed by Anna: finish or fail that attempt first."),
                FILMED,
                CANCELLED,
            ],
        ),
        ("count all frames", ending(Ok("filmed"))),
        (
            "count one frame less",
            ending(Err(
                "399 frames were counted but 400 are planned: count again, or report the attempt as failed.",
            )),
        ),
        ("bring a complete log", ending(Ok("filmed"))),
        ("bring a short log", ending(Ok("filming"))),
        ("bring an empty log", ending(Ok("filming"))),
        ("fail at frame 0", ending(Ok("planned"))),
        ("fail at frame 300", ending(Ok("planned"))),
        (
            "fail behind the film's end",
            ending(Err("2,951 frames do not fit on the loaded film, which holds 2,950: check the count.")),
        ),
        (
            "fail without a word",
            ending(Err("A reason is missing: say why, because the film and its number stay in the record.")),
        ),
    ];
    for (verb, cells) in table {
        for (stage, cell) in stages.into_iter().zip(cells) {
            let mut lab = roll_that_is(stage);
            let roll = lab.roll("16_01").id;
            let command = filming_command(&lab, verb);
            let came_to = lab.perform(&anna(), command).map_err(|refusal| refusal.to_string());
            let after = lab.lab.rolls.get(roll).expect("the roll stays").stage_word().code();
            let expected = cell.map_err(str::to_owned);
            assert_eq!(came_to.map(|_| after), expected, "{verb} a roll that is {stage}");
            if expected.is_err() {
                assert_eq!(after, stage, "a refusal changes nothing");
            }
        }
    }
}

/// A lab whose number 10000001 is in this state.
fn number_that_is(state: &str) -> TestLab {
    let claim = Claim { purpose: "block".into(), project: Some(ProjectId::new(1)), until: None };
    let held = |holding| Event::NumbersHeld { numbers: vec![number("10000001")], holding };
    let project = || lab().bound_at_start().with_project("RRD123-2025", &[400]).planned();
    match state {
        "never handed out" => lab(),
        "back" => lab().reserve(1, "tests").release(&["10000001"]),
        "reserved" => lab().reserve(1, "tests"),
        "of a project's block" => project().happened(vec![held(Holding::Reserved { claim })]),
        "bound" => project().start("16_01"),
        "issued" => project().film("16_01"),
        "void" => lab().reserve(1, "tests").void("10000001"),
        other => panic!("no such state: {other}"),
    }
}

#[test]
fn every_number_state_answers_reserve_release_and_void() {
    const NEVER: Cell = Err("10000001 was never handed out: check the digits.");
    const BLOCK: Cell = Err("10000001 belongs to a project's block: release it from the project.");
    const CAMERA: Cell = Err("10000001 is in the camera: finish or fail that attempt first.");
    const ISSUED: Cell =
        Err("10000001 is issued: an issued number never becomes free. Reject its film to void it.");
    const FILMED: Cell =
        Err("10000001 is on a film that exists: it is voided together with that film's rework.");
    const VOID: Cell = Err("10000001 is void: a void number is never used again.");
    // After `reserve one`, which number was handed out; after the others, the state of 10000001.
    let table: [(&str, Cell, Cell, Cell); 7] = [
        ("never handed out", Ok("10000001"), NEVER, NEVER),
        ("back", Ok("10000001"), Err("10000001 is free already."), Ok("void")),
        ("reserved", Ok("10000002"), Ok("free"), Ok("void")),
        ("of a project's block", Ok("10000002"), BLOCK, Ok("void")),
        ("bound", Ok("10000002"), CAMERA, CAMERA),
        ("issued", Ok("10000002"), ISSUED, FILMED),
        ("void", Ok("10000002"), VOID, VOID),
    ];
    for (state, reserved, released, voided) in table {
        let mut lab = number_that_is(state);
        let given = match lab.perform(&anna(), reserving(1, "tests")) {
            Ok(Answer::Numbers { numbers }) => Ok(numbers[0].to_string()),
            other => Err(format!("{other:?}")),
        };
        assert_eq!(given, reserved.map(str::to_owned).map_err(str::to_owned), "reserve while it is {state}");
        for (command, cell) in [(releasing(&["10000001"]), released), (voiding("10000001"), voided)] {
            let mut lab = number_that_is(state);
            let before = lab.state_of("10000001");
            let came_to = lab.perform(&anna(), command.clone()).map_err(|refusal| refusal.to_string());
            let after = lab.state_of("10000001");
            assert_eq!(
                came_to.map(|_| after.code()),
                cell.map_err(str::to_owned),
                "{command:?} while {state}"
            );
            assert!(cell.is_ok() || after == before, "a refusal changes nothing");
        }
    }
}

/// A roll of 400 frames to be filmed, and T-0001 in this stage.
fn temp_roll_that_is(stage: &str) -> TestLab {
    let with_rest = |frames| {
        let lab = lab().with_project("RRD100-2025", &[frames]).planned().film("RRD100-2025_OU_16_01");
        lab.with_project("RRD200-2025", &[400, 2600]).planned()
    };
    match stage {
        "on the shelf" => with_rest(2400),
        "too short" => with_rest(2500),
        "in the camera" => {
            let lab = with_rest(2000).with_project("RRD300-2025", &[420]).planned();
            lab.start("RRD300-2025_OU_16_01")
        }
        "consumed" => {
            let lab = with_rest(2000).with_project("RRD300-2025", &[420]).planned();
            lab.film("RRD300-2025_OU_16_01")
        }
        "of the other width" => {
            let large = vec![document("1001", 60, "1-50")];
            let lab = lab().with_project_of(key("RRD100-2025", "OU"), large).planned();
            lab.film("RRD100-2025_OU_35_01").with_project("RRD200-2025", &[400]).planned()
        }
        "unknown" => lab().with_project("RRD200-2025", &[400]).planned(),
        other => panic!("no such stage: {other}"),
    }
}

#[test]
fn every_temp_roll_stage_answers_loading() {
    let table: [(&str, Cell); 6] = [
        ("on the shelf", Ok("loaded")),
        ("too short", Err("This film holds 350 frames but the roll needs 400: choose a longer piece.")),
        ("in the camera", Err("T-0001 is not on the shelf: choose another temp roll or a new reel.")),
        ("consumed", Err("T-0001 is not on the shelf: choose another temp roll or a new reel.")),
        ("of the other width", Err("T-0001 is film of the other width: choose film as wide as the roll.")),
        ("unknown", Err("There is no temp roll T-0001: choose one from the shelf.")),
    ];
    for (stage, cell) in table {
        let mut lab = temp_roll_that_is(stage);
        let command = lab.starting("RRD200-2025_OU_16_01", FilmChoice::TempRoll(TempRollId::new(1)));
        let came_to = lab.perform(&anna(), command).map_err(|refusal| refusal.to_string());
        let after = lab.lab.temp_rolls.get(TempRollId::new(1)).map_or("–", |piece| piece.stage.code());
        assert_eq!(came_to.map(|_| after), cell.map_err(str::to_owned), "load a temp roll that is {stage}");
    }
}

#[test]
fn things_that_are_not_there_are_named_in_the_refusal() {
    let lab = lab();
    let (roll, project) = (RollId::new(7), ProjectId::new(7));
    let start = Command::StartFilming { roll, film: FilmChoice::New, machine: "1".into() };
    assert_eq!(lab.refused(start), "There is no roll 7: choose one from its project's plan.");
    let plan = Command::AcceptPlan { project, choice: PlanChoice::default() };
    assert_eq!(lab.refused(plan), "There is no project 7: choose one from the list of projects.");
    let change = Command::ChangePerson { person: PersonId::new(7), roles: Roles::all(), active: true };
    assert_eq!(lab.refused(change), "There is no such person: choose one from the list.");
    let revoke = Command::RevokeToken { token: TokenId::new(7) };
    assert_eq!(lab.refused(revoke), "There is no such token: choose one from the list.");
}

#[test]
fn before_the_lab_is_founded_nothing_can_be_done_and_it_is_founded_once() {
    let none = unfounded();
    for command in every_command() {
        let refusal = decide(&none.lab, &none.request(&anna(), command.clone()));
        assert!(refusal.is_err(), "{command:?}");
    }
    let again = Command::FoundLab { lab: "Second lab".into(), admin: "Bea".into() };
    let lab = lab();
    let refusal = decide(&lab.lab, &lab.request(&Actor::console(), again)).unwrap_err();
    assert_eq!(refusal.to_string(), "The lab is set up already: sign in instead.");
}

#[test]
fn rights_are_asked_before_anything_is_told_about_the_lab() {
    let stranger = Actor::person("Stranger", Roles::new([Role::Viewer]));
    let lab = lab();
    for command in every_command() {
        let refusal =
            decide(&lab.lab, &lab.request(&stranger, command)).expect_err("a viewer changes nothing");
        assert!(matches!(refusal, Refusal::NotAllowed { .. }), "{refusal}");
    }
}

#[test]
fn what_was_decided_on_an_older_revision_is_refused() {
    let mut lab = lab().with_project("RRD123-2025", &[400]).planned();
    let opened = lab.roll("16_01").revision;
    lab = lab.start("16_01");
    lab.seen = Some(opened);
    let stale = "This changed since you opened it: look at it again, then decide.";
    assert_eq!(lab.refused(lab.finishing_counted("16_01")), stale);
    assert_eq!(lab.refused(lab.failing("16_01", FailReason::Jam, Some(0))), stale);
    let plan = Command::AcceptPlan { project: lab.project(), choice: PlanChoice::default() };
    assert_eq!(lab.refused(plan), stale);
    lab.seen = Some(lab.roll("16_01").revision);
    assert_eq!(lab.finish_counted("16_01").state_of("10000001"), NumberState::Issued);
}

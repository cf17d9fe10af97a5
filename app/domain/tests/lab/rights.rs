//! Who may do what: every command asked by every role.

use crate::support::{key, lab, number, releasing, reserving, voiding};
use domain::action::{action_said, actions};
use domain::command::{Command, FilmChoice, Grievance, PlanChoice, Proof};
use domain::decide::decide;
use domain::film::attempt::FailReason;
use domain::film::complaint::{Fault, Settlement};
use domain::film::rework::{Cause, NumberChoice};
use domain::id::{
    ComplaintId, FindingId, PersonId, ProgramId, ProjectId, RollId, RunId, TempRollId, TokenId,
};
use domain::lab::LabSettings;
use domain::machine::Resolution;
use domain::person::{Actor, Right, Role, Roles};
use domain::program::{Ask, ProgramCommand, RangeTable, RoundSize};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::words::Language;
use std::collections::BTreeSet;

/// One of each command.
pub fn every_command() -> Vec<Command> {
    let (project, roll) = (ProjectId::new(1), RollId::new(1));
    let (run, temp_roll) = (RunId::new(1), TempRollId::new(1));
    let roles = Roles::new([Role::Viewer]);
    let mut commands = vec![
        Command::FoundLab { lab: "Film lab".into(), admin: "Anna".into() },
        Command::ChangeSettings { settings: LabSettings::new("Film lab") },
        Command::AddPerson { name: "Bea".into(), roles: roles.clone() },
        Command::ChangePerson { person: PersonId::new(1), roles: roles.clone(), active: true },
        Command::CreateToken { label: "Camera".into(), roles, digest: "00".into() },
        Command::RevokeToken { token: TokenId::new(1) },
        Command::RegisterProject {
            key: key("RRD123-2025", "OU"),
            documents: crate::support::documents(&[10]),
            accept: None,
            test: None,
        },
        Command::AcceptPlan { project, choice: PlanChoice::default() },
        Command::StartFilming { roll, film: FilmChoice::Proposed, machine: "1".into() },
        Command::FinishFilming { roll, proof: Proof::Counted { frames: 1 } },
        Command::FailFilming { roll, reason: FailReason::Jam, frames: None },
        reserving(1, "tests"),
        releasing(&["10000001"]),
        Command::ReleaseExpired { numbers: vec![number("10000001")] },
        voiding("10000001"),
        Command::DeliverIndex { project, file: "index.xlsx".into(), to: String::new() },
        Command::OpenComplaint {
            about: Grievance {
                project,
                rolls: vec![roll],
                barcode: None,
                fault: Fault::Mirrored,
                words: "mirrored".into(),
                received: Timestamp::default(),
            },
        },
        Command::SettleComplaint {
            complaint: ComplaintId::new(1),
            how: Settlement::Corrected,
            note: String::new(),
        },
        Command::ResetProject { project, reason: "list was wrong".into() },
        Command::AbandonProject { project, reason: "cancelled".into() },
        Command::ArchiveProject { project },
        Command::DeleteProject { project, reason: "a test".into() },
        Command::RestoreProject { project },
        Command::PlaceTempRoll { temp_roll, place: "A3".into() },
        Command::MeasureTempRoll { temp_roll, length_mm: 9_000, reason: String::new() },
        Command::DiscardTempRoll { temp_roll, reason: "light".into() },
        Command::ReportTempRollLost { temp_roll, reason: "not there".into() },
        Command::FindTempRoll { temp_roll, place: "A3".into() },
        Command::TakeStock { place: String::new(), found: vec![] },
        Command::ImportMachineFiles { source: "old machine".into(), seed: false, files: vec![] },
        Command::SettleFinding {
            finding: FindingId::new(1),
            resolution: Resolution::Explained,
            note: String::new(),
        },
    ];
    commands.extend(after_the_camera(roll, run));
    commands.extend(of_programs());
    commands
}

fn after_the_camera(roll: RollId, run: RunId) -> Vec<Command> {
    vec![
        Command::ReworkRolls {
            rolls: vec![roll],
            cause: Cause::Density,
            note: String::new(),
            number: NumberChoice::Keep,
        },
        Command::VoidKeptNumber { roll, reason: "film turned up".into() },
        Command::DevelopRolls { rolls: vec![roll], bath: String::new(), readings: vec![] },
        Command::QuarantineRun { run, reason: "too dark".into() },
        Command::ReleaseRun { run, reason: "measured again".into() },
        Command::AcceptRolls { rolls: vec![roll], note: String::new() },
    ]
}

fn of_programs() -> Vec<Command> {
    vec![
        Command::Program(ProgramCommand::LoadRanges { table: RangeTable::b() }),
        Command::Program(ProgramCommand::Reserve {
            ask: Ask::of_size(RoundSize::parse("6.25").expect("a size")),
            purpose: "tests".into(),
            until: None,
        }),
        Command::Program(ProgramCommand::Extend { numbers: vec![], until: None }),
        Command::Program(ProgramCommand::Release { numbers: vec![], reason: "tests".into() }),
        Command::Program(ProgramCommand::Retire { numbers: vec![], reason: "tests".into() }),
        Command::Program(ProgramCommand::ReleaseExpired { numbers: vec![] }),
        Command::Program(ProgramCommand::Import { source: "tests".into(), files: vec![] }),
        Command::Program(ProgramCommand::Renumber { moves: vec![], follow: false, reason: "tests".into() }),
        Command::Program(ProgramCommand::Describe {
            program: ProgramId::new(1),
            size: None,
            notes: String::new(),
        }),
        Command::Program(ProgramCommand::Delete { programs: vec![], reason: "tests".into() }),
        Command::Program(ProgramCommand::Restore { programs: vec![] }),
        Command::Program(ProgramCommand::Purge { programs: vec![], reason: "tests".into() }),
        Command::Program(ProgramCommand::Undo { entry: 1 }),
    ]
}

#[test]
fn the_ledger_has_a_name_for_every_command() {
    let named: BTreeSet<&str> = actions().collect();
    let commands = every_command();
    assert_eq!(named, commands.iter().map(Command::action).collect::<BTreeSet<_>>());
    for command in &commands {
        let said =
            [Language::German, Language::English].map(|language| action_said(command.action(), language));
        assert!(said.iter().all(|said| !said.contains('_')), "{said:?}");
    }
}

const OPERATOR: &[&str] = &[
    "start_filming",
    "finish_filming",
    "fail_filming",
    "place_temp_roll",
    "measure_temp_roll",
    "discard_temp_roll",
    "report_temp_roll_lost",
    "find_temp_roll",
    "take_stock",
    "import_machine_files",
    "settle_finding",
];

const QUALITY: &[&str] = &[
    "void_number",
    "open_complaint",
    "settle_complaint",
    "rework_rolls",
    "void_kept_number",
    "develop_rolls",
    "quarantine_run",
    "release_run",
    "accept_rolls",
    "place_temp_roll",
    "measure_temp_roll",
    "discard_temp_roll",
    "report_temp_roll_lost",
    "find_temp_roll",
    "take_stock",
    "import_machine_files",
    "settle_finding",
];

const PLANNER: &[&str] = &[
    "register_project",
    "accept_plan",
    "deliver_index",
    "reserve_numbers",
    "release_numbers",
    "reset_project",
    "abandon_project",
    "archive_project",
    "delete_project",
    "restore_project",
];

const PROGRAMMER: &[&str] = &[
    "load_ranges",
    "reserve_program_numbers",
    "extend_reservation",
    "release_program_numbers",
    "retire_program_numbers",
    "import_programs",
    "renumber_programs",
    "describe_program",
    "delete_programs",
    "restore_programs",
    "purge_programs",
    "undo_programs",
];

/// What only the administrator and the manager may do.
const ADMIN_ALONE: &[&str] =
    &["change_settings", "add_person", "change_person", "create_token", "revoke_token"];

/// What each role may do, written out once more, so that a change of the table is a change here too.
const RIGHTS_OF: [(Role, &[&str]); 7] = [
    (Role::Viewer, &[]),
    (Role::Operator, OPERATOR),
    (Role::Quality, QUALITY),
    (Role::Planner, PLANNER),
    (Role::Programmer, PROGRAMMER),
    (Role::Manager, &["change_settings", "load_ranges"]),
    (Role::Admin, &[]),
];

fn refusal_of(right: Right) -> &'static str {
    match right {
        Right::Plan | Right::Reserve => {
            "Your roles do not allow this: it needs the role planner or administrator."
        }
        Right::Film => "Your roles do not allow this: it needs the role operator or administrator.",
        Right::Stock | Right::Evidence => {
            "Your roles do not allow this: it needs the role operator or quality or administrator."
        }
        Right::Void | Right::Inspect => {
            "Your roles do not allow this: it needs the role quality or administrator."
        }
        Right::Program => "Your roles do not allow this: it needs the role programmer or administrator.",
        Right::Ranges => {
            "Your roles do not allow this: it needs the role programmer or manager or administrator."
        }
        Right::Settings => "Your roles do not allow this: it needs the role manager or administrator.",
        Right::People => "Your roles do not allow this: it needs the role administrator.",
        Right::Found | Right::Housekeep => "This is done at the server's own console only.",
    }
}

#[test]
fn every_command_asks_every_role() {
    let lab = lab().with_project("RRD123-2025", &[400]).planned();
    for command in every_command() {
        for (role, allowed) in RIGHTS_OF {
            let actor = Actor::person("Somebody", Roles::new([role]));
            let came_to = decide(&lab.lab, &lab.request(&actor, command.clone()));
            let action = command.action();
            let all = [OPERATOR, QUALITY, PLANNER, PROGRAMMER, ADMIN_ALONE];
            let allowed = allowed.contains(&action)
                || role == Role::Admin && all.iter().any(|part| part.contains(&action));
            if allowed {
                assert!(!matches!(came_to, Err(Refusal::NotAllowed { .. })), "{role:?} may {action}");
            } else {
                let sentence = came_to.expect_err("not allowed").to_string();
                assert_eq!(sentence, refusal_of(command.right()), "{role:?} may not {action}");
            }
        }
        let nobody = Actor::person("Nobody", Roles::default());
        let refusal = decide(&lab.lab, &lab.request(&nobody, command.clone())).expect_err("no role");
        assert_eq!(refusal, Refusal::NotAllowed { right: command.right() });
    }
}

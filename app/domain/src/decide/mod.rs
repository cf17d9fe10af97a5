//! Decisions: a command and the lab as it is give events and an answer, or a refusal. Pure; nothing is changed here.

mod blocks;
mod complaints;
mod delivery;
mod development;
mod films;
mod lab;
mod machine;
mod numbers;
mod projects;
mod rework;
mod shelf;
mod standing;

pub use delivery::may_go_out;
pub use machine::MOST_FILES as MOST_MACHINE_FILES;
pub use projects::{delivered_rows, kept_rolls, new_rolls, plan_beside, plan_settings, roll_answer};

use crate::command::{Answer, Command, Request};
use crate::event::Event;
use crate::lab::Lab;
use crate::program;
use crate::refusal::Refusal;

/// What a command comes to. No events: nothing had to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub events: Vec<Event>,
    pub answer: Answer,
}

impl Decision {
    fn new(events: Vec<Event>, answer: Answer) -> Self {
        Self { events, answer }
    }
}

/// Decides a request. The order of the checks is their precedence: rights, then existence, then state.
pub fn decide(lab: &Lab, request: &Request) -> Result<Decision, Refusal> {
    let right = request.command.right();
    if request.actor.may(right) { decided(lab, request) } else { Err(Refusal::NotAllowed { right }) }
}

/// Each command to its rule. No arm is shared: a command without a rule of its own does not compile.
fn decided(lab: &Lab, request: &Request) -> Result<Decision, Refusal> {
    let (seen, at) = (request.seen, request.at);
    match &request.command {
        Command::FoundLab { lab: name, admin } => lab::found(lab, name, admin),
        Command::ChangeSettings { settings } => lab::change_settings(lab, settings, seen),
        Command::AddPerson { name, roles } => lab::add_person(lab, name, roles),
        Command::ChangePerson { person, roles, active } => lab::change_person(lab, *person, roles, *active),
        Command::CreateToken { label, roles, digest } => lab::create_token(lab, label, roles, digest),
        Command::RevokeToken { token } => lab::revoke_token(lab, *token),
        Command::RegisterProject { key, documents, accept, test } => {
            projects::register(lab, key, documents, *accept, *test)
        }
        Command::AcceptPlan { project, choice } => projects::accept_plan(lab, *project, choice, seen),
        Command::StartFilming { roll, film, machine } => films::start(lab, *roll, *film, machine, seen),
        Command::FinishFilming { roll, proof } => films::finish(lab, *roll, proof, seen),
        Command::FailFilming { roll, reason, frames } => films::fail(lab, *roll, reason, *frames, seen),
        Command::ReserveNumbers { site, count, purpose, until } => {
            numbers::reserve(lab, site, *count, purpose, *until, at)
        }
        Command::ReleaseNumbers { numbers, reason } => numbers::release(lab, numbers, reason),
        Command::ReleaseExpired { numbers } => Ok(numbers::release_expired(lab, numbers, at)),
        Command::VoidNumber { number, reason } => numbers::void(lab, *number, reason),
        Command::OpenComplaint { about } => complaints::open(lab, about, at),
        Command::SettleComplaint { complaint, how, note } => complaints::settle(lab, *complaint, *how, note),
        Command::DeliverIndex { project, file, to } => delivery::deliver(lab, *project, (file, to), seen, at),
        Command::ReworkRolls { rolls, cause, note, number } => {
            rework::rework(lab, rolls, cause, note, *number, seen)
        }
        Command::VoidKeptNumber { roll, reason } => rework::void_kept_number(lab, *roll, reason, seen),
        Command::DevelopRolls { rolls, bath, readings } => {
            development::develop(lab, rolls, bath, readings, seen)
        }
        Command::QuarantineRun { run, reason } => development::quarantine(lab, *run, reason),
        Command::ReleaseRun { run, reason } => development::release(lab, *run, reason),
        Command::AcceptRolls { rolls, note } => development::accept(lab, rolls, note, seen),
        Command::ResetProject { project, reason } => standing::reset(lab, *project, reason, seen),
        Command::AbandonProject { project, reason } => standing::abandon(lab, *project, reason, seen),
        Command::ArchiveProject { project } => standing::archive(lab, *project, seen),
        Command::DeleteProject { project, reason } => standing::delete(lab, *project, reason, seen),
        Command::RestoreProject { project } => standing::restore(lab, *project, seen),
        Command::PlaceTempRoll { temp_roll, place } => shelf::place(lab, *temp_roll, place),
        Command::MeasureTempRoll { temp_roll, length_mm, reason } => {
            shelf::measure(lab, *temp_roll, *length_mm, reason)
        }
        Command::DiscardTempRoll { temp_roll, reason } => shelf::discard(lab, *temp_roll, reason),
        Command::ReportTempRollLost { temp_roll, reason } => shelf::report_lost(lab, *temp_roll, reason),
        Command::FindTempRoll { temp_roll, place } => shelf::find(lab, *temp_roll, place),
        Command::TakeStock { place, found } => shelf::take_stock(lab, place, found),
        Command::ImportMachineFiles { source, seed, files } => machine::import(lab, source, *seed, files),
        Command::SettleFinding { finding, resolution, note } => {
            machine::settle(lab, *finding, *resolution, note)
        }
        Command::Program(command) => program::decide(lab, command, &request.actor.name, at, seen),
    }
}

/// A decision made on an older revision is refused; the store adds what changed since.
fn check_seen(seen: Option<u64>, revision: u64) -> Result<(), Refusal> {
    match seen {
        Some(seen) if seen < revision => Err(Refusal::Stale { changes: Vec::new() }),
        _ => Ok(()),
    }
}

/// A reason somebody can read later.
pub(crate) fn reason(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(text.chars().take(400).collect()) }
}

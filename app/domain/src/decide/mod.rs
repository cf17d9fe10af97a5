//! Decisions: a command and the lab as it is give events and an answer, or a refusal. Pure; nothing is changed here.

mod films;
mod lab;
mod numbers;
mod projects;

pub use projects::{delivered_rows, new_rolls, plan_settings, roll_answer, rows_digest};

use crate::command::{Answer, Command, Request};
use crate::event::Event;
use crate::lab::Lab;
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
    let (actor, command) = (&request.actor, &request.command);
    if !actor.may(command.right()) {
        return Err(Refusal::NotAllowed { right: command.right() });
    }
    match command {
        Command::FoundLab { lab: name, admin } => lab::found(lab, name, admin),
        Command::ChangeSettings { settings } => lab::change_settings(lab, settings, request.seen),
        Command::AddPerson { name, roles } => lab::add_person(lab, name, roles),
        Command::ChangePerson { person, roles, active } => lab::change_person(lab, *person, roles, *active),
        Command::CreateToken { label, roles, digest } => lab::create_token(lab, label, roles, digest),
        Command::RevokeToken { token } => lab::revoke_token(lab, *token),
        Command::RegisterProject { key, documents, accept } => {
            projects::register(lab, key, documents, *accept)
        }
        Command::AcceptPlan { project, choice } => projects::accept_plan(lab, *project, choice, request.seen),
        Command::StartFilming { roll, film, machine } => {
            films::start(lab, *roll, *film, machine, request.seen)
        }
        Command::FinishFilming { roll, proof } => films::finish(lab, *roll, proof, request.seen),
        Command::FailFilming { roll, reason, frames } => {
            films::fail(lab, *roll, reason, *frames, request.seen)
        }
        Command::ReserveNumbers { site, count, purpose, until } => {
            numbers::reserve(lab, site, *count, purpose, *until, request.at)
        }
        Command::ReleaseNumbers { numbers, reason } => numbers::release(lab, numbers, reason),
        Command::VoidNumber { number, reason } => numbers::void(lab, *number, reason),
        Command::DeliverIndex { project, file } => projects::deliver(lab, *project, file, request.seen),
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
fn reason(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(text.chars().take(400).collect()) }
}

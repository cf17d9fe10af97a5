//! Decisions about programs: a command and the shop as it is give events and an answer, or a refusal.

mod import;
mod numbers;
mod renumber;
mod trash;
mod undo;

pub use undo::{numbers_of, programs_of};

use super::answer::ProgramAnswer;
use super::command::ProgramCommand;
use super::event::{NewHolding, ProgramEvent};
use super::holding::ProgramHolding;
use super::number::ProgramNumber;
use super::record::Program;
use super::refusal::ProgramRefusal;
use super::shop::Shop;
use crate::command::Answer;
use crate::decide::Decision;
use crate::event::Event;
use crate::id::ProgramId;
use crate::lab::Lab;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use std::collections::BTreeSet;

/// The most programs one command may change: one commit each, and never the whole lab waiting for it.
pub const MOST_PROGRAMS: u32 = 20_000;

/// Who asks, and when.
#[derive(Clone, Copy)]
struct Asker<'a> {
    name: &'a str,
    now: Timestamp,
    /// Revision of the program the person decided on.
    seen: Option<u64>,
}

/// Decides a command on programs. Rights are checked already.
pub(crate) fn decide(
    lab: &Lab,
    command: &ProgramCommand,
    actor: &str,
    now: Timestamp,
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    if lab.settings.is_none() {
        return Err(Refusal::NotFounded);
    }
    let shop = &lab.shop;
    let asker = Asker { name: actor, now, seen };
    let made = match command {
        ProgramCommand::LoadRanges { table } => numbers::load_ranges(shop, table, seen),
        ProgramCommand::Reserve { ask, purpose, until } => numbers::reserve(shop, ask, purpose, *until, now),
        ProgramCommand::Extend { numbers, until } => numbers::extend(shop, numbers, *until, now),
        ProgramCommand::Release { numbers, reason } => numbers::release(shop, numbers, reason),
        ProgramCommand::Retire { numbers, reason } => numbers::retire(shop, numbers, reason),
        ProgramCommand::ReleaseExpired { numbers } => Ok(numbers::release_expired(shop, numbers, now)),
        ProgramCommand::Import { files, .. } => import::import(lab, files, asker),
        ProgramCommand::Renumber { moves, follow, reason } => {
            renumber::renumber(shop, moves, *follow, reason, asker)
        }
        ProgramCommand::Describe { program, size, notes } => {
            import::describe(shop, *program, *size, notes, asker)
        }
        ProgramCommand::Delete { programs, reason } => trash::delete(shop, programs, reason, asker),
        ProgramCommand::Restore { programs } => trash::restore(shop, programs, asker),
        ProgramCommand::Purge { programs, reason } => trash::purge(shop, programs, reason, asker),
        ProgramCommand::Undo { entry } => undo::undo(shop, *entry, asker),
    };
    let made = made?;
    let events = made.events.into_iter().map(Event::Program).collect();
    Ok(Decision { events, answer: Answer::Programs(made.answer) })
}

/// What a command on programs comes to.
struct Made {
    events: Vec<ProgramEvent>,
    answer: ProgramAnswer,
}

type Decided = Result<Made, Refusal>;

fn made(events: impl IntoIterator<Item = ProgramEvent>, answer: ProgramAnswer) -> Decided {
    Ok(Made { events: events.into_iter().collect(), answer })
}

/// Numbers change hands; nothing where none does.
fn held(held: Vec<NewHolding>) -> Option<ProgramEvent> {
    (!held.is_empty()).then_some(ProgramEvent::NumbersHeld { held })
}

fn holds(number: ProgramNumber, holding: ProgramHolding) -> NewHolding {
    NewHolding { number, holding }
}

/// A list of things to do: something, not too much, each once.
fn once<T: Ord + Copy>(list: impl IntoIterator<Item = T>) -> Result<BTreeSet<T>, Refusal> {
    let mut count = 0_u32;
    let set: BTreeSet<T> = list.into_iter().inspect(|_| count = count.saturating_add(1)).collect();
    if set.is_empty() {
        return Err(ProgramRefusal::NothingChosen.into());
    }
    if count > MOST_PROGRAMS {
        return Err(ProgramRefusal::TooMany { most: MOST_PROGRAMS }.into());
    }
    Ok(set)
}

fn program(shop: &Shop, id: ProgramId) -> Result<&Program, Refusal> {
    let row = shop.programs.get(id);
    row.ok_or_else(|| ProgramRefusal::NoSuchProgram { program: id.label() }.into())
}

/// A program that is there, with its number.
fn live(shop: &Shop, id: ProgramId) -> Result<(&Program, ProgramNumber), Refusal> {
    let row = program(shop, id)?;
    match shop.number_of(id).filter(|_| row.stage.is_live()) {
        Some(number) => Ok((row, number)),
        None => Err(ProgramRefusal::NotLive { program: shop.name_of(id) }.into()),
    }
}

/// A number nobody holds, or why it cannot be had. What the asker reserved is the asker's.
fn free_for(shop: &Shop, number: ProgramNumber, asker: Asker<'_>) -> Result<(), Refusal> {
    match shop.held(number) {
        None => Ok(()),
        Some(held) => match &held.holding {
            ProgramHolding::Returned { .. } => Ok(()),
            ProgramHolding::Reserved { .. } if held.by == asker.name => Ok(()),
            other => {
                let (state, by) = (Some(other.state()), held.by.clone());
                Err(ProgramRefusal::NotFree { number, state, by }.into())
            }
        },
    }
}

/// A number that is given back rests as long as its range says; outside all ranges as long as by default.
fn cooling(
    shop: &Shop,
    number: ProgramNumber,
    program: ProgramId,
    reason: &str,
    now: Timestamp,
) -> NewHolding {
    let table = shop.table();
    let days = table.range_of(number).map_or(super::ranges::COOLING_DAYS, |range| range.cooling_days);
    let holding = if days == 0 {
        ProgramHolding::Returned { reason: reason.to_owned() }
    } else {
        let until = now.plus_seconds(i64::from(days) * 86_400);
        ProgramHolding::Cooling { until, reason: reason.to_owned(), program: Some(program) }
    };
    holds(number, holding)
}

fn check_seen(asker: Asker<'_>, row: &Program) -> Result<(), Refusal> {
    match asker.seen {
        Some(seen) if seen < row.revision => Err(Refusal::Stale { changes: Vec::new() }),
        _ => Ok(()),
    }
}

/// A reason somebody can read later.
fn reason(text: &str) -> Result<String, Refusal> {
    crate::decide::reason(text)
}

//! Reserving, releasing and voiding numbers by hand. Each is a ledger entry with a person and a reason.

use super::{Decision, reason};
use crate::command::Answer;
use crate::event::Event;
use crate::lab::Lab;
use crate::number::{Claim, FilmNumber, Holding};
use crate::reason::EXPIRED;
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// The most numbers one request may reserve: numbers are scarce.
pub const MOST_AT_ONCE: u32 = 1000;

pub(super) fn reserve(
    lab: &Lab,
    site: &str,
    count: u32,
    purpose: &str,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let settings = lab.settings.as_ref().ok_or(Refusal::NotFounded)?;
    let site = super::projects::checked_site(site)?;
    if !(1..=MOST_AT_ONCE).contains(&count) {
        return Err(Refusal::CountOutOfBounds { most: MOST_AT_ONCE });
    }
    let purpose = reason(purpose)?;
    if until.is_some_and(|until| until <= now) {
        return Err(Refusal::UntilInThePast);
    }
    let found = settings.site(&site).ok_or(Refusal::SiteUnreadable { site })?;
    let numbers = lab.free_numbers(found.series, count).ok_or(Refusal::SeriesExhausted)?;
    let holding = Holding::Reserved { claim: Claim { purpose, project: None, until } };
    let event = Event::NumbersHeld { numbers: numbers.clone(), holding };
    Ok(Decision::new(vec![event], Answer::Numbers { numbers }))
}

pub(super) fn release(lab: &Lab, numbers: &[FilmNumber], why: &str) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    if numbers.is_empty() || numbers.len() > MOST_AT_ONCE as usize {
        return Err(Refusal::CountOutOfBounds { most: MOST_AT_ONCE });
    }
    for number in numbers {
        match &state_of(lab, *number)? {
            Holding::Reserved { claim } if claim.project.is_some() => {
                return Err(Refusal::BlockBelongsToProject { number: *number });
            }
            Holding::Reserved { .. } => {}
            other => return Err(Refusal::NumberHasState { number: *number, state: other.state() }),
        }
    }
    let mut numbers = numbers.to_vec();
    numbers.sort();
    numbers.dedup();
    let event = Event::NumbersHeld { numbers: numbers.clone(), holding: Holding::Returned { reason: why } };
    Ok(Decision::new(vec![event], Answer::Numbers { numbers }))
}

/// Reservations whose last day is over go back, each group with its entry's one event. What is not over, or not a
/// reservation any more, is left alone: the list was made a moment before.
pub(super) fn release_expired(lab: &Lab, numbers: &[FilmNumber], now: Timestamp) -> Decision {
    let over = |number: &&FilmNumber| {
        lab.holdings.get(**number).is_some_and(|held| match &held.holding {
            Holding::Reserved { claim } => claim.until.is_some_and(|until| until < now),
            _ => false,
        })
    };
    let mut numbers: Vec<FilmNumber> = numbers.iter().filter(over).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() {
        return Decision::new(vec![], Answer::Numbers { numbers });
    }
    let holding = Holding::Returned { reason: EXPIRED.to_owned() };
    let event = Event::NumbersHeld { numbers: numbers.clone(), holding };
    Decision::new(vec![event], Answer::Numbers { numbers })
}

/// Film that carries the number is gone or wrong. The number of a film made here becomes void only together with the
/// film's rework, so it must be free again or reserved; a film of the time before has no roll that could be made again.
pub(super) fn void(lab: &Lab, number: FilmNumber, why: &str) -> Result<Decision, Refusal> {
    let why = reason(why)?;
    let held = state_of(lab, number)?;
    match held {
        Holding::Returned { .. } | Holding::Reserved { .. } | Holding::Earlier { .. } => {}
        Holding::Issued { .. } => return Err(Refusal::CarriedByFilm { number }),
        Holding::Bound { .. } | Holding::Void { .. } | Holding::Skipped { .. } => {
            return Err(Refusal::NumberHasState { number, state: held.state() });
        }
    }
    let holding = Holding::Void { reason: why, replaced_by: None };
    let event = Event::NumbersHeld { numbers: vec![number], holding };
    Ok(Decision::new(vec![event], Answer::Numbers { numbers: vec![number] }))
}

fn state_of(lab: &Lab, number: FilmNumber) -> Result<&Holding, Refusal> {
    let held = lab.holdings.get(number);
    held.map(|held| &held.holding).ok_or_else(|| Refusal::NoSuchNumber { number: number.to_string() })
}

//! Ranges and numbers by hand: load, reserve, extend, release, retire.

use super::{Decided, Made, holds, made, once, reason};
use crate::program::answer::ProgramAnswer;
use crate::program::event::ProgramEvent;
use crate::program::holding::{ProgramHolding, ProgramState};
use crate::program::next::{Ask, next_available};
use crate::program::number::ProgramNumber;
use crate::program::ranges::RangeTable;
use crate::program::refusal::ProgramRefusal;
use crate::program::shop::Shop;
use crate::reason::{EXPIRED, RESTED};
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// `seen` is the version of the ranges the person looked at.
pub(super) fn load_ranges(shop: &Shop, table: &RangeTable, seen: Option<u64>) -> Decided {
    let current = shop.table_version();
    if seen.is_some_and(|seen| seen < u64::from(current)) {
        return Err(Refusal::Stale { changes: Vec::new() });
    }
    let table = table.clone().checked().map_err(|flaw| ProgramRefusal::TableFlawed { flaw })?;
    if table == shop.table() {
        return Err(ProgramRefusal::TableUnchanged.into());
    }
    let version = current + 1;
    made([ProgramEvent::RangesLoaded { version, table }], ProgramAnswer::Ranges { version })
}

pub(super) fn reserve(
    shop: &Shop,
    ask: &Ask,
    purpose: &str,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Decided {
    let purpose = reason(purpose)?;
    in_time(until, now)?;
    let table = shop.table();
    let numbers = next_available(&table, ask, shop.taken()).map_err(|refusal| match refusal {
        ProgramRefusal::NotFree { number, .. } => said(shop, number),
        other => other,
    })?;
    let reserved =
        |number: &ProgramNumber| holds(*number, ProgramHolding::Reserved { purpose: purpose.clone(), until });
    let held = numbers.iter().map(reserved).collect();
    made([ProgramEvent::NumbersHeld { held }], ProgramAnswer::Numbers { numbers })
}

/// Why a number is not free, with its state and its last hand.
fn said(shop: &Shop, number: ProgramNumber) -> ProgramRefusal {
    let held = shop.held(number);
    let state = held.map(|held| held.holding.state());
    ProgramRefusal::NotFree { number, state, by: held.map(|held| held.by.clone()).unwrap_or_default() }
}

fn in_time(until: Option<Timestamp>, now: Timestamp) -> Result<(), Refusal> {
    if until.is_some_and(|until| until <= now) { Err(Refusal::UntilInThePast) } else { Ok(()) }
}

pub(super) fn extend(
    shop: &Shop,
    numbers: &[ProgramNumber],
    until: Option<Timestamp>,
    now: Timestamp,
) -> Decided {
    in_time(until, now)?;
    let mut held = Vec::new();
    for number in once(numbers.iter().copied())? {
        match shop.held(number).map(|held| &held.holding) {
            Some(ProgramHolding::Reserved { purpose, .. }) => {
                held.push(holds(number, ProgramHolding::Reserved { purpose: purpose.clone(), until }));
            }
            _ => return Err(ProgramRefusal::NotReserved { number }.into()),
        }
    }
    let numbers = held.iter().map(|one| one.number).collect();
    made([ProgramEvent::NumbersHeld { held }], ProgramAnswer::Numbers { numbers })
}

pub(super) fn release(shop: &Shop, numbers: &[ProgramNumber], why: &str) -> Decided {
    let why = reason(why)?;
    let mut held = Vec::new();
    for number in once(numbers.iter().copied())? {
        match shop.held(number).map(|held| held.holding.state()) {
            // A person may also end a rest: nobody else does it before its time.
            Some(ProgramState::Reserved | ProgramState::Cooling) => {
                held.push(holds(number, ProgramHolding::Returned { reason: why.clone() }));
            }
            Some(ProgramState::InUse) => return Err(ProgramRefusal::HeldByProgram { number }.into()),
            Some(ProgramState::Retired) => return Err(ProgramRefusal::AlreadyRetired { number }.into()),
            Some(ProgramState::Free) | None => return Err(ProgramRefusal::NotReserved { number }.into()),
        }
    }
    let numbers = held.iter().map(|one| one.number).collect();
    made([ProgramEvent::NumbersHeld { held }], ProgramAnswer::Numbers { numbers })
}

pub(super) fn retire(shop: &Shop, numbers: &[ProgramNumber], why: &str) -> Decided {
    let why = reason(why)?;
    let mut held = Vec::new();
    for number in once(numbers.iter().copied())? {
        match shop.held(number).map(|held| held.holding.state()) {
            Some(ProgramState::InUse) => return Err(ProgramRefusal::HeldByProgram { number }.into()),
            Some(ProgramState::Retired) => return Err(ProgramRefusal::AlreadyRetired { number }.into()),
            _ => held.push(holds(number, ProgramHolding::Retired { reason: why.clone() })),
        }
    }
    let numbers = held.iter().map(|one| one.number).collect();
    made([ProgramEvent::NumbersHeld { held }], ProgramAnswer::Numbers { numbers })
}

/// Reservations and rests whose time is over go back. What is not over, or something else by now, is left alone: the
/// list was made a moment before.
pub(super) fn release_expired(shop: &Shop, numbers: &[ProgramNumber], now: Timestamp) -> Made {
    let over = |number: &ProgramNumber| {
        let held = shop.held(*number);
        held.is_some_and(|held| held.holding.until().is_some_and(|until| until < now))
    };
    let mut numbers: Vec<ProgramNumber> = numbers.iter().copied().filter(over).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let back = |number: &ProgramNumber| {
        let reason = match shop.held(*number).map(|held| &held.holding) {
            Some(ProgramHolding::Cooling { .. }) => RESTED,
            _ => EXPIRED,
        };
        holds(*number, ProgramHolding::Returned { reason: reason.to_owned() })
    };
    let events = super::held(numbers.iter().map(back).collect()).into_iter().collect();
    Made { events, answer: ProgramAnswer::Numbers { numbers } }
}

//! Into the trash, out of it, and gone for good.

use super::{Asker, Decided, check_seen, cooling, free_for, holds, live, made, once, program, reason};
use crate::id::ProgramId;
use crate::program::answer::ProgramAnswer;
use crate::program::command::Restoring;
use crate::program::event::{NewVersion, ProgramEvent};
use crate::program::header;
use crate::program::holding::ProgramHolding;
use crate::program::imprint::Imprint;
use crate::program::number::ProgramNumber;
use crate::program::record::{Origin, ProgramStage};
use crate::program::refusal::ProgramRefusal;
use crate::program::shop::Shop;
use crate::program::text::ProgramText;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

pub(super) fn delete(shop: &Shop, programs: &[ProgramId], why: &str, asker: Asker<'_>) -> Decided {
    let reason = reason(why)?;
    let programs: Vec<ProgramId> = once(programs.iter().copied())?.into_iter().collect();
    let mut held = Vec::new();
    for id in &programs {
        let (row, number) = live(shop, *id)?;
        if programs.len() == 1 {
            check_seen(asker, row)?;
        }
        held.push(cooling(shop, number, *id, &reason, asker.now));
    }
    let answer = ProgramAnswer::Programs { programs: programs.clone() };
    let trashed = ProgramEvent::Trashed { programs, reason };
    made([trashed, ProgramEvent::NumbersHeld { held }], answer)
}

pub(super) fn restore(shop: &Shop, programs: &[Restoring], asker: Asker<'_>) -> Decided {
    once(programs.iter().map(|one| one.program))?;
    let (mut held, mut versions, mut given) = (Vec::new(), Vec::new(), BTreeSet::new());
    for one in programs {
        let row = program(shop, one.program)?;
        let name = || shop.name_of(one.program);
        if !matches!(row.stage, ProgramStage::Trashed { .. }) {
            return Err(ProgramRefusal::NotInTrash { program: name() }.into());
        }
        let own = shop.own_again(one.program);
        let number = match (one.number, own) {
            (Some(wanted), Some(own)) if wanted == own => wanted,
            (Some(wanted), _) => {
                free_for(shop, wanted, asker)?;
                wanted
            }
            (None, Some(own)) => own,
            (None, None) => {
                let number = row.earlier.last().map(|earlier| earlier.number);
                return Err(ProgramRefusal::NumberGone { program: name(), number }.into());
            }
        };
        if !given.insert(number) {
            return Err(ProgramRefusal::NumberTwice { number }.into());
        }
        held.push(holds(number, ProgramHolding::InUse { program: one.program }));
        versions.extend(under(shop, one.program, number));
    }
    let programs: Vec<ProgramId> = programs.iter().map(|one| one.program).collect();
    let answer = ProgramAnswer::Programs { programs: programs.clone() };
    let mut events = vec![ProgramEvent::Restored { programs }, ProgramEvent::NumbersHeld { held }];
    if !versions.is_empty() {
        events.push(ProgramEvent::VersionsAdded { versions });
    }
    made(events, answer)
}

/// A program that comes back under another number than the one inside gets it written on its O-line.
fn under(shop: &Shop, id: ProgramId, number: ProgramNumber) -> Option<NewVersion> {
    let row = shop.programs.get(id)?;
    let current = shop.versions.get((id, row.version))?;
    if row.imprint.number.is_none_or(|inside| inside == number) {
        return None;
    }
    let bytes = header::renumber(&current.content.bytes(), number)?;
    Some(NewVersion {
        program: id,
        version: row.version + 1,
        origin: Origin::Renumbered,
        name: current.name.clone(),
        content: ProgramText::from_bytes(&bytes),
        imprint: Imprint::of(&bytes),
    })
}

pub(super) fn purge(shop: &Shop, programs: &[ProgramId], why: &str, asker: Asker<'_>) -> Decided {
    let reason = reason(why)?;
    let programs: Vec<ProgramId> = once(programs.iter().copied())?.into_iter().collect();
    for id in &programs {
        let row = program(shop, *id)?;
        if !matches!(row.stage, ProgramStage::Trashed { .. }) {
            return Err(ProgramRefusal::NotInTrash { program: shop.name_of(*id) }.into());
        }
        if programs.len() == 1 {
            check_seen(asker, row)?;
        }
    }
    let answer = ProgramAnswer::Programs { programs: programs.clone() };
    Ok::<_, Refusal>(super::Made { events: vec![ProgramEvent::Purged { programs, reason }], answer })
}

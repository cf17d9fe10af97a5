//! Programs get other numbers. What the preview showed is what is done, or nothing.

use super::{Asker, Decided, cooling, free_for, holds, live, made, once, reason};
use crate::id::ProgramId;
use crate::program::answer::ProgramAnswer;
use crate::program::command::Move;
use crate::program::event::{Moved, NewVersion, ProgramEvent};
use crate::program::follow::follow;
use crate::program::header;
use crate::program::holding::ProgramHolding;
use crate::program::imprint::Imprint;
use crate::program::number::ProgramNumber;
use crate::program::record::Origin;
use crate::program::refusal::ProgramRefusal;
use crate::program::shop::Shop;
use crate::program::text::ProgramText;
use crate::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn renumber(
    shop: &Shop,
    moves: &[Move],
    follow_names: bool,
    why: &str,
    asker: Asker<'_>,
) -> Decided {
    let why = reason(why)?;
    once(moves.iter().map(|one| one.program))?;
    let mut differences = Vec::new();
    let mut given = BTreeSet::new();
    let mut programs = BTreeSet::new();
    for one in moves {
        let (_, number) = live(shop, one.program)?;
        if number != one.from {
            differences.push(format!("{} → {number}", one.from));
        } else if let Err(Refusal::Program(refusal)) = free_or_own(shop, one, asker) {
            differences.push(refusal.to_string());
        }
        if !given.insert(one.to) || !programs.insert(one.program) {
            return Err(ProgramRefusal::NumberTwice { number: one.to }.into());
        }
    }
    match (differences.len(), moves) {
        (0, _) => {}
        // One program has a plain answer; a plan says what moved.
        (_, [one]) if shop.number_of(one.program) == Some(one.from) => {
            free_or_own(shop, one, asker)?;
        }
        _ => {
            differences.truncate(5);
            return Err(ProgramRefusal::PlanMoved { differences }.into());
        }
    }
    let mut held = Vec::new();
    for one in moves {
        let said = format!("{why} ({} → {})", one.from, one.to);
        held.push(cooling(shop, one.from, one.program, &said, asker.now));
        held.push(holds(one.to, ProgramHolding::InUse { program: one.program }));
    }
    let versions = versions(shop, moves, follow_names)?;
    let moved: BTreeSet<ProgramId> = moves.iter().map(|one| one.program).collect();
    let followed = versions.iter().map(|version| version.program).filter(|id| !moved.contains(id)).collect();
    let moves: Vec<Moved> =
        moves.iter().map(|one| Moved { program: one.program, from: one.from, to: one.to }).collect();
    let answer = ProgramAnswer::Renumbered { moves: moves.clone(), followed };
    let mut events = vec![ProgramEvent::Renumbered { moves }, ProgramEvent::NumbersHeld { held }];
    if !versions.is_empty() {
        events.push(ProgramEvent::VersionsAdded { versions });
    }
    made(events, answer)
}

/// A number that is free, or rests after this very program had it.
fn free_or_own(shop: &Shop, one: &Move, asker: Asker<'_>) -> Result<(), Refusal> {
    match shop.held(one.to).map(|held| &held.holding) {
        Some(ProgramHolding::Cooling { program: Some(program), .. }) if *program == one.program => Ok(()),
        _ => free_for(shop, one.to, asker),
    }
}

/// The new contents: the digits on the O-line of those that move and, where asked, the old numbers in comments of all
/// that name one.
fn versions(shop: &Shop, moves: &[Move], follow_names: bool) -> Result<Vec<NewVersion>, Refusal> {
    let renames: BTreeMap<ProgramNumber, ProgramNumber> =
        moves.iter().map(|one| (one.from, one.to)).collect();
    let targets: BTreeMap<ProgramId, ProgramNumber> = moves.iter().map(|one| (one.program, one.to)).collect();
    let mut versions = Vec::new();
    for row in shop.programs.values().filter(|row| row.stage.is_live()) {
        let to = targets.get(&row.id);
        let names_one = follow_names && row.imprint.names.iter().any(|name| renames.contains_key(name));
        if to.is_none() && !names_one {
            continue;
        }
        let current = shop.versions.get((row.id, row.version));
        let no_content = || Refusal::from(ProgramRefusal::NoNumberInside { program: shop.name_of(row.id) });
        let current = current.ok_or_else(no_content)?;
        let mut bytes = current.content.bytes();
        if let (Some(to), Some(_)) = (to, row.imprint.number) {
            bytes = header::renumber(&bytes, *to).ok_or_else(no_content)?;
        }
        if names_one {
            bytes = follow(&bytes, &renames);
        }
        if bytes == current.content.bytes() {
            continue;
        }
        versions.push(NewVersion {
            program: row.id,
            version: row.version + 1,
            origin: if to.is_some() { Origin::Renumbered } else { Origin::Followed },
            name: current.name.clone(),
            content: ProgramText::from_bytes(&bytes),
            imprint: Imprint::of(&bytes),
        });
    }
    Ok(versions)
}

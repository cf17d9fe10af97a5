//! Files become programs and versions: all of a command's files, or none.

use super::{Asker, Decided, check_seen, free_for, holds, live, made, once};
use crate::id::ProgramId;
use crate::lab::Lab;
use crate::program::answer::ProgramAnswer;
use crate::program::command::{Becomes, Filed};
use crate::program::event::{NewVersion, ProgramEvent};
use crate::program::holding::ProgramHolding;
use crate::program::record::Origin;
use crate::program::refusal::ProgramRefusal;
use crate::program::shop::Shop;
use crate::program::size::RoundSize;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

pub(super) fn import(lab: &Lab, files: &[Filed], asker: Asker<'_>) -> Decided {
    let shop = &lab.shop;
    once(0..files.len())?;
    let (mut held, mut versions) = (Vec::new(), Vec::new());
    let (mut new, mut changed) = (Vec::new(), BTreeSet::new());
    let mut given = BTreeSet::new();
    for file in files {
        let (program, version, number) = match file.becomes {
            Becomes::New { number } => {
                free_for(shop, number, asker)?;
                if !given.insert(number) {
                    return Err(ProgramRefusal::NumberTwice { number }.into());
                }
                let program = ProgramId::new(lab.head.counts.program + 1 + new.len() as u64);
                held.push(holds(number, ProgramHolding::InUse { program }));
                new.push(program);
                (program, 1, number)
            }
            Becomes::Version { program } => {
                let (row, number) = live(shop, program)?;
                if row.imprint.digest == file.imprint.digest || !changed.insert(program) {
                    return Err(ProgramRefusal::SameContent { program: number.to_string() }.into());
                }
                if files.len() == 1 {
                    check_seen(asker, row)?;
                }
                (program, row.version + 1, number)
            }
        };
        // What a file says inside is what a machine reads: no program is kept under another number.
        if file.imprint.number.is_some_and(|inside| inside != number) {
            let (inside, name) = (file.imprint.number, file.name.clone());
            return Err(ProgramRefusal::NumberInsideDiffers { file: name, inside, number }.into());
        }
        versions.push(NewVersion {
            program,
            version,
            origin: Origin::Imported,
            name: file.name.clone(),
            content: file.content.clone(),
            imprint: file.imprint.clone(),
        });
    }
    let versions_of = changed.into_iter().collect();
    let events = super::held(held).into_iter().chain([ProgramEvent::VersionsAdded { versions }]);
    made(events, ProgramAnswer::Imported { new, versions: versions_of })
}

/// The most characters of a note.
const MOST_NOTES: usize = 2000;

pub(super) fn describe(
    shop: &Shop,
    program: ProgramId,
    size: Option<RoundSize>,
    notes: &str,
    asker: Asker<'_>,
) -> Decided {
    let (row, number) = live(shop, program)?;
    check_seen(asker, row)?;
    let notes: String = notes.trim().chars().take(MOST_NOTES).collect();
    if row.manual_size == size && row.notes == notes {
        return Ok::<_, Refusal>(super::Made { events: vec![], answer: ProgramAnswer::Done });
    }
    made([ProgramEvent::Described { program, number, size, notes }], ProgramAnswer::Done)
}

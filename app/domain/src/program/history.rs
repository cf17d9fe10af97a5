//! What entries of the ledger say of programs and their numbers, in sentences.

use super::event::{NewHolding, NewVersion, ProgramEvent};
use super::holding::ProgramHolding;
use super::number::ProgramNumber;
use super::record::Origin;
use crate::event::Event;
use crate::history::{Mark, Told};
use crate::id::ProgramId;
use crate::reason::reason_said;
use crate::time::Timestamp;
use crate::words::Language;
use std::collections::BTreeMap;

/// Whose history is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AboutProgram {
    Number(ProgramNumber),
    Program(ProgramId),
}

/// What the events of one entry say of one number or program, in their order.
pub fn tell(events: &[Event], about: AboutProgram, language: Language) -> Vec<Told> {
    let teller = Teller { numbers: numbers_of_programs(events), about, language };
    own(events).filter_map(|event| teller.event(event)).collect()
}

/// What an entry did, in one sentence without the person.
pub fn line(events: &[Event], language: Language) -> Option<String> {
    let numbers = numbers_of_programs(events);
    let called = |program: &ProgramId| called(&numbers, *program);
    let undone = own(events).find_map(|event| match event {
        ProgramEvent::Undone { entry } => Some(*entry),
        _ => None,
    });
    if let Some(entry) = undone {
        return Some(
            language.pick(format!("nahm Eintrag {entry} zurück"), format!("took entry {entry} back")),
        );
    }
    let cause = |event: &&ProgramEvent| !matches!(event, ProgramEvent::NumbersHeld { .. });
    let event = own(events).find(cause).or_else(|| own(events).next())?;
    let listed = |programs: &[ProgramId]| several(programs.iter().map(called), language);
    Some(match event {
        ProgramEvent::RangesLoaded { version, table } => language.pick(
            format!("setzte die Bereichstabelle {} in Kraft, Fassung {version}", table.name),
            format!("put the table of ranges {} into force, version {version}", table.name),
        ),
        ProgramEvent::NumbersHeld { held } => numbers_line(held, language),
        ProgramEvent::VersionsAdded { versions } => versions_line(versions, &numbers, language),
        ProgramEvent::Renumbered { moves } => match moves.as_slice() {
            [one] => language.pick(
                format!("nummerierte {} in {} um", one.from, one.to),
                format!("renumbered {} to {}", one.from, one.to),
            ),
            _ => {
                let count = language.count(moves.len() as u64);
                language
                    .pick(format!("nummerierte {count} Programme um"), format!("renumbered {count} programs"))
            }
        },
        ProgramEvent::Described { number, .. } => {
            language.pick(format!("beschrieb {number}"), format!("described {number}"))
        }
        ProgramEvent::Trashed { programs, reason } => {
            let list = listed(programs);
            language.pick(format!("löschte {list}: {reason}"), format!("deleted {list}: {reason}"))
        }
        ProgramEvent::Restored { programs } => {
            let list = listed(programs);
            language.pick(format!("stellte {list} wieder her"), format!("restored {list}"))
        }
        ProgramEvent::Purged { programs, reason } => {
            let list = listed(programs);
            let why = reason_said(reason, language);
            language
                .pick(format!("löschte {list} endgültig: {why}"), format!("deleted {list} for good: {why}"))
        }
        ProgramEvent::Undone { .. } => return None,
    })
}

/// Numbers that change hands and nothing else.
fn numbers_line(held: &[NewHolding], language: Language) -> String {
    let list = several(held.iter().map(|one| one.number.to_string()), language);
    let (german, english) = match held.first().map(|one| &one.holding) {
        Some(ProgramHolding::Reserved { purpose, .. }) => {
            (format!("reservierte {list} für {purpose}"), format!("reserved {list} for {purpose}"))
        }
        Some(ProgramHolding::Retired { reason }) => {
            (format!("legte {list} still: {reason}"), format!("retired {list}: {reason}"))
        }
        Some(ProgramHolding::Returned { reason }) => {
            let why = reason_said(reason, language);
            (format!("gab {list} frei: {why}"), format!("released {list}: {why}"))
        }
        _ => (format!("änderte {list}"), format!("changed {list}")),
    };
    language.pick(german, english)
}

/// Files that came in.
fn versions_line(
    versions: &[NewVersion],
    numbers: &BTreeMap<ProgramId, ProgramNumber>,
    language: Language,
) -> String {
    let new = versions.iter().filter(|one| one.version == 1).count() as u64;
    let later = versions.len() as u64 - new;
    match versions {
        [one] => {
            let (number, version) = (called(numbers, one.program), one.version);
            language.pick(
                format!("nahm {number} auf, Fassung {version}"),
                format!("took {number} in, version {version}"),
            )
        }
        _ => {
            let (new, later) = (language.count(new), language.count(later));
            language.pick(
                format!("nahm {new} neue Programme und {later} neue Fassungen auf"),
                format!("took in {new} new programs and {later} new versions"),
            )
        }
    }
}

/// `O62500, O62501, O62502 and 7 more`.
fn several(names: impl ExactSizeIterator<Item = String>, language: Language) -> String {
    const LISTED: usize = 3;
    let more = names.len().saturating_sub(LISTED);
    let list = names.take(LISTED).collect::<Vec<_>>().join(", ");
    match more {
        0 => list,
        more => {
            let more = language.count(more as u64);
            language.pick(format!("{list} und {more} weitere"), format!("{list} and {more} more"))
        }
    }
}

fn own(events: &[Event]) -> impl Iterator<Item = &ProgramEvent> {
    events.iter().filter_map(|event| match event {
        Event::Program(event) => Some(event),
        _ => None,
    })
}

/// The numbers of an entry's programs: those they get in it, or give up.
fn numbers_of_programs(events: &[Event]) -> BTreeMap<ProgramId, ProgramNumber> {
    let mut numbers = BTreeMap::new();
    for event in own(events) {
        match event {
            ProgramEvent::NumbersHeld { held } => {
                for one in held {
                    if let Some(program) = one.holding.program() {
                        numbers.insert(program, one.number);
                    }
                }
            }
            ProgramEvent::VersionsAdded { versions } => {
                for version in versions {
                    if let Some(number) = version.imprint.number {
                        numbers.entry(version.program).or_insert(number);
                    }
                }
            }
            _ => {}
        }
    }
    numbers
}

fn called(numbers: &BTreeMap<ProgramId, ProgramNumber>, program: ProgramId) -> String {
    numbers.get(&program).map_or_else(|| program.label(), ToString::to_string)
}

struct Teller {
    numbers: BTreeMap<ProgramId, ProgramNumber>,
    about: AboutProgram,
    language: Language,
}

impl Teller {
    fn told(&self, glyph: Mark, title: (&str, &str), sentence: (String, String)) -> Option<Told> {
        let title = self.language.pick(title.0, title.1).to_owned();
        Some(Told { glyph, title, sentence: self.language.pick(sentence.0, sentence.1) })
    }

    fn is(&self, program: ProgramId) -> bool {
        self.about == AboutProgram::Program(program)
    }

    fn event(&self, event: &ProgramEvent) -> Option<Told> {
        match event {
            ProgramEvent::NumbersHeld { held } => {
                let own = held.iter().find(|one| self.about == AboutProgram::Number(one.number))?;
                self.held(&own.holding)
            }
            ProgramEvent::VersionsAdded { versions } => {
                let own = versions.iter().find(|one| self.is(one.program))?;
                self.version(own)
            }
            ProgramEvent::Renumbered { moves } => {
                let own = moves.iter().find(|one| self.is(one.program))?;
                let (from, to) = (own.from, own.to);
                self.told(
                    Mark::Changed,
                    ("Umnummeriert", "Renumbered"),
                    (format!("Von {from} zu {to}."), format!("From {from} to {to}.")),
                )
            }
            ProgramEvent::Described { program, size, .. } if self.is(*program) => {
                let sentence = match size {
                    Some(size) => (
                        format!("Rundengröße {size} von Hand gesetzt."),
                        format!("Round size {size} set by hand."),
                    ),
                    None => ("Angaben geändert.".to_owned(), "Notes changed.".to_owned()),
                };
                self.told(Mark::Changed, ("Beschrieben", "Described"), sentence)
            }
            ProgramEvent::Trashed { programs, reason } if self.of(programs) => {
                self.told(Mark::Void, ("Gelöscht", "Deleted"), (format!("{reason}."), format!("{reason}.")))
            }
            ProgramEvent::Restored { programs } if self.of(programs) => self.told(
                Mark::Registered,
                ("Wiederhergestellt", "Restored"),
                ("Aus dem Papierkorb zurück.".to_owned(), "Back from the trash.".to_owned()),
            ),
            ProgramEvent::Purged { programs, reason } if self.of(programs) => {
                let why = reason_said(reason, self.language);
                self.told(
                    Mark::Void,
                    ("Endgültig gelöscht", "Deleted for good"),
                    (format!("{why}."), format!("{why}.")),
                )
            }
            ProgramEvent::RangesLoaded { .. }
            | ProgramEvent::Described { .. }
            | ProgramEvent::Trashed { .. }
            | ProgramEvent::Restored { .. }
            | ProgramEvent::Purged { .. }
            | ProgramEvent::Undone { .. } => None,
        }
    }

    fn of(&self, programs: &[ProgramId]) -> bool {
        programs.iter().any(|program| self.is(*program))
    }

    fn held(&self, holding: &ProgramHolding) -> Option<Told> {
        let until = |until: &Timestamp| {
            let (year, month, day, ..) = until.civil();
            format!("{day:02}.{month:02}.{year}")
        };
        match holding {
            ProgramHolding::Returned { reason } => {
                let why = reason_said(reason, self.language);
                self.told(Mark::Free, ("Frei", "Free"), (format!("{why}."), format!("{why}.")))
            }
            ProgramHolding::Reserved { purpose, until: None } => self.told(
                Mark::Reserved,
                ("Reserviert", "Reserved"),
                (format!("Für {purpose}."), format!("For {purpose}.")),
            ),
            ProgramHolding::Reserved { purpose, until: Some(end) } => {
                let end = until(end);
                self.told(
                    Mark::Reserved,
                    ("Reserviert", "Reserved"),
                    (format!("Für {purpose}, bis {end}."), format!("For {purpose}, until {end}.")),
                )
            }
            ProgramHolding::InUse { program } => {
                let label = program.label();
                self.told(
                    Mark::Issued,
                    ("Belegt", "In use"),
                    (format!("Das Programm {label} hat sie."), format!("The program {label} has it.")),
                )
            }
            ProgramHolding::Cooling { until: end, reason, .. } => {
                let end = until(end);
                self.told(
                    Mark::Changed,
                    ("Ruht", "Cooling"),
                    (format!("Bis {end}: {reason}."), format!("Until {end}: {reason}.")),
                )
            }
            ProgramHolding::Retired { reason } => self.told(
                Mark::Void,
                ("Stillgelegt", "Retired"),
                (format!("{reason}."), format!("{reason}.")),
            ),
        }
    }

    fn version(&self, version: &NewVersion) -> Option<Told> {
        let number = called(&self.numbers, version.program);
        let (file, ordinal) = (&version.name, version.version);
        let (glyph, title) = match version.origin {
            Origin::Imported if ordinal == 1 => (Mark::Registered, ("Aufgenommen", "Taken in")),
            Origin::Imported => (Mark::Changed, ("Neue Fassung", "New version")),
            Origin::Edited => (Mark::Changed, ("Bearbeitet", "Edited")),
            Origin::Renumbered => (Mark::Changed, ("Nummer in der Datei", "Number in the file")),
            Origin::Followed => (Mark::Changed, ("Verweis nachgeführt", "Reference followed")),
            Origin::Restored => (Mark::Changed, ("Frühere Fassung", "Earlier version")),
        };
        let sentence = match version.origin {
            Origin::Imported if ordinal == 1 => {
                (format!("Als {number} aus {file}."), format!("As {number} from {file}."))
            }
            Origin::Imported | Origin::Edited => {
                (format!("Fassung {ordinal} aus {file}."), format!("Version {ordinal} from {file}."))
            }
            Origin::Renumbered => (
                format!("Fassung {ordinal}: In der Datei steht nun {number}."),
                format!("Version {ordinal}: the file says {number} now."),
            ),
            Origin::Followed => (
                format!("Fassung {ordinal}: Eine genannte Nummer hat sich geändert."),
                format!("Version {ordinal}: a number it names has changed."),
            ),
            Origin::Restored => (
                format!("Fassung {ordinal}: Der Inhalt ist wieder der von vorher."),
                format!("Version {ordinal}: the content is the earlier one again."),
            ),
        };
        self.told(glyph, title, sentence)
    }
}

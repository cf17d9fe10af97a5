//! One entry in one sentence, without the person: `started filming RRD123-2025_OU_16_01 on reel R-0003`.

use super::attempts::{failure, held_here};
use super::complaints::line;
use super::others::{list_changes, to_whom};
use super::tales::{tale, with_note};
use super::{Names, counted, film, named, words};
use crate::event::Event;
use crate::film::rework::Cause;
use crate::id::AttemptId;
use crate::number::{FilmNumber, Holding, listed};
use crate::reason::reason_said;
use crate::words::{Language, Say};

/// What an entry did, as the ledger's list and the note of a stale decision write it after the person's name.
pub fn summary(action: &str, events: &[Event], names: &dyn Names, language: Language) -> String {
    let summary = Summary { events, names, language };
    // Numbers, files and earlier passes come with what caused them; alone they speak for themselves.
    let cause = |event: &&Event| {
        !matches!(
            event,
            Event::NumbersHeld { .. }
                | Event::EvidenceReceived { .. }
                | Event::EarlierPassFound { .. }
                | Event::BlockBroken { .. }
        )
    };
    let event = events.iter().find(cause).or_else(|| events.first());
    event.and_then(|event| summary.said(event)).unwrap_or_else(|| action.replace('_', " "))
}

struct Summary<'a> {
    events: &'a [Event],
    names: &'a dyn Names,
    language: Language,
}

impl Summary<'_> {
    fn said(&self, event: &Event) -> Option<String> {
        match event {
            Event::LabFounded { .. }
            | Event::SettingsChanged { .. }
            | Event::PersonAdded { .. }
            | Event::PersonChanged { .. }
            | Event::TokenCreated { .. }
            | Event::TokenRevoked { .. } => self.lab(event),
            Event::ProjectRegistered { .. }
            | Event::BlockBroken { .. }
            | Event::ListReplaced { .. }
            | Event::PlanAccepted { .. }
            | Event::IndexDelivered { .. } => self.project(event),
            Event::NumbersHeld { numbers, holding } => Some(self.numbers(numbers, holding)),
            Event::AttemptStarted { .. }
            | Event::EvidenceReceived { .. }
            | Event::EvidenceContradicted { .. }
            | Event::EarlierPassFound { .. }
            | Event::AttemptConfirmed { .. }
            | Event::AttemptFailed { .. } => self.attempt(event),
            Event::ReworkOrdered { cause, note, .. } => {
                self.rejected(cause, note).or_else(|| self.tale(event))
            }
            Event::ComplaintOpened { .. } | Event::ComplaintSettled { .. } => {
                line(event, self.names, self.language)
            }
            Event::KeptNumberVoided { .. }
            | Event::RollsDeveloped { .. }
            | Event::RunQuarantined { .. }
            | Event::RunReleased { .. }
            | Event::RollsAccepted { .. }
            | Event::ProjectReopened { .. }
            | Event::StandingChanged { .. }
            | Event::TempRollPlaced { .. }
            | Event::TempRollMeasured { .. }
            | Event::TempRollDiscarded { .. }
            | Event::TempRollLost { .. }
            | Event::TempRollFound { .. }
            | Event::StockTaken { .. } => self.tale(event),
            Event::MachineFilesRecorded { .. }
            | Event::FindingsRaised { .. }
            | Event::FindingsSettled { .. } => super::machine::line(event, self.language),
            Event::Program(_) => crate::program::history::line(self.events, self.language),
        }
    }

    fn tale(&self, event: &Event) -> Option<String> {
        tale(event, self.names, self.language).map(|tale| tale.line)
    }

    /// Films rejected together, each with an event of its own.
    fn rejected(&self, cause: &Cause, note: &str) -> Option<String> {
        let language = self.language;
        let films = self.events.iter().filter(|event| matches!(event, Event::ReworkOrdered { .. })).count();
        let why = with_note(&cause.say(language), note);
        let films = (films > 1).then(|| language.count(films as u64))?;
        Some(language.pick(format!("verwarf {films} Filme: {why}"), format!("rejected {films} films: {why}")))
    }

    fn lab(&self, event: &Event) -> Option<String> {
        let language = self.language;
        Some(match event {
            Event::LabFounded { settings } => {
                let name = &settings.name;
                language.pick(format!("gründete das Labor {name}"), format!("founded the lab {name}"))
            }
            Event::SettingsChanged { version, .. } => language.pick(
                format!("änderte die Einstellungen, nun Fassung {version}"),
                format!("changed the settings, now version {version}"),
            ),
            Event::PersonAdded { person } => {
                let (name, roles) = (&person.name, person.roles.say(language));
                language.pick(format!("nahm {name} auf ({roles})"), format!("added {name} ({roles})"))
            }
            Event::PersonChanged { person } => {
                let (name, roles) = (&person.name, person.roles.say(language));
                if person.active {
                    language.pick(
                        format!("setzte die Rollen von {name} auf {roles}"),
                        format!("set the roles of {name} to {roles}"),
                    )
                } else {
                    language.pick(
                        format!("meldete {name} als ausgeschieden"),
                        format!("marked {name} as having left"),
                    )
                }
            }
            Event::TokenCreated { token } => {
                let label = &token.label;
                language.pick(
                    format!("legte einen Zugangsschlüssel für {label} an"),
                    format!("made an access key for {label}"),
                )
            }
            Event::TokenRevoked { token } => {
                let label = self.names.token_label(*token);
                language.pick(
                    format!("entzog den Zugangsschlüssel von {label}"),
                    format!("revoked the access key of {label}"),
                )
            }
            _ => return None,
        })
    }

    fn project(&self, event: &Event) -> Option<String> {
        let language = self.language;
        Some(match event {
            Event::ProjectRegistered { key, documents, .. } => {
                let (name, count) = (key.folder(), documents.len() as u64);
                language.pick(
                    format!("registrierte {name} mit {}", counted(language, count, "Dokument", "Dokumenten")),
                    format!("registered {name} with {}", counted(language, count, "document", "documents")),
                )
            }
            Event::ListReplaced { project, difference, .. } => {
                let name = self.names.project_name(*project);
                let changes = list_changes(difference, language);
                language.pick(
                    format!("ersetzte die Liste von {name}: {changes}"),
                    format!("replaced the list of {name}: {changes}"),
                )
            }
            Event::PlanAccepted { project, plan, rolls, .. } => {
                let (name, count) = (self.names.project_name(*project), rolls.len() as u64);
                language.pick(
                    format!(
                        "nahm Plan {plan} von {name} an, {}",
                        counted(language, count, "Rolle", "Rollen")
                    ),
                    format!("accepted plan {plan} of {name}, {}", counted(language, count, "roll", "rolls")),
                )
            }
            Event::IndexDelivered { project, rows, to, .. } => {
                let (name, rows) = (self.names.project_name(*project), u64::from(*rows));
                let (to, rows) = (
                    to_whom(to, language),
                    language.pick(
                        counted(language, rows, "Blip", "Blips"),
                        counted(language, rows, "blip", "blips"),
                    ),
                );
                language.pick(
                    format!("übergab {to}den Index von {name}, {rows}"),
                    format!("delivered the index of {name}{to}, {rows}"),
                )
            }
            _ => return None,
        })
    }

    fn attempt(&self, event: &Event) -> Option<String> {
        let language = self.language;
        Some(match event {
            Event::AttemptStarted { roll, loaded, .. } => {
                let roll = self.names.roll_name(*roll);
                let film = film(loaded.reel, loaded.temp_roll, language);
                language.pick(
                    format!("begann, {roll} auf {film} zu verfilmen"),
                    format!("started filming {roll} on {film}"),
                )
            }
            Event::EvidenceContradicted { attempt, .. } => {
                let roll = self.roll_of(*attempt);
                language.pick(
                    format!("brachte einen Nachweis, der nicht zum Plan von {roll} passt"),
                    format!("brought evidence that does not fit the plan of {roll}"),
                )
            }
            Event::AttemptConfirmed { attempt, .. } => {
                let roll = self.roll_of(*attempt);
                match held_here(self.events, |holding| matches!(holding, Holding::Issued { .. })) {
                    Some(number) => language.pick(
                        format!("bestätigte {roll} und vergab {number}"),
                        format!("confirmed {roll} and issued {number}"),
                    ),
                    None => language.pick(format!("bestätigte {roll}"), format!("confirmed {roll}")),
                }
            }
            Event::AttemptFailed { attempt, reason, frames, .. } => {
                let (roll, why) = (self.roll_of(*attempt), failure(reason, *frames, language));
                language.pick(
                    format!("meldete {roll} als gescheitert: {why}"),
                    format!("reported {roll} as failed: {why}"),
                )
            }
            _ => return None,
        })
    }

    fn roll_of(&self, attempt: AttemptId) -> String {
        let attempt = named(self.events, attempt, self.names);
        attempt.map_or_else(String::new, |attempt| self.names.roll_name(attempt.roll))
    }

    fn numbers(&self, numbers: &[FilmNumber], holding: &Holding) -> String {
        let language = self.language;
        let which = match numbers {
            [] => String::new(),
            [one] => one.to_string(),
            several => {
                let (count, list) = (language.count(several.len() as u64), listed(several, language));
                language.pick(format!("{count} Nummern, {list},"), format!("{count} numbers, {list},"))
            }
        };
        let alone = which.trim_end_matches(',');
        match holding {
            Holding::Reserved { claim } => {
                let purpose = words(&claim.purpose);
                language.pick(
                    format!("reservierte {which} für {purpose}"),
                    format!("reserved {which} for {purpose}"),
                )
            }
            Holding::Returned { reason } => {
                let reason = reason_said(words(reason), language);
                language.pick(format!("gab {which} frei: {reason}"), format!("released {alone}: {reason}"))
            }
            Holding::Void { reason, .. } => {
                let reason = reason_said(words(reason), language);
                language
                    .pick(format!("machte {which} ungültig: {reason}"), format!("voided {alone}: {reason}"))
            }
            Holding::Bound { .. } => language.pick(format!("band {alone}"), format!("bound {alone}")),
            Holding::Earlier { source, .. } => {
                let source = words(source);
                language.pick(
                    format!("übernahm {alone} aus {source}"),
                    format!("took {alone} over from {source}"),
                )
            }
            Holding::Skipped { source } => {
                let source = words(source);
                language.pick(
                    format!("ließ {which} aus: keine Datei aus {source} nennt sie"),
                    format!("left {which} out: no file of {source} names them"),
                )
            }
            Holding::Issued { roll, .. } => {
                let roll = self.names.roll_name(*roll);
                language.pick(format!("vergab {alone} an {roll}"), format!("issued {alone} to {roll}"))
            }
        }
    }
}

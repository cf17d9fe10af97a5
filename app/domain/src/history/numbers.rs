//! The life of a number in sentences.

use super::attempts::failure;
use super::tales::with_note;
use super::{About, Mark, Names, Teller, Told, day, film, frames, words};
use crate::event::Event;
use crate::film::project::Standing;
use crate::id::{AttemptId, RollId};
use crate::number::{Claim, FilmNumber, Held, Holding, listed};
use crate::reason::reason_said;
use crate::words::{Language, Say};
use std::collections::BTreeSet;

/// A holding with its reason in the reader's language, where the entry that made it says why.
pub fn reason_told(held: &Held, events: &[Event], names: &dyn Names, language: Language) -> Held {
    let kept = BTreeSet::new();
    let teller = Teller { events, about: About::Number(held.number), names, language, kept: &kept };
    let holding = match &held.holding {
        Holding::Returned { reason } => Holding::Returned { reason: teller.returned_because(reason) },
        Holding::Void { reason, replaced_by } => {
            Holding::Void { reason: teller.void_because(reason), replaced_by: *replaced_by }
        }
        other => other.clone(),
    };
    Held { holding, ..held.clone() }
}

impl Teller<'_> {
    /// A number changed hands; the event beside it says how that came about.
    pub(super) fn number(&self, numbers: &[FilmNumber], holding: &Holding) -> Told {
        let language = self.language;
        match holding {
            Holding::Bound { attempt, .. } => self.bound(*attempt),
            Holding::Issued { roll, attempt } => self.issued(*roll, *attempt),
            Holding::Reserved { claim } => {
                self.failed_here().unwrap_or_else(|| self.reserved(numbers, claim))
            }
            Holding::Returned { reason } => self.failed_here().unwrap_or_else(|| {
                let reason = self.returned_because(reason);
                Told::new(
                    Mark::Free,
                    language.pick(format!("Freigegeben: {reason}."), format!("Released: {reason}.")),
                    language
                        .pick(
                            "Die Nummer ist wieder frei; die niedrigste freie wird zuerst vergeben.",
                            "The number is free again; the lowest free one is given first.",
                        )
                        .to_owned(),
                )
            }),
            Holding::Void { replaced_by: Some(successor), .. } => self.replaced(*successor),
            Holding::Earlier { .. } | Holding::Skipped { .. } => self.taken_over(numbers, holding),
            Holding::Void { reason, replaced_by: None } => {
                let reason = self.void_because(reason);
                Told::new(
                    Mark::Void,
                    language.pick(format!("Ungültig gemacht: {reason}."), format!("Voided: {reason}.")),
                    self.never_again(),
                )
            }
        }
    }

    /// The holding's reason is plain text; where the same entry says why, it is told in the reader's language.
    fn void_because(&self, reason: &str) -> String {
        let language = self.language;
        let here = self.events.iter().find_map(|event| match event {
            Event::ReworkOrdered { roll, number, cause, note, .. }
                if self.about == About::Number(*number) =>
            {
                let (roll, why) = (self.names.roll_name(*roll), with_note(&cause.say(language), note));
                Some(language.pick(
                    format!("der Film von {roll} wurde verworfen: {why}"),
                    format!("the film of {roll} was rejected: {why}"),
                ))
            }
            Event::ProjectReopened { .. } | Event::StandingChanged { .. } => {
                let (german, english) =
                    ("der verworfene Film wird nicht neu gemacht", "the rejected film is not made again");
                Some(language.pick(german, english).to_owned())
            }
            _ => None,
        });
        here.unwrap_or_else(|| reason_said(words(reason), language))
    }

    fn returned_because(&self, reason: &str) -> String {
        let here = self.events.iter().find_map(|event| match event {
            Event::StandingChanged { project, standing: Standing::Deleted { reason }, .. } => {
                let (name, reason) = (self.names.project_name(*project), words(reason));
                Some(self.language.pick(
                    format!("{name} wurde gelöscht: {reason}"),
                    format!("{name} was deleted: {reason}"),
                ))
            }
            Event::StandingChanged { project, standing: Standing::Abandoned { reason }, .. } => {
                let (name, reason) = (self.names.project_name(*project), words(reason));
                Some(self.language.pick(
                    format!("{name} wurde aufgegeben: {reason}"),
                    format!("{name} was abandoned: {reason}"),
                ))
            }
            Event::AttemptFailed { attempt, reason, frames, .. } => {
                let roll = self.names.roll_name(self.named(*attempt)?.roll);
                let why = failure(reason, *frames, self.language);
                Some(
                    self.language
                        .pick(format!("{roll} ist gescheitert: {why}"), format!("{roll} failed: {why}")),
                )
            }
            _ => None,
        });
        here.unwrap_or_else(|| reason_said(words(reason), self.language))
    }

    /// A number of the time before: what the machine's files say of it, or that none names it.
    fn taken_over(&self, numbers: &[FilmNumber], holding: &Holding) -> Told {
        let language = self.language;
        match holding {
            Holding::Earlier { frames: exposed, projects, source } => {
                let (source, shown) = (words(source), frames(language, *exposed));
                let of =
                    if projects.is_empty() { String::new() } else { format!(", {}", projects.join(", ")) };
                Told::new(
                    Mark::Issued,
                    language.pick(format!("Übernommen aus {source}."), format!("Taken over from {source}.")),
                    format!("{shown}{of}."),
                )
            }
            Holding::Skipped { source } => {
                let (source, list) = (words(source), listed(numbers, language));
                Told::new(
                    Mark::Void,
                    language.pick(
                        format!("Keine Datei aus {source} nennt sie."),
                        format!("No file of {source} names it."),
                    ),
                    language.pick(
                        format!("Ausgelassen, damit sie nie doppelt vergeben wird: {list}."),
                        format!("Left out so that it is never given twice: {list}."),
                    ),
                )
            }
            _ => Told::new(Mark::Changed, String::new(), String::new()),
        }
    }

    /// It was void before: the new film of its roll has earned another number.
    fn replaced(&self, successor: FilmNumber) -> Told {
        let title = self.language.pick(
            format!("{successor} ist an ihre Stelle getreten."),
            format!("{successor} took its place."),
        );
        Told::new(Mark::Void, title, self.never_again())
    }

    fn never_again(&self) -> String {
        let (german, english) = ("Die Nummer wird nie wieder benutzt.", "The number is never used again.");
        self.language.pick(german, english).to_owned()
    }

    fn bound(&self, id: AttemptId) -> Told {
        let language = self.language;
        let started = self.events.iter().find_map(|event| match event {
            Event::AttemptStarted { attempt, loaded, machine, .. } if *attempt == id => {
                Some((loaded, machine))
            }
            _ => None,
        });
        let attempt = self.named(id);
        let title = match &attempt {
            Some(attempt) => {
                let ordinal = attempt.ordinal;
                let film = film(attempt.reel, attempt.temp_roll, language);
                language.pick(
                    format!("Versuch {ordinal} hat sie auf {film} gebunden."),
                    format!("Attempt {ordinal} bound it on {film}."),
                )
            }
            None => language.pick("Ein Versuch hat sie gebunden.", "An attempt bound it.").to_owned(),
        };
        let roll = attempt.map_or_else(String::new, |attempt| self.names.roll_name(attempt.roll));
        let sentence = match started {
            Some((loaded, machine)) => {
                let length = language.metres(loaded.length_mm.into());
                language.pick(
                    format!("{roll} wurde auf Maschine {machine} mit {length} Film begonnen."),
                    format!("{roll} was started on machine {machine} with {length} of film."),
                )
            }
            None => language.pick(format!("Für {roll}."), format!("For {roll}.")),
        };
        Told::new(Mark::Bound, title, sentence)
    }

    fn issued(&self, roll: RollId, id: AttemptId) -> Told {
        let confirmed = self.events.iter().find_map(|event| match event {
            Event::AttemptConfirmed { attempt, frames, rest, counted, .. } if *attempt == id => {
                Some((*frames, *rest, *counted))
            }
            _ => None,
        });
        if let (Some((frames, rest, counted)), Some(attempt)) = (confirmed, self.named(id)) {
            return self.confirmed(&attempt, None, frames, rest, counted);
        }
        let (language, roll) = (self.language, self.names.roll_name(roll));
        let title = language.pick(format!("Vergeben an {roll}."), format!("Issued to {roll}."));
        let sentence = language.pick(
            "Von hier an wird die Nummer nie wieder frei.",
            "From here the number can never be free again.",
        );
        Told::new(Mark::Issued, title, sentence.to_owned())
    }

    /// The failure that gave the number back, where this entry holds one.
    fn failed_here(&self) -> Option<Told> {
        self.events.iter().find_map(|event| match event {
            Event::AttemptFailed { attempt, reason, frames, spent_mm, rest } => {
                let attempt = self.named(*attempt)?;
                Some(self.failed(&attempt, reason, *frames, *spent_mm, *rest))
            }
            _ => None,
        })
    }

    fn reserved(&self, numbers: &[FilmNumber], claim: &Claim) -> Told {
        let language = self.language;
        let purpose = match claim.project {
            Some(project) => self.names.project_name(project),
            None => words(&claim.purpose).to_owned(),
        };
        let title = language.pick(format!("Reserviert für {purpose}."), format!("Reserved for {purpose}."));
        let mut sentence = match numbers {
            [_, _, ..] => {
                let (count, list) = (language.count(numbers.len() as u64), listed(numbers, language));
                language.pick(
                    format!("Eine von {count} zusammen reservierten Nummern, {list}."),
                    format!("One of {count} numbers reserved together, {list}."),
                )
            }
            _ => language
                .pick("Sie war die niedrigste freie Nummer.", "It was the lowest free number.")
                .to_owned(),
        };
        if let Some(until) = claim.until {
            let until = day(until);
            sentence +=
                &language.pick(format!(" Reserviert bis {until}."), format!(" Reserved until {until}."));
        }
        Told::new(Mark::Reserved, title, sentence)
    }
}

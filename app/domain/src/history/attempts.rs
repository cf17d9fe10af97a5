//! Attempts in sentences: begun, confirmed, failed, contradicted, and the passes a log showed afterwards.

use super::{About, Mark, NamedAttempt, Teller, Told, film, frames};
use crate::event::Event;
use crate::evidence::Comparison;
use crate::film::attempt::{FailReason, RestOfFilm};
use crate::id::{AttemptId, TempRollId};
use crate::number::{FilmNumber, Holding};
use crate::words::{Language, Say};

/// Findings a sentence repeats; the rest is read with the evidence.
const MOST_FINDINGS: usize = 3;

impl Teller<'_> {
    /// An attempt's step, for the roll, project or film it concerns. Numbers are told by their own event.
    pub(super) fn attempt(&self, event: &Event) -> Option<Told> {
        let (id, rest) = match event {
            Event::AttemptStarted { attempt, .. }
            | Event::EvidenceContradicted { attempt, .. }
            | Event::EarlierPassFound { attempt, .. } => (*attempt, None),
            Event::AttemptConfirmed { attempt, rest, .. } | Event::AttemptFailed { attempt, rest, .. } => {
                (*attempt, Some(*rest))
            }
            _ => return None,
        };
        let attempt = self.named(id)?;
        if let (About::TempRoll(piece), Some(RestOfFilm::Kept { temp_roll, length_mm })) = (self.about, rest)
            && piece == temp_roll
        {
            return Some(self.came_to_the_shelf(&attempt, length_mm));
        }
        if !self.concerns(&attempt) {
            return None;
        }
        match event {
            Event::AttemptStarted { loaded, machine, new_reel, .. } => {
                let opened = new_reel.then_some(loaded.reel);
                let length = self.language.metres(loaded.length_mm.into());
                Some(self.began(id, &attempt, opened.is_some(), machine, &length))
            }
            Event::EvidenceContradicted { comparison, .. } => Some(self.contradicted(&attempt, comparison)),
            Event::EarlierPassFound { length_mm, frames, spent_mm, .. } => {
                Some(self.earlier_pass(&attempt, *frames, *spent_mm, length_mm.saturating_sub(*spent_mm)))
            }
            Event::AttemptConfirmed { frames, rest, counted, .. } => {
                Some(self.confirmed(&attempt, self.issued_here(id), *frames, *rest, *counted))
            }
            Event::AttemptFailed { reason, frames, spent_mm, rest, .. } => {
                Some(self.failed(&attempt, reason, *frames, *spent_mm, *rest))
            }
            _ => None,
        }
    }

    fn concerns(&self, attempt: &NamedAttempt) -> bool {
        match self.about {
            About::Roll(roll) => attempt.roll == roll,
            About::Project(project) => self.names.project_of(attempt.roll) == Some(project),
            About::Reel(reel) => attempt.reel == reel,
            About::TempRoll(piece) => attempt.temp_roll == Some(piece),
            About::Number(_) | About::Lab => false,
        }
    }

    /// `Attempt 1`, and of which roll where the history is not the roll's own.
    fn subject(&self, attempt: &NamedAttempt) -> String {
        let ordinal = attempt.ordinal;
        let alone = self.language.pick(format!("Versuch {ordinal}"), format!("Attempt {ordinal}"));
        match self.about {
            About::Roll(_) | About::Number(_) => alone,
            About::Project(_) | About::Reel(_) | About::TempRoll(_) | About::Lab => {
                let roll = self.names.roll_name(attempt.roll);
                format!("{alone} {} {roll}", self.language.pick("von", "of"))
            }
        }
    }

    fn began(&self, id: AttemptId, attempt: &NamedAttempt, new: bool, machine: &str, length: &str) -> Told {
        let (language, subject) = (self.language, self.subject(attempt));
        let film = film(attempt.reel, attempt.temp_roll, language);
        let title = match (language, new) {
            (Language::German, true) => format!("{subject} begann auf neuer {film}."),
            (Language::German, false) => format!("{subject} begann auf {film}."),
            (Language::English, true) => format!("{subject} began on new {film}."),
            (Language::English, false) => format!("{subject} began on {film}."),
        };
        let loaded = language.pick(
            format!("{length} Film wurden in Maschine {machine} eingelegt."),
            format!("{length} of film were loaded into machine {machine}."),
        );
        let bound = self.bound_here(id).map(|number| {
            language.pick(format!(" {number} wurde daran gebunden."), format!(" {number} was bound to it."))
        });
        Told::new(Mark::Filming, title, loaded + &bound.unwrap_or_default())
    }

    pub(super) fn confirmed(
        &self,
        attempt: &NamedAttempt,
        number: Option<FilmNumber>,
        shown: u32,
        rest: RestOfFilm,
        counted: bool,
    ) -> Told {
        let (language, subject) = (self.language, self.subject(attempt));
        let own = matches!(self.about, About::Number(_));
        let told = match self.about {
            About::Number(about) => Some(about),
            _ => number,
        };
        let again = told.is_some_and(|number| self.kept.contains(&number));
        let issued = match (number, own) {
            (_, true) if again => language.pick("; die Nummer bleibt", "; the number stays").to_owned(),
            (Some(number), false) if again => {
                language.pick(format!("; {number} bleibt"), format!("; {number} stays"))
            }
            (_, true) => language.pick(" und die Nummer vergeben", " and the number was issued").to_owned(),
            (Some(number), false) => {
                language.pick(format!(" und {number} vergeben"), format!(" and {number} was issued"))
            }
            (None, false) => String::new(),
        };
        let title = language
            .pick(format!("{subject} wurde bestätigt{issued}."), format!("{subject} was confirmed{issued}."));
        let shown = frames(language, shown);
        let proof = match (language, counted) {
            (Language::German, true) => format!("{shown}, von Hand gezählt."),
            (Language::German, false) => format!("{shown}, belegt durch das Protokoll der Maschine."),
            (Language::English, true) => format!("{shown}, counted by hand."),
            (Language::English, false) => format!("{shown}, shown by the machine's log."),
        };
        let mut sentence = proof + &rest_confirmed(rest, language);
        if own && !again {
            sentence.push_str(language.pick(
                " Von hier an wird die Nummer nie wieder frei.",
                " From here the number can never be free again.",
            ));
        }
        Told::new(if own && !again { Mark::Issued } else { Mark::Filmed }, title, sentence)
    }

    pub(super) fn failed(
        &self,
        attempt: &NamedAttempt,
        reason: &FailReason,
        exposed: u32,
        spent_mm: u32,
        rest: RestOfFilm,
    ) -> Told {
        let (language, subject) = (self.language, self.subject(attempt));
        let why = failure(reason, exposed, language);
        let title =
            language.pick(format!("{subject} ist gescheitert: {why}."), format!("{subject} failed: {why}."));
        let mut parts: Vec<String> = self.given_back().into_iter().collect();
        parts.extend(film_parts(spent_mm, rest, language));
        let together = language.pick("In einem Zug", "In one commit");
        Told::new(Mark::Failed, title, format!("{together}: {}.", parts.join(", ")))
    }

    fn contradicted(&self, attempt: &NamedAttempt, comparison: &Comparison) -> Told {
        let (language, subject) = (self.language, self.subject(attempt));
        let title = language.pick(
            format!("{subject} lief weiter: der Nachweis passte nicht zum Plan."),
            format!("{subject} kept running: its evidence did not fit the plan."),
        );
        let blocking = comparison.findings.iter().filter(|finding| finding.blocks()).take(MOST_FINDINGS);
        let mut sentences: Vec<String> = blocking.map(|finding| finding.say(language)).collect();
        sentences.push(language.pick("Es wurde keine Nummer vergeben.", "No number was issued.").to_owned());
        Told::new(Mark::Changed, title, sentences.join(" "))
    }

    fn earlier_pass(&self, attempt: &NamedAttempt, exposed: u32, spent_mm: u32, rest_mm: u32) -> Told {
        let language = self.language;
        let (shown, reel) = (frames(language, exposed), attempt.reel.label());
        let parts = film_parts(spent_mm, RestOfFilm::Scrapped { length_mm: rest_mm }, language).join(", ");
        let subject = self.subject(attempt);
        let title = language.pick(
            format!("Das Protokoll zeigte einen früheren Durchlauf: {shown} auf anderem Film."),
            format!("The log showed an earlier pass: {shown} on other film."),
        );
        let sentence = language.pick(
            format!("{subject} wurde dafür auf Filmrolle {reel} nachgetragen: {parts}."),
            format!("{subject} was entered for it on reel {reel}: {parts}."),
        );
        Told::new(Mark::Failed, title, sentence)
    }

    fn came_to_the_shelf(&self, attempt: &NamedAttempt, length_mm: u32) -> Told {
        let language = self.language;
        let length = language.metres(length_mm.into());
        let (ordinal, roll) = (attempt.ordinal, self.names.roll_name(attempt.roll));
        let film = film(attempt.reel, attempt.temp_roll, language);
        let title =
            language.pick(format!("{length} kamen ins Regal."), format!("{length} came to the shelf."));
        let sentence = language.pick(
            format!("Der Rest, den Versuch {ordinal} von {roll} auf {film} ließ."),
            format!("It is what attempt {ordinal} of {roll} left of {film}."),
        );
        Told::new(Mark::Free, title, sentence)
    }

    /// What became of the number of a failed attempt in the same entry.
    fn given_back(&self) -> Option<String> {
        let (number, holding) = self.events.iter().find_map(|event| match event {
            Event::NumbersHeld { numbers, holding } => numbers.first().map(|number| (*number, holding)),
            _ => None,
        })?;
        let language = self.language;
        let name = match self.about {
            About::Number(_) => language.pick("Nummer", "number").to_owned(),
            _ => number.to_string(),
        };
        let came_to = match holding {
            Holding::Reserved { claim } if claim.project.is_some() => {
                language.pick("zurück im Block", "back to the block")
            }
            Holding::Reserved { .. } => {
                language.pick("zurück in der Reservierung", "back to its reservation")
            }
            Holding::Void { .. } | Holding::Skipped { .. } => language.pick("ungültig gemacht", "voided"),
            Holding::Returned { .. }
            | Holding::Bound { .. }
            | Holding::Issued { .. }
            | Holding::Earlier { .. } => language.pick("wieder frei", "free again"),
        };
        Some(format!("{name} {came_to}"))
    }

    fn bound_here(&self, id: AttemptId) -> Option<FilmNumber> {
        held_here(self.events, |holding| matches!(holding, Holding::Bound { attempt, .. } if *attempt == id))
    }

    fn issued_here(&self, id: AttemptId) -> Option<FilmNumber> {
        held_here(self.events, |holding| matches!(holding, Holding::Issued { attempt, .. } if *attempt == id))
    }
}

/// The number whose holding changed in this entry to one of this kind.
pub(super) fn held_here(events: &[Event], wanted: impl Fn(&Holding) -> bool) -> Option<FilmNumber> {
    events.iter().find_map(|event| match event {
        Event::NumbersHeld { numbers, holding } if wanted(holding) => numbers.first().copied(),
        _ => None,
    })
}

/// `film jam at frame 407`.
pub(super) fn failure(reason: &FailReason, exposed: u32, language: Language) -> String {
    let said = reason.say(language);
    let (reason, at) = (super::words(&said), language.count(exposed.into()));
    match (language, exposed) {
        (Language::German, 0) => format!("{reason} vor dem ersten Bild"),
        (Language::German, _) => format!("{reason} bei Bild {at}"),
        (Language::English, 0) => format!("{reason} before the first frame"),
        (Language::English, _) => format!("{reason} at frame {at}"),
    }
}

/// What became of the film, part by part.
fn film_parts(spent_mm: u32, rest: RestOfFilm, language: Language) -> Vec<String> {
    let metres = |millimetres: u32| language.metres(millimetres.into());
    let mut parts = Vec::new();
    if spent_mm > 0 {
        let spent = metres(spent_mm);
        parts.push(language.pick(format!("{spent} abgeschrieben"), format!("{spent} written off")));
    }
    match rest {
        RestOfFilm::Untouched => {
            parts.push(language.pick("Film unberührt zurück", "film back untouched").to_owned());
        }
        RestOfFilm::Kept { temp_roll, length_mm } => {
            let (length, label) = (metres(length_mm), TempRollId::label(temp_roll));
            parts.push(language.pick(
                format!("{length} als {label} zurück im Regal"),
                format!("{length} back on the shelf as {label}"),
            ));
        }
        RestOfFilm::Scrapped { length_mm: 0 } => {}
        RestOfFilm::Scrapped { length_mm } => {
            let length = metres(length_mm);
            parts.push(language.pick(format!("{length} Ausschuss"), format!("{length} scrapped")));
        }
    }
    parts
}

fn rest_confirmed(rest: RestOfFilm, language: Language) -> String {
    let metres = |millimetres: u32| language.metres(millimetres.into());
    match rest {
        RestOfFilm::Untouched => String::new(),
        RestOfFilm::Kept { temp_roll, length_mm } => {
            let (length, label) = (metres(length_mm), temp_roll.label());
            language.pick(
                format!(" Der Rest, {length}, wurde Restfilm {label}."),
                format!(" The rest, {length}, became temp roll {label}."),
            )
        }
        RestOfFilm::Scrapped { length_mm: 0 } => {
            language.pick(" Vom Film blieb nichts.", " Nothing remained of the film.").to_owned()
        }
        RestOfFilm::Scrapped { length_mm } => {
            let length = metres(length_mm);
            language.pick(
                format!(" Der Rest, {length}, war zu kurz zum Aufheben."),
                format!(" The rest, {length}, was too short to keep."),
            )
        }
    }
}

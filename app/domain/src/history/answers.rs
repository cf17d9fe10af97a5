//! The three short answers of a number's page: who has it, why this one, what would free it.

use super::{Names, day, film, frames, words};
use crate::number::{Held, Holding};
use crate::reason::reason_said;
use crate::words::Language;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyAnswers {
    pub who_has_it: String,
    pub why_this_one: String,
    pub what_would_free_it: String,
}

/// Answers from the number's one holding; `None` where it was never handed out.
pub fn answers(held: Option<&Held>, names: &dyn Names, language: Language) -> WhyAnswers {
    let (who_has_it, why_this_one, what_would_free_it) = match held {
        None => never(language),
        Some(held) => {
            (who(held, names, language), why(held, names, language), freed(&held.holding, language))
        }
    };
    WhyAnswers { who_has_it, why_this_one, what_would_free_it }
}

fn never(language: Language) -> (String, String, String) {
    let say = |german: &str, english: &str| language.pick(german, english).to_owned();
    (
        say("Niemand. Sie wurde nie herausgegeben.", "Nobody. It was never handed out."),
        say(
            "Die niedrigste freie Nummer kommt zuerst; diese ist noch nicht an der Reihe gewesen.",
            "The lowest free number comes first; this one has not had its turn.",
        ),
        say("Sie ist frei.", "It is free."),
    )
}

fn who(held: &Held, names: &dyn Names, language: Language) -> String {
    let since = day(held.since);
    match &held.holding {
        Holding::Returned { .. } => {
            language.pick(format!("Niemand, seit {since}."), format!("Nobody, since {since}."))
        }
        Holding::Reserved { claim } => match claim.project {
            Some(project) => {
                let name = names.project_name(project);
                language.pick(
                    format!("Der Block von {name}, seit {since}."),
                    format!("The block of {name}, since {since}."),
                )
            }
            None => {
                let by = &held.by;
                language.pick(
                    format!("Von {by} reserviert, seit {since}."),
                    format!("Reserved by {by}, since {since}."),
                )
            }
        },
        Holding::Bound { attempt, .. } => match names.attempt(*attempt) {
            Some(attempt) => {
                let (ordinal, roll) = (attempt.ordinal, names.roll_name(attempt.roll));
                let film = film(attempt.reel, attempt.temp_roll, language);
                language.pick(
                    format!("Versuch {ordinal} von {roll}, auf {film}, seit {since}."),
                    format!("Attempt {ordinal} of {roll}, on {film}, since {since}."),
                )
            }
            None => language.pick(
                format!("Ein laufender Versuch, seit {since}."),
                format!("A running attempt, since {since}."),
            ),
        },
        Holding::Issued { roll, attempt } => {
            let roll = names.roll_name(*roll);
            let on = names.attempt(*attempt).map(|attempt| {
                let film = film(attempt.reel, attempt.temp_roll, language);
                language.pick(format!(", auf {film}"), format!(", on {film}"))
            });
            let on = on.unwrap_or_default();
            language.pick(format!("{roll}{on}, seit {since}."), format!("{roll}{on}, since {since}."))
        }
        Holding::Void { .. } | Holding::Skipped { .. } => language.pick(
            format!("Niemand. Sie ist ungültig, seit {since}."),
            format!("Nobody. It is void, since {since}."),
        ),
        Holding::Earlier { frames: exposed, projects, .. } => {
            let (shown, of) = (frames(language, *exposed), projects.join(", "));
            let of =
                if of.is_empty() { of } else { language.pick(format!(" von {of}"), format!(" of {of}")) };
            language.pick(
                format!("Ein Film, der hier nicht geplant wurde: {shown}{of}."),
                format!("A film that was not planned here: {shown}{of}."),
            )
        }
    }
}

fn why(held: &Held, names: &dyn Names, language: Language) -> String {
    let lowest = language.pick("Sie war die niedrigste freie Nummer", "It was the lowest free number");
    match &held.holding {
        Holding::Returned { reason } => {
            let reason = reason_said(words(reason), language);
            language.pick(format!("Sie kam zurück: {reason}."), format!("It came back: {reason}."))
        }
        Holding::Reserved { claim } => {
            let purpose = words(&claim.purpose);
            match claim.project {
                Some(project) => {
                    let name = names.project_name(project);
                    language.pick(
                        format!("Aufgehoben, damit die Nummern von {name} aufeinander folgen."),
                        format!("Set aside so that the numbers of {name} follow each other."),
                    )
                }
                None => language.pick(
                    format!("{lowest}, als für {purpose} reserviert wurde."),
                    format!("{lowest} when it was reserved for {purpose}."),
                ),
            }
        }
        Holding::Bound { claim: Some(claim), .. } => {
            let purpose = words(&claim.purpose);
            language
                .pick(format!("Sie war für {purpose} reserviert."), format!("It was reserved for {purpose}."))
        }
        Holding::Bound { claim: None, .. } => language.pick(
            format!("{lowest} ihrer Reihe, als der Versuch begann."),
            format!("{lowest} of its series when the attempt began."),
        ),
        Holding::Earlier { source, .. } => {
            let source = words(source);
            language.pick(
                format!("Die Dateien der Maschine nennen sie; übernommen aus {source}."),
                format!("The machine's files name it; taken over from {source}."),
            )
        }
        Holding::Skipped { source } => {
            let source = words(source);
            language.pick(
                format!("Sie lag unter den Nummern aus {source}, und keine Datei nennt sie."),
                format!("It lay below the numbers of {source}, and no file names it."),
            )
        }
        Holding::Issued { .. } => language.pick(
            format!("{lowest} ihrer Reihe, als sie gegeben wurde."),
            format!("{lowest} of its series when it was given."),
        ),
        Holding::Void { reason, replaced_by } => {
            let reason = reason_said(words(reason), language);
            let replaced = replaced_by.map(|number| {
                language.pick(format!(" {number} ersetzt sie."), format!(" {number} replaces it."))
            });
            let replaced = replaced.unwrap_or_default();
            language.pick(
                format!("Ungültig gemacht: {reason}.{replaced}"),
                format!("Voided: {reason}.{replaced}"),
            )
        }
    }
}

fn freed(holding: &Holding, language: Language) -> String {
    let say = |german: &str, english: &str| language.pick(german, english).to_owned();
    match holding {
        Holding::Returned { .. } => say(
            "Sie ist frei und wird als niedrigste freie Nummer vergeben.",
            "It is free and is given as the lowest free number.",
        ),
        Holding::Reserved { claim } if claim.project.is_some() => {
            say("Die Freigabe beim Projekt.", "Its release by the project.")
        }
        Holding::Reserved { claim } => {
            let until = claim.until.map(day);
            let until = until.map(|until| {
                language.pick(
                    format!(" Reserviert ist sie bis {until}."),
                    format!(" It is reserved until {until}."),
                )
            });
            say("Eine Freigabe mit Grund.", "A release with a reason.") + &until.unwrap_or_default()
        }
        Holding::Bound { .. } => say(
            "Ein gescheiterter Versuch gibt sie zurück; ein bestätigter vergibt sie.",
            "A failed attempt gives it back; a confirmed one issues it.",
        ),
        Holding::Issued { .. } => say("Nichts. Ein Film trägt sie.", "Nothing. Film carries it."),
        Holding::Earlier { .. } => say(
            "Nichts. Ein Film trägt sie; ist er fort oder verworfen, wird sie ungültig gemacht.",
            "Nothing. Film carries it; where that is gone or rejected, it is voided.",
        ),
        Holding::Skipped { .. } => say(
            "Nichts. Ein Film, von dem nichts bekannt ist, kann sie tragen.",
            "Nothing. A film nothing is known of may carry it.",
        ),
        Holding::Void { .. } => say(
            "Nichts. Eine ungültige Nummer wird nie wieder benutzt.",
            "Nothing. A void number is never used again.",
        ),
    }
}

//! A filmed roll: what was confirmed, how the log reads, what remained, and the files that prove it.

use domain::evidence::Finding;
use domain::film::attempt::{Course, RestOfFilm};
use domain::view::films::{AttemptLine, RollPage};
use domain::words::Language;
use leptos::prelude::*;

use super::attempts::{files, has_files};
use super::film_words::{frames, loaded_words};
use super::filming::sentences;
use crate::catalogue::{self, say};
use crate::parts::button::{ButtonKind, ButtonLink};
use crate::parts::format::Reading;
use crate::parts::icon::IconName;

pub fn filmed(page: &RollPage) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let Some(attempt) = page.current() else { return ().into_any() };
    let findings: Vec<&Finding> = page.shown.iter().flat_map(|shown| &shown.findings).collect();
    let found = (!findings.is_empty()).then(|| {
        view! {
            <div class="confirmed-part">
                <h3>{say!(locale, films.found)}</h3>
                <ul class="sentences">{sentences(&findings, language)}</ul>
            </div>
        }
    });
    let files = has_files(page).then(|| {
        view! {
            <div class="confirmed-part">
                <h3>{say!(locale, films.files)}</h3>
                {files(page, language)}
            </div>
        }
    });
    view! {
        <section class="section confirmed" aria-labelledby="confirmed-heading">
            <div class="section-head">
                <h2 id="confirmed-heading">{confirmed_words(page, attempt, language)}</h2>
            </div>
            <p>{film_sentence(attempt, language)}</p>
            {labels(page)}
            <div class="confirmed-parts">{found} {files}</div>
        </section>
    }
    .into_any()
}

/// The label of the film, as it is printed most, and its other forms.
fn labels(page: &RollPage) -> AnyView {
    let locale = catalogue::locale();
    let href = format!("/download/rolls/{}/label.pdf", page.line.id);
    view! {
        <div class="actions">
            <ButtonLink href=href.clone() word=say!(locale, papers.label) icon=IconName::Print/>
            <ButtonLink href=format!("{href}?cut=angled") word=say!(locale, papers.angled) kind=ButtonKind::Quiet/>
            <ButtonLink href=format!("{href}?copy=duplicate") word=say!(locale, papers.duplicate) kind=ButtonKind::Quiet/>
        </div>
    }
    .into_any()
}

/// `10000133 was issued on 20.11.2025 10:51 with 2,868 frames, shown by the machine's log.`
fn confirmed_words(page: &RollPage, attempt: &AttemptLine, language: Language) -> String {
    let Course::Confirmed { at, counted, .. } = attempt.course else { return String::new() };
    let (name, shown) = (page.line.name(), frames(page.line.frames, language));
    let when = Reading::utc(language).date_time(at);
    let by = &attempt.operator;
    match (language, counted) {
        (Language::German, true) => {
            format!("{name} wurde am {when} mit {shown} vergeben, gezählt von {by}.")
        }
        (Language::German, false) => {
            format!("{name} wurde am {when} mit {shown} vergeben, belegt durch das Protokoll der Maschine.")
        }
        (Language::English, true) => {
            format!("{name} was issued on {when} with {shown}, counted by {by}.")
        }
        (Language::English, false) => {
            format!("{name} was issued on {when} with {shown}, shown by the machine's log.")
        }
    }
}

/// Where the film lies and what was left of it.
fn film_sentence(attempt: &AttemptLine, language: Language) -> String {
    let Course::Confirmed { spent_mm, rest, .. } = attempt.course else { return String::new() };
    let film = loaded_words(&attempt.loaded, language);
    let spent = language.metres(spent_mm.into());
    let used = language.pick(
        format!("Auf {film}: {spent} belichtet, Vor- und Nachspann eingeschlossen."),
        format!("On {film}: {spent} used, leader and trailer included."),
    );
    let rest = match rest {
        RestOfFilm::Untouched => String::new(),
        RestOfFilm::Kept { temp_roll, length_mm } => {
            let (label, length) = (temp_roll.label(), language.metres(length_mm.into()));
            language.pick(
                format!(" Der Rest, {length}, kam als {label} ins Regal."),
                format!(" The rest, {length}, went to the shelf as {label}."),
            )
        }
        RestOfFilm::Scrapped { length_mm } => {
            let length = language.metres(length_mm.into());
            language.pick(
                format!(" Der Rest, {length}, war zu kurz zum Aufheben und ist Ausschuss."),
                format!(" The rest, {length}, was too short to keep and is scrap."),
            )
        }
    };
    used + &rest
}

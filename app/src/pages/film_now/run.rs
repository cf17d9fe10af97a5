//! While the camera runs: how far it is, what is in it, and the ways to finish, without leaving the page.

use domain::view::films::{AttemptLine, RollLine, RollPage};
use domain::words::Language;
use leptos::prelude::*;

use super::Screen;
use crate::catalogue::{self, Locale, say};
use crate::islands::FilmingNow;
use crate::pages::roll::film_words::{film, frames, loaded_words, place_in_project};
use crate::pages::roll::filming::ending;
use crate::pages::today::filming::{long, time_or_day};
use crate::parts::button::{ButtonKind, ButtonLink, Price};
use crate::parts::facts::{Fact, Facts};
use crate::parts::refusal::Refusal;

pub fn run(screen: &Screen) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let page = &screen.page;
    let Some((camera, attempt)) = page.in_camera() else { return ().into_any() };
    let counter = screen.said.of_form("counter");
    let refused =
        (!counter.sentence.is_empty()).then(|| view! { <Refusal sentence=counter.sentence.clone()/> });
    view! {
        <section class="filming film-run" aria-label=say!(locale, films.running)>
            {name(page, attempt, language)}
            {refused}
            <FilmingNow
                roll=page.line.id
                camera
                loaded=attempt.loaded
                started=attempt.started
                at=page.at
                counter=screen.counter()
                typed=counter.field("frames")
                may_film=screen.may_film
                language
            />
            <div class="film-facts">{facts(page, attempt, screen.next.as_ref(), language, locale)}</div>
            {screen.may_film.then(|| actions(locale))}
        </section>
        {screen.may_film.then(|| finish(screen, locale))}
    }
    .into_any()
}

fn name(page: &RollPage, attempt: &AttemptLine, language: Language) -> AnyView {
    let since = time_or_day(attempt.started, page.at, language);
    let (ordinal, operator) = (attempt.ordinal, &attempt.operator);
    let quiet = language.pick(
        format!("läuft seit {since}, Versuch {ordinal}, {operator}"),
        format!("running since {since}, attempt {ordinal}, {operator}"),
    );
    let (id, long) = match page.bound {
        Some(number) => (number.to_string(), None),
        None => (page.line.temporary_id.clone(), Some(long(&page.line))),
    };
    view! {
        <div class="filming-number">
            <span class="filming-quiet">{quiet}</span>
            <h2><span class="filming-id" data-long=long>{id}</span></h2>
            <span class="filming-quiet">{place_in_project(&page.line, language)}</span>
        </div>
    }
    .into_any()
}

fn facts(
    page: &RollPage,
    attempt: &AttemptLine,
    next: Option<&RollLine>,
    language: Language,
    locale: Locale,
) -> AnyView {
    let line = &page.line;
    let head = film(line.film, locale);
    let loaded = format!("{}, {head}", loaded_words(&attempt.loaded, language));
    let content = language.pick(
        format!("{} Dokumente, {}", language.count(page.documents.into()), frames(line.frames, language)),
        format!("{} documents, {}", language.count(page.documents.into()), frames(line.frames, language)),
    );
    let after = match next {
        Some(roll) => format!("{}, {}", roll.temporary_id, frames(roll.frames, language)),
        None => say!(locale, films.nothing).to_owned(),
    };
    let facts = vec![
        Fact::new(say!(locale, camera.folder), line.folder.clone()),
        Fact::new(say!(locale, camera.content), content),
        Fact::new(say!(locale, films.film), loaded),
        Fact::new(say!(locale, films.machine), attempt.machine.clone()),
        Fact::new(say!(locale, films.after_this), after),
    ];
    view! { <Facts facts/> }.into_any()
}

fn actions(locale: Locale) -> AnyView {
    view! {
        <div class="filming-actions">
            <ButtonLink
                href="#finish"
                word=say!(locale, films.finish)
                kind=ButtonKind::Thumb
                price=Price::Words(say!(locale, films.finish_price).to_owned())
            />
            <ButtonLink href="?do=fail#fail" word=say!(locale, films.trouble)/>
        </div>
    }
    .into_any()
}

fn finish(screen: &Screen, locale: Locale) -> AnyView {
    view! {
        <section class="step film-finish" id="finish" tabindex="-1" aria-labelledby="finish-heading">
            <h2 id="finish-heading">{say!(locale, films.finish)}</h2>
            <p class="filming-quiet">{say!(locale, films.evidence_hint)}</p>
            {ending(&screen.page, &screen.said, screen.trouble)}
        </section>
    }
    .into_any()
}

//! After the camera: the number the roll has earned, what remains of the film, and the roll that comes next.

use domain::film::attempt::{Course, RestOfFilm};
use domain::view::films::RollPage;
use domain::words::{Language, Say};
use leptos::prelude::*;

use super::{Screen, onwards};
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::roll::film_words::stage_word;
use crate::parts::button::ButtonKind;

pub fn done(screen: &Screen) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let page = &screen.page;
    let (_, stage) = stage_word(page.line.stage, locale);
    let found = page.shown.iter().flat_map(|shown| &shown.findings);
    let found = found.map(|finding| view! { <li>{finding.say(language)}</li> }).collect_view();
    view! {
        <section class="film-done" aria-labelledby="done-heading">
            <p class="filming-label">{stage}</p>
            <h2 class="film-piece" id="done-heading">
                <a href=format!("/rolls/{}", page.line.id)>{page.line.name()}</a>
            </h2>
            {rest(page, language, locale)}
            <ul class="film-found">{found}</ul>
        </section>
        <div class="filming-actions">{onwards(screen.next.as_ref(), ButtonKind::Thumb)}</div>
    }
    .into_any()
}

/// What to do with the film that is left: it gets its tag and goes to its place.
fn rest(page: &RollPage, language: Language, locale: Locale) -> Option<AnyView> {
    let Course::Confirmed { rest, .. } = page.current()?.course else { return None };
    let metres = |length_mm: u32| language.metres(length_mm.into());
    let words = match rest {
        RestOfFilm::Untouched => return None,
        RestOfFilm::Kept { temp_roll, length_mm } => {
            let tag = temp_roll.label();
            let before = fill(say!(locale, camera.rest_kept), &[&metres(length_mm)]);
            view! { {before} " " <a class="mono" href=format!("/film/{tag}")>{tag.clone()}</a> }.into_any()
        }
        RestOfFilm::Scrapped { length_mm } => {
            fill(say!(locale, camera.rest_scrap), &[&metres(length_mm)]).into_any()
        }
    };
    Some(view! { <p class="film-place">{words}</p> }.into_any())
}

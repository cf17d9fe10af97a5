//! Starting: which film, said before it is taken, and what keeps a roll from starting.

use domain::refusal::Refusal;
use domain::view::films::{FilmOption, RollPage, WaitsFor};
use domain::words::{Language, Say};
use leptos::prelude::*;

use super::film_words::{option_name, option_words};
use crate::api::films::StartFilming;
use crate::api::lab::Said;
use crate::catalogue::{self, Locale, say};
use crate::command_form::SeenField;
use crate::pages::answer::CameBack;
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::field::{TextField, TextKind};
use crate::parts::notice::{Notice, Tone};

/// Pieces of film a choice lists; the best fit comes first, so more would only be worse.
const OFFERED: usize = 8;

pub fn start(page: &RollPage, may_film: bool, said: &Said) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    if let Some(roll) = page.blocked_by() {
        return waits(roll, format!("/rolls/{}", roll.id), language);
    }
    if !may_film || page.options.is_empty() {
        return ().into_any();
    }
    let said = said.of_form("start");
    let choices = film_choices(page, &said.field("film"));
    let (roll, revision) = (page.line.id.to_string(), page.revision);
    let machine = said.field_or("machine", "1");
    view! {
        <section class="section step" id="start" aria-labelledby="start-heading">
            <div class="section-head">
                <h2 id="start-heading">{say!(locale, films.start)}</h2>
                <span class="section-note">{say!(locale, films.next_note)}</span>
            </div>
            <ActionForm action={ServerAction::<StartFilming>::new()} attr:class="form step-form">
                <CameBack form="start" said/>
                <input type="hidden" name="roll" value=roll/>
                <SeenField revision/>
                {choices}
                <TextField name="machine" label=say!(locale, films.machine) kind=TextKind::Id value=machine/>
                <div class="actions">
                    <Button
                        verb=say!(locale, films.start)
                        kind=ButtonKind::Primary
                        price=Price::Words(say!(locale, films.start_price).to_owned())
                    />
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// The film the roll fits on, as a choice. What was chosen before may be gone by now; then the proposal stands again.
pub fn film_choices(page: &RollPage, before: &str) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let offered = offered(&page.options);
    let before = offered.iter().position(|option| option.choice() == before).unwrap_or(0);
    let choices = offered
        .into_iter()
        .enumerate()
        .map(|(place, option)| {
            choice(option, place == 0, place == before, page.line.frames, language, locale)
        })
        .collect_view();
    view! {
        <fieldset class="film-choices">
            <legend class="label">{say!(locale, films.choose_film)}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

/// The best pieces, and always the whole reel, which comes last.
fn offered(options: &[FilmOption]) -> Vec<&FilmOption> {
    let (Some(reel), temp_rolls) = (options.last(), &options[..options.len().saturating_sub(1)]) else {
        return vec![];
    };
    temp_rolls.iter().take(OFFERED).chain([reel]).collect()
}

fn choice(
    option: &FilmOption,
    best: bool,
    chosen: bool,
    needed: u32,
    language: Language,
    locale: Locale,
) -> AnyView {
    view! {
        <label class="check film-choice">
            <input type="radio" name="film" value=option.choice() checked=chosen/>
            <span class="film-choice-name">
                <span class=option.temp_roll.map(|_| "mono")>{option_name(option, locale)}</span>
                {best.then(|| view! { <span class="film-choice-best">{say!(locale, films.proposal)}</span> })}
            </span>
            <span class="film-choice-words">{option_words(option, needed, language)}</span>
        </label>
    }
    .into_any()
}

/// The sentence the command would be refused with, and the way to the roll that comes first.
pub fn waits(roll: &WaitsFor, href: String, language: Language) -> AnyView {
    let roll = domain::film::roll::TemporaryId::from_text(&roll.temporary_id);
    let sentence = Refusal::WaitsFor35mm { roll }.say(language);
    let word = language.pick("Zur 35mm-Rolle", "To the 35mm roll");
    view! {
        <div class="section roll-waits">
            <Notice tone=Tone::Warning>
                <p>{sentence} " " <a href=href>{word}</a></p>
            </Notice>
        </div>
    }
    .into_any()
}

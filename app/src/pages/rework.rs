//! Rework (Nacharbeit): films to be rejected, what follows from keeping or voiding their numbers, and the decision.

use domain::film::rework::{Cause, Consequence, NumberChoice};
use domain::person::Right;
use domain::view::finishing::ReworkView;
use domain::words::Say;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::finishing::{ReworkRolls, read_rework};
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::command_form::SeenField;
use crate::frame::frame;
use crate::pages::answer::{CameBack, failed, use_said};
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::decision::Consequences;
use crate::parts::empty::{Empty, Loading};
use crate::parts::field::{Choice, SelectField, TextField};
use crate::parts::glyph::{RollGlyph, StateWord};
use crate::parts::notice::{Notice, Tone};
use crate::parts::page_head::{Crumb, PageHead};

#[component]
pub fn Rework() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    // Boxes of a table send `rolls` once for each film; a link sends them in one.
    let rolls = Memo::new(move |_| query.read().get_all("rolls").unwrap_or_default().join(","));
    let cause = Memo::new(move |_| query.read().get("cause").unwrap_or_default());
    let view = Resource::new(move || rolls.get(), read_rework);
    let said = use_said();
    let rework = ServerAction::<ReworkRolls>::new();
    view! {
        <Title text=say!(locale, finish.rework)/>
        <PageHead
            crumbs=vec![
                Crumb::link("/development", say!(locale, finish.development)),
                Crumb::here(say!(locale, finish.rework)),
            ]
            title=say!(locale, finish.rework)
            aside=say!(locale, finish.rework_is)
        />
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                let cause = cause.get_untracked();
                view.await.map_or_else(failed, |view| whole(&view, &said, &cause, rework))
            })}
        </Transition>
    }
}

fn whole(view: &ReworkView, said: &Said, cause: &str, rework: ServerAction<ReworkRolls>) -> AnyView {
    let locale = catalogue::locale();
    let without = (!view.without_film.is_empty()).then(|| {
        let names: Vec<String> = view.without_film.iter().map(|roll| roll.temporary_id.clone()).collect();
        let sentence = fill(say!(locale, finish.without_film), &[&names.join(", ")]);
        view! { <Notice tone=Tone::Warning><p>{sentence}</p></Notice> }
    });
    if view.films.is_empty() {
        let sentence = say!(locale, finish.no_film_chosen).to_owned();
        return view! { {without} <Empty title=say!(locale, finish.rework) sentence/> }.into_any();
    }
    let films = view
        .films
        .iter()
        .map(|film| {
            let (name, glyph) = (film.roll.name(), RollGlyph::from(film.roll.stage));
            view! {
                <li>
                    <a class="mono" href=format!("/rolls/{}", film.roll.id)>{name}</a>
                    " "
                    <span>{film.roll.temporary_id.clone()}</span>
                    " "
                    <StateWord glyph word=glyph.word(locale)/>
                </li>
            }
        })
        .collect_view();
    let form = if frame().may(Right::Inspect) {
        form(view, said, cause, rework)
    } else {
        view! {
            <Notice><p>{say!(locale, finish.quality_only)}</p></Notice>
            {consequences(&view.if_kept, say!(locale, finish.keep))}
        }
        .into_any()
    };
    view! {
        {without}
        <section class="section" aria-labelledby="films-title">
            <div class="section-head"><h2 id="films-title">{say!(locale, finish.rework_films)}</h2></div>
            <ul class="run-rolls">{films}</ul>
        </section>
        {form}
    }
    .into_any()
}

fn form(view: &ReworkView, said: &Said, cause: &str, rework: ServerAction<ReworkRolls>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let rolls: Vec<String> = view.films.iter().map(|film| film.roll.id.to_string()).collect();
    let said = said.of_form("rework");
    let revision = view.revision;
    let causes: Vec<Choice> =
        Cause::CHOICES.iter().map(|cause| Choice::new(cause.code(), cause.say(language))).collect();
    let chosen = said.field_or("cause", cause);
    let (words, note, number) = (said.field("words"), said.field("note"), said.field("number"));
    let keep = choice(NumberChoice::Keep, &view.if_kept, &number);
    let void = choice(NumberChoice::Void, &view.if_void, &number);
    view! {
        <section class="section" aria-labelledby="decide-title">
            <div class="section-head"><h2 id="decide-title">{say!(locale, finish.decide)}</h2></div>
            <ActionForm action=rework attr:class="rework-form">
                <CameBack form="rework" said/>
                <input type="hidden" name="rolls" value=rolls.join(",")/>
                <SeenField revision/>
                <div class="fields">
                    <SelectField name="cause" label=say!(locale, finish.cause) choices=causes chosen/>
                    <TextField name="words" label=say!(locale, finish.own_words) value=words optional=true/>
                    <TextField name="note" label=say!(locale, finish.note) value=note optional=true/>
                </div>
                <fieldset class="rework-choices">
                    <legend class="label">{say!(locale, finish.number_choice)}</legend>
                    {keep}
                    {void}
                </fieldset>
                <div class="actions">
                    <Button
                        verb=say!(locale, finish.reject)
                        kind=ButtonKind::Primary
                        price=Price::CannotBeUndone
                    />
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// One of the two ways, with its whole effect before it is taken.
fn choice(choice: NumberChoice, list: &[Consequence], chosen: &str) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let word = match choice {
        NumberChoice::Keep => say!(locale, finish.keep),
        NumberChoice::Void => say!(locale, finish.void),
    };
    let sentences = list.iter().map(|one| one.say(language)).collect::<Vec<_>>();
    view! {
        <div class="rework-choice">
            <label class="check">
                <input type="radio" name="number" value=choice.code() checked=chosen == choice.code() required/>
                <span>{word}</span>
            </label>
            <Consequences sentences/>
        </div>
    }
    .into_any()
}

fn consequences(list: &[Consequence], heading: &'static str) -> AnyView {
    let language = catalogue::language();
    let sentences = list.iter().map(|one| one.say(language)).collect::<Vec<_>>();
    view! { <section class="section"><h2>{heading}</h2><Consequences sentences/></section> }.into_any()
}

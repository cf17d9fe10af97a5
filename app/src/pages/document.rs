//! A document by its barcode: where it is registered, the film it lies on and at which blip, and what happened to it.

use domain::view::trace::{DocumentStory, InProject, OnRoll};
use domain::words::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::api::lab::read_document;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::failed;
use crate::pages::roll::attempts::life;
use crate::pages::roll::film_words::{film, frames, stage_word};
use crate::parts::empty::Loading;
use crate::parts::facts::{Fact, Facts};
use crate::parts::format::Reading;
use crate::parts::glyph::StateWord;
use crate::parts::page_head::{Crumb, PageHead};

#[component]
pub fn DocumentPage() -> impl IntoView {
    let params = use_params_map();
    let barcode = Memo::new(move |_| params.read().get("barcode").unwrap_or_default());
    let story = Resource::new(move || barcode.get(), read_document);
    view! {
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                story.await.map_or_else(
                    |error| {
                        view! {
                            <Title text=say!(catalogue::locale(), trace.document)/>
                            {failed(error)}
                        }
                            .into_any()
                    },
                    whole,
                )
            })}
        </Transition>
    }
}

fn whole(story: DocumentStory) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let several = story.projects.len() > 1;
    let projects = story.projects.into_iter().map(|project| one(project, several, language, locale));
    let projects = projects.collect_view();
    view! {
        <Title text=format!("{} {}", say!(locale, trace.document), story.barcode)/>
        <PageHead
            crumbs=vec![
                Crumb::link("/search", say!(locale, pages.search)),
                Crumb::here(say!(locale, trace.document)),
            ]
            id=story.barcode
            hero=true
        />
        {projects}
    }
    .into_any()
}

/// The document in one project. On several lists it is said of each.
fn one(document: InProject, several: bool, language: Language, locale: Locale) -> AnyView {
    let project = document.project;
    let name = project.name.clone();
    let href = format!("/projects/{}", project.id);
    let oversized = document.oversized.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let oversized = if oversized.is_empty() { say!(locale, trace.none).to_owned() } else { oversized };
    let facts = vec![
        Fact::view(say!(locale, films.project), view! { <a href=href>{project.name}</a> }),
        Fact::new(say!(locale, films.com_id), document.com_id.unwrap_or_else(|| "–".to_owned())),
        Fact::new(say!(locale, trace.pages), language.count(document.pages.into())),
        Fact::new(say!(locale, trace.oversized), oversized),
        Fact::new(say!(locale, trace.place), language.count(document.place.into())),
        Fact::new(say!(locale, trace.registered), Reading::utc(language).date_time(document.registered)),
    ];
    let rolls = match document.rolls.is_empty() {
        true => view! { <p class="muted">{say!(locale, trace.not_planned)}</p> }.into_any(),
        false => document.rolls.into_iter().map(|on| on_roll(on, language, locale)).collect_view().into_any(),
    };
    let head = several.then(|| view! { <h2 class="document-project">{name}</h2> });
    view! {
        <div class="document">
            {head} <Facts facts flow=true/> {rolls}
        </div>
    }
    .into_any()
}

/// Where it lies, its blip in large, and the life of that roll.
fn on_roll(on: OnRoll, language: Language, locale: Locale) -> AnyView {
    let line = &on.roll;
    let (glyph, word) = stage_word(line.stage, locale);
    let blip = on.blip();
    let blip_note = match (&blip, on.counted) {
        (Some(_), false) => say!(locale, trace.from_evidence),
        (Some(_), true) => say!(locale, trace.counted),
        (None, _) => say!(locale, trace.not_filmed),
    };
    let address = blip
        .unwrap_or_else(|| fill(say!(locale, trace.planned_frame), &[&language.count(on.planned.into())]));
    let number = match line.number {
        Some(number) => {
            view! { <a class="mono" href=format!("/numbers/{number}")>{number.to_string()}</a> }.into_any()
        }
        None => "–".into_any(),
    };
    let part = on.continued.then(|| Fact::new(say!(locale, trace.part), say!(locale, trace.continued)));
    let mut facts = vec![
        Fact::view(say!(locale, films.number), number),
        Fact::view(
            say!(locale, films.roll),
            view! { <a class="mono" href=format!("/rolls/{}", line.id)>{line.temporary_id.clone()}</a> },
        ),
        Fact::new(say!(locale, films.film), film(line.film, locale)),
        Fact::new(say!(locale, films.index), language.count(on.index.into())),
        Fact::new(say!(locale, films.frames), frames(on.frames, language)),
    ];
    facts.extend(part);
    view! {
        <section class="section document-roll" aria-label=format!("{}, {}", line.name(), line.folder)>
            <div class="section-head">
                <p class="document-blip">{address}</p>
                <StateWord glyph word/>
                <span class="section-note">{blip_note}</span>
            </div>
            <Facts facts flow=true/>
            <div class="document-life">{life(on.history, language)}</div>
        </section>
    }
    .into_any()
}

//! A roll: its film to scale, the one thing to do next, its attempts, its documents and its history.

pub mod drawing;
pub mod film_words;

mod after;
pub mod attempts;
mod documents;
mod filmed;
pub mod filming;
pub mod start;

use domain::person::Right;
use domain::view::films as view;
use domain::view::finishing::ReworkLine;
use domain::view::lab::Step;
use domain::words::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::films::{read_roll, read_roll_documents, read_roll_history};
use crate::api::finishing::read_reworks;
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::error::AppError;
use crate::frame::frame;
use crate::pages::answer::{Done, use_said};
use crate::pages::projects::failed;
use crate::parts::empty::Loading;
use crate::parts::facts::{Fact, Facts};
use crate::parts::page_head::{Crumb, PageHead, Standing};
use crate::parts::strip::{Strip, StripSize};
use film_words::{film, length_of_time, stage_word};

#[component]
pub fn RollPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let text = Memo::new(move |_| params.read().get("roll").unwrap_or_default());
    let id = Memo::new(move |_| text.get().parse::<u64>().unwrap_or_default());
    let after =
        Memo::new(move |_| query.read().get("after").and_then(|after| after.parse().ok()).unwrap_or(0));
    let roll = Resource::new(move || text.get(), read_roll);
    let documents =
        Resource::new(move || (id.get(), after.get()), |(id, after)| read_roll_documents(id, after));
    let history = Resource::new(move || id.get(), read_roll_history);
    let reworks = Resource::new(move || id.get(), read_reworks);
    let said = use_said();
    view! {
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                match roll.await {
                    Ok(page) => {
                        let said = said.await.ok().flatten().unwrap_or_default();
                        let reworks = reworks.await.unwrap_or_default();
                        let trouble = query.read_untracked().get("do").as_deref() == Some("fail");
                        whole(page, documents.await, history.await, reworks, said, trouble)
                    }
                    Err(error) => missing(error),
                }
            })}
        </Transition>
    }
}

fn missing(error: AppError) -> AnyView {
    view! {
        <Title text=say!(catalogue::locale(), films.roll)/>
        {failed(error)}
    }
    .into_any()
}

fn whole(
    page: view::RollPage,
    documents: Result<view::RollDocuments, AppError>,
    history: Result<Vec<Step>, AppError>,
    reworks: Vec<ReworkLine>,
    said: Said,
    trouble: bool,
) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let number = page.line.number.map(|number| number.to_string());
    let page_for_documents = page.clone();
    view! {
        <Title text=page.line.name()/>
        {head(&page)}
        <Done/>
        {facts(&page, language)}
        <section class="section roll-strip" aria-labelledby="film-heading">
            <div class="section-head">
                <h2 id="film-heading">{say!(locale, films.reel_to_scale)}</h2>
                <span class="section-note">{drawing::note(&page, language)}</span>
            </div>
            {strip(&page, language)}
        </section>
        {step(&page, &said, trouble)}
        {attempts::attempts(&page, language)}
        {after::reworks(&page, reworks, &said)}
        {history.map_or_else(failed, |steps| attempts::history(steps, language))}
        {documents.map_or_else(failed, |rows| documents::documents(&page_for_documents, number, rows))}
    }
    .into_any()
}

fn head(page: &view::RollPage) -> AnyView {
    let locale = catalogue::locale();
    let line = &page.line;
    let (glyph, word) = stage_word(line.stage, locale);
    let crumbs = vec![
        Crumb::link("/projects", say!(locale, pages.projects)),
        Crumb::link(format!("/projects/{}", line.project), line.archive_id.clone()),
        Crumb::here(line.temporary_id.clone()),
    ];
    let hero = line.number.is_some();
    let aside = if hero { line.temporary_id.clone() } else { film(line.film, locale).to_owned() };
    view! { <PageHead crumbs id=line.name() hero aside standing=Some(Standing::new(glyph, word))/> }
        .into_any()
}

fn facts(page: &view::RollPage, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let line = &page.line;
    let project = view! { <a href=format!("/projects/{}", line.project)>{line.folder.clone()}</a> };
    let place = match language {
        Language::German => format!("{} von {}", line.ordinal, line.of),
        Language::English => format!("{} of {}", line.ordinal, line.of),
    };
    let plan = language.pick(
        format!("{}, {} Bilder je Rolle", page.plan, language.count(page.capacity.into())),
        format!("{}, {} frames a roll", page.plan, language.count(page.capacity.into())),
    );
    let mut facts = vec![
        Fact::view(say!(locale, films.project), project),
        Fact::new(say!(locale, films.film), film(line.film, locale)),
        Fact::new(say!(locale, films.roll), place),
        Fact::new(say!(locale, films.documents), language.count(page.documents.into())),
        Fact::new(say!(locale, films.frames), language.count(line.frames.into())),
        Fact::new(say!(locale, films.time), length_of_time(page.scale.seconds(line.frames), language)),
        Fact::new(say!(locale, films.plan), plan),
    ];
    if let Some(number) = line.number {
        let why = language.pick("Warum diese?", "Why this one?");
        let link = view! { <a href=format!("/numbers/{number}")>{why}</a> };
        facts.insert(0, Fact::view(say!(locale, films.number), link));
    }
    if !page.waits_for.is_empty() {
        let links = page.waits_for.iter().enumerate().map(|(place, roll)| {
            let name = roll.number.map_or_else(|| roll.temporary_id.clone(), |number| number.to_string());
            let comma = if place > 0 { ", " } else { "" };
            view! { {comma} <a class="mono" href=format!("/rolls/{}", roll.id)>{name}</a> }
        });
        facts.push(Fact::view(say!(locale, films.waits_for), links.collect_view()));
    }
    if page.waited_by > 0 {
        let rolls =
            fill(language.pick("{0} Rollen 16mm", "{0} rolls of 16mm"), &[&page.waited_by.to_string()]);
        facts.push(Fact::new(say!(locale, films.waited_by), rolls));
    }
    view! { <Facts facts flow=true/> }.into_any()
}

fn strip(page: &view::RollPage, language: Language) -> AnyView {
    let drawn = drawing::of_roll(page, language);
    view! {
        <Strip
            scale_mm=drawn.scale_mm
            pieces=drawn.pieces
            documents=drawn.documents
            capacity_mm=drawn.capacity_mm
            size=StripSize::Tall
            description=drawn.description
        />
    }
    .into_any()
}

/// The next step of the roll, as the one primary form of the page.
fn step(page: &view::RollPage, said: &Said, trouble: bool) -> AnyView {
    use domain::film::roll::RollStage;
    let may_film = frame().may(Right::Film);
    match page.line.stage {
        RollStage::Planned | RollStage::Rework => start::start(page, may_film, said),
        RollStage::Filming => filming::filming(page, said, trouble, may_film),
        RollStage::Filmed | RollStage::Developed | RollStage::Accepted => {
            view! { {after::next(page)} {filmed::filmed(page)} }.into_any()
        }
        RollStage::Cancelled => ().into_any(),
    }
}

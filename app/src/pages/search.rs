//! What the one search field finds, by kind: a number first, then names, documents and people.

use domain::code::Misread;
use domain::id::TempRollId;
use domain::number::{FilmNumber, NumberState};
use domain::view::lab::{DocumentPlace, Found, SearchView};
use domain::view::numbers::RollLink;
use domain::words::Say;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::lab::read_search;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::failed;
use crate::pages::numbers::glyph_of;
use crate::pages::people::roles_said;
use crate::parts::button::{Button, ButtonKind};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::field::{TextField, TextKind};
use crate::parts::format::counted;
use crate::parts::glyph::{Drawing, Glyph, RollGlyph, TempRollGlyph};
use crate::parts::icon::{Icon, IconName};
use crate::parts::page_head::PageHead;
use crate::parts::refusal::Refusal;

#[component]
pub fn Search() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let text = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    let go = Memo::new(move |_| query.read().get("go").is_some());
    let found = Resource::new(move || (go.get(), text.get()), |(go, text)| read_search(text, go));
    view! {
        <Title text=say!(locale, pages.search)/>
        <PageHead title=say!(locale, pages.search)/>
        {move || view! { <Field text=text.get()/> }}
        <div role="status">
            <Transition fallback=|| view! { <Loading/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(view) => results(view),
                        Err(error) => failed(error),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The field again, in the page: on a phone the header has none.
#[component]
fn Field(text: String) -> impl IntoView {
    let locale = catalogue::locale();
    view! {
        <form class="search-form" method="get" action="/search" role="search" aria-label=say!(locale, lab.search_again)>
            <input type="hidden" name="go" value="1"/>
            <TextField name="q" label=say!(locale, shell.search_hint) kind=TextKind::Search value=text autofocus=true/>
            <Button verb=say!(locale, lab.search_now) kind=ButtonKind::Primary/>
        </form>
    }
}

fn results(view: SearchView) -> AnyView {
    let locale = catalogue::locale();
    if view.query.is_empty() {
        return what_can_be_searched(say!(locale, lab.search_what).to_owned());
    }
    if view.found.is_empty() {
        if let Some(misread) = misread(&view.query) {
            return view! { <Refusal sentence=misread.say(catalogue::language())/> }.into_any();
        }
        return what_can_be_searched(fill(say!(locale, lab.search_nothing), &[&view.query]));
    }
    let mut params = ParamsMap::new();
    params.insert("q", view.query.clone());
    let mut groups: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for found in view.found {
        let name = group_of(&found, locale);
        let line = line(found, locale);
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((name, vec![line])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(name, lines)| {
            view! {
                <section class="found-group">
                    <h2>{name}</h2>
                    <ul class="found">{lines}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        {groups}
        {view.more.then(|| view! { <p class="muted">{say!(locale, lab.search_more)}</p> })}
        <Export table="search" label=say!(locale, pages.search) params/>
    }
    .into_any()
}

/// A scanned number or tag with a digit wrong.
fn misread(text: &str) -> Option<Misread> {
    let misread = |read: Misread| matches!(read, Misread::CheckDiffers(_)).then_some(read);
    let number = FilmNumber::read(text).err().and_then(misread);
    number.or_else(|| TempRollId::read(text).err().and_then(misread))
}

fn what_can_be_searched(title: String) -> AnyView {
    let locale = catalogue::locale();
    let kinds = [
        (say!(locale, lab.search_number), "10000136"),
        (say!(locale, lab.search_project), "RRD123-2025"),
        (say!(locale, lab.search_roll), "RRD123-2025_OU_16_01"),
        (say!(locale, lab.search_document), "1427004415005125"),
        (say!(locale, lab.search_film), "T-0087"),
        (say!(locale, lab.search_person), "Berger"),
    ];
    let rows = kinds
        .map(|(what, example)| view! { <div><dt>{what}</dt><dd class="mono">{example}</dd></div> })
        .collect_view();
    view! { <Empty title><dl class="facts search-kinds">{rows}</dl></Empty> }.into_any()
}

fn group_of(found: &Found, locale: Locale) -> &'static str {
    match found {
        Found::Number { .. } => say!(locale, pages.film_numbers),
        Found::Project { .. } => say!(locale, pages.projects),
        Found::Roll { .. } => say!(locale, lab.rolls),
        Found::Document { .. } => say!(locale, numbers.documents),
        Found::TempRoll { .. } => say!(locale, pages.temp_rolls),
        Found::Person { .. } => say!(locale, lab.people),
    }
}

/// A hit: its glyph, its name as the link, and one line of what it is.
fn hit(sign: AnyView, href: String, name: String, words: AnyView) -> AnyView {
    view! {
        <li>
            {sign}
            <a class="mono" href=href>{name}</a>
            <span class="found-words">{words}</span>
        </li>
    }
    .into_any()
}

fn drawn(glyph: impl Into<Drawing>) -> AnyView {
    let of: Drawing = glyph.into();
    view! { <Glyph of/> }.into_any()
}

fn line(found: Found, locale: Locale) -> AnyView {
    let language = catalogue::language();
    match found {
        Found::Number { number, state, handed_out, roll, words } => {
            number_line(number, state, handed_out, roll, words, locale)
        }
        Found::Project { project, documents } => {
            let words = counted(
                language,
                documents.into(),
                language.pick("Dokument", "document"),
                language.pick("Dokumente", "documents"),
            );
            let sign = view! { <Icon name=IconName::Projects/> }.into_any();
            hit(sign, format!("/projects/{}", project.id), project.name, words.into_any())
        }
        Found::Roll { roll, project, stage, number, frames } => {
            let glyph = RollGlyph::from(stage);
            let frames = counted(
                language,
                frames.into(),
                language.pick("Bild", "frame"),
                language.pick("Bilder", "frames"),
            );
            let number = number.map(|number| {
                view! { ", " <a class="mono" href=format!("/numbers/{number}")>{number.to_string()}</a> }
            });
            let project = view! { ", " <a href=format!("/projects/{}", project.id)>{project.name}</a> };
            let words = view! { {glyph.word(locale)} {number} ", " {frames} {project} }.into_any();
            hit(drawn(glyph), format!("/rolls/{}", roll.id), roll.name, words)
        }
        Found::Document { barcode, pages, project, places, .. } => {
            let pages = counted(
                language,
                pages.into(),
                language.pick("Seite", "page"),
                language.pick("Seiten", "pages"),
            );
            let href = format!("/projects/{}", project.id);
            let places = places.into_iter().map(|place| place_said(place, locale)).collect_view();
            let sign = view! { <Icon name=IconName::Programs/> }.into_any();
            let words = view! { {pages} ", " <a href=href>{project.name}</a> {places} }.into_any();
            hit(sign, format!("/documents/{barcode}"), barcode, words)
        }
        Found::TempRoll { id, reel, length_mm, stage } => {
            let glyph = piece_glyph(&stage);
            let words =
                format!("{}, {}, {}", glyph.word(locale), language.metres(length_mm.into()), reel.label());
            hit(drawn(glyph), format!("/film/{}", id.label()), id.label(), words.into_any())
        }
        Found::Person { name, roles, active, .. } => {
            let words = if active { roles_said(&roles) } else { say!(locale, lab.left).to_owned() };
            let sign = view! { <Icon name=IconName::Person/> }.into_any();
            let href = format!("/ledger?actor={}", leptos_router::location::Url::escape(&name));
            hit(sign, href, name, words.into_any())
        }
    }
}

/// The drawing of a piece of film by the code of its stage.
pub fn piece_glyph(stage: &str) -> TempRollGlyph {
    match stage {
        "on_shelf" => TempRollGlyph::OnShelf,
        "loaded" => TempRollGlyph::Loaded,
        "discarded" => TempRollGlyph::Discarded,
        "lost" => TempRollGlyph::Lost,
        _ => TempRollGlyph::Consumed,
    }
}

fn number_line(
    number: FilmNumber,
    state: NumberState,
    handed_out: bool,
    roll: Option<RollLink>,
    words: String,
    locale: Locale,
) -> AnyView {
    let glyph = glyph_of(state);
    let state = if handed_out { glyph.word(locale) } else { say!(locale, lab.never_out) };
    let roll = roll.map(|roll| view! { ", " {roll_link(roll)} });
    let words = (!words.is_empty()).then(|| format!(", {words}"));
    let why = say!(locale, lab.why);
    hit(
        drawn(glyph),
        format!("/numbers/{number}"),
        number.to_string(),
        view! { {state} {roll} {words} " · " <a href=format!("/numbers/{number}")>{why}</a> }.into_any(),
    )
}

fn roll_link(roll: RollLink) -> AnyView {
    view! { <a class="mono" href=format!("/rolls/{}", roll.id)>{roll.name}</a> }.into_any()
}

/// Where a document lies: its blip once there is a number, until then its roll and frame.
fn place_said(place: DocumentPlace, locale: Locale) -> AnyView {
    let blip = place.blip();
    let frame = catalogue::language().count(place.frame.into());
    let frame = fill(say!(locale, lab.from_frame), &[&frame]);
    match (blip, place.number) {
        (Some(blip), Some(number)) => {
            view! { ", " <a class="mono" href=format!("/numbers/{number}")>{blip}</a> }.into_any()
        }
        _ => view! { ", " {roll_link(place.roll)} " " {frame} }.into_any(),
    }
}

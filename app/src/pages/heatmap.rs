//! The map of the program numbers. Without a script it is a picture of squares of a hundred, tables, and the hundred
//! that is looked at; what moves lies in the island.

mod tables;

use domain::program::{ProgramNumber, ProgramState};
use domain::view::heatmap::{BLOCK, Counts, HeatmapView, Shown};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::heatmap::read_heatmap;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::failed;
use crate::parts::empty::Loading;
use crate::parts::glyph::{Drawing, Glyph, NumberGlyph};
use crate::parts::page_head::PageHead;

/// Squares of a row of the overview: 5,000 numbers.
const SQUARES: u32 = 50;

/// What the address says of the map: the number looked at, and what the legend singles out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Looked {
    at: String,
    only: Option<Shown>,
}

impl Looked {
    fn number(&self) -> Option<ProgramNumber> {
        ProgramNumber::parse(&self.at).ok()
    }

    /// The page with another number or another choice.
    fn address(at: Option<ProgramNumber>, only: Option<Shown>) -> String {
        let at = at.map(|at| format!("at={at}"));
        let only = only.map(|only| format!("only={}", only.code()));
        let parts: Vec<String> = at.into_iter().chain(only).collect();
        if parts.is_empty() { "/heatmap".to_owned() } else { format!("/heatmap?{}", parts.join("&")) }
    }
}

#[component]
pub fn Heatmap() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let looked = Memo::new(move |_| {
        let text = |name: &str| query.read().get(name).unwrap_or_default();
        Looked { at: text("at"), only: Shown::parse(&text("only")) }
    });
    let view = Resource::new(
        move || looked.get(),
        |looked| read_heatmap(looked.at, looked.only.map(Shown::code).unwrap_or_default().to_owned()),
    );
    view! {
        <Title text=say!(locale, pages.heatmap)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let looked = looked.get_untracked();
                view.await.map_or_else(failed, |view| whole(&view, &looked))
            })}
        </Transition>
    }
}

fn whole(view: &HeatmapView, looked: &Looked) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let ranges = view.bands.iter().filter(|(band, _)| band.label.is_some());
    let numbers: u32 = ranges.clone().map(|(band, _)| band.count()).sum();
    let aside = fill(
        say!(locale, heatmap.aside),
        &[
            &view.table,
            &view.version.to_string(),
            &language.count(ranges.count() as u64),
            &language.count(numbers.into()),
        ],
    );
    let block = view.block.as_ref().map(|rows| tables::block(rows));
    view! {
        <PageHead title=say!(locale, pages.heatmap) aside/>
        <div class="heatmap">
            <div class="heatmap-side">
                {jump(looked, locale)}
                {legend(view.all, looked)}
            </div>
            <div class="heatmap-picture">
                {overview(&view.blocks, looked)}
            </div>
        </div>
        {block}
        <details class="more heatmap-twin">
            <summary>{say!(locale, heatmap.twin)}</summary>
            {tables::ranges(view)}
            {tables::blocks(view, looked)}
        </details>
    }
    .into_any()
}

fn jump(looked: &Looked, locale: Locale) -> AnyView {
    let wrong = !looked.at.is_empty() && looked.number().is_none();
    let sentence = wrong.then(|| {
        view! { <p class="field-error" id="jump-error">{fill(say!(locale, heatmap.no_number), &[&looked.at])}</p> }
    });
    let only = looked.only.map(|only| view! { <input type="hidden" name="only" value=only.code()/> });
    view! {
        <form class="heatmap-jump" method="get" action="/heatmap">
            <label class="label" for="field-jump">{say!(locale, heatmap.jump)}</label>
            <input
                class="input mono"
                id="field-jump"
                name="at"
                type="text"
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="go"
                placeholder="O62500"
                value=looked.at.clone()
                aria-invalid=wrong.then_some("true")
                aria-describedby=wrong.then_some("jump-error")
            />
            {only}
            <button type="submit" class="button">{say!(locale, heatmap.show)}</button>
            {sentence}
        </form>
    }
    .into_any()
}

/// States and marks with their counts; each is a link that singles it out, and once more shows all.
fn legend(all: Counts, looked: &Looked) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let entry = |shown: Shown| {
        let chosen = looked.only == Some(shown);
        let href = Looked::address(looked.number(), (!chosen).then_some(shown));
        view! {
            <li>
                <a href=href data-shown=shown.code() aria-current=chosen.then_some("true")>
                    <Glyph of=glyph(shown)/>
                    <span class="heatmap-word">{word(shown, locale)}</span>
                    <span class="heatmap-count">{language.count(all.of(shown).into())}</span>
                </a>
            </li>
        }
    };
    let (states, marks) = Shown::ALL.split_at(ProgramState::ALL.len());
    view! {
        <nav class="heatmap-legend" aria-label=say!(locale, heatmap.legend)>
            <ul>{states.iter().copied().map(entry).collect_view()}</ul>
            <ul>{marks.iter().copied().map(entry).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn glyph(shown: Shown) -> Drawing {
    match shown {
        Shown::State(ProgramState::Free) => NumberGlyph::Free.into(),
        Shown::State(ProgramState::Reserved) => NumberGlyph::Reserved.into(),
        Shown::State(ProgramState::InUse) => NumberGlyph::InUse.into(),
        Shown::State(ProgramState::Cooling) => NumberGlyph::Cooling.into(),
        Shown::State(ProgramState::Retired) => NumberGlyph::Retired.into(),
        Shown::Misplaced => NumberGlyph::Outside.into(),
        Shown::Copies => NumberGlyph::Issued.into(),
        Shown::Changed => NumberGlyph::Bound.into(),
    }
}

pub fn word(shown: Shown, locale: Locale) -> &'static str {
    match shown {
        Shown::State(ProgramState::Free) => NumberGlyph::Free.word(locale),
        Shown::State(ProgramState::Reserved) => NumberGlyph::Reserved.word(locale),
        Shown::State(ProgramState::InUse) => NumberGlyph::InUse.word(locale),
        Shown::State(ProgramState::Cooling) => NumberGlyph::Cooling.word(locale),
        Shown::State(ProgramState::Retired) => NumberGlyph::Retired.word(locale),
        Shown::Misplaced => say!(locale, heatmap.misplaced),
        Shown::Copies => say!(locale, heatmap.copies),
        Shown::Changed => say!(locale, heatmap.changed),
    }
}

/// One square for a hundred numbers, the stronger the more of them are what the legend singles out. The table below
/// says the same in figures, so the picture is hidden from those who listen, and its links from the keyboard.
fn overview(blocks: &[u8], looked: &Looked) -> AnyView {
    let only = looked.only;
    let squares = blocks.iter().zip(0_u32..).filter(|(count, _)| **count > 0).map(|(count, block)| {
        let (x, y) = (block % SQUARES * 5, block / SQUARES * 5);
        let at = ProgramNumber::from_value(block * BLOCK);
        let level = (u32::from(*count) * 4).div_ceil(BLOCK);
        let href = format!("{}#block", Looked::address(at, only));
        view! {
            <a href=href tabindex="-1">
                <rect class="heatmap-square" data-level=level.to_string() x=x.to_string() y=y.to_string() width="4" height="4"></rect>
            </a>
        }
    });
    let squares = squares.collect_view();
    let frame = looked.number().map(|at| {
        let block = at.value() / BLOCK;
        let (x, y) = (block % SQUARES * 5, block / SQUARES * 5);
        view! { <rect class="heatmap-here" x=x.to_string() y=y.to_string() width="4" height="4"></rect> }
    });
    view! {
        <svg class="heatmap-overview" viewBox="-1 -1 251 101" aria-hidden="true">
            <defs>
                <pattern id="heatmap-empty" width="5" height="5" patternUnits="userSpaceOnUse">
                    <rect class="heatmap-empty" width="4" height="4"></rect>
                </pattern>
            </defs>
            <rect width="249" height="99" fill="url(#heatmap-empty)"></rect>
            {squares}
            {frame}
        </svg>
    }
    .into_any()
}

//! How the work stands, in figures: each with its base, and a link to the rows behind it.

use domain::film::roll::RollStage;
use domain::view::desk::{Desk, MONTH_DAYS, Parts, WEEK_DAYS, WorkDesk};
use domain::words::Language;
use leptos::prelude::*;

use super::lists;
use crate::catalogue::{self, fill, say};
use crate::parts::figure::{Figure, Figures};
use crate::parts::format::counted;
use crate::parts::glyph::{Drawing, RollGlyph};

/// The way of a roll through the lab.
const STAGES: [RollStage; 6] = [
    RollStage::Planned,
    RollStage::Rework,
    RollStage::Filming,
    RollStage::Filmed,
    RollStage::Developed,
    RollStage::Accepted,
];

pub fn work(work: &WorkDesk, desk: &Desk, parts: Parts, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let heading = if parts.looks_only { say!(locale, desk.looking) } else { say!(locale, desk.work) };
    let stages = STAGES
        .map(|stage| {
            let glyph = RollGlyph::from(stage);
            let href = format!("/rolls?stage={}", stage.code());
            figure(language.count(work.at(stage)), glyph.word(locale), None, Some(glyph.into()), href)
        })
        .collect_view();
    let rolls = |count| {
        let (one, many) = language.pick(("Rolle", "Rollen"), ("roll", "rolls"));
        counted(language, count, one, many)
    };
    let yield_said = match work.first_pass_yield() {
        Some(percent) => format!("{percent} %"),
        None => "–".to_owned(),
    };
    let of_month =
        fill(say!(locale, desk.yield_base), &[&language.count(work.first_pass), &rolls(work.month)]);
    let pieces = {
        let (one, many) = language.pick(("Restfilm", "Restfilme"), ("temp roll", "temp rolls"));
        counted(language, work.temp_rolls, one, many)
    };
    let gaps = desk.gaps.map_or_else(|| "–".to_owned(), |gaps| language.count(gaps));
    let days = fill(say!(locale, desk.days), &[&WEEK_DAYS.to_string()]);
    let figures = vec![
        figure(
            language.count(work.week),
            say!(locale, desk.week),
            Some(days),
            None,
            format!("/rolls?days={WEEK_DAYS}"),
        ),
        figure(
            yield_said,
            say!(locale, desk.first_pass),
            Some(of_month),
            None,
            format!("/rolls?days={MONTH_DAYS}&pass=first"),
        ),
        figure(
            language.metres(work.shelf_mm),
            say!(locale, desk.shelf),
            Some(pieces),
            None,
            "/film-stock".to_owned(),
        ),
        figure(
            gaps,
            say!(locale, desk.gaps),
            Some(say!(locale, desk.gaps_base).to_owned()),
            None,
            "/numbers?state=undelivered".to_owned(),
        ),
    ];
    view! {
        <section class="section today-work" aria-labelledby="work-heading">
            <details open=lists::open("work") data-fold="work">
                <summary class="section-head"><h2 id="work-heading">{heading}</h2></summary>
                <Figures>{stages}</Figures>
                <Figures>{figures}</Figures>
            </details>
        </section>
    }
    .into_any()
}

fn figure(
    value: String,
    name: &'static str,
    base: Option<String>,
    glyph: Option<Drawing>,
    href: String,
) -> AnyView {
    let (value, href) = (Signal::stored(value), Some(href));
    match base {
        Some(base) => view! { <Figure value name base glyph href/> }.into_any(),
        None => view! { <Figure value name glyph href/> }.into_any(),
    }
}

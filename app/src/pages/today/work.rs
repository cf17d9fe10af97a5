//! How the work stands, in figures: each with its base, and a link to the rows behind it.

use domain::film::roll::RollStage;
use domain::view::desk::{Desk, MONTH_DAYS, Parts, WEEK_DAYS, WorkDesk};
use domain::words::Language;
use leptos::prelude::*;

use super::lists;
use crate::catalogue::{self, fill, say};
use crate::parts::figure::{Figure, Figures};
use crate::parts::format::{Reading, counted};
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
    ];
    let waiting = unsettled(work, desk, language);
    view! {
        <section class="section today-work" aria-labelledby="work-heading">
            <details open=lists::open("work") data-fold="work">
                <summary class="section-head"><h2 id="work-heading">{heading}</h2></summary>
                <Figures>{stages}</Figures>
                <Figures>{figures}</Figures>
                <Figures>{waiting}</Figures>
            </details>
        </section>
    }
    .into_any()
}

/// What should be nothing: complaints, findings, and numbers nobody can explain. Each leads to its rows.
fn unsettled(work: &WorkDesk, desk: &Desk, language: Language) -> AnyView {
    let (locale, waiting) = (catalogue::locale(), work.waiting);
    let oldest = waiting
        .oldest_complaint
        .map(|oldest| fill(say!(locale, desk.oldest_complaint), &[&Reading::utc(language).date(oldest)]));
    let (complaints, findings) = (language.count(waiting.complaints), language.count(waiting.findings));
    // Whoever sees that one is missing wants to know which: the self-check names them.
    let (gaps, href) = match desk.gaps {
        None => ("–".to_owned(), "/numbers?state=undelivered"),
        Some(0) => ("0".to_owned(), "/numbers?state=undelivered"),
        Some(gaps) => (language.count(gaps), "/check"),
    };
    let (value, bad) = (Signal::stored(gaps), desk.gaps.is_some_and(|gaps| gaps > 0));
    view! {
        {figure(complaints, say!(locale, desk.complaints), oldest, None, "/complaints".to_owned())}
        {figure(findings, say!(locale, desk.findings), None, None, "/findings".to_owned())}
        <Figure value name=say!(locale, desk.gaps) base=say!(locale, desk.gaps_base) href=href.to_owned() bad/>
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

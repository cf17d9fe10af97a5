//! Rolls in a list: the rows behind the figures of Today, by stage, by when they were filmed, and how.

use domain::film::roll::RollStage;
use domain::view::desk::{MONTH_DAYS, RollListed, RollsListed, WEEK_DAYS};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::desk::read_rolls_listed;
use crate::catalogue::{self, fill, say};
use crate::pages::answer::failed;
use crate::pages::roll::film_words::{film, stage_word};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::format::Reading;
use crate::parts::glyph::{RollGlyph, StateWord};
use crate::parts::page_head::PageHead;
use crate::parts::segments::{Segment, Segments};

const STAGES: [RollStage; 6] = [
    RollStage::Planned,
    RollStage::Rework,
    RollStage::Filming,
    RollStage::Filmed,
    RollStage::Developed,
    RollStage::Accepted,
];

#[component]
pub fn Rolls() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let asked = |name| query.get(name).unwrap_or_default();
        (asked("stage"), asked("days"), asked("pass"))
    });
    let rolls =
        Resource::new(move || asked.get(), |(stage, days, pass)| read_rolls_listed(stage, days, pass));
    view! {
        <Title text=say!(locale, lab.rolls)/>
        <PageHead title=say!(locale, lab.rolls)/>
        {move || filters(&asked.get())}
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                rolls.await.map_or_else(failed, |rolls| table(rolls, &asked.get_untracked()))
            })}
        </Transition>
    }
}

/// What is asked for, as links: one stage, or what was filmed lately.
fn filters((stage, days, pass): &(String, String, String)) -> AnyView {
    let locale = catalogue::locale();
    let lately = |days| fill(say!(locale, desk.filmed_within), &[&u32::to_string(&days)]);
    let mut segments =
        vec![Segment::new("/rolls", say!(locale, desk.all), stage.is_empty() && days.is_empty())];
    segments.extend(STAGES.map(|each| {
        let word = RollGlyph::from(each).word(locale);
        Segment::new(format!("/rolls?stage={}", each.code()), word, each.code() == stage)
    }));
    segments.extend([WEEK_DAYS, MONTH_DAYS].map(|each| {
        let chosen = *days == each.to_string() && pass.is_empty();
        Segment::new(format!("/rolls?days={each}"), lately(each), chosen)
    }));
    let first = format!("{}, {}", lately(MONTH_DAYS), say!(locale, desk.first_pass_only));
    segments.push(Segment::new(format!("/rolls?days={MONTH_DAYS}&pass=first"), first, pass == "first"));
    view! { <div class="rolls-filters"><Segments label=say!(locale, desk.which_rolls) segments/></div> }
        .into_any()
}

fn table(rolls: RollsListed, (stage, days, pass): &(String, String, String)) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if rolls.rows.is_empty() {
        return view! { <Empty title=say!(locale, desk.no_rolls)/> }.into_any();
    }
    let shown = rolls.rows.len() as u64;
    let count = match rolls.of > shown {
        true => fill(say!(locale, desk.shown_of), &[&language.count(shown), &language.count(rolls.of)]),
        false => language.count(shown),
    };
    let rows = rolls.rows.iter().map(row).collect_view();
    let mut params = ParamsMap::new();
    for (name, value) in [("stage", stage), ("days", days), ("pass", pass)] {
        if !value.is_empty() {
            params.insert(name, value.clone());
        }
    }
    view! {
        <TableCaption heading=say!(locale, lab.rolls) count=Signal::stored(count)/>
        <DataTable label=say!(locale, lab.rolls)>
            <thead>
                <tr>
                    <Head word=say!(locale, films.roll) column=Column::Id/>
                    <Head word=say!(locale, films.number) column=Column::Id/>
                    <Head word=say!(locale, desk.stage)/>
                    <Head word=say!(locale, desk.since)/>
                    <Head word=say!(locale, films.project)/>
                    <Head word=say!(locale, films.film)/>
                    <Head word=say!(locale, films.frames) column=Column::Number/>
                    <Head word=say!(locale, films.attempts) column=Column::Number/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
        <Export table="rolls" label=say!(locale, lab.rolls) params/>
    }
    .into_any()
}

fn row(listed: &RollListed) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let line = &listed.line;
    let (glyph, word) = stage_word(line.stage, locale);
    let number = match line.number {
        Some(number) => view! { <a href=format!("/numbers/{number}")>{number.to_string()}</a> }.into_any(),
        None => "–".into_any(),
    };
    view! {
        <tr>
            <th scope="row" data-kind="id"><a href=format!("/rolls/{}", line.id)>{line.temporary_id.clone()}</a></th>
            <td data-kind="id">{number}</td>
            <td><StateWord glyph word/></td>
            <td class="nowrap">{Reading::utc(language).date_time(listed.since)}</td>
            <td><a href=format!("/projects/{}", line.project)>{line.folder.clone()}</a></td>
            <td class="nowrap">{film(line.film, locale)}</td>
            <td data-kind="number">{language.count(line.frames.into())}</td>
            <td data-kind="number">{listed.attempts}</td>
        </tr>
    }
    .into_any()
}

//! Quality: how many rolls were right at once, month by month, and why the others were not.

use domain::view::quality::{Loss, LossRow, MonthYield, Pareto, QualityView, percent};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;

use crate::api::quality::read_quality;
use crate::catalogue::{self, fill, say};
use crate::pages::answer::failed;
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::empty::{Empty, Loading};
use crate::parts::figure::{Figure, Figures};
use crate::parts::format::Reading;
use crate::parts::page_head::PageHead;

#[component]
pub fn Quality() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let text = |name: &str| query.read().get(name).unwrap_or_default();
        (text("of"), text("reason"))
    });
    let view = Resource::new(move || asked.get(), |(of, reason)| read_quality(of, reason));
    let title = say!(locale, quality.title);
    view! {
        <Title text=title/>
        <PageHead title aside=say!(locale, quality.title_is)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let (of, reason) = asked.get_untracked();
                view.await.map_or_else(failed, |view| whole(&view, &of, &reason))
            })}
        </Transition>
    }
}

fn whole(view: &QualityView, of: &str, reason: &str) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if view.months.is_empty() {
        return view! { <Empty title=say!(locale, quality.none)/> }.into_any();
    }
    let (rolls, first) = view.sums();
    let share = percent(first, rolls).map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
    let base =
        fill(say!(locale, quality.of_rolls), &[&language.count(first.into()), &language.count(rolls.into())]);
    let paretos = view.paretos.iter().map(|pareto| bars(pareto, of, reason)).collect_view();
    let rows = Loss::parse(of).map(|loss| behind(loss, reason, &view.rows));
    view! {
        <Figures large=true>
            <Figure value=share name=say!(locale, quality.first_pass) base/>
        </Figures>
        {months(&view.months)}
        <div class="paretos">{paretos}</div>
        {rows}
    }
    .into_any()
}

/// One scale for all months, 0 to 100 %. The table beneath says the same in words.
fn months(months: &[MonthYield]) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let rows = months.iter().rev().map(|month| {
        let share = percent(month.first_pass, month.rolls).unwrap_or_default();
        let name = format!("{:02}.{}", month.month, month.year);
        let base = fill(
            say!(locale, duplicates.of),
            &[&language.count(month.first_pass.into()), &language.count(month.rolls.into())],
        );
        view! {
            <tr>
                <th scope="row" class="nowrap">{name}</th>
                <td data-kind="number">{format!("{share} %")}</td>
                <td class="bar-cell">{bar(share, 100)}</td>
                <td class="nowrap">{base}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{say!(locale, quality.by_month)}</h2></div>
            <DataTable label=say!(locale, quality.by_month)>
                <thead>
                    <tr>
                        <Head word=say!(locale, quality.month)/>
                        <Head word=say!(locale, quality.share) column=Column::Number/>
                        <Head word="0–100 %"/>
                        <Head word=say!(locale, quality.rolls)/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

/// A bar to scale; the number stands beside it.
fn bar(value: u32, most: u32) -> AnyView {
    let width = percent(value, most).unwrap_or_default().max(u32::from(value > 0));
    view! {
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-ground" width="100" height="10"></rect>
            <rect class="bar-fill" width=width.to_string() height="10"></rect>
        </svg>
    }
    .into_any()
}

fn heading(loss: Loss) -> &'static str {
    let locale = catalogue::locale();
    match loss {
        Loss::Failure => say!(locale, quality.failures),
        Loss::Rework => say!(locale, quality.reworks),
        Loss::Complaint => say!(locale, quality.complaints),
    }
}

/// The reasons of one kind, most frequent first, each a link to its rows.
fn bars(pareto: &Pareto, of: &str, chosen: &str) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let (loss, total) = (pareto.loss, pareto.total());
    let most = pareto.reasons.first().map_or(0, |first| first.count);
    let rows = pareto.reasons.iter().map(|reason| {
        let word = loss.reason_said(&reason.reason, language);
        let href = format!("/quality?of={}&reason={}#rows", loss.code(), Url::escape(&reason.reason));
        let current = loss.code() == of && reason.reason == chosen;
        let share = percent(reason.count, total).unwrap_or_default();
        view! {
            <li data-chosen=current.then_some("")>
                <a href=href aria-current=current.then_some("true")>
                    <span class="pareto-word">{word}</span>
                    <span class="pareto-count">{language.count(reason.count.into())}</span>
                    {bar(reason.count, most)}
                    <span class="pareto-share">{format!("{share} %")}</span>
                </a>
            </li>
        }
    });
    let rows = rows.collect_view();
    let body = if total == 0 {
        view! { <p class="muted">{say!(locale, quality.no_loss)}</p> }.into_any()
    } else {
        view! { <ol class="pareto">{rows}</ol> }.into_any()
    };
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{heading(loss)}</h2>
                <span class="section-note">{language.count(total.into())}</span>
            </div>
            {body}
        </section>
    }
    .into_any()
}

fn behind(loss: Loss, reason: &str, rows: &[LossRow]) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let reading = Reading::utc(language);
    let title = loss.reason_said(reason, language);
    let count = language.count(rows.len() as u64);
    let lines = rows.iter().map(|row| {
        let what = match (&row.roll, &row.complaint) {
            (Some(roll), _) => {
                view! { <a class="mono" href=format!("/rolls/{}", roll.id)>{roll.name.clone()}</a> }
                    .into_any()
            }
            (None, Some(label)) => {
                view! { <a class="mono" href=format!("/complaints/{label}")>{label.clone()}</a> }.into_any()
            }
            (None, None) => ().into_any(),
        };
        let number = row.number.map(|number| {
            view! { <a class="mono" href=format!("/numbers/{number}")>{number.to_string()}</a> }
        });
        view! {
            <tr>
                <th scope="row" data-kind="id">{what}</th>
                <td>{number}</td>
                <td class="nowrap">{reading.date(row.at)}</td>
                <td>{row.by.clone()}</td>
                <td data-kind="sentence">{row.words.clone()}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="section" id="rows">
            <TableCaption heading=title.clone() count/>
            <DataTable label=title>
                <thead>
                    <tr>
                        <Head word=say!(locale, quality.row) column=Column::Id/>
                        <Head word=say!(locale, numbers.number)/>
                        <Head word=say!(locale, quality.day)/>
                        <Head word=say!(locale, numbers.by)/>
                        <Head word=say!(locale, quality.words) column=Column::Sentence/>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

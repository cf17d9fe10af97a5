//! Free program numbers: each range with its next number and its free runs, and reserving the next ones.

use domain::person::Right;
use domain::view::programs::{Alert, FreeView, RangeFill, Run};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

use crate::api::lab::Said;
use crate::api::programs::{ReserveProgramNumbers, read_free};
use crate::catalogue::{self, Locale, fill, say};
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::field::{CheckField, Choice, SelectField, TextField, TextKind};
use crate::parts::glyph::{Finding, Glyph, NumberGlyph};
use crate::parts::page_head::PageHead;

/// Free runs named in the row of a range.
const NAMED: usize = 3;

#[component]
pub fn FreeNumbers() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_query_map();
    let entry = Memo::new(move |_| params.read().get("done").and_then(|text| text.parse().ok()).unwrap_or(0));
    let view = Resource::new(move || entry.get(), read_free);
    let said = use_said();
    view! {
        <Title text=say!(locale, programs.free_numbers)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                let range = params.read_untracked().get("range").unwrap_or_default();
                view.await.map_or_else(failed, |view| whole(view, &range, &said))
            })}
        </Transition>
    }
}

fn whole(view: FreeView, range: &str, said: &Said) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let aside = fill(
        say!(locale, programs.table_holds),
        &[&view.table, &language.count(view.sum.size().into()), &language.count(view.sum.free.into())],
    );
    let reserve = frame().may(Right::Program).then(|| reservation(&view, range, said));
    let chosen = view.range(range).cloned();
    let body = match chosen {
        Some(chosen) => of_range(&chosen),
        None => overview(&view),
    };
    view! {
        <PageHead title=say!(locale, programs.free_numbers) aside>{reserve}</PageHead>
        <Done/>
        {given(&view.given)}
        {body}
    }
    .into_any()
}

/// The numbers a reservation has just given, large enough to be read out.
fn given(runs: &[Run]) -> Option<AnyView> {
    let locale = catalogue::locale();
    let total: u32 = runs.iter().map(|run| run.count()).sum();
    let numbers = runs.iter().map(|run| run_link(*run)).collect_view();
    (total > 0).then(|| {
        view! {
            <section class="given" aria-labelledby="given-title">
                <h2 id="given-title">{fill(say!(locale, programs.given), &[&catalogue::language().count(total.into())])}</h2>
                <ul class="runs" data-size="large">{numbers}</ul>
            </section>
        }
        .into_any()
    })
}

fn run_link(run: Run) -> AnyView {
    view! { <li><a class="id" href=format!("/programs/{}", run.first)>{run.to_string()}</a></li> }.into_any()
}

/// `6.25″`, or what a range without a size is called.
pub fn sizes_said(range: &RangeFill) -> String {
    if range.sizes.is_empty() {
        return range.label.clone();
    }
    range.sizes.iter().map(|size| format!("{size}″")).collect::<Vec<_>>().join(" · ")
}

fn overview(view: &FreeView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let count = move |quantity: u32| language.count(quantity.into());
    let rows = view.ranges.iter().map(|range| line(range, locale)).collect_view();
    let (sum, outside) = (view.sum, view.outside);
    let cells = move |fill: domain::view::programs::Fill| {
        [fill.in_use, fill.reserved, fill.cooling, fill.retired, fill.free]
            .map(|quantity| view! { <td data-kind="number">{count(quantity)}</td> })
            .collect_view()
    };
    let caption = fill(say!(locale, programs.ranges_of), &[&view.ranges.len().to_string()]);
    view! {
        <TableCaption heading=say!(locale, programs.by_size) count=caption/>
        <DataTable label=say!(locale, programs.by_size)>
            <thead>
                <tr>
                    <Head word=say!(locale, programs.size)/>
                    <Head word=say!(locale, programs.next_free) column=Column::Id/>
                    <Head word=say!(locale, programs.free_runs) column=Column::Id/>
                    <Head word=say!(locale, programs.taken)/>
                    <Head word=say!(locale, number.in_use) column=Column::Number/>
                    <Head word=say!(locale, number.reserved) column=Column::Number/>
                    <Head word=say!(locale, number.cooling) column=Column::Number/>
                    <Head word=say!(locale, number.retired) column=Column::Number/>
                    <Head word=say!(locale, number.free) column=Column::Number/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <td colspan="4">{fill(say!(locale, programs.sum), &[&count(sum.size())])}</td>
                    {cells(sum)}
                </tr>
                <tr class="quiet-row">
                    <td colspan="4">{fill(say!(locale, programs.outside), &[&count(outside.size())])}</td>
                    {cells(outside)}
                </tr>
            </tfoot>
        </DataTable>
        <Export table="free" label=say!(locale, programs.free_numbers)/>
    }
    .into_any()
}

fn line(range: &RangeFill, locale: Locale) -> AnyView {
    let language = catalogue::language();
    let count = move |quantity: u32| language.count(quantity.into());
    let href = format!("/free?range={}", Url::escape(&range.label));
    let next = range.next.map(|number| {
        view! { <a class="next-free" href=format!("/programs/{number}")>{number.to_string()}</a> }
    });
    let next = match next {
        Some(link) => link.into_any(),
        None => view! { <span class="muted">"–"</span> }.into_any(),
    };
    let runs = range.runs.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let more = range.runs.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| {
        view! { ", " <a href=href.clone()>{fill(say!(locale, programs.more_runs), &[&count(more as u32)])}</a> }
    });
    let cells = [range.fill.in_use, range.fill.reserved, range.fill.cooling, range.fill.retired]
        .map(|quantity| view! { <td data-kind="number">{count(quantity)}</td> })
        .collect_view();
    view! {
        <tr>
            <th scope="row">
                <a class="size-name" href=href>{sizes_said(range)}</a>
                <span class="size-block id">{range.block.to_string()}</span>
            </th>
            <td data-kind="id">{next}</td>
            <td data-kind="id">{runs}{more}</td>
            <td>{filled(range, locale)}</td>
            {cells}
            <td data-kind="number"><strong>{count(range.fill.free)}</strong></td>
        </tr>
    }
    .into_any()
}

/// `76,0 %`
pub fn per_cent(per_mille: u32, locale: Locale) -> String {
    let point = if locale == Locale::de { "," } else { "." };
    format!("{}{point}{} %", per_mille / 10, per_mille % 10)
}

/// How full a range is: a bar to scale with its alerts, the share, and a word where somebody should look.
pub fn filled(range: &RangeFill, locale: Locale) -> AnyView {
    let share = range.fill.per_mille();
    let words = match range.alert {
        Alert::Calm => None,
        Alert::Filling => Some(say!(locale, programs.filling)),
        Alert::NearlyFull => Some(say!(locale, programs.nearly_full)),
        Alert::Full => Some(say!(locale, programs.full)),
    };
    let warning =
        words.map(|words| view! { <span class="fill-alert"><Glyph of=Finding::Warning/>{words}</span> });
    view! {
        <span class="range-fill" data-alert=words.is_some().then_some("")>
            <svg class="fill-bar" viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="fill-ground" width="1000" height="6"></rect>
                <rect class="fill-taken" width=share.to_string() height="6"></rect>
                <path class="fill-ticks" d="M750 0v6M900 0v6"></path>
            </svg>
            <span class="fill-share">{per_cent(share, locale)}</span>
            {warning}
        </span>
    }
    .into_any()
}

/// One range with everything that is free in it, as it can be pinned to a wall.
fn of_range(range: &RangeFill) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let count = move |quantity: u32| language.count(quantity.into());
    let mut params = ParamsMap::new();
    params.insert("range", range.label.clone());
    let runs = range.runs.iter().map(|run| run_link(*run)).collect_view();
    let caption = fill(
        say!(locale, programs.free_of),
        &[&count(range.fill.free), &count(range.fill.size()), &count(range.runs.len() as u32)],
    );
    let list = if range.runs.is_empty() {
        view! { <Empty title=say!(locale, programs.nothing_free) sentence=say!(locale, programs.nothing_free_why)/> }
            .into_any()
    } else {
        view! { <ul class="runs">{runs}</ul> }.into_any()
    };
    let next = range.next.map(|number| {
        view! {
            <p class="next-line">
                <Glyph of=NumberGlyph::Free/>
                {say!(locale, programs.next_free)}
                " "
                <a class="next-free" data-size="large" href=format!("/programs/{number}")>{number.to_string()}</a>
            </p>
        }
    });
    view! {
        <TableCaption heading=format!("{}, {}", sizes_said(range), range.block) count=caption/>
        {next}
        <p>{filled(range, locale)}</p>
        {list}
        <Export table="free" label=say!(locale, programs.free_numbers) params/>
        <div class="actions"><ButtonLink href="/free" word=say!(locale, programs.all_ranges)/></div>
    }
    .into_any()
}

fn reservation(view: &FreeView, range: &str, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("reserve");
    let open = !said.sentence.is_empty();
    let value_of = |one: &RangeFill| match one.sizes.first() {
        Some(size) => size.to_string(),
        None => format!("range:{}", one.label),
    };
    let choices = view.ranges.iter().map(|one| Choice::new(value_of(one), sizes_said(one))).collect();
    let chosen = said.field_or("block", view.range(range).map(value_of).unwrap_or_default());
    let (count, purpose, until) = (said.field_or("count", "1"), said.field("purpose"), said.field("until"));
    let together = said.field("together") == "true";
    view! {
        <Decision verb=say!(locale, programs.reserve_more) price=Price::CanBeUndone open>
            <ActionForm action={ServerAction::<ReserveProgramNumbers>::new()} attr:class="form">
                <Consequences sentences=vec![
                    say!(locale, programs.reserve_gives).to_owned(),
                    say!(locale, programs.reserve_ends).to_owned(),
                ]/>
                <CameBack form="reserve" said/>
                <div class="fields">
                    <SelectField name="block" label=say!(locale, programs.size) choices chosen/>
                    <TextField name="count" label=say!(locale, numbers.count) kind=TextKind::Number value=count min="1" max="1000"/>
                </div>
                <CheckField name="together" label=say!(locale, programs.together) checked=together/>
                <TextField name="purpose" value=purpose label=say!(locale, numbers.purpose)/>
                <TextField name="until" value=until label=say!(locale, numbers.until) kind=TextKind::Date optional=true hint=say!(locale, numbers.until_hint)/>
                <div class="actions"><Button verb=say!(locale, programs.reserve) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

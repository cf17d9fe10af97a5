//! The programs of the shop: which there are, whether each lies in its range, and what lies in the trash.

pub mod one;
pub mod ranges;
mod steps;
mod text;

use domain::program::{Judged, RoundSize, SizeSource};
use domain::view::programs::list::{ProgramRow, ProgramSort, ProgramsPage, ProgramsQuery};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::program_reads::read_programs;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::{Done, failed};
use crate::parts::button::ButtonLink;
use crate::parts::data_table::{Column, DataTable, Filters, Head, Order, Pager, TableCaption};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::field::{CheckField, Choice, SelectField, TextField, TextKind};
use crate::parts::format::Reading;
use crate::parts::glyph::{Drawing, Finding, Glyph, NumberGlyph, StateWord};
use crate::parts::page_head::PageHead;

/// What an address of the list may say.
const ASKED: [&str; 7] = ["text", "size", "judged", "copies", "trash", "sort", "order"];

#[component]
pub fn Programs() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_query_map();
    let page = Resource::new(
        move || ((), params.read().clone()),
        |((), params)| read_programs(query_of(|name| params.get(name).unwrap_or_default())),
    );
    view! {
        <Title text=say!(locale, pages.programs)/>
        <PageHead title=say!(locale, pages.programs)>
            <ButtonLink href="/free" word=say!(locale, programs.free_numbers)/>
            <ButtonLink href="/ranges" word=say!(locale, programs.ranges)/>
        </PageHead>
        <Done/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                page.await.map_or_else(failed, |page| whole(page, &params.get_untracked()))
            })}
        </Transition>
    }
}

/// What an address of the list asks for.
pub fn query_of(text: impl Fn(&str) -> String) -> ProgramsQuery {
    let judged = match text("judged").as_str() {
        "in" => Some(Judged::In),
        "out" => Some(Judged::Out),
        "no_range" => Some(Judged::NoRange),
        "no_size" => Some(Judged::NoSize),
        _ => None,
    };
    ProgramsQuery {
        text: text("text").chars().take(200).collect(),
        size: RoundSize::parse(&text("size")).ok(),
        judged,
        copies: text("copies") == "true",
        trash: text("trash") == "true",
        sort: ProgramSort::parse(&text("sort")).unwrap_or_default(),
        falling: text("order") == "falling",
        page: text("page").parse().unwrap_or(1),
    }
}

/// The list at other places: what is asked for stays, but for these.
fn address(params: &ParamsMap, changes: &[(&str, String)]) -> String {
    let mut query = ParamsMap::new();
    for name in ASKED {
        let changed = changes.iter().find(|(change, _)| *change == name).map(|(_, value)| value.clone());
        let value = changed.or_else(|| params.get(name)).unwrap_or_default();
        if !value.is_empty() {
            query.insert(name, value);
        }
    }
    if let Some((_, page)) = changes.iter().find(|(change, _)| *change == "page") {
        query.insert("page", page.clone());
    }
    format!("/programs{}", query.to_query_string())
}

fn whole(page: ProgramsPage, params: &ParamsMap) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let query = query_of(|name| params.get(name).unwrap_or_default());
    let count = |quantity: u32| language.count(quantity.into());
    let shown = fill(say!(locale, programs.shown), &[&count(page.matching), &count(page.total)]);
    let at = |page: u32| address(params, &[("page", page.to_string())]);
    let earlier = (page.page > 1).then(|| at(page.page - 1));
    let later = (page.page < page.pages).then(|| at(page.page + 1));
    let place = (page.pages > 1)
        .then(|| fill(say!(locale, programs.page_of), &[&count(page.page), &count(page.pages)]));
    let heading = if query.trash { say!(locale, programs.trash) } else { say!(locale, pages.programs) };
    let filtered = ASKED[..5].iter().any(|name| params.get(name).is_some_and(|value| !value.is_empty()));
    let mut kept = ParamsMap::new();
    for name in ASKED {
        if let Some(value) = params.get(name) {
            kept.insert(name, value);
        }
    }
    let table = if page.rows.is_empty() { nothing(filtered) } else { table(page.rows, &query, params) };
    view! {
        <TableCaption heading count=shown/>
        {filters(&query, &page.sizes, filtered)}
        {table}
        <Pager earlier later count=place/>
        <Export table="programs" label=say!(locale, pages.programs) params=kept/>
    }
    .into_any()
}

fn filters(query: &ProgramsQuery, sizes: &[RoundSize], filtered: bool) -> AnyView {
    let locale = catalogue::locale();
    let any = || Choice::new("", say!(locale, programs.any));
    let sizes = sizes.iter().map(|size| Choice::new(size.to_string(), format!("{size}″")));
    let sizes = [any()].into_iter().chain(sizes).collect::<Vec<_>>();
    let verdicts = vec![
        any(),
        Choice::new("in", say!(locale, programs.in_range)),
        Choice::new("out", say!(locale, programs.out_of_range)),
        Choice::new("no_range", say!(locale, programs.no_range)),
        Choice::new("no_size", say!(locale, programs.no_size)),
    ];
    let size = query.size.map(|size| size.to_string()).unwrap_or_default();
    let judged = match query.judged {
        Some(Judged::In) => "in",
        Some(Judged::Out) => "out",
        Some(Judged::NoRange) => "no_range",
        Some(Judged::NoSize) => "no_size",
        None => "",
    };
    let (text, copies, trash) = (query.text.clone(), query.copies, query.trash);
    view! {
        <Filters action="/programs" set=filtered>
            <TextField name="text" label=say!(locale, programs.words) kind=TextKind::Search value=text placeholder=say!(locale, programs.words_hint).to_owned()/>
            <SelectField name="size" label=say!(locale, programs.size) choices=sizes chosen=size/>
            <SelectField name="judged" label=say!(locale, programs.range) choices=verdicts chosen=judged/>
            <CheckField name="copies" label=say!(locale, programs.copies_only) checked=copies/>
            <CheckField name="trash" label=say!(locale, programs.trash) checked=trash/>
        </Filters>
    }
    .into_any()
}

fn nothing(filtered: bool) -> AnyView {
    let locale = catalogue::locale();
    if filtered {
        return view! {
            <Empty title=say!(locale, table.nothing)>
                <ButtonLink href="/programs" word=say!(locale, table.reset)/>
            </Empty>
        }
        .into_any();
    }
    view! { <Empty title=say!(locale, programs.none_yet) sentence=say!(locale, programs.none_yet_why)/> }
        .into_any()
}

fn table(rows: Vec<ProgramRow>, query: &ProgramsQuery, params: &ParamsMap) -> AnyView {
    let locale = catalogue::locale();
    let head = |word: &'static str, column: Column, sort: ProgramSort| {
        let is_sorted = query.sort == sort;
        let largest_first = matches!(sort, ProgramSort::Bytes | ProgramSort::Changed);
        let falling = if is_sorted { !query.falling } else { largest_first };
        let order = if falling { "falling" } else { "" };
        let href = address(params, &[("sort", sort.code().to_owned()), ("order", order.to_owned())]);
        let sorted = is_sorted.then_some(if query.falling { Order::Falling } else { Order::Rising });
        view! { <Head word=word column=column href=Some(href) sorted=sorted/> }
    };
    let heads = (
        head(say!(locale, programs.number), Column::Id, ProgramSort::Number),
        head(say!(locale, programs.title), Column::Word, ProgramSort::Title),
        head(say!(locale, programs.size), Column::Word, ProgramSort::Size),
        head(say!(locale, programs.bytes), Column::Number, ProgramSort::Bytes),
        head(say!(locale, programs.changed), Column::Word, ProgramSort::Changed),
    );
    let (number, title, size, bytes, changed) = heads;
    let lines = rows.into_iter().map(|row| line(row, locale)).collect_view();
    view! {
        <DataTable label=say!(locale, pages.programs)>
            <thead>
                <tr>
                    {number} {title} {size}
                    <Head word=say!(locale, programs.range)/>
                    <Head word=say!(locale, programs.lathe)/>
                    {bytes} {changed}
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </DataTable>
    }
    .into_any()
}

fn line(row: ProgramRow, locale: Locale) -> AnyView {
    let reading = Reading::utc(catalogue::language());
    let copies = (row.copies > 0).then(|| {
        let words = fill(say!(locale, programs.copies), &[&catalogue::language().count(row.copies.into())]);
        view! { <span class="copies"><Glyph of=Finding::Collision/>{words}</span> }
    });
    let (changed, machine) = (reading.date_time(row.changed), Reading::machine(row.changed));
    view! {
        <tr>
            <th scope="row" data-kind="id"><a href=href(&row)>{name(&row)}</a></th>
            <td class="program-title"><span class="id">{row.title.clone()}</span> " " {copies}</td>
            <td class="nowrap">{size_said(row.size, locale)}</td>
            <td><StateWord glyph=glyph_of(row.judged) word=verdict(row.judged, locale)/></td>
            <td>{lathes(&row)}</td>
            <td data-kind="number">{catalogue::language().count(row.bytes.into())}</td>
            <td class="nowrap"><time datetime=machine>{changed}</time></td>
        </tr>
    }
    .into_any()
}

/// The page of a program: by its number, or by what it is called where it has none.
pub fn href(row: &ProgramRow) -> String {
    match row.number.filter(|_| !row.trashed) {
        Some(number) => format!("/programs/{number}"),
        None => format!("/programs/{}", row.id.label()),
    }
}

pub fn name(row: &ProgramRow) -> String {
    row.number.map_or_else(|| row.id.label(), |number| number.to_string())
}

/// `L2, L3`
pub fn lathes(row: &ProgramRow) -> String {
    let lathes: Vec<String> = row.lathes.iter().map(|lathe| format!("{lathe:?}")).collect();
    if lathes.is_empty() { "–".to_owned() } else { lathes.join(", ") }
}

/// `6.25″ (title)`
pub fn size_said(size: Option<(RoundSize, SizeSource)>, locale: Locale) -> String {
    let Some((size, source)) = size else { return "–".to_owned() };
    let source = match source {
        SizeSource::Title => say!(locale, programs.from_title),
        SizeSource::Geometry => say!(locale, programs.from_geometry),
        SizeSource::Manual => say!(locale, programs.by_hand),
    };
    format!("{size}″ ({source})")
}

pub fn verdict(judged: Judged, locale: Locale) -> &'static str {
    match judged {
        Judged::In => say!(locale, programs.in_range),
        Judged::Out => say!(locale, programs.out_of_range),
        Judged::NoRange => say!(locale, programs.no_range),
        Judged::NoSize => say!(locale, programs.no_size),
    }
}

pub fn glyph_of(judged: Judged) -> Drawing {
    match judged {
        Judged::In => NumberGlyph::InUse.into(),
        Judged::Out => NumberGlyph::Outside.into(),
        Judged::NoRange | Judged::NoSize => NumberGlyph::Free.into(),
    }
}

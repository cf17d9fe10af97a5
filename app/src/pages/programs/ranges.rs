//! The table of ranges that counts: its blocks and sums, its versions, and what another table would do before it counts.

use domain::person::Right;
use domain::program::{ProgramNumber, RangeTable, RangeVersion};
use domain::view::programs::impact::{Impact, RangesView};
use domain::view::programs::runs;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;

use crate::api::lab::Said;
use crate::api::program_reads::read_ranges;
use crate::api::program_steps::LoadRangeTable;
use crate::catalogue::{self, Locale, fill, say};
use crate::command_form::SeenField;
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::pages::free::{filled, sizes_said};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::empty::Loading;
use crate::parts::export::Export;
use crate::parts::facts::{Fact, Facts};
use crate::parts::format::Reading;
use crate::parts::page_head::PageHead;

/// Tables that are ready to load.
const READY: [&str; 2] = ["A", "B"];

#[component]
pub fn Ranges() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_query_map();
    let then = Memo::new(move |_| params.read().get("then").unwrap_or_default());
    let view = Resource::new(move || ((), then.get()), |((), then)| read_ranges(then));
    let said = use_said();
    view! {
        <Title text=say!(locale, programs.ranges)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                view.await.map_or_else(failed, |view| whole(view, &said))
            })}
        </Transition>
    }
}

fn whole(view: RangesView, said: &Said) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let count = |quantity: u32| language.count(quantity.into());
    let aside = fill(say!(locale, programs.table_version), &[&view.table.name, &view.version.to_string()]);
    let links = frame().may(Right::Ranges).then(|| {
        let others = READY.into_iter().filter(|name| *name != view.table.name);
        others
            .map(|name| {
                let word = fill(say!(locale, programs.look_at), &[name]);
                view! { <ButtonLink href=format!("/ranges?then={name}") word/> }
            })
            .collect_view()
    });
    let preview = view.preview.as_ref().map(|(table, impact)| preview(table, impact, view.version, said));
    let sums = vec![
        Fact::new(say!(locale, programs.ranges), view.table.ranges.len().to_string()),
        Fact::new(say!(locale, programs.in_ranges), count(view.free.sum.size())),
        Fact::new(say!(locale, programs.outside_all), count(view.free.outside.size())),
        Fact::view(
            say!(locale, programs.programs_out),
            view! { <a href="/programs?judged=out">{count(view.out)}</a> },
        ),
    ];
    view! {
        <PageHead title=say!(locale, programs.ranges) aside>{links}</PageHead>
        <Done/>
        {preview}
        <Facts facts=sums flow=true/>
        {table(&view, locale)}
        {versions(&view.versions, locale)}
    }
    .into_any()
}

fn table(view: &RangesView, locale: Locale) -> AnyView {
    let language = catalogue::language();
    let mut ranges: Vec<_> = view.free.ranges.iter().collect();
    ranges.sort_by_key(|range| range.block);
    let lines = ranges
        .into_iter()
        .map(|range| {
            let href = format!("/free?range={}", Url::escape(&range.label));
            view! {
                <tr>
                    <th scope="row"><a class="size-name" href=href>{range.label.clone()}</a></th>
                    <td>{if range.sizes.is_empty() { "–".to_owned() } else { sizes_said(range) }}</td>
                    <td data-kind="id">{range.block.first.to_string()}</td>
                    <td data-kind="id">{range.block.last.to_string()}</td>
                    <td data-kind="number">{language.count(range.fill.size().into())}</td>
                    <td data-kind="number">{language.count(range.fill.in_use.into())}</td>
                    <td>{filled(range, locale)}</td>
                </tr>
            }
        })
        .collect_view();
    let heading = fill(say!(locale, programs.table_called), &[&view.table.name]);
    view! {
        <TableCaption heading=heading.clone() count=fill(say!(locale, programs.ranges_of), &[&view.table.ranges.len().to_string()])/>
        <DataTable label=heading>
            <thead>
                <tr>
                    <Head word=say!(locale, programs.range)/>
                    <Head word=say!(locale, programs.size)/>
                    <Head word=say!(locale, programs.first) column=Column::Id/>
                    <Head word=say!(locale, programs.last) column=Column::Id/>
                    <Head word=say!(locale, programs.numbers) column=Column::Number/>
                    <Head word=say!(locale, number.in_use) column=Column::Number/>
                    <Head word=say!(locale, programs.taken)/>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </DataTable>
        <Export table="ranges" label=say!(locale, programs.ranges)/>
    }
    .into_any()
}

/// Numbers named in a preview before the rest is counted.
const NAMED: usize = 12;

fn listed(numbers: &[ProgramNumber], locale: Locale) -> String {
    let runs = runs(numbers.iter().copied());
    let named: Vec<String> = runs.iter().take(NAMED).map(ToString::to_string).collect();
    match runs.len().saturating_sub(NAMED) {
        _ if numbers.is_empty() => "–".to_owned(),
        0 => named.join(", "),
        more => {
            format!("{}, {}", named.join(", "), fill(say!(locale, programs.more_runs), &[&more.to_string()]))
        }
    }
}

/// What the other table would do, and the form that lets it count.
fn preview(then: &RangeTable, impact: &Impact, version: u32, said: &Said) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let said = said.of_form("ranges");
    let count = |quantity: usize| language.count(quantity as u64);
    let beyond: u32 = then.outside().iter().map(|(first, last)| last.value() - first.value() + 1).sum();
    let holds = fill(
        say!(locale, programs.then_holds),
        &[
            &then.ranges.len().to_string(),
            &language.count(then.count().into()),
            &language.count(beyond.into()),
        ],
    );
    let facts = vec![
        Fact::new(
            fill(say!(locale, programs.falls_out), &[&count(impact.falls_out.len())]),
            listed(&impact.falls_out, locale),
        ),
        Fact::new(
            fill(say!(locale, programs.comes_in), &[&count(impact.comes_in.len())]),
            listed(&impact.comes_in, locale),
        ),
        Fact::new(
            say!(locale, programs.programs_out),
            fill(
                say!(locale, programs.from_to),
                &[&language.count(impact.out_now.into()), &language.count(impact.out_then.into())],
            ),
        ),
    ];
    let name = then.name.clone();
    let verb = fill(say!(locale, programs.load), &[&name]);
    let form = frame().may(Right::Ranges).then(|| {
        view! {
            <ActionForm action={ServerAction::<LoadRangeTable>::new()} attr:class="form">
                <CameBack form="ranges" said/>
                <input type="hidden" name="table" value=name/>
                <SeenField revision={u64::from(version)}/>
                <div class="actions">
                    <Button verb kind=ButtonKind::Primary price=Price::Words(say!(locale, programs.load_price).to_owned())/>
                    <ButtonLink href="/ranges" word=say!(locale, programs.leave_it)/>
                </div>
            </ActionForm>
        }
    });
    view! {
        <section class="section given" aria-labelledby="then-title">
            <div class="section-head">
                <h2 id="then-title">{fill(say!(locale, programs.would), &[&then.name])}</h2>
            </div>
            <p>{holds}</p>
            <Facts facts/>
            {form}
        </section>
    }
    .into_any()
}

fn versions(versions: &[RangeVersion], locale: Locale) -> Option<AnyView> {
    let reading = Reading::utc(catalogue::language());
    let lines = versions
        .iter()
        .map(|one| {
            let word =
                fill(say!(locale, programs.table_version), &[&one.table.name, &one.version.to_string()]);
            let quiet = format!("{}, {}", reading.date_time(one.at), one.by);
            view! { <li>{word}<span class="quiet">{quiet}</span></li> }
        })
        .collect_view();
    (!versions.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="versions-title">
                <div class="section-head"><h2 id="versions-title">{say!(locale, programs.versions)}</h2></div>
                <ul class="program-links">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

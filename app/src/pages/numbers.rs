//! Film numbers: each series with its head, the list of numbers, and reserving and releasing them.

use domain::number::{FilmNumber, NumberState, SeriesId};
use domain::person::Right;
use domain::reason::reason_said;
use domain::time::Timestamp;
use domain::view::numbers::{NumberRow, NumbersPage, SeriesView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::lab::Said;
use crate::api::numbers::{ReleaseNumbers, ReserveNumbers, read_numbers, read_series};
use crate::catalogue::{self, Locale, fill, say};
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Filters, Head, Pager, TableCaption};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::field::{Choice, SelectField, TextField, TextKind};
use crate::parts::format::Reading;
use crate::parts::glyph::{Glyph, NumberGlyph, StateWord};
use crate::parts::page_head::PageHead;

#[component]
pub fn Numbers() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_query_map();
    let series = Resource::new(|| (), |_| read_series());
    let page = Resource::new(
        move || ((), Asked::of(&params.read())),
        |(_, asked)| read_numbers(asked.series, asked.state, asked.text, asked.below, asked.above),
    );
    let said = use_said();
    view! {
        <Title text=say!(locale, pages.film_numbers)/>
        <PageHead title=say!(locale, pages.film_numbers)/>
        <Done/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                match (series.await, page.await) {
                    (Ok(series), Ok(page)) => {
                        whole(series, page, Asked::of(&params.get_untracked()), said).into_any()
                    }
                    (Err(error), _) | (_, Err(error)) => failed(error),
                }
            })}
        </Transition>
    }
}

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    series: u32,
    state: String,
    text: String,
    below: String,
    above: String,
}

impl Asked {
    fn of(params: &ParamsMap) -> Self {
        let text = |name: &str| params.get(name).unwrap_or_default();
        let series = text("series").parse().ok().filter(|digit| SeriesId::of_digit(*digit).is_some());
        Self {
            series: series.unwrap_or(1),
            state: text("state"),
            text: text("text"),
            below: text("below"),
            above: text("above"),
        }
    }

    fn is_filtered(&self) -> bool {
        !self.state.is_empty() || !self.text.trim().is_empty()
    }

    /// The same list from another row on.
    fn address(&self, from: &str) -> String {
        let mut address = format!("/numbers?series={}", self.series);
        if !self.state.is_empty() {
            address += &format!("&state={}", self.state);
        }
        if !self.text.is_empty() {
            address += &format!("&text={}", leptos_router::location::Url::escape(&self.text));
        }
        address + from
    }
}

/// The glyph of a state. A film number that is out is *issued*.
pub fn glyph_of(state: NumberState) -> NumberGlyph {
    match state {
        NumberState::Free => NumberGlyph::Free,
        NumberState::Reserved => NumberGlyph::Reserved,
        NumberState::Bound => NumberGlyph::Bound,
        NumberState::Issued => NumberGlyph::Issued,
        NumberState::Void => NumberGlyph::Void,
    }
}

/// `OU`, or *other sites* for the series that no site has to itself.
pub fn sites_said(sites: &[String], locale: Locale) -> String {
    if sites.is_empty() { say!(locale, numbers.other_sites).to_owned() } else { sites.join(", ") }
}

fn whole(series: Vec<SeriesView>, page: NumbersPage, asked: Asked, said: Said) -> impl IntoView {
    // Test films get a head once there are any.
    let shown = |view: &&SeriesView| {
        view.series != SeriesId::TEST || view.handed_out > 0 || asked.series == view.series.digit()
    };
    let heads = series.iter().filter(shown).map(|view| head(view, &asked)).collect_view();
    let sites: Vec<String> = series.iter().flat_map(|view| view.sites.clone()).collect();
    let chosen = series.iter().find(|view| view.series.digit() == asked.series);
    let suggested = chosen.and_then(|view| view.sites.first().cloned());
    let may = frame().may(Right::Reserve);
    view! {
        <div class="series-heads">{heads}</div>
        {may.then(|| view! { <Decisions sites suggested=suggested.unwrap_or_default() said/> })}
        {list(page, asked)}
    }
}

/// A series: who counts in it, its next number, how many numbers are in each state. It is the link to its list.
fn head(view: &SeriesView, asked: &Asked) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let digit = view.series.digit();
    let sites = match view.series {
        SeriesId::TEST => say!(locale, numbers.test_films).to_owned(),
        _ => sites_said(&view.sites, locale),
    };
    let counts = NumberState::ALL
        .into_iter()
        .map(|state| {
            let count = view.count(state);
            let glyph = glyph_of(state);
            // Free ones are those that came back; those never handed out follow the next number.
            let word =
                if state == NumberState::Free { say!(locale, numbers.came_back) } else { glyph.word(locale) };
            let href = format!("/numbers?series={digit}&state={}", state.code());
            view! {
                <li data-none=(count == 0).then_some("")>
                    <a href=href>
                        <Glyph of=glyph/>
                        <span>{word}</span>
                        <strong>{language.count(count.into())}</strong>
                    </a>
                </li>
            }
        })
        .collect_view();
    let unexplained = view.unexplained();
    let next = view.next.map_or_else(|| "–".to_owned(), |number| number.to_string());
    view! {
        <section class="series-head" data-chosen=(digit == asked.series).then_some("")>
            <h2>
                <a href=format!("/numbers?series={digit}") aria-current=(digit == asked.series).then_some("true")>
                    {fill(say!(locale, numbers.series), &[&digit.to_string()])}
                </a>
                <span class="muted">" "{sites}</span>
            </h2>
            <p class="series-next">
                <span class="label">{say!(locale, numbers.next)}</span>
                <a class="series-number" href=format!("/numbers/{next}")>{next.clone()}</a>
            </p>
            <ul class="series-counts">{counts}</ul>
            <p class="series-gaps" data-bad=(unexplained > 0).then_some("")>
                {fill(
                    say!(locale, numbers.handed_out),
                    &[&language.count(view.handed_out.into()), &language.count(unexplained.into())],
                )}
                ". "
                <a href=format!("/numbers?series={digit}&state=undelivered")>{say!(locale, numbers.undelivered)}</a>
            </p>
        </section>
    }
    .into_any()
}

/// Reserving and releasing, folded away until wanted; a refused one comes back open.
#[component]
fn Decisions(sites: Vec<String>, suggested: String, said: Said) -> impl IntoView {
    let locale = catalogue::locale();
    let (of_reserve, of_release) = (said.of_form("reserve"), said.of_form("release"));
    let (reserve_open, release_open) = (!of_reserve.sentence.is_empty(), !of_release.sentence.is_empty());
    let chosen = of_reserve.field_or("site", suggested);
    let (count, purpose) = (of_reserve.field_or("count", "1"), of_reserve.field("purpose"));
    let until = of_reserve.field("until");
    let (numbers, reason) = (of_release.field("numbers"), of_release.field("reason"));
    let choices = sites.iter().map(|site| Choice::new(site, site)).collect::<Vec<_>>();
    view! {
        <div class="actions number-decisions">
            <Decision verb=say!(locale, numbers.reserve_more) price=Price::CanBeUndone open=reserve_open>
                <ActionForm action={ServerAction::<ReserveNumbers>::new()} attr:class="form">
                    <Consequences sentences=vec![
                        say!(locale, numbers.reserve_gives).to_owned(),
                        say!(locale, numbers.reserve_ends).to_owned(),
                    ]/>
                    <CameBack form="reserve" said=of_reserve/>
                    <div class="fields">
                        <SelectField name="site" label=say!(locale, numbers.site) choices chosen/>
                        <TextField name="count" label=say!(locale, numbers.count) kind=TextKind::Number value=count min="1" max="1000"/>
                    </div>
                    <TextField name="purpose" value=purpose label=say!(locale, numbers.purpose) hint=say!(locale, numbers.purpose_hint)/>
                    <TextField name="until" value=until label=say!(locale, numbers.until) kind=TextKind::Date optional=true hint=say!(locale, numbers.until_hint)/>
                    <div class="actions"><Button verb=say!(locale, numbers.reserve) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
                </ActionForm>
            </Decision>
            <Decision verb=say!(locale, numbers.release_more) price=Price::AsksAReason open=release_open>
                <ActionForm action={ServerAction::<ReleaseNumbers>::new()} attr:class="form">
                    <Consequences sentences=vec![say!(locale, numbers.release_gives).to_owned()]/>
                    <CameBack form="release" said=of_release/>
                    <TextField name="numbers" value=numbers label=say!(locale, numbers.numbers) kind=TextKind::Id hint=say!(locale, numbers.numbers_hint)/>
                    <TextField name="reason" value=reason label=say!(locale, numbers.reason) hint=say!(locale, numbers.reason_hint)/>
                    <div class="actions"><Button verb=say!(locale, numbers.release) kind=ButtonKind::Primary price=Price::AsksAReason/></div>
                </ActionForm>
            </Decision>
        </div>
    }
}

fn list(page: NumbersPage, asked: Asked) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let any = || Choice::new("", say!(locale, numbers.all_states));
    let states = NumberState::ALL.map(|state| {
        let word = if state == NumberState::Free {
            say!(locale, numbers.came_back)
        } else {
            glyph_of(state).word(locale)
        };
        Choice::new(state.code(), word)
    });
    let undelivered = Choice::new("undelivered", say!(locale, numbers.undelivered));
    let choices =
        std::iter::once(any()).chain(states).chain(std::iter::once(undelivered)).collect::<Vec<_>>();
    let shown = fill(
        say!(locale, numbers.shown),
        &[&language.count(page.rows.len() as u64), &language.count(page.total.into())],
    );
    let first = page.rows.first().map(|row| row.number);
    let last = page.rows.last().map(|row| row.number);
    let earlier = first.filter(|_| page.more_above).map(|number| asked.address(&format!("&above={number}")));
    let later = last.filter(|_| page.more_below).map(|number| asked.address(&format!("&below={number}")));
    let series = fill(say!(locale, numbers.series), &[&asked.series.to_string()]);
    let (filtered, nothing) = (asked.is_filtered(), page.rows.is_empty());
    let action = format!("/numbers?series={}", asked.series);
    // The screen shows one series; whoever explains the gaps wants them all.
    let gaps = (asked.state == "undelivered").then(|| {
        view! {
            <div class="export-all">
                <span class="muted">{say!(locale, numbers.of_all_series)}</span>
                <Export table="gaps" label=say!(locale, numbers.undelivered)/>
            </div>
        }
    });
    let mut params = ParamsMap::new();
    params.insert("series", asked.series.to_string());
    for (name, value) in [("state", &asked.state), ("text", &asked.text)] {
        if !value.is_empty() {
            params.insert(name, value.clone());
        }
    }
    let table = if nothing { nothing_here(filtered, &action) } else { table(page.rows, &series, page.now) };
    view! {
        <TableCaption heading=series count=shown/>
        <Filters action="/numbers" set=filtered>
            <input type="hidden" name="series" value=asked.series.to_string()/>
            <SelectField name="state" label=say!(locale, numbers.state) choices chosen=asked.state.clone()/>
            <TextField name="text" label=say!(locale, numbers.text) kind=TextKind::Search value=asked.text.clone() placeholder=say!(locale, numbers.text_hint).to_owned()/>
        </Filters>
        {table}
        <Pager earlier later/>
        <Export table="numbers" label=say!(locale, pages.film_numbers) params/>
        {gaps}
    }
    .into_any()
}

fn nothing_here(filtered: bool, all: &str) -> AnyView {
    let locale = catalogue::locale();
    if filtered {
        let all = all.to_owned();
        view! {
            <Empty title=say!(locale, table.nothing)>
                <ButtonLink href=all word=say!(locale, table.reset)/>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Empty title=say!(locale, numbers.none_yet) sentence=say!(locale, numbers.none_yet_why)/> }
            .into_any()
    }
}

fn table(rows: Vec<NumberRow>, label: &str, now: Timestamp) -> AnyView {
    let locale = catalogue::locale();
    let rows = rows.into_iter().map(|row| line(row, locale, now)).collect_view();
    view! {
        <DataTable label=label>
            <thead>
                <tr>
                    <Head word=say!(locale, numbers.number) column=Column::Id/>
                    <Head word=say!(locale, numbers.state)/>
                    <Head word=say!(locale, numbers.holder) column=Column::Sentence/>
                    <Head word=say!(locale, numbers.since)/>
                    <Head word=say!(locale, numbers.by)/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn line(row: NumberRow, locale: Locale, now: Timestamp) -> AnyView {
    let reading = Reading::utc(catalogue::language());
    let glyph = glyph_of(row.state);
    let (href, number) = (format!("/numbers/{}", row.number), row.number.to_string());
    let (since, machine) = (reading.date_time(row.since), Reading::machine(row.since));
    let by = row.by.clone();
    let ends = ends(&row, now);
    view! {
        <tr>
            <th scope="row" data-kind="id"><a href=href>{number}</a></th>
            <td><StateWord glyph word=glyph.word(locale)/></td>
            <td data-kind="sentence">{holder(row)}{ends}</td>
            <td class="nowrap"><time datetime=machine>{since}</time></td>
            <td>{by}</td>
        </tr>
    }
    .into_any()
}

/// A reservation that ends within a week says so.
fn ends(row: &NumberRow, now: Timestamp) -> Option<String> {
    let locale = catalogue::locale();
    let until = row.until.filter(|_| row.state == NumberState::Reserved)?;
    let days = until.seconds_since(now).div_euclid(86_400);
    match days {
        ..0 => None,
        0 => Some(format!(", {}", say!(locale, numbers.ends_today))),
        1 => Some(format!(", {}", say!(locale, numbers.ends_tomorrow))),
        2..=7 => Some(format!(", {}", fill(say!(locale, numbers.ends_in), &[&days.to_string()]))),
        _ => None,
    }
}

/// Who has a number: the roll and its project, the block of a project, or the words somebody wrote.
pub fn holder(row: NumberRow) -> AnyView {
    let locale = catalogue::locale();
    let reading = Reading::utc(catalogue::language());
    let roll = row.roll.map(|roll| {
        view! { <a class="mono" href=format!("/rolls/{}", roll.id)>{roll.name}</a> }
    });
    let has_roll = roll.is_some();
    let has_project = row.project.is_some();
    let project = row.project.filter(|_| !has_roll).map(|project| {
        view! { <a class="mono" href=format!("/projects/{}", project.id)>{project.archive_id}</a>" " }
    });
    let words = (!has_roll && !has_project).then(|| reason_said(&row.words, catalogue::language()));
    let until = row
        .until
        .filter(|_| row.state == NumberState::Reserved)
        .map(|until| format!(", {}", fill(say!(locale, numbers.holds_until), &[&reading.date(until)])));
    let replaced = row.replaced_by.map(|number| replacement(number, locale));
    view! { {roll}{project}{words}{until}{replaced} }.into_any()
}

fn replacement(number: FilmNumber, locale: Locale) -> AnyView {
    view! {
        ", "
        {say!(locale, numbers.replaced_by)}
        " "
        <a class="mono" href=format!("/numbers/{number}")>{number.to_string()}</a>
    }
    .into_any()
}

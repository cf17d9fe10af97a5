//! The machine's queue: what runs when, on which film, and what another choice or another rule would come to.

use domain::film::outlook::Choice;
use domain::film::stock::Rest;
use domain::film::together::{Films35, Sharing};
use domain::view::queue::{ChoiceLine, FilmAhead, QueueLine, QueueView, Sums};
use domain::words::Language;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::queue::read_queue;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::projects::failed;
use crate::pages::roll::film_words::{film, frames, length_of_time};
use crate::parts::data_table::{Column, DataTable, Head};
use crate::parts::empty::Loading;
use crate::parts::figure::{Figure, Figures};
use crate::parts::format::counted;
use crate::parts::page_head::PageHead;
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

#[component]
pub fn Queue() -> impl IntoView {
    let locale = catalogue::locale();
    let queue = Resource::new(|| (), |()| async move { read_queue().await });
    view! {
        <Title text=say!(locale, queue.title)/>
        <PageHead title=say!(locale, queue.title)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move { queue.await.map_or_else(failed, |view| whole(&view)) })}
        </Transition>
    }
}

fn whole(view: &QueueView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if view.rolls == 0 {
        return view! { <p class="muted">{say!(locale, queue.empty)}</p> }.into_any();
    }
    view! {
        <p class="muted">{say!(locale, queue.note)}</p>
        {figures(view, language)}
        {strip(view, language)}
        {next(view, language)}
        {rolls(view, language)}
        {view.sharing.map(|sharing| shared(sharing, language))}
        {thresholds(view, language)}
    }
    .into_any()
}

fn figures(view: &QueueView, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let said = |count: u32| language.count(count.into());
    let (rolls, reels, reuses) = (said(view.rolls), said(view.sums.new_reels), said(view.sums.reuses));
    let scrap = format!("{} {}", language.metres(view.sums.scrap_mm), say!(locale, queue.scrap));
    let hours = length_of_time(view.seconds_16mm + view.seconds_35mm, language);
    let by_film = format!(
        "16 mm {}, 35 mm {}",
        length_of_time(view.seconds_16mm, language),
        length_of_time(view.seconds_35mm, language)
    );
    let left = counted_leftovers(view.sums.leftovers_left, language);
    let usable = fill(say!(locale, queue.keeps), &[&frames_said(view.sums.frames_left, language)]);
    view! {
        <Figures>
            <Figure value=rolls name=say!(locale, queue.rolls)/>
            <Figure value=hours name=say!(locale, queue.hours) base=by_film/>
            <Figure value=reels name=say!(locale, queue.reels) base=scrap/>
            <Figure value=reuses name=say!(locale, queue.reuses)/>
            <Figure value=left name=say!(locale, queue.left) base=usable/>
        </Figures>
    }
    .into_any()
}

fn counted_leftovers(count: u32, language: Language) -> String {
    let (one, many) = language.pick(("Restfilm", "Restfilme"), ("leftover", "leftovers"));
    counted(language, count.into(), one, many)
}

fn frames_said(count: u64, language: Language) -> String {
    frames(u32::try_from(count).unwrap_or(u32::MAX), language)
}

/// The camera from now on, to scale: each roll by the film it goes on.
fn strip(view: &QueueView, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let seconds = |seconds: u64| u32::try_from(seconds).unwrap_or(u32::MAX);
    let scale = view.lines.last().map_or(1, |line| seconds(line.ends_s));
    let pieces = view.lines.iter().map(|line| {
        let piece = if line.on == FilmAhead::NewReel { Piece::Roll } else { Piece::OnShelf };
        StripPiece::new(piece, seconds(line.starts_s), seconds(line.ends_s - line.starts_s))
    });
    let new = view.lines.iter().filter(|line| line.on == FilmAhead::NewReel).count();
    let description = fill(
        say!(locale, queue.drawing),
        &[
            &length_of_time(scale.into(), language),
            &language.count(new as u64),
            &language.count((view.lines.len() - new) as u64),
        ],
    );
    view! { <Strip scale_mm=scale pieces=pieces.collect() size=StripSize::Plain description/> }.into_any()
}

fn ahead(on: &FilmAhead, locale: Locale) -> AnyView {
    match on {
        FilmAhead::TempRoll(tag) => {
            let href = format!("/film/{tag}");
            view! { <a class="mono" href=href>{tag.clone()}</a> }.into_any()
        }
        FilmAhead::RestOf(roll) => fill(say!(locale, queue.rest_of), &[roll]).into_any(),
        FilmAhead::NewReel => say!(locale, queue.new_reel).into_any(),
    }
}

fn rest_said(rest: Rest, language: Language) -> String {
    let (locale, metres) = (catalogue::locale(), language.metres(rest.length_mm().into()));
    match rest {
        Rest::Keep { usable_frames, .. } => {
            fill(say!(locale, queue.keeps), &[&frames(usable_frames, language)])
        }
        Rest::Scrap { length_mm: 0 } => "–".to_owned(),
        Rest::Scrap { .. } => fill(say!(locale, queue.then), &[&metres]),
    }
}

/// What each film for the next roll comes to when the whole queue has run.
fn next(view: &QueueView, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let (Some(first), [_, _, ..]) = (view.lines.first(), view.choices.as_slice()) else {
        return ().into_any();
    };
    let name = first.roll.temporary_id.clone();
    let href = format!("/rolls/{}", first.roll.id);
    let rows: Vec<_> =
        view.choices.iter().enumerate().map(|(place, line)| choice_row(place, line, language)).collect();
    let heading = say!(locale, queue.next);
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{heading}</h2>
                <span class="section-note"><a class="mono" href=href>{name}</a></span>
            </div>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, queue.film)/>
                        <Head word=say!(locale, queue.rest)/>
                        <Head word=say!(locale, queue.reels) column=Column::Number/>
                        <Head word=say!(locale, queue.scrap) column=Column::Number/>
                        <Head word=say!(locale, queue.left) column=Column::Sentence/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

fn choice_row(place: usize, line: &ChoiceLine, language: Language) -> impl IntoView + use<> {
    let locale = catalogue::locale();
    let choice = line.choice;
    view! {
        <tr>
            <th scope="row">{ahead(&line.on, locale)}</th>
            <td>{rest_said(choice.rest, language)}</td>
            <td data-kind="number">{language.count(choice.new_reels.into())}</td>
            <td data-kind="number" class="nowrap">{language.metres(choice.scrap_mm)}</td>
            <td data-kind="sentence">{in_the_end(place, &choice, language)}</td>
        </tr>
    }
}

/// What a choice saves or costs by the end of the queue, against the best one.
fn in_the_end(place: usize, choice: &Choice, language: Language) -> String {
    let locale = catalogue::locale();
    match (choice.reels_more, choice.frames_fewer) {
        (0, 0) if place == 0 => say!(locale, queue.best).to_owned(),
        (0, 0) => say!(locale, queue.even).to_owned(),
        (0, fewer) => fill(say!(locale, queue.frames_fewer), &[&frames_said(fewer, language)]),
        (more, _) => {
            let (one, many) = language.pick(("Filmrolle", "Filmrollen"), ("reel", "reels"));
            fill(say!(locale, queue.reels_more), &[&counted(language, more.into(), one, many)])
        }
    }
}

fn rolls(view: &QueueView, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let heading = say!(locale, queue.title);
    let more = view.rolls as usize - view.lines.len();
    let more = (more > 0).then(|| {
        let count = language.count(more as u64);
        view! { <p class="muted">{fill(say!(locale, queue.more), &[&count])}</p> }
    });
    let rows = view.lines.iter().map(|line| roll_row(line, language)).collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{heading}</h2></div>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, queue.when)/>
                        <Head word=say!(locale, queue.roll) column=Column::Id/>
                        <Head word=say!(locale, queue.film)/>
                        <Head word=say!(locale, queue.hours) column=Column::Number/>
                        <Head word=say!(locale, queue.on)/>
                        <Head word=say!(locale, queue.rest)/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            {more}
        </section>
    }
    .into_any()
}

fn roll_row(line: &QueueLine, language: Language) -> impl IntoView + use<> {
    let locale = catalogue::locale();
    let when = match line.starts_s {
        0 => say!(locale, queue.now).to_owned(),
        seconds => fill(say!(locale, queue.after), &[&length_of_time(seconds, language)]),
    };
    let waits = line.waits.then(|| view! { <span class="muted">" " {say!(locale, queue.waits)}</span> });
    let what = format!("{}, {}", film(line.roll.film, locale), frames(line.roll.frames, language));
    let href = format!("/rolls/{}", line.roll.id);
    view! {
        <tr>
            <td class="nowrap">{when}</td>
            <th scope="row" data-kind="id"><a href=href>{line.roll.temporary_id.clone()}</a> {waits}</th>
            <td class="nowrap">{what}</td>
            <td data-kind="number" class="nowrap">{length_of_time(line.ends_s - line.starts_s, language)}</td>
            <td>{ahead(&line.on, locale)}</td>
            <td>{rest_said(line.rest, language)}</td>
        </tr>
    }
}

/// 35mm with a film for each roll, beside films that several projects share.
fn shared(sharing: Sharing, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let heading = say!(locale, queue.sharing);
    let row = |word: &'static str, films: Films35, own: bool| {
        let count = |count: u32| language.count(count.into());
        let note = own.then(|| view! { <span class="muted">" " {say!(locale, queue.own)}</span> });
        view! {
            <tr aria-current=own.then_some("true")>
                <th scope="row">{word} {note}</th>
                <td data-kind="number">{count(films.films)}</td>
                <td data-kind="number">{count(films.new_reels)}</td>
                <td data-kind="number">{count(films.reuses)}</td>
                <td data-kind="number" class="nowrap">{language.metres(films.spent_mm)}</td>
            </tr>
        }
    };
    let apart = row(say!(locale, queue.apart), sharing.apart, true);
    let together = row(say!(locale, queue.together), sharing.together, false);
    view! {
        <section class="section">
            <div class="section-head"><h2>{heading}</h2></div>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, queue.way)/>
                        <Head word=say!(locale, queue.films) column=Column::Number/>
                        <Head word=say!(locale, queue.reels) column=Column::Number/>
                        <Head word=say!(locale, queue.reuses) column=Column::Number/>
                        <Head word=say!(locale, queue.spent) column=Column::Number/>
                    </tr>
                </thead>
                <tbody>{apart} {together}</tbody>
            </DataTable>
            <p class="muted">{say!(locale, queue.sharing_note)}</p>
        </section>
    }
    .into_any()
}

/// The same queue with other thresholds.
fn thresholds(view: &QueueView, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let heading = say!(locale, queue.thresholds);
    let own = view.sums.smallest_usable;
    let rows = view.thresholds.iter().map(|sums| threshold_row(sums, own, language)).collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{heading}</h2></div>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, queue.threshold)/>
                        <Head word=say!(locale, queue.reels) column=Column::Number/>
                        <Head word=say!(locale, queue.reuses) column=Column::Number/>
                        <Head word=say!(locale, queue.made) column=Column::Number/>
                        <Head word=say!(locale, queue.left) column=Column::Number/>
                        <Head word=say!(locale, queue.scrap) column=Column::Number/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

fn threshold_row(sums: &Sums, own: u32, language: Language) -> impl IntoView + use<> {
    let locale = catalogue::locale();
    let count = |count: u32| language.count(count.into());
    let value = fill(say!(locale, queue.threshold_value), &[&count(sums.smallest_usable)]);
    let here = sums.smallest_usable == own;
    let note = here.then(|| view! { <span class="muted">" " {say!(locale, queue.own)}</span> });
    view! {
        <tr aria-current=here.then_some("true")>
            <th scope="row">{value} {note}</th>
            <td data-kind="number">{count(sums.new_reels)}</td>
            <td data-kind="number">{count(sums.reuses)}</td>
            <td data-kind="number">{count(sums.leftovers_made)}</td>
            <td data-kind="number">{count(sums.leftovers_left)}</td>
            <td data-kind="number" class="nowrap">{language.metres(sums.scrap_mm)}</td>
        </tr>
    }
}

//! The shelf: temp rolls with what they hold and how long they have lain, and those that are in a camera.

use domain::time::Timestamp;
use domain::view::films::{OLD_DAYS, ShelfLine, Stock, days_since};
use domain::words::Language;
use leptos::prelude::*;
use std::collections::BTreeSet;

use crate::catalogue::{self, Locale, say};
use crate::pages::roll::film_words::film;
use crate::parts::button::{ButtonKind, ButtonLink};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::empty::Empty;
use crate::parts::export::Export;
use crate::parts::format::counted;
use crate::parts::glyph::{StateWord, TempRollGlyph};
use crate::parts::icon::IconName;
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

pub fn shelf(stock: &Stock, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let shelf = if stock.shelf.is_empty() {
        let sentence = say!(locale, films.shelf_empty_why).to_owned();
        view! { <Empty title=say!(locale, films.shelf_empty) sentence/> }.into_any()
    } else {
        let usable = stock.shelf.iter().map(|piece| u64::from(piece.usable_frames)).sum::<u64>();
        let length = stock.shelf.iter().map(|piece| u64::from(piece.length_mm)).sum::<u64>();
        let (one, many) = language.pick(("Restfilm", "Restfilme"), ("temp roll", "temp rolls"));
        let pieces = counted(language, stock.shelf.len() as u64, one, many);
        let (usable, length) = (language.count(usable), language.metres(length));
        let count = language.pick(
            format!("{pieces}, {usable} nutzbare Bilder, {length}"),
            format!("{pieces}, {usable} usable frames, {length}"),
        );
        table(say!(locale, films.shelf), count, &stock.shelf, stock.at, false)
    };
    let loaded = (!stock.loaded.is_empty()).then(|| {
        let count = language.count(stock.loaded.len() as u64);
        table(say!(locale, films.in_camera), count, &stock.loaded, stock.at, true)
    });
    view! { {loaded} {shelf} {tags(stock)} }.into_any()
}

/// The tags of one place, or of the whole shelf, to be printed.
fn tags(stock: &Stock) -> Option<AnyView> {
    let locale = catalogue::locale();
    let lying = stock.shelf.iter().filter(|piece| !piece.lost);
    let places: BTreeSet<&str> = lying.map(|piece| piece.place.as_str()).collect();
    let links = places.iter().filter(|place| !place.is_empty()).map(|place| {
        let href = format!("/download/film/tags.pdf?place={}", leptos_router::location::Url::escape(place));
        view! { <ButtonLink href=href word=(*place).to_owned() kind=ButtonKind::Quiet/> }
    });
    let links = links.collect_view();
    (!places.is_empty()).then(|| {
        view! {
            <div class="section actions">
                <ButtonLink href="/download/film/tags.pdf" word=say!(locale, papers.tags) icon=IconName::Print/>
                {links}
                <Export table="shelf" label=say!(locale, films.shelf)/>
            </div>
        }
        .into_any()
    })
}

fn table(
    heading: &'static str,
    count: String,
    pieces: &[ShelfLine],
    now: Timestamp,
    loaded: bool,
) -> AnyView {
    let locale = catalogue::locale();
    let longest = pieces.iter().map(|piece| piece.length_mm).max().unwrap_or(1).max(30_500);
    let rows = pieces.iter().map(|piece| row(piece, now, longest, loaded)).collect_view();
    view! {
        <section class="section shelf">
            <TableCaption heading count=Signal::stored(count)/>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, films.tag) column=Column::Id/>
                        <Head word=say!(locale, films.film)/>
                        <Head word=say!(locale, films.reel_to_scale) hidden=true/>
                        <Head word=say!(locale, films.usable) column=Column::Number/>
                        <Head word=say!(locale, films.length) column=Column::Number/>
                        <Head word=say!(locale, films.age) column=Column::Number/>
                        <Head word=say!(locale, films.place)/>
                        <Head word=say!(locale, films.reel) column=Column::Id/>
                        <Head word=say!(locale, films.left_by) column=Column::Id/>
                        {loaded.then(|| view! { <Head word=say!(locale, films.loaded_for) column=Column::Id/> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

fn row(piece: &ShelfLine, now: Timestamp, longest: u32, loaded: bool) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let days = days_since(piece.since, now);
    let old = days > OLD_DAYS;
    let length = language.metres(piece.length_mm.into());
    let tag = piece.id.label();
    let kind = if loaded { Piece::ToCome } else { Piece::OnShelf };
    // Drawn at the reel's end, where it was cut from.
    let pieces = vec![
        StripPiece::new(Piece::CutOff, 0, longest - piece.length_mm),
        StripPiece::new(kind, longest - piece.length_mm, piece.length_mm),
    ];
    let description = format!("{tag}, {length}");
    let link = |id: u64, name: &str| view! { <a href=format!("/rolls/{id}")>{name.to_owned()}</a> };
    let loaded_for = loaded.then(|| {
        let roll = piece.loaded_for.as_ref().map(|(id, name)| link(id.get(), name));
        view! { <td data-kind="id">{roll}</td> }
    });
    view! {
        <tr>
            <th scope="row" data-kind="id"><a href=format!("/film/{tag}")>{tag.clone()}</a></th>
            <td class="nowrap">{film(piece.film, locale)}</td>
            <td class="shelf-strip">
                <Strip scale_mm=longest pieces size=StripSize::Small description/>
            </td>
            <td data-kind="number">{language.count(piece.usable_frames.into())}</td>
            <td data-kind="number" class="nowrap">{length}</td>
            <td data-kind="number" class="nowrap shelf-age" data-old=old.then_some("")>
                {age(days, old, language, locale)}
            </td>
            <td class="nowrap">{place(piece, locale)}</td>
            <td data-kind="id">{piece.reel.label()}</td>
            <td data-kind="id">{link(piece.left_by.get(), &piece.left_by_name)}</td>
            {loaded_for}
        </tr>
    }
    .into_any()
}

/// Where it lies; a missing one says so first.
fn place(piece: &ShelfLine, locale: Locale) -> AnyView {
    let place = piece.place.clone();
    match piece.lost {
        true => {
            view! { <StateWord glyph=TempRollGlyph::Lost word=TempRollGlyph::Lost.word(locale)/> }.into_any()
        }
        false => place.into_any(),
    }
}

/// `12 d`; over ninety days with the word that says what it means.
fn age(days: u64, old: bool, language: Language, _: Locale) -> String {
    let days = match language {
        Language::German => counted(language, days, "Tag", "Tage"),
        Language::English => counted(language, days, "day", "days"),
    };
    if old { format!("{days}, {}", language.pick("alt", "old")) } else { days }
}

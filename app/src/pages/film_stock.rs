//! Film stock: what lies on the shelf, every reel from end to end, and sums that close to the millimetre.

mod cleaning;
mod reels;
mod shelf;

use domain::person::Right;
use domain::view::films::{FilmSum, Stock};
use domain::words::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::films::read_stock;
use crate::catalogue::{self, say};
use crate::frame::frame;
use crate::pages::projects::failed;
use crate::pages::roll::film_words::film;
use crate::parts::button::ButtonLink;
use crate::parts::data_table::{Column, DataTable, Head};
use crate::parts::empty::Loading;
use crate::parts::icon::IconName;
use crate::parts::page_head::PageHead;

#[component]
pub fn FilmStock() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let before = Memo::new(move |_| query.read().get("before").and_then(|reel| reel.parse::<u64>().ok()));
    let stock =
        Resource::new(move || ((), before.get()), |(_, before)| async move { read_stock(before).await });
    view! {
        <Title text=say!(locale, pages.film_stock)/>
        <PageHead title=say!(locale, pages.film_stock)>
            {frame()
                .may(Right::Stock)
                .then(|| view! { <ButtonLink href="/stock-taking" word=say!(locale, films.take_stock) icon=IconName::Check/> })}
        </PageHead>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move { stock.await.map_or_else(failed, whole) })}
        </Transition>
    }
}

fn whole(stock: Stock) -> AnyView {
    let language = catalogue::language();
    view! {
        {shelf::shelf(&stock, language)}
        {cleaning::list(&stock, language)}
        {sums(&stock.sums, language)}
        {reels::reels(&stock, language)}
    }
    .into_any()
}

/// Where all film went. What was opened equals what is accounted for, to the millimetre.
fn sums(sums: &[FilmSum], language: Language) -> AnyView {
    let locale = catalogue::locale();
    if sums.is_empty() {
        return ().into_any();
    }
    let heading = say!(locale, films.sums);
    let rows = sums.iter().map(|sum| sum_row(sum, language)).collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{heading}</h2></div>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, films.film)/>
                        <Head word=say!(locale, films.opened) column=Column::Number/>
                        <Head word=say!(locale, films.confirmed_mm) column=Column::Number/>
                        <Head word=say!(locale, films.failed_mm) column=Column::Number/>
                        <Head word=say!(locale, films.scrap_mm) column=Column::Number/>
                        <Head word=say!(locale, films.shelf) column=Column::Number/>
                        <Head word=say!(locale, films.in_camera) column=Column::Number/>
                        <Head word=say!(locale, films.whole_mm) column=Column::Number/>
                        <Head word=say!(locale, films.lost_mm) column=Column::Number/>
                        <Head word=say!(locale, films.difference) column=Column::Number/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

fn sum_row(sum: &FilmSum, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let metres = |length_mm: u64| millimetres(length_mm, language);
    let reels = match (language, sum.reels) {
        (Language::German, 1) => "1 Filmrolle".to_owned(),
        (Language::German, reels) => format!("{} Filmrollen", language.count(reels)),
        (Language::English, 1) => "1 reel".to_owned(),
        (Language::English, reels) => format!("{} reels", language.count(reels)),
    };
    let difference = sum.difference_mm();
    let cells = [
        sum.opened_mm,
        sum.confirmed_mm,
        sum.failed_mm,
        sum.scrap_mm,
        sum.shelf_mm,
        sum.loaded_mm,
        sum.whole_mm,
        sum.lost_mm,
    ];
    let cells =
        cells.map(|length_mm| view! { <td data-kind="number" class="nowrap">{metres(length_mm)}</td> });
    view! {
        <tr data-attention=(difference > 0).then_some("")>
            <th scope="row">{film(sum.film, locale)} ", " {reels}</th>
            {cells.collect_view()}
            <td data-kind="number" class="nowrap">{format!("{} mm", language.count(difference))}</td>
        </tr>
    }
    .into_any()
}

/// A length to the millimetre: `28,990 m`.
fn millimetres(length_mm: u64, language: Language) -> String {
    let comma = language.pick(',', '.');
    format!("{}{comma}{:03} m", language.count(length_mm / 1000), length_mm % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_written_to_the_millimetre() {
        assert_eq!(millimetres(28_990, Language::German), "28,990 m");
        assert_eq!(millimetres(1_310_007, Language::English), "1,310.007 m");
    }
}

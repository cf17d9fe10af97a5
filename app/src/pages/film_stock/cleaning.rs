//! The cleaning list: temp rolls somebody should go and look at, each with its reason.

use domain::view::films::{ShelfLine, Stock, reasons_to_clean};
use domain::words::Language;
use leptos::prelude::*;

use crate::catalogue::{self, say};
use crate::parts::data_table::{Column, DataTable, Head};

/// Nothing where the shelf is tidy.
pub fn list(stock: &Stock, language: Language) -> Option<AnyView> {
    let locale = catalogue::locale();
    let rows: Vec<AnyView> = stock.shelf.iter().filter_map(|piece| row(piece, stock, language)).collect();
    if rows.is_empty() {
        return None;
    }
    let (heading, count) = (say!(locale, finish.cleaning), language.count(rows.len() as u64));
    Some(
        view! {
            <section class="section cleaning" id="cleaning" aria-labelledby="cleaning-heading">
                <div class="section-head">
                    <h2 id="cleaning-heading">{heading}</h2>
                    <span class="section-note">{count}</span>
                </div>
                <DataTable label=heading>
                    <thead>
                        <tr>
                            <Head word=say!(locale, films.tag) column=Column::Id/>
                            <Head word=say!(locale, films.place)/>
                            <Head word=say!(locale, films.length) column=Column::Number/>
                            <Head word=say!(locale, finish.cleaning_why)/>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </DataTable>
            </section>
        }
        .into_any(),
    )
}

fn row(piece: &ShelfLine, stock: &Stock, language: Language) -> Option<AnyView> {
    let reasons = reasons_to_clean(piece, stock.smallest_usable, stock.at);
    if reasons.is_empty() {
        return None;
    }
    let why: Vec<String> = reasons.into_iter().map(|reason| reason.say(language)).collect();
    let tag = piece.id.label();
    let place = if piece.place.is_empty() { "–".to_owned() } else { piece.place.clone() };
    Some(
        view! {
            <tr>
                <th scope="row" data-kind="id"><a href=format!("/film/{tag}")>{tag.clone()}</a></th>
                <td class="nowrap">{place}</td>
                <td data-kind="number" class="nowrap">{language.metres(piece.length_mm.into())}</td>
                <td>{why.join("; ")}</td>
            </tr>
        }
        .into_any(),
    )
}

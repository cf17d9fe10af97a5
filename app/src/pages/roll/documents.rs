//! The documents on a roll, with the blip each is found by.

use domain::film::blip::blip;
use domain::view::films::{RollDocument, RollDocuments, RollPage};
use domain::words::Language;
use leptos::prelude::*;

use crate::api::films::DOCUMENTS_SHOWN;
use crate::catalogue::{self, say};
use crate::parts::data_table::{Column, DataTable, Head, Pager, TableCaption};

pub fn documents(page: &RollPage, number: Option<String>, shown: RollDocuments) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let (heading, of) = (say!(locale, films.documents), shown.of);
    let count = match (shown.rows.first(), shown.rows.last()) {
        (Some(first), Some(last)) => span(first.index, last.index, of, language),
        _ => language.count(of.into()),
    };
    let path = format!("/rolls/{}", page.line.id);
    let earlier = (shown.after > 0).then(|| match shown.after.saturating_sub(DOCUMENTS_SHOWN) {
        0 => format!("{path}#documents"),
        after => format!("{path}?after={after}#documents"),
    });
    let last = shown.rows.last().map_or(0, |row| row.index);
    let later = (last > 0 && last < of).then(|| format!("{path}?after={last}#documents"));
    let blip_word =
        if number.is_some() { say!(locale, films.blip) } else { say!(locale, films.planned_blip) };
    let rows = shown.rows.iter().map(|document| row(document, number.as_deref(), language)).collect_view();
    view! {
        <section class="section" id="documents">
            <TableCaption heading count=Signal::stored(count)/>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, films.index) column=Column::Number/>
                        <Head word=say!(locale, films.barcode) column=Column::Id/>
                        <Head word=say!(locale, films.com_id) column=Column::Id/>
                        <Head word=say!(locale, films.frames) column=Column::Number/>
                        <Head word=say!(locale, films.from) column=Column::Number/>
                        <Head word=say!(locale, films.to) column=Column::Number/>
                        <Head word=blip_word column=Column::Id/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            <Pager earlier later/>
        </section>
    }
    .into_any()
}

/// `51–100 von 1.468`
fn span(first: u32, last: u32, of: u32, language: Language) -> String {
    let [first, last, of] = [first, last, of].map(|index| language.count(index.into()));
    language.pick(format!("{first}–{last} von {of}"), format!("{first}–{last} of {of}"))
}

fn row(document: &RollDocument, number: Option<&str>, language: Language) -> AnyView {
    // Once there is evidence, it says where the document is; the plan only said where it should be.
    let from = document.filmed.unwrap_or(document.planned);
    let to = from + document.frames.saturating_sub(1);
    let address = match (number, document.filmed) {
        (Some(number), Some(frame)) => blip(number, document.index, frame),
        _ => blip("········", document.index, document.planned),
    };
    let continued = document.continued.then(|| language.pick(", Fortsetzung", ", continued"));
    view! {
        <tr>
            <th scope="row" data-kind="number">{language.count(document.index.into())}</th>
            <td data-kind="id">{document.barcode.clone()} {continued}</td>
            <td data-kind="id">{document.com_id.clone().unwrap_or_else(|| "–".to_owned())}</td>
            <td data-kind="number">{language.count(document.frames.into())}</td>
            <td data-kind="number">{language.count(from.into())}</td>
            <td data-kind="number">{language.count(to.into())}</td>
            <td data-kind="id">{address}</td>
        </tr>
    }
    .into_any()
}

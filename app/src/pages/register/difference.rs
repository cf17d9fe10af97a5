//! A list that differs from the registered one: what would change, and the button that accepts it.

use domain::view::projects::register::{DifferenceView, Listed, SaidForm};
use leptos::prelude::*;

use crate::catalogue::{self, fill, say};
use crate::command_form::KeyField;
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Head};

/// The list was read and waits here: accepting it needs no second upload.
pub fn view(said: &SaidForm, difference: &DifferenceView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let rows = [
        (say!(locale, projects.added), &difference.added),
        (say!(locale, projects.removed), &difference.removed),
        (say!(locale, projects.changed), &difference.changed),
    ]
    .into_iter()
    .map(|(word, listed)| line(word, listed))
    .collect_view();
    let (documents, pages) = (language.count(difference.documents.into()), language.count(difference.pages));
    let sums = fill(say!(locale, projects.new_list), &[&documents, &pages]);
    let verb = fill(say!(locale, projects.accept_differences), &[&language.count(difference.accept.into())]);
    view! {
        <form class="form difference" method="post" action="/upload/register" enctype="multipart/form-data">
            <h2>{fill(say!(locale, projects.list_differs), &[&difference.project])}</h2>
            <p>{said.sentence.clone()}</p>
            <DataTable label=say!(locale, projects.differences)>
                <thead>
                    <tr>
                        <Head word=say!(locale, projects.difference)/>
                        <Head word=say!(locale, projects.documents_head) column=Column::Number/>
                        <Head word=say!(locale, projects.first_barcodes)/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            <p>{sums}</p>
            <input type="hidden" name="pending" value=said.field("said")/>
            <input type="hidden" name="accept" value=difference.accept/>
            <KeyField form="accept-list"/>
            <div class="actions">
                <Button
                    verb=verb
                    kind=ButtonKind::Primary
                    price=Price::Words(say!(locale, projects.plan_discarded).to_owned())
                />
                <ButtonLink href="/projects/new" word=say!(locale, projects.keep_list)/>
            </div>
        </form>
    }
    .into_any()
}

fn line(word: &'static str, listed: &Listed) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let more = listed.count as usize - listed.first.len();
    let more = (more > 0)
        .then(|| format!(" {}", fill(say!(locale, projects.and_more), &[&language.count(more as u64)])));
    let barcodes = if listed.first.is_empty() { "–".to_owned() } else { listed.first.join(", ") };
    view! {
        <tr>
            <th scope="row">{word}</th>
            <td data-kind="number">{language.count(listed.count.into())}</td>
            <td><span class="mono">{barcodes}</span> {more}</td>
        </tr>
    }
    .into_any()
}

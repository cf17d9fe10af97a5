//! The documents of a project with their places on film.

use domain::film::roll::FilmType;
use domain::view::projects::columns::PlanAsk;
use domain::view::projects::documents::{
    DocumentPage, DocumentPlace, DocumentQuery, DocumentRow, DocumentSort, ROWS, Show,
};
use domain::words::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use super::address;
use crate::api::projects::read_documents;
use crate::catalogue::{self, Locale, fill, say};
use crate::parts::button::{Button, ButtonLink};
use crate::parts::data_table::{Column, DataTable, Head, Order, Pager, TableCaption};
use crate::parts::empty::Empty;
use crate::parts::export::Export;
use crate::parts::field::{TextField, TextKind};
use crate::parts::segments::{Segment, Segments};

/// Rolls offered one by one; of more, the table's own links to rolls lead there.
const MOST_ROLLS: usize = 8;

#[component]
pub fn Documents(id: Memo<u64>, ask: Memo<PlanAsk>) -> impl IntoView {
    let params = use_query_map();
    let documents = Resource::new(
        move || (id.get(), ask.get(), query_of(&params.read())),
        |(id, ask, query)| read_documents(id, ask, query),
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let page = documents.await.ok()?;
                Some(section(id.get_untracked(), page, &params.get_untracked()))
            })}
        </Transition>
    }
}

fn query_of(params: &ParamsMap) -> DocumentQuery {
    document_query(|name| params.get(name).unwrap_or_default())
}

/// What an address asks of the documents.
pub fn document_query(text: impl Fn(&str) -> String) -> DocumentQuery {
    DocumentQuery {
        show: Show::parse(&text("show")),
        text: text("text").chars().take(80).collect(),
        sort: DocumentSort::parse(&text("sort")).unwrap_or_default(),
        falling: text("turned") == "1",
        from: text("from").parse().unwrap_or(1),
    }
}

/// This table with some values changed, from its first row unless said otherwise.
fn link(id: u64, params: &ParamsMap, changes: &[(&'static str, &str)]) -> String {
    let mut all = vec![("from", "")];
    all.extend_from_slice(changes);
    format!("{}#documents", address(id, params, &all))
}

fn section(id: u64, page: DocumentPage, params: &ParamsMap) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let query = query_of(params);
    let last = (page.from - 1) + page.rows.len() as u32;
    let count = fill(
        say!(locale, projects.rows_count),
        &[
            &language.count(if page.rows.is_empty() { 0 } else { page.from }.into()),
            &language.count(last.into()),
            &language.count(page.matching.into()),
        ],
    );
    let earlier = (page.from > 1)
        .then(|| link(id, params, &[("from", &page.from.saturating_sub(ROWS).max(1).to_string())]));
    let later =
        (last < page.matching).then(|| link(id, params, &[("from", &(page.from + ROWS).to_string())]));
    let table = if page.rows.is_empty() {
        let href = link(id, params, &[("text", ""), ("show", "")]);
        view! { <Empty title=say!(locale, table.nothing)><ButtonLink href=href word=say!(locale, table.reset)/></Empty> }
            .into_any()
    } else {
        table(id, &page, params, &query)
    };
    let (segments, search) = (segments(id, &page, params, &query), search(id, params, &query));
    let address = params.clone();
    view! {
        <section class="section documents" id="documents">
            <TableCaption heading=say!(locale, projects.documents_head) count=count>
                {segments}
                {search}
                <Export
                    table=format!("projects/{id}/documents")
                    label=say!(locale, projects.documents_head)
                    params=address
                />
            </TableCaption>
            {table}
            <Pager earlier later/>
        </section>
    }
    .into_any()
}

fn segments(id: u64, page: &DocumentPage, params: &ParamsMap, query: &DocumentQuery) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let segment = |show: Show, word: String| {
        Segment::new(link(id, params, &[("show", &show.code())]), word, query.show == show)
    };
    let mut segments = vec![
        segment(Show::All, say!(locale, projects.all_documents).to_owned())
            .counting(language.count(page.documents.into())),
    ];
    if page.oversized > 0 {
        let word = say!(locale, projects.oversized).to_owned();
        segments.push(segment(Show::Oversized, word).counting(language.count(page.oversized.into())));
    }
    let is_shown = |film: FilmType, ordinal: u32| query.show == Show::Roll(film, ordinal);
    for (place, (film, ordinal)) in page.rolls.iter().enumerate() {
        if place < MOST_ROLLS || is_shown(*film, *ordinal) {
            segments.push(segment(Show::Roll(*film, *ordinal), format!("{}_{ordinal:02}", film.code())));
        }
    }
    view! { <Segments label=say!(locale, projects.documents_shown) segments/> }.into_any()
}

fn search(id: u64, params: &ParamsMap, query: &DocumentQuery) -> AnyView {
    let locale = catalogue::locale();
    let kept = ["capacity16", "capacity35", "smallest", "order", "plan", "show", "sort", "turned"]
        .into_iter()
        .filter_map(|name| Some(view! { <input type="hidden" name=name value=params.get(name)?/> }))
        .collect_view();
    view! {
        <form
            class="fields"
            method="get"
            action=format!("/projects/{id}#documents")
            role="search"
            aria-label=say!(locale, projects.find_document)
        >
            {kept}
            <TextField
                name="text"
                label=say!(locale, projects.find_document)
                kind=TextKind::Search
                value=query.text.clone()
            />
            <Button verb=say!(locale, projects.find)/>
        </form>
    }
    .into_any()
}

fn table(id: u64, page: &DocumentPage, params: &ParamsMap, query: &DocumentQuery) -> AnyView {
    let locale = catalogue::locale();
    let language = catalogue::language();
    let head = |word: &'static str, column: Column, sort: Option<DocumentSort>| {
        let sorted = sort.filter(|sort| *sort == query.sort);
        let arrow = sorted.map(|_| if query.falling { Order::Falling } else { Order::Rising });
        let href = sort.map(|sort| {
            let code = if sort == DocumentSort::Barcode { "" } else { sort.code() };
            let largest_first =
                matches!(sort, DocumentSort::Pages | DocumentSort::Sheets | DocumentSort::Frames);
            let turned = if sorted.is_some() { !query.falling } else { largest_first };
            link(id, params, &[("sort", code), ("turned", if turned { "1" } else { "" })])
        });
        view! { <Head word=word column=column href=href sorted=arrow/> }.into_any()
    };
    let rows = page.rows.iter().map(|row| line(row, locale, language)).collect_view();
    let heads = [
        head("Barcode", Column::Id, Some(DocumentSort::Barcode)),
        head("Bildnummer", Column::Id, Some(DocumentSort::ComId)),
        head(say!(locale, projects.pages), Column::Number, Some(DocumentSort::Pages)),
        head(say!(locale, projects.oversized_ranges), Column::Id, None),
        head(say!(locale, projects.sheets), Column::Number, Some(DocumentSort::Sheets)),
        head(say!(locale, projects.frames_head), Column::Number, Some(DocumentSort::Frames)),
        head(say!(locale, projects.roll_head), Column::Id, Some(DocumentSort::Place)),
        head(say!(locale, projects.index), Column::Number, None),
        head(say!(locale, projects.from), Column::Number, None),
        head(say!(locale, projects.to), Column::Number, None),
        head("Blip", Column::Id, None),
    ];
    let heads = heads.into_iter().collect_view();
    view! {
        <DataTable label=say!(locale, projects.documents_head)>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn line(row: &DocumentRow, locale: Locale, language: Language) -> AnyView {
    let count = |quantity: u32| language.count(quantity.into());
    let or_dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let part = row.part.map(|(part, of)| {
        let words = fill(say!(locale, projects.part), &[&part.to_string(), &of.to_string()]);
        view! { " " <span class="document-part">{words}</span> }
    });
    let sheets = if row.sheets == 0 { "–".to_owned() } else { count(row.sheets) };
    view! {
        <tr>
            <th scope="row" data-kind="id">{row.barcode.clone()} {part}</th>
            <td data-kind="id">{or_dash(&row.com_id)}</td>
            <td data-kind="number">{count(row.pages)}</td>
            <td data-kind="id" class="document-ranges">{or_dash(&row.ranges)}</td>
            <td data-kind="number">{sheets}</td>
            <td data-kind="number">{count(row.frames)}</td>
            {place(row.place.as_ref(), locale, language)}
        </tr>
    }
    .into_any()
}

/// Roll, index, first and last frame, and the blip: planned in quiet ink, from the evidence in full ink.
fn place(place: Option<&DocumentPlace>, locale: Locale, language: Language) -> AnyView {
    let Some(place) = place else { return view! { <td colspan="5">"–"</td> }.into_any() };
    let name = format!("{}_{:02}", place.film.code(), place.ordinal);
    let roll = match place.roll {
        Some(id) => view! { <a href=format!("/rolls/{id}")>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let note = match (place.filmed, place.differs) {
        (true, true) => Some(say!(locale, projects.blip_differs)),
        (true, false) => None,
        (false, _) => Some(say!(locale, projects.blip_planned)),
    };
    let hidden = note
        .filter(|_| !place.differs)
        .map(|note| view! { <span class="visually-hidden">", " {note}</span> });
    let shown = note
        .filter(|_| place.differs)
        .map(|note| view! { " " <strong class="document-differs">{note}</strong> });
    view! {
        <td data-kind="id">{roll}</td>
        <td data-kind="number">{language.count(place.index.into())}</td>
        <td data-kind="number">{language.count(place.from.into())}</td>
        <td data-kind="number">{language.count(place.to.into())}</td>
        <td data-kind="id" class="document-blip" data-planned=(!place.filmed).then_some("")>
            {place.blip.clone()} {hidden} {shown}
        </td>
    }
    .into_any()
}

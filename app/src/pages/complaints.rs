//! Complaints (Reklamationen): the list, with what is open first.

pub mod new;
pub mod one;

use domain::film::complaint::Complaint;
use domain::person::Right;
use domain::view::complaints::{ComplaintFilm, ComplaintRow};
use domain::words::Say;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::complaints::read_complaints;
use crate::catalogue::{self, fill, say};
use crate::frame::frame;
use crate::pages::answer::{Done, failed};
use crate::parts::button::{ButtonKind, ButtonLink};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::format::Reading;
use crate::parts::page_head::PageHead;
use crate::parts::segments::{Segment, Segments};

#[component]
pub fn Complaints() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let all = Memo::new(move |_| query.read().get("show").as_deref() == Some("all"));
    let rows = Resource::new(move || !all.get(), read_complaints);
    let title = say!(locale, complaints.title);
    let may = frame().may(Right::Inspect);
    view! {
        <Title text=title/>
        <PageHead title aside=say!(locale, complaints.title_is)>
            {may.then(|| view! {
                <ButtonLink href="/complaints/new" word=say!(locale, complaints.take_in) kind=ButtonKind::Primary/>
            })}
        </PageHead>
        <Done/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move { rows.await.map_or_else(failed, |rows| list(rows, all.get_untracked())) })}
        </Transition>
    }
}

fn list(rows: Vec<ComplaintRow>, all: bool) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let mut params = ParamsMap::new();
    if all {
        params.insert("show", "all".to_owned());
    }
    let segments = vec![
        Segment::new("/complaints", say!(locale, complaints.open), !all),
        Segment::new("/complaints?show=all", say!(locale, complaints.all), all),
    ];
    let heading = if all { say!(locale, complaints.all) } else { say!(locale, complaints.open) };
    let count = language.count(rows.len() as u64);
    let body = if rows.is_empty() {
        view! { <Empty title=say!(locale, complaints.none)/> }.into_any()
    } else {
        table(rows)
    };
    view! {
        <div class="rolls-filters"><Segments label=say!(locale, complaints.which) segments/></div>
        <TableCaption heading count/>
        {body}
        <Export table="complaints" label=say!(locale, complaints.title) params/>
    }
    .into_any()
}

fn table(rows: Vec<ComplaintRow>) -> AnyView {
    let locale = catalogue::locale();
    let rows = rows.into_iter().map(line).collect_view();
    view! {
        <DataTable label=say!(locale, complaints.title)>
            <thead>
                <tr>
                    <Head word=say!(locale, complaints.complaint) column=Column::Id/>
                    <Head word=say!(locale, complaints.received)/>
                    <Head word=say!(locale, complaints.fault)/>
                    <Head word=say!(locale, complaints.films)/>
                    <Head word=say!(locale, complaints.words) column=Column::Sentence/>
                    <Head word=say!(locale, complaints.result)/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn line(row: ComplaintRow) -> AnyView {
    let language = catalogue::language();
    let ComplaintRow { complaint, project, films } = row;
    let label = complaint.id.label();
    let received = Reading::utc(language).date(complaint.received);
    let state = state_said(&complaint);
    view! {
        <tr data-open=complaint.settled.is_none().then_some("")>
            <th scope="row" data-kind="id"><a href=format!("/complaints/{label}")>{label.clone()}</a></th>
            <td class="nowrap">{received}</td>
            <td>{complaint.fault.say(language)}</td>
            <td>
                <a class="mono" href=format!("/projects/{}", project.id)>{project.archive_id}</a>
                " "
                {films.iter().map(film).collect_view()}
            </td>
            <td data-kind="sentence">{complaint.words}</td>
            <td>{state}</td>
        </tr>
    }
    .into_any()
}

/// A film by its number, or by its roll while it is made again.
pub fn film(film: &ComplaintFilm) -> AnyView {
    match film.number {
        Some(number) => {
            view! { <a class="mono" href=format!("/numbers/{number}")>{number.to_string()}</a> " " }
                .into_any()
        }
        None => {
            view! { <a class="mono" href=format!("/rolls/{}", film.roll.id)>{film.roll.name.clone()}</a> " " }
                .into_any()
        }
    }
}

/// Open, or what came of it.
pub fn state_said(complaint: &Complaint) -> String {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    match &complaint.settled {
        None => say!(locale, complaints.is_open).to_owned(),
        Some(settled) => {
            let day = Reading::utc(language).date(settled.at);
            fill(say!(locale, complaints.settled_on), &[&settled.how.say(language), &day])
        }
    }
}

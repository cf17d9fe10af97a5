//! Delivery: the index as a file, the record that it was handed over, and what was handed over before.

use domain::film::delivery::RowChanges;
use domain::person::Right;
use domain::view::projects::ProjectView;
use domain::view::projects::delivery::PastDelivery;
use domain::view::projects::register::SaidForm;
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::projects::DeliverIndex;
use crate::catalogue::{self, fill, say};
use crate::command_form::{KeyField, SeenField};
use crate::error::AppError;
use crate::frame::frame;
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Head};
use crate::parts::field::TextField;
use crate::parts::format::{Reading, counted};
use crate::parts::glyph::{RollGlyph, StateWord};
use crate::parts::icon::IconName;
use crate::parts::notice::{Notice, Tone};
use crate::parts::refusal::Refusal;

#[component]
pub fn Deliver(
    project: Resource<Result<ProjectView, AppError>>,
    said: Resource<Result<Option<SaidForm>, AppError>>,
) -> impl IntoView {
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().filter(|said| said.field("form") == "deliver");
                project.await.ok().map(|view| section(&view, said.unwrap_or_default()))
            })}
        </Transition>
    }
}

fn section(view: &ProjectView, said: SaidForm) -> AnyView {
    let locale = catalogue::locale();
    let body = match view.delivery.rows {
        Some(rows) => ready(view, rows, &said),
        None => {
            let refusal = view.delivery.refusal.clone();
            view! { <Notice tone=Tone::Information><p>{refusal}</p></Notice> }.into_any()
        }
    };
    view! {
        <section class="section deliver" id="deliver" aria-labelledby="deliver-title">
            <div class="section-head">
                <h2 id="deliver-title">{say!(locale, projects.deliver)}</h2>
                <span class="section-note">{say!(locale, projects.deliver_note)}</span>
            </div>
            {(!said.sentence.is_empty()).then(|| view! { <Refusal sentence=said.sentence/> })}
            {outdated(view)}
            {body}
            {past(view)}
            {mail(view)}
        </section>
    }
    .into_any()
}

/// The files, and the form that records their delivery.
fn ready(view: &ProjectView, rows: u32, said: &SaidForm) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let (id, revision) = (view.id, view.revision);
    let to = match said.field("to") {
        typed if typed.is_empty() => view.delivery.to.clone(),
        typed => typed,
    };
    let rows =
        counted(language, rows.into(), say!(locale, projects.row_one), say!(locale, projects.row_many));
    let again = view.delivery.past.first().is_some_and(|past| past.same);
    let record = frame().may(Right::Plan).then(|| {
        view! {
            <ActionForm action={ServerAction::<DeliverIndex>::new()} attr:class="fields">
                <input type="hidden" name="project" value=id.get()/>
                <SeenField revision=revision/>
                <KeyField form="deliver"/>
                <TextField name="to" label=say!(locale, papers.to_whom) value=to/>
                <Button
                    verb=if again { say!(locale, projects.deliver_again) } else { say!(locale, projects.record_delivery) }
                    kind=if again { ButtonKind::Outlined } else { ButtonKind::Primary }
                    price=Price::CannotBeUndone
                />
            </ActionForm>
        }
    });
    view! {
        <p>{fill(say!(locale, projects.index_ready), &[&rows])}</p>
        <div class="deliver-actions">
            <ButtonLink href=format!("/download/projects/{id}/index.xlsx") word="XLSX" icon=IconName::Download download=true/>
            <ButtonLink href=format!("/download/projects/{id}/index.csv") word="CSV" icon=IconName::Download download=true/>
            {record}
        </div>
    }
    .into_any()
}

/// What was handed over last is not what the films say now.
fn outdated(view: &ProjectView) -> Option<AnyView> {
    let locale = catalogue::locale();
    let last = view.delivery.past.first().filter(|_| view.delivery.outdated)?;
    let words = match last.changes {
        Some(changes) => fill(say!(locale, papers.deliver_anew), &[&changes_said(changes)]),
        None if view.delivery.rows.is_none() => say!(locale, papers.deliver_later).to_owned(),
        None => say!(locale, papers.deliver_anew_unkept).to_owned(),
    };
    Some(view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }.into_any())
}

/// `3 neu, 1 geändert, 0 weg`
fn changes_said(changes: RowChanges) -> String {
    let language = catalogue::language();
    let counts = [changes.new, changes.changed, changes.gone].map(|count| language.count(count.into()));
    let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
    fill(say!(catalogue::locale(), papers.changes), &counts)
}

fn past(view: &ProjectView) -> Option<AnyView> {
    let deliveries = &view.delivery.past;
    if deliveries.is_empty() {
        return None;
    }
    let locale = catalogue::locale();
    let rows = deliveries.iter().map(|past| row(view, past)).collect_view();
    Some(
        view! {
            <DataTable label=say!(locale, projects.past_deliveries)>
                <thead>
                    <tr>
                        <Head word=say!(locale, projects.delivered)/>
                        <Head word=say!(locale, papers.to_whom)/>
                        <Head word=say!(locale, projects.by)/>
                        <Head word=say!(locale, projects.rows_head) column=Column::Number/>
                        <Head word=say!(locale, papers.as_sent)/>
                        <Head word=say!(locale, papers.since) column=Column::Sentence/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        }
        .into_any(),
    )
}

fn row(view: &ProjectView, past: &PastDelivery) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let at = Reading::utc(language).date_time(past.at);
    let files = format!("/download/projects/{}/deliveries/{}", view.id, past.id);
    let sent = match past.kept {
        true => view! {
            <a href=format!("{files}/sent.xlsx") rel="external" download="" title=past.file.clone()>"XLSX"</a>
            " "
            <a href=format!("{files}/sent.csv") rel="external" download="">"CSV"</a>
            " "
            <a href=format!("{files}/mail.eml") rel="external" download="">{say!(locale, papers.mail)}</a>
        }
        .into_any(),
        false => past.file.clone().into_any(),
    };
    let since = match past.changes {
        _ if past.same => say!(locale, papers.unchanged).into_any(),
        Some(changes) => view! {
            <a href=format!("{files}/changes.csv") rel="external" download="">{changes_said(changes)}</a>
        }
        .into_any(),
        None => say!(locale, projects.index_other).into_any(),
    };
    let to = if past.to.is_empty() { "–".to_owned() } else { past.to.clone() };
    view! {
        <tr>
            <th scope="row">
                <time datetime=Reading::machine(past.at)>{at}</time>
            </th>
            <td><StateWord glyph=RollGlyph::Delivered word=to/></td>
            <td>{past.by.clone()}</td>
            <td data-kind="number">{language.count(past.rows.into())}</td>
            <td class="nowrap">{sent}</td>
            <td data-kind="sentence">{since}</td>
        </tr>
    }
    .into_any()
}

/// The German mail of the last delivery: to be read, copied, or opened in the mail program.
fn mail(view: &ProjectView) -> Option<AnyView> {
    let locale = catalogue::locale();
    let mail = view.delivery.mail.as_ref()?;
    let escape = leptos_router::location::Url::escape;
    let href = format!(
        "mailto:{}?subject={}&body={}",
        mail.to.join(","),
        escape(&mail.subject),
        escape(&mail.text.replace('\n', "\r\n"))
    );
    Some(
        view! {
            <details class="mail">
                <summary>{say!(locale, papers.mail_text)}</summary>
                <pre lang="de">{mail.text.clone()}</pre>
                <div class="actions">
                    <ButtonLink href=href word=say!(locale, papers.mail_program) icon=IconName::Envelope/>
                </div>
            </details>
        }
        .into_any(),
    )
}

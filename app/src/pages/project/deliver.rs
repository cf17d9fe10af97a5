//! Delivery: the index as a file, the record that it was handed over, and what was handed over before.

use domain::person::Right;
use domain::view::projects::register::SaidForm;
use domain::view::projects::{PastDelivery, ProjectView};
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::projects::DeliverIndex;
use crate::catalogue::{self, fill, say};
use crate::command_form::{KeyField, SeenField};
use crate::error::AppError;
use crate::frame::frame;
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Head};
use crate::parts::field::{TextField, TextKind};
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
            {body}
            {past(&view.delivery.past)}
        </section>
    }
    .into_any()
}

/// The files, and the form that records their delivery.
fn ready(view: &ProjectView, rows: u32, said: &SaidForm) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let (id, revision) = (view.id, view.revision);
    let file = match said.field("file") {
        typed if typed.is_empty() => format!("{}_blips.xlsx", view.key.archive_id),
        typed => typed,
    };
    let rows =
        counted(language, rows.into(), say!(locale, projects.row_one), say!(locale, projects.row_many));
    let again = view.delivery.past.iter().any(|past| past.same);
    let record = frame().may(Right::Plan).then(|| {
        view! {
            <ActionForm action={ServerAction::<DeliverIndex>::new()} attr:class="fields">
                <input type="hidden" name="project" value=id.get()/>
                <SeenField revision=revision/>
                <KeyField form="deliver"/>
                <TextField
                    name="file"
                    label=say!(locale, projects.delivered_as)
                    kind=TextKind::Id
                    value=file
                />
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

fn past(deliveries: &[PastDelivery]) -> Option<AnyView> {
    if deliveries.is_empty() {
        return None;
    }
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let rows = deliveries
        .iter()
        .map(|past| {
            let at = Reading::utc(language).date_time(past.at);
            let same = if past.same { say!(locale, projects.index_same) } else { say!(locale, projects.index_other) };
            view! {
                <tr>
                    <th scope="row">
                        <time datetime=Reading::machine(past.at)>{at}</time>
                    </th>
                    <td><StateWord glyph=RollGlyph::Delivered word=past.by.clone()/></td>
                    <td data-kind="number">{language.count(past.rows.into())}</td>
                    <td data-kind="id">{past.file.clone()}</td>
                    <td data-kind="id"><abbr title=past.digest.clone()>{past.digest.chars().take(12).collect::<String>()}</abbr></td>
                    <td data-kind="sentence">{same}</td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <DataTable label=say!(locale, projects.past_deliveries)>
                <thead>
                    <tr>
                        <Head word=say!(locale, projects.delivered)/>
                        <Head word=say!(locale, projects.by)/>
                        <Head word=say!(locale, projects.rows_head) column=Column::Number/>
                        <Head word=say!(locale, projects.file)/>
                        <Head word=say!(locale, projects.digest)/>
                        <Head word=say!(locale, projects.compared) column=Column::Sentence/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        }
        .into_any(),
    )
}

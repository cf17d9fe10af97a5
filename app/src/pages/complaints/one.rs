//! One complaint: the customer's words, the films they lead to, and what came of it.

use domain::film::complaint::{Complaint, Settlement};
use domain::person::Right;
use domain::view::complaints::{ComplaintView, Remedy};
use domain::words::Say;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::new::places;
use super::{film, state_said};
use crate::api::complaints::{SettleComplaint, read_complaint};
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::empty::Loading;
use crate::parts::facts::{Fact, Facts};
use crate::parts::field::TextField;
use crate::parts::format::Reading;
use crate::parts::page_head::{Crumb, PageHead};

#[component]
pub fn ComplaintPage() -> impl IntoView {
    let path = use_params_map();
    let label = Memo::new(move |_| path.read().get("complaint").unwrap_or_default());
    let complaint = Resource::new(move || label.get(), read_complaint);
    let said = use_said();
    let settle = ServerAction::<SettleComplaint>::new();
    view! {
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                complaint.await.map_or_else(failed, |view| whole(view, &said, settle))
            })}
        </Transition>
    }
}

fn whole(view: ComplaintView, said: &Said, settle: ServerAction<SettleComplaint>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let complaint = view.row.complaint.clone();
    let label = complaint.id.label();
    let title = complaint.fault.say(language);
    let films = view.row.films.clone();
    let has_films = !films.is_empty();
    let films = view! { {films.iter().map(film).collect_view()} };
    let mut facts = vec![
        Fact::new(say!(locale, complaints.received), Reading::utc(language).date(complaint.received)),
        Fact::new(say!(locale, complaints.by), complaint.by.clone()),
    ];
    if has_films {
        facts.push(Fact::view(say!(locale, complaints.films), films.into_any()));
    }
    let result = answer(&view, said, settle);
    let state = state_said(&complaint);
    view! {
        <Title text=format!("{label} {title}")/>
        <PageHead
            crumbs=vec![Crumb::link("/complaints", say!(locale, complaints.title)), Crumb::here(label.clone())]
            id=label
            title
            aside=state
        />
        <Done/>
        <blockquote class="complaint-words">{complaint.words.clone()}</blockquote>
        <Facts flow=true facts/>
        <section class="section" aria-labelledby="leads-title">
            <div class="section-head">
                <h2 id="leads-title">
                    <a class="mono" href=format!("/projects/{}", view.leads.project)>{view.leads.folder.clone()}</a>
                </h2>
            </div>
            {places(&view.leads)}
        </section>
        {result}
    }
    .into_any()
}

fn answer(view: &ComplaintView, said: &Said, settle: ServerAction<SettleComplaint>) -> AnyView {
    let complaint = &view.row.complaint;
    match &complaint.settled {
        Some(settled) => {
            let note = settled.note.clone();
            (!note.is_empty()).then(|| view! { <p>{note}</p> }).into_any()
        }
        None if frame().may(Right::Inspect) => form(complaint, &view.remedies, said, settle),
        None => ().into_any(),
    }
}

fn form(
    complaint: &Complaint,
    remedies: &[Remedy],
    said: &Said,
    settle: ServerAction<SettleComplaint>,
) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let said = said.of_form("settle");
    let (chosen, note) = (said.field("result"), said.field("note"));
    let radio = |value: String, word: String| {
        let checked = chosen == value;
        view! {
            <label class="check">
                <input type="radio" name="result" value=value checked=checked required/>
                <span>{word}</span>
            </label>
        }
    };
    let reworks = remedies.iter().map(|remedy| {
        let word = fill(say!(locale, complaints.by_rework), &[&remedy.number.to_string(), &remedy.roll]);
        radio(remedy.rework.to_string(), word)
    });
    let reworks = reworks.collect_view();
    let plain = [Settlement::NoFault, Settlement::Corrected]
        .map(|how| radio(how.code().to_owned(), how.say(language)))
        .collect_view();
    let id = complaint.id.get();
    let rolls: Vec<String> = complaint.rolls.iter().map(ToString::to_string).collect();
    let reject = (!rolls.is_empty() && remedies.is_empty()).then(|| {
        let href = format!("/rework?rolls={}&cause=complaint", rolls.join(","));
        view! { <ButtonLink href=href word=say!(locale, complaints.reject_film)/> }
    });
    view! {
        <section class="section" aria-labelledby="settle-title">
            <div class="section-head"><h2 id="settle-title">{say!(locale, complaints.settle)}</h2></div>
            <ActionForm action=settle attr:class="form">
                <CameBack form="settle" said/>
                <input type="hidden" name="complaint" value=id/>
                <fieldset>
                    <legend class="label">{say!(locale, complaints.result)}</legend>
                    {plain}
                    {reworks}
                </fieldset>
                <TextField name="note" label=say!(locale, complaints.note) value=note hint=say!(locale, complaints.note_hint) optional=true/>
                <div class="actions">
                    <Button verb=say!(locale, complaints.settle) kind=ButtonKind::Primary price=Price::CannotBeUndone/>
                    {reject}
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

//! Taking a complaint in: from the customer's words to the films they are about.

use domain::film::complaint::Fault;
use domain::person::Right;
use domain::view::complaints::{LeadFilm, Leads};
use domain::words::Say;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::complaints::{Led, OpenComplaint, read_leads};
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::frame::frame;
use crate::pages::answer::{CameBack, failed, use_said};
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::empty::Loading;
use crate::parts::field::{Choice, SelectField, TextArea, TextField, TextKind};
use crate::parts::format::{Reading, counted};
use crate::parts::notice::Notice;
use crate::parts::page_head::{Crumb, PageHead};
use crate::parts::refusal::Refusal;

#[component]
pub fn NewComplaint() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let text = |name: &str| query.read().get(name).unwrap_or_default();
        (text("about"), text("project"))
    });
    let led = Resource::new(move || asked.get(), |(about, project)| read_leads(about, project));
    let said = use_said();
    let open = ServerAction::<OpenComplaint>::new();
    let title = say!(locale, complaints.take_in);
    view! {
        <Title text=title/>
        <PageHead
            crumbs=vec![Crumb::link("/complaints", say!(locale, complaints.title)), Crumb::here(title)]
            title
        />
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                let (about, _) = asked.get_untracked();
                led.await.map_or_else(failed, |led| whole(led, &about, &said, open))
            })}
        </Transition>
    }
}

fn whole(led: Led, about: &str, said: &Said, open: ServerAction<OpenComplaint>) -> AnyView {
    let locale = catalogue::locale();
    if !frame().may(Right::Inspect) {
        return view! { <Notice><p>{say!(locale, finish.quality_only)}</p></Notice> }.into_any();
    }
    let found = match led {
        Led::Nowhere => ().into_any(),
        Led::Nothing => {
            view! { <Refusal sentence=fill(say!(locale, complaints.nothing_called), &[about])/> }.into_any()
        }
        Led::Several(projects) => {
            let words = leptos_router::location::Url::escape(about);
            let links = projects.into_iter().map(|project| {
                let href = format!("/complaints/new?about={words}&project={}", project.id);
                view! { <li><a class="mono" href=href>{project.name}</a></li> }
            });
            view! { <p>{say!(locale, complaints.several)}</p><ul class="run-rolls">{links.collect_view()}</ul> }
                .into_any()
        }
        Led::To(leads) => form(*leads, about, said, open),
    };
    view! {
        <form class="form" method="get" action="/complaints/new">
            <TextField
                name="about"
                label=say!(locale, complaints.about)
                kind=TextKind::Search
                value=about.to_owned()
                hint=say!(locale, complaints.about_hint)
            />
            <div class="actions"><Button verb=say!(locale, complaints.look)/></div>
        </form>
        {found}
    }
    .into_any()
}

fn form(leads: Leads, about: &str, said: &Said, open: ServerAction<OpenComplaint>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let said = said.of_form("complaint");
    let faults: Vec<Choice> =
        Fault::CHOICES.iter().map(|fault| Choice::new(fault.code(), fault.say(language))).collect();
    let (fault, own, words, received) =
        (said.field("fault"), said.field("own"), said.field("words"), said.field("received"));
    let films = leads.films.iter().map(choice).collect_view();
    let (project, folder, about) = (leads.project, leads.folder.clone(), about.to_owned());
    let (barcode, places) = (leads.barcode.clone().unwrap_or_default(), places(&leads));
    view! {
        <section class="section" aria-labelledby="leads-title">
            <div class="section-head">
                <h2 id="leads-title">
                    <a class="mono" href=format!("/projects/{project}")>{folder}</a>
                </h2>
            </div>
            {places}
            <ActionForm action=open attr:class="form">
                <CameBack form="complaint" said/>
                <input type="hidden" name="project" value=project.get()/>
                <input type="hidden" name="barcode" value=barcode/>
                <input type="hidden" name="about" value=about/>
                <fieldset>
                    <legend class="label">{say!(locale, complaints.which_films)}</legend>
                    {films}
                    <p class="field-hint">{say!(locale, complaints.no_film_means)}</p>
                </fieldset>
                <div class="fields">
                    <SelectField name="fault" label=say!(locale, complaints.fault) choices=faults chosen=fault/>
                    <TextField name="own" label=say!(locale, finish.own_words) value=own optional=true/>
                    <TextField name="received" label=say!(locale, complaints.received) kind=TextKind::Date value=received/>
                </div>
                <TextArea name="words" label=say!(locale, complaints.words) value=words hint=say!(locale, complaints.words_hint)/>
                <div class="actions">
                    <Button
                        verb=say!(locale, complaints.take_in)
                        kind=ButtonKind::Primary
                        price=Price::Words(say!(locale, complaints.price).to_owned())
                    />
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

fn choice(film: &LeadFilm) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let number = film.number.map(|number| number.to_string()).unwrap_or_default();
    let attempts = counted(
        language,
        film.attempts.into(),
        say!(locale, complaints.attempt),
        say!(locale, complaints.attempts),
    );
    view! {
        <label class="check">
            <input type="checkbox" name="rolls[]" value=film.roll.get() checked=film.named/>
            <span>
                <span class="mono">{number}</span>
                {format!(" {}, {attempts}", film.name)}
            </span>
        </label>
    }
    .into_any()
}

/// Where the document lies, and when it was handed over.
pub fn places(leads: &Leads) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let reading = Reading::utc(language);
    let document = leads.barcode.clone().map(|barcode| {
        let places = leads
            .places
            .iter()
            .map(|place| {
                let frames = fill(say!(locale, complaints.frames), &[&place.from.to_string(), &place.to.to_string()]);
                view! { <li><span class="mono">{place.blip.clone()}</span> {format!(" {}, {frames}", place.name)}</li> }
            })
            .collect_view();
        view! { <p>{say!(locale, complaints.document)} " " <span class="mono">{barcode}</span></p><ul class="run-rolls">{places}</ul> }
    });
    let deliveries = leads.deliveries.iter().map(|(at, by, _)| format!("{} ({by})", reading.date(*at)));
    let deliveries = deliveries.collect::<Vec<_>>().join(", ");
    let delivered = if deliveries.is_empty() {
        say!(locale, complaints.never_delivered).to_owned()
    } else {
        fill(say!(locale, complaints.delivered), &[&deliveries])
    };
    view! { {document}<p>{delivered}</p> }.into_any()
}

//! One project: its plan on reels to scale, what could be planned instead, its documents, delivery and history.

mod deliver;
mod documents;
pub mod history;
mod plan;
mod standing;
mod twins;
mod variants;
mod what_if;

use domain::film::project::ProjectStage;
use domain::film::roll::{FilmType, RollStage};
use domain::person::Right;
use domain::reason::reason_said;
use domain::view::numbers::BreakView;
use domain::view::projects::ProjectView;
use domain::view::projects::columns::{PlanAsk, PlanKind};
use domain::view::projects::register::SaidForm;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;

use crate::api::projects::{AcceptPlan, read_project, read_said};
use crate::catalogue::{self, fill, say};
use crate::command_form::{KeyField, SeenField};
use crate::error::AppError;
use crate::frame::frame;
use crate::pages::answer::Done;
use crate::pages::projects::{failed, stage_words};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::facts::{Fact, Facts};
use crate::parts::format::{Reading, counted};
use crate::parts::notice::{Notice, Tone};
use crate::parts::page_head::{Crumb, PageHead, Standing};
use crate::parts::refusal::Refusal;

use deliver::Deliver;
use documents::Documents;
pub use documents::document_query;
use history::History;
use standing::WholeProject;

#[component]
pub fn ProjectPage() -> impl IntoView {
    let path = use_params_map();
    let query = use_query_map();
    let text = Memo::new(move |_| path.read().get("project").unwrap_or_default());
    let id = Memo::new(move |_| text.get().parse::<u64>().unwrap_or(0));
    let ask = Memo::new(move |_| ask_in(&query.read()));
    let project = Resource::new(move || (text.get(), ask.get()), |(text, ask)| read_project(text, ask));
    let said = Resource::new(
        move || query.read().get("said").unwrap_or_default(),
        |said| async move { if said.is_empty() { Ok(None) } else { read_said(said).await } },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                // What a form further down was told stands beside that form.
                let said = said.await.unwrap_or_default().filter(|said| matches!(said.field("form").as_str(), "" | "accept"));
                match project.await {
                    Ok(view) => top(view, said, &query.get_untracked()),
                    Err(error) => nowhere(error),
                }
            })}
        </Transition>
        <twins::Twins id/>
        <Documents id ask/>
        <Deliver project said/>
        <WholeProject project/>
        <History id/>
    }
}

/// The page of a project that is not there, or cannot be read.
fn nowhere(error: AppError) -> AnyView {
    let locale = catalogue::locale();
    view! {
        <Title text=say!(locale, pages.projects)/>
        <PageHead
            crumbs=vec![Crumb::link("/projects", say!(locale, pages.projects))]
            title=say!(locale, projects.project_head)
        />
        {failed(error)}
    }
    .into_any()
}

/// What is asked of a plan, as it stands in the address.
fn ask_in(query: &ParamsMap) -> PlanAsk {
    ask_of(|name| query.get(name).unwrap_or_default())
}

/// What an address asks of a plan.
pub fn ask_of(text: impl Fn(&str) -> String) -> PlanAsk {
    PlanAsk {
        capacity16: text("capacity16"),
        capacity35: text("capacity35"),
        smallest: text("smallest"),
        order: text("order"),
        plan: text("plan"),
    }
}

/// This page with some values of its address changed; an empty value goes.
fn address(id: u64, query: &ParamsMap, changes: &[(&'static str, &str)]) -> String {
    let mut query = query.clone();
    query.remove("said");
    for (name, value) in changes {
        query.remove(name);
        if !value.is_empty() {
            query.insert(*name, (*value).to_owned());
        }
    }
    format!("/projects/{id}{}", query.to_query_string())
}

/// Which neighbours keep the project's numbers from following each other.
fn breaks(view: &ProjectView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let reading = Reading::utc(language);
    let one = |one: &BreakView| {
        let blocking = one.blocked_by.to_string();
        let given = domain::number::listed(&one.given, language);
        view! {
            <p>
                <a class="id" href=format!("/numbers/{blocking}")>{blocking.clone()}</a>
                " "
                {fill(
                    say!(locale, projects.block_broken),
                    &[&reason_said(&one.holder, language), &reading.date(one.since), &one.after.to_string(), &given],
                )}
            </p>
        }
    };
    let test = view.test.then(|| view! { <Notice><p>{say!(locale, projects.test_project)}</p></Notice> });
    let broken = (!view.block.breaks.is_empty()).then(|| {
        let rows = view.block.breaks.iter().map(one).collect_view();
        view! { <Notice tone=Tone::Warning>{rows}</Notice> }
    });
    view! { {test}{broken} }.into_any()
}

/// Everything that depends on the plan that is shown.
fn top(view: ProjectView, said: Option<SaidForm>, query: &ParamsMap) -> AnyView {
    let plan = plan::section(&view);
    let what_if = (!view.begun).then(|| what_if::section(&view, query));
    view! {
        {head(&view)}
        <Done/>
        {said.map(notice)}
        {breaks(&view)}
        {facts(&view)}
        {plan}
        {what_if}
    }
    .into_any()
}

/// What an upload or a download was told.
fn notice(said: SaidForm) -> AnyView {
    let details = said.details.into_iter().map(|detail| view! { <li>{detail}</li> }).collect_view();
    if said.code != "registered" {
        return view! { <Refusal sentence=said.sentence/> }.into_any();
    }
    view! {
        <Notice tone=Tone::Good>
            <p>{said.sentence}</p>
            <ul>{details}</ul>
        </Notice>
    }
    .into_any()
}

fn head(view: &ProjectView) -> AnyView {
    let locale = catalogue::locale();
    let (glyph, word) = stage_words(view.stage, locale);
    let archive_id = view.key.archive_id.to_string();
    let aside = match view.key.delivery.as_str() {
        "" => view.key.site.clone(),
        delivery => format!("{} · {delivery}", view.key.site),
    };
    let (doc_type, step) = (view.key.doc_type.clone(), next_step(view));
    let named = format!("{archive_id} {doc_type}");
    view! {
        <Title text=named/>
        <PageHead
            crumbs=vec![Crumb::link("/projects", say!(locale, pages.projects)), Crumb::here(archive_id.clone())]
            id=archive_id
            title=doc_type
            aside=aside
            standing=Standing::new(glyph, word)
        >
            {step}
        </PageHead>
    }
    .into_any()
}

/// The one action of the page: accept what is shown, film the next roll, or deliver.
fn next_step(view: &ProjectView) -> AnyView {
    let locale = catalogue::locale();
    let is_accepted = view.plan > 0 && view.shown == PlanKind::Own;
    if !view.begun && !is_accepted {
        return accept_form(view);
    }
    let (may_film, may_plan) = (frame().may(Right::Film), frame().may(Right::Plan));
    let running = view.rolls.iter().find(|roll| roll.stage == RollStage::Filming);
    let waiting = view.rolls.iter().filter(|roll| roll.stage.awaits_filming() && !roll.is_waiting());
    // 35mm stands behind 16mm in the plan, but goes first.
    let next = running.or_else(|| waiting.max_by_key(|roll| (roll.film, std::cmp::Reverse(roll.ordinal))));
    if let Some((roll, id)) = next.and_then(|roll| Some((roll, roll.id?))).filter(|_| may_film) {
        let word = fill(say!(locale, projects.film_next), &[&plan::short_name(roll)]);
        return view! { <ButtonLink href=format!("/rolls/{id}") word=word kind=ButtonKind::Primary/> }
            .into_any();
    }
    if may_plan
        && view.stage == ProjectStage::FilmingComplete
        && !view.delivery.past.iter().any(|past| past.same)
    {
        return view! { <ButtonLink href="#deliver" word=say!(locale, projects.to_delivery) kind=ButtonKind::Primary/> }
            .into_any();
    }
    ().into_any()
}

fn accept_form(view: &ProjectView) -> AnyView {
    let locale = catalogue::locale();
    let Some(column) = view.column() else { return ().into_any() };
    let (values, id, revision) = (column.values, view.id.get(), view.revision);
    if !frame().may(Right::Plan) {
        return ().into_any();
    }
    let refused = (!column.refusal.is_empty()).then(|| say!(locale, projects.cannot_plan).to_owned());
    let price = Price::Words(say!(locale, projects.until_filming).to_owned());
    let verb =
        if view.plan > 0 { say!(locale, projects.replace_plan) } else { say!(locale, projects.accept_plan) };
    view! {
        <ActionForm action={ServerAction::<AcceptPlan>::new()}>
            <input type="hidden" name="project" value=id/>
            <input type="hidden" name="capacity16" value=values.capacity_16mm/>
            <input type="hidden" name="capacity35" value=values.capacity_35mm/>
            <input type="hidden" name="smallest" value=values.smallest_usable/>
            <input type="hidden" name="order" value=what_if::order_code(values.order)/>
            <SeenField revision=revision/>
            <KeyField form="accept"/>
            <Button verb=verb kind=ButtonKind::Primary price=price refused=refused/>
        </ActionForm>
    }
    .into_any()
}

fn facts(view: &ProjectView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let count = |quantity: u64| language.count(quantity);
    let sums = view.sums;
    let oversized = match sums.oversized_pages {
        0 => "–".to_owned(),
        pages => fill(
            say!(locale, projects.in_documents),
            &[&count(pages), &count(sums.oversized_documents.into())],
        ),
    };
    let mut facts = vec![
        Fact::new(say!(locale, projects.documents_head), count(sums.documents.into())),
        Fact::new(say!(locale, projects.pages), count(sums.pages)),
        Fact::new(say!(locale, projects.oversized), oversized),
    ];
    if let Some(column) = view.column() {
        let summary = column.summary;
        let films = [
            (FilmType::Mm16, summary.frames_16mm, summary.rolls_16mm),
            (FilmType::Mm35, summary.frames_35mm, summary.rolls_35mm),
        ];
        for (film, frames, rolls) in films {
            let value = if rolls == 0 {
                "–".to_owned()
            } else {
                format!("{}, {}", plan::frames_said(frames), plan::rolls_said(rolls))
            };
            facts.push(Fact::new(format!("{} mm", film.code()), value));
        }
        facts.push(Fact::new(
            say!(locale, projects.filming_time),
            filming_time(view, summary.frames_16mm, summary.frames_35mm),
        ));
    }
    facts.push(Fact::view(say!(locale, projects.numbers), numbers(view)));
    if !view.block.numbers.is_empty() {
        facts.push(Fact::new(
            say!(locale, projects.block),
            domain::number::listed(&view.block.numbers, language),
        ));
    }
    view! { <Facts flow=true facts/> }.into_any()
}

/// `6,8 h + 35 mm 0,1 h`
fn filming_time(view: &ProjectView, frames_16mm: u64, frames_35mm: u64) -> String {
    let language = catalogue::language();
    let hours = |frames: u64| {
        let seconds = frames * 1000 / u64::from(view.frames_per_1000_s.max(1));
        if seconds < 3600 {
            return format!("{} min", seconds.div_ceil(60));
        }
        let tenths = (seconds + 180) / 360;
        let comma = language.pick(',', '.');
        format!("{}{comma}{} h", language.count(tenths / 10), tenths % 10)
    };
    match frames_35mm {
        0 if frames_16mm == 0 => "–".to_owned(),
        0 => hours(frames_16mm),
        frames => format!("{} + 35 mm {}", hours(frames_16mm), hours(frames)),
    }
}

/// The numbers its rolls have earned, each a link.
fn numbers(view: &ProjectView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    const SHOWN: usize = 3;
    let count = view.numbers.len();
    if count == 0 {
        return say!(locale, projects.no_number_yet).into_any();
    }
    let links = view
        .numbers
        .iter()
        .take(SHOWN)
        .enumerate()
        .map(|(place, number)| {
            let comma = if place == 0 { "" } else { ", " };
            view! { {comma} <a class="id" href=format!("/numbers/{number}")>{number.clone()}</a> }
        })
        .collect_view();
    let more = (count > SHOWN)
        .then(|| fill(say!(locale, projects.and_more), &[&language.count((count - SHOWN) as u64)]));
    view! { {links} " " {more} }.into_any()
}

/// `1 Dokument`, `1.468 Dokumente`
fn documents_said(documents: u64) -> String {
    let locale = catalogue::locale();
    counted(
        catalogue::language(),
        documents,
        say!(locale, projects.document_one),
        say!(locale, projects.documents),
    )
}

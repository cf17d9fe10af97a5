//! Development (Entwicklung): films that wait for the processor and for acceptance, and the runs, where a bad one
//! holds all its films back.

use domain::film::development::{DensityVerdict, Quarantine};
use domain::film::roll::RollStage;
use domain::person::Right;
use domain::reason::reason_said;
use domain::view::finishing::{DevelopmentView, FilmLine, RunLine};
use domain::words::Say;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::finishing::{AcceptRolls, DevelopRolls, HoldRun, read_development};
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::command_form::SeenField;
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::decision::Decision;
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::field::TextField;
use crate::parts::format::Reading;
use crate::parts::glyph::{Finding, RollGlyph, StateWord};
use crate::parts::page_head::PageHead;

/// The commands of the page.
#[derive(Clone, Copy)]
struct Actions {
    develop: ServerAction<DevelopRolls>,
    accept: ServerAction<AcceptRolls>,
    hold: ServerAction<HoldRun>,
}

#[component]
pub fn Development() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let before = Memo::new(move |_| query.read().get("before").and_then(|run| run.parse::<u64>().ok()));
    let view = Resource::new(move || before.get(), read_development);
    let said = use_said();
    let actions =
        Actions { develop: ServerAction::new(), accept: ServerAction::new(), hold: ServerAction::new() };
    view! {
        <Title text=say!(locale, finish.development)/>
        <PageHead title=say!(locale, finish.development) aside=say!(locale, finish.development_is)/>
        <Done/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                view.await.map_or_else(failed, |view| whole(view, &said, actions))
            })}
        </Transition>
    }
}

fn whole(view: DevelopmentView, said: &Said, actions: Actions) -> AnyView {
    let older = view.older;
    view! {
        {waiting(&view, said, actions)}
        {developed(&view, said, actions)}
        {runs(&view.runs, older.map(|run| run.get()), said, actions)}
    }
    .into_any()
}

fn waiting(view: &DevelopmentView, said: &Said, actions: Actions) -> AnyView {
    let locale = catalogue::locale();
    let may = frame().may(Right::Inspect);
    let heading = say!(locale, finish.to_develop);
    if view.waiting.is_empty() {
        let sentence = say!(locale, finish.nothing_to_develop).to_owned();
        return view! { <section class="section"><Empty title=heading sentence/></section> }.into_any();
    }
    let said = said.of_form("develop");
    let (bath, readings) = (said.field("bath"), said.field("readings"));
    let (revision, films) = (view.revision, films(heading, &view.waiting, may));
    let form = may.then(|| {
        view! {
            <div class="fields film-form">
                <TextField name="readings" label=say!(locale, finish.readings) value=readings hint=say!(locale, finish.readings_hint) optional=true/>
                <TextField name="bath" label=say!(locale, finish.bath) value=bath optional=true/>
                <div class="actions">
                    <Button
                        verb=say!(locale, finish.record_development)
                        kind=ButtonKind::Primary
                        price=Price::CannotBeUndone
                    />
                </div>
            </div>
        }
    });
    view! {
        <section class="section" id="to-develop">
            <ActionForm action=actions.develop>
                <CameBack form="develop" said/>
                <SeenField revision/>
                {films}
                {form}
            </ActionForm>
        </section>
    }
    .into_any()
}

fn developed(view: &DevelopmentView, said: &Said, actions: Actions) -> AnyView {
    let locale = catalogue::locale();
    let may = frame().may(Right::Inspect);
    if view.developed.is_empty() {
        return ().into_any();
    }
    let said = said.of_form("accept");
    let note = said.field("note");
    let (revision, films) = (view.revision, films(say!(locale, finish.to_accept), &view.developed, may));
    let form = may.then(|| {
        view! {
            <div class="fields film-form">
                <TextField name="note" label=say!(locale, finish.note) value=note optional=true of="accept"/>
                <div class="actions">
                    <Button
                        verb=say!(locale, finish.accept_films)
                        kind=ButtonKind::Primary
                        price=Price::Words(say!(locale, finish.accept_price).to_owned())
                    />
                </div>
            </div>
        }
    });
    view! {
        <section class="section" id="to-accept">
            <ActionForm action=actions.accept>
                <CameBack form="accept" said/>
                <SeenField revision/>
                {films}
                {form}
            </ActionForm>
        </section>
    }
    .into_any()
}

/// Films as a table; with a box for each where they can be chosen.
fn films(heading: &'static str, films: &[FilmLine], choose: bool) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let count = language.count(films.len() as u64);
    let rows = films.iter().map(|film| film_row(film, choose)).collect_view();
    view! {
        <TableCaption heading count=Signal::stored(count)/>
        <DataTable label=heading>
            <thead>
                <tr>
                    {choose.then(|| view! { <Head word=say!(locale, finish.choose) hidden=true/> })}
                    <Head word=say!(locale, finish.film_number) column=Column::Id/>
                    <Head word=say!(locale, films.roll) column=Column::Id/>
                    <Head word=say!(locale, films.film)/>
                    <Head word=say!(locale, films.frames) column=Column::Number/>
                    <Head word=say!(locale, finish.filmed_at)/>
                    <Head word=say!(locale, finish.run)/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn film_row(film: &FilmLine, choose: bool) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let (id, name) = (film.roll.id.get(), film.roll.name());
    let label = fill(say!(locale, finish.choose_film), &[&name]);
    let free = !film.held;
    let choice = choose.then(|| {
        view! {
            <td class="check-cell">
                <label class="check">
                    <input type="checkbox" name="rolls[]" value=id.to_string() checked=free disabled=film.held/>
                    <span class="visually-hidden">{label}</span>
                </label>
            </td>
        }
    });
    let run = film.run.map(|run| {
        let held = film.held.then(|| {
            view! { " " <StateWord glyph=Finding::Warning word=say!(locale, finish.quarantine)/> }
        });
        view! { <a class="mono" href=format!("#run-{run}")>{run.label()}</a> {held} }
    });
    let when = format!("{}, {}", Reading::utc(language).date_time(film.filmed), film.operator);
    view! {
        <tr>
            {choice}
            <th scope="row" data-kind="id"><a href=format!("/numbers/{name}")>{name.clone()}</a></th>
            <td data-kind="id"><a href=format!("/rolls/{id}")>{film.roll.temporary_id.clone()}</a></td>
            <td class="nowrap">{film.roll.film.to_string()}</td>
            <td data-kind="number">{language.count(film.frames.into())}</td>
            <td class="nowrap">{when}</td>
            <td class="nowrap">{run}</td>
        </tr>
    }
    .into_any()
}

fn runs(runs: &[RunLine], older: Option<u64>, said: &Said, actions: Actions) -> AnyView {
    let locale = catalogue::locale();
    if runs.is_empty() {
        return ().into_any();
    }
    let runs = runs.iter().map(|run| one_run(run, said, actions)).collect_view();
    let older = older.map(|run| {
        view! {
            <div class="pager">
                <ButtonLink href=format!("/development?before={run}") word=say!(locale, finish.older_runs)/>
            </div>
        }
    });
    view! {
        <section class="section" aria-labelledby="runs-title">
            <div class="section-head"><h2 id="runs-title">{say!(locale, finish.runs)}</h2></div>
            <ol class="runs">{runs}</ol>
            {older}
            <Export table="development" label=say!(locale, finish.runs)/>
        </section>
    }
    .into_any()
}

fn one_run(run: &RunLine, said: &Said, actions: Actions) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let when = format!("{}, {}", Reading::utc(language).date_time(run.at), run.by);
    let length = language.metres(run.length_mm);
    let minutes = language.count(run.length_mm.div_ceil(domain::film::development::MM_PER_MINUTE));
    let bath = if run.bath.is_empty() { String::new() } else { format!("; {}", run.bath) };
    let readings = run
        .readings
        .iter()
        .map(|(density, verdict)| {
            let text = density.to_string();
            let text = language.pick(text.replace('.', ","), text.clone());
            let bad = (*verdict != DensityVerdict::Good).then(|| format!(" {}", verdict.say(language)));
            view! { <li data-verdict=verdict.code()>{text}{bad}</li> }
        })
        .collect_view();
    let rolls = run
        .rolls
        .iter()
        .map(|roll| {
            let glyph = RollGlyph::from(roll.stage);
            view! {
                <li>
                    <a class="mono" href=format!("/rolls/{}", roll.id)>{roll.name()}</a>
                    " "
                    <StateWord glyph word=glyph.word(locale)/>
                </li>
            }
        })
        .collect_view();
    let state = match &run.quarantine {
        Quarantine::Clear => None,
        Quarantine::Held { reason } => {
            let why = reason_said(reason, language);
            Some((Finding::Contradiction, format!("{}: {why}", say!(locale, finish.in_quarantine))))
        }
        Quarantine::Released { reason } => {
            Some((Finding::Warning, format!("{}: {reason}", say!(locale, finish.released))))
        }
    };
    let state = state.map(|(glyph, word)| view! { <StateWord glyph word/> });
    view! {
        <li class="run" id=format!("run-{}", run.id) data-held=run.is_held().then_some("")>
            <div class="run-head">
                <h3 class="mono">{run.id.label()}</h3>
                <span class="run-when">{format!("{when}; {length}, {minutes} min{bath}")}</span>
                {state}
            </div>
            <ul class="readings" aria-label=say!(locale, finish.readings)>{readings}</ul>
            <ul class="run-rolls">{rolls}</ul>
            {run_actions(run, said, actions)}
        </li>
    }
    .into_any()
}

/// Hold or release, and have every film of the run that still stands made again.
fn run_actions(run: &RunLine, said: &Said, actions: Actions) -> Option<AnyView> {
    if !frame().may(Right::Inspect) {
        return None;
    }
    let locale = catalogue::locale();
    let form = format!("run-{}", run.id);
    let said = said.of_form(&form);
    let reason = said.field("reason");
    let open = !said.sentence.is_empty();
    let (verb, act, hold) = match run.is_held() {
        true => (say!(locale, finish.release_more), say!(locale, finish.release_run), "false"),
        false => (say!(locale, finish.hold_more), say!(locale, finish.hold_run), "true"),
    };
    let standing: Vec<String> = run.standing().map(|roll| roll.id.to_string()).collect();
    let refilm = (!standing.is_empty()).then(|| {
        let href = format!("/rework?rolls={}&cause=density", standing.join(","));
        let word = fill(say!(locale, finish.refilm_run), &[&standing.len().to_string()]);
        view! { <ButtonLink href word/> }
    });
    let id = run.id.to_string();
    let actions = view! {
            <div class="run-actions">
                {refilm}
                <Decision verb price=Price::AsksAReason open>
                    <ActionForm action=actions.hold attr:class="form">
                        <CameBack form=form.clone() said/>
                        <input type="hidden" name="run" value=id/>
                        <input type="hidden" name="hold" value=hold/>
                        <TextField name="reason" label=say!(locale, finish.reason) value=reason of=form/>
                        <div class="actions"><Button verb=act kind=ButtonKind::Primary/></div>
                    </ActionForm>
                </Decision>
            </div>
    };
    // Nothing waits for anybody here: the actions stay out of the way.
    let through = !run.is_held() && !run.rolls.iter().any(|roll| roll.stage == RollStage::Developed);
    if !through || open {
        return Some(actions.into_any());
    }
    let more = say!(locale, finish.more);
    Some(view! { <details class="run-more"><summary>{more}</summary>{actions}</details> }.into_any())
}

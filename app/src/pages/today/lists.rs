//! What waits: contradictions first, then the queue, rolls that wait for 35mm, and projects that need a planner.

use domain::view::films::{ProjectWaiting, Queued, Running, Today, Waiting};
use domain::words::{Language, Say};
use leptos::prelude::*;

use crate::catalogue::{self, say};
use crate::frame::frame;
use crate::pages::roll::film_words::{film, frames, length_of_time};
use crate::parts::button::ButtonLink;
use crate::parts::format::{Reading, counted};
use crate::parts::notice::{Notice, Tone};

/// Attempts whose evidence does not fit the plan: first of all, because nothing else can go on on that film.
pub fn contradicted(today: &Today, language: Language) -> AnyView {
    let running = today.running.iter().filter(|running| !running.contradicted.is_empty());
    running.map(|running| contradiction(running, language)).collect_view().into_any()
}

fn contradiction(running: &Running, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let sentence = running.contradicted.iter().find(|finding| finding.blocks());
    let sentence = sentence.map(|finding| finding.say(language));
    let roll = running.roll.temporary_id.clone();
    let href = format!("/rolls/{}#finish", running.roll.id);
    view! {
        <div role="alert">
            <Notice tone=Tone::Bad>
                <p class="strong">
                    {say!(locale, films.contradicted)} ": "
                    <span class="mono">{roll}</span>
                </p>
                <p>{sentence}</p>
                <div class="actions"><ButtonLink href=href word=say!(locale, films.settle)/></div>
            </Notice>
        </div>
    }
    .into_any()
}

/// Rolls in cameras, without those the page shows already.
pub fn running(today: &Today, shown: usize, language: Language) -> AnyView {
    let rows = today.running.iter().skip(shown).map(|running| {
        let reading = Reading::utc(language);
        let seconds = i64::try_from(running.scale.seconds(running.roll.frames)).unwrap_or_default();
        let end = reading.time(running.started.plus_seconds(seconds));
        view! {
            <li>
                <span class="queue-what">{roll_link(&running.roll)}</span>
                <span class="queue-time">{language.pick(format!("fertig {end}"), format!("done at {end}"))}</span>
                <span class="queue-why">{running.operator.clone()}</span>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    list("running", say!(catalogue::locale(), films.running), String::new(), rows)
}

pub fn queue(today: &Today, language: Language) -> AnyView {
    let locale = catalogue::locale();
    if today.queue.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> =
        today.queue.iter().enumerate().map(|(place, queued)| queue_row(place, queued, language)).collect();
    let note = sums(today.queue_rolls, today.queue_seconds, language);
    let heading =
        if today.running.is_empty() { say!(locale, films.queue) } else { say!(locale, films.queue_all) };
    list("queue", heading, note, rows)
}

fn queue_row(place: usize, queued: &Queued, language: Language) -> impl IntoView + use<> {
    let locale = catalogue::locale();
    let what = format!("{}, {}", film(queued.roll.film, locale), frames(queued.roll.frames, language));
    view! {
        <li>
            <span class="queue-place">{place + 1}</span>
            <span class="queue-what">{roll_link(&queued.roll)} <span class="queue-film">{what}</span></span>
            <span class="queue-time">{length_of_time(queued.seconds, language)}</span>
            <span class="queue-why">{queued.reason.say(language)}</span>
        </li>
    }
}

pub fn waiting(today: &Today, language: Language) -> AnyView {
    let rows: Vec<_> = today.waiting.iter().map(|waiting| waiting_row(waiting, language)).collect();
    let note = sums(today.waiting_rolls, today.waiting_seconds, language);
    list("waiting", say!(catalogue::locale(), films.waiting), note, rows)
}

fn waiting_row(waiting: &Waiting, language: Language) -> impl IntoView + use<> {
    let other = view! {
        <a class="mono" href=format!("/rolls/{}", waiting.waits_for)>{waiting.waits_for_id.clone()}</a>
    };
    let words = match (waiting.filming, language) {
        (true, Language::German) => "wartet auf die laufende 35mm-Rolle ",
        (false, Language::German) => "wartet auf die 35mm-Rolle ",
        (true, Language::English) => "waits for the 35mm roll in the camera, ",
        (false, Language::English) => "waits for 35mm roll ",
    };
    view! {
        <li>
            <span class="queue-what">{roll_link(&waiting.roll)}</span>
            <span class="queue-time">{length_of_time(waiting.seconds, language)}</span>
            <span class="queue-why">{words} {other}</span>
        </li>
    }
}

/// Projects that wait for their first plan, and those that can be delivered.
pub fn projects(today: &Today, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let drafts = today.drafts.iter().map(|project| draft(project, language)).collect::<Vec<_>>();
    let ready = today.deliverable.iter().map(|project| ready(project, language)).collect::<Vec<_>>();
    view! {
        {list("deliverable", say!(locale, films.deliverable), projects_counted(today.deliverable_count, language), ready)}
        {list("drafts", say!(locale, films.drafts), projects_counted(today.draft_count, language), drafts)}
    }
    .into_any()
}

/// `3 Projekte`
pub fn projects_counted(projects: u64, language: Language) -> String {
    let (one, many) = language.pick(("Projekt", "Projekte"), ("project", "projects"));
    counted(language, projects, one, many)
}

fn draft(project: &ProjectWaiting, language: Language) -> impl IntoView + use<> {
    let (one, many) = language.pick(("Dokument", "Dokumente"), ("document", "documents"));
    let documents = counted(language, project.documents, one, many);
    let (one, many) = language.pick(("Seite", "Seiten"), ("page", "pages"));
    let pages = counted(language, project.pages, one, many);
    project_row(project, format!("{documents}, {pages}"), language)
}

fn ready(project: &ProjectWaiting, language: Language) -> impl IntoView + use<> {
    let rolls = project.rolls;
    let words = match (language, rolls) {
        (Language::German, 1) => "die einzige Rolle ist verfilmt".to_owned(),
        (Language::German, _) => format!("alle {rolls} Rollen sind verfilmt"),
        (Language::English, 1) => "its only roll is filmed".to_owned(),
        (Language::English, _) => format!("all {rolls} rolls are filmed"),
    };
    project_row(project, words, language)
}

pub fn project_row(project: &ProjectWaiting, words: String, language: Language) -> impl IntoView + use<> {
    let registered = Reading::utc(language).date(project.registered);
    view! {
        <li>
            <span class="queue-what">
                <a href=format!("/projects/{}", project.id)>{project.folder.clone()}</a>
            </span>
            <span class="queue-time">{registered}</span>
            <span class="queue-why">{words}</span>
        </li>
    }
}

fn roll_link(roll: &domain::view::films::RollLine) -> AnyView {
    view! { <a class="id" href=format!("/rolls/{}", roll.id)>{roll.temporary_id.clone()}</a> }.into_any()
}

/// `5 Rollen, 6 h 05 min`
fn sums(rolls: u32, seconds: u64, language: Language) -> String {
    let (one, many) = language.pick(("Rolle", "Rollen"), ("roll", "rolls"));
    format!("{}, {}", counted(language, rolls.into(), one, many), length_of_time(seconds, language))
}

/// One quiet sentence where nothing waits.
pub fn calm(sentence: &'static str) -> AnyView {
    view! { <li class="today-calm">{sentence}</li> }.into_any()
}

/// The way to the rows that are not shown.
pub fn more(href: &'static str) -> AnyView {
    view! { <p class="today-more"><a href=href>{say!(catalogue::locale(), desk.all)}</a></p> }.into_any()
}

/// Whether this browser shows the part unfolded.
pub fn open(part: &str) -> bool {
    !frame().folded.iter().any(|folded| folded == part)
}

/// A list under its heading, which folds it; nothing where nothing waits.
pub fn list<V: IntoView + 'static>(
    part: &'static str,
    heading: &'static str,
    note: String,
    rows: Vec<V>,
) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let id = format!("{part}-heading");
    let rows = rows.into_iter().map(IntoView::into_view).collect_view();
    view! {
        <section class="section" aria-labelledby=id.clone()>
            <details open=open(part) data-fold=part>
                <summary class="section-head">
                    <h2 id=id.clone()>{heading}</h2>
                    <span class="section-note">{note}</span>
                </summary>
                <ol class="today-queue">{rows}</ol>
            </details>
        </section>
    }
    .into_any()
}

//! What waits beside the camera: rejected films first and in red, then quality, planning and administration.

use domain::film::development::{DensityVerdict, Quarantine};
use domain::film::rework::NumberChoice;
use domain::reason::reason_said;
use domain::view::desk::{Desk, OpenRework, PlanningDesk, QualityDesk, StaffDesk, Unsettled};
use domain::view::films::Today;
use domain::view::finishing::RunLine;
use domain::words::{Language, Say};
use leptos::prelude::*;

use super::lists::{self, calm, list};
use crate::catalogue::{self, fill, say};
use crate::parts::format::{Reading, counted};
use crate::parts::glyph::{Finding, RollGlyph, StateWord};

/// Films that were rejected and wait to be made again, with their cause.
pub fn reworks(desk: &Desk, language: Language) -> AnyView {
    if desk.reworks.is_empty() {
        return ().into_any();
    }
    let locale = catalogue::locale();
    let rows = desk.reworks.iter().map(|rework| rework_row(rework, language)).collect_view();
    let count = language.count(desk.rework_count);
    view! {
        <section class="section today-rework" aria-labelledby="rework-heading">
            <details open=lists::open("rework") data-fold="rework">
                <summary class="section-head">
                    <h2 id="rework-heading">{say!(locale, desk.rework)}</h2>
                    <span class="section-note">{count}</span>
                </summary>
                <ol class="today-queue">{rows}</ol>
                {(desk.rework_count > desk.reworks.len() as u64).then(|| lists::more("/rolls?stage=rework"))}
            </details>
        </section>
    }
    .into_any()
}

fn rework_row(rework: &OpenRework, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let number = match rework.choice {
        NumberChoice::Keep => say!(locale, finish.kept_line),
        NumberChoice::Void => say!(locale, finish.voided_line),
    };
    let number = fill(number, &[&rework.number.to_string()]);
    let note = if rework.note.is_empty() { String::new() } else { format!(", {}", rework.note) };
    let when = Reading::utc(language).date(rework.ordered);
    view! {
        <li>
            <span class="queue-what">
                <a class="id" href=format!("/rolls/{}", rework.roll.id)>{rework.roll.temporary_id.clone()}</a>
                " "
                <StateWord glyph=RollGlyph::Rework word=rework.cause.say(language)/>
            </span>
            <span class="queue-time">{when}</span>
            <span class="queue-why">{format!("{number}{note}")}</span>
        </li>
    }
    .into_any()
}

/// Runs that are held, readings beyond what is good, films to develop and to accept.
pub fn quality(quality: &QualityDesk, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let heading = say!(locale, desk.quality);
    if quality.is_calm() {
        return list("quality", heading, String::new(), vec![calm(say!(locale, desk.quality_calm))]);
    }
    let mut rows: Vec<AnyView> = quality.held.iter().map(|run| run_row(run, language)).collect();
    rows.extend(quality.doubtful.iter().map(|run| run_row(run, language)));
    let films = |count| {
        let (one, many) = language.pick(("Film", "Filme"), ("film", "films"));
        counted(language, count, one, many)
    };
    if quality.to_develop > 0 {
        let since = quality.oldest.map(|oldest| Reading::utc(language).date(oldest)).unwrap_or_default();
        let why = fill(say!(locale, desk.oldest_since), &[&since]);
        let what = fill(say!(locale, desk.to_develop), &[&films(quality.to_develop)]);
        rows.push(linked("/development", what, why));
    }
    if quality.to_accept > 0 {
        let what = fill(say!(locale, desk.to_accept), &[&films(quality.to_accept)]);
        rows.push(linked("/development#to-accept", what, say!(locale, desk.to_accept_why).to_owned()));
    }
    rows.extend(unsettled(quality.waiting, language));
    list("quality", heading, String::new(), rows)
}

/// Complaints and findings that nobody has settled.
fn unsettled(waiting: Unsettled, language: Language) -> Vec<AnyView> {
    let locale = catalogue::locale();
    let mut rows = Vec::new();
    if waiting.complaints > 0 {
        let (one, many) = language
            .pick(("offene Reklamation", "offene Reklamationen"), ("open complaint", "open complaints"));
        let since = waiting.oldest_complaint.map(|oldest| Reading::utc(language).date(oldest));
        let why = fill(say!(locale, desk.oldest_complaint), &[&since.unwrap_or_default()]);
        rows.push(linked("/complaints", counted(language, waiting.complaints, one, many), why));
    }
    if waiting.findings > 0 {
        let (one, many) =
            language.pick(("offener Befund", "offene Befunde"), ("open finding", "open findings"));
        let what = counted(language, waiting.findings, one, many);
        rows.push(linked("/findings", what, say!(locale, desk.findings_why).to_owned()));
    }
    rows
}

fn linked(href: &'static str, what: String, why: String) -> AnyView {
    view! {
        <li>
            <span class="queue-what"><a href=href>{what}</a></span>
            <span class="queue-why">{why}</span>
        </li>
    }
    .into_any()
}

/// A run with its readings; one that is held says why.
fn run_row(run: &RunLine, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let readings = run.readings.iter().filter(|(_, verdict)| *verdict != DensityVerdict::Good);
    let readings: Vec<String> = readings
        .map(|(density, verdict)| {
            let density = language.pick(density.to_string().replace('.', ","), density.to_string());
            format!("{density} {}", verdict.say(language))
        })
        .collect();
    let (glyph, word) = match &run.quarantine {
        Quarantine::Held { reason } => (
            Finding::Contradiction,
            format!("{}: {}", say!(locale, finish.in_quarantine), reason_said(reason, language)),
        ),
        Quarantine::Clear | Quarantine::Released { .. } => {
            (Finding::Warning, fill(say!(locale, desk.readings), &[&readings.join(", ")]))
        }
    };
    let films = run.standing().count() as u64;
    let (one, many) = language.pick(("Film", "Filme"), ("film", "films"));
    let films = counted(language, films, one, many);
    view! {
        <li>
            <span class="queue-what">
                <a class="id" href=format!("/development#run-{}", run.id)>{run.id.label()}</a>
                " "
                <StateWord glyph word/>
            </span>
            <span class="queue-time">{films}</span>
        </li>
    }
    .into_any()
}

/// Projects that wait for a planner: plans, changed lists, deliveries to make and to repeat.
pub fn planning(today: &Today, planning: &PlanningDesk, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let nothing = planning.changed_count + planning.to_repeat_count + today.draft_count;
    if nothing + today.deliverable_count == 0 {
        let rows = vec![calm(say!(locale, desk.planning_calm))];
        return list("planning", say!(locale, desk.planning), String::new(), rows);
    }
    let rows = |projects: &[domain::view::films::ProjectWaiting], why: &'static str| {
        let row = |project| lists::project_row(project, why.to_owned(), language).into_any();
        projects.iter().map(row).collect::<Vec<AnyView>>()
    };
    let changed = rows(&planning.changed, say!(locale, desk.changed_why));
    let repeat = rows(&planning.to_repeat, say!(locale, desk.to_repeat_why));
    let count = |projects| lists::projects_counted(projects, language);
    view! {
        {list("to-repeat", say!(locale, desk.to_repeat), count(planning.to_repeat_count), repeat)}
        {list("changed", say!(locale, desk.changed), count(planning.changed_count), changed)}
        {lists::projects(today, language)}
    }
    .into_any()
}

/// People, keys and the check, each with its page.
pub fn staff(staff: StaffDesk, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let people = counted(
        language,
        staff.people,
        language.pick("Person", "person"),
        language.pick("Personen", "people"),
    );
    let (one, many) = language.pick(("Schlüssel", "Schlüssel"), ("key", "keys"));
    let keys = counted(language, staff.keys, one, many);
    let rows = vec![
        linked("/people", format!("{people}, {keys}"), say!(locale, desk.people_why).to_owned()),
        linked("/check", say!(locale, desk.check).to_owned(), say!(locale, desk.check_why).to_owned()),
        linked(
            "/settings",
            say!(locale, pages.settings).to_owned(),
            say!(locale, desk.settings_why).to_owned(),
        ),
    ];
    list("staff", say!(locale, desk.staff), String::new(), rows)
}

//! What happened to the project and its rolls, as the ledger tells it.

use domain::history::Mark;
use domain::view::lab::Step;
use leptos::prelude::*;

use crate::api::projects::read_project_history;
use crate::catalogue::{self, fill, say};
use crate::parts::format::Reading;
use crate::parts::glyph::{AttemptGlyph, Drawing, NumberGlyph, RollGlyph};
use crate::parts::life::{Life, LifeEvent};

/// Steps shown at once; the rest unfolds.
const NEWEST: usize = 8;

#[component]
pub fn History(id: Memo<u64>) -> impl IntoView {
    let history = Resource::new(move || id.get(), read_project_history);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                history.await.ok().filter(|steps| !steps.is_empty()).map(section)
            })}
        </Transition>
    }
}

/// Newest first, because the project is in work.
pub fn section(mut steps: Vec<Step>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    steps.reverse();
    let older = if steps.len() > NEWEST { steps.split_off(NEWEST) } else { Vec::new() };
    let older = (!older.is_empty()).then(|| {
        let count = language.count(older.len() as u64);
        view! {
            <details class="history-older">
                <summary>{fill(say!(locale, projects.older_steps), &[&count])}</summary>
                <Life events=events(older)/>
            </details>
        }
    });
    view! {
        <section class="section history" id="history" aria-labelledby="history-title">
            <div class="section-head">
                <h2 id="history-title">{say!(locale, projects.history)}</h2>
                <span class="section-note">{say!(locale, projects.history_note)}</span>
            </div>
            <Life events=events(steps)/>
            {older}
        </section>
    }
    .into_any()
}

fn events(steps: Vec<Step>) -> Vec<LifeEvent> {
    let (locale, reading) = (catalogue::locale(), Reading::utc(catalogue::language()));
    steps
        .into_iter()
        .map(|step| LifeEvent {
            date: reading.date(step.at),
            time: reading.time(step.at),
            datetime: Reading::machine(step.at),
            glyph: glyph(step.mark),
            title: step.title,
            sentence: step.sentence.into_any(),
            quiet: fill(say!(locale, projects.by_in_entry), &[&step.actor, &step.entry.to_string()]),
            issued: false,
            failed: step.mark == Mark::Failed,
        })
        .collect()
}

fn glyph(mark: Mark) -> Drawing {
    match mark {
        Mark::Reserved => NumberGlyph::Reserved.into(),
        Mark::Bound => NumberGlyph::Bound.into(),
        Mark::Issued => NumberGlyph::Issued.into(),
        Mark::Void => NumberGlyph::Void.into(),
        Mark::Free => NumberGlyph::Free.into(),
        Mark::Failed => AttemptGlyph::Failed.into(),
        Mark::Planned | Mark::Registered | Mark::Changed => RollGlyph::Planned.into(),
        Mark::Filming => RollGlyph::Filming.into(),
        Mark::Filmed => RollGlyph::Filmed.into(),
        Mark::Delivered => RollGlyph::Delivered.into(),
    }
}

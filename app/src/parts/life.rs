//! The life of a number: what happened, as sentences on a line that turns blue once the number is issued.

use leptos::prelude::*;

use crate::parts::glyph::{Drawing, Glyph};

/// One event of a life: when, what, what it meant, and the quiet line with person and ledger entry.
pub struct LifeEvent {
    pub date: String,
    pub time: String,
    /// For machines: `2026-11-21T10:42:00Z`.
    pub datetime: String,
    pub glyph: Drawing,
    pub title: String,
    /// What it meant; a view, so that it can link.
    pub sentence: AnyView,
    pub quiet: String,
    /// From here on the number is issued: the line is blue.
    pub issued: bool,
    /// Something went wrong: the title says it in the colour of trouble.
    pub failed: bool,
}

/// The life, oldest first. A date is shown once, where it changes.
#[component]
pub fn Life(events: Vec<LifeEvent>) -> impl IntoView {
    let mut shown = String::new();
    let rows = events
        .into_iter()
        .map(|event| {
            let repeated = shown == event.date;
            shown.clone_from(&event.date);
            view! {
                <li class="life-event" data-issued=event.issued.then_some("") data-failed=event.failed.then_some("")>
                    <span class="life-date" class:visually-hidden=repeated>{event.date}</span>
                    <time class="life-time" datetime=event.datetime>{event.time}</time>
                    <span class="life-glyph"><Glyph of=event.glyph/></span>
                    <div class="life-text">
                        <p class="life-title">{event.title}</p>
                        <p>{event.sentence}</p>
                        <p class="life-quiet">{event.quiet}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="life">{rows}</ol> }
}

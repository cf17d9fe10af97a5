//! Progress in true batches: a bar, the count, and the time left in words.

use leptos::prelude::*;

use crate::catalogue::{self, fill, say};

/// A bar that grows in place; the words beside it say the same.
#[component]
pub fn Progress(
    #[prop(into)] label: String,
    #[prop(into)] done: Signal<u64>,
    of: u64,
    /// Into how many batches the work is cut; one means no division.
    #[prop(default = 1)]
    batches: u32,
    /// What comes after the count, such as *batch 9 of 13, 14 s left*.
    #[prop(optional, into)]
    words: Signal<String>,
    /// As high as a reel, for the darkroom.
    #[prop(optional)]
    tall: bool,
) -> impl IntoView {
    let language = catalogue::language();
    let share = move || format!("{:.2}%", done.get().min(of) as f64 / of.max(1) as f64 * 100.0);
    let cuts = (1..batches)
        .map(|batch| {
            let x = format!("{:.2}%", f64::from(batch) / f64::from(batches) * 100.0);
            view! { <line class="progress-batch" x1=x.clone() x2=x y1="0" y2="100%"></line> }
        })
        .collect_view();
    let count = move || {
        fill(
            say!(catalogue::locale_of(language), progress.of),
            &[&language.count(done.get()), &language.count(of)],
        )
    };
    let more =
        move || words.with(|words| if words.is_empty() { String::new() } else { format!(", {words}") });
    view! {
        <div class="progress">
            <svg
                class="progress-bar"
                data-size=tall.then_some("tall")
                role="progressbar"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax=of.to_string()
                aria-valuenow=move || done.get().to_string()
            >
                <rect class="progress-ground" width="100%" height="100%"></rect>
                <rect class="progress-done" width=share height="100%"></rect>
                {cuts}
            </svg>
            <span class="progress-words"><strong>{count}</strong>{more}</span>
        </div>
    }
}

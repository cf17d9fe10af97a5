//! The hidden fields of a form that changes something: a key that makes a second sending harmless, and the revision
//! the person saw. Both are plain fields, so the form works before a script is loaded, and without one.

use leptos::prelude::*;

use crate::frame::frame;

/// The idempotency key of one form. `form` tells the forms of a page apart; `done` rises when a request was carried
/// out, so that the next one is a new request.
#[component]
pub fn KeyField(#[prop(into)] form: String, #[prop(optional, into)] done: Signal<usize>) -> impl IntoView {
    let seed = frame().seed;
    let key = move || format!("{seed}-{form}-{}", done.get());
    view! { <input type="hidden" name="key" value=key.clone() prop:value=key/> }
}

/// The revision the person decided on.
#[component]
pub fn SeenField(#[prop(into)] revision: Signal<u64>) -> impl IntoView {
    view! { <input type="hidden" name="seen" value=move || revision.get() prop:value=move || revision.get().to_string()/> }
}

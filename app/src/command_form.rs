//! The hidden fields of a form that changes something: a key that makes a second sending harmless, and the revision
//! the person saw. Both are plain fields, so the form works before a script is loaded, and without one.

use leptos::prelude::*;

use crate::frame::frame;

/// The idempotency key of one form. `form` tells the forms of a page apart.
#[component]
pub fn KeyField(#[prop(into)] form: String) -> impl IntoView {
    view! { <input type="hidden" name="key" value=format!("{}-{form}", frame().seed)/> }
}

/// The revision the person decided on.
#[component]
pub fn SeenField(revision: u64) -> impl IntoView {
    view! { <input type="hidden" name="seen" value=revision/> }
}

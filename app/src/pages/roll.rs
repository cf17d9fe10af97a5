//! Being written.

use leptos::prelude::*;

#[component]
pub fn RollPage() -> impl IntoView {
    view! { <h1>"RollPage"</h1> }
}

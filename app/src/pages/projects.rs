//! Being written.

use leptos::prelude::*;

#[component]
pub fn Projects() -> impl IntoView {
    view! { <h1>"Projects"</h1> }
}

//! Being written.

use leptos::prelude::*;

#[component]
pub fn ProjectPage() -> impl IntoView {
    view! { <h1>"ProjectPage"</h1> }
}

//! Being written.

use leptos::prelude::*;

#[component]
pub fn CheckPage() -> impl IntoView {
    view! { <h1>"CheckPage"</h1> }
}

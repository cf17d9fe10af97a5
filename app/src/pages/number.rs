//! Being written.

use leptos::prelude::*;

#[component]
pub fn NumberPage() -> impl IntoView {
    view! { <h1>"NumberPage"</h1> }
}

//! Being written.

use leptos::prelude::*;

#[component]
pub fn Setup() -> impl IntoView {
    view! { <h1>"Setup"</h1> }
}

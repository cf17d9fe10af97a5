//! Being written.

use leptos::prelude::*;

#[component]
pub fn Register() -> impl IntoView {
    view! { <h1>"Register"</h1> }
}

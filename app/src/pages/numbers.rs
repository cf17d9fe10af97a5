//! Being written.

use leptos::prelude::*;

#[component]
pub fn Numbers() -> impl IntoView {
    view! { <h1>"Numbers"</h1> }
}

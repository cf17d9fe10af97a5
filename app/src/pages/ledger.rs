//! Being written.

use leptos::prelude::*;

#[component]
pub fn LedgerPage() -> impl IntoView {
    view! { <h1>"LedgerPage"</h1> }
}

//! Being written.

use leptos::prelude::*;

#[component]
pub fn FilmStock() -> impl IntoView {
    view! { <h1>"FilmStock"</h1> }
}

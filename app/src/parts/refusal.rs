//! A refusal on top of a form: one sentence that says what is wrong and what to do.

use leptos::prelude::*;

use crate::parts::glyph::{Finding, Glyph};

/// The bar, read out as soon as it appears.
#[component]
pub fn Refusal(#[prop(into)] sentence: String) -> impl IntoView {
    view! {
        <div class="refusal" role="alert">
            <Glyph of=Finding::Contradiction/>
            <p>{sentence}</p>
        </div>
    }
}

//! A decision with a price: its button unfolds what will happen and asks for what it needs, without a script.

use leptos::prelude::*;

use crate::{catalogue, parts::button::Price};

/// A button that unfolds a panel. The children are the consequences and the form.
#[component]
pub fn Decision(
    /// The verb with an ellipsis, because more is asked: *Void…*
    #[prop(into)]
    verb: String,
    price: Price,
    /// Open from the start: a refusal has just come back to it.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="decision" open=open>
            <summary class="button">
                <span>{verb}</span>
                <span class="button-price">{price.words(catalogue::locale())}</span>
            </summary>
            <div class="decision-body">{children()}</div>
        </details>
    }
}

/// What will happen, as sentences with the numbers in them, before the fields.
#[component]
pub fn Consequences(sentences: Vec<String>) -> impl IntoView {
    let lines = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    view! { <ul class="consequences">{lines}</ul> }
}

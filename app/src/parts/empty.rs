//! What a page shows while it has nothing to show: nothing yet, still loading, or what failed and what is safe.

use leptos::prelude::*;

use crate::catalogue::{self, fill, say};

/// One sentence, and as children the one action that fills the page.
#[component]
pub fn Empty(
    #[prop(into)] title: String,
    #[prop(optional, into)] sentence: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty-title">{title}</p>
            {sentence.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}

/// What failed, what is safe, what to do; and the request to quote.
#[component]
pub fn Failure(
    #[prop(into)] title: String,
    #[prop(into)] sentence: String,
    #[prop(optional_no_strip, into)] request: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let locale = catalogue::locale();
    view! {
        <div class="empty" role="alert">
            <p class="empty-title">{title}</p>
            <p>{sentence}</p>
            {request.map(|id| view! { <p class="id">{fill(say!(locale, page.request), &[&id])}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}

/// The grid of the page to come: rows without words, and the word for those who listen.
#[component]
pub fn Loading(#[prop(default = 8)] rows: u8) -> impl IntoView {
    view! {
        <div class="loading">
            <span class="visually-hidden" role="status">{say!(catalogue::locale(), page.loading)}</span>
            <div class="loading-rows" aria-hidden="true">
                {(0..rows).map(|_| view! { <div></div> }).collect_view()}
            </div>
        </div>
    }
}

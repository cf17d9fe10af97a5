//! Segments: one of a few ways to see the same page, each a link, so that the choice lives in the address.

use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub href: String,
    pub word: String,
    pub count: Option<String>,
    pub chosen: bool,
}

impl Segment {
    pub fn new(href: impl Into<String>, word: impl Into<String>, chosen: bool) -> Self {
        Self { href: href.into(), word: word.into(), count: None, chosen }
    }

    pub fn counting(self, count: impl Into<String>) -> Self {
        Self { count: Some(count.into()), ..self }
    }
}

#[component]
pub fn Segments(
    /// What is chosen here, for those who listen.
    #[prop(into)]
    label: String,
    segments: Vec<Segment>,
) -> impl IntoView {
    let links = segments
        .into_iter()
        .map(|segment| {
            view! {
                <a class="segment" href=segment.href aria-current=segment.chosen.then_some("true")>
                    {segment.word}
                    {segment.count.map(|count| view! { " " <span class="segment-count">{count}</span> })}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="segments" aria-label=label>{links}</nav> }
}

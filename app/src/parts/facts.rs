//! Facts: names and values, as a list that reads alone.

use leptos::prelude::*;

pub struct Fact {
    name: String,
    value: AnyView,
}

impl Fact {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into().into_any() }
    }

    /// A value that is more than text: a link, an identifier, a state word.
    pub fn view(name: impl Into<String>, value: impl IntoView + 'static) -> Self {
        Self { name: name.into(), value: value.into_any() }
    }
}

/// A list of facts: in rows with hairlines for a panel, or `flow` side by side under the head of a page.
#[component]
pub fn Facts(facts: Vec<Fact>, #[prop(optional)] flow: bool) -> impl IntoView {
    let rows = facts
        .into_iter()
        .map(|fact| view! { <div><dt>{fact.name}</dt><dd>{fact.value}</dd></div> })
        .collect_view();
    view! { <dl class="facts" data-flow=flow.then_some("row")>{rows}</dl> }
}

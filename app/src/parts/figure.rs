//! Figures: a quantity, its name and its base; each a link to the rows behind it where there are any.

use leptos::prelude::*;

use crate::parts::glyph::{Drawing, Finding, Glyph};

/// A row of figures, divided by hairlines.
#[component]
pub fn Figures(#[prop(optional)] large: bool, children: Children) -> impl IntoView {
    view! { <div class="figures" data-size=large.then_some("large")>{children()}</div> }
}

#[component]
pub fn Figure(
    #[prop(into)] value: Signal<String>,
    #[prop(into)] name: String,
    /// Of what: *of 271 film numbers*. No figure without its base.
    #[prop(optional, into)]
    base: Option<String>,
    #[prop(optional_no_strip, into)] glyph: Option<Drawing>,
    #[prop(optional_no_strip, into)] href: Option<String>,
    /// It should be nothing, and is not.
    #[prop(optional)]
    bad: bool,
) -> impl IntoView {
    let inner = view! {
        <span class="figure-value">{value}</span>
        <span class="figure-name">{bad.then(|| view! { <Glyph of=Finding::Contradiction/> })} {glyph.map(|of| view! { <Glyph of/> })} {name}</span>
        {base.map(|base| view! { <span class="figure-base">{base}</span> })}
    };
    match href {
        Some(href) => view! { <a class="figure" href=href data-bad=bad.then_some("")>{inner}</a> }.into_any(),
        None => view! { <div class="figure" data-bad=bad.then_some("")>{inner}</div> }.into_any(),
    }
}

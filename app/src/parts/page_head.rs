//! The head of a page: where it lies, what it is, how it stands, and what can be done.

use leptos::prelude::*;

use crate::{
    catalogue::{self, say},
    parts::glyph::{Drawing, StateWord},
};

/// One step of the way to this page; the last one has no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub href: Option<String>,
    pub word: String,
}

impl Crumb {
    pub fn link(href: impl Into<String>, word: impl Into<String>) -> Self {
        Self { href: Some(href.into()), word: word.into() }
    }

    pub fn here(word: impl Into<String>) -> Self {
        Self { href: None, word: word.into() }
    }
}

/// How the thing of this page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub glyph: Drawing,
    pub word: String,
}

impl Standing {
    pub fn new(glyph: impl Into<Drawing>, word: impl Into<String>) -> Self {
        Self { glyph: glyph.into(), word: word.into() }
    }
}

/// Breadcrumbs, the page's one `h1` (identifier in mono, title beside it), its state, and its actions as children.
#[component]
pub fn PageHead(
    #[prop(optional)] crumbs: Vec<Crumb>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] title: Option<String>,
    /// The number is the page: set large.
    #[prop(optional)]
    hero: bool,
    /// A quiet word or sentence after the title, such as the site.
    #[prop(optional, into)]
    aside: Option<String>,
    #[prop(optional_no_strip, into)] standing: Option<Standing>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head" data-hero=hero.then_some("")>
            {(!crumbs.is_empty()).then(|| view! { <Breadcrumbs crumbs/> })}
            <div class="page-title-row">
                <h1>
                    {id.map(|id| view! { <span class="page-id">{id}</span> " " })}
                    {title.map(|title| view! { <span class="page-title">{title}</span> })}
                </h1>
                {aside.map(|words| view! { <span class="page-aside">{words}</span> })}
                {standing.map(|standing| view! { <StateWord glyph=standing.glyph word=standing.word/> })}
                {children.map(|children| view! { <div class="actions">{children()}</div> })}
            </div>
        </header>
    }
}

#[component]
fn Breadcrumbs(crumbs: Vec<Crumb>) -> impl IntoView {
    let steps = crumbs
        .into_iter()
        .map(|crumb| {
            let here = crumb.href.is_none().then_some("page");
            let step = match crumb.href {
                Some(href) => view! { <a href=href>{crumb.word}</a> }.into_any(),
                None => view! { <span aria-current=here>{crumb.word}</span> }.into_any(),
            };
            view! { <li>{step}</li> }
        })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label=say!(catalogue::locale(), page.breadcrumbs)>
            <ol>{steps}</ol>
        </nav>
    }
}

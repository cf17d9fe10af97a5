//! Notices stand in the page; a toast floats, one at a time, and says what has just happened.

use leptos::prelude::*;

use crate::parts::{
    glyph::{Finding, Glyph},
    icon::{Icon, IconName},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Information,
    Good,
    Warning,
    Bad,
}

impl Tone {
    const fn code(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }

    fn sign(self) -> AnyView {
        match self {
            Self::Information => view! { <Icon name=IconName::Information/> }.into_any(),
            Self::Good => view! { <Icon name=IconName::Check/> }.into_any(),
            Self::Warning => view! { <Glyph of=Finding::Warning/> }.into_any(),
            Self::Bad => view! { <Glyph of=Finding::Contradiction/> }.into_any(),
        }
    }
}

/// A sentence that belongs to this page, with links and buttons where it needs them.
#[component]
pub fn Notice(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    view! {
        <div class="notice" data-tone=tone.code()>
            {tone.sign()}
            <div>{children()}</div>
        </div>
    }
}

/// The place of toasts, always present so that screen readers hear what comes into it. The child is the way back.
#[component]
pub fn ToastPlace(#[prop(into)] sentence: Signal<Option<String>>, children: ChildrenFn) -> impl IntoView {
    view! {
        <div class="toast-place" role="status">
            {move || {
                let children = children.clone();
                sentence.get().map(move |text| view! { <div class="toast"><span>{text}</span> {children()}</div> })
            }}
        </div>
    }
}

//! Buttons that tell their price before the click, and links that look like them.

use leptos::prelude::*;

use crate::{
    catalogue::{self, Locale, say},
    parts::icon::{Icon, IconName},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one action of a view, filled.
    Primary,
    #[default]
    Outlined,
    /// Text only.
    Quiet,
    /// 96 px high, for a thumb in the darkroom.
    Thumb,
}

/// What an action costs to take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Price {
    CanBeUndone,
    AsksAReason,
    CannotBeUndone,
    /// A price in other words, such as *can be undone until filming*.
    Words(String),
}

impl ButtonKind {
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Primary => Some("primary"),
            Self::Outlined => None,
            Self::Quiet => Some("quiet"),
            Self::Thumb => Some("thumb"),
        }
    }
}

impl Price {
    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::CanBeUndone => say!(locale, price.can_be_undone).into(),
            Self::AsksAReason => say!(locale, price.asks_a_reason).into(),
            Self::CannotBeUndone => say!(locale, price.cannot_be_undone).into(),
            Self::Words(words) => words,
        }
    }
}

/// A submit button: it belongs to the form around it, and works before the page is alive. A disabled button says
/// why beside it.
#[component]
pub fn Button(
    #[prop(into)] verb: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] price: Option<Price>,
    #[prop(optional, into)] icon: Option<IconName>,
    /// Name and value sent with the form when it has several buttons.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    /// Why it cannot be pressed now; empty when it can.
    #[prop(optional, into)]
    refused: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="button"
            data-kind=kind.code()
            name=name
            value=value
            disabled=move || refused.with(Option::is_some)
        >
            {face(verb, price, icon)}
        </button>
        {move || refused.get().map(|why| view! { <span class="button-why">{why}</span> })}
    }
}

/// A link in a button's clothes: goes somewhere, changes nothing.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(into)] word: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] price: Option<Price>,
    #[prop(optional, into)] icon: Option<IconName>,
    /// Where the answer is a file and not a page.
    #[prop(optional)]
    download: bool,
) -> impl IntoView {
    view! {
        <a class="button" data-kind=kind.code() href=href download=download.then_some("") rel=download.then_some("external")>
            {face(word, price, icon)}
        </a>
    }
}

fn face(word: String, price: Option<Price>, icon: Option<IconName>) -> AnyView {
    view! {
        {icon.map(|name| view! { <Icon name/> })}
        <span>{word}</span>
        {price.map(|price| view! { <span class="button-price">{price.words(catalogue::locale())}</span> })}
    }
    .into_any()
}

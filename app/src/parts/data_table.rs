//! Helpers for tables: heads that sort by link, the line with the count, filters as a form, and links to the rows
//! before and after. A table's body is written by its page, with `data-kind` on the cells.

use leptos::prelude::*;

use crate::{
    catalogue::{self, say},
    parts::{
        button::{Button, ButtonKind, ButtonLink},
        icon::{Icon, IconName},
    },
};

/// What a column holds: decides alignment and letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    #[default]
    Word,
    Id,
    Number,
    Sentence,
    Actions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Rising,
    Falling,
}

impl Column {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Id => "id",
            Self::Number => "number",
            Self::Sentence => "sentence",
            Self::Actions => "actions",
        }
    }
}

/// The table and its scroller, which is one tab stop so that the keyboard can scroll it.
#[component]
pub fn DataTable(
    /// What the rows are, for those who listen.
    #[prop(into)]
    label: String,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-scroll" role="region" aria-label=label tabindex="0">
            <table class="table">{children()}</table>
        </div>
    }
}

/// The head of a column. With an address it sorts; a column without a word is named for those who listen.
#[component]
pub fn Head(
    #[prop(into)] word: String,
    #[prop(optional)] column: Column,
    /// Where the rows are sorted by this column, or the other way round.
    #[prop(optional_no_strip, into)]
    href: Option<String>,
    /// Set on the one column that decides the order now.
    #[prop(optional_no_strip, into)]
    sorted: Option<Order>,
    #[prop(optional)] hidden: bool,
) -> impl IntoView {
    let order = sorted.map(|order| if order == Order::Rising { "ascending" } else { "descending" });
    let arrow =
        sorted.map(|order| if order == Order::Rising { IconName::ArrowUp } else { IconName::ArrowDown });
    let face = match href {
        Some(href) => {
            view! { <a class="sort" href=href>{word} {arrow.map(|name| view! { <Icon name/> })}</a> }
                .into_any()
        }
        None if hidden => view! { <span class="visually-hidden">{word}</span> }.into_any(),
        None => word.into_any(),
    };
    view! { <th scope="col" data-kind=column.code() aria-sort=order>{face}</th> }
}

/// The line over a table: heading at the left, how many rows of how many at the right.
#[component]
pub fn TableCaption(
    #[prop(into)] heading: String,
    #[prop(into)] count: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="table-caption">
            <h2>{heading}</h2>
            <span class="table-count" role="status">{count}</span>
            {children.map(|children| view! { <div class="tools">{children()}</div> })}
        </div>
    }
}

/// The row of filters over a table: a form that asks with GET, so a filtered table has an address.
#[component]
pub fn Filters(
    #[prop(into)] action: String,
    #[prop(optional_no_strip, into)] count: Option<String>,
    /// A filter is set: offer the way back to all rows.
    #[prop(optional)]
    set: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let locale = catalogue::locale();
    let all = action.clone();
    view! {
        <form class="filters" method="get" action=action role="search" aria-label=say!(locale, table.filters)>
            {children()}
            <div class="actions">
                <Button verb=say!(locale, table.apply)/>
                {set.then(|| view! { <ButtonLink href=all word=say!(locale, table.reset) kind=ButtonKind::Quiet/> })}
            </div>
            {count.map(|count| view! { <span class="table-count" role="status">{count}</span> })}
        </form>
    }
}

/// Links to the rows before and after these; rows are found by their key, so nothing is skipped when rows are added.
#[component]
pub fn Pager(
    #[prop(optional_no_strip, into)] earlier: Option<String>,
    #[prop(optional_no_strip, into)] later: Option<String>,
    #[prop(optional_no_strip, into)] count: Option<String>,
) -> impl IntoView {
    let locale = catalogue::locale();
    view! {
        <nav class="pager" aria-label=say!(locale, table.pages)>
            {earlier.map(|href| view! { <ButtonLink href word=say!(locale, table.earlier) icon=IconName::ArrowLeft/> })}
            {count.map(|count| view! { <span class="table-count">{count}</span> })}
            {later
                .map(|href| {
                    view! {
                        <span class="pager-later">
                            <ButtonLink href word=say!(locale, table.later) icon=IconName::ArrowRight/>
                        </span>
                    }
                })}
        </nav>
    }
}

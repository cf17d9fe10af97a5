//! Links that give the table on screen as a file.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::catalogue::{self, fill, say};

/// What of an address only says which part of the list is shown, or what a form was told.
const OF_THE_PAGE: [&str; 10] =
    ["at", "from", "after", "before", "below", "above", "said", "done", "verify", "entry"];

/// CSV and XLSX of a list: the rows that the address filters, on all its pages.
#[component]
pub fn Export(
    /// `projects`, or `projects/12/documents`.
    #[prop(into)]
    table: String,
    /// The list's name, for those who listen.
    #[prop(into)]
    label: String,
    /// The address the list is shown at, where the list is filtered by it.
    #[prop(optional)]
    params: ParamsMap,
) -> impl IntoView {
    let mut query = params;
    for name in OF_THE_PAGE {
        query.remove(name);
    }
    let query = query.to_query_string();
    let link = |ending: &'static str, word: &'static str| {
        let title = fill(say!(catalogue::locale(), papers.as_file), &[&label, word]);
        view! {
            <a
                href=format!("/download/{table}.{ending}{query}")
                download=""
                rel="external"
                aria-label=title.clone()
                title=title
            >
                {word}
            </a>
        }
    };
    view! { <p class="export">{link("csv", "CSV")} " " {link("xlsx", "XLSX")}</p> }
}

//! The sync badge: how the registry and the files stand, when that was checked, always.

use leptos::prelude::*;

use crate::{
    catalogue::{self, fill, locale_of, say},
    parts::{
        format::ago,
        glyph::{Finding, Glyph},
        icon::{Icon, IconName},
    },
};

/// What the last check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncReport {
    Checked {
        seconds_ago: u64,
        differences: u64,
    },
    /// Before the first check.
    Unchecked,
    /// The browser has lost the server: since when, as the reader writes times, and what waits to be sent.
    Offline {
        since: String,
        kept: u64,
    },
}

/// *In sync, checked 4 s ago, 0 differences*: a link to the differences. It never spins and never disappears.
#[component]
pub fn SyncBadge(#[prop(into)] report: Signal<SyncReport>, #[prop(into)] href: String) -> impl IntoView {
    let language = catalogue::language();
    let words = Memo::new(move |_| report.with(|report| words_of(report, language)));
    let kind = Memo::new(move |_| {
        report.with(|report| match report {
            SyncReport::Checked { differences: 0, .. } => "in-sync",
            SyncReport::Checked { .. } => "different",
            SyncReport::Unchecked => "unchecked",
            SyncReport::Offline { .. } => "offline",
        })
    });
    let sign = move || match kind.get() {
        "in-sync" => view! { <Icon name=IconName::Check/> }.into_any(),
        "different" => view! { <Glyph of=Finding::Contradiction/> }.into_any(),
        "offline" => view! { <Icon name=IconName::Offline/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <a class="sync-badge" href=href data-report=kind>
            {sign}
            <span>
                <strong>{move || words.get().0}</strong>
                <span class="sync-badge-more">{move || words.get().1}</span>
            </span>
        </a>
    }
}

/// The word that matters, and the rest of the sentence.
fn words_of(report: &SyncReport, language: domain::words::Language) -> (String, String) {
    let locale = locale_of(language);
    match report {
        SyncReport::Checked { seconds_ago, differences } => {
            let checked = fill(say!(locale, sync.checked), &[&ago(language, *seconds_ago)]);
            let found = match differences {
                1 => say!(locale, sync.one_difference).to_owned(),
                _ => fill(say!(locale, sync.differences), &[&language.count(*differences)]),
            };
            match differences {
                0 => (say!(locale, sync.in_sync).to_owned(), format!(", {checked}, {found}")),
                _ => (found, format!(", {checked}")),
            }
        }
        SyncReport::Unchecked => (say!(locale, sync.unchecked).to_owned(), String::new()),
        SyncReport::Offline { since, kept } => {
            let kept = match kept {
                0 => String::new(),
                1 => format!(", {}", say!(locale, sync.one_kept)),
                _ => format!(", {}", fill(say!(locale, sync.kept), &[&language.count(*kept)])),
            };
            (fill(say!(locale, sync.offline), &[since]), kept)
        }
    }
}

//! The ledger: entries newest first, one entry with its link in the chain, and the chain recomputed.

mod entry;

use domain::action::{action_said, actions};
use domain::event::Kind;
use domain::view::lab::{EntryView, LedgerPage as Page, Verdict};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

use crate::api::lab::{read_entry, read_ledger, read_verdict};
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::failed;
use crate::pages::number::short_hash;
use crate::parts::button::ButtonLink;
use crate::parts::data_table::{Filters, Pager, TableCaption};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::field::{Choice, SelectField, TextField, TextKind};
use crate::parts::format::Reading;
use crate::parts::glyph::{Finding, Glyph};
use crate::parts::icon::{Icon, IconName};
use crate::parts::page_head::{Crumb, PageHead};

#[component]
pub fn LedgerPage() -> impl IntoView {
    let query = use_query_map();
    let one = Memo::new(move |_| query.read().get("entry").and_then(|text| text.parse::<u64>().ok()));
    move || match one.get() {
        Some(seq) => view! { <OneEntry seq/> }.into_any(),
        None => view! { <Entries/> }.into_any(),
    }
}

/// What the address asks for, as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    actor: String,
    action: String,
    kind: String,
    text: String,
    day: String,
    before: String,
    after: String,
    verify: bool,
}

impl Asked {
    fn of(params: &ParamsMap) -> Self {
        let text = |name: &str| params.get(name).unwrap_or_default();
        Self {
            actor: text("actor"),
            action: text("action"),
            kind: text("kind"),
            text: text("text"),
            day: text("day"),
            before: text("before"),
            after: text("after"),
            verify: text("verify") == "now",
        }
    }

    fn filters(&self) -> [(&'static str, &str); 5] {
        [
            ("actor", &self.actor),
            ("action", &self.action),
            ("kind", &self.kind),
            ("text", &self.text),
            ("day", &self.day),
        ]
    }

    fn is_filtered(&self) -> bool {
        self.filters().iter().any(|(_, value)| !value.is_empty())
    }

    /// The same filters from another entry on.
    fn address(&self, name: &str, value: u64) -> String {
        let set = self.filters().into_iter().filter(|(_, value)| !value.is_empty());
        let parts: Vec<String> = set.map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
        format!("/ledger?{}", [parts.as_slice(), &[format!("{name}={value}")]].concat().join("&"))
    }
}

#[component]
fn Entries() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_query_map();
    let page = Resource::new(
        move || ((), Asked::of(&params.read())),
        |(_, asked)| {
            read_ledger(
                asked.actor,
                asked.action,
                asked.kind,
                asked.text,
                asked.day,
                asked.before,
                asked.after,
            )
        },
    );
    let verdict = Resource::new(
        move || Asked::of(&params.read()).verify,
        |verify| async move { if verify { read_verdict().await.map(Some) } else { Ok(None) } },
    );
    view! {
        <Title text=say!(locale, pages.ledger)/>
        <PageHead title=say!(locale, pages.ledger) aside=say!(locale, lab.ledger_is)>
            <ButtonLink href="/ledger?verify=now" word=say!(locale, lab.verify_now) icon=IconName::Check/>
            {move || view! { <Export table="ledger" label=say!(locale, pages.ledger) params=params.get()/> }}
        </PageHead>
        <div role="status">
            <Transition>
                {move || Suspend::new(async move {
                    match verdict.await {
                        Ok(Some(verdict)) => verdict_said(verdict),
                        Ok(None) => ().into_any(),
                        Err(error) => failed(error),
                    }
                })}
            </Transition>
        </div>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => list(page, Asked::of(&params.get_untracked())),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

/// What recomputing the chain came to, in one sentence.
fn verdict_said(verdict: Verdict) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let entries = language.count(verdict.entries);
    let time = Reading::utc(language).time(verdict.at);
    let (good, sentence) = match (&verdict.broken, verdict.too_long) {
        (Some(problem), _) => (false, format!("{} {problem}", say!(locale, lab.chain_broken))),
        (None, true) => (true, fill(say!(locale, lab.chain_too_long), &[&entries])),
        (None, false) => (true, fill(say!(locale, lab.chain_holds), &[&entries, &time])),
    };
    let sign = if !good {
        view! { <Glyph of=Finding::Contradiction/> }.into_any()
    } else if verdict.too_long {
        view! { <Icon name=IconName::Information/> }.into_any()
    } else {
        view! { <Icon name=IconName::Check/> }.into_any()
    };
    let (hash, full) = (short_hash(&verdict.head), verdict.head);
    view! {
        <p class="ledger-verdict" data-broken=(!good).then_some("")>
            {sign}
            <span>{sentence}</span>
            <span class="ledger-hash" title=full>{hash}</span>
        </p>
    }
    .into_any()
}

fn list(page: Page, asked: Asked) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let first = page.entries.first().map(|entry| entry.seq);
    let last = page.entries.last().map(|entry| entry.seq);
    let earlier = first.filter(|_| page.more_after).map(|seq| asked.address("after", seq));
    let later = last.filter(|_| page.more_before).map(|seq| asked.address("before", seq));
    let count = match (first, last) {
        (Some(first), Some(last)) => fill(
            say!(locale, lab.entries_shown),
            &[&language.count(last), &language.count(first), &language.count(page.total)],
        ),
        _ => fill(say!(locale, lab.entries_none), &[&language.count(page.total)]),
    };
    let nothing = page.entries.is_empty();
    let why = if page.unknown_text { say!(locale, lab.unknown_text) } else { say!(locale, table.nothing) };
    let rows = by_day(page.entries, locale);
    view! {
        {filters(asked.clone(), page.actors)}
        <TableCaption heading=say!(locale, lab.entries) count/>
        {if nothing {
            view! { <Empty title=why><ButtonLink href="/ledger" word=say!(locale, table.reset)/></Empty> }.into_any()
        } else {
            view! { <ol class="ledger-list">{rows}</ol> }.into_any()
        }}
        <Pager earlier later/>
    }
    .into_any()
}

fn filters(asked: Asked, actors: Vec<String>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let any = || std::iter::once(Choice::new("", say!(locale, lab.any)));
    let actors =
        any().chain(actors.into_iter().map(|name| Choice::new(name.clone(), name))).collect::<Vec<_>>();
    let actions = actions().map(|action| Choice::new(action, action_said(action, language)));
    let actions = any().chain(actions).collect::<Vec<_>>();
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.code(), kind_word(kind, locale)));
    let kinds = any().chain(kinds).collect::<Vec<_>>();
    view! {
        <Filters action="/ledger" set=asked.is_filtered()>
            <TextField name="text" label=say!(locale, lab.about) kind=TextKind::Search value=asked.text.clone() placeholder=say!(locale, lab.about_hint).to_owned()/>
            <SelectField name="actor" label=say!(locale, lab.actor) choices=actors chosen=asked.actor.clone()/>
            <SelectField name="action" label=say!(locale, lab.action) choices=actions chosen=asked.action.clone()/>
            <SelectField name="kind" label=say!(locale, lab.kind) choices=kinds chosen=asked.kind.clone()/>
            <div class="field">
                <label class="label" for="field-day">{say!(locale, lab.day)}</label>
                <input class="input" id="field-day" type="date" name="day" value=asked.day.clone()/>
            </div>
        </Filters>
    }
    .into_any()
}

/// Entries with the day as a heading where it changes.
fn by_day(entries: Vec<EntryView>, locale: Locale) -> Vec<AnyView> {
    let reading = Reading::utc(catalogue::language());
    let mut shown = String::new();
    let mut rows = Vec::new();
    for entry in entries {
        let day = reading.day(entry.at);
        if day != shown {
            shown.clone_from(&day);
            rows.push(view! { <li class="ledger-day"><h3>{day}</h3></li> }.into_any());
        }
        rows.push(line(entry, locale));
    }
    rows
}

fn line(entry: EntryView, locale: Locale) -> AnyView {
    let language = catalogue::language();
    let reading = Reading::utc(language);
    let href = format!("/ledger?entry={}", entry.seq);
    let changes = entry::changes(&entry, locale);
    let (hash, full) = (short_hash(&entry.hash), entry.hash.clone());
    view! {
        <li class="ledger-entry">
            <time class="ledger-time" datetime=Reading::machine(entry.at)>{reading.time(entry.at)}</time>
            <a class="ledger-seq" href=href aria-label=fill(say!(locale, lab.entry), &[&language.count(entry.seq)])>
                {language.count(entry.seq)}
            </a>
            <div class="ledger-said">
                <p><strong>{entry.actor}</strong>" "{entry.summary}"."</p>
                {changes}
            </div>
            <span class="ledger-hash" title=full>{hash}</span>
        </li>
    }
    .into_any()
}

#[component]
fn OneEntry(seq: u64) -> impl IntoView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let found = Resource::new(move || seq, read_entry);
    let title = fill(say!(locale, lab.entry), &[&language.count(seq)]);
    let crumbs = vec![Crumb::link("/ledger", say!(locale, pages.ledger)), Crumb::here(title.clone())];
    view! {
        <Title text=title.clone()/>
        <PageHead crumbs title/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(Some(whole)) => entry::whole(whole),
                    Ok(None) => {
                        view! {
                            <Empty title=say!(locale, lab.no_entry)>
                                <ButtonLink href="/ledger" word=say!(locale, pages.ledger)/>
                            </Empty>
                        }
                            .into_any()
                    }
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

pub fn kind_word(kind: Kind, locale: Locale) -> &'static str {
    match kind {
        Kind::Lab => say!(locale, lab.kind_lab),
        Kind::Person => say!(locale, lab.kind_person),
        Kind::Token => say!(locale, lab.kind_token),
        Kind::Project => say!(locale, lab.kind_project),
        Kind::Roll => say!(locale, lab.kind_roll),
        Kind::Reel => say!(locale, lab.kind_reel),
        Kind::TempRoll => say!(locale, lab.kind_temp_roll),
        Kind::Number => say!(locale, lab.kind_number),
        Kind::Run => say!(locale, lab.kind_run),
        Kind::Complaint => say!(locale, complaints.complaint),
        Kind::Finding => say!(locale, lab.kind_finding),
        Kind::Program => say!(locale, lab.kind_program),
        Kind::ProgramNumber => say!(locale, lab.kind_program_number),
        Kind::Ranges => say!(locale, lab.kind_ranges),
        Kind::Entry => say!(locale, lab.kind_entry),
    }
}

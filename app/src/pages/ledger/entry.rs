//! One entry of the ledger: what changed, and its link in the chain.

use domain::action::action_said;
use domain::event::{Change, Kind};
use domain::id::ProgramId;
use domain::person::Roles;
use domain::reason::entry_reason_said;
use domain::view::lab::{EntryView, WholeEntry};
use leptos::prelude::*;

use super::kind_word;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::people::roles_said;
use crate::parts::button::ButtonLink;
use crate::parts::facts::{Fact, Facts};
use crate::parts::format::Reading;
use crate::parts::glyph::{Finding, Glyph};
use crate::parts::icon::{Icon, IconName};

/// What changed, before and after, one line each.
pub fn changes(entry: &EntryView, locale: Locale) -> AnyView {
    let more = entry.changed.saturating_sub(entry.changes.len() as u32);
    let lines = entry.changes.iter().map(|change| line(change, locale)).collect_view();
    let more = (more > 0).then(|| {
        let href = format!("/ledger?entry={}", entry.seq);
        let words = fill(say!(locale, lab.more_changes), &[&catalogue::language().count(more.into())]);
        view! { <li><a href=href>{words}</a></li> }
    });
    view! { <ul class="ledger-changes">{lines}{more}</ul> }.into_any()
}

fn line(change: &Change, locale: Locale) -> AnyView {
    let name = match page_of(change) {
        Some(href) => view! { <a class="mono" href=href>{change.name.clone()}</a> }.into_any(),
        None => view! { <span class="mono">{change.name.clone()}</span> }.into_any(),
    };
    let (before, after) = (state_word(&change.before, locale), state_word(&change.after, locale));
    view! {
        <li>
            <span class="muted">{kind_word(change.kind, locale)}</span>
            " "
            {name}
            " "
            <del><span class="visually-hidden">{say!(locale, lab.before)}": "</span>{before}</del>
            <Icon name=IconName::ArrowRight/>
            <ins><span class="visually-hidden">{say!(locale, lab.after)}": "</span>{after}</ins>
        </li>
    }
    .into_any()
}

fn page_of(change: &Change) -> Option<String> {
    match change.kind {
        Kind::Number => Some(format!("/numbers/{}", change.name)),
        Kind::Roll => Some(format!("/rolls/{}", change.id)),
        Kind::Project => Some(format!("/projects/{}", change.id)),
        Kind::Person | Kind::Token => Some("/people".to_owned()),
        Kind::Lab => Some("/settings".to_owned()),
        Kind::Run => Some(format!("/development/{}", change.id)),
        Kind::Complaint => Some(format!("/complaints/{}", change.name)),
        Kind::TempRoll => Some(format!("/film/{}", change.name)),
        Kind::Finding => Some(format!("/findings#finding-{}", change.id)),
        Kind::Program => Some(format!("/programs/{}", ProgramId::new(change.id).label())),
        Kind::ProgramNumber => Some(format!("/programs/{}", change.name)),
        Kind::Ranges => Some("/ranges".to_owned()),
        Kind::Entry => Some(format!("/ledger/{}", change.id)),
        Kind::Reel => None,
    }
}

/// The states the ledger writes in English, in the reader's words; what is no state stands as it is.
fn state_word(text: &str, locale: Locale) -> String {
    match text {
        "free" => say!(locale, number.free),
        "reserved" => say!(locale, number.reserved),
        "bound" => say!(locale, number.bound),
        "issued" => say!(locale, number.issued),
        "void" => say!(locale, number.void),
        "planned" => say!(locale, roll.planned),
        "filming" => say!(locale, roll.filming),
        "filmed" => say!(locale, roll.filmed),
        "cancelled" => say!(locale, roll.cancelled),
        "rework" => say!(locale, roll.rework),
        "developed" => say!(locale, roll.developed),
        "accepted" => say!(locale, roll.accepted),
        "discarded" => say!(locale, temp_roll.discarded),
        "lost" => say!(locale, temp_roll.lost),
        "on_shelf" => say!(locale, temp_roll.on_shelf),
        "loaded" => say!(locale, temp_roll.loaded),
        "consumed" => say!(locale, temp_roll.consumed),
        "whole" => say!(locale, lab.reel_whole),
        "cut" => say!(locale, lab.reel_cut),
        "registered" => say!(locale, lab.registered),
        "delivered" => say!(locale, roll.delivered),
        "founded" => say!(locale, lab.founded),
        "revoked" => say!(locale, lab.revoked),
        "left" => say!(locale, lab.left),
        "evidence contradicts the plan" => say!(locale, lab.contradicts),
        "" => "",
        // A person's state is the roles, as the ledger writes them.
        other => {
            return Roles::parse(other).map_or_else(|| other.to_owned(), |roles| roles_said(&roles));
        }
    }
    .to_owned()
}

/// The page of one entry.
pub fn whole(whole: WholeEntry) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let entry = &whole.entry;
    let seq = entry.seq;
    let reading = Reading::utc(language);
    let sentence = format!("{} {}.", entry.actor, entry.summary);
    let mut facts = vec![
        Fact::new(say!(locale, lab.actor), entry.actor.clone()),
        Fact::new(say!(locale, lab.time), reading.date_time(entry.at)),
        Fact::new(say!(locale, lab.action), action_said(&entry.action, language).to_owned()),
    ];
    if !entry.reason.is_empty() {
        facts.push(Fact::new(
            say!(locale, numbers.reason),
            entry_reason_said(&entry.action, &entry.reason, language),
        ));
    }
    let changes = changes(entry, locale);
    let size = fill(say!(locale, lab.body_size), &[&language.count(whole.size)]);
    let (body, answer, key) = (whole.body.clone(), whole.answer.clone(), whole.key.clone());
    view! {
        <p class="ledger-sentence">{sentence}</p>
        <Facts facts flow=true/>
        <section class="ledger-part">
            <h2>{say!(locale, lab.changed)}</h2>
            {changes}
        </section>
        {chain(&whole)}
        <section class="ledger-part">
            <details>
                <summary>{say!(locale, lab.body)}" "<span class="muted">{size}</span></summary>
                <pre class="ledger-body" tabindex="0" aria-label=say!(locale, lab.body)>{body}</pre>
            </details>
            <details>
                <summary>{say!(locale, lab.answer)}</summary>
                <pre class="ledger-body" tabindex="0" aria-label=say!(locale, lab.answer)>{answer}</pre>
            </details>
            {(!key.is_empty()).then(|| view! { <p class="muted">{say!(locale, lab.key)}" "<span class="mono">{key}</span></p> })}
        </section>
        <nav class="pager" aria-label=say!(locale, lab.entries)>
            {(seq > 1)
                .then(|| {
                    view! { <ButtonLink href=format!("/ledger?entry={}", seq - 1) word=say!(locale, lab.entry_before) icon=IconName::ArrowLeft/> }
                })}
            {(!whole.is_last)
                .then(|| {
                    view! { <ButtonLink href=format!("/ledger?entry={}", seq + 1) word=say!(locale, lab.entry_after) icon=IconName::ArrowRight/> }
                })}
        </nav>
    }
    .into_any()
}

/// The link: the hash before, this hash, and whether both fit what is kept.
fn chain(whole: &WholeEntry) -> AnyView {
    let locale = catalogue::locale();
    let verdict = if whole.holds {
        view! { <Icon name=IconName::Check/><span>{say!(locale, lab.link_holds)}</span> }.into_any()
    } else {
        view! { <Glyph of=Finding::Contradiction/><span>{say!(locale, lab.link_broken)}</span> }.into_any()
    };
    view! {
        <section class="ledger-part">
            <h2>{say!(locale, lab.link)}</h2>
            <p class="ledger-verdict" data-broken=(!whole.holds).then_some("")>{verdict}</p>
            <dl class="ledger-chain">
                <div><dt>{say!(locale, lab.hash_before)}</dt><dd class="mono">{whole.previous.clone()}</dd></div>
                <div><dt>{say!(locale, lab.hash)}</dt><dd class="mono">{whole.entry.hash.clone()}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

//! The ledger, people, search and the self-check: what pages ask, and changing people.

use crate::error::AppError;
use domain::command::Receipt;
use domain::time::Timestamp;
use domain::view::lab::{CheckView, LedgerPage, PeopleView, SearchView, Verdict, WholeEntry};
use domain::words::Language;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The longest ledger that is recomputed for a page; longer ones are a task for the command line.
pub const MOST_VERIFIED: u64 = 50_000;

/// A page of the ledger. Entries are numbers, the day is `2026-11-21`; all may be empty.
#[server]
pub async fn read_ledger(
    actor: String,
    action: String,
    kind: String,
    text: String,
    day: String,
    before: String,
    after: String,
) -> Result<LedgerPage, AppError> {
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    let day = if day.is_empty() { None } else { Some(self::day(&day, language)?) };
    let query = domain::view::lab::LedgerQuery {
        actor,
        action,
        kind: domain::event::Kind::parse(&kind),
        text: domain::view::scanned::cleaned(&text),
        day,
        before: before.parse().ok(),
        after: after.parse().ok(),
    };
    store.ledger_page(&query, language).await.map_err(crate::ssr::app_error)
}

/// One entry with all its hash covers; none where the ledger is shorter.
#[server]
pub async fn read_entry(seq: u64) -> Result<Option<WholeEntry>, AppError> {
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    store.ledger_entry(seq, language).await.map_err(crate::ssr::app_error)
}

/// The chain recomputed from its first entry.
#[server]
pub async fn read_verdict() -> Result<Verdict, AppError> {
    use store::replay::VerifyError;
    let (store, at) = (crate::ssr::reads()?, crate::ssr::now()?);
    let (entries, head) = store.ledger_head().await.map_err(crate::ssr::app_error)?;
    let verdict = Verdict { entries, head, at, broken: None, too_long: entries > MOST_VERIFIED };
    if verdict.too_long {
        return Ok(verdict);
    }
    match store.verify().await {
        Ok(verifier) => {
            Ok(Verdict { entries: verifier.entries(), head: verifier.head().to_owned(), ..verdict })
        }
        Err(VerifyError::Broken(broken)) => {
            Ok(Verdict { broken: Some(broken_said(&broken, crate::ssr::language())), ..verdict })
        }
        Err(VerifyError::Store(error)) => Err(crate::ssr::app_error(error)),
    }
}

/// Where a chain breaks, in the reader's language.
pub fn broken_said(broken: &domain::ledger::Broken, language: Language) -> String {
    use domain::ledger::Broken;
    let german = match broken {
        Broken::OutOfOrder { expected, found } => {
            format!(
                "Eintrag {found} steht, wo Eintrag {expected} hingehört: Einträge fehlen oder sind vertauscht"
            )
        }
        Broken::WrongPrevious(seq) => {
            format!("Eintrag {seq} folgt nicht aus dem Eintrag davor: einer der beiden wurde verändert")
        }
        Broken::WrongHash(seq) => {
            format!("Eintrag {seq} wurde verändert: seine Prüfsumme passt nicht zum Inhalt")
        }
        Broken::Truncated { expected, found } => {
            format!(
                "Das Journal endet mit Eintrag {found}, sein Kopf sagt {expected}: am Ende fehlen Einträge"
            )
        }
    };
    language.pick(german, broken.to_string()) + "."
}

/// Everybody and every token.
#[server]
pub async fn read_people() -> Result<PeopleView, AppError> {
    crate::ssr::reads()?.people_view().await.map_err(crate::ssr::app_error)
}

/// Give a person these roles, or mark the person as having left. Each role is a box; `active` is one, too.
#[server]
pub async fn change_person(
    person: u64,
    #[server(default)] roles: Vec<String>,
    #[server(default)] active: bool,
    key: String,
) -> Result<Receipt, AppError> {
    let form = format!("person-{person}");
    let ticked = roles.iter().map(|role| ("roles", role.as_str()));
    let typed: Vec<_> =
        ticked.chain([("form", form.as_str())]).chain(active.then_some(("active", "true"))).collect();
    let back = |error| crate::ssr::send_back(error, &format!("/people#{form}"), &key, &typed);
    let roles = domain::person::Roles::new(roles.iter().filter_map(|code| domain::person::Role::parse(code)));
    let person = domain::id::PersonId::new(person);
    let command = domain::command::Command::ChangePerson { person, roles, active };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("/people?done={}", receipt.entry));
    Ok(receipt)
}

/// Make a token useless, at once and for ever.
#[server]
pub async fn revoke_token(token: u64, key: String) -> Result<Receipt, AppError> {
    let form = format!("token-{token}");
    let typed = [("form", form.as_str())];
    let back = |error| crate::ssr::send_back(error, &format!("/people#{form}"), &key, &typed);
    let token = domain::id::TokenId::new(token);
    let command = domain::command::Command::RevokeToken { token };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("/people?done={}", receipt.entry));
    Ok(receipt)
}

/// What a form that was refused, or that made a secret, left for its reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub code: String,
    pub sentence: String,
    pub fields: Vec<(String, String)>,
}

impl Said {
    pub fn field(&self, name: &str) -> String {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// A field as it was typed, or what it begins with.
    pub fn field_or(&self, name: &str, begin: impl Into<String>) -> String {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or_else(|| begin.into(), |(_, value)| value.clone())
    }

    /// Only where it is what this form was told.
    pub fn of_form(&self, form: &str) -> Self {
        if self.field("form") == form { self.clone() } else { Self::default() }
    }

    pub fn fields(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }
}

/// The flash with this id, for the person it was left for.
#[server]
pub async fn read_said(id: String) -> Result<Option<Said>, AppError> {
    let flash = crate::ssr::said(&id)?;
    Ok(flash.map(|flash| Said { code: flash.code, sentence: flash.sentence, fields: flash.fields }))
}

/// The same, for the top of a page: a secret stays where it is, because it is shown one time and in its own place.
#[server]
pub async fn read_told(id: String) -> Result<Option<Said>, AppError> {
    let flash = crate::ssr::told(&id)?;
    Ok(flash.map(|flash| Said { code: flash.code, sentence: flash.sentence, fields: flash.fields }))
}

/// What the one search field finds. Asked to `go`, one thing that is called exactly so is shown at once.
#[server]
pub async fn read_search(text: String, go: bool) -> Result<SearchView, AppError> {
    let found = crate::ssr::reads()?.search(&text).await.map_err(crate::ssr::app_error)?;
    if go && let Some(page) = found.only() {
        leptos_axum::redirect(&page);
    }
    Ok(found)
}

/// A document's whole story, by its barcode.
#[server]
pub async fn read_document(barcode: String) -> Result<domain::view::trace::DocumentStory, AppError> {
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    let barcode = domain::view::scanned::cleaned(&barcode);
    let story = store.document_story(&barcode, language).await.map_err(crate::ssr::app_error)?;
    if story.projects.is_empty() {
        let sentence = language.pick(
            format!("Kein Projekt hat ein Dokument {barcode}: den Strichcode noch einmal lesen oder suchen."),
            format!("No project has a document {barcode}: read the barcode again, or search for it."),
        );
        return Err(crate::ssr::not_found(sentence));
    }
    Ok(story)
}

/// What the last self-check found, none before the first; or, asked for the whole, what a check finds now: every
/// promise, the chain, and every table rebuilt from the ledger. Neither changes anything.
#[server]
pub async fn read_check(whole: bool) -> Result<Option<CheckView>, AppError> {
    let (store, server) = (crate::ssr::reads()?, crate::ssr::server()?);
    let checked = if whole {
        let report = store.check_whole().await.map_err(crate::ssr::app_error)?;
        Some(crate::ssr::Checked { at: (server.clock)(), report })
    } else {
        server.checked.borrow().clone()
    };
    let now = (server.clock)();
    Ok(checked.map(|checked| CheckView {
        at: checked.at,
        seconds_ago: u32::try_from(now.seconds_since(checked.at)).unwrap_or(u32::MAX),
        entries: checked.report.entries,
        promises: checked.report.promises,
        differences: checked
            .report
            .differences
            .into_iter()
            .map(|difference| domain::view::lab::DifferenceView {
                href: page_of(&difference.subject),
                promise: difference.promise,
                subject: difference.subject,
                sentence: difference.sentence,
            })
            .collect(),
        whole: checked.report.whole,
    }))
}

/// The page of the thing a difference speaks of.
pub fn page_of(subject: &str) -> Option<String> {
    let (kind, name) = subject.split_once(' ')?;
    match kind {
        "number" => Some(format!("/numbers/{name}")),
        "roll" => Some(format!("/search?q={name}")),
        "project" => Some(format!("/projects/{name}")),
        "series" => Some(format!("/numbers?series={name}")),
        "entry" => Some(format!("/ledger?entry={name}")),
        _ => None,
    }
}

/// Midnight (UTC) of a day written `2026-11-21`, as date fields send it.
pub fn day(text: &str, language: Language) -> Result<Timestamp, AppError> {
    Timestamp::from_day(text.trim()).ok_or_else(|| {
        let text: String = text.chars().take(40).collect();
        let sentence = language.pick(
            format!("`{text}` ist kein Datum: Jahr, Monat und Tag schreiben, wie 2026-11-21."),
            format!("`{text}` is no date: write year, month and day, such as 2026-11-21."),
        );
        AppError::Refused { code: "not_a_day".to_owned(), sentence }
    })
}

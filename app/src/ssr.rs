//! The server's side of a request: who asks, when, and the one way to the store. The only module that exists on the
//! server alone; bodies of server functions, which vanish in the browser, use it freely.

use crate::error::AppError;
use domain::command::{Command, Key, Receipt, Request};
use domain::event::Kind;
use domain::film::document::Document;
use domain::film::project::{ListDifference, ProjectKey};
use domain::id::TempRollId;
use domain::person::Actor;
use domain::time::Timestamp;
use domain::words::{Language, Say};
use leptos::prelude::use_context;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use store::check::Report;
use store::{Concern, Store, StoreError};

/// File names of the browser's assets, hashed, as the build made them.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub live: String,
    pub sans: String,
    pub favicon: String,
}

/// What the last self-check found, and when.
#[derive(Clone, Debug)]
pub struct Checked {
    pub at: Timestamp,
    pub report: Report,
}

/// What a form that was sent without a script is told when it comes back: the refusal and what was typed, so that
/// nothing is lost. Kept in memory for a quarter of an hour.
#[derive(Clone, Debug, Default)]
pub struct Flash {
    /// Name of the person it is for.
    pub reader: String,
    pub code: String,
    pub sentence: String,
    /// Field names and values as typed; never passwords.
    pub fields: Vec<(String, String)>,
    /// Holds a secret: it is shown one time, then it is gone.
    pub once: bool,
    /// A list that was read and waits for its difference to be accepted.
    pub registration: Option<Arc<PendingRegistration>>,
}

/// A registration that differs from the list on record.
#[derive(Clone, Debug)]
pub struct PendingRegistration {
    pub key: ProjectKey,
    pub documents: Vec<Document>,
    pub difference: ListDifference,
}

/// The flashes of this process, by a random id that travels in the address as `said`.
#[derive(Debug, Default)]
pub struct Flashes {
    kept: Mutex<BTreeMap<String, (Timestamp, Flash)>>,
}

impl Flashes {
    const MOST: usize = 1000;
    /// So many of them for readers nobody knows.
    const MOST_FOR_ANYBODY: usize = 200;
    const SECONDS: i64 = 15 * 60;

    pub fn keep(&self, id: &str, now: Timestamp, flash: Flash) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.retain(|_, (at, _)| now.seconds_since(*at) < Self::SECONDS);
            let room = match flash.reader.is_empty() {
                true => {
                    kept.values().filter(|(_, kept)| kept.reader.is_empty()).count() < Self::MOST_FOR_ANYBODY
                }
                false => true,
            };
            if room && kept.len() < Self::MOST {
                kept.insert(id.to_owned(), (now, flash));
            }
        }
    }

    /// The flash with this id, for this reader only. One that is shown one time is gone afterwards.
    pub fn find(&self, id: &str, reader: &str, now: Timestamp) -> Option<Flash> {
        let mut kept = self.kept.lock().ok()?;
        let (at, flash) = kept.get(id)?;
        let found = (flash.reader == reader && now.seconds_since(*at) < Self::SECONDS).then(|| flash.clone());
        if found.as_ref().is_some_and(|flash| flash.once) {
            kept.remove(id);
        }
        found
    }

    /// The same, but for secrets: they stay for the one place that shows them.
    pub fn find_lasting(&self, id: &str, reader: &str, now: Timestamp) -> Option<Flash> {
        let is_secret = self.kept.lock().ok()?.get(id).is_none_or(|(_, flash)| flash.once);
        if is_secret { None } else { self.find(id, reader, now) }
    }

    /// Keeps a flash unless one with this id still waits for the same reader: the one that waits now, and whether it
    /// is the new one.
    pub fn keep_first(&self, id: &str, now: Timestamp, flash: Flash) -> (Flash, bool) {
        let Ok(mut kept) = self.kept.lock() else { return (flash, true) };
        match kept.get(id) {
            Some((at, waiting))
                if waiting.reader == flash.reader && now.seconds_since(*at) < Self::SECONDS =>
            {
                (waiting.clone(), false)
            }
            _ => {
                kept.insert(id.to_owned(), (now, flash.clone()));
                (flash, true)
            }
        }
    }

    pub fn forget(&self, id: &str) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.remove(id);
        }
    }
}

/// The server as every request sees it. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    pub store: Store,
    pub assets: Arc<Assets>,
    /// Folder under which projects may be read from PDFs; none unless configured.
    pub import_root: Option<PathBuf>,
    pub checked: tokio::sync::watch::Receiver<Option<Checked>>,
    pub flashes: Arc<Flashes>,
    pub clock: fn() -> Timestamp,
}

/// Who asks. Provided beside [`Server`] for every page and every server function, by one closure used twice.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub actor: Option<Actor>,
    pub language: Language,
    /// Id of the request, found again in the log.
    pub request: String,
}

pub fn server() -> Result<Server, AppError> {
    use_context::<Server>().ok_or_else(|| AppError::Connection("no server in this request".to_owned()))
}

pub fn visitor() -> Visitor {
    use_context::<Visitor>().unwrap_or(Visitor {
        actor: None,
        language: Language::German,
        request: String::new(),
    })
}

pub fn language() -> Language {
    visitor().language
}

pub fn now() -> Result<Timestamp, AppError> {
    Ok((server()?.clock)())
}

/// The signed-in actor; everything but signing in needs one.
pub fn actor() -> Result<Actor, AppError> {
    let visitor = visitor();
    visitor.actor.ok_or_else(|| AppError::SignedOut {
        sentence: visitor
            .language
            .pick("Die Anmeldung ist abgelaufen: neu anmelden.", "The sign-in has ended: sign in again.")
            .to_owned(),
    })
}

/// The store for reading: any signed-in person may read.
pub fn reads() -> Result<Store, AppError> {
    actor()?;
    Ok(server()?.store)
}

/// What the page at this path shows: one thing, or everything of some kinds.
pub fn concern_of(path: &str) -> Concern {
    let mut parts = path.trim_matches('/').split('/');
    let (page, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let thing = name.parse().ok();
    match (page, thing) {
        ("film", _) => {
            Concern::Thing(Kind::TempRoll, TempRollId::parse_label(name).map_or(0, TempRollId::get))
        }
        ("projects", Some(id)) => Concern::Thing(Kind::Project, id),
        ("rolls", Some(id)) => Concern::Thing(Kind::Roll, id),
        ("numbers", Some(number)) => Concern::Thing(Kind::Number, number),
        ("projects", None) => Concern::Kinds(&[Kind::Project, Kind::Roll]),
        ("numbers", None) => Concern::Kinds(&[Kind::Number]),
        ("complaints", _) => Concern::Kinds(&[Kind::Complaint]),
        ("quality", _) => Concern::Kinds(&[Kind::Complaint, Kind::Roll]),
        ("development" | "rework", _) => Concern::Kinds(&[Kind::Run, Kind::Roll]),
        ("stock-taking", _) => Concern::Kinds(&[Kind::TempRoll]),
        ("film-stock", _) => Concern::Kinds(&[Kind::Reel, Kind::TempRoll]),
        ("queue", _) => Concern::Kinds(&[Kind::Project, Kind::Roll, Kind::Reel, Kind::TempRoll, Kind::Lab]),
        ("findings", _) => Concern::Kinds(&[Kind::Finding, Kind::Roll]),
        ("programs" | "ranges" | "heatmap" | "free", _) => {
            Concern::Kinds(&[Kind::Program, Kind::ProgramNumber, Kind::Ranges])
        }
        ("settings", _) => Concern::Kinds(&[Kind::Lab]),
        ("people", _) => Concern::Kinds(&[Kind::Person, Kind::Token]),
        _ => Concern::Kinds(&Kind::ALL),
    }
}

/// Carries out a command in the name of the signed-in person. `seen` 0 and an empty key mean: none.
pub async fn perform(command: Command, seen: u64, key: &str) -> Result<Receipt, AppError> {
    let (server, actor) = (server()?, actor()?);
    let key = if key.is_empty() { None } else { Some(Key::parse(key).map_err(refused_key)?) };
    let seen = (seen > 0).then_some(seen);
    let request = Request { actor, at: (server.clock)(), key, seen, command };
    server.store.perform(request).await.map_err(app_error)
}

/// The same for a page of the program registry, which it leads back to with the entry it made.
pub async fn program_step(
    command: domain::program::ProgramCommand,
    seen: u64,
    key: &str,
    page: &str,
) -> Result<Receipt, AppError> {
    let receipt = perform(Command::Program(command), seen, key).await?;
    leptos_axum::redirect(&format!("{page}?done={}", receipt.entry));
    Ok(receipt)
}

fn refused_key(error: domain::command::NotAKey) -> AppError {
    AppError::Refused { code: "bad_key".to_owned(), sentence: error.to_string() }
}

/// What a person is told of a failure of the store. Causes are logged here, once.
pub fn app_error(error: StoreError) -> AppError {
    let visitor = visitor();
    let language = visitor.language;
    match error {
        StoreError::Refused(refusal) => {
            AppError::Refused { code: refusal.code(), sentence: refusal.say(language) }
        }
        StoreError::Busy | StoreError::Stopping => AppError::TryAgain {
            sentence: language
                .pick(
                    "Das Labor ist gerade ausgelastet, nichts wurde begonnen: gleich noch einmal senden.",
                    "The lab is busy and nothing was begun: send it again in a moment.",
                )
                .to_owned(),
        },
        StoreError::Unknown => AppError::TryAgain {
            sentence: language
                .pick(
                    "Es ist nicht sicher, ob das ausgeführt wurde: dieselbe Seite noch einmal senden, doppelt geschieht nichts.",
                    "It is not certain whether this was done: send the same page again, nothing happens twice.",
                )
                .to_owned(),
        },
        other => {
            tracing::error!(error = %other, request = %visitor.request, "a request failed");
            AppError::Failed {
                sentence: language
                    .pick(
                        "Der Server ist auf einen Fehler gestoßen; es wurde nichts halb ausgeführt.",
                        "The server ran into an error; nothing was half done.",
                    )
                    .to_owned(),
                request: visitor.request,
            }
        }
    }
}

/// What a form of the signed-in person was told; or a form sent when nobody was signed in any more, whose id is a
/// secret of the browser that sent it.
pub fn said(id: &str) -> Result<Option<Flash>, AppError> {
    let (server, actor) = (server()?, actor()?);
    let now = (server.clock)();
    let own = server.flashes.find(id, &actor.name, now);
    Ok(own.or_else(|| server.flashes.find(id, "", now)))
}

/// Leads a form that was not carried out back to its page with the sentence and all that was typed, its key included:
/// nothing is lost, and sent again it is the same request. `page` may name the part of the page the form is in. Never
/// for forms with passwords.
pub fn send_back(error: AppError, page: &str, key: &str, typed: &[(&str, &str)]) -> AppError {
    let (code, sentence) = match &error {
        AppError::Refused { code, sentence } => (code.clone(), sentence.clone()),
        AppError::TryAgain { sentence } => ("try_again".to_owned(), sentence.clone()),
        AppError::NotFound { sentence } => ("not_found".to_owned(), sentence.clone()),
        AppError::Failed { sentence, request } => ("failed".to_owned(), format!("{sentence} ({request})")),
        AppError::SignedOut { .. } | AppError::Connection(_) => return error,
    };
    let (Ok(server), Ok(actor)) = (server(), actor()) else { return error };
    let plain = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let id = if plain { key.to_owned() } else { visitor().request };
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let fields = typed.iter().map(own).chain([("key".to_owned(), key.to_owned())]).collect();
    let flash = Flash { reader: actor.name, code, sentence, fields, ..Flash::default() };
    server.flashes.keep(&id, (server.clock)(), flash);
    let (page, part) =
        page.split_once('#').map_or((page, String::new()), |(page, part)| (page, format!("#{part}")));
    let join = if page.contains('?') { '&' } else { '?' };
    leptos_axum::redirect(&format!("{page}{join}said={id}{part}"));
    error
}

/// The page a form was sent from, with what its address asked for, where it is one of these; else the first of them.
pub fn came_from(pages: &[&str]) -> String {
    let first = pages.first().copied().unwrap_or("/").to_owned();
    let parts = use_context::<axum::http::request::Parts>();
    let referer = parts.and_then(|parts| {
        let referer = parts.headers.get(axum::http::header::REFERER)?.to_str().ok()?;
        referer.parse::<axum::http::Uri>().ok()
    });
    match referer {
        Some(from) if pages.contains(&from.path()) => match without_said(from.query().unwrap_or_default()) {
            query if query.is_empty() => from.path().to_owned(),
            query => format!("{}?{query}", from.path()),
        },
        _ => first,
    }
}

/// The same, without secrets.
pub fn told(id: &str) -> Result<Option<Flash>, AppError> {
    let (server, actor) = (server()?, actor()?);
    let now = (server.clock)();
    let own = server.flashes.find_lasting(id, &actor.name, now);
    Ok(own.or_else(|| server.flashes.find_lasting(id, "", now)))
}

/// A page without what its address asked for: once something is done, that is over.
pub fn path_of(page: &str) -> &str {
    page.split('?').next().unwrap_or(page)
}

/// A query without what an earlier form was told or did.
fn without_said(query: &str) -> String {
    let kept = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !name.is_empty() && !matches!(name, "said" | "done")
    });
    kept.collect::<Vec<_>>().join("&")
}

/// There is no such thing: the page says so in its status, too.
pub fn not_found(sentence: String) -> AppError {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    AppError::NotFound { sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_gone_back_to_without_what_it_was_told_before() {
        assert_eq!(without_said("capacity16=40&said=1&plan=asked&done=3"), "capacity16=40&plan=asked");
        assert_eq!(without_said("said=1"), "");
        assert_eq!(without_said(""), "");
    }
}

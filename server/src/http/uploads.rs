//! Forms with files: who sends them, how they are read, and the way back with a refusal.

use crate::http::{evidence, machine_files, register};
use crate::secret;
use crate::security::{MOST_UPLOADED, too_long};
use crate::state::AppState;
use crate::visitor::{escaped, own_path, referring_page};
use app::ssr::{Flash, PendingRegistration, Visitor};
use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::command::{Answer, Command, Key, Receipt};
use domain::person::Actor;
use domain::words::{Language, Say};
use std::sync::Arc;
use store::StoreError;

/// The most one file may weigh, in bytes.
pub const MOST_FILE: usize = 32 * 1024 * 1024;
/// The most a form may hold beside its files, each.
const MOST_FIELD: usize = 64 * 1024;
const MOST_FILES: usize = 50;
const MOST_FIELDS: usize = 100;

/// Forms that bring files, each under `/upload/…`.
pub fn routes() -> Router<AppState> {
    // Lengths are limited for every route at once, in `security`.
    Router::new()
        .merge(register::routes())
        .merge(evidence::routes())
        .merge(machine_files::routes())
        .layer(axum::extract::DefaultBodyLimit::disable())
}

/// The signed-in person behind a request; anybody else is shown the door.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    pub language: Language,
    /// Id of the request, for the log.
    pub request: String,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Response> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        match visitor {
            Some(Visitor { actor: Some(actor), language, request }) => Ok(Self { actor, language, request }),
            _ => Err(Redirect::to("/sign-in").into_response()),
        }
    }
}

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// Name of the form's field.
    pub field: String,
    /// Name of the file, without folders.
    pub name: String,
    pub bytes: Bytes,
}

/// A form with files, read into memory within its limits. A form that breaks them goes back with a sentence.
#[derive(Clone, Debug)]
pub struct SignedInForm {
    pub caller: Caller,
    /// Names and values as typed, in their order.
    pub fields: Vec<(String, String)>,
    pub files: Vec<Uploaded>,
    /// The page it was sent from, a path of ours.
    pub from: String,
}

impl SignedInForm {
    /// A field's value, trimmed; empty where it is not there.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
    }

    /// The files of a field, but for those a browser sends where nothing was chosen.
    pub fn files_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Uploaded> {
        self.files.iter().filter(move |file| file.field == field)
    }

    /// Carries a command out in the caller's name, with the form's key and what the person saw.
    pub async fn perform(&self, state: &AppState, command: Command) -> Result<Receipt, StoreError> {
        let request = domain::command::Request {
            actor: self.caller.actor.clone(),
            at: (state.server.clock)(),
            key: Key::parse(self.value("key")).ok(),
            seen: self.value("seen").parse().ok().filter(|seen| *seen > 0),
            command,
        };
        state.store().perform(request).await
    }

    /// Back to the page it came from with a sentence and everything typed.
    pub fn back(&self, state: &AppState, code: &str, sentence: String) -> Response {
        flash_back(state, &self.from, self.flash(code, sentence))
    }

    /// Back with what the store said. A cause is logged here, once.
    pub fn back_with(&self, state: &AppState, error: StoreError) -> Response {
        let (code, sentence) = said(error, &self.caller);
        self.back(state, &code, sentence)
    }

    /// What the page is told: without passwords and without the hidden fields, which the page makes anew.
    pub fn flash(&self, code: &str, sentence: String) -> Flash {
        let hidden = |name: &str| matches!(name, "key" | "seen") || name.contains("password");
        let fields = self.fields.iter().filter(|(name, _)| !hidden(name)).cloned().collect();
        Flash {
            reader: self.caller.actor.name.clone(),
            code: code.to_owned(),
            sentence,
            fields,
            ..Flash::default()
        }
    }

    /// Back to ask whether a changed list is meant.
    pub fn ask_about(&self, state: &AppState, sentence: String, pending: PendingRegistration) -> Response {
        let flash = Flash { registration: Some(Arc::new(pending)), ..self.flash("list_differs", sentence) };
        flash_back(state, &self.from, flash)
    }
}

impl FromRequest<AppState> for SignedInForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let from = referring_page(&parts.headers, state).unwrap_or_else(|| "/".to_owned());
        let from = without_said(&from);
        let language = caller.language;
        let mut form = Self { caller, fields: Vec::new(), files: Vec::new(), from };
        let multipart = Multipart::from_request(Request::from_parts(parts, body), state).await;
        let multipart = multipart.map_err(|_| not_a_form(language))?;
        match form.fill(multipart).await {
            Ok(()) => Ok(form),
            Err(Broken::TooLong(name)) => {
                Err(form.back(state, "too_long", too_long_sentence(language, &name)))
            }
            Err(Broken::TooMany) => Err(form.back(state, "too_many", too_many_sentence(language))),
            Err(Broken::Body(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(too_long(language, MOST_UPLOADED))
            }
            Err(Broken::Body(_)) => Err(not_a_form(language)),
        }
    }
}

enum Broken {
    TooLong(String),
    TooMany,
    Body(MultipartError),
}

impl From<MultipartError> for Broken {
    fn from(error: MultipartError) -> Self {
        Self::Body(error)
    }
}

impl SignedInForm {
    async fn fill(&mut self, mut multipart: Multipart) -> Result<(), Broken> {
        while let Some(field) = multipart.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(base_name);
            if self.files.len() >= MOST_FILES || self.fields.len() >= MOST_FIELDS {
                return Err(Broken::TooMany);
            }
            match file {
                // A file field in which nothing was chosen is sent without a name.
                Some(file) if file.is_empty() => {}
                Some(file) => {
                    let bytes = read(field, MOST_FILE).await?.ok_or_else(|| Broken::TooLong(file.clone()))?;
                    self.files.push(Uploaded { field: name, name: file, bytes });
                }
                None => {
                    let bytes =
                        read(field, MOST_FIELD).await?.ok_or_else(|| Broken::TooLong(name.clone()))?;
                    self.fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
                }
            }
        }
        Ok(())
    }
}

/// The whole of a field, or none where it is longer than it may be.
async fn read(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, MultipartError> {
    let mut whole = Vec::new();
    let mut fits = true;
    // A field that is too long is read to its end all the same, so that the browser hears the answer.
    while let Some(piece) = field.chunk().await? {
        fits = fits && whole.len() + piece.len() <= most;
        if fits {
            whole.extend_from_slice(&piece);
        }
    }
    Ok(fits.then(|| whole.into()))
}

/// The last part of a path of either system.
fn base_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|character| !character.is_control()).take(200).collect()
}

/// Back to a page of ours, with what it shall say under a random id.
pub fn flash_back(state: &AppState, path: &str, flash: Flash) -> Response {
    let id = secret::random();
    state.server.flashes.keep(&id, (state.server.clock)(), flash);
    let path = without_said(own_path(path).unwrap_or("/"));
    let join = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{join}said={id}")).into_response()
}

/// A path without an earlier `said`.
fn without_said(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let kept: Vec<String> = pairs
        .into_iter()
        .filter(|(name, _)| name != "said")
        .map(|(name, value)| format!("{}={}", escaped(&name), escaped(&value)))
        .collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// A failure of the store as a code and a sentence; a cause goes into the log.
pub fn said(error: StoreError, caller: &Caller) -> (String, String) {
    let language = caller.language;
    match error {
        StoreError::Refused(refusal) => (refusal.code(), refusal.say(language)),
        StoreError::Busy | StoreError::Stopping => (
            "busy".to_owned(),
            language
                .pick(
                    "Das Labor ist gerade ausgelastet, nichts wurde begonnen: gleich noch einmal senden.",
                    "The lab is busy and nothing was begun: send it again in a moment.",
                )
                .to_owned(),
        ),
        error => {
            tracing::error!(%error, request = caller.request, "a form could not be carried out");
            let sentence = match language {
                Language::German => format!(
                    "Der Server ist auf einen Fehler gestoßen; es wurde nichts halb ausgeführt. Anfrage {}.",
                    caller.request
                ),
                Language::English => format!(
                    "The server ran into an error; nothing was half done. Request {}.",
                    caller.request
                ),
            };
            ("failed".to_owned(), sentence)
        }
    }
}

/// The answer of a registration, where it is one.
pub fn registered(receipt: &Receipt) -> Option<(domain::id::ProjectId, bool)> {
    match receipt.answer {
        Answer::Registered { project, changed, .. } => Some((project, changed)),
        _ => None,
    }
}

fn too_long_sentence(language: Language, name: &str) -> String {
    let megabytes = MOST_FILE / (1024 * 1024);
    match language {
        Language::German => {
            format!("{name} ist zu groß: höchstens {megabytes} MB je Datei. Nichts wurde gespeichert.")
        }
        Language::English => format!("{name} is too large: {megabytes} MB a file at most. Nothing was kept."),
    }
}

fn too_many_sentence(language: Language) -> String {
    match language {
        Language::German => {
            format!("Zu viele Dateien: höchstens {MOST_FILES} auf einmal. Nichts wurde gespeichert.")
        }
        Language::English => format!("Too many files: {MOST_FILES} at most at once. Nothing was kept."),
    }
}

fn not_a_form(language: Language) -> Response {
    let sentence = language.pick(
        "Das Formular ist unvollständig angekommen; nichts wurde gespeichert. Noch einmal senden.",
        "The form did not arrive whole; nothing was kept. Send it again.",
    );
    (StatusCode::BAD_REQUEST, sentence).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_but_not_its_folders() {
        assert_eq!(base_name("C:\\Logs\\10000021.txt"), "10000021.txt");
        assert_eq!(base_name("../../etc/passwd"), "passwd");
        assert_eq!(base_name("Filmlog\u{1b}[2J.txt"), "Filmlog[2J.txt");
    }

    #[test]
    fn a_page_says_only_the_latest() {
        assert_eq!(without_said("/projects/new?said=1&site=OU"), "/projects/new?site=OU");
        assert_eq!(without_said("/projects/new?said=1"), "/projects/new");
        assert_eq!(without_said("/projects/new"), "/projects/new");
    }
}

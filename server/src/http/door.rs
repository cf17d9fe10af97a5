//! The door: signing in and out, setting the lab up, theme and language. Plain forms, with or without scripts.

use crate::cookie;
use crate::http::uploads::flash_back;
use crate::password::check_new;
use crate::session::{LONGEST_SECONDS, NotIn};
use crate::state::AppState;
use crate::visitor::{Address, CurrentSession, escaped, language_of, own_path, referring_page};
use app::parts::shell::Theme;
use app::ssr::Flash;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Extension, Form, Router};
use domain::command::{Answer, Command, Request};
use domain::id::PersonId;
use domain::person::{Actor, Roles};
use domain::words::{Language, Say};
use serde::Deserialize;
use std::sync::atomic::Ordering;
use store::StoreError;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/setup", post(set_up))
        .route("/preferences", post(preferences))
}

#[derive(Deserialize)]
struct SignIn {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(
    State(state): State<AppState>,
    Extension(Address(address)): Extension<Address>,
    earlier: Option<Extension<CurrentSession>>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Response {
    match state.sessions.sign_in(&form.name, &form.password, &address).await {
        Ok(secret) => {
            state.counters.signed_in.fetch_add(1, Ordering::Relaxed);
            if let Some(Extension(CurrentSession(earlier))) = earlier
                && let Err(error) = state.sessions.sign_out(&earlier.digest).await
            {
                tracing::warn!(%error, "an earlier session could not be ended");
            }
            enter(&state, &secret, own_path(&form.next).unwrap_or("/"))
        }
        Err(reason) => {
            state.counters.turned_away.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(name = form.name.trim(), address, ?reason, "a sign-in was refused");
            let next = own_path(&form.next).filter(|path| *path != "/");
            let path =
                next.map_or_else(|| "/sign-in".to_owned(), |path| format!("/sign-in?next={}", escaped(path)));
            let sentence = sentence_of(&reason, language_of(&headers));
            back(&state, &path, sentence, vec![("name".to_owned(), form.name)])
        }
    }
}

/// The cookie, and on to a page.
fn enter(state: &AppState, secret: &str, path: &str) -> Response {
    let cookie = cookie::session(secret, state.origins.is_https(), LONGEST_SECONDS);
    ([(header::SET_COOKIE, cookie)], Redirect::to(path)).into_response()
}

/// Back to a page of the door, which shows the sentence.
fn back(state: &AppState, path: &str, sentence: String, fields: Vec<(String, String)>) -> Response {
    let fields = fields.into_iter().map(|(name, value)| (name, value.chars().take(200).collect())).collect();
    flash_back(state, path, Flash { sentence, fields, ..Flash::default() })
}

fn sentence_of(reason: &NotIn, language: Language) -> String {
    match reason {
        NotIn::Wrong => language
            .pick("Name und Kennwort passen nicht zusammen.", "Name and password do not belong together.")
            .to_owned(),
        NotIn::Wait(seconds) => match language {
            Language::German => format!("Zu viele Versuche: in {seconds} s noch einmal."),
            Language::English => format!("Too many tries: again in {seconds} s."),
        },
        NotIn::Busy => language
            .pick(
                "Gerade melden sich sehr viele an: gleich noch einmal versuchen.",
                "Very many are signing in at this moment: try again shortly.",
            )
            .to_owned(),
        NotIn::Store(error) => {
            tracing::error!(%error, "the store failed at the door");
            language
                .pick(
                    "Die Datenbank antwortet nicht: gleich noch einmal versuchen.",
                    "The database does not answer: try again in a moment.",
                )
                .to_owned()
        }
    }
}

#[derive(Deserialize)]
struct SignOut {
    #[serde(default)]
    everywhere: bool,
}

async fn sign_out(
    State(state): State<AppState>,
    session: Option<Extension<CurrentSession>>,
    Form(form): Form<SignOut>,
) -> Response {
    if let Some(Extension(CurrentSession(session))) = session {
        let ended = if form.everywhere {
            state.sessions.sign_out_everywhere(session.person.id).await
        } else {
            state.sessions.sign_out(&session.digest).await
        };
        if let Err(error) = ended {
            tracing::error!(%error, "a session could not be ended");
        }
    }
    let cookie = cookie::no_session(state.origins.is_https());
    ([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response()
}

#[derive(Deserialize)]
struct SetUp {
    token: String,
    lab: String,
    name: String,
    password: String,
    repeated: String,
}

/// Founds the lab in the name of the console, where the link was printed; once.
async fn set_up(State(state): State<AppState>, headers: HeaderMap, Form(form): Form<SetUp>) -> Response {
    let language = language_of(&headers);
    if !state.setup.opens(&form.token) {
        return Redirect::to("/setup").into_response();
    }
    let path = format!("/setup?token={}", escaped(&form.token));
    let fields = || vec![("lab".to_owned(), form.lab.clone()), ("name".to_owned(), form.name.clone())];
    if let Err(bad) = check_new(&form.password, &form.repeated, &[&form.name, &form.lab]) {
        return back(&state, &path, bad.say(language), fields());
    }
    match found(&state, &form.lab, &form.name, &form.password).await {
        Ok(secret) => enter(&state, &secret, "/"),
        Err(NotIn::Store(StoreError::Refused(refusal))) => {
            back(&state, &path, refusal.say(language), fields())
        }
        Err(reason) => back(&state, &path, sentence_of(&reason, language), fields()),
    }
}

/// Founds a lab and lets its first person in: the secret for the cookie.
pub async fn found(state: &AppState, lab: &str, name: &str, password: &str) -> Result<String, NotIn> {
    let person = first_person(state, lab.trim(), name.trim()).await?;
    if let Err(error) = state.sessions.set_password(person, password).await {
        tracing::error!(
            ?error,
            name,
            "the lab is founded, but its first password was not kept: set it on the console"
        );
        return Err(error);
    }
    state.is_founded().await?;
    state.sessions.begin(person).await.map_err(NotIn::from)
}

/// The person who gets the first password: of a new lab, or of one that is there already but that nobody can enter.
async fn first_person(state: &AppState, lab: &str, name: &str) -> Result<PersonId, NotIn> {
    let command = if state.store().settings().await?.is_none() {
        Command::FoundLab { lab: lab.to_owned(), admin: name.to_owned() }
    } else if let Some(person) = state.store().person_by_name(name).await? {
        Command::ChangePerson { person: person.id, roles: Roles::all(), active: true }
    } else {
        Command::AddPerson { name: name.to_owned(), roles: Roles::all() }
    };
    let at = (state.server.clock)();
    let request = Request { actor: Actor::console(), at, key: None, seen: None, command };
    match state.store().perform(request).await?.answer {
        Answer::Person { person } => Ok(person),
        _ => Ok(PersonId::new(1)),
    }
}

#[derive(Deserialize)]
struct Preferences {
    #[serde(default)]
    theme: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default, rename = "return")]
    back: String,
}

/// Theme and language are the browser's: they live in cookies.
async fn preferences(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(form): Form<Preferences>,
) -> Response {
    let https = state.origins.is_https();
    let page = own_path(&form.back).map(str::to_owned).or_else(|| referring_page(&headers, &state));
    let mut response = Redirect::to(page.as_deref().unwrap_or("/")).into_response();
    let theme = form.theme.as_deref().and_then(Theme::parse);
    let language = form.language.as_deref().and_then(Language::parse);
    let chosen = [
        theme.map(|theme| cookie::preference(cookie::THEME, theme.code(), https)),
        language.map(|language| cookie::preference(cookie::LANGUAGE, language.code(), https)),
    ];
    for cookie in chosen.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

//! New passwords: one's own, and for somebody else where the person may look after people.

use crate::http::uploads::flash_back;
use crate::password::check_new;
use crate::session::NotIn;
use crate::state::AppState;
use crate::visitor::{Address, CurrentSession, language_of, referring_page};
use app::ssr::Flash;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Extension, Form, Router};
use domain::id::PersonId;
use domain::person::Right;
use domain::refusal::Refusal;
use domain::words::{Language, Say};
use serde::Deserialize;

pub fn routes() -> Router<AppState> {
    Router::new().route("/people/password", post(set_password))
}

/// `person` is whose password it becomes; one's own asks for the one before.
#[derive(Deserialize)]
struct NewPassword {
    person: u64,
    #[serde(default)]
    current: String,
    password: String,
    repeated: String,
}

async fn set_password(
    State(state): State<AppState>,
    Extension(Address(address)): Extension<Address>,
    Extension(CurrentSession(session)): Extension<CurrentSession>,
    headers: HeaderMap,
    Form(form): Form<NewPassword>,
) -> Response {
    let language = language_of(&headers);
    let page = referring_page(&headers, &state).unwrap_or_else(|| "/people".to_owned());
    let flash = |code: &str, sentence: String| {
        let fields = vec![("form".to_owned(), format!("password-{}", form.person))];
        Flash {
            reader: session.person.name.clone(),
            code: code.to_owned(),
            sentence,
            fields,
            ..Flash::default()
        }
    };
    let refused = |code: &str, sentence: String| flash_back(&state, &page, flash(code, sentence));
    let id = PersonId::new(form.person);
    let own = id == session.person.id;
    if !own && !session.actor().may(Right::People) {
        let refusal = Refusal::NotAllowed { right: Right::People };
        return refused(&refusal.code(), refusal.say(language));
    }
    let person = match state.store().person(id).await {
        Ok(Some(person)) => person,
        Ok(None) => return refused("no_such_person", Refusal::NoSuchPerson.say(language)),
        Err(error) => return refused("failed", sentence_of(&NotIn::Store(error), language)),
    };
    if own && let Err(reason) = state.sessions.verified(&person.name, &form.current, &address).await {
        return refused("wrong_password", sentence_of(&reason, language));
    }
    if let Err(bad) = check_new(&form.password, &form.repeated, &[&person.name]) {
        return refused("bad_password", bad.say(language));
    }
    if let Err(reason) = state.sessions.set_password(id, &form.password).await {
        return refused("failed", sentence_of(&reason, language));
    }
    tracing::info!(by = session.person.name, of = person.name, "a password was set");
    if own {
        // A new password ends every session, this one too.
        return Redirect::to("/sign-in").into_response();
    }
    let sentence = match language {
        Language::German => {
            format!("{} hat ein neues Kennwort; alle Anmeldungen damit sind beendet.", person.name)
        }
        Language::English => {
            format!("{} has a new password; every session of theirs has ended.", person.name)
        }
    };
    flash_back(&state, &page, flash("password_set", sentence))
}

fn sentence_of(reason: &NotIn, language: Language) -> String {
    match reason {
        NotIn::Wrong => {
            language.pick("Das bisherige Kennwort ist falsch.", "The password until now is wrong.").to_owned()
        }
        NotIn::Wait(seconds) => match language {
            Language::German => format!("Zu viele Versuche: in {seconds} s noch einmal."),
            Language::English => format!("Too many tries: again in {seconds} s."),
        },
        NotIn::Busy | NotIn::Store(_) => {
            tracing::error!(?reason, "a password could not be set");
            language
                .pick(
                    "Das Kennwort wurde nicht gesetzt: gleich noch einmal.",
                    "The password was not set: try again.",
                )
                .to_owned()
        }
    }
}

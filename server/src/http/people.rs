//! New people with their first password, and new tokens with their secret: what pages cannot do alone, because
//! passwords are hashed and secrets are drawn here.

use crate::http::uploads::SignedInForm;
use crate::password::check_new;
use crate::secret;
use crate::session::NotIn;
use crate::state::AppState;
use crate::visitor::escaped;
use app::ssr::Flash;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::command::{Answer, Command, Key};
use domain::person::{Role, Roles};
use domain::words::{Language, Say};

pub fn routes() -> Router<AppState> {
    Router::new().route("/people/add", post(add_person)).route("/people/token", post(create_token))
}

/// The roles whose boxes are ticked.
fn roles(form: &SignedInForm) -> Roles {
    let ticked = form.fields.iter().filter(|(name, _)| name == "roles");
    Roles::new(ticked.filter_map(|(_, code)| Role::parse(code)))
}

/// A password as it was typed: blanks belong to it.
fn typed<'a>(form: &'a SignedInForm, name: &str) -> &'a str {
    form.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
}

async fn add_person(State(state): State<AppState>, form: SignedInForm) -> Response {
    let language = form.caller.language;
    let name = form.value("name").to_owned();
    if let Err(bad) = check_new(typed(&form, "password"), typed(&form, "password_again"), &[&name]) {
        return form.back(&state, "bad_password", bad.say(language));
    }
    let command = Command::AddPerson { name, roles: roles(&form) };
    let receipt = match form.perform(&state, command).await {
        Ok(receipt) => receipt,
        Err(error) => return form.back_with(&state, error),
    };
    let Answer::Person { person } = receipt.answer else {
        return form.back(&state, "failed", password_missing(language).to_owned());
    };
    // The same form sent twice sets the same password twice; nobody is added twice.
    if let Err(reason) = state.sessions.set_password(person, typed(&form, "password")).await {
        let busy = matches!(reason, NotIn::Busy);
        tracing::error!(?reason, busy, "a person was added without a password");
        return form.back(&state, "failed", password_missing(language).to_owned());
    }
    Redirect::to(&format!("/people?done={}", receipt.entry)).into_response()
}

fn password_missing(language: Language) -> &'static str {
    language.pick(
        "Die Person ist aufgenommen, aber ihr Kennwort wurde nicht gesetzt: bei ihrem Namen eines setzen.",
        "The person was added, but the password was not set: set one beside the name.",
    )
}

async fn create_token(State(state): State<AppState>, form: SignedInForm) -> Response {
    let (label, now) = (form.value("label").to_owned(), (state.server.clock)());
    let drawn = Flash {
        reader: form.caller.actor.name.clone(),
        code: "token".to_owned(),
        fields: vec![
            ("label".to_owned(), label.clone()),
            ("token".to_owned(), format!("rollcall_{}", secret::random_long())),
        ],
        once: true,
        ..Flash::default()
    };
    // Sent twice, the form makes one token: the second sending finds the secret of the first.
    let id = Key::parse(form.value("key")).map_or_else(|_| secret::random(), |key| key.as_str().to_owned());
    let (shown, new) = state.server.flashes.keep_first(&id, now, drawn);
    let token = shown.fields.iter().find(|(name, _)| name == "token").map_or("", |(_, token)| token);
    let digest = domain::ledger::digest(token.as_bytes());
    match form.perform(&state, Command::CreateToken { label, roles: roles(&form), digest }).await {
        // Shown one time to the person who asked for it; nowhere else is it written.
        Ok(receipt) => Redirect::to(&format!("/people?done={}&said={}#keys", receipt.entry, escaped(&id)))
            .into_response(),
        Err(error) => {
            if new {
                state.server.flashes.forget(&id);
            }
            form.back_with(&state, error)
        }
    }
}

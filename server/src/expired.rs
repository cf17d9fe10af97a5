//! A form that comes after its session has ended: nothing is done, and what was typed waits behind the door.

use crate::secret;
use crate::state::AppState;
use crate::visitor::{escaped, language_of};
use app::ssr::Flash;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

/// The longest form that is kept for somebody nobody knows yet, in bytes.
const MOST_KEPT: usize = 16 * 1024;

/// Shows the door, says why, and lets the page behind it have what was typed. `page` is the one the form was on.
pub async fn show_the_door(state: &AppState, request: Request, page: &str) -> Response {
    let (language, now) = (language_of(request.headers()), (state.server.clock)());
    let mut next = page.to_owned();
    let fields = typed(request).await;
    let sentence = if fields.is_empty() {
        language.pick(
            "Die Anmeldung ist abgelaufen: nichts wurde ausgeführt.",
            "Your sign-in has ended: nothing was done.",
        )
    } else {
        let id = secret::random();
        let sentence = language.pick(
            "Die Anmeldung war abgelaufen, deshalb wurde nichts ausgeführt: das Eingetragene prüfen und noch einmal \
             senden.",
            "Your sign-in had ended, so nothing was done: check what you typed and send it again.",
        );
        let (code, sentence) = ("signed_out".to_owned(), sentence.to_owned());
        state.server.flashes.keep(&id, now, Flash { code, sentence, fields, ..Flash::default() });
        let join = if next.contains('?') { '&' } else { '?' };
        next = format!("{next}{join}said={id}");
        language.pick(
            "Die Anmeldung ist abgelaufen: nichts wurde ausgeführt. Nach dem Anmelden steht das Eingetragene wieder \
             da.",
            "Your sign-in has ended: nothing was done. What you typed is there again once you are signed in.",
        )
    };
    let id = secret::random();
    state.server.flashes.keep(&id, now, Flash { sentence: sentence.to_owned(), ..Flash::default() });
    Redirect::to(&format!("/sign-in?next={}&said={id}", escaped(&next))).into_response()
}

/// What a person typed into a plain form, with the form's name; passwords are left out, and so is what the page makes
/// anew. A form with files is not read before its sender is known.
async fn typed(request: Request) -> Vec<(String, String)> {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Vec::new();
    }
    let Ok(body) = to_bytes(request.into_body(), MOST_KEPT).await else { return Vec::new() };
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    // The key of a form ends with its name.
    let key = fields.iter().find(|(name, _)| name == "key").map(|(_, key)| key.clone());
    let Some((_, form)) = key.as_deref().and_then(|key| key.split_once('-')) else { return Vec::new() };
    let is_kept =
        |name: &str| !matches!(name, "key" | "seen" | "current" | "repeated") && !name.contains("password");
    let named = fields.into_iter().filter(|(name, _)| is_kept(name));
    let named = named.map(|(name, value)| (name.trim_end_matches("[]").to_owned(), value));
    named.chain([("form".to_owned(), form.to_owned())]).collect()
}

//! Who asks: read from the cookie or the token once, before anything else looks at the request; and the gate that
//! lets only signed-in people past.

use crate::cookie;
use crate::expired;
use crate::secret;
use crate::session::SignedIn;
use crate::state::AppState;
use crate::telemetry::RequestId;
use app::error::AppError;
use app::frame::{Frame, Reader};
use app::parts::shell::Theme;
use app::ssr::Visitor;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::person::Actor;
use domain::words::Language;
use std::net::SocketAddr;
use store::StoreError;

/// The session behind a request, where there is one.
#[derive(Clone, Debug)]
pub struct CurrentSession(pub SignedIn);

/// Where a request came from, for throttling and the log.
#[derive(Clone, Debug)]
pub struct Address(pub String);

/// Addresses that answer anybody: they show nothing of the lab.
const OPEN: [&str; 6] = ["/sign-in", "/preferences", "/health", "/ready", "/metrics", "/favicon.ico"];
/// The pages before the door, of no use to anybody inside.
const DOOR: [&str; 2] = ["/sign-in", "/setup"];
/// Where scripts come in; what is below answers for itself, in its own form.
pub const API: &str = "/api/v1/";
/// Where server functions live.
const FUNCTIONS: &str = "/api/";
/// Where browsers listen for changes.
const LIVE: &str = "/live";
/// Said by an open page that asks for news by itself.
const BY_ITSELF: &str = "x-rollcall-by-itself";

/// Puts [`Visitor`], [`Frame`], [`Address`] and [`CurrentSession`] beside the request.
pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/assets/") {
        return next.run(request).await;
    }
    let address = address_of(&state, &request);
    let asks = Asks {
        page: request.method() == Method::GET && !path.starts_with(FUNCTIONS) && path != LIVE,
        by_token: path.starts_with(API),
        by_itself: path == LIVE || request.headers().contains_key(BY_ITSELF),
    };
    let found = look_up(&state, request.headers(), &asks).await;
    let Found { session, script, lab, seq } = match found {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, "a visitor could not be looked up");
            return unavailable(language_of(request.headers()));
        }
    };
    let language = language_of(request.headers());
    let actor = script.or_else(|| session.as_ref().map(SignedIn::actor));
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let reader = session.as_ref().map(|signed_in| Reader {
        name: signed_in.person.name.clone(),
        roles: signed_in.person.roles.clone(),
    });
    let theme = cookie::read(request.headers(), cookie::THEME).and_then(Theme::parse).unwrap_or_default();
    let frame = Frame {
        lab,
        language: Some(language),
        theme: theme.code().to_owned(),
        reader,
        seq,
        folded: folded(request.headers()),
        seed: secret::random(),
    };
    let extensions = request.extensions_mut();
    extensions.insert(Visitor { actor, language, request: id });
    extensions.insert(frame);
    extensions.insert(Address(address));
    if let Some(session) = session {
        extensions.insert(CurrentSession(session));
    }
    next.run(request).await
}

/// The parts of Today that this browser keeps folded.
fn folded(headers: &HeaderMap) -> Vec<String> {
    let codes = cookie::read(headers, cookie::FOLDED).unwrap_or_default().split('.');
    codes.filter(|code| !code.is_empty()).take(20).map(str::to_owned).collect()
}

/// What kind of request it is.
struct Asks {
    page: bool,
    by_token: bool,
    /// A page asks, not the person in front of it.
    by_itself: bool,
}

struct Found {
    session: Option<SignedIn>,
    script: Option<Actor>,
    lab: String,
    /// The ledger's last entry.
    seq: u64,
}

async fn look_up(state: &AppState, headers: &HeaderMap, asks: &Asks) -> Result<Found, StoreError> {
    let session = match cookie::read(headers, cookie::session_name(state.origins.is_https())) {
        Some(secret) if !secret.is_empty() => state.sessions.find(secret, asks.by_itself).await?,
        _ => None,
    };
    let script = match bearer(headers) {
        Some(secret) if asks.by_token => {
            let token = state.store().token_by_digest(&secret::digest(secret)).await?;
            token.filter(|token| token.active).map(|token| Actor::person(token.label, token.roles))
        }
        _ => None,
    };
    if !asks.page {
        return Ok(Found { session, script, lab: String::new(), seq: 0 });
    }
    // Before anything of the page is read: what is committed meanwhile counts as news.
    let (seq, _) = state.store().ledger_head().await?;
    let settings = state.store().settings().await?;
    let lab = settings.map(|(_, settings)| settings.name).unwrap_or_default();
    Ok(Found { session, script, lab, seq })
}

/// The secret of an `Authorization: Bearer …` header.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// Lets signed-in people past; everybody else is shown the door. Nothing behind it is open by mistake.
pub async fn gate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let signed_in = request.extensions().get::<Visitor>().is_some_and(|visitor| visitor.actor.is_some());
    if signed_in && request.method() == Method::GET && DOOR.contains(&path) {
        return Redirect::to(&inside(request.uri().query())).into_response();
    }
    // Scripts are asked for their token below, in a lab that waits for its first password, too.
    if OPEN.contains(&path) || path.starts_with("/assets/") || path.starts_with(API) {
        return next.run(request).await;
    }
    match state.is_founded().await {
        Ok(false) => return before_founding(&state, request, next).await,
        Ok(true) if path == "/setup" => return Redirect::to("/sign-in").into_response(),
        Ok(true) => {}
        Err(error) => {
            tracing::error!(%error, "the lab could not be read");
            return unavailable(language_of(request.headers()));
        }
    }
    if signed_in {
        return next.run(request).await;
    }
    let language = language_of(request.headers());
    let page = wants_page(request.headers());
    if path.starts_with(FUNCTIONS) && !page {
        return signed_out(language);
    }
    if path == LIVE {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let next = match *request.method() {
        Method::GET => request.uri().path_and_query().map(|path| path.as_str().to_owned()),
        _ => referring_page(request.headers(), &state),
    };
    if request.method() == Method::POST && path != "/sign-out" {
        return expired::show_the_door(&state, request, &next.unwrap_or_else(|| "/".to_owned())).await;
    }
    let to = next.filter(|path| path != "/").map(|path| format!("/sign-in?next={}", escaped(&path)));
    Redirect::to(&to.unwrap_or_else(|| "/sign-in".to_owned())).into_response()
}

/// Before the lab is founded only its setting up is there; without the link from the console, an explanation.
async fn before_founding(state: &AppState, request: Request, next: Next) -> Response {
    if request.uri().path() != "/setup" {
        return Redirect::to("/setup").into_response();
    }
    let token = query_value(request.uri().query().unwrap_or_default(), "token");
    if request.method() == Method::GET && token.is_some_and(|token| !state.setup.opens(&token)) {
        return Redirect::to("/setup").into_response();
    }
    next.run(request).await
}

/// Where somebody goes who stands at the door but is inside already: the page they came for, or Today.
fn inside(query: Option<&str>) -> String {
    let next = query_value(query.unwrap_or_default(), "next");
    let next = next.filter(|path| own_path(path).is_some());
    let is_door = |path: &String| DOOR.iter().any(|door| path.starts_with(door));
    next.filter(|path| !is_door(path)).unwrap_or_else(|| "/".to_owned())
}

/// A path of this very server, to go to after something; `None` for anything that might lead elsewhere.
pub fn own_path(path: &str) -> Option<&str> {
    let plain = path.starts_with('/') && !path.starts_with("//") && path.len() <= 2000;
    let good = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (plain && good).then_some(path)
}

/// Path and query of the page a form was on, where it is one of ours.
pub fn referring_page(headers: &HeaderMap, state: &AppState) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let uri: axum::http::Uri = referer.parse().ok()?;
    let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
    let path = uri.path_and_query()?.as_str();
    (state.origins.accepts(&origin)).then(|| own_path(path).map(str::to_owned)).flatten()
}

/// The first value of a name in a query, unescaped.
pub fn query_value(query: &str, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    pairs.into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
}

/// A value as it may stand in a query.
pub fn escaped(value: &str) -> String {
    let pair = serde_urlencoded::to_string([("v", value)]).unwrap_or_default();
    pair.strip_prefix("v=").unwrap_or_default().to_owned()
}

pub fn language_of(headers: &HeaderMap) -> Language {
    cookie::read(headers, cookie::LANGUAGE).and_then(Language::parse).unwrap_or(Language::German)
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn signed_out(language: Language) -> Response {
    let sentence =
        language.pick("Die Anmeldung ist abgelaufen: neu anmelden.", "The sign-in has ended: sign in again.");
    let error = AppError::SignedOut { sentence: sentence.to_owned() };
    (StatusCode::UNAUTHORIZED, axum::Json(error)).into_response()
}

fn unavailable(language: Language) -> Response {
    let sentence = language.pick(
        "Die Datenbank antwortet nicht; es wurde nichts verändert. Gleich noch einmal versuchen.",
        "The database does not answer; nothing was changed. Try again in a moment.",
    );
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], sentence).into_response()
}

fn address_of(state: &AppState, request: &Request) -> String {
    let forwarded = || {
        let hops =
            request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        hops.flat_map(|hops| hops.split(',')).last().map(|hop| hop.trim().to_owned())
    };
    let peer = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string());
    let address = if state.behind_proxy { forwarded().or_else(peer) } else { peer() };
    address.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_this_server_is_gone_back_to() {
        for good in ["/", "/projects?stage=draft", "/rolls/12#film"] {
            assert_eq!(own_path(good), Some(good));
        }
        for bad in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "x", "/a\r\nSet-Cookie:x", "/ä"]
        {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_path_survives_being_put_into_a_query() {
        let path = "/projects?stage=draft&page=2";
        assert_eq!(query_value(&format!("next={}", escaped(path)), "next").as_deref(), Some(path));
    }
}

//! What holds for every answer and every request, whatever route it takes: who may change something, how long a body
//! may be, and what a browser may do with what it gets.

use crate::http::api::Problem;
use crate::state::AppState;
use crate::visitor::{API, bearer, language_of};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::words::Language;
use http_body_util::Limited;
use std::any::Any;
use std::time::Duration;

/// The most a list or a film log may weigh, with what the form adds.
pub const MOST_UPLOADED: usize = 34 * 1024 * 1024;
/// The most any other request may weigh.
pub const MOST_SENT: usize = 1024 * 1024;
/// A body that stands still for so long is given up.
pub const BODY_PAUSE: Duration = Duration::from_secs(20);
/// The longest an answer may take to begin.
pub const LONGEST_ANSWER: Duration = Duration::from_secs(120);

const UPLOADS: [&str; 2] = ["/upload/", "/api/v1/"];

/// What a browser may do with a page: run the scripts named by this answer's nonce, and nothing from elsewhere.
pub fn page_policy(nonce: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    );
    HeaderValue::try_from(policy).expect("a nonce is visible ASCII")
}

/// For everything that is no page: nothing runs, nothing is loaded.
const SHUT_POLICY: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/// Headers of every answer.
pub async fn headers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &str); 5] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(SHUT_POLICY));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if state.origins.is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// Requests that may change something must come from our own pages. Browsers say so in a header no page can forge;
/// those that do not send it say the origin. Scripts with a token bring no cookie that could be abused.
pub async fn same_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let script = bearer(headers).is_some() && !headers.contains_key(header::COOKIE);
    if reads || script || is_same_origin(headers, &state) {
        return next.run(request).await;
    }
    let language = language_of(headers);
    tracing::warn!(
        origin = ?headers.get(header::ORIGIN),
        site = ?headers.get("sec-fetch-site"),
        accepted = state.origins.public,
        "a request from elsewhere was refused"
    );
    let sentence = language.pick(
        "Diese Anfrage kommt nicht von einer Seite dieses Servers: nichts wurde verändert. Die Seite neu laden und \
         es von dort noch einmal versuchen.",
        "This request does not come from a page of this server: nothing was changed. Load the page again and try \
         it from there.",
    );
    (StatusCode::FORBIDDEN, sentence).into_response()
}

fn is_same_origin(headers: &HeaderMap, state: &AppState) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => state.origins.accepts(origin),
        (None, None) => false,
    }
}

/// Bodies are short, but for uploads.
pub async fn body_length(request: Request, next: Next) -> Response {
    let most = if UPLOADS.iter().any(|start| request.uri().path().starts_with(start)) {
        MOST_UPLOADED
    } else {
        MOST_SENT
    };
    let language = language_of(request.headers());
    let said = request.headers().get(header::CONTENT_LENGTH);
    let said = said.and_then(|value| value.to_str().ok()).and_then(|value| value.parse::<usize>().ok());
    if said.is_some_and(|length| length > most) {
        return too_long(language, most);
    }
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts, Body::new(Limited::new(body, most)));
    next.run(request).await
}

/// The answer to a body that is too long.
pub fn too_long(language: Language, most: usize) -> Response {
    let megabytes = most / (1024 * 1024);
    let sentence = match language {
        Language::German => {
            format!("Das ist zu groß: höchstens {megabytes} MB auf einmal. Nichts wurde gespeichert.")
        }
        Language::English => format!("This is too large: {megabytes} MB at most at once. Nothing was kept."),
    };
    (StatusCode::PAYLOAD_TOO_LARGE, [(header::CONNECTION, "close")], sentence).into_response()
}

/// An answer that does not begin in time is given up. A change that waits at the door is carried out all the same: sent
/// again with its key, it is told its first answer.
pub async fn in_time(State(longest): State<Duration>, request: Request, next: Next) -> Response {
    let language = language_of(request.headers());
    let by_script = request.uri().path().starts_with(API);
    let Ok(response) = tokio::time::timeout(longest, next.run(request)).await else {
        tracing::error!(seconds = longest.as_secs(), "an answer did not come in time");
        return too_late(language, by_script);
    };
    response
}

fn too_late(language: Language, by_script: bool) -> Response {
    if by_script {
        let title = "The server did not answer in time: send it again with the same Idempotency-Key.";
        return Problem::new(StatusCode::REQUEST_TIMEOUT, "too_late", title).into_response();
    }
    let sentence = language.pick(
        "Der Server hat nicht rechtzeitig geantwortet: noch einmal senden, doppelt geschieht nichts.",
        "The server did not answer in time: send it again, nothing happens twice.",
    );
    (StatusCode::REQUEST_TIMEOUT, sentence).into_response()
}

/// A panic is a mistake of ours in one request; the others go on.
pub fn caught(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    tracing::error!(panic = text, "a request broke");
    let sentence = "Der Server ist auf einen Fehler gestoßen; es wurde nichts halb ausgeführt.\n\
         The server ran into an error; nothing was half done.\n";
    (StatusCode::INTERNAL_SERVER_ERROR, sentence).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    /// The answer to a page or call that never comes, and what kind of text it is.
    async fn waited_for(path: &str, cookie: &str) -> (StatusCode, String, String) {
        let never = || std::future::pending::<Response>();
        let router =
            Router::new().fallback(never).layer(from_fn_with_state(Duration::from_millis(10), in_time));
        let request =
            Request::builder().uri(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let kind = response.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let (status, body) = (response.status(), response.into_body().collect().await.unwrap().to_bytes());
        (status, kind, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn an_answer_that_does_not_come_is_told_in_a_sentence() {
        let (status, kind, body) = waited_for("/projects", "").await;
        assert_eq!((status, kind.as_str()), (StatusCode::REQUEST_TIMEOUT, "text/plain; charset=utf-8"));
        assert!(body.starts_with("Der Server hat nicht rechtzeitig geantwortet: "), "{body}");
        let (_, _, body) = waited_for("/projects", "rollcall-language=en").await;
        assert!(body.starts_with("The server did not answer in time: "), "{body}");
        let (status, kind, body) = waited_for("/api/v1/numbers/reserve", "").await;
        assert_eq!((status, kind.as_str()), (StatusCode::REQUEST_TIMEOUT, "application/problem+json"));
        let problem: Problem = serde_json::from_str(&body).unwrap();
        assert_eq!((problem.code.as_str(), problem.status), ("too_late", 408));
    }
}

//! What the server says of itself: the log, ids of requests, and counts for a monitoring system.

use crate::secret;
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use store::DoorFigures;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Starts the log: lines for people, or JSON where `ROLLCALL_LOG_FORMAT=json`. The library escapes control
/// characters in what it writes. `RUST_LOG` says how much; by default it is news and trouble.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let json = std::env::var("ROLLCALL_LOG_FORMAT").is_ok_and(|format| format == "json");
    // A log that runs already, as in tests, stays as it is.
    let _ = if json { log.json().try_init() } else { log.try_init() };
}

/// The id of a request, found again in the log and shown where something failed.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Requests answered, by the first digit of their status.
#[derive(Debug, Default)]
pub struct Counters {
    answers: [AtomicU64; 6],
    pub signed_in: AtomicU64,
    pub turned_away: AtomicU64,
}

/// Gives a request its id and its line in the log. The query is left out: links may carry secrets.
pub async fn follow(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = secret::random()[..16].to_owned();
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("request", id = %id, method = %request.method(), path = %path);
    request.extensions_mut().insert(RequestId(id.clone()));
    let began = tokio::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    if let Some(counter) = state.counters.answers.get(usize::from(status.as_u16() / 100)) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::error!(status = status.as_u16(), milliseconds, "answered");
        } else {
            tracing::debug!(status = status.as_u16(), milliseconds, "answered");
        }
    });
    let id = HeaderValue::try_from(id).expect("hexadecimal digits are visible ASCII");
    response.headers_mut().insert(REQUEST_ID.clone(), id);
    response
}

/// The process lives.
pub async fn health() -> &'static str {
    "ok\n"
}

/// The database answers and the server is not about to stop.
pub async fn ready(State(state): State<AppState>) -> Response {
    if *state.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    match state.store().ledger_head().await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Counts in Prometheus' text form. Nothing of the lab's content is in it.
pub async fn metrics(State(state): State<AppState>) -> Response {
    let mut text = String::new();
    let entries = state.store().ledger_head().await.map_or(0, |(seq, _)| seq);
    gauge(&mut text, "rollcall_ledger_entries", "Entries in the ledger.", entries);
    let checked = state.checked.borrow().clone();
    let differences = checked.as_ref().map_or(0, |checked| checked.report.differences.len());
    gauge(&mut text, "rollcall_differences", "Contradictions the last self-check found.", differences);
    let age = checked.map_or(-1, |checked| (state.server.clock)().seconds_since(checked.at));
    gauge(&mut text, "rollcall_checked_seconds_ago", "Age of the last self-check; -1 before the first.", age);
    gauge(&mut text, "rollcall_live_streams", "Browsers that listen for changes.", state.live.listeners());
    door(&mut text, &state.store().door_figures());
    counter(&mut text, "rollcall_signed_in_total", "Sign-ins.", &state.counters.signed_in);
    counter(&mut text, "rollcall_turned_away_total", "Sign-ins refused.", &state.counters.turned_away);
    head(&mut text, "rollcall_answers_total", "Requests answered, by class of status.", "counter");
    for (class, counter) in state.counters.answers.iter().enumerate().skip(1) {
        let count = counter.load(Ordering::Relaxed);
        let _ = writeln!(text, "rollcall_answers_total{{class=\"{class}xx\"}} {count}");
    }
    ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// The queue in front of the one writer, and how much each commit carried.
fn door(text: &mut String, figures: &DoorFigures) {
    gauge(text, "rollcall_door_waiting", "Requests that wait at the door.", figures.waiting);
    let name = "rollcall_batch_requests";
    head(text, name, "Requests one commit carried.", "histogram");
    for (most, batches) in figures.batches_up_to {
        let _ = writeln!(text, "{name}_bucket{{le=\"{most}\"}} {batches}");
    }
    let _ = writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {}", figures.batches);
    let _ = writeln!(text, "{name}_sum {}\n{name}_count {}", figures.requests, figures.batches);
}

fn head(text: &mut String, name: &str, says: &str, kind: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# HELP {name} {says}\n# TYPE {name} {kind}");
}

fn gauge(text: &mut String, name: &str, says: &str, value: impl std::fmt::Display) {
    head(text, name, says, "gauge");
    let _ = writeln!(text, "{name} {value}");
}

fn counter(text: &mut String, name: &str, says: &str, value: &AtomicU64) {
    head(text, name, says, "counter");
    let _ = writeln!(text, "{name} {}", value.load(Ordering::Relaxed));
}

//! Live updates: one stream of events for each browser. An event says which nouns changed, never what; pages then ask
//! again and are asked again who they are.

use crate::state::AppState;
use crate::visitor::{CurrentSession, query_value};
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::event::Kind;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior};

/// Events a slow browser may be behind before it is told to ask for everything.
const BEHIND: usize = 256;
/// Half of what proxies commonly wait.
const BEAT: Duration = Duration::from_secs(15);
/// Entries looked through for a browser that comes back.
const MISSED: u32 = 1000;
/// Tells a browser to ask for everything again.
const RESYNC: &str = "resync";

/// Something changed.
#[derive(Clone, Debug)]
pub struct Told {
    /// Sequence of the last entry this speaks of; none where no entry was written.
    pub seq: Option<u64>,
    pub topics: Arc<str>,
}

/// Everybody who listens.
#[derive(Clone, Debug)]
pub struct Live {
    sender: broadcast::Sender<Told>,
    listeners: Arc<AtomicU64>,
    /// So often a silent stream shows that it lives, and that its session still holds.
    beat: Duration,
}

impl Default for Live {
    fn default() -> Self {
        Self::beating(BEAT)
    }
}

impl Live {
    pub fn beating(beat: Duration) -> Self {
        Self { sender: broadcast::channel(BEHIND).0, listeners: Arc::default(), beat }
    }

    /// Tells everybody. Nobody listening is no mistake.
    pub fn tell(&self, seq: Option<u64>, kinds: &BTreeSet<Kind>) {
        let _ = self.sender.send(Told { seq, topics: words(kinds).into() });
    }

    pub fn listeners(&self) -> u64 {
        self.listeners.load(Ordering::Relaxed)
    }
}

fn words(kinds: &BTreeSet<Kind>) -> String {
    kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(" ")
}

/// `GET /live`. The gate lets only signed-in people here.
pub async fn stream(
    State(state): State<AppState>,
    session: Option<Extension<CurrentSession>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(Extension(CurrentSession(session))) = session else {
        return axum::http::StatusCode::UNAUTHORIZED.into_response();
    };
    // Listening begins before the past is read: nothing falls between.
    let receiver = state.live.sender.subscribe();
    // A browser names the last event itself when it comes back; a tab that takes over names it in the address.
    let seen = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let seen = seen.or_else(|| query_value(uri.query().unwrap_or_default(), "after"));
    let seen = seen.and_then(|seen| seen.parse::<u64>().ok());
    let first = greeting(&state, seen).await;
    let beat = state.live.beat;
    let mut beat = tokio::time::interval_at(Instant::now() + beat, beat);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    state.live.listeners.fetch_add(1, Ordering::Relaxed);
    let listener = Listener {
        stopping: state.stopping.subscribe(),
        gone: Gone(state.live.listeners.clone()),
        state,
        receiver,
        digest: session.digest,
        beat,
        first: Some(first),
    };
    let events = futures_util::stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let mut response = Sse::new(events).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers answers would keep events back.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// What a browser that comes back has missed; for a new one, where the ledger stands.
async fn greeting(state: &AppState, seen: Option<u64>) -> Event {
    let event = Event::default().retry(Duration::from_secs(2));
    let Ok((head, _)) = state.store().ledger_head().await else { return event.data(RESYNC) };
    let event = event.id(head.to_string());
    let Some(seen) = seen else { return event };
    match state.store().outbox_after(seen, MISSED).await {
        Ok(missed) if missed.is_empty() && seen <= head => event,
        Ok(missed) if missed.len() < MISSED as usize && seen <= head => {
            let kinds: BTreeSet<Kind> = missed.into_iter().flat_map(|outgoing| outgoing.topics).collect();
            event.data(words(&kinds))
        }
        _ => event.data(RESYNC),
    }
}

struct Listener {
    state: AppState,
    receiver: broadcast::Receiver<Told>,
    stopping: watch::Receiver<bool>,
    digest: String,
    beat: Interval,
    first: Option<Event>,
    #[expect(dead_code, reason = "dropped with the stream, it counts the listener out")]
    gone: Gone,
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        tokio::select! {
            biased;
            () = stopped(&mut self.stopping) => None,
            _ = self.beat.tick() => {
                let holds = self.state.sessions.holds(&self.digest).await.unwrap_or(false);
                holds.then(|| Event::default().comment("here"))
            }
            told = self.receiver.recv() => match told {
                Ok(told) => {
                    let event = Event::default().data(&*told.topics);
                    Some(match told.seq {
                        Some(seq) => event.id(seq.to_string()),
                        None => event,
                    })
                }
                Err(broadcast::error::RecvError::Lagged(_)) => Some(Event::default().data(RESYNC)),
                Err(broadcast::error::RecvError::Closed) => None,
            },
        }
    }
}

/// Waits until the server is told to stop.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means the server is gone already.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Counts a listener out, however its stream ends.
struct Gone(Arc<AtomicU64>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

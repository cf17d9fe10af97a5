//! From the outbox to those who listen, in the ledger's order and without a gap: `seq` is the order of commits on
//! either database, so whatever is read after the last is new.

use crate::state::AppState;
use domain::event::Kind;
use std::collections::BTreeSet;
use std::time::Duration;
use store::Engine;

/// Entries told of at once.
const PAGE: u32 = 500;
/// How often another server's commits are looked for; SQLite has no other server.
const POLL: Duration = Duration::from_millis(100);
/// After a database that does not answer.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs until the server stops.
pub async fn run(state: AppState) {
    let mut head = state.store().head();
    let mut stopping = state.stopping.subscribe();
    let others = state.store().engine() == Engine::Postgres;
    let mut last = loop {
        match state.store().ledger_head().await {
            Ok((seq, _)) => break seq,
            Err(error) => tracing::warn!(%error, "the outbox cannot be read"),
        }
        if stopped_within(&mut stopping, PAUSE).await {
            return;
        }
    };
    loop {
        match state.store().outbox_after(last, PAGE).await {
            Ok(page) if page.is_empty() => {}
            Ok(page) => {
                last = page.last().map_or(last, |outgoing| outgoing.seq);
                let kinds: BTreeSet<Kind> = page.into_iter().flat_map(|outgoing| outgoing.topics).collect();
                state.live.tell(Some(last), &kinds);
                continue;
            }
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read");
                if stopped_within(&mut stopping, PAUSE).await {
                    return;
                }
                continue;
            }
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            changed = head.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(POLL), if others => {}
        }
    }
}

async fn stopped_within(stopping: &mut tokio::sync::watch::Receiver<bool>, time: Duration) -> bool {
    tokio::time::timeout(time, stopping.wait_for(|stopping| *stopping)).await.is_ok()
}

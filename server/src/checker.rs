//! The self-check, always at it: after changes, every ten seconds otherwise, and the whole of it every hour.

use crate::state::AppState;
use app::ssr::Checked;
use domain::event::Kind;
use std::collections::BTreeSet;
use std::time::Duration;
use store::check::Report;
use tokio::time::Instant;

/// After a change no sooner than this: a busy lab is not checked after every commit.
const AT_MOST: Duration = Duration::from_secs(2);
/// Without a change.
const OTHERWISE: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(3600);
/// A whole check that was overtaken by a commit says nothing: it compares a ledger with younger tables.
const AGAIN: Duration = Duration::from_secs(60);
const BY_THE_WHOLE_ALONE: [&str; 5] =
    ["chain_broken", "row_unreadable", "row_past_the_door", "row_differs_from_ledger", "row_missing"];

/// Runs until the server stops.
pub async fn run(state: AppState) {
    let mut head = state.store().head();
    let mut stopping = state.stopping.subscribe();
    let mut whole_at = Instant::now();
    // What only the whole check finds stays found until the next whole check.
    let mut beyond: Vec<store::check::Difference> = Vec::new();
    loop {
        let whole = Instant::now() >= whole_at;
        let report = if whole { state.store().check_whole().await } else { state.store().check().await };
        match report {
            Ok(mut report) => {
                if whole {
                    let overtaken = overtaken(&state, &report).await;
                    if overtaken {
                        report.whole = false;
                        report
                            .differences
                            .retain(|found| !BY_THE_WHOLE_ALONE.contains(&found.promise.as_str()));
                    }
                    whole_at = Instant::now() + if overtaken { AGAIN } else { WHOLE };
                    sweep(&state).await;
                }
                publish(&state, report, &mut beyond).await;
            }
            Err(error) => tracing::error!(%error, "the self-check could not run"),
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(AT_MOST) => {}
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            changed = head.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(OTHERWISE.saturating_sub(AT_MOST)) => {}
        }
    }
}

async fn publish(state: &AppState, mut report: Report, beyond: &mut Vec<store::check::Difference>) {
    if report.whole {
        let found = report.differences.iter();
        *beyond =
            found.filter(|found| BY_THE_WHOLE_ALONE.contains(&found.promise.as_str())).cloned().collect();
    } else {
        report.differences.extend(beyond.iter().cloned());
    }
    for difference in &report.differences {
        tracing::error!(
            promise = difference.promise,
            subject = difference.subject,
            "{}",
            difference.sentence
        );
    }
    let before = state.checked.borrow().as_ref().map(|checked| checked.report.differences.clone());
    let changed = before.is_some_and(|before| before != report.differences);
    state.checked.send_replace(Some(Checked { at: (state.server.clock)(), report }));
    if changed {
        state.live.tell(None, &BTreeSet::from([Kind::Lab]));
    }
}

/// Whether something was committed while the check ran.
async fn overtaken(state: &AppState, report: &Report) -> bool {
    state.store().ledger_head().await.map_or(true, |(seq, _)| seq != report.entries)
}

/// Sessions that have ended are no longer kept.
async fn sweep(state: &AppState) {
    if let Err(error) = state.sessions.forget_ended().await {
        tracing::warn!(%error, "ended sessions could not be swept out");
    }
}

//! Reservations whose last day is over, and program numbers that have rested, go back by themselves: through the one door, in the name of the lab.

use crate::state::AppState;
use domain::command::{Command, Request};
use domain::person::Actor;
use domain::program::ProgramCommand;
use domain::time::Timestamp;
use std::time::Duration;
use store::{Store, StoreError};

/// A day ends for all numbers at once, so once a minute is often enough.
const EVERY: Duration = Duration::from_secs(60);

/// Runs until the server stops.
pub async fn run(state: AppState) {
    let mut stopping = state.stopping.subscribe();
    loop {
        let now = (state.server.clock)();
        if let Err(error) = release(state.store(), now).await {
            tracing::warn!(%error, "reservations that are over could not be released");
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Releases what was reserved until an earlier time; one entry of the ledger for all of them.
pub async fn release(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let numbers = store.expired(now).await?;
    if !numbers.is_empty() {
        perform(store, now, Command::ReleaseExpired { numbers }).await?;
    }
    let numbers = store.expired_program_numbers(now).await?;
    if !numbers.is_empty() {
        perform(store, now, Command::Program(ProgramCommand::ReleaseExpired { numbers })).await?;
    }
    Ok(())
}

async fn perform(store: &Store, now: Timestamp, command: Command) -> Result<(), StoreError> {
    let request = Request { actor: Actor::lab(), at: now, key: None, seen: None, command };
    store.perform(request).await.map(|_| ())
}

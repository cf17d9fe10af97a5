//! What a page that stays open asks by itself: the header's sync badge, and what changed since it was made.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the self-check last found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Badge {
    pub differences: u32,
    /// Age of the check when the page was made, in seconds.
    pub seconds_ago: u32,
    /// False until the first check has run.
    pub known: bool,
    /// The ledger's last entry.
    pub seq: u64,
}

/// The state of the self-check. Its address has a plain name: `live.js` asks, too.
#[server(input = GetUrl, endpoint = "read_badge")]
pub async fn read_badge() -> Result<Badge, AppError> {
    let (store, server) = (crate::ssr::reads()?, crate::ssr::server()?);
    let (seq, _) = store.ledger_head().await.map_err(crate::ssr::app_error)?;
    let now = (server.clock)();
    let checked = server.checked.borrow().clone();
    Ok(checked.map_or(Badge { differences: 0, seconds_ago: 0, known: false, seq }, |checked| Badge {
        differences: checked.report.differences.len() as u32,
        seconds_ago: u32::try_from(now.seconds_since(checked.at)).unwrap_or(u32::MAX),
        known: true,
        seq,
    }))
}

/// Sentences a page is told of what changed.
pub const CHANGES_TOLD: usize = 3;

/// What was done since a page was made, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Who, what, when.
    pub sentences: Vec<String>,
    /// There are more than these.
    pub more: bool,
}

/// What was done after the entry `seen` to the thing that the page at this path shows; asked by `live.js`.
#[server(input = GetUrl, endpoint = "read_changes")]
pub async fn read_changes(path: String, seen: u64) -> Result<Changes, AppError> {
    let (store, now) = (crate::ssr::reads()?, crate::ssr::now()?);
    let language = crate::ssr::language();
    let most = CHANGES_TOLD as u32 + 1;
    let found = store.news_after(seen, crate::ssr::concern_of(&path), most, language).await;
    let found = found.map_err(crate::ssr::app_error)?;
    let reading = crate::parts::format::Reading::utc(language);
    let told = found
        .iter()
        .take(CHANGES_TOLD)
        .map(|entry| format!("{} {}, {}.", entry.actor, entry.summary, reading.relative(entry.at, now)));
    Ok(Changes { sentences: told.collect(), more: found.len() > CHANGES_TOLD })
}

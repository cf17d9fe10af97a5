//! The header's sync badge and the counts of the navigation.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the self-check last found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Badge {
    pub differences: u32,
    /// Age of the check when the page was made, in seconds.
    pub seconds_ago: u32,
    /// False until the first check has run.
    pub known: bool,
}

/// The state of the self-check.
#[server]
pub async fn read_badge() -> Result<Badge, AppError> {
    crate::ssr::actor()?;
    let server = crate::ssr::server()?;
    let now = (server.clock)();
    let checked = server.checked.borrow().clone();
    Ok(checked.map_or(Badge { differences: 0, seconds_ago: 0, known: false }, |checked| Badge {
        differences: checked.report.differences.len() as u32,
        seconds_ago: u32::try_from(now.seconds_since(checked.at)).unwrap_or(u32::MAX),
        known: true,
    }))
}

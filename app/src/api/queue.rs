//! The machine's queue: what its page asks.

use crate::error::AppError;
use domain::view::queue::QueueView;
use leptos::prelude::*;

/// Every roll that waits, in its turn, on the film it will go on.
#[server]
pub async fn read_queue() -> Result<QueueView, AppError> {
    let store = crate::ssr::reads()?;
    store.queue(crate::ssr::now()?).await.map_err(crate::ssr::app_error)
}

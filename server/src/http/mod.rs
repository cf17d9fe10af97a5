//! What is spoken over HTTP beside the pages: the door, uploads, downloads.

pub mod api;
pub mod door;
pub mod downloads;
pub mod evidence;
pub mod heatmap;
pub mod labels;
pub mod machine_files;
pub mod password;
pub mod people;
pub mod register;
pub mod tables;
pub mod uploads;

use crate::state::AppState;
use axum::Router;

/// Everything mounted beside the pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .merge(door::routes())
        .merge(password::routes())
        .merge(people::routes())
        .merge(uploads::routes())
        .merge(downloads::routes())
        .merge(heatmap::routes())
        .merge(labels::routes())
        .merge(tables::routes())
}

//! The map of the program numbers: what its page asks.

use crate::error::AppError;
use domain::view::heatmap::HeatmapView;
use leptos::prelude::*;

/// Counts of every range, squares of a hundred for what the legend singles out, and the hundred around a number.
#[server]
pub async fn read_heatmap(at: String, only: String) -> Result<HeatmapView, AppError> {
    use domain::program::ProgramNumber;
    use domain::view::heatmap::Shown;
    let (at, shown) = (ProgramNumber::parse(&at).ok(), Shown::parse(&only));
    let now = crate::ssr::now()?;
    crate::ssr::reads()?.heatmap_view(at, shown, now).await.map_err(crate::ssr::app_error)
}

//! Yield and the reasons of rework: what the page asks.

use crate::error::AppError;
use domain::view::quality::QualityView;
use leptos::prelude::*;

/// First-pass yield and reasons; the rows behind `reason` where `of` says what it is counted from.
#[server]
pub async fn read_quality(of: String, reason: String) -> Result<QualityView, AppError> {
    let asked = domain::view::quality::Loss::parse(&of).map(|loss| (loss, reason.as_str()));
    crate::ssr::reads()?.quality(asked).await.map_err(crate::ssr::app_error)
}

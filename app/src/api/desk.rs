//! Today beside the camera, by role, and the rolls behind its figures.

use crate::error::AppError;
use domain::view::desk::{Desk, RollsListed};
use leptos::prelude::*;

/// What waits for the roles of whoever asks.
#[server]
pub async fn read_desk() -> Result<Desk, AppError> {
    let (store, server, actor) = (crate::ssr::reads()?, crate::ssr::server()?, crate::ssr::actor()?);
    let parts = domain::view::desk::Parts::of(&actor.roles);
    let desk = store.desk(parts, crate::ssr::now()?).await.map_err(crate::ssr::app_error)?;
    let checked = server.checked.borrow().clone();
    let unexplained = |report: store::check::Report| {
        report.differences.iter().filter(|found| found.promise == "unexplained_gap").count() as u64
    };
    Ok(Desk { gaps: checked.map(|checked| unexplained(checked.report)), ..desk })
}

/// Rolls in a stage, filmed within so many days, or right at the first attempt; all as the address says it.
#[server]
pub async fn read_rolls_listed(stage: String, days: String, pass: String) -> Result<RollsListed, AppError> {
    let asked = domain::view::desk::RollsAsked::of(&stage, &days, &pass);
    let (store, now) = (crate::ssr::reads()?, crate::ssr::now()?);
    store.rolls_listed(&asked, now).await.map_err(crate::ssr::app_error)
}

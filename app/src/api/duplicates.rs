//! Documents that are in several projects: what their page and a project's own page ask.

use crate::error::AppError;
use domain::film::duplicates::{Twice, Twin};
use leptos::prelude::*;

/// Every pair of projects with documents in common; those of one project where its id is given.
#[server]
pub async fn read_duplicates(project: String) -> Result<Vec<Twice>, AppError> {
    let store = crate::ssr::reads()?;
    let mut pairs = store.duplicates().await.map_err(crate::ssr::app_error)?;
    if let Ok(id) = project.parse().map(domain::id::ProjectId::new) {
        pairs.retain(|pair| pair.one == id || pair.other == id);
    }
    Ok(pairs)
}

/// The projects that have documents of this one, too.
#[server]
pub async fn read_twins(project: u64) -> Result<Vec<Twin>, AppError> {
    let id = domain::id::ProjectId::new(project);
    crate::ssr::reads()?.twins_of(id).await.map_err(crate::ssr::app_error)
}

//! Labels of films and tags of temp rolls.

use super::{Api, Caller, Problem, find};
use crate::http::labels::{Asked, Unprinted, label_file, pdf, tag_file};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::refusal::Refusal;
use serde::Deserialize;
use utoipa::IntoParams;

/// How labels are made.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes the parameters that `Asked` reads")]
pub struct LabelLook {
    /// `duplicate`; left out, the label says Original.
    copy: Option<String>,
    /// `angled`: corners off, for the side of the box.
    cut: Option<String>,
}

/// Which films.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct LabelsAsked {
    /// Ids or temporary ids of rolls, with commas.
    rolls: Option<String>,
    /// Instead of rolls: every film of this project.
    project: Option<String>,
}

/// Which tags.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct TagsAsked {
    /// Tags of temp rolls, with commas.
    tags: Option<String>,
    /// Instead of tags: every temp roll at this place.
    place: Option<String>,
}

impl From<Unprinted> for Problem {
    fn from(error: Unprinted) -> Self {
        match error {
            Unprinted::Store(error) => error.into(),
            Unprinted::Sheet(error) => {
                tracing::error!(%error, "a label could not be drawn");
                let title = "The label cannot be drawn; nothing was changed.";
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", title)
            }
        }
    }
}

/// The label of one film as PDF, A6. The same film has the same bytes.
#[utoipa::path(get, path = "/film/rolls/{roll}/label.pdf",
    params(("roll" = String, Path, description = "id or temporary id"), LabelLook),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), (status = 409, body = Problem)))]
pub async fn label(
    State(api): State<Api>,
    Path(roll): Path<String>,
    Query(asked): Query<Asked>,
    _: Caller,
) -> Result<Response, Problem> {
    let roll = api.roll(&roll).await?.id;
    let films = api.store.film_labels(&[roll]).await?;
    Ok(pdf("label.pdf", label_file(&api.store, &films, asked.look()).await?))
}

/// The labels of several films as one PDF, a page each.
#[utoipa::path(get, path = "/film/labels.pdf", params(LabelsAsked, LabelLook),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), (status = 409, body = Problem)))]
pub async fn labels(
    State(api): State<Api>,
    Query(films): Query<LabelsAsked>,
    Query(asked): Query<Asked>,
    _: Caller,
) -> Result<Response, Problem> {
    let films = match (films.rolls, films.project) {
        (Some(rolls), None) => {
            let mut ids = Vec::new();
            for roll in rolls.split(',').filter(|roll| !roll.trim().is_empty()) {
                ids.push(api.roll(roll.trim()).await?.id);
            }
            api.store.film_labels(&ids).await?
        }
        (None, Some(project)) => {
            let project = api.project(&project).await?.id;
            api.store.project_labels(project).await?
        }
        _ => return Err(Problem::unreadable("Name rolls, or one project: rolls=12,13 or project=7.")),
    };
    Ok(pdf("labels.pdf", label_file(&api.store, &films, asked.look()).await?))
}

/// Tags of temp rolls as PDF, 60 × 30 mm each: those named, those of a place, or the whole shelf.
#[utoipa::path(get, path = "/film/tags.pdf", params(TagsAsked),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), (status = 404, body = Problem)))]
pub async fn tags(
    State(api): State<Api>,
    Query(asked): Query<TagsAsked>,
    _: Caller,
) -> Result<Response, Problem> {
    let pieces = match asked.tags {
        Some(tags) => {
            let parts = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
            let ids = parts.map(find::temp_roll).collect::<Result<Vec<_>, _>>()?;
            api.store.tagged(&ids).await?
        }
        None => api.store.tagged_at(asked.place.as_deref()).await?,
    };
    if pieces.is_empty() {
        let temp_roll = asked.place.unwrap_or_default();
        return Err(Refusal::NoSuchTempRoll { temp_roll }.into());
    }
    Ok(pdf("tags.pdf", tag_file(&pieces)?))
}

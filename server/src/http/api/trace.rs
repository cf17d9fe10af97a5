//! Finding things by what is written on them, and a document's whole story.

use super::{Api, Asked, Caller, Problem};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::view::lab::SearchView;
use domain::view::scanned;
use domain::view::trace::DocumentStory;
use domain::words::Language;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchAsked {
    /// A number, an archive id, a roll, a barcode, a document's own id, a tag or a name; as a scanner writes it.
    q: String,
}

/// What was found.
#[derive(Debug, Serialize, Deserialize)]
pub struct FoundInfo {
    #[serde(flatten)]
    pub view: SearchView,
    /// The page of the one thing that is called exactly so.
    pub page: Option<String>,
}

/// Finds what is called so, the surest first.
#[utoipa::path(get, path = "/search", params(SearchAsked), responses((status = 200, body = serde_json::Value)))]
pub async fn search(
    State(api): State<Api>,
    Asked(asked): Asked<SearchAsked>,
    _: Caller,
) -> Result<Json<FoundInfo>, Problem> {
    let view = api.store.search(&asked.q).await?;
    Ok(Json(FoundInfo { page: view.only(), view }))
}

/// A document with its projects, rolls, blips and the life of each roll, in English.
#[utoipa::path(get, path = "/film/documents/{barcode}", params(("barcode" = String, Path)),
    responses((status = 200, body = serde_json::Value), (status = 404, body = Problem)))]
pub async fn document(
    State(api): State<Api>,
    Path(barcode): Path<String>,
    _: Caller,
) -> Result<Json<DocumentStory>, Problem> {
    let barcode = scanned::cleaned(&barcode);
    let story = api.store.document_story(&barcode, Language::English).await?;
    if story.projects.is_empty() {
        let title = format!("No project has a document {barcode}: read the barcode again, or search for it.");
        return Err(Problem::new(StatusCode::NOT_FOUND, "no_such_document", title));
    }
    Ok(Json(story))
}

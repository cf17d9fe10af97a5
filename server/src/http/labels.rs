//! Labels of films and tags of temp rolls, as PDF for the printer.

use crate::http::uploads::{Caller, flash_back, said};
use crate::output::label::{Copy, Cut, Look, labels, tags};
use crate::output::sheet::NotDrawn;
use crate::state::AppState;
use app::ssr::Flash;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::film::reel::TempRoll;
use domain::id::{ProjectId, RollId, TempRollId};
use domain::refusal::Refusal;
use domain::view::labels::FilmLabel;
use domain::words::Say;
use serde::Deserialize;
use store::{Store, StoreError};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/download/rolls/{roll}/label.pdf", get(of_roll))
        .route("/download/projects/{project}/labels.pdf", get(of_project))
        .route("/download/film/{tag}/tag.pdf", get(of_temp_roll))
        .route("/download/film/tags.pdf", get(of_place))
}

/// How a label is asked for in an address: `?copy=duplicate&cut=angled`; anything else is the ordinary one.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    copy: String,
    #[serde(default)]
    cut: String,
}

impl Asked {
    pub fn look(&self) -> Look {
        Look {
            copy: if self.copy == "duplicate" { Copy::Duplicate } else { Copy::Original },
            cut: if self.cut == "angled" { Cut::Angled } else { Cut::Straight },
        }
    }
}

/// Of which place the tags are; without the word it is the whole shelf.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Place {
    place: Option<String>,
}

/// The labels of films as a file. A film is labelled in the name of the lab.
pub async fn label_file(store: &Store, films: &[FilmLabel], look: Look) -> Result<Vec<u8>, Unprinted> {
    let lab = store.settings().await?.map(|(_, settings)| settings.name).unwrap_or_default();
    Ok(labels(&lab, films, look)?)
}

/// The tags of temp rolls as a file.
pub fn tag_file(pieces: &[(TempRoll, u32)]) -> Result<Vec<u8>, Unprinted> {
    Ok(tags(pieces)?)
}

/// Why there is nothing to print.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Sheet(#[from] NotDrawn),
}

async fn of_roll(
    State(state): State<AppState>,
    caller: Caller,
    Path(roll): Path<u64>,
    Query(asked): Query<Asked>,
) -> Response {
    let films = state.store().film_labels(&[RollId::new(roll)]).await;
    print(&state, &caller, &format!("/rolls/{roll}"), films, &asked).await
}

async fn of_project(
    State(state): State<AppState>,
    caller: Caller,
    Path(project): Path<u64>,
    Query(asked): Query<Asked>,
) -> Response {
    let films = state.store().project_labels(ProjectId::new(project)).await;
    print(&state, &caller, &format!("/projects/{project}"), films, &asked).await
}

async fn print(
    state: &AppState,
    caller: &Caller,
    page: &str,
    films: Result<Vec<FilmLabel>, StoreError>,
    asked: &Asked,
) -> Response {
    let films = match films {
        Ok(films) => films,
        Err(error) => return told(state, caller, page, error.into()),
    };
    let name = match films.as_slice() {
        [one] => format!("Etikett_{}.pdf", one.number),
        [first, ..] => format!("Etiketten_{}.pdf", first.archive_id),
        [] => String::new(),
    };
    match label_file(state.store(), &films, asked.look()).await {
        Ok(bytes) => pdf(&name, bytes),
        Err(error) => told(state, caller, page, error),
    }
}

async fn of_temp_roll(State(state): State<AppState>, caller: Caller, Path(tag): Path<String>) -> Response {
    let pieces = match TempRollId::read(&tag) {
        Ok(id) => state.store().tagged(&[id]).await,
        Err(_) => Err(Refusal::NoSuchTempRoll { temp_roll: tag.chars().take(40).collect() }.into()),
    };
    print_tags(&caller, &format!("Etikett_{}.pdf", tag_name(&tag)), pieces)
}

async fn of_place(State(state): State<AppState>, caller: Caller, Query(asked): Query<Place>) -> Response {
    let pieces = state.store().tagged_at(asked.place.as_deref()).await;
    print_tags(&caller, "Etiketten_Restfilm.pdf", pieces)
}

fn print_tags(caller: &Caller, name: &str, pieces: Result<Vec<(TempRoll, u32)>, StoreError>) -> Response {
    let made = pieces.map_err(Unprinted::from).and_then(|pieces| match pieces.is_empty() {
        true => Ok(None),
        false => tag_file(&pieces).map(Some),
    });
    match made {
        Ok(Some(bytes)) => pdf(name, bytes),
        Ok(None) => {
            let sentence = caller.language.pick(
                "Dort liegt kein Restfilm: einen anderen Platz wählen.",
                "No temp roll lies there: choose another place.",
            );
            (StatusCode::NOT_FOUND, sentence).into_response()
        }
        Err(error) => (StatusCode::NOT_FOUND, unprinted(caller, error).1).into_response(),
    }
}

/// A tag as part of a file's name.
fn tag_name(tag: &str) -> String {
    tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(20).collect()
}

/// Shown by the browser, from where it is printed.
pub fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = ([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response();
    // Names are made of letters, digits and hyphens.
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Back to the page with the reason.
fn told(state: &AppState, caller: &Caller, page: &str, error: Unprinted) -> Response {
    let (code, sentence) = unprinted(caller, error);
    let flash = Flash { reader: caller.actor.name.clone(), code, sentence, ..Flash::default() };
    flash_back(state, page, flash)
}

/// Why nothing was printed, as a code and a sentence.
fn unprinted(caller: &Caller, error: Unprinted) -> (String, String) {
    match error {
        Unprinted::Store(StoreError::Refused(refusal)) => (refusal.code(), refusal.say(caller.language)),
        Unprinted::Store(error) => said(error, caller),
        Unprinted::Sheet(error) => {
            tracing::error!(%error, request = caller.request, "a label could not be drawn");
            let sentence = caller.language.pick(
                "Das Etikett lässt sich nicht zeichnen; nichts wurde geändert. Den Server neu starten.",
                "The label cannot be drawn; nothing was changed. Start the server again.",
            );
            ("not_drawn".to_owned(), sentence.to_owned())
        }
    }
}

//! Files that leave the lab with a delivery: the index of a project, what was sent before, and the mail.

use crate::http::uploads::{Caller, flash_back, said};
use crate::output::{index, mail, table};
use crate::state::AppState;
use app::ssr::Flash;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::film::delivery::{changed_rows, file_name, rows_of};
use domain::film::index::IndexRow;
use domain::id::ProjectId;
use domain::lab::Delivery;
use domain::refusal::Refusal;
use domain::view::projects::ProjectFile;
use domain::words::{Language, Say};
use store::StoreError;

pub const CSV: &str = "text/csv; charset=utf-8";
const EML: &str = "message/rfc822";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/download/projects/{project}/index.csv", get(index_csv))
        .route("/download/projects/{project}/index.xlsx", get(index_xlsx))
        .route("/download/projects/{project}/deliveries/{delivery}/{what}", get(delivered))
}

async fn index_csv(state: State<AppState>, caller: Caller, project: Path<u64>) -> Response {
    hand_out(&state, &caller, project.0, false).await
}

async fn index_xlsx(state: State<AppState>, caller: Caller, project: Path<u64>) -> Response {
    hand_out(&state, &caller, project.0, true).await
}

/// The index as a file; while the project is not ready, its page says why.
async fn hand_out(state: &AppState, caller: &Caller, project: u64, workbook: bool) -> Response {
    let (key, rows) = match state.store().index_of(ProjectId::new(project)).await {
        Ok(Some((key, Ok(rows)))) => (key, rows),
        Ok(Some((_, Err(refusal)))) => return told(state, caller, project, StoreError::Refused(refusal)),
        Ok(None) => return nowhere(project, caller.language),
        Err(error) => return told(state, caller, project, error),
    };
    let now = (state.server.clock)();
    let name = |ending| file_name(key.archive_id.as_str(), now, ending);
    if !workbook {
        return file(CSV, &name("csv"), index::csv(&rows));
    }
    match index::xlsx(&rows, now) {
        Ok(bytes) => file(XLSX, &name("xlsx"), bytes),
        Err(error) => not_written(state, caller, project, &error),
    }
}

/// Of a delivery: the rows as they were sent, those that changed since, or its mail with the index attached.
async fn delivered(
    State(state): State<AppState>,
    caller: Caller,
    Path((project, delivery, what)): Path<(u64, u64, String)>,
) -> Response {
    let found = match delivery_of(&state, project, delivery).await {
        Ok(Some(found)) => found,
        Ok(None) => return nowhere(project, caller.language),
        Err(error) => return told(&state, &caller, project, error),
    };
    let (file, delivery, sent) = found;
    let name = delivery.file.trim_end_matches(".xlsx").to_owned();
    let made = match what.as_str() {
        "sent.csv" => return self::file(CSV, &format!("{name}.csv"), index::csv(&sent)),
        "changes.csv" => match file.index() {
            Ok(now) => {
                let bytes = index::changes_csv(&changed_rows(&sent, &now), caller.language);
                return self::file(CSV, &format!("{name}_changes.csv"), bytes);
            }
            Err(refusal) => return told(&state, &caller, project, StoreError::Refused(refusal)),
        },
        "sent.xlsx" => index::xlsx(&sent, delivery.at).map(|bytes| (XLSX, format!("{name}.xlsx"), bytes)),
        "mail.eml" => index::xlsx(&sent, delivery.at).and_then(|bytes| {
            let mail = mail::eml(&file.mail(&delivery), delivery.at, &format!("{name}.xlsx"), &bytes);
            Ok((EML, format!("{name}.eml"), mail?))
        }),
        _ => return nowhere(project, caller.language),
    };
    match made {
        Ok((kind, name, bytes)) => self::file(kind, &name, bytes),
        Err(error) => not_written(&state, &caller, project, &error),
    }
}

/// The project, the delivery and the rows it held; nothing where they were not kept.
async fn delivery_of(
    state: &AppState,
    project: u64,
    delivery: u64,
) -> Result<Option<(ProjectFile, Delivery, Vec<IndexRow>)>, StoreError> {
    let project = ProjectId::new(project);
    let Some(file) = state.store().project_file(project).await? else { return Ok(None) };
    let sent = state.store().sent_rows(project).await?;
    let found = file.deliveries.iter().find(|found| found.id.get() == delivery).cloned();
    Ok(found.and_then(|found| {
        let rows = rows_of(sent.get(&found.id)?);
        Some((file, found, rows))
    }))
}

fn not_written(state: &AppState, caller: &Caller, project: u64, error: &table::NotWritten) -> Response {
    tracing::error!(%error, request = caller.request, "an index could not be written");
    let sentence = caller.language.pick(
        "Als XLSX lässt sich der Index nicht schreiben: die CSV-Datei nehmen.",
        "The index cannot be written as XLSX: take the CSV file.",
    );
    back(state, caller, project, "not_written", sentence.to_owned())
}

/// A CSV file under this name.
pub fn csv(name: &str, bytes: Vec<u8>) -> Response {
    file(CSV, name, bytes)
}

/// A file to be kept. A name that a person gave may hold anything; a header takes letters, digits and hyphens.
pub fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Back to the project's page with what the store said.
fn told(state: &AppState, caller: &Caller, project: u64, error: StoreError) -> Response {
    let (code, sentence) = said(error, caller);
    back(state, caller, project, &code, sentence)
}

fn back(state: &AppState, caller: &Caller, project: u64, code: &str, sentence: String) -> Response {
    let flash =
        Flash { reader: caller.actor.name.clone(), code: code.to_owned(), sentence, ..Flash::default() };
    flash_back(state, &format!("/projects/{project}"), flash)
}

fn nowhere(project: u64, language: Language) -> Response {
    let sentence = Refusal::NoSuchProject { project: project.to_string() }.say(language);
    (StatusCode::NOT_FOUND, sentence).into_response()
}

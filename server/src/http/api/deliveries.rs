//! Deliveries: handing an index over, what was handed over before, and what changed since.

use super::projects::unexpected;
use super::{Api, Caller, Problem};
use crate::output::index;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::command::{Answer, Command};
use domain::film::delivery::{changed_rows, rows_of};
use domain::lab::Delivery;
use domain::refusal::Refusal;
use domain::view::projects::ProjectFile;
use domain::view::projects::delivery::PastDelivery;
use domain::words::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// To whom an index goes.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct DeliverAsked {
    /// Recipients in the lab's words; left out, those of the project's last delivery.
    pub to: Option<String>,
    /// Name of the file as it goes out; left out, `RRD123-2025_blips_<ddmmyyHHMM>.xlsx`.
    pub file: Option<String>,
}

/// What was delivered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Delivered {
    pub delivery: u64,
    pub rows: u32,
    pub file: String,
    #[serde(default)]
    pub to: String,
}

/// A delivery, and what changed since.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DeliveryInfo {
    pub delivery: u64,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    pub by: String,
    /// Empty where nobody said.
    pub to: String,
    pub rows: u32,
    pub file: String,
    /// SHA-256 of the rows, hexadecimal.
    pub digest: String,
    /// The index of now has the same rows.
    pub same: bool,
    /// What changed since; none where there is no index now, or the rows of an old delivery were not kept.
    pub changes: Option<ChangesInfo>,
}

/// Rows that are not as they were delivered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangesInfo {
    pub new: u32,
    pub changed: u32,
    pub gone: u32,
}

impl From<PastDelivery> for DeliveryInfo {
    fn from(past: PastDelivery) -> Self {
        Self {
            delivery: past.id.get(),
            at: past.at.millis(),
            by: past.by,
            to: past.to,
            rows: past.rows,
            file: past.file,
            digest: past.digest,
            same: past.same,
            changes: past.changes.map(|changes| ChangesInfo {
                new: changes.new,
                changed: changes.changed,
                gone: changes.gone,
            }),
        }
    }
}

/// Records the delivery of a project's index; refused while plan and evidence disagree.
#[utoipa::path(post, path = "/film/projects/{project}/deliver", request_body = DeliverAsked,
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Delivered), (status = 409, body = Problem)))]
pub async fn deliver(
    State(api): State<Api>,
    Path(project): Path<String>,
    caller: Caller,
    body: Bytes,
) -> Result<Json<Delivered>, Problem> {
    // Scripts from before there were recipients send nothing.
    let asked: DeliverAsked = match body.is_empty() {
        true => DeliverAsked::default(),
        false => serde_json::from_slice(&body).map_err(|error| {
            Problem::unreadable(format!("{error}: see /api/v1/openapi.json for what is needed."))
        })?,
    };
    let project = api.project(&project).await?.id;
    let to = match asked.to {
        Some(to) => to,
        None => {
            let last = file(&api, project).await?.deliveries.into_iter().find(|past| !past.to.is_empty());
            last.map(|last| last.to).unwrap_or_default()
        }
    };
    let command = Command::DeliverIndex { project, file: asked.file.unwrap_or_default(), to };
    let delivery = match api.perform(caller, command).await?.answer {
        Answer::Delivered { delivery, .. } => delivery,
        other => return Err(unexpected(&other)),
    };
    let file = file(&api, project).await?;
    let past = file.deliveries.into_iter().find(|past| past.id == delivery);
    let Delivery { rows, file, to, .. } = past.ok_or_else(|| nothing(delivery.get()))?;
    Ok(Json(Delivered { delivery: delivery.get(), rows, file, to }))
}

/// Every delivery of a project, newest first, with what changed since.
#[utoipa::path(get, path = "/film/projects/{project}/deliveries",
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Vec<DeliveryInfo>), (status = 404, body = Problem)))]
pub async fn list(
    State(api): State<Api>,
    Path(project): Path<String>,
    _: Caller,
) -> Result<Json<Vec<DeliveryInfo>>, Problem> {
    let project = api.project(&project).await?;
    let file = file(&api, project.id).await?;
    Ok(Json(file.past().into_iter().map(DeliveryInfo::from).collect()))
}

/// The rows of a delivery as they were sent (`sent.csv`), or those that changed since (`changes.csv`).
#[utoipa::path(get, path = "/film/projects/{project}/deliveries/{delivery}/{what}",
    params(("project" = String, Path, description = "id, archive id or folder name"),
        ("delivery" = u64, Path, description = "id of the delivery"),
        ("what" = String, Path, description = "sent.csv or changes.csv")),
    responses((status = 200, body = Vec<u8>, content_type = "text/csv"), (status = 404, body = Problem)))]
pub async fn rows(
    State(api): State<Api>,
    Path((project, delivery, what)): Path<(String, u64, String)>,
    _: Caller,
) -> Result<Response, Problem> {
    let project = api.project(&project).await?;
    let file = file(&api, project.id).await?;
    let sent = file.sent.iter().find(|(id, _)| id.get() == delivery).map(|(_, rows)| rows_of(rows));
    let sent = sent.ok_or_else(|| nothing(delivery))?;
    let bytes = match what.as_str() {
        "sent.csv" => index::csv(&sent),
        "changes.csv" => {
            let now = file.index()?;
            index::changes_csv(&changed_rows(&sent, &now), Language::English)
        }
        _ => return Err(Problem::not_found("Of a delivery there are sent.csv and changes.csv.")),
    };
    Ok(crate::http::downloads::csv(&what, bytes))
}

/// A project with what was sent with its deliveries.
async fn file(api: &Api, project: domain::id::ProjectId) -> Result<ProjectFile, Problem> {
    let missing = || Refusal::NoSuchProject { project: project.to_string() };
    let mut file = api.store.project_file(project).await?.ok_or_else(missing)?;
    file.sent = api.store.sent_rows(project).await?;
    Ok(file)
}

fn nothing(delivery: u64) -> Problem {
    Problem::not_found(format!(
        "Of delivery {delivery} no rows are kept: the project's deliveries are listed under deliveries."
    ))
}

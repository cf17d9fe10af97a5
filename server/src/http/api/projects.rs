//! Projects: register, plan, deliver.

use super::films::{self, RollInfo};
use super::numbers::BreakInfo;
use super::{Api, Asked, Caller, Problem, Sent};
use crate::intake::{self, Upload};
use crate::output;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::command::{Answer, Command, PlanChoice, RollAnswer};
use domain::decide::{new_rolls, roll_answer};
use domain::film::delivery::file_name;
use domain::film::planning::Order;
use domain::film::project::{ArchiveId, Progress, Project, ProjectKey, ProjectStage, Standing};
use domain::id::ProjectId;
use domain::refusal::Refusal;
use domain::view::projects::columns::Made;
use domain::words::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::NumberedRoll;
use utoipa::{IntoParams, ToSchema};

/// A project with its sums.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ProjectInfo {
    pub project: u64,
    pub archive_id: String,
    pub site: String,
    pub doc_type: String,
    #[serde(default)]
    pub delivery: String,
    /// `draft`, `register_complete`, `filming_in_progress`, `rework_required`, `filming_complete`, `archived`,
    /// `abandoned`, `deleted`.
    pub stage: String,
    /// Why it was abandoned or deleted.
    pub reason: Option<String>,
    /// Number of the accepted plan; 0 while there is none.
    pub plan: u32,
    pub rolls: u32,
    pub filmed: u32,
    /// Rolls whose film was rejected and is not made again yet.
    pub rework: u32,
    /// Rolls quality accepted.
    pub accepted: u32,
    /// Its films are tests, numbered apart and never delivered.
    pub test: bool,
    /// Its numbers follow each other, or an exception is on record.
    pub consecutive: bool,
    pub revision: u64,
}

/// A project with its rolls.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ProjectDetail {
    #[serde(flatten)]
    pub info: ProjectInfo,
    pub documents: u32,
    pub pages: u64,
    pub plan_rolls: Vec<RollInfo>,
    /// Numbers kept for rolls that are not filmed yet.
    pub block: Vec<String>,
    pub breaks: Vec<BreakInfo>,
}

/// Which project a list belongs to. The body is the list itself: CSV or a workbook.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Registration {
    /// Such as `RRD123-2025`.
    archive_id: String,
    /// Such as `OU`.
    site: String,
    doc_type: String,
    /// Tells deliveries of one order apart.
    #[serde(default)]
    delivery: String,
    /// Name of the list's file.
    #[serde(default)]
    name: String,
    /// Instead of a body: a folder of PDFs under the server's import root.
    folder: Option<String>,
    /// Register a folder without the files that cannot be read.
    #[serde(default)]
    leave_out_damaged: bool,
    /// Number of differences to accept, where the project is registered with another list.
    accept: Option<u32>,
    /// Its films are tests, numbered apart and never delivered; where it is not said, an id of the year 2099 says so.
    test: Option<bool>,
}

/// What was registered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Registered {
    pub project: u64,
    pub documents: u32,
    pub pages: u64,
    /// False where the same list was registered before.
    pub changed: bool,
}

impl ProjectInfo {
    fn of(project: &Project, rolls: &[NumberedRoll]) -> Self {
        let progress = Progress::of(rolls.iter().map(|roll| roll.roll.stage_word()));
        Self {
            project: project.id.get(),
            archive_id: project.key.archive_id.to_string(),
            site: project.key.site.clone(),
            doc_type: project.key.doc_type.clone(),
            delivery: project.key.delivery.clone(),
            stage: ProjectStage::of(&project.standing, project.plan > 0, &progress).code().to_owned(),
            reason: project.standing.reason().map(str::to_owned),
            plan: project.plan,
            rolls: rolls.len() as u32,
            filmed: progress.filmed as u32,
            rework: progress.rework as u32,
            accepted: progress.accepted as u32,
            test: project.test,
            consecutive: project.consecutive,
            revision: project.revision,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectsAsked {
    /// Deleted ones, too.
    #[serde(default)]
    all: bool,
}

/// All projects that are not deleted, newest first.
#[utoipa::path(get, path = "/film/projects", params(ProjectsAsked),
    responses((status = 200, body = Vec<ProjectInfo>)))]
pub async fn list(
    State(api): State<Api>,
    Asked(asked): Asked<ProjectsAsked>,
    _: Caller,
) -> Result<Json<Vec<ProjectInfo>>, Problem> {
    let mut rolls: BTreeMap<ProjectId, Vec<NumberedRoll>> = BTreeMap::new();
    for roll in api.store.numbered_rolls(None).await? {
        rolls.entry(roll.roll.project).or_default().push(roll);
    }
    let mut projects = api.store.all_projects().await?;
    projects.retain(|project| asked.all || !matches!(project.standing, Standing::Deleted { .. }));
    let info = projects
        .iter()
        .map(|project| ProjectInfo::of(project, rolls.get(&project.id).map_or(&[], Vec::as_slice)));
    Ok(Json(info.collect()))
}

/// One project by its id, archive id or folder name.
#[utoipa::path(get, path = "/film/projects/{project}",
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = ProjectDetail), (status = 404, body = Problem)))]
pub async fn show(
    State(api): State<Api>,
    Path(project): Path<String>,
    _: Caller,
) -> Result<Json<ProjectDetail>, Problem> {
    let project = api.project(&project).await?;
    let documents = api.store.documents(project.id).await?;
    let rolls = api.store.numbered_rolls(Some(project.id)).await?;
    let reworks = films::reworks(&api, &rolls).await?;
    let block = api.store.block_of(project.id).await?;
    Ok(Json(ProjectDetail {
        info: ProjectInfo::of(&project, &rolls),
        documents: documents.len() as u32,
        pages: documents.iter().map(|document| u64::from(document.pages)).sum(),
        plan_rolls: rolls.iter().map(|roll| RollInfo::of(roll, &documents, &reworks)).collect(),
        block: block.numbers.iter().map(ToString::to_string).collect(),
        breaks: block.breaks.into_iter().map(BreakInfo::from).collect(),
    }))
}

/// Registers a project from a list or a folder. Registering the same again changes nothing.
#[utoipa::path(post, path = "/film/projects", params(Registration),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Registered), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn register(
    State(api): State<Api>,
    Asked(asked): Asked<Registration>,
    caller: Caller,
    body: Bytes,
) -> Result<Json<Registered>, Problem> {
    let language = Language::English;
    let archive_id =
        ArchiveId::parse(&asked.archive_id).map_err(|error| Problem::unreadable(format!("{error}.")))?;
    let Registration { site, doc_type, delivery, accept, test, .. } = asked;
    let key = ProjectKey { archive_id, site, doc_type, delivery };
    let documents = match asked.folder {
        Some(folder) => {
            let settings = api.settings().await?.film;
            let root = api.import_root.clone().ok_or_else(|| {
                Problem::unreadable("No import root is configured: start the server with --import-root DIR.")
            })?;
            let leave_out = asked.leave_out_damaged;
            tokio::task::spawn_blocking(move || {
                intake::folder_documents(&root, &folder, &settings, leave_out, language)
            })
            .await
        }
        None => {
            let list = Upload { name: asked.name, bytes: body.to_vec() };
            tokio::task::spawn_blocking(move || intake::documents(&list, None, language)).await
        }
    };
    let documents = documents
        .map_err(|_| Problem::unreadable("This file could not be read: check that it is a list."))?
        .map_err(Problem::unreadable)?;
    let command = Command::RegisterProject { key, documents, accept, test };
    match api.perform(caller, command).await?.answer {
        Answer::Registered { project, documents, pages, changed } => {
            Ok(Json(Registered { project: project.get(), documents, pages, changed }))
        }
        other => Err(unexpected(&other)),
    }
}

pub(super) fn unexpected(answer: &Answer) -> Problem {
    tracing::error!(?answer, "an answer of another kind");
    let title = "The server ran into an error; nothing was half done.";
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", title)
}

/// Values of a plan; what is left out comes from the settings.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct PlanAsked {
    pub capacity16: Option<u32>,
    pub capacity35: Option<u32>,
    /// Smallest usable leftover, in frames.
    pub threshold: Option<u32>,
    /// `natural` or `fullest_first`.
    pub order: Option<String>,
    /// Make it the project's plan; otherwise it is only computed.
    #[serde(default)]
    pub accept: bool,
}

/// A roll of a plan.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanRoll {
    /// Temporary id, `RRD123-2025_OU_16_01`.
    pub id: String,
    /// Row id; none while the plan is not accepted.
    pub roll: Option<u64>,
    /// `16` or `35`.
    pub film: String,
    pub documents: u32,
    pub frames: u32,
    /// Barcodes of the first and last document.
    pub first: String,
    pub last: String,
}

/// A plan.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanAnswer {
    pub project: u64,
    pub accepted: bool,
    pub rolls: Vec<PlanRoll>,
}

fn plan_roll(roll: RollAnswer, accepted: bool) -> PlanRoll {
    PlanRoll {
        id: roll.temporary_id,
        roll: accepted.then_some(roll.id.get()),
        film: roll.film.code().to_owned(),
        documents: roll.documents,
        frames: roll.frames,
        first: roll.first,
        last: roll.last,
    }
}

/// Computes a plan, and accepts it where asked.
#[utoipa::path(post, path = "/film/projects/{project}/plan", request_body = PlanAsked,
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = PlanAnswer), (status = 409, body = Problem)))]
pub async fn plan(
    State(api): State<Api>,
    Path(project): Path<String>,
    caller: Caller,
    Sent(asked): Sent<PlanAsked>,
) -> Result<Json<PlanAnswer>, Problem> {
    let project = api.project(&project).await?;
    let order = match asked.order.as_deref() {
        None | Some("natural") => Order::Natural,
        Some("fullest_first") => Order::FullestFirst,
        Some(other) => {
            let title = format!("`{other}` is no order: natural or fullest_first.");
            return Err(Problem::unreadable(title));
        }
    };
    let choice = PlanChoice {
        capacity_16mm: asked.capacity16,
        capacity_35mm: asked.capacity35,
        smallest_usable: asked.threshold,
        order,
    };
    let id = project.id;
    let rolls = if asked.accept {
        match api.perform(caller, Command::AcceptPlan { project: id, choice }).await?.answer {
            Answer::Planned { rolls, .. } => rolls,
            other => return Err(unexpected(&other)),
        }
    } else {
        let missing = || Refusal::NoSuchProject { project: id.to_string() };
        let file = api.store.project_file(id).await?.ok_or_else(missing)?;
        let plan = Made::of(&file, &choice)?.plan;
        let rolls = new_rolls(0, &project.key, &file.kept(), &plan);
        rolls.iter().map(|roll| roll_answer(roll, &file.documents)).collect()
    };
    let rolls = rolls.into_iter().map(|roll| plan_roll(roll, asked.accept)).collect();
    Ok(Json(PlanAnswer { project: id.get(), accepted: asked.accept, rolls }))
}

/// The index as a file: `xlsx` or `csv`.
#[utoipa::path(get, path = "/film/projects/{project}/index/{ending}",
    params(("project" = String, Path, description = "id, archive id or folder name"),
        ("ending" = String, Path, description = "xlsx or csv")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 409, body = Problem)))]
pub async fn index(
    State(api): State<Api>,
    Path((project, ending)): Path<(String, String)>,
    _: Caller,
) -> Result<Response, Problem> {
    let project = api.project(&project).await?;
    let missing = || Refusal::NoSuchProject { project: project.id.to_string() };
    let (_, rows) = api.store.index_of(project.id).await?.ok_or_else(missing)?;
    let rows = rows?;
    let now = (api.clock)();
    let (bytes, kind) = match ending.as_str() {
        "csv" => (output::index::csv(&rows), "text/csv; charset=utf-8"),
        "xlsx" => {
            let bytes =
                output::index::xlsx(&rows, now).map_err(|error| Problem::unreadable(error.to_string()))?;
            (bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        _ => return Err(Problem::not_found("An index comes as index/xlsx or index/csv.")),
    };
    let name = file_name(project.key.archive_id.as_str(), now, &ending);
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

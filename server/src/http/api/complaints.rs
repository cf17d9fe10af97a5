//! Complaints: taken in, listed, settled.

use super::numbers::HistoryLine;
use super::projects::unexpected;
use super::{Api, Asked, Caller, Problem, Sent};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::command::{Answer, Command, Grievance};
use domain::film::complaint::{Fault, Settlement};
use domain::id::{ComplaintId, ProjectId, ReworkId};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::view::complaints::{Aim, ComplaintRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a customer complains about.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ComplaintAsked {
    /// A film number, a roll's temporary id, an archive id or folder name, or a barcode.
    pub about: String,
    /// Id of the project, where several fit.
    pub project: Option<u64>,
    /// `number-missing`, `missing-page`, `wrong-document`, `number-twice`, `wrong-blip`, `wrong-label`, `unreadable`,
    /// `wrong-order`, `mirrored`, or your own words.
    pub cause: String,
    /// The customer's words.
    pub words: String,
    /// Milliseconds since 1970 UTC; now, where it is not said.
    pub received: Option<i64>,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SettleAsked {
    /// `no-fault`, `corrected` or `rework`.
    pub result: String,
    /// The rework that made the film again.
    pub rework: Option<u64>,
    /// Why there is no fault, or what was corrected.
    #[serde(default)]
    pub note: String,
}

/// A film a complaint is about.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ComplaintFilmInfo {
    pub roll: u64,
    pub id: String,
    pub number: Option<String>,
}

/// A complaint.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ComplaintInfo {
    /// `K-0012`
    pub complaint: String,
    /// `open`, `no-fault`, `corrected`, `rework`.
    pub state: String,
    pub project: u64,
    pub folder: String,
    pub films: Vec<ComplaintFilmInfo>,
    pub barcode: Option<String>,
    pub cause: String,
    pub words: String,
    /// Milliseconds since 1970 UTC, as all times.
    pub received: i64,
    pub at: i64,
    pub by: String,
    pub rework: Option<u64>,
    pub note: Option<String>,
    pub settled: Option<i64>,
    pub settled_by: Option<String>,
}

impl From<ComplaintRow> for ComplaintInfo {
    fn from(row: ComplaintRow) -> Self {
        let ComplaintRow { complaint, project, films } = row;
        let settled = complaint.settled;
        Self {
            complaint: complaint.id.label(),
            state: settled.as_ref().map_or("open", |settled| settled.how.code()).to_owned(),
            project: project.id.get(),
            folder: project.name,
            films: films
                .into_iter()
                .map(|film| ComplaintFilmInfo {
                    roll: film.roll.id.get(),
                    id: film.roll.name,
                    number: film.number.map(|number| number.to_string()),
                })
                .collect(),
            barcode: complaint.barcode.map(|barcode| barcode.to_string()),
            cause: complaint.fault.code().to_owned(),
            words: complaint.words,
            received: complaint.received.millis(),
            at: complaint.at.millis(),
            by: complaint.by,
            rework: settled.as_ref().and_then(|settled| settled.how.rework()).map(ReworkId::get),
            note: settled.as_ref().map(|settled| settled.note.clone()),
            settled: settled.as_ref().map(|settled| settled.at.millis()),
            settled_by: settled.map(|settled| settled.by),
        }
    }
}

/// A complaint with what happened to its project since.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ComplaintDetail {
    #[serde(flatten)]
    pub info: ComplaintInfo,
    /// Blips of the document it is about, as they stand now.
    pub blips: Vec<String>,
    /// When an index of the project was handed over.
    pub deliveries: Vec<i64>,
    /// Reworks since that may have answered it.
    pub reworks: Vec<u64>,
    pub history: Vec<HistoryLine>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ComplaintsAsked {
    /// Only those that are not settled.
    #[serde(default)]
    open: bool,
}

/// Complaints, newest first.
#[utoipa::path(get, path = "/complaints", params(ComplaintsAsked),
    responses((status = 200, body = Vec<ComplaintInfo>)))]
pub async fn list(
    State(api): State<Api>,
    Asked(asked): Asked<ComplaintsAsked>,
    _: Caller,
) -> Result<Json<Vec<ComplaintInfo>>, Problem> {
    let rows = api.store.complaints(asked.open, None).await?;
    Ok(Json(rows.into_iter().map(ComplaintInfo::from).collect()))
}

/// One complaint, `K-0012` or 12, with its leads.
#[utoipa::path(get, path = "/complaints/{complaint}",
    params(("complaint" = String, Path, description = "such as K-0012")),
    responses((status = 200, body = ComplaintDetail), (status = 404, body = Problem)))]
pub async fn show(
    State(api): State<Api>,
    Path(complaint): Path<String>,
    _: Caller,
) -> Result<Json<ComplaintDetail>, Problem> {
    let id = parse(&complaint)?;
    let view =
        api.store.complaint(id).await?.ok_or_else(|| Refusal::NoSuchComplaint { complaint: id.label() })?;
    let about = domain::history::About::Project(view.leads.project);
    let history = api.store.history(about, domain::words::Language::English).await?;
    let since = view.row.complaint.at;
    Ok(Json(ComplaintDetail {
        info: view.row.into(),
        blips: view.leads.places.into_iter().map(|place| place.blip).collect(),
        deliveries: view.leads.deliveries.iter().map(|(at, ..)| at.millis()).collect(),
        reworks: view.remedies.iter().map(|remedy| remedy.rework.get()).collect(),
        history: history.into_iter().filter(|step| step.at >= since).map(HistoryLine::from).collect(),
    }))
}

/// Writes a complaint down.
#[utoipa::path(post, path = "/complaints", request_body = ComplaintAsked,
    responses((status = 200, body = ComplaintInfo), (status = 409, body = Problem)))]
pub async fn open(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ComplaintAsked>,
) -> Result<Json<ComplaintInfo>, Problem> {
    let (project, rolls, barcode) =
        match api.store.aim(&asked.about, asked.project.map(ProjectId::new)).await? {
            Aim::One { project, rolls, barcode } => (project, rolls, barcode),
            Aim::Nothing => {
                let about: String = asked.about.chars().take(60).collect();
                return Err(Problem::not_found(format!(
                    "Nothing is called {about}: give a film number, a roll, an archive id or a barcode."
                )));
            }
            Aim::Several(projects) => {
                let names =
                    projects.iter().map(|one| format!("{} ({})", one.id, one.name)).collect::<Vec<_>>();
                let title = format!("Several projects fit: {}. Give the id as project.", names.join(", "));
                return Err(Problem::new(StatusCode::CONFLICT, "ambiguous", title));
            }
        };
    let rolls = match (&barcode, rolls.is_empty()) {
        (Some(_), true) => api.store.films_of(project, barcode.as_ref()).await?,
        _ => rolls,
    };
    let received = asked.received.map_or_else(|| (api.clock)(), Timestamp::from_millis);
    let fault = Fault::parse(&asked.cause).ok_or(Refusal::ReasonMissing)?;
    let about = Grievance { project, rolls, barcode, fault, words: asked.words, received };
    answered(&api, caller, Command::OpenComplaint { about }).await
}

/// Says what came of a complaint.
#[utoipa::path(post, path = "/complaints/{complaint}/settle", request_body = SettleAsked,
    params(("complaint" = String, Path, description = "such as K-0012")),
    responses((status = 200, body = ComplaintInfo), (status = 409, body = Problem)))]
pub async fn settle(
    State(api): State<Api>,
    Path(complaint): Path<String>,
    caller: Caller,
    Sent(asked): Sent<SettleAsked>,
) -> Result<Json<ComplaintInfo>, Problem> {
    let complaint = parse(&complaint)?;
    let how = match (asked.result.as_str(), asked.rework) {
        ("no-fault", None) => Settlement::NoFault,
        ("corrected", None) => Settlement::Corrected,
        ("rework", Some(rework)) => Settlement::Rework { rework: ReworkId::new(rework) },
        ("rework", None) => return Err(Problem::unreadable("Say which rework answers it.")),
        _ => return Err(Problem::unreadable("A result is no-fault, corrected, or rework with its rework.")),
    };
    answered(&api, caller, Command::SettleComplaint { complaint, how, note: asked.note }).await
}

async fn answered(api: &Api, caller: Caller, command: Command) -> Result<Json<ComplaintInfo>, Problem> {
    let id = match api.perform(caller, command).await?.answer {
        Answer::Complaint { complaint } => complaint,
        other => return Err(unexpected(&other)),
    };
    let view =
        api.store.complaint(id).await?.ok_or_else(|| Refusal::NoSuchComplaint { complaint: id.label() })?;
    Ok(Json(view.row.into()))
}

fn parse(text: &str) -> Result<ComplaintId, Problem> {
    let missing = || Refusal::NoSuchComplaint { complaint: text.chars().take(60).collect() };
    Ok(ComplaintId::parse_label(text).ok_or_else(missing)?)
}

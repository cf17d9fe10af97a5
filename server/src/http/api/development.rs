//! After the camera: development, quarantine of a run, acceptance.

use super::find::Named;
use super::projects::unexpected;
use super::{Api, Asked, Caller, Done, Problem, Reasoned, Sent, find};
use axum::Json;
use axum::extract::{Path, State};
use domain::command::{Answer, Command};
use domain::film::development::{Density, DensityVerdict, MM_PER_MINUTE, Quarantine};
use domain::id::RunId;
use domain::refusal::Refusal;
use domain::view::films::RollLine;
use domain::view::finishing::{FilmLine, RunLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A film that waits for quality.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FilmInfo {
    pub roll: u64,
    /// Temporary id, `RRD123-2025_OU_16_01`.
    pub id: String,
    pub number: Option<String>,
    /// `16` or `35`.
    pub film: String,
    /// Frames on the film, repeats included.
    pub frames: u32,
    /// Milliseconds since 1970 UTC.
    pub filmed: i64,
    pub operator: String,
    /// The run it was developed in.
    pub run: Option<String>,
    /// It cannot be accepted while its run is in quarantine.
    pub held: bool,
}

impl FilmInfo {
    fn of(film: &FilmLine) -> Self {
        Self {
            roll: film.roll.id.get(),
            id: film.roll.temporary_id.clone(),
            number: film.roll.number.map(|number| number.to_string()),
            film: film.roll.film.code().to_owned(),
            frames: film.frames,
            filmed: film.filmed.millis(),
            operator: film.operator.clone(),
            run: film.run.map(RunId::label),
            held: film.held,
        }
    }
}

/// A density reading.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReadingInfo {
    /// Such as `1.25`.
    pub density: String,
    /// `too_low`, `low`, `good`, `high`, `too_high`.
    pub verdict: String,
}

/// A roll of a run, as it stands now.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RunRoll {
    pub roll: u64,
    /// Temporary id, `RRD123-2025_OU_16_01`.
    pub id: String,
    pub number: Option<String>,
    pub stage: String,
}

/// A run of the processor.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RunInfo {
    /// `E-0012`.
    pub run: String,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    pub by: String,
    /// The batch of chemistry.
    pub bath: String,
    pub readings: Vec<ReadingInfo>,
    pub length_mm: u64,
    /// Time in the processor, in whole minutes.
    pub minutes: u64,
    /// `clear`, `held`, `released`.
    pub quarantine: String,
    /// Why it is held, or was released.
    pub reason: Option<String>,
    pub rolls: Vec<RunRoll>,
}

impl RunInfo {
    fn of(run: &RunLine) -> Self {
        let reason = match &run.quarantine {
            Quarantine::Clear => None,
            Quarantine::Held { reason } | Quarantine::Released { reason } => Some(reason.clone()),
        };
        let reading = |(density, verdict): &(Density, DensityVerdict)| ReadingInfo {
            density: density.to_string(),
            verdict: verdict.code().to_owned(),
        };
        let roll = |roll: &RollLine| RunRoll {
            roll: roll.id.get(),
            id: roll.temporary_id.clone(),
            number: roll.number.map(|number| number.to_string()),
            stage: roll.stage.code().to_owned(),
        };
        Self {
            run: run.id.label(),
            at: run.at.millis(),
            by: run.by.clone(),
            bath: run.bath.clone(),
            readings: run.readings.iter().map(reading).collect(),
            length_mm: run.length_mm,
            minutes: run.length_mm.div_ceil(MM_PER_MINUTE),
            quarantine: run.quarantine.code().to_owned(),
            reason,
            rolls: run.rolls.iter().map(roll).collect(),
        }
    }
}

/// The work of quality.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DevelopmentInfo {
    /// Filmed, to be developed; oldest first.
    pub waiting: Vec<FilmInfo>,
    /// Developed, to be accepted; oldest first.
    pub developed: Vec<FilmInfo>,
    /// Newest first.
    pub runs: Vec<RunInfo>,
    /// Where older runs follow: the run to ask for them with.
    pub older: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RunsAsked {
    /// Runs before this one: `E-0012`.
    before: Option<String>,
}

/// What waits for development and acceptance, and a page of runs.
#[utoipa::path(get, path = "/film/development", params(RunsAsked),
    responses((status = 200, body = DevelopmentInfo), (status = 404, body = Problem)))]
pub async fn show(
    State(api): State<Api>,
    Asked(asked): Asked<RunsAsked>,
    _: Caller,
) -> Result<Json<DevelopmentInfo>, Problem> {
    let before = asked.before.as_deref().map(find::run).transpose()?;
    let view = api.store.development(before, (api.clock)()).await?;
    Ok(Json(DevelopmentInfo {
        waiting: view.waiting.iter().map(FilmInfo::of).collect(),
        developed: view.developed.iter().map(FilmInfo::of).collect(),
        runs: view.runs.iter().map(RunInfo::of).collect(),
        older: view.older.map(RunId::label),
    }))
}

/// One run with its rolls and readings.
#[utoipa::path(get, path = "/film/development/{run}",
    params(("run" = String, Path, description = "such as E-0012")),
    responses((status = 200, body = RunInfo), (status = 404, body = Problem)))]
pub async fn run(
    State(api): State<Api>,
    Path(run): Path<String>,
    _: Caller,
) -> Result<Json<RunInfo>, Problem> {
    let id = find::run(&run)?;
    let view = api.store.run_view(id).await?;
    Ok(Json(RunInfo::of(&view.ok_or_else(|| Refusal::NoSuchRun { run: id.label() })?)))
}

/// A density as it is sent: a number, or a text with point or comma.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DensitySent {
    Number(serde_json::Number),
    Text(String),
}

/// What was developed together.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DevelopAsked {
    /// Film numbers, ids or temporary ids.
    #[schema(value_type = Vec<String>)]
    pub rolls: Vec<Named>,
    /// Readings, 0.00 to 2.00: `1.25`.
    #[serde(default)]
    #[schema(value_type = Vec<f64>)]
    pub density: Vec<DensitySent>,
    /// The batch of chemistry, in the lab's words.
    #[serde(default)]
    pub bath: String,
}

/// A run that was recorded.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Developed {
    /// `E-0012`.
    pub run: String,
    /// A reading lies beyond the limits: none of its films is accepted until the run is released.
    pub quarantined: bool,
}

/// Records that films were developed in one run of the processor.
#[utoipa::path(post, path = "/film/development", request_body = DevelopAsked,
    responses((status = 200, body = Developed), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn develop(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<DevelopAsked>,
) -> Result<Json<Developed>, Problem> {
    let density = |sent: &DensitySent| match sent {
        DensitySent::Number(number) => Density::parse(&number.to_string()),
        DensitySent::Text(text) => Density::parse(text),
    };
    let readings = asked.density.iter().map(density).collect::<Result<_, _>>();
    let readings = readings.map_err(|error| Problem::unreadable(format!("{error}.")))?;
    let rolls = api.rolls(&asked.rolls).await?.iter().map(|roll| roll.id).collect();
    let command = Command::DevelopRolls { rolls, bath: asked.bath, readings };
    match api.perform(caller, command).await?.answer {
        Answer::Developed { run, quarantined } => Ok(Json(Developed { run: run.label(), quarantined })),
        other => Err(unexpected(&other)),
    }
}

/// Holds a run back: none of its films can be accepted.
#[utoipa::path(post, path = "/film/development/{run}/quarantine", request_body = Reasoned,
    params(("run" = String, Path, description = "such as E-0012")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn quarantine(
    State(api): State<Api>,
    Path(run): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    let command = Command::QuarantineRun { run: find::run(&run)?, reason };
    Ok(Json(Done::of(&api.perform(caller, command).await?)))
}

/// Lets a held run go.
#[utoipa::path(post, path = "/film/development/{run}/release", request_body = Reasoned,
    params(("run" = String, Path, description = "such as E-0012")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn release(
    State(api): State<Api>,
    Path(run): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    let command = Command::ReleaseRun { run: find::run(&run)?, reason };
    Ok(Json(Done::of(&api.perform(caller, command).await?)))
}

/// Which films quality found good.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AcceptAsked {
    /// Film numbers, ids or temporary ids.
    #[schema(value_type = Vec<String>)]
    pub rolls: Vec<Named>,
    #[serde(default)]
    pub note: String,
}

/// Accepts developed films, all of them or none.
#[utoipa::path(post, path = "/film/accept", request_body = AcceptAsked,
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn accept(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<AcceptAsked>,
) -> Result<Json<Done>, Problem> {
    let rolls = api.rolls(&asked.rolls).await?.iter().map(|roll| roll.id).collect();
    let command = Command::AcceptRolls { rolls, note: asked.note };
    Ok(Json(Done::of(&api.perform(caller, command).await?)))
}

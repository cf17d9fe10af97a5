//! Numbers: who has one, reserve, release, void.

use super::projects::unexpected;
use super::{Api, Caller, Problem};
use axum::Json;
use axum::extract::{Path, State};
use domain::command::{Answer, Command};
use domain::history::About;
use domain::number::FilmNumber;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::words::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing that happened to a number.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryLine {
    /// Ledger entry.
    pub entry: u64,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    pub actor: String,
    pub title: String,
    pub sentence: String,
}

/// A number's state and life.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NumberInfo {
    pub number: String,
    /// `free`, `reserved`, `bound`, `issued`, `void`.
    pub state: String,
    pub history: Vec<HistoryLine>,
}

/// A number's state and everything that happened to it.
#[utoipa::path(get, path = "/numbers/{number}",
    params(("number" = String, Path, description = "such as 10000136")),
    responses((status = 200, body = NumberInfo), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn show(
    State(api): State<Api>,
    Path(number): Path<String>,
    _: Caller,
) -> Result<Json<NumberInfo>, Problem> {
    let number = parse(&number)?;
    let held = api.store.held(number).await?;
    let held = held.ok_or_else(|| Refusal::NoSuchNumber { number: number.to_string() })?;
    let told = api.store.history(About::Number(number), Language::English).await?;
    let history = told
        .into_iter()
        .map(|line| HistoryLine {
            entry: line.entry,
            at: line.at.millis(),
            actor: line.actor,
            title: line.title,
            sentence: line.sentence,
        })
        .collect();
    let state = held.holding.state().code().to_owned();
    Ok(Json(NumberInfo { number: number.to_string(), state, history }))
}

fn parse(text: &str) -> Result<FilmNumber, Problem> {
    FilmNumber::parse(text).map_err(|error| Problem::unreadable(format!("{error}.")))
}

/// What to reserve.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReserveAsked {
    /// Such as `OU`.
    pub site: String,
    #[serde(default = "one")]
    pub count: u32,
    /// What for: the record keeps it.
    pub purpose: String,
    /// Milliseconds since 1970 UTC.
    pub until: Option<i64>,
}

const fn one() -> u32 {
    1
}

/// Numbers a request changed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Numbers {
    pub numbers: Vec<String>,
}

async fn numbers(api: &Api, caller: Caller, command: Command) -> Result<Json<Numbers>, Problem> {
    match api.perform(caller, command).await?.answer {
        Answer::Numbers { numbers } => {
            Ok(Json(Numbers { numbers: numbers.iter().map(ToString::to_string).collect() }))
        }
        other => Err(unexpected(&other)),
    }
}

/// Reserves the lowest free numbers of a site's series.
#[utoipa::path(post, path = "/numbers/reserve", request_body = ReserveAsked,
    responses((status = 200, body = Numbers), (status = 409, body = Problem)))]
pub async fn reserve(
    State(api): State<Api>,
    caller: Caller,
    Json(asked): Json<ReserveAsked>,
) -> Result<Json<Numbers>, Problem> {
    let until = asked.until.map(Timestamp::from_millis);
    let command =
        Command::ReserveNumbers { site: asked.site, count: asked.count, purpose: asked.purpose, until };
    numbers(&api, caller, command).await
}

/// What to give back or void, and why.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReasonedNumbers {
    pub numbers: Vec<String>,
    pub reason: String,
}

/// Gives reserved numbers back.
#[utoipa::path(post, path = "/numbers/release", request_body = ReasonedNumbers,
    responses((status = 200, body = Numbers), (status = 409, body = Problem)))]
pub async fn release(
    State(api): State<Api>,
    caller: Caller,
    Json(asked): Json<ReasonedNumbers>,
) -> Result<Json<Numbers>, Problem> {
    let parsed = asked.numbers.iter().map(|number| parse(number)).collect::<Result<_, _>>()?;
    numbers(&api, caller, Command::ReleaseNumbers { numbers: parsed, reason: asked.reason }).await
}

/// Why a number is void.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct VoidAsked {
    pub reason: String,
}

/// Voids a number for ever.
#[utoipa::path(post, path = "/numbers/{number}/void", request_body = VoidAsked,
    params(("number" = String, Path, description = "such as 10000136")),
    responses((status = 200, body = Numbers), (status = 409, body = Problem)))]
pub async fn void(
    State(api): State<Api>,
    Path(number): Path<String>,
    caller: Caller,
    Json(asked): Json<VoidAsked>,
) -> Result<Json<Numbers>, Problem> {
    let number = parse(&number)?;
    numbers(&api, caller, Command::VoidNumber { number, reason: asked.reason }).await
}

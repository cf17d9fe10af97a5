//! Numbers: who has one, reserve, release, void.

use super::projects::unexpected;
use super::rework::ReworkInfo;
use super::{Api, Caller, Problem, Reasoned, Sent};
use axum::Json;
use axum::extract::{Path, State};
use domain::command::{Answer, Command};
use domain::history::About;
use domain::number::{FilmNumber, Holding};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::view::lab::Step;
use domain::view::numbers::{BreakView, SeriesView};
use domain::words::{Language, Say};
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

impl From<Step> for HistoryLine {
    fn from(step: Step) -> Self {
        Self {
            entry: step.entry,
            at: step.at.millis(),
            actor: step.actor,
            title: step.title,
            sentence: step.sentence,
        }
    }
}

/// A number's state and life.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NumberInfo {
    pub number: String,
    /// `free`, `reserved`, `bound`, `issued`, `void`.
    pub state: String,
    /// Temporary id of the roll that carries it.
    pub roll: Option<String>,
    /// Where that roll stands: `filmed`, `developed`, `accepted`, `rework`, …
    pub stage: Option<String>,
    /// Why it is void.
    pub reason: Option<String>,
    /// The number of the film that took the place of the one it was on.
    pub replaced_by: Option<String>,
    /// Films with this number that were rejected, newest first.
    pub reworks: Vec<ReworkInfo>,
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
    let roll = match &held.holding {
        Holding::Issued { roll, .. } => api.store.roll(*roll).await?,
        _ => None,
    };
    let (reason, replaced_by) = match &held.holding {
        Holding::Void { reason, replaced_by } => (Some(reason.clone()), *replaced_by),
        Holding::Skipped { source } => (Some(source.clone()), None),
        _ => (None, None),
    };
    let reworks = api.store.reworks_of_number(number).await?;
    let history = api.store.history(About::Number(number), Language::English).await?;
    Ok(Json(NumberInfo {
        number: number.to_string(),
        state: held.holding.state().code().to_owned(),
        roll: roll.as_ref().map(|roll| roll.temporary_id.to_string()),
        stage: roll.as_ref().map(|roll| roll.stage_word().code().to_owned()),
        reason,
        replaced_by: replaced_by.map(|number| number.to_string()),
        reworks: reworks.iter().map(ReworkInfo::of).collect(),
        history: history.into_iter().map(HistoryLine::from).collect(),
    }))
}

/// A neighbour that kept a project's numbers from following each other.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct BreakInfo {
    /// Ledger entry.
    pub entry: u64,
    /// The project's highest number until then.
    pub after: String,
    pub blocked_by: String,
    /// Who has that number today: a project's folder, or what it is kept for.
    pub holder: String,
    /// The numbers given instead.
    pub given: Vec<String>,
}

impl From<BreakView> for BreakInfo {
    fn from(one: BreakView) -> Self {
        Self {
            entry: one.entry,
            after: one.after.to_string(),
            blocked_by: one.blocked_by.to_string(),
            holder: one.holder,
            given: one.given.iter().map(ToString::to_string).collect(),
        }
    }
}

/// A number that is on no delivered film.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct GapInfo {
    pub number: String,
    /// `free`, `reserved`, `bound`, `issued`, `void`.
    pub state: String,
    pub roll: Option<String>,
    pub project: Option<String>,
    /// What it is kept for, or why it came back or is void.
    pub reason: String,
    /// Milliseconds since 1970 UTC.
    pub until: Option<i64>,
    pub by: String,
    /// Milliseconds since 1970 UTC.
    pub since: i64,
    /// Ledger entry.
    pub entry: u64,
}

/// Every number handed out that is on no delivered film, and the numbers nothing explains: always none.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Gaps {
    pub unexplained: u32,
    pub numbers: Vec<GapInfo>,
}

/// Numbers on no delivered film, each with its reason, its person and its time.
#[utoipa::path(get, path = "/numbers/gaps", responses((status = 200, body = Gaps)))]
pub async fn gaps(State(api): State<Api>, _: Caller) -> Result<Json<Gaps>, Problem> {
    let unexplained = api.store.series_views().await?.iter().map(SeriesView::unexplained).sum();
    let numbers = api.store.gaps().await?.into_iter().map(|row| GapInfo {
        number: row.number.to_string(),
        state: row.state.code().to_owned(),
        roll: row.roll.map(|roll| roll.name),
        project: row.project.map(|project| project.name),
        reason: row.words,
        until: row.until.map(Timestamp::millis),
        by: row.by,
        since: row.since.millis(),
        entry: row.entry,
    });
    Ok(Json(Gaps { unexplained, numbers: numbers.collect() }))
}

fn parse(text: &str) -> Result<FilmNumber, Problem> {
    FilmNumber::read(text).map_err(|misread| Problem::unreadable(misread.say(Language::English)))
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
    Sent(asked): Sent<ReserveAsked>,
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
    Sent(asked): Sent<ReasonedNumbers>,
) -> Result<Json<Numbers>, Problem> {
    let parsed = asked.numbers.iter().map(|number| parse(number)).collect::<Result<_, _>>()?;
    numbers(&api, caller, Command::ReleaseNumbers { numbers: parsed, reason: asked.reason }).await
}

/// Voids a number for ever.
#[utoipa::path(post, path = "/numbers/{number}/void", request_body = Reasoned,
    params(("number" = String, Path, description = "such as 10000136")),
    responses((status = 200, body = Numbers), (status = 409, body = Problem)))]
pub async fn void(
    State(api): State<Api>,
    Path(number): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Numbers>, Problem> {
    let number = parse(&number)?;
    numbers(&api, caller, Command::VoidNumber { number, reason }).await
}

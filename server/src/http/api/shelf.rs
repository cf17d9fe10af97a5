//! The shelf: temp rolls, where they lie, how long they are, and taking stock of them.

use super::numbers::HistoryLine;
use super::projects::unexpected;
use super::{Api, Caller, Done, Problem, Reasoned, Sent, find};
use axum::Json;
use axum::extract::{Path, State};
use domain::command::{Answer, Command};
use domain::film::reel::{TempRoll, TempRollStage};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::view::films::RollLine;
use domain::words::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A temp roll (Restfilm).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TempRollInfo {
    /// Tag, `T-0087`.
    pub temp_roll: String,
    pub reel: String,
    /// `16` or `35`.
    pub film: String,
    pub length_mm: u32,
    pub usable_frames: u32,
    /// `on_shelf`, `loaded`, `lost`; of a single one also `consumed`, `discarded`.
    pub stage: String,
    /// Where it lies; empty where nobody said.
    #[serde(default)]
    pub place: String,
    /// Milliseconds since 1970 UTC.
    pub since: i64,
    /// Whole days since it was left.
    #[serde(default)]
    pub age_days: u32,
    /// When somebody last had it in hand while taking stock; milliseconds since 1970 UTC.
    #[serde(default)]
    pub seen: Option<i64>,
    /// Measured length less what its attempt left.
    #[serde(default)]
    pub correction_mm: i32,
}

impl TempRollInfo {
    fn of(piece: &TempRoll, usable_frames: u32, now: Timestamp) -> Self {
        Self {
            temp_roll: piece.id.label(),
            reel: piece.reel.label(),
            film: piece.film.code().to_owned(),
            length_mm: piece.length_mm,
            usable_frames,
            stage: piece.stage.code().to_owned(),
            place: piece.place.clone(),
            since: piece.since.millis(),
            age_days: u32::try_from(now.seconds_since(piece.since) / 86_400).unwrap_or(u32::MAX),
            seen: piece.seen.map(Timestamp::millis),
            correction_mm: piece.correction_mm,
        }
    }
}

/// A temp roll with its life.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TempRollDetail {
    #[serde(flatten)]
    pub info: TempRollInfo,
    /// Why it is lost or thrown away.
    pub reason: Option<String>,
    /// The roll whose filming left it.
    pub left_by: Option<String>,
    /// The roll it is in the camera for, or was used up by.
    pub used_by: Option<String>,
    pub reel_mm: u32,
    pub history: Vec<HistoryLine>,
}

/// Temp rolls whose film is still somewhere: on the shelf, in a camera, or lost.
#[utoipa::path(get, path = "/film/temp-rolls", responses((status = 200, body = Vec<TempRollInfo>)))]
pub async fn temp_rolls(State(api): State<Api>, _: Caller) -> Result<Json<Vec<TempRollInfo>>, Problem> {
    let settings = api.settings().await?.film;
    let now = (api.clock)();
    let pieces = api.store.live_temp_rolls().await?;
    let info = pieces
        .iter()
        .map(|piece| TempRollInfo::of(piece, settings.usable_frames(piece.film, piece.length_mm), now));
    Ok(Json(info.collect()))
}

/// One temp roll, whatever became of it.
#[utoipa::path(get, path = "/film/temp-rolls/{tag}",
    params(("tag" = String, Path, description = "such as T-0087")),
    responses((status = 200, body = TempRollDetail), (status = 404, body = Problem)))]
pub async fn temp_roll(
    State(api): State<Api>,
    Path(tag): Path<String>,
    _: Caller,
) -> Result<Json<TempRollDetail>, Problem> {
    let id = find::temp_roll(&tag)?;
    let view = api.store.temp_roll_view(id, Language::English).await?;
    let view = view.ok_or_else(|| Refusal::NoSuchTempRoll { temp_roll: id.label() })?;
    let reason = match &view.piece.stage {
        TempRollStage::Discarded { reason } | TempRollStage::Lost { reason } => Some(reason.clone()),
        TempRollStage::OnShelf | TempRollStage::Loaded { .. } | TempRollStage::Consumed { .. } => None,
    };
    Ok(Json(TempRollDetail {
        info: TempRollInfo::of(&view.piece, view.usable_frames, (api.clock)()),
        reason,
        left_by: view.left_by.as_ref().map(RollLine::name),
        used_by: view.used_by.as_ref().map(RollLine::name),
        reel_mm: view.reel_mm,
        history: view.history.into_iter().map(HistoryLine::from).collect(),
    }))
}

async fn change(api: &Api, caller: Caller, command: Command) -> Result<Json<Done>, Problem> {
    Ok(Json(Done::of(&api.perform(caller, command).await?)))
}

/// What somebody measured.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Measured {
    pub length_mm: i64,
    #[serde(default)]
    pub reason: String,
}

/// Corrects a temp roll's length by measurement.
#[utoipa::path(post, path = "/film/temp-rolls/{tag}/measure", request_body = Measured,
    params(("tag" = String, Path, description = "such as T-0087")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn measure(
    State(api): State<Api>,
    Path(tag): Path<String>,
    caller: Caller,
    Sent(Measured { length_mm, reason }): Sent<Measured>,
) -> Result<Json<Done>, Problem> {
    let temp_roll = find::temp_roll(&tag)?;
    // No film is shorter than nothing or longer than a reel: either end is refused by the rule, in its own words.
    let length_mm = u32::try_from(length_mm.max(0)).unwrap_or(u32::MAX);
    change(&api, caller, Command::MeasureTempRoll { temp_roll, length_mm, reason }).await
}

/// Where a temp roll lies.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Placed {
    /// In the lab's words, at most 40 characters.
    #[serde(default)]
    pub place: String,
}

/// Says where a temp roll lies.
#[utoipa::path(post, path = "/film/temp-rolls/{tag}/place", request_body = Placed,
    params(("tag" = String, Path, description = "such as T-0087")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn place(
    State(api): State<Api>,
    Path(tag): Path<String>,
    caller: Caller,
    Sent(Placed { place }): Sent<Placed>,
) -> Result<Json<Done>, Problem> {
    let temp_roll = find::temp_roll(&tag)?;
    change(&api, caller, Command::PlaceTempRoll { temp_roll, place }).await
}

/// Throws a temp roll away: its film is scrap.
#[utoipa::path(post, path = "/film/temp-rolls/{tag}/discard", request_body = Reasoned,
    params(("tag" = String, Path, description = "such as T-0087")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn discard(
    State(api): State<Api>,
    Path(tag): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    let temp_roll = find::temp_roll(&tag)?;
    change(&api, caller, Command::DiscardTempRoll { temp_roll, reason }).await
}

/// Reports a temp roll lost: its film still counts until it is found or thrown away.
#[utoipa::path(post, path = "/film/temp-rolls/{tag}/lost", request_body = Reasoned,
    params(("tag" = String, Path, description = "such as T-0087")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn lost(
    State(api): State<Api>,
    Path(tag): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    let temp_roll = find::temp_roll(&tag)?;
    change(&api, caller, Command::ReportTempRollLost { temp_roll, reason }).await
}

/// Puts a lost temp roll back on the shelf.
#[utoipa::path(post, path = "/film/temp-rolls/{tag}/found", request_body = Placed,
    params(("tag" = String, Path, description = "such as T-0087")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn found(
    State(api): State<Api>,
    Path(tag): Path<String>,
    caller: Caller,
    Sent(Placed { place }): Sent<Placed>,
) -> Result<Json<Done>, Problem> {
    let temp_roll = find::temp_roll(&tag)?;
    change(&api, caller, Command::FindTempRoll { temp_roll, place }).await
}

/// The tags in hand while stock is taken.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct StockAsked {
    /// Stock of this place alone; left out, of the whole shelf.
    #[serde(default)]
    pub place: String,
    /// Every tag found; what should lie there and is not among them is reported lost.
    pub found: Vec<String>,
}

/// What taking stock came to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct StockTaken {
    pub found: u32,
    /// Tags that were not there: they are reported lost.
    pub missing: Vec<String>,
}

/// Takes stock of the shelf, or of one place of it.
#[utoipa::path(post, path = "/film/temp-rolls/stock", request_body = StockAsked,
    responses((status = 200, body = StockTaken), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn stock(
    State(api): State<Api>,
    caller: Caller,
    Sent(StockAsked { place, found }): Sent<StockAsked>,
) -> Result<Json<StockTaken>, Problem> {
    let found = found.iter().map(|tag| find::temp_roll(tag)).collect::<Result<_, _>>()?;
    match api.perform(caller, Command::TakeStock { place, found }).await?.answer {
        Answer::Stock { found, missing } => Ok(Json(StockTaken { found, missing })),
        other => Err(unexpected(&other)),
    }
}

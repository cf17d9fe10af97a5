//! Rolls and film: start, finish, and what lies on the shelf.

use super::projects::unexpected;
use super::{Api, Caller, Problem};
use crate::intake::{self, Upload};
use axum::Json;
use axum::extract::{Path, Query, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::command::{Answer, Command, FilmChoice, Outcome, Proof};
use domain::film::attempt::FailReason;
use domain::film::document::Document;
use domain::id::TempRollId;
use domain::refusal::Refusal;
use domain::words::{Language, Say};
use serde::{Deserialize, Serialize};
use store::NumberedRoll;
use utoipa::{IntoParams, ToSchema};

/// A roll.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RollInfo {
    pub roll: u64,
    /// Temporary id, `RRD123-2025_OU_16_01`.
    pub id: String,
    pub project: u64,
    /// `16` or `35`.
    pub film: String,
    pub stage: String,
    /// Only a confirmed roll has one.
    pub number: Option<String>,
    pub documents: u32,
    pub frames: u32,
    pub first: String,
    pub last: String,
    pub attempts: u32,
    pub revision: u64,
}

impl RollInfo {
    pub(super) fn of(numbered: &NumberedRoll, documents: &[Document]) -> Self {
        let roll = &numbered.roll;
        let barcode = |segment: Option<&domain::film::roll::Segment>| {
            let document = segment.and_then(|segment| documents.get(segment.document as usize));
            document.map_or_else(String::new, |document| document.barcode.to_string())
        };
        Self {
            roll: roll.id.get(),
            id: roll.temporary_id.to_string(),
            project: roll.project.get(),
            film: roll.film.code().to_owned(),
            stage: roll.stage_word().code().to_owned(),
            number: numbered.number.map(|number| number.to_string()),
            documents: roll.segments.len() as u32,
            frames: roll.frames,
            first: barcode(roll.segments.first()),
            last: barcode(roll.segments.last()),
            attempts: roll.attempts,
            revision: roll.revision,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
pub struct RollsAsked {
    /// Only of this project: id, archive id or folder name.
    project: Option<String>,
}

/// Live rolls of all projects or of one.
#[utoipa::path(get, path = "/film/rolls", params(RollsAsked), responses((status = 200, body = Vec<RollInfo>)))]
pub async fn rolls(
    State(api): State<Api>,
    Query(asked): Query<RollsAsked>,
    _: Caller,
) -> Result<Json<Vec<RollInfo>>, Problem> {
    let project = match asked.project {
        Some(project) => Some(api.project(&project).await?.id),
        None => None,
    };
    let rolls = api.store.numbered_rolls(project).await?;
    Ok(Json(rolls.iter().map(|roll| RollInfo::of(roll, &[])).collect()))
}

/// One roll by its id or temporary id.
#[utoipa::path(get, path = "/film/rolls/{roll}",
    params(("roll" = String, Path, description = "id or temporary id")),
    responses((status = 200, body = RollInfo), (status = 404, body = Problem)))]
pub async fn roll(
    State(api): State<Api>,
    Path(roll): Path<String>,
    _: Caller,
) -> Result<Json<RollInfo>, Problem> {
    let roll = api.roll(&roll).await?;
    let documents = api.store.documents(roll.project).await?;
    let number = api.store.numbers_of_rolls(&[roll.id]).await?.remove(&roll.id);
    Ok(Json(RollInfo::of(&NumberedRoll { roll, number }, &documents)))
}

/// On what film, and in which machine.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct StartAsked {
    /// `new` or a temp roll's tag; left out, the best-fitting temp roll or else a new reel.
    pub on: Option<String>,
    #[serde(default)]
    pub machine: String,
}

/// A started attempt.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Started {
    pub attempt: u64,
    pub reel: String,
    pub temp_roll: Option<String>,
    /// The number to type into the camera, where the site binds at the start.
    pub number: Option<String>,
}

/// Starts an attempt: locks roll and film.
#[utoipa::path(post, path = "/film/rolls/{roll}/start", request_body = StartAsked,
    params(("roll" = String, Path, description = "id or temporary id")),
    responses((status = 200, body = Started), (status = 409, body = Problem)))]
pub async fn start(
    State(api): State<Api>,
    Path(roll): Path<String>,
    caller: Caller,
    Json(asked): Json<StartAsked>,
) -> Result<Json<Started>, Problem> {
    let roll = api.roll(&roll).await?.id;
    let film = match asked.on.as_deref() {
        None | Some("" | "proposed") => FilmChoice::Proposed,
        Some("new") => FilmChoice::New,
        Some(tag) => {
            let id = TempRollId::parse_label(tag);
            FilmChoice::TempRoll(id.ok_or_else(|| Refusal::NoSuchTempRoll { temp_roll: tag.to_owned() })?)
        }
    };
    let command = Command::StartFilming { roll, film, machine: asked.machine };
    match api.perform(caller, command).await?.answer {
        Answer::Started { attempt, reel, temp_roll, number } => Ok(Json(Started {
            attempt: attempt.get(),
            reel,
            temp_roll,
            number: number.map(|number| number.to_string()),
        })),
        other => Err(unexpected(&other)),
    }
}

/// A file of the machine.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct FileSent {
    pub name: String,
    /// The bytes, base64.
    pub content: String,
}

/// One of: the machine's files, frames counted, or why it failed.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct FinishAsked {
    pub log: Option<FileSent>,
    pub desc: Option<FileSent>,
    /// Frames counted; with `failed`, frames exposed before it failed.
    pub frames: Option<u32>,
    /// `jam`, `aborted`, `short`, `foreign`, `exposure`, `wrong-film`, `machine`, or your own words.
    pub failed: Option<String>,
}

/// A finding of the evidence.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FindingInfo {
    pub kind: String,
    /// Whether the roll cannot be confirmed because of it.
    pub blocks: bool,
    pub sentence: String,
    /// The finding's own fields.
    pub detail: serde_json::Value,
}

/// How the attempt came out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Finished {
    /// `confirmed`, `contradicted` (nothing issued, the attempt keeps running), `failed`.
    pub outcome: String,
    pub number: Option<String>,
    pub findings: Vec<FindingInfo>,
    /// Tag of the rest that went to the shelf.
    pub temp_roll: Option<String>,
    /// What remains of the film, in millimetres.
    pub rest_mm: u32,
}

/// Finishes the running attempt: confirmed by evidence or count, or failed with a reason.
#[utoipa::path(post, path = "/film/rolls/{roll}/finish", request_body = FinishAsked,
    params(("roll" = String, Path, description = "id or temporary id")),
    responses((status = 200, body = Finished), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn finish(
    State(api): State<Api>,
    Path(roll): Path<String>,
    caller: Caller,
    Json(asked): Json<FinishAsked>,
) -> Result<Json<Finished>, Problem> {
    let roll = api.roll(&roll).await?.id;
    let command = match (asked.failed, asked.log, asked.frames) {
        (Some(reason), None, frames) => {
            let reason = FailReason::parse(&reason).ok_or(Refusal::ReasonMissing)?;
            Command::FailFilming { roll, reason, frames }
        }
        (None, Some(log), None) => {
            let mut uploads = vec![unpacked(log)?];
            uploads.extend(asked.desc.map(unpacked).transpose()?);
            let proof = tokio::task::spawn_blocking(move || intake::proof(&uploads, Language::English)).await;
            let proof = proof
                .map_err(|_| Problem::unreadable("These files could not be read."))?
                .map_err(Problem::unreadable)?;
            Command::FinishFilming { roll, proof }
        }
        (None, None, Some(frames)) => Command::FinishFilming { roll, proof: Proof::Counted { frames } },
        _ => {
            let title =
                "Send one of: the machine's log (with its descriptor), frames counted, or why it failed.";
            return Err(Problem::unreadable(title));
        }
    };
    match api.perform(caller, command).await?.answer {
        Answer::Finished { outcome, number, findings, temp_roll, rest_mm } => Ok(Json(Finished {
            outcome: match outcome {
                Outcome::Confirmed => "confirmed",
                Outcome::Contradicted => "contradicted",
                Outcome::Failed => "failed",
            }
            .to_owned(),
            number: number.map(|number| number.to_string()),
            findings: findings.iter().map(finding).collect(),
            temp_roll,
            rest_mm,
        })),
        other => Err(unexpected(&other)),
    }
}

fn finding(found: &domain::evidence::Finding) -> FindingInfo {
    let mut detail = serde_json::to_value(found).unwrap_or_default();
    let kind = detail.as_object_mut().and_then(|fields| fields.remove("kind"));
    FindingInfo {
        kind: kind.and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default(),
        blocks: found.blocks(),
        sentence: found.say(Language::English),
        detail,
    }
}

fn unpacked(file: FileSent) -> Result<Upload, Problem> {
    let bytes = STANDARD.decode(file.content.as_bytes()).map_err(|_| {
        Problem::unreadable(format!("The content of {} is not base64: encode the file's bytes.", file.name))
    })?;
    Ok(Upload { name: file.name, bytes })
}

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
    /// `on_shelf` or `loaded`.
    pub stage: String,
    /// Milliseconds since 1970 UTC.
    pub since: i64,
}

/// Temp rolls on the shelf and in cameras.
#[utoipa::path(get, path = "/film/temp-rolls", responses((status = 200, body = Vec<TempRollInfo>)))]
pub async fn temp_rolls(State(api): State<Api>, _: Caller) -> Result<Json<Vec<TempRollInfo>>, Problem> {
    let settings = api.settings().await?.film;
    let pieces = api.store.live_temp_rolls().await?;
    let info = pieces.iter().map(|piece| TempRollInfo {
        temp_roll: piece.id.label(),
        reel: piece.reel.label(),
        film: piece.film.code().to_owned(),
        length_mm: piece.length_mm,
        usable_frames: settings.usable_frames(piece.film, piece.length_mm),
        stage: piece.stage.code().to_owned(),
        since: piece.since.millis(),
    });
    Ok(Json(info.collect()))
}

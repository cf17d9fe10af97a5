//! Rolls: what they are, start and finish.

use super::projects::unexpected;
use super::rework::ReworkInfo;
use super::{Api, Asked, Caller, Problem, Sent, find};
use crate::intake::{self, Upload};
use axum::Json;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::command::{Answer, Command, FilmChoice, Outcome, Proof};
use domain::film::attempt::FailReason;
use domain::film::document::Document;
use domain::film::project::Standing;
use domain::film::roll::Stage;
use domain::id::{ProjectId, RollId};
use domain::refusal::Refusal;
use domain::view::finishing::ReworkLine;
use domain::words::{Language, Say};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    /// `planned`, `rework`, `filming`, `filmed`, `developed`, `accepted`, `cancelled`.
    pub stage: String,
    /// Only a confirmed roll has one, or one whose rejected film keeps it.
    pub number: Option<String>,
    /// The run it was developed in, `E-0012`.
    pub run: Option<String>,
    pub documents: u32,
    pub frames: u32,
    pub first: String,
    pub last: String,
    pub attempts: u32,
    /// Films of this roll that were rejected, newest first.
    pub reworks: Vec<ReworkInfo>,
    pub revision: u64,
}

/// What was rejected, by roll.
pub(super) type Reworks = BTreeMap<RollId, Vec<ReworkLine>>;

impl RollInfo {
    pub(super) fn of(numbered: &NumberedRoll, documents: &[Document], reworks: &Reworks) -> Self {
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
            run: match roll.stage {
                Stage::Developed { run, .. } | Stage::Accepted { run, .. } => Some(run.label()),
                Stage::Planned
                | Stage::Rework { .. }
                | Stage::Filming { .. }
                | Stage::Filmed { .. }
                | Stage::Cancelled => None,
            },
            documents: roll.segments.len() as u32,
            frames: roll.frames,
            first: barcode(roll.segments.first()),
            last: barcode(roll.segments.last()),
            attempts: roll.attempts,
            reworks: reworks.get(&roll.id).into_iter().flatten().map(ReworkInfo::of).collect(),
            revision: roll.revision,
        }
    }
}

/// What was rejected of these rolls.
pub(super) async fn reworks(api: &Api, rolls: &[NumberedRoll]) -> Result<Reworks, Problem> {
    let ids: Vec<RollId> = rolls.iter().map(|numbered| numbered.roll.id).collect();
    let mut reworks = Reworks::new();
    for line in api.store.reworks_of_rolls(&ids).await? {
        reworks.entry(line.rework.roll).or_default().push(line);
    }
    Ok(reworks)
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RollsAsked {
    /// Only of this project: id, archive id or folder name.
    project: Option<String>,
}

/// Live rolls of all projects that are not deleted, or of one.
#[utoipa::path(get, path = "/film/rolls", params(RollsAsked), responses((status = 200, body = Vec<RollInfo>)))]
pub async fn rolls(
    State(api): State<Api>,
    Asked(asked): Asked<RollsAsked>,
    _: Caller,
) -> Result<Json<Vec<RollInfo>>, Problem> {
    let rolls = match asked.project {
        Some(project) => api.store.numbered_rolls(Some(api.project(&project).await?.id)).await?,
        None => {
            let mut projects = api.store.all_projects().await?;
            projects.retain(|project| matches!(project.standing, Standing::Deleted { .. }));
            let deleted: BTreeSet<ProjectId> = projects.iter().map(|project| project.id).collect();
            let mut rolls = api.store.numbered_rolls(None).await?;
            rolls.retain(|numbered| !deleted.contains(&numbered.roll.project));
            rolls
        }
    };
    let reworks = reworks(&api, &rolls).await?;
    Ok(Json(rolls.iter().map(|roll| RollInfo::of(roll, &[], &reworks)).collect()))
}

/// One roll by its film number, id or temporary id.
#[utoipa::path(get, path = "/film/rolls/{roll}",
    params(("roll" = String, Path, description = "film number, id or temporary id")),
    responses((status = 200, body = RollInfo), (status = 404, body = Problem)))]
pub async fn roll(
    State(api): State<Api>,
    Path(roll): Path<String>,
    _: Caller,
) -> Result<Json<RollInfo>, Problem> {
    let roll = api.roll(&roll).await?;
    let documents = api.store.documents(roll.project).await?;
    let number = api.store.numbers_of_rolls(&[roll.id]).await?.remove(&roll.id);
    let numbered = NumberedRoll { roll, number };
    let reworks = reworks(&api, std::slice::from_ref(&numbered)).await?;
    Ok(Json(RollInfo::of(&numbered, &documents, &reworks)))
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
    params(("roll" = String, Path, description = "film number, id or temporary id")),
    responses((status = 200, body = Started), (status = 409, body = Problem)))]
pub async fn start(
    State(api): State<Api>,
    Path(roll): Path<String>,
    caller: Caller,
    Sent(asked): Sent<StartAsked>,
) -> Result<Json<Started>, Problem> {
    let roll = api.roll(&roll).await?.id;
    let film = match asked.on.as_deref() {
        None | Some("" | "proposed") => FilmChoice::Proposed,
        Some("new") => FilmChoice::New,
        Some(tag) => FilmChoice::TempRoll(find::temp_roll(tag)?),
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
    params(("roll" = String, Path, description = "film number, id or temporary id")),
    responses((status = 200, body = Finished), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn finish(
    State(api): State<Api>,
    Path(roll): Path<String>,
    caller: Caller,
    Sent(asked): Sent<FinishAsked>,
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

//! Programs: plan and import files, list, show.

use super::projects::unexpected;
use super::{Api, Caller, Problem, Sent};
use crate::files::{folder, programs as folders};
use crate::programs::{File, Planned, comes_in, importing};
use axum::Json;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::command::{Answer, Key, Request};
use domain::id::ProgramId;
use domain::person::Right;
use domain::program::history::AboutProgram;
use domain::program::rename::Numbered;
use domain::program::{Program, ProgramAnswer, ProgramNumber, ProgramRefusal};
use domain::words::{Language, Say};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A program's file.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ProgramFileSent {
    /// Its name, with its folder where it has one.
    pub name: String,
    /// The bytes, base64.
    pub content: String,
}

/// Files, or a folder below the server's import root.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ProgramsAsked {
    /// Where they came from, in your words: the record keeps it.
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub files: Vec<ProgramFileSent>,
    #[serde(default)]
    pub folder: Option<String>,
    /// Also take in what gets another number than it says.
    #[serde(default)]
    pub accept_proposals: bool,
}

/// What was planned and taken in. Each batch is one commit: all of its files or none.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ProgramsImported {
    /// Entries of the ledger, one for each batch.
    pub entries: Vec<u64>,
    pub new: u32,
    pub versions: u32,
    /// Files that were left as their proposals say.
    pub left: u32,
    /// Why a later batch was refused; what came before it is in, and importing again goes on there.
    pub stopped: Option<String>,
    /// Files by verdict.
    pub totals: BTreeMap<String, u32>,
    /// A row for each file: `file`, `verdict`, `proposal`, `imported`, …
    #[schema(value_type = Vec<Object>)]
    pub files: Vec<Value>,
}

/// Says what importing would come to, against the registry as it is; nothing is written.
#[utoipa::path(post, path = "/programs/plan", request_body = ProgramsAsked,
    responses((status = 200, description = "rows, totals by verdict, and counts", body = Object), (status = 422, body = Problem)))]
pub async fn plan(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramsAsked>,
) -> Result<Json<Value>, Problem> {
    caller.may(Right::Program)?;
    Ok(Json(planned(&api, asked).await?.told()))
}

/// Takes programs in. Importing the same files again changes nothing.
#[utoipa::path(post, path = "/programs/import", request_body = ProgramsAsked,
    responses((status = 200, body = ProgramsImported), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn import(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramsAsked>,
) -> Result<Json<ProgramsImported>, Problem> {
    caller.may(Right::Program)?;
    let (source, accept) = (asked.source.clone(), asked.accept_proposals);
    let planned = planned(&api, asked).await?;
    let ids = numbered(&api).await?.into_iter().map(|(program, number)| (number, program.id)).collect();
    let mut imported = ProgramsImported {
        totals: planned.totals().into_iter().map(|(verdict, count)| (verdict.to_owned(), count)).collect(),
        ..ProgramsImported::default()
    };
    for (at, files) in planned.batches(accept, &ids).into_iter().enumerate() {
        let key = caller.key.as_ref().and_then(|key| Key::parse(&format!("{}/{at}", key.as_str())).ok());
        let (actor, command) = (caller.actor.clone(), importing(&source, files));
        let request = Request { actor, at: (api.clock)(), key, seen: None, command };
        match api.store.perform(request).await {
            Ok(receipt) => match receipt.answer {
                Answer::Programs(ProgramAnswer::Imported { new, versions }) => {
                    imported.entries.push(receipt.entry);
                    imported.new += new.len() as u32;
                    imported.versions += versions.len() as u32;
                }
                other => return Err(unexpected(&other)),
            },
            Err(error) if imported.entries.is_empty() => return Err(error.into()),
            Err(error) => {
                imported.stopped = Some(Problem::from(error).title);
                break;
            }
        }
    }
    let came: Vec<bool> = planned.plan.files.iter().map(|file| comes_in(file, accept)).collect();
    imported.left = came.iter().filter(|came| !**came).count() as u32;
    if let Value::Array(rows) = planned.told()["files"].take() {
        imported.files = rows
            .into_iter()
            .zip(came)
            .map(|(mut row, came)| {
                row["imported"] = came.into();
                row
            })
            .collect();
    }
    Ok(Json(imported))
}

async fn planned(api: &Api, asked: ProgramsAsked) -> Result<Planned, Problem> {
    let (registry, table) = api.store.program_registry().await?;
    let root = api.import_root.clone();
    let work = move || files_of(asked, root.as_deref()).map(|files| Planned::new(files, &registry, table));
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::unreadable("These files could not be read."))?
}

fn files_of(asked: ProgramsAsked, root: Option<&std::path::Path>) -> Result<Vec<File>, Problem> {
    let Some(relative) = asked.folder else {
        return asked.files.into_iter().map(opened).collect();
    };
    let root = root.ok_or_else(|| {
        Problem::unreadable("This server has no import root: send the files, or start it with --import-root.")
    })?;
    let said = |error: crate::files::folder_refusal::FolderRefusal| {
        Problem::unreadable(format!("{}.", error.say(Language::English)))
    };
    let root = folder::open_root(root).map_err(said)?;
    let found = folders::below(&folder::open(&root, &relative).map_err(said)?, File::new);
    Ok(found.map_err(said)?.files)
}

fn opened(file: ProgramFileSent) -> Result<File, Problem> {
    let bytes = STANDARD.decode(file.content.as_bytes()).map_err(|_| {
        Problem::unreadable(format!("The content of {} is not base64: encode the file's bytes.", file.name))
    })?;
    Ok(File::new(&file.name, bytes))
}

/// A program as a list shows it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ProgramInfo {
    /// Such as `P-0012`; stays the same whatever number it has.
    pub program: String,
    /// Such as `O62500`; none in the trash.
    pub number: Option<String>,
    /// `live`, `trashed`.
    pub stage: String,
    pub title: String,
    /// Inches.
    pub round_size: Option<f64>,
    /// `title`, `geometry`, `manual`.
    pub source: Option<String>,
    /// The range its number lies in.
    pub range: Option<String>,
    pub in_range: Option<bool>,
    pub version: u32,
    pub bytes: u32,
    /// SHA-256 of its bytes, hexadecimal.
    pub digest: String,
    /// Without the O-line: equal ones are copies.
    pub fingerprint: Option<String>,
    /// Numbers it had before, oldest first.
    pub earlier: Vec<String>,
    pub notes: String,
    pub revision: u64,
}

fn info(program: Program, number: Option<ProgramNumber>, table: &domain::program::RangeTable) -> ProgramInfo {
    use domain::program::Judged;
    let size = program.size();
    let judged = number.map(|number| table.judge(number, size.map(|(size, _)| size)));
    ProgramInfo {
        program: program.id.label(),
        number: number.map(|number| number.to_string()),
        stage: program.stage.code().to_owned(),
        title: program.imprint.title,
        round_size: size.map(|(size, _)| size.inches()),
        source: size.map(|(_, source)| source.code().to_owned()),
        range: number.and_then(|number| table.range_of(number)).map(|range| range.label.clone()),
        in_range: match judged {
            Some(Judged::In) => Some(true),
            Some(Judged::Out) => Some(false),
            _ => None,
        },
        version: program.version,
        bytes: program.imprint.size_bytes,
        digest: program.imprint.digest.to_string(),
        fingerprint: program.imprint.fingerprint.map(|digest| digest.to_string()),
        earlier: program.earlier.iter().map(|earlier| earlier.number.to_string()).collect(),
        notes: program.notes,
        revision: program.revision,
    }
}

/// Every program that is there or in the trash.
#[utoipa::path(get, path = "/programs", responses((status = 200, body = Vec<ProgramInfo>)))]
pub async fn list(State(api): State<Api>, _: Caller) -> Result<Json<Vec<ProgramInfo>>, Problem> {
    let (_, table) = api.store.range_table().await?;
    let mut programs = api.store.programs().await?;
    programs.sort_by_key(|(program, number)| (number.is_none(), *number, program.id));
    Ok(Json(programs.into_iter().map(|(program, number)| info(program, number, &table)).collect()))
}

/// One number or program with its content and its life.
#[utoipa::path(get, path = "/programs/{name}", params(("name" = String, Path, description = "`O62500` or `P-0012`")),
    responses((status = 200, description = "state, holder, content, versions, history", body = Object), (status = 404, body = Problem)))]
pub async fn show(
    State(api): State<Api>,
    Path(name): Path<String>,
    _: Caller,
) -> Result<Json<Value>, Problem> {
    let mut answer = json!({});
    let id = match program_id(&name) {
        Some(id) => Some(id),
        None => {
            let number = parse(&name)?;
            let held = api.store.program_held(number).await?;
            let about = AboutProgram::Number(number);
            answer["number"] = number.to_string().into();
            answer["state"] = held.as_ref().map_or("free", |held| held.holding.state().code()).into();
            answer["held"] = held.as_ref().map_or(Value::Null, |held| json!(held));
            answer["history"] = json!(api.store.program_history(about, Language::English).await?);
            held.and_then(|held| held.holding.program())
        }
    };
    if let Some(id) = id {
        let (_, table) = api.store.range_table().await?;
        let found = api.store.program(id).await?;
        let (program, number, versions) =
            found.ok_or_else(|| Problem::from(domain::refusal::Refusal::from(no_program(&name))))?;
        let about = AboutProgram::Program(id);
        answer["content"] =
            versions.last().map_or(Value::Null, |version| STANDARD.encode(version.content.bytes()).into());
        answer["versions"] = versions
            .iter()
            .map(|one| {
                json!({ "version": one.version, "origin": one.origin.code(), "name": one.name, "by": one.by,
                    "at": one.at, "entry": one.entry, "digest": one.imprint.digest })
            })
            .collect();
        answer["program"] = json!(info(program, number, &table));
        answer["life"] = json!(api.store.program_history(about, Language::English).await?);
    }
    Ok(Json(answer))
}

fn no_program(name: &str) -> ProgramRefusal {
    ProgramRefusal::NoSuchProgram { program: name.chars().take(40).collect() }
}

fn program_id(name: &str) -> Option<ProgramId> {
    name.strip_prefix("P-").or_else(|| name.strip_prefix("p-"))?.parse().ok()
}

pub(super) fn parse(text: &str) -> Result<ProgramNumber, Problem> {
    ProgramNumber::parse(text).map_err(|error| Problem::unreadable(format!("{error}.")))
}

/// Every program that is there, with its number.
pub(super) async fn numbered(api: &Api) -> Result<Vec<Numbered>, Problem> {
    let programs = api.store.programs().await?;
    Ok(programs.into_iter().filter_map(|(program, number)| Some((program, number?))).collect())
}

/// The program somebody means: by its number now, or by its own name.
pub(super) async fn meant(api: &Api, name: &str) -> Result<ProgramId, Problem> {
    if let Some(id) = program_id(name) {
        return Ok(id);
    }
    let held = api.store.program_held(parse(name)?).await?;
    let program = held.and_then(|held| held.holding.program());
    program.ok_or_else(|| domain::refusal::Refusal::from(no_program(name)).into())
}

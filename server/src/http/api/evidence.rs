//! Files of the machine that belong to no attempt, and findings: import, list, settle.

use super::projects::unexpected;
use super::{Api, Asked, Caller, Done, Problem, Sent};
use crate::files::{folder, machine, unpack};
use axum::Json;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::command::{Answer, Command};
use domain::id::FindingId;
use domain::machine::{MatterKind, ReadFile, Resolution};
use domain::refusal::Refusal;
use domain::view::findings::{FindingView, FindingsQuery};
use domain::words::{Language, Say};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A file of the machine, plain or packed.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct MachineFileSent {
    pub name: String,
    /// The bytes, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The bytes, zlib, then base64: a twentieth of the length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packed: Option<String>,
}

/// What to import: files, or a folder below the server's import root.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ImportAsked {
    /// Where they came from, in your words: the record keeps it.
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub files: Vec<MachineFileSent>,
    #[serde(default)]
    pub folder: Option<String>,
    /// Put the files on record only, and leave the series of film numbers as they are.
    #[serde(default)]
    pub keep_series: bool,
    /// Only say what it would come to.
    #[serde(default)]
    pub dry_run: bool,
}

/// What an import came to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Imported {
    /// Its entry in the ledger; 0 where nothing had to change.
    pub entry: u64,
    pub new: u32,
    pub known: u32,
    /// Film numbers taken into the series.
    pub numbers: u32,
    /// Film numbers below them that no file names: void, so that they are never given.
    pub skipped: u32,
    pub findings: u32,
    /// Open findings that what arrived has settled.
    pub settled: u32,
    /// Files offered to running attempts.
    pub offered: u32,
    pub unreadable: u32,
    /// Different numbers by class: `production`, `legacy`, `test`, `mistyped`.
    pub classes: std::collections::BTreeMap<String, u32>,
}

/// Takes files of the machine over, all or none; the same files again change nothing.
#[utoipa::path(post, path = "/evidence/import", request_body = ImportAsked,
    responses((status = 200, body = Imported), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn import(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ImportAsked>,
) -> Result<Json<Imported>, Problem> {
    let (source, seed, dry_run) = (asked.source.clone(), !asked.keep_series, asked.dry_run);
    let root = api.import_root.clone();
    let files = tokio::task::spawn_blocking(move || files_of(asked, root.as_deref())).await;
    let files = files.map_err(|_| Problem::unreadable("These files could not be read."))??;
    let command = Command::ImportMachineFiles { source, seed, files };
    let (entry, answer) = if dry_run {
        let Caller { actor, .. } = caller;
        let at = (api.clock)();
        let request = domain::command::Request { actor, at, key: None, seen: None, command };
        (0, api.store.consider(&request).await?)
    } else {
        let receipt = api.perform(caller, command).await?;
        (receipt.entry, receipt.answer)
    };
    match answer {
        Answer::Imported {
            new,
            known,
            numbers,
            skipped,
            findings,
            settled,
            offered,
            classes,
            unreadable,
        } => {
            let classes = classes.iter().map(|line| (line.class.code().to_owned(), line.numbers)).collect();
            Ok(Json(Imported {
                entry,
                new,
                known,
                numbers,
                skipped,
                findings,
                settled,
                offered,
                unreadable,
                classes,
            }))
        }
        other => Err(unexpected(&other)),
    }
}

fn files_of(asked: ImportAsked, root: Option<&std::path::Path>) -> Result<Vec<ReadFile>, Problem> {
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
    machine::below(&folder::open(&root, &relative).map_err(said)?).map_err(said)
}

fn opened(file: MachineFileSent) -> Result<ReadFile, Problem> {
    let name = &file.name;
    let bytes = match (file.content, file.packed) {
        (Some(content), None) => STANDARD.decode(content.as_bytes()).map_err(|_| {
            Problem::unreadable(format!("The content of {name} is not base64: encode the file's bytes."))
        })?,
        (None, Some(packed)) => unpack(&packed).map_err(|_| {
            Problem::unreadable(format!("{name} does not unpack: send zlib in base64, or the plain content."))
        })?,
        _ => {
            return Err(Problem::unreadable(format!("{name} has no bytes: send its content or it packed.")));
        }
    };
    if bytes.len() as u64 > machine::MOST_BYTES {
        let most = machine::MOST_BYTES / (1024 * 1024);
        return Err(Problem::unreadable(format!("{name} is too large: {most} MB a file at most.")));
    }
    Ok(machine::surveyed(name, &bytes))
}

/// Which findings to list.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
pub struct FindingsAsked {
    /// `open` or `settled`; open where it is not said.
    pub state: Option<String>,
    /// Such as `foreign_project`.
    pub kind: Option<String>,
    /// A number of the machine, or its beginning.
    pub number: Option<String>,
}

/// A finding of the machine's files.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct MatterInfo {
    /// Such as `B-0012`.
    pub finding: String,
    pub number: String,
    pub kind: String,
    pub sentence: String,
    /// What it means and what to do.
    pub meaning: String,
    /// The finding's own fields: frames, projects, passes.
    pub detail: serde_json::Value,
    /// Milliseconds since 1970 UTC.
    pub raised: i64,
    pub resolution: Option<String>,
    pub note: Option<String>,
    pub settled: Option<i64>,
    pub settled_by: Option<String>,
}

impl MatterInfo {
    fn of(view: &FindingView) -> Self {
        let kind = view.matter.kind();
        let settled = view.settled.as_ref();
        Self {
            finding: view.id.label(),
            number: view.number.clone(),
            kind: kind.code().to_owned(),
            sentence: view.matter.say(Language::English),
            meaning: kind.meaning(Language::English).to_owned(),
            detail: serde_json::to_value(&view.matter).unwrap_or_default(),
            raised: view.at.millis(),
            resolution: settled.map(|settled| settled.resolution.code().to_owned()),
            note: settled.map(|settled| settled.note.clone()),
            settled: settled.map(|settled| settled.at.millis()),
            settled_by: settled.map(|settled| settled.by.clone()),
        }
    }
}

/// Findings of the machine's files, by number.
#[utoipa::path(get, path = "/evidence/findings", params(FindingsAsked),
    responses((status = 200, body = Vec<MatterInfo>), (status = 422, body = Problem)))]
pub async fn findings(
    State(api): State<Api>,
    _: Caller,
    Asked(asked): Asked<FindingsAsked>,
) -> Result<Json<Vec<MatterInfo>>, Problem> {
    let settled = match asked.state.as_deref() {
        None | Some("open") => false,
        Some("settled") => true,
        Some(_) => return Err(Problem::unreadable("The state is open or settled: send one of them.")),
    };
    let kind = match asked.kind.as_deref() {
        None | Some("") => None,
        Some(text) => Some(MatterKind::parse(text).ok_or_else(|| {
            let kinds: Vec<&str> = MatterKind::ALL.iter().map(|kind| kind.code()).collect();
            Problem::unreadable(format!("There is no such kind: it is one of {}.", kinds.join(", ")))
        })?),
    };
    let query = FindingsQuery { settled, kind, number: asked.number.unwrap_or_default() };
    let view = api.store.all_findings(&query).await?;
    Ok(Json(view.rows.iter().map(MatterInfo::of).collect()))
}

/// What a finding came to.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct SettleAsked {
    /// `explained`, `second_copy`, `rework`, `test`, `slip`, `film_again`, `file_lost`.
    #[serde(default)]
    pub resolution: String,
    #[serde(default)]
    pub note: String,
}

/// Settles a finding, once.
#[utoipa::path(post, path = "/evidence/findings/{finding}/settle", request_body = SettleAsked,
    params(("finding" = String, Path, description = "such as B-0012")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn settle(
    State(api): State<Api>,
    Path(finding): Path<String>,
    caller: Caller,
    Sent(asked): Sent<SettleAsked>,
) -> Result<Json<Done>, Problem> {
    let missing = || Refusal::NoSuchFinding { finding: finding.chars().take(40).collect() };
    let finding = FindingId::parse_label(&finding).ok_or_else(missing)?;
    let resolution = Resolution::parse(&asked.resolution).ok_or(Refusal::ResolutionMissing)?;
    let command = Command::SettleFinding { finding, resolution, note: asked.note };
    Ok(Json(Done::of(&api.perform(caller, command).await?)))
}

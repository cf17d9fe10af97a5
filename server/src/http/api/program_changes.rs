//! Programs change: renumber, delete, restore, purge, undo, and plans over many of them.

use super::programs::{meant, numbered, parse};
use super::projects::unexpected;
use super::{Api, Caller, Problem, Sent};
use axum::Json;
use axum::extract::State;
use domain::command::{Answer, Command};
use domain::id::ProgramId;
use domain::person::Right;
use domain::program::rename::{Numbered, copies, to_right_range};
use domain::program::{Move, ProgramCommand, ProgramNumber, ProgramRefusal, Restoring};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Programs by number or name, and why.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ProgramsNamed {
    pub programs: Vec<String>,
    #[serde(default)]
    pub reason: String,
    /// Another number for a single program that is restored.
    #[serde(default)]
    pub number: Option<String>,
}

/// What a command on programs came to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ProgramsDone {
    pub entry: u64,
    /// `numbers`, `moves`, `programs`, … as the command answers.
    #[schema(value_type = Object)]
    pub answer: Value,
}

pub(super) async fn done(
    api: &Api,
    caller: Caller,
    command: ProgramCommand,
) -> Result<Json<ProgramsDone>, Problem> {
    let receipt = api.perform(caller, Command::Program(command)).await?;
    match receipt.answer {
        Answer::Programs(answer) => Ok(Json(ProgramsDone { entry: receipt.entry, answer: json!(answer) })),
        other => Err(unexpected(&other)),
    }
}

async fn all_meant(api: &Api, names: &[String]) -> Result<Vec<ProgramId>, Problem> {
    let mut programs = Vec::new();
    for name in names {
        programs.push(meant(api, name).await?);
    }
    Ok(programs)
}

/// Into the trash; their numbers rest.
#[utoipa::path(post, path = "/programs/delete", request_body = ProgramsNamed,
    responses((status = 200, body = ProgramsDone), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramsNamed>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let programs = all_meant(&api, &asked.programs).await?;
    done(&api, caller, ProgramCommand::Delete { programs, reason: asked.reason }).await
}

/// Out of the trash, under their own numbers or another one.
#[utoipa::path(post, path = "/programs/restore", request_body = ProgramsNamed,
    responses((status = 200, body = ProgramsDone), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn restore(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramsNamed>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let number = asked.number.as_deref().map(parse).transpose()?;
    let programs = all_meant(&api, &asked.programs).await?;
    let programs = programs.into_iter().map(|program| Restoring { program, number }).collect();
    done(&api, caller, ProgramCommand::Restore { programs }).await
}

/// Out of the trash for good.
#[utoipa::path(post, path = "/programs/purge", request_body = ProgramsNamed,
    responses((status = 200, body = ProgramsDone), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn purge(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramsNamed>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let programs = all_meant(&api, &asked.programs).await?;
    done(&api, caller, ProgramCommand::Purge { programs, reason: asked.reason }).await
}

/// A way from one number to another.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct MoveAsked {
    pub from: String,
    pub to: String,
}

/// What gets another number, and why.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RenumberAsked {
    pub moves: Vec<MoveAsked>,
    pub reason: String,
    /// Comments of other programs that name an old number follow.
    #[serde(default)]
    pub follow: bool,
}

/// Gives programs other numbers: all of them or none.
#[utoipa::path(post, path = "/programs/renumber", request_body = RenumberAsked,
    responses((status = 200, body = ProgramsDone), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn renumber(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<RenumberAsked>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let mut moves = Vec::new();
    for one in &asked.moves {
        let (from, to) = (parse(&one.from)?, parse(&one.to)?);
        moves.push(Move { program: meant(&api, &one.from).await?, from, to });
    }
    done(&api, caller, ProgramCommand::Renumber { moves, follow: asked.follow, reason: asked.reason }).await
}

/// Carry a plan out, or only look at it.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct PlanAsked {
    /// The token of the plan that was looked at: exactly that plan is carried out, or nothing. Without one the plan is
    /// only told.
    #[serde(default)]
    pub token: Option<String>,
    #[serde(default)]
    pub reason: String,
}

/// What a token stands for: the plan, and the state of the registry it was made on.
fn token_of(plan: &impl Serialize, programs: &[Numbered]) -> String {
    let revisions: Vec<_> = programs.iter().map(|(program, number)| (program.revision, number)).collect();
    let text = json!([plan, revisions]).to_string();
    domain::ledger::digest(text.as_bytes())[..24].to_owned()
}

fn moved() -> Problem {
    let differences = vec!["the plan is another one now".to_owned()];
    domain::refusal::Refusal::from(ProgramRefusal::PlanMoved { differences }).into()
}

/// Programs out of their range: what each would get, and with its token exactly that.
#[utoipa::path(post, path = "/programs/rename-to-range", request_body = PlanAsked,
    responses((status = 200, description = "moves and token, or what was done", body = Object), (status = 409, body = Problem)))]
pub async fn rename_to_range(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<PlanAsked>,
) -> Result<Json<Value>, Problem> {
    caller.may(Right::Program)?;
    let (_, table) = api.store.range_table().await?;
    let programs = numbered(&api).await?;
    let taken: BTreeSet<ProgramNumber> =
        api.store.program_holdings().await?.into_iter().map(|held| held.number).collect();
    let plan = to_right_range(&programs, &table, &taken);
    let token = token_of(&plan, &programs);
    let Some(given) = asked.token else {
        let ready = plan.iter().filter(|one| one.to.is_some()).count();
        let without = plan.len() - ready;
        return Ok(Json(json!({ "moves": plan, "ready": ready, "without_space": without, "token": token })));
    };
    if given != token {
        return Err(moved());
    }
    let moves = plan.iter().filter_map(domain::program::rename::PlannedMove::as_move).collect();
    let command = ProgramCommand::Renumber { moves, follow: true, reason: asked.reason };
    Ok(Json(json!(done(&api, caller, command).await?.0)))
}

/// Contents under several numbers: which number would stay, and with the token the others go into the trash.
#[utoipa::path(post, path = "/programs/duplicates", request_body = PlanAsked,
    responses((status = 200, description = "groups and token, or what was done", body = Object), (status = 409, body = Problem)))]
pub async fn duplicates(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<PlanAsked>,
) -> Result<Json<Value>, Problem> {
    caller.may(Right::Program)?;
    let (_, table) = api.store.range_table().await?;
    let programs = numbered(&api).await?;
    let groups = copies(&programs, &table);
    let token = token_of(&groups, &programs);
    let surplus: Vec<ProgramId> =
        groups.iter().flat_map(|group| group.surplus.iter().map(|(program, _)| *program)).collect();
    let Some(given) = asked.token else {
        let files = surplus.len() + groups.len();
        return Ok(Json(
            json!({ "groups": groups, "files": files, "surplus": surplus.len(), "token": token }),
        ));
    };
    if given != token {
        return Err(moved());
    }
    let command = ProgramCommand::Delete { programs: surplus, reason: asked.reason };
    Ok(Json(json!(done(&api, caller, command).await?.0)))
}

/// Which entry is taken back.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct UndoAsked {
    pub entry: u64,
}

/// Takes an entry back, while nothing it touched was changed since.
#[utoipa::path(post, path = "/programs/undo", request_body = UndoAsked,
    responses((status = 200, body = ProgramsDone), (status = 409, body = Problem)))]
pub async fn undo(
    State(api): State<Api>,
    caller: Caller,
    Sent(UndoAsked { entry }): Sent<UndoAsked>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    done(&api, caller, ProgramCommand::Undo { entry }).await
}

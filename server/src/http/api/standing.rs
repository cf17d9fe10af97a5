//! Projects that change their mind: reset, abandon, archive, delete, restore. Nothing of them is ever removed.

use super::{Api, Caller, Done, Problem, Reasoned, Sent};
use axum::Json;
use axum::extract::{Path, State};
use domain::command::Command;
use domain::id::ProjectId;

async fn change(
    api: &Api,
    project: &str,
    caller: Caller,
    command: impl FnOnce(ProjectId) -> Command,
) -> Result<Json<Done>, Problem> {
    let project = api.project(project).await?.id;
    Ok(Json(Done::of(&api.perform(caller, command(project)).await?)))
}

/// Opens a project's registration again: filmed rolls keep their numbers, the others are planned anew.
#[utoipa::path(post, path = "/film/projects/{project}/reset", request_body = Reasoned,
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn reset(
    State(api): State<Api>,
    Path(project): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    change(&api, &project, caller, |project| Command::ResetProject { project, reason }).await
}

/// Gives a project up: what it reserved goes back, what it spent stays explained.
#[utoipa::path(post, path = "/film/projects/{project}/abandon", request_body = Reasoned,
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn abandon(
    State(api): State<Api>,
    Path(project): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    change(&api, &project, caller, |project| Command::AbandonProject { project, reason }).await
}

/// Puts a project away whose rolls are all filmed.
#[utoipa::path(post, path = "/film/projects/{project}/archive",
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn archive(
    State(api): State<Api>,
    Path(project): Path<String>,
    caller: Caller,
) -> Result<Json<Done>, Problem> {
    change(&api, &project, caller, |project| Command::ArchiveProject { project }).await
}

/// Takes a project out of the lists, by a mark that `restore` takes back.
#[utoipa::path(post, path = "/film/projects/{project}/delete", request_body = Reasoned,
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn delete(
    State(api): State<Api>,
    Path(project): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    change(&api, &project, caller, |project| Command::DeleteProject { project, reason }).await
}

/// Takes back that a project was archived, abandoned or deleted.
#[utoipa::path(post, path = "/film/projects/{project}/restore",
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Done), (status = 409, body = Problem)))]
pub async fn restore(
    State(api): State<Api>,
    Path(project): Path<String>,
    caller: Caller,
) -> Result<Json<Done>, Problem> {
    change(&api, &project, caller, |project| Command::RestoreProject { project }).await
}

//! The lab itself: self-check, ledger, tokens, settings.

use super::projects::unexpected;
use super::{Api, Asked, Caller, Problem, Sent};
use crate::secret;
use axum::Json;
use axum::extract::State;
use domain::command::{Answer, Command};
use domain::lab::LabSettings;
use domain::ledger::Entry;
use domain::person::Roles;
use serde::{Deserialize, Serialize};
use store::replay::VerifyError;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CheckAsked {
    /// Recompute the chain and rebuild every table from the ledger, too.
    #[serde(default)]
    whole: bool,
}

/// One thing that contradicts a promise.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DifferenceInfo {
    pub promise: String,
    pub subject: String,
    pub sentence: String,
}

/// What the self-check found.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct CheckInfo {
    /// How many contradictions; 0 is what should always stand here.
    pub differences: u32,
    pub promises: u32,
    pub entries: u64,
    /// Whether the chain and a rebuild were part of it.
    pub whole: bool,
    pub found: Vec<DifferenceInfo>,
}

/// Evaluates every promise on live data.
#[utoipa::path(get, path = "/check", params(CheckAsked), responses((status = 200, body = CheckInfo)))]
pub async fn check(
    State(api): State<Api>,
    Asked(asked): Asked<CheckAsked>,
    _: Caller,
) -> Result<Json<CheckInfo>, Problem> {
    let report = if asked.whole { api.store.check_whole().await? } else { api.store.check().await? };
    let found: Vec<_> = report
        .differences
        .into_iter()
        .map(|difference| DifferenceInfo {
            promise: difference.promise,
            subject: difference.subject,
            sentence: difference.sentence,
        })
        .collect();
    Ok(Json(CheckInfo {
        differences: found.len() as u32,
        promises: report.promises,
        entries: report.entries,
        whole: report.whole,
        found,
    }))
}

/// Whether the chain holds.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct VerifyInfo {
    pub valid: bool,
    pub entries: u64,
    /// Hash of the last entry.
    pub head: String,
    /// Where it breaks, in one sentence.
    pub problem: Option<String>,
}

/// Recomputes the chain from the first entry.
#[utoipa::path(get, path = "/verify", responses((status = 200, body = VerifyInfo)))]
pub async fn verify(State(api): State<Api>, _: Caller) -> Result<Json<VerifyInfo>, Problem> {
    match api.store.verify().await {
        Ok(verifier) => Ok(Json(VerifyInfo {
            valid: true,
            entries: verifier.entries(),
            head: verifier.head().to_owned(),
            problem: None,
        })),
        Err(VerifyError::Broken(broken)) => {
            let (entries, head) = api.store.ledger_head().await?;
            Ok(Json(VerifyInfo { valid: false, entries, head, problem: Some(format!("{broken}.")) }))
        }
        Err(VerifyError::Store(error)) => Err(error.into()),
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LedgerAsked {
    /// Entries after this one; 0 from the beginning.
    #[serde(default)]
    after: u64,
    /// At most this many, up to 1,000.
    limit: Option<u32>,
}

/// A page of the ledger, oldest first.
#[utoipa::path(get, path = "/ledger", params(LedgerAsked),
    responses((status = 200, body = Vec<serde_json::Value>)))]
pub async fn ledger(
    State(api): State<Api>,
    Asked(asked): Asked<LedgerAsked>,
    _: Caller,
) -> Result<Json<Vec<Entry>>, Problem> {
    let limit = asked.limit.unwrap_or(100).clamp(1, 1000);
    Ok(Json(api.store.entries_after(asked.after, limit).await?))
}

/// What uses the token, and what it may do.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TokenAsked {
    pub label: String,
    /// `operator,planner`.
    pub roles: String,
}

/// A new token. The secret is shown once and kept nowhere.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TokenInfo {
    pub id: u64,
    pub token: String,
    pub roles: String,
}

/// Makes a token for a script or a machine.
#[utoipa::path(post, path = "/tokens", request_body = TokenAsked,
    responses((status = 200, body = TokenInfo), (status = 409, body = Problem)))]
pub async fn create_token(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<TokenAsked>,
) -> Result<Json<TokenInfo>, Problem> {
    let roles = Roles::parse(&asked.roles).ok_or_else(|| {
        Problem::unreadable(format!(
            "`{}` names no role: viewer, operator, quality, planner, programmer, manager, admin.",
            asked.roles
        ))
    })?;
    let token = format!("rollcall_{}", secret::random_long());
    let digest = domain::ledger::digest(token.as_bytes());
    let command = Command::CreateToken { label: asked.label, roles: roles.clone(), digest };
    match api.perform(caller, command).await?.answer {
        Answer::Token { token: id } => Ok(Json(TokenInfo { id: id.get(), token, roles: roles.text() })),
        other => Err(unexpected(&other)),
    }
}

/// The settings in force.
#[utoipa::path(get, path = "/settings", responses((status = 200, body = serde_json::Value)))]
pub async fn settings(State(api): State<Api>, _: Caller) -> Result<Json<LabSettings>, Problem> {
    Ok(Json(api.settings().await?))
}

/// Replaces the settings with a new version.
#[utoipa::path(put, path = "/settings", request_body = serde_json::Value,
    responses((status = 200, body = serde_json::Value), (status = 409, body = Problem)))]
pub async fn change_settings(
    State(api): State<Api>,
    caller: Caller,
    Sent(settings): Sent<LabSettings>,
) -> Result<Json<LabSettings>, Problem> {
    api.perform(caller, Command::ChangeSettings { settings: settings.clone() }).await?;
    Ok(Json(settings))
}

//! First-pass yield, and why films were made more than once.

use super::{Api, Caller, Problem};
use axum::Json;
use axum::extract::State;
use domain::view::quality::{Pareto, percent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Rolls first exposed in a month.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct MonthInfo {
    /// `2025-11`
    pub month: String,
    pub rolls: u32,
    /// Confirmed by their only attempt, and never rejected.
    pub first_pass: u32,
    /// Whole percent.
    pub percent: u32,
}

/// How often a reason was given.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReasonInfo {
    /// `failure`, `rework`, `complaint`.
    pub of: String,
    pub reason: String,
    pub count: u32,
}

/// How good the lab is at filming once. Test projects do not count.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct YieldInfo {
    pub rolls: u32,
    pub first_pass: u32,
    pub months: Vec<MonthInfo>,
    /// Most frequent first, kind by kind.
    pub reasons: Vec<ReasonInfo>,
}

/// First-pass yield by month, and the reasons of failures, reworks and complaints.
#[utoipa::path(get, path = "/film/yield", responses((status = 200, body = YieldInfo)))]
pub async fn show(State(api): State<Api>, _: Caller) -> Result<Json<YieldInfo>, Problem> {
    let view = api.store.quality(None).await?;
    let (rolls, first_pass) = view.sums();
    let months = view.months.iter().map(|month| MonthInfo {
        month: format!("{:04}-{:02}", month.year, month.month),
        rolls: month.rolls,
        first_pass: month.first_pass,
        percent: percent(month.first_pass, month.rolls).unwrap_or_default(),
    });
    let months = months.collect();
    let reasons = view.paretos.into_iter().flat_map(|Pareto { loss, reasons }| {
        reasons.into_iter().map(move |reason| ReasonInfo {
            of: loss.code().to_owned(),
            reason: reason.reason,
            count: reason.count,
        })
    });
    Ok(Json(YieldInfo { rolls, first_pass, months, reasons: reasons.collect() }))
}

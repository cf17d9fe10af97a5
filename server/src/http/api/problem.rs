//! Refusals as `application/problem+json` (RFC 9457): the rule's name, and one sentence.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::program::ProgramRefusal;
use domain::refusal::Refusal;
use domain::words::{Language, Say};
use serde::{Deserialize, Serialize};
use store::StoreError;
use utoipa::ToSchema;

/// Why a request changed nothing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The rule's name, stable: `already_filming`.
    pub code: String,
    /// HTTP status.
    pub status: u16,
    /// One sentence that says what is wrong and what to do.
    pub title: String,
    /// The refusal's own fields, where it has some: barcodes, numbers, differences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<serde_json::Value>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &str, title: impl Into<String>) -> Self {
        Self { code: code.to_owned(), status: status.as_u16(), title: title.into(), detail: None }
    }

    /// Input that cannot be read.
    pub fn unreadable(title: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unreadable", title)
    }

    pub fn not_found(title: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", title)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::NotAllowed { .. } => StatusCode::FORBIDDEN,
            Refusal::NoSuchProject { .. }
            | Refusal::NoSuchRoll { .. }
            | Refusal::NoSuchTempRoll { .. }
            | Refusal::NoSuchNumber { .. }
            | Refusal::NoSuchRun { .. }
            | Refusal::NoSuchFinding { .. }
            | Refusal::NoSuchPerson
            | Refusal::NoSuchToken => StatusCode::NOT_FOUND,
            Refusal::Program(ProgramRefusal::NoSuchProgram { .. } | ProgramRefusal::NoSuchRange { .. }) => {
                StatusCode::NOT_FOUND
            }
            Refusal::KeyUsedForOther => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Stale { .. } => StatusCode::PRECONDITION_FAILED,
            _ => StatusCode::CONFLICT,
        };
        let detail = serde_json::to_value(&refusal).ok();
        Self { detail, ..Self::new(status, &refusal.code(), refusal.say(Language::English)) }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => refusal.into(),
            StoreError::Busy | StoreError::Stopping | StoreError::Unknown => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "try_again", error.to_string())
            }
            other => {
                tracing::error!(error = %other, "a request failed");
                let title = "The server ran into an error; nothing was half done.";
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", title)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

//! What a request brings: who asks, its idempotency key, the revision it was decided on, and its body.

use super::Problem;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::{Extension, Json};
use domain::command::{Key, NotAKey};
use domain::person::{Actor, Right};
use domain::refusal::Refusal;
use serde::de::DeserializeOwned;

/// Who asks, with the idempotency key of the request and the revision it was decided on.
pub struct Caller {
    pub actor: Actor,
    pub(super) key: Option<Key>,
    /// From `If-Match`: what changed since is refused as stale.
    pub(super) seen: Option<u64>,
}

impl Caller {
    /// Refused before anything is looked up: whoever may not change a thing does not learn what there is.
    pub(super) fn may(&self, right: Right) -> Result<(), Problem> {
        if self.actor.may(right) { Ok(()) } else { Err(Refusal::NotAllowed { right }.into()) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Extension(actor) = Extension::<Actor>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::new(StatusCode::UNAUTHORIZED, "no_token", "A valid token is missing."))?;
        let key = match parts.headers.get("idempotency-key") {
            Some(value) => {
                let key = value.to_str().ok().and_then(|text| Key::parse(text).ok());
                Some(key.ok_or_else(|| Problem::unreadable(format!("{NotAKey}.")))?)
            }
            None => None,
        };
        let seen = match parts.headers.get("if-match") {
            Some(value) => {
                let seen = value.to_str().ok().and_then(|text| text.trim().trim_matches('"').parse().ok());
                Some(seen.ok_or_else(|| {
                    let title =
                        "If-Match is the revision that was read, such as \"17\": send that, or leave it out.";
                    Problem::unreadable(title)
                })?)
            }
            None => None,
        };
        Ok(Self { actor, key, seen })
    }
}

/// A JSON body; one that cannot be read is a [`Problem`] like every other.
pub struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = Json::<T>::from_request(request, state).await;
        body.map(|Json(value)| Self(value))
            .map_err(|rejection| unread(rejection.status(), &rejection.body_text()))
    }
}

/// What an address asks behind its question mark.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|Query(value)| Self(value))
            .map_err(|rejection| unread(rejection.status(), &rejection.body_text()))
    }
}

fn unread(status: StatusCode, why: &str) -> Problem {
    let why = why.trim_end_matches('.');
    Problem::new(status, "unreadable", format!("{why}: see /api/v1/openapi.json for what is needed."))
}

//! `/api/v1`: the same commands and reads for scripts and machines. The description is at `/api/v1/openapi.json`.
//!
//! A token (`Authorization: Bearer …`) says who asks; `Idempotency-Key` makes a retry harmless.

mod films;
mod lab;
mod numbers;
mod problem;
mod projects;

pub use problem::Problem;

use app::ssr::Visitor;
use axum::extract::{FromRequestParts, Request as HttpRequest, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json, Router, routing::get};
use domain::command::{Command, Key, Receipt, Request};
use domain::film::project::Project;
use domain::film::roll::Roll;
use domain::id::{ProjectId, RollId};
use domain::lab::LabSettings;
use domain::person::Actor;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use std::path::PathBuf;
use store::Store;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What every call of the API works with.
#[derive(Clone)]
pub struct Api {
    pub store: Store,
    pub import_root: Option<PathBuf>,
    pub clock: fn() -> Timestamp,
    /// Who asks when no token is needed: the console on its own store. On a server this is none.
    pub console: Option<Actor>,
}

#[derive(OpenApi)]
#[openapi(info(
    title = "Rollcall",
    description = "Film numbers, temp rolls and program numbers. Refusals are problem+json with one sentence; \
        commands take an Idempotency-Key and change things once."
))]
struct Description;

/// The routes, with the description they are made from.
fn described() -> OpenApiRouter<Api> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(projects::list, projects::register))
        .routes(routes!(projects::show))
        .routes(routes!(projects::plan))
        .routes(routes!(projects::deliver))
        .routes(routes!(projects::index))
        .routes(routes!(films::rolls))
        .routes(routes!(films::roll))
        .routes(routes!(films::start))
        .routes(routes!(films::finish))
        .routes(routes!(films::temp_rolls))
        .routes(routes!(numbers::show))
        .routes(routes!(numbers::reserve))
        .routes(routes!(numbers::release))
        .routes(routes!(numbers::void))
        .routes(routes!(lab::check))
        .routes(routes!(lab::verify))
        .routes(routes!(lab::ledger))
        .routes(routes!(lab::create_token))
        .routes(routes!(lab::settings, lab::change_settings))
}

/// The description as it is served.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().split_for_parts().1
}

/// The API below `/api/v1`.
pub fn router(api: Api) -> Router {
    let (routes, description) = described().split_for_parts();
    let authenticated = routes.layer(from_fn_with_state(api.clone(), authenticate)).with_state(api);
    let description = move || {
        let description = description.clone();
        async move { Json(description) }
    };
    authenticated
        .route("/openapi.json", get(description))
        .fallback(async || Problem::not_found("There is no such address: see /api/v1/openapi.json."))
}

/// Who asks was found out before: by token or session on a server, and nobody but the console on its own store.
/// Unknown, revoked and missing tokens get the same answer.
async fn authenticate(State(api): State<Api>, mut request: HttpRequest, next: Next) -> Response {
    let visitor = || request.extensions().get::<Visitor>().and_then(|visitor| visitor.actor.clone());
    match api.console.clone().or_else(visitor) {
        Some(actor) => {
            request.extensions_mut().insert(actor);
            next.run(request).await
        }
        None => {
            let title = "A valid token is missing: send it as `Authorization: Bearer …`.";
            Problem::new(StatusCode::UNAUTHORIZED, "no_token", title).into_response()
        }
    }
}

/// Who asks, and the idempotency key of the request.
pub struct Caller {
    pub actor: Actor,
    key: Option<Key>,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &S,
    ) -> Result<Self, Self::Rejection> {
        let Extension(actor) = Extension::<Actor>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::new(StatusCode::UNAUTHORIZED, "no_token", "A valid token is missing."))?;
        let key = match parts.headers.get("idempotency-key") {
            Some(value) => {
                let key = value.to_str().ok().and_then(|text| Key::parse(text).ok());
                Some(key.ok_or_else(|| Problem::unreadable(domain::command::NotAKey.to_string()))?)
            }
            None => None,
        };
        Ok(Self { actor, key })
    }
}

impl Api {
    /// Carries out a command through the one door.
    async fn perform(&self, caller: Caller, command: Command) -> Result<Receipt, Problem> {
        let Caller { actor, key } = caller;
        let request = Request { actor, at: (self.clock)(), key, seen: None, command };
        Ok(self.store.perform(request).await?)
    }

    async fn settings(&self) -> Result<LabSettings, Problem> {
        let settings = self.store.settings().await?;
        Ok(settings.map(|(_, settings)| settings).ok_or(Refusal::NotFounded)?)
    }

    /// A project by its id, or by its archive id or folder name where only one has it.
    async fn project(&self, text: &str) -> Result<Project, Problem> {
        let missing = || Problem::from(Refusal::NoSuchProject { project: text.to_owned() });
        if let Ok(id) = text.parse::<ProjectId>() {
            return self.store.project(id).await?.ok_or_else(missing);
        }
        let archive_id = text.split('_').next().unwrap_or(text);
        let mut found = self.store.projects_of_archive_id(archive_id).await?;
        if text != archive_id {
            found.retain(|project| project.key.folder() == text);
        }
        match found.len() {
            0 => Err(missing()),
            1 => found.pop().ok_or_else(missing),
            _ => {
                let names: Vec<String> = found
                    .iter()
                    .map(|project| format!("{} ({})", project.id, project.key.folder()))
                    .collect();
                let title = format!("Several projects are called {text}: {}. Give the id.", names.join(", "));
                Err(Problem::new(StatusCode::CONFLICT, "ambiguous", title))
            }
        }
    }

    /// A roll by its id or temporary id.
    async fn roll(&self, text: &str) -> Result<Roll, Problem> {
        let missing = || Problem::from(Refusal::NoSuchRoll { roll: text.to_owned() });
        if let Ok(id) = text.parse::<RollId>() {
            return self.store.roll(id).await?.ok_or_else(missing);
        }
        let mut found = self.store.rolls_named(text).await?;
        match found.len() {
            0 | 1 => found.pop().ok_or_else(missing),
            _ => {
                let ids: Vec<String> = found.iter().map(|roll| roll.id.to_string()).collect();
                let title = format!("Several rolls are called {text}: {}. Give the id.", ids.join(", "));
                Err(Problem::new(StatusCode::CONFLICT, "ambiguous", title))
            }
        }
    }
}

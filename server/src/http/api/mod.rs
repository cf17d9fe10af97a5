//! `/api/v1`: the same commands and reads for scripts and machines. The description is at `/api/v1/openapi.json`.
//!
//! A token (`Authorization: Bearer …`) says who asks; `Idempotency-Key` makes a retry harmless; `If-Match` with the
//! revision that was read refuses what changed since.

mod caller;
mod complaints;
mod deliveries;
mod development;
mod evidence;
mod films;
mod find;
mod lab;
mod labels;
mod numbers;
mod planning;
mod problem;
mod program_changes;
mod program_numbers;
mod programs;
mod projects;
mod quality;
mod rework;
mod shelf;
mod standing;
mod trace;

pub use caller::{Asked, Caller, Sent};
pub use problem::Problem;

use app::ssr::Visitor;
use axum::extract::{Request as HttpRequest, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing::get};
use domain::command::{Command, Receipt, Request};
use domain::lab::LabSettings;
use domain::person::Actor;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use store::Store;
use utoipa::{OpenApi, ToSchema};
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
        commands take an Idempotency-Key and change things once, and with If-Match they are refused where the project \
        or roll changed after that revision."
))]
struct Description;

/// The routes, with the description they are made from.
fn described() -> OpenApiRouter<Api> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(projects::list, projects::register))
        .routes(routes!(projects::show))
        .routes(routes!(projects::plan))
        .routes(routes!(deliveries::deliver))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::rows))
        .routes(routes!(projects::index))
        .routes(routes!(standing::reset))
        .routes(routes!(standing::abandon))
        .routes(routes!(standing::archive))
        .routes(routes!(standing::delete))
        .routes(routes!(standing::restore))
        .routes(routes!(planning::queue))
        .routes(routes!(planning::what_if))
        .routes(routes!(planning::duplicates))
        .routes(routes!(films::rolls))
        .routes(routes!(films::roll))
        .routes(routes!(films::start))
        .routes(routes!(films::finish))
        .routes(routes!(rework::rework))
        .routes(routes!(rework::preview))
        .routes(routes!(rework::void_kept_number))
        .routes(routes!(development::show, development::develop))
        .routes(routes!(development::run))
        .routes(routes!(development::quarantine))
        .routes(routes!(development::release))
        .routes(routes!(development::accept))
        .routes(routes!(shelf::temp_rolls))
        .routes(routes!(shelf::temp_roll))
        .routes(routes!(shelf::measure))
        .routes(routes!(shelf::place))
        .routes(routes!(shelf::discard))
        .routes(routes!(shelf::lost))
        .routes(routes!(shelf::found))
        .routes(routes!(shelf::stock))
        .routes(routes!(labels::label))
        .routes(routes!(labels::labels))
        .routes(routes!(labels::tags))
        .routes(routes!(trace::search))
        .routes(routes!(trace::document))
        .routes(routes!(numbers::show))
        .routes(routes!(numbers::gaps))
        .routes(routes!(numbers::reserve))
        .routes(routes!(numbers::release))
        .routes(routes!(numbers::void))
        .routes(routes!(quality::show))
        .routes(routes!(complaints::list, complaints::open))
        .routes(routes!(complaints::show))
        .routes(routes!(complaints::settle))
        .routes(routes!(evidence::import))
        .routes(routes!(evidence::findings))
        .routes(routes!(evidence::settle))
        .routes(routes!(lab::check))
        .routes(routes!(lab::verify))
        .routes(routes!(lab::ledger))
        .routes(routes!(lab::create_token))
        .routes(routes!(lab::settings, lab::change_settings))
        .merge(of_programs())
}

/// The routes of the program registry.
fn of_programs() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(programs::list))
        .routes(routes!(programs::plan))
        .routes(routes!(programs::import))
        .routes(routes!(programs::show))
        .routes(routes!(program_changes::delete))
        .routes(routes!(program_changes::restore))
        .routes(routes!(program_changes::purge))
        .routes(routes!(program_changes::renumber))
        .routes(routes!(program_changes::rename_to_range))
        .routes(routes!(program_changes::duplicates))
        .routes(routes!(program_changes::undo))
        .routes(routes!(program_numbers::next))
        .routes(routes!(program_numbers::release))
        .routes(routes!(program_numbers::extend))
        .routes(routes!(program_numbers::retire))
        .routes(routes!(program_numbers::ranges, program_numbers::load_ranges))
        .routes(routes!(program_numbers::ranges_impact))
}

/// The description as it is served.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().split_for_parts().1
}

/// The API below `/api/v1`.
pub fn router(api: Api) -> Router {
    let (routes, description) = described().split_for_parts();
    // Lengths are limited for every route at once, in `security`; on its own store the console brings what it has.
    let routes = routes.layer(axum::extract::DefaultBodyLimit::disable());
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

impl Api {
    /// Carries out a command through the one door.
    async fn perform(&self, caller: Caller, command: Command) -> Result<Receipt, Problem> {
        let Caller { actor, key, seen } = caller;
        let request = Request { actor, at: (self.clock)(), key, seen, command };
        Ok(self.store.perform(request).await?)
    }

    async fn settings(&self) -> Result<LabSettings, Problem> {
        let settings = self.store.settings().await?;
        Ok(settings.map(|(_, settings)| settings).ok_or(Refusal::NotFounded)?)
    }
}

/// That a command is carried out.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct Done {
    /// Its entry in the ledger; 0 where nothing had to change.
    pub entry: u64,
    pub changed: bool,
}

impl Done {
    fn of(receipt: &Receipt) -> Self {
        Self { entry: receipt.entry, changed: receipt.entry > 0 }
    }
}

/// Why something is done.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Reasoned {
    /// In the person's own words: the record keeps it.
    #[serde(default)]
    pub reason: String,
}

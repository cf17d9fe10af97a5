//! All routes of the server, and what every one of them passes on its way in and out.

use crate::http;
use crate::state::AppState;
use crate::{assets, live, security, telemetry, visitor};
use app::AssetPaths;
use app::frame::Frame;
use app::ssr::Visitor;
use axum::Router;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use leptos::nonce::use_nonce;
use leptos::prelude::{AnyView, IntoAny, provide_context, use_context};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list, render_app_async_with_context,
};
use std::sync::LazyLock;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// The addresses of the pages, read once in a process and before its first page is made. While leptos reads them, one
/// flag of the process keeps every resource from loading: a page made at that moment, for any server in the process,
/// would wait for its content for ever.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// The whole server as one service.
pub fn router(state: AppState) -> Router {
    let provide = provider(state.clone());
    let document = document(&state);
    let pages = render_app_async_with_context(provide.clone(), document.clone());
    let nowhere = move |request: Request| {
        let page = pages(request);
        async move {
            let mut response: Response = page.await;
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    };
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), telemetry::follow))
        .layer(from_fn_with_state(state.clone(), security::headers))
        .layer(CatchPanicLayer::custom(security::caught))
        .layer(from_fn_with_state(security::LONGEST_ANSWER, security::in_time))
        .layer(from_fn_with_state(state.clone(), security::same_origin))
        .layer(from_fn(security::body_length))
        .layer(RequestBodyTimeoutLayer::new(security::BODY_PAUSE))
        .map_request(|request: axum::http::Request<_>| request.map(axum::body::Body::new))
        .layer(from_fn_with_state(state.clone(), visitor::recognise))
        .layer(from_fn_with_state(state.clone(), visitor::gate));
    let api = http::api::Api {
        store: state.store().clone(),
        import_root: state.server.import_root.clone(),
        clock: state.server.clock,
        console: None,
    };
    Router::new()
        .nest_service("/api/v1", http::api::router(api))
        .route("/assets/{name}", get(assets::serve))
        .route("/favicon.ico", get(assets::favicon))
        .route("/health", get(telemetry::health))
        .route("/ready", get(telemetry::ready))
        .route("/metrics", get(telemetry::metrics))
        .route("/live", get(live::stream))
        .merge(http::routes())
        // The same closure for pages and for server functions, whose routes are added here, too.
        .leptos_routes_with_context(&state, PAGES.clone(), provide, document)
        .fallback(nowhere)
        .layer(layers)
        .with_state(state)
}

/// What a page or a server function finds around itself: the server, who asks, and the frame of the page. Made once
/// and used for both.
fn provider(state: AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(state.server.clone());
        if let Some(parts) = use_context::<Parts>() {
            if let Some(visitor) = parts.extensions.get::<Visitor>() {
                provide_context(visitor.clone());
            }
            if let Some(frame) = parts.extensions.get::<Frame>() {
                provide_context(frame.clone());
            }
        }
        // Pages have a nonce; what they may run is said with it.
        if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) {
            response
                .insert_header(header::CONTENT_SECURITY_POLICY, security::page_policy(&nonce.to_string()));
        }
    }
}

fn document(state: &AppState) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let assets = state.server.assets.clone();
    let paths = AssetPaths {
        js: assets.js.clone(),
        wasm: assets.wasm.clone(),
        css: assets.css.clone(),
        live: assets.live.clone(),
        sans: assets.sans.clone(),
        favicon: assets.favicon.clone(),
    };
    move || app::document(use_context::<Frame>().unwrap_or_default(), paths.clone()).into_any()
}

//! What people see and may ask: pages, parts and server functions of Rollcall.

pub mod api;
pub mod catalogue;
pub mod command_form;
pub mod error;
pub mod frame;
pub mod islands;
pub mod pages;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod tables;

use domain::words::Language;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use frame::Frame;
use pages::framed::{Framed, NotFound};

/// Addresses of the browser's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetPaths {
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub live: String,
    pub sans: String,
    pub favicon: String,
}

/// The document around the application, made on the server only.
pub fn document(frame: Frame, paths: AssetPaths) -> impl IntoView {
    let nonce = leptos::nonce::use_nonce();
    // Outside of islands nothing is hydrated, so nothing is sent along for it.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let start = format!(
        "import * as app from '{}'; \
        app.default({{ module_or_path: '{}' }}).then(() => {{ app.hydrate(); window.rollcallWake(app); }});",
        paths.js, paths.wasm
    );
    view! {
        <!DOCTYPE html>
        <html
            lang=frame.language().code()
            data-theme=frame.theme().code()
            data-reader=frame.reader.as_ref().map(|reader| reader.name.clone())
            data-seq=frame.seq
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="preload" href=paths.sans r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=paths.css/>
                <link rel="icon" href=paths.favicon type="image/svg+xml"/>
                <link rel="modulepreload" href=paths.js.clone() nonce=nonce.clone()/>
                <link
                    rel="preload"
                    href=paths.wasm.clone()
                    r#as="fetch"
                    type="application/wasm"
                    crossorigin="anonymous"
                />
                <script type="module" nonce=nonce.clone() src=paths.live></script>
                <script type="module" nonce=nonce>{start}</script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The application, the same on both sides.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let frame = frame::provide_frame();
    catalogue::provide_language(frame.language.unwrap_or(Language::German));
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/sign-in") view=pages::sign_in::SignIn ssr=SsrMode::Async/>
                <Route path=path!("/setup") view=pages::setup::Setup ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=Framed ssr=SsrMode::Async>
                    <Route path=path!("") view=pages::today::Today ssr=SsrMode::Async/>
                    <Route path=path!("/projects") view=pages::projects::Projects ssr=SsrMode::Async/>
                    <Route path=path!("/projects/new") view=pages::register::Register ssr=SsrMode::Async/>
                    <Route path=path!("/projects/:project") view=pages::project::ProjectPage ssr=SsrMode::Async/>
                    <Route path=path!("/rolls") view=pages::rolls::Rolls ssr=SsrMode::Async/>
                    <Route path=path!("/rolls/:roll") view=pages::roll::RollPage ssr=SsrMode::Async/>
                    <Route path=path!("/rolls/:roll/film") view=pages::film_now::FilmNow ssr=SsrMode::Async/>
                    <Route path=path!("/development") view=pages::development::Development ssr=SsrMode::Async/>
                    <Route path=path!("/quality") view=pages::quality::Quality ssr=SsrMode::Async/>
                    <Route path=path!("/complaints") view=pages::complaints::Complaints ssr=SsrMode::Async/>
                    <Route path=path!("/complaints/new") view=pages::complaints::new::NewComplaint ssr=SsrMode::Async/>
                    <Route path=path!("/complaints/:complaint") view=pages::complaints::one::ComplaintPage ssr=SsrMode::Async/>
                    <Route path=path!("/rework") view=pages::rework::Rework ssr=SsrMode::Async/>
                    <Route path=path!("/film/:tag") view=pages::temp_roll::TempRollPage ssr=SsrMode::Async/>
                    <Route path=path!("/stock-taking") view=pages::stock_taking::StockTaking ssr=SsrMode::Async/>
                    <Route path=path!("/duplicates") view=pages::duplicates::Duplicates ssr=SsrMode::Async/>
                    <Route path=path!("/queue") view=pages::queue::Queue ssr=SsrMode::Async/>
                    <Route path=path!("/film-stock") view=pages::film_stock::FilmStock ssr=SsrMode::Async/>
                    <Route path=path!("/findings") view=pages::findings::Findings ssr=SsrMode::Async/>
                    <Route path=path!("/findings/import") view=pages::findings::import::ImportPage ssr=SsrMode::Async/>
                    <Route path=path!("/numbers") view=pages::numbers::Numbers ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:number") view=pages::number::NumberPage ssr=SsrMode::Async/>
                    <Route path=path!("/programs") view=pages::programs::Programs ssr=SsrMode::Async/>
                    <Route path=path!("/programs/:program") view=pages::programs::one::ProgramPage ssr=SsrMode::Async/>
                    <Route path=path!("/ranges") view=pages::programs::ranges::Ranges ssr=SsrMode::Async/>
                    <Route path=path!("/free") view=pages::free::FreeNumbers ssr=SsrMode::Async/>
                    <Route path=path!("/heatmap") view=pages::heatmap::Heatmap ssr=SsrMode::Async/>
                    <Route path=path!("/ledger") view=pages::ledger::LedgerPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view=pages::settings::SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/people") view=pages::people::People ssr=SsrMode::Async/>
                    <Route path=path!("/documents/:barcode") view=pages::document::DocumentPage ssr=SsrMode::Async/>
                    <Route path=path!("/search") view=pages::search::Search ssr=SsrMode::Async/>
                    <Route path=path!("/check") view=pages::check::CheckPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

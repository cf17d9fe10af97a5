//! What every request of the server shares.

use crate::assets::Site;
use crate::config::{Config, Origins};
use crate::http::heatmap::Maps;
use crate::live::Live;
use crate::secret;
use crate::session::Sessions;
use crate::telemetry::Counters;
use app::ssr::{Checked, Server};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Store, StoreError};
use tokio::sync::watch;

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub server: Server,
    pub sessions: Arc<Sessions>,
    pub setup: Arc<SetupLink>,
    pub origins: Arc<Origins>,
    pub site: Arc<Site>,
    pub live: Live,
    pub counters: Arc<Counters>,
    pub maps: Arc<Maps>,
    pub behind_proxy: bool,
    /// What the self-check last found goes in here.
    pub checked: watch::Sender<Option<Checked>>,
    /// True as soon as the server is told to stop.
    pub stopping: watch::Sender<bool>,
}

impl AppState {
    pub fn new(store: Store, config: &Config, site: Site, bound: SocketAddr) -> Self {
        let (checked, latest) = watch::channel(None);
        let (stopping, _) = watch::channel(false);
        let server = Server {
            store: store.clone(),
            assets: Arc::new(site.addresses()),
            import_root: config.import_root.clone(),
            checked: latest,
            flashes: Arc::default(),
            clock: config.clock,
        };
        Self {
            server,
            sessions: Arc::new(Sessions::new(store, config.clock)),
            setup: Arc::default(),
            origins: Arc::new(Origins::new(config.origin.as_deref(), bound)),
            site: Arc::new(site),
            live: Live::default(),
            counters: Arc::default(),
            maps: Arc::default(),
            behind_proxy: config.behind_proxy,
            checked,
            stopping,
        }
    }

    pub fn store(&self) -> &Store {
        &self.server.store
    }

    /// Whether the lab is founded and somebody can sign in. Once it is so, it stays so. A lab that scripts founded,
    /// or that was replayed from its ledger, waits for its first password all the same.
    pub async fn is_founded(&self) -> Result<bool, StoreError> {
        if !self.setup.closed.load(Ordering::Acquire)
            && self.store().settings().await?.is_some()
            && self.store().anybody_can_sign_in().await?
        {
            self.setup.closed.store(true, Ordering::Release);
        }
        Ok(self.setup.closed.load(Ordering::Acquire))
    }
}

impl FromRef<AppState> for LeptosOptions {
    /// The framework asks for these; our assets have addresses of their own.
    fn from_ref(_: &AppState) -> Self {
        Self::builder().output_name("app").build()
    }
}

/// The one-time link to the first page. Only who reads the server's console has it.
#[derive(Debug)]
pub struct SetupLink {
    token: String,
    closed: AtomicBool,
}

impl Default for SetupLink {
    fn default() -> Self {
        Self { token: secret::random(), closed: AtomicBool::new(false) }
    }
}

impl SetupLink {
    /// The address printed on the console.
    pub fn path(&self) -> String {
        format!("/setup?token={}", self.token)
    }

    pub fn opens(&self, token: &str) -> bool {
        !self.closed.load(Ordering::Acquire) && secret::same(&self.token, token)
    }
}

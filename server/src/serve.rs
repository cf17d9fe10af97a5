//! Opening the lab, serving it, and closing it so that nothing acknowledged is lost.

use crate::assets::Site;
use crate::config::Config;
use crate::console::say;
use crate::router::router;
use crate::state::AppState;
use crate::{checker, demo, relay, reservations, watcher};
use std::net::SocketAddr;
use std::time::Duration;
use store::{OpenOptions, Store, StoreError};
use tokio::net::TcpListener;

/// Requests under way may take so long to finish once the server is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(15);

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("the lab cannot be opened: {0}")]
    Store(#[from] StoreError),
    #[error("{bind} cannot be listened on: {cause}")]
    Bind { bind: String, cause: std::io::Error },
    #[error("the server ended: {0}")]
    Ended(std::io::Error),
}

/// How to open the configured lab.
pub fn open_options(config: &Config) -> OpenOptions {
    config.database_url.as_ref().map_or_else(|| OpenOptions::folder(&config.data), OpenOptions::new)
}

/// Serves until the process is told to stop.
pub async fn serve(config: Config) -> Result<(), ServeError> {
    let listener = TcpListener::bind(&config.bind)
        .await
        .map_err(|cause| ServeError::Bind { bind: config.bind.clone(), cause })?;
    let bound = listener.local_addr().map_err(ServeError::Ended)?;
    let store = Store::open(&open_options(&config)).await?;
    let site = Site::find(config.site.as_deref()).unwrap_or_else(|problem| {
        say(format_args!(
            "Pages come without styles and scripts: {problem}. `cargo xtask build` makes them."
        ));
        Site::default()
    });
    let state = AppState::new(store.clone(), &config, site, bound);
    greet(&state, &config, bound).await?;
    let mut tasks = vec![
        tokio::spawn(relay::run(state.clone())),
        tokio::spawn(checker::run(state.clone())),
        tokio::spawn(reservations::run(state.clone())),
    ];
    if let Some(watch) = config.watch.clone() {
        say(format_args!("Watching {} for files of the machine.", watch.folder.display()));
        tasks.push(tokio::spawn(watcher::run(state.clone(), watch)));
    }

    let stopping = state.stopping.clone();
    let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let mut server = tokio::spawn(
        axum::serve(listener, app).with_graceful_shutdown(stopped(stopping.clone())).into_future(),
    );
    let mut told = stopping.subscribe();
    let ended = tokio::select! {
        ended = &mut server => ended,
        _ = told.wait_for(|stopping| *stopping) => {
            // Answers under way are finished, streams have ended by themselves; whoever dawdles is left behind.
            match tokio::time::timeout(LAST_ANSWERS, &mut server).await {
                Ok(ended) => ended,
                Err(_) => {
                    server.abort();
                    Ok(Ok(()))
                }
            }
        }
    };
    stopping.send_replace(true);
    for task in tasks {
        if let Err(error) = task.await {
            tracing::error!(%error, "a task broke");
        }
    }
    store.close().await;
    say(format_args!("Stopped; everything acknowledged is on disk."));
    match ended {
        Ok(result) => result.map_err(ServeError::Ended),
        Err(error) => Err(ServeError::Ended(std::io::Error::other(error))),
    }
}

/// Says on the console where the lab is, and how its first person gets in.
async fn greet(state: &AppState, config: &Config, bound: SocketAddr) -> Result<(), ServeError> {
    let origin = &state.origins.public;
    if config.demo {
        demo::fill(state, config.demo_password.as_deref()).await;
    }
    say(format_args!("Rollcall listens on http://{bound}"));
    if state.is_founded().await? {
        say(format_args!("Sign in at {origin}/"));
    } else {
        say(format_args!(
            "A new lab. Set it up within this run of the server at\n  {origin}{}",
            state.setup.path()
        ));
    }
    if bound.ip().is_unspecified() && config.origin.is_none() {
        say(format_args!(
            "Forms are taken from {origin} only: name the address people use with --origin http://NAME:{}",
            bound.port()
        ));
    }
    Ok(())
}

/// Waits for the signal to stop, and passes it on.
async fn stopped(stopping: tokio::sync::watch::Sender<bool>) {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let mut told = stopping.subscribe();
    tokio::select! {
        () = interrupt => {}
        () = terminated() => {}
        _ = told.wait_for(|stopping| *stopping) => {}
    }
    stopping.send_replace(true);
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

//! Many people at once: every page is answered, whoever hangs up and whatever else the process does.

use crate::support::Lab;
use axum::http::StatusCode;
use server::assets::Site;
use server::config::Config;
use server::router::router;
use server::state::AppState;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

const PAGES: [&str; 9] = [
    "/",
    "/projects",
    "/projects/new",
    "/film-stock",
    "/numbers",
    "/ledger",
    "/settings",
    "/people",
    "/check",
];
const ASKED: usize = 300;
/// Longer than all of them together take on a slow machine.
const LONGEST: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_page_is_answered_while_others_hang_up_and_other_servers_start() {
    let lab = Arc::new(Lab::founded().await);
    let cookie = lab.sign_in().await;
    let answered = Arc::new(AtomicBool::new(false));
    let starting = tokio::task::spawn_blocking(start_servers(&lab, &answered));
    let mut asked = JoinSet::new();
    for turn in 0..ASKED {
        let (lab, cookie) = (Arc::clone(&lab), cookie.clone());
        asked.spawn(async move {
            let page = PAGES[turn % PAGES.len()];
            let patience = if turn % 3 == 0 { Duration::from_millis(turn as u64 / 8) } else { LONGEST };
            let answer = tokio::time::timeout(patience, lab.get(page, &cookie)).await;
            (page, patience, answer.ok().map(|answer| answer.status))
        });
    }
    let answers = asked.join_all().await;
    answered.store(true, Ordering::Relaxed);
    assert!(starting.await.unwrap() > 0, "a server has started meanwhile");
    for (page, patience, answer) in answers {
        if patience == LONGEST {
            assert_eq!(answer, Some(StatusCode::OK), "{page}");
        }
    }
}

/// Servers of the same process, started one after the other until all pages are answered: how many.
fn start_servers(lab: &Lab, answered: &Arc<AtomicBool>) -> impl FnOnce() -> u32 + use<> {
    let (store, answered) = (lab.state.store().clone(), Arc::clone(answered));
    move || {
        let mut started = 0;
        while !answered.load(Ordering::Relaxed) {
            let address = "127.0.0.1:3000".parse().unwrap();
            drop(router(AppState::new(store.clone(), &Config::default(), Site::default(), address)));
            started += 1;
        }
        started
    }
}

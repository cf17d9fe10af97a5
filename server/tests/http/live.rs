//! Live updates: topics and a sequence, for signed-in people only, and nothing is missed.

use crate::support::{Lab, hours_pass, request};
use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use domain::person::Role;
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

/// A browser that listens.
struct Ear {
    stream: BodyDataStream,
    heard: String,
}

impl Ear {
    async fn at(lab: &Lab, cookie: &str, last: Option<u64>) -> Self {
        Self::asking(lab, cookie, "/live", last).await
    }

    async fn asking(lab: &Lab, cookie: &str, address: &str, last: Option<u64>) -> Self {
        let mut request = request(Method::GET, address, cookie);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = lab.open(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        Self { stream: response.into_body().into_data_stream(), heard: String::new() }
    }

    /// The next event, or none where the stream has ended.
    async fn next(&mut self) -> Option<String> {
        loop {
            let event = self.piece().await?;
            if !event.starts_with(':') {
                return Some(event);
            }
        }
    }

    /// Waits for a sign of life.
    async fn beats(&mut self) {
        while self.piece().await.expect("the stream goes on") != ": here" {}
    }

    async fn piece(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.heard.find("\n\n") {
                let event = self.heard[..end].to_owned();
                self.heard.drain(..end + 2);
                return Some(event);
            }
            let piece =
                timeout(Duration::from_secs(20), self.stream.next()).await.expect("an event in time")?;
            self.heard.push_str(std::str::from_utf8(&piece.unwrap()).unwrap());
        }
    }
}

fn listening(lab: &Lab) {
    tokio::spawn(server::relay::run(lab.state.clone()));
}

#[tokio::test]
async fn a_browser_hears_what_kind_of_thing_changed_and_where_the_ledger_stands() {
    let lab = Lab::founded().await;
    listening(&lab);
    let cookie = lab.sign_in().await;
    let mut ear = Ear::at(&lab, &cookie, None).await;
    assert_eq!(ear.next().await.unwrap(), "retry: 2000\nid: 1");
    lab.person("Olga", Role::Operator).await;
    let event = ear.next().await.unwrap();
    assert!(event.contains("id: 2") && event.contains("data: person"), "{event}");
    assert!(!event.contains("Olga"), "topics, never data: {event}");
}

#[tokio::test]
async fn who_comes_back_hears_what_was_missed() {
    let lab = Lab::founded().await;
    listening(&lab);
    let cookie = lab.sign_in().await;
    lab.person("Olga", Role::Operator).await;
    let event = Ear::at(&lab, &cookie, Some(1)).await.next().await.unwrap();
    assert!(event.contains("id: 2") && event.contains("data: person"), "{event}");
    let event = Ear::at(&lab, &cookie, Some(2)).await.next().await.unwrap();
    assert!(event.contains("id: 2") && !event.contains("data:"), "{event}");
    let mut taking_over = Ear::asking(&lab, &cookie, "/live?after=1", None).await;
    assert!(
        taking_over.next().await.unwrap().contains("data: person"),
        "another tab goes on where one left off"
    );
    let ahead = Ear::at(&lab, &cookie, Some(99)).await.next().await.unwrap();
    assert!(ahead.contains("data: resync"), "{ahead}");
}

#[tokio::test]
async fn a_slow_browser_is_told_to_ask_for_everything() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let mut ear = Ear::at(&lab, &cookie, None).await;
    ear.next().await.unwrap();
    for seq in 0..1000 {
        lab.state.live.tell(Some(seq), &[domain::event::Kind::Roll].into());
    }
    assert_eq!(ear.next().await.unwrap(), "data: resync");
}

#[tokio::test]
async fn a_silent_stream_shows_that_it_lives_until_its_session_ends() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let mut ear = Ear::at(&lab, &cookie, None).await;
    ear.next().await.unwrap();
    assert_eq!(lab.state.live.listeners(), 1);
    ear.beats().await;
    hours_pass(13);
    assert_eq!(ear.next().await, None);
    assert_eq!(lab.state.live.listeners(), 0);
}

#[tokio::test]
async fn a_page_that_stays_open_asks_what_changed_and_is_answered_in_sentences() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    assert!(lab.get("/people", &cookie).await.body.contains("data-seq=\"1\""));
    for name in ["Olga", "Otto", "Oda", "Ole"] {
        lab.person(name, Role::Operator).await;
    }
    let asked = |path: &str, seen: u64| format!("/api/read_changes?path={path}&seen={seen}");
    let told = lab.get(&asked("/people", 4), &cookie).await.body;
    assert!(told.starts_with(r#"{"sentences":["console added Ole "#), "{told}");
    assert!(told.ends_with(r#", 0 s ago."],"more":false}"#), "{told}");
    let told = lab.get(&asked("/people", 1), &cookie).await.body;
    assert!(told.ends_with("\"more\":true}") && told.matches("added").count() == 3, "{told}");
    let elsewhere = lab.get(&asked("/rolls/1", 1), &cookie).await.body;
    assert_eq!(elsewhere, r#"{"sentences":[],"more":false}"#);
    let badge = lab.get("/api/read_badge", &cookie).await.body;
    assert!(badge.contains("\"seq\":5"), "{badge}");
    assert_eq!(lab.get(&asked("/people", 1), "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn all_streams_end_when_the_server_stops() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let mut ear = Ear::at(&lab, &cookie, None).await;
    ear.next().await.unwrap();
    lab.state.stopping.send_replace(true);
    assert_eq!(ear.next().await, None);
}

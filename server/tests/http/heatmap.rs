//! The map of the program numbers as bytes, and its page.

use crate::support::{Lab, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::command::{Command, Request};
use domain::person::{Actor, Roles};
use domain::program::{Ask, ProgramCommand, ProgramNumber, ProgramState, RoundSize};
use domain::view::heatmap::Sent;
use http_body_util::BodyExt;

/// The next free numbers of 6.25 are kept for a job, as people at other places do it.
async fn reserve(lab: &Lab, count: u32) {
    let ask = Ask { count, ..Ask::of_size(RoundSize::parse("6.25").unwrap()) };
    let command = Command::Program(ProgramCommand::Reserve { ask, purpose: "job 7".into(), until: None });
    let at = (lab.state.server.clock)();
    let actor = Actor::person("Anna", Roles::all());
    let request = Request { actor, at, key: None, seen: None, command };
    lab.state.store().perform(request).await.unwrap();
}

async fn bytes(lab: &Lab, path: &str, cookie: &str) -> Vec<u8> {
    let response = lab.open(request(Method::GET, path, cookie).body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

#[tokio::test]
async fn a_browser_gets_the_map_once_and_then_what_changed() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let first = Sent::read(&bytes(&lab, "/heatmap/cells", &cookie).await, None).unwrap();
    reserve(&lab, 3).await;
    let path = format!("/heatmap/cells?after={}", first.stamp);
    let changed = bytes(&lab, &path, &cookie).await;
    assert!(changed.len() < 20, "{} bytes", changed.len());
    let next = Sent::read(&changed, Some(&first.map)).unwrap();
    let state = |value| next.map.cell(ProgramNumber::from_value(value).unwrap()).state();
    assert_eq!((state(62_502), state(62_503)), (ProgramState::Reserved, ProgramState::Free));
    let whole = Sent::read(&bytes(&lab, "/heatmap/cells?after=999999-1", &cookie).await, None).unwrap();
    assert_eq!(whole, next, "whoever has a map nobody knows gets the whole of it");
}

#[tokio::test]
async fn a_map_that_is_known_is_not_sent_again() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let tag = lab.get("/heatmap/cells", &cookie).await.header("etag").to_owned();
    let again = async || {
        let asked = request(Method::GET, "/heatmap/cells", &cookie).header(header::IF_NONE_MATCH, &tag);
        lab.send(asked.body(Body::empty()).unwrap()).await
    };
    let answer = again().await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    reserve(&lab, 1).await;
    assert_eq!(again().await.status, StatusCode::OK);
    assert!(lab.get("/heatmap/cells", "").await.leads_to().starts_with("/sign-in"));
}

#[tokio::test]
async fn the_page_says_the_map_in_figures_and_a_stretch_is_a_file() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    reserve(&lab, 2).await;
    let page = lab.get("/heatmap?at=O62501&only=reserved", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("98.001") && page.body.contains("job 7"), "{}", page.body);
    assert!(page.body.contains("aria-label=\"O62500: 2\""), "the hundred and its count");
    let file = lab.get("/download/program-numbers.csv?from=O62500&to=O62504", &cookie).await;
    assert_eq!(file.body.lines().count(), 6, "{}", file.body);
    let wrong = lab.get("/download/program-numbers.csv?from=nine", &cookie).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

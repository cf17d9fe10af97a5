//! How a session begins, holds and ends.

use crate::support::{Lab, PASSWORD, hours_pass, request};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::command::Command;
use domain::id::PersonId;
use domain::person::{Actor, Role, Roles};

#[tokio::test]
async fn a_secret_brought_along_is_never_taken_over() {
    let lab = Lab::founded().await;
    let planted = "rollcall=0123456789abcdef0123456789abcdef";
    let form = format!("name=Anna&password={}", PASSWORD.replace(' ', "+"));
    let cookie = lab.post("/sign-in", planted, &form).await.cookie();
    assert_ne!(cookie, planted);
    assert_eq!(cookie.len(), "rollcall=".len() + 64);
    assert_eq!(lab.get("/", planted).await.leads_to(), "/sign-in");
}

#[tokio::test]
async fn signing_in_anew_ends_the_session_before() {
    let lab = Lab::founded().await;
    let first = lab.sign_in().await;
    let form = format!("name=Anna&password={}", PASSWORD.replace(' ', "+"));
    let second = lab.post("/sign-in", &first, &form).await.cookie();
    assert_eq!(lab.get("/", &first).await.leads_to(), "/sign-in");
    assert_eq!(lab.get("/", &second).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_the_digest_of_a_secret_is_kept() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let secret = cookie.strip_prefix("rollcall=").unwrap();
    assert!(lab.state.store().session(secret).await.unwrap().is_none());
    let digest = server::secret::digest(secret);
    assert!(lab.state.store().session(&digest).await.unwrap().is_some());
}

#[tokio::test]
async fn a_stolen_cookie_is_worth_nothing_after_signing_out() {
    let lab = Lab::founded().await;
    let (here, there) = (lab.sign_in().await, lab.sign_in().await);
    lab.post("/sign-out", &here, "").await;
    assert_eq!(lab.get("/", &here).await.leads_to(), "/sign-in");
    assert_eq!(lab.get("/", &there).await.status, StatusCode::OK);
    lab.post("/sign-out", &there, "everywhere=true").await;
    assert_eq!(lab.get("/", &there).await.leads_to(), "/sign-in");
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_of_them() {
    let lab = Lab::founded().await;
    let (here, there) = (lab.sign_in().await, lab.sign_in().await);
    lab.post("/sign-out", &here, "everywhere=true").await;
    assert_eq!(lab.get("/", &there).await.leads_to(), "/sign-in");
}

#[tokio::test]
async fn a_session_ends_after_twelve_idle_hours() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    hours_pass(11);
    assert_eq!(lab.get("/", &cookie).await.status, StatusCode::OK);
    hours_pass(11);
    assert_eq!(lab.get("/", &cookie).await.status, StatusCode::OK);
    hours_pass(12);
    assert_eq!(lab.get("/", &cookie).await.leads_to(), "/sign-in");
}

#[tokio::test]
async fn nobody_stays_signed_in_longer_than_a_week() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    for _ in 0..16 {
        hours_pass(10);
        assert_eq!(lab.get("/", &cookie).await.status, StatusCode::OK);
    }
    hours_pass(8);
    assert_eq!(lab.get("/", &cookie).await.leads_to(), "/sign-in");
    hours_pass(1);
    lab.state.sessions.forget_ended().await.unwrap();
    let digest = server::secret::digest(cookie.strip_prefix("rollcall=").unwrap());
    assert!(lab.state.store().session(&digest).await.unwrap().is_none());
}

#[tokio::test]
async fn who_leaves_the_lab_is_out_at_once() {
    let lab = Lab::founded().await;
    let olga = lab.person("Olga", Role::Operator).await;
    let cookie = lab.sign_in_as("Olga", PASSWORD).await;
    assert_eq!(lab.get("/", &cookie).await.status, StatusCode::OK);
    let command = Command::ChangePerson {
        person: PersonId::new(olga),
        roles: Roles::new([Role::Operator]),
        active: false,
    };
    let at = (lab.state.server.clock)();
    let request = domain::command::Request { actor: Actor::console(), at, key: None, seen: None, command };
    lab.state.store().perform(request).await.unwrap();
    assert_eq!(lab.get("/", &cookie).await.leads_to(), "/sign-in");
    let again = lab.post("/sign-in", "", &format!("name=Olga&password={}", PASSWORD.replace(' ', "+"))).await;
    assert!(again.leads_to().contains("said="));
}

#[tokio::test]
async fn a_garbled_cookie_is_nobodys() {
    let lab = Lab::founded().await;
    for cookie in ["rollcall=", "rollcall=%00", "rollcall='; drop table session; --", "rollcall", "=;=;;"] {
        let answer = lab.send(request(Method::GET, "/", cookie).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.leads_to(), "/sign-in", "{cookie}");
    }
}

#[tokio::test]
async fn a_page_left_open_keeps_nobody_signed_in() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let by_itself = async || {
        let request = request(Method::GET, "/api/read_badge", &cookie).header("x-rollcall-by-itself", "1");
        lab.send(request.body(Body::empty()).unwrap()).await.status
    };
    for _ in 0..11 {
        hours_pass(1);
        assert_eq!(by_itself().await, StatusCode::OK);
        lab.open(request(Method::GET, "/live", &cookie).body(Body::empty()).unwrap()).await;
    }
    hours_pass(2);
    assert_eq!(by_itself().await, StatusCode::UNAUTHORIZED);
}

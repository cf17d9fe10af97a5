//! The first minutes of a lab: the link on the console works once, and nothing else is open.

use crate::support::{HERE, Lab};
use axum::http::StatusCode;

fn form(token: &str, password: &str, repeated: &str) -> String {
    let fields = [
        ("token", token),
        ("lab", "Filmlabor"),
        ("name", "Anna Berger"),
        ("password", password),
        ("repeated", repeated),
    ];
    serde_urlencoded::to_string(fields).unwrap()
}

fn token(lab: &Lab) -> String {
    lab.state.setup.path().strip_prefix("/setup?token=").unwrap().to_owned()
}

#[tokio::test]
async fn before_the_lab_is_founded_every_page_explains_how() {
    let lab = Lab::empty().await;
    for path in ["/", "/projects", "/ledger", "/api/anything", "/live", "/setup?token=guess"] {
        assert_eq!(lab.get(path, "").await.leads_to(), "/setup", "{path}");
    }
    let page = lab.get("/setup", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Konsole des Servers") && !page.body.contains("name=\"token\""));
    assert_eq!(lab.get("/health", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_link_founds_the_lab_and_lets_its_first_person_in() {
    let lab = Lab::empty().await;
    let page = lab.get(&lab.state.setup.path(), "").await;
    assert!(page.body.contains("name=\"lab\"") && page.body.contains("name=\"repeated\""));
    let answer =
        lab.post("/setup", "", &form(&token(&lab), "three reels and a lamp", "three reels and a lamp")).await;
    assert_eq!(answer.leads_to(), "/");
    let page = lab.get("/", &answer.cookie()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Anna Berger") && page.body.contains("Filmlabor"));
    lab.sign_in_as("Anna Berger", "three reels and a lamp").await;
}

#[tokio::test]
async fn the_link_works_once() {
    let lab = Lab::empty().await;
    let token = token(&lab);
    lab.post("/setup", "", &form(&token, "three reels and a lamp", "three reels and a lamp")).await.cookie();
    let head = lab.head().await;
    assert_eq!(lab.get(&format!("/setup?token={token}"), "").await.leads_to(), "/sign-in");
    let again = lab.post("/setup", "", &form(&token, "another password", "another password")).await;
    assert_eq!(again.leads_to(), "/sign-in");
    assert_eq!(lab.head().await, head);
    assert_eq!(lab.get("/", "").await.leads_to(), "/sign-in");
}

#[tokio::test]
async fn a_guessed_link_founds_nothing() {
    let lab = Lab::empty().await;
    for guess in ["", "0", "00000000000000000000000000000000"] {
        let answer =
            lab.post("/setup", "", &form(guess, "three reels and a lamp", "three reels and a lamp")).await;
        assert_eq!(answer.leads_to(), "/setup");
    }
    assert_eq!(lab.head().await.0, 0);
}

#[tokio::test]
async fn a_bad_first_password_is_refused_and_what_was_typed_is_kept() {
    let lab = Lab::empty().await;
    for (password, repeated, sentence) in [
        ("short", "short", "mindestens 8 Zeichen"),
        ("passwort123", "passwort123", "zuerst geraten"),
        ("Anna Berger", "Anna Berger", "ein Name"),
        ("three reels and a lamp", "three reels and a limp", "sind verschieden"),
    ] {
        let answer = lab.post("/setup", "", &form(&token(&lab), password, repeated)).await;
        let back = answer.leads_to().to_owned();
        assert!(back.starts_with(&lab.state.setup.path()), "{back}");
        let page = lab.get(&back, "").await.body;
        assert!(page.contains(sentence), "{password}: {page}");
        assert!(page.contains("value=\"Filmlabor\"") && page.contains("value=\"Anna Berger\""));
        assert!(!page.contains(&format!("value=\"{password}\"")) || password == "Anna Berger");
    }
    assert_eq!(lab.head().await.0, 0);
}

#[tokio::test]
async fn the_console_shows_a_link_of_128_random_bits() {
    let (one, other) = (Lab::empty().await, Lab::empty().await);
    assert_eq!(token(&one).len(), 32);
    assert_ne!(token(&one), token(&other));
    assert_eq!(one.state.origins.public, HERE);
}

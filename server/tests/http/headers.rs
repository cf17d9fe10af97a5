//! What every answer tells the browser it may do.

use crate::support::{Lab, PASSWORD};
use axum::http::StatusCode;
use server::config::Config;
use std::collections::BTreeSet;

const PAGES: [&str; 13] = [
    "/",
    "/projects",
    "/projects/new",
    "/film-stock",
    "/numbers",
    "/ledger",
    "/settings",
    "/people",
    "/search",
    "/check",
    "/sign-in",
    "/nowhere",
    "/projects/4711",
];

#[tokio::test]
async fn every_page_runs_only_what_its_own_nonce_names() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let mut nonces = BTreeSet::new();
    for page in PAGES {
        // Who is inside is not shown the door.
        let answer = lab.get(page, if page == "/sign-in" { "" } else { &cookie }).await;
        let policy = answer.header("content-security-policy").to_owned();
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
        let expected = format!(
            "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
             frame-ancestors 'none'; form-action 'self'"
        );
        assert_eq!(policy, expected, "{page}");
        assert!(nonce.len() >= 22 && nonces.insert(nonce.clone()), "{page}: {nonce}");
        let scripts = answer.body.matches("<script").count();
        let named = answer.body.matches(&format!("nonce=\"{nonce}\"")).count();
        assert!(scripts > 0 && named >= scripts, "{page}: {named} of {scripts} scripts carry the nonce");
        for forbidden in [" style=\"", " onclick=", "javascript:"] {
            assert!(!answer.body.contains(forbidden), "{page} has {forbidden}");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_same_protection() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let others = ["/health", "/metrics", "/assets/none.js", "/api/v1/none", "/favicon.ico"];
    for path in PAGES.into_iter().chain(others) {
        let answer = lab.get(path, &cookie).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
    }
    let refused = lab.post("/sign-in", "", "name=Anna&password=guess").await;
    assert_eq!(refused.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn over_https_browsers_are_told_to_stay_there() {
    let lab =
        Lab::with(Config { origin: Some("https://lab.example.org".to_owned()), ..Config::default() }).await;
    lab.found().await;
    assert_eq!(lab.get("/sign-in", "").await.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn a_file_of_the_site_is_served_as_small_as_the_browser_takes_it_and_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| std::fs::write(folder.path().join(name), content).unwrap();
    write("manifest.json", "{\"app.js\": \"app-1.js\"}");
    write("app-1.js", "plain");
    write("app-1.js.br", "brotli");
    write("app-1.js.gz", "gzip");
    write("secret.txt", "not in the manifest");
    let site = server::assets::Site::read(folder.path()).unwrap();
    assert_eq!(site.addresses().js, "/assets/app-1.js");
    let lab = Lab::with_site(site).await;
    for (accepted, body, coding) in
        [("br, gzip", "brotli", "br"), ("gzip", "gzip", "gzip"), ("", "plain", ""), ("br;q=0", "plain", "")]
    {
        let answer = lab.get_accepting("/assets/app-1.js", accepted).await;
        assert_eq!((answer.body.as_str(), answer.header("content-encoding")), (body, coding), "{accepted:?}");
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    for path in [
        "/assets/secret.txt",
        "/assets/..%2Fsecret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/",
        "/assets/manifest.json",
    ] {
        let answer = lab.get(path, "").await;
        assert_ne!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains("not in the manifest"));
    }
}

#[tokio::test]
async fn no_answer_and_no_page_shows_a_password() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    for page in PAGES {
        let answer = lab.get(page, &cookie).await;
        assert!(!answer.body.contains(PASSWORD) && !answer.body.contains("argon2"), "{page}");
        assert!(!answer.body.contains(cookie.strip_prefix("rollcall=").unwrap()), "{page}");
    }
}

//! Reading changes nothing, and strangers read nothing.

use crate::support::{HERE, Lab, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use leptos::server_fn::axum::server_fn_paths;

fn is_read(path: &str) -> bool {
    path.strip_prefix("/api/").is_some_and(|name| name.starts_with("read_"))
}

#[tokio::test]
async fn no_function_that_changes_something_answers_a_get() {
    let changing: Vec<_> =
        server_fn_paths().filter(|(path, method)| *method == Method::GET && !is_read(path)).collect();
    assert!(changing.is_empty(), "{changing:?}");
    assert!(server_fn_paths().count() > 0);
}

#[tokio::test]
async fn whatever_is_read_the_ledger_stays_as_it_is() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let head = lab.head().await;
    for (path, method) in server_fn_paths() {
        let answer = lab.get(path, &cookie).await;
        assert!(answer.status != StatusCode::OK || method == Method::GET, "{path} answers a GET");
        if is_read(path) && method == Method::POST {
            lab.post(path, &cookie, "").await;
        }
    }
    let pages = [
        "/",
        "/projects",
        "/projects/new",
        "/projects/1",
        "/rolls/1",
        "/rolls/1/film",
        "/film-stock",
        "/findings",
        "/findings?state=settled",
        "/findings/import",
        "/numbers",
        "/numbers/10000001",
        "/heatmap",
        "/heatmap?at=O62500&only=free",
        "/heatmap?at=nonsense",
        "/heatmap/cells",
        "/ledger",
        "/settings",
        "/people",
        "/search?q=1",
        "/search?q=10000001&go=1",
        "/rolls?stage=filmed",
        "/documents/1427000000000011",
        "/check",
        "/sign-in",
        "/setup",
        "/sign-out",
        "/preferences",
        "/people/password",
        "/nowhere",
    ];
    for page in pages {
        lab.get(page, &cookie).await;
    }
    assert_eq!(lab.head().await, head);
    assert_eq!(lab.get("/", &cookie).await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn a_stranger_gets_nothing_from_any_function() {
    let lab = Lab::founded().await;
    let head = lab.head().await;
    for (path, method) in server_fn_paths() {
        let request = request(method, path, "")
            .header(header::ORIGIN, HERE)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = lab.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(answer.body.contains("signed_out"), "{path}: {}", answer.body);
    }
    assert_eq!(lab.head().await, head);
}

#[tokio::test]
async fn a_stranger_is_led_from_every_page_to_the_door() {
    let lab = Lab::founded().await;
    for page in
        ["/", "/projects", "/people", "/check", "/nowhere", "/downloads/1", "/api", "/upload/x", "/metricsx"]
    {
        assert!(lab.get(page, "").await.leads_to().starts_with("/sign-in"), "{page}");
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let answer = lab.get("/nowhere", &cookie).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("Diese Seite gibt es nicht"), "{}", answer.body);
}

#[tokio::test]
async fn health_and_counts_are_there_for_machines() {
    let lab = Lab::founded().await;
    assert_eq!(lab.get("/health", "").await.body, "ok\n");
    assert_eq!(lab.get("/ready", "").await.body, "ready\n");
    let metrics = lab.get("/metrics", "").await.body;
    assert!(metrics.contains("\nrollcall_ledger_entries 1\n"), "{metrics}");
    assert!(metrics.contains("# TYPE rollcall_answers_total counter"));
    // The founding was the one batch so far.
    for line in [
        "rollcall_door_waiting 0",
        "rollcall_batch_requests_bucket{le=\"1\"} 1",
        "rollcall_batch_requests_sum 1",
    ] {
        assert!(metrics.contains(&format!("\n{line}\n")), "{line} is not in {metrics}");
    }
    assert!(!metrics.contains("Anna"));
    lab.state.stopping.send_replace(true);
    assert_eq!(lab.get("/ready", "").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

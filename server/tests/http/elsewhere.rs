//! Requests that do not come from our own pages change nothing.

use crate::support::{HERE, Lab, PASSWORD, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use leptos::server_fn::axum::server_fn_paths;

/// What a browser says of a request that another site's page has sent, and what a forger leaves out.
const FOREIGN: [&[(&str, &str)]; 8] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
    &[("sec-fetch-site", "cross-site"), ("origin", HERE)],
    &[("origin", "https://evil.example")],
    &[("origin", "http://127.0.0.1:3001")],
    &[("origin", "null")],
    &[],
];

/// Every address that may change something.
fn addresses() -> Vec<String> {
    let forms = [
        "/sign-in",
        "/sign-out",
        "/setup",
        "/preferences",
        "/people/password",
        "/people/add",
        "/people/token",
        "/upload/anything",
        "/api/v1/tokens",
        "/anything",
    ];
    let functions = server_fn_paths().filter(|(_, method)| *method == Method::POST).map(|(path, _)| path);
    forms.into_iter().chain(functions).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_form_on_another_site_is_refused_everywhere() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let head = lab.head().await;
    for address in addresses() {
        for foreign in FOREIGN {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                let mut request = request(method.clone(), &address, &cookie)
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                for (name, value) in foreign {
                    request = request.header(*name, *value);
                }
                let answer = lab.send(request.body(Body::from("everywhere=true&theme=dark")).unwrap()).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {address} {foreign:?}");
                assert!(answer.headers.get(header::SET_COOKIE).is_none());
            }
        }
    }
    assert_eq!(lab.head().await, head);
    assert_eq!(lab.get("/", &cookie).await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn forms_of_our_own_pages_arrive() {
    let lab = Lab::founded().await;
    let form = format!("name=Anna&password={}", PASSWORD.replace(' ', "+"));
    let own: [&[(&str, &str)]; 5] = [
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("origin", HERE)],
        &[("origin", "http://localhost:3000")],
        &[("sec-fetch-site", "same-origin"), ("origin", HERE)],
    ];
    for headers in own {
        let mut request = request(Method::POST, "/sign-in", "")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = lab.send(request.body(Body::from(form.clone())).unwrap()).await;
        assert_eq!(answer.leads_to(), "/", "{headers:?}");
    }
}

#[tokio::test]
async fn the_host_header_is_nobodys_word() {
    let lab = Lab::founded().await;
    let request = request(Method::POST, "/sign-out", "")
        .header(header::HOST, "evil.example")
        .header(header::ORIGIN, "http://evil.example");
    let answer = lab.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_script_with_a_token_needs_no_page_but_brings_no_cookie_either() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let script = |cookie: &str| {
        request(Method::POST, "/api/v1/anything", cookie)
            .header(header::AUTHORIZATION, "Bearer nonsense")
            .body(Body::empty())
            .unwrap()
    };
    assert_ne!(lab.send(script("")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(lab.send(script(&cookie)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_token_opens_the_scripts_address_and_no_page() {
    let lab = Lab::founded().await;
    for path in ["/", "/projects", "/live"] {
        let request = request(Method::GET, path, "").header(header::AUTHORIZATION, "Bearer nonsense");
        let answer = lab.send(request.body(Body::empty()).unwrap()).await;
        assert_ne!(answer.status, StatusCode::OK, "{path}");
    }
}

//! Bodies are short, and one request that breaks takes no other with it.

use crate::support::{HERE, Lab, request};
use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode, header};
use server::security::{MOST_SENT, MOST_UPLOADED};
use std::convert::Infallible;

#[tokio::test]
async fn a_body_that_says_it_is_too_long_is_not_read_at_all() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    for (path, most) in
        [("/sign-in", MOST_SENT), ("/api/anything", MOST_SENT), ("/upload/anything", MOST_UPLOADED)]
    {
        let request = request(Method::POST, path, &cookie)
            .header(header::ORIGIN, HERE)
            .header(header::CONTENT_LENGTH, most + 1);
        let answer = lab.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(answer.body.contains("MB auf einmal. Nichts wurde gespeichert."), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_body_that_does_not_say_its_length_is_cut_off() {
    let lab = Lab::founded().await;
    let pieces = (0..64).map(|_| Ok::<_, Infallible>(Bytes::from(vec![b'a'; 64 * 1024])));
    let request = request(Method::POST, "/sign-in", "")
        .header(header::ORIGIN, HERE)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    let answer = lab.send(request.body(body).unwrap()).await;
    assert!(answer.status.is_client_error(), "{answer:?}");
}

#[tokio::test]
async fn half_a_form_is_a_mistake_of_the_sender() {
    let lab = Lab::founded().await;
    let answer = lab.post("/sign-in", "", "name=Anna").await;
    assert!(answer.status.is_client_error(), "{answer:?}");
    assert!(!answer.body.contains("panicked") && !answer.body.contains("src/"), "{}", answer.body);
}

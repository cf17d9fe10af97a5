//! Signing in and out, with nothing but forms.

use crate::support::{HERE, Lab, PASSWORD, request, seconds_pass};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::person::Role;
use server::config::Config;

#[tokio::test]
async fn anna_signs_in_works_and_signs_out() {
    let lab = Lab::founded().await;
    assert_eq!(
        lab.get("/projects?stage=draft", "").await.leads_to(),
        "/sign-in?next=%2Fprojects%3Fstage%3Ddraft"
    );
    let form = format!("name=Anna&password={}&next=%2Fprojects", PASSWORD.replace(' ', "+"));
    let answer = lab.post("/sign-in", "", &form).await;
    assert_eq!(answer.leads_to(), "/projects");
    let cookie = answer.cookie();
    let page = lab.get("/", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Anna") && page.body.contains("data-reader"), "{}", page.body);
    assert_eq!(lab.post("/sign-out", &cookie, "").await.leads_to(), "/sign-in");
    assert_eq!(lab.get("/", &cookie).await.leads_to(), "/sign-in");
}

#[tokio::test]
async fn a_wrong_password_comes_back_with_a_sentence_and_the_name() {
    let lab = Lab::founded().await;
    let answer = lab.post("/sign-in", "", "name=Anna&password=guessed+wrong&next=%2Fledger").await;
    assert!(answer.headers.get(header::SET_COOKIE).is_none());
    let back = answer.leads_to().to_owned();
    assert!(back.starts_with("/sign-in?next=%2Fledger&said="), "{back}");
    let page = lab.get(&back, "").await;
    assert!(page.body.contains("Name und Kennwort passen nicht zusammen."), "{}", page.body);
    assert!(page.body.contains("value=\"Anna\"") && !page.body.contains("guessed wrong"));
    let english = request(Method::GET, &back, "rollcall-language=en").body(Body::empty()).unwrap();
    assert!(lab.send(english).await.body.contains("<h1>Sign in"));
}

#[tokio::test]
async fn after_signing_in_nobody_is_led_elsewhere() {
    let lab = Lab::founded().await;
    for next in ["https://evil.example", "//evil.example", "/\\evil.example", "%2F%2Fevil.example"] {
        let form = format!("name=Anna&password={}&next={next}", PASSWORD.replace(' ', "+"));
        assert_eq!(lab.post("/sign-in", "", &form).await.leads_to(), "/", "{next}");
        let form = format!("theme=dark&return={next}");
        assert!(lab.post("/preferences", "", &form).await.leads_to().starts_with('/'));
        assert!(!lab.post("/preferences", "", &form).await.leads_to().contains("evil"));
    }
}

#[tokio::test]
async fn guessing_gets_slow_and_the_owner_still_comes_in() {
    let lab = Lab::founded().await;
    let mut waits = 0;
    for _ in 0..8 {
        let answer = lab.post("/sign-in", "", "name=anna&password=guess").await;
        waits += u32::from(lab.get(answer.leads_to(), "").await.body.contains("Zu viele Versuche"));
    }
    assert_eq!(waits, 3);
    seconds_pass(61);
    lab.sign_in().await;
}

#[tokio::test]
async fn whether_a_name_is_known_shows_neither_in_the_answer_nor_in_its_time() {
    let lab = Lab::founded().await;
    let mut times = Vec::new();
    let mut sentences = Vec::new();
    for name in ["Anna", "Nobody"] {
        let began = tokio::time::Instant::now();
        let answer = lab.post("/sign-in", "", &format!("name={name}&password=guess")).await;
        times.push(began.elapsed().as_secs_f64());
        let page = lab.get(answer.leads_to(), "").await.body;
        sentences.push(page.contains("Name und Kennwort passen nicht zusammen."));
    }
    assert_eq!(sentences, [true, true]);
    assert!(times[1] > times[0] / 4.0, "an unknown name is answered sooner: {times:?}");
}

#[tokio::test]
async fn theme_and_language_come_back_to_where_they_were_chosen() {
    let lab = Lab::founded().await;
    let answer = lab.post("/preferences", "", "theme=darkroom&return=%2Fsign-in%3Fnext%3D%252F").await;
    assert_eq!(answer.leads_to(), "/sign-in?next=%2F");
    assert!(
        answer.header("set-cookie").starts_with("rollcall-theme=darkroom; Path=/; HttpOnly; SameSite=Lax")
    );
    let page = lab.get("/sign-in", "rollcall-theme=darkroom; rollcall-language=en").await;
    assert!(page.body.contains("lang=\"en\"") && page.body.contains("data-theme=\"darkroom\""));
    let odd = lab.post("/preferences", "", "theme=pink%0d%0aSet-Cookie:x&language=fr&return=%2F").await;
    assert!(odd.headers.get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let lab =
        Lab::with(Config { origin: Some("https://lab.example.org".to_owned()), ..Config::default() }).await;
    lab.found().await;
    let form = format!("name=Anna&password={}", PASSWORD.replace(' ', "+"));
    let answer = lab.post("/sign-in", "", &form).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-rollcall=") && cookie.contains("; Secure"), "{cookie}");
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && !cookie.contains("Domain"));
}

#[tokio::test]
async fn a_new_password_is_set_by_its_owner_or_by_who_looks_after_people() {
    let lab = Lab::founded().await;
    let olga = lab.person("Olga", Role::Operator).await;
    let (anna, theirs) = (lab.sign_in().await, lab.sign_in_as("Olga", PASSWORD).await);
    let new = "password=light+and+shadow&repeated=light+and+shadow";
    let stranger = lab.post("/people/password", &theirs, &format!("person=1&{new}")).await;
    assert!(stranger.leads_to().starts_with("/people?said="), "an operator sets no password of others");
    let wrong = lab.post("/people/password", &theirs, &format!("person={olga}&current=guess&{new}")).await;
    assert!(wrong.leads_to().starts_with("/people?said="));
    let own = format!("person={olga}&current={}&{new}", PASSWORD.replace(' ', "+"));
    assert_eq!(lab.post("/people/password", &theirs, &own).await.leads_to(), "/sign-in");
    assert_eq!(lab.get("/", &theirs).await.leads_to(), "/sign-in");
    let theirs = lab.sign_in_as("Olga", "light and shadow").await;
    let again = "password=a+darkroom+lamp&repeated=a+darkroom+lamp";
    let reset = lab.post("/people/password", &anna, &format!("person={olga}&{again}")).await;
    let told = lab.get(reset.leads_to(), &anna).await.body;
    assert!(told.contains("Olga hat ein neues Kennwort; alle Anmeldungen damit sind beendet."), "{told}");
    assert_eq!(lab.get("/", &theirs).await.leads_to(), "/sign-in");
    lab.sign_in_as("Olga", "a darkroom lamp").await;
}

#[tokio::test]
async fn a_request_without_a_page_behind_it_is_led_to_the_door_and_a_script_is_told() {
    let lab = Lab::founded().await;
    assert_eq!(lab.get("/live", "").await.status, StatusCode::UNAUTHORIZED);
    let upload = lab.post("/upload/anything", "", "").await;
    assert!(upload.leads_to().starts_with("/sign-in?next=%2Fpeople"), "{}", upload.leads_to());
    let script = request(Method::POST, "/api/anything", "")
        .header(header::ORIGIN, HERE)
        .header(header::ACCEPT, "application/json");
    let answer = lab.send(script.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("\"error\":\"signed_out\""), "{}", answer.body);
}

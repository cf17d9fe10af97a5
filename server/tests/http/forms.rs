//! Forms and addresses that lead nowhere: one sentence, nothing typed is lost, and a secret is shown one time.

use crate::support::{Answer, HERE, Lab, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::person::Role;
use leptos::server_fn::axum::server_fn_paths;

/// Where the form of a command is sent.
fn path_of(command: &str) -> &'static str {
    let mut paths = server_fn_paths().map(|(path, _)| path);
    paths.find(|path| path.trim_start_matches("/api/").starts_with(command)).expect("a server function")
}

/// A form with several parts, as a browser sends it from the page of people.
async fn post_parts(lab: &Lab, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let part = |(name, value): &(&str, &str)| {
        format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body: String = fields.iter().map(part).chain(["--cut--\r\n".to_owned()]).collect();
    let request = request(Method::POST, path, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .header(header::REFERER, format!("{HERE}/people"));
    lab.send(request.body(Body::from(body)).unwrap()).await
}

/// What stands between the first occurrence of `from` and the next of `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from} is missing in {text}")).1;
    rest.split(to).next().unwrap_or_default()
}

#[tokio::test]
async fn whoever_is_inside_does_not_stand_before_the_door() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    assert_eq!(lab.get("/sign-in", &cookie).await.leads_to(), "/");
    assert_eq!(lab.get("/setup", &cookie).await.leads_to(), "/");
    assert_eq!(
        lab.get("/sign-in?next=%2Fledger%3Factor%3DAnna", &cookie).await.leads_to(),
        "/ledger?actor=Anna"
    );
    for elsewhere in
        ["%2Fsign-in", "%2Fsetup%3Ftoken%3Dx", "%2F%2Fevil.example", "https%3A%2F%2Fevil.example"]
    {
        assert_eq!(
            lab.get(&format!("/sign-in?next={elsewhere}"), &cookie).await.leads_to(),
            "/",
            "{elsewhere}"
        );
    }
    assert_eq!(lab.get("/sign-in", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_of_something_that_is_not_there_says_so_in_its_status_too() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    let pages = [
        ("/numbers/123", "`123` is no film number"),
        ("/numbers/abc", "`abc` is no film number"),
        ("/rolls/999", "There is no roll 999"),
        ("/rolls/abc", "There is no roll abc"),
        ("/film/T-9999", "There is no temp roll T-9999"),
        ("/projects/999", "There is no project 999"),
        ("/projects/abc", "There is no project abc"),
    ];
    for (page, sentence) in pages {
        let answer = lab.get(page, &cookie).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        assert!(answer.body.contains(sentence), "{page}: {}", answer.body);
    }
    assert_eq!(lab.get("/numbers/10000136", &cookie).await.status, StatusCode::OK, "a number nobody had yet");
}

#[tokio::test]
async fn refused_roles_come_back_to_their_form_as_they_were_ticked() {
    let lab = Lab::founded().await;
    lab.person("Olga", Role::Operator).await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    let head = lab.head().await;
    // Anna takes the administration from herself, the last who has it.
    let form = "person=1&roles%5B%5D=planner&active=true&key=abc-person-1";
    let back = lab.post(path_of("change_person"), &cookie, form).await.header("location").to_owned();
    assert_eq!(back, "/people?said=abc-person-1#person-1");
    let page = lab.get("/people?said=abc-person-1", &cookie).await.body;
    let row = between(&page, "id=\"person-1\"", "</tr>");
    let form = between(row, "<details", "</details>");
    assert!(form.contains(" open") && form.contains("This is the last administrator"), "{form}");
    assert!(form.contains("value=\"abc-person-1\""), "sent again it is the same request: {form}");
    let ticked = |role: &str| between(form, &format!("value=\"{role}\""), ">").contains("checked");
    assert!(ticked("planner") && !ticked("admin"), "{form}");
    // In the form, and on top of the page, where the style sheet hides it as long as the form says it.
    assert_eq!(page.matches("This is the last administrator").count(), 2);
    assert_eq!(lab.head().await, head);
}

#[tokio::test]
async fn a_refused_revocation_comes_back_to_its_key() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    let answer = lab.post(path_of("revoke_token"), &cookie, "token=7&key=abc-token-7").await;
    assert_eq!(answer.header("location"), "/people?said=abc-token-7#token-7");
}

#[tokio::test]
async fn a_refused_password_comes_back_to_the_person_it_is_for() {
    let lab = Lab::founded().await;
    let olga = lab.person("Olga", Role::Operator).await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    let form = format!("person={olga}&password=short&repeated=short");
    let back = lab.post("/people/password", &cookie, &form).await.leads_to().to_owned();
    let page = lab.get(&back, &cookie).await.body;
    let row = between(&page, &format!("id=\"person-{olga}\""), "</tr>");
    assert!(row.contains("role=\"alert\""), "{row}");
    assert_eq!(page.matches("role=\"alert\"").count(), 2, "on top of the page, and to nobody else");
}

#[tokio::test]
async fn the_secret_of_a_key_is_shown_one_time() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await;
    let form = [("key", "abc-make-key"), ("label", "Camera 2"), ("roles", "operator")];
    let first = post_parts(&lab, "/people/token", &cookie, &form).await.leads_to().to_owned();
    // Two clicks are one key with one secret.
    let second = post_parts(&lab, "/people/token", &cookie, &form).await.leads_to().to_owned();
    assert_eq!(first, second);
    let stranger = lab.person("Olga", Role::Operator).await;
    assert!(stranger > 0);
    let theirs = lab.sign_in_as("Olga", crate::support::PASSWORD).await;
    let address = first.split('#').next().unwrap();
    assert!(!lab.get(address, &theirs).await.body.contains("rollcall_"), "it is nobody else's");

    let page = lab.get(address, &cookie).await.body;
    let secret = format!("rollcall_{}", between(&page, "rollcall_", "<"));
    let with_it = request(Method::GET, "/api/v1/film/rolls", "")
        .header(header::AUTHORIZATION, format!("Bearer {secret}"));
    assert_eq!(lab.send(with_it.body(Body::empty()).unwrap()).await.status, StatusCode::OK);
    assert!(!lab.get(address, &cookie).await.body.contains("rollcall_"), "a reload shows it no more");
    assert_eq!(lab.state.store().people_view().await.unwrap().tokens.len(), 1);
    // Sent again after it was read, the form makes no second key.
    let third = post_parts(&lab, "/people/token", &cookie, &form).await.leads_to().to_owned();
    assert!(!lab.get(&third, &cookie).await.body.contains("rollcall_"));
    assert_eq!(lab.state.store().people_view().await.unwrap().tokens.len(), 1);
}

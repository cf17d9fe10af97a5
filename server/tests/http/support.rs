//! A lab behind the real router, with a clock of its own.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::command::Command;
use domain::person::{Actor, Role, Roles};
use domain::time::Timestamp;
use http_body_util::BodyExt;
use server::assets::Site;
use server::config::Config;
use server::live::Live;
use server::router::router;
use server::state::AppState;
use std::cell::Cell;
use std::time::Duration;
use store::{OpenOptions, Store};
use tempfile::TempDir;
use tower::ServiceExt;

pub const PASSWORD: &str = "a roll in every camera";
pub const HERE: &str = "http://127.0.0.1:3000";

thread_local! {
    static NOW: Cell<i64> = const { Cell::new(1_795_000_000_000) };
}

/// The time of the test's own thread, on which all its requests run.
pub fn clock() -> Timestamp {
    Timestamp::from_millis(NOW.get())
}

pub fn hours_pass(hours: i64) {
    NOW.set(NOW.get() + hours * 3_600_000);
}

pub fn seconds_pass(seconds: i64) {
    NOW.set(NOW.get() + seconds * 1000);
}

pub struct Lab {
    pub state: AppState,
    router: Router,
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{self:?}");
        self.header("location")
    }

    /// `name=value` of the session cookie it sets.
    pub fn cookie(&self) -> String {
        let set = self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        let cookie = set.rev().find(|cookie| cookie.contains("rollcall=")).expect("a session cookie");
        cookie.split(';').next().unwrap().to_owned()
    }
}

impl Lab {
    /// Not founded yet.
    pub async fn empty() -> Self {
        Self::with(Config { clock, ..Config::default() }).await
    }

    pub async fn with(config: Config) -> Self {
        Self::build(config, Site::default()).await
    }

    /// Founded, with the browser's files.
    pub async fn with_site(site: Site) -> Self {
        let lab = Self::build(Config::default(), site).await;
        lab.found().await;
        lab
    }

    async fn build(config: Config, site: Site) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&OpenOptions::folder(folder.path())).await.unwrap();
        let config = Config { clock, ..config };
        let mut state = AppState::new(store, &config, site, "127.0.0.1:3000".parse().unwrap());
        state.live = Live::beating(Duration::from_millis(200));
        Self { router: router(state.clone()), state, _folder: folder }
    }

    /// Founded by Anna, who may do everything.
    pub async fn founded() -> Self {
        let lab = Self::empty().await;
        lab.found().await;
        lab
    }

    pub async fn found(&self) {
        server::http::door::found(&self.state, "The lab", "Anna", PASSWORD).await.unwrap();
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// The answer with its body still to come.
    pub async fn open(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(request(Method::GET, path, cookie).body(Body::empty()).unwrap()).await
    }

    pub async fn get_accepting(&self, path: &str, codings: &str) -> Answer {
        let request = request(Method::GET, path, "").header(header::ACCEPT_ENCODING, codings);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A form of one of our own pages.
    pub async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let request = request(Method::POST, path, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, format!("{HERE}/people"));
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// Signs Anna in: her cookie.
    pub async fn sign_in(&self) -> String {
        self.sign_in_as("Anna", PASSWORD).await
    }

    pub async fn sign_in_as(&self, name: &str, password: &str) -> String {
        let form = serde_urlencoded::to_string([("name", name), ("password", password)]).unwrap();
        let answer = self.post("/sign-in", "", &form).await;
        assert_eq!(answer.leads_to(), "/");
        answer.cookie()
    }

    /// Somebody more, with one role.
    pub async fn person(&self, name: &str, role: Role) -> u64 {
        let command = Command::AddPerson { name: name.to_owned(), roles: Roles::new([role]) };
        let request =
            domain::command::Request { actor: Actor::console(), at: clock(), key: None, seen: None, command };
        self.state.store().perform(request).await.unwrap();
        let person = self.state.store().person_by_name(name).await.unwrap().unwrap();
        self.state.sessions.set_password(person.id, PASSWORD).await.unwrap();
        person.id.get()
    }

    /// Entries in the ledger: what must not move when nothing is changed.
    pub async fn head(&self) -> (u64, String) {
        self.state.store().ledger_head().await.unwrap()
    }
}

pub fn request(method: Method, path: &str, cookie: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    if cookie.is_empty() { request } else { request.header(header::COOKIE, cookie) }
}

//! A lab as scripts see it: through `/api/v1`, with tokens.

use crate::support::{Answer, Lab, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::command::Command;
use domain::person::{Actor, Roles};
use serde_json::{Value, json};
use std::fmt::Write;

/// The list of a project with documents of these pages.
fn list(pages: &[u32]) -> String {
    let mut list = "barcode,com_id,pages,oversized\n".to_owned();
    for (at, pages) in pages.iter().enumerate() {
        writeln!(list, "{},{:08},{pages},", 1_427_000_000_000_011 + at as u64, at + 1).unwrap();
    }
    list
}

/// A request with all it may bring.
pub struct Asking<'a> {
    pub method: Method,
    pub path: &'a str,
    pub token: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: String,
}

pub struct Desk {
    pub lab: Lab,
    /// Of a script that may do everything.
    pub token: String,
}

impl Desk {
    pub async fn open() -> Self {
        let lab = Lab::founded().await;
        let token = token(&lab, &Roles::all().text()).await;
        Self { lab, token }
    }

    pub async fn token(&self, roles: &str) -> String {
        token(&self.lab, roles).await
    }

    pub async fn send(&self, asking: Asking<'_>) -> Answer {
        let mut request = request(asking.method, &format!("/api/v1{}", asking.path), "")
            .header(header::CONTENT_TYPE, "application/json");
        if !asking.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", asking.token));
        }
        for (name, value) in asking.headers {
            request = request.header(*name, *value);
        }
        self.lab.send(request.body(Body::from(asking.body)).unwrap()).await
    }

    fn asking<'a>(&'a self, path: &'a str, body: &Value) -> Asking<'a> {
        Asking { method: Method::POST, path, token: &self.token, headers: &[], body: body.to_string() }
    }

    pub async fn get(&self, path: &str) -> Value {
        let asking = Asking { method: Method::GET, body: String::new(), ..self.asking(path, &json!({})) };
        done(&self.send(asking).await, path)
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        done(&self.send(self.asking(path, &body)).await, path)
    }

    /// With more headers; whatever comes back.
    pub async fn with(&self, headers: &[(&str, &str)], path: &str, body: Value) -> Answer {
        self.send(Asking { headers, ..self.asking(path, &body) }).await
    }

    /// Code and sentence of what is refused.
    pub async fn refused(&self, path: &str, body: Value) -> (String, String) {
        problem(&self.send(self.asking(path, &body)).await)
    }

    /// A project with a roll for each of these documents.
    pub async fn project(&self, archive_id: &str, pages: &[u32]) {
        self.register(archive_id, pages, "").await;
        let capacity = pages.iter().max().unwrap();
        let asked = json!({ "capacity16": capacity, "accept": true });
        let plan = self.post(&format!("/film/projects/{archive_id}/plan"), asked).await;
        assert_eq!(plan["rolls"].as_array().unwrap().len(), pages.len(), "{plan}");
    }

    pub async fn register(&self, archive_id: &str, pages: &[u32], more: &str) {
        let path = format!(
            "/film/projects?archive_id={archive_id}&site=OU&doc_type=Certificates&name=list.csv{more}"
        );
        let asking = Asking { body: list(pages), ..self.asking(&path, &json!({})) };
        done(&self.send(asking).await, &path);
    }

    pub async fn start(&self, roll: &str) {
        self.post(&format!("/film/rolls/{roll}/start"), json!({ "on": "new" })).await;
    }

    /// Films a roll on a new reel and counts its frames: its number.
    pub async fn film(&self, roll: &str) -> String {
        let frames = self.get(&format!("/film/rolls/{roll}")).await["frames"].clone();
        self.start(roll).await;
        let done = self.post(&format!("/film/rolls/{roll}/finish"), json!({ "frames": frames })).await;
        assert_eq!(done["outcome"], "confirmed", "{done}");
        done["number"].as_str().unwrap().to_owned()
    }
}

async fn token(lab: &Lab, roles: &str) -> String {
    let label = format!("script of {roles}");
    let digest = domain::ledger::digest(label.as_bytes());
    let command = Command::CreateToken { label: label.clone(), roles: Roles::parse(roles).unwrap(), digest };
    let at = (lab.state.server.clock)();
    let request = domain::command::Request { actor: Actor::console(), at, key: None, seen: None, command };
    lab.state.store().perform(request).await.unwrap();
    label
}

fn done(answer: &Answer, path: &str) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// Code and sentence of a problem; anything else fails the test.
pub fn problem(answer: &Answer) -> (String, String) {
    assert!(answer.status.is_client_error(), "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/problem+json", "{answer:?}");
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], answer.status.as_u16(), "{problem}");
    let text = |field: &str| problem[field].as_str().unwrap().to_owned();
    (text("code"), text("title"))
}

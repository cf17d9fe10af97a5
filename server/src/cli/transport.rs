//! How a verb reaches the lab: the API's own routes on the store, in this process, or over HTTP on a server.

use super::{Cli, Failure};
use crate::http::api::{Api, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use domain::person::Actor;
use std::path::PathBuf;
use store::{OpenOptions, Store};
use tower::ServiceExt as _;

/// An answer as it came.
pub struct Answered {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answered {
    /// Anything else, a redirect too, changed nothing that was asked.
    pub const fn is_done(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

/// The way to the lab.
pub enum Transport {
    /// The store itself, through the same routes as any script.
    Here {
        router: Box<Router>,
        store: Box<Store>,
        headers: Headers,
    },
    Server {
        url: String,
        token: String,
        headers: Headers,
    },
}

/// What every request says beside its body: the idempotency key, and the revision that was seen.
type Headers = Vec<(&'static str, String)>;

/// The most an answer may hold: an index of the largest project stays far below.
const MOST_BYTES: usize = 256 << 20;

impl Transport {
    pub async fn open(cli: &Cli, import_root: Option<PathBuf>) -> Result<Self, Failure> {
        let key = cli.idempotency_key.clone().map(|key| ("idempotency-key", key));
        let seen = cli.seen.map(|seen| ("if-match", format!("\"{seen}\"")));
        let headers: Headers = key.into_iter().chain(seen).collect();
        if let Some(url) = &cli.url {
            let token = cli.token.clone().ok_or_else(|| {
                Failure::Usage("A server asks for a token: add --token, or set ROLLCALL_TOKEN.".to_owned())
            })?;
            return Ok(Self::Server { url: url.trim_end_matches('/').to_owned(), token, headers });
        }
        let options = match &cli.database_url {
            Some(url) => OpenOptions::new(url),
            None => OpenOptions::folder(&cli.data),
        };
        let store = Store::open(&options).await.map_err(|error| Failure::refused(sentence(&error)))?;
        // Whoever sits at the console owns the data; a lab that was never set up is founded by its first verb.
        found(&store).await?;
        let api = Api {
            store: store.clone(),
            import_root,
            clock: crate::config::system_clock,
            console: Some(Actor::console()),
        };
        Ok(Self::Here { router: Box::new(router(api)), store: Box::new(store), headers })
    }

    pub async fn close(self) {
        if let Self::Here { store, .. } = self {
            store.close().await;
        }
    }

    /// The store, for verbs that need the database itself.
    pub fn store(&self) -> Result<&Store, Failure> {
        match self {
            Self::Here { store, .. } => Ok(store),
            Self::Server { .. } => Err(Failure::Usage(
                "This works on the database itself: stop the server and leave --url out.".to_owned(),
            )),
        }
    }

    pub async fn get(&self, path: &str) -> Result<Answered, Failure> {
        self.send(Method::GET, path, "application/json", Vec::new()).await
    }

    pub async fn post(&self, path: &str, value: &serde_json::Value) -> Result<Answered, Failure> {
        self.send(Method::POST, path, "application/json", value.to_string().into_bytes()).await
    }

    pub async fn post_bytes(&self, path: &str, bytes: Vec<u8>) -> Result<Answered, Failure> {
        self.send(Method::POST, path, "application/octet-stream", bytes).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        kind: &'static str,
        body: Vec<u8>,
    ) -> Result<Answered, Failure> {
        match self {
            Self::Here { router, headers, .. } => {
                let mut request =
                    Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, kind);
                for (name, value) in headers {
                    request = request.header(*name, value);
                }
                let request = request.body(Body::from(body)).map_err(Failure::refused)?;
                let response = router.as_ref().clone().oneshot(request).await.map_err(Failure::refused)?;
                let status = response.status().as_u16();
                let body = to_bytes(response.into_body(), MOST_BYTES).await.map_err(Failure::refused)?;
                Ok(Answered { status, body: body.to_vec() })
            }
            Self::Server { url, token, headers } => {
                let (url, token, headers) = (format!("{url}/api/v1{path}"), token.clone(), headers.clone());
                tokio::task::spawn_blocking(move || over_http(&method, &url, &token, headers, kind, body))
                    .await
                    .map_err(Failure::refused)?
            }
        }
    }
}

fn over_http(
    method: &Method,
    url: &str,
    token: &str,
    headers: Headers,
    kind: &str,
    body: Vec<u8>,
) -> Result<Answered, Failure> {
    // A redirect leads to a page for people: what stands there is no answer.
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent: ureq::Agent = config.max_redirects(0).max_redirects_will_error(false).build().into();
    let mut request = ureq::http::Request::builder()
        .method(method.as_str())
        .uri(url)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", kind);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(body).map_err(Failure::refused)?;
    let response = agent.run(request);
    let mut response =
        response.map_err(|error| Failure::refused(format!("{url} cannot be reached: {error}.")))?;
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(MOST_BYTES as u64).read_to_vec();
    Ok(Answered { status, body: body.map_err(Failure::refused)? })
}

/// A new lab gets the settings of its trade and an administrator called `admin`, who signs in once a password is
/// set by the set-up link.
async fn found(store: &Store) -> Result<(), Failure> {
    let settings = store.settings().await.map_err(|error| Failure::refused(sentence(&error)))?;
    if settings.is_some() {
        return Ok(());
    }
    let command =
        domain::command::Command::FoundLab { lab: "Rollcall".to_owned(), admin: "admin".to_owned() };
    let request = domain::command::Request {
        actor: Actor::console(),
        at: crate::config::system_clock(),
        key: None,
        seen: None,
        command,
    };
    store.perform(request).await.map(|_| ()).map_err(|error| Failure::refused(sentence(&error)))
}

/// An error as a sentence.
pub fn sentence(error: &store::StoreError) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}

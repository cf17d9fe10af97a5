//! The real server in a process of its own, and a client's connection to it.

use crate::Failure;
use crate::places::{self, request};
use domain::command::Command;
use domain::ledger::digest;
use domain::person::{Role, Roles};
use domain::time::Timestamp;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::path::PathBuf;
use std::process::Stdio;
use store::{Credential, Housekeeping, Session, Store};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::Child;

/// The secret of the load's token, and of its session.
pub const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// `rollcall serve`, until it is stopped.
pub struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts it on a lab, and waits until it listens.
    pub async fn start(url: &str) -> Result<Self, Failure> {
        let mut process = tokio::process::Command::new(binary()?)
            .args(["--database-url", url, "serve", "--bind", "127.0.0.1:0"])
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(process.stdout.take().ok_or("the server says nothing")?).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, address)) = line.split_once("listens on http://") {
                let address = address.trim().to_owned();
                // What it says later is read, too, or it would wait for a reader.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Self { process, address });
            }
        }
        Err("the server did not start".into())
    }

    pub async fn connect(&self) -> Result<Connection, Failure> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Connection { sender, host: self.address.clone() })
    }

    /// Seconds both cores together have worked for it so far.
    pub fn cpu_seconds(&self) -> Option<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()?)).ok()?;
        // After the name in brackets: the 12th and 13th word are ticks of a hundredth of a second.
        let words: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = words.get(11)?.parse::<f64>().ok()? + words.get(12)?.parse::<f64>().ok()?;
        Some(ticks / 100.0)
    }

    /// Tells it to stop, and waits until everything acknowledged is on disk.
    pub async fn stop(mut self) -> Result<(), Failure> {
        let id = self.process.id().ok_or("the server has ended")?.to_string();
        tokio::process::Command::new("kill").args(["-TERM", &id]).status().await?;
        let status = self.process.wait().await?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }
}

/// Built beside the bench: `cargo xtask bench` sees to it.
pub fn binary() -> Result<PathBuf, Failure> {
    let here = std::env::current_exe()?;
    let binary = here.with_file_name("rollcall");
    if binary.is_file() {
        return Ok(binary);
    }
    Err(format!("there is no server at {}: run `cargo build --release -p bench -p server`", binary.display())
        .into())
}

/// One connection that is kept open.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    /// The status and the whole body of the answer.
    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Result<(StatusCode, Bytes), Failure> {
        let mut request = Request::builder().method(method).uri(path).header("host", &self.host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.sender.ready().await?;
        let answer = self.sender.send_request(request.body(Full::from(body))?).await?;
        let status = answer.status();
        Ok((status, answer.into_body().collect().await?.to_bytes()))
    }
}

/// Lets the load in: a script with [`SECRET`] as its token, and Anna with [`SECRET`] as her session.
pub async fn let_in(store: &Store, now: Timestamp) -> Result<(), Failure> {
    let digest = digest(SECRET.as_bytes());
    let command = Command::CreateToken {
        label: "bench".into(),
        roles: Roles::new([Role::Planner]),
        digest: digest.clone(),
    };
    store.perform(request(None, command)).await?;
    let anna = store.person_by_name(places::ADMIN).await?.ok_or("Anna is not there")?.id;
    // A lab counts as founded once somebody could sign in; no password has this hash.
    let credential = Credential { person: anna, password: "none".into(), changed: now };
    store.keep(Housekeeping::SetPassword(credential)).await?;
    let session = Session { digest, person: anna, began: now, seen: now };
    Ok(store.keep(Housekeeping::BeginSession(session)).await?)
}

//! Clients with keys: each sends an unanswered key again until it is answered.

use super::Way;
use crate::Failure;
use domain::number::FilmNumber;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;
use tokio::task::JoinHandle;

/// What the clients heard.
#[derive(Default)]
pub struct Acknowledged {
    /// Number by request, `client-request`; a request keeps its name whatever keys it was sent with.
    pub given: BTreeMap<String, FilmNumber>,
    /// Answers that were committed by a server that was killed before it could give them.
    pub unheard: u64,
    /// Sectors a power cut took.
    pub lost_sectors: u64,
}

impl Acknowledged {
    pub fn take(&mut self, other: Self) {
        self.given.extend(other.given);
        self.unheard += other.unheard;
        self.lost_sectors += other.lost_sectors;
    }
}

pub struct Clients {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<Result<Acknowledged, Failure>>>,
}

struct Shared {
    socket: PathBuf,
    way: Way,
    /// Entries in the ledger when the present server began.
    head: AtomicU64,
    stop: AtomicBool,
}

impl Clients {
    pub fn start(count: usize, socket: &Path, way: Way, first: usize) -> Self {
        let head = AtomicU64::new(u64::MAX);
        let shared = Arc::new(Shared { socket: socket.to_owned(), way, head, stop: AtomicBool::new(false) });
        let tasks = (0..count).map(|client| {
            let shared = Arc::clone(&shared);
            tokio::spawn(async move { shared.ask(client, first).await })
        });
        Self { tasks: tasks.collect(), shared }
    }

    pub fn server_started(&self, head: u64) {
        self.shared.head.store(head, Ordering::SeqCst);
    }

    /// Each client waits for its last answer; the server must be up.
    pub async fn finish(mut self) -> Result<Acknowledged, Failure> {
        self.shared.stop.store(true, Ordering::SeqCst);
        let mut told = Acknowledged::default();
        for task in &mut self.tasks {
            told.take(task.await??);
        }
        Ok(told)
    }
}

impl Drop for Clients {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Shared {
    async fn ask(&self, client: usize, first: usize) -> Result<Acknowledged, Failure> {
        let mut told = Acknowledged::default();
        let mut request = first;
        while !self.stop.load(Ordering::SeqCst) {
            request += 1;
            let name = format!("{client}-{request}");
            let (number, entry, sent) = self.until_answered(&name).await?;
            // Asked more than once, and in the ledger before the server that answered began.
            if sent > 1 && entry <= self.head.load(Ordering::SeqCst) {
                told.unheard += 1;
            }
            told.given.insert(name, number);
        }
        Ok(told)
    }

    async fn until_answered(&self, name: &str) -> Result<(FilmNumber, u64, u32), Failure> {
        let mut sent = 0;
        loop {
            if let Ok(stream) = UnixStream::connect(&self.socket).await {
                let attempt = if self.way == Way::FreshKey { sent } else { 0 };
                sent += 1;
                if let Some((number, entry)) = answer(stream, &format!("{name}-{attempt}")).await? {
                    return Ok((number, entry, sent));
                }
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

/// The answer to one key; nothing where the server went away or was busy.
async fn answer(stream: UnixStream, key: &str) -> Result<Option<(FilmNumber, u64)>, Failure> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    if stream.write_all(format!("{key}\n").as_bytes()).await.is_err() {
        return Ok(None);
    }
    match stream.read_line(&mut line).await {
        Ok(_) if line.ends_with('\n') => {}
        _ => return Ok(None),
    }
    let mut words = line.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some("given"), Some(number), Some(entry)) => Ok(Some((FilmNumber::parse(number)?, entry.parse()?))),
        (Some("again"), ..) => Ok(None),
        _ => Err(format!("the server said: {line}").into()),
    }
}

//! The one door for writes.
//!
//! Requests wait in a bounded queue. One long-lived task takes what is queued, opens one transaction, decides each
//! request in order on the lab as changed by those before it, writes every table as one set, commits once, and only
//! then answers. While one commit syncs, the next batch gathers. A caller that goes away cancels nothing.

mod batch;
mod figures;

use crate::error::StoreError;
use crate::housekeeping::{Housekeeping, keep};
use crate::ledger::append;
use crate::load::{SettingsCache, load, take_turn};
use crate::open::{Engine, Store};
use crate::save::{save, save_head, save_settings};
use batch::{Batch, known_answers};
use domain::command::{Receipt, Request};
use domain::program::ProgramRefusal;
use domain::refusal::Refusal;
use figures::Counted;
pub use figures::DoorFigures;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection as _};
use std::fs::File;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

enum Work {
    Command(Box<Request>, Answer<Receipt>),
    Keep(Housekeeping, Answer<()>),
}

/// The queue in front of the writer.
pub(crate) struct Door {
    queue: Mutex<Option<mpsc::Sender<Work>>>,
    /// The last committed ledger entry, for those who follow the outbox.
    pub(crate) head: watch::Receiver<u64>,
    ended: watch::Receiver<bool>,
    counted: Arc<Counted>,
}

impl Door {
    pub(crate) fn start(
        engine: Engine,
        pool: AnyPool,
        lock: Option<File>,
        queue: usize,
        batch: usize,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(queue);
        let (head_sender, head) = watch::channel(0);
        let (ended_sender, ended) = watch::channel(false);
        let counted = Arc::new(Counted::default());
        let writer = Writer {
            engine,
            pool,
            connection: None,
            batch,
            head: head_sender,
            cache: SettingsCache::default(),
            broken: AtomicBool::new(false),
            counted: Arc::clone(&counted),
            _lock: lock,
        };
        tokio::spawn(async move {
            writer.run(receiver).await;
            ended_sender.send_replace(true);
        });
        Self { queue: Mutex::new(Some(sender)), head, ended, counted }
    }

    fn sender(&self) -> Option<mpsc::Sender<Work>> {
        self.queue.lock().map_or(None, |queue| queue.clone())
    }

    /// No more requests; those in the queue are finished first.
    pub(crate) async fn stop(&self) {
        if let Ok(mut queue) = self.queue.lock() {
            queue.take();
        }
        let mut ended = self.ended.clone();
        // An error means the writer is gone already.
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

impl Store {
    /// Carries out a request, or says why not. The answer comes after the commit, never before.
    pub async fn perform(&self, request: Request) -> Result<Receipt, StoreError> {
        let subject = subject_of(&request);
        let seen = request.seen;
        let receipt = self.enqueue(|answer| Work::Command(Box::new(request), answer)).await;
        match (receipt, subject, seen) {
            (Err(StoreError::Refused(Refusal::Stale { .. })), Some((kind, id)), Some(seen)) => {
                let changes = self.changes_since(kind, id, seen).await?;
                Err(Refusal::Stale { changes }.into())
            }
            (Err(StoreError::Refused(Refusal::Program(refusal))), _, _) => {
                Err(self.with_room(refusal).await?.into())
            }
            (receipt, _, _) => receipt,
        }
    }

    /// Whoever finds a range full is told where there is room.
    async fn with_room(&self, mut refusal: ProgramRefusal) -> Result<Refusal, StoreError> {
        if let ProgramRefusal::RangeFull { count, room, .. } = &mut refusal {
            *room = self.room_for(*count).await?;
        }
        Ok(refusal.into())
    }

    /// Keeps or forgets a password or a session.
    pub async fn keep(&self, work: Housekeeping) -> Result<(), StoreError> {
        self.enqueue(|answer| Work::Keep(work, answer)).await
    }

    async fn enqueue<T>(&self, work: impl FnOnce(Answer<T>) -> Work) -> Result<T, StoreError> {
        let sender = self.inner.door.sender().ok_or(StoreError::Stopping)?;
        let (answer, waiting) = oneshot::channel();
        sender.try_send(work(answer)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Stopping,
        })?;
        drop(sender);
        waiting.await.unwrap_or(Err(StoreError::Unknown))
    }

    /// How busy the door is.
    pub fn door_figures(&self) -> DoorFigures {
        let sender = self.inner.door.sender();
        let waiting = sender.map_or(0, |sender| sender.max_capacity() - sender.capacity());
        self.inner.door.counted.read(waiting)
    }

    /// Rises with every commit of this process; others' commits are found by polling the outbox.
    pub fn head(&self) -> watch::Receiver<u64> {
        self.inner.door.head.clone()
    }
}

/// The thing whose revision a request's `seen` speaks of.
fn subject_of(request: &Request) -> Option<(domain::event::Kind, u64)> {
    use domain::command::Command;
    use domain::event::Kind;
    match &request.command {
        Command::StartFilming { roll, .. }
        | Command::FinishFilming { roll, .. }
        | Command::FailFilming { roll, .. } => Some((Kind::Roll, roll.get())),
        Command::AcceptPlan { project, .. }
        | Command::DeliverIndex { project, .. }
        | Command::ResetProject { project, .. }
        | Command::AbandonProject { project, .. }
        | Command::ArchiveProject { project }
        | Command::DeleteProject { project, .. }
        | Command::RestoreProject { project } => Some((Kind::Project, project.get())),
        _ => None,
    }
}

struct Writer {
    engine: Engine,
    pool: AnyPool,
    /// Kept from batch to batch: a pool tests a connection whenever it changes hands.
    connection: Option<PoolConnection<Any>>,
    batch: usize,
    head: watch::Sender<u64>,
    cache: SettingsCache,
    /// A failed sync leaves the file's state unknown: nothing more is given out until a restart re-reads it.
    broken: AtomicBool,
    counted: Arc<Counted>,
    _lock: Option<File>,
}

/// What a batch came to, before it is answered.
struct Outcome {
    answers: Vec<Result<Receipt, StoreError>>,
    seq: u64,
}

impl Writer {
    async fn run(mut self, mut queue: mpsc::Receiver<Work>) {
        let mut waiting = Vec::with_capacity(self.batch);
        while queue.recv_many(&mut waiting, self.batch).await > 0 {
            let mut requests = Vec::new();
            let mut answers = Vec::new();
            for work in waiting.drain(..) {
                match work {
                    Work::Command(request, answer) => {
                        requests.push(*request);
                        answers.push(answer);
                    }
                    Work::Keep(work, answer) => {
                        // The caller may have gone away; the work is done all the same.
                        let _ = answer.send(self.housekeep(&work).await);
                    }
                }
            }
            if requests.is_empty() {
                continue;
            }
            self.counted.batch(requests.len());
            for (result, answer) in self.perform(&requests).await.into_iter().zip(answers) {
                let _ = answer.send(result);
            }
            // Those just answered often ask again at once: they join the next batch as long as it grows by itself.
            let mut gathered = 0;
            while (gathered..self.batch).contains(&queue.len()) {
                gathered = queue.len() + 1;
                tokio::task::yield_now().await;
            }
        }
    }

    async fn housekeep(&mut self, work: &Housekeeping) -> Result<(), StoreError> {
        if self.broken.load(Ordering::Acquire) {
            return Err(StoreError::Broken);
        }
        let mut connection = self.connection().await?;
        let mut transaction = connection.begin().await?;
        take_turn(&mut transaction).await?;
        keep(&mut transaction, work).await?;
        transaction.commit().await?;
        self.connection = Some(connection);
        Ok(())
    }

    /// The connection of the batch before, or a new one: after an error it went back to the pool to be tested.
    async fn connection(&mut self) -> Result<PoolConnection<Any>, StoreError> {
        match self.connection.take() {
            Some(connection) => Ok(connection),
            None => Ok(self.pool.acquire().await?),
        }
    }

    /// One batch; on a broken constraint, its requests one by one, so that one cannot poison the others.
    async fn perform(&mut self, requests: &[Request]) -> Vec<Result<Receipt, StoreError>> {
        match self.retrying(requests).await {
            Ok(outcome) => {
                self.announce(outcome.seq);
                outcome.answers
            }
            Err(error) if error.is_constraint() && requests.len() > 1 => {
                tracing::warn!(%error, requests = requests.len(), "a constraint spoke: one request at a time");
                let mut answers = Vec::with_capacity(requests.len());
                for request in requests {
                    match self.retrying(std::slice::from_ref(request)).await {
                        Ok(outcome) => {
                            self.announce(outcome.seq);
                            answers.extend(outcome.answers);
                        }
                        Err(error) => answers.push(Err(error)),
                    }
                }
                answers
            }
            Err(error) => fail_all(requests.len(), error),
        }
    }

    fn announce(&self, seq: u64) {
        self.head.send_if_modified(|head| {
            let risen = seq > *head;
            *head = seq.max(*head);
            risen
        });
    }

    /// Serialisation failures, deadlocks and a busy file pass: the whole batch runs again, with the same keys.
    async fn retrying(&mut self, requests: &[Request]) -> Result<Outcome, StoreError> {
        const TRIES: u32 = 6;
        let mut tried = 0;
        loop {
            if self.broken.load(Ordering::Acquire) {
                return Err(StoreError::Broken);
            }
            match self.attempt(requests).await {
                Err(error) if error.is_passing() && tried < TRIES => {
                    tried += 1;
                    tracing::info!(%error, tried, "the batch runs again");
                    tokio::time::sleep(Duration::from_millis(10 << tried)).await;
                }
                result => return result,
            }
        }
    }

    async fn attempt(&mut self, requests: &[Request]) -> Result<Outcome, StoreError> {
        let mut connection = self.connection().await?;
        let outcome = self.attempt_on(&mut connection, requests).await?;
        self.connection = Some(connection);
        Ok(outcome)
    }

    async fn attempt_on(
        &mut self,
        connection: &mut AnyConnection,
        requests: &[Request],
    ) -> Result<Outcome, StoreError> {
        let mut transaction = connection.begin().await?;
        let head = take_turn(&mut transaction).await?;
        let known = known_answers(&mut transaction, requests).await?;
        let mut lab = load(&mut transaction, head, &mut self.cache, requests).await?;
        let mut batch = Batch { known, entries: Vec::new(), settings: Vec::new() };
        let answers: Vec<_> =
            requests.iter().map(|request| batch.carry_out(&mut lab, request)).collect::<Result<_, _>>()?;
        let seq = lab.head.seq;
        if batch.entries.is_empty() {
            transaction.rollback().await?;
            return Ok(Outcome { answers, seq });
        }
        save(&mut transaction, &lab).await?;
        append(&mut transaction, &batch.entries).await?;
        save_settings(&mut transaction, &batch.settings).await?;
        save_head(&mut transaction, &lab).await?;
        if let Err(error) = transaction.commit().await {
            tracing::error!(%error, "a commit failed");
            let error = StoreError::from(error);
            if error.is_passing() && self.engine == Engine::Sqlite {
                return Err(error);
            }
            if self.engine == Engine::Sqlite {
                self.broken.store(true, Ordering::Release);
                return Err(StoreError::Broken);
            }
            return Err(StoreError::Unknown);
        }
        Ok(Outcome { answers, seq })
    }
}

/// The same failure for every request of a batch.
fn fail_all(count: usize, error: StoreError) -> Vec<Result<Receipt, StoreError>> {
    let copy = || match &error {
        StoreError::Broken => StoreError::Broken,
        StoreError::Unknown => StoreError::Unknown,
        StoreError::Corrupt { table, row, problem } => StoreError::corrupt(table, row, problem),
        other => StoreError::Unusable(other.to_string()),
    };
    let mut answers: Vec<_> = (1..count).map(|_| Err(copy())).collect();
    answers.push(Err(error));
    answers
}

//! An example lab: months of work, and everything in it that a lab can have, made through the same door as all else.

use crate::console::say;
use crate::files::evidence_file;
use crate::session::NotIn;
use crate::state::AppState;
use domain::command::{Answer, Request};
use domain::time::Timestamp;
use example::{Pace, Year};
use futures_util::future::join_all;
use store::Store;

/// Name of the example's first person.
const NAME: &str = "demo";
/// The same lab every time, but for the hours.
const SEED: u64 = 7;
const DAY: i64 = 24 * 3600;
/// The lab was founded so long ago.
const DAYS: i64 = 140;
/// The last days are told on purpose: nothing a lab can have is missing then.
const LAST_DAYS: i64 = 9;
/// Requests that wait at the door together.
const AT_ONCE: usize = 200;

/// Fills an empty lab and says on the console how to get in; one that is founded is left as it is.
pub async fn fill(state: &AppState, password: Option<&str>) {
    if !matches!(state.is_founded().await, Ok(false)) {
        return;
    }
    let password = password.map_or_else(|| crate::secret::random()[..12].to_owned(), str::to_owned);
    match make(state, &password).await {
        Ok(()) => say(format_args!("An example lab. Sign in as {NAME} with the password {password}")),
        Err(error) => tracing::error!(?error, "the example could not be made"),
    }
}

async fn make(state: &AppState, password: &str) -> Result<(), NotIn> {
    let work = months((state.server.clock)());
    let first = perform(state.store(), work).await?;
    if let Some(Answer::Person { person }) = first {
        state.sessions.set_password(person, password).await?;
    }
    state.is_founded().await?;
    Ok(())
}

/// What people asked for in these months, up to now; not what they were refused.
fn months(now: Timestamp) -> Vec<Request> {
    let pace = Pace { films: u32::MAX, minutes_between: 330, pages: 40, keep_file: evidence_file };
    let founded = now.plus_seconds(-DAYS * DAY);
    let mut year = Year::founded(SEED, founded, pace, "Filmlabor Nordend", NAME);
    year.work(now.plus_seconds(-LAST_DAYS * DAY));
    year.leave_records();
    year.leave_programs();
    year.leave_everything(now);
    year.done.into_iter().filter(|done| done.came_to.is_ok()).map(|done| done.request).collect()
}

/// In their order, many at once: the door writes a batch as one. The answer is that of the first.
async fn perform(store: &Store, work: Vec<Request>) -> Result<Option<Answer>, NotIn> {
    let mut first = None;
    let mut waiting = work.into_iter().peekable();
    while waiting.peek().is_some() {
        // Each asks when it is first looked at, and that goes in order.
        let together = waiting.by_ref().take(AT_ONCE).map(|request| store.perform(request));
        for receipt in join_all(together).await {
            let answer = receipt?.answer;
            first.get_or_insert(answer);
        }
    }
    Ok(first)
}

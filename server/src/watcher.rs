//! The watched folder: files of the machine are taken over as soon as they are complete. Nothing is moved or deleted,
//! and no number is given: what fits a running attempt is offered there, the rest becomes findings.

use crate::files::machine::{MOST_BYTES, is_of_the_machine, surveyed};
use crate::state::AppState;
use domain::command::{Answer, Command, Request};
use domain::machine::ReadFile;
use domain::person::{Actor, Role, Roles};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use store::StoreError;

/// Between two looks. A file is complete when its size stood still from one to the next.
const LOOK: Duration = Duration::from_secs(3);
/// Files taken over in one commit.
const AT_ONCE: usize = 200;
/// Folders within folders; a link in a circle ends here.
const DEEPEST: u32 = 8;

/// What to watch, and under which name the ledger writes it.
#[derive(Clone, Debug)]
pub struct Watch {
    pub folder: PathBuf,
    pub name: String,
}

/// How long a file was, and when it was written last.
type Size = (u64, Option<SystemTime>);

/// What the looks before have seen.
#[derive(Debug, Default)]
pub struct Watched {
    files: BTreeMap<PathBuf, Seen>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    size: Size,
    taken: bool,
}

impl Watched {
    /// The files that are complete and not taken yet. A log waits for its descriptor while that is being written.
    fn complete(&mut self, found: Vec<(PathBuf, Size)>) -> Vec<PathBuf> {
        let before = std::mem::take(&mut self.files);
        let mut growing = Vec::new();
        for (path, size) in found {
            let seen = match before.get(&path) {
                Some(seen) if seen.size == size => *seen,
                _ => {
                    growing.push(path.with_extension(""));
                    Seen { size, taken: false }
                }
            };
            self.files.insert(path, seen);
        }
        let is_growing = |path: &Path| growing.contains(&path.with_extension(""));
        let waiting = self.files.iter().filter(|(path, seen)| !seen.taken && !is_growing(path));
        waiting.map(|(path, _)| path.clone()).take(AT_ONCE).collect()
    }

    fn taken(&mut self, paths: &[PathBuf]) {
        for path in paths {
            if let Some(seen) = self.files.get_mut(path) {
                seen.taken = true;
            }
        }
    }
}

/// Looks until the server stops.
pub async fn run(state: AppState, watch: Watch) {
    let mut stopping = state.stopping.subscribe();
    let mut watched = Watched::default();
    loop {
        look(&state, &watch, &mut watched).await;
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// One look. Whatever goes wrong, the next one tries again.
pub async fn look(state: &AppState, watch: &Watch, watched: &mut Watched) {
    let folder = watch.folder.clone();
    let listing = tokio::task::spawn_blocking(move || {
        let mut found = Vec::new();
        list(&folder, DEEPEST, &mut found).map(|()| found)
    });
    let found = match listing.await {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            tracing::warn!(%error, folder = %watch.folder.display(), "the watched folder cannot be read");
            return;
        }
        Err(error) => return tracing::error!(%error, "the watched folder was not listed"),
    };
    let paths = watched.complete(found);
    if paths.is_empty() {
        return;
    }
    let reading = paths.clone();
    let Ok(files) = tokio::task::spawn_blocking(move || read(&reading)).await else { return };
    match take(state, watch, files).await {
        Ok(()) => watched.taken(&paths),
        Err(error) => {
            tracing::warn!(%error, files = paths.len(), "files of the machine wait: they are tried again")
        }
    }
}

async fn take(state: &AppState, watch: &Watch, files: Vec<ReadFile>) -> Result<(), StoreError> {
    if files.is_empty() {
        return Ok(());
    }
    let source = watch.folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let source: String = source.unwrap_or_else(|| watch.name.clone()).chars().take(80).collect();
    let request = Request {
        actor: Actor::person(watch.name.clone(), Roles::new([Role::Operator])),
        at: (state.server.clock)(),
        key: None,
        seen: None,
        command: Command::ImportMachineFiles { source, seed: false, files },
    };
    let receipt = state.store().perform(request).await?;
    if let Answer::Imported { new, findings, offered, .. } = receipt.answer
        && new > 0
    {
        tracing::info!(new, findings, offered, "files of the machine were taken over");
    }
    Ok(())
}

/// The machine's files below a folder, with their sizes.
fn list(folder: &Path, deeper: u32, found: &mut Vec<(PathBuf, Size)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() && deeper > 0 {
            list(&path, deeper - 1, found)?;
        } else if kind.is_file() && is_of_the_machine(&entry.file_name().to_string_lossy()) {
            let about = entry.metadata()?;
            found.push((path, (about.len(), about.modified().ok())));
        }
    }
    Ok(())
}

/// What can be read; a file that cannot be, or is longer than any of a machine, is told in the log and left alone.
fn read(paths: &[PathBuf]) -> Vec<ReadFile> {
    let read = |path: &PathBuf| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        if std::fs::metadata(path).is_ok_and(|about| about.len() > MOST_BYTES) {
            tracing::warn!(file = %path.display(), "this is too large for a file of the machine");
            return None;
        }
        match std::fs::read(path) {
            Ok(bytes) => Some(surveyed(&name, &bytes)),
            Err(error) => {
                tracing::warn!(%error, file = %path.display(), "a file of the machine cannot be read");
                None
            }
        }
    };
    paths.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(files: &[(&str, u64)]) -> Vec<(PathBuf, Size)> {
        files.iter().map(|(path, size)| (PathBuf::from(path), (*size, None))).collect()
    }

    #[test]
    fn a_file_that_grows_is_left_until_it_stands_still() {
        let mut watched = Watched::default();
        assert!(watched.complete(sized(&[("10000001.LOG", 10)])).is_empty(), "seen for the first time");
        assert!(watched.complete(sized(&[("10000001.LOG", 20)])).is_empty(), "it has grown");
        let complete = watched.complete(sized(&[("10000001.LOG", 20)]));
        assert_eq!(complete, [PathBuf::from("10000001.LOG")]);
        assert_eq!(watched.complete(sized(&[("10000001.LOG", 20)])), complete, "until it is taken");
        watched.taken(&complete);
        assert!(watched.complete(sized(&[("10000001.LOG", 20)])).is_empty());
        watched.complete(sized(&[("10000001.LOG", 30)]));
        assert_eq!(watched.complete(sized(&[("10000001.LOG", 30)])), complete, "written on, it comes again");
    }

    #[test]
    fn a_log_waits_for_its_descriptor() {
        let mut watched = Watched::default();
        watched.complete(sized(&[("10000001.LOG", 10)]));
        let both = sized(&[("10000001.LOG", 10), ("10000001.desc", 5)]);
        assert!(watched.complete(both.clone()).is_empty(), "the descriptor has just come");
        assert_eq!(watched.complete(both).len(), 2);
    }
}

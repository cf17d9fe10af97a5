//! A folder of PDFs below the configured root, never outside of it.

use super::folder_refusal::FolderRefusal;
use super::list::{self, Note};
pub use super::pdf::Damage;
use super::pdf::{self, Pages};
use super::table::shown;
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use domain::film::document::{Barcode, Document};
use domain::film::natural;
use domain::film::settings::Settings;
use domain::words::{Language, Say};
use std::collections::HashSet;
use std::io::Read;
use std::path::{Component, Path};

/// The most files of one folder, whatever they are.
pub const MOST_FILES: usize = 100_000;
/// The longest PDF that is read.
pub const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// The longest path, in bytes.
const LONGEST_PATH: usize = 1024;
/// A hostile PDF may nest its objects a hundred levels deep; the stack of a server thread is not made for that.
const STACK_BYTES: usize = 32 * 1024 * 1024;

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// In natural order of their names.
    pub documents: Vec<Document>,
    /// Files that cannot be registered, and why; never left out in silence.
    pub damaged: Vec<(String, Damage)>,
    /// Files that are neither PDFs nor a list of Bildnummern.
    pub ignored: u64,
    /// Lists of Bildnummern that were taken in.
    pub com_lists: Vec<String>,
    pub notes: Vec<Note>,
}

impl Folder {
    /// The documents to register. Damaged files stop it, unless the person says to leave them out.
    pub fn register(self, leave_out_damaged: bool) -> Result<Vec<Document>, FolderRefusal> {
        if self.damaged.is_empty() || (leave_out_damaged && !self.documents.is_empty()) {
            return Ok(self.documents);
        }
        Err(FolderRefusal::damaged(self.damaged.into_iter().map(|(name, _)| name)))
    }
}

/// Opens the configured root. Everything else is reached through it.
pub fn open_root(path: &Path) -> Result<Dir, FolderRefusal> {
    Dir::open_ambient_dir(path, ambient_authority()).map_err(|_| FolderRefusal::NoRoot)
}

/// A folder below the root; `.` is the root itself.
pub fn open(root: &Dir, relative: &str) -> Result<Dir, FolderRefusal> {
    check_path(relative)?;
    root.open_dir(relative).map_err(|error| match error.kind() {
        // The sandbox answers a way out, by a link or otherwise, with a refused permission.
        std::io::ErrorKind::PermissionDenied => FolderRefusal::OutsideRoot { path: shown(relative) },
        _ => FolderRefusal::NoSuchFolder { path: shown(relative) },
    })
}

/// Reads the PDFs of a folder below the root; `.` is the root itself.
pub fn read(root: &Dir, relative: &str, settings: &Settings) -> Result<Folder, FolderRefusal> {
    let path = || shown(relative);
    let directory = open(root, relative)?;
    let names = names(&directory).map_err(|full| match full {
        Some(refusal) => refusal,
        None => FolderRefusal::NoSuchFolder { path: path() },
    })?;
    let folder = std::thread::scope(|scope| {
        let work = std::thread::Builder::new()
            .name("folder".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || read_files(&directory, names, settings));
        work.map_err(|_| ()).and_then(|thread| thread.join().map_err(|_| ()))
    })
    .map_err(|()| FolderRefusal::NoSuchFolder { path: path() })?;
    if folder.documents.is_empty() && folder.damaged.is_empty() {
        return Err(FolderRefusal::NoPdfs { path: path(), ignored: folder.ignored });
    }
    Ok(folder)
}

/// Refuses what is no plain path downwards, before the file system is asked.
fn check_path(relative: &str) -> Result<(), FolderRefusal> {
    let path = shown(relative);
    let drive = relative.as_bytes().get(1) == Some(&b':') && relative.as_bytes()[0].is_ascii_alphabetic();
    let parts = || relative.split(['/', '\\']);
    if drive || relative.starts_with(['/', '\\']) || parts().any(|part| part == "..") {
        return Err(FolderRefusal::OutsideRoot { path });
    }
    let plain = Path::new(relative)
        .components()
        .all(|component| matches!(component, Component::Normal(_) | Component::CurDir));
    let readable = !relative.is_empty()
        && relative.len() <= LONGEST_PATH
        && !relative.contains(|c: char| c.is_control() || c == '\\' || c == char::REPLACEMENT_CHARACTER);
    if plain && readable { Ok(()) } else { Err(FolderRefusal::BadPath { path }) }
}

/// Names of the files in natural order, and whether each is text; `Err(None)` where the folder cannot be read.
fn names(directory: &Dir) -> Result<Vec<(String, bool)>, Option<FolderRefusal>> {
    let mut names = Vec::new();
    for entry in directory.entries().map_err(|_| None)? {
        let entry = entry.map_err(|_| None)?;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        if names.len() == MOST_FILES {
            return Err(Some(FolderRefusal::TooManyFiles { most: MOST_FILES as u64 }));
        }
        let name = entry.file_name();
        names.push((name.to_string_lossy().into_owned(), name.to_str().is_some()));
    }
    names.sort_by(|(a, _), (b, _)| natural::compare(a, b));
    Ok(names)
}

fn read_files(directory: &Dir, names: Vec<(String, bool)>, settings: &Settings) -> Folder {
    let mut folder = Folder {
        documents: Vec::new(),
        damaged: Vec::new(),
        ignored: 0,
        com_lists: Vec::new(),
        notes: Vec::new(),
    };
    let mut seen = HashSet::new();
    let mut pairs = Vec::new();
    for (name, is_text) in names {
        if has_ending(&name, &["pdf"]) {
            let read = if is_text { document(directory, &name, settings) } else { Err(Damage::BadName) };
            let read = read.and_then(|document| {
                if seen.insert(document.barcode.clone()) { Ok(document) } else { Err(Damage::SameBarcode) }
            });
            match read {
                Ok(document) => folder.documents.push(document),
                Err(damage) => folder.damaged.push((shown(&name), damage)),
            }
        } else if is_com_list(&name) {
            match com_list(directory, &name) {
                Ok(more) => {
                    pairs.extend(more);
                    folder.com_lists.push(shown(&name));
                }
                Err(damage) => folder.damaged.push((shown(&name), damage)),
            }
        } else {
            folder.ignored += 1;
        }
    }
    folder.notes = list::merge_com_ids(&mut folder.documents, &pairs);
    folder
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or("");
    endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted))
}

/// A list of Bildnummern is a workbook with `com` in its name; what an open workbook leaves beside it is none.
fn is_com_list(name: &str) -> bool {
    has_ending(name, &["xlsx", "xls", "xlsm", "xlsb"])
        && !name.starts_with("~$")
        && name.to_lowercase().contains("com")
}

fn document(directory: &Dir, name: &str, settings: &Settings) -> Result<Document, Damage> {
    let barcode = Barcode::parse(name).map_err(|_| Damage::BadName)?;
    let Pages { pages, oversized } = pdf::read(&contents(directory, name, MOST_BYTES)?, settings)?;
    Ok(Document { barcode, com_id: None, pages, oversized })
}

fn com_list(directory: &Dir, name: &str) -> Result<Vec<(Barcode, domain::film::document::ComId)>, Damage> {
    let bytes = contents(directory, name, list::MOST_BYTES)?;
    list::read_com_list(name, &bytes).map_err(|refusal| Damage::ComList {
        german: refusal.say(Language::German),
        english: refusal.say(Language::English),
    })
}

fn contents(directory: &Dir, name: &str, most: u64) -> Result<Vec<u8>, Damage> {
    // Follows links only inside the root; a pipe would never end, so only files are opened.
    let metadata = directory.metadata(name).map_err(|_| Damage::CannotOpen)?;
    if !metadata.is_file() {
        return Err(Damage::CannotOpen);
    }
    if metadata.len() > most {
        return Err(Damage::TooBig { most });
    }
    let file = directory.open(name).map_err(|_| Damage::CannotOpen)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.take(most + 1).read_to_end(&mut bytes).map_err(|_| Damage::CannotOpen)?;
    if bytes.len() as u64 > most { Err(Damage::TooBig { most }) } else { Ok(bytes) }
}

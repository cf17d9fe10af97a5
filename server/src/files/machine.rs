//! A folder of an old machine: its logs, descriptors and handoff logs, wherever below it they lie.

use super::folder_refusal::FolderRefusal;
use super::packing::evidence_file;
use super::table::shown;
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use domain::evidence::read;
use domain::machine::{ReadFile, survey};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The longest file of a machine: a log of a full film has under two megabytes.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// The most files one import looks at.
pub const MOST_FILES: usize = domain::decide::MOST_MACHINE_FILES;
/// Folders within folders; a link in a circle ends here.
const DEEPEST: u32 = 8;

/// Whether the machine writes files of this name.
pub fn is_of_the_machine(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("log" | "desc" | "ini" | "txt"))
}

/// A file's bytes as a command takes them. Bytes that are no evidence are kept all the same, and said to be none.
pub fn surveyed(name: &str, bytes: &[u8]) -> ReadFile {
    ReadFile { file: evidence_file(name, bytes), contents: survey(name, &read(Some(name), bytes)) }
}

/// The machine's files below a folder, in the order of their paths.
pub fn below(directory: &Dir) -> Result<Vec<ReadFile>, FolderRefusal> {
    let mut paths = Vec::new();
    collect(directory, Path::new(""), DEEPEST, &mut paths)?;
    paths.sort();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut bytes = Vec::new();
        let file = directory.open(&path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
        if file.is_err() || bytes.len() as u64 > MOST_BYTES {
            return Err(FolderRefusal::NoMachineFile { path: shown(&path.to_string_lossy()) });
        }
        files.push(surveyed(&name, &bytes));
    }
    Ok(files)
}

/// The machine's files below a folder of this computer.
pub fn below_path(path: &Path) -> Result<Vec<ReadFile>, FolderRefusal> {
    let missing = |_| FolderRefusal::NoSuchFolder { path: shown(&path.to_string_lossy()) };
    below(&Dir::open_ambient_dir(path, ambient_authority()).map_err(missing)?)
}

fn collect(directory: &Dir, at: &Path, deeper: u32, paths: &mut Vec<PathBuf>) -> Result<(), FolderRefusal> {
    let missing = |_| FolderRefusal::NoSuchFolder { path: shown(&at.to_string_lossy()) };
    let here = if at.as_os_str().is_empty() { Path::new(".") } else { at };
    for entry in directory.read_dir(here).map_err(missing)? {
        let entry = entry.map_err(missing)?;
        let path = at.join(entry.file_name());
        let kind = entry.file_type().map_err(missing)?;
        if kind.is_dir() {
            if deeper > 0 {
                collect(directory, &path, deeper - 1, paths)?;
            }
        } else if kind.is_file() && is_of_the_machine(&entry.file_name().to_string_lossy()) {
            if paths.len() == MOST_FILES {
                return Err(FolderRefusal::TooManyFiles { most: MOST_FILES as u64 });
            }
            paths.push(path);
        }
    }
    Ok(())
}

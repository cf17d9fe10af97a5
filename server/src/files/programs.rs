//! A folder of programs: every file below it, whatever its ending, and nothing outside of it.

use super::folder_refusal::FolderRefusal;
use super::table::shown;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, FileType};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The longest program the shop has is under 3 kB; what is longer than this is something else.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// The most files one import looks at.
pub const MOST_FILES: usize = 100_000;
/// Folders within folders.
const DEEPEST: usize = 32;

/// What lay in a folder, in the order of the paths.
#[derive(Clone, Debug)]
pub struct Found<T> {
    pub files: Vec<T>,
    /// Paths of files that are too long or cannot be read; never left out in silence.
    pub left_out: Vec<String>,
}

/// Reads every file below a folder of this computer. `take` gets its path below the folder, with `/` between folders,
/// and its bytes.
pub fn below_path<T>(path: &Path, take: impl FnMut(&str, Vec<u8>) -> T) -> Result<Found<T>, FolderRefusal> {
    let missing = |_| FolderRefusal::NoSuchFolder { path: shown(&path.to_string_lossy()) };
    below(&Dir::open_ambient_dir(path, ambient_authority()).map_err(missing)?, take)
}

/// Reads every file below a folder. Names that begin with a dot, links to folders and links that lead out are passed
/// over: a link to a folder would show its files twice.
pub fn below<T>(
    directory: &Dir,
    mut take: impl FnMut(&str, Vec<u8>) -> T,
) -> Result<Found<T>, FolderRefusal> {
    let mut found = Found { files: Vec::new(), left_out: Vec::new() };
    for (name, path) in paths(directory)? {
        let mut bytes = Vec::new();
        let file = directory.open(&path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
        if file.is_err() || bytes.len() as u64 > MOST_BYTES {
            found.left_out.push(name);
        } else {
            found.files.push(take(&name, bytes));
        }
    }
    Ok(found)
}

/// The files below a folder, each as it is shown and as it is opened.
fn paths(directory: &Dir) -> Result<Vec<(String, PathBuf)>, FolderRefusal> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(at) = folders.pop() {
        let missing = |_| FolderRefusal::NoSuchFolder { path: shown(&at.to_string_lossy()) };
        let here = if at.as_os_str().is_empty() { Path::new(".") } else { at.as_path() };
        for entry in directory.read_dir(here).map_err(missing)? {
            let entry = entry.map_err(missing)?;
            let (name, path) = (entry.file_name(), at.join(entry.file_name()));
            let kind = entry.file_type().map_err(missing)?;
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() && path.components().count() <= DEEPEST {
                folders.push(path);
            } else if is_file(directory, kind, &path) {
                if files.len() == MOST_FILES {
                    return Err(FolderRefusal::TooManyFiles { most: MOST_FILES as u64 });
                }
                files.push((slashed(&path), path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A file, or a link to one below the same folder: the folder's handle follows no link that leads out.
fn is_file(directory: &Dir, kind: FileType, path: &Path) -> bool {
    kind.is_file() || (kind.is_symlink() && directory.metadata(path).is_ok_and(|target| target.is_file()))
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_below_a_folder_is_read_and_none_outside() {
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("o70001.nc"), "%").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("b/.git")).unwrap();
        for name in ["b/o70003.NC", "o70002.txt", "o70004", ".hidden.nc", "b/.git/o70005.nc"] {
            std::fs::write(at(name), name).unwrap();
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(outside.path().join("o70001.nc"), at("o70001.nc")).unwrap();
            symlink(outside.path(), at("out")).unwrap();
            symlink("o70004", at("o70006.nc")).unwrap();
            symlink("b", at("c")).unwrap();
        }
        std::fs::write(at("long.nc"), vec![b' '; 1 + MOST_BYTES as usize]).unwrap();
        let found = below_path(folder.path(), |path, bytes| format!("{path} {}", bytes.len())).unwrap();
        let mut expected = vec!["b/o70003.NC 11", "o70002.txt 10", "o70004 6"];
        if cfg!(unix) {
            expected.push("o70006.nc 6");
        }
        assert_eq!(
            (found.files, found.left_out),
            (expected.into_iter().map(String::from).collect(), vec!["long.nc".to_owned()])
        );
        assert!(below_path(&at("missing"), |_, _| ()).is_err());
    }
}

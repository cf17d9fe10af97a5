//! Where things lie in the repository.

use std::path::{Path, PathBuf};

/// The folder of the repository this task runner was built from.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies inside the repository").to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where the browser assets and their manifest lie, whatever folder cargo uses.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// The server binary of a profile folder, `debug` or `release`.
pub fn server_binary(profile: &str) -> PathBuf {
    target().join(profile).join("rollcall")
}

/// The folder of the browser tests, which also holds the npm packages.
pub fn end2end() -> PathBuf {
    root().join("end2end")
}

/// A program that came with an npm package.
pub fn npm_program(name: &str) -> PathBuf {
    end2end().join("node_modules/.bin").join(name)
}

/// The files of a folder whose names end in the extension, in the order of their names.
/// An absent folder has none.
pub fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file() && path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

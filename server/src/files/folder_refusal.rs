//! Why a folder is not read.

use domain::words::{Language, Say};

/// A folder that is not taken. Its files are not touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderRefusal {
    /// No path at all, or one that is no plain path below the root.
    BadPath {
        path: String,
    },
    /// Leads out of the root, by `..`, an absolute path, or a link.
    OutsideRoot {
        path: String,
    },
    NoSuchFolder {
        path: String,
    },
    /// The configured root itself cannot be opened.
    NoRoot,
    NoPdfs {
        path: String,
        ignored: u64,
    },
    TooManyFiles {
        most: u64,
    },
    /// A file of a machine that cannot be read, or is longer than any.
    NoMachineFile {
        path: String,
    },
    /// Some PDFs cannot be registered, and nobody said to leave them out.
    Damaged {
        names: Vec<String>,
        count: u64,
    },
}

/// The most damaged files a sentence lists before it only counts.
const LISTED: usize = 5;

impl FolderRefusal {
    pub(super) fn damaged(names: impl ExactSizeIterator<Item = String>) -> Self {
        let count = names.len() as u64;
        Self::Damaged { names: names.take(LISTED).collect(), count }
    }
}

impl Say for FolderRefusal {
    fn say(&self, language: Language) -> String {
        match self {
            Self::BadPath { path } => language.pick(
                format!("„{path}“ ist kein Ordner unter dem Eingangsordner: Namen mit / dazwischen werden gebraucht"),
                format!("`{path}` is no folder below the input folder: names with / between them are needed"),
            ),
            Self::OutsideRoot { path } => language.pick(
                format!("„{path}“ führt aus dem Eingangsordner hinaus"),
                format!("`{path}` leads out of the input folder"),
            ),
            Self::NoSuchFolder { path } => language.pick(
                format!("Den Ordner „{path}“ gibt es nicht, oder er lässt sich nicht lesen"),
                format!("the folder `{path}` does not exist or cannot be read"),
            ),
            Self::NoRoot => language
                .pick("Der Eingangsordner lässt sich nicht öffnen", "the input folder cannot be opened")
                .to_owned(),
            Self::NoPdfs { path, ignored } => {
                let ignored = language.count(*ignored);
                language.pick(
                    format!("In „{path}“ liegt kein PDF (andere Dateien: {ignored})"),
                    format!("there is no PDF in `{path}` (other files: {ignored})"),
                )
            }
            Self::TooManyFiles { most } => {
                let most = language.count(*most);
                language.pick(
                    format!("Der Ordner hat mehr als {most} Dateien: bitte aufteilen"),
                    format!("the folder has more than {most} files: divide it"),
                )
            }
            Self::NoMachineFile { path } => language.pick(
                format!("„{path}“ lässt sich nicht lesen oder ist zu groß für eine Datei der Maschine: aus dem Ordner nehmen"),
                format!("`{path}` cannot be read or is too large for a file of the machine: take it out of the folder"),
            ),
            Self::Damaged { names, count } => {
                let listed = names.join(", ");
                let more = count.saturating_sub(names.len() as u64);
                let rest = match more {
                    0 => String::new(),
                    _ => language.pick(
                        format!(" und {} weitere", language.count(more)),
                        format!(" and {} more", language.count(more)),
                    ),
                };
                language.pick(
                    format!("Nicht registrierbar sind {listed}{rest}: bitte ersetzen oder bewusst weglassen"),
                    format!("these files cannot be registered: {listed}{rest}; replace them, or leave them out on purpose"),
                )
            }
        }
    }
}

impl std::fmt::Display for FolderRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

impl std::error::Error for FolderRefusal {}

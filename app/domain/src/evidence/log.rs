//! Film logs, `<number>.LOG`: every exposure as `path:page`, one after the other without separators.

use super::count;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// One film log as the machine wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmLog {
    /// The number the machine filmed under: the digits of the log's own name.
    pub number: Option<String>,
    /// Every file once, in order of first appearance.
    pub files: Vec<LoggedFile>,
    /// Every record, doubled ones included.
    pub records: Vec<LoggedFrame>,
    /// The log breaks off inside a record.
    pub torn: bool,
}

/// One file the machine filmed from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LoggedFile {
    pub path: String,
}

/// One record: a page of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LoggedFrame {
    /// Position in [`FilmLog::files`], from 0.
    pub file: u32,
    /// Page of the file, from 1.
    pub page: u32,
}

/// A film log in numbers. The field names are what scripts rely on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogSummary {
    pub number: Option<String>,
    pub records: u32,
    /// Records without adjacent doubles: the exposures.
    pub net: u32,
    /// Different pages of different files.
    pub distinct: u32,
    /// Different files, test images not counted.
    pub documents: u32,
    /// Net frames of each pass; a pass starts when a record already seen in the pass returns.
    pub passes: Vec<u32>,
    /// Project folders in order of first appearance.
    pub projects: Vec<String>,
    /// Net frames whose folder is not the log's own number, or whose project is not that of the last record.
    /// Test images are not foreign.
    pub foreign: u32,
}

impl FilmLog {
    /// Reads `path:page` records. `None` where the text does not start with a path or holds no whole record.
    ///
    /// A record ends where its page's digits are followed by the next path (`X:\` or `\\`) or by the end.
    pub(super) fn read(number: Option<String>, text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if !starts_a_path(bytes) {
            return None;
        }
        let mut log = Self { number, ..Self::default() };
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut start = 0;
        let mut at = 0;
        while at < bytes.len() {
            let Some((page, next)) = page_at(bytes, at) else {
                at += 1;
                continue;
            };
            let path = &text[start..at];
            let file = *known.entry(path).or_insert_with(|| {
                log.files.push(LoggedFile { path: path.to_owned() });
                count(log.files.len() - 1)
            });
            log.records.push(LoggedFrame { file, page });
            (start, at) = (next, next);
        }
        log.torn = start < bytes.len();
        (!log.records.is_empty()).then_some(log)
    }

    /// The exposures: of adjacent identical records only the first is one.
    pub fn net(&self) -> impl Iterator<Item = LoggedFrame> + '_ {
        let mut before = None;
        self.records.iter().copied().filter(move |record| before.replace(*record) != Some(*record))
    }

    pub fn summary(&self) -> LogSummary {
        let projects: Vec<Option<&str>> = self.files.iter().map(LoggedFile::project).collect();
        let is_focus: Vec<bool> = self.files.iter().map(LoggedFile::is_focus).collect();
        let project_of = |record: LoggedFrame| projects.get(record.file as usize).copied().flatten();
        let focus = |record: LoggedFrame| is_focus.get(record.file as usize).copied().unwrap_or(false);
        let last =
            self.records.iter().rev().find(|record| !focus(**record)).and_then(|last| project_of(*last));
        let is_foreign: Vec<bool> = self
            .files
            .iter()
            .zip(&projects)
            .map(|(file, project)| {
                let wrong_folder = self.number.as_deref().is_some_and(|number| file.folder() != Some(number));
                !file.is_focus() && (wrong_folder || *project != last)
            })
            .collect();

        let mut summary = LogSummary { number: self.number.clone(), ..LogSummary::default() };
        summary.records = count(self.records.len());
        summary.documents = count(is_focus.iter().filter(|focus| !**focus).count());
        let mut named = HashSet::new();
        for (project, _) in projects.iter().zip(&is_focus).filter(|(_, focus)| !**focus) {
            if let Some(project) = project.filter(|project| named.insert(*project)) {
                summary.projects.push(project.to_owned());
            }
        }
        // The pass in which each record was seen last.
        let mut seen: HashMap<LoggedFrame, usize> = HashMap::new();
        for record in self.net() {
            summary.net = summary.net.saturating_add(1);
            summary.foreign += u32::from(is_foreign.get(record.file as usize).copied().unwrap_or(true));
            let seen_in = seen.get(&record).copied();
            if summary.passes.is_empty() || seen_in == Some(summary.passes.len()) {
                summary.passes.push(0);
            }
            seen.insert(record, summary.passes.len());
            if let Some(pass) = summary.passes.last_mut() {
                *pass += 1;
            }
        }
        summary.distinct = count(seen.len());
        summary
    }
}

impl LoggedFile {
    /// The file's name with its ending.
    pub fn name(&self) -> &str {
        self.path.rsplit(['\\', '/']).next().unwrap_or(&self.path)
    }

    /// The barcode a document's file stands for; `None` where the file is no PDF.
    pub fn barcode(&self) -> Option<&str> {
        let (stem, ending) = self.name().rsplit_once('.')?;
        ending.eq_ignore_ascii_case("pdf").then_some(stem)
    }

    /// The folder the file lies in. The old system named it after the film number.
    pub fn folder(&self) -> Option<&str> {
        self.folders().next_back()
    }

    /// The project's folder: the one above `.output`, or where there is none, the one above the file's folder.
    pub fn project(&self) -> Option<&str> {
        let mut above =
            self.folders().rev().skip_while(|folder| !folder.eq_ignore_ascii_case(".output")).skip(1);
        above.next().or_else(|| self.folders().rev().take(2).last())
    }

    /// A test image (Schärfetest) such as `Focus.tif`: no document of any project.
    pub fn is_focus(&self) -> bool {
        let name = self.name().to_ascii_lowercase();
        name.starts_with("focus") && (name.ends_with(".tif") || name.ends_with(".tiff"))
    }

    fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        let folders = self.path.strip_suffix(self.name()).unwrap_or_default();
        folders.split(['\\', '/']).filter(|folder| !folder.is_empty() && !folder.ends_with(':'))
    }
}

/// Whether a path starts here: a drive (`X:\`) or a share (`\\server\…`).
pub(super) fn starts_a_path(bytes: &[u8]) -> bool {
    matches!(bytes, [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic()) || bytes.starts_with(br"\\")
}

/// The page written at a colon, and where the next record starts; `None` where this colon ends no record.
fn page_at(bytes: &[u8], colon: usize) -> Option<(u32, usize)> {
    let rest = bytes.get(colon..)?.strip_prefix(b":")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // Nine digits always fit; more are no page of any document.
    if digits == 0 || digits > 9 {
        return None;
    }
    let page = rest[..digits].iter().fold(0, |page, digit| page * 10 + u32::from(digit - b'0'));
    let blanks = rest[digits..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n' | 0)).count();
    let next = colon + 1 + digits + blanks;
    (next == bytes.len() || starts_a_path(&bytes[next..])).then_some((page, next))
}

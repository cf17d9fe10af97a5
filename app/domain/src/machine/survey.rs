//! What one file tells without any plan, and what the files of one number come to.

use super::{Matter, NumberClass, Told};
use crate::evidence::{
    Descriptor, EvidenceFile, Expected, ExpectedSegment, FilmLog, Finding, LoggedFile, Piece, RunKind,
    Unreadable, compare,
};
use crate::film::document::Barcode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Names kept of one file: projects and folders beyond are left out.
const MOST_NAMES: usize = 12;
/// Text of a log may be of any length; a record keeps what fits on a line.
const LONGEST_NAME: usize = 120;

/// One time the machine went through the film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    pub frames: u32,
    pub kind: RunKind,
}

/// What a film log tells by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogTold {
    /// Exposures: records without adjacent doubles.
    pub exposures: u32,
    /// Different pages of different files.
    pub distinct: u32,
    pub documents: u32,
    /// Project folders in order of first appearance.
    pub projects: Vec<String>,
    /// The folders the files lay in.
    pub folders: Vec<String>,
    /// Exposures that belong to another project or another number's folder, and those projects.
    pub foreign: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign_projects: Vec<String>,
    /// The folder of another number that every frame came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrong_folder: Option<String>,
    /// Every pass, foreign ones included.
    pub passes: Vec<Pass>,
    /// Frames exposed again within the last pass.
    pub repeated: u32,
    pub torn: bool,
}

/// What a descriptor tells by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DescriptorTold {
    /// Exposures of all passes under the number together.
    pub counter: Option<u32>,
    /// The project of the first file ever filmed under the number.
    pub first_project: Option<String>,
    pub last_file: Option<String>,
    pub continued: bool,
}

/// A file's number and what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// What the machine filmed under; the file's name where neither name nor content has a number.
    pub number: String,
    pub told: Told,
}

/// What a file of this name tells.
pub fn survey(name: &str, read: &Result<EvidenceFile, Unreadable>) -> Contents {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let number = |found: &Option<String>| shortened(found.as_deref().unwrap_or(stem));
    match read {
        Ok(EvidenceFile::Log(log)) => {
            Contents { number: number(&log.number), told: Told::Log(log_told(log)) }
        }
        Ok(EvidenceFile::Descriptor(descriptor)) => Contents {
            number: number(&descriptor.number),
            told: Told::Descriptor(descriptor_told(descriptor)),
        },
        Ok(EvidenceFile::Handoff(handoff)) => {
            let summary = handoff.summary();
            let (rows, documents, time) = (summary.rows, summary.documents, summary.time);
            let told = Told::Handoff { rows, documents, time: time.as_deref().map(shortened) };
            Contents { number: number(&summary.number), told }
        }
        Err(why) => Contents { number: shortened(stem), told: Told::Unreadable { why: *why } },
    }
}

fn descriptor_told(descriptor: &Descriptor) -> DescriptorTold {
    let file = |path: &Option<String>| path.clone().map(|path| LoggedFile { path });
    DescriptorTold {
        counter: descriptor.image_count,
        first_project: file(&descriptor.first_file).and_then(|file| file.project().map(shortened)),
        last_file: file(&descriptor.last_file).map(|file| shortened(file.name())),
        continued: descriptor.continuation == Some(true),
    }
}

fn log_told(log: &FilmLog) -> LogTold {
    let summary = log.summary();
    let foreign = foreign_files(log);
    let all_foreign = log.files.iter().zip(&foreign).all(|(file, foreign)| *foreign || file.is_focus());
    let is_foreign = |file: u32| foreign.get(file as usize).copied().unwrap_or(false);
    let others = log.net().filter(|record| is_foreign(record.file)).count();
    // Where all of it came from another folder, that is the one finding; the passes are counted all the same.
    let keep: Vec<bool> = foreign.iter().map(|foreign| !*foreign || all_foreign).collect();
    let comparison = compare(&through(log, &keep), log, None, &WITHOUT_END);
    let repeated = comparison.findings.iter().find_map(|finding| match finding {
        Finding::Repeated { frames } => Some(*frames),
        _ => None,
    });
    let folders: Vec<&str> =
        log.files.iter().filter(|file| !file.is_focus()).filter_map(LoggedFile::folder).collect();
    let foreign_projects = log.files.iter().zip(&foreign).filter(|(_, foreign)| **foreign);
    LogTold {
        exposures: summary.net,
        distinct: summary.distinct,
        documents: summary.documents,
        projects: names(summary.projects.iter().map(String::as_str)),
        wrong_folder: folders.first().filter(|_| all_foreign).map(|folder| shortened(folder)),
        folders: names(folders.into_iter()),
        foreign: u32::try_from(others).unwrap_or(u32::MAX),
        foreign_projects: names(foreign_projects.filter_map(|(file, _)| file.project())),
        passes: comparison.runs.iter().map(|run| Pass { frames: run.frames, kind: run.kind }).collect(),
        repeated: repeated.unwrap_or_default(),
        torn: log.torn,
    }
}

/// Passes are told apart without knowing the film they were on.
const WITHOUT_END: Piece = Piece { length_mm: u32::MAX, padding_mm: 0, step_mm: 1 };

/// For each file whether it belongs elsewhere: to another project than the last document, or to another number's
/// folder. Test images belong nowhere.
fn foreign_files(log: &FilmLog) -> Vec<bool> {
    let documents = log.records.iter().rev().filter_map(|record| log.files.get(record.file as usize));
    let own = documents.clone().find(|file| !file.is_focus()).and_then(LoggedFile::project);
    let of_another_number = |folder: &str| {
        let is_number = NumberClass::of(folder) == NumberClass::Production;
        is_number && log.number.as_deref().is_some_and(|number| number != folder)
    };
    let foreign = |file: &LoggedFile| {
        !file.is_focus() && (file.project() != own || file.folder().is_some_and(of_another_number))
    };
    log.files.iter().map(foreign).collect()
}

/// The plan the log itself would confirm: its own documents in order of first appearance, each to its highest page.
fn through(log: &FilmLog, keep: &[bool]) -> Expected {
    let mut pages = vec![0; log.files.len()];
    for record in &log.records {
        if let Some(page) = pages.get_mut(record.file as usize) {
            *page = record.page.max(*page);
        }
    }
    let kept = log.files.iter().zip(keep).zip(pages).filter(|((file, keep), _)| **keep && !file.is_focus());
    let segment = |(position, ((file, _), frames)): (usize, ((&LoggedFile, &bool), u32))| {
        let barcode = Barcode::parse(file.barcode()?).ok()?;
        Some(ExpectedSegment { barcode, index: u32::try_from(position).ok()? + 1, first: 1, frames })
    };
    Expected { segments: kept.enumerate().filter_map(segment).collect() }
}

/// What the newest log and descriptor of one number come to, without looking at the lab.
pub fn matters(log: Option<&LogTold>, descriptor: Option<&DescriptorTold>) -> Vec<Matter> {
    let mut matters = Vec::new();
    if let Some(log) = log {
        if let Some(folder) = &log.wrong_folder {
            matters.push(Matter::WrongFolder { frames: log.foreign, folder: folder.clone() });
        } else if log.foreign > 0 {
            let projects = log.foreign_projects.clone();
            matters.push(Matter::ForeignProject { frames: log.foreign, projects });
        }
        let own: Vec<Pass> =
            log.passes.iter().filter(|pass| pass.kind != RunKind::Foreign).copied().collect();
        if own.len() > 1 {
            matters.push(Matter::SeveralPasses { passes: own });
        }
        let declared = descriptor.is_some_and(|descriptor| descriptor.continued);
        if log.repeated > 0 || declared {
            matters.push(Matter::Continuation { repeated: log.repeated, declared });
        }
    }
    match (log, descriptor) {
        (Some(log), Some(descriptor)) => {
            if let Some(counter) = descriptor.counter.filter(|counter| *counter > log.exposures) {
                let first = descriptor.first_project.clone();
                let first_project = first.filter(|first| !log.projects.contains(first));
                matters.push(Matter::CounterAboveLog { counter, logged: log.exposures, first_project });
            }
        }
        (None, Some(descriptor)) => matters.push(Matter::MissingLog { counter: descriptor.counter }),
        (Some(_), None) => matters.push(Matter::MissingDescriptor),
        (None, None) => {}
    }
    matters
}

fn names<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut named = BTreeSet::new();
    all.filter(|name| named.insert(*name)).take(MOST_NAMES).map(shortened).collect()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

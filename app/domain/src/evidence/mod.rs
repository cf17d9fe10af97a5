//! The machine's own record: logs and descriptors, and their comparison with a plan.
//!
//! Everything here takes bytes or values and gives values back; no bytes whatsoever make it panic, and the work
//! grows with the number of bytes.

pub mod compare;
pub mod descriptor;
mod filmed;
pub mod finding;
pub mod handoff;
pub mod log;
mod plan;
mod runs;
mod sentences;
mod text;

pub use compare::{
    Comparison, Expected, ExpectedSegment, FilmedDocument, Outcome, Piece, compare, compare_counted,
};
pub use descriptor::Descriptor;
pub use finding::{Finding, FramePlace};
pub use handoff::{HandoffLog, HandoffRow, HandoffSummary};
pub use log::{FilmLog, LogSummary, LoggedFile, LoggedFrame};
pub use runs::{Run, RunKind};

use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// What one file of the machine turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceFile {
    /// `<number>.LOG`: one record for each exposure.
    Log(FilmLog),
    /// `<number>.desc`, the older `<number>.Ini`, or the text log with `erste Datei auf Film=`.
    Descriptor(Descriptor),
    /// `.filmlogs/<number>.txt`: one row for each frame, with its position on film.
    Handoff(HandoffLog),
}

/// Why a file is no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    #[error("this file is empty: bring the .LOG, .desc or .txt the machine wrote")]
    Empty,
    #[error("this file breaks off before its first record ends: copy it from the machine again")]
    BreaksOff,
    #[error(
        "these bytes are no film log, descriptor or handoff log: bring the .LOG, .desc or .txt the machine wrote"
    )]
    NoEvidence,
}

impl Say for Unreadable {
    fn say(&self, language: Language) -> String {
        let german = match self {
            Self::Empty => {
                "Diese Datei ist leer: die .LOG, .desc oder .txt bringen, die die Maschine geschrieben hat"
            }
            Self::BreaksOff => {
                "Diese Datei bricht vor dem Ende ihres ersten Eintrags ab: noch einmal von der Maschine kopieren"
            }
            Self::NoEvidence => {
                "Diese Bytes sind kein Filmprotokoll, keine Rollenbeschreibung und kein Übergabeprotokoll: \
                 die .LOG, .desc oder .txt bringen, die die Maschine geschrieben hat"
            }
        };
        language.pick(german.to_owned(), self.to_string())
    }
}

/// Reads a file of the machine. Its content decides what it is; its name gives the number (`10000008.LOG`) where
/// the content has none, and tells an empty log from an empty descriptor.
pub fn read(name: Option<&str>, bytes: &[u8]) -> Result<EvidenceFile, Unreadable> {
    let number = name.and_then(number_in);
    let decoded = text::decode(bytes);
    let content = decoded.text.trim_matches(text::is_blank);
    if content.is_empty() {
        return if decoded.torn { Err(Unreadable::BreaksOff) } else { read_empty(name, number) };
    }
    if let Some(mut log) = FilmLog::read(number.clone(), content) {
        log.torn |= decoded.torn;
        return Ok(EvidenceFile::Log(log));
    }
    let mut handoff = HandoffLog::read(number.clone(), content);
    if let Some(handoff) = handoff.take_if(|handoff| !handoff.rows.is_empty()) {
        return Ok(EvidenceFile::Handoff(handoff));
    }
    if let Some(descriptor) = Descriptor::read(number, content) {
        return Ok(EvidenceFile::Descriptor(descriptor));
    }
    match handoff {
        Some(header_only) => Ok(EvidenceFile::Handoff(header_only)),
        None if log::starts_a_path(content.as_bytes()) => Err(Unreadable::BreaksOff),
        None => Err(Unreadable::NoEvidence),
    }
}

/// The machine leaves an empty file behind when it stopped before the first exposure.
fn read_empty(name: Option<&str>, number: Option<String>) -> Result<EvidenceFile, Unreadable> {
    let ending = name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("log") => Ok(EvidenceFile::Log(FilmLog { number, ..FilmLog::default() })),
        Some("desc" | "ini") => Ok(EvidenceFile::Descriptor(Descriptor { number, ..Descriptor::default() })),
        _ => Err(Unreadable::Empty),
    }
}

/// The film number in a file's name: its stem, when that is digits. The machine's numbers have up to nine digits.
fn number_in(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_number = !stem.is_empty() && stem.len() <= 20 && stem.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| stem.to_owned())
}

/// A count as it goes into records and sentences.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod builders;
#[cfg(test)]
mod compare_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod read_tests;
#[cfg(test)]
mod sample_tests;

//! Builders for the stories: logs and plans written down as the lab would say them.

use super::{Comparison, Descriptor, EvidenceFile, Expected, ExpectedSegment, FilmLog, Finding, Piece, read};
use crate::film::document::Barcode;

pub(super) const FOLDER: &str = r"X:\RRD300-2025_OU_Certificates\.output\10000300";

/// A new reel of 16mm film.
pub(super) const REEL: Piece = Piece { length_mm: 30_500, padding_mm: 1_000, step_mm: 10 };

/// Bytes as the machine writes them: UTF-16 with its mark, no separators.
pub(super) fn written<'a>(records: impl IntoIterator<Item = (&'a str, u32)>) -> Vec<u8> {
    let text: String = records.into_iter().map(|(path, page)| format!("{path}:{page}")).collect();
    utf16(&text)
}

pub(super) fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

pub(super) fn read_log(name: &str, bytes: &[u8]) -> FilmLog {
    match read(Some(name), bytes) {
        Ok(EvidenceFile::Log(log)) => log,
        other => panic!("{name} is no film log: {other:?}"),
    }
}

pub(super) fn read_descriptor(name: &str, bytes: &[u8]) -> Descriptor {
    match read(Some(name), bytes) {
        Ok(EvidenceFile::Descriptor(descriptor)) => descriptor,
        other => panic!("{name} is no descriptor: {other:?}"),
    }
}

/// A log written as a story: `a1-3 a3 b1-2` are pages 1 to 3 of document `a`, the last one doubled, then `b`.
/// `focus` is a test image, `other/x1-3` lies in another project's folder.
pub(super) fn log(story: &str) -> FilmLog {
    let mut records = Vec::new();
    for word in story.split_whitespace() {
        if word == "focus" {
            records.push((r"C:\SMA\Focus.tif".to_owned(), 1));
            continue;
        }
        let (folder, rest) = match word.split_once('/') {
            Some((other, rest)) => (format!(r"X:\{other}\PDFs"), rest),
            None => (FOLDER.to_owned(), word),
        };
        let digits = rest.find(|letter: char| letter.is_ascii_digit()).expect("a page");
        let (barcode, pages) = rest.split_at(digits);
        let (from, to) = pages.split_once('-').unwrap_or((pages, pages));
        for page in from.parse::<u32>().unwrap()..=to.parse().unwrap() {
            records.push((format!(r"{folder}\{barcode}.pdf"), page));
        }
    }
    let bytes = written(records.iter().map(|(path, page)| (path.as_str(), *page)));
    read_log("10000300.LOG", &bytes)
}

/// A plan: each document with its frames.
pub(super) fn plan(documents: &[(&str, u32)]) -> Expected {
    let segment = |(position, (barcode, frames)): (usize, &(&str, u32))| ExpectedSegment {
        barcode: Barcode::parse(barcode).unwrap(),
        index: position as u32 + 1,
        first: 1,
        frames: *frames,
    };
    Expected { segments: documents.iter().enumerate().map(segment).collect() }
}

/// The first frames of the documents on film.
pub(super) fn frames(comparison: &Comparison) -> Vec<u32> {
    comparison.blips.iter().map(|blip| blip.frame).collect()
}

/// The findings but for the machine's number, which every log has.
pub(super) fn findings(comparison: &Comparison) -> Vec<&Finding> {
    comparison.findings.iter().filter(|finding| !matches!(finding, Finding::MachineNumber { .. })).collect()
}

//! What customers send: archive ids, document types, lists of documents.

use crate::chance::Chance;
use domain::film::document::{Barcode, ComId, Document, PageRange};
use domain::film::project::{ArchiveId, ProjectKey};

const DOC_TYPES: [&str; 16] = [
    "Zeugnisse",
    "Bauakten",
    "Personalakten",
    "Flurkarten",
    "Standesamtsregister",
    "Prüfprotokolle",
    "Schweißnachweise",
    "Werkstattzeichnungen",
    "Abnahmeberichte",
    "Lieferscheine",
    "Wartungsbücher",
    "Materialatteste",
    "Rohrleitungspläne",
    "Messberichte",
    "Vergabeakten",
    "Handbücher",
];

/// The key of the project registered as the so-manieth, of a year the archive id counts in.
pub(crate) fn key(chance: &mut Chance, place: u32, year: i32, site: &str) -> Option<ProjectKey> {
    let archive_id = ArchiveId::parse(&format!("RRD{:03}-{year}", (100 + place * 7) % 1000)).ok()?;
    Some(ProjectKey {
        archive_id,
        site: site.to_owned(),
        doc_type: chance.word(&DOC_TYPES).to_owned(),
        delivery: String::new(),
    })
}

/// Documents of about so many pages until there are as many frames; with drawings every so-manieth has pages larger
/// than A3.
pub(crate) fn documents(
    chance: &mut Chance,
    project: u32,
    frames: u32,
    pages: u32,
    drawings: bool,
) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut left = frames;
    while left > 0 {
        // Most documents are thin, some are thick, and one in a hundred is a book.
        let thick = match chance.below(100) {
            0 => 12,
            1..=12 => 3,
            _ => 1,
        };
        let pages = chance.between(1, pages * 2 * thick).min(left);
        left -= pages;
        let place = documents.len() as u64;
        let oversized = if drawings && chance.in_100(8) { ranges(chance, pages) } else { vec![] };
        let barcode = format!("1427{project:04}{:08}", 1_000_000 + place * 63);
        let com_id = format!("{}", 31_000_000 + u64::from(project) * 10_000 + place);
        let Ok(barcode) = Barcode::parse(&barcode) else { break };
        documents.push(Document { barcode, com_id: ComId::parse(&com_id).ok(), pages, oversized });
    }
    documents
}

/// One document for each of these, whatever a roll takes.
pub(crate) fn thick(project: u32, pages: &[u32]) -> Vec<Document> {
    let document = |(place, pages): (usize, &u32)| {
        let barcode = Barcode::parse(&format!("1427{project:04}{:08}", 9_000_000 + place)).ok()?;
        let com_id = ComId::parse(&format!("{}", 61_000_000 + project as usize * 100 + place)).ok();
        Some(Document { barcode, com_id, pages: *pages, oversized: vec![] })
    };
    pages.iter().enumerate().filter_map(document).collect()
}

/// One or two runs of oversized pages that do not touch.
fn ranges(chance: &mut Chance, pages: u32) -> Vec<PageRange> {
    let from = chance.between(1, pages);
    let to = (from + chance.below(6)).min(pages);
    let mut ranges = vec![PageRange { from, to }];
    if pages > to + 10 && chance.in_100(30) {
        ranges.push(PageRange { from: to + 5, to: to + 5 + chance.below(3) });
    }
    ranges
}

//! The lists of the example's projects, always the same.

use domain::film::document::{Barcode, ComId, Document, PageRange};
use domain::film::project::{ArchiveId, ProjectKey};

/// A project of the example.
pub struct Example {
    pub key: ProjectKey,
    pub documents: Vec<Document>,
    pub planned: bool,
}

/// Five projects of both sites, two of them with drawings larger than A3.
pub fn examples() -> Vec<Example> {
    vec![
        Example { key: key("RRD117-2025", "OU", "Zeugnisse"), documents: list(1, 380, 22, 0), planned: true },
        Example { key: key("RRD018-2024", "DW", "Bauakten"), documents: list(2, 260, 38, 9), planned: true },
        Example {
            key: key("RRD123-2025-03", "OU", "Personalakten"),
            documents: list(3, 310, 31, 0),
            planned: true,
        },
        Example { key: key("RRD204-2025", "DW", "Flurkarten"), documents: list(4, 96, 45, 3), planned: true },
        Example {
            key: key("RRD231-2025", "OU", "Standesamtsregister"),
            documents: list(5, 148, 64, 0),
            planned: false,
        },
    ]
}

fn key(archive_id: &str, site: &str, doc_type: &str) -> ProjectKey {
    ProjectKey {
        archive_id: ArchiveId::parse(archive_id).expect("written in the table above"),
        site: site.to_owned(),
        doc_type: doc_type.to_owned(),
        delivery: String::new(),
    }
}

/// So many documents of about so many pages; every so-manieth has a drawing or two, with 0 none.
fn list(seed: u64, count: u64, pages: u64, drawings: u64) -> Vec<Document> {
    let mut dice = Dice(seed);
    (0..count)
        .map(|position| {
            let pages = u32::try_from(2 + dice.below(pages * 2)).unwrap_or(2);
            let barcode = format!("1427{seed:04}{:08}", 1_000_000 + position * 63);
            let with_drawing = drawings > 0 && position % drawings == 0 && pages > 12;
            let from = pages / 2;
            let mut oversized = Vec::new();
            if with_drawing {
                let length = u32::try_from(dice.below(5)).unwrap_or(0);
                oversized.push(PageRange { from, to: (from + length).min(pages) });
            }
            Document {
                barcode: Barcode::parse(&barcode).expect("sixteen digits are a barcode"),
                com_id: ComId::parse(&format!("{}", 31_000_000 + seed * 10_000 + position)).ok(),
                pages,
                oversized,
            }
        })
        .collect()
}

/// A sequence that is the same every time: Knuth's linear congruence.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

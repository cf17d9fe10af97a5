//! Why a project cannot be planned.

use crate::film::document::{Barcode, Document, MOST_PAGES};
use crate::film::natural;
use crate::film::settings::{BadSettings, Settings};
use crate::words::{Language, Say};
use serde::Serialize;
use std::cmp::Ordering;

/// Planning refuses instead of skipping: a page that is not planned is a page that is not on film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanRefusal {
    /// No roll can be planned with these values.
    Settings(BadSettings),
    /// The document stands after one that follows it in natural order.
    OutOfOrder(Barcode),
    /// The same barcode twice in one project.
    Twice(Vec<Barcode>),
    /// Documents of no pages.
    WithoutPages(Vec<Barcode>),
    /// Documents of more than [`MOST_PAGES`] pages.
    TooManyPages(Vec<Barcode>),
    /// Oversized ranges that lie outside the document, overlap or stand out of order.
    UnsoundRanges(Vec<Barcode>),
}

impl Say for PlanRefusal {
    fn say(&self, language: Language) -> String {
        let list = |barcodes: &[Barcode]| listed(barcodes, language);
        match self {
            Self::Settings(reason) => said_of_settings(reason, language),
            Self::OutOfOrder(barcode) => language.pick(
                format!("Die Dokumente stehen nicht in natürlicher Reihenfolge: {barcode} gehört weiter nach vorn."),
                format!("The documents are not in natural order: {barcode} belongs further ahead."),
            ),
            Self::Twice(barcodes) => language.pick(
                format!("Ein Barcode steht nur einmal im Projekt, doppelt ist: {}.", list(barcodes)),
                format!("A barcode stands only once in a project, but this one is there twice: {}.", list(barcodes)),
            ),
            Self::WithoutPages(barcodes) => language.pick(
                format!("Dokumente ohne Seiten lassen sich nicht verfilmen: {}.", list(barcodes)),
                format!("Documents without pages cannot be filmed: {}.", list(barcodes)),
            ),
            Self::TooManyPages(barcodes) => language.pick(
                format!(
                    "Kein Dokument hat mehr als {} Seiten; zu prüfen: {}.",
                    language.count(u64::from(MOST_PAGES)),
                    list(barcodes)
                ),
                format!(
                    "No document has more than {} pages; look at {}.",
                    language.count(u64::from(MOST_PAGES)),
                    list(barcodes)
                ),
            ),
            Self::UnsoundRanges(barcodes) => language.pick(
                format!("Die übergroßen Bereiche müssen aufsteigend im Dokument liegen; zu prüfen: {}.", list(barcodes)),
                format!("Oversized ranges must lie inside the document and ascend; look at {}.", list(barcodes)),
            ),
        }
    }
}

impl std::fmt::Display for PlanRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

impl std::error::Error for PlanRefusal {}

/// All checks, before the first roll is opened.
pub(super) fn check(documents: &[Document], settings: &Settings) -> Result<(), PlanRefusal> {
    settings.check().map_err(PlanRefusal::Settings)?;
    let mut twice = Vec::new();
    for pair in documents.windows(2) {
        match natural::compare(pair[0].barcode.as_str(), pair[1].barcode.as_str()) {
            Ordering::Less => {}
            Ordering::Equal => twice.push(pair[1].barcode.clone()),
            Ordering::Greater => return Err(PlanRefusal::OutOfOrder(pair[1].barcode.clone())),
        }
    }
    twice.dedup();
    none(twice, PlanRefusal::Twice)?;
    none(those(documents, |document| document.pages == 0), PlanRefusal::WithoutPages)?;
    none(those(documents, |document| document.pages > MOST_PAGES), PlanRefusal::TooManyPages)?;
    none(those(documents, |document| !has_sound_ranges(document)), PlanRefusal::UnsoundRanges)
}

fn those(documents: &[Document], is_wrong: impl Fn(&Document) -> bool) -> Vec<Barcode> {
    documents.iter().filter(|document| is_wrong(document)).map(|document| document.barcode.clone()).collect()
}

fn none(barcodes: Vec<Barcode>, refusal: fn(Vec<Barcode>) -> PlanRefusal) -> Result<(), PlanRefusal> {
    if barcodes.is_empty() { Ok(()) } else { Err(refusal(barcodes)) }
}

/// Ranges ascend inside the document. Ranges that touch are sound here: each has its sheet.
fn has_sound_ranges(document: &Document) -> bool {
    let mut last_page = 0;
    document.oversized.iter().all(|range| {
        let sound = last_page < range.from && range.from <= range.to && range.to <= document.pages;
        last_page = range.to;
        sound
    })
}

/// The first few barcodes and how many more there are: a sentence, not a list of ten thousand.
fn listed(barcodes: &[Barcode], language: Language) -> String {
    const NAMED: usize = 5;
    let named: Vec<&str> = barcodes.iter().take(NAMED).map(Barcode::as_str).collect();
    let named = named.join(", ");
    match barcodes.len().saturating_sub(NAMED) {
        0 => named,
        more => {
            let more = language.count(more as u64);
            language.pick(format!("{named} und {more} weitere"), format!("{named} and {more} more"))
        }
    }
}

fn said_of_settings(reason: &BadSettings, language: Language) -> String {
    match reason {
        BadSettings::OutOfBounds { field, value, least, most } => language.pick(
            format!("Die Einstellung {field} muss zwischen {least} und {most} liegen, nicht bei {value}."),
            format!("The setting {field} must lie between {least} and {most}, not at {value}."),
        ),
        BadSettings::DensityLimits => language
            .pick(
                "Die vier Grenzen der Dichte müssen steigen und höchstens bei 2,00 enden.",
                "The four limits of density must rise and end at 2.00 at most.",
            )
            .to_owned(),
        BadSettings::CapacityLongerThanReel { film, frames, needed_mm, reel_mm } => {
            let frames = language.count(u64::from(*frames));
            let needed = language.metres(u64::from(*needed_mm));
            let reel = language.metres(u64::from(*reel_mm));
            language.pick(
                format!("{frames} Bilder auf {film} brauchen {needed} Film, eine Rolle hat {reel}: die Kapazität senken."),
                format!("{frames} frames of {film} need {needed} of film, but a reel has {reel}: lower the capacity."),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_a_few_documents_and_counts_the_rest() {
        let barcodes = (1..=1007).map(|n: u32| Barcode::parse(&n.to_string()).unwrap()).collect();
        let refusal = PlanRefusal::WithoutPages(barcodes);
        assert_eq!(
            refusal.to_string(),
            "Documents without pages cannot be filmed: 1, 2, 3, 4, 5 and 1,002 more."
        );
        assert_eq!(
            refusal.say(Language::German),
            "Dokumente ohne Seiten lassen sich nicht verfilmen: 1, 2, 3, 4, 5 und 1.002 weitere."
        );
    }
}

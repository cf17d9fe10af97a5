//! The lists of the screen as tables for a file: the same rows and the same words, without what only a screen shows.

mod heatmap;
mod programs;
mod work;

pub use heatmap::program_numbers;
pub use programs::{free, program_rows, ranges};
pub use work::{complaints, duplicates, findings, gaps, rolls_listed};

use domain::action::action_said;
use domain::reason::{entry_reason_said, reason_said};
use domain::view::films::{ReelLine, RollLine, ShelfLine, Stock};
use domain::view::finishing::RunLine;
use domain::view::lab::{EntryView, Found, PeopleView};
use domain::view::numbers::NumberRow;
use domain::view::projects::documents::DocumentRow;
use domain::view::projects::list::ProjectRow;
use domain::words::{Language, Say};

use crate::catalogue::{locale_of, say};
use crate::pages::numbers::glyph_of;
use crate::pages::projects::stage_words;
use crate::pages::search::piece_glyph;
use crate::parts::format::Reading;
use crate::parts::glyph::RollGlyph;

/// A table of texts; quantities are digits only, so that a spreadsheet can be made to count them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The file's name without its ending.
    pub name: String,
    pub header: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    fn of<const N: usize>(
        name: &str,
        header: [&'static str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Self {
        let rows = rows.into_iter().map(Vec::from).collect();
        Self { name: name.to_owned(), header: header.to_vec(), rows }
    }
}

fn yes(is: bool, language: Language) -> String {
    language.pick(if is { "ja" } else { "nein" }, if is { "yes" } else { "no" }).to_owned()
}

pub fn projects(rows: &[ProjectRow], language: Language) -> Sheet {
    let (locale, reading) = (locale_of(language), Reading::utc(language));
    let header = language.pick(
        [
            "Auftragsnummer",
            "Standort",
            "Dokumententyp",
            "Lieferung",
            "Stand",
            "Dokumente",
            "Seiten",
            "Rollen",
            "Rollen verfilmt",
            "Übergaben",
            "Registriert",
        ],
        [
            "Order",
            "Site",
            "Document type",
            "Delivery",
            "Stage",
            "Documents",
            "Pages",
            "Rolls",
            "Rolls filmed",
            "Deliveries",
            "Registered",
        ],
    );
    let row = |row: &ProjectRow| {
        [
            row.archive_id.clone(),
            row.site.clone(),
            row.doc_type.clone(),
            row.delivery.clone(),
            stage_words(row.stage, locale).1.to_owned(),
            row.documents.to_string(),
            row.pages.to_string(),
            row.rolls().to_string(),
            row.filmed.to_string(),
            row.deliveries.to_string(),
            reading.date_time(row.registered),
        ]
    };
    Sheet::of(language.pick("Projekte", "projects"), header, rows.iter().map(row))
}

pub fn documents(name: &str, rows: &[DocumentRow], language: Language) -> Sheet {
    let header = language.pick(
        [
            "Barcode",
            "Bildnummer",
            "Seiten",
            "Überformate",
            "Blätter",
            "Bilder",
            "Rolle",
            "Index",
            "Von",
            "Bis",
            "Blip",
        ],
        [
            "Barcode",
            "Bildnummer",
            "Pages",
            "Oversized",
            "Sheets",
            "Frames",
            "Roll",
            "Index",
            "From",
            "To",
            "Blip",
        ],
    );
    let row = |row: &DocumentRow| {
        let [roll, index, from, to, blip] = match &row.place {
            Some(place) => [
                format!("{}_{:02}", place.film.code(), place.ordinal),
                place.index.to_string(),
                place.from.to_string(),
                place.to.to_string(),
                place.blip.clone(),
            ],
            None => Default::default(),
        };
        let (pages, sheets, frames) = (row.pages.to_string(), row.sheets.to_string(), row.frames.to_string());
        let (barcode, com_id, ranges) = (row.barcode.clone(), row.com_id.clone(), row.ranges.clone());
        [barcode, com_id, pages, ranges, sheets, frames, roll, index, from, to, blip]
    };
    Sheet::of(name, header, rows.iter().map(row))
}

/// Rolls with the frames planned on them.
pub fn rolls(name: &str, rows: &[RollLine], language: Language) -> Sheet {
    let locale = locale_of(language);
    let header = language.pick(
        ["Rolle", "Film", "Nummer in ihrem Film", "Filmnummer", "Stand", "Bilder", "Projekt"],
        ["Roll", "Film", "Number in its film", "Film number", "Stage", "Frames", "Project"],
    );
    let row = |row: &RollLine| {
        [
            row.temporary_id.clone(),
            row.film.to_string(),
            row.ordinal.to_string(),
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            RollGlyph::from(row.stage).word(locale).to_owned(),
            row.frames.to_string(),
            row.folder.clone(),
        ]
    };
    Sheet::of(name, header, rows.iter().map(row))
}

pub fn numbers(rows: &[NumberRow], language: Language) -> Sheet {
    let (locale, reading) = (locale_of(language), Reading::utc(language));
    let header = language.pick(
        [
            "Nummer",
            "Zustand",
            "Rolle",
            "Projekt",
            "Grund",
            "Bis",
            "Ersetzt durch",
            "Seit",
            "Durch",
            "Eintrag",
        ],
        ["Number", "State", "Roll", "Project", "Reason", "Until", "Replaced by", "Since", "By", "Entry"],
    );
    let row = |row: &NumberRow| {
        [
            row.number.to_string(),
            glyph_of(row.state).word(locale).to_owned(),
            row.roll.as_ref().map(|roll| roll.name.clone()).unwrap_or_default(),
            row.project.as_ref().map(|project| project.name.clone()).unwrap_or_default(),
            reason_said(&row.words, language),
            row.until.map(|until| reading.date(until)).unwrap_or_default(),
            row.replaced_by.map(|number| number.to_string()).unwrap_or_default(),
            reading.date_time(row.since),
            row.by.clone(),
            row.entry.to_string(),
        ]
    };
    Sheet::of(language.pick("Filmnummern", "film-numbers"), header, rows.iter().map(row))
}

pub fn ledger(rows: &[EntryView], language: Language) -> Sheet {
    let header = language.pick(
        ["Eintrag", "Wann (UTC)", "Wer", "Was", "Tätigkeit", "Grund", "Änderungen", "Prüfsumme"],
        ["Entry", "When (UTC)", "Who", "What", "Action", "Reason", "Changes", "Hash"],
    );
    let row = |row: &EntryView| {
        [
            row.seq.to_string(),
            Reading::machine(row.at),
            row.actor.clone(),
            row.summary.clone(),
            action_said(&row.action, language).to_owned(),
            entry_reason_said(&row.action, &row.reason, language),
            row.changed.to_string(),
            row.hash.clone(),
        ]
    };
    Sheet::of(language.pick("Journal", "ledger"), header, rows.iter().map(row))
}

/// The shelf and what of it is in a camera.
pub fn shelf(stock: &Stock, language: Language) -> Sheet {
    let reading = Reading::utc(language);
    let header = language.pick(
        [
            "Restfilm",
            "Film",
            "Länge, mm",
            "Nutzbare Bilder",
            "Platz",
            "Vermisst",
            "Filmrolle",
            "Von",
            "Eingelegt für",
            "Seit",
        ],
        [
            "Temp roll",
            "Film",
            "Length, mm",
            "Usable frames",
            "Place",
            "Lost",
            "Reel",
            "Left by",
            "Loaded for",
            "Since",
        ],
    );
    let row = |row: &ShelfLine| {
        [
            row.id.label(),
            row.film.to_string(),
            row.length_mm.to_string(),
            row.usable_frames.to_string(),
            row.place.clone(),
            yes(row.lost, language),
            row.reel.label(),
            row.left_by_name.clone(),
            row.loaded_for.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            reading.date_time(row.since),
        ]
    };
    Sheet::of(language.pick("Regal", "shelf"), header, stock.loaded.iter().chain(&stock.shelf).map(row))
}

/// Reels with the lengths of their pieces.
pub fn reels(rows: &[ReelLine], language: Language) -> Sheet {
    let reading = Reading::utc(language);
    let header = language.pick(
        ["Filmrolle", "Film", "Länge, mm", "Angebrochen", "Stücke"],
        ["Reel", "Film", "Length, mm", "Opened", "Pieces"],
    );
    let row = |row: &ReelLine| {
        [
            row.id.label(),
            row.film.to_string(),
            row.length_mm.to_string(),
            reading.date_time(row.opened),
            row.pieces.len().to_string(),
        ]
    };
    Sheet::of(language.pick("Filmrollen", "reels"), header, rows.iter().map(row))
}

/// Runs of the processor.
pub fn runs(rows: &[RunLine], language: Language) -> Sheet {
    let reading = Reading::utc(language);
    let header = language.pick(
        ["Lauf", "Wann", "Wer", "Ansatz", "Dichte", "Länge, mm", "Quarantäne", "Filme"],
        ["Run", "When", "Who", "Bath", "Density", "Length, mm", "Quarantine", "Films"],
    );
    let row = |row: &RunLine| {
        let held = match row.quarantine.code() {
            "held" => language.pick("in Quarantäne", "held"),
            "released" => language.pick("freigegeben", "released"),
            _ => "",
        };
        let comma = |reading: &str| language.pick(reading.replace('.', ","), reading.to_owned());
        let readings: Vec<String> =
            row.readings.iter().map(|(reading, _)| comma(&reading.to_string())).collect();
        let films: Vec<String> = row.rolls.iter().map(RollLine::name).collect();
        [
            row.id.label(),
            reading.date_time(row.at),
            row.by.clone(),
            row.bath.clone(),
            readings.join(" "),
            row.length_mm.to_string(),
            held.to_owned(),
            films.join(" "),
        ]
    };
    Sheet::of(language.pick("Entwicklung", "development"), header, rows.iter().map(row))
}

pub fn people(view: &PeopleView, language: Language) -> Sheet {
    let header = language.pick(["Name", "Rollen", "Dabei"], ["Name", "Roles", "Active"]);
    let rows = view
        .people
        .iter()
        .map(|person| [person.name.clone(), person.roles.say(language), yes(person.active, language)]);
    Sheet::of(language.pick("Personen", "people"), header, rows)
}

/// Access keys, which are never more than their names.
pub fn keys(view: &PeopleView, language: Language) -> Sheet {
    let header = language.pick(["Wofür", "Rollen", "Gültig"], ["What for", "Roles", "Valid"]);
    let rows = view
        .tokens
        .iter()
        .map(|token| [token.label.clone(), token.roles.say(language), yes(token.active, language)]);
    Sheet::of(language.pick("Zugangsschluessel", "access-keys"), header, rows)
}

/// What a search found, as it is listed.
pub fn found(rows: &[Found], language: Language) -> Sheet {
    let locale = locale_of(language);
    let header =
        language.pick(["Art", "Name", "Stand", "Wo", "Umfang"], ["Kind", "Name", "Stage", "Where", "Size"]);
    let row = |found: &Found| match found {
        Found::Number { number, state, roll, .. } => [
            language.pick("Filmnummer", "film number").to_owned(),
            number.to_string(),
            glyph_of(*state).word(locale).to_owned(),
            roll.as_ref().map(|roll| roll.name.clone()).unwrap_or_default(),
            String::new(),
        ],
        Found::Project { project, documents } => [
            language.pick("Projekt", "project").to_owned(),
            project.name.clone(),
            String::new(),
            String::new(),
            format!("{documents} {}", language.pick("Dokumente", "documents")),
        ],
        Found::Roll { roll, project, stage, frames, .. } => [
            language.pick("Rolle", "roll").to_owned(),
            roll.name.clone(),
            RollGlyph::from(*stage).word(locale).to_owned(),
            project.name.clone(),
            format!("{frames} {}", language.pick("Bilder", "frames")),
        ],
        Found::Document { barcode, pages, project, places, .. } => {
            let blips: Vec<String> =
                places.iter().map(|place| place.blip().unwrap_or_else(|| place.roll.name.clone())).collect();
            [
                language.pick("Dokument", "document").to_owned(),
                barcode.clone(),
                blips.join(" "),
                project.name.clone(),
                format!("{pages} {}", language.pick("Seiten", "pages")),
            ]
        }
        Found::TempRoll { id, reel, length_mm, stage } => [
            say!(locale, films.tag).to_owned(),
            id.label(),
            piece_glyph(stage).word(locale).to_owned(),
            reel.label(),
            format!("{length_mm} mm"),
        ],
        Found::Person { name, roles, active, .. } => [
            language.pick("Person", "person").to_owned(),
            name.clone(),
            roles.say(language),
            String::new(),
            if *active { String::new() } else { say!(locale, lab.left).to_owned() },
        ],
    };
    Sheet::of(language.pick("Suche", "search"), header, rows.iter().map(row))
}

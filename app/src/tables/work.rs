//! Lists that wait for somebody: rolls, complaints, findings, and numbers on no delivered film.

use domain::film::duplicates::Twice;
use domain::reason::reason_said;
use domain::view::complaints::ComplaintRow;
use domain::view::desk::RollListed;
use domain::view::findings::FindingView;
use domain::view::numbers::NumberRow;
use domain::words::{Language, Say};

use super::{Sheet, yes};
use crate::catalogue::locale_of;
use crate::pages::numbers::glyph_of;
use crate::parts::format::Reading;
use crate::parts::glyph::RollGlyph;

/// The rows behind a figure of Today.
pub fn rolls_listed(rows: &[RollListed], language: Language) -> Sheet {
    let (locale, reading) = (locale_of(language), Reading::utc(language));
    let header = language.pick(
        ["Rolle", "Filmnummer", "Stand", "Seit", "Projekt", "Film", "Bilder", "Versuche"],
        ["Roll", "Film number", "Stage", "Since", "Project", "Film", "Frames", "Attempts"],
    );
    let row = |row: &RollListed| {
        let line = &row.line;
        [
            line.temporary_id.clone(),
            line.number.map(|number| number.to_string()).unwrap_or_default(),
            RollGlyph::from(line.stage).word(locale).to_owned(),
            reading.date_time(row.since),
            line.folder.clone(),
            line.film.to_string(),
            line.frames.to_string(),
            row.attempts.to_string(),
        ]
    };
    Sheet::of(language.pick("Rollen", "rolls"), header, rows.iter().map(row))
}

pub fn complaints(rows: &[ComplaintRow], language: Language) -> Sheet {
    let reading = Reading::utc(language);
    let header = language.pick(
        [
            "Reklamation",
            "Eingang",
            "Projekt",
            "Filme",
            "Barcode",
            "Mangel",
            "Worte",
            "Ergebnis",
            "Erledigt",
            "Notiz",
        ],
        [
            "Complaint",
            "Received",
            "Project",
            "Films",
            "Barcode",
            "Fault",
            "Words",
            "Result",
            "Settled",
            "Note",
        ],
    );
    let row = |row: &ComplaintRow| {
        let films = row
            .films
            .iter()
            .map(|film| film.number.map_or_else(|| film.roll.name.clone(), |one| one.to_string()));
        let (one, settled) = (&row.complaint, row.complaint.settled.as_ref());
        [
            one.id.label(),
            reading.date(one.received),
            row.project.name.clone(),
            films.collect::<Vec<_>>().join(" "),
            one.barcode.as_ref().map(ToString::to_string).unwrap_or_default(),
            one.fault.say(language),
            one.words.clone(),
            settled.map(|settled| settled.how.say(language)).unwrap_or_default(),
            settled.map(|settled| reading.date(settled.at)).unwrap_or_default(),
            settled.map(|settled| settled.note.clone()).unwrap_or_default(),
        ]
    };
    Sheet::of(language.pick("Reklamationen", "complaints"), header, rows.iter().map(row))
}

pub fn findings(rows: &[FindingView], language: Language) -> Sheet {
    let header = language.pick(
        ["Befund", "Nummer", "Art", "Was die Dateien sagen", "Ergebnis", "Bemerkung", "Erledigt von"],
        ["Finding", "Number", "Kind", "What the files say", "Came to", "Note", "Settled by"],
    );
    let row = |row: &FindingView| {
        let settled = row.settled.as_ref();
        [
            row.id.label(),
            row.number.clone(),
            row.matter.kind().word(language).to_owned(),
            row.matter.say(language),
            settled.map(|settled| settled.resolution.say(language)).unwrap_or_default(),
            settled.map(|settled| settled.note.clone()).unwrap_or_default(),
            settled.map(|settled| settled.by.clone()).unwrap_or_default(),
        ]
    };
    Sheet::of(language.pick("Befunde", "findings"), header, rows.iter().map(row))
}

/// Numbers on no delivered film, of every series, each with why, by whom and since when.
pub fn gaps(rows: &[NumberRow], language: Language) -> Sheet {
    let (locale, reading) = (locale_of(language), Reading::utc(language));
    let header = language.pick(
        ["Nummer", "Zustand", "Rolle", "Projekt", "Grund", "Bis", "Durch", "Seit", "Eintrag"],
        ["Number", "State", "Roll", "Project", "Reason", "Until", "By", "Since", "Entry"],
    );
    let row = |row: &NumberRow| {
        [
            row.number.to_string(),
            glyph_of(row.state).word(locale).to_owned(),
            row.roll.as_ref().map(|roll| roll.name.clone()).unwrap_or_default(),
            row.project.as_ref().map(|project| project.name.clone()).unwrap_or_default(),
            reason_said(&row.words, language),
            row.until.map(|until| reading.date(until)).unwrap_or_default(),
            row.by.clone(),
            reading.date_time(row.since),
            row.entry.to_string(),
        ]
    };
    Sheet::of(language.pick("Luecken", "gaps"), header, rows.iter().map(row))
}

/// Pairs of projects with documents in common.
pub fn duplicates(pairs: &[Twice], language: Language) -> Sheet {
    let header = language.pick(
        [
            "Projekt",
            "Anderes Projekt",
            "Dieselbe Lieferung",
            "Gemeinsam",
            "Von",
            "Auf beiden verfilmt",
            "Filme",
        ],
        ["Project", "Other project", "Same delivery", "In common", "Of", "Filmed in both", "Films"],
    );
    let row = |pair: &Twice| {
        let films: Vec<String> = pair.films.iter().map(ToString::to_string).collect();
        [
            pair.one_folder.clone(),
            pair.other_folder.clone(),
            yes(pair.same_order, language),
            pair.common.to_string(),
            pair.of.to_string(),
            pair.filmed_twice.to_string(),
            films.join(" "),
        ]
    };
    Sheet::of(language.pick("Doppelte", "duplicates"), header, pairs.iter().map(row))
}

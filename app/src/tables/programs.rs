//! The lists of the program registry as tables for a file.

use domain::view::programs::FreeView;
use domain::view::programs::list::ProgramRow;
use domain::words::Language;

use super::Sheet;
use crate::catalogue::locale_of;
use crate::pages::programs::{lathes, name, verdict};
use crate::parts::format::Reading;

/// Every free run, of one range where its label is given.
pub fn free(view: &FreeView, range: &str, language: Language) -> Sheet {
    let header = language.pick(
        ["Rundengröße", "Bereich", "Von", "Bis", "Anzahl"],
        ["Round size", "Range", "From", "To", "Count"],
    );
    let wanted = |label: &str| view.range(range).is_none() || label == range;
    let rows = view.ranges.iter().filter(|one| wanted(&one.label)).flat_map(|one| {
        let sizes = one.sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        one.runs.iter().map(move |run| {
            [
                sizes.clone(),
                one.label.clone(),
                run.first.to_string(),
                run.last.to_string(),
                run.count().to_string(),
            ]
        })
    });
    Sheet::of(language.pick("Freie_Nummern", "free_numbers"), header, rows)
}

/// The ranges with what their numbers are.
pub fn ranges(view: &FreeView, language: Language) -> Sheet {
    let header = language.pick(
        [
            "Bereich",
            "Rundengröße",
            "Von",
            "Bis",
            "Belegt",
            "Reserviert",
            "Ruht",
            "Stillgelegt",
            "Frei",
            "Nächste",
        ],
        ["Range", "Round size", "From", "To", "In use", "Reserved", "Cooling", "Retired", "Free", "Next"],
    );
    let mut ranges: Vec<_> = view.ranges.iter().collect();
    ranges.sort_by_key(|range| range.block);
    let rows = ranges.into_iter().map(|range| {
        let fill = range.fill;
        [
            range.label.clone(),
            range.sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            range.block.first.to_string(),
            range.block.last.to_string(),
            fill.in_use.to_string(),
            fill.reserved.to_string(),
            fill.cooling.to_string(),
            fill.retired.to_string(),
            fill.free.to_string(),
            range.next.map(|number| number.to_string()).unwrap_or_default(),
        ]
    });
    Sheet::of(language.pick("Bereiche", "ranges"), header, rows)
}

/// The programs of the list, as it is filtered.
pub fn program_rows(rows: &[ProgramRow], language: Language) -> Sheet {
    let (locale, reading) = (locale_of(language), Reading::utc(language));
    let header = language.pick(
        [
            "Nummer",
            "Programm",
            "Titel",
            "Rundengröße",
            "Quelle",
            "Bereich",
            "Drehmaschine",
            "Byte",
            "Kopien",
            "Geändert",
        ],
        [
            "Number",
            "Program",
            "Title",
            "Round size",
            "Source",
            "Range",
            "Lathe",
            "Bytes",
            "Copies",
            "Changed",
        ],
    );
    let row = |row: &ProgramRow| {
        [
            row.number.map(|number| number.to_string()).unwrap_or_else(|| name(row)),
            row.id.label(),
            row.title.clone(),
            row.size.map(|(size, _)| size.to_string()).unwrap_or_default(),
            row.size.map(|(_, source)| source.code().to_owned()).unwrap_or_default(),
            verdict(row.judged, locale).to_owned(),
            lathes(row),
            row.bytes.to_string(),
            row.copies.to_string(),
            reading.date_time(row.changed),
        ]
    };
    Sheet::of(language.pick("Programme", "programs"), header, rows.iter().map(row))
}

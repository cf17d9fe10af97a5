//! The index the customer gets: Barcode, Bildnummer, Blipindex.

use super::table::{self, NotWritten, Table};
use domain::film::delivery::{ChangedRow, RowChange};
use domain::film::index::IndexRow;
use domain::time::Timestamp;
use domain::words::Language;

/// The columns, named as the customer's software expects them, in either language of the lab.
pub const COLUMNS: [&str; 3] = ["Barcode", "Bildnummer", "Blipindex"];
const TITLE: &str = "Blipindex";

/// The index as CSV; its digest is what a delivery is recognised by.
pub fn csv(rows: &[IndexRow]) -> Vec<u8> {
    table::csv(&Table { title: TITLE, header: &COLUMNS, rows: &cells(rows) })
}

/// The index as XLSX.
pub fn xlsx(rows: &[IndexRow], made: Timestamp) -> Result<Vec<u8>, NotWritten> {
    table::xlsx(&Table { title: TITLE, header: &COLUMNS, rows: &cells(rows) }, made)
}

/// The rows that are not as they were delivered, as CSV.
pub fn changes_csv(rows: &[ChangedRow], language: Language) -> Vec<u8> {
    let (header, rows) = changes(rows, language);
    table::csv(&Table { title: TITLE, header: &header, rows: &rows })
}

/// The rows that are not as they were delivered, before and after.
pub fn changes(rows: &[ChangedRow], language: Language) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let header = language.pick(
        [
            "Barcode",
            "Änderung",
            "Bildnummer vorher",
            "Blipindex vorher",
            "Bildnummer jetzt",
            "Blipindex jetzt",
        ],
        ["Barcode", "Change", "Bildnummer before", "Blipindex before", "Bildnummer now", "Blipindex now"],
    );
    let word = |change| match change {
        RowChange::New => language.pick("neu", "new"),
        RowChange::Changed => language.pick("geändert", "changed"),
        RowChange::Gone => language.pick("weg", "gone"),
    };
    let pair = |row: &Option<IndexRow>| {
        row.as_ref().map_or_else(Default::default, |row| [row.com_id.clone(), row.blip.clone()])
    };
    let cells = rows.iter().map(|row| {
        let mut cells = vec![row.barcode.clone(), word(row.change).to_owned()];
        cells.extend(pair(&row.before));
        cells.extend(pair(&row.after));
        cells
    });
    (header.to_vec(), cells.collect())
}

fn cells(rows: &[IndexRow]) -> Vec<Vec<String>> {
    rows.iter().map(|row| vec![row.barcode.clone(), row.com_id.clone(), row.blip.clone()]).collect()
}

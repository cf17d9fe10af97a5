//! The index the customer gets: Barcode, Bildnummer, Blipindex.

use super::table::{self, NotWritten, Table};
use domain::film::index::IndexRow;
use domain::time::Timestamp;

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

/// `RRD123-2025_blips_2111260410.xlsx`: day, month, year, hour and minute of `made`, which is taken as it is, so
/// whoever wants the lab's wall clock passes that.
pub fn file_name(archive_id: &str, made: Timestamp, ending: &str) -> String {
    let (year, month, day, hour, minute, _) = made.civil();
    let safe: String =
        archive_id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    format!("{safe}_blips_{day:02}{month:02}{:02}{hour:02}{minute:02}.{ending}", year.rem_euclid(100))
}

fn cells(rows: &[IndexRow]) -> Vec<Vec<String>> {
    rows.iter().map(|row| vec![row.barcode.clone(), row.com_id.clone(), row.blip.clone()]).collect()
}

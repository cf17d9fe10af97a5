//! What is handed over with an index: the rows as they were sent, what changed since, and the mail.

use super::index::IndexRow;
use super::project::ArchiveId;
use crate::number::FilmNumber;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rows, one `barcode;com_id;blip` line each.
pub fn rows_text(rows: &[IndexRow]) -> String {
    let mut text = String::new();
    for row in rows {
        for part in [&row.barcode, ";", &row.com_id, ";", &row.blip, "\n"] {
            text.push_str(part);
        }
    }
    text
}

/// SHA-256 of the rows' text.
pub fn rows_digest(rows: &[IndexRow]) -> String {
    crate::ledger::digest(rows_text(rows).as_bytes())
}

/// Rows read back from their text. A barcode may hold a semicolon, Bildnummer and blip never do.
pub fn rows_of(text: &str) -> Vec<IndexRow> {
    text.lines()
        .filter_map(|line| {
            let (rest, blip) = line.rsplit_once(';')?;
            let (barcode, com_id) = rest.rsplit_once(';')?;
            Some(IndexRow { barcode: barcode.to_owned(), com_id: com_id.to_owned(), blip: blip.to_owned() })
        })
        .collect()
}

/// What became of a row since it was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowChange {
    New,
    Changed,
    Gone,
}

impl RowChange {
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// A row that is not as it was delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedRow {
    pub change: RowChange,
    pub barcode: String,
    /// As it was sent.
    pub before: Option<IndexRow>,
    /// As it is now.
    pub after: Option<IndexRow>,
}

/// How many rows are not as they were delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChanges {
    pub new: u32,
    pub changed: u32,
    pub gone: u32,
}

impl RowChanges {
    pub fn of(rows: &[ChangedRow]) -> Self {
        let count = |change| rows.iter().filter(|row| row.change == change).count() as u32;
        Self { new: count(RowChange::New), changed: count(RowChange::Changed), gone: count(RowChange::Gone) }
    }
}

/// The rows that differ, sorted by barcode. The parts of a split document are compared in their order.
pub fn changed_rows(sent: &[IndexRow], now: &[IndexRow]) -> Vec<ChangedRow> {
    let mut barcodes: BTreeMap<&str, (Vec<&IndexRow>, Vec<&IndexRow>)> = BTreeMap::new();
    for row in sent {
        barcodes.entry(&row.barcode).or_default().0.push(row);
    }
    for row in now {
        barcodes.entry(&row.barcode).or_default().1.push(row);
    }
    let mut changed = Vec::new();
    for (barcode, (sent, now)) in barcodes {
        for part in 0..sent.len().max(now.len()) {
            let change = match (sent.get(part), now.get(part)) {
                (Some(before), Some(after)) if before == after => continue,
                (Some(_), Some(_)) => RowChange::Changed,
                (None, _) => RowChange::New,
                (Some(_), None) => RowChange::Gone,
            };
            let row = |rows: &[&IndexRow]| rows.get(part).map(|row| (*row).clone());
            let barcode = barcode.to_owned();
            changed.push(ChangedRow { change, barcode, before: row(&sent), after: row(&now) });
        }
    }
    changed
}

/// `2111260410`: day, month, year, hour and minute, as the time is given.
pub fn stamp(at: Timestamp) -> String {
    let (year, month, day, hour, minute, _) = at.civil();
    format!("{day:02}{month:02}{:02}{hour:02}{minute:02}", year.rem_euclid(100))
}

/// `RRD123-2025_blips_2111260410.xlsx`. The time is taken as it is, so whoever wants the lab's wall clock passes that.
pub fn file_name(archive_id: &str, at: Timestamp, ending: &str) -> String {
    let safe: String =
        archive_id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    format!("{safe}_blips_{}.{ending}", stamp(at))
}

/// The mail an index goes with. It is for the customer: it is German.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Addresses among the recipients; whoever is named without one gets none.
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
}

/// What the mail says: the order, the films of both kinds, and what is attached.
pub struct HandedOver<'a> {
    pub archive_id: &'a ArchiveId,
    pub doc_type: &'a str,
    pub to: &'a str,
    pub numbers: &'a [FilmNumber],
    pub rows: u32,
    pub at: Timestamp,
    pub file: &'a str,
    pub by: &'a str,
    pub lab: &'a str,
}

impl HandedOver<'_> {
    pub fn mail(&self) -> Mail {
        let Self { archive_id, doc_type, numbers, rows, at, file, by, lab, .. } = self;
        let numbers: Vec<String> = numbers.iter().map(|number| format!("  {number}")).collect();
        let films = match numbers.len() {
            1 => "folgender Film",
            _ => "folgende Filme",
        };
        let is = if numbers.len() == 1 { "ist" } else { "sind" };
        let text = format!(
            "Guten Tag,\n\nzum Auftrag {archive_id} ({doc_type}) {is} {films} fertig:\n\n{}\n\n\
            Der Blipindex mit {} liegt bei: {file}\nStand: {}\n\n\
            Bitte prüfen und den Empfang bestätigen.\n\nMit freundlichen Grüßen\n{by}\n{lab}\n",
            numbers.join("\n"),
            if *rows == 1 { "1 Zeile".to_owned() } else { format!("{rows} Zeilen") },
            stamp(*at),
        );
        Mail { to: addresses(self.to), subject: format!("{archive_id}: Blipindex {}", stamp(*at)), text }
    }
}

/// The addresses in a person's words: `Archiv OU <archiv@example.org>, werner@example.org`.
fn addresses(text: &str) -> Vec<String> {
    text.split([',', ';', ' '])
        .map(|part| {
            part.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | '"') || c.is_whitespace())
        })
        .filter(|part| {
            part.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(barcode: &str, com_id: &str, blip: &str) -> IndexRow {
        IndexRow { barcode: barcode.to_owned(), com_id: com_id.to_owned(), blip: blip.to_owned() }
    }

    const AT: Timestamp = Timestamp::from_millis(1_795_231_981_000);

    #[test]
    fn what_was_sent_reads_back_as_it_was() {
        let rows = [
            row("1427000000000085", "00412063", "10000001-0001.00001"),
            row("odd;one,", "", "10000001-0002.00003"),
        ];
        assert_eq!(rows_of(&rows_text(&rows)), rows);
        assert_eq!(rows_digest(&rows), crate::ledger::digest(rows_text(&rows).as_bytes()));
        assert_eq!(rows_of(""), []);
    }

    #[test]
    fn what_changed_since_is_told_row_by_row() {
        let (same, old, new) = (row("1", "", "a"), row("2", "7", "b"), row("2", "7", "c"));
        let sent = [same.clone(), old.clone(), row("3", "", "x"), row("4", "", "p"), row("4", "", "q")];
        let now = [same, new.clone(), row("4", "", "p"), row("5", "", "y")];
        let changed = changed_rows(&sent, &now);
        let told: Vec<(&str, RowChange)> =
            changed.iter().map(|row| (row.barcode.as_str(), row.change)).collect();
        assert_eq!(
            told,
            [
                ("2", RowChange::Changed),
                ("3", RowChange::Gone),
                ("4", RowChange::Gone),
                ("5", RowChange::New)
            ]
        );
        assert_eq!((&changed[0].before, &changed[0].after), (&Some(old), &Some(new)));
        assert_eq!(RowChanges::of(&changed), RowChanges { new: 1, changed: 1, gone: 2 });
        assert_eq!(changed_rows(&now, &now), []);
    }

    #[test]
    fn the_mail_names_the_order_and_every_film() {
        let archive_id = ArchiveId::parse("RRD123-2025").unwrap();
        let numbers = ["10000001", "10000002"].map(|number| FilmNumber::parse(number).unwrap());
        let handed = HandedOver {
            archive_id: &archive_id,
            doc_type: "Prüfbescheinigungen",
            to: "Frau Berger <berger@example.org>, Archiv; werner@example.org",
            numbers: &numbers,
            rows: 2,
            at: AT,
            file: "RRD123-2025_blips_2111260333.xlsx",
            by: "Anna",
            lab: "Filmlabor",
        };
        let mail = handed.mail();
        assert_eq!(mail.to, ["berger@example.org", "werner@example.org"]);
        assert_eq!(mail.subject, "RRD123-2025: Blipindex 2111260333");
        for words in
            ["RRD123-2025 (Prüfbescheinigungen)", "  10000001\n  10000002\n", "2 Zeilen", "2111260333.xlsx"]
        {
            assert!(mail.text.contains(words), "`{words}` is missing in {}", mail.text);
        }
    }

    #[test]
    fn the_file_is_named_after_order_and_time() {
        assert_eq!(file_name("RRD123-2025", AT, "xlsx"), "RRD123-2025_blips_2111260333.xlsx");
        assert_eq!(file_name("../x", AT, "csv"), "___x_blips_2111260333.csv");
    }
}

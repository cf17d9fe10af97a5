//! Which column of a list means what, by the names people give them.

use super::refusal::{Column, ListRefusal};
use super::table::{Cell, Row};

/// The most names of a first row that a refusal repeats.
const SHOWN: usize = 12;

/// Where the columns stand, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) barcode: Option<usize>,
    pub(super) com_id: Option<usize>,
    pub(super) pages: Option<usize>,
    pub(super) oversized: Option<usize>,
}

impl Columns {
    /// Reads a first row; names that mean nothing here are left alone.
    pub(super) fn read(row: &Row) -> Result<Self, ListRefusal> {
        let mut columns = Self::default();
        for (at, cell) in row.cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let Some(column) = meaning(text) else { continue };
            let place = match column {
                Column::Barcode => &mut columns.barcode,
                Column::ComId => &mut columns.com_id,
                Column::Pages => &mut columns.pages,
                Column::Oversized => &mut columns.oversized,
            };
            if place.replace(at).is_some() {
                return Err(ListRefusal::ColumnTwice { column });
            }
        }
        Ok(columns)
    }

    /// Refuses a first row without these columns, naming what it has instead.
    pub(super) fn require(self, needed: &[Column], row: &Row) -> Result<Self, ListRefusal> {
        let place = |column: &Column| match column {
            Column::Barcode => self.barcode,
            Column::ComId => self.com_id,
            Column::Pages => self.pages,
            Column::Oversized => self.oversized,
        };
        let missing: Vec<Column> = needed.iter().copied().filter(|column| place(column).is_none()).collect();
        if missing.is_empty() {
            return Ok(self);
        }
        let found =
            row.cells.iter().filter(|cell| **cell != Cell::Empty).take(SHOWN).map(Cell::shown).collect();
        Err(ListRefusal::WrongColumns { missing, found })
    }
}

fn meaning(name: &str) -> Option<Column> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match plain.as_str() {
        "barcode" | "barcodes" | "strichcode" | "dokument" | "document" => Some(Column::Barcode),
        "comid" | "com" | "comids" | "comnummer" | "bildnummer" | "bildnummern" | "bildnr" => {
            Some(Column::ComId)
        }
        "pages" | "page" | "pagecount" | "seiten" | "seitenzahl" | "seitenanzahl" | "anzahlseiten" => {
            Some(Column::Pages)
        }
        "oversized" | "oversizedpages" | "oversizedranges" | "ranges" | "range" | "überformate"
        | "überformat" | "ueberformate" | "ueberformat" | "bereiche" | "übergrößen" => {
            Some(Column::Oversized)
        }
        _ => None,
    }
}

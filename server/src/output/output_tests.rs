//! What a spreadsheet, or the customer's software, finds in the files the lab hands out.

use super::index::{csv, xlsx};
use super::mark::marked;
use super::table::{self, NotWritten, Table};
use calamine::{Data, Reader, Xlsx};
use domain::film::index::IndexRow;
use domain::time::Timestamp;
use proptest::prelude::*;
use std::io::{Cursor, Read};

const MADE: Timestamp = Timestamp::from_millis(1_795_231_981_000);

fn row(barcode: &str, com_id: &str, blip: &str) -> IndexRow {
    IndexRow { barcode: barcode.to_owned(), com_id: com_id.to_owned(), blip: blip.to_owned() }
}

/// All cells of the first sheet as texts, and how many formulas there are.
fn read_back(bytes: &[u8]) -> (Vec<Vec<String>>, usize) {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = workbook.sheet_names()[0].clone();
    let formulas = workbook.worksheet_formula(&sheet).unwrap().used_cells().count();
    let range = workbook.worksheet_range(&sheet).unwrap();
    let rows = range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::String(text) => text.clone(),
                    Data::Empty => String::new(),
                    other => panic!("a cell is no text: {other:?}"),
                })
                .collect()
        })
        .collect();
    (rows, formulas)
}

#[test]
fn the_index_opens_in_a_spreadsheet_with_every_zero_in_place() {
    let rows = [
        row("1427000000000085", "00412063", "10000001-0001.00001"),
        row("1427000000051269,", "", "10000001-0002.00003"),
    ];
    let (cells, formulas) = read_back(&xlsx(&rows, MADE).unwrap());
    assert_eq!(formulas, 0);
    assert_eq!(cells[0], ["Barcode", "Bildnummer", "Blipindex"]);
    assert_eq!(cells[1], ["1427000000000085", "00412063", "10000001-0001.00001"]);
    assert_eq!(cells[2], ["1427000000051269,", "", "10000001-0002.00003"]);
    let text = String::from_utf8(csv(&rows)).unwrap();
    assert_eq!(
        text,
        "\u{feff}Barcode;Bildnummer;Blipindex\r\n1427000000000085;00412063;10000001-0001.00001\r\n\
         1427000000051269,;;10000001-0002.00003\r\n"
    );
}

#[test]
fn an_index_without_rows_still_has_its_header() {
    assert_eq!(read_back(&xlsx(&[], MADE).unwrap()).0.len(), 1);
    assert_eq!(csv(&[]), "\u{feff}Barcode;Bildnummer;Blipindex\r\n".as_bytes());
}

#[test]
fn cells_that_would_run_get_a_mark() {
    for dangerous in [
        "=1+1",
        "+1",
        "-1",
        "@A",
        "\t=1",
        "\tx",
        "\rx",
        "\nx",
        "  =1",
        "\u{a0}=1",
        " \u{a0}@x",
        "a\n=1",
        "a\r\n -1",
        "＝1",
    ] {
        assert_eq!(marked(dangerous), format!("'{dangerous}"), "{dangerous:?}");
    }
    for plain in ["", "1-2", "a=b", "RRD123-2025", "a\nb", " x", "'=1"] {
        assert_eq!(marked(plain), plain, "{plain:?}");
    }
}

#[test]
fn the_file_names_nobody() {
    let bytes = xlsx(&[row("1", "", "10000001-0001.00001")], MADE).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut core = String::new();
    archive.by_name("docProps/core.xml").unwrap().read_to_string(&mut core).unwrap();
    assert!(core.contains("2026-11-21T03:33:01Z"), "{core}");
    assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
    assert!(core.contains("<cp:lastModifiedBy></cp:lastModifiedBy>"), "{core}");
}

#[test]
fn the_same_index_made_at_the_same_time_is_the_same_file() {
    let rows = [row("1", "00000001", "10000001-0001.00001")];
    assert_eq!(xlsx(&rows, MADE).unwrap(), xlsx(&rows, MADE).unwrap());
}

#[test]
fn what_does_not_fit_excel_is_said() {
    let long = [vec!["x".to_owned()], vec!["x".repeat(32_767)]];
    let table = Table { title: "T", header: &["A"], rows: &long };
    assert!(matches!(table::xlsx(&table, MADE), Err(NotWritten::CellTooLong { row: 3 })));
    assert!(table::csv(&table).len() > 32_767);
}

fn any_cell() -> impl Strategy<Value = String> {
    // Half the cells begin with what makes a formula; control characters but tab and line ends are no text.
    let start = prop_oneof![
        Just(""),
        Just("="),
        Just("+"),
        Just("-"),
        Just("@"),
        Just("\t"),
        Just(" ="),
        Just("\u{a0}-")
    ];
    (start, "[ -~äöüß\u{a0}\t\n\u{1F600}]{0,24}").prop_map(|(start, rest)| format!("{start}{rest}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_cell_becomes_a_formula_and_no_text_changes(
        rows in proptest::collection::vec(proptest::collection::vec(any_cell(), 3), 1..8)
    ) {
        let header = ["A", "B", "C"];
        let table = Table { title: "Test", header: &header, rows: &rows };
        let wanted: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| marked(cell).into_owned()).collect()).collect();

        let (cells, formulas) = read_back(&table::xlsx(&table, MADE).unwrap());
        prop_assert_eq!(formulas, 0);
        // Rows of empty cells at the end are not part of what a reader finds.
        for (row, wanted) in wanted.iter().enumerate() {
            let empty = vec![String::new(); 3];
            prop_assert_eq!(cells.get(row + 1).unwrap_or(&empty), wanted);
        }

        let bytes = table::csv(&table);
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(true).from_reader(&bytes[3..]);
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(read, wanted);
    }
}

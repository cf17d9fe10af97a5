//! Lists as workbooks: texts, numbers, dates, several sheets.

use super::list::{Note, read, read_com_list};
use super::list_tests::{problems, rows, wanted};
use super::refusal::{ListRefusal, What};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

/// A workbook of one sheet.
pub(super) fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

pub(super) fn write_row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        if !cell.is_empty() {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
}

#[test]
fn a_workbook_reads_whether_cells_are_texts_or_numbers() {
    let bytes = workbook(|sheet| {
        write_row(sheet, 0, &["Barcode", "Bildnummer", "Seitenzahl", "Überformate"]);
        write_row(sheet, 1, &["1427460478555125", "00412063", "20", "8-11, 17"]);
        sheet.write_number(2, 0, 1_427_460_478_555_126.0).unwrap();
        sheet.write_number(2, 1, 412_064.0).unwrap();
        sheet.write_number(2, 2, 9.0).unwrap();
        sheet.write_number(2, 3, 9.0).unwrap();
        write_row(sheet, 5, &["1427000000051269,", "", "2"]);
    });
    let list = read("list.xlsx", &bytes).unwrap();
    assert_eq!(
        rows(&list),
        [
            wanted("1427460478555125", "00412063", 20, "8-11, 17"),
            wanted("1427460478555126", "00412064", 9, "9"),
            wanted("1427000000051269,", "", 2, ""),
        ]
    );
    assert_eq!(list.notes, [Note::WithoutComId { documents: 1 }]);
}

#[test]
fn numbers_that_lost_digits_and_ranges_that_became_dates_are_told_by_row() {
    let bytes = workbook(|sheet| {
        write_row(sheet, 2, &["barcode", "com", "pages", "ranges"]);
        sheet.write_number(3, 0, 14_274_604_785_551_251.0).unwrap();
        sheet.write_number(3, 2, 2.5).unwrap();
        write_row(sheet, 4, &["2", "", "20"]);
        let date = ExcelDateTime::from_ymd(2025, 11, 8).unwrap();
        sheet.write_datetime_with_format(4, 3, &date, &Format::new().set_num_format("dd.mm.")).unwrap();
        write_row(sheet, 5, &["3", "", "20"]);
        sheet.write_number(5, 3, 8.11).unwrap();
        write_row(sheet, 6, &["4"]);
        sheet.write_number(6, 2, 1e12).unwrap();
    });
    assert_eq!(
        problems(read("list.xlsx", &bytes).unwrap_err()),
        [
            (4, What::BarcodeNotExact("14274604785551252".into())),
            (4, What::PagesNoNumber("2.5".into())),
            (5, What::RangeBecameDate),
            (6, What::RangesUnreadable("8.11".into())),
            (7, What::PagesOutOfBounds("1000000000000".into())),
        ]
    );
}

#[test]
fn barcodes_that_excel_may_have_rounded_are_pointed_out() {
    let bytes = workbook(|sheet| {
        write_row(sheet, 0, &["barcode", "com", "pages"]);
        for row in 1..4 {
            sheet.write_number(row, 0, 1_427_460_478_555_120.0 + f64::from(row) * 10.0).unwrap();
            write_row(sheet, row, &["", "1", "2"]);
        }
    });
    assert_eq!(read("list.xlsx", &bytes).unwrap().notes, [Note::MayBeRounded { documents: 3 }]);
}

#[test]
fn the_first_filled_sheet_is_the_list() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("leer").unwrap();
    let sheet = workbook.add_worksheet().set_name("Liste").unwrap();
    write_row(sheet, 0, &["barcode", "com", "pages"]);
    write_row(sheet, 1, &["1", "1", "2"]);
    write_row(workbook.add_worksheet(), 0, &["something else"]);
    let list = read("list.xlsx", &workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(list.documents.len(), 1);
    assert_eq!(list.notes, [Note::OtherSheets { read: "Liste".into(), others: 1 }]);
}

#[test]
fn a_com_list_of_a_project_reads_without_names() {
    let bytes = workbook(|sheet| {
        sheet.write_number(0, 0, 1_427_460_478_555_125.0).unwrap();
        sheet.write_number(0, 1, 412_063.0).unwrap();
        write_row(sheet, 1, &["1427460478555126", "00412064"]);
    });
    let pairs = read_com_list("RRD123 com.xlsx", &bytes).unwrap();
    assert_eq!(pairs[0].0.as_str(), "1427460478555125");
    assert_eq!(pairs[0].1.as_str(), "00412063");
    assert_eq!(pairs.len(), 2);
    assert_eq!(read("com.xlsx", &bytes).unwrap_err(), ListRefusal::ComListAlone);
}

#[test]
fn two_cells_at_the_far_ends_of_a_sheet_take_no_memory() {
    let bytes = workbook(|sheet| {
        write_row(sheet, 0, &["barcode", "com", "pages"]);
        write_row(sheet, 1, &["1", "1", "2"]);
        sheet.write_string(1_048_575, 16_383, "end").unwrap();
    });
    assert_eq!(read("list.xlsx", &bytes).unwrap().documents.len(), 1);
}

#[test]
fn a_workbook_without_documents_is_empty() {
    assert_eq!(read("list.xlsx", &workbook(|_| {})).unwrap_err(), ListRefusal::Empty);
    let header = workbook(|sheet| write_row(sheet, 0, &["barcode", "pages"]));
    assert_eq!(read("list.xlsx", &header).unwrap_err(), ListRefusal::Empty);
}

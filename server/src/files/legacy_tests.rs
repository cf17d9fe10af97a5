//! Old workbooks: small honest ones, and ones that claim more than they have.

use super::list::{read, read_com_list};
use super::list_tests::{rows, wanted};
use super::refusal::ListRefusal;
use std::io::{Cursor, Write};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn place(row: u16, column: u16) -> Vec<u8> {
    [row, column, 0].iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    record(0x0204, &[place(row, column), length.to_le_bytes().to_vec(), vec![0], text.into()].concat())
}

fn number(row: u16, column: u16, number: f64) -> Vec<u8> {
    record(0x0203, &[place(row, column), number.to_le_bytes().to_vec()].concat())
}

fn named_text(row: u16, column: u16, text: u32) -> Vec<u8> {
    record(0x00FD, &[place(row, column), text.to_le_bytes().to_vec()].concat())
}

/// An old workbook of one sheet with these records, and these shared texts.
fn workbook(texts: &[&str], records: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[0x0600_u16, kind, 0, 0].map(u16::to_le_bytes).concat());
    let mut shared = vec![0; 8];
    for text in texts {
        shared.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
        shared.push(0);
        shared.extend(text.as_bytes());
    }
    let globals = |from: u32| {
        let sheet = [&from.to_le_bytes(), [0, 0, 5, 0].as_slice(), b"Liste"].concat();
        [begin(5), record(0x0085, &sheet), record(0x00FC, &shared), record(0x000A, &[])].concat()
    };
    let from = u32::try_from(globals(0).len()).unwrap();
    let stream = [globals(from), begin(0x10), records.concat(), record(0x000A, &[])].concat();
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_old_workbook_reads_like_a_new_one() {
    let bytes = workbook(
        &["Barcode", "Seitenzahl"],
        &[
            named_text(2, 0, 0),
            label(2, 1, "Bildnummer"),
            named_text(2, 2, 1),
            label(3, 0, "1427460478555125"),
            label(3, 1, "00412063"),
            number(3, 2, 20.0),
            number(4, 0, 1_427_460_478_555_126.0),
            number(4, 1, 412_064.0),
            number(4, 2, 3.0),
        ],
    );
    let list = read("list.xls", &bytes).unwrap();
    assert_eq!(
        rows(&list),
        [wanted("1427460478555125", "00412063", 20, ""), wanted("1427460478555126", "00412064", 3, "")]
    );
}

#[test]
fn an_old_com_list_reads_without_names() {
    let bytes = workbook(&[], &[label(0, 0, "1427460478555125"), label(0, 1, "412063")]);
    assert_eq!(read_com_list("com.xls", &bytes).unwrap()[0].1.as_str(), "00412063");
}

#[test]
fn two_cells_at_the_ends_of_an_old_sheet_are_refused_for_the_memory_between_them() {
    let bytes = workbook(&[], &[label(0, 0, "barcode"), label(65_535, 65_535, "end")]);
    assert_eq!(read("list.xls", &bytes).unwrap_err(), ListRefusal::TooBigUnpacked);
    let declared: Vec<u8> =
        [0_u32, 1_000_000].iter().flat_map(|n| n.to_le_bytes()).chain([0, 0, 255, 255, 0, 0]).collect();
    let bytes = workbook(&[], &[record(0x0200, &declared), label(0, 0, "barcode")]);
    assert_eq!(read("list.xls", &bytes).unwrap_err(), ListRefusal::TooBigUnpacked);
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let text = "x".repeat(8000);
    let cells: Vec<Vec<u8>> = (0..6000).map(|row| named_text(row, 0, 0)).collect();
    assert_eq!(read("list.xls", &workbook(&[&text], &cells)).unwrap_err(), ListRefusal::TooBigUnpacked);
}

#[test]
fn damage_anywhere_in_an_old_workbook_is_a_refusal_or_harmless() {
    let whole = workbook(
        &["barcode"],
        &[named_text(0, 0, 0), label(0, 1, "pages"), label(1, 0, "1"), number(1, 1, 2.0)],
    );
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let _ = read("list.xls", &bytes);
    }
}

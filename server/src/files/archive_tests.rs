//! Zip bombs, and archives that lie about their size.

use super::archive::{MOST_PARTS, Trouble, Workbook, check};
use super::list::read;
use super::refusal::ListRefusal;
use super::workbook_tests::{workbook, write_row};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive with a workbook's heart and these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("xl/workbook.xml", options).unwrap();
    archive.write_all(b"<workbook/>").unwrap();
    for (name, content) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Puts `size` where the archive states this part's unpacked length: in the directory, and before the part itself.
fn lie_about_size(bytes: &mut [u8], name: &str, size: u32) {
    for (mark, size_at, name_at) in [(b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)] {
        let found = (0..bytes.len() - name_at - name.len()).find(|at| {
            &bytes[*at..at + 4] == mark && &bytes[at + name_at..at + name_at + name.len()] == name.as_bytes()
        });
        let at = found.unwrap() + size_at;
        bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    }
}

#[test]
fn a_real_workbook_passes() {
    let bytes = workbook(|sheet| write_row(sheet, 0, &["barcode", "pages"]));
    assert_eq!(check(&bytes), Ok(Workbook::Xml));
}

#[test]
fn a_zip_bomb_is_refused_before_it_goes_off() {
    let bytes = archive(&[("xl/worksheets/sheet1.xml", &vec![b' '; 40_000_000])]);
    assert!(bytes.len() < 100_000);
    assert_eq!(check(&bytes), Err(Trouble::TooBigUnpacked));
    assert_eq!(read("list.xlsx", &bytes).unwrap_err(), ListRefusal::TooBigUnpacked);
    // The same bomb of an ordinary file's length would unpack to more than the absolute limit.
}

#[test]
fn a_bomb_that_lies_about_its_size_is_refused_too() {
    let mut bytes = archive(&[("xl/worksheets/sheet1.xml", &vec![b' '; 40_000_000])]);
    lie_about_size(&mut bytes, "xl/worksheets/sheet1.xml", 1000);
    // Whether the counter or the archive's own check stops it first does not matter.
    assert!(matches!(check(&bytes), Err(Trouble::TooBigUnpacked | Trouble::Damaged)));
    assert!(read("list.xlsx", &bytes).is_err());
}

#[test]
fn an_archive_of_ten_thousand_parts_is_refused() {
    let names: Vec<String> = (0..=MOST_PARTS).map(|part| format!("xl/{part}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let refusal = read("list.xlsx", &archive(&parts)).unwrap_err();
    assert_eq!(refusal.to_string(), "the workbook has more than 10,000 parts, so it was not read");
}

#[test]
fn millions_of_elements_are_refused_though_they_are_few_bytes() {
    let noise: Vec<u8> =
        (0_u32..2_000_000).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let strings = b"<si/>".repeat(10_000_001);
    let bytes = archive(&[("xl/sharedStrings.xml", &strings), ("xl/media/image.png", &noise)]);
    assert_eq!(check(&bytes), Err(Trouble::TooBigUnpacked));
}

#[test]
fn other_archives_and_cut_off_ones_are_told_apart() {
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let other = other.finish().unwrap().into_inner();
    assert_eq!(check(&other), Err(Trouble::NoWorkbook));

    let whole = workbook(|sheet| write_row(sheet, 0, &["barcode", "pages"]));
    assert_eq!(
        read("a.xlsx", &whole[..whole.len() / 2]).unwrap_err(),
        ListRefusal::Unreadable { name: "a.xlsx".into() }
    );
    // A heart without a body opens as an archive, but not as a workbook.
    assert!(matches!(
        read("a.xlsx", &archive(&[])).unwrap_err(),
        ListRefusal::Unreadable { .. } | ListRefusal::Empty
    ));
}

#[test]
fn damage_anywhere_in_a_workbook_is_a_refusal_or_harmless() {
    let whole = workbook(|sheet| {
        write_row(sheet, 0, &["barcode", "pages"]);
        write_row(sheet, 1, &["1", "2"]);
    });
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let _ = read("list.xlsx", &bytes);
    }
}

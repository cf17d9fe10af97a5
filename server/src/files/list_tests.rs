//! Lists as customers send them in text form, and what is said of the ones that are wrong.

use super::list::{List, Note, merge_com_ids, read, read_com_list};
use super::refusal::{Column, ListRefusal, What};
use domain::film::document::{Barcode, ComId, PageRange};
use domain::words::{Language, Say};

pub(super) fn text(list: &str) -> Result<List, ListRefusal> {
    read("list.csv", list.as_bytes())
}

/// What is wrong, with its line.
pub(super) fn problems(refusal: ListRefusal) -> Vec<(u64, What)> {
    match refusal {
        ListRefusal::Lines { problems, .. } => problems.into_iter().map(|p| (p.line, p.what)).collect(),
        other => panic!("no wrong lines but {other:?}"),
    }
}

/// Barcode, Bildnummer, pages and ranges of each document.
pub(super) fn rows(list: &List) -> Vec<(String, String, u32, String)> {
    let ranges = |ranges: &[PageRange]| ranges.iter().map(|r| r.to_string()).collect::<Vec<_>>().join(", ");
    list.documents
        .iter()
        .map(|d| {
            let com_id = d.com_id.as_ref().map_or(String::new(), |id| id.to_string());
            (d.barcode.to_string(), com_id, d.pages, ranges(&d.oversized))
        })
        .collect()
}

pub(super) fn wanted(barcode: &str, com_id: &str, pages: u32, ranges: &str) -> (String, String, u32, String) {
    (barcode.to_owned(), com_id.to_owned(), pages, ranges.to_owned())
}

#[test]
fn the_real_list_reads_whole() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/project/documents.csv");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: ../shared/data/project/documents.csv is absent");
        return;
    };
    let list = read("documents.csv", &bytes).unwrap();
    assert_eq!(list.documents.len(), 1762);
    assert_eq!(list.documents.iter().map(|d| d.pages).sum::<u32>(), 3552);
    let odd = list.documents.iter().find(|d| d.barcode.as_str() == "1427000000051269,").unwrap();
    assert_eq!(odd.com_id.as_ref().unwrap().as_str(), "31000002");
}

#[test]
fn german_and_english_names_delimiters_and_encodings_all_read() {
    let expected =
        [wanted("1427460478555125", "00412063", 20, "8-11, 17"), wanted("1427000000051269,", "", 2, "")];
    let english = "barcode,com_id,pages,oversized\r\n1427460478555125,412063,20,\"8-11, 17\"\r\n\"1427000000051269,\",,2,\r\n";
    let german = "Barcode;Bildnummer;Seitenzahl;Überformate\n1427460478555125;00412063;20;8-11, 17\n1427000000051269,;;2;\n";
    let tabs = "SEITEN\tCOM-ID\tx\tÜberformate\tBarcode\n20\t00412063\t\t8-11 17\t1427460478555125.pdf\n\n2\t\t\t\t1427000000051269,\n";
    let marked = "sep=,\r\nBarcode,COM,Seiten,ranges\r\n=\"1427460478555125\",'00412063,020,'8-11;17\r\n\"1427000000051269,\",,2,\r\n";
    for list in [english, german, tabs, marked] {
        assert_eq!(rows(&text(list).unwrap()), expected, "{list}");
    }
    let (ansi, _, _) = encoding_rs::WINDOWS_1252.encode(german);
    let wide: Vec<u8> = german.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [b"\xff\xfe".as_slice(), &wide].concat();
    let utf8_with_mark = format!("\u{feff}{german}");
    for bytes in [ansi.as_ref(), &wide, &with_mark, utf8_with_mark.as_bytes()] {
        assert_eq!(rows(&read("list.csv", bytes).unwrap()), expected);
    }
}

#[test]
fn a_list_without_image_numbers_says_so_and_reads() {
    let list = text("barcode,pages\n1,2\n2,3\n").unwrap();
    assert_eq!(list.notes, [Note::WithoutComId { documents: 2 }]);
    assert_eq!(list.notes[0].say(Language::German), "Dokumente ohne Bildnummer: 2");
    // A page set added later shares the image number of its base.
    assert_eq!(text("barcode,com,pages\n1427,9,2\n1427_001,,3\n").unwrap().notes, []);
}

#[test]
fn wrong_columns_name_what_is_missing_and_what_is_there() {
    let refusal = text("name,size\nx,1\n").unwrap_err();
    assert_eq!(
        refusal,
        ListRefusal::WrongColumns {
            missing: vec![Column::Barcode, Column::Pages],
            found: vec!["name".to_owned(), "size".to_owned()]
        }
    );
    assert_eq!(refusal.to_string(), "the first row lacks the columns Barcode, pages; found were: name, size");
    assert_eq!(
        refusal.say(Language::German),
        "In der ersten Zeile fehlen die Spalten Barcode, Seiten; gefunden wurden: name, size"
    );
    let twice = text("barcode,pages,Seiten\n1,2,3\n").unwrap_err();
    assert_eq!(twice, ListRefusal::ColumnTwice { column: Column::Pages });
}

#[test]
fn every_wrong_line_is_told_at_once_with_its_number() {
    let list = "barcode,com_id,pages,oversized\n\
                1,1,2,\n\
                1,1,2,\n\
                2,1,0,\n\
                3,1,200000,\n\
                4,1,two,\n\
                \"a/b\",1,2,\n\
                5,4.12,2,\n\
                6,1,,\n\
                ,1,2,\n\
                7,1,5,4-6\n\
                8,1,5,x\n\
                9,1,5,\"3-4,2\"\n\
                \"1,42746E+15\",1,2,\n\
                10,x,-1,\n\
                11,1,99999999999999999999,\n";
    let range = |from, to| PageRange { from, to };
    let expected = vec![
        (3, What::SameBarcode { barcode: "1".into(), first: 2 }),
        (4, What::PagesOutOfBounds("0".into())),
        (5, What::PagesOutOfBounds("200000".into())),
        (6, What::PagesNoNumber("two".into())),
        (7, What::NotABarcode("a/b".into())),
        (8, What::NotAComId("4.12".into())),
        (9, What::PagesMissing),
        (10, What::BarcodeMissing),
        (11, What::RangeOutside(range(4, 6), 5)),
        (12, What::RangesUnreadable("x".into())),
        (13, What::RangesOverlap(range(3, 4), range(2, 2))),
        (14, What::BarcodeNotExact("1,42746E+15".into())),
        (15, What::NotAComId("x".into())),
        (15, What::PagesOutOfBounds("-1".into())),
        (16, What::PagesOutOfBounds("99999999999999999999".into())),
    ];
    let refusal = text(list).unwrap_err();
    for language in [Language::German, Language::English] {
        let sentences = refusal.sentences(language);
        assert_eq!(sentences.len(), 15);
        assert!(sentences.iter().all(|sentence| !sentence.contains('\n')));
    }
    assert_eq!(refusal.sentences(Language::German)[0], "Zeile 3: der Barcode 1 steht schon in Zeile 2");
    assert_eq!(problems(refusal), expected);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for end in ["\n", "\r\n", "\r"] {
        let list = ["barcode,pages", "1,x", "", "\"2\",2", "3,y"].join(end);
        let lines: Vec<u64> = problems(text(&list).unwrap_err()).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 5], "{end:?}");
    }
}

#[test]
fn after_twenty_wrong_lines_the_rest_is_counted() {
    let list: String = (0..1000).map(|i| format!("{i},0\n")).collect();
    let refusal = text(&format!("barcode,pages\n{list}")).unwrap_err();
    let sentences = refusal.sentences(Language::English);
    assert_eq!(sentences.len(), 21);
    assert_eq!(sentences[20], "980 more lines are wrong");
    assert!(
        refusal.to_string().starts_with("1,000 lines are wrong: line 2: the page count 0 is not between")
    );
}

#[test]
fn what_is_empty_or_no_list_is_said() {
    for empty in ["", "\n\n", "\u{feff}", "barcode,pages\n", "barcode,pages\n,\n"] {
        assert_eq!(text(empty).unwrap_err(), ListRefusal::Empty, "{empty:?}");
    }
    let not = |bytes: &[u8]| read("photo.jpg", bytes).unwrap_err();
    for bytes in [
        b"%PDF-1.7\n".as_slice(),
        b"<html>",
        b"\x89PNG\r\n\x1a\n\0\0\0\x0d",
        b"\x00\x01\x02",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
    ] {
        assert_eq!(not(bytes), ListRefusal::NotAList { name: "photo.jpg".into() }, "{bytes:?}");
    }
    let big = vec![b' '; 32 * 1024 * 1024 + 1];
    assert_eq!(not(&big).to_string(), "the list has 33 MiB, at most 32 MiB are read");
}

#[test]
fn the_largest_list_reads_and_one_more_is_refused() {
    let list = |count: u32| -> String {
        std::iter::once("barcode,pages\n".to_owned()).chain((0..count).map(|i| format!("{i},1\n"))).collect()
    };
    assert_eq!(text(&list(100_000)).unwrap().documents.len(), 100_000);
    assert_eq!(text(&list(100_001)).unwrap_err(), ListRefusal::TooManyRows { most: 100_000 });
}

#[test]
fn a_com_list_adds_to_a_list_but_is_none() {
    let com = b"1427460478555125;412063\n1427460478555126;412064\n9;1\n";
    assert_eq!(read("com.csv", com).unwrap_err(), ListRefusal::ComListAlone);
    let named = b"Barcode;Bildnummer\n1427460478555125;412063\n1427460478555126;412064\n9;1\n";
    assert_eq!(read("com.csv", named).unwrap_err(), ListRefusal::ComListAlone);
    let pairs = read_com_list("com.csv", com).unwrap();
    assert_eq!(pairs, read_com_list("com.csv", named).unwrap());
    assert_eq!(pairs[0], (Barcode::parse("1427460478555125").unwrap(), ComId::parse("00412063").unwrap()));

    let mut documents = text("barcode,pages\n1427460478555125,2\n77,3\n").unwrap().documents;
    let notes = merge_com_ids(&mut documents, &pairs);
    assert_eq!(documents[0].com_id.as_ref().unwrap().as_str(), "00412063");
    assert_eq!(notes, [Note::WithoutComId { documents: 1 }, Note::UnknownBarcodes { barcodes: 2 }]);
}

#[test]
fn a_com_list_that_contradicts_itself_is_refused() {
    let refusal = read_com_list("com.csv", b"barcode;com\n1;1\n1;1\n1;2\n").unwrap_err();
    assert_eq!(problems(refusal), [(4, What::OtherComId { barcode: "1".into(), first: 2 })]);
    assert!(matches!(read_com_list("com.csv", b"a;b\n1;1\n"), Err(ListRefusal::WrongColumns { .. })));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), start in 0_usize..5) {
        let starts: [&[u8]; 5] = [b"", b"PK\x03\x04", &super::legacy::MAGIC, b"barcode,pages\n", b"\xff\xfe"];
        let bytes = [starts[start], &bytes].concat();
        let _ = read("x", &bytes).map_err(|refusal| refusal.to_string());
        let _ = read_com_list("x", &bytes);
    }
}

#[test]
fn a_film_log_is_told_where_it_belongs() {
    let record = "X:\\RRD123-2025_OU_Certificates\\.output\\10000008\\1427300000000000.pdf:";
    let log: String = (1..=3).map(|page| format!("{record}{page}")).collect();
    let bytes: Vec<u8> =
        std::iter::once(0xfeff).chain(log.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let name = "10000008.LOG".to_owned();
    let refusal = read(&name, &bytes).unwrap_err();
    assert_eq!(refusal, ListRefusal::FilmLog { name: name.clone() });
    assert!(refusal.say(Language::English).contains("it belongs on the page of the roll"));
    assert_eq!(read_com_list(&name, log.as_bytes()).unwrap_err(), ListRefusal::FilmLog { name });
    let descriptor = b"[INFO]\r\nIMAGECOUNT=3\r\nLASTFILEINDEX=2\r\n";
    assert!(matches!(read("10000008.desc", descriptor).unwrap_err(), ListRefusal::Descriptor { .. }));
}

//! Stories of files of the machine, whole, odd and broken.

use super::builders::{read_descriptor, read_log, utf16, written};
use super::{Descriptor, EvidenceFile, HandoffLog, LogSummary, Unreadable, read};
use crate::words::{Language, Say};

const A: &str = r"X:\RRD123-2025_OU_Certificates\.output\10000024\1427663190254871.pdf";
const B: &str = r"\\filmer\data\RRD123-2025_OU_Prüfpläne\.output\10000024\1427318822604519.PDF";

fn handoff(name: &str, bytes: &[u8]) -> HandoffLog {
    match read(Some(name), bytes) {
        Ok(EvidenceFile::Handoff(log)) => log,
        other => panic!("{name} is no handoff log: {other:?}"),
    }
}

#[test]
fn records_follow_each_other_without_separators() {
    let log = read_log("10000024.LOG", &written([(A, 1), (A, 12), (B, 1), (A, 1), (A, 1)]));
    assert_eq!(log.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), [A, B]);
    let records: Vec<_> = log.records.iter().map(|record| (record.file, record.page)).collect();
    assert_eq!(records, [(0, 1), (0, 12), (1, 1), (0, 1), (0, 1)]);
    assert_eq!((log.net().count(), log.torn, log.number.as_deref()), (4, false, Some("10000024")));
    assert_eq!(log.files[1].folder(), Some("10000024"));
    assert_eq!(log.files[1].project(), Some("RRD123-2025_OU_Prüfpläne"));
    assert_eq!(log.files[1].barcode(), Some("1427318822604519"));
}

#[test]
fn a_log_reads_alike_in_every_encoding() {
    let text = format!("{A}:1{B}:7{B}:8");
    let utf8 = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let cp1252: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let lines = text.replace(":7", ":7\r\n");
    let whole = read_log("1.log", &utf16(&text));
    for bytes in [utf8, text.clone().into_bytes(), cp1252, utf16(&lines), utf16(&text)[2..].to_vec()] {
        assert_eq!(read_log("1.log", &bytes), whole);
    }
}

#[test]
fn a_torn_log_keeps_its_whole_records() {
    let whole = written([(A, 1), (A, 2)]);
    for cut in [1, 2, 3, 6, 20, 41] {
        let log = read_log("1.LOG", &whole[..whole.len() - cut]);
        assert_eq!(log.records.len(), 1, "{cut} bytes cut");
        assert!(log.torn, "{cut} bytes cut");
    }
    assert_eq!(read(None, &utf16(A)), Err(Unreadable::BreaksOff));
    assert_eq!(read(Some("1.LOG"), b"\xff\xfeX"), Err(Unreadable::NoEvidence));
    assert_eq!(read(Some("1.LOG"), b"\xff\xfe\0"), Err(Unreadable::BreaksOff));
}

#[test]
fn frames_of_another_folder_or_project_are_foreign() {
    let summary = |name, records: &[(&str, u32)]| read_log(name, &written(records.iter().copied())).summary();
    let other = r"X:\RRD374-2023_OU_Part Lists\PDFs\1427548299317873.pdf";
    let focus = r"C:\SMA\Focus.tif";
    let clean = summary("10000024.LOG", &[(focus, 1), (A, 1), (A, 2), (A, 2)]);
    let expected = LogSummary {
        number: Some("10000024".into()),
        records: 4,
        net: 3,
        distinct: 3,
        documents: 1,
        passes: vec![3],
        projects: vec!["RRD123-2025_OU_Certificates".into()],
        foreign: 0,
    };
    assert_eq!(clean, expected);
    let mixed = summary("10000024.LOG", &[(other, 1), (other, 2), (A, 1), (other, 1), (A, 1)]);
    assert_eq!((mixed.foreign, mixed.passes), (3, vec![3, 2]));
    assert_eq!(mixed.projects, ["RRD374-2023_OU_Part Lists", "RRD123-2025_OU_Certificates"]);
    assert_eq!(summary("10000025.LOG", &[(A, 1)]).foreign, 1);
    assert_eq!(summary("filmed.LOG", &[(A, 1)]).foreign, 0, "without a number only the project counts");
}

#[test]
fn a_descriptor_keeps_what_it_knows() {
    let text = "[UNICODE]\r\n[INFO]\r\nLASTFILE=X:\\a\\b.pdf\r\nLASTFILEINDEX=2895\r\nFIRSTFILE=X:\\a\\a.pdf\r\n\
                FIRSTFILEINDEX=0\r\nIMAGECOUNT=2896\r\nCONTINUATION=1\r\nCOLOUR=no\r\n";
    let expected = Descriptor {
        number: Some("10000062".into()),
        last_file: Some(r"X:\a\b.pdf".into()),
        last_file_index: Some(2895),
        first_file: Some(r"X:\a\a.pdf".into()),
        first_file_index: Some(0),
        image_count: Some(2896),
        frame_count: None,
        continuation: Some(true),
    };
    assert_eq!(read_descriptor(r"C:\ROLLDESCS\10000062.desc", &utf16(text)), expected);
    assert_eq!(read_descriptor("10000062.desc", text.as_bytes()), expected);
    let json = serde_json::to_value(&expected).unwrap();
    assert_eq!((&json["image_count"], &json["continuation"]), (&2896.into(), &true.into()));
}

#[test]
fn the_twenty_four_byte_descriptor_is_survived() {
    let descriptor = read_descriptor("109.desc", b"\xff\xfe[INFO]\nCONTINUATION=1\n");
    assert_eq!((descriptor.number.as_deref(), descriptor.continuation), (Some("109"), Some(true)));
}

#[test]
fn older_descriptors_are_read_too() {
    let ini = read_descriptor("430184.Ini", b"FRAMECOUNT=2487\r\nFIRSTFILE=a.pdf\r\nIMAGECOUNT=2485\r\n");
    assert_eq!((ini.frame_count, ini.image_count), (Some(2487), Some(2485)));
    let text = "erste Datei auf Film=a.pdf\r\nletzte Datei auf Film=b.pdf\r\n# belichteter Frames=2\r\n\
                Datum/Uhrzeit=14.02.2025 14:24:54\r\n";
    let variant = read_descriptor("7.txt", text.as_bytes());
    assert_eq!(variant.first_file.as_deref(), Some("a.pdf"));
    assert_eq!((variant.last_file.as_deref(), variant.image_count), (Some("b.pdf"), Some(2)));
}

#[test]
fn a_german_handoff_log_is_read() {
    let text = "Rollennummer=430184\r\nDatum/Zeit=07.03.2025 10:30:04\r\nBenutzer=user1\r\n\
                1427205518846037.pdf;0-50-1;0,10;1\r\n1427205518846037.pdf;0-50-2;0,11;2\r\n\
                1427771924063385.pdf;0-51-1;28,99;1";
    let summary = handoff("x.txt", &utf16(text)).summary();
    assert_eq!(summary.number.as_deref(), Some("430184"));
    assert_eq!(summary.time.as_deref(), Some("2025-03-07T10:30:04"));
    assert_eq!((summary.user.as_deref(), summary.computer), (Some("user1"), None));
    assert_eq!((summary.rows, summary.documents, summary.unread_lines), (3, 2, 0));
    assert_eq!((summary.first_index, summary.last_index), (Some(50), Some(51)));
    assert_eq!((summary.from_position_mm, summary.to_position_mm), (Some(100), Some(28_990)));
    assert_eq!(summary.blip_pages_from, Some(1));
}

#[test]
fn an_american_handoff_log_is_read() {
    let text = "Rollennummer=10000001\r\nDatum/Zeit=5/21/2025 1:38:58 PM\r\nBenutzer=user1\r\n\
                Computer=MICROFILM\r\n1427849360117526.pdf;0-1-0;0.00;1\r\n1427849360117526.pdf;0-1-1;0.042;2\r\n";
    let summary = handoff("x.txt", text.as_bytes()).summary();
    assert_eq!(summary.time.as_deref(), Some("2025-05-21T13:38:58"));
    assert_eq!(summary.computer.as_deref(), Some("MICROFILM"));
    assert_eq!((summary.to_position_mm, summary.blip_pages_from), (Some(42), Some(0)));
}

#[test]
fn a_handoff_log_without_header_takes_the_number_of_its_name() {
    let log = handoff("430199.txt", b"X:\\a;b\\c.pdf;0-1-1;0,00;1\r\nc.pdf;0-1-2;0,01;2");
    assert_eq!((log.number.as_deref(), log.rows.len()), (Some("430199"), 2));
    assert_eq!(log.files, [r"X:\a;b\c.pdf", "c.pdf"]);
    let midnight = handoff("1.txt", b"Datum/Zeit=5/21/2025 12:00:00 AM\nc.pdf;0-1-2;0,01;2");
    assert_eq!(midnight.time.as_deref(), Some("2025-05-21T00:00:00"));
    let odd = handoff("1.txt", b"Datum/Zeit=yesterday\nc.pdf;0-1-2;0,01;2\n???");
    assert_eq!((odd.time.as_deref(), odd.unread_lines), (Some("yesterday"), 1));
}

#[test]
fn an_empty_file_is_what_its_name_says() {
    assert_eq!(read_log("10000001.LOG", b"").summary().net, 0);
    assert_eq!(read_descriptor("10000001.desc", b"\xff\xfe").number.as_deref(), Some("10000001"));
    assert_eq!(read(Some("10000001.txt"), b" \r\n"), Err(Unreadable::Empty));
    assert_eq!(read(None, b""), Err(Unreadable::Empty));
}

#[test]
fn other_bytes_are_refused_in_one_sentence() {
    let pdf: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj";
    let list: &[u8] = b"barcode,com_id,pages\r\n1427000000000085,31000003,2\r\n";
    for bytes in [pdf, list, b"PK\x03\x04", b"\xff", b"a=b", b":1:2:3"] {
        assert_eq!(read(Some("10000008.LOG"), bytes), Err(Unreadable::NoEvidence), "{bytes:?}");
    }
    assert!(Unreadable::NoEvidence.say(Language::English).contains("bring the .LOG, .desc or .txt"));
    assert!(Unreadable::NoEvidence.say(Language::German).starts_with("Diese Bytes sind kein Filmprotokoll"));
}

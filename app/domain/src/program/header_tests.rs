//! Headers as they stand in the shop's files, by name, and how each is read.

use super::header::{Content, Oddity, read, renumber};
use super::lines::{Encoding, LineEnds};
use super::number::ProgramNumber;
use super::reading::ReadProgram;

const CODE: &str = "\nG00 G53 X-11. Z-13. (TOOL CHANGE POS.)\nG50 S2800 (MAX RPM)\nM30\n%";

fn file(head: &str) -> Vec<u8> {
    [head, CODE].concat().into_bytes()
}

/// Number, line, title, round size, strictness, and what is odd.
type Row = (u32, u32, &'static str, &'static str, bool, &'static [Oddity]);

fn assert_reads(name: &str, head: &str, expected: Row) {
    let bytes = file(head);
    let program = ReadProgram::read(name, &bytes);
    let o_line = program.header.o_line.as_ref().unwrap_or_else(|| panic!("{name} has no O-line"));
    let size = program.size().map_or("-".to_owned(), |size| size.to_string());
    let read = (
        o_line.number.unwrap().value(),
        o_line.line,
        o_line.title.as_deref().unwrap_or("-"),
        size.as_str(),
        o_line.strict,
        program.header.oddities.as_slice(),
    );
    assert_eq!(read, expected, "{name}");
}

#[test]
fn the_usual_headers_read_as_they_are() {
    let title = "5.75IN DIA 70.3/70.3 1.25IN HC";
    assert_reads(
        "o58502.nc",
        &format!("%\nO58502 ({title})\n\n\n(SAW 1.78)"),
        (58_502, 2, title, "5.75", true, &[]),
    );
    let title = "7.5 IN 67.1- 110MM 1.25 HC";
    assert_reads(
        "o75101.nc",
        &format!("\n%\nO75101 ({title})\n(GOOD)"),
        (75_101, 3, title, "7.5", true, &[]),
    );
    let title = "6.25 DIA 60MM ID .75 IS 2PC";
    assert_reads(
        "o00306.nc",
        &format!("%\nO00306 ({title})\n\n(ring  side)"),
        (306, 2, title, "6.25", true, &[]),
    );
    let title = "10.25IN DIA 125.1/170 1.5 HC 1.5";
    assert_reads("o10294.nc", &format!("%\nO10294 ({title})"), (10_294, 2, title, "10.25", true, &[]));
    let title = "13.0 116.7IN/220MM 4.0 HC 1.5";
    assert_reads("o13079.nc", &format!("\n%\nO13079 ({title})"), (13_079, 3, title, "13.0", true, &[]));
    let title = "8IN 121.3MM 3.5 STEEL HCS-1";
    assert_reads("o80000.nc", &format!("\n%\nO80000 ({title}) "), (80_000, 3, title, "8.0", true, &[]));
    let title = "5.75IN DIA 70.3/70.3 ID 0.50 HC";
    let head = "%\nO59902 (5.75IN DIA 70.3/70.3 ID 0.50 HC )\n(MADE OFF OF o70210)";
    assert_reads("o59902.nc", head, (59_902, 2, title, "5.75", true, &[]));
}

#[test]
fn the_odd_headers_read_all_the_same() {
    let title = "7IN DIA 110/107MM 0.40\" STEEP ID 1.0 THK --2PC, Pairs w/o74035";
    assert_reads("o70303.nc", &format!("\n%\no70303 ({title} )"), (70_303, 3, title, "7.0", true, &[]));
    let title = "7.0 IN DIA 73MM ID 1.0 THK";
    let hidden = &[Oddity::OnPercentLine];
    assert_reads("o73887.nc", &format!("% O73085 ({title} ) "), (73_085, 1, title, "7.0", false, hidden));
    let title = "6.25 IN 67.1 INNER  1.0 2PC";
    assert_reads(
        "o2822.nc",
        &format!("%\no2822 ({title})"),
        (2_822, 2, title, "6.25", true, &[Oddity::FourDigits]),
    );
    let title = "CUT LATHE SOFT JAWS";
    assert_reads(
        "o99001.nc",
        &format!("%\nO99001 ({title})\n\n\n(10 INCH CHUCK)"),
        (99_001, 2, title, "-", true, &[]),
    );
    let title = "7IN DIA 110MM ID 1.25 THK --2PC";
    let mark = &[Oddity::ByteOrderMark];
    assert_reads("o72975.nc", &format!("\u{feff}%\no72975 ({title})"), (72_975, 2, title, "7.0", true, mark));
    let title = "6.00 DIA 66.6MM/72.56M  1.0 HC";
    let tight = &[Oddity::NoBlankBeforeTitle];
    let head = format!("%\no60356({title})\n(o61076 ORIGINAL)");
    assert_reads("o60356.nc", &head, (60_356, 2, title, "6.0", true, tight));
    let second = &[Oddity::SecondParenthesis];
    let head = "\n%\nO09609 (REMAKE) (9.5IN DIA 154.2/154.2 ID .5 HC)";
    assert_reads("o09609.nc", head, (9_609, 3, "REMAKE", "-", true, second));
    assert_reads(
        "cut.nc",
        "%\nO75101 (7.5 IN",
        (75_101, 2, "7.5 IN", "7.5", true, &[Oddity::TitleNotClosed]),
    );
}

#[test]
fn a_file_of_nothing_says_so() {
    let header = read(b"%\nO00000 \n\n%");
    assert_eq!(header.number().map(ProgramNumber::value), Some(0));
    assert_eq!((header.title(), header.oddities.as_slice()), (None, &[Oddity::NoTitle][..]));
    for (bytes, content) in [
        (vec![], Content::Empty),
        (b" \r\n\n".to_vec(), Content::Empty),
        (vec![0xff; 1295], Content::Dead { byte: 0xff }),
        (vec![0; 64], Content::Dead { byte: 0 }),
        (b"%%%".to_vec(), Content::Alive),
        (b"FOLDER SCAN REPORT\n".to_vec(), Content::Alive),
    ] {
        let header = read(&bytes);
        assert_eq!((header.content, header.number()), (content, None));
        assert_eq!(renumber(&bytes, ProgramNumber::from_value(1).unwrap()), None);
    }
}

#[test]
fn a_number_is_looked_for_in_the_first_ten_lines_only() {
    let at = |line: usize| read(format!("{}O12345 (A)\n", "(X)\n".repeat(line - 1)).as_bytes());
    assert_eq!(at(10).o_line.unwrap().line, 10);
    assert_eq!(at(11).o_line, None);
    assert_eq!(at(11).oddities, [Oddity::NumberLineTooLate { line: 11 }]);
    let two = read(b"%\nO12345 (A)\nG00\nO12346 (B)\n");
    assert_eq!(two.oddities, [Oddity::MoreNumberLines { count: 1 }]);
    assert_eq!(read(b"%\nO123 (A)\n").o_line, None);
    let six = read(b"%\nO123456 (A)\n");
    assert_eq!((six.number(), six.oddities.as_slice()), (None, &[Oddity::TooManyDigits][..]));
}

#[test]
fn line_ends_and_encodings_are_told_apart_and_kept() {
    let new = ProgramNumber::from_value(75_102).unwrap();
    for (bytes, encoding, ends, written) in [
        (
            &b"%\r\nO75101 (7.5IN)\r\nM30\r\n"[..],
            Encoding::Ascii,
            LineEnds::CrLf,
            &b"%\r\nO75102 (7.5IN)\r\nM30\r\n"[..],
        ),
        (b"%\ro2822(6.25 IN)\r", Encoding::Ascii, LineEnds::Cr, b"%\ro75102(6.25 IN)\r"),
        (b"%\nO75101 (\xd8 7.5)\n\xff", Encoding::Undecodable, LineEnds::Lf, b"%\nO75102 (\xd8 7.5)\n\xff"),
        (b"\xef\xbb\xbf% O75101", Encoding::Utf8Marked, LineEnds::None, b"\xef\xbb\xbf% O75102"),
        (b"\xef\xbb\xbfO75101\n", Encoding::Utf8Marked, LineEnds::Lf, b"\xef\xbb\xbfO75102\n"),
        (b"%\n O75101 (\xc3\x98)\r\n", Encoding::Utf8, LineEnds::Mixed, b"%\n O75102 (\xc3\x98)\r\n"),
    ] {
        let header = read(bytes);
        assert_eq!((header.encoding, header.line_ends), (encoding, ends), "{bytes:?}");
        assert_eq!(renumber(bytes, new).as_deref(), Some(written), "{bytes:?}");
    }
}

//! What a hand scanner or a hurried hand puts into a field, as the lab writes it: line ends, the scanner's own marks,
//! foreign dashes and stray blanks are no part of a name.

use crate::code::Misread;
use crate::id::{ReelId, TempRollId};
use crate::number::FilmNumber;

/// The most a name can be long.
const LONGEST: usize = 120;

/// The text without what a scanner adds: a line end or a tab, the symbology's mark in front (`]C1`), the stars around a
/// Code 39, and dashes other than the plain one.
pub fn cleaned(text: &str) -> String {
    let plain = |character: char| match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Some('-'),
        '\u{feff}' | '\u{200b}'..='\u{200f}' => None,
        _ if character.is_control() || character.is_whitespace() => Some(' '),
        _ => Some(character),
    };
    let text: String = text.chars().filter_map(plain).take(LONGEST).collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    let bare = match text.as_bytes() {
        [b']', letter, digit, rest @ ..]
            if letter.is_ascii_alphabetic() && digit.is_ascii_digit() && !rest.is_empty() =>
        {
            &text[3..]
        }
        _ => &text,
    };
    bare.trim_matches(['*', ' ']).to_owned()
}

/// Digits that were written in groups, `1000 0136` or `1427-4604-7855-5125`; none where it is not digits alone.
pub fn digits(text: &str) -> Option<String> {
    let digits: String = cleaned(text).chars().filter(|each| !matches!(each, ' ' | '-' | '.')).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A film number, however its digits are grouped, with its check digits or without.
pub fn number(text: &str) -> Option<FilmNumber> {
    FilmNumber::read(&digits(text)?).ok()
}

/// `T-0087`, `t87` or `T 0087`, or with check digits as bars have it; not a bare 87, which may be anything.
pub fn tag(text: &str) -> Option<TempRollId> {
    let text = cleaned(text).replace(' ', "");
    text.starts_with(['T', 't']).then(|| TempRollId::read(&text).ok()).flatten()
}

/// `R-0219`, `r219` or `R 0219`.
pub fn reel(text: &str) -> Option<ReelId> {
    let text = cleaned(text);
    let digits = text.strip_prefix(['R', 'r'])?.trim_start_matches(['-', ' ']);
    digits.parse().ok().map(ReelId::new)
}

/// `RRD123-2025`, also where it was written `rrd 123/2025`; a part behind it (`-03`) is kept.
pub fn archive_id(text: &str) -> Option<String> {
    let text = cleaned(text).to_ascii_uppercase();
    let rest = text.strip_prefix("RRD")?;
    let parts: Vec<&str> = rest.split([' ', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let digits =
        |part: &str, many: usize| part.len() == many && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [number, year] if digits(number, 3) && digits(year, 4) => Some(format!("RRD{number}-{year}")),
        [number, year, part] if digits(number, 3) && digits(year, 4) && digits(part, 2) => {
            Some(format!("RRD{number}-{year}-{part}"))
        }
        _ => None,
    }
}

/// Tags as they were scanned, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Each once, in the order of the first scan.
    pub tags: Vec<TempRollId>,
    pub twice: Vec<TempRollId>,
    /// What is no tag, and what the scanner misread.
    pub misread: Vec<Misread>,
}

/// Reads tags parted by line ends, blanks, commas or semicolons.
pub fn tally(text: &str) -> Tally {
    let mut tally = Tally::default();
    let parts = text.split([',', ';', ' ', '\n', '\r', '\t']).filter(|part| !part.is_empty());
    for part in parts {
        match TempRollId::read(&cleaned(part)) {
            Err(misread) => tally.misread.push(misread),
            Ok(tag) if !tally.tags.contains(&tag) => tally.tags.push(tag),
            Ok(tag) if !tally.twice.contains(&tag) => tally.twice.push(tag),
            Ok(_) => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_was_scanned_twice_is_said_once() {
        let tally = tally("T-0001\r\nt2\nT-0001\nT-0001\n10000005x\n3,");
        assert_eq!(tally.tags, [1, 2, 3].map(TempRollId::new));
        assert_eq!(tally.twice, [TempRollId::new(1)]);
        assert_eq!(tally.misread, [Misread::NoTag("10000005x".to_owned())]);
    }

    #[test]
    fn a_scanner_may_end_a_line_and_mark_its_code() {
        for scanned in ["10000136\r\n", "10000136\t", "]C110000136", "*10000136*", "\u{feff} 10000136 "] {
            assert_eq!(cleaned(scanned), "10000136", "{scanned:?}");
        }
        assert_eq!(cleaned("RRD123\u{2013}2025_OU_16_01\n"), "RRD123-2025_OU_16_01");
        assert_eq!(cleaned("  Manuals   2025 "), "Manuals 2025");
        assert_eq!(cleaned("\r\n"), "");
    }

    #[test]
    fn a_number_may_be_grouped() {
        for text in ["10000136", "1000 0136", "1000-0136\r", "1 000 0136"] {
            assert_eq!(number(text).map(|number| number.to_string()).as_deref(), Some("10000136"), "{text}");
        }
        assert_eq!(digits("1427-4604-7855-5125").as_deref(), Some("1427460478555125"));
        for none in ["", "-", "1427460478555125_001", "T-0087"] {
            assert_eq!(digits(none), None, "{none}");
        }
    }

    #[test]
    fn check_digits_are_read_and_kept_to() {
        let (label, piece) = (number("10000136").unwrap(), TempRollId::new(87));
        assert_eq!(number(&format!("]C1{}\r\n", label.code())), Some(label));
        assert_eq!(number("1000013645"), None, "the right ones are 44");
        assert_eq!(tag(&format!("*{}*", piece.code())), Some(piece));
    }

    #[test]
    fn a_tag_is_read_with_or_without_its_dash() {
        for text in ["T-0087", "t87", "T 0087", "T\u{2013}0087\r\n", "]d2T-0087"] {
            assert_eq!(tag(text), Some(TempRollId::new(87)), "{text}");
        }
        assert_eq!((tag("87"), tag("T-"), tag("Tor 7"), tag("")), (None, None, None, None));
        assert_eq!(reel("r 219"), Some(ReelId::new(219)));
    }

    #[test]
    fn an_archive_id_is_read_as_it_is_spoken() {
        assert_eq!(archive_id("rrd 123/2025").as_deref(), Some("RRD123-2025"));
        assert_eq!(archive_id("RRD123-2025-03\n").as_deref(), Some("RRD123-2025-03"));
        assert_eq!(archive_id("RRD123-2025_OU_16_01"), None, "that is a roll");
        assert_eq!(archive_id("RRD12-2025"), None);
    }
}

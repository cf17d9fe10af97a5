//! Codes of labels and tags: a number or a tag as bars carry it and a scanner types it, with two check digits.
//!
//! `10000136` is printed as `1000013644`, `T-0087` as `T008724`. The check digits are those of ISO/IEC 7064,
//! MOD 97-10, as in an IBAN: 97 is prime and ten is one of its primitive roots, so every single wrong digit and every
//! swap of two digits is found. They are digits, and the code has no hyphen, because a scanner set to an English
//! keyboard types `ß` for a hyphen and `z` for a `y` on a German computer.

use crate::id::TempRollId;
use crate::number::FilmNumber;
use crate::view::scanned::cleaned;
use crate::words::{Language, Say};

/// What was typed or scanned is not what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    NoNumber(String),
    NoTag(String),
    /// It has the form of a code, but its check digits say that a digit is wrong.
    CheckDiffers(String),
}

impl Misread {
    /// The rule's name, stable for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoNumber(_) => "not_a_number",
            Self::NoTag(_) => "not_a_tag",
            Self::CheckDiffers(_) => "check_differs",
        }
    }
}

impl Say for Misread {
    fn say(&self, language: Language) -> String {
        match self {
            Self::NoNumber(text) => language.pick(
                format!("`{text}` ist keine Filmnummer: acht Ziffern, die erste 1, 2 oder 3, wie 10000136."),
                format!(
                    "`{text}` is no film number: eight digits are needed, the first 1, 2 or 3, such as 10000136."
                ),
            ),
            Self::NoTag(text) => language.pick(
                format!("`{text}` ist kein Etikett eines Restfilms: nötig ist eines wie T-0087."),
                format!("`{text}` is no tag of a temp roll: one such as T-0087 is needed."),
            ),
            Self::CheckDiffers(text) => language.pick(
                format!(
                    "`{text}` ist falsch gelesen, die Prüfziffern passen nicht: noch einmal scannen, oder die Nummer ohne Prüfziffern eintippen."
                ),
                format!(
                    "`{text}` is misread, its check digits do not fit: scan it again, or type the number without them."
                ),
            ),
        }
    }
}

impl FilmNumber {
    /// As the bars of a label carry it: the number and its check digits.
    pub fn code(self) -> String {
        with_check(self.to_string())
    }

    /// What a person typed, `10000136`, or a scanner, `1000013644`.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let text = cleaned(text);
        let text = text.as_str();
        let plain = match coded(text, 10, "") {
            Some(Ok(plain)) => plain,
            Some(Err(misread)) => return Err(misread),
            None => text.to_owned(),
        };
        Self::parse(&plain).map_err(|error| Misread::NoNumber(error.0))
    }
}

impl TempRollId {
    /// As the bars of a tag carry it. Digits come in pairs, because bars carry them so.
    pub fn code(self) -> String {
        let digits = self.get().to_string().len().max(4).next_multiple_of(2);
        with_check(format!("T{:0digits$}", self.get()))
    }

    /// What a person typed, `T-0087`, `t-87` or `87`, or a scanner, `T008724`.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let text = cleaned(text);
        let text = text.as_str();
        let plain = match coded(text, 6, "T") {
            Some(Ok(plain)) => plain,
            Some(Err(misread)) => return Err(misread),
            None => text.to_owned(),
        };
        let digits = plain.strip_prefix(['T', 't']).map(|tag| tag.strip_prefix('-').unwrap_or(tag));
        Self::parse_label(digits.unwrap_or(&plain)).ok_or_else(|| Misread::NoTag(shortened(text)))
    }
}

/// Of a text that has the form of a code: what it says without its check digits, or that they do not fit. Codes have
/// an even number of digits after their letter, `least` of them or more; a number has exactly so many.
fn coded(text: &str, least: usize, letter: &str) -> Option<Result<String, Misread>> {
    let code = text.replace(' ', "").to_ascii_uppercase();
    let digits = code.strip_prefix(letter)?;
    let right_length = if letter.is_empty() { digits.len() == least } else { digits.len() >= least };
    let is_code = right_length
        && digits.len() <= 24
        && digits.len().is_multiple_of(2)
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| {
        let plain = &code[..code.len() - 2];
        let fits = with_check(plain.to_owned()) == code;
        if fits { Ok(plain.to_owned()) } else { Err(Misread::CheckDiffers(shortened(text))) }
    })
}

fn with_check(plain: String) -> String {
    let check = 98 - remainder(&plain) * 100 % 97;
    format!("{plain}{check:02}")
}

/// The remainder of the text as one number divided by 97; a letter counts as two digits, `T` as 29.
fn remainder(text: &str) -> u32 {
    text.chars().filter_map(|c| c.to_digit(36)).fold(0, |sum, value| {
        let shifted = if value < 10 { sum * 10 } else { sum * 100 };
        (shifted + value) % 97
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> FilmNumber {
        FilmNumber::parse(text).unwrap()
    }

    #[test]
    fn the_check_digits_are_those_of_the_standard() {
        // The check digits of the IBAN that the standard for it, ISO 13616, gives as an example:
        // GB82 WEST 1234 5698 7654 32, rearranged as it asks.
        assert_eq!(with_check("WEST12345698765432GB".to_owned()), "WEST12345698765432GB82");
        // ISO/IEC 7064 itself: 794 has 44.
        assert_eq!(with_check("794".to_owned()), "79444");
    }

    #[test]
    fn a_number_is_read_with_and_without_its_check_digits() {
        let code = number("10000136").code();
        assert_eq!(code.len(), 10);
        assert_eq!(FilmNumber::read(&code), Ok(number("10000136")));
        assert_eq!(FilmNumber::read(&format!(" {} {}\n", &code[..8], &code[8..])), Ok(number("10000136")));
        assert_eq!(FilmNumber::read("10000136"), Ok(number("10000136")));
        assert_eq!(
            FilmNumber::read(&format!("]C1{code}\r\n")),
            Ok(number("10000136")),
            "the scanner's own marks"
        );
        assert_eq!(FilmNumber::read("100000136"), Err(Misread::NoNumber("100000136".to_owned())));
        assert_eq!(FilmNumber::read("T-0087"), Err(Misread::NoNumber("T-0087".to_owned())));
    }

    #[test]
    fn a_tag_is_read_as_it_is_written_and_as_it_is_scanned() {
        let tag = TempRollId::new(87);
        for text in ["T-0087", "t-87", "87", "T0087", &tag.code(), &tag.code().to_lowercase()] {
            assert_eq!(TempRollId::read(text), Ok(tag), "{text}");
        }
        for id in [1, 9_999, 10_000, 1_234_567] {
            let tag = TempRollId::new(id);
            assert_eq!(TempRollId::read(&tag.code()), Ok(tag), "{}", tag.code());
        }
        assert_eq!(TempRollId::read("R-0001"), Err(Misread::NoTag("R-0001".to_owned())));
    }

    #[test]
    fn a_misread_code_is_refused_in_words() {
        let code = TempRollId::new(87).code();
        let wrong = code.replace("0087", "0081");
        let misread = TempRollId::read(&wrong).unwrap_err();
        assert_eq!(misread, Misread::CheckDiffers(wrong.clone()));
        assert_eq!(
            misread.say(Language::English),
            format!(
                "`{wrong}` is misread, its check digits do not fit: scan it again, or type the number without them."
            )
        );
    }

    proptest! {
        #[test]
        fn no_wrong_digit_and_no_swap_passes(value in 1u32..10_000_000, at in 0usize..10, other in 0usize..10, digit in 0u8..10) {
            let code = FilmNumber::from_value(10_000_000 + value).unwrap().code();
            let mut wrong = code.clone().into_bytes();
            wrong[at] = b'0' + digit;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(FilmNumber::read(&wrong).is_ok(), wrong == code, "{}", wrong);
            let mut swapped = code.clone().into_bytes();
            swapped.swap(at, other);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assert_eq!(FilmNumber::read(&swapped).is_ok(), swapped == code, "{}", swapped);
        }
    }
}

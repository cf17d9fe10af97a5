//! The number under which a lathe finds a program.

use serde::{Deserialize, Serialize};

/// The highest program number: the control reads five digits.
pub const LAST: u32 = 99_999;

/// Every number there is, `O00000` to `O99999`: 13 ranges with 98,001 numbers, and what lies outside them.
pub const SPACE: u32 = LAST + 1;

/// A program number, such as `O62500`: the letter O and five digits. Inside a file it may be written with four digits
/// or in lower case; it is the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProgramNumber(u32);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no program number: the letter O and up to five digits are needed, such as O62500")]
pub struct NotAProgramNumber(pub String);

impl ProgramNumber {
    /// Reads `O62500`, `o62500`, `62500` and `O2822`: one to five digits.
    pub fn parse(text: &str) -> Result<Self, NotAProgramNumber> {
        let wrong = || NotAProgramNumber(text.chars().take(40).collect());
        let text = text.trim();
        let digits = text.strip_prefix(['O', 'o']).unwrap_or(text);
        if !(1..=5).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        digits.parse().ok().and_then(Self::from_value).ok_or_else(wrong)
    }

    pub const fn from_value(value: u32) -> Option<Self> {
        if value <= LAST { Some(Self(value)) } else { None }
    }

    pub const fn value(self) -> u32 {
        self.0
    }

    /// The name of its file without the ending, as machines look for it: `o62500`.
    pub fn file_stem(self) -> String {
        format!("o{:05}", self.0)
    }

    /// The number that follows; none after the last.
    pub const fn next(self) -> Option<Self> {
        Self::from_value(self.0 + 1)
    }
}

impl std::fmt::Display for ProgramNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "O{:05}", self.0)
    }
}

impl TryFrom<String> for ProgramNumber {
    type Error = NotAProgramNumber;
    fn try_from(text: String) -> Result<Self, NotAProgramNumber> {
        Self::parse(&text)
    }
}

impl From<ProgramNumber> for String {
    fn from(number: ProgramNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_number_is_the_same_however_it_is_written() {
        for text in ["O02822", "o02822", "02822", "O2822", " 2822 "] {
            assert_eq!(ProgramNumber::parse(text).unwrap().to_string(), "O02822", "{text:?}");
        }
        assert_eq!(ProgramNumber::parse("o1").unwrap().file_stem(), "o00001");
        assert_eq!(ProgramNumber::from_value(LAST).unwrap().next(), None);
    }

    #[test]
    fn what_a_control_cannot_read_is_no_program_number() {
        for text in ["", "O", "O123456", "100000", "O12 34", "P12345", "O1234(1)", "O-1"] {
            assert!(ProgramNumber::parse(text).is_err(), "{text:?}");
        }
    }
}

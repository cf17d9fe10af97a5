//! Round sizes: the nominal outer diameter of the raw round.

use serde::{Deserialize, Serialize};

/// The diameter of a round in thousandths of an inch: `6.25` is 6,250.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoundSize(u32);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no round size: inches from 5.0 to 15.0 are needed, such as 6.25")]
pub struct NotARoundSize(pub String);

impl RoundSize {
    /// The smallest and the largest plausible round, in thousandths of an inch.
    pub const SMALLEST: u32 = 5_000;
    pub const LARGEST: u32 = 15_000;

    /// How far a part may be from the size whose range it belongs to, in thousandths of an inch.
    pub const TOLERANCE: u32 = 100;

    pub const fn from_thousandths(thousandths: u32) -> Option<Self> {
        let plausible = Self::SMALLEST <= thousandths && thousandths <= Self::LARGEST;
        if plausible { Some(Self(thousandths)) } else { None }
    }

    /// Reads `6.25`, `6,25`, `10.5`, `8`: at most three decimals, 5.0 to 15.0.
    pub fn parse(text: &str) -> Result<Self, NotARoundSize> {
        let wrong = || NotARoundSize(text.chars().take(40).collect());
        let trimmed = text.trim().trim_end_matches('"');
        let (whole, decimals) = trimmed.split_once(['.', ',']).unwrap_or((trimmed, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 2 || decimals.len() > 3 || !digits(whole) || !digits(decimals) {
            return Err(wrong());
        }
        let thousandths = format!("{whole}{decimals:0<3}").parse().map_err(|_| wrong())?;
        Self::from_thousandths(thousandths).ok_or_else(wrong)
    }

    pub const fn thousandths(self) -> u32 {
        self.0
    }

    /// Inches, for reports: `6.25`.
    pub fn inches(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    pub const fn distance(self, other: Self) -> u32 {
        self.0.abs_diff(other.0)
    }
}

impl std::fmt::Display for RoundSize {
    /// One decimal at least: `6.0`, `6.25`, `5.875`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{}.{:03}", self.0 / 1000, self.0 % 1000);
        let text = text.trim_end_matches('0');
        let point = if text.ends_with('.') { "0" } else { "" };
        write!(f, "{text}{point}")
    }
}

impl TryFrom<String> for RoundSize {
    type Error = NotARoundSize;
    fn try_from(text: String) -> Result<Self, NotARoundSize> {
        Self::parse(&text)
    }
}

impl From<RoundSize> for String {
    fn from(size: RoundSize) -> Self {
        size.to_string()
    }
}

/// Where a program's round size is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeSource {
    /// The number at the start of the title.
    Title,
    /// The diameter the program turns.
    Geometry,
    /// A person said so.
    Manual,
}

impl SizeSource {
    pub const ALL: [Self; 3] = [Self::Title, Self::Geometry, Self::Manual];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Geometry => "geometry",
            Self::Manual => "manual",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_size_reads_and_prints_as_the_shop_writes_it() {
        for (text, printed) in [
            ("6", "6.0"),
            ("6.0", "6.0"),
            ("6,25", "6.25"),
            ("10.50", "10.5"),
            ("5.875", "5.875"),
            ("13.0\"", "13.0"),
        ] {
            assert_eq!(RoundSize::parse(text).unwrap().to_string(), printed);
        }
        for text in ["", "4.75", "15.001", "7.1234", "7..5", "x", "100", ".5"] {
            assert!(RoundSize::parse(text).is_err(), "{text:?}");
        }
    }
}

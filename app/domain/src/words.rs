//! The two languages of the lab. Sentences of the trade stand beside the rule they speak of; labels of the screen
//! come from the interface's own catalogue.

use serde::{Deserialize, Serialize};

/// German first: the staff speak it, and customer documents are written in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "de")]
    German,
    #[default]
    #[serde(rename = "en")]
    English,
}

impl Language {
    pub const fn code(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::English => "en",
        }
    }

    /// Understands `de`, `de-DE`, `en`, `en-GB`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.get(..2)? {
            "de" => Some(Self::German),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Whole numbers with the language's separator: `2.899` or `2,899`. Quantities only, never identifiers.
    pub fn count(self, quantity: u64) -> String {
        let digits = quantity.to_string();
        let separator = if self == Self::German { '.' } else { ',' };
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// Millimetres as metres with two decimals: `28,99 m` or `28.99 m`.
    pub fn metres(self, millimetres: u64) -> String {
        let comma = if self == Self::German { ',' } else { '.' };
        let centimetres = (millimetres + 5) / 10;
        format!("{}{comma}{:02} m", self.count(centimetres / 100), centimetres % 100)
    }

    /// Picks the text of this language.
    pub fn pick<T>(self, german: T, english: T) -> T {
        match self {
            Self::German => german,
            Self::English => english,
        }
    }
}

/// Something that can be said as one sentence in either language.
pub trait Say {
    fn say(&self, language: Language) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_carry_the_languages_separators() {
        assert_eq!(Language::German.count(1_764_745), "1.764.745");
        assert_eq!(Language::English.count(690), "690");
        assert_eq!(Language::German.metres(28_990), "28,99 m");
        assert_eq!(Language::English.metres(820), "0.82 m");
    }
}

//! The bytes of a program as text: what databases and the ledger can keep, without losing a byte.

use serde::{Deserialize, Serialize};

/// A program's bytes, each as one character: `0x41` is `A`, `0xFF` is `ÿ`. So a program reads as itself in the ledger,
/// and its encoding, line ends and oddities come back as they were.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProgramText(String);

/// Stands for the byte 0, which no database takes in a text: the first character that is no byte.
const ZERO: char = '\u{100}';

impl ProgramText {
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.iter().map(|byte| if *byte == 0 { ZERO } else { char::from(*byte) }).collect())
    }

    /// A text as the database has it; `None` where a character stands for no byte.
    pub fn from_text(text: String) -> Option<Self> {
        let sound = text.chars().all(|one| one == ZERO || (one != '\0' && u32::from(one) <= 0xFF));
        sound.then_some(Self(text))
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    /// The bytes as they were.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.chars().map(|one| u8::try_from(u32::from(one)).unwrap_or(0)).collect()
    }

    /// Length in bytes.
    pub fn size(&self) -> u32 {
        u32::try_from(self.0.chars().count()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_byte_is_lost(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let content = ProgramText::from_bytes(&bytes);
            prop_assert!(!content.text().contains('\0'));
            prop_assert_eq!(content.size() as usize, bytes.len());
            prop_assert_eq!(content.bytes(), bytes);
            prop_assert_eq!(ProgramText::from_text(content.text().to_owned()), Some(content));
        }
    }

    #[test]
    fn a_text_that_is_no_content_is_told() {
        assert_eq!(ProgramText::from_text("Ω".to_owned()), None);
        assert_eq!(ProgramText::from_text("\0".to_owned()), None);
    }
}

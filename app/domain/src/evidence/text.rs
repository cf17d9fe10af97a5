//! The encodings the machine and its neighbours write: UTF-16 with a mark, UTF-8, and cp1252.

use std::borrow::Cow;

/// A file's text, and whether it broke off inside a character.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) torn: bool,
}

/// Characters that stand around records and lines without meaning anything.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, '\r' | '\n' | '\0' | '\u{feff}' | '\u{1a}') || character.is_whitespace()
}

/// Makes text of any bytes: what cannot be a character becomes the replacement character, never a refusal.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    match bytes {
        // One descriptor in 253 has the mark of UTF-16 and then plain ASCII.
        [0xff, 0xfe, rest @ ..] if !rest.contains(&0) && std::str::from_utf8(rest).is_ok() => eight_bit(rest),
        [0xff, 0xfe, rest @ ..] => sixteen_bit(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => sixteen_bit(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => eight_bit(rest),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => sixteen_bit(bytes, u16::from_le_bytes),
        _ => eight_bit(bytes),
    }
}

fn sixteen_bit(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded<'static> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len() + pairs.len() / 16);
    text.extend(
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
            .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)),
    );
    Decoded { text: Cow::Owned(text), torn: !odd.is_empty() }
}

fn eight_bit(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), torn: false },
        // Only the last character is cut: the rest is UTF-8 all the same, if it has anything beyond ASCII to show it.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => {
            let whole = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            Decoded { text: whole, torn: true }
        }
        Err(_) => Decoded { text: Cow::Owned(bytes.iter().map(|byte| cp1252(*byte)).collect()), torn: false },
    }
}

/// Windows code page 1252: Latin-1 but for 0x80 to 0x9f (Unicode Consortium, `CP1252.TXT`).
fn cp1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_the_lab_reads_alike() {
        let utf16: Vec<u8> = "Prüfung".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], utf16.as_slice()].concat();
        let turned: Vec<u8> = "\u{feff}Prüfung".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked_utf8 = [&[0xef, 0xbb, 0xbf], "Prüfung".as_bytes()].concat();
        for bytes in [marked.as_slice(), &utf16, &turned, &marked_utf8, "Prüfung".as_bytes(), b"Pr\xfcfung"]
        {
            assert_eq!(decode(bytes).text, "Prüfung", "{bytes:?}");
        }
        assert_eq!(decode(b"\x80 5").text, "€ 5");
    }

    #[test]
    fn the_mark_of_utf16_before_plain_ascii_is_survived() {
        assert_eq!(decode(b"\xff\xfe[INFO]\nCONTINUATION=1\n").text, "[INFO]\nCONTINUATION=1\n");
    }

    #[test]
    fn a_file_cut_inside_a_character_says_so() {
        let cut = decode(b"\xff\xfeX\0:\0\\");
        assert_eq!((cut.text.as_ref(), cut.torn), ("X:", true));
        let cut = decode(b"Pr\xc3\xbcfung \xc3");
        assert_eq!((cut.text.as_ref(), cut.torn), ("Prüfung ", true));
    }
}

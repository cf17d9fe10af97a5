//! The lines of a file as bytes, whatever its encoding and its line ends are.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// UTF-8's mark at the start of a file.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    Ascii,
    Utf8,
    /// UTF-8 with its mark, which a machine may take for part of the first line.
    Utf8Marked,
    /// Bytes that are no text in any of these.
    Undecodable,
}

/// How the lines of a file end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnds {
    None,
    Lf,
    CrLf,
    Cr,
    Mixed,
}

impl Encoding {
    pub fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(_) if bytes.is_ascii() => Self::Ascii,
            Ok(_) if bytes.starts_with(MARK) => Self::Utf8Marked,
            Ok(_) => Self::Utf8,
            Err(_) => Self::Undecodable,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Ascii => "ascii",
            Self::Utf8 => "utf8",
            Self::Utf8Marked => "utf8_marked",
            Self::Undecodable => "undecodable",
        }
    }
}

impl LineEnds {
    pub fn of(bytes: &[u8]) -> Self {
        if !bytes.contains(&b'\r') {
            return if bytes.contains(&b'\n') { Self::Lf } else { Self::None };
        }
        let mut kind = Self::None;
        for line in lines(bytes) {
            let this = match &bytes[line.text.end..line.end] {
                b"\n" => Self::Lf,
                b"\r\n" => Self::CrLf,
                b"\r" => Self::Cr,
                _ => continue,
            };
            if kind != Self::None && kind != this {
                return Self::Mixed;
            }
            kind = this;
        }
        kind
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Lf => "lf",
            Self::CrLf => "crlf",
            Self::Cr => "cr",
            Self::Mixed => "mixed",
        }
    }
}

/// One line: where its text lies, and where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: Range<usize>,
    pub(super) end: usize,
}

/// The lines of some bytes, ended by LF, CR LF or CR.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = Line> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(from..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let ending = match rest.get(length..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        let line = Line { text: from..from + length, end: from + length + ending };
        from = line.end;
        Some(line)
    })
}

/// What stands in parentheses, in the order of the file. A comment ends with its line.
pub(super) fn comments(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let from = rest.iter().position(|byte| *byte == b'(')? + 1;
        let inside = &rest[from..];
        let length =
            inside.iter().position(|byte| matches!(byte, b')' | b'\n' | b'\r')).unwrap_or(inside.len());
        rest = &inside[length..];
        Some(&inside[..length])
    })
}

/// Bytes as characters: UTF-8 where they are, otherwise one character for each byte.
pub(super) fn characters(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes)
        .map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_each_system_ends_them() {
        let texts =
            |bytes: &'static [u8]| -> Vec<&[u8]> { lines(bytes).map(|line| &bytes[line.text]).collect() };
        assert_eq!(texts(b"a\nb\n"), [b"a", b"b"]);
        assert_eq!(texts(b"a\r\nb"), [b"a", b"b"]);
        assert_eq!(texts(b"a\rb\r"), [b"a", b"b"]);
        assert_eq!(texts(b"\n\na").len(), 3);
        assert_eq!(texts(b"").len(), 0);
        let kinds = [&b"%"[..], b"a\nb\n", b"a\r\nb\r\n", b"a\rb", b"a\nb\r\n"].map(LineEnds::of);
        assert_eq!(kinds, [LineEnds::None, LineEnds::Lf, LineEnds::CrLf, LineEnds::Cr, LineEnds::Mixed]);
    }

    #[test]
    fn a_comment_ends_with_its_line() {
        let found: Vec<&[u8]> = comments(b"(one) G00 (two\nX1. ) (three)").collect();
        assert_eq!(found, [&b"one"[..], b"two", b"three"]);
    }
}

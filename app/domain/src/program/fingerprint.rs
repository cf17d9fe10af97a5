//! Two digests of a file: of its bytes, and of what a machine would do.

use super::gcode::Code;
use super::header::{Content, Header};
use super::lines::{MARK, lines};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256; equal digests are equal contents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no digest: 64 hexadecimal digits are needed")]
pub struct NotADigest(pub String);

impl Digest {
    /// Of the bytes as they are.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub fn parse(text: &str) -> Result<Self, NotADigest> {
        let wrong = || NotADigest(text.chars().take(80).collect());
        let (pairs, odd) = text.as_bytes().as_chunks::<2>();
        let mut digest = [0; 32];
        if pairs.len() != digest.len() || !odd.is_empty() {
            return Err(wrong());
        }
        for (byte, [high, low]) in digest.iter_mut().zip(pairs) {
            let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
            let (Some(high), Some(low)) = (value(*high), value(*low)) else { return Err(wrong()) };
            *byte = (high << 4) | low;
        }
        Ok(Self(digest))
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl TryFrom<String> for Digest {
    type Error = NotADigest;
    fn try_from(text: String) -> Result<Self, NotADigest> {
        Self::parse(&text)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

/// The digest of a program's content without its O-line, so that a copy under another number is found. A byte order
/// mark and the kind of line ends do not count either: the machine reads past them. None for what is no program: empty
/// and dead content, and a file without one word of code. Those would be duplicates of each other and mean nothing.
pub fn fingerprint(bytes: &[u8], header: &Header, code: &Code) -> Option<Digest> {
    if header.content != Content::Alive || code.words == 0 {
        return None;
    }
    let mark = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
    let mut hasher = Sha256::new();
    match &header.o_line {
        None => put(&mut hasher, &bytes[mark..]),
        Some(o_line) => {
            let before = &bytes[mark..o_line.span.start];
            let begins = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
            let (lines, same_line) = before.split_at(begins);
            put(&mut hasher, lines);
            // What stands before the letter is blank, or the `%` a usual file has on a line of its own.
            let percent = same_line.trim_ascii_end();
            if !percent.is_empty() {
                hasher.update(percent);
                let ended = matches!(bytes[..o_line.span.end].last(), Some(b'\n' | b'\r'));
                hasher.update(if ended { &b"\n"[..] } else { b"" });
            }
            put(&mut hasher, &bytes[o_line.span.end..]);
        }
    }
    Some(Digest(hasher.finalize().into()))
}

/// The bytes with every line ended by LF. Put together before they are hashed: many small pieces take ten times as long.
fn put(hasher: &mut Sha256, bytes: &[u8]) {
    if !bytes.contains(&b'\r') {
        return hasher.update(bytes);
    }
    let mut content = Vec::with_capacity(bytes.len());
    for line in lines(bytes) {
        content.extend_from_slice(&bytes[line.text.clone()]);
        if line.end > line.text.end {
            content.push(b'\n');
        }
    }
    hasher.update(content);
}

#[cfg(test)]
mod tests {
    use super::super::{gcode, header};
    use super::*;

    fn of(bytes: &[u8]) -> Option<Digest> {
        let header = header::read(bytes);
        let code = gcode::read(bytes, header.o_line.as_ref().map(|line| &line.span));
        fingerprint(bytes, &header, &code)
    }

    #[test]
    fn the_o_line_does_not_count() {
        let one = of(b"\n%\nO80000 (8IN 121.3MM 3.5 STEEL HCS-1)\nG00 X1.\nM30\n%");
        assert!(one.is_some());
        assert_eq!(one, of(b"\n%\no80009 (ANYTHING)\nG00 X1.\nM30\n%"));
        assert_eq!(one, of(b"\r\n%\r\nO80009\r\nG00 X1.\r\nM30\r\n%"));
        assert_eq!(one, of(b"\xef\xbb\xbf\n%\nO80009\nG00 X1.\nM30\n%"));
        assert_ne!(one, of(b"\n%\nO80000 (8IN 121.3MM 3.5 STEEL HCS-1)\nG00 X2.\nM30\n%"));
        assert_eq!(of(b"%\nO73887\nG00 X1.\n"), of(b"% O73085 (7.0 IN)\nG00 X1.\n"));
    }

    #[test]
    fn empty_and_dead_content_is_no_duplicate_of_anything() {
        for bytes in [&b""[..], b"\n\n", b"\xff\xff\xff", b"\0\0", b"%\nO00000 \n\n%", b"%\n(NOTE X1.)\n%"] {
            assert_eq!(of(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_digest_reads_as_it_prints() {
        let digest = Digest::of(b"G00");
        assert_eq!(Digest::parse(&digest.to_string()), Ok(digest));
        for text in ["", "ab", &"g".repeat(64), &"0".repeat(63)] {
            assert!(Digest::parse(text).is_err(), "{text}");
        }
    }
}

//! What a file says of itself before its code: the O-line with the number and the title.
//!
//! A program is bytes. Nothing here asks for an encoding; no bytes whatsoever make it panic, and the work grows with
//! their number.

use super::lines::{Encoding, LineEnds, MARK, characters, lines};
use super::number::ProgramNumber;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The O-line stands within this many lines: measured on the shop's 7,172 programs, none later than line 3.
const FIRST_LINES: usize = 10;
/// Fewer digits after an O are a word, not a number.
const FEWEST_DIGITS: usize = 4;
/// A control reads no more.
const MOST_DIGITS: usize = 5;
/// Characters of a title that are kept: the shop's longest has 66.
const MOST_TITLE: usize = 200;

/// Whether a file holds anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Not one byte, or blanks only.
    Empty,
    /// Nothing but one byte that is no text, such as 0xFF: a file that broke, and still looks like a used number.
    Dead {
        byte: u8,
    },
    Alive,
}

/// The line with the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OLine {
    /// None where the line has more digits than a control reads.
    pub number: Option<ProgramNumber>,
    /// Where its digits lie: what renumbering changes, and all it changes.
    pub digits: Range<usize>,
    /// From the letter to the start of the next line: what a fingerprint leaves out.
    pub span: Range<usize>,
    /// Counted from 1.
    pub line: u32,
    pub lower_case: bool,
    /// False where the number was found behind a `%` on the same line, where controls and other programs miss it.
    pub strict: bool,
    /// The first text in parentheses.
    pub title: Option<String>,
    /// What stands in parentheses after the title.
    pub second: Option<String>,
}

/// Something a person would stumble over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Oddity {
    ByteOrderMark,
    NotText,
    OnPercentLine,
    FourDigits,
    TooManyDigits,
    NoBlankBeforeTitle,
    NoTitle,
    TitleNotClosed,
    SecondParenthesis,
    /// More lines that begin like an O-line.
    MoreNumberLines {
        count: u32,
    },
    /// The only line that begins like one stands too far down to be found.
    NumberLineTooLate {
        line: u32,
    },
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub content: Content,
    pub encoding: Encoding,
    pub line_ends: LineEnds,
    pub o_line: Option<OLine>,
    /// In the order of [`Oddity`], each once.
    pub oddities: Vec<Oddity>,
}

impl Header {
    /// The number inside the file.
    pub fn number(&self) -> Option<ProgramNumber> {
        self.o_line.as_ref()?.number
    }

    pub fn title(&self) -> Option<&str> {
        self.o_line.as_ref()?.title.as_deref()
    }
}

/// Reads any bytes.
pub fn read(bytes: &[u8]) -> Header {
    let content = content_of(bytes);
    let encoding = Encoding::of(bytes);
    let mut oddities = Vec::new();
    if bytes.starts_with(MARK) {
        oddities.push(Oddity::ByteOrderMark);
    }
    if encoding == Encoding::Undecodable {
        oddities.push(Oddity::NotText);
    }
    let o_line = if content == Content::Alive { find(bytes, &mut oddities) } else { None };
    oddities.sort_unstable();
    Header { content, encoding, line_ends: LineEnds::of(bytes), o_line, oddities }
}

/// The same bytes under another number: its digits are written, five of them, and nothing else changes. None where the
/// file has no number to change.
pub fn renumber(bytes: &[u8], new: ProgramNumber) -> Option<Vec<u8>> {
    let o_line = read(bytes).o_line.filter(|line| line.number.is_some())?;
    let (before, after) = (&bytes[..o_line.digits.start], &bytes[o_line.digits.end..]);
    Some([before, format!("{:05}", new.value()).as_bytes(), after].concat())
}

fn content_of(bytes: &[u8]) -> Content {
    let text = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let mut filled = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    let Some(first) = filled.next() else { return Content::Empty };
    let is_text = matches!(first, b' '..=b'~');
    if !is_text && filled.all(|byte| byte == first) { Content::Dead { byte: first } } else { Content::Alive }
}

/// Where the letter of an O-line stands in a line, and how many digits follow it.
struct Candidate {
    letter: usize,
    digits: usize,
}

/// A line that begins, blanks aside, with an O and at least four digits.
fn candidate(bytes: &[u8], line: Range<usize>) -> Option<Candidate> {
    let start = line.start;
    let text = &bytes[line];
    let mark = if start == 0 && text.starts_with(MARK) { MARK.len() } else { 0 };
    let blanks = text[mark..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let letter = mark + blanks;
    if !matches!(text.get(letter), Some(b'O' | b'o')) {
        return None;
    }
    let digits = text[letter + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits >= FEWEST_DIGITS).then_some(Candidate { letter: start + letter, digits })
}

/// The same behind one `%`.
fn behind_percent(bytes: &[u8], line: Range<usize>) -> Option<Candidate> {
    let text = &bytes[line.clone()];
    let mark = if line.start == 0 && text.starts_with(MARK) { MARK.len() } else { 0 };
    let blanks = text[mark..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let percent = mark + blanks;
    (text.get(percent) == Some(&b'%')).then(|| candidate(bytes, line.start + percent + 1..line.end)).flatten()
}

fn find(bytes: &[u8], oddities: &mut Vec<Oddity>) -> Option<OLine> {
    let mut strict = None;
    let mut tolerant = None;
    let mut late = None;
    let mut more = 0;
    for (index, line) in lines(bytes).enumerate() {
        let found = candidate(bytes, line.text.clone());
        match found {
            Some(_) if strict.is_some() => more += 1,
            Some(found) if index < FIRST_LINES => strict = Some((index, line, found)),
            Some(_) => {
                late.get_or_insert(index);
            }
            None if index < FIRST_LINES && strict.is_none() && tolerant.is_none() => {
                tolerant = behind_percent(bytes, line.text.clone()).map(|found| (index, line, found));
            }
            None => {}
        }
    }
    if more > 0 {
        oddities.push(Oddity::MoreNumberLines { count: more });
    }
    let is_strict = strict.is_some();
    let Some((index, line, found)) = strict.or(tolerant) else {
        oddities.extend(late.map(|index| Oddity::NumberLineTooLate { line: counted(index) }));
        return None;
    };
    let digits = found.letter + 1..found.letter + 1 + found.digits;
    let (title, second) = parentheses(&bytes[digits.end..line.text.end], oddities);
    match found.digits {
        FEWEST_DIGITS => oddities.push(Oddity::FourDigits),
        ..=MOST_DIGITS => {}
        _ => oddities.push(Oddity::TooManyDigits),
    }
    if !is_strict {
        oddities.push(Oddity::OnPercentLine);
    }
    Some(OLine {
        number: number_of(&bytes[digits.clone()]),
        lower_case: bytes[found.letter] == b'o',
        span: found.letter..line.end,
        line: counted(index),
        strict: is_strict,
        digits,
        title,
        second,
    })
}

fn counted(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// A number of one to five digits.
pub(super) fn number_of(digits: &[u8]) -> Option<ProgramNumber> {
    ProgramNumber::parse(std::str::from_utf8(digits).ok()?).ok()
}

/// The first and the second text in parentheses behind the number.
fn parentheses(after: &[u8], oddities: &mut Vec<Oddity>) -> (Option<String>, Option<String>) {
    let Some(open) = after.iter().position(|byte| *byte == b'(') else {
        oddities.push(Oddity::NoTitle);
        return (None, None);
    };
    if open == 0 {
        oddities.push(Oddity::NoBlankBeforeTitle);
    }
    let inside = &after[open + 1..];
    let Some(close) = inside.iter().position(|byte| *byte == b')') else {
        oddities.push(Oddity::TitleNotClosed);
        return (Some(kept(inside)), None);
    };
    let rest = &inside[close + 1..];
    let second = rest.iter().position(|byte| *byte == b'(').map(|open| {
        let inside = &rest[open + 1..];
        kept(inside.split(|byte| *byte == b')').next().unwrap_or(inside))
    });
    if second.is_some() {
        oddities.push(Oddity::SecondParenthesis);
    }
    (Some(kept(&inside[..close])), second)
}

fn kept(text: &[u8]) -> String {
    // Four bytes are the longest character: nothing beyond them is looked at.
    let text = characters(&text[..text.len().min(4 * MOST_TITLE)]);
    text.trim().chars().take(MOST_TITLE).collect()
}

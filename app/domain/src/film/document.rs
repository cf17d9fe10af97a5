//! Documents: one PDF each, known by its barcode.

use serde::{Deserialize, Serialize};

/// The barcode of a document: 16 digits in practice, but real lists hold other forms (one ends in a comma),
/// so any text of 1 to 64 printable characters without path separators is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Barcode(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no barcode: 1 to 64 printable characters without / \\ : and no spaces at either end are needed"
)]
pub struct NotABarcode(String);

impl Barcode {
    /// Reads a barcode; a trailing `.pdf` in any case is the file's ending, not part of the barcode.
    pub fn parse(text: &str) -> Result<Self, NotABarcode> {
        let stem = match text.len().checked_sub(4) {
            Some(at) if text.is_char_boundary(at) && text[at..].eq_ignore_ascii_case(".pdf") => &text[..at],
            _ => text,
        };
        let length = stem.chars().count();
        let printable = stem.chars().all(|c| !c.is_control() && !matches!(c, '/' | '\\' | ':'));
        if length == 0 || length > 64 || !printable || stem.trim() != stem || stem == "." || stem == ".." {
            return Err(NotABarcode(text.chars().take(80).collect()));
        }
        Ok(Self(stem.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The barcode this page set was added to: `<barcode>_001` belongs to `<barcode>`.
    pub fn base(&self) -> &str {
        match self.0.rsplit_once('_') {
            Some((base, suffix))
                if !base.is_empty() && suffix.len() == 3 && suffix.bytes().all(|b| b.is_ascii_digit()) =>
            {
                base
            }
            _ => &self.0,
        }
    }
}

impl TryFrom<String> for Barcode {
    type Error = NotABarcode;
    fn try_from(text: String) -> Result<Self, NotABarcode> {
        Self::parse(&text)
    }
}

impl From<Barcode> for String {
    fn from(barcode: Barcode) -> Self {
        barcode.0
    }
}

impl std::fmt::Display for Barcode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The customer's image number (Bildnummer): text of digits, eight in practice, leading zeros kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ComId(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no Bildnummer: 1 to 12 digits are needed, written as text so that leading zeros stay")]
pub struct NotAComId(String);

impl ComId {
    /// Reads 1 to 12 digits; fewer than eight are padded with zeros on the left, as the customer writes them.
    pub fn parse(text: &str) -> Result<Self, NotAComId> {
        if text.is_empty() || text.len() > 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAComId(text.chars().take(40).collect()));
        }
        Ok(Self(format!("{text:0>8}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ComId {
    type Error = NotAComId;
    fn try_from(text: String) -> Result<Self, NotAComId> {
        Self::parse(&text)
    }
}

impl From<ComId> for String {
    fn from(id: ComId) -> Self {
        id.0
    }
}

impl std::fmt::Display for ComId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A run of consecutive pages, 1-based, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PageRange {
    pub from: u32,
    pub to: u32,
}

impl PageRange {
    pub fn pages(self) -> u32 {
        self.to - self.from + 1
    }
}

impl std::fmt::Display for PageRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{}-{}", self.from, self.to) }
    }
}

/// The most pages one document may have; the largest seen in the trade has 9,000.
pub const MOST_PAGES: u32 = 100_000;

/// One PDF of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub barcode: Barcode,
    /// Missing where the customer's list has none; a suffix document shares the one of its base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub com_id: Option<ComId>,
    /// 1 to [`MOST_PAGES`].
    pub pages: u32,
    /// Runs of pages larger than A3, ascending, not touching each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub oversized: Vec<PageRange>,
}

impl Document {
    /// Reference sheets: one for each oversized range.
    pub fn sheets(&self) -> u32 {
        self.oversized.len() as u32
    }

    pub fn oversized_pages(&self) -> u32 {
        self.oversized.iter().map(|range| range.pages()).sum()
    }

    /// Frames on 16mm: every page, and one reference sheet for each oversized range.
    pub fn frames_16mm(&self) -> u32 {
        self.pages + self.sheets()
    }

    /// Frames on 35mm: the oversized pages and their reference sheets.
    pub fn frames_35mm(&self) -> u32 {
        self.oversized_pages() + self.sheets()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRanges {
    #[error("`{0}` is no list of page ranges: write them as 8-11, 17")]
    Unreadable(String),
    #[error("range {0} lies outside the document's {1} pages")]
    Outside(PageRange, u32),
    #[error("ranges {0} and {1} overlap or are out of order")]
    Overlap(PageRange, PageRange),
}

/// Reads `8-11, 17; 26–31` (commas, semicolons or blanks between; hyphen or dash inside) for a document of
/// `pages` pages. Ranges that touch become one.
pub fn parse_ranges(text: &str, pages: u32) -> Result<Vec<PageRange>, BadRanges> {
    let unreadable = || BadRanges::Unreadable(text.chars().take(60).collect());
    let mut ranges: Vec<PageRange> = Vec::new();
    for part in text.split([',', ';', ' ', '\t']).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let from: u32 = from.parse().map_err(|_| unreadable())?;
        let to: u32 = to.parse().map_err(|_| unreadable())?;
        let range = PageRange { from, to };
        if from == 0 || to < from || to > pages {
            return Err(BadRanges::Outside(range, pages));
        }
        match ranges.last_mut() {
            Some(last) if from <= last.to => return Err(BadRanges::Overlap(*last, range)),
            Some(last) if from == last.to + 1 => last.to = to,
            _ => ranges.push(range),
        }
    }
    Ok(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_barcode_may_be_odd_but_never_a_path() {
        assert_eq!(Barcode::parse("1427460478555125.PDF").unwrap().as_str(), "1427460478555125");
        assert_eq!(Barcode::parse("1427000000051269,").unwrap().as_str(), "1427000000051269,");
        for bad in ["", ".pdf", " 12", "a/b", "a\\b", "C:x", "a\u{7}b", "..", &"9".repeat(65)] {
            assert!(Barcode::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_suffix_document_knows_its_base() {
        assert_eq!(Barcode::parse("1427460478555125_001").unwrap().base(), "1427460478555125");
        assert_eq!(Barcode::parse("1427460478555125_1").unwrap().base(), "1427460478555125_1");
    }

    #[test]
    fn leading_zeros_of_a_bildnummer_stay() {
        assert_eq!(ComId::parse("412063").unwrap().as_str(), "00412063");
        assert!(ComId::parse("4.12").is_err());
    }

    #[test]
    fn oversized_ranges_are_read_in_order_and_joined_where_they_touch() {
        let range = |from, to| PageRange { from, to };
        assert_eq!(parse_ranges("10-12, 50", 300), Ok(vec![range(10, 12), range(50, 50)]));
        assert_eq!(parse_ranges("1-3;4–6", 6), Ok(vec![range(1, 6)]));
        assert_eq!(parse_ranges("", 6), Ok(vec![]));
        assert!(parse_ranges("5-7", 6).is_err());
        assert!(parse_ranges("0", 6).is_err());
        assert!(parse_ranges("3,2", 6).is_err());
        assert!(parse_ranges("x", 6).is_err());
    }

    #[test]
    fn frames_count_pages_and_reference_sheets() {
        let document = Document {
            barcode: Barcode::parse("1").unwrap(),
            com_id: None,
            pages: 300,
            oversized: parse_ranges("10-12,50", 300).unwrap(),
        };
        assert_eq!((document.frames_16mm(), document.frames_35mm()), (302, 6));
    }
}

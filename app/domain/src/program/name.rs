//! What a file's name says: the number, and the traces of copies.

use super::header::number_of;
use super::number::ProgramNumber;
use serde::{Deserialize, Serialize};

/// What follows the digits of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NameSuffix {
    /// `o10286(1)`, `o85007 (2)`: a second file of the name.
    Copy { count: u32 },
    /// `o12345_1`: a second file of the name, or a version of an archive.
    Underscore { count: u32 },
    /// `o12345 - Kopie`.
    Words { text: String },
}

/// A name that begins with a program number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameNumber {
    pub number: ProgramNumber,
    /// As many digits as are written: five in the shop's own form.
    pub digits: u8,
    pub upper_case: bool,
    pub suffix: Option<NameSuffix>,
}

/// The ending of a name, in lower case and without its dot.
pub fn extension_of(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_ascii_lowercase())
}

/// Reads the number in a file's name, without folders: `o10286(1).nc`, `O2822.NC`, `o12345_1`. None for a name that is
/// no program's.
pub fn number_of_name(name: &str) -> Option<NameNumber> {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let after_letter = stem.strip_prefix(['O', 'o'])?;
    let count = after_letter.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = after_letter.split_at(count);
    let number = number_of(digits.as_bytes())?;
    let suffix = match rest {
        "" => None,
        _ => Some(suffix_of(rest)?),
    };
    Some(NameNumber { number, digits: u8::try_from(count).ok()?, upper_case: stem.starts_with('O'), suffix })
}

fn suffix_of(rest: &str) -> Option<NameSuffix> {
    let blank_less = rest.trim();
    let in_parentheses = blank_less.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if let Some(count) = in_parentheses.and_then(|count| count.parse().ok()) {
        return Some(NameSuffix::Copy { count });
    }
    if let Some(count) = rest.strip_prefix('_').and_then(|count| count.parse().ok()) {
        return Some(NameSuffix::Underscore { count });
    }
    // `o12345abc` is a word; `o12345 - Kopie` a number and a word.
    rest.starts_with([' ', '-', '_', '(']).then(|| NameSuffix::Words { text: rest.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_its_number_and_the_traces_of_copies() {
        let read = |name: &str| {
            let found = number_of_name(name).unwrap();
            (found.number.value(), found.digits, found.upper_case, found.suffix)
        };
        assert_eq!(read("o75101.nc"), (75_101, 5, false, None));
        assert_eq!(read("O10372.NC"), (10_372, 5, true, None));
        assert_eq!(read("o2822.nc"), (2_822, 4, false, None));
        assert_eq!(read("o10286(1).nc"), (10_286, 5, false, Some(NameSuffix::Copy { count: 1 })));
        assert_eq!(read("o85007 (2)"), (85_007, 5, false, Some(NameSuffix::Copy { count: 2 })));
        assert_eq!(read("o12345_1.nc"), (12_345, 5, false, Some(NameSuffix::Underscore { count: 1 })));
        let kopie = NameSuffix::Words { text: "- Kopie".to_owned() };
        assert_eq!(read("o12345 - Kopie.nc"), (12_345, 5, false, Some(kopie)));
    }

    #[test]
    fn a_name_of_something_else_has_no_number() {
        for name in
            ["scan_results.txt", "", "o", "o.nc", "o123456.nc", "order 5.nc", "o12345abc.nc", "12345.nc"]
        {
            assert_eq!(number_of_name(name), None, "{name}");
        }
        assert_eq!(extension_of("o10372.NC").as_deref(), Some("nc"));
        assert_eq!((extension_of("o10372"), extension_of(".nc")), (None, None));
    }
}

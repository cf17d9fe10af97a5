//! Other programs a file names: partners, originals, and the numbers it had before.

use super::header::number_of;
use super::lines::{characters, comments};
use super::number::ProgramNumber;
use serde::{Deserialize, Serialize};

/// How a program names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// `Pairs w/o74035`: the other half of a two-piece part.
    Pair,
    /// `(o61076 ORIGINAL)`, `(MADE OFF OF o70210)`.
    Origin,
    /// `(O63121-FIT)`.
    Fit,
    /// `(RENAMED FROM O62000 ON 2025-12-02 - OUT OF RANGE)`: its own number before.
    RenamedFrom,
    /// `(MOVED FROM O62000)`.
    MovedFrom,
    Other,
}

impl Relation {
    /// Whether the number was the program's own.
    pub const fn is_former(self) -> bool {
        matches!(self, Self::RenamedFrom | Self::MovedFrom)
    }
}

/// A number named in a title or comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reference {
    pub number: ProgramNumber,
    pub relation: Relation,
    /// The comment it stands in.
    pub text: String,
}

/// Characters of a comment that are kept.
const MOST_TEXT: usize = 120;
/// References of one file that are kept: a program names one or two, a report hundreds.
const MOST_REFERENCES: usize = 20;

/// The numbers a file names besides its own, each once, in their order in the file.
pub fn references(bytes: &[u8], own: Option<ProgramNumber>) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    for comment in comments(bytes) {
        for number in numbers_in(comment).filter(|number| Some(*number) != own) {
            if found.len() == MOST_REFERENCES {
                return found;
            }
            if !found.iter().any(|reference| reference.number == number) {
                found.push(Reference { number, relation: relation_of(comment), text: kept(comment) });
            }
        }
    }
    found
}

fn kept(comment: &[u8]) -> String {
    let text = characters(&comment[..comment.len().min(4 * MOST_TEXT)]);
    text.trim().chars().take(MOST_TEXT).collect()
}

/// An O that begins a word, and four or five digits.
fn numbers_in(comment: &[u8]) -> impl Iterator<Item = ProgramNumber> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(byte) = comment.get(at) {
            let begins = at == 0 || !comment[at - 1].is_ascii_alphanumeric();
            at += 1;
            if !begins || !matches!(byte, b'O' | b'o') {
                continue;
            }
            let digits = comment[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let number = &comment[at..at + digits];
            at += digits;
            if let Some(number) = (4..=5).contains(&digits).then(|| number_of(number)).flatten() {
                return Some(number);
            }
        }
        None
    })
}

pub(super) fn relation_of(comment: &[u8]) -> Relation {
    let text = &comment[..comment.len().min(4 * MOST_TEXT)];
    let says = |word: &str| text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    if says("RENAMED FROM") {
        Relation::RenamedFrom
    } else if says("MOVED FROM") {
        Relation::MovedFrom
    } else if says("PAIR") || says(" W/O") {
        Relation::Pair
    } else if says("ORIGINAL") || says("MADE OF") || says("COPY OF") {
        Relation::Origin
    } else if says("FIT") {
        Relation::Fit
    } else {
        Relation::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<(u32, Relation)> {
        let found = references(text.as_bytes(), ProgramNumber::from_value(70_303));
        found.into_iter().map(|reference| (reference.number.value(), reference.relation)).collect()
    }

    #[test]
    fn programs_name_their_partners_and_their_past() {
        let title = "o70303 (7IN DIA 110/107MM 0.40\" STEEP ID 1.0 THK --2PC, Pairs w/o74035 )";
        assert_eq!(named(title), [(74_035, Relation::Pair)]);
        assert_eq!(named("(MADE OFF OF o70210)"), [(70_210, Relation::Origin)]);
        assert_eq!(named("(o61076 ORIGINAL)"), [(61_076, Relation::Origin)]);
        assert_eq!(named("(O63121-FIT)\n(O63121-FIT)"), [(63_121, Relation::Fit)]);
        assert_eq!(
            named("(RENAMED FROM O62000 ON 2025-12-02 - OUT OF RANGE) (MOVED FROM o2822)"),
            [(62_000, Relation::RenamedFrom), (2_822, Relation::MovedFrom)]
        );
    }

    #[test]
    fn a_number_of_something_else_is_no_reference() {
        for text in ["O12345", "(FO12345)", "(O123)", "(O123456)", "(O70303)", "(TOOL O.D. 12345)"] {
            assert_eq!(named(text), [], "{text}");
        }
        let report: String = (10_000..10_100).map(|number| format!("(o{number})\n")).collect();
        assert_eq!(named(&report).len(), MOST_REFERENCES);
    }
}

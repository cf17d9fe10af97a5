//! Numbers and who holds them. A number's state is never stored: it *is* the one live holding.

use crate::id::{AttemptId, ProjectId, RollId};
use crate::time::Timestamp;
use crate::words::Language;
use serde::{Deserialize, Serialize};

/// The number printed on a film box, such as `10000136`: one digit for the site and seven counted from 1.
/// Once issued it is never issued again. Films of test projects count in a series of their own, `90000001`: no site
/// has that digit, and no number of the years before had eight digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FilmNumber(u32);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no film number: eight digits are needed, the first 1, 2, 3 or, for test films, 9, such as 10000136"
)]
pub struct NotAFilmNumber(pub String);

impl FilmNumber {
    pub fn parse(text: &str) -> Result<Self, NotAFilmNumber> {
        let wrong = || NotAFilmNumber(text.chars().take(40).collect());
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let value: u32 = text.parse().map_err(|_| wrong())?;
        Self::from_value(value).ok_or_else(wrong)
    }

    /// The number as one integer, as databases keep it.
    pub fn from_value(value: u32) -> Option<Self> {
        let (digit, sequence) = (value / 10_000_000, value % 10_000_000);
        (SeriesId::of_digit(digit).is_some() && sequence >= 1).then_some(Self(value))
    }

    pub fn of(series: SeriesId, sequence: u32) -> Option<Self> {
        (sequence <= LAST_IN_SERIES).then(|| Self::from_value(series.0 * 10_000_000 + sequence)).flatten()
    }

    pub const fn value(self) -> u32 {
        self.0
    }

    pub const fn series(self) -> SeriesId {
        SeriesId(self.0 / 10_000_000)
    }

    /// Position in its series, from 1.
    pub const fn sequence(self) -> u32 {
        self.0 % 10_000_000
    }
}

/// Runs of numbers a sentence names; a list may have many more.
const LISTED_RUNS: usize = 6;

/// `10000001 to 10000003 and 10000007`: numbers that follow each other as one run, the others for themselves.
pub fn listed(numbers: &[FilmNumber], language: Language) -> String {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let runs = sorted.chunk_by(|one, next| next.0 == one.0 + 1 && next.series() == one.series());
    let (mut parts, mut more) = (Vec::new(), 0);
    for run in runs {
        match run {
            _ if parts.len() >= LISTED_RUNS => more += run.len() as u64,
            [first, _, .., last] => {
                parts.push(language.pick(format!("{first} bis {last}"), format!("{first} to {last}")));
            }
            few => parts.extend(few.iter().map(ToString::to_string)),
        }
    }
    if more > 0 {
        let more = language.count(more);
        parts.push(language.pick(format!("{more} weitere"), format!("{more} more")));
    }
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {} {last}", others.join(", "), language.pick("und", "and")),
        None => String::new(),
    }
}

impl std::fmt::Display for FilmNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

impl TryFrom<String> for FilmNumber {
    type Error = NotAFilmNumber;
    fn try_from(text: String) -> Result<Self, NotAFilmNumber> {
        Self::parse(&text)
    }
}

impl From<FilmNumber> for String {
    fn from(number: FilmNumber) -> Self {
        number.to_string()
    }
}

/// The last sequence number of a film series.
pub const LAST_IN_SERIES: u32 = 9_999_999;

/// A number space of film: one for each site digit, shared by 16mm and 35mm, and one for test films.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct SeriesId(u32);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no series: film numbers begin with 1, 2 or 3, those of test films with 9")]
pub struct NotASeries(pub u32);

impl TryFrom<u32> for SeriesId {
    type Error = NotASeries;
    fn try_from(digit: u32) -> Result<Self, NotASeries> {
        Self::of_digit(digit).ok_or(NotASeries(digit))
    }
}

impl From<SeriesId> for u32 {
    fn from(series: SeriesId) -> Self {
        series.0
    }
}

impl SeriesId {
    /// The series of test films: what is numbered in it is never handed to a customer.
    pub const TEST: Self = Self(9);

    /// Every series there is.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self::TEST];

    pub fn of_digit(digit: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|series| series.0 == digit)
    }

    /// The series of a site digit: 1, 2 or 3.
    pub fn of_site(digit: u32) -> Option<Self> {
        Self::of_digit(digit).filter(|series| *series != Self::TEST)
    }

    pub const fn digit(self) -> u32 {
        self.0
    }
}

/// How far a sequence has been handed out. Nothing ever lowers `next`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub id: SeriesId,
    /// The lowest sequence number nobody ever held, from 1.
    pub next: u32,
}

/// Why a reserved number is kept from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What it is for, in the words of the person who reserved it.
    pub purpose: String,
    /// The project whose block it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
    /// When the claim ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// A project's numbers do not follow each other: what stood in the way, and what was given instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockBreak {
    pub project: ProjectId,
    /// Ledger entry that made it.
    pub entry: u64,
    pub at: Timestamp,
    /// The project's highest number until then.
    pub after: FilmNumber,
    /// The neighbour that was in the way, and what it was.
    pub blocked_by: FilmNumber,
    pub state: NumberState,
    /// The numbers given instead, lowest first.
    pub given: Vec<FilmNumber>,
}

/// The one live holding of a number. Every number below the series' `next` has exactly one, so every gap is explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Holding {
    /// Was held once and came back: free again, and the reason explains the gap.
    Returned { reason: String },
    /// Kept for somebody.
    Reserved { claim: Claim },
    /// In the camera: typed in at the start of a running attempt.
    Bound {
        attempt: AttemptId,
        /// The claim it goes back to if the attempt fails.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<Claim>,
    },
    /// Carried by a confirmed film.
    Issued { roll: RollId, attempt: AttemptId },
    /// Never to be used: film that carries it is gone or wrong.
    Void {
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaced_by: Option<FilmNumber>,
    },
    /// Carried by a film made before this lab kept its numbers here: what the machine's files say of it.
    Earlier {
        /// Exposures on record.
        frames: u32,
        projects: Vec<String>,
        /// Where the files came from.
        source: String,
    },
    /// Lay below the numbers of an import, and no file names it. Film may carry it all the same, so it is never given.
    Skipped { source: String },
}

/// A holding with its person and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub number: FilmNumber,
    pub holding: Holding,
    pub since: Timestamp,
    /// Name of the person, as text: the record outlives the account.
    pub by: String,
    /// Ledger entry that made the holding.
    pub entry: u64,
}

/// What a holding says of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberState {
    Free,
    Reserved,
    Bound,
    Issued,
    Void,
}

impl NumberState {
    pub const ALL: [Self; 5] = [Self::Free, Self::Reserved, Self::Bound, Self::Issued, Self::Void];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Reserved => "reserved",
            Self::Bound => "bound",
            Self::Issued => "issued",
            Self::Void => "void",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == text)
    }
}

impl Holding {
    /// The state is the holding: there is nothing else to ask.
    pub const fn state(&self) -> NumberState {
        match self {
            Self::Returned { .. } => NumberState::Free,
            Self::Reserved { .. } => NumberState::Reserved,
            Self::Bound { .. } => NumberState::Bound,
            Self::Issued { .. } | Self::Earlier { .. } => NumberState::Issued,
            Self::Void { .. } | Self::Skipped { .. } => NumberState::Void,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_of_numbers_ends_with_a_count() {
        let apart: Vec<_> =
            (0..20).filter_map(|place| FilmNumber::from_value(10_000_001 + 2 * place)).collect();
        let said = listed(&apart, Language::English);
        assert!(
            said.starts_with("10000001, 10000003, ") && said.ends_with(" 10000011 and 14 more"),
            "{said}"
        );
        let pair = listed(&apart[..1], Language::German);
        assert_eq!((pair.as_str(), listed(&[], Language::German).as_str()), ("10000001", ""));
        let last = FilmNumber::parse("19999999").unwrap();
        let first = FilmNumber::parse("20000001").unwrap();
        assert_eq!(listed(&[last, first], Language::German), "19999999 und 20000001");
    }

    #[test]
    fn a_film_number_is_a_site_digit_and_a_sequence() {
        let number = FilmNumber::parse("10000136").unwrap();
        assert_eq!((number.series().digit(), number.sequence()), (1, 136));
        assert_eq!(number.to_string(), "10000136");
        assert_eq!(FilmNumber::of(SeriesId::of_digit(2).unwrap(), 1).unwrap().to_string(), "20000001");
    }

    #[test]
    fn a_mistyped_film_number_is_refused() {
        for text in [
            "",
            "1000013",
            "100000136",
            "40000001",
            "00000001",
            "10000000",
            "1000013x",
            "180",
            " 10000136",
            "430179",
        ] {
            assert!(FilmNumber::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn test_films_count_in_a_series_no_site_has() {
        assert_eq!(FilmNumber::of(SeriesId::TEST, 1).unwrap().to_string(), "90000001");
        assert_eq!(FilmNumber::parse("90000001").unwrap().series(), SeriesId::TEST);
        assert_eq!((SeriesId::of_site(9), SeriesId::of_site(3)), (None, SeriesId::of_digit(3)));
    }

    #[test]
    fn a_series_ends_instead_of_spilling_into_the_next_site() {
        let series = SeriesId::of_digit(1).unwrap();
        assert!(FilmNumber::of(series, LAST_IN_SERIES).is_some());
        assert!(FilmNumber::of(series, LAST_IN_SERIES + 1).is_none());
    }
}

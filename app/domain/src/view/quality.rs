//! First-pass yield by month, and the reasons films were made more than once, most frequent first.

use super::numbers::RollLink;
use crate::film::complaint::Fault;
use crate::film::rework::Cause;
use crate::number::FilmNumber;
use crate::reason::failure_said;
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// Rolls first exposed in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthYield {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    pub rolls: u32,
    /// Confirmed by their only attempt, and never rejected.
    pub first_pass: u32,
}

/// What a reason is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// Attempts that failed.
    Failure,
    /// Films that were rejected.
    Rework,
    Complaint,
}

impl Loss {
    pub const ALL: [Self; 3] = [Self::Failure, Self::Rework, Self::Complaint];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Failure => "failure",
            Self::Rework => "rework",
            Self::Complaint => "complaint",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|loss| loss.code() == text)
    }

    /// A reason's code as people say it.
    pub fn reason_said(self, code: &str, language: Language) -> String {
        match self {
            Self::Failure => failure_said(code, language),
            Self::Rework => Cause::from(code.to_owned()).say(language),
            Self::Complaint => Fault::from(code.to_owned()).say(language),
        }
    }
}

/// How often a reason was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonCount {
    pub reason: String,
    pub count: u32,
}

/// The reasons of one kind, most frequent first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pareto {
    pub loss: Loss,
    pub reasons: Vec<ReasonCount>,
}

impl Pareto {
    pub fn total(&self) -> u32 {
        self.reasons.iter().map(|reason| reason.count).sum()
    }
}

/// A row behind a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossRow {
    pub at: Timestamp,
    pub by: String,
    /// None for a complaint about a whole delivery.
    pub roll: Option<RollLink>,
    pub number: Option<FilmNumber>,
    /// A note, or the customer's words.
    pub words: String,
    /// Label of a complaint.
    pub complaint: Option<String>,
}

/// How good the lab is at filming once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityView {
    /// Months with films, oldest first.
    pub months: Vec<MonthYield>,
    pub paretos: Vec<Pareto>,
    /// Rows behind the reason that was asked for, newest first.
    pub rows: Vec<LossRow>,
}

impl QualityView {
    /// Rolls by the moment of their first exposure, and whether that was all it took, in months.
    pub fn months_of(rolls: impl IntoIterator<Item = (Timestamp, bool)>) -> Vec<MonthYield> {
        let mut months = std::collections::BTreeMap::new();
        for (at, good) in rolls {
            let (year, month, ..) = at.civil();
            let (count, first) = months.entry((year, month)).or_insert((0, 0));
            *count += 1;
            *first += u32::from(good);
        }
        months
            .into_iter()
            .map(|((year, month), (rolls, first_pass))| MonthYield { year, month, rolls, first_pass })
            .collect()
    }

    /// Of all months: rolls, and those that took one pass.
    pub fn sums(&self) -> (u32, u32) {
        self.months
            .iter()
            .fold((0, 0), |(rolls, first), month| (rolls + month.rolls, first + month.first_pass))
    }
}

/// Whole percent, rounded to the nearest; none of nothing.
pub fn percent(part: u32, whole: u32) -> Option<u32> {
    let whole = u64::from(whole);
    (u64::from(part) * 200 + whole).checked_div(2 * whole).and_then(|share| u32::try_from(share).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_counts_the_rolls_first_exposed_in_it() {
        let november = Timestamp::from_millis(1_762_149_600_000);
        let december = november.plus_seconds(30 * 86_400);
        let months = QualityView::months_of([(december, true), (november, true), (november, false)]);
        let told: Vec<_> =
            months.iter().map(|one| (one.year, one.month, one.rolls, one.first_pass)).collect();
        assert_eq!(told, [(2025, 11, 2, 1), (2025, 12, 1, 1)]);
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_percent() {
        assert_eq!(percent(108, 148), Some(73));
        assert_eq!(percent(1, 200), Some(1));
        assert_eq!((percent(0, 5), percent(5, 5), percent(0, 0)), (Some(0), Some(100), None));
    }
}

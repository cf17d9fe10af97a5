//! Points in time. The domain never reads a clock: a [`Timestamp`] is always an argument.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 00:00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds from `earlier` to `self`; never negative.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        let span = (self.0 - earlier.0) / 1000;
        if span < 0 { 0 } else { span }
    }

    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1000)
    }

    /// Year, month, day, hour, minute, second in UTC (civil calendar, proleptic Gregorian).
    pub const fn civil(self) -> (i32, u32, u32, u32, u32, u32) {
        let days = self.0.div_euclid(86_400_000);
        let second_of_day = self.0.rem_euclid(86_400_000) / 1000;
        // Days to date: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_shifted + 2) / 5 + 1;
        let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (
            year as i32,
            month as u32,
            day as u32,
            (second_of_day / 3600) as u32,
            (second_of_day % 3600 / 60) as u32,
            (second_of_day % 60) as u32,
        )
    }

    /// Midnight (UTC) of a day written `2026-11-21`; `None` where there is no such day.
    pub fn from_day(text: &str) -> Option<Self> {
        // Days to a time: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
        let mut parts = text.split('-');
        let mut next = || parts.next()?.parse::<i64>().ok();
        let (year, month, day) = (next()?, next()?, next()?);
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let shifted_year = if month <= 2 { year - 1 } else { year };
        let era = shifted_year / 400;
        let year_of_era = shifted_year - era * 400;
        let shifted_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let at = Self::from_millis((era * 146_097 + day_of_era - 719_468) * 86_400_000);
        // The 30th of February comes out as a day of March: it was none.
        let (civil_year, civil_month, civil_day, ..) = at.civil();
        let same =
            (i64::from(civil_year), i64::from(civil_month), i64::from(civil_day)) == (year, month, day);
        same.then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_reads_as_a_calendar_date() {
        assert_eq!(Timestamp::from_millis(0).civil(), (1970, 1, 1, 0, 0, 0));
        assert_eq!(Timestamp::from_millis(1_795_231_981_000).civil(), (2026, 11, 21, 3, 33, 1));
        assert_eq!(Timestamp::from_millis(-1000).civil(), (1969, 12, 31, 23, 59, 59));
        assert_eq!(Timestamp::from_millis(951_782_400_000).civil(), (2000, 2, 29, 0, 0, 0));
    }

    #[test]
    fn a_day_is_read_as_its_midnight() {
        assert_eq!(Timestamp::from_day("2026-11-21"), Some(Timestamp::from_millis(1_795_219_200_000)));
        assert_eq!(Timestamp::from_day("2000-02-29"), Some(Timestamp::from_millis(951_782_400_000)));
        for bad in ["", "21.11.2026", "2026-02-30", "2026-13-01", "0099-01-01", "2026-11", "x-y-z"] {
            assert_eq!(Timestamp::from_day(bad), None, "{bad}");
        }
    }
}

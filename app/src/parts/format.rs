//! Times as the lab writes them: `21.11.2026`, `10:42`, and up to one day back `vor 4 s`. Quantities are written by
//! [`Language::count`] and [`Language::metres`].

use domain::{time::Timestamp, words::Language};

use crate::catalogue::{fill, locale_of, say};

/// How one reader reads a time: language, and minutes east of UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub language: Language,
    pub offset_minutes: i32,
}

impl Reading {
    pub fn utc(language: Language) -> Self {
        Self { language, offset_minutes: 0 }
    }

    /// `21.11.2026`, the same in both languages.
    pub fn date(self, at: Timestamp) -> String {
        let (year, month, day, ..) = self.local(at).civil();
        format!("{day:02}.{month:02}.{year:04}")
    }

    /// `10:42`
    pub fn time(self, at: Timestamp) -> String {
        let (.., hour, minute, _) = self.local(at).civil();
        format!("{hour:02}:{minute:02}")
    }

    /// `21.11.2026 10:42`
    pub fn date_time(self, at: Timestamp) -> String {
        format!("{} {}", self.date(at), self.time(at))
    }

    /// `Sa 21.11.2026` or `Sat 21.11.2026`
    pub fn day(self, at: Timestamp) -> String {
        // 1970-01-01 was a Thursday.
        let weekday = (self.local(at).millis().div_euclid(86_400_000) + 3).rem_euclid(7) as usize;
        let names = self.language.pick(
            ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        );
        format!("{} {}", names[weekday], self.date(at))
    }

    /// `vor 4 s`, `vor 3 h`; from one day on the date.
    pub fn relative(self, at: Timestamp, now: Timestamp) -> String {
        let seconds = now.seconds_since(at);
        if seconds < 86_400 { ago(self.language, seconds as u64) } else { self.date(at) }
    }

    /// For `<time datetime>`: `2026-11-21T10:42:00Z`, always UTC.
    pub fn machine(at: Timestamp) -> String {
        let (year, month, day, hour, minute, second) = at.civil();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    fn local(self, at: Timestamp) -> Timestamp {
        at.plus_seconds(i64::from(self.offset_minutes) * 60)
    }
}

/// `4 s ago`, `12 min ago`, `3 h ago`.
pub fn ago(language: Language, seconds: u64) -> String {
    let locale = locale_of(language);
    let (sentence, quantity) = match seconds {
        0..60 => (say!(locale, time.seconds_ago), seconds),
        60..3600 => (say!(locale, time.minutes_ago), seconds / 60),
        _ => (say!(locale, time.hours_ago), seconds / 3600),
    };
    fill(sentence, &[&language.count(quantity)])
}

/// The German noun or the English one for a quantity: `1 Bild`, `2.899 Bilder`.
pub fn counted(language: Language, quantity: u64, one: &str, many: &str) -> String {
    format!("{} {}", language.count(quantity), if quantity == 1 { one } else { many })
}

/// A word that begins a line: `Filmstau`, `Film jam`.
pub fn sentence_case(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENING: Timestamp = Timestamp::from_millis(1_795_302_120_000);

    #[test]
    fn a_time_is_written_as_the_lab_writes_it() {
        let german = Reading { language: Language::German, offset_minutes: 60 };
        assert_eq!(german.day(EVENING), "So 22.11.2026");
        assert_eq!(german.time(EVENING), "00:02");
        assert_eq!(Reading::utc(Language::German).date_time(EVENING), "21.11.2026 23:02");
        assert_eq!(Reading::utc(Language::English).day(Timestamp::from_millis(0)), "Thu 01.01.1970");
        assert_eq!(Reading::machine(Timestamp::from_millis(0)), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn up_to_one_day_back_a_time_is_relative() {
        let english = Reading::utc(Language::English);
        let back = |seconds: i64| english.relative(EVENING.plus_seconds(-seconds), EVENING);
        assert_eq!(back(4), "4 s ago");
        assert_eq!(back(3599), "59 min ago");
        assert_eq!(back(86_399), "23 h ago");
        assert_eq!(back(86_400), "20.11.2026");
    }
}

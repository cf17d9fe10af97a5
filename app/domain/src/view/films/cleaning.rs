//! The cleaning list: temp rolls somebody should go and look at, and why.

use super::ShelfLine;
use crate::time::Timestamp;
use crate::words::Language;

/// Film that lies longer loses sensitivity: it is to be measured or thrown away.
pub const OLD_DAYS: u64 = 90;

/// Why a temp roll is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CleaningReason {
    Lost,
    /// Fewer usable frames than the lab keeps.
    TooShort {
        usable: u32,
    },
    Old {
        days: u64,
    },
    /// Nobody has said where it lies.
    NoPlace,
}

impl CleaningReason {
    pub fn say(self, language: Language) -> String {
        match self {
            Self::Lost => language
                .pick("vermisst: suchen oder abschreiben", "missing: look for it or write it off")
                .to_owned(),
            Self::TooShort { usable } => {
                let usable = language.count(usable.into());
                language.pick(
                    format!("nur noch {usable} nutzbare Bilder: wegwerfen"),
                    format!("only {usable} usable frames: throw it away"),
                )
            }
            Self::Old { days } => {
                let days = language.count(days);
                language.pick(
                    format!("liegt seit {days} Tagen: verbrauchen, messen oder wegwerfen"),
                    format!("has lain for {days} days: use, measure or throw it away"),
                )
            }
            Self::NoPlace => {
                language.pick("ohne Platz: einräumen", "without a place: put it somewhere").to_owned()
            }
        }
    }
}

/// Whole days since it was left.
pub fn days_since(since: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(now.seconds_since(since)).unwrap_or_default() / 86_400
}

/// What speaks against letting it lie, the gravest first; nothing for most. `smallest` is the fewest usable frames that
/// the lab keeps.
pub fn reasons_to_clean(piece: &ShelfLine, smallest: u32, now: Timestamp) -> Vec<CleaningReason> {
    if piece.lost {
        return vec![CleaningReason::Lost];
    }
    let days = days_since(piece.since, now);
    let found = [
        (piece.usable_frames < smallest).then_some(CleaningReason::TooShort { usable: piece.usable_frames }),
        (days > OLD_DAYS).then_some(CleaningReason::Old { days }),
        piece.place.is_empty().then_some(CleaningReason::NoPlace),
    ];
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::roll::FilmType;
    use crate::id::{ReelId, RollId, TempRollId};

    const DAY: i64 = 86_400;

    fn piece(days: i64, usable_frames: u32, place: &str) -> (ShelfLine, Timestamp) {
        let now = Timestamp::from_millis(1_762_149_600_000);
        let line = ShelfLine {
            id: TempRollId::new(1),
            film: FilmType::Mm16,
            reel: ReelId::new(1),
            length_mm: 8_000,
            usable_frames,
            since: now.plus_seconds(-days * DAY),
            left_by: RollId::new(1),
            left_by_name: "10000001".to_owned(),
            loaded_for: None,
            place: place.to_owned(),
            lost: false,
        };
        (line, now)
    }

    #[test]
    fn a_good_temp_roll_may_lie() {
        let (line, now) = piece(90, 150, "A1");
        assert_eq!(reasons_to_clean(&line, 150, now), []);
    }

    #[test]
    fn what_is_old_short_or_nowhere_is_on_the_list() {
        let (line, now) = piece(91, 149, "");
        let found = reasons_to_clean(&line, 150, now);
        assert_eq!(
            found,
            [
                CleaningReason::TooShort { usable: 149 },
                CleaningReason::Old { days: 91 },
                CleaningReason::NoPlace
            ]
        );
        assert_eq!(found[1].say(Language::English), "has lain for 91 days: use, measure or throw it away");
    }

    #[test]
    fn of_a_missing_one_nothing_else_is_asked() {
        let (mut line, now) = piece(200, 10, "");
        line.lost = true;
        assert_eq!(reasons_to_clean(&line, 150, now), [CleaningReason::Lost]);
    }
}

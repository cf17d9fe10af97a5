//! Working hours: from seven to five, Monday to Friday.

use domain::time::Timestamp;

const DAY: i64 = 24 * 3600;

pub(crate) struct Calendar {
    now: Timestamp,
    /// Somebody stays after hours.
    staying: bool,
}

impl Calendar {
    pub(crate) const fn at(now: Timestamp) -> Self {
        Self { now, staying: false }
    }

    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    /// So many minutes of work; what would end after five goes on the next working morning.
    pub(crate) fn pass(&mut self, minutes: i64) {
        let at = self.now.plus_seconds(minutes * 60);
        let late = at.civil().3 >= 17 || is_weekend(at);
        self.now = if late && !self.staying { next_morning(at) } else { at };
    }

    /// From this hour on there is somebody, whatever the day.
    pub(crate) fn stay_from(&mut self, at: Timestamp) {
        self.now = self.now.max(at);
        self.staying = true;
    }
}

fn next_morning(at: Timestamp) -> Timestamp {
    let of_day = at.millis().rem_euclid(DAY * 1000);
    let mut morning = Timestamp::from_millis(at.millis() - of_day).plus_seconds(DAY + 7 * 3600);
    while is_weekend(morning) {
        morning = morning.plus_seconds(DAY);
    }
    morning
}

/// The first of January 1970 was a Thursday.
fn is_weekend(at: Timestamp) -> bool {
    (at.millis().div_euclid(DAY * 1000) + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_works_at_night_or_on_sunday() {
        // Friday, 7 November 2025, ten to five.
        let mut calendar = Calendar::at(Timestamp::from_millis(1_762_534_200_000));
        calendar.pass(5);
        assert_eq!(calendar.now().civil(), (2025, 11, 7, 16, 55, 0));
        calendar.pass(30);
        assert_eq!(calendar.now().civil(), (2025, 11, 10, 7, 0, 0));
    }
}

//! Guessing gets slower: each wrong password makes the next try wait longer, for the name and for the address it
//! comes from. Nobody is ever locked out for good.

use domain::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// How patient a door is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Tries that wait for nothing.
    free: u32,
    /// The longest wait, in seconds.
    longest: i64,
}

/// For a name: one person mistypes a few times. At most a minute, or guessing would keep the owner out.
pub const FOR_NAMES: Patience = Patience { free: 4, longest: 60 };
/// For an address: a whole lab may stand behind one.
pub const FOR_ADDRESSES: Patience = Patience { free: 20, longest: 300 };

/// Tries are forgotten after this time without any.
const FORGOTTEN_SECONDS: i64 = 15 * 60;
/// Keys remembered at most; beyond, the oldest go.
const MOST: usize = 10_000;

#[derive(Clone, Copy, Debug)]
struct Tries {
    count: u32,
    last: Timestamp,
}

/// The tries of late, by name or by address.
#[derive(Debug)]
pub struct Throttle {
    patience: Patience,
    tries: Mutex<BTreeMap<String, Tries>>,
}

impl Throttle {
    pub fn new(patience: Patience) -> Self {
        Self { patience, tries: Mutex::default() }
    }

    /// Takes a try, before its password is looked at: many at once count each. The error is the seconds to wait;
    /// a try that is sent away does not make the wait longer.
    pub fn take(&self, key: &str, now: Timestamp) -> Result<(), i64> {
        let Ok(mut all) = self.tries.lock() else { return Ok(()) };
        let known = all.get(key).filter(|tries| now.seconds_since(tries.last) < FORGOTTEN_SECONDS);
        let count = known.map_or(0, |tries| tries.count);
        if let Some(tries) = known {
            let left = self.patience.wait(count) - now.seconds_since(tries.last);
            if left > 0 {
                return Err(left);
            }
        }
        if all.len() >= MOST && !all.contains_key(key) {
            all.retain(|_, tries| now.seconds_since(tries.last) < FORGOTTEN_SECONDS);
            while all.len() >= MOST {
                let oldest = all.iter().min_by_key(|(_, tries)| tries.last).map(|(key, _)| key.clone());
                oldest.and_then(|key| all.remove(&key));
            }
        }
        all.insert(key.to_owned(), Tries { count: count.saturating_add(1), last: now });
        Ok(())
    }

    /// The try was right: it does not count.
    pub fn forgive(&self, key: &str) {
        let Ok(mut all) = self.tries.lock() else { return };
        if let Some(tries) = all.get_mut(key) {
            tries.count = tries.count.saturating_sub(1);
        }
    }

    /// Its owner is in: earlier mistakes do not count either.
    pub fn forget(&self, key: &str) {
        if let Ok(mut all) = self.tries.lock() {
            all.remove(key);
        }
    }
}

impl Patience {
    /// Seconds to wait after so many tries: 1, 2, 4, … up to the longest.
    fn wait(self, tries: u32) -> i64 {
        match tries.checked_sub(self.free) {
            None | Some(0) => 0,
            Some(beyond) => (1_i64 << (beyond - 1).min(20)).min(self.longest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(second: i64) -> Timestamp {
        Timestamp::from_millis(second * 1000)
    }

    #[test]
    fn a_thousand_guesses_in_a_second_come_down_to_five() {
        let throttle = Throttle::new(FOR_NAMES);
        let let_in = (0..1000).filter(|_| throttle.take("Anna", second(0)).is_ok()).count();
        assert_eq!(let_in, 5);
        assert_eq!(throttle.take("Anna", second(0)), Err(1));
        assert_eq!(throttle.take("Bernd", second(0)), Ok(()));
    }

    #[test]
    fn the_wait_grows_but_never_beyond_a_minute() {
        let throttle = Throttle::new(FOR_NAMES);
        let mut now = 0;
        for _ in 0..40 {
            while throttle.take("Anna", second(now)).is_err() {
                now += 1;
            }
        }
        assert!(now > 1000);
        assert!(throttle.take("Anna", second(now)).unwrap_err() <= 60);
        assert_eq!(throttle.take("Anna", second(now + 60)), Ok(()));
    }

    #[test]
    fn the_right_password_wipes_the_mistakes_out() {
        let throttle = Throttle::new(FOR_NAMES);
        for _ in 0..5 {
            throttle.take("Anna", second(0)).unwrap();
        }
        throttle.forget("Anna");
        assert_eq!(throttle.take("Anna", second(0)), Ok(()));
    }

    #[test]
    fn an_hour_later_nothing_is_remembered() {
        let throttle = Throttle::new(FOR_NAMES);
        for at in 0..20 {
            let _ = throttle.take("Anna", second(at * 60));
        }
        assert_eq!((0..4).filter(|_| throttle.take("Anna", second(9000)).is_ok()).count(), 4);
    }
}

//! The roll in the camera as its operator sees it: how far it is, by the clock or by a reading of the camera's counter,
//! and what there is to say when.

use super::films::{AttemptLine, FilmScale, RollPage, Unreadable, frames};
use crate::film::attempt::Course;
use crate::id::AttemptId;
use serde::{Deserialize, Serialize};

/// What the camera's counter showed: the operator read it. Kept in the page's address and nowhere else, because it is
/// no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// A reading of an earlier attempt says nothing of this one.
    pub attempt: AttemptId,
    pub frames: u32,
    /// Seconds between the attempt's beginning and the reading.
    pub second: u64,
}

impl Counter {
    /// `12-1388-2140`, as it stands in the address.
    pub fn text(&self) -> String {
        format!("{}-{}-{}", self.attempt, self.frames, self.second)
    }

    /// The reading in an address, where it is one of this attempt and within what was planned.
    pub fn parse(text: &str, attempt: AttemptId, planned: u32) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = || parts.next()?.parse::<u64>().ok();
        let (of, frames, second) = (next()?, next()?, next()?);
        let frames = u32::try_from(frames).ok().filter(|frames| *frames <= planned)?;
        (of == attempt.get() && parts.next().is_none()).then_some(Self { attempt, frames, second })
    }
}

/// An attempt that runs, as far as its pace depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InCamera {
    pub attempt: AttemptId,
    pub planned: u32,
    pub scale: FilmScale,
}

impl RollPage {
    /// The attempt that runs, and its pace; none where the roll is not in the camera.
    pub fn in_camera(&self) -> Option<(InCamera, &AttemptLine)> {
        let attempt = self.attempts.iter().find(|attempt| matches!(attempt.course, Course::Running))?;
        Some((InCamera { attempt: attempt.id, planned: self.line.frames, scale: self.scale }, attempt))
    }
}

impl InCamera {
    /// How far it is so many seconds after it began.
    pub fn pace(&self, counter: Option<Counter>, elapsed: u64) -> Pace {
        Pace::of(&self.scale, self.planned, counter, elapsed)
    }

    /// The counter as it is typed, or so many frames (`step`) on or back from where the attempt is thought to be.
    pub fn read(
        &self,
        typed: &str,
        step: &str,
        before: Option<Counter>,
        elapsed: u64,
    ) -> Result<Counter, Unreadable> {
        let attempt = self.attempt;
        if let Ok(step) = step.trim().parse::<i32>() {
            let done = self.pace(before, elapsed).done;
            let frames = done.saturating_add_signed(step).min(self.planned);
            return Ok(Counter { attempt, frames, second: elapsed });
        }
        let frames = frames(typed)?;
        if frames > self.planned {
            return Err(Unreadable::MoreThanPlanned { typed: frames, planned: self.planned });
        }
        Ok(Counter { attempt, frames, second: elapsed })
    }
}

/// How far an attempt is. The camera reports nothing while it runs, so this is an estimate at its pace, from the
/// beginning or from the last reading of the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    pub done: u32,
    pub left: u32,
    pub seconds_left: u64,
    /// Seconds between the attempt's beginning and its expected end.
    pub ends: u64,
}

impl Pace {
    pub fn of(scale: &FilmScale, planned: u32, counter: Option<Counter>, elapsed: u64) -> Self {
        let (read, at) = counter.map_or((0, 0), |counter| (counter.frames.min(planned), counter.second));
        let since = scale.frames_after(elapsed.saturating_sub(at));
        let done = read.saturating_add(u32::try_from(since).unwrap_or(u32::MAX)).min(planned);
        let ends = at.saturating_add(scale.seconds(planned - read));
        Self { done, left: planned - done, seconds_left: ends.saturating_sub(elapsed), ends }
    }

    pub fn call(&self) -> Call {
        match self.left {
            0 => Call::Due,
            1..=5 => Call::Five,
            6..=10 => Call::Ten,
            11..=20 => Call::Twenty,
            _ if self.seconds_left <= PREPARE_SECONDS => Call::Prepare,
            _ => Call::None,
        }
    }
}

/// So long before the end the operator gets ready.
pub const PREPARE_SECONDS: u64 = 180;

/// What the operator is called for, each once, as the end comes nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    None,
    Prepare,
    Twenty,
    Ten,
    Five,
    Due,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::roll::FilmType;
    use crate::film::settings::Settings;

    fn scale() -> FilmScale {
        FilmScale::of(&Settings::default(), FilmType::Mm16)
    }

    fn read(frames: u32, second: u64) -> Option<Counter> {
        Some(Counter { attempt: AttemptId::new(12), frames, second })
    }

    #[test]
    fn the_clock_tells_how_far_the_camera_is() {
        let pace = |elapsed| Pace::of(&scale(), 2868, None, elapsed);
        assert_eq!(pace(0), Pace { done: 0, left: 2868, seconds_left: 4413, ends: 4413 });
        assert_eq!(pace(3888), Pace { done: 2527, left: 341, seconds_left: 525, ends: 4413 });
    }

    #[test]
    fn an_attempt_that_takes_longer_has_no_frames_left_but_never_fewer() {
        let late = Pace::of(&scale(), 650, None, 5000);
        assert_eq!(late, Pace { done: 650, left: 0, seconds_left: 0, ends: 1000 });
        assert_eq!(late.call(), Call::Due);
    }

    #[test]
    fn a_reading_of_the_counter_puts_the_estimate_right() {
        // Begun 600 seconds ago, but the camera stood still for a while.
        let pace = Pace::of(&scale(), 2868, read(200, 600), 600);
        assert_eq!((pace.done, pace.left), (200, 2668));
        assert_eq!(pace.ends, 600 + 4105);
        assert_eq!(Pace::of(&scale(), 2868, read(200, 600), 610).done, 206);
    }

    #[test]
    fn the_operator_is_called_as_the_end_comes_nearer() {
        let call = |left: u32| Pace::of(&scale(), 2868, read(2868 - left, 0), 0).call();
        assert_eq!(call(2868), Call::None);
        assert_eq!(call(118), Call::None);
        assert_eq!(call(117), Call::Prepare);
        assert_eq!([call(21), call(20), call(11)], [Call::Prepare, Call::Twenty, Call::Twenty]);
        assert_eq!([call(10), call(6), call(5), call(1)], [Call::Ten, Call::Ten, Call::Five, Call::Five]);
        assert_eq!(call(0), Call::Due);
        assert!(Call::Prepare < Call::Twenty && Call::Five < Call::Due);
    }

    #[test]
    fn the_counter_is_typed_or_stepped() {
        let roll = InCamera { attempt: AttemptId::new(12), planned: 2868, scale: scale() };
        assert_eq!(roll.read("1.388", "", None, 2200), Ok(read(1388, 2200).unwrap()));
        // By the clock the camera is at frame 1430.
        assert_eq!(roll.read("", "+10", None, 2200), Ok(read(1440, 2200).unwrap()));
        assert_eq!(roll.read("", "-1", read(1388, 2200), 2200), Ok(read(1387, 2200).unwrap()));
        assert_eq!(roll.read("", "-10", None, 0), Ok(read(0, 0).unwrap()));
        assert_eq!(roll.read("", "", None, 5), Err(Unreadable::FramesMissing));
        let more = roll.read("3000", "", None, 5);
        assert_eq!(more, Err(Unreadable::MoreThanPlanned { typed: 3000, planned: 2868 }));
    }

    #[test]
    fn a_reading_in_an_address_is_of_this_attempt_or_none() {
        let parse = |text| Counter::parse(text, AttemptId::new(12), 2868);
        assert_eq!(parse("12-1388-2140"), read(1388, 2140));
        assert_eq!(read(1388, 2140).map(|counter| counter.text()), Some("12-1388-2140".to_owned()));
        for wrong in ["11-1388-2140", "12-2869-2140", "12-1388", "12-1388-2140-1", "12-x-2140", ""] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}

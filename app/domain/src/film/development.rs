//! Development (Entwicklung): runs of the processor, density readings, and what a bad run holds back.

use super::roll::FilmType;
use super::settings::Settings;
use crate::id::{RollId, RunId};
use crate::reason;
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// An optical density (Dichte) in hundredths, 0.00 to 2.00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Density(u32);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no density: a number from 0.00 to 2.00 is needed, such as 1.25")]
pub struct NotADensity(pub String);

impl Density {
    /// The densitometer's scale ends here.
    const HIGHEST: u32 = 200;

    pub fn from_hundredths(hundredths: u32) -> Option<Self> {
        (hundredths <= Self::HIGHEST).then_some(Self(hundredths))
    }

    /// Reads `1.25`, `1,25`, `1.3` or `1`.
    pub fn parse(text: &str) -> Result<Self, NotADensity> {
        let wrong = || NotADensity(text.chars().take(20).collect());
        let text_trimmed = text.trim();
        let (whole, part) = text_trimmed.split_once(['.', ',']).unwrap_or((text_trimmed, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 1 || part.len() > 2 || !digits(whole) || !digits(part) {
            return Err(wrong());
        }
        let whole: u32 = whole.parse().map_err(|_| wrong())?;
        let part: u32 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
        Self::from_hundredths(whole * 100 + part).ok_or_else(wrong)
    }

    pub const fn hundredths(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for Density {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl TryFrom<u32> for Density {
    type Error = NotADensity;
    fn try_from(hundredths: u32) -> Result<Self, NotADensity> {
        Self::from_hundredths(hundredths).ok_or_else(|| NotADensity(hundredths.to_string()))
    }
}

impl From<Density> for u32 {
    fn from(density: Density) -> Self {
        density.0
    }
}

/// What a reading says of the film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DensityVerdict {
    TooLow,
    Low,
    Good,
    High,
    TooHigh,
}

impl DensityVerdict {
    /// By the lab's limits: rejected below the first and above the last, good between the inner two.
    pub fn of(density: Density, settings: &Settings) -> Self {
        let [reject_below, good_from, good_to, reject_above] = settings.density;
        match density.0 {
            value if value < reject_below => Self::TooLow,
            value if value < good_from => Self::Low,
            value if value <= good_to => Self::Good,
            value if value <= reject_above => Self::High,
            _ => Self::TooHigh,
        }
    }

    /// Film with such a reading cannot be accepted as it is.
    pub const fn rejects(self) -> bool {
        matches!(self, Self::TooLow | Self::TooHigh)
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLow => "too_low",
            Self::Low => "low",
            Self::Good => "good",
            Self::High => "high",
            Self::TooHigh => "too_high",
        }
    }
}

impl Say for DensityVerdict {
    fn say(&self, language: Language) -> String {
        match self {
            Self::TooLow => language.pick("zu niedrig", "too low"),
            Self::Low => language.pick("niedrig", "low"),
            Self::Good => language.pick("gut", "good"),
            Self::High => language.pick("hoch", "high"),
            Self::TooHigh => language.pick("zu hoch", "too high"),
        }
        .to_owned()
    }
}

/// Whether the films of a run may go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "quarantine", rename_all = "snake_case")]
pub enum Quarantine {
    Clear,
    /// None of its films can be accepted.
    Held {
        reason: String,
    },
    /// Held once, and let go by a person with a reason.
    Released {
        reason: String,
    },
}

impl Quarantine {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Held { .. } => "held",
            Self::Released { .. } => "released",
        }
    }
}

impl Quarantine {
    /// Held by a reading beyond the lab's limits.
    pub fn by_density(reading: Density) -> Self {
        Self::Held { reason: reason::by_density(reading) }
    }
}

/// Films developed together: what is wrong with one may be wrong with all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub id: RunId,
    pub rolls: Vec<RollId>,
    /// The batch of chemistry, in the lab's words.
    pub bath: String,
    /// In the order they were read.
    pub readings: Vec<Density>,
    /// Film that went through the processor.
    pub length_mm: u64,
    pub at: Timestamp,
    pub by: String,
    pub quarantine: Quarantine,
}

impl Run {
    /// None of its films goes out until a person releases it.
    pub const fn is_held(&self) -> bool {
        matches!(self.quarantine, Quarantine::Held { .. })
    }
}

/// The processor moves 1 m a minute.
pub const MM_PER_MINUTE: u64 = 1_000;

/// The film of a roll as it goes through the processor: frames with the real step of its film, leader and trailer.
pub fn length_mm(settings: &Settings, film: FilmType, frames: u32) -> u64 {
    settings.spent_mm(film, frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_density_is_read_with_point_or_comma() {
        for (text, hundredths) in [("1.25", 125), ("1,3", 130), ("0", 0), ("2.00", 200), (" 1.2 ", 120)] {
            assert_eq!(Density::parse(text).map(Density::hundredths), Ok(hundredths), "{text}");
        }
        for text in ["", "2.01", "12", "1.234", "-1", "1.2x", "9"] {
            assert!(Density::parse(text).is_err(), "{text}");
        }
        assert_eq!(Density::from_hundredths(105).unwrap().to_string(), "1.05");
    }

    #[test]
    fn readings_are_judged_by_the_labs_limits() {
        let settings = Settings::default();
        let verdict = |text: &str| DensityVerdict::of(Density::parse(text).unwrap(), &settings);
        for (text, expected) in [
            ("0.99", DensityVerdict::TooLow),
            ("1.00", DensityVerdict::Low),
            ("1.20", DensityVerdict::Good),
            ("1.40", DensityVerdict::Good),
            ("1.41", DensityVerdict::High),
            ("1.60", DensityVerdict::High),
            ("1.61", DensityVerdict::TooHigh),
        ] {
            assert_eq!(verdict(text), expected, "{text}");
        }
    }

    #[test]
    fn thirty_five_millimetre_film_is_developed_in_its_real_length() {
        let settings = Settings::default();
        assert_eq!(length_mm(&settings, FilmType::Mm16, 2_890), 29_900);
        assert_eq!(length_mm(&settings, FilmType::Mm35, 690), 29_980);
    }
}

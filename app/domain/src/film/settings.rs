//! The one versioned settings record. Each plan keeps the values it was made with.

use super::roll::FilmType;
use serde::{Deserialize, Serialize};

/// Planning limits and physical constants of the lab.
///
/// Lengths are millimetres: the truth of a reel is kept in millimetres, frames are a planning limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Frames planned on a full 16mm roll. 2,900 until autumn 2025 and the default; 2,940 is in use since.
    pub capacity_16mm: u32,
    /// Frames planned on a full 35mm roll.
    pub capacity_35mm: u32,
    /// A rest with fewer usable frames than this is scrap, not a temp roll.
    pub smallest_usable: u32,
    /// Film on a new reel: 30.5 m.
    pub reel_mm: u32,
    /// Leader (Vorspann) of every exposure: 50 cm. Leader and trailer together are the padding, 100 frames of 16mm.
    pub leader_mm: u32,
    /// Trailer (Nachspann) of every exposure: 50 cm.
    pub trailer_mm: u32,
    /// Advance per frame (Schrittweite) on 16mm.
    pub step_16mm: u32,
    /// Advance per frame (Schrittweite) on 35mm.
    pub step_35mm: u32,
    /// Frames the camera exposes in 1,000 seconds: 650 is the measured 0.65 frames/s.
    pub frames_per_1000_s: u32,
    /// A page is oversized when its short side is longer than this, in PDF points (1/72 inch): A3 is 842 × 1191.
    pub a3_short_pt: u32,
    /// … and its long side longer than this.
    pub a3_long_pt: u32,
    /// Limits of a density reading in hundredths: rejected below the first and above the last, good between the
    /// inner two. 1.0, 1.2, 1.4 and 1.6 are the lab's.
    #[serde(default = "lab_density")]
    pub density: [u32; 4],
    /// Whether an index is delivered only when every film is accepted; otherwise filmed is enough.
    #[serde(default)]
    pub deliver_accepted_only: bool,
}

fn lab_density() -> [u32; 4] {
    [100, 120, 140, 160]
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            capacity_16mm: 2900,
            capacity_35mm: 690,
            smallest_usable: 150,
            reel_mm: 30_500,
            leader_mm: 500,
            trailer_mm: 500,
            step_16mm: 10,
            step_35mm: 42,
            frames_per_1000_s: 650,
            a3_short_pt: 842,
            a3_long_pt: 1191,
            density: lab_density(),
            deliver_accepted_only: false,
        }
    }
}

/// What is wrong with a settings record, naming the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum BadSettings {
    #[error("{field} must lie between {least} and {most}, not {value}")]
    OutOfBounds { field: &'static str, value: u32, least: u32, most: u32 },
    #[error("{frames} frames of {film} need {needed_mm} mm, but a reel has {reel_mm} mm: lower the capacity")]
    CapacityLongerThanReel { film: FilmType, frames: u32, needed_mm: u32, reel_mm: u32 },
    #[error("the four limits of density must rise and end at 2.00 at most")]
    DensityLimits,
}

impl Settings {
    /// Frames planned on a full roll of this film.
    pub fn capacity(&self, film: FilmType) -> u32 {
        match film {
            FilmType::Mm16 => self.capacity_16mm,
            FilmType::Mm35 => self.capacity_35mm,
        }
    }

    /// Millimetres of film one frame takes.
    pub fn step_mm(&self, film: FilmType) -> u32 {
        match film {
            FilmType::Mm16 => self.step_16mm,
            FilmType::Mm35 => self.step_35mm,
        }
    }

    /// Leader and trailer together, in millimetres.
    pub fn padding_mm(&self) -> u32 {
        self.leader_mm + self.trailer_mm
    }

    /// Film spent by exposing `frames` in one go: leader, frames, trailer. Nothing exposed spends nothing.
    pub fn spent_mm(&self, film: FilmType, frames: u32) -> u64 {
        if frames == 0 {
            return 0;
        }
        u64::from(self.padding_mm()) + u64::from(frames) * u64::from(self.step_mm(film))
    }

    /// Frames that can be exposed on a piece of film of this length, after leader and trailer.
    pub fn usable_frames(&self, film: FilmType, length_mm: u32) -> u32 {
        length_mm.saturating_sub(self.padding_mm()) / self.step_mm(film).max(1)
    }

    /// Whether a rest of this length is worth keeping as a temp roll.
    pub fn is_worth_keeping(&self, film: FilmType, length_mm: u32) -> bool {
        self.usable_frames(film, length_mm) >= self.smallest_usable
    }

    /// Refuses values no lab can mean, such as a capacity longer than the reel.
    pub fn check(&self) -> Result<(), BadSettings> {
        let bounds = [
            ("capacity_16mm", self.capacity_16mm, 1, 100_000),
            ("capacity_35mm", self.capacity_35mm, 1, 100_000),
            ("smallest_usable", self.smallest_usable, 1, 100_000),
            ("reel_mm", self.reel_mm, 1_000, 1_000_000),
            ("leader_mm", self.leader_mm, 0, 10_000),
            ("trailer_mm", self.trailer_mm, 0, 10_000),
            ("step_16mm", self.step_16mm, 1, 1_000),
            ("step_35mm", self.step_35mm, 1, 1_000),
            ("frames_per_1000_s", self.frames_per_1000_s, 1, 1_000_000),
            ("a3_short_pt", self.a3_short_pt, 72, 14_400),
            ("a3_long_pt", self.a3_long_pt, 72, 14_400),
        ];
        for (field, value, least, most) in bounds {
            if value < least || value > most {
                return Err(BadSettings::OutOfBounds { field, value, least, most });
            }
        }
        if !self.density.is_sorted() || self.density[3] > 200 {
            return Err(BadSettings::DensityLimits);
        }
        for film in [FilmType::Mm16, FilmType::Mm35] {
            let frames = self.capacity(film);
            let needed = self.spent_mm(film, frames);
            if needed > u64::from(self.reel_mm) {
                return Err(BadSettings::CapacityLongerThanReel {
                    film,
                    frames,
                    needed_mm: u32::try_from(needed).unwrap_or(u32::MAX),
                    reel_mm: self.reel_mm,
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_the_labs_own_and_hold_together() {
        let settings = Settings::default();
        assert_eq!(settings.check(), Ok(()));
        assert_eq!(settings.usable_frames(FilmType::Mm16, 30_500), 2950);
        assert_eq!(settings.usable_frames(FilmType::Mm35, 30_500), 702);
    }

    #[test]
    fn a_capacity_longer_than_the_reel_is_refused() {
        let settings = Settings { capacity_16mm: 2951, ..Settings::default() };
        assert!(matches!(settings.check(), Err(BadSettings::CapacityLongerThanReel { .. })));
    }
}

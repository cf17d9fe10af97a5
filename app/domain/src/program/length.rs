//! Measures of a part, exact in both of the units a title mixes.

use serde::{Deserialize, Serialize};

/// A length in tenths of a micrometre: ten thousand are a millimetre, 254,000 an inch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Length(u32);

impl Length {
    pub const HUNDREDTH_MILLIMETRE: Self = Self(100);
    pub const HUNDREDTH_INCH: Self = Self(2_540);

    /// From ten-thousandths of a millimetre.
    pub fn from_millimetres(ten_thousandths: u64) -> Self {
        Self(u32::try_from(ten_thousandths).unwrap_or(u32::MAX))
    }

    /// From ten-thousandths of an inch; none for what is longer than any lathe.
    pub fn from_inches(ten_thousandths: u64) -> Option<Self> {
        let length = ten_thousandths.checked_mul(254)? / 10;
        u32::try_from(length).ok().map(Self)
    }

    pub fn millimetres(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }

    pub fn inches(self) -> f64 {
        f64::from(self.0) / 254_000.0
    }

    pub const fn distance(self, other: Self) -> Self {
        Self(self.0.abs_diff(other.0))
    }
}

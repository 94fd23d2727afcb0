//! The units of audio measurement, as types.
//!
//! Only arithmetic that means something compiles: the difference of two loudnesses is in LU, a loudness
//! plus a loudness is nothing.
//!
//! ```
//! use triage::units::{Lu, Lufs};
//!
//! let excess: Lu = Lufs::new(-9.0) - Lufs::new(-14.0);
//! assert_eq!(excess, Lu::new(5.0));
//! ```
//!
//! ```compile_fail
//! use triage::units::Lufs;
//!
//! let nonsense = Lufs::new(-9.0) + Lufs::new(-14.0);
//! ```

use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// Wraps a number that is already in this unit.
            #[must_use]
            pub const fn new(value: f64) -> Self {
                Self(value)
            }

            /// The number, or `None` where there was nothing to measure (`-inf`, NaN).
            #[must_use]
            pub fn measured(value: f64) -> Option<Self> {
                value.is_finite().then_some(Self(value))
            }

            /// The bare number.
            #[must_use]
            pub const fn value(self) -> f64 {
                self.0
            }
        }
    };
}

macro_rules! difference {
    ($level:ident - $other:ident = $distance:ident) => {
        impl Sub<$other> for $level {
            type Output = $distance;
            fn sub(self, other: $other) -> $distance {
                $distance::new(self.value() - other.value())
            }
        }
    };
}

macro_rules! shift {
    ($level:ident by $distance:ident) => {
        impl Add<$distance> for $level {
            type Output = $level;
            fn add(self, distance: $distance) -> $level {
                $level::new(self.value() + distance.value())
            }
        }
    };
}

unit! {
    /// Loudness relative to full scale (BS.1770), K-weighted and gated where the name says so.
    Lufs
}
unit! {
    /// A difference of two loudnesses. One LU is one decibel.
    Lu
}
unit! {
    /// Level relative to full scale: peaks as `20 log10 |x|`, energies as `10 log10` of the mean square.
    Dbfs
}
unit! {
    /// True peak relative to full scale: the highest level of the reconstructed waveform (BS.1770-5, annex 2).
    Dbtp
}
unit! {
    /// A difference of two levels, or a gain.
    Db
}
unit! {
    /// Frequency.
    Hz
}

difference!(Lufs - Lufs = Lu);
difference!(Lu - Lu = Lu);
difference!(Dbfs - Dbfs = Db);
difference!(Dbtp - Dbtp = Db);
difference!(Dbtp - Dbfs = Db);
difference!(Dbtp - Lufs = Db);
difference!(Db - Db = Db);
shift!(Lufs by Lu);
shift!(Lu by Lu);
shift!(Dbfs by Db);
shift!(Dbtp by Db);
shift!(Db by Db);

impl Neg for Db {
    type Output = Db;
    fn neg(self) -> Db {
        Db::new(-self.value())
    }
}

impl Dbfs {
    /// Level of a linear peak; `None` for silence.
    #[must_use]
    pub fn from_peak(amplitude: f64) -> Option<Self> {
        Self::measured(20.0 * amplitude.log10())
    }

    /// Level of a mean square; `None` for silence.
    #[must_use]
    pub fn from_mean_square(mean_square: f64) -> Option<Self> {
        Self::measured(10.0 * mean_square.log10())
    }
}

impl Dbtp {
    /// Level of a linear true peak; `None` for silence.
    #[must_use]
    pub fn from_peak(amplitude: f64) -> Option<Self> {
        Self::measured(20.0 * amplitude.log10())
    }
}

impl Lufs {
    /// Loudness of a K-weighted mean square (BS.1770-5, equation 2); `None` for silence.
    #[must_use]
    pub fn from_mean_square(mean_square: f64) -> Option<Self> {
        Self::measured(lufs(mean_square))
    }
}

/// Ten times the decimal logarithm of a power or energy ratio. `-inf` for zero.
#[must_use]
pub fn power_db(power: f64) -> f64 {
    10.0 * power.log10()
}

/// The power ratio of a level in decibels.
#[must_use]
pub fn db_power(level_db: f64) -> f64 {
    10f64.powf(level_db / 10.0)
}

/// Twenty times the decimal logarithm of an amplitude. `-inf` for zero.
#[must_use]
pub fn amplitude_db(amplitude: f64) -> f64 {
    20.0 * amplitude.log10()
}

/// The amplitude ratio of a level in decibels.
#[must_use]
pub fn db_amplitude(level_db: f64) -> f64 {
    10f64.powf(level_db / 20.0)
}

/// Offset of the loudness scale: a full-scale 997 Hz sine in one channel reads -3.01 LUFS (BS.1770-5, equation 2).
pub const LOUDNESS_OFFSET_LU: f64 = -0.691;

/// Loudness of a K-weighted mean square. `-inf` for silence.
#[must_use]
pub fn lufs(mean_square: f64) -> f64 {
    LOUDNESS_OFFSET_LU + power_db(mean_square)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_not_measured() {
        assert_eq!(Lufs::from_mean_square(0.0), None);
        assert_eq!(Dbfs::from_peak(0.0), None);
        assert_eq!(Dbtp::measured(f64::NAN), None);
    }

    #[test]
    fn full_scale_sine_is_minus_three_dbfs_of_energy() {
        let level = Dbfs::from_mean_square(0.5).unwrap();
        assert!((level.value() + 3.0103).abs() < 1e-4);
    }

    #[test]
    fn peak_to_loudness_ratio_is_in_db() {
        let plr: Db = Dbtp::new(-1.0) - Lufs::new(-14.0);
        assert_eq!(plr, Db::new(13.0));
    }
}

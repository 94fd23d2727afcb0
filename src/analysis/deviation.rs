//! How the shape of a spectrum differs from a reference, by band and by the regions that have a name.

use crate::analysis::programme::statistics::median;
use crate::model::bands::NOMINAL_HZ;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::aligns_level;
use crate::model::bands::edges_hz;

/// Below the loudest band by this much on both sides, a band is noise and takes no part.
const AUDIBLE_DB: f64 = -50.0;

/// Deviations are held to this: a band that is missing altogether must not drown its neighbours.
const DEVIATION_MAX_DB: f64 = 40.0;

/// A part of the spectrum that producers have a word for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Region {
    Sub,
    Bass,
    Boom,
    LowBody,
    Mud,
    Box,
    Nasal,
    Harsh,
    Sibilance,
    High,
    Air,
}

impl Region {
    /// From low to high.
    pub(super) const ALL: [Self; 11] = [
        Self::Sub,
        Self::Bass,
        Self::Boom,
        Self::LowBody,
        Self::Mud,
        Self::Box,
        Self::Nasal,
        Self::Harsh,
        Self::Sibilance,
        Self::High,
        Self::Air,
    ];

    /// Name in reports.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sub => "SUB",
            Self::Bass => "BASS",
            Self::Boom => "BOOM",
            Self::LowBody => "LOWBODY",
            Self::Mud => "MUD",
            Self::Box => "BOX",
            Self::Nasal => "NASAL",
            Self::Harsh => "HARSH",
            Self::Sibilance => "SIB",
            Self::High => "HI",
            Self::Air => "AIR",
        }
    }

    /// First and last nominal band, Hz.
    pub(super) fn range_hz(self) -> (f64, f64) {
        match self {
            Self::Sub => (25.0, 50.0),
            Self::Bass => (63.0, 100.0),
            Self::Boom => (80.0, 160.0),
            Self::LowBody => (63.0, 160.0),
            Self::Mud => (200.0, 400.0),
            Self::Box => (400.0, 800.0),
            Self::Nasal => (800.0, 1600.0),
            Self::Harsh => (2500.0, 5000.0),
            Self::Sibilance => (5000.0, 8000.0),
            Self::High => (5000.0, 16_000.0),
            Self::Air => (10_000.0, 16_000.0),
        }
    }

    /// How far the mean may be from one or two references, dB: about the spread of commercial mixes.
    pub(super) fn half_db(self) -> f64 {
        match self {
            Self::Sub => 4.0,
            Self::Bass | Self::Boom | Self::LowBody | Self::Sibilance => 3.0,
            Self::Mud | Self::Nasal | Self::Harsh => 2.0,
            Self::Box => 1.5,
            Self::High => 2.75,
            Self::Air => 3.5,
        }
    }

    /// Bands whose nominal centre is in the region, both ends included.
    pub(super) fn bands(self) -> impl Iterator<Item = usize> {
        let (low_hz, high_hz) = self.range_hz();
        (0..THIRD_OCTAVES).filter(move |band| (low_hz..=high_hz).contains(&NOMINAL_HZ[*band]))
    }
}

/// Difference of two spectra by third-octave, level taken out; `None` where a band takes no part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Deviation {
    /// Per band, dB.
    pub(super) band_db: [Option<f64>; THIRD_OCTAVES],
}

impl Deviation {
    /// Compares two spectra up to `bandwidth_hz`. `None` where they share no band between 200 Hz and 5 kHz.
    ///
    /// Level is the median difference of those bands: mixes differ least there, and the median tolerates seven
    /// bands that differ.
    pub(super) fn between(
        mix_db: &[f64; THIRD_OCTAVES],
        reference_db: &[f64; THIRD_OCTAVES],
        bandwidth_hz: f64,
    ) -> Option<Self> {
        let (mix_top_db, reference_top_db) = (loudest_db(mix_db), loudest_db(reference_db));
        let takes_part = |band: usize| {
            let is_audible = mix_db[band] - mix_top_db >= AUDIBLE_DB
                || reference_db[band] - reference_top_db >= AUDIBLE_DB;
            is_audible && edges_hz(band).1 <= bandwidth_hz
        };
        let difference_db = |band: usize| mix_db[band] - reference_db[band];
        let mut differences_db: Vec<f64> = (0..THIRD_OCTAVES)
            .filter(|band| aligns_level(*band) && takes_part(*band))
            .map(difference_db)
            .collect();
        let level_db = median(&mut differences_db)?;
        let band_db = std::array::from_fn(|band| {
            takes_part(band).then(|| {
                (difference_db(band) - level_db).clamp(-DEVIATION_MAX_DB, DEVIATION_MAX_DB)
            })
        });
        Some(Self { band_db })
    }

    /// Mean over the bands of a region that take part; `None` when fewer than half do.
    pub(super) fn mean_db(&self, region: Region) -> Option<f64> {
        let all = region.bands().count();
        let parts: Vec<f64> = region
            .bands()
            .filter_map(|band| self.band_db[band])
            .collect();
        (parts.len() * 2 >= all).then(|| parts.iter().sum::<f64>() / parts.len() as f64)
    }

    /// Frequency where the region deviates most in the direction of `sign`, Hz, and by how much, dB.
    ///
    /// A parabola through the band and its neighbours places it between the bands, but never outside the region.
    pub(super) fn extreme(&self, region: Region, sign: f64) -> Option<(f64, f64)> {
        let height = |band: usize| {
            self.band_db
                .get(band)
                .copied()
                .flatten()
                .map(|db| db * sign)
        };
        let top = region
            .bands()
            .filter(|band| height(*band).is_some())
            .max_by(|a, b| {
                height(*a)
                    .partial_cmp(&height(*b))
                    .unwrap_or(std::cmp::Ordering::Equal)
            })?;
        let top_db = height(top)?;
        let below_db = top.checked_sub(1).and_then(height).unwrap_or(top_db);
        let above_db = height(top + 1).unwrap_or(top_db);
        let curvature = below_db - 2.0 * top_db + above_db;
        let shift = if curvature < 0.0 {
            (0.5 * (below_db - above_db) / curvature).clamp(-0.5, 0.5)
        } else {
            0.0
        };
        let hz = 1000.0 * 10f64.powf((top as f64 - 17.0 + shift) / 10.0);
        let (low_hz, high_hz) = region.range_hz();
        Some((hz.clamp(low_hz, high_hz), top_db * sign))
    }
}

/// Level of the loudest band.
fn loudest_db(levels_db: &[f64; THIRD_OCTAVES]) -> f64 {
    levels_db.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN_HZ: f64 = 30_000.0;

    #[test]
    fn gain_is_no_deviation() {
        let reference: [f64; THIRD_OCTAVES] = std::array::from_fn(|band| -(band as f64));
        let louder = reference.map(|db| db + 7.3);
        let deviation = Deviation::between(&louder, &reference, OPEN_HZ).unwrap();
        assert!(deviation.band_db.iter().all(|db| db.unwrap().abs() < 1e-9));
    }

    #[test]
    fn bands_beyond_the_bandwidth_take_no_part() {
        let flat = [0.0; THIRD_OCTAVES];
        let deviation = Deviation::between(&flat, &flat, 16_000.0).unwrap();
        assert_eq!(deviation.band_db[29], None);
        assert!(deviation.band_db[28].is_some());
        assert!(deviation.mean_db(Region::High).is_some());
    }

    #[test]
    fn noise_in_both_spectra_takes_no_part() {
        let mut quiet = [0.0; THIRD_OCTAVES];
        quiet[0] = -60.0;
        let mut quieter = [0.0; THIRD_OCTAVES];
        quieter[0] = -90.0;
        let deviation = Deviation::between(&quiet, &quieter, OPEN_HZ).unwrap();
        assert_eq!(deviation.band_db[0], None);
    }

    #[test]
    fn parabola_finds_the_top_between_bands() {
        let flat = [0.0; THIRD_OCTAVES];
        let mut mix = flat;
        // Equal heights at 250 and 315 Hz: the top is half-way, at 10^2.45 Hz.
        (mix[11], mix[12]) = (4.0, 4.0);
        let deviation = Deviation::between(&mix, &flat, OPEN_HZ).unwrap();
        let (hz, height_db) = deviation.extreme(Region::Mud, 1.0).unwrap();
        assert!((hz - 10f64.powf(2.45)).abs() < 0.5, "{hz}");
        assert_eq!(height_db, 4.0);
    }

    #[test]
    fn regions_hold_the_bands_they_name() {
        assert_eq!(
            Region::High.bands().collect::<Vec<_>>(),
            vec![24, 25, 26, 27, 28, 29]
        );
        assert_eq!(Region::Sub.bands().count(), 4);
    }
}

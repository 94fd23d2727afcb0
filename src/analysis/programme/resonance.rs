//! Steady narrow peaks: rooms, drums and filters that ring at one frequency whatever is played.

use crate::analysis::programme::timeline::Timeline;
use crate::model::bands::FINE_BANDS;
use crate::model::bands::FINE_BANDS_PER_OCTAVE;
use crate::model::bands::fine_center_hz;
use crate::model::measurement::Resonance;
use crate::units::Db;
use crate::units::Hz;
use crate::units::power_db;

/// A peak stands at least this far above the spectrum smoothed to an octave, dB.
const HEIGHT_DB: f64 = 6.0;

/// Fine bands from 100 Hz to 10 kHz.
const SEARCH: std::ops::RangeInclusive<usize> = 56..=214;

/// Half the width of the smoothing, in fine bands: a twelfth of an octave, and an octave.
const PEAK_HALF_WIDTH: f64 = 1.0;
const AROUND_HALF_BANDS: usize = 12;

/// How far a peak may lie off in a single cell: a twelfth of an octave.
const DRIFT_BANDS: usize = 2;

/// Melodies move, resonances stay: in this share of the cells, of at least this much music.
const SHARE_MIN: f64 = 0.6;
const ACTIVE_S_MIN: f64 = 20.0;

/// Most resonances told.
const RESONANCES_MAX: usize = 5;

/// The bands in which a spectrum peaks, one bit each.
pub(super) fn peaks(fine: &[f32; FINE_BANDS]) -> [u64; 4] {
    let curves = Curves::new(&fine.map(f64::from));
    let mut bits = [0; 4];
    for band in curves.peaks() {
        bits[band / 64] |= 1 << (band % 64);
    }
    bits
}

/// Steady peaks of the song, highest first.
pub(super) fn find(song: &Timeline<'_>) -> Vec<Resonance> {
    if song.active_s() < ACTIVE_S_MIN {
        return Vec::new();
    }
    let cells = song.filled();
    let mut long_term = [0.0; FINE_BANDS];
    for piece in &cells {
        for (sum, power) in long_term.iter_mut().zip(&piece.cell.sums.fine) {
            *sum += f64::from(power.get());
        }
    }
    let curves = Curves::new(&long_term);
    let share = |band: usize| {
        let near = |bits: &[u64; 4]| {
            (band - DRIFT_BANDS..=band + DRIFT_BANDS).any(|b| bits[b / 64] >> (b % 64) & 1 == 1)
        };
        let with = cells
            .iter()
            .filter(|piece| near(&piece.cell.sums.peaks))
            .count();
        with as f64 / cells.len().max(1) as f64
    };
    let mut found: Vec<Resonance> = curves
        .peaks()
        .map(|band| curves.resonance(band, share(band)))
        .filter(|resonance| resonance.share >= SHARE_MIN)
        .collect();
    found.sort_by(|a, b| b.height.value().total_cmp(&a.height.value()));
    found.truncate(RESONANCES_MAX);
    found
}

/// A spectrum smoothed to a twelfth of an octave, and its height over the one smoothed to an octave.
struct Curves {
    level_db: [f64; FINE_BANDS],
    height_db: [f64; FINE_BANDS],
}

impl Curves {
    fn new(fine: &[f64; FINE_BANDS]) -> Self {
        let mut below = [0.0; FINE_BANDS + 1];
        for (band, power) in fine.iter().enumerate() {
            below[band + 1] = below[band] + power;
        }
        // Power below a place on the band axis, bands taken as flat.
        let integral = |at: f64| {
            let band = (at as usize).min(FINE_BANDS - 1);
            below[band] + (at - band as f64) * fine[band]
        };
        let smooth = |band: usize| {
            let center = band as f64 + 0.5;
            let from = (center - PEAK_HALF_WIDTH).max(0.0);
            let until = (center + PEAK_HALF_WIDTH).min(FINE_BANDS as f64);
            (integral(until) - integral(from)) / (until - from)
        };
        // 1e-20 is -200 dB: silence is level, not lower than itself.
        let level_db = std::array::from_fn(|band| power_db(smooth(band).max(0.0) + 1e-20));
        // The mean of the levels, not of the powers: a mean of powers contains the peak itself, and no peak of Q 10,
        // however high, stands more than 6.5 dB above it.
        let around_db = |band: usize| {
            let from = band.saturating_sub(AROUND_HALF_BANDS);
            let until = (band + AROUND_HALF_BANDS + 1).min(FINE_BANDS);
            level_db[from..until].iter().sum::<f64>() / (until - from) as f64
        };
        Self {
            level_db,
            height_db: std::array::from_fn(|band| level_db[band] - around_db(band)),
        }
    }

    /// Bands that stand out, and more than the two on either side.
    fn peaks(&self) -> impl Iterator<Item = usize> {
        SEARCH.filter(|&band| {
            let own = self.height_db[band];
            let is_top = |b: usize| {
                self.level_db[b] < self.level_db[band]
                    || (b > band && self.level_db[b] <= self.level_db[band])
            };
            own > HEIGHT_DB && (band - 2..=band + 2).all(|b| b == band || is_top(b))
        })
    }

    fn resonance(&self, band: usize, share: f64) -> Resonance {
        let frequency_hz = self.center_hz(band);
        let bandwidth_octaves = self.width_bands(band) / FINE_BANDS_PER_OCTAVE;
        // A band from f / s to f * s is f (s - 1/s) wide.
        let half = (bandwidth_octaves / 2.0).exp2();
        Resonance {
            frequency: Hz::new(frequency_hz),
            height: Db::new(self.height_db[band]),
            q: (1.0 / (half - 1.0 / half)).clamp(3.0, 12.0),
            share,
        }
    }

    /// Summit of the parabola through the band and its neighbours.
    fn center_hz(&self, band: usize) -> f64 {
        let [left, top, right] = [band - 1, band, band + 1].map(|b| self.level_db[b]);
        let curvature = left - 2.0 * top + right;
        let shift = if curvature < 0.0 {
            (0.5 * (left - right) / curvature).clamp(-0.5, 0.5)
        } else {
            0.0
        };
        fine_center_hz(band) * (shift / FINE_BANDS_PER_OCTAVE).exp2()
    }

    /// Distance between the places 3 dB below the top, in bands.
    fn width_bands(&self, band: usize) -> f64 {
        let limit_db = self.level_db[band] - 3.0;
        let fall = |next: fn(usize, usize) -> Option<usize>| {
            let mut above_db = self.level_db[band];
            for step in 1..=AROUND_HALF_BANDS {
                let Some(level_db) = next(band, step).and_then(|b| self.level_db.get(b).copied())
                else {
                    return step as f64;
                };
                if level_db <= limit_db {
                    return (step - 1) as f64
                        + (above_db - limit_db) / (above_db - level_db).max(1e-9);
                }
                above_db = level_db;
            }
            AROUND_HALF_BANDS as f64
        };
        fall(usize::checked_sub) + fall(usize::checked_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands_of(bits: [u64; 4]) -> Vec<usize> {
        (0..FINE_BANDS)
            .filter(|b| bits[b / 64] >> (b % 64) & 1 == 1)
            .collect()
    }

    #[test]
    fn a_flat_or_sloping_spectrum_has_no_peaks() {
        assert_eq!(peaks(&[1.0; FINE_BANDS]), [0; 4]);
        assert_eq!(peaks(&[0.0; FINE_BANDS]), [0; 4]);
        let steep: [f32; FINE_BANDS] = std::array::from_fn(|b| 10f32.powf(-(b as f32) / 40.0));
        assert_eq!(peaks(&steep), [0; 4]);
    }

    #[test]
    fn a_narrow_peak_is_found_at_its_band() {
        let mut fine = [1.0; FINE_BANDS];
        fine[120] = 100.0;
        assert_eq!(bands_of(peaks(&fine)), [120]);
    }

    #[test]
    fn a_wide_hump_is_tone_not_resonance() {
        let hump: [f32; FINE_BANDS] =
            std::array::from_fn(|b| 10f32.powf(1.2 * (-((b as f32 - 120.0) / 20.0).powi(2)).exp()));
        assert_eq!(peaks(&hump), [0; 4]);
    }

    #[test]
    fn width_of_a_resonator_is_its_quality() {
        // |H|^2 = 1 / (1 + Q^2 (f/f0 - f0/f)^2) over a floor 30 dB below; smoothing to a twelfth widens it a little.
        let quality = 6.0;
        let center = fine_center_hz(120);
        let fine: [f64; FINE_BANDS] = std::array::from_fn(|b| {
            let x = fine_center_hz(b) / center;
            1e-3 + 1.0 / (1.0 + (quality * (x - 1.0 / x)).powi(2))
        });
        let found = Curves::new(&fine).resonance(120, 1.0);
        assert!((found.frequency.value() / center - 1.0).abs() < 1e-3);
        assert!((5.0..=6.2).contains(&found.q), "{}", found.q);
    }
}

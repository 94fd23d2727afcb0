//! Long-term spectrum of the song: third-octaves, their spread, tilt, rumble, sibilance.

use crate::analysis::programme::cell::Cell;
use crate::analysis::programme::cutoff;
use crate::analysis::programme::resonance;
use crate::analysis::programme::statistics::median;
use crate::analysis::programme::statistics::percentile;
use crate::analysis::programme::statistics::percentile_of_counts;
use crate::analysis::programme::statistics::slope;
use crate::analysis::programme::sums::sibilance_bins_db;
use crate::analysis::programme::timeline::Timeline;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::aligns_level;
use crate::model::bands::center_hz;
use crate::model::bands::edges_hz;
use crate::model::measurement::Spectrum;
use crate::units::Db;
use crate::units::Hz;
use crate::units::power_db;

/// Level of a band without anything in it, dB.
const NOTHING_DB: f64 = -200.0;

/// Bands of the tilt: nominal 100 Hz to 10 kHz.
const TILT_BANDS: std::ops::RangeInclusive<usize> = 7..=27;

/// Bands that rumble is compared with: nominal 40 to 160 Hz.
const LOW_END_BANDS: std::ops::RangeInclusive<usize> = 3..=9;

/// Above this frequency nothing is missed, Hz.
const FULL_BANDWIDTH_HZ: f64 = 20_000.0;

/// Readings further below the loudest are silence between sounds, in bins of 0.5 dB, and fewer readings say nothing.
const SIBILANCE_RANGE_BINS: usize = 100;
const SIBILANCE_BINS: usize = 256;
const SIBILANCE_READINGS_MIN: usize = 20;

/// Everything about the spectrum; `None` without sound.
pub(super) fn measure(song: &Timeline<'_>, sample_rate_hz: f64) -> Option<Spectrum> {
    let sums = Sums::new(song);
    let third_octave_db = sums.levels_db()?;
    let (p10_db, p90_db) = spread_db(song, &third_octave_db);
    let lossy_cutoff = cutoff::find_hz(song, sample_rate_hz);
    let bandwidth_hz = lossy_cutoff
        .unwrap_or(f64::INFINITY)
        .min(sample_rate_hz / 2.0);
    Some(Spectrum {
        alignment_db: alignment_db(&third_octave_db),
        p10_db,
        p90_db,
        tilt_db_per_octave: tilt_db_per_octave(&third_octave_db),
        bandwidth: (bandwidth_hz < FULL_BANDWIDTH_HZ).then_some(Hz::new(bandwidth_hz)),
        lossy_cutoff: lossy_cutoff.map(Hz::new),
        resonances: resonance::find(song),
        rumble: sums.rumble(),
        sibilance_spread: sibilance_spread(song),
        third_octave_db,
    })
}

/// Power sums of the song over active audio.
struct Sums {
    long_frames: u64,
    long: [f64; THIRD_OCTAVES],
    infra: f64,
    fast_frames: u64,
    fast: [f64; THIRD_OCTAVES],
}

impl Sums {
    fn new(song: &Timeline<'_>) -> Self {
        let mut total = Self {
            long_frames: 0,
            long: [0.0; THIRD_OCTAVES],
            infra: 0.0,
            fast_frames: 0,
            fast: [0.0; THIRD_OCTAVES],
        };
        for piece in song.active() {
            let sums = &piece.cell.sums;
            total.long_frames += u64::from(sums.long_frames);
            total.fast_frames += u64::from(sums.fast_frames);
            total.infra += f64::from(sums.infra);
            for band in 0..THIRD_OCTAVES {
                total.long[band] += f64::from(sums.long[band]);
                total.fast[band] += f64::from(sums.fast_ll[band]) + f64::from(sums.fast_rr[band]);
            }
        }
        total
    }

    /// Levels by the long analyser, or by the fast one where nothing was long enough for it.
    fn levels_db(&self) -> Option<[f64; THIRD_OCTAVES]> {
        levels_db(&self.long, self.long_frames).or_else(|| levels_db(&self.fast, self.fast_frames))
    }

    fn rumble(&self) -> Option<Db> {
        let low_end: f64 = self.long[LOW_END_BANDS].iter().sum();
        Db::measured(power_db(self.infra / low_end))
    }
}

/// Mean levels; `None` without a frame or without any power in them.
fn levels_db(sums: &[f64; THIRD_OCTAVES], frames: u64) -> Option<[f64; THIRD_OCTAVES]> {
    let has_sound = frames > 0 && sums.iter().any(|&sum| sum > 0.0);
    has_sound.then(|| sums.map(|sum| power_db(sum / frames as f64).max(NOTHING_DB)))
}

/// Levels of a cell, likewise; all at the bottom for silence.
pub(super) fn cell_levels_db(cell: &Cell) -> [f64; THIRD_OCTAVES] {
    let sums = &cell.sums;
    let long = sums.long.map(f64::from);
    let mut fast = [0.0; THIRD_OCTAVES];
    for (band, sum) in fast.iter_mut().enumerate() {
        *sum = f64::from(sums.fast_ll[band]) + f64::from(sums.fast_rr[band]);
    }
    levels_db(&long, u64::from(sums.long_frames))
        .or_else(|| levels_db(&fast, u64::from(sums.fast_frames)))
        .unwrap_or([NOTHING_DB; THIRD_OCTAVES])
}

/// What to subtract to compare shapes: the median of the bands from 200 Hz to 5 kHz.
fn alignment_db(levels_db: &[f64; THIRD_OCTAVES]) -> f64 {
    let mut middle: Vec<f64> = (0..THIRD_OCTAVES)
        .filter(|&b| aligns_level(b))
        .map(|b| levels_db[b])
        .collect();
    median(&mut middle).unwrap_or(0.0)
}

/// Percentiles 10 and 90 over the cells, each aligned by its own median.
fn spread_db(
    song: &Timeline<'_>,
    whole_db: &[f64; THIRD_OCTAVES],
) -> ([f64; THIRD_OCTAVES], [f64; THIRD_OCTAVES]) {
    let mut aligned: Vec<[f64; THIRD_OCTAVES]> = song
        .filled()
        .iter()
        .filter(|piece| piece.cell.sums.long_frames > 0)
        .map(|piece| cell_levels_db(&piece.cell))
        .collect();
    if aligned.is_empty() {
        aligned.push(*whole_db);
    }
    for levels in &mut aligned {
        let alignment = alignment_db(levels);
        levels.iter_mut().for_each(|level| *level -= alignment);
    }
    let (mut low, mut high) = ([0.0; THIRD_OCTAVES], [0.0; THIRD_OCTAVES]);
    for band in 0..THIRD_OCTAVES {
        let mut column: Vec<f64> = aligned.iter().map(|levels| levels[band]).collect();
        low[band] = percentile(&mut column, 10.0).unwrap_or(0.0);
        high[band] = percentile(&mut column, 90.0).unwrap_or(0.0);
    }
    (low, high)
}

/// Slope of the power spectral density; 0 where less than two bands carry sound.
fn tilt_db_per_octave(levels_db: &[f64; THIRD_OCTAVES]) -> f64 {
    let points: Vec<(f64, f64)> = TILT_BANDS
        .filter(|&band| levels_db[band] > NOTHING_DB)
        .map(|band| {
            let (low_hz, high_hz) = edges_hz(band);
            (
                center_hz(band).log2(),
                levels_db[band] - power_db(high_hz - low_hz),
            )
        })
        .collect();
    slope(&points).unwrap_or(0.0)
}

fn sibilance_spread(song: &Timeline<'_>) -> Option<Db> {
    // Counted rather than listed: a song has a reading every 25 ms.
    let mut counts = [0; SIBILANCE_BINS];
    for piece in song.active() {
        for &bin in piece.cell.sums.sibilance_bins() {
            counts[usize::from(bin)] += 1;
        }
    }
    let loudest = counts.iter().rposition(|&count| count > 0)?;
    counts[..=loudest.saturating_sub(SIBILANCE_RANGE_BINS)].fill(0);
    if counts.iter().sum::<usize>() < SIBILANCE_READINGS_MIN {
        return None;
    }
    let spread = percentile_of_counts(&counts, 95.0)? - percentile_of_counts(&counts, 50.0)?;
    Some(Db::new(sibilance_bins_db(spread)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_noise_is_flat_and_pink_falls_by_three() {
        let white = std::array::from_fn(|band| {
            let (low_hz, high_hz) = edges_hz(band);
            power_db(high_hz - low_hz)
        });
        assert!(tilt_db_per_octave(&white).abs() < 1e-9);
        // Constant power per third-octave: the density falls by 10 log10 2 per octave.
        let pink = tilt_db_per_octave(&[-20.0; THIRD_OCTAVES]);
        assert!((pink + 3.0103).abs() < 1e-3, "{pink}");
    }

    #[test]
    fn seven_deviating_bands_do_not_move_the_alignment() {
        let mut levels = [-30.0; THIRD_OCTAVES];
        levels[10..17].fill(-10.0);
        assert_eq!(alignment_db(&levels), -30.0);
    }

    #[test]
    fn bands_without_power_are_at_the_bottom() {
        let mut sums = [0.0; THIRD_OCTAVES];
        assert_eq!(levels_db(&sums, 5), None);
        sums[3] = 0.5;
        let levels = levels_db(&sums, 5).unwrap();
        assert_eq!(levels[4], NOTHING_DB);
        assert!((levels[3] + 10.0).abs() < 1e-9);
    }
}

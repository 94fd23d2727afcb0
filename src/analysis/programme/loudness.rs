//! Loudness of the song: integrated (BS.1770-5), range (EBU Tech 3342), loudest moments.

use crate::analysis::programme::timeline::MOMENTARY_SLOTS;
use crate::analysis::programme::timeline::Moment;
use crate::analysis::programme::timeline::SHORT_TERM_SLOTS;
use crate::analysis::programme::timeline::Timeline;
use crate::model::measurement::Loudness;
use crate::units::Lu;
use crate::units::Lufs;
use crate::units::db_power;
use crate::units::lufs;

/// Gates of BS.1770-5, annex 1, equations 5 to 7.
const ABSOLUTE_GATE_LUFS: f64 = -70.0;
const RELATIVE_GATE_LU: f64 = -10.0;

/// Relative gate and percentiles of Tech 3342, section 2.2.
const RANGE_GATE_LU: f64 = -20.0;
const RANGE_LOW: f64 = 0.10;
const RANGE_HIGH: f64 = 0.95;

/// A file is followed by 1.5 s of silence before its loudness range is taken, as in the reference code of Tech 3342:
/// its last moments then weigh as much as the others. It moves the range by less than 0.1 LU.
const RANGE_TAIL_SLOTS: usize = 15;

/// With fewer readings than this the falling loudness of that silence would be more than the tenth below the low
/// percentile, and a steady tone would have a range: 150 readings, 16.4 s of music.
const RANGE_READINGS_MIN: usize = 10 * RANGE_TAIL_SLOTS;

/// Everything about loudness.
pub(super) fn measure(song: &Timeline<'_>) -> Loudness {
    let cells = || song.pieces.iter().map(|piece| &piece.cell);
    let momentary = song.moments.iter().filter_map(|m| m.momentary_lufs);
    let short_term = song.moments.iter().filter_map(|m| m.short_term_lufs);
    Loudness {
        integrated: song.integrated_lufs.map(Lufs::new),
        momentary_max: loudest(momentary.chain(cells().map(|c| f64::from(c.momentary_max_lufs)))),
        short_term_max: loudest(
            short_term.chain(cells().map(|c| f64::from(c.short_term_max_lufs))),
        ),
        range: range_lu(&song.moments).map(Lu::new),
        mono_fold_change: song
            .fold_lufs
            .zip(song.integrated_lufs)
            .map(|(fold, mix)| Lu::new(fold - mix)),
    }
}

/// Gated loudness: mean squares of 400 ms every 100 ms, wherever that much was heard without a gap.
///
/// Exact gating over all blocks; `energies` are those of the moments.
pub(super) fn integrated_lufs(moments: &[Moment], energies: &[f64]) -> Option<f64> {
    let ends = moments.iter().skip(MOMENTARY_SLOTS - 1);
    let blocks: Vec<f64> = ends
        .zip(energies.windows(MOMENTARY_SLOTS))
        .filter(|(end, _)| end.run >= MOMENTARY_SLOTS)
        .map(|(_, block)| mean(block))
        .filter(|&mean_square| lufs(mean_square) > ABSOLUTE_GATE_LUFS)
        .collect();
    if blocks.is_empty() {
        return None;
    }
    let gate_lufs = lufs(mean(&blocks)) + RELATIVE_GATE_LU;
    let (sum, count) = blocks
        .iter()
        .filter(|&&mean_square| lufs(mean_square) > gate_lufs)
        .fold((0.0, 0u32), |(sum, count), mean_square| {
            (sum + mean_square, count + 1)
        });
    (count > 0).then(|| lufs(sum / f64::from(count)))
}

/// Loudness range; `None` before enough has been heard to tell it.
fn range_lu(moments: &[Moment]) -> Option<f64> {
    let mut readings: Vec<f64> = moments.iter().filter_map(|m| m.short_term_lufs).collect();
    readings.extend(tail_lufs(moments));
    readings.retain(|&reading| reading >= ABSOLUTE_GATE_LUFS);
    if readings.is_empty() {
        return None;
    }
    let power = readings.iter().map(|&s| db_power(s)).sum::<f64>() / readings.len() as f64;
    let gate_lufs = 10.0 * power.log10() + RANGE_GATE_LU;
    readings.retain(|&reading| reading >= gate_lufs);
    if readings.len() < RANGE_READINGS_MIN {
        return None;
    }
    let high = nearest_rank(&mut readings, RANGE_HIGH)?;
    Some(high - nearest_rank(&mut readings, RANGE_LOW)?)
}

/// Short-term loudness while the window slides out of the end of the song.
fn tail_lufs(moments: &[Moment]) -> impl Iterator<Item = f64> {
    let is_full = moments
        .last()
        .is_some_and(|last| last.run >= SHORT_TERM_SLOTS);
    let tail = if is_full { RANGE_TAIL_SLOTS } else { 0 };
    (1..=tail).map(|silent| {
        let heard = moments.iter().rev().take(SHORT_TERM_SLOTS - silent);
        lufs(heard.map(|m| m.k_mean_square).sum::<f64>() / SHORT_TERM_SLOTS as f64)
    })
}

/// Percentile as in the reference code of Tech 3342: the nearest rank, half away from zero.
fn nearest_rank(readings: &mut [f64], share: f64) -> Option<f64> {
    let rank = (readings.len().checked_sub(1)? as f64 * share + 0.5).floor() as usize;
    Some(*readings.select_nth_unstable_by(rank, f64::total_cmp).1)
}

fn loudest(readings: impl Iterator<Item = f64>) -> Option<Lufs> {
    Lufs::measured(readings.fold(f64::NEG_INFINITY, f64::max))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
pub(super) fn mean_square(loudness_lufs: f64) -> f64 {
    db_power(loudness_lufs - crate::units::LOUDNESS_OFFSET_LU)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(levels_lufs: &[f64]) -> Vec<Moment> {
        let moment = |(i, &level): (usize, &f64)| Moment {
            slot: i as i64,
            run: i + 1,
            k_mean_square: mean_square(level),
            true_peak: 0.0,
            momentary_lufs: None,
            short_term_lufs: Some(level),
            recent_lufs: level,
            thirds: Default::default(),
            mean_square: Default::default(),
            is_active: true,
        };
        levels_lufs.iter().enumerate().map(moment).collect()
    }

    #[test]
    fn blocks_below_the_relative_gate_do_not_count() {
        // 40 slots of -20 and 40 of -40: blocks of 400 ms are pure except three. The gate is near -33, so the -40 ones
        // are out, and of the three mixed ones (1/4, 2/4, 3/4 loud: -26.0, -23.0, -21.2) all are in.
        let levels: Vec<f64> = (0..80)
            .map(|i| if i < 40 { -20.0 } else { -40.0 })
            .collect();
        let song = moments(&levels);
        let energies: Vec<f64> = song.iter().map(|m| m.k_mean_square).collect();
        let found = integrated_lufs(&song, &energies).unwrap();
        let quiet = db_power(-20.0);
        let loud = 37.0 + (0.25 + 0.5 + 0.75) + (0.75 + 0.5 + 0.25) * quiet;
        let expected = -20.0 + 10.0 * (loud / 40.0).log10();
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }

    #[test]
    fn a_gap_keeps_blocks_apart() {
        let mut song = moments(&[-20.0; 6]);
        for (i, moment) in song.iter_mut().enumerate() {
            moment.run = i % 3 + 1;
        }
        assert_eq!(integrated_lufs(&song, &[0.01; 6]), None);
    }

    #[test]
    fn range_of_two_levels_is_their_distance() {
        let levels: Vec<f64> = (0..200)
            .map(|i| if i < 100 { -30.0 } else { -20.0 })
            .collect();
        assert!((range_lu(&moments(&levels)).unwrap() - 10.0).abs() < 1e-9);
    }

    #[test]
    fn a_steady_sound_has_no_range_as_soon_as_it_is_told() {
        for slots in (0..300).step_by(7) {
            let told = range_lu(&steady(slots));
            let expected = (slots + RANGE_TAIL_SLOTS >= RANGE_READINGS_MIN).then_some(0.0);
            assert_eq!(told, expected, "{slots} readings");
        }
    }

    /// A steady sound, after the 3 s before the first reading.
    fn steady(readings: usize) -> Vec<Moment> {
        let mut song = moments(&vec![-20.0; readings + SHORT_TERM_SLOTS - 1]);
        for moment in &mut song[..SHORT_TERM_SLOTS - 1] {
            moment.short_term_lufs = None;
        }
        song
    }

    #[test]
    fn silence_has_no_loudness_and_no_range() {
        let song = moments(&[-120.0; 50]);
        assert_eq!(integrated_lufs(&song, &[0.0; 50]), None);
        assert_eq!(range_lu(&song), None);
        assert_eq!(range_lu(&[]), None);
    }
}

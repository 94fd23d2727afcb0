//! A smooth line through third-octave levels.

use crate::editor::axis::FrequencyAxis;
use crate::model::bands::center_hz;

/// Level between bands, dB; `position` counts bands, and ends are kept.
///
/// Cubic and monotone between each two bands (Fritsch and Butland, 1984), so that the line shows no peak that was not
/// measured.
#[must_use]
pub fn level_db(levels_db: &[f64], position: f64) -> f64 {
    let Some(last) = levels_db.len().checked_sub(1) else {
        return f64::NEG_INFINITY;
    };
    let position = position.clamp(0.0, last as f64);
    let band = (position.floor() as usize).min(last.saturating_sub(1));
    if band + 1 > last {
        return levels_db[band];
    }
    let t = position - band as f64;
    let (from_db, to_db) = (levels_db[band], levels_db[band + 1]);
    let (from_slope, to_slope) = (slope(levels_db, band), slope(levels_db, band + 1));
    // Cubic Hermite basis.
    let (t2, t3) = (t * t, t * t * t);
    (2.0 * t3 - 3.0 * t2 + 1.0) * from_db
        + (t3 - 2.0 * t2 + t) * from_slope
        + (3.0 * t2 - 2.0 * t3) * to_db
        + (t3 - t2) * to_slope
}

fn slope(levels_db: &[f64], band: usize) -> f64 {
    if band == 0 || band + 1 == levels_db.len() {
        return 0.0;
    }
    let before = levels_db[band] - levels_db[band - 1];
    let after = levels_db[band + 1] - levels_db[band];
    if before * after <= 0.0 {
        0.0
    } else {
        2.0 * before * after / (before + after)
    }
}

/// The position of a frequency, counted in third-octave bands from 20 Hz.
#[must_use]
pub fn position(frequency_hz: f64) -> f64 {
    10.0 * (frequency_hz / center_hz(0)).log10()
}

/// The pixels of the line every `step_px`, for the levels of bands from `first_band` on; `place` turns dB into pixels.
#[must_use]
pub fn points(
    levels_db: &[f64],
    first_band: usize,
    axis: FrequencyAxis,
    step_px: f32,
    place: impl Fn(f64) -> f32,
) -> Vec<(f32, f32)> {
    let Some(last) = levels_db.len().checked_sub(1) else {
        return Vec::new();
    };
    let start_px = axis.place(center_hz(first_band));
    let end_px = axis.place(center_hz(first_band + last));
    let steps = ((end_px - start_px) / step_px).ceil().max(1.0) as usize;
    (0..=steps)
        .map(|step| {
            let x = (start_px + step as f32 * step_px).min(end_px);
            let at = position(axis.frequency_hz(x)) - first_band as f64;
            (x, place(level_db(levels_db, at)))
        })
        .collect()
}

/// The stretches without gaps, each with the band it begins at.
#[must_use]
pub fn stretches(levels_db: &[Option<f64>]) -> Vec<(usize, Vec<f64>)> {
    let mut found: Vec<(usize, Vec<f64>)> = Vec::new();
    for (band, level_db) in levels_db.iter().enumerate() {
        let Some(level_db) = *level_db else { continue };
        match found.last_mut() {
            Some((first, stretch)) if *first + stretch.len() == band => stretch.push(level_db),
            _ => found.push((band, vec![level_db])),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_goes_through_every_band() {
        let levels_db = [0.0, 3.0, -6.0, -6.0, 12.0];
        for (band, expected_db) in levels_db.into_iter().enumerate() {
            assert_eq!(level_db(&levels_db, band as f64), expected_db);
        }
    }

    #[test]
    fn straight_levels_give_a_straight_line() {
        let levels_db = [0.0, 2.0, 4.0, 6.0, 8.0];
        assert!((level_db(&levels_db, 1.5) - 3.0).abs() < 1e-12);
        assert!((level_db(&levels_db, 2.25) - 4.5).abs() < 1e-12);
    }

    #[test]
    fn line_never_leaves_its_neighbours() {
        let levels_db = [0.0, 0.0, 20.0, 20.0, 1.0, 0.0];
        for step in 0..=500 {
            let found_db = level_db(&levels_db, f64::from(step) / 100.0);
            assert!((0.0..=20.0).contains(&found_db), "{found_db}");
        }
    }

    #[test]
    fn bands_are_a_tenth_of_a_decade_apart() {
        assert!((position(1_000.0) - 17.0).abs() < 1e-9);
        assert!((position(10_000.0) - 27.0).abs() < 1e-9);
    }

    #[test]
    fn gap_cuts_the_line() {
        let found = stretches(&[None, Some(1.0), Some(2.0), None, Some(3.0)]);
        assert_eq!(found, [(1, vec![1.0, 2.0]), (4, vec![3.0])]);
    }
}

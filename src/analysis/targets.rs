//! Built-in target curves: published averages, bent towards today's masters and towards genres. Provisional.
//!
//! `MODERN` is the mean spectrum of 12 345 tracks (Elowsson and Friberg, AES 142, paper 9762) with 5 dB/oct more bass
//! below 150 Hz, at most 12 dB, and 1.5 dB/oct more treble above 2.5 kHz, the direction in which masters have moved
//! since (Hove et al. 2019). Genres add a low shelf at about 110 Hz and a ramp above 1 kHz in the direction of the
//! slopes of Pestana et al. (AES 135, paper 8960). Third-octave levels in dB, median of 200 Hz - 5 kHz = 0.

use crate::model::bands::THIRD_OCTAVES;
use crate::model::settings::Target;

/// Half the width of the corridor around every target, dB: how far published masters spread.
pub(super) const HALF_WIDTH_DB: [f64; THIRD_OCTAVES] = [
    8.0, 7.8, 7.6, 7.4, 7.2, 7.0, 5.1, 5.0, 5.0, 3.6, 3.3, 3.2, 3.0, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5,
    2.5, 2.5, 3.0, 3.2, 3.5, 4.0, 4.0, 4.0, 5.0, 5.0, 6.4, 7.5,
];

/// The curve of a target.
pub(super) fn curve_db(target: Target) -> &'static [f64; THIRD_OCTAVES] {
    match target {
        Target::Modern | Target::Pop => &MODERN_DB,
        Target::Electronic => &ELECTRONIC_DB,
        Target::HipHop => &HIP_HOP_DB,
        Target::Rock => &ROCK_DB,
        Target::Jazz => &JAZZ_DB,
        Target::Folk => &FOLK_DB,
    }
}

const MODERN_DB: [f64; THIRD_OCTAVES] = [
    -20.57, -13.59, -8.10, -4.22, -1.06, 1.38, 3.10, 3.62, 2.55, 1.72, 2.02, 2.16, 2.17, 2.02,
    1.74, 1.30, 0.72, 0.00, -0.87, -1.88, -3.05, -4.34, -5.29, -6.39, -7.64, -9.03, -10.56, -12.24,
    -14.07, -16.04, -18.15,
];

const ELECTRONIC_DB: [f64; THIRD_OCTAVES] = [
    -16.75, -9.83, -4.45, -0.73, 2.21, 4.34, 5.68, 5.77, 4.23, 2.98, 2.90, 2.76, 2.55, 2.26, 1.87,
    1.37, 0.75, 0.00, -0.56, -1.25, -2.08, -3.05, -3.68, -4.44, -5.36, -6.41, -7.62, -8.97, -10.46,
    -12.10, -13.88,
];

const HIP_HOP_DB: [f64; THIRD_OCTAVES] = [
    -15.79, -8.90, -3.54, 0.14, 3.02, 5.08, 6.33, 6.30, 4.65, 3.29, 3.12, 2.91, 2.65, 2.32, 1.91,
    1.39, 0.76, 0.00, -0.56, -1.26, -2.09, -3.06, -3.69, -4.46, -5.37, -6.43, -7.63, -8.98, -10.47,
    -12.11, -13.89,
];

const ROCK_DB: [f64; THIRD_OCTAVES] = [
    -21.53, -14.53, -9.01, -5.09, -1.87, 0.64, 2.45, 3.09, 2.13, 1.41, 1.80, 2.02, 2.07, 1.97,
    1.70, 1.29, 0.72, 0.00, -1.05, -2.25, -3.59, -5.07, -6.21, -7.49, -8.92, -10.49, -12.21,
    -14.07, -16.08, -18.24, -20.54,
];

const JAZZ_DB: [f64; THIRD_OCTAVES] = [
    -23.44, -16.40, -10.83, -6.83, -3.51, -0.84, 1.16, 2.02, 1.29, 0.78, 1.35, 1.72, 1.88, 1.85,
    1.63, 1.25, 0.70, 0.00, -1.19, -2.53, -4.02, -5.64, -6.92, -8.35, -9.93, -11.65, -13.51,
    -15.53, -17.68, -19.99, -22.44,
];

const FOLK_DB: [f64; THIRD_OCTAVES] = [
    -26.31, -19.22, -13.57, -9.45, -5.95, -3.06, -0.77, 0.41, 0.02, -0.16, 0.69, 1.27, 1.59, 1.67,
    1.53, 1.20, 0.68, 0.00, -1.18, -2.51, -3.99, -5.61, -6.89, -8.32, -9.89, -11.61, -13.48,
    -15.49, -17.65, -19.95, -22.40,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bands::aligns_level;
    use crate::model::bands::center_hz;
    use crate::model::bands::edges_hz;

    const CSV: &str = include_str!("../../tests/vectors/target_curves_third_octave.csv");

    fn column(name: &str) -> Vec<f64> {
        let at = CSV
            .lines()
            .next()
            .unwrap()
            .split(',')
            .position(|c| c == name)
            .unwrap();
        CSV.lines()
            .skip(1)
            .map(|row| row.split(',').nth(at).unwrap().parse().unwrap())
            .collect()
    }

    #[track_caller]
    fn check(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (band, (found, expected)) in found.iter().zip(expected).enumerate() {
            assert!(
                (found - expected).abs() <= 0.01,
                "band {band}: {found} {expected}"
            );
        }
    }

    #[test]
    fn curves_are_those_of_the_vectors() {
        check(curve_db(Target::Modern), &column("modern_neutral"));
        check(curve_db(Target::Pop), &column("pop"));
        check(curve_db(Target::Electronic), &column("electronic"));
        check(curve_db(Target::HipHop), &column("hiphop"));
        check(curve_db(Target::Rock), &column("rock"));
        check(curve_db(Target::Jazz), &column("jazz"));
        check(curve_db(Target::Folk), &column("folk"));
        check(&HALF_WIDTH_DB, &column("corridor_half_width_db"));
    }

    #[test]
    fn modern_is_the_published_mean_with_bass_and_treble_added() {
        let mut curve: Vec<f64> = (0..THIRD_OCTAVES)
            .map(|band| {
                let hz = center_hz(band);
                let x = 1.0 + 60.0 * (hz / 30.0).log2();
                let density = if x < 100.0 {
                    -0.000_907 * x * x + 0.256 * x - 32.942
                } else {
                    -0.000_183 * x * x + 0.0213 * x - 16.735
                };
                let (low_hz, high_hz) = edges_hz(band);
                let bass = (5.0 * (150.0 / hz).log2()).clamp(0.0, 12.0);
                let treble = 1.5 * (hz / 2500.0).log2().max(0.0);
                density + 10.0 * (high_hz - low_hz).log10() + bass + treble
            })
            .collect();
        let mut middle: Vec<f64> = (0..THIRD_OCTAVES)
            .filter(|&b| aligns_level(b))
            .map(|b| curve[b])
            .collect();
        middle.sort_by(f64::total_cmp);
        curve
            .iter_mut()
            .for_each(|level| *level -= middle[middle.len() / 2]);
        check(&MODERN_DB, &curve);
    }
}

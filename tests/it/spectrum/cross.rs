//! Powers of the two channels together.

use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::edges_hz;

use super::Capture;
use super::Fast;
use super::SLICE_FRAMES;
use super::analyzer;
use super::mean;
use super::push_all;
use super::sine;
use super::to_f32;
use super::white;

fn spectra(left: &[f64], right: &[f64]) -> Capture {
    push_all(
        &mut analyzer(48_000.0),
        &to_f32(left),
        &to_f32(right),
        SLICE_FRAMES,
    )
}

fn scaled(samples: &[f64], gain: f64) -> Vec<f64> {
    samples.iter().map(|sample| gain * sample).collect()
}

/// Correlation of every third-octave over all spectra.
fn correlations(capture: &Capture) -> Vec<f64> {
    let ll = mean(capture.fast.iter().map(|fast| &fast.ll));
    let rr = mean(capture.fast.iter().map(|fast| &fast.rr));
    let lr = mean(capture.fast.iter().map(|fast| &fast.lr));
    (0..THIRD_OCTAVES)
        .map(|band| lr[band] / (ll[band] * rr[band]).sqrt())
        .collect()
}

#[test]
fn mono_has_three_equal_powers() {
    let noise = white(48_000, 1);
    for Fast { ll, rr, lr, .. } in spectra(&noise, &noise).fast {
        assert_eq!(ll, rr);
        assert_eq!(ll, lr);
    }
}

#[test]
fn antiphase_at_half_the_amplitude_is_minus_half_and_a_quarter() {
    // Scaling by a power of two is exact in floating point, so these hold to the last bit.
    let noise = white(48_000, 1);
    for Fast { ll, rr, lr, .. } in spectra(&noise, &scaled(&noise, -0.5)).fast {
        for band in 0..THIRD_OCTAVES {
            assert_eq!(rr[band], 0.25 * ll[band]);
            assert_eq!(lr[band], -0.5 * ll[band]);
        }
    }
}

#[test]
fn long_power_is_that_of_both_channels() {
    let (left, silence) = (white(96_000, 1), vec![0.0; 96_000]);
    let alone = spectra(&left, &silence);
    let both = spectra(&left, &scaled(&left, -0.5));
    for (alone, both) in alone.long.iter().zip(&both.long) {
        for (alone, both) in alone.iter().zip(both) {
            assert!((both / alone - 1.25).abs() < 1e-5, "{alone} {both}");
        }
    }
}

#[test]
fn silent_channel_has_no_power_and_no_cross_power() {
    for Fast { rr, lr, .. } in spectra(&white(48_000, 1), &vec![0.0; 48_000]).fast {
        assert!(rr.iter().chain(&lr).all(|power| *power == 0.0));
    }
}

#[test]
fn tones_apart_by_a_phase_correlate_by_its_cosine() {
    for phase_deg in [0.0f64, 30.0, 60.0, 90.0, 135.0, 180.0] {
        let left = sine(48_000.0, 1000.0, 48_000, -6.0, 0.0);
        let right = sine(48_000.0, 1000.0, 48_000, -12.0, phase_deg);
        let correlation = correlations(&spectra(&left, &right))[17];
        assert!(
            (correlation - phase_deg.to_radians().cos()).abs() < 1e-4,
            "{phase_deg}: {correlation}"
        );
    }
}

#[test]
fn unrelated_noise_does_not_correlate() {
    let capture = spectra(&white(30 * 48_000, 1), &white(30 * 48_000, 2));
    for (band, correlation) in correlations(&capture).into_iter().enumerate() {
        let (lower_hz, upper_hz) = edges_hz(band);
        // Chance alone scatters by 1/sqrt(2BT); nearly six times that.
        let scatter = 4.0 / (30.0 * (upper_hz - lower_hz)).sqrt();
        assert!(correlation.abs() < scatter, "{band}: {correlation}");
    }
}

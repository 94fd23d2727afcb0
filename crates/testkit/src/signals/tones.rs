//! Sines and step-wise tones.

use std::f64::consts::TAU;

/// A sine whose peak is at `level_db`.
#[must_use]
pub fn sine(
    sample_rate_hz: f64,
    frequency_hz: f64,
    frames: usize,
    level_db: f64,
    phase_deg: f64,
) -> Vec<f64> {
    let amplitude = 10f64.powf(level_db / 20.0);
    let phase = phase_deg.to_radians();
    (0..frames)
        .map(|n| amplitude * (TAU * frequency_hz * index(n) / sample_rate_hz + phase).sin())
        .collect()
}

/// One 1 kHz sine that changes its level in steps and never its phase, as EBU Tech 3341 and 3342 use it.
///
/// A segment is its length in seconds and its peak level in decibels, or `None` for silence.
#[must_use]
pub fn tone_sequence(sample_rate_hz: f64, segments: &[(f64, Option<f64>)]) -> Vec<f64> {
    let amplitudes = segments.iter().flat_map(|&(seconds, level_db)| {
        let amplitude = level_db.map_or(0.0, |level_db| 10f64.powf(level_db / 20.0));
        std::iter::repeat_n(amplitude, frames_in(seconds, sample_rate_hz))
    });
    amplitudes
        .enumerate()
        .map(|(n, amplitude)| amplitude * (TAU * 1000.0 * index(n) / sample_rate_hz).sin())
        .collect()
}

/// Fades the first and last `frames` in and out in a straight line.
pub fn taper(samples: &mut [f64], frames: usize) {
    let gain = |n: usize| index(n) / index(frames);
    samples
        .iter_mut()
        .take(frames)
        .enumerate()
        .for_each(|(n, sample)| *sample *= gain(n));
    samples
        .iter_mut()
        .rev()
        .take(frames)
        .enumerate()
        .for_each(|(n, sample)| *sample *= gain(n));
}

/// How many frames a time lasts, rounded half to even.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "times are positive and short"
)]
pub(super) fn frames_in(seconds: f64, sample_rate_hz: f64) -> usize {
    (seconds * sample_rate_hz).round_ties_even() as usize
}

/// A frame number as a factor.
#[expect(
    clippy::cast_precision_loss,
    reason = "frame numbers stay far below 2^53"
)]
pub(super) fn index(n: usize) -> f64 {
    n as f64
}

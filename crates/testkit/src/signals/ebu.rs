//! The test signals of EBU Tech 3341 and 3342 that a formula can make.

use std::f64::consts::PI;
use std::f64::consts::TAU;

use super::sine;
use super::taper;
use super::tone_sequence;
use super::tones::index;

/// A signal of EBU Tech 3341, section 2.9, by its case number; one vector per channel.
///
/// Cases 1-6 and 9-23; case 6 has five channels (L, R, C, Ls, Rs), the others two.
/// `step` is the index of the repeated cases 10 and 13 (0-19); the others ignore it.
///
/// # Panics
///
/// For a case that needs recorded programme (7, 8) or does not exist.
#[must_use]
#[expect(clippy::panic, reason = "a wrong case number is a mistake in the test")]
pub fn ebu3341(case: u32, sample_rate_hz: f64, step: usize) -> Vec<Vec<f64>> {
    let i = index(step);
    let tones = |segments: &[(f64, Option<f64>)]| pair(tone_sequence(sample_rate_hz, segments));
    match case {
        1 => tones(&[(20.0, Some(-23.0))]),
        2 => tones(&[(20.0, Some(-33.0))]),
        3 => tones(&[
            (10.0, Some(-36.0)),
            (60.0, Some(-23.0)),
            (10.0, Some(-36.0)),
        ]),
        4 => tones(&[
            (10.0, Some(-72.0)),
            (10.0, Some(-36.0)),
            (60.0, Some(-23.0)),
            (10.0, Some(-36.0)),
            (10.0, Some(-72.0)),
        ]),
        5 => tones(&[
            (20.0, Some(-26.0)),
            (20.1, Some(-20.0)),
            (20.0, Some(-26.0)),
        ]),
        6 => surround(sample_rate_hz),
        9 => tones(&[(1.34, Some(-20.0)), (1.66, Some(-30.0))].repeat(5)),
        10 => tones(&[(i * 0.15, None), (3.0, Some(-23.0)), (1.0, None)]),
        11 => tones(&staircase(0.15, 3.0)),
        12 => tones(&[(0.18, Some(-20.0)), (0.22, Some(-30.0))].repeat(25)),
        13 => tones(&[(i * 0.02, None), (0.4, Some(-23.0)), (1.0, None)]),
        14 => tones(&staircase(0.02, 0.4)),
        15 => steady_peak(sample_rate_hz, 4.0, 0.0, 0.5),
        16 => steady_peak(sample_rate_hz, 4.0, 45.0, 0.5),
        17 => steady_peak(sample_rate_hz, 6.0, 60.0, 0.5),
        18 => steady_peak(sample_rate_hz, 8.0, 67.5, 0.5),
        19 => steady_peak(sample_rate_hz, 4.0, 45.0, 1.41),
        20..=23 => burst(sample_rate_hz, case as usize - 20),
        _ => panic!("EBU Tech 3341 case {case} cannot be synthesised"),
    }
}

/// A signal of EBU Tech 3342, section 3, cases 1-4, in two channels.
///
/// # Panics
///
/// For another case: they need recorded programme.
#[must_use]
#[expect(clippy::panic, reason = "a wrong case number is a mistake in the test")]
pub fn ebu3342(case: u32, sample_rate_hz: f64) -> Vec<Vec<f64>> {
    let levels_db: &[f64] = match case {
        1 => &[-20.0, -30.0],
        2 => &[-20.0, -15.0],
        3 => &[-40.0, -20.0],
        4 => &[-50.0, -35.0, -20.0, -35.0, -50.0],
        _ => panic!("EBU Tech 3342 case {case} cannot be synthesised"),
    };
    let segments: Vec<_> = levels_db
        .iter()
        .map(|&level_db| (20.0, Some(level_db)))
        .collect();
    pair(tone_sequence(sample_rate_hz, &segments))
}

fn pair(channel: Vec<f64>) -> Vec<Vec<f64>> {
    vec![channel.clone(), channel]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sample rates are positive and whole"
)]
fn whole(sample_rate_hz: f64) -> usize {
    sample_rate_hz as usize
}

fn surround(sample_rate_hz: f64) -> Vec<Vec<f64>> {
    let tone = sine(sample_rate_hz, 1000.0, 20 * whole(sample_rate_hz), 0.0, 0.0);
    [-28.0, -28.0, -24.0, -30.0, -30.0]
        .map(|level_db: f64| {
            tone.iter()
                .map(|sample| sample * 10f64.powf(level_db / 20.0))
                .collect()
        })
        .to_vec()
}

/// Twenty tones, each one decibel louder and a little later in its slot than the one before.
fn staircase(delay_s: f64, tone_s: f64) -> Vec<(f64, Option<f64>)> {
    (0..20)
        .map(index)
        .flat_map(|k| {
            [
                (k * delay_s, None),
                (tone_s, Some(-38.0 + k)),
                (tone_s - k * delay_s, None),
            ]
        })
        .collect()
}

/// A tone at a fraction of the sample rate whose samples miss its peaks.
fn steady_peak(sample_rate_hz: f64, divisor: f64, phase_deg: f64, amplitude: f64) -> Vec<Vec<f64>> {
    let phase = phase_deg.to_radians();
    let mut tone: Vec<f64> = (0..3 * whole(sample_rate_hz))
        .map(|n| amplitude * (TAU * index(n) / divisor + phase).sin())
        .collect();
    taper(&mut tone, whole(0.01 * sample_rate_hz));
    pair(tone)
}

/// One period of a quarter of the sample rate within a tone at a sixth, made at four times the rate; `offset` picks the phase.
fn burst(sample_rate_hz: f64, offset: usize) -> Vec<Vec<f64>> {
    let high_rate_hz = 4.0 * sample_rate_hz;
    let frames = 2 * whole(high_rate_hz);
    let start = 24 * (frames / 48);
    let tone = |n: usize| 0.5 * (TAU * index(n) / 24.0).sin();
    let mut source: Vec<f64> = (0..start).map(tone).collect();
    source.extend((0..16).map(|n| (TAU * index(n) / 16.0).sin()));
    source.extend((start..frames).map(tone));
    taper(&mut source, whole(0.01 * high_rate_hz));
    pair(decimated(&source, offset))
}

/// Every fourth frame of `source` after a long linear-phase low-pass, from `offset` on.
fn decimated(source: &[f64], offset: usize) -> Vec<f64> {
    const HALF: usize = 512;
    let taps: Vec<f64> = (0..=2 * HALF)
        .map(|k| low_pass_tap(index(k) - index(HALF), index(HALF)))
        .collect();
    (offset..source.len())
        .step_by(4)
        .map(|n| {
            // Tap k meets sample n + HALF - k; outside the source there is silence.
            let first = (n + HALF + 1).saturating_sub(source.len());
            let last = (n + HALF).min(2 * HALF);
            (first..=last).map(|k| taps[k] * source[n + HALF - k]).sum()
        })
        .collect()
}

/// A tap of a Kaiser-windowed sinc with its -6 dB point at an eighth of the (fourfold) sample rate.
fn low_pass_tap(m: f64, half: f64) -> f64 {
    const BETA: f64 = 10.0;
    let sinc = if m == 0.0 {
        1.0
    } else {
        (PI * m / 4.0).sin() / (PI * m / 4.0)
    };
    let edge = (1.0 - (m / half).powi(2)).max(0.0).sqrt();
    sinc / 4.0 * bessel_i0(BETA * edge) / bessel_i0(BETA)
}

/// Modified Bessel function of the first kind, order zero, by its power series.
fn bessel_i0(x: f64) -> f64 {
    let quarter = x * x / 4.0;
    let (mut term, mut sum, mut k) = (1.0, 1.0, 1.0);
    while term > sum * 1e-17 {
        term *= quarter / (k * k);
        sum += term;
        k += 1.0;
    }
    sum
}

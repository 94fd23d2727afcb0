//! A mix made of formulas, and the same mix with one known fault each.

use std::f64::consts::TAU;
use std::sync::OnceLock;

use super::Shape;
use super::band_pass;
use super::filter;
use super::low_pass;
use super::pink;
use super::rbj;
use super::tones::frames_in;
use super::tones::index;
use super::white;

/// Sample rate of the scenarios, Hz.
const SCENARIO_RATE_HZ: f64 = 48_000.0;

/// The names [`scenario`] knows: the undamaged mix and nineteen faults.
pub const SCENARIOS: [&str; 20] = [
    "base",
    "high shelf -6 dB 4 kHz",
    "high shelf +6 dB 4 kHz",
    "bell +5 dB 300 Hz Q1",
    "bell +5 dB 600 Hz Q1",
    "bell +6 dB 3.5 kHz Q1",
    "low shelf -8 dB 150 Hz",
    "bell +8 dB 110 Hz Q1",
    "low shelf +9 dB 45 Hz",
    "side x0.25",
    "side x3",
    "right polarity inverted",
    "left -2.5 dB",
    "low end out of phase",
    "gain +9 dB hard clipped",
    "gain +9 dB clipped then -6 dB",
    "tanh drive +12",
    "tanh drive +24",
    "DC offset +0.02",
    "level -18 dB",
];

/// Kick, bass, snare, hats, chords and two pink beds in three sections; peak -6 dBFS.
#[must_use]
pub fn pseudo_mix(sample_rate_hz: f64, seconds: f64) -> [Vec<f64>; 2] {
    let frames = frames_in(seconds, sample_rate_hz);
    let centre = kick_and_bass(sample_rate_hz, frames);
    let snare = snare(sample_rate_hz, frames);
    let hat = hat(sample_rate_hz, frames);
    let channel = |snare_gain: f64, hat_gain: f64, detune: f64, seed: u64| -> Vec<f64> {
        let bed = pink(frames, seed);
        (0..frames)
            .map(|n| {
                let t = index(n) / sample_rate_hz;
                let sum = centre[n]
                    + snare_gain * snare[n]
                    + hat_gain * hat[n]
                    + chord(t, detune)
                    + 0.12 * bed[n];
                sum * section_gain(t)
            })
            .collect()
    };
    let pair = [channel(0.9, 0.6, 0.001, 53), channel(0.7, 0.9, -0.001, 54)];
    let peak = pair
        .iter()
        .flatten()
        .fold(0.0f64, |peak, sample| peak.max(sample.abs()));
    both(&pair, |sample| sample / peak * db(-6.0))
}

/// The mix pushed into a soft limiter: `0.98 tanh` after `gain_db`.
#[must_use]
pub fn drive(mix: &[Vec<f64>; 2], gain_db: f64) -> [Vec<f64>; 2] {
    both(mix, |sample| (sample * db(gain_db)).tanh() * 0.98)
}

/// 60 s of [`pseudo_mix`] at 48 kHz with the named fault, one of [`SCENARIOS`].
///
/// # Panics
///
/// For another name.
#[must_use]
#[expect(clippy::panic, reason = "a wrong name is a mistake in the test")]
pub fn scenario(name: &str) -> [Vec<f64>; 2] {
    let base = base();
    match name {
        "base" => base.clone(),
        "side x0.25" => with_side_gain(base, 0.25),
        "side x3" => with_side_gain(base, 3.0),
        "right polarity inverted" => [base[0].clone(), scaled(&base[1], -1.0)],
        "left -2.5 dB" => [scaled(&base[0], db(-2.5)), base[1].clone()],
        "low end out of phase" => with_low_end_out_of_phase(base),
        "gain +9 dB hard clipped" => both(base, |sample| (sample * db(9.0)).clamp(-1.0, 1.0)),
        "gain +9 dB clipped then -6 dB" => {
            both(base, |sample| 0.5 * (sample * db(9.0)).clamp(-1.0, 1.0))
        }
        "tanh drive +12" => drive(base, 12.0),
        "tanh drive +24" => drive(base, 24.0),
        "DC offset +0.02" => both(base, |sample| sample + 0.02),
        "level -18 dB" => both(base, |sample| sample * db(-18.0)),
        _ => equalised(base, name).unwrap_or_else(|| panic!("no scenario is called {name}")),
    }
}

/// The mix after the equaliser band that the scenario's name describes.
fn equalised(base: &[Vec<f64>; 2], name: &str) -> Option<[Vec<f64>; 2]> {
    const SHELF_Q: f64 = 0.707;
    let (shape, frequency_hz, gain_db, q) = match name {
        "high shelf -6 dB 4 kHz" => (Shape::HighShelf, 4000.0, -6.0, SHELF_Q),
        "high shelf +6 dB 4 kHz" => (Shape::HighShelf, 4000.0, 6.0, SHELF_Q),
        "bell +5 dB 300 Hz Q1" => (Shape::Bell, 300.0, 5.0, 1.0),
        "bell +5 dB 600 Hz Q1" => (Shape::Bell, 600.0, 5.0, 1.0),
        "bell +6 dB 3.5 kHz Q1" => (Shape::Bell, 3500.0, 6.0, 1.0),
        "low shelf -8 dB 150 Hz" => (Shape::LowShelf, 150.0, -8.0, SHELF_Q),
        "bell +8 dB 110 Hz Q1" => (Shape::Bell, 110.0, 8.0, 1.0),
        "low shelf +9 dB 45 Hz" => (Shape::LowShelf, 45.0, 9.0, SHELF_Q),
        _ => return None,
    };
    let band = rbj(shape, SCENARIO_RATE_HZ, frequency_hz, gain_db, q);
    Some([filter(&[band], &base[0]), filter(&[band], &base[1])])
}

/// The undamaged mix, made once for all scenarios of a test run.
fn base() -> &'static [Vec<f64>; 2] {
    static BASE: OnceLock<[Vec<f64>; 2]> = OnceLock::new();
    BASE.get_or_init(|| pseudo_mix(SCENARIO_RATE_HZ, 60.0))
}

fn with_side_gain(mix: &[Vec<f64>; 2], gain: f64) -> [Vec<f64>; 2] {
    let mid_side = mix[0]
        .iter()
        .zip(&mix[1])
        .map(|(l, r)| ((l + r) / 2.0, gain * ((l - r) / 2.0)));
    mid_side
        .map(|(mid, side)| (mid + side, mid - side))
        .unzip::<f64, f64, Vec<_>, Vec<_>>()
        .into()
}

fn with_low_end_out_of_phase(mix: &[Vec<f64>; 2]) -> [Vec<f64>; 2] {
    let low = filter(&low_pass(SCENARIO_RATE_HZ, 110.0), &mix[1]);
    let right = mix[1]
        .iter()
        .zip(&low)
        .map(|(sample, low)| (sample - low) - 0.2 * low)
        .collect();
    [mix[0].clone(), right]
}

fn kick_and_bass(sample_rate_hz: f64, frames: usize) -> Vec<f64> {
    let mut travelled_hz = 0.0;
    (0..frames)
        .map(|n| {
            let t = index(n) / sample_rate_hz;
            let u = t % 0.5;
            let sweep = 55.0 * u + 40.0 * 0.03 * (1.0 - (-u / 0.03).exp());
            let kick = 0.8 * (-u / 0.1).exp() * (TAU * sweep).sin();
            travelled_hz += if t % 8.0 < 4.0 { 55.0 } else { 65.4 };
            let cycles = travelled_hz / sample_rate_hz;
            let bass: f64 = (1..6)
                .map(index)
                .map(|k| 0.25 / k * (TAU * k * cycles).sin())
                .sum();
            kick + bass
        })
        .collect()
}

fn snare(sample_rate_hz: f64, frames: usize) -> Vec<f64> {
    let noise = filter(
        &band_pass(sample_rate_hz, 150.0, 6000.0),
        &white(frames, 51),
    );
    let decay = |n: usize| (-(index(n) / sample_rate_hz - 0.5).rem_euclid(1.0) / 0.07).exp() * 0.9;
    noise
        .iter()
        .enumerate()
        .map(|(n, sample)| sample * decay(n))
        .collect()
}

fn hat(sample_rate_hz: f64, frames: usize) -> Vec<f64> {
    let noise = filter(
        &band_pass(sample_rate_hz, 6000.0, 16_000.0),
        &white(frames, 52),
    );
    let decay = |n: usize| (-(index(n) / sample_rate_hz % 0.25) / 0.03).exp() * 0.5;
    noise
        .iter()
        .enumerate()
        .map(|(n, sample)| sample * decay(n))
        .collect()
}

fn chord(t: f64, detune: f64) -> f64 {
    const NOTES_HZ: [f64; 6] = [220.0, 261.6, 329.6, 440.0, 523.3, 659.3];
    let note = |(i, hz): (usize, f64)| 0.06 * (TAU * hz * (1.0 + detune) * t + index(i)).sin();
    NOTES_HZ.into_iter().enumerate().map(note).sum()
}

fn section_gain(t: f64) -> f64 {
    match t {
        t if t < 15.0 => 0.5,
        t if t < 45.0 => 1.0,
        _ => 0.7,
    }
}

fn both(pair: &[Vec<f64>; 2], change: impl Fn(f64) -> f64) -> [Vec<f64>; 2] {
    [0, 1].map(|channel: usize| pair[channel].iter().map(|&sample| change(sample)).collect())
}

fn scaled(channel: &[f64], gain: f64) -> Vec<f64> {
    channel.iter().map(|sample| sample * gain).collect()
}

fn db(gain_db: f64) -> f64 {
    10f64.powf(gain_db / 20.0)
}

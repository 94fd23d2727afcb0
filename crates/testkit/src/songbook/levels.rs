//! Loudness and true peak, for the last faders of the master.

use crate::signals::Biquad;
use crate::signals::Shape;
use crate::signals::rbj;
use crate::song::RATE_HZ;
use crate::song::synth::Stereo;

/// Blocks of 400 ms start every 100 ms.
const HOP_FRAMES: usize = RATE_HZ as usize / 10;

/// Integrated loudness by ITU-R BS.1770-4: weighted, in blocks of 400 ms, gated twice. Within a tenth of a decibel, because
/// the weighting is made of shelves with the corners of the standard.
pub(super) fn loudness_lufs(mix: &Stereo) -> f64 {
    let hops: Vec<f64> = {
        let [left, right] = [&mix[0], &mix[1]].map(|channel| weighted_hops(channel));
        left.iter().zip(right).map(|(l, r)| l + r).collect()
    };
    let blocks: Vec<f64> = hops
        .windows(4)
        .map(|hops| hops.iter().sum::<f64>() / 4.0)
        .filter(|&energy| lufs(energy) > -70.0)
        .collect();
    let gate = mean(&blocks) / 10.0;
    let loud: Vec<f64> = blocks.into_iter().filter(|&energy| energy > gate).collect();
    lufs(mean(&loud))
}

fn lufs(energy: f64) -> f64 {
    -0.691 + 10.0 * energy.log10()
}

fn mean(energies: &[f64]) -> f64 {
    energies.iter().sum::<f64>() / energies.len().max(1) as f64
}

/// Mean square of every 100 ms after the weighting.
fn weighted_hops(channel: &[f32]) -> Vec<f64> {
    let rate = f64::from(RATE_HZ);
    let head = rbj(Shape::HighShelf, rate, 1681.97, 4.0, 0.7072);
    let mut states = [[0.0f64; 2]; 2];
    let floor = low_cut(rate, 38.135, 0.5003);
    channel
        .chunks_exact(HOP_FRAMES)
        .map(|hop| {
            let squares = hop.iter().map(|&sample| {
                let shelved = next(&head, &mut states[0], f64::from(sample));
                next(&floor, &mut states[1], shelved).powi(2)
            });
            squares.sum::<f64>() / HOP_FRAMES as f64
        })
        .collect()
}

/// The second stage of the weighting.
fn low_cut(rate: f64, frequency_hz: f64, q: f64) -> Biquad {
    let w = std::f64::consts::TAU * frequency_hz / rate;
    let alpha = w.sin() / (2.0 * q);
    let a0 = 1.0 + alpha;
    Biquad {
        b: [1.0, -2.0, 1.0],
        a: [-2.0 * w.cos() / a0, (1.0 - alpha) / a0],
    }
}

fn next(Biquad { b, a }: &Biquad, state: &mut [f64; 2], x: f64) -> f64 {
    let y = b[0] * x + state[0];
    state[0] = b[1] * x - a[0] * y + state[1];
    state[1] = b[2] * x - a[1] * y;
    y
}

/// Highest value of the signal between its samples, at four times the rate.
pub(super) fn true_peak_dbtp(mix: &Stereo) -> f32 {
    let phases = [0.25, 0.5, 0.75].map(interpolator);
    let between = mix
        .iter()
        .flat_map(|channel| channel.windows(TAPS))
        .map(|window| {
            let values = phases.map(|taps| dot(window, &taps).abs());
            values.into_iter().fold(window[0].abs(), f32::max)
        });
    20.0 * between.fold(1e-9, f32::max).log10()
}

/// Taps of the interpolation.
const TAPS: usize = 16;

/// A sinc under a raised cosine that finds the value a fraction of a frame after tap seven.
fn interpolator(fraction: f32) -> [f32; TAPS] {
    std::array::from_fn(|tap| {
        let x = std::f32::consts::PI * (tap as f32 - 7.0 - fraction);
        (x.sin() / x) * (0.5 + 0.5 * (x / 8.5).cos())
    })
}

fn dot(window: &[f32], taps: &[f32; TAPS]) -> f32 {
    window.iter().zip(taps).map(|(x, tap)| x * tap).sum()
}

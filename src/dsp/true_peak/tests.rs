//! True peak against its published taps, its bounds against the waveform.

use super::*;
use crate::dsp::peak::peak;
use crate::dsp::true_peak::interpolator::phase;

const CSV: &str = include_str!("../../../tests/vectors/truepeak_fir_8x24_kaiser7.csv");

fn noise(frames: usize, seed: u64) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    };
    (0..frames).map(|_| next()).collect()
}

fn sine(frames: usize, radians: f64, amplitude: f64, phase: f64) -> Vec<f32> {
    (0..frames)
        .map(|n| (amplitude * (radians * n as f64 + phase).sin()) as f32)
        .collect()
}

/// Low, loud and smooth with a little treble on top, and steps in level: what most music looks like.
fn music_like(frames: usize) -> Vec<f32> {
    let low = sine(frames, 0.0072, 0.7, 0.3);
    let middle = sine(frames, 0.061, 0.2, 1.0);
    noise(frames, 5)
        .iter()
        .enumerate()
        .map(|(n, x)| (low[n] + middle[n] + 0.05 * x) * (1.0 + 0.3 * ((n / 3000) % 3) as f32))
        .collect()
}

/// Every hold after each 10 ms at 48 kHz, with `vectors`, and with or without leaving anything out.
fn holds(samples: &[f32], vectors: Vectors, is_exhaustive: bool) -> Vec<TruePeakHold> {
    let mut meter = TruePeak::new(48_000.0);
    meter.vectors = vectors;
    let mut hold = TruePeakHold::default();
    let mut all = Vec::new();
    for (step, samples) in samples.chunks(480).enumerate() {
        hold.step = 0.0;
        if step % 10 == 0 {
            hold.block = 0.0;
        }
        for slice in samples.chunks(64) {
            if is_exhaustive {
                push_all(&mut meter, slice, &mut hold);
            } else {
                meter.push(slice, peak(slice), &mut hold);
            }
        }
        all.push(hold);
    }
    all
}

/// As `push`, but every group is interpolated.
fn push_all(meter: &mut TruePeak, slice: &[f32], hold: &mut TruePeakHold) {
    hold.raise(peak(slice));
    meter.window[HISTORY..HISTORY + slice.len()].copy_from_slice(slice);
    for frame in 0..slice.len() {
        hold.raise(meter.interpolator.peaks(&meter.window, frame / 8 * 8 + 2)[frame % 8]);
    }
    meter
        .window
        .copy_within(slice.len()..slice.len() + HISTORY, 0);
}

fn signals() -> Vec<Vec<f32>> {
    let scaled = |scale: f32| noise(48_000, 3).iter().map(|x| x * scale).collect();
    vec![
        scaled(1.0),
        scaled(0.6),
        scaled(0.1),
        music_like(48_000),
        sine(
            48_000,
            std::f64::consts::FRAC_PI_2,
            0.99 * 2f64.sqrt(),
            std::f64::consts::FRAC_PI_4,
        ),
        sine(48_000, 0.013, 1.0, 0.0),
        sine(48_000, 2.9, 1.2, 0.1),
        vec![0.0; 4800],
    ]
}

#[test]
fn taps_are_the_published_ones() {
    let rows = CSV.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for (p, row) in rows.enumerate() {
        let taps: Vec<f64> = row.split(',').map(|tap| tap.parse().unwrap()).collect();
        for (ours, published) in phase(8, p).iter().zip(&taps) {
            assert!((ours - published).abs() < 1e-11, "phase {p}");
            count += 1;
        }
    }
    assert_eq!(count, 8 * TAPS);
}

#[test]
fn mirrored_phases_give_what_the_plain_sum_gives() {
    let samples = noise(WINDOW, 1);
    for (rate, factor) in [(48_000.0, 8), (96_000.0, 4), (192_000.0, 2)] {
        let peaks = Interpolator::new(rate).peaks(&samples, 2);
        for (lane, found) in peaks.iter().enumerate() {
            let newest = 2 + TAPS - 1 + lane;
            let point = |p: usize| -> f64 {
                let taps = phase(factor, p);
                (0..TAPS)
                    .map(|t| taps[t] * f64::from(samples[newest - t]))
                    .sum()
            };
            let expected = (1..factor).map(|p| point(p).abs()).fold(0.0, f64::max);
            assert!(
                (f64::from(*found) - expected).abs() < 2e-6,
                "{rate} lane {lane}"
            );
        }
    }
}

#[test]
fn leaving_out_what_cannot_matter_changes_no_bit() {
    for (number, samples) in signals().iter().enumerate() {
        let exact = holds(samples, fastest(), true);
        let quick = holds(samples, fastest(), false);
        for (step, (exact, quick)) in exact.iter().zip(&quick).enumerate() {
            assert_eq!(exact.block, quick.block, "signal {number}, step {step}");
            if exact.step >= FULL_SCALE || quick.step >= FULL_SCALE {
                assert_eq!(exact.step, quick.step, "signal {number}, step {step}");
            }
        }
    }
}

#[test]
fn wide_and_narrow_vectors_agree_to_the_last_bit() {
    for samples in signals() {
        let narrow = holds(&samples, Vectors::Baseline, false);
        assert_eq!(narrow, holds(&samples, fastest(), false));
    }
}

#[test]
fn bound_is_never_below_the_waveform() {
    for samples in signals() {
        for (rate, samples) in [48_000.0, 96_000.0, 192_000.0]
            .iter()
            .zip(std::iter::repeat(&samples))
        {
            let filter = Interpolator::new(*rate);
            for window in samples.windows(WINDOW).step_by(31).take(1000) {
                let window: &[f32; WINDOW] = window.try_into().unwrap();
                let extent = Extent::of(window);
                for group in 0..8 {
                    let highest = peak(&filter.peaks(window, group * LANES + 2));
                    let bound = filter.bound(extent.center(group), extent.reach(group));
                    assert!(highest <= bound, "{highest} {bound}");
                    assert!(bound <= filter.bound(extent.all(), extent.all()));
                }
            }
        }
    }
}

#[test]
fn sample_peak_is_the_least_true_peak() {
    let mut hold = TruePeakHold::default();
    TruePeak::new(384_000.0).push(&[0.1, -0.9], 0.9, &mut hold);
    assert_eq!(
        hold,
        TruePeakHold {
            block: 0.9,
            step: 0.9
        }
    );
}

#[test]
fn reset_forgets_the_past() {
    let mut meter = TruePeak::new(48_000.0);
    meter.push(&[1.0; 64], 1.0, &mut TruePeakHold::default());
    meter.reset();
    let mut hold = TruePeakHold::default();
    meter.push(&[0.0; 64], 0.0, &mut hold);
    assert_eq!(hold, TruePeakHold::default());
}

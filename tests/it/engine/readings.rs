//! Readings against formulas, at every rate.

use triage::meter::ChannelLayout;
use triage::meter::Position;
use triage::units::amplitude_db;
use triage_testkit::signals;

use crate::engine::Capture;
use crate::engine::engine;
use crate::engine::measure;
use crate::standards::k_gain_db;

const RATES_HZ: [f64; 8] = [
    8_000.0, 11_025.0, 44_100.0, 48_000.0, 88_200.0, 96_000.0, 192_000.0, 384_000.0,
];

fn sine(sample_rate_hz: f64, frequency_hz: f64, seconds: f64, level_db: f64) -> Vec<f32> {
    let frames = (seconds * sample_rate_hz) as usize;
    signals::to_f32(&signals::sine(
        sample_rate_hz,
        frequency_hz,
        frames,
        level_db,
        0.0,
    ))
}

fn near(reading: f64, expected: f64, tolerance: f64) -> bool {
    (reading - expected).abs() <= tolerance
}

#[test]
fn full_scale_sine_in_one_channel_is_minus_3_01_lufs() {
    // BS.1770-5, annex 1: 0 dB FS at 997 Hz in one channel.
    let left = sine(48_000.0, 997.0, 5.0, 0.0);
    let silence = vec![0.0; left.len()];
    let (_, engine) = measure(48_000.0, &[left, silence]);
    assert!(near(f64::from(engine.frame().short_term_lufs), -3.01, 0.01));
}

#[test]
fn levels_hold_at_every_rate() {
    for rate_hz in RATES_HZ {
        let x = sine(rate_hz, 100.0, 4.0, -18.0);
        let (capture, engine) = measure(rate_hz, &[x.clone(), x]);
        let frame = engine.frame();
        let expected_lufs = -18.0 - 0.691 + k_gain_db(100.0, rate_hz);
        let short_term_lufs = f64::from(frame.short_term_lufs);
        assert!(
            near(short_term_lufs, expected_lufs, 0.01),
            "{rate_hz}: {short_term_lufs}"
        );
        let true_peak_dbtp = amplitude_db(f64::from(frame.true_peak[0]));
        assert!(
            near(true_peak_dbtp, -18.0, 0.01),
            "{rate_hz}: {true_peak_dbtp}"
        );
        let frames: u64 = capture
            .blocks
            .iter()
            .map(|block| u64::from(block.frames))
            .sum();
        assert_eq!(frames, (4.0 * rate_hz) as u64);
        assert_eq!(
            capture
                .blocks
                .iter()
                .filter(|block| block.is_complete())
                .count(),
            40
        );
    }
}

#[test]
fn sums_of_blocks_are_the_sums_of_the_signal() {
    let channels = [7, 8].map(|seed| signals::to_f32(&signals::pink(100_003, seed)));
    let (capture, _) = measure(48_000.0, &channels);
    let dot = |a: &[f32], b: &[f32]| -> f64 {
        a.iter()
            .zip(b)
            .map(|(x, y)| f64::from(*x) * f64::from(*y))
            .sum()
    };
    let total = |reading: fn(&triage::model::block::MeterBlock) -> f64| -> f64 {
        capture.blocks.iter().map(reading).sum()
    };
    let expected = dot(&channels[0], &channels[1]);
    assert!(near(total(|block| block.stereo.lr) / expected, 1.0, 1e-12));
    let expected = dot(&channels[1], &channels[1]);
    assert!(near(total(|block| block.stereo.rr) / expected, 1.0, 1e-12));
    let expected: f64 = channels[0].iter().map(|x| f64::from(*x)).sum();
    assert!(near(total(|block| block.dc_sum[0]), expected, 1e-9));
}

#[test]
fn mono_counts_once_and_is_carried_as_two() {
    let x = sine(48_000.0, 997.0, 4.0, -20.0);
    let mut capture = Capture::default();
    let mut mono = engine(48_000.0, ChannelLayout::Mono);
    mono.process(&x, &[], Position::Unknown, &mut capture);
    let (stereo, _) = measure(48_000.0, &[x.clone(), x]);
    let (mono, stereo) = (&capture.blocks[35], &stereo.blocks[35]);
    assert!(near(
        f64::from(stereo.short_term_lufs - mono.short_term_lufs),
        3.0103,
        1e-4
    ));
    assert_eq!(mono.k_energy, mono.k_energy_mono_fold);
    assert_eq!(
        (mono.channels, mono.stereo, mono.spectrum),
        (1, stereo.stereo, stereo.spectrum)
    );
    assert_eq!(mono.stereo.ll, mono.stereo.lr);
}

#[test]
fn mono_fold_is_half_the_sum_heard_from_both_channels() {
    let left = sine(48_000.0, 997.0, 1.0, -20.0);
    let opposite: Vec<f32> = left.iter().map(|x| -x).collect();
    let silence = vec![0.0; left.len()];
    let fold = |right: &Vec<f32>| {
        let (capture, _) = measure(48_000.0, &[left.clone(), right.clone()]);
        capture.blocks[5].k_energy_mono_fold / capture.blocks[5].k_energy
    };
    assert!(near(fold(&left), 1.0, 1e-12));
    assert!(near(fold(&silence), 0.5, 1e-12));
    assert!(near(fold(&opposite), 0.0, 1e-12));
}

#[test]
fn stereo_readings_settle_to_theory_in_three_seconds() {
    let noise = [11, 12].map(|seed| signals::white(144_000, seed));
    let side = 0.5;
    let mix = |sign: f64| -> Vec<f32> {
        let pairs = noise[0].iter().zip(&noise[1]);
        pairs
            .map(|(m, s)| (0.3 * (m + sign * side * s)) as f32)
            .collect()
    };
    let (_, engine) = measure(48_000.0, &[mix(1.0), mix(-1.0)]);
    let frame = engine.frame();
    // q = S/M in energy; r = (1 - q) / (1 + q).
    let q: f64 = side * side;
    assert!(near(
        f64::from(frame.correlation),
        (1.0 - q) / (1.0 + q),
        0.01
    ));
    assert!(near(f64::from(frame.width_db), 10.0 * q.log10(), 0.1));
    assert!(near(f64::from(frame.balance_db), 0.0, 0.1));
    assert!(near(f64::from(frame.band_correlation[25]), 0.6, 0.06));
}

#[test]
fn mono_sound_has_no_width_and_silence_keeps_the_last_image() {
    let x = sine(48_000.0, 440.0, 1.0, -6.0);
    let mut capture = Capture::default();
    let mut engine = engine(48_000.0, ChannelLayout::Stereo);
    engine.process(&x, &x, Position::Unknown, &mut capture);
    assert_eq!(engine.frame().width_db, f32::NEG_INFINITY);
    let silence = vec![0.0; 480_000];
    engine.process(&silence, &silence, Position::Unknown, &mut capture);
    assert!(near(f64::from(engine.frame().correlation), 1.0, 1e-6));
    assert_eq!(engine.frame().width_db, f32::NEG_INFINITY);
}

#[test]
fn peaks_are_held_for_three_seconds_and_for_ever() {
    let mut x = vec![0.01f32; 48_000 * 7];
    x[48_000] = 0.5;
    let (_, engine) = measure(48_000.0, &[x.clone(), x[..].to_vec()]);
    let frame = engine.frame();
    assert_eq!(frame.sample_peak, [0.5; 2]);
    assert_eq!(frame.sample_peak_3s, [0.01; 2]);
    assert!(frame.true_peak[0] >= 0.5);
    assert!(frame.true_peak_3s[0] < 0.0102);
}

#[test]
fn long_spectrum_reads_a_tone_in_its_band() {
    let x = sine(48_000.0, 1000.0, 3.0, -20.0);
    let (capture, _) = measure(48_000.0, &[x.clone(), x]);
    let frames: u32 = capture
        .blocks
        .iter()
        .map(|block| block.spectrum.ltas_frames)
        .sum();
    let power: f32 = capture
        .blocks
        .iter()
        .map(|block| block.spectrum.ltas[17])
        .sum();
    // A sine is 3.01 dB below its peak, and there are two.
    assert!(near(
        10.0 * f64::from(power / frames as f32).log10(),
        -20.0,
        0.05
    ));
}

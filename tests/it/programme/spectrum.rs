//! Spectra by formula: cut-offs, resonances, rumble, spread.

use triage::model::bands::FINE_BANDS;
use triage::model::bands::fine_center_hz;
use triage::model::bands::fine_edge_hz;
use triage::model::block::MeterBlock;
use triage::model::measurement::Spectrum;

use crate::programme::blocks::Player;
use crate::programme::blocks::many;
use crate::programme::blocks::near;
use crate::programme::blocks::tone;

/// A minute of a spectrum, by the power of its fine bands; `piece` counts pieces of 3 s.
fn minute(power: impl Fn(f64, usize) -> f64, sample_rate_hz: f64) -> Spectrum {
    let frames = (sample_rate_hz / 10.0) as u32;
    let mut player = Player::default();
    let blocks = (0..600).map(|slot| {
        let mut block = tone(-20.0);
        for band in 0..FINE_BANDS {
            block.spectrum.fine[band] = power(fine_center_hz(band), slot / 30) as f32;
        }
        block.sample_rate_hz = sample_rate_hz;
        block.k_energy *= f64::from(frames) / f64::from(block.frames);
        block.frames = frames;
        block
    });
    let blocks: Vec<MeterBlock> = blocks.collect();
    for (slot, mut block) in blocks.into_iter().enumerate() {
        block.sequence = slot as u64;
        block.start_frame = slot as i64 * i64::from(frames);
        player.programme.push_block(&block);
    }
    player.measurement().spectrum.unwrap()
}

/// A mix: pink, falling by 6 dB per octave above 4 kHz.
fn mix(hz: f64) -> f64 {
    1e-3 * (4000.0 / hz).min(1.0).powi(2)
}

#[test]
fn a_codec_low_pass_is_found() {
    for cut_hz in [16_000.0, 17_000.0, 19_000.0] {
        let found = minute(|hz, _| if hz < cut_hz { mix(hz) } else { 1e-12 }, 44_100.0);
        near(found.lossy_cutoff.unwrap().value(), cut_hz, cut_hz * 0.03);
        assert_eq!(found.bandwidth, found.lossy_cutoff);
    }
}

#[test]
fn natural_spectra_have_no_cutoff() {
    let white = |hz: f64, _| 1e-6 * hz;
    let dark = |hz: f64, _| mix(hz) * 10f64.powf(-6.0 * (hz / 8000.0).max(1.0).log2());
    for rate_hz in [44_100.0, 48_000.0, 96_000.0] {
        assert_eq!(minute(white, rate_hz).lossy_cutoff, None);
        assert_eq!(minute(dark, rate_hz).lossy_cutoff, None);
        assert_eq!(minute(|hz, _| mix(hz), rate_hz).bandwidth, None);
    }
}

#[test]
fn the_end_of_the_sample_rate_is_no_codec() {
    let found = minute(
        |hz, _| if hz < 15_500.0 { mix(hz) } else { 1e-14 },
        32_000.0,
    );
    assert_eq!(found.lossy_cutoff, None);
    near(found.bandwidth.unwrap().value(), 16_000.0, 1e-9);
}

#[test]
fn a_filter_that_opens_is_no_codec() {
    let closing = |hz: f64, piece| {
        if hz < 15_800.0 || piece % 5 == 0 {
            mix(hz)
        } else {
            1e-12
        }
    };
    assert_eq!(minute(closing, 48_000.0).lossy_cutoff, None);
}

#[test]
fn a_whistle_is_no_codec() {
    let whistle = |hz: f64, _| {
        if (hz - 15_625.0).abs() < 250.0 {
            1e-4
        } else {
            1e-9
        }
    };
    assert_eq!(minute(whistle, 48_000.0).lossy_cutoff, None);
}

fn with_peak(hz: f64, center_hz: f64, quality: f64, gain_db: f64) -> f64 {
    let x = hz / center_hz;
    mix(hz) * (1.0 + 10f64.powf(gain_db / 10.0) / (1.0 + (quality * (x - 1.0 / x)).powi(2)))
}

#[test]
fn a_steady_ring_is_found() {
    let found = minute(|hz, _| with_peak(hz, 2350.0, 10.0, 15.0), 48_000.0).resonances;
    assert_eq!(found.len(), 1);
    near(found[0].frequency.value(), 2350.0, 2350.0 * 0.015);
    assert!(found[0].height.value() > 6.0 && found[0].share > 0.99);
    assert!((6.0..=12.0).contains(&found[0].q), "{}", found[0].q);
}

#[test]
fn a_melody_is_no_ring() {
    let note = |piece: usize| 500.0 * 2f64.powf((piece * 5 % 12) as f64 / 12.0);
    let found = minute(|hz, piece| with_peak(hz, note(piece), 20.0, 18.0), 48_000.0);
    assert_eq!(found.resonances, []);
}

#[test]
fn at_most_five_rings_are_told_highest_first() {
    let centers = [200.0, 450.0, 1000.0, 2200.0, 4800.0, 9000.0];
    let power = |hz: f64, _| {
        let over: f64 = (0..6)
            .map(|i| with_peak(hz, centers[i], 20.0, 14.0 + i as f64) - mix(hz))
            .sum();
        mix(hz) + over
    };
    let found = minute(power, 48_000.0).resonances;
    assert_eq!(found.len(), 5);
    assert!(found.is_sorted_by(|a, b| a.height >= b.height));
    assert!(found.iter().all(|r| r.frequency.value() > 300.0));
}

#[test]
fn rumble_is_measured_against_the_low_end() {
    let mut block = tone(-20.0);
    // Seven bands of equal power lie between 40 and 160 Hz.
    block.spectrum.infra = 0.07 * block.spectrum.ltas[5];
    let mut player = Player::default();
    player.play(0, many(block, 100));
    near(
        player
            .measurement()
            .spectrum
            .unwrap()
            .rumble
            .unwrap()
            .value(),
        -20.0,
        1e-3,
    );
}

#[test]
fn spread_is_of_shapes_not_of_levels() {
    let mut bright = tone(-10.0);
    bright.spectrum.ltas[27] *= 10f32.powf(0.6);
    let mut player = Player::default();
    let verse = || many(tone(-20.0), 30);
    player.play(0, (0..10).flat_map(|_| verse().chain(many(bright, 30))));
    let spectrum = player.measurement().spectrum.unwrap();
    near(spectrum.p10_db[27], 0.0, 1e-3);
    near(spectrum.p90_db[27], 6.0, 1e-3);
    near(spectrum.p90_db[20], 0.0, 1e-3);
}

#[test]
fn sibilance_spread_ignores_silence() {
    let with = |power: f32| {
        let mut block = tone(-20.0);
        block.spectrum.sibilance = [power; 4];
        block
    };
    let mut player = Player::default();
    // Half silence; of the rest a tenth is 12 dB louder.
    let bar = || {
        many(with(0.0), 10)
            .chain(many(with(1e-5), 9))
            .chain(many(with(1.585e-4), 1))
    };
    player.play(0, (0..30).flat_map(|_| bar()));
    let spread = player
        .measurement()
        .spectrum
        .unwrap()
        .sibilance_spread
        .unwrap();
    near(spread.value(), 12.0, 0.5);
}

#[test]
fn fine_bands_end_at_the_edge_of_hearing() {
    near(fine_edge_hz(FINE_BANDS), 20_480.0, 1e-6);
}

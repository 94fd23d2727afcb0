//! Gating, peaks, dynamics and stereo of sequences whose answers follow from a formula.

use triage::model::block::StereoSums;

use crate::programme::blocks::FRAMES;
use crate::programme::blocks::Player;
use crate::programme::blocks::many;
use crate::programme::blocks::near;
use crate::programme::blocks::tone;

#[test]
fn silence_is_not_measured() {
    let mut player = Player::default();
    player.play(0, many(tone(f64::NEG_INFINITY), 100));
    let found = player.measurement();
    assert_eq!(found.loudness.integrated, None);
    assert_eq!(found.loudness.momentary_max, None);
    assert_eq!(found.levels.true_peak, None);
    assert_eq!(found.levels.crest, None);
    assert_eq!(found.stereo, None);
    assert_eq!(found.spectrum, None);
    assert_eq!(found.dynamics.plr, None);
    assert_eq!(found.active_s, 0.0);
    near(found.heard_s, 10.0, 1e-9);
    assert_eq!(found.cells.len(), 4);
    assert_eq!(found.cells[0].loudness, None);
}

#[test]
fn quiet_stretches_are_gated_and_not_active() {
    // 60 s at -20 and 60 s at -45: below both gates. The window of 3 s leaves the loud part 2.9 s late at most.
    let mut player = Player::default();
    player.play(0, many(tone(-20.0), 600).chain(many(tone(-45.0), 600)));
    let found = player.measurement();
    // Three blocks of 400 ms straddle the border: 3/4, 2/4 and 1/4 loud.
    let power = |lufs: f64| 10f64.powf(lufs / 10.0);
    let loud = 597.0 + 0.75 + 0.5 + 0.25 + 1.5 * power(-25.0);
    near(
        player.integrated_lufs(),
        -20.0 + 10.0 * (loud / 600.0).log10(),
        1e-4,
    );
    assert!(
        (60.0..=63.0).contains(&found.active_s),
        "{}",
        found.active_s
    );
}

#[test]
fn loudness_range_of_two_sections_is_their_distance() {
    let mut player = Player::default();
    player.play(0, many(tone(-20.0), 200).chain(many(tone(-30.0), 200)));
    near(
        player.measurement().loudness.range.unwrap().value(),
        10.0,
        0.05,
    );
}

#[test]
fn a_file_of_two_seconds_is_measured() {
    let mut player = Player::default();
    player.play(0, many(tone(-18.0), 20));
    let found = player.measurement();
    near(player.integrated_lufs(), -18.0, 1e-4);
    near(found.active_s, 2.0, 1e-9);
    assert!(found.spectrum.is_some() && found.stereo.is_some());
    assert_eq!(found.loudness.range, None);
    assert_eq!(found.dynamics.psr_p5, None);
}

#[test]
fn a_file_of_half_a_second_has_a_spectrum() {
    let mut block = tone(-18.0);
    block.spectrum.ltas_frames = 0;
    block.spectrum.ltas = [0.0; 31];
    let mut player = Player::default();
    player.play(0, many(block, 5));
    let spectrum = player.measurement().spectrum.unwrap();
    // Fast powers of both channels over two frames: the band of one channel.
    let band = f64::from(block.spectrum.fast_ll[17]);
    near(spectrum.third_octave_db[17], 10.0 * band.log10(), 1e-4);
}

#[test]
fn the_last_frames_of_a_file_count_for_peaks() {
    let mut last = tone(-18.0);
    last.frames = 1000;
    last.sample_peak = [0.9; 2];
    last.true_peak = [0.95, 0.9];
    let mut player = Player::default();
    player.play(0, many(tone(-18.0), 45).chain([last]));
    let found = player.measurement();
    near(
        found.levels.sample_peak.unwrap().value(),
        20.0 * 0.9f64.log10(),
        1e-5,
    );
    near(
        found.levels.true_peak.unwrap().value(),
        20.0 * 0.95f64.log10(),
        1e-5,
    );
    near(found.levels.true_peak_at_s.unwrap(), 4.5, 1e-9);
    near(found.heard_s, 4.5 + 1000.0 / 48_000.0, 1e-9);
    near(found.span_s.1, 4.5 + 1000.0 / 48_000.0, 1e-9);
}

#[test]
fn replaying_a_place_without_its_peak_removes_the_peak() {
    let mut loud = tone(-18.0);
    loud.true_peak = [1.2; 2];
    let mut player = Player::default();
    player.play(
        0,
        many(tone(-18.0), 50)
            .chain([loud])
            .chain(many(tone(-18.0), 49)),
    );
    near(
        player.measurement().levels.true_peak.unwrap().value(),
        1.5836,
        1e-3,
    );
    player.jump(45, many(tone(-18.0), 10));
    assert!(player.measurement().levels.true_peak.unwrap().value() < -10.0);
}

#[test]
fn dynamic_range_needs_six_seconds_and_takes_the_second_peak() {
    // Mean square of a channel: half of the K energy. RMS counts a sine as its peak: +3.01 dB.
    let level = |peak: f32| {
        let mut block = tone(-20.0);
        block.sample_peak = [peak; 2];
        block
    };
    let mut player = Player::default();
    player.play(0, many(level(0.5), 30));
    assert_eq!(player.measurement().dynamics.dr, None);
    player.go_on(30, many(level(0.8), 30).chain(many(level(0.9), 30)));
    let mean_square = 10f64.powf((-20.0 + 0.691) / 10.0) / 2.0;
    let expected = 20.0 * 0.8f64.log10() - 10.0 * (2.0 * mean_square).log10();
    near(
        player.measurement().dynamics.dr.unwrap().value(),
        expected,
        1e-4,
    );
}

#[test]
fn a_louder_section_is_a_jump_at_its_begin() {
    let mut player = Player::default();
    player.play(0, many(tone(-26.0), 400).chain(many(tone(-16.0), 400)));
    let jump = player.measurement().dynamics.jump.unwrap();
    near(jump.change.value(), 10.0, 1e-3);
    near(jump.at_s, 40.0, 1.0);
}

#[test]
fn peak_to_short_term_is_taken_over_active_audio() {
    let mut peaky = tone(-14.0);
    peaky.true_peak = [1.0; 2];
    let mut player = Player::default();
    player.play(0, many(peaky, 300).chain(many(tone(-60.0), 300)));
    let found = player.measurement();
    near(found.dynamics.psr_p50.unwrap().value(), 14.0, 1e-3);
    near(found.dynamics.plr.unwrap().value(), 14.0, 0.05);
    near(found.cells[5].psr_min.unwrap().value(), 14.0, 1e-3);
}

#[test]
fn dc_is_the_mean_of_the_worse_channel() {
    let mut offset = tone(-20.0);
    offset.dc_sum = [0.001 * f64::from(FRAMES), -0.02 * f64::from(FRAMES)];
    let mut player = Player::default();
    player.play(0, many(offset, 100));
    near(player.measurement().levels.dc_offset.unwrap(), -0.02, 1e-12);
}

#[test]
fn mono_has_no_width() {
    let mut player = Player::default();
    player.play(0, many(tone(-20.0), 100));
    let found = player.measurement();
    let stereo = found.stereo.unwrap();
    assert!(found.is_mono);
    assert_eq!(stereo.width, None);
    assert_eq!(stereo.wide.unwrap().width, None);
    near(stereo.correlation.unwrap(), 1.0, 1e-12);
    near(found.cells[0].width_wide.unwrap().value(), -60.0, 1e-9);
}

#[test]
fn a_wide_mix_is_measured_from_its_energies() {
    let mut wide = tone(-20.0);
    let StereoSums { ll, .. } = wide.stereo;
    wide.stereo = StereoSums {
        ll,
        rr: ll / 2.0,
        lr: 0.0,
    };
    let mut player = Player::default();
    player.play(0, many(wide, 100));
    let found = player.measurement();
    let stereo = found.stereo.unwrap();
    assert!(!found.is_mono);
    near(stereo.correlation.unwrap(), 0.0, 1e-12);
    near(stereo.width.unwrap().value(), 0.0, 1e-12);
    near(stereo.balance.unwrap().value(), -3.0103, 1e-4);
    near(stereo.mono_loss.unwrap().value(), -3.0103, 1e-4);
}

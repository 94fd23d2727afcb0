//! Broken audio.

use triage::model::block::FlatTops;
use triage::model::block::MeterBlock;

use crate::programme::blocks::FRAMES;
use crate::programme::blocks::Player;
use crate::programme::blocks::many;
use crate::programme::blocks::near;
use crate::programme::blocks::tone;

fn right_silent() -> MeterBlock {
    let mut block = tone(-20.0);
    block.stereo.rr = 0.0;
    block.stereo.lr = 0.0;
    block.sample_peak[1] = 0.0;
    block
}

#[test]
fn a_channel_silent_for_five_seconds_is_dead() {
    let mut player = Player::default();
    player.play(
        0,
        many(tone(-20.0), 100)
            .chain(many(right_silent(), 70))
            .chain(many(tone(-20.0), 50)),
    );
    let dead = player.measurement().faults.dead_channel.unwrap();
    assert_eq!(dead.channel, 1);
    near(dead.since_s, 10.0, 0.11);
    near(dead.until_s, 17.0, 0.11);
}

#[test]
fn a_channel_silent_for_four_seconds_is_a_pause() {
    let mut player = Player::default();
    player.play(
        0,
        many(tone(-20.0), 100)
            .chain(many(right_silent(), 40))
            .chain(many(tone(-20.0), 50)),
    );
    assert_eq!(player.measurement().faults.dead_channel, None);
}

#[test]
fn invalid_samples_and_gaps_are_counted_with_their_places() {
    let mut broken = tone(-20.0);
    broken.nonfinite_samples = 3;
    broken.nonfinite_frame = 50 * i64::from(FRAMES) + 480;
    broken.dropouts = 2;
    broken.dropout_frame = 50 * i64::from(FRAMES) + 960;
    let mut player = Player::default();
    player.play(
        0,
        many(tone(-20.0), 50)
            .chain([broken])
            .chain(many(tone(-20.0), 60)),
    );
    let faults = player.measurement().faults;
    assert_eq!((faults.nonfinite_samples, faults.dropouts), (3, 2));
    near(faults.nonfinite_at_s[0], 5.01, 1e-9);
    near(faults.dropouts_at_s[0], 5.02, 1e-9);
    // Repaired and replayed, the place is sound.
    player.play(30, many(tone(-20.0), 30));
    let faults = player.measurement().faults;
    assert_eq!((faults.nonfinite_samples, faults.dropouts), (0, 0));
}

fn flat(level: f32, plateaus: u32, peak: f32) -> MeterBlock {
    let mut block = tone(-20.0);
    block.sample_peak = [peak; 2];
    block.flat_tops[0] = FlatTops {
        plateaus,
        samples: plateaus * 40,
        samples_above: 0,
        level,
    };
    block
}

#[test]
fn plateaus_at_one_level_are_clipping_turned_down() {
    let mut player = Player::default();
    player.play(0, many(flat(0.5, 5, 0.5), 40));
    let verdict = player.measurement().faults.flat_tops.unwrap();
    near(verdict.level.value(), -6.0206, 1e-3);
    assert_eq!((verdict.plateaus, verdict.samples), (200, 8000));
}

#[test]
fn a_moment_begun_again_and_again_counts_once() {
    let mut short = flat(0.5, 4, 0.5);
    short.frames = 1000;
    let mut player = Player::default();
    for _ in 0..20 {
        player.play(0, many(short, 1));
    }
    assert_eq!(player.measurement().faults.flat_tops, None);
    player.play(0, many(tone(-20.0), 10));
    let sound = player.measurement().spectrum.unwrap().third_octave_db;
    for _ in 0..20 {
        player.play(0, many(short, 1));
    }
    let found = player.measurement();
    assert_eq!(found.faults.flat_tops, None);
    assert_eq!(found.spectrum.unwrap().third_octave_db, sound);
    near(found.heard_s, 1.0, 1e-9);
}

#[test]
fn peaks_above_the_plateaus_speak_against_clipping() {
    // 40 blocks of 400 samples in plateaus allow 160 samples above: 32 blocks with a peak, at 5 each.
    for (blocks, is_clipped) in [(30, true), (34, false)] {
        let mut above = tone(-20.0);
        above.sample_peak = [0.6; 2];
        let mut player = Player::default();
        player.play(0, many(flat(0.5, 10, 0.5), 40).chain(many(above, blocks)));
        assert_eq!(
            player.measurement().faults.flat_tops.is_some(),
            is_clipped,
            "{blocks}"
        );
    }
}

#[test]
fn nine_plateaus_prove_nothing() {
    let mut player = Player::default();
    player.play(
        0,
        many(flat(0.5, 1, 0.5), 9).chain(many(flat(0.3, 0, 0.3), 50)),
    );
    assert_eq!(player.measurement().faults.flat_tops, None);
}

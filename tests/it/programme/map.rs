//! The song map: places, passes, clocks, revisions.

use proptest::prelude::*;
use triage::analysis::programme::Programme;
use triage::model::block::Clock;

use crate::programme::blocks::Player;
use crate::programme::blocks::many;
use crate::programme::blocks::near;
use crate::programme::blocks::tone;

#[test]
fn a_constant_tone_reads_its_loudness_from_the_newest_block_on() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 45));
    let found = player.measurement();
    near(player.integrated_lufs(), -23.0, 1e-4);
    near(found.loudness.short_term_max.unwrap().value(), -23.0, 1e-4);
    near(found.heard_s, 4.5, 1e-9);
    near(found.active_s, 4.5, 1e-9);
    near(found.span_s.1, 4.5, 1e-9);
    assert_eq!(found.cells.len(), 2);
    near(found.cells[1].end_s, 4.5, 1e-9);
}

#[test]
fn a_loop_counts_every_place_once() {
    let mut player = Player::default();
    player.play(0, many(tone(-20.0), 300));
    player.play(300, many(tone(-30.0), 300));
    let once = player.integrated_lufs();
    for _ in 0..10 {
        player.jump(300, many(tone(-30.0), 300));
    }
    near(player.integrated_lufs(), once, 1e-9);
    near(player.measurement().heard_s, 60.0, 1e-9);
}

#[test]
fn an_overdub_replaces_what_was_there() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 600));
    // Half a decibel is no new mix, but this place is heard anew: 10 of 60 s.
    player.jump(90, many(tone(-23.5), 120));
    let power = |lufs: f64| 10f64.powf(lufs / 10.0);
    let expected = 10.0 * ((480.0 * power(-23.0) + 120.0 * power(-23.5)) / 600.0).log10();
    near(player.integrated_lufs(), expected, 2e-3);
    near(
        player.measurement().cells[4].loudness.unwrap().value(),
        -23.5,
        1e-4,
    );
}

#[test]
fn a_short_loop_keeps_the_rest_of_the_cell() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 60));
    player.jump(10, many(tone(-23.0), 5));
    player.jump(10, many(tone(-23.0), 5));
    near(player.measurement().heard_s, 6.0, 1e-9);
    near(player.integrated_lufs(), -23.0, 1e-4);
}

#[test]
fn two_halves_of_a_cell_make_a_whole() {
    let mut whole = Player::default();
    whole.play(0, many(tone(-23.0), 60));
    let mut halves = Player::default();
    halves.play(45, many(tone(-23.0), 15));
    halves.play(0, many(tone(-23.0), 17));
    halves.play(17, many(tone(-23.0), 28));
    let (whole, halves) = (whole.measurement(), halves.measurement());
    assert_eq!(whole.loudness.integrated, halves.loudness.integrated);
    assert_eq!(whole.heard_s, halves.heard_s);
    near(
        whole.spectrum.unwrap().third_octave_db[5],
        halves.spectrum.unwrap().third_octave_db[5],
        1e-4,
    );
}

#[test]
fn a_changed_mix_outdates_what_is_not_heard_again() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 600));
    player.play(0, many(tone(-20.0), 24));
    near(player.measurement().heard_s, 60.0, 1e-9);
    player.go_on(24, many(tone(-20.0), 36));
    let found = player.measurement();
    near(found.heard_s, 6.0, 1e-9);
    near(player.integrated_lufs(), -20.0, 1e-4);
    player.go_on(60, many(tone(-20.0), 540));
    near(player.measurement().heard_s, 60.0, 1e-9);
    near(player.integrated_lufs(), -20.0, 1e-4);
}

#[test]
fn a_changed_band_is_a_changed_mix() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 600));
    let mut darker = tone(-23.0);
    darker.spectrum.fast_ll[25] *= 0.6;
    darker.spectrum.fast_rr[25] *= 0.6;
    player.play(300, many(darker, 60));
    near(player.measurement().heard_s, 6.0, 1e-9);
}

#[test]
fn a_place_edited_by_itself_leaves_the_rest() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 600));
    player.play(
        270,
        many(tone(-23.0), 30)
            .chain(many(tone(-19.0), 30))
            .chain(many(tone(-23.0), 30)),
    );
    near(player.measurement().heard_s, 60.0, 1e-9);
    near(
        player.measurement().cells[10].loudness.unwrap().value(),
        -19.0,
        1e-4,
    );
}

#[test]
fn a_new_generation_forgets_the_old_one() {
    let mut player = Player::default();
    player.play(0, many(tone(-10.0), 300));
    player.programme.add_dropped(7);
    assert_eq!(player.measurement().dropped_blocks, 7);
    player.generation = 1;
    player.sequence = 0;
    player.play(0, many(tone(-23.0), 300));
    near(player.integrated_lufs(), -23.0, 1e-4);
    assert_eq!(player.measurement().dropped_blocks, 0);
}

#[test]
fn song_positions_replace_private_ones() {
    let mut player = Player {
        clock: Some(Clock::Private),
        ..Player::default()
    };
    player.play(0, many(tone(-10.0), 300));
    near(player.measurement().heard_s, 30.0, 1e-9);
    player.clock = Some(Clock::Song);
    player.play(900, many(tone(-23.0), 100));
    let found = player.measurement();
    near(found.heard_s, 10.0, 1e-9);
    near(found.span_s.0, 90.0, 1e-9);
}

#[test]
fn a_transport_that_never_rolled_does_not_hide_what_is_heard() {
    let mut player = Player {
        clock: Some(Clock::Stopped),
        ..Player::default()
    };
    player.play(0, many(tone(-23.0), 50));
    near(player.measurement().heard_s, 5.0, 1e-9);
    near(player.integrated_lufs(), -23.0, 1e-4);
    assert!(!player.programme.is_rolling());
}

#[test]
fn a_standing_transport_is_no_part_of_the_song() {
    let mut player = Player::default();
    assert!(!player.programme.is_rolling());
    player.clock = Some(Clock::Stopped);
    player.play(0, many(tone(-3.0), 50));
    player.clock = Some(Clock::Song);
    player.play(0, many(tone(-23.0), 50));
    assert!(player.programme.is_rolling());
    player.clock = Some(Clock::Stopped);
    player.play(0, many(tone(-3.0), 50));
    near(player.integrated_lufs(), -23.0, 1e-4);
    assert!(!player.programme.is_rolling());
}

#[test]
fn pre_roll_lies_before_zero() {
    let mut player = Player::default();
    player.play(-15, many(tone(-23.0), 45));
    let found = player.measurement();
    near(found.span_s.0, -1.5, 1e-9);
    near(found.heard_s, 4.5, 1e-9);
    assert_eq!(found.cells.len(), 2);
    near(found.cells[0].start_s, -1.5, 1e-9);
}

#[test]
fn a_lost_block_costs_its_own_100_ms() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 40));
    player.lose(3);
    player.go_on(43, many(tone(-23.0), 57));
    let found = player.measurement();
    near(found.heard_s, 9.7, 1e-9);
    near(found.span_s.1, 10.0, 1e-9);
    near(player.integrated_lufs(), -23.0, 1e-4);
}

#[test]
fn reset_forgets_everything() {
    let mut player = Player::default();
    player.play(0, many(tone(-23.0), 40));
    player.programme.add_dropped(1);
    player.programme.reset();
    assert_eq!(player.measurement(), Programme::new(2400).measurement());
}

#[test]
fn wild_positions_do_no_harm() {
    let mut player = Player::default();
    for start_frame in [i64::MIN, i64::MAX, 0, i64::MAX - 5, -1] {
        let mut block = tone(-23.0);
        block.start_frame = start_frame;
        block.sequence = player.sequence;
        player.sequence += 1;
        player.programme.push_block(&block);
    }
    assert!(player.measurement().heard_s > 0.0);
}

/// A song of 20 s that is different everywhere.
fn song() -> Vec<triage::model::block::MeterBlock> {
    let level = |slot: usize| tone(-30.0 + ((slot * 37) % 100) as f64 / 10.0);
    (0..200).map(level).collect()
}

proptest! {
    #[test]
    fn the_order_of_passes_does_not_matter(
        cuts in proptest::collection::vec(0usize..20, 1..6),
        order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let song = song();
        let mut borders: Vec<usize> = cuts.iter().map(|cut| cut * 10).chain([0, 200]).collect();
        borders.sort_unstable();
        let passes: Vec<&[usize]> = borders.windows(2).collect();
        let mut straight = Player::default();
        let mut shuffled = Player::default();
        for pass in &passes {
            straight.play(pass[0] as i64, song[pass[0]..pass[1]].iter().copied());
        }
        for i in order.iter().filter(|&&i| i < passes.len()) {
            let pass = passes[*i];
            shuffled.play(pass[0] as i64, song[pass[0]..pass[1]].iter().copied());
        }
        let (straight, shuffled) = (straight.measurement(), shuffled.measurement());
        prop_assert_eq!(straight.heard_s, 20.0);
        prop_assert_eq!(straight.loudness, shuffled.loudness);
        prop_assert_eq!(straight.levels.true_peak, shuffled.levels.true_peak);
        prop_assert_eq!(straight.dynamics, shuffled.dynamics);
        prop_assert_eq!(straight.active_s, shuffled.active_s);
    }
}

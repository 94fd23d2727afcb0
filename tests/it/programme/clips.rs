//! Clip events by place in the song.

use triage::model::block::Clock;
use triage::model::event::ClipClass;
use triage::model::event::ClipEvent;
use triage::model::measurement::ClipBand;

use crate::programme::blocks::FRAMES;
use crate::programme::blocks::Player;
use crate::programme::blocks::many;
use crate::programme::blocks::near;
use crate::programme::blocks::tone;

fn clip(serial: u32, slot: i64, class: ClipClass) -> ClipEvent {
    let start_frame = slot * i64::from(FRAMES) + 100;
    ClipEvent {
        serial,
        class,
        channels: 3,
        clock: Clock::Song,
        start_frame,
        end_frame: start_frame + 200,
        hits: 1,
        samples: 5,
        longest_run: 5,
        sample_peak: 1.1,
        true_peak: 1.2,
        ..ClipEvent::default()
    }
}

/// Plays a stretch, with events told right after the block they are in.
fn play(player: &mut Player, first: i64, blocks: usize, events: &[ClipEvent]) {
    for slot in first..first + blocks as i64 {
        let block = many(tone(-20.0), 1);
        if slot == first {
            player.jump(slot, block);
        } else {
            player.go_on(slot, block);
        }
        let here = |e: &&ClipEvent| e.start_frame / i64::from(FRAMES) == slot;
        for event in events.iter().filter(here) {
            player.programme.push_event(event);
        }
    }
}

#[test]
fn a_clip_is_told_with_its_place() {
    let mut player = Player::default();
    play(&mut player, 0, 100, &[clip(0, 50, ClipClass::Over)]);
    let found = player.measurement();
    assert_eq!(found.clips.len(), 1);
    near(found.clips[0].start_s, 5.0 + 100.0 / 48_000.0, 1e-9);
    assert_eq!(
        (
            found.clip_totals.over_events,
            found.clip_totals.over_samples
        ),
        (1, 5)
    );
}

#[test]
fn a_grown_event_replaces_its_earlier_state() {
    let mut player = Player::default();
    play(&mut player, 0, 60, &[clip(0, 50, ClipClass::FullScale)]);
    let grown = ClipEvent {
        class: ClipClass::Over,
        samples: 9,
        ..clip(0, 50, ClipClass::FullScale)
    };
    player.programme.push_event(&grown);
    let totals = player.measurement().clip_totals;
    assert_eq!(
        (totals.over_events, totals.full_scale_events, totals.samples),
        (1, 0, 9)
    );
}

#[test]
fn a_replayed_clip_is_not_doubled() {
    let mut player = Player::default();
    play(&mut player, 0, 100, &[clip(0, 50, ClipClass::Over)]);
    play(&mut player, 40, 40, &[clip(1, 50, ClipClass::Over)]);
    play(&mut player, 45, 7, &[clip(2, 51, ClipClass::Over)]);
    assert_eq!(player.measurement().clips.len(), 1);
}

#[test]
fn neighbours_of_one_pass_are_both_told() {
    let mut player = Player::default();
    let both = [
        clip(0, 50, ClipClass::Over),
        clip(1, 56, ClipClass::Over),
        clip(2, 56, ClipClass::InterSample),
    ];
    play(&mut player, 0, 100, &both);
    assert_eq!(player.measurement().clips.len(), 3);
}

#[test]
fn a_place_replayed_without_its_clip_is_clean() {
    let mut player = Player::default();
    let both = [
        clip(0, 50, ClipClass::Over),
        clip(1, 80, ClipClass::InterSample),
    ];
    play(&mut player, 0, 100, &both);
    play(&mut player, 55, 20, &[]);
    assert_eq!(player.measurement().clips.len(), 2, "neither was replayed");
    play(&mut player, 45, 20, &[]);
    let clips = player.measurement().clips;
    assert_eq!(clips.len(), 1);
    assert_eq!(clips[0].class, ClipClass::InterSample);
}

#[test]
fn an_engine_that_counts_anew_does_not_overwrite_old_events() {
    let mut player = Player::default();
    play(&mut player, 0, 100, &[clip(0, 50, ClipClass::Over)]);
    player.sequence = 0;
    play(&mut player, 200, 100, &[clip(0, 250, ClipClass::Over)]);
    assert_eq!(player.measurement().clips.len(), 2);
}

#[test]
fn clips_of_an_older_mix_do_not_count() {
    let mut player = Player::default();
    play(
        &mut player,
        0,
        300,
        &[clip(0, 50, ClipClass::Over), clip(1, 250, ClipClass::Over)],
    );
    player.play(90, many(tone(-23.0), 60));
    assert_eq!(player.measurement().clips, []);
}

#[test]
fn clips_while_the_transport_stands_are_not_of_the_song() {
    let mut player = Player::default();
    play(&mut player, 0, 100, &[]);
    player.programme.push_event(&ClipEvent {
        clock: Clock::Stopped,
        ..clip(0, 50, ClipClass::Over)
    });
    assert_eq!(player.measurement().clips, []);
}

#[test]
fn a_clip_in_the_first_moment_of_the_song_is_not_lost() {
    // The engine tells the events of a block before the block, and the host stood still until then.
    let mut player = Player {
        clock: Some(Clock::Stopped),
        ..Player::default()
    };
    player.play(0, many(tone(-90.0), 20));
    player.programme.push_event(&clip(0, 600, ClipClass::Over));
    player.clock = Some(Clock::Song);
    player.play(600, many(tone(-20.0), 50));
    let found = player.measurement();
    assert_eq!(found.clip_totals.over_events, 1);
    near(found.clips[0].start_s, 60.0 + 100.0 / 48_000.0, 1e-9);
}

#[test]
fn an_event_ahead_of_its_first_block_waits_for_it() {
    let mut player = Player::default();
    player.programme.push_event(&clip(0, 0, ClipClass::Over));
    player.play(0, many(tone(-20.0), 5));
    assert_eq!(player.measurement().clips.len(), 1);
}

#[test]
fn only_256_are_told_and_all_are_counted() {
    let mut player = Player::default();
    let events: Vec<ClipEvent> = (0..300u32)
        .map(|i| clip(i, i64::from(i) * 10, ClipClass::Over))
        .collect();
    play(&mut player, 0, 3000, &events);
    let found = player.measurement();
    assert_eq!(found.clips.len(), 256);
    assert_eq!(found.clip_totals.over_events, 300);
    assert_eq!(found.clip_totals.samples, 1500);
}

#[test]
fn a_clip_is_tagged_by_the_band_that_stands_out() {
    let mut bass = tone(-20.0);
    bass.spectrum.fast_ll[..8]
        .iter_mut()
        .for_each(|p| *p *= 30.0);
    let mut player = Player::default();
    player.play(
        0,
        many(tone(-20.0), 100)
            .chain(many(bass, 2))
            .chain(many(tone(-20.0), 1)),
    );
    player.programme.push_event(&clip(0, 101, ClipClass::Over));
    assert_eq!(player.measurement().clips[0].band, Some(ClipBand::Bass));
    // In the same company all the time nothing stands out.
    let mut even = Player::default();
    play(&mut even, 0, 200, &[clip(0, 101, ClipClass::Over)]);
    assert_eq!(even.measurement().clips[0].band, None);
}

//! Where blocks and events are in the song.

use triage::meter::ChannelLayout;
use triage::meter::MeterEngine;
use triage::meter::Position;
use triage::model::block::Clock;
use triage::model::block::Continuity;
use triage_testkit::signals;

use crate::engine::Capture;
use crate::engine::engine;

fn noise(frames: usize) -> Vec<f32> {
    signals::to_f32(&signals::pink(frames, 9))
}

/// Plays passages in calls of 512 frames.
fn play(passages: &[(usize, Position)]) -> (Capture, MeterEngine) {
    let mut capture = Capture::default();
    let mut engine = engine(48_000.0, ChannelLayout::Stereo);
    for (frames, position) in passages {
        let samples = noise(*frames);
        for (number, call) in samples.chunks(512).enumerate() {
            let here = match position {
                Position::Song(frame) => Position::Song(frame.wrapping_add(512 * number as i64)),
                other => *other,
            };
            engine.process(call, call, here, &mut capture);
        }
    }
    (capture, engine)
}

#[test]
fn blocks_follow_the_song() {
    let (capture, engine) = play(&[(24_000, Position::Song(-960))]);
    let starts: Vec<_> = capture
        .blocks
        .iter()
        .map(|block| block.start_frame)
        .collect();
    assert_eq!(starts, [-960, 3840, 8640, 13_440, 18_240]);
    assert!(
        capture
            .blocks
            .iter()
            .all(|block| block.clock == Clock::Song && block.is_complete())
    );
    assert_eq!(engine.frame().position_frame, 23_040);
}

#[test]
fn first_block_starts_and_the_others_continue() {
    let (capture, _) = play(&[(14_400, Position::Unknown)]);
    let continuity: Vec<_> = capture
        .blocks
        .iter()
        .map(|block| block.continuity)
        .collect();
    assert_eq!(
        continuity,
        [
            Continuity::Start,
            Continuity::Continuous,
            Continuity::Continuous
        ]
    );
    assert_eq!(capture.blocks[2].clock, Clock::Private);
    assert_eq!(capture.blocks[2].start_frame, 9600);
}

#[test]
fn loop_keeps_the_grid_and_marks_the_jump() {
    let (capture, engine) = play(&[(7000, Position::Song(0)), (7400, Position::Song(500_000))]);
    let blocks: Vec<_> = capture
        .blocks
        .iter()
        .map(|block| (block.start_frame, block.frames, block.continuity))
        .collect();
    assert_eq!(
        blocks,
        [
            (0, 4800, Continuity::Start),
            (4800, 4800, Continuity::Jump),
            (502_600, 4800, Continuity::Continuous),
        ]
    );
    assert_eq!(engine.frame().measured_frames, 14_400);
}

#[test]
fn short_loop_still_fills_the_short_term_window() {
    let (_, engine) = play(&[(96_000, Position::Song(0)); 2]);
    assert!(engine.frame().short_term_lufs.is_finite());
}

#[test]
fn stop_hands_over_a_short_block_and_listens_on() {
    let (capture, _) = play(&[(5000, Position::Song(0)), (4800, Position::Stopped)]);
    let blocks: Vec<_> = capture
        .blocks
        .iter()
        .map(|block| (block.start_frame, block.frames, block.clock))
        .collect();
    assert_eq!(
        blocks,
        [
            (0, 4800, Clock::Song),
            (4800, 200, Clock::Song),
            (5000, 4800, Clock::Stopped)
        ]
    );
    assert!(!capture.blocks[1].is_complete());
}

#[test]
fn start_empties_the_windows_and_keeps_the_maxima() {
    let (_, engine) = play(&[(200_000, Position::Stopped)]);
    let heard = *engine.frame();
    let (_, engine) = play(&[(200_000, Position::Stopped), (960, Position::Song(0))]);
    let frame = engine.frame();
    assert_eq!(frame.momentary_lufs, f32::NEG_INFINITY);
    assert_eq!(frame.short_term_lufs, f32::NEG_INFINITY);
    assert_eq!(frame.true_peak, heard.true_peak);
    assert_eq!(frame.generation, heard.generation);
}

#[test]
fn stream_that_was_ended_begins_with_empty_windows() {
    let mut capture = Capture::default();
    let mut engine = engine(48_000.0, ChannelLayout::Stereo);
    let loud = noise(96_000);
    engine.process(&loud, &loud, Position::Song(0), &mut capture);
    engine.finish(&mut capture);
    let before = capture.blocks.len();
    let quiet = vec![0.0; 48_000];
    // Elsewhere in the song without the transport having stopped, as hosts do for an export.
    engine.process(&quiet, &quiet, Position::Song(960_000), &mut capture);
    let after = &capture.blocks[before..];
    assert_eq!(after[0].continuity, Continuity::Start);
    assert!(
        after
            .iter()
            .all(|block| block.momentary_max_lufs == f32::NEG_INFINITY
                || block.momentary_max_lufs < -100.0)
    );
    assert!(
        after
            .iter()
            .all(|block| block.spectrum.ltas.iter().all(|power| *power == 0.0))
    );
}

#[test]
fn small_corrections_of_the_host_are_no_jumps() {
    let (capture, _) = play(&[
        (7168, Position::Song(0)),
        (7232, Position::Song(7168 + 960)),
    ]);
    assert_eq!(capture.blocks[1].continuity, Continuity::Continuous);
    assert_eq!(capture.blocks[2].start_frame, 9600 + 960);
}

#[test]
fn reset_is_a_new_engine_with_another_number() {
    let mut expected = Capture::default();
    let mut fresh = engine(48_000.0, ChannelLayout::Stereo);
    let samples = noise(50_000);
    fresh.process(&samples, &samples, Position::Unknown, &mut expected);

    let (_, mut used) = play(&[(30_077, Position::Song(5))]);
    used.reset();
    assert_eq!(
        (used.frame().generation, used.frame().measured_frames),
        (1, 0)
    );
    let mut capture = Capture::default();
    used.process(&samples, &samples, Position::Unknown, &mut capture);
    for block in &mut capture.blocks {
        assert_eq!(block.generation, 1);
        block.generation = 0;
    }
    assert_eq!(capture.blocks, expected.blocks);
}

#[test]
fn extreme_positions_are_survived() {
    play(&[
        (5000, Position::Song(i64::MAX - 600)),
        (5000, Position::Song(i64::MIN)),
    ]);
}

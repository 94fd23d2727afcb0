//! Fifteen simulated minutes of music without a single use of the heap on the audio thread.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on should stop"
)]
#![cfg(all(debug_assertions, feature = "plugin"))]

use assert_no_alloc::AllocDisabler;
use assert_no_alloc::assert_no_alloc;
use assert_no_alloc::violation_count;
use triage::bridge::connect;
use triage::bridge::worker::Listener;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::block::Rendering;
use triage::model::event::ClipEvent;
use triage::plugin::audio::AudioSide;
use triage::plugin::audio::Channels;
use triage::plugin::audio::Controls;
use triage::plugin::audio::Metering;
use triage::plugin::audio::OnPlay;
use triage_testkit::host::music::music;

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

const SAMPLE_RATE_HZ: f64 = 48_000.0;
const ROUND_FRAMES: usize = 60 * 48_000;
const ROUNDS: usize = 15;

/// Lengths of the calls, in turn.
const CALLS: [usize; 7] = [512, 64, 1, 2048, 441, 0, 1024];

/// Counts what arrived.
#[derive(Default)]
struct Arrived {
    blocks: usize,
    reference_blocks: usize,
    events: usize,
    dropped: u64,
}

impl Listener for Arrived {
    fn restarted(&mut self) {}

    fn block(&mut self, _block: &MeterBlock, _rendering: Rendering) {
        self.blocks += 1;
    }

    fn clip(&mut self, _event: &ClipEvent) {
        self.events += 1;
    }

    fn reference_block(&mut self, _block: &MeterBlock) {
        self.reference_blocks += 1;
    }

    fn dropped(&mut self, count: u64) {
        self.dropped += count;
    }
}

/// Plays one minute: rolling, looping, standing still, without a transport, and with the switches used.
fn play_minute(audio: &mut AudioSide, music: &[Vec<f32>; 2], round: usize) {
    let mut from = 0;
    for frames in CALLS.iter().copied().cycle() {
        let until = (from + frames).min(ROUND_FRAMES);
        let position = match (from * 4 / ROUND_FRAMES, round % 3) {
            (0 | 1, _) => Position::Song((round * ROUND_FRAMES + from) as i64),
            (2, 0) => Position::Stopped,
            (2, 1) => Position::Song(from as i64),
            _ => Position::Unknown,
        };
        let controls = Controls {
            metering: Metering::On,
            on_play: if round == 7 {
                OnPlay::Reset
            } else {
                OnPlay::Continue
            },
            reset_is_down: round == 3,
        };
        let mix = Channels {
            left: &music[0][from..until],
            right: &music[1][from..until],
        };
        assert_no_alloc(|| audio.process(mix, Some(mix), position, controls));
        from = until;
        if from == ROUND_FRAMES {
            return;
        }
    }
}

#[test]
fn fifteen_minutes_of_music_never_touch_the_heap() {
    let (audio_end, mut worker, _editor) = connect();
    let mut audio = AudioSide::new(audio_end);
    let config = MeterConfig {
        sample_rate_hz: SAMPLE_RATE_HZ,
        layout: ChannelLayout::Stereo,
    };
    audio.activate(&config, Rendering::RealTime);
    let music = music(SAMPLE_RATE_HZ, ROUND_FRAMES);
    let mut arrived = Arrived::default();
    for round in 0..ROUNDS {
        play_minute(&mut audio, &music, round);
        assert_no_alloc(|| audio.finish());
        while worker.drain(&mut arrived) > 0 {}
    }
    assert!(!worker.has_failed());
    assert_eq!(violation_count(), 0);
    // Ten blocks a second, but for what the resets cut short. A side-chain minute fits its queue only in part.
    assert!(arrived.blocks >= 600 * ROUNDS - 30, "{}", arrived.blocks);
    assert!(arrived.reference_blocks >= 500 * ROUNDS);
    assert!(arrived.events > 0, "the music clips");
}

#[test]
fn use_of_the_heap_would_be_noticed() {
    assert_no_alloc(|| drop(std::hint::black_box(vec![0_u8; 64])));
    assert!(violation_count() > 0);
}

//! What the audio thread hands over, without a host.

use triage::bridge::AudioCommand;
use triage::bridge::connect;
use triage::bridge::editor::EditorEnd;
use triage::bridge::worker::Listener;
use triage::bridge::worker::WorkerEnd;
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

/// Frames since the last restart.
#[derive(Default)]
struct Heard {
    mix_frames: u64,
    reference_frames: u64,
}

impl Listener for Heard {
    fn restarted(&mut self) {
        *self = Self::default();
    }

    fn block(&mut self, block: &MeterBlock, _rendering: Rendering) {
        self.mix_frames += u64::from(block.frames);
    }

    fn clip(&mut self, _event: &ClipEvent) {}

    fn reference_block(&mut self, block: &MeterBlock) {
        self.reference_frames += u64::from(block.frames);
    }

    fn dropped(&mut self, _count: u64) {}
}

/// An audio side with what it is connected to, at 48 kHz.
struct Rig {
    audio: AudioSide,
    worker: WorkerEnd,
    editor: EditorEnd,
    heard: Heard,
}

const STEREO_48K: MeterConfig = MeterConfig {
    sample_rate_hz: 48_000.0,
    layout: ChannelLayout::Stereo,
};

impl Rig {
    fn new() -> Self {
        let (audio, worker, editor) = connect();
        let mut audio = AudioSide::new(audio);
        audio.activate(&STEREO_48K, Rendering::RealTime);
        Self {
            audio,
            worker,
            editor,
            heard: Heard::default(),
        }
    }

    /// One second of a constant in one call.
    fn second(&mut self, position: Position, controls: Controls) {
        let samples = vec![0.25; 48_000];
        let mix = Channels {
            left: &samples,
            right: &samples,
        };
        self.audio.process(mix, None, position, controls);
    }

    fn mix_seconds(&mut self) -> f64 {
        self.audio.finish();
        self.worker.drain(&mut self.heard);
        self.heard.mix_frames as f64 / 48_000.0
    }
}

#[test]
fn everything_that_was_processed_arrives() {
    let mut rig = Rig::new();
    rig.second(Position::Song(0), Controls::default());
    rig.second(Position::Song(48_000), Controls::default());
    assert_eq!(rig.mix_seconds(), 2.0);
}

#[test]
fn paused_metering_hears_nothing() {
    let mut rig = Rig::new();
    let paused = Controls {
        metering: Metering::Paused,
        ..Controls::default()
    };
    rig.second(Position::Song(0), paused);
    assert_eq!(rig.mix_seconds(), 0.0);
}

#[test]
fn reset_switch_acts_once_when_it_goes_down() {
    let mut rig = Rig::new();
    let down = Controls {
        reset_is_down: true,
        ..Controls::default()
    };
    rig.second(Position::Song(0), Controls::default());
    rig.second(Position::Song(48_000), down);
    rig.second(Position::Song(96_000), down);
    assert_eq!(rig.mix_seconds(), 2.0);
}

#[test]
fn editor_can_reset() {
    let mut rig = Rig::new();
    rig.second(Position::Song(0), Controls::default());
    rig.editor.send(AudioCommand::Reset).unwrap();
    rig.second(Position::Song(48_000), Controls::default());
    assert_eq!(rig.mix_seconds(), 1.0);
}

#[test]
fn same_audio_again_is_measured_on() {
    let mut rig = Rig::new();
    rig.second(Position::Song(0), Controls::default());
    rig.audio.activate(&STEREO_48K, Rendering::RealTime);
    assert_eq!(rig.mix_seconds(), 1.0);
}

#[test]
fn another_rate_begins_anew() {
    let mut rig = Rig::new();
    rig.second(Position::Song(0), Controls::default());
    let faster = MeterConfig {
        sample_rate_hz: 96_000.0,
        ..STEREO_48K
    };
    rig.audio.activate(&faster, Rendering::RealTime);
    assert_eq!(rig.mix_seconds(), 0.0);
}

#[test]
fn rate_that_cannot_be_measured_is_silence_to_the_worker() {
    let mut rig = Rig::new();
    let absurd = MeterConfig {
        sample_rate_hz: 1.0,
        ..STEREO_48K
    };
    rig.audio.activate(&absurd, Rendering::RealTime);
    rig.second(Position::Song(0), Controls::default());
    assert_eq!(rig.mix_seconds(), 0.0);
    assert!(!rig.worker.has_failed());
}

#[test]
fn side_chain_is_measured_apart() {
    let mut rig = Rig::new();
    let samples = vec![0.25; 4_800];
    let channels = Channels {
        left: &samples,
        right: &samples,
    };
    let position = Position::Song(0);
    rig.audio
        .process(channels, Some(channels), position, Controls::default());
    rig.audio.finish();
    rig.worker.drain(&mut rig.heard);
    assert_eq!(rig.heard.reference_frames, 4_800);
    assert_eq!(rig.heard.mix_frames, 4_800);
}

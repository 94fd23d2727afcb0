//! What is merged until somebody looks: extremes, sums, and the newest frame and answer.

use loom::thread;

use crate::Model;
use crate::bridge::connect;
use crate::bridge::editor::Extremes;
use crate::model::block::MeterBlock;
use crate::model::frame::MeterFrame;

pub const MODELS: [Model; 3] = [
    Model {
        name: "peak-between-two-looks-is-neither-lost-nor-seen-twice",
        room: 4,
        threads: peaks,
    },
    Model {
        name: "clips-between-two-looks-are-counted-once",
        room: 4,
        threads: clips,
    },
    Model {
        name: "frames-are-whole-and-never-go-back",
        room: 4,
        threads: frames,
    },
];

fn peaks() {
    let (mut audio, _worker, mut editor) = connect();
    let sender = thread::spawn(move || {
        for peak in [0.5, 0.9] {
            audio.send_block(&MeterBlock {
                sample_peak: [peak, 0.0],
                ..MeterBlock::default()
            });
        }
    });
    let first = editor.take_extremes().sample_peak[0];
    let second = editor.take_extremes().sample_peak[0];
    sender.join().unwrap();
    let third = editor.take_extremes().sample_peak[0];
    let seen = [first, second, third];
    assert_eq!(seen.iter().copied().fold(0.0, f32::max), 0.9, "{seen:?}");
    let times = |peak: f32| seen.iter().filter(|it| **it == peak).count();
    assert!(times(0.5) <= 1 && times(0.9) == 1, "{seen:?}");
    assert_eq!(editor.take_extremes(), Extremes::default());
}

fn frame(step: u64) -> MeterFrame {
    MeterFrame {
        sample_rate_hz: 48_000.0,
        measured_frames: step * 480,
        momentary_lufs: step as f32,
        clip_events: step as u32,
        clipped_samples: step * step,
        ..MeterFrame::default()
    }
}

fn clips() {
    let (mut audio, _worker, mut editor) = connect();
    let sender = thread::spawn(move || {
        audio.publish(&frame(1));
        audio.publish(&frame(2));
        audio.begin_generation();
        audio.publish(&frame(3));
    });
    let mut events = 0;
    let mut samples = 0;
    let mut look = || {
        let extremes = editor.take_extremes();
        events += extremes.clip_events;
        samples += extremes.clipped_samples;
    };
    look();
    look();
    sender.join().unwrap();
    look();
    // The counts of a new measurement begin at nothing.
    assert_eq!((events, samples), (2 + 3, 4 + 9));
}

fn frames() {
    let (mut audio, _worker, mut editor) = connect();
    let sender = thread::spawn(move || {
        audio.publish(&frame(1));
        audio.publish(&frame(2));
    });
    let mut last = 0;
    for _ in 0..2 {
        let seen = editor.frame();
        let step = seen.measured_frames / 480;
        assert!(step == 0 || seen.momentary_lufs == step as f32);
        assert!(step >= last);
        last = step;
    }
    sender.join().unwrap();
    assert_eq!(editor.frame().measured_frames, 960);
}

//! The engine's promises: the stream may be cut, jump, stop and break as it likes.

mod faults;
mod invariance;
mod readings;
mod transport;

use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::event::ClipEvent;

/// Keeps everything the engine hands over.
#[derive(Debug, Default)]
pub struct Capture {
    pub blocks: Vec<MeterBlock>,
    pub events: Vec<ClipEvent>,
}

impl MeterSink for Capture {
    fn block(&mut self, block: &MeterBlock) {
        self.blocks.push(*block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.events.push(*event);
    }
}

impl Capture {
    /// The last state of each event, as the worker keeps them.
    pub fn newest_events(&self) -> Vec<ClipEvent> {
        let mut newest: Vec<ClipEvent> = Vec::new();
        for event in &self.events {
            match newest.iter_mut().find(|known| known.serial == event.serial) {
                Some(known) => *known = *event,
                None => newest.push(*event),
            }
        }
        newest
    }

    pub fn largest(&self, reading: impl Fn(&MeterBlock) -> f32) -> f64 {
        f64::from(
            self.blocks
                .iter()
                .map(reading)
                .fold(f32::NEG_INFINITY, f32::max),
        )
    }
}

pub fn engine(sample_rate_hz: f64, layout: ChannelLayout) -> MeterEngine {
    MeterEngine::new(&MeterConfig {
        sample_rate_hz,
        layout,
    })
    .unwrap()
}

/// Measures a stereo signal as a file: from its first frame to its last.
pub fn measure(sample_rate_hz: f64, channels: &[Vec<f32>]) -> (Capture, MeterEngine) {
    let mut capture = Capture::default();
    let mut engine = engine(sample_rate_hz, ChannelLayout::Stereo);
    engine.process(&channels[0], &channels[1], Position::Song(0), &mut capture);
    engine.finish(&mut capture);
    (capture, engine)
}

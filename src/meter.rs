//! The engine: audio in, meter blocks and frames out. The same one runs in the plug-in and on the command line.
//!
//! Audio is cut into slices of at most 64 frames on a grid of 10 ms that counts frames, never calls. Every kernel
//! therefore sees the same slices however a host cuts the stream, and every reading is the same to the last bit.

mod clip_log;
mod display;
mod engine;
mod grid;
mod input;
mod spectra;
mod step;
mod transport;

pub use crate::meter::engine::MeterEngine;

use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;

/// Lowest and highest sample rate that can be measured, Hz.
pub const SAMPLE_RATE_HZ: (f64, f64) = (8_000.0, 384_000.0);

/// How many channels are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelLayout {
    /// One channel; loudness counts it once (BS.1770-5).
    Mono,
    /// Left and right.
    Stereo,
}

/// What the engine measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeterConfig {
    /// Sample rate within [`SAMPLE_RATE_HZ`].
    pub sample_rate_hz: f64,
    /// Mono or stereo.
    pub layout: ChannelLayout,
}

/// Why an engine could not be made.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum MeterError {
    /// No filter exists for such a rate.
    #[error(
        "sample rate {0} Hz is outside 8-384 kHz; convert the audio, or run the host at a common rate"
    )]
    SampleRate(f64),
}

/// Where in the song the first frame of a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// The transport rolls; song position in frames.
    Song(i64),
    /// The host has a transport and it stands still.
    Stopped,
    /// Nobody knows: frames are counted since the reset.
    Unknown,
}

/// Takes what the engine has finished. Called on the audio thread: must neither allocate nor wait.
pub trait MeterSink {
    /// 100 ms have been measured.
    fn block(&mut self, block: &MeterBlock);
    /// A clip event began, grew or ended.
    fn clip(&mut self, event: &ClipEvent);
}

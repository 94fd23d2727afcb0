//! The engine: audio in, meter blocks and frames out. The same one runs in the plug-in and on the command line.

use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::frame::MeterFrame;

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

/// Measures one stream of audio.
#[derive(Debug)]
pub struct MeterEngine {
    frame: MeterFrame,
}

impl MeterEngine {
    /// Makes an engine with everything it will ever need.
    ///
    /// # Errors
    ///
    /// When the sample rate cannot be measured.
    ///
    /// # Real-time
    ///
    /// Not safe: allocates.
    pub fn new(_config: &MeterConfig) -> Result<Self, MeterError> {
        Ok(Self {
            frame: MeterFrame::default(),
        })
    }

    /// Measures the next frames. Both channels have the same length; for mono the right one is ignored.
    ///
    /// Results do not depend, bit for bit, on how the stream is cut into calls.
    ///
    /// # Real-time
    ///
    /// Safe. Cost is bounded by a constant, plus a constant per frame, plus one transform per 256 frames.
    pub fn process(
        &mut self,
        _left: &[f32],
        _right: &[f32],
        _position: Position,
        _sink: &mut impl MeterSink,
    ) {
    }

    /// Ends the stream: hands over the frames that do not fill a block.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn finish(&mut self, _sink: &mut impl MeterSink) {}

    /// Forgets everything and begins a new generation.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn reset(&mut self) {}

    /// The meters as they stand.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn frame(&self) -> &MeterFrame {
        &self.frame
    }
}

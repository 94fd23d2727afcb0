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
    config: MeterConfig,
    frame: MeterFrame,
    block: MeterBlock,
    sequence: u64,
    private_frame: i64,
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
    pub fn new(config: &MeterConfig) -> Result<Self, MeterError> {
        let rate = config.sample_rate_hz;
        if !(SAMPLE_RATE_HZ.0..=SAMPLE_RATE_HZ.1).contains(&rate) {
            return Err(MeterError::SampleRate(rate));
        }
        Ok(Self {
            config: *config,
            frame: MeterFrame {
                sample_rate_hz: rate,
                ..MeterFrame::default()
            },
            block: MeterBlock::default(),
            sequence: 0,
            private_frame: 0,
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
        left: &[f32],
        right: &[f32],
        position: Position,
        sink: &mut impl MeterSink,
    ) {
        let length = (self.config.sample_rate_hz / 10.0) as u32;
        for (index, (l, r)) in left.iter().zip(right).enumerate() {
            if self.block.frames == 0 {
                self.block.start_frame = match position {
                    Position::Song(frame) => frame + index as i64,
                    _ => self.private_frame,
                };
            }
            let finite = |x: f32| if x.is_finite() { x.abs() } else { 0.0 };
            self.block.sample_peak[0] = self.block.sample_peak[0].max(finite(*l));
            self.block.sample_peak[1] = self.block.sample_peak[1].max(finite(*r));
            self.block.frames += 1;
            self.private_frame += 1;
            if self.block.frames == length {
                self.finish(sink);
            }
        }
        self.frame.measured_frames += left.len() as u64;
    }

    /// Ends the stream: hands over the frames that do not fill a block.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn finish(&mut self, sink: &mut impl MeterSink) {
        if self.block.frames == 0 {
            return;
        }
        self.block.sequence = self.sequence;
        self.block.sample_rate_hz = self.config.sample_rate_hz;
        self.block.channels = match self.config.layout {
            ChannelLayout::Mono => 1,
            ChannelLayout::Stereo => 2,
        };
        sink.block(&self.block);
        self.sequence += 1;
        self.block = MeterBlock::default();
    }

    /// Forgets everything and begins a new generation.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn reset(&mut self) {
        self.block = MeterBlock::default();
        self.sequence = 0;
        self.private_frame = 0;
        self.frame.measured_frames = 0;
    }

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

//! Clipping, as events with a place in the song.

use serde::Deserialize;
use serde::Serialize;

use crate::model::block::Clock;

/// What went over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClipClass {
    /// Samples above full scale: lost as soon as the audio becomes fixed point.
    Over,
    /// Three or more samples in a row at full scale: clipped already.
    #[default]
    FullScale,
    /// Samples below full scale, the waveform between them above it.
    InterSample,
}

/// One stretch of clipping. Hits less than 0.5 s apart are one event, of at most 10 s.
///
/// Sent whenever it grew; the newest of a `serial` replaces the ones before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClipEvent {
    /// Counts resets and sample-rate changes, as in `MeterBlock`.
    pub generation: u32,
    /// Number of the event in its generation.
    pub serial: u32,
    /// The worst class among its hits.
    pub class: ClipClass,
    /// Bit 0: left, bit 1: right.
    pub channels: u8,
    /// Which clock the positions are counted by.
    pub clock: Clock,
    /// Song position of the first clipped sample.
    pub start_frame: i64,
    /// Song position after the last clipped sample.
    pub end_frame: i64,
    /// Runs of clipped samples.
    pub hits: u32,
    /// Clipped samples in all runs.
    pub samples: u32,
    /// Samples of the longest run.
    pub longest_run: u32,
    /// Largest magnitude, linear.
    pub sample_peak: f32,
    /// Largest true peak of the 10 ms blocks it touches, linear.
    pub true_peak: f32,
}

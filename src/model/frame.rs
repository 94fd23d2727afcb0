//! What a view draws: one coherent picture of the meters.

use crate::model::bands::{FINE_BANDS, THIRD_OCTAVES};
use crate::model::block::Clock;

/// Pairs of samples in [`MeterFrame::scope`].
pub const SCOPE_PAIRS: usize = 128;

/// The meters at one moment. Plain numbers only, so that it can be copied whole between threads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeterFrame {
    /// Counts resets and sample-rate changes: a view drops its history when it changes.
    pub generation: u32,
    /// Sample rate, Hz.
    pub sample_rate_hz: f64,
    /// 1 or 2; 0 before the first audio.
    pub channels: u8,
    /// Which clock `position_frame` is counted by.
    pub clock: Clock,
    /// Song position after the last measured frame.
    pub position_frame: i64,
    /// Frames measured since the reset.
    pub measured_frames: u64,
    /// Loudness of the last 400 ms; `-inf` for silence and before 400 ms have been heard.
    pub momentary_lufs: f32,
    /// Loudness of the last 3 s; `-inf` as above.
    pub short_term_lufs: f32,
    /// Largest sample magnitude of the last 3 s per channel, linear.
    pub sample_peak_3s: [f32; 2],
    /// Largest true peak of the last 3 s per channel, linear.
    pub true_peak_3s: [f32; 2],
    /// Largest sample magnitude since the reset per channel, linear.
    pub sample_peak: [f32; 2],
    /// Largest true peak since the reset per channel, linear.
    pub true_peak: [f32; 2],
    /// Correlation with a time constant of 0.6 s; NaN before any sound.
    pub correlation: f32,
    /// Energy of the side over the mid signal, dB, same time constant; `-inf` for mono, NaN before any sound.
    pub width_db: f32,
    /// Energy of the right over the left channel, dB, same time constant; NaN before any sound.
    pub balance_db: f32,
    /// Correlation per third-octave with a time constant of 0.6 s; NaN before any sound.
    pub band_correlation: [f32; THIRD_OCTAVES],
    /// Left plus right power per twenty-fourth-octave, time constant 0.3 s.
    pub spectrum: [f32; FINE_BANDS],
    /// Left and right samples at regular distances over the last 20 ms, oldest first, for a goniometer. Of a rate so
    /// low that 20 ms hold no 128 frames, the last 128 frames.
    pub scope: [[f32; 2]; SCOPE_PAIRS],
    /// Clip events since the reset: overs and full-scale runs.
    pub clip_events: u32,
    /// Clipped samples since the reset.
    pub clipped_samples: u64,
    /// Blocks and events that the worker had no room for since the reset.
    pub dropped: u32,
}

impl Default for MeterFrame {
    fn default() -> Self {
        Self {
            generation: 0,
            sample_rate_hz: 0.0,
            channels: 0,
            clock: Clock::Private,
            position_frame: 0,
            measured_frames: 0,
            momentary_lufs: f32::NEG_INFINITY,
            short_term_lufs: f32::NEG_INFINITY,
            sample_peak_3s: [0.0; 2],
            true_peak_3s: [0.0; 2],
            sample_peak: [0.0; 2],
            true_peak: [0.0; 2],
            correlation: f32::NAN,
            width_db: f32::NAN,
            balance_db: f32::NAN,
            band_correlation: [f32::NAN; THIRD_OCTAVES],
            spectrum: [0.0; FINE_BANDS],
            scope: [[0.0; 2]; SCOPE_PAIRS],
            clip_events: 0,
            clipped_samples: 0,
            dropped: 0,
        }
    }
}

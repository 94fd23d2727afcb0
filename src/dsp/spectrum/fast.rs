//! The fast resolution: a transform of each channel, because stereo readings need both.

use std::f64::consts::TAU;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use realfft::RealFftPlanner;
use realfft::RealToComplex;
use realfft::num_complex::Complex;

use crate::dsp::spectrum::history::Channel;
use crate::dsp::spectrum::history::History;

/// Transforms in a frame: left, then right.
pub(super) const CHANNELS: usize = 2;

/// Windowed transforms of the two channels.
pub(super) struct FastTransform {
    fft: Arc<dyn RealToComplex<f32>>,
    window: Vec<f32>,
    windowed: Vec<f32>,
    scratch: Vec<Complex<f32>>,
    left: Vec<Complex<f32>>,
    right: Vec<Complex<f32>>,
}

impl FastTransform {
    pub(super) fn new(window_frames: usize) -> Self {
        let fft = RealFftPlanner::new().plan_fft_forward(window_frames);
        Self {
            window: hann(window_frames),
            windowed: vec![0.0; window_frames],
            scratch: fft.make_scratch_vec(),
            left: fft.make_output_vec(),
            right: fft.make_output_vec(),
            fft,
        }
    }

    /// Transforms a channel, of the frames that ended `age_frames` ago.
    pub(super) fn transform(&mut self, channel: usize, history: &History, age_frames: usize) {
        let (channel, spectrum) = match channel {
            0 => (Channel::Left, &mut self.left),
            _ => (Channel::Right, &mut self.right),
        };
        history.windowed(channel, age_frames, &self.window, &mut self.windowed);
        let result = self
            .fft
            .process_with_scratch(&mut self.windowed, spectrum, &mut self.scratch);
        debug_assert!(result.is_ok(), "lengths are those of the plan");
    }

    /// The spectra of a run of bins, left and right.
    pub(super) fn spectra(&self, bins: &Range<usize>) -> (&[Complex<f32>], &[Complex<f32>]) {
        (&self.left[bins.clone()], &self.right[bins.clone()])
    }
}

impl fmt::Debug for FastTransform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FastTransform")
            .field("frames", &self.window.len())
            .finish_non_exhaustive()
    }
}

/// Periodic Hann window: the one whose copies, a quarter apart, sum to a constant.
fn hann(frames: usize) -> Vec<f32> {
    let phase = TAU / frames as f64;
    (0..frames)
        .map(|frame| (0.5 - 0.5 * (phase * frame as f64).cos()) as f32)
        .collect()
}

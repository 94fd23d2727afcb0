//! One resolution: a window, its transform, and how far the work on the newest frame has come.

use std::f64::consts::TAU;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use realfft::RealFftPlanner;
use realfft::RealToComplex;
use realfft::num_complex::Complex;

use crate::dsp::bands::BandBins;
use crate::dsp::bands::BinGrid;
use crate::dsp::spectrum::history::Channel;
use crate::dsp::spectrum::history::History;

/// Most bins whose bands are summed at once: a tenth of the time of the longest transform at 48 kHz.
pub(super) const SLICE_BINS: usize = 4096;

/// Work that is done at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Transform a channel.
    Transform(Channel),
    /// Sum the bands of these bins.
    Bands(Range<usize>),
}

/// A frame that is being worked on.
#[derive(Clone, Copy, Debug)]
struct Pending {
    /// Frames heard when it became due: the transform covers those before.
    end_frame: u64,
    units_done: usize,
}

/// Room that all transforms use in turn.
#[derive(Debug)]
pub(super) struct Workspace {
    windowed: Vec<f32>,
    scratch: Vec<Complex<f32>>,
}

/// Transforms of the two channels, overlapping by three quarters.
pub(super) struct Transform {
    fft: Arc<dyn RealToComplex<f32>>,
    window: Vec<f32>,
    left: Vec<Complex<f32>>,
    right: Vec<Complex<f32>>,
    /// Bins that lie in any band.
    bins: Range<usize>,
    pending: Option<Pending>,
}

impl Transform {
    pub(super) fn new(transform_frames: usize, planner: &mut RealFftPlanner<f32>) -> Self {
        let fft = planner.plan_fft_forward(transform_frames);
        Self {
            window: hann(transform_frames),
            left: fft.make_output_vec(),
            right: fft.make_output_vec(),
            bins: 0..0,
            pending: None,
            fft,
        }
    }

    /// Room for the larger of two transforms.
    pub(super) fn workspace(&self, other: &Self) -> Workspace {
        let windowed_frames = self.window.len().max(other.window.len());
        let scratch_bins = self.fft.get_scratch_len().max(other.fft.get_scratch_len());
        Workspace {
            windowed: vec![0.0; windowed_frames],
            scratch: vec![Complex::default(); scratch_bins],
        }
    }

    /// Where the bands lie among the bins. Only bins within one of them will be looked at.
    pub(super) fn place_bands(
        &mut self,
        sample_rate_hz: f64,
        bands_hz: impl Iterator<Item = (f64, f64)>,
    ) -> Vec<BandBins> {
        let grid = BinGrid::new(sample_rate_hz, self.window.len());
        let bands: Vec<BandBins> = bands_hz
            .map(|band_hz| BandBins::new(band_hz, grid))
            .collect();
        for (first, last) in bands.iter().filter_map(BandBins::bins) {
            self.bins = if self.bins.is_empty() {
                first..last + 1
            } else {
                self.bins.start.min(first)..self.bins.end.max(last + 1)
            };
        }
        bands
    }

    /// Frames from one transform to the next.
    pub(super) fn hop_frames(&self) -> usize {
        self.window.len() / 4
    }

    /// Factor from the squared magnitude of a bin to the mean square it stands for.
    ///
    /// The mean square of windowed frames is `sum |X|^2 / (N sum w^2)` over the bins of both signs (Parseval);
    /// twice that for the positive ones alone. The squares of a periodic Hann window sum to `3 N / 8`.
    pub(super) fn mean_square_scale(&self) -> f64 {
        let frames = self.window.len() as f64;
        2.0 / (frames * 0.375 * frames)
    }

    /// Begins a new frame if one became due with the last frame heard.
    pub(super) fn begin_if_due(&mut self, heard_frames: u64) {
        let is_full = heard_frames >= self.window.len() as u64;
        if is_full && heard_frames.is_multiple_of(self.hop_frames() as u64) {
            debug_assert!(self.pending.is_none(), "the frame before is unfinished");
            self.pending = Some(Pending {
                end_frame: heard_frames,
                units_done: 0,
            });
        }
    }

    /// What to do next, if anything.
    pub(super) fn due(&self) -> Option<Unit> {
        Some(match self.pending?.units_done {
            0 => Unit::Transform(Channel::Left),
            1 => Unit::Transform(Channel::Right),
            done => {
                let start = self.bins.start + (done - 2) * SLICE_BINS;
                Unit::Bands(start..(start + SLICE_BINS).min(self.bins.end))
            }
        })
    }

    /// Transforms a channel of the pending frame.
    pub(super) fn transform(
        &mut self,
        channel: Channel,
        history: &History,
        heard_frames: u64,
        workspace: &mut Workspace,
    ) {
        let Some(pending) = &mut self.pending else {
            return;
        };
        pending.units_done += 1;
        let age_frames = (heard_frames - pending.end_frame) as usize;
        let windowed = &mut workspace.windowed[..self.window.len()];
        history.windowed(channel, age_frames, &self.window, windowed);
        let spectrum = match channel {
            Channel::Left => &mut self.left,
            Channel::Right => &mut self.right,
        };
        let scratch = &mut workspace.scratch[..self.fft.get_scratch_len()];
        let result = self.fft.process_with_scratch(windowed, spectrum, scratch);
        debug_assert!(result.is_ok(), "lengths are those of the plan");
    }

    /// The spectra of a run of bins, left and right.
    pub(super) fn spectra(&self, bins: &Range<usize>) -> (&[Complex<f32>], &[Complex<f32>]) {
        (&self.left[bins.clone()], &self.right[bins.clone()])
    }

    /// Notes that bands up to this bin are summed; `true` if that finishes the frame.
    #[must_use]
    pub(super) fn bands_done(&mut self, bins: &Range<usize>) -> bool {
        let is_finished = bins.end == self.bins.end;
        self.pending = self.pending.take().filter(|_| !is_finished);
        if let Some(pending) = &mut self.pending {
            pending.units_done += 1;
        }
        is_finished
    }

    /// Drops the pending frame.
    pub(super) fn reset(&mut self) {
        self.pending = None;
    }
}

impl fmt::Debug for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transform")
            .field("frames", &self.window.len())
            .field("bins", &self.bins)
            .field("pending", &self.pending)
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

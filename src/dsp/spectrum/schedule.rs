//! What a resolution does when: which frame is due, and how far the work on it has come.

use std::ops::Range;

use crate::dsp::bands::BandBins;
use crate::dsp::bands::BinGrid;

/// Most bins whose bands are summed at once: less work than a transform.
pub(super) const SLICE_BINS: usize = 4096;

/// Slices begin with a multiple of this: powers are computed four bins at a time.
const BINS_ALIGNED: usize = 4;

/// Work that is done at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Make a transform, or a step of one.
    Transform(usize),
    /// Sum the bands of these bins.
    Bands(Range<usize>),
}

/// A frame that is being worked on.
#[derive(Clone, Copy, Debug)]
struct Pending {
    /// Frames heard when it became due: the transforms cover those before.
    end_frame: u64,
    units_done: usize,
}

/// The work of one resolution, unit by unit.
#[derive(Debug)]
pub(super) struct Schedule {
    window_frames: usize,
    /// Transforms that make up a frame.
    transforms: usize,
    /// Bins that lie in any band.
    bins: Range<usize>,
    pending: Option<Pending>,
}

impl Schedule {
    pub(super) fn new(window_frames: usize, transforms: usize) -> Self {
        Self {
            window_frames,
            transforms,
            bins: 0..0,
            pending: None,
        }
    }

    /// Frames from one spectrum to the next: windows overlap by three quarters.
    pub(super) fn hop_frames(&self) -> usize {
        self.window_frames / 4
    }

    /// Factor from the squared magnitude of a bin to the mean square it stands for.
    ///
    /// The mean square of windowed frames is `sum |X|^2 / (N sum w^2)` over the bins of both signs (Parseval);
    /// twice that for the positive ones alone. The squares of a periodic Hann window sum to `3 N / 8`.
    pub(super) fn mean_square_scale(&self) -> f64 {
        let frames = self.window_frames as f64;
        2.0 / (frames * 0.375 * frames)
    }

    /// Where the bands lie among the bins. Only bins within one of them will be looked at.
    pub(super) fn place_bands(
        &mut self,
        sample_rate_hz: f64,
        bands_hz: impl Iterator<Item = (f64, f64)>,
    ) -> Vec<BandBins> {
        let grid = BinGrid::new(sample_rate_hz, self.window_frames);
        let bands: Vec<BandBins> = bands_hz
            .map(|band_hz| BandBins::new(band_hz, grid))
            .collect();
        for (first, last) in bands.iter().filter_map(BandBins::bins) {
            self.bins = if self.bins.is_empty() {
                first / BINS_ALIGNED * BINS_ALIGNED..last + 1
            } else {
                self.bins.start.min(first / BINS_ALIGNED * BINS_ALIGNED)
                    ..self.bins.end.max(last + 1)
            };
        }
        bands
    }

    /// Begins a new frame if one became due with the last frame heard.
    pub(super) fn begin_if_due(&mut self, heard_frames: u64) {
        let is_full = heard_frames >= self.window_frames as u64;
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
        let done = self.pending?.units_done;
        Some(match done.checked_sub(self.transforms) {
            None => Unit::Transform(done),
            Some(slices) => {
                let start = self.bins.start + slices * SLICE_BINS;
                Unit::Bands(start..(start + SLICE_BINS).min(self.bins.end))
            }
        })
    }

    /// Notes that a transform is made, and says how many frames ago the frames for it ended.
    pub(super) fn transform_begun(&mut self, heard_frames: u64) -> usize {
        let Some(pending) = &mut self.pending else {
            return 0;
        };
        pending.units_done += 1;
        (heard_frames - pending.end_frame) as usize
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

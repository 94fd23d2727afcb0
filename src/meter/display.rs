//! The part of the picture that moves: holds of 3 s and readings that settle.

use crate::dsp::loudness::STEPS_PER_SECOND;
use crate::dsp::peak::PeakHold;
use crate::dsp::stereo::StereoEnergy;
use crate::meter::input::Slice;
use crate::meter::step::Step;
use crate::model::block::BLOCKS_PER_SECOND;
use crate::model::frame::MeterFrame;
use crate::model::frame::SCOPE_PAIRS;
use crate::units::power_db;

/// Time constant of correlation, width and balance. Between the 0.04 and 7.5 s of hardware meters, quick enough to
/// see a chorus open.
pub(super) const STEREO_TAU_S: f64 = 0.6;

/// Mean square below which a channel is silent and has no correlation: -70 dBFS.
const SILENCE_MEAN_SQUARE: f64 = 1e-7;

/// Seconds of the peak holds.
const HOLD_S: usize = 3;

/// Time that the goniometer shows, seconds: half a period at 25 Hz, and no longer than a view takes to draw the next.
const SCOPE_S: f64 = 0.02;

/// What the picture remembers beyond what it shows.
#[derive(Clone, Debug)]
pub(super) struct Display {
    sample_peaks: [PeakHold<{ HOLD_S * STEPS_PER_SECOND }>; 2],
    true_peaks: [PeakHold<{ HOLD_S * BLOCKS_PER_SECOND }>; 2],
    /// Mean squares.
    stereo: StereoEnergy,
    scope: Scope,
}

/// Pairs of samples at regular distances. Frames are counted since the reset, so calls of any length give the same.
#[derive(Clone, Debug)]
struct Scope {
    pairs: [[f32; 2]; SCOPE_PAIRS],
    /// Where the next pair goes, which is where the oldest one is.
    next: usize,
    /// Frames from one pair to the next.
    distance: u64,
}

impl Display {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        Self {
            sample_peaks: Default::default(),
            true_peaks: Default::default(),
            stereo: StereoEnergy::default(),
            scope: Scope::new(sample_rate_hz),
        }
    }

    /// Takes in a slice of at most 64 frames.
    pub(super) fn push(&mut self, slice: &Slice<'_>) {
        self.scope.push(slice);
    }

    /// Takes in a step of 10 ms.
    pub(super) fn end_step(&mut self, step: &Step, frame: &mut MeterFrame) {
        for channel in 0..2 {
            let (sample_peak, true_peak) =
                (step.sample_peak[channel], step.true_peak[channel].block);
            self.sample_peaks[channel].push(sample_peak);
            frame.sample_peak_3s[channel] = self.sample_peaks[channel].highest();
            frame.true_peak_3s[channel] = self.true_peaks[channel].highest().max(true_peak);
            frame.sample_peak[channel] = frame.sample_peak[channel].max(sample_peak);
            frame.true_peak[channel] = frame.true_peak[channel].max(true_peak);
        }
        self.settle(step);
        self.show_stereo(frame);
        self.scope.show(&mut frame.scope);
    }

    /// Takes in the true peaks of a block of 100 ms.
    pub(super) fn end_block(&mut self, true_peak: [f32; 2]) {
        for (hold, peak) in self.true_peaks.iter_mut().zip(true_peak) {
            hold.push(peak);
        }
    }

    fn settle(&mut self, step: &Step) {
        let keep = (-1.0 / (STEPS_PER_SECOND as f64 * STEREO_TAU_S)).exp();
        let take = (1.0 - keep) / f64::from(step.frames.max(1));
        let smooth = |held: f64, heard: f64| held * keep + heard * take;
        self.stereo = StereoEnergy {
            ll: smooth(self.stereo.ll, step.stereo.ll),
            rr: smooth(self.stereo.rr, step.stereo.rr),
            lr: smooth(self.stereo.lr, step.stereo.lr),
        };
    }

    /// Silence has no stereo image: the last one is left standing.
    fn show_stereo(&self, frame: &mut MeterFrame) {
        let stereo = self.stereo;
        if stereo.ll.min(stereo.rr) >= SILENCE_MEAN_SQUARE {
            frame.correlation = stereo.correlation() as f32;
        }
        if stereo.ll.max(stereo.rr) >= SILENCE_MEAN_SQUARE {
            frame.width_db = power_db(stereo.side() / stereo.mid().max(0.0)) as f32;
            frame.balance_db = power_db(stereo.rr / stereo.ll) as f32;
        }
    }
}

impl Scope {
    fn new(sample_rate_hz: f64) -> Self {
        let distance = (sample_rate_hz * SCOPE_S / SCOPE_PAIRS as f64).round();
        Self {
            pairs: [[0.0; 2]; SCOPE_PAIRS],
            next: 0,
            distance: (distance as u64).max(1),
        }
    }

    fn push(&mut self, slice: &Slice<'_>) {
        let [left, right] = slice.channels;
        let first = slice.start.next_multiple_of(self.distance) - slice.start;
        let frames = left.iter().zip(right).skip(first as usize);
        for (left, right) in frames.step_by(self.distance as usize) {
            self.pairs[self.next] = [*left, *right];
            self.next = (self.next + 1) % SCOPE_PAIRS;
        }
    }

    fn show(&self, scope: &mut [[f32; 2]; SCOPE_PAIRS]) {
        let (newer, older) = self.pairs.split_at(self.next);
        let (begin, end) = scope.split_at_mut(older.len());
        begin.copy_from_slice(older);
        end.copy_from_slice(newer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scope after frames that count up on the left and down on the right, pushed in slices of any length.
    fn counted(sample_rate_hz: f64, frames: usize, slice_frames: usize) -> [[f32; 2]; SCOPE_PAIRS] {
        let left: Vec<f32> = (0..frames).map(|n| n as f32).collect();
        let right: Vec<f32> = left.iter().map(|n| -n).collect();
        let mut scope = Scope::new(sample_rate_hz);
        let mut start = 0;
        for (left, right) in left.chunks(slice_frames).zip(right.chunks(slice_frames)) {
            scope.push(&Slice {
                start,
                channels: [left, right],
                sample_peak: [0.0; 2],
            });
            start += left.len() as u64;
        }
        let mut pairs = [[0.0; 2]; SCOPE_PAIRS];
        scope.show(&mut pairs);
        pairs
    }

    #[test]
    fn scope_holds_every_eighth_frame_of_the_last_twenty_milliseconds_at_48_khz() {
        let pairs = counted(48_000.0, 4_801, 64);
        let expected: Vec<[f32; 2]> = (0..SCOPE_PAIRS)
            .map(|pair| (4_800 - 8 * (SCOPE_PAIRS - 1 - pair)) as f32)
            .map(|n| [n, -n])
            .collect();
        assert_eq!(pairs[..], expected);
    }

    #[test]
    fn scope_does_not_depend_on_slices() {
        for sample_rate_hz in [8_000.0, 44_100.0, 96_000.0, 384_000.0] {
            let whole = counted(sample_rate_hz, 10_007, 10_007);
            for slice_frames in [1, 7, 63, 64] {
                assert_eq!(counted(sample_rate_hz, 10_007, slice_frames), whole);
            }
        }
    }

    #[test]
    fn scope_spans_about_twenty_milliseconds() {
        for sample_rate_hz in [
            8_000.0, 11_025.0, 44_100.0, 48_000.0, 96_000.0, 192_000.0, 384_000.0,
        ] {
            let scope = Scope::new(sample_rate_hz);
            let span_s = (scope.distance as f64 * SCOPE_PAIRS as f64) / sample_rate_hz;
            assert!(
                (0.011..=0.024).contains(&span_s),
                "{sample_rate_hz}: {span_s}"
            );
        }
    }
}

//! The part of the picture that moves: holds of 3 s and readings that settle.

use crate::dsp::loudness::STEPS_PER_SECOND;
use crate::dsp::peak::PeakHold;
use crate::dsp::stereo::StereoEnergy;
use crate::meter::step::Step;
use crate::model::block::BLOCKS_PER_SECOND;
use crate::model::frame::MeterFrame;
use crate::units::power_db;

/// Time constant of correlation, width and balance. Between the 0.04 and 7.5 s of hardware meters, quick enough to
/// see a chorus open.
pub(super) const STEREO_TAU_S: f64 = 0.6;

/// Mean square below which a channel is silent and has no correlation: -70 dBFS.
const SILENCE_MEAN_SQUARE: f64 = 1e-7;

/// Seconds of the peak holds.
const HOLD_S: usize = 3;

/// What the picture remembers beyond what it shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Display {
    sample_peaks: [PeakHold<{ HOLD_S * STEPS_PER_SECOND }>; 2],
    true_peaks: [PeakHold<{ HOLD_S * BLOCKS_PER_SECOND }>; 2],
    /// Mean squares.
    stereo: StereoEnergy,
}

impl Display {
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

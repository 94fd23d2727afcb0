//! What 10 ms of audio add up to, and the kernels that measure them.

use crate::dsp::dropout::DropoutDetector;
use crate::dsp::flat_top::FlatTopDetector;
use crate::dsp::k_weighting::KWeighting;
use crate::dsp::stereo::StereoEnergy;
use crate::dsp::stereo::sums;
use crate::dsp::true_peak::TruePeak;
use crate::dsp::true_peak::TruePeakHold;
use crate::meter::ChannelLayout;
use crate::meter::grid::block_frames_max;
use crate::meter::input::Slice;
use crate::model::block::FlatTops;
use crate::model::block::MeterBlock;

/// Sums and maxima of the running step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub(super) frames: u32,
    pub(super) sample_peak: [f32; 2],
    /// Also holds the true peaks of the running block.
    pub(super) true_peak: [TruePeakHold; 2],
    pub(super) stereo: StereoEnergy,
    k_weighted: StereoEnergy,
}

impl Step {
    /// K-weighted energy and that of the mono fold, as loudness counts them: mono is one channel, the fold is heard
    /// from two.
    pub(super) fn k_energy(&self, layout: ChannelLayout) -> (f64, f64) {
        match layout {
            ChannelLayout::Mono => (self.k_weighted.ll, self.k_weighted.ll),
            ChannelLayout::Stereo => (
                self.k_weighted.ll + self.k_weighted.rr,
                2.0 * self.k_weighted.mid().max(0.0),
            ),
        }
    }

    /// Adds the step to its block.
    pub(super) fn add_to(&self, block: &mut MeterBlock, layout: ChannelLayout) {
        let (k_energy, k_energy_mono_fold) = self.k_energy(layout);
        block.k_energy += k_energy;
        block.k_energy_mono_fold += k_energy_mono_fold;
        block.stereo.ll += self.stereo.ll;
        block.stereo.rr += self.stereo.rr;
        block.stereo.lr += self.stereo.lr;
        for channel in 0..2 {
            let peak = &mut block.sample_peak[channel];
            *peak = peak.max(self.sample_peak[channel]);
            block.true_peak[channel] = self.true_peak[channel].block;
        }
    }

    /// Forgets the step, but not the true peaks of the block.
    pub(super) fn begin(&mut self) {
        let block_only = |hold: TruePeakHold| TruePeakHold { step: 0.0, ..hold };
        *self = Self {
            true_peak: self.true_peak.map(block_only),
            ..Self::default()
        };
    }
}

/// Everything that hears each sample, except clipping and spectra.
#[derive(Debug)]
pub(super) struct Kernels {
    k_weighting: KWeighting,
    true_peak: [TruePeak; 2],
    flat_tops: [FlatTopDetector; 2],
    dropouts: DropoutDetector,
}

impl Kernels {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        let flat_tops = FlatTopDetector::new(sample_rate_hz, block_frames_max(sample_rate_hz));
        let true_peak = TruePeak::new(sample_rate_hz);
        Self {
            k_weighting: KWeighting::new(sample_rate_hz),
            true_peak: [true_peak.clone(), true_peak],
            flat_tops: [flat_tops.clone(), flat_tops],
            dropouts: DropoutDetector::new(sample_rate_hz),
        }
    }

    pub(super) fn reset(&mut self) {
        self.k_weighting.reset();
        self.true_peak.iter_mut().for_each(TruePeak::reset);
        self.flat_tops.iter_mut().for_each(FlatTopDetector::reset);
        self.dropouts.reset();
    }

    /// Measures a slice. `place` tells the song position of a frame.
    pub(super) fn push(
        &mut self,
        slice: &Slice<'_>,
        step: &mut Step,
        block: &mut MeterBlock,
        place: impl Fn(u64) -> i64,
    ) {
        let [left, right] = slice.channels;
        step.frames += left.len() as u32;
        step.k_weighted += self.k_weighting.push(left, right);
        for channel in 0..2 {
            let (samples, peak) = (slice.channels[channel], slice.sample_peak[channel]);
            step.sample_peak[channel] = step.sample_peak[channel].max(peak);
            self.true_peak[channel].push(samples, peak, &mut step.true_peak[channel]);
            self.flat_tops[channel].push(samples);
        }
        let stereo = sums(left, right);
        step.stereo += stereo.energy;
        block.dc_sum[0] += stereo.dc_sum[0];
        block.dc_sum[1] += stereo.dc_sum[1];
        self.dropouts.push(slice.start, left, right, |dropout| {
            if block.dropouts == 0 {
                block.dropout_frame = place(dropout.start_frame);
            }
            block.dropouts += 1;
        });
    }

    /// To be called at the end of each step.
    pub(super) fn end_step(&mut self) {
        self.k_weighting.flush_denormals();
    }

    /// Plateaus of the block.
    pub(super) fn end_block(&mut self) -> [FlatTops; 2] {
        let [left, right] = &mut self.flat_tops;
        [left, right].map(|detector| {
            let found = detector.end_block();
            FlatTops {
                plateaus: found.plateaus,
                samples: found.samples,
                samples_above: found.samples_above,
                level: found.level,
            }
        })
    }
}

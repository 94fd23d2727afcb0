//! Power spectra of a stereo stream at two resolutions, as sums over frequency bands.
//!
//! A long transform, 0.68 s, resolves the third-octaves down to 20 Hz and serves every tonal decision; a fast
//! one, 0.17 s, serves display, stereo and resonances. Both run on the audio thread, so the work is cut into
//! units of at most one transform, and at most one unit is done per slot of a few hundred frames. Slots are
//! counted in frames heard, never in calls: how the stream is cut changes neither a result nor its moment.

mod fast;
mod history;
mod long;
mod power;
mod schedule;
mod sums;

use crate::dsp::spectrum::fast::FastTransform;
use crate::dsp::spectrum::history::History;
use crate::dsp::spectrum::long::LongTransform;
use crate::dsp::spectrum::power::StereoPower;
use crate::dsp::spectrum::schedule::SLICE_BINS;
use crate::dsp::spectrum::schedule::Schedule;
use crate::dsp::spectrum::schedule::Unit;
use crate::dsp::spectrum::sums::FastSums;
use crate::dsp::spectrum::sums::LongSums;

/// Length of the fast transform before rounding to a power of two: 8192 frames at 44.1 and 48 kHz.
const FAST_SECONDS: f64 = 0.1707;

/// Length of the long transform likewise: 32768 frames. With 8192 a 31.5 Hz tone reads 2.2 dB low in its band.
const LONG_SECONDS: f64 = 0.6827;

/// Longest slot. Shorter ones only at low rates, where a hop would otherwise have too few.
const SLOT_FRAMES_MAX: usize = 256;

/// Least slots in a fast hop: two transforms, their sums, and the four runs that read the frames of the long one.
const SLOTS_PER_FAST_HOP: usize = 8;

/// What to measure. Bands may overlap and may lie beyond half the sample rate, where they read 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpectrumPlan<'a> {
    /// Sample rate, 8 to 384 kHz.
    pub sample_rate_hz: f64,
    /// Lower and upper edges of the bands of the long transform.
    pub long_bands: &'a [(f64, f64)],
    /// Lower and upper edges of the bands of the fast transform.
    pub fast_bands: &'a [(f64, f64)],
    /// Rising edges of the adjoining narrow bands of the fast transform, one more than there are bands.
    pub fine_edges_hz: &'a [f64],
}

/// One spectrum of the fast transform, as mean squares: a full-scale sine reads 0.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FastFrame<'a> {
    /// Left power per fast band.
    pub ll: &'a [f32],
    /// Right power per fast band.
    pub rr: &'a [f32],
    /// Real part of the cross power per fast band: `ll` for mono, 0 for unrelated channels, negative for antiphase.
    pub lr: &'a [f32],
    /// Left plus right power per fine band.
    pub fine: &'a [f32],
}

/// Takes spectra as they are finished. Called on the audio thread: must neither allocate nor wait.
pub trait SpectrumSink {
    /// A spectrum of the long transform: left plus right power per long band, a full-scale sine in one channel
    /// reads 0.5.
    fn long(&mut self, power: &[f32]);
    /// A spectrum of the fast transform.
    fn fast(&mut self, frame: &FastFrame<'_>);
}

/// Analyses one stereo stream at both resolutions.
///
/// Spectra come every quarter of a transform length, the first when a whole one has been heard. Each is
/// finished before the next of its kind is due, and until then sees exactly the frames it was due for.
#[derive(Debug)]
pub struct SpectrumAnalyzer {
    history: History,
    heard_frames: u64,
    slot_frames: usize,
    fast_work: Schedule,
    long_work: Schedule,
    fast: FastTransform,
    long: LongTransform,
    fast_sums: FastSums,
    long_sums: LongSums,
    power: StereoPower,
}

impl SpectrumAnalyzer {
    /// Makes an analyser with everything it will ever need: about 1 MB at 48 kHz, growing with the sample rate.
    ///
    /// # Real-time
    ///
    /// Not safe: allocates and plans the transforms.
    #[must_use]
    pub fn new(plan: &SpectrumPlan<'_>) -> Self {
        let fast_frames = transform_frames(plan.sample_rate_hz, FAST_SECONDS);
        let long_frames = transform_frames(plan.sample_rate_hz, LONG_SECONDS);
        let mut fast_work = Schedule::new(fast_frames, fast::CHANNELS);
        let mut long_work = Schedule::new(long_frames, long::UNITS);
        let long_bands =
            long_work.place_bands(plan.sample_rate_hz, plan.long_bands.iter().copied());
        let fast_bands =
            fast_work.place_bands(plan.sample_rate_hz, plan.fast_bands.iter().copied());
        let fine_edges_hz = plan.fine_edges_hz.windows(2);
        let fine_bands = fast_work.place_bands(
            plan.sample_rate_hz,
            fine_edges_hz.map(|edges_hz| (edges_hz[0], edges_hz[1])),
        );
        Self {
            // Transforms are made within a fast hop after they became due.
            history: History::new(long_frames + fast_work.hop_frames()),
            heard_frames: 0,
            slot_frames: SLOT_FRAMES_MAX.min(fast_work.hop_frames() / SLOTS_PER_FAST_HOP),
            fast_sums: FastSums::new(fast_bands, fine_bands, fast_work.mean_square_scale()),
            long_sums: LongSums::new(long_bands, long_work.mean_square_scale()),
            power: StereoPower::new(SLICE_BINS),
            fast: FastTransform::new(fast_frames),
            long: LongTransform::new(long_frames),
            fast_work,
            long_work,
        }
    }

    /// Hears the next frames, finite ones, equally many in both channels.
    ///
    /// # Real-time
    ///
    /// Safe. At most one transform, or the bands of 4096 bins, per 256 frames (fewer below 44.1 kHz, where the
    /// transforms are shorter in proportion), and a copy per frame.
    pub fn push(&mut self, left: &[f32], right: &[f32], sink: &mut impl SpectrumSink) {
        let slot_frames = self.slot_frames;
        let (mut left, mut right) = (left, right);
        while !left.is_empty() && !right.is_empty() {
            let into_slot = (self.heard_frames % slot_frames as u64) as usize;
            let frames = (slot_frames - into_slot).min(left.len()).min(right.len());
            let (left_now, left_later) = left.split_at(frames);
            let (right_now, right_later) = right.split_at(frames);
            self.history.write(left_now, right_now);
            self.heard_frames += frames as u64;
            if into_slot + frames == slot_frames {
                self.run_slot(sink);
            }
            (left, right) = (left_later, right_later);
        }
    }

    /// Forgets everything heard.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn reset(&mut self) {
        // The frames in the history need no clearing: none is read before a transform length has been heard.
        self.heard_frames = 0;
        self.fast_work.reset();
        self.long_work.reset();
        self.fast_sums.reset();
        self.long_sums.reset();
    }

    /// Does one unit of work. The fast resolution goes first: it has the least time. The long one still reads its
    /// frames before they are overwritten, because a fast hop has slots for both.
    fn run_slot(&mut self, sink: &mut impl SpectrumSink) {
        self.fast_work.begin_if_due(self.heard_frames);
        self.long_work.begin_if_due(self.heard_frames);
        if let Some(unit) = self.fast_work.due() {
            self.work_on_fast(unit, sink);
        } else if let Some(unit) = self.long_work.due() {
            self.work_on_long(unit, sink);
        }
    }

    fn work_on_fast(&mut self, unit: Unit, sink: &mut impl SpectrumSink) {
        match unit {
            Unit::Transform(channel) => {
                let age_frames = self.fast_work.transform_begun(self.heard_frames);
                self.fast.transform(channel, &self.history, age_frames);
            }
            Unit::Bands(bins) => {
                let spectra = self.fast.spectra(&bins);
                self.fast_sums.add(spectra, bins.start, &mut self.power);
                if self.fast_work.bands_done(&bins) {
                    sink.fast(&self.fast_sums.finish());
                }
            }
        }
    }

    fn work_on_long(&mut self, unit: Unit, sink: &mut impl SpectrumSink) {
        match unit {
            Unit::Transform(unit) => {
                let age_frames = self.long_work.transform_begun(self.heard_frames);
                self.long.work(unit, &self.history, age_frames);
            }
            Unit::Bands(bins) => {
                let total_power = &mut self.power.total[..bins.len()];
                self.long.total_power(&bins, total_power);
                self.long_sums.add(total_power, bins.start);
                if self.long_work.bands_done(&bins) {
                    sink.long(self.long_sums.finish());
                }
            }
        }
    }
}

/// The power of two nearest, in octaves, to a length in seconds.
fn transform_frames(sample_rate_hz: f64, seconds: f64) -> usize {
    let octaves = (sample_rate_hz * seconds).log2().round();
    // A fast hop has at least one frame per slot, and a long transform is at most a million frames, whatever the rate.
    1 << octaves.clamp(5.0, 20.0) as u32
}

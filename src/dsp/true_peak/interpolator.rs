//! The filter that finds the waveform between the samples, and proofs of how far that waveform can go.

use std::f64::consts::PI;

use crate::dsp::peak::larger;
use crate::dsp::true_peak::Reach;

/// Taps of each phase.
pub const TAPS: usize = 24;

/// Frames that are interpolated side by side.
pub const LANES: usize = 8;

/// Frames the filter sees for one group of [`LANES`].
const SPAN: usize = TAPS + LANES - 1;

/// The filter is symmetric in time: half the taps say it all.
const HALF: usize = TAPS / 2;

/// Kaiser window: side lobes 70 dB down, and the widest passband 24 taps allow at that.
const KAISER_BETA: f64 = 7.0;

/// `f32` rounding of the interpolation and of the bounds stays below this share of the largest sample:
/// 14 operations of 2^-24 on terms that add up to 4.5 times that sample, five times over.
const ROUNDING: f64 = 2e-5;

/// Phases `p` and `factor - p` of the filter are mirror images. With `e[t] = x[t] + x[23-t]` and `o[t] = x[t] - x[23-t]`
/// their outputs are `S + D` and `S - D`, where `S` comes from 12 even and `D` from 12 odd taps, and the larger magnitude
/// of the two is `|S| + |D|`: half the multiplications.
#[derive(Clone, Copy, Debug, Default)]
struct MirrorPair {
    even: [f32; HALF],
    odd: [f32; HALF],
}

/// An interpolator by 8, 4 or 2, or none at all.
#[derive(Clone, Debug)]
pub struct Interpolator {
    factor: usize,
    pairs: [MirrorPair; 3],
    middle: [f32; HALF],
    /// Largest gain of a phase for any waveform: the sum of the magnitudes of its taps.
    gain: f32,
    /// Largest share of the second difference that a phase adds to a straight line between two samples.
    bend_gain: f32,
    /// Share of the largest sample by which the above is wrong.
    slack: f32,
}

impl Interpolator {
    /// Designs the filter for a rate.
    ///
    /// # Real-time
    ///
    /// Not safe: takes some thousand operations.
    #[must_use]
    pub fn new(sample_rate_hz: f64) -> Self {
        let factor = match sample_rate_hz {
            rate if rate < 80_000.0 => 8,
            rate if rate < 160_000.0 => 4,
            rate if rate < 320_000.0 => 2,
            _ => 1,
        };
        let mut pairs = [MirrorPair::default(); 3];
        for (pair, p) in pairs.iter_mut().zip(1..factor / 2) {
            let h = phase(factor, p);
            pair.even = std::array::from_fn(|t| (0.5 * (h[t] + h[TAPS - 1 - t])) as f32);
            pair.odd = std::array::from_fn(|t| (0.5 * (h[t] - h[TAPS - 1 - t])) as f32);
        }
        let middle = phase(factor, factor / 2);
        let bounds = (1..factor)
            .map(|p| Bounds::of(factor, p))
            .fold(Bounds::default(), Bounds::or);
        Self {
            factor,
            pairs,
            middle: std::array::from_fn(|t| middle[t] as f32),
            gain: (bounds.gain + ROUNDING) as f32,
            bend_gain: bounds.bend_gain as f32,
            slack: (bounds.slack + ROUNDING) as f32,
        }
    }

    /// How many points of the waveform are found per frame, the sample itself included.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn factor(&self) -> usize {
        self.factor
    }

    /// Upper bound of the magnitude between samples that reach so far.
    ///
    /// The smaller of two: every tap times the largest sample; or a straight line between the two neighbours, plus what
    /// the waveform can bend away from it.
    #[inline(always)]
    pub(super) fn bound(&self, center: Reach, all: Reach) -> f32 {
        let by_gain = self.gain * all.peak;
        let by_bend = center.peak + self.bend_gain * all.bend + self.slack * all.peak;
        if by_gain < by_bend { by_gain } else { by_bend }
    }

    /// Largest magnitude of all phases for [`LANES`] frames. `first` is where the oldest sample stands that the first
    /// of them needs.
    #[inline(always)]
    pub(super) fn peaks(&self, window: &[f32], first: usize) -> [f32; LANES] {
        let Some(span) = window.get(first..).and_then(<[f32]>::first_chunk::<SPAN>) else {
            return [0.0; LANES];
        };
        match self.factor {
            8 => self.peaks_of::<3>(span),
            4 => self.peaks_of::<1>(span),
            _ => self.peaks_of::<0>(span),
        }
    }

    /// One frame at a time, for the compiler to do eight at once.
    #[inline(always)]
    fn peaks_of<const PAIRS: usize>(&self, span: &[f32; SPAN]) -> [f32; LANES] {
        let mut peaks = [0.0; LANES];
        for (lane, peak) in peaks.iter_mut().enumerate() {
            let mut sums = Sums::<PAIRS>::default();
            // In two halves, because only short loops are unrolled.
            for t in 0..HALF / 2 {
                sums.add(self, t, span[TAPS - 1 - t + lane], span[t + lane]);
            }
            for t in HALF / 2..HALF {
                sums.add(self, t, span[TAPS - 1 - t + lane], span[t + lane]);
            }
            *peak = sums.peak();
        }
        peaks
    }
}

/// The sums of one frame.
struct Sums<const PAIRS: usize> {
    middle: f32,
    even: [f32; PAIRS],
    odd: [f32; PAIRS],
}

impl<const PAIRS: usize> Default for Sums<PAIRS> {
    fn default() -> Self {
        Self {
            middle: 0.0,
            even: [0.0; PAIRS],
            odd: [0.0; PAIRS],
        }
    }
}

impl<const PAIRS: usize> Sums<PAIRS> {
    /// Multiplies, then adds, never fused: the rounding must not depend on the processor.
    #[inline(always)]
    fn add(&mut self, filter: &Interpolator, t: usize, near: f32, far: f32) {
        let (sum, difference) = (near + far, near - far);
        self.middle += filter.middle[t] * sum;
        for pair in 0..PAIRS {
            self.even[pair] += filter.pairs[pair].even[t] * sum;
            self.odd[pair] += filter.pairs[pair].odd[t] * difference;
        }
    }

    #[inline(always)]
    fn peak(&self) -> f32 {
        let mut highest = self.middle.abs();
        for pair in 0..PAIRS {
            highest = larger(highest, self.even[pair].abs() + self.odd[pair].abs());
        }
        highest
    }
}

/// What is known of a phase whatever the signal.
#[derive(Clone, Copy, Debug, Default)]
struct Bounds {
    gain: f64,
    bend_gain: f64,
    slack: f64,
}

impl Bounds {
    /// Divides what the phase does beyond a straight line between its two middle samples by the second difference
    /// `1 - 2z + z^2`, from both ends towards the middle. The quotient says how much of the second difference gets in,
    /// the remainder, on the two middle samples, how far the division is from being exact.
    fn of(factor: usize, p: usize) -> Self {
        let h = phase(factor, p);
        let along = p as f64 / factor as f64;
        let mut rest = h;
        rest[HALF] -= 1.0 - along;
        rest[HALF - 1] -= along;
        let mut bend_gain = 0.0;
        for t in 0..HALF - 1 {
            let quotient = rest[t];
            bend_gain += quotient.abs();
            rest[t + 1] += 2.0 * quotient;
            rest[t + 2] -= quotient;
        }
        for t in (HALF + 1..TAPS).rev() {
            let quotient = rest[t];
            bend_gain += quotient.abs();
            rest[t - 1] += 2.0 * quotient;
            rest[t - 2] -= quotient;
        }
        Self {
            gain: h.iter().map(|tap| tap.abs()).sum(),
            bend_gain,
            slack: rest[HALF - 1].abs() + rest[HALF].abs(),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            gain: self.gain.max(other.gain),
            bend_gain: self.bend_gain.max(other.bend_gain),
            slack: self.slack.max(other.slack),
        }
    }
}

/// One phase: `y[factor * n + p]` is the sum of `phase[t] * x[n - t]`. Phase 0 is a delay of 12 frames.
///
/// # Real-time
///
/// Not safe: takes some thousand operations.
#[must_use]
pub fn phase(factor: usize, p: usize) -> [f64; TAPS] {
    let center = (factor * HALF) as f64;
    std::array::from_fn(|t| {
        let offset = (factor * t + p) as f64 - center;
        sinc(offset / factor as f64) * kaiser(offset / (center - 1.0))
    })
}

fn sinc(x: f64) -> f64 {
    if x == 0.0 {
        1.0
    } else {
        (PI * x).sin() / (PI * x)
    }
}

/// Kaiser window at `-1..=1` of its half width; nothing outside.
fn kaiser(position: f64) -> f64 {
    let inside = 1.0 - position * position;
    if inside < 0.0 {
        return 0.0;
    }
    bessel_i0(KAISER_BETA * inside.sqrt()) / bessel_i0(KAISER_BETA)
}

/// Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun, 9.6.12).
fn bessel_i0(x: f64) -> f64 {
    let quarter = x * x / 4.0;
    let mut term = 1.0;
    let mut total = 1.0;
    for k in 1..60 {
        term *= quarter / f64::from(k * k);
        total += term;
    }
    total
}

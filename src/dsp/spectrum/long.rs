//! The long resolution: the power of both channels from one complex transform, made in four parts.
//!
//! With left as real and right as imaginary part, `Z = L + iR`, the powers of a bin and its mirror image hold those of
//! both channels: `|Z[k]|^2 + |Z[N-k]|^2 = 2 (|L[k]|^2 + |R[k]|^2)`. Their cross power is lost; nothing needs it here.
//!
//! The transform of `N` frames is split by frequency into the bins `4j + q`, each a transform of `N/4` frames (one
//! radix-4 step of decimation in frequency). The step before them, which windows the frames and folds the four quarters
//! onto each other, is itself done in four runs. So no unit of work touches much memory, and no call ever waits for a
//! whole transform.

use std::f64::consts::TAU;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rustfft::Fft;
use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

use crate::dsp::spectrum::history::History;

/// Quarters of the window, and parts of the transform.
const PARTS: usize = 4;

/// Units of work in a frame before its bands are summed: runs to fold, then parts to transform.
pub(super) const UNITS: usize = 2 * PARTS;

/// The four parts of the transform of a stereo frame.
pub(super) struct LongTransform {
    fft: Arc<dyn Fft<f32>>,
    /// `exp(-2 pi i n / N)` of the first quarter: twiddle factors, and by their real and imaginary parts the window.
    turns: Vec<Complex<f32>>,
    parts: [Vec<Complex<f32>>; PARTS],
    scratch: Vec<Complex<f32>>,
}

impl LongTransform {
    /// `window_frames` is a multiple of four.
    pub(super) fn new(window_frames: usize) -> Self {
        let quarter_frames = window_frames / PARTS;
        let fft = FftPlanner::new().plan_fft_forward(quarter_frames);
        let step = TAU / window_frames as f64;
        let turn = |frame: usize| {
            let (sin, cos) = (step * frame as f64).sin_cos();
            Complex::new(cos as f32, -sin as f32)
        };
        Self {
            turns: (0..quarter_frames).map(turn).collect(),
            parts: std::array::from_fn(|_| vec![Complex::default(); quarter_frames]),
            scratch: vec![Complex::default(); fft.get_inplace_scratch_len()],
            fft,
        }
    }

    /// Does one of the units, in turn, for the frames that ended `age_frames` ago.
    pub(super) fn work(&mut self, unit: usize, history: &History, age_frames: usize) {
        if let Some(output) = unit
            .checked_sub(PARTS)
            .and_then(|part| self.parts.get_mut(part))
        {
            self.fft.process_with_scratch(output, &mut self.scratch);
            return;
        }
        let quarter_frames = self.turns.len();
        let begin = unit * quarter_frames / PARTS;
        let end = (unit + 1) * quarter_frames / PARTS;
        let (turns, parts) = (&self.turns, &mut self.parts);
        history.quarters(
            age_frames,
            quarter_frames,
            begin..end,
            |run, left, right| {
                let parts = parts.each_mut().map(|part| &mut part[run.clone()]);
                fold(&turns[run.clone()], left, right, parts);
            },
        );
    }

    /// Power of both channels in a run of bins that begins with a multiple of four.
    pub(super) fn total_power(&self, bins: &Range<usize>, power: &mut [f32]) {
        debug_assert!(bins.start.is_multiple_of(PARTS));
        let quarter_frames = self.turns.len();
        let [first, second, third, fourth] = &self.parts;
        let both =
            |bin: Complex<f32>, mirror: Complex<f32>| 0.5 * (bin.norm_sqr() + mirror.norm_sqr());
        let rows = bins.start / PARTS..=quarter_frames / 2;
        for (power, row) in power.chunks_mut(PARTS).zip(rows) {
            let mirror = quarter_frames - 1 - row;
            let four = [
                both(first[row], first[(quarter_frames - row) % quarter_frames]),
                both(second[row], fourth[mirror]),
                both(third[row], third[mirror]),
                both(fourth[row], second[mirror]),
            ];
            power.copy_from_slice(&four[..power.len()]);
        }
    }
}

/// Windows a run of the four quarters and folds them onto each other, once for each part.
fn fold(
    turns: &[Complex<f32>],
    left: [&[f32]; PARTS],
    right: [&[f32]; PARTS],
    parts: [&mut [Complex<f32>]; PARTS],
) {
    let frames = turns.len();
    let left = left.map(|quarter| &quarter[..frames]);
    let right = right.map(|quarter| &quarter[..frames]);
    let [first, second, third, fourth] = parts.map(|part| &mut part[..frames]);
    for n in 0..frames {
        let turn = turns[n];
        // The periodic Hann window, a quarter later each: 0.5 - 0.5 cos(2 pi n / N + p pi / 2).
        let (cos, sin) = (0.5 * turn.re, -0.5 * turn.im);
        let window = [0.5 - cos, 0.5 + sin, 0.5 + cos, 0.5 - sin];
        let at = |quarter: usize| {
            Complex::new(
                left[quarter][n] * window[quarter],
                right[quarter][n] * window[quarter],
            )
        };
        let (even_sum, even_difference) = (at(0) + at(2), at(0) - at(2));
        let (odd_sum, odd_difference) = (at(1) + at(3), by_minus_i(at(1) - at(3)));
        let turn_twice = turn * turn;
        first[n] = even_sum + odd_sum;
        second[n] = (even_difference + odd_difference) * turn;
        third[n] = (even_sum - odd_sum) * turn_twice;
        fourth[n] = (even_difference - odd_difference) * (turn_twice * turn);
    }
}

/// Times `-i`.
#[inline(always)]
fn by_minus_i(z: Complex<f32>) -> Complex<f32> {
    Complex::new(z.im, -z.re)
}

impl fmt::Debug for LongTransform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongTransform")
            .field("frames", &(self.turns.len() * PARTS))
            .finish_non_exhaustive()
    }
}

//! The long resolution: the power of both channels from one complex transform, made in four parts.
//!
//! With left as real and right as imaginary part, `Z = L + iR`, the powers of a bin and its mirror image hold those of
//! both channels: `|Z[k]|^2 + |Z[N-k]|^2 = 2 (|L[k]|^2 + |R[k]|^2)`. Their cross power is lost; nothing needs it here.
//!
//! The transform of `N` frames is split by frequency into the bins `4j + q`, each a transform of `N/4` frames (one
//! radix-4 step of decimation in frequency). So a part costs a quarter, reads memory in order, and no call ever waits
//! for a whole transform.

use std::f64::consts::TAU;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rustfft::Fft;
use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

use crate::dsp::spectrum::history::History;

/// Parts in a frame.
pub(super) const PARTS: usize = 4;

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

    /// Makes one part, of the frames that ended `age_frames` ago.
    pub(super) fn transform(&mut self, part: usize, history: &History, age_frames: usize) {
        let Some(output) = self.parts.get_mut(part) else {
            return;
        };
        let quarter_frames = self.turns.len();
        history.quarters(age_frames, quarter_frames, |run, left, right| {
            let (turns, output) = (&self.turns[run.clone()], &mut output[run]);
            match part {
                0 => fold(turns, left, right, output, |a, b, c, d, _| a + b + c + d),
                1 => fold(turns, left, right, output, |a, b, c, d, turn| {
                    (a - c + by_minus_i(b - d)) * turn
                }),
                2 => fold(turns, left, right, output, |a, b, c, d, turn| {
                    (a - b + c - d) * (turn * turn)
                }),
                _ => fold(turns, left, right, output, |a, b, c, d, turn| {
                    (a - c - by_minus_i(b - d)) * (turn * turn * turn)
                }),
            }
        });
        self.fft.process_with_scratch(output, &mut self.scratch);
    }

    /// Power of both channels in a run of bins, twice that of a channel's own transform in its scale.
    pub(super) fn total_power(&self, bins: &Range<usize>, power: &mut [f32]) {
        let quarter_frames = self.turns.len();
        let half = |complex: Complex<f32>| 0.5 * complex.norm_sqr();
        for (power, bin) in power.iter_mut().zip(bins.clone()) {
            let mirror = (PARTS * quarter_frames - bin) % (PARTS * quarter_frames);
            let at = |bin: usize| self.parts[bin % PARTS][bin / PARTS];
            *power = half(at(bin)) + half(at(mirror));
        }
    }
}

/// Windows a run of the four quarters and folds them onto each other.
#[inline(always)]
fn fold(
    turns: &[Complex<f32>],
    left: [&[f32]; PARTS],
    right: [&[f32]; PARTS],
    output: &mut [Complex<f32>],
    part: impl Fn(Complex<f32>, Complex<f32>, Complex<f32>, Complex<f32>, Complex<f32>) -> Complex<f32>,
) {
    let frames = output.len();
    let turns = &turns[..frames];
    let left = left.map(|quarter| &quarter[..frames]);
    let right = right.map(|quarter| &quarter[..frames]);
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
        output[n] = part(at(0), at(1), at(2), at(3), turn);
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

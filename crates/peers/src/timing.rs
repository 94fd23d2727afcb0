//! Times of many calls, and what they amount to.

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use realfft::RealFftPlanner;
use realfft::RealToComplex;
use realfft::num_complex::Complex;

use crate::PeersError;

/// What many calls took, microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// The share of the processor: what counts over a song.
    pub mean_us: f64,
    /// The usual call.
    pub median_us: f64,
    /// All but one call in a hundred are faster.
    pub p99_us: f64,
    /// The slowest call; on a shared machine mostly somebody else's work.
    pub worst_us: f64,
}

impl Timing {
    /// Sums up the calls; `None` without any.
    pub fn of(mut calls: Vec<Duration>) -> Option<Self> {
        calls.sort_unstable();
        let us = |duration: &Duration| duration.as_secs_f64() * 1e6;
        let at = |share: usize| calls.get((calls.len() - 1) * share / 100).map(us);
        let count = u32::try_from(calls.len()).ok().filter(|&count| count > 0)?;
        Some(Self {
            mean_us: us(&(calls.iter().sum::<Duration>() / count)),
            median_us: at(50)?,
            p99_us: at(99)?,
            worst_us: at(100)?,
        })
    }
}

/// One real transform of 32768 frames, ready to be timed.
pub struct LongTransform {
    transform: Arc<dyn RealToComplex<f32>>,
    input: Vec<f32>,
    output: Vec<Complex<f32>>,
    scratch: Vec<Complex<f32>>,
}

impl LongTransform {
    /// Plans the transform.
    pub fn new() -> Self {
        let transform = RealFftPlanner::<f32>::new().plan_fft_forward(32_768);
        Self {
            input: transform.make_input_vec(),
            output: transform.make_output_vec(),
            scratch: transform.make_scratch_vec(),
            transform,
        }
    }

    /// Transforms once.
    pub fn run(&mut self) -> Result<Duration, PeersError> {
        // A transform uses its input as working space, so it is filled anew, outside the measured time.
        self.input
            .iter_mut()
            .enumerate()
            .for_each(|(n, sample)| *sample = if n % 7 == 0 { 0.5 } else { -0.1 });
        let begun = Instant::now();
        self.transform
            .process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch)
            .map_err(PeersError::said)?;
        Ok(begun.elapsed())
    }
}

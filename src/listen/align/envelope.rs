//! How loud a file is, every 10 ms.

use std::ops::ControlFlow;
use std::ops::Range;
use std::path::Path;

use crate::listen::ListenError;
use crate::listen::Progress;
use crate::listen::decode;
use crate::storage::AudioReader;

/// Steps per second.
pub(super) const STEPS_PER_S: f64 = 100.0;

/// Quieter than this is silence whatever follows: the noise of 16 bits is at -98 dBFS, mean square.
const SILENCE: f32 = 1e-8;

/// Quieter than this against the loudest step is a pause: 50 dB.
const PAUSE_SHARE: f32 = 1e-5;

/// Beyond this a sample is no music: 18 dB above full scale.
const SAMPLE_MAX: f32 = 8.0;

/// Loudness grows about so with energy (S. S. Stevens): without it a few kick drums would outweigh the song.
const LOUDNESS_EXPONENT: f32 = 0.3;

/// The envelope of a whole file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Envelope {
    /// Mean square per step. Of both channels together, so that neither polarity nor width counts.
    energies: Vec<f32>,
    /// Below this a step is silent.
    threshold: f32,
    /// Length of the file, seconds.
    pub(super) duration_s: f64,
}

impl Envelope {
    /// Reads a file.
    pub(super) fn read(
        path: &Path,
        watch: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Self, ListenError> {
        let mut reader = AudioReader::open(path)?;
        let sample_rate_hz = reader.info().sample_rate_hz;
        let mut sums: Vec<(f64, u32)> = Vec::new();
        let frames = decode(&mut reader, path, watch, |first, left, right| {
            for (frame, (&left, &right)) in (first..).zip(left.iter().zip(right)) {
                let step = (frame as f64 * STEPS_PER_S / sample_rate_hz) as usize;
                if sums.len() <= step {
                    sums.resize(step + 1, (0.0, 0));
                }
                let (left, right) = (sane(left), sane(right));
                sums[step].0 += f64::from(left * left + right * right);
                sums[step].1 += 2;
            }
            ControlFlow::Continue(())
        })?;
        let energies = sums
            .iter()
            .map(|(sum, count)| (sum / f64::from((*count).max(1))) as f32)
            .collect();
        Ok(Self::new(energies, frames as f64 / sample_rate_hz))
    }

    fn new(energies: Vec<f32>, duration_s: f64) -> Self {
        let loudest = energies.iter().copied().fold(0.0, f32::max);
        Self {
            threshold: SILENCE.max(loudest * PAUSE_SHARE),
            energies,
            duration_s,
        }
    }

    /// The steps from the first audible one to the last; empty for silence.
    pub(super) fn audible(&self) -> Range<usize> {
        let is_audible = |energy: &f32| *energy > self.threshold;
        let first = self.energies.iter().position(is_audible);
        let last = self.energies.iter().rposition(is_audible);
        match (first, last) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// Audible time outside a range of the file, seconds.
    pub(super) fn audible_outside_s(&self, range_s: [f64; 2]) -> f64 {
        let is_outside = |step: usize| {
            let middle_s = (step as f64 + 0.5) / STEPS_PER_S;
            middle_s < range_s[0] || middle_s > range_s[1]
        };
        let steps = self.energies.iter().enumerate();
        let audible = steps.filter(|(step, energy)| **energy > self.threshold && is_outside(*step));
        audible.count() as f64 / STEPS_PER_S
    }

    /// Loudness per step, in no unit.
    pub(super) fn loudness(&self, steps: Range<usize>) -> Vec<f32> {
        let energies = self.energies[steps].iter();
        let floored = energies.map(|energy| energy.max(self.threshold));
        floored
            .map(|energy| energy.powf(LOUDNESS_EXPONENT))
            .collect()
    }

    /// The loudest stretch of so many steps within a range, by its first step.
    pub(super) fn loudest(&self, within: Range<usize>, steps: usize) -> usize {
        let sum = |first: usize| -> f64 {
            let last = (first + steps).min(within.end);
            self.energies[first..last]
                .iter()
                .map(|&e| f64::from(e))
                .sum()
        };
        let last = within.end.saturating_sub(steps).max(within.start);
        // Every half second will do: what matters is that there is music.
        let starts = (within.start..=last).step_by(STEPS_PER_S as usize / 2);
        starts
            .max_by(|one, other| sum(*one).total_cmp(&sum(*other)))
            .unwrap_or(within.start)
    }
}

/// A sample, or silence where it is none.
pub(super) fn sane(sample: f32) -> f32 {
    if sample.is_finite() {
        sample.clamp(-SAMPLE_MAX, SAMPLE_MAX)
    } else {
        0.0
    }
}

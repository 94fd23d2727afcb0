//! Short stretches of a file at a low sample rate, for comparing sample by sample.

use std::ops::ControlFlow;
use std::path::Path;

use crate::listen::ListenError;
use crate::listen::Progress;
use crate::listen::align::envelope::sane;
use crate::listen::decode;
use crate::storage::AudioReader;

/// Sample rate of excerpts, Hz, whatever the rate of the file: the lowest that a file can have.
pub(super) const RATE_HZ: f64 = 8_000.0;

/// A stretch of a file. What lies outside the file is silent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Excerpt {
    start_s: f64,
    /// The middle of both channels, and the left one for a middle that a turned polarity has emptied.
    signals: [Vec<f32>; 2],
}

impl Excerpt {
    fn silent(start_s: f64, length_s: f64) -> Self {
        let silence = vec![0.0; (length_s * RATE_HZ).round() as usize];
        Self {
            start_s,
            signals: [silence.clone(), silence],
        }
    }

    /// Reads stretches of a file, each by its begin and length in seconds.
    pub(super) fn read(
        path: &Path,
        stretches: &[(f64, f64)],
        watch: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<Self>, ListenError> {
        let mut reader = AudioReader::open(path)?;
        let rate_hz = reader.info().sample_rate_hz;
        let mut excerpts: Vec<Self> = stretches
            .iter()
            .map(|&(start_s, length_s)| Self::silent(start_s, length_s))
            .collect();
        decode(&mut reader, path, watch, |first, left, right| {
            let mut is_wanted = false;
            for excerpt in &mut excerpts {
                excerpt.take(first, left, right, rate_hz);
                is_wanted |= excerpt.end_s() > (first as f64 + left.len() as f64) / rate_hz;
            }
            if is_wanted {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        excerpts.iter_mut().for_each(Self::lift_treble);
        Ok(excerpts)
    }

    /// The signals to compare.
    pub(super) fn signals(&self) -> &[Vec<f32>; 2] {
        &self.signals
    }

    fn length(&self) -> usize {
        self.signals[0].len()
    }

    fn end_s(&self) -> f64 {
        self.start_s + self.length() as f64 / RATE_HZ
    }

    /// Takes what belongs here of a piece of the file. Each of its samples stands for the time until the next one, and
    /// each sample of the excerpt is the mean over its own time.
    fn take(&mut self, first: u64, left: &[f32], right: &[f32], rate_hz: f64) {
        let from_s = first as f64 / rate_hz;
        if from_s >= self.end_s() || from_s + left.len() as f64 / rate_hz <= self.start_s {
            return;
        }
        let share = RATE_HZ / rate_hz;
        let skipped = ((self.start_s - from_s) * rate_hz).max(0.0) as usize;
        let frames = left.iter().zip(right).enumerate().skip(skipped);
        for (n, (&left, &right)) in frames {
            let begin = (first + n as u64) as f64 * share - self.start_s * RATE_HZ;
            if begin >= self.length() as f64 {
                break;
            }
            let (left, right) = (f64::from(sane(left)), f64::from(sane(right)));
            let index = begin.floor();
            let in_next = (begin + share - index - 1.0).max(0.0);
            self.add(index, share - in_next, [0.5 * (left + right), left]);
            self.add(index + 1.0, in_next, [0.5 * (left + right), left]);
        }
    }

    fn add(&mut self, index: f64, share: f64, samples: [f64; 2]) {
        if index < 0.0 {
            return;
        }
        for (signal, sample) in self.signals.iter_mut().zip(samples) {
            if let Some(sum) = signal.get_mut(index as usize) {
                *sum += (share * sample) as f32;
            }
        }
    }

    /// The difference of neighbours, 6 dB more per octave: otherwise two passages on the same bass note would agree.
    fn lift_treble(&mut self) {
        for signal in &mut self.signals {
            let mut before = signal.first().copied().unwrap_or(0.0);
            for sample in signal {
                (*sample, before) = (*sample - before, *sample);
            }
        }
    }
}

//! Momentary and short-term loudness: sliding windows over steps of 10 ms (EBU Tech 3341 version 4, clause 2.2).
//!
//! The windows move by 10 ms because 100 ms would read case 13 of that document 0.45 LU low.

use crate::units::lufs;

/// Steps of the windows in a second.
pub const STEPS_PER_SECOND: usize = 100;

/// Steps in the momentary window: 400 ms.
const MOMENTARY_STEPS: usize = 40;

/// Steps in the short-term window: 3 s.
const SHORT_TERM_STEPS: usize = 300;

/// The two sliding windows.
#[derive(Clone, Debug)]
pub struct LoudnessWindows {
    energy: [f64; SHORT_TERM_STEPS],
    frames: [u32; SHORT_TERM_STEPS],
    /// Where the next step goes; also the oldest one once the ring is full.
    next: usize,
    /// Steps heard, at most [`SHORT_TERM_STEPS`].
    filled: usize,
}

impl Default for LoudnessWindows {
    fn default() -> Self {
        Self {
            energy: [0.0; SHORT_TERM_STEPS],
            frames: [0; SHORT_TERM_STEPS],
            next: 0,
            filled: 0,
        }
    }
}

impl LoudnessWindows {
    /// Takes in the K-weighted energy of the next 10 ms, channels summed with their weights.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn push(&mut self, energy: f64, frames: u32) {
        self.energy[self.next] = energy;
        self.frames[self.next] = frames;
        self.next = (self.next + 1) % SHORT_TERM_STEPS;
        self.filled = (self.filled + 1).min(SHORT_TERM_STEPS);
    }

    /// Loudness of the last 400 ms in LUFS; `-inf` for silence and before 400 ms have been heard.
    ///
    /// # Real-time
    ///
    /// Safe. Added up afresh each time: a running sum would drift.
    #[must_use]
    pub fn momentary_lufs(&self) -> f64 {
        if self.filled < MOMENTARY_STEPS {
            return f64::NEG_INFINITY;
        }
        let wrapped = MOMENTARY_STEPS.saturating_sub(self.next);
        let newest = self.next.saturating_sub(MOMENTARY_STEPS)..self.next;
        let oldest = SHORT_TERM_STEPS - wrapped..SHORT_TERM_STEPS;
        let energy = sum(&self.energy[oldest.clone()]) + sum(&self.energy[newest.clone()]);
        let frames: u32 =
            self.frames[oldest].iter().sum::<u32>() + self.frames[newest].iter().sum::<u32>();
        lufs(energy / f64::from(frames))
    }

    /// Loudness of the last 3 s in LUFS; `-inf` for silence and before 3 s have been heard.
    ///
    /// # Real-time
    ///
    /// Safe. Added up afresh each time: a running sum would drift.
    #[must_use]
    pub fn short_term_lufs(&self) -> f64 {
        if self.filled < SHORT_TERM_STEPS {
            return f64::NEG_INFINITY;
        }
        lufs(sum(&self.energy) / f64::from(self.frames.iter().sum::<u32>()))
    }
}

/// Adds up in four lanes: four times as fast as one by one, and still the same order everywhere.
fn sum(energy: &[f64]) -> f64 {
    let (chunks, rest) = energy.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for chunk in chunks {
        for (lane, step) in lanes.iter_mut().zip(chunk) {
            *lane += step;
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest.iter().sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mean square of 1 in every step.
    fn heard(steps: usize) -> LoudnessWindows {
        let mut windows = LoudnessWindows::default();
        (0..steps).for_each(|_| windows.push(480.0, 480));
        windows
    }

    #[test]
    fn windows_read_nothing_before_they_are_full() {
        assert_eq!(heard(39).momentary_lufs(), f64::NEG_INFINITY);
        assert!((heard(40).momentary_lufs() + 0.691).abs() < 1e-12);
        assert_eq!(heard(299).short_term_lufs(), f64::NEG_INFINITY);
        assert!((heard(300).short_term_lufs() + 0.691).abs() < 1e-12);
    }

    #[test]
    fn windows_forget_what_is_older_than_their_length() {
        for steps in 300..640 {
            let mut windows = heard(steps);
            (0..40).for_each(|_| windows.push(0.0, 480));
            assert_eq!(windows.momentary_lufs(), f64::NEG_INFINITY);
            let expected = lufs(260.0 / 300.0);
            assert!((windows.short_term_lufs() - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn loud_moment_leaves_no_trace_once_it_has_passed() {
        let mut windows = heard(300);
        windows.push(1e30, 480);
        (0..300).for_each(|_| windows.push(1e-12, 480));
        assert!((windows.short_term_lufs() - lufs(1e-12 / 480.0)).abs() < 1e-9);
    }
}

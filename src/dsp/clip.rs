//! Runs of samples at or above full scale.

/// Full scale, with a margin of 0.0009 dB: the largest 16-bit sample, 32767/32768, is full scale.
pub const FULL_SCALE: f32 = 0.9999;

/// Shortest run at full scale that is clipping and not a peak that happens to fit: three samples, as editors have it.
const RUN_FRAMES_MIN: u32 = 3;

/// A run of clipped samples of one sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClippedRun {
    /// Samples.
    pub frames: u32,
    /// Largest magnitude, linear. Above 1 the audio is lost in any fixed-point format, below it has been clipped before.
    pub peak: f32,
}

/// Finds clipped runs in one channel, however long.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClipDetector {
    is_negative: bool,
    frames: u32,
    peak: f32,
    is_continued: bool,
}

impl ClipDetector {
    /// Takes in the next sample; gives the run that ended just before it.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[inline]
    pub fn push(&mut self, sample: f32) -> Option<ClippedRun> {
        let is_full = sample.abs() >= FULL_SCALE;
        let is_negative = sample < 0.0;
        let ended = if self.is_open() && !(is_full && is_negative == self.is_negative) {
            self.end()
        } else {
            None
        };
        if is_full {
            self.is_negative = is_negative;
            self.frames = self.frames.saturating_add(1);
            self.peak = self.peak.max(sample.abs());
        }
        ended
    }

    /// Ends the run that is going on, if any, and gives it if it was clipping.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn end(&mut self) -> Option<ClippedRun> {
        let run = self.clipping();
        *self = Self::default();
        run
    }

    /// Counts what there is of a run that goes on: the rest of it will be a run of its own, however short.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn split(&mut self) -> Option<ClippedRun> {
        let run = self.clipping()?;
        *self = Self {
            is_negative: self.is_negative,
            is_continued: true,
            ..Self::default()
        };
        Some(run)
    }

    /// Whether the last sample was at full scale.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.frames > 0 || self.is_continued
    }

    /// The run that is going on, if it is clipping already.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn clipping(&self) -> Option<ClippedRun> {
        let frames_min = if self.is_continued { 1 } else { RUN_FRAMES_MIN };
        let is_over = self.peak > 1.0;
        (is_over || self.frames >= frames_min).then_some(ClippedRun {
            frames: self.frames,
            peak: self.peak,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(samples: &[f32], expected: &[(u32, f32)]) {
        let mut detector = ClipDetector::default();
        let mut runs: Vec<_> = samples.iter().filter_map(|x| detector.push(*x)).collect();
        runs.extend(detector.end());
        let found: Vec<_> = runs.iter().map(|run| (run.frames, run.peak)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn two_samples_at_full_scale_are_a_peak_and_three_are_clipping() {
        check(&[0.0, 1.0, 1.0, 0.0], &[]);
        check(&[0.0, 1.0, 1.0, 1.0, 0.0], &[(3, 1.0)]);
        check(&[-1.0, -1.0, -1.0], &[(3, 1.0)]);
    }

    #[test]
    fn one_sample_above_full_scale_is_lost() {
        check(&[0.0, 1.0001, 0.0], &[(1, 1.0001)]);
        check(&[0.0, -1.5, 1.25, 0.0], &[(1, 1.5), (1, 1.25)]);
    }

    #[test]
    fn change_of_sign_ends_a_run() {
        check(&[1.0, -1.0, 1.0, 1.0, -1.0, -1.0], &[]);
    }

    #[test]
    fn largest_sixteen_bit_sample_is_full_scale() {
        check(&[32767.0 / 32768.0; 3], &[(3, 32767.0 / 32768.0)]);
        check(&[0.9998; 9], &[]);
    }

    #[test]
    fn split_loses_no_sample() {
        let mut detector = ClipDetector::default();
        (0..10).for_each(|_| assert_eq!(detector.push(1.0), None));
        assert_eq!(detector.split().map(|run| run.frames), Some(10));
        assert_eq!(detector.push(1.0), None);
        assert_eq!(detector.push(0.0).map(|run| run.frames), Some(1));
        assert_eq!(detector.push(0.0), None);
    }
}

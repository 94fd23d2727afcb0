//! Dropouts: sound that is cut off, digital silence for a moment, sound again. A buffer that came too late.

use crate::dsp::peak::larger;

/// Sound on both sides must be above this, linear: -60 dBFS. Below, a gap may be the end of a fade or a quiet rest.
const AUDIBLE: f32 = 0.001;

/// Shortest gap. Shorter ones happen in sound that crosses zero.
const GAP_MIN_S: f64 = 0.001;

/// Longest gap. Longer ones are rests.
const GAP_MAX_S: f64 = 0.050;

/// How near the gap the sound must be audible: a cut, not a fade.
const EDGE_S: f64 = 0.001;

/// A dropout, reported once the sound is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropout {
    /// Number of its first silent frame, counted as the caller counts.
    pub start_frame: u64,
}

/// Finds dropouts in a stereo pair.
#[derive(Clone, Debug)]
pub struct DropoutDetector {
    gap_frames: std::ops::RangeInclusive<u64>,
    edge_frames: u64,
    /// After the newest audible frame.
    audible_end: Option<u64>,
    /// Start of the silence that is going on.
    silence: Option<u64>,
    /// A gap that was cut into, and until when the sound must be back.
    candidate: Option<(u64, u64)>,
}

impl DropoutDetector {
    /// A detector that has heard nothing.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn new(sample_rate_hz: f64) -> Self {
        let frames = |seconds: f64| (seconds * sample_rate_hz).round() as u64;
        Self {
            gap_frames: frames(GAP_MIN_S)..=frames(GAP_MAX_S),
            edge_frames: frames(EDGE_S),
            audible_end: None,
            silence: None,
            candidate: None,
        }
    }

    /// Takes in a slice whose first frame has the number `start_frame`; numbers only grow. `found` is called for each
    /// dropout that ended in it.
    ///
    /// # Real-time
    ///
    /// Safe if `found` is. Slices of sound or of silence throughout are not looked at frame by frame.
    pub fn push(
        &mut self,
        start_frame: u64,
        left: &[f32],
        right: &[f32],
        mut found: impl FnMut(Dropout),
    ) {
        let frames = left.len().min(right.len());
        let silent = left
            .iter()
            .zip(right)
            .filter(|(l, r)| is_silent(**l, **r))
            .count();
        if silent == 0 && self.silence.is_none() && self.candidate.is_none() {
            self.pass_sound(start_frame, left, right);
        } else if silent < frames || self.silence.is_none() {
            for (frame, (l, r)) in (start_frame..).zip(left.iter().zip(right)) {
                if let Some(dropout) = self.step(frame, larger(l.abs(), r.abs())) {
                    found(dropout);
                }
            }
        }
    }

    /// Forgets the past.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn reset(&mut self) {
        (self.audible_end, self.silence, self.candidate) = (None, None, None);
    }

    fn pass_sound(&mut self, start_frame: u64, left: &[f32], right: &[f32]) {
        let newest = left
            .iter()
            .zip(right)
            .rposition(|(l, r)| larger(l.abs(), r.abs()) > AUDIBLE);
        if let Some(index) = newest {
            self.audible_end = Some(start_frame + index as u64 + 1);
        }
    }

    fn step(&mut self, now: u64, magnitude: f32) -> Option<Dropout> {
        if magnitude == 0.0 {
            self.silence.get_or_insert(now);
            return None;
        }
        if let Some(start_frame) = self.silence.take() {
            let is_gap = self.gap_frames.contains(&(now - start_frame));
            let is_cut = self
                .audible_end
                .is_some_and(|end| end + self.edge_frames > start_frame);
            if is_gap && is_cut {
                self.candidate = Some((start_frame, now + self.edge_frames));
            }
        }
        if magnitude <= AUDIBLE {
            return None;
        }
        self.audible_end = Some(now + 1);
        let (start_frame, sound_until) = self.candidate.take()?;
        (now < sound_until).then_some(Dropout { start_frame })
    }
}

fn is_silent(left: f32, right: f32) -> bool {
    (left == 0.0) & (right == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise of constant level with one gap.
    fn gap(level: f32, frames: std::ops::Range<usize>) -> Vec<f32> {
        let mut samples: Vec<f32> = (0..9600)
            .map(|n| if n % 3 == 0 { level } else { -level })
            .collect();
        samples[frames].fill(0.0);
        samples
    }

    #[track_caller]
    fn check(left: &[f32], right: &[f32], expected: &[u64]) {
        for slice_frames in [1, 7, 60, 64] {
            let mut detector = DropoutDetector::new(48_000.0);
            let mut found = Vec::new();
            let slices = left.chunks(slice_frames).zip(right.chunks(slice_frames));
            for (start_frame, (l, r)) in (0..).step_by(slice_frames).zip(slices) {
                detector.push(start_frame, l, r, |dropout| found.push(dropout.start_frame));
            }
            assert_eq!(found, expected, "slices of {slice_frames}");
        }
    }

    #[test]
    fn gaps_of_one_to_fifty_milliseconds_are_dropouts() {
        for (frames, is_dropout) in [
            (47, false),
            (48, true),
            (64, true),
            (2400, true),
            (2401, false),
        ] {
            let x = gap(0.1, 3000..3000 + frames);
            let expected: &[u64] = if is_dropout { &[3000] } else { &[] };
            check(&x, &x, expected);
        }
    }

    #[test]
    fn silence_in_one_channel_is_a_pan() {
        check(&gap(0.1, 3000..3480), &gap(0.1, 0..0), &[]);
    }

    #[test]
    fn gap_in_inaudible_sound_is_no_dropout() {
        let x = gap(0.0009, 3000..3480);
        check(&x, &x, &[]);
    }

    #[test]
    fn gap_after_a_fade_is_a_rest() {
        let mut x = gap(0.1, 3000..3480);
        x[2900..3000].fill(0.0005);
        check(&x, &x, &[]);
    }

    #[test]
    fn every_dropout_counts() {
        let mut x = gap(0.1, 3000..3480);
        x[6000..6100].fill(0.0);
        check(&x, &x, &[3000, 6000]);
    }
}

//! Dropouts: sound that is cut off, digital silence for a moment, sound again. A buffer that came too late.
//!
//! A cut falls anywhere in the waveform, on both sides. Speech and gated sounds also stop at digital silence, but near a
//! zero crossing on at least one side: of 36 such pauses in a synthesised sentence one looked like a cut, of twelve
//! real ones in music all.

use crate::dsp::peak::larger;

/// Sound on both sides must be above this, linear: -60 dBFS. Below, a gap may be the end of a fade or a quiet rest.
const AUDIBLE: f32 = 0.001;

/// Shortest gap. Shorter ones happen in sound that crosses zero.
const GAP_MIN_S: f64 = 0.001;

/// Longest gap. Longer ones are rests.
const GAP_MAX_S: f64 = 0.050;

/// Stretch of sound beside the gap that its edge is compared with: a wave of 100 Hz has a top in it.
const BESIDE_S: f64 = 0.005;

/// Least share of the largest magnitude beside the gap at which the waveform is cut, not closed. A wave passes below
/// it in a sixteenth of its time.
const CUT: f32 = 0.1;

/// A dropout, reported once the sound is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropout {
    /// Number of its first silent frame, counted as the caller counts.
    pub start_frame: u64,
}

/// The newest magnitudes of sound.
#[derive(Clone, Debug)]
struct Beside {
    magnitudes: Vec<f32>,
    next: usize,
}

impl Beside {
    /// Takes in a stretch of sound, equally long in both channels, at once.
    fn extend(&mut self, mut left: &[f32], mut right: &[f32]) {
        while !left.is_empty() {
            let until_wrap = (self.magnitudes.len() - self.next).min(left.len());
            let (left_now, left_later) = left.split_at(until_wrap);
            let (right_now, right_later) = right.split_at(until_wrap);
            let channels = left_now.iter().zip(right_now);
            for (magnitude, (l, r)) in self.magnitudes[self.next..].iter_mut().zip(channels) {
                *magnitude = larger(l.abs(), r.abs());
            }
            self.next = (self.next + until_wrap) % self.magnitudes.len();
            (left, right) = (left_later, right_later);
        }
    }

    fn push(&mut self, magnitude: f32) {
        self.magnitudes[self.next] = magnitude;
        self.next = (self.next + 1) % self.magnitudes.len();
    }

    /// Whether the sound stops here without having closed.
    fn is_cut(&self) -> bool {
        let newest = (self.next + self.magnitudes.len() - 1) % self.magnitudes.len();
        let largest = self.magnitudes.iter().copied().fold(0.0, larger);
        is_cut(self.magnitudes[newest], largest)
    }
}

/// Sound after a gap that was cut into.
#[derive(Clone, Copy, Debug)]
struct Return {
    /// First frame of the gap.
    gap_start: u64,
    /// Last frame of the sound that is compared.
    until: u64,
    first: f32,
    largest: f32,
}

/// Finds dropouts in a stereo pair.
#[derive(Clone, Debug)]
pub struct DropoutDetector {
    gap_frames: std::ops::RangeInclusive<u64>,
    before: Beside,
    /// Start of the silence that is going on, and whether it cut the sound off.
    silence: Option<(u64, bool)>,
    candidate: Option<Return>,
}

impl DropoutDetector {
    /// A detector that has heard nothing.
    ///
    /// # Real-time
    ///
    /// Not safe: allocates.
    #[must_use]
    pub fn new(sample_rate_hz: f64) -> Self {
        let frames = |seconds: f64| (seconds * sample_rate_hz).round() as u64;
        let beside_frames = (frames(BESIDE_S) as usize).max(1);
        Self {
            gap_frames: frames(GAP_MIN_S)..=frames(GAP_MAX_S),
            before: Beside {
                magnitudes: vec![0.0; beside_frames],
                next: 0,
            },
            silence: None,
            candidate: None,
        }
    }

    /// Takes in a slice whose first frame has the number `start_frame`; numbers only grow. `found` is called for each
    /// dropout of which the slice told enough.
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
        let channels = || left.iter().zip(right);
        let silent = channels().filter(|(l, r)| is_silent(**l, **r)).count();
        if silent == 0 && self.silence.is_none() && self.candidate.is_none() {
            self.before.extend(&left[..frames], &right[..frames]);
        } else if silent < frames || self.silence.is_none() {
            for (frame, (l, r)) in (start_frame..).zip(channels()) {
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
        self.before.magnitudes.fill(0.0);
        (self.silence, self.candidate) = (None, None);
    }

    fn step(&mut self, now: u64, magnitude: f32) -> Option<Dropout> {
        if magnitude == 0.0 {
            self.silence.get_or_insert((now, self.before.is_cut()));
            return self.candidate.take().and_then(Return::judge);
        }
        self.before.push(magnitude);
        if let Some((gap_start, true)) = self.silence.take()
            && self.gap_frames.contains(&(now - gap_start))
        {
            self.candidate = Some(Return {
                gap_start,
                until: now + self.before.magnitudes.len() as u64 - 1,
                first: magnitude,
                largest: magnitude,
            });
        }
        let candidate = self.candidate.as_mut()?;
        candidate.largest = larger(candidate.largest, magnitude);
        if now < candidate.until {
            return None;
        }
        self.candidate.take().and_then(Return::judge)
    }
}

impl Return {
    fn judge(self) -> Option<Dropout> {
        is_cut(self.first, self.largest).then_some(Dropout {
            start_frame: self.gap_start,
        })
    }
}

fn is_cut(edge: f32, largest: f32) -> bool {
    largest > AUDIBLE && edge >= CUT * largest
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
    fn sound_that_closes_or_opens_at_zero_is_a_pause() {
        for slope in [2900..3000, 3480..3580] {
            let mut x = gap(0.1, 3000..3480);
            let end = if slope.start < 3000 {
                slope.end
            } else {
                slope.start - 1
            };
            for n in slope {
                x[n] *= n.abs_diff(end) as f32 / 100.0;
            }
            check(&x, &x, &[]);
        }
    }

    #[test]
    fn every_dropout_counts() {
        let mut x = gap(0.1, 3000..3480);
        x[6000..6100].fill(0.0);
        check(&x, &x, &[3000, 6000]);
    }
}

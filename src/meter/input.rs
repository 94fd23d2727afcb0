//! The door of the engine: calls of any length in, slices of a fixed grid out, and nothing in them that could hurt.

use crate::dsp::SLICE_FRAMES_MAX;
use crate::dsp::peak::peak;

/// Samples beyond this are measured as this, except by the sample peak: energies of a fault must stay finite.
const MAGNITUDE_MAX: f32 = 64.0;

/// Magnitudes below 2^-60 (-361 dBFS) are silence: what decays that far would slow every filter down as denormals.
const SILENCE_BITS: u32 = (127 - 60) << 23;

/// Bits of the smallest magnitude that is not finite.
const INFINITE_BITS: u32 = 0x7f80_0000;

/// Frames that wait until their slice is full.
#[derive(Clone, Debug)]
pub(super) struct Input {
    samples: [[f32; SLICE_FRAMES_MAX]; 2],
    frames: usize,
}

/// Samples that were NaN or infinite.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NonFinite {
    /// How many, both channels.
    pub(super) samples: u32,
    /// Index of the first frame with one.
    pub(super) first_frame: usize,
}

/// A full slice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice<'a> {
    /// Number of its first frame, counted since the reset.
    pub(super) start: u64,
    /// The channels.
    pub(super) channels: [&'a [f32]; 2],
    /// Largest magnitude per channel as it came in.
    pub(super) sample_peak: [f32; 2],
}

impl Input {
    pub(super) fn new() -> Self {
        Self {
            samples: [[0.0; SLICE_FRAMES_MAX]; 2],
            frames: 0,
        }
    }

    /// Frames that wait.
    pub(super) fn frames(&self) -> usize {
        self.frames
    }

    pub(super) fn clear(&mut self) {
        self.frames = 0;
    }

    /// Takes in frames; there must be room for them. NaN and infinity become zero.
    pub(super) fn append(&mut self, left: &[f32], right: &[f32]) -> NonFinite {
        let end = self.frames + left.len();
        let [left_room, right_room] = &mut self.samples;
        let samples = sanitise(left, &mut left_room[self.frames..end])
            + sanitise(right, &mut right_room[self.frames..end]);
        self.frames = end;
        let is_bad = |(l, r): (&f32, &f32)| !(l.is_finite() && r.is_finite());
        let first_frame = match samples {
            0 => 0,
            _ => left.iter().zip(right).position(is_bad).unwrap_or(0),
        };
        NonFinite {
            samples,
            first_frame,
        }
    }

    /// Largest magnitude per channel of the frames that wait.
    pub(super) fn sample_peak(&self) -> [f32; 2] {
        [0, 1].map(|channel: usize| peak(&self.samples[channel][..self.frames]))
    }

    /// Brings absurd samples down to what can be squared and summed.
    pub(super) fn limit(&mut self, sample_peak: [f32; 2]) {
        for (samples, peak) in self.samples.iter_mut().zip(sample_peak) {
            if peak > MAGNITUDE_MAX {
                clamp(&mut samples[..self.frames]);
            }
        }
    }

    /// The frames that wait, as a slice that begins with frame `start`.
    pub(super) fn slice(&self, start: u64, sample_peak: [f32; 2]) -> Slice<'_> {
        let [left, right] = &self.samples;
        Slice {
            start,
            channels: [&left[..self.frames], &right[..self.frames]],
            sample_peak,
        }
    }
}

fn sanitise(from: &[f32], to: &mut [f32]) -> u32 {
    let mut nonfinite = 0;
    for (to, x) in to.iter_mut().zip(from) {
        let magnitude = x.to_bits() & 0x7fff_ffff;
        let is_audio = (SILENCE_BITS..INFINITE_BITS).contains(&magnitude);
        *to = if is_audio { *x } else { 0.0 };
        nonfinite += u32::from(magnitude >= INFINITE_BITS);
    }
    nonfinite
}

fn clamp(samples: &mut [f32]) {
    for x in samples {
        *x = x.clamp(-MAGNITUDE_MAX, MAGNITUDE_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_becomes_silence_and_is_counted() {
        let mut input = Input::new();
        let left = [0.5, f32::NAN, f32::INFINITY, -0.25];
        let right = [1e-40, 0.0, f32::NEG_INFINITY, 0.125];
        let nonfinite = input.append(&left, &right);
        assert_eq!((nonfinite.samples, nonfinite.first_frame), (3, 1));
        let channels = input.slice(0, input.sample_peak()).channels;
        assert_eq!(channels, [[0.5, 0.0, 0.0, -0.25], [0.0, 0.0, 0.0, 0.125]]);
    }

    #[test]
    fn absurd_levels_are_measured_as_64_and_shown_as_they_are() {
        let mut input = Input::new();
        input.append(&[1e30, -64.0], &[0.5, -65.0]);
        let sample_peak = input.sample_peak();
        assert_eq!(sample_peak, [1e30, 65.0]);
        input.limit(sample_peak);
        assert_eq!(
            input.slice(0, sample_peak).channels,
            [[64.0, -64.0], [0.5, -64.0]]
        );
    }
}

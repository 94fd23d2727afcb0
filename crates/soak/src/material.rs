//! The music that is played over and over.

use triage_testkit::host::music::music;

use crate::chance::Chance;

/// The rate at which the music is what it sounds like; at others it is the same samples.
pub const SAMPLE_RATE_HZ: f64 = 48_000.0;

/// Length of the music, seconds.
pub const LENGTH_S: usize = 90;

/// Gains of its parts, so that loudness has a range.
const PARTS: [f32; 6] = [0.25, 0.7, 1.0, 0.5, 1.0, 0.35];

/// Samples that no mix should have and every plug-in meets: quiet and signalling NaN, infinities, a negative zero, the
/// smallest and the largest numbers.
const ODD_BITS: [u32; 8] = [
    0x7fc0_0000,
    0x7fa0_1234,
    0x7f80_0000,
    0xff80_0000,
    0x8000_0000,
    0x0000_0001,
    0x7f7f_ffff,
    0x7149_f2ca,
];

/// Odd samples in a piece that has some.
const ODD_COUNT: usize = 24;

/// The music, one vector per channel.
#[derive(Clone, Debug)]
pub struct Material(pub [Vec<f32>; 2]);

impl Material {
    /// Makes the music.
    #[must_use]
    pub fn new() -> Self {
        let frames = LENGTH_S * SAMPLE_RATE_HZ as usize;
        let mut channels = music(SAMPLE_RATE_HZ, frames);
        for channel in &mut channels {
            for (part, gain) in channel.chunks_mut(frames / PARTS.len()).zip(PARTS) {
                part.iter_mut().for_each(|sample| *sample *= gain);
            }
        }
        Self(channels)
    }

    /// Frames.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.0[0].len()
    }

    /// Copies frames from a place in the song on into the channels that there are. The music is the song over and over.
    pub fn copy(&self, from: i64, frames: usize, into: &mut [Vec<f32>]) {
        let length = self.frames();
        for (target, source) in into.iter_mut().zip(&self.0) {
            target.clear();
            // Not negative, and less than a length that is one.
            let mut at = from.rem_euclid(length as i64) as usize;
            while target.len() < frames {
                let until = length.min(at + frames - target.len());
                target.extend_from_slice(&source[at..until]);
                at = 0;
            }
        }
    }
}

/// Puts samples into the audio that should not be there.
pub fn spoil(audio: &mut [Vec<f32>], chance: &mut Chance) {
    for channel in audio {
        for _ in 0..ODD_COUNT {
            let place = chance.below(channel.len());
            if let Some(sample) = channel.get_mut(place) {
                *sample = f32::from_bits(chance.pick(ODD_BITS));
            }
        }
    }
}

//! A book of finished songs: eight kinds of music, two songs of each, played by code.
//!
//! Nothing is wrong with them on purpose. The two songs of a kind differ in key, tempo, chords, melody, arrangement and
//! balance, as two good mixes of one kind do: one can be the reference of the other.

mod acoustic;
mod ambient;
mod beat;
mod desk;
mod edm;
mod hip_hop;
mod levels;
mod lo_fi;
mod orchestra;
mod plucked;
mod rock;
mod sheet;
mod solo;
mod synths;
mod voice;

use crate::song::RATE_HZ;

/// A kind of music.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Character {
    /// A fingerpicked steel-string guitar, a little voice, a room.
    SparseAcoustic,
    /// A wall of guitars, drums, bass and a singer.
    DenseRock,
    /// Four on the floor, sub, supersaws and pads that make way for the kick, risers.
    Edm,
    /// Gliding drum machine bass, hats, sparse keys, a voice that speaks in rhythm.
    HipHop,
    /// Strings, brass and timpani from very soft to very loud.
    Orchestral,
    /// Dusty keys, soft drums, noise, little top.
    LoFi,
    /// One voice in a room.
    SoloVoice,
    /// Slow pads, drones and shimmer; nothing that strikes.
    Ambient,
}

/// A finished song.
#[derive(Clone, Debug, PartialEq)]
pub struct Song {
    /// Its sample rate, Hz.
    pub sample_rate_hz: u32,
    /// Left and right.
    pub stereo: [Vec<f32>; 2],
}

impl Character {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::SparseAcoustic,
        Self::DenseRock,
        Self::Edm,
        Self::HipHop,
        Self::Orchestral,
        Self::LoFi,
        Self::SoloVoice,
        Self::Ambient,
    ];

    /// Its name as part of a file name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SparseAcoustic => "sparse-acoustic",
            Self::DenseRock => "dense-rock",
            Self::Edm => "edm",
            Self::HipHop => "hip-hop",
            Self::Orchestral => "orchestral",
            Self::LoFi => "lo-fi",
            Self::SoloVoice => "solo-voice",
            Self::Ambient => "ambient",
        }
    }

    /// Sample rate of its songs. At 48 kHz the tape runs faster than it was recorded: everything is 1.5 semitones
    /// higher and 9 % faster than the sheets say.
    fn sample_rate_hz(self) -> u32 {
        match self {
            Self::SparseAcoustic | Self::DenseRock | Self::HipHop | Self::LoFi => RATE_HZ,
            Self::Edm | Self::Orchestral | Self::SoloVoice | Self::Ambient => 48_000,
        }
    }
}

/// Plays and mixes a song of a kind: `take` 0 or 1, and so on in turns. Takes a second or two.
#[must_use]
pub fn song(character: Character, take: usize) -> Song {
    let take = take % 2;
    let stereo = match character {
        Character::SparseAcoustic => acoustic::song(take),
        Character::DenseRock => rock::song(take),
        Character::Edm => edm::song(take),
        Character::HipHop => hip_hop::song(take),
        Character::Orchestral => orchestra::song(take),
        Character::LoFi => lo_fi::song(take),
        Character::SoloVoice => solo::song(take),
        Character::Ambient => ambient::song(take),
    };
    Song {
        sample_rate_hz: character.sample_rate_hz(),
        stereo,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn energy(samples: &[f32]) -> f64 {
        let sum: f64 = samples.iter().map(|&x| f64::from(x).powi(2)).sum();
        sum / samples.len() as f64
    }

    fn db(ratio: f64) -> f64 {
        10.0 * ratio.log10()
    }

    fn mean(samples: &[f32]) -> f64 {
        samples.iter().map(|&x| f64::from(x)).sum::<f64>() / samples.len() as f64
    }

    /// The most frames in a row that stay within a thousandth of the highest one.
    fn flattest_top(samples: &[f32]) -> usize {
        let peak = samples.iter().fold(0.0f32, |peak, x| peak.max(x.abs()));
        let is_top = |run: &[f32]| run.iter().all(|x| x.abs() > 0.999 * peak);
        (1..40)
            .take_while(|&length| samples.windows(length).any(is_top))
            .count()
    }

    /// How alike two signals are, from -1 to +1.
    fn likeness(one: &[f32], other: &[f32]) -> f64 {
        let product: f64 = one
            .iter()
            .zip(other)
            .map(|(&a, &b)| f64::from(a) * f64::from(b))
            .sum();
        let length = one.len().min(other.len());
        product / length as f64 / (energy(one) * energy(other)).sqrt()
    }

    fn states_the_facts(name: &str, song: &Song) {
        let [left, right] = &song.stereo;
        let length_s = left.len() as f64 / f64::from(song.sample_rate_hz);
        assert_eq!(left.len(), right.len(), "{name}");
        assert!((60.0..80.0).contains(&length_s), "{name}: {length_s} s");
        for channel in [left, right] {
            assert!(channel.iter().all(|x| x.is_finite()), "{name}: not finite");
            let offset = mean(channel);
            assert!(offset.abs() < 2e-4, "{name}: offset {offset}");
            // A pure tone of 50 Hz stays as near to its top for 13 frames, and a limiter holds it a little longer.
            let flat = flattest_top(channel);
            assert!(flat < 30, "{name}: {flat} frames at the top");
        }
        let balance_db = db(energy(left) / energy(right));
        assert!(balance_db.abs() < 0.5, "{name}: balance {balance_db} dB");
        let peak_dbtp = levels::true_peak_dbtp(&song.stereo);
        assert!(peak_dbtp <= -1.0, "{name}: {peak_dbtp} dBTP");
        // The tape runs faster at 48 kHz, which moves the weighting by a tenth of a decibel.
        let loudness_lufs = levels::loudness_lufs(&song.stereo);
        assert!(
            (-18.3..-10.0).contains(&loudness_lufs),
            "{name}: {loudness_lufs} LUFS"
        );
    }

    fn has_two_songs(character: Character) {
        let takes = [0, 1].map(|take| song(character, take));
        for (take, song) in takes.iter().enumerate() {
            states_the_facts(&format!("{} {take}", character.name()), song);
        }
        let [one, other] = takes.map(|song| song.stereo);
        let name = character.name();
        assert_ne!(one[0].len(), other[0].len(), "{name}: other tempos");
        let likeness = likeness(&one[0], &other[0]);
        assert!(likeness.abs() < 0.1, "{name}: alike by {likeness}");
    }

    #[test]
    fn every_kind_has_two_plausible_mixes() {
        std::thread::scope(|scope| {
            for half in Character::ALL.chunks(Character::ALL.len() / 2) {
                scope.spawn(|| half.iter().copied().for_each(has_two_songs));
            }
        });
    }

    #[test]
    fn a_song_is_the_same_every_time() {
        let play = || song(Character::SoloVoice, 0);
        assert!(play() == play());
        assert!(song(Character::SoloVoice, 2) == play(), "takes go in turns");
    }
}

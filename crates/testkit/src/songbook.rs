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

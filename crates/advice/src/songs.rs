//! The songs that are spoilt: the testkit's, or files.

use std::path::Path;

use triage::storage::AudioError;
use triage::storage::AudioReader;
use triage_testkit::songbook;
use triage_testkit::songbook::Character;

use crate::damage;
use crate::damage::Stereo;

/// An undamaged song, with headroom.
#[derive(Debug)]
pub struct Song {
    /// What it is called.
    pub name: String,
    /// Sample rate, Hz.
    pub rate_hz: f64,
    /// What is heard.
    pub stereo: Stereo,
}

/// A song and another of the same kind.
#[derive(Debug)]
pub struct Pair {
    /// The one that is spoilt.
    pub song: Song,
    /// The other one.
    pub other: Song,
}

/// The pair of a character.
#[must_use]
pub fn of_character(character: Character) -> Pair {
    let take = |take| {
        let song = songbook::song(character, take);
        let double = |channel: &Vec<f32>| channel.iter().map(|&sample| f64::from(sample)).collect();
        Song {
            name: character.name().to_owned(),
            rate_hz: f64::from(song.sample_rate_hz),
            stereo: damage::with_headroom(&[double(&song.stereo[0]), double(&song.stereo[1])]),
        }
    };
    Pair {
        song: take(0),
        other: take(1),
    }
}

/// A song and another one from files.
///
/// # Errors
///
/// When one cannot be read.
pub fn of_files(song: &Path, other: &Path) -> Result<Pair, AudioError> {
    Ok(Pair {
        song: of_file(song)?,
        other: of_file(other)?,
    })
}

fn of_file(path: &Path) -> Result<Song, AudioError> {
    let mut reader = AudioReader::open(path)?;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    while reader.read(&mut left, &mut right)? > 0 {}
    let double = |channel: Vec<f32>| channel.into_iter().map(f64::from).collect();
    Ok(Song {
        name: triage::listen::name_of(path),
        rate_hz: reader.info().sample_rate_hz,
        stereo: damage::with_headroom(&[double(left), double(right)]),
    })
}

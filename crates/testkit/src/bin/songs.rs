//! Writes the songs of the book as WAV files.

use std::path::PathBuf;
use std::process::ExitCode;

use triage_testkit::songbook::Character;
use triage_testkit::songbook::song;
use triage_testkit::wav::write_f32;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (folder, name) = (arguments.next().map(PathBuf::from), arguments.next());
    let is_wanted = |character: &Character| {
        name.as_ref()
            .is_none_or(|name| name.to_str() == Some(character.name()))
    };
    let wanted: Vec<Character> = Character::ALL.into_iter().filter(is_wanted).collect();
    let Some(folder) = folder.filter(|folder| folder.is_dir() && !wanted.is_empty()) else {
        eprintln!(
            "usage: triage-songs DIR [CHARACTER]\nDIR must exist; characters: {}",
            Character::ALL.map(Character::name).join(", ")
        );
        return ExitCode::from(2);
    };
    for character in wanted {
        for take in 0..2 {
            let path = folder.join(format!("{}-{take}.wav", character.name()));
            let song = song(character, take);
            if let Err(error) = write_f32(&path, song.sample_rate_hz, &song.stereo) {
                eprintln!("triage-songs: {error}");
                return ExitCode::FAILURE;
            }
            println!("{}", path.display());
        }
    }
    ExitCode::SUCCESS
}

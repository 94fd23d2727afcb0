//! The plug-in's own window, with the song playing.

use std::process::Command;

use super::Audio;
use crate::step::Step;
use crate::step::TaskError;
use crate::workspace;

/// Builds the program that opens it.
pub(super) fn build() -> Result<(), TaskError> {
    Step::cargo(
        "Triage in a window of its own",
        "build --release --package triage --bin triage",
    )
    .run()
}

/// Plays the mix with the window open, until somebody closes it.
pub(super) fn open(audio: &Audio) -> Result<(), TaskError> {
    let mut command = Command::new(workspace::release_program("triage"));
    command.arg("--play").arg(&audio.mix);
    command.env("TRIAGE_DATA_DIR", workspace::target().join("demo"));
    for reference in &audio.references {
        command.arg("--reference").arg(reference);
    }
    println!("==> {}", audio.mix.display());
    println!("    plays at the speed of the music; close the window to end");
    let status = command.status().map_err(TaskError::said)?;
    if status.success() {
        Ok(())
    } else {
        Err(TaskError::said("the window could not be shown; see above"))
    }
}

//! How good the advice is.

use std::process::Command;

use crate::step::TaskError;

/// Spoils songs in known ways and counts what the engine says; its arguments go through.
///
/// # Errors
///
/// When it does not build, or a target is missed.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    // Not on stdout, which is the score's.
    eprintln!("==> songs, spoilt in known ways, judged, and cured by the first move; some minutes");
    let status = Command::new("cargo")
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "triage-advice",
            "--",
        ])
        .args(arguments)
        .status()
        .map_err(|source| TaskError::Start {
            program: "cargo".to_owned(),
            source,
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(TaskError::said(
            "no score, or a target was missed; see above",
        ))
    }
}

//! How good the advice is.

use crate::step::TaskError;
use crate::step::cargo;

/// Spoils songs in known ways and counts what the engine says; its arguments go through.
///
/// # Errors
///
/// When it does not build, or a target is missed.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    // Not on stdout, which is the score's.
    eprintln!("==> songs, spoilt in known ways, judged, and cured by the first move; some minutes");
    let fixed = [
        "run",
        "--quiet",
        "--release",
        "--package",
        "triage-advice",
        "--",
    ];
    cargo(&fixed, arguments)
        .map_err(|_| TaskError::said("no score, or a target was missed; see above"))
}

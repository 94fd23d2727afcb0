//! What the engine costs beside other meters.

use crate::step::TaskError;
use crate::step::cargo;
use crate::step::timed;

/// Builds and runs the comparison; its arguments go through.
///
/// # Errors
///
/// When it does not build, mostly because the LV2 host library is missing, or fails.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    timed("the command line, which is compared with ffmpeg", || {
        cargo(
            &[
                "build",
                "--release",
                "--package",
                "triage",
                "--bin",
                "triage-cli",
            ],
            &[],
        )
    })?;
    timed("other meters on the same audio", || {
        cargo(&["run", "--release", "--package", "triage-peers", "--"], arguments)
    })
    .map_err(|_| {
        TaskError::said("the comparison did not run; it needs `apt-get install x42-plugins lsp-plugins-lv2 liblilv-dev pkg-config`")
    })
}

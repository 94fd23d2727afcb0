//! The plug-in under RealtimeSanitizer.

use std::path::PathBuf;
use std::process::Command;

use crate::bundle;
use crate::step::Step;
use crate::step::TaskError;

/// Plays fifteen minutes of music through the plug-in; the sanitizer ends the run at the first call that may wait.
///
/// # Errors
///
/// When the sanitizer is not part of the toolchain, or finds something.
pub fn run() -> Result<(), TaskError> {
    let library = sanitizer()?;
    let bundles = bundle::run()?;
    let arguments = format!(
        "run --release --package triage-testkit --features rtsan --bin triage-rtsan -- {}",
        bundles.clap.display()
    );
    Step::cargo(
        "fifteen minutes of music under RealtimeSanitizer",
        &arguments,
    )
    .with("RTSAN_ENABLE", "1")
    .with("RTSAN_LIB_PATH", library.display().to_string())
    .run()
}

/// The sanitizer that comes with the compiler.
fn sanitizer() -> Result<PathBuf, TaskError> {
    let told = Command::new("rustc")
        .args(["--print", "target-libdir"])
        .output()
        .map_err(|source| TaskError::Start {
            program: "rustc".to_owned(),
            source,
        })?;
    let folder = PathBuf::from(String::from_utf8_lossy(&told.stdout).trim());
    let library = folder.join("librustc-stable_rt.rtsan.a");
    if library.exists() {
        Ok(library)
    } else {
        Err(TaskError::said(format!(
            "{} is missing; RealtimeSanitizer comes with rustc on Linux and macOS",
            library.display()
        )))
    }
}

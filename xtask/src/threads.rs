//! Whether threads can break anything: every order of their steps in models, and the real types under ThreadSanitizer.

use std::process::Command;

use crate::step::Step;
use crate::step::TaskError;

const HOST: &str = "x86_64-unknown-linux-gnu";

/// Tries every order in which threads can come to their turns; names choose models.
///
/// # Errors
///
/// When a claim does not hold in one of them.
pub fn interleavings(models: &[String]) -> Result<(), TaskError> {
    let arguments = format!(
        "run --quiet --package triage-interleavings -- {}",
        models.join(" ")
    );
    Step::cargo("every order of the steps of threads, by loom", &arguments).run()
}

/// Runs what crosses threads, with the real queues, under ThreadSanitizer.
///
/// # Errors
///
/// When two threads touch the same memory at once, a test fails, or this is no Linux on x86-64.
pub fn tsan() -> Result<(), TaskError> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err(TaskError::said(format!(
            "the sanitizer is built for {HOST} here; run it there"
        )));
    }
    // The standard library is not built with the sanitizer, for which its sources would be needed (rust-src, a nightly
    // component). So what has a lock is left to the models, one test runs after the other, and what the library does at
    // the end of a thread is passed over (tsan.txt).
    let flags = "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer";
    let arguments = format!(
        "test --package triage-interleavings --test races --target {HOST} --target-dir target/tsan \
         -- bridge extremes --test-threads=1"
    );
    Step::cargo("the bridge, with the real queues, under ThreadSanitizer", &arguments)
        // The sanitizer is no stable option of the compiler.
        .with("RUSTC_BOOTSTRAP", "1")
        .with("RUSTFLAGS", flags)
        .with("TSAN_OPTIONS", "halt_on_error=1 suppressions=tsan.txt")
        .run()
}

/// Runs the same tests under Miri, where it can be had.
///
/// # Errors
///
/// When Miri is not installed, or finds something.
pub fn miri() -> Result<(), TaskError> {
    let known = Command::new("cargo")
        .args(["+nightly", "miri", "--version"])
        .output();
    if !known.is_ok_and(|known| known.status.success()) {
        return Err(TaskError::said(
            "Miri is missing; `rustup +nightly component add miri rust-src` installs it where the network allows it",
        ));
    }
    Step::cargo(
        "the bridge and the state under Miri",
        "+nightly miri test --package triage-interleavings --test races --target-dir target/miri",
    )
    .with("MIRIFLAGS", "-Zmiri-disable-isolation")
    .run()
}

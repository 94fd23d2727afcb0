//! What must hold before a change lands.

use crate::bundle;
use crate::licences;
use crate::step::Step;
use crate::step::TaskError;
use crate::step::timed;
use crate::threads;

/// Everything but the tests.
///
/// # Errors
///
/// At the first step that fails.
pub fn check() -> Result<(), TaskError> {
    rules()?;
    Step::cargo(
        "who may name whom, and how long files and functions are",
        "test --quiet --package triage --no-default-features --test it layering",
    )
    .run()?;
    bundle::run()?;
    Step::cargo("the programs build", "build --bins").run()
}

/// Everything.
///
/// # Errors
///
/// At the first step that fails.
pub fn test() -> Result<(), TaskError> {
    // Tests open windows; better told now than after minutes of building.
    #[cfg(target_os = "linux")]
    crate::x11::server([64, 64])?;
    rules()?;
    // The tests host the plug-in that is shipped, so it comes first.
    bundle::run()?;
    Step::cargo("the programs build", "build --bins").run()?;
    threads::interleavings(&[])?;
    Step::cargo(
        "all tests, the examples in the documentation among them",
        "test",
    )
    .run()?;
    println!("\neverything holds");
    Ok(())
}

fn rules() -> Result<(), TaskError> {
    Step::cargo("the sources are formatted", "fmt --all --check").run()?;
    timed("licences and sources of all dependencies", || {
        licences::check().map(|told| println!("    {told}"))
    })?;
    Step::cargo(
        "no lint complains, in any target",
        "clippy --all-targets -- -D warnings",
    )
    .run()?;
    Step::cargo(
        "the documentation has no holes",
        "doc --no-deps --document-private-items",
    )
    .with("RUSTDOCFLAGS", "-D warnings")
    .run()
}

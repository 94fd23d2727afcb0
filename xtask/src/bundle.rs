//! The plug-in as it is shipped.

use std::path::PathBuf;

use crate::step::TaskError;
use crate::step::timed;
use crate::workspace;

/// The two bundles of the plug-in.
#[derive(Clone, Debug)]
pub struct Bundles {
    /// For CLAP hosts.
    pub clap: PathBuf,
    /// For VST3 hosts.
    pub vst3: PathBuf,
}

/// Builds the plug-in for release and puts it where hosts can use it.
///
/// # Errors
///
/// When it does not build, or a bundle is missing afterwards.
pub fn run() -> Result<Bundles, TaskError> {
    let bundles = timed("the plug-in, built for release and bundled", || {
        let arguments = ["bundle", "triage", "--release"].map(str::to_owned);
        nice_plug_xtask::main_with_args("cargo xtask", arguments).map_err(|error| {
            TaskError::said(format!(
                "{error:#}; to see it again: cargo build --release --package triage"
            ))
        })?;
        found()
    })?;
    println!(
        "    {}\n    {}",
        bundles.clap.display(),
        bundles.vst3.display()
    );
    Ok(bundles)
}

fn found() -> Result<Bundles, TaskError> {
    let folder = workspace::target().join("bundled");
    let bundle = |name: &str| {
        let path = folder.join(name);
        if path.exists() {
            Ok(path)
        } else {
            Err(TaskError::said(format!(
                "{} was not made; is the feature `plugin` on, and does the library export its plug-ins",
                path.display()
            )))
        }
    };
    Ok(Bundles {
        clap: bundle("Triage.clap")?,
        vst3: bundle("Triage.vst3")?,
    })
}

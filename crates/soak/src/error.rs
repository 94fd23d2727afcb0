//! Why a soak could not go on.

use std::path::PathBuf;

use triage_testkit::host::HostError;

/// Why a soak could not go on.
#[derive(Debug, thiserror::Error)]
pub enum SoakError {
    /// The command line makes no sense.
    #[error("{0}\nusage: triage-soak PLUGIN.clap [--hours N] [--seed S] [--json]")]
    Usage(String),
    /// The plug-in refuses something.
    #[error(transparent)]
    Host(#[from] HostError),
    /// It ended here.
    #[error("scene {scene}: {source}; --seed {seed} repeats it")]
    Scene {
        /// The scene, from 1.
        scene: u64,
        /// What decides.
        seed: u64,
        /// What was wrong.
        source: Box<SoakError>,
    },
    /// A report cannot be read.
    #[error("{path}: {reason}; nobody but Triage should write there")]
    Report {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything that needs a sentence of its own.
    #[error("{0}")]
    Said(String),
}

//! What can go wrong on the command line, and its exit code.

use std::io;

use crate::listen::ListenError;
use crate::storage::ProfileError;
use crate::storage::WriteError;

/// Why a command ended without doing its work.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// What was typed makes no sense.
    #[error("{0}")]
    Usage(String),
    /// An audio file.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// A profile.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// A file.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The answer could not be put into words of a machine.
    #[error("cannot write the report as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The standard output.
    #[error("cannot write to the standard output: {0}; use --output FILE")]
    Stdout(#[source] io::Error),
}

impl CliError {
    /// The exit code, as documented in `--help`.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Listen(_) | Self::Profile(_) => 3,
            Self::Write(_) | Self::Json(_) | Self::Stdout(_) => 4,
        }
    }
}

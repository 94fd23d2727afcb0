//! What can go wrong, and its exit code: the same codes as the command line's.

use crate::storage::AudioError;

/// Why the program ended without doing its work.
#[derive(Debug, thiserror::Error)]
pub(super) enum StandaloneError {
    /// What was typed makes no sense.
    #[error("{0}")]
    Usage(String),
    /// An audio file.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// No window.
    #[error(
        "cannot open a window: {0}; on a computer without a screen, `triage-cli analyze FILE` gives the same answer"
    )]
    Window(String),
    /// No thread for the audio.
    #[error("cannot start playing: {0}; close some programs, then try again")]
    Thread(#[source] std::io::Error),
}

impl StandaloneError {
    /// The exit code, as documented in `--help`.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Audio(_) => 3,
            Self::Window(_) | Self::Thread(_) => 4,
        }
    }
}

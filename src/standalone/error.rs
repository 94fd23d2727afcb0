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
    /// No sound card, or one that cannot do what is needed.
    #[cfg(feature = "standalone")]
    #[error(
        "cannot use the sound card ({0}); connect one, start JACK, or choose another --input or --sample-rate; \
         `triage --play FILE` needs none"
    )]
    Card(String),
    /// Nobody said what to listen to.
    #[cfg(feature = "standalone")]
    #[error(
        "choose what to listen to with --input, or play a file with --play; the inputs are:\n  {0}"
    )]
    NoInput(String),
    /// Nothing to listen to by that name.
    #[cfg(feature = "standalone")]
    #[error("no {kind} is called \"{name}\"; choose one of these with --input:\n  {names}")]
    Input {
        /// Input or JACK port.
        kind: &'static str,
        /// What was asked for.
        name: String,
        /// What there is.
        names: String,
    },
    /// The framework's wrapper gave up, and does not say why.
    #[cfg(feature = "standalone")]
    #[error(
        "cannot listen: the sound card or the window could not be opened; close other programs that use the sound \
         card, and check that this computer has a screen"
    )]
    Refused,
}

impl StandaloneError {
    /// The exit code, as documented in `--help`.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Audio(_) => 3,
            Self::Window(_) | Self::Thread(_) => 4,
            #[cfg(feature = "standalone")]
            Self::NoInput(_) | Self::Input { .. } => 2,
            #[cfg(feature = "standalone")]
            Self::Card(_) | Self::Refused => 4,
        }
    }
}

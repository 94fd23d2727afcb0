//! A CLAP host for plug-ins as they are shipped: loads the built library, streams audio through it with a transport,
//! and keeps what comes out. On Linux it opens the editor, too.

#[cfg(target_os = "linux")]
pub mod editor;
pub mod instance;
pub mod library;
pub mod music;
pub mod ports;
pub mod stream;
pub mod take;
pub mod told;

mod handlers;

use std::path::PathBuf;

/// Why a plug-in could not be hosted.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The file is missing or no CLAP library.
    #[error("cannot load {path}: {reason}; run `cargo xtask bundle` first")]
    Load {
        /// The library.
        path: PathBuf,
        /// What the loader says.
        reason: String,
    },
    /// The library holds no plug-in.
    #[error("{0} holds no plug-in")]
    Empty(PathBuf),
    /// The plug-in refused.
    #[error("the plug-in refuses to {what}: {reason}")]
    Refused {
        /// What it was asked for.
        what: &'static str,
        /// What it says.
        reason: String,
    },
    /// The plug-in lacks an extension that is needed.
    #[error("the plug-in has no {0}")]
    Missing(&'static str),
    /// The editor's window cannot be handled.
    #[cfg(target_os = "linux")]
    #[error(transparent)]
    Display(#[from] crate::display::DisplayError),
    /// The audio does not fit the plug-in or the call.
    #[error("the audio does not fit: {0}")]
    Audio(String),
}

impl HostError {
    fn refused(what: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Refused {
            what,
            reason: reason.to_string(),
        }
    }
}

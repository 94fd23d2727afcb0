//! Why a version could not be kept or found, in words for the person at the desk.

use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::model::version::VERSION_SCHEMA;
use crate::storage::atomic::WriteError;

/// A version that could not be kept or found, and why.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    /// It is not there.
    #[error(
        "cannot read version {}: the file is not there; bring it back, or delete the version", .0.display()
    )]
    Missing(PathBuf),
    /// The disk or the rights.
    #[error(
        "cannot read {}: {source}; check that the disk is there and that you may read it", path.display()
    )]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The right schema and a wrong content, or no content.
    #[error(
        "cannot read version {}: it is damaged ({what}); bring the file back from a backup, or delete the version",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Another file of Triage.
    #[error(
        "cannot read version {}: it is a {schema} file, not a version; bring the version back from a backup",
        path.display()
    )]
    OtherSchema {
        /// The file.
        path: PathBuf,
        /// What it says it is.
        schema: String,
    },
    /// Written by a later program.
    #[error(
        "cannot read version {}: it has format {schema}, this program reads {VERSION_SCHEMA}; update Triage",
        path.display()
    )]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its format.
        schema: String,
    },
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It would not come back as it was, so it was not written.
    #[error("did not keep version {}: {what}; what was kept before is untouched", path.display())]
    Refused {
        /// The file that was not written.
        path: PathBuf,
        /// Why not.
        what: String,
    },
}

impl VersionError {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            source,
        }
    }

    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            what: what.into(),
        }
    }

    pub(super) fn refused(path: &Path, what: impl Into<String>) -> Self {
        Self::Refused {
            path: path.to_owned(),
            what: what.into(),
        }
    }
}

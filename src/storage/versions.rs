//! Versions on disk: one file each, and one journal per song of what a list shows of them.

use std::path::Path;
use std::path::PathBuf;

use crate::model::version::Version;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;

/// A version that could not be kept or found, and why.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    /// It is not there.
    #[error("{} is not there", .0.display())]
    Missing(PathBuf),
}

/// The folder of all versions of all songs.
#[derive(Clone, Debug)]
pub struct VersionStore {
    folder: PathBuf,
}

impl VersionStore {
    /// Of that folder, which need not exist before the first version is kept.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Keeps a version: its file, then a line in the journal.
    ///
    /// # Errors
    ///
    /// When it cannot be written; what was kept before stays as it was.
    pub fn save(&self, version: &Version) -> Result<(), VersionError> {
        let _ = (version, &self.folder);
        unimplemented!()
    }

    /// Keeps what a person wrote of a version.
    ///
    /// # Errors
    ///
    /// As [`VersionStore::save`].
    pub fn save_head(&self, head: &VersionHead) -> Result<(), VersionError> {
        let _ = head;
        unimplemented!()
    }

    /// All versions of a song that are known here, the first captured first.
    ///
    /// # Errors
    ///
    /// When the folder is there and cannot be read. A song that was never kept here has no versions, which is no error.
    pub fn heads(&self, root: VersionId) -> Result<Vec<VersionHead>, VersionError> {
        let _ = root;
        unimplemented!()
    }

    /// One version of a song, whole.
    ///
    /// # Errors
    ///
    /// When it is missing, damaged, or of a later program.
    pub fn load(&self, root: VersionId, id: VersionId) -> Result<Version, VersionError> {
        let _ = (root, id);
        unimplemented!()
    }
}

/// Writes a report under a name made from its title, beside those that are there.
///
/// # Errors
///
/// When it cannot be written.
pub fn save_report(
    folder: &Path,
    title: &str,
    markdown: &str,
) -> Result<PathBuf, crate::storage::WriteError> {
    let _ = (folder, title, markdown);
    unimplemented!()
}

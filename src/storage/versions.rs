//! Versions on disk: one file each, and one journal per song of what a list shows of them.
//!
//! ```text
//! <folder>/<root>/00003-<id>.json   a version, written once
//! <folder>/<root>/journal.jsonl     what lists show, one state of a version per line, the newest counts
//! <folder>/<root>/lock              empty; held by whoever writes here
//! ```
//!
//! The files of the versions are the truth, and the journal saves reading them: names, notes and marks are in it alone.
//! A version without a line, because Triage was killed in between or the journal is lost, is listed from its own file
//! and gets a line then. A line without a file is left out of lists and stays: another computer may still be copying
//! the file here.

mod body;
mod error;
mod journal;
mod song;

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use crate::model::version::Version;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;
use crate::storage::atomic::WriteError;
use crate::storage::atomic::write_atomically;
use crate::storage::versions::journal::Journal;
use crate::storage::versions::song::Song;

pub use crate::storage::versions::error::VersionError;

/// How long to wait for another Triage that writes to the same song. One save takes a fraction of a second.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(5);

/// The folder of all versions of all songs.
///
/// Several programs and computers may share it. Nothing in it is ever deleted or rewritten.
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

    /// Keeps a version: its file, then a line in the journal. Once the file is there the version is kept, and lists
    /// have it even where the line could not be written.
    ///
    /// # Errors
    ///
    /// When it cannot be written, is larger than 8 MiB, or is kept already; what was kept before stays as it was.
    pub fn save(&self, version: &Version) -> Result<(), VersionError> {
        let song = self.song(version.head.root);
        let path = song.body_path(&version.head);
        let bytes = body::to_bytes(version).map_err(|what| VersionError::refused(&path, what))?;
        let lock = song
            .open_to_write(LOCK_WAIT_MAX)
            .map_err(|source| write_error(&path, source))?;
        if std::fs::symlink_metadata(&path).is_ok() {
            return Err(VersionError::refused(&path, "it is kept already"));
        }
        write_atomically(&path, &bytes)?;
        // Without the line the next list reads the file itself, and writes the line then.
        let _ = journal::append(&song.journal_path(), &lock, [&version.head]);
        Ok(())
    }

    /// Keeps what a person wrote of a version.
    ///
    /// # Errors
    ///
    /// As [`VersionStore::save`].
    pub fn save_head(&self, head: &VersionHead) -> Result<(), VersionError> {
        let song = self.song(head.root);
        let path = song.journal_path();
        body::check_head(head).map_err(|what| VersionError::refused(&path, what))?;
        let lock = song
            .open_to_write(LOCK_WAIT_MAX)
            .map_err(|source| write_error(&path, source))?;
        journal::append(&path, &lock, [head]).map_err(|source| write_error(&path, source))
    }

    /// All versions of a song that are known here, the first captured first. Damaged files are left out.
    ///
    /// Ten thousand versions take some 50 ms, or 100 ms from a cold disk: only the files that the journal does not know are opened.
    ///
    /// # Errors
    ///
    /// When the folder is there and cannot be read. A song that was never kept here has no versions, which is no error.
    pub fn heads(&self, root: VersionId) -> Result<Vec<VersionHead>, VersionError> {
        let song = self.song(root);
        // The files before the journal: whatever was saved in between then has its line.
        let bodies = song.bodies()?;
        let Journal { mut heads, later } = journal::read(&song.journal_path(), root)?;
        let mut listed = Vec::with_capacity(bodies.len());
        let mut recovered = Vec::new();
        for (id, path) in &bodies {
            if let Some(head) = heads.remove(id) {
                listed.push(head);
            } else if let Ok(head) = body::load_head(path)
                && (head.id, head.root) == (*id, root)
            {
                recovered.push(head);
            }
        }
        // What a later program wrote of a version is not overwritten by less.
        let unlisted: Vec<_> = recovered
            .iter()
            .filter(|h| !later.contains(&h.id))
            .collect();
        if !unlisted.is_empty()
            && let Ok(lock) = song.open_to_write(Duration::ZERO)
        {
            // Next time it is quicker; a disk that takes nothing is no reason to show nothing.
            let _ = journal::append(&song.journal_path(), &lock, unlisted);
        }
        listed.append(&mut recovered);
        listed.sort_unstable_by_key(|head| (head.captured_unix_s, head.number, head.id));
        Ok(listed)
    }

    /// One version of a song, whole. Its name, note and mark are those it was captured with; [`VersionStore::heads`]
    /// has the newest.
    ///
    /// # Errors
    ///
    /// When it is missing, damaged, or of a later program.
    pub fn load(&self, root: VersionId, id: VersionId) -> Result<Version, VersionError> {
        let song = self.song(root);
        let bodies = song.bodies()?;
        let Some((_, path)) = bodies.into_iter().find(|(found, _)| *found == id) else {
            return Err(VersionError::Missing(song.any_body_path(id)));
        };
        let version = body::load(&path)?;
        if (version.head.id, version.head.root) != (id, root) {
            return Err(VersionError::damaged(&path, "it is about another version"));
        }
        Ok(version)
    }

    fn song(&self, root: VersionId) -> Song {
        Song::new(&self.folder, root)
    }
}

/// Checks what a version from outside says of itself: its texts, its measurement, its references.
///
/// # Errors
///
/// What is impossible in it, in words.
pub fn check_version(version: &Version) -> Result<(), String> {
    body::check(version)
}

fn write_error(path: &Path, source: std::io::Error) -> VersionError {
    VersionError::Write(WriteError {
        path: path.to_owned(),
        source,
    })
}

//! The folder of one song: what is in it, and who may write there.

use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use crate::model::version::VersionHead;
use crate::model::version::VersionId;
use crate::storage::atomic::is_temporary;
use crate::storage::atomic::sync_folder;
use crate::storage::versions::error::VersionError;

/// How often to ask for a lock that another holds.
const LOCK_INTERVAL: Duration = Duration::from_millis(5);

/// Where files cannot be locked, a temporary file of this age belongs to nobody: writing one takes seconds at most.
const TEMPORARY_AGE_MAX: Duration = Duration::from_secs(3600);

/// The folder of one song.
#[derive(Debug)]
pub(super) struct Song {
    folder: PathBuf,
}

/// The right to write to a song, given back when dropped, and by the system when the process ends in whatever way.
#[derive(Debug)]
pub(super) struct Lock {
    /// `None` on disks that cannot lock, such as some network shares.
    file: Option<File>,
}

impl Lock {
    /// Whether nobody else writes to the song.
    pub(super) fn is_exclusive(&self) -> bool {
        self.file.is_some()
    }
}

impl Song {
    pub(super) fn new(folder: &Path, root: VersionId) -> Self {
        Self {
            folder: folder.join(root.to_string()),
        }
    }

    pub(super) fn journal_path(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }

    pub(super) fn body_path(&self, head: &VersionHead) -> PathBuf {
        self.folder
            .join(format!("{:05}-{}.json", head.number, head.id))
    }

    /// How to call a version of which only the id is known.
    pub(super) fn any_body_path(&self, id: VersionId) -> PathBuf {
        self.folder.join(format!("*-{id}.json"))
    }

    /// The files of the versions by their ids; none where the song was never kept. Links and pipes are left out: they
    /// lead out of the folder, or nowhere.
    pub(super) fn bodies(&self) -> Result<Vec<(VersionId, PathBuf)>, VersionError> {
        let fault = |source| VersionError::read(&self.folder, source);
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(fault)?,
        };
        let mut bodies = Vec::new();
        for entry in entries {
            let entry = entry.map_err(fault)?;
            let id = entry.file_name().to_str().and_then(id_of);
            let is_file = || entry.file_type().is_ok_and(|found| found.is_file());
            if let Some(id) = id.filter(|_| is_file()) {
                bodies.push((id, entry.path()));
            }
        }
        // A file that was copied under another number is the same version.
        bodies.sort_unstable();
        bodies.dedup_by_key(|(id, _)| *id);
        Ok(bodies)
    }

    /// Makes the folder if need be, waits until nobody else writes there, and clears what was left half-written by
    /// processes that were killed.
    pub(super) fn open_to_write(&self, wait_max: Duration) -> io::Result<Lock> {
        if !self.folder.is_dir() {
            std::fs::create_dir_all(&self.folder)?;
            sync_folder(&self.folder);
        }
        let lock = self.lock(wait_max)?;
        self.clear(&lock);
        Ok(lock)
    }

    fn lock(&self, wait_max: Duration) -> io::Result<Lock> {
        let path = self.folder.join("lock");
        // A pipe is never opened: that would wait for whoever reads from it.
        if std::fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Ok(Lock { file: None });
        }
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let deadline = Instant::now() + wait_max;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { file: Some(file) }),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    std::thread::sleep(LOCK_INTERVAL);
                }
                Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
                Err(TryLockError::Error(_)) => return Ok(Lock { file: None }),
            }
        }
    }

    /// Whoever holds the lock is the only writer, so every temporary file is of a process that is gone.
    fn clear(&self, lock: &Lock) {
        let is_old = |path: &Path| {
            let age = std::fs::symlink_metadata(path)
                .and_then(|found| found.modified())
                .map(|modified| modified.elapsed().unwrap_or_default());
            age.is_ok_and(|age| age > TEMPORARY_AGE_MAX)
        };
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.flatten() {
            let is_ours = entry.file_name().to_str().is_some_and(is_temporary);
            if is_ours && (lock.is_exclusive() || is_old(&entry.path())) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// The version that a file name tells, `00003-<id>.json`.
fn id_of(name: &str) -> Option<VersionId> {
    let (number, id) = name.strip_suffix(".json")?.split_once('-')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    VersionId::parse(id).filter(|_| is_number)
}

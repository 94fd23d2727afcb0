//! Writes files so that nobody ever sees half of one.

use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

/// What the names of temporary files begin and end with.
const PREFIX: &str = ".triage-";
const SUFFIX: &str = ".tmp";

/// Names to try for the temporary file before something else must be wrong.
const NAMES_TRIED_MAX: u32 = 100;

/// A file that could not be written. Nothing half-written is left behind.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {}", path.display(), advice(source))]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// Replaces a file as a whole: whoever reads it sees the old bytes or the new ones.
///
/// Written beside it under another name, flushed to the disk, then renamed. A symbolic link is followed. What is no
/// file but takes bytes, such as a pipe or `/dev/stdout`, gets them directly and stays what it is.
///
/// # Errors
///
/// When the folder is missing or read-only, or the disk is full. The text says what to do.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let written = if is_stream(path) {
        OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut stream| stream.write_all(bytes))
    } else {
        replace(&target, bytes)
    };
    written.map_err(|source| WriteError {
        path: path.to_owned(),
        source,
    })
}

/// Whether there is something that a rename would destroy: a device or a pipe.
fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Whether the path leads to a regular file.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file())
}

/// Whether both paths lead to the same file. False where either leads nowhere.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Whether a file of this name was being written when its process was killed, or is being written now.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    if target.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let (temporary, mut file) = Temporary::beside(target)?;
    if let Ok(metadata) = std::fs::metadata(target) {
        // A file that was private stays private; where the system refuses, the new one has the usual rights.
        let _ = file.set_permissions(metadata.permissions());
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&temporary.path, target)?;
    sync_folder(target);
    Ok(())
}

/// A file under a name of its own, gone when dropped unless it was renamed.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// The name is short and its own, so that the longest file name still works.
    fn beside(target: &Path) -> io::Result<(Self, File)> {
        // Two writers in one process get two names; two processes have two ids.
        static SERIAL: AtomicU32 = AtomicU32::new(0);
        if target.file_name().is_none() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        for _ in 0..NAMES_TRIED_MAX {
            let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
            let name = format!("{PREFIX}{}-{serial}{SUFFIX}", std::process::id());
            let path = target.with_file_name(name);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((Self { path }, file)),
                // Left behind by a process of the same number that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing under this name, which is no fault.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Makes the name of a new file or folder survive a power cut, where the system can do that.
pub(super) fn sync_folder(target: &Path) {
    if cfg!(unix) {
        let folder = target
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
    }
}

fn advice(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the folder does not exist; create it first".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is not a folder; check it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder; name a file in it".to_owned(),
        io::ErrorKind::AlreadyExists => {
            "something else has its name or that of its folder; move that away".to_owned()
        }
        io::ErrorKind::WouldBlock => {
            "another Triage is writing there; wait a moment, then try again".to_owned()
        }
        io::ErrorKind::InvalidInput => "that is no file name; name a file".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "permission denied; choose a folder you may write to".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; choose another".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; free some space, then try again".to_owned()
        }
        io::ErrorKind::FileTooLarge => {
            "the system allows no larger file there; choose another disk".to_owned()
        }
        _ => format!("{error}; check the disk, then try again"),
    }
}

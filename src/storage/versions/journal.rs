//! The journal of a song: one state of a version per line, appended and never rewritten.
//!
//! A torn line needs no checksum to be told: nothing short of its last brace is a JSON object.

use std::collections::HashMap;
use std::collections::HashSet;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::path::Path;

use serde::Deserialize;
use serde::Serialize;

use crate::model::version::VersionHead;
use crate::model::version::VersionId;
use crate::storage::atomic::sync_folder;
use crate::storage::versions::body;
use crate::storage::versions::error::VersionError;
use crate::storage::versions::song::Lock;

/// Schema of the lines this program writes, and the only one it reads.
const LINE_SCHEMA: &str = "triage.version-head/1";

/// Room for 100,000 lines. Of a longer journal the newest lines count; what they do not tell is in the versions.
const JOURNAL_BYTES_MAX: u64 = 64 << 20;

/// No name and no note makes a line this long.
const LINE_BYTES_MAX: usize = 256 << 10;

/// What a journal tells.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// The newest state of each version.
    pub(super) heads: HashMap<VersionId, VersionHead>,
    /// Versions with lines of a later program, which say more than this one can.
    pub(super) later: HashSet<VersionId>,
}

#[derive(Serialize)]
struct LineOut<'a> {
    schema: &'a str,
    head: &'a VersionHead,
}

#[derive(Deserialize)]
struct Line {
    schema: String,
    head: VersionHead,
}

/// As much of a line as every program writes.
#[derive(Deserialize)]
struct AnyLine {
    schema: String,
    head: AnyHead,
}

#[derive(Deserialize)]
struct AnyHead {
    id: VersionId,
}

/// Reads a journal; empty where there is none, or something that is no file. Lines that tell nothing are passed over.
pub(super) fn read(path: &Path, root: VersionId) -> Result<Journal, VersionError> {
    let bytes = newest_bytes(path).map_err(|source| VersionError::read(path, source))?;
    let mut journal = Journal::default();
    for line in bytes.split(|&byte| byte == b'\n') {
        if line.len() <= LINE_BYTES_MAX {
            journal.take(line, root);
        }
    }
    Ok(journal)
}

impl Journal {
    fn take(&mut self, line: &[u8], root: VersionId) {
        match serde_json::from_slice::<Line>(line) {
            Ok(Line { schema, head }) if schema == LINE_SCHEMA => {
                let is_ours = head.root == root && body::check_head(&head).is_ok();
                // Of the same moment, the line written last counts.
                let is_newest = self
                    .heads
                    .get(&head.id)
                    .is_none_or(|known| known.edited_unix_ms <= head.edited_unix_ms);
                if is_ours && is_newest {
                    self.heads.insert(head.id, head);
                }
            }
            _ => {
                if let Ok(line) = serde_json::from_slice::<AnyLine>(line)
                    && line.schema != LINE_SCHEMA
                {
                    self.later.insert(line.head.id);
                }
            }
        }
    }
}

fn newest_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let is_file = match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        found => found?.is_file(),
    };
    if !is_file {
        return Ok(bytes);
    }
    let mut file = File::open(path)?;
    let before = file.metadata()?.len().saturating_sub(JOURNAL_BYTES_MAX);
    file.seek(SeekFrom::Start(before))?;
    file.take(JOURNAL_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Appends lines in one write, and flushes them to the disk. All of them are in the journal afterwards, or none.
pub(super) fn append<'a>(
    path: &Path,
    lock: &Lock,
    heads: impl IntoIterator<Item = &'a VersionHead>,
) -> io::Result<()> {
    let found = std::fs::symlink_metadata(path);
    if found.as_ref().is_ok_and(|found| !found.is_file()) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::new();
    if !ends_a_line(&mut file, length)? {
        // Torn by a process that was killed; what follows must not merge with it.
        bytes.push(b'\n');
    }
    for head in heads {
        let schema = LINE_SCHEMA;
        serde_json::to_writer(&mut bytes, &LineOut { schema, head })?;
        bytes.push(b'\n');
    }
    let written = file.write_all(&bytes).and_then(|()| file.sync_all());
    if written.is_err() && lock.is_exclusive() {
        // On a full disk a part may have been written.
        let _ = file.set_len(length);
    }
    if found.is_err() {
        sync_folder(path);
    }
    written
}

/// Whether the last byte ends a line, or there is none.
fn ends_a_line(file: &mut File, length: u64) -> io::Result<bool> {
    let Some(last) = length.checked_sub(1) else {
        return Ok(true);
    };
    let mut byte = [0];
    file.seek(SeekFrom::Start(last))?;
    file.read_exact(&mut byte)?;
    Ok(byte == *b"\n")
}

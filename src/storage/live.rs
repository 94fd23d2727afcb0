//! Stand-in for the live report writer.

use std::path::Path;
use std::path::PathBuf;

/// Why reports cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum LiveError {
    /// The folder is not there.
    #[error("{0} is not a folder")]
    Folder(PathBuf),
}

/// Writes the newest report to a file.
#[derive(Debug)]
pub struct LiveReportWriter {
    path: PathBuf,
}

impl LiveReportWriter {
    /// Starts.
    ///
    /// # Errors
    ///
    /// When the folder is not there.
    pub fn start(folder: &Path, stem: &str) -> Result<Self, LiveError> {
        if !folder.is_dir() {
            return Err(LiveError::Folder(folder.to_path_buf()));
        }
        Ok(Self {
            path: folder.join(format!("{stem}.json")),
        })
    }

    /// Hands over the newest report.
    pub fn send(&self, json: Vec<u8>) {
        let _ = std::fs::write(&self.path, json);
    }
}

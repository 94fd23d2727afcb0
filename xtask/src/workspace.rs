//! Where things are.

use std::path::Path;
use std::path::PathBuf;

use crate::step::TaskError;

/// The folder of the project.
#[must_use]
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Makes the folder of the project the current one.
///
/// # Errors
///
/// When it is gone.
pub fn enter() -> Result<(), TaskError> {
    let root = root();
    std::env::set_current_dir(&root).map_err(|source| TaskError::File { path: root, source })
}

/// The folder that cargo builds into.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program of the release build.
#[must_use]
pub fn release_program(name: &str) -> PathBuf {
    target()
        .join("release")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Creates a folder and those above it.
///
/// # Errors
///
/// When it cannot be created.
pub fn create_folder(path: &Path) -> Result<(), TaskError> {
    std::fs::create_dir_all(path).map_err(|source| TaskError::File {
        path: path.to_owned(),
        source,
    })
}

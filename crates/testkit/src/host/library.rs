//! A loaded plug-in library.

use std::ffi::CString;
use std::path::Path;
use std::path::PathBuf;

use clack_host::prelude::PluginEntry;

use crate::host::HostError;

/// What a library says about its first plug-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Stable identifier.
    pub id: String,
    /// Name shown in hosts.
    pub name: String,
    /// Version.
    pub version: String,
    /// Keywords, such as `analyzer`.
    pub features: Vec<String>,
}

/// A loaded plug-in library. Its first plug-in is the one that is hosted.
pub struct Library {
    pub(super) entry: PluginEntry,
    pub(super) id: CString,
    description: Description,
}

impl Library {
    /// Loads a `.clap`.
    ///
    /// # Errors
    ///
    /// When it is missing, is no CLAP library, or holds no plug-in.
    pub fn load(path: &Path) -> Result<Self, HostError> {
        let owned = || PathBuf::from(path);
        // SAFETY: loading runs the library's initialisers. The path is one that the caller wants to run.
        let entry = unsafe { PluginEntry::load(path) }.map_err(|error| HostError::Load {
            path: owned(),
            reason: error.to_string(),
        })?;
        let factory = entry
            .get_plugin_factory()
            .ok_or_else(|| HostError::Empty(owned()))?;
        let descriptor = factory
            .plugin_descriptors()
            .next()
            .ok_or_else(|| HostError::Empty(owned()))?;
        let id = descriptor.id().ok_or_else(|| HostError::Empty(owned()))?;
        let text = |text: Option<&std::ffi::CStr>| {
            text.map_or_else(String::new, |text| text.to_string_lossy().into_owned())
        };
        let description = Description {
            id: text(Some(id)),
            name: text(descriptor.name()),
            version: text(descriptor.version()),
            features: descriptor
                .features()
                .map(|feature| text(Some(feature)))
                .collect(),
        };
        let id = id.to_owned();
        Ok(Self {
            entry,
            id,
            description,
        })
    }

    /// What it says about its plug-in.
    #[must_use]
    pub fn description(&self) -> &Description {
        &self.description
    }
}

//! What a project keeps besides the parameters: the references, as numbers, and the issues set aside. Audio stays where
//! it is.

pub mod ignored;

mod versioned;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Acquire;
use std::sync::atomic::Ordering::Release;

use nice_plug::params::persist::PersistentField;
use serde::Deserialize;
use serde::Serialize;

use crate::model::profile::Profile;
use crate::model::profile::REFERENCES_MAX;
use crate::model::report::ReferenceInfo;
use crate::storage::check_profile;

/// Format of the saved references this version writes, and the only one it reads.
const FORMAT: u32 = 1;

/// The references of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedReferences {
    /// Format; what a newer Triage saved is left alone.
    pub format: u32,
    /// The references by name and path.
    #[serde(default)]
    pub references: Vec<ReferenceInfo>,
    /// Their numbers; `None` while there is no reference.
    #[serde(default)]
    pub profile: Option<Profile>,
}

impl Default for SavedReferences {
    fn default() -> Self {
        Self {
            format: FORMAT,
            references: Vec::new(),
            profile: None,
        }
    }
}

impl SavedReferences {
    /// The same if it can be used, else none at all: half a set of references would be judged against silently.
    fn usable(self) -> Self {
        let profile_is_usable = self
            .profile
            .as_ref()
            .is_none_or(|profile| check_profile(profile).is_ok());
        let is_usable =
            self.format == FORMAT && self.references.len() <= REFERENCES_MAX && profile_is_usable;
        if is_usable { self } else { Self::default() }
    }
}

/// Holds the references for the host, which saves and loads them, and tells the worker when they changed.
#[derive(Debug, Default)]
pub struct ReferenceCell {
    saved: Mutex<SavedReferences>,
    revision: AtomicU64,
}

impl ReferenceCell {
    /// Grows whenever the references were replaced.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision.load(Acquire)
    }

    /// The references now.
    #[must_use]
    pub fn get(&self) -> SavedReferences {
        self.map(Clone::clone)
    }

    /// Replaces the references; what cannot be used counts as none.
    pub fn replace(&self, references: SavedReferences) {
        *self.saved.lock().unwrap_or_else(PoisonError::into_inner) = references.usable();
        self.revision.fetch_add(1, Release);
    }
}

impl PersistentField<'_, SavedReferences> for ReferenceCell {
    fn set(&self, new_value: SavedReferences) {
        self.replace(new_value);
    }

    fn map<F, R>(&self, f: F) -> R
    where
        F: Fn(&SavedReferences) -> R,
    {
        f(&self.saved.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bands::THIRD_OCTAVES;
    use crate::model::profile::ProfileBasis;

    fn flat_profile() -> Profile {
        Profile {
            low_db: [-3.0; THIRD_OCTAVES],
            high_db: [3.0; THIRD_OCTAVES],
            integrated_lufs: Some(-14.0),
            true_peak_dbtp: Some(-1.0),
            ..Profile::flat("flat", ProfileBasis::Measured)
        }
    }

    fn saved(profile: Profile) -> SavedReferences {
        SavedReferences {
            profile: Some(profile),
            ..SavedReferences::default()
        }
    }

    /// Loads what was written for `saved` and says what the cell holds then.
    fn loaded(saved: &SavedReferences) -> SavedReferences {
        let json = serde_json::to_string(saved).unwrap();
        let cell = ReferenceCell::default();
        cell.set(serde_json::from_str(&json).unwrap());
        cell.get()
    }

    #[test]
    fn saved_references_come_back_unchanged() {
        let before = saved(flat_profile());
        assert_eq!(loaded(&before), before);
    }

    #[test]
    fn references_of_a_newer_version_count_as_none() {
        let mut newer = saved(flat_profile());
        newer.format = FORMAT + 1;
        assert_eq!(loaded(&newer), SavedReferences::default());
        let mut newer_profile = flat_profile();
        newer_profile.schema = "triage.profile/2".to_owned();
        assert_eq!(loaded(&saved(newer_profile)), SavedReferences::default());
    }

    #[test]
    fn corridor_that_is_upside_down_counts_as_none() {
        let mut profile = flat_profile();
        profile.low_db[7] = 4.0;
        assert_eq!(loaded(&saved(profile)), SavedReferences::default());
    }

    #[test]
    fn every_replacement_raises_the_revision() {
        let cell = ReferenceCell::default();
        let before = cell.revision();
        cell.set(SavedReferences::default());
        assert!(cell.revision() > before);
    }

    #[test]
    fn twenty_references_stay_far_below_256_kilobytes() {
        let mut references = saved(flat_profile());
        references.references = vec![
            ReferenceInfo {
                path: Some("/a/path/of/some/length/".repeat(8)),
                name: "a long name of a reference".repeat(4),
                warning: Some("a warning".repeat(8)),
            };
            REFERENCES_MAX
        ];
        assert!(serde_json::to_vec(&references).unwrap().len() < 256 * 1024 / 4);
    }
}

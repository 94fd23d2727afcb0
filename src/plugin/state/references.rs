//! The references of a project, as numbers: each by itself, so that one can be taken away. Audio stays where it is.

use nice_plug::params::persist::PersistentField;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;

use crate::analysis::profile::combine;
use crate::model::profile::Profile;
use crate::model::profile::ProfileSource;
use crate::model::profile::REFERENCES_MAX;
use crate::model::report::ReferenceInfo;
use crate::plugin::state::versioned::Versioned;
use crate::storage::check_profile;

/// Format of the saved references this version writes. It reads format 1 as well, which held all of them as one
/// profile.
const FORMAT: u64 = 2;

/// What the references may take up in a project, bytes. A reference has some 3 kB, and its path.
const SAVED_BYTES_MAX: usize = 224 * 1024;

/// Why a reference does not fit into a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There are as many as there can be.
    #[error("{REFERENCES_MAX} references are the most there can be; remove one first")]
    TooMany,
    /// The project would grow too large.
    #[error(
        "the project has no room left for references; shorten the path of the file, or remove a reference"
    )]
    TooLarge,
}

/// Holds the references for the host, which saves and loads them, and for the worker, which follows them.
#[derive(Debug, Default)]
pub struct ReferenceCell(Versioned<Kept>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    /// Profiles of single references. Only one that an older version saved can stand for several.
    profiles: Vec<Profile>,
    /// What a newer version saved, to be written back as it was until the references change here.
    newer: Option<Value>,
}

/// Format 1: all references as one profile.
#[derive(Debug, Deserialize)]
struct Combined {
    #[serde(default)]
    references: Vec<ReferenceInfo>,
    #[serde(default)]
    profile: Option<Profile>,
}

impl ReferenceCell {
    /// Grows whenever the references change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.0.revision()
    }

    /// The references, each with its numbers, in the order they were added.
    #[must_use]
    pub fn profiles(&self) -> Vec<Profile> {
        self.0.look(|kept| kept.profiles.clone())
    }

    /// What a mix is judged by: the references by name, and what they have in common.
    #[must_use]
    pub fn combined(&self) -> (Vec<ReferenceInfo>, Option<Profile>) {
        self.0.look(|kept| {
            let sources = kept.profiles.iter().flat_map(|profile| &profile.sources);
            let infos = sources.map(info).collect();
            (infos, combine("references", &kept.profiles))
        })
    }

    /// Adds a reference.
    ///
    /// # Errors
    ///
    /// When there are twenty already, or the project would grow too large.
    pub fn add(&self, profile: Profile) -> Result<(), Refusal> {
        self.0.change(|kept| {
            if kept.sources() >= REFERENCES_MAX {
                return Err(Refusal::TooMany);
            }
            kept.profiles.push(profile);
            if kept.saved_bytes() > SAVED_BYTES_MAX {
                kept.profiles.pop();
                return Err(Refusal::TooLarge);
            }
            kept.newer = None;
            Ok(())
        })
    }

    /// Takes a reference away, by its place among all. Returns what went: more than one only where an older version
    /// had saved them as one.
    pub fn remove(&self, index: usize) -> Vec<ProfileSource> {
        self.0.change(|kept| {
            let mut before = 0;
            let place = kept.profiles.iter().position(|profile| {
                before += profile.sources.len();
                index < before
            });
            place.map_or_else(Vec::new, |place| kept.profiles.remove(place).sources)
        })
    }
}

impl Kept {
    fn sources(&self) -> usize {
        self.profiles.iter().map(|p| p.sources.len()).sum()
    }

    /// As the framework keeps it: JSON within a string of JSON.
    fn saved_bytes(&self) -> usize {
        let json = json!(self.saved().to_string());
        json.to_string().len()
    }

    fn saved(&self) -> Value {
        match &self.newer {
            Some(newer) => newer.clone(),
            None => json!({ "format": FORMAT, "references": self.profiles }),
        }
    }

    /// What was saved, if it can be used, else none at all: half a set would be judged against silently.
    fn read(saved: Value) -> Self {
        let profiles = match saved["format"].as_u64() {
            Some(1) => older(saved),
            Some(FORMAT) => serde_json::from_value(saved["references"].clone()).unwrap_or_default(),
            Some(_) => {
                return Self {
                    profiles: Vec::new(),
                    newer: Some(saved),
                };
            }
            None => Vec::new(),
        };
        let kept = Self {
            profiles,
            newer: None,
        };
        let is_usable =
            |profile: &Profile| !profile.sources.is_empty() && check_profile(profile).is_ok();
        if kept.sources() <= REFERENCES_MAX && kept.profiles.iter().all(is_usable) {
            kept
        } else {
            Self::default()
        }
    }
}

/// Format 1: one profile, and the names of what it was made from.
fn older(saved: Value) -> Vec<Profile> {
    let Ok(Combined {
        references,
        profile: Some(mut profile),
    }) = serde_json::from_value::<Combined>(saved)
    else {
        return Vec::new();
    };
    if profile.sources.len() != references.len() {
        profile.sources = references.into_iter().map(source).collect();
    }
    vec![profile]
}

/// Of a reference of which only the name was kept.
fn source(info: ReferenceInfo) -> ProfileSource {
    ProfileSource {
        name: info.name,
        path: info.path,
        duration_s: 0.0,
        sample_rate_hz: 0.0,
        warning: info.warning,
    }
}

fn info(source: &ProfileSource) -> ReferenceInfo {
    ReferenceInfo {
        path: source.path.clone(),
        name: source.name.clone(),
        warning: source.warning.clone(),
    }
}

impl PersistentField<'_, Value> for ReferenceCell {
    fn set(&self, new_value: Value) {
        self.0.change(|kept| *kept = Kept::read(new_value));
    }

    fn map<F, R>(&self, f: F) -> R
    where
        F: Fn(&Value) -> R,
    {
        f(&self.0.look(Kept::saved))
    }
}

#[cfg(test)]
mod tests;

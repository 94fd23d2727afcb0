//! Reference profiles on disk: `triage.profile/1`, numbers without audio.

use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::center_hz;
use crate::model::profile::PROFILE_SCHEMA;
use crate::model::profile::Profile;
use crate::model::profile::REFERENCES_MAX;
use crate::storage::atomic::WriteError;
use crate::storage::atomic::write_atomically;

/// A profile has some 5 kB. What is larger than this is something else.
const PROFILE_BYTES_MAX: u64 = 1 << 20;

/// Levels beyond this are not music, dB.
const LEVEL_DB_MAX: f64 = 400.0;

/// Centres may be off by rounding, not by more.
const CENTER_TOLERANCE: f64 = 0.01;

/// A profile that could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("cannot read profile {}: {fault}", path.display())]
pub struct ProfileError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it, and what to do.
    pub fault: ProfileFault,
}

/// What is wrong with a profile.
#[derive(Debug, thiserror::Error)]
pub enum ProfileFault {
    /// Nothing at that path.
    #[error("there is no such file; check the path")]
    Missing,
    /// The disk or the rights.
    #[error("{0}; check the path and its permissions")]
    Io(#[source] io::Error),
    /// Too large to be one.
    #[error(
        "it is larger than 1 MiB, which no profile is; choose a file written by `triage-cli profile`"
    )]
    TooLarge,
    /// Not JSON, or JSON of something else.
    #[error("it is not a Triage profile; choose a file written by `triage-cli profile`")]
    NotAProfile,
    /// Another file of Triage.
    #[error("it is a {0} file, not a profile; choose a file written by `triage-cli profile`")]
    OtherSchema(String),
    /// Written by a later version.
    #[error("it has format {0}, this version reads {PROFILE_SCHEMA}; update Triage")]
    TooNew(String),
    /// The right schema and a wrong content.
    #[error("it is damaged ({0}); make it again with `triage-cli profile`")]
    Damaged(String),
}

/// Reads a profile and checks every number in it.
///
/// # Errors
///
/// When the file is missing, larger than 1 MiB, no profile, of a later version, or damaged.
pub fn load_profile(path: &Path) -> Result<Profile, ProfileError> {
    read_limited(path)
        .and_then(|bytes| parse(&bytes))
        .map_err(|fault| ProfileError {
            path: path.to_owned(),
            fault,
        })
}

/// Writes a profile, replacing what was there as a whole.
///
/// # Errors
///
/// When it cannot be written; nothing half-written is left behind.
pub fn save_profile(path: &Path, profile: &Profile) -> Result<(), WriteError> {
    let mut bytes = serde_json::to_vec_pretty(profile).map_err(|error| WriteError {
        path: path.to_owned(),
        source: error.into(),
    })?;
    bytes.push(b'\n');
    write_atomically(path, &bytes)
}

fn read_limited(path: &Path) -> Result<Vec<u8>, ProfileFault> {
    let fault = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => ProfileFault::Missing,
        _ => ProfileFault::Io(error),
    };
    // A pipe is never opened: that would wait for whoever writes into it.
    let metadata = std::fs::metadata(path).map_err(fault)?;
    if !metadata.is_file() {
        return Err(ProfileFault::NotAProfile);
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(PROFILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(fault)?;
    if bytes.len() as u64 > PROFILE_BYTES_MAX {
        return Err(ProfileFault::TooLarge);
    }
    Ok(bytes)
}

/// The schema is looked at first: of a later version, nothing else need be understood.
fn parse(bytes: &[u8]) -> Result<Profile, ProfileFault> {
    let json: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|_| ProfileFault::NotAProfile)?;
    let schema = json
        .get("schema")
        .and_then(|schema| schema.as_str())
        .ok_or(ProfileFault::NotAProfile)?;
    match schema.strip_prefix("triage.profile/") {
        _ if schema == PROFILE_SCHEMA => {}
        Some(_) => return Err(ProfileFault::TooNew(schema.to_owned())),
        None if schema.starts_with("triage.") => {
            return Err(ProfileFault::OtherSchema(schema.to_owned()));
        }
        None => return Err(ProfileFault::NotAProfile),
    }
    let profile =
        serde_json::from_value(json).map_err(|error| ProfileFault::Damaged(error.to_string()))?;
    check_profile(&profile)?;
    Ok(profile)
}

/// Checks what a profile from outside says of itself: its schema, its sources, its curve and its corridor.
///
/// # Errors
///
/// When it is of another version, or no reference can have measured so.
pub fn check_profile(profile: &Profile) -> Result<(), ProfileFault> {
    if profile.schema != PROFILE_SCHEMA {
        return Err(ProfileFault::TooNew(profile.schema.clone()));
    }
    check_numbers(profile).map_err(ProfileFault::Damaged)
}

fn check_numbers(profile: &Profile) -> Result<(), String> {
    if profile.sources.len() > REFERENCES_MAX {
        return Err(format!("more than {REFERENCES_MAX} sources"));
    }
    for band in 0..THIRD_OCTAVES {
        let nominal_hz = center_hz(band);
        let is_there = (profile.center_hz[band] / nominal_hz - 1.0).abs() <= CENTER_TOLERANCE;
        if !is_there {
            return Err(format!("band {band} is not at {nominal_hz:.0} Hz"));
        }
        let levels = [
            profile.low_db[band],
            profile.median_db[band],
            profile.high_db[band],
        ];
        // Asked this way round, what is no number is impossible as well.
        if !levels.iter().all(|level_db| level_db.abs() <= LEVEL_DB_MAX) {
            return Err(format!("an impossible level at {nominal_hz:.0} Hz"));
        }
        if !levels.is_sorted() {
            return Err(format!("the corridor at {nominal_hz:.0} Hz is upside down"));
        }
    }
    Ok(())
}

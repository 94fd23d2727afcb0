//! The file of one version: `triage.version/1`. What comes from outside is bounded and checked before it is believed.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::measurement::Measurement;
use crate::model::version::VERSION_SCHEMA;
use crate::model::version::Version;
use crate::model::version::VersionHead;
use crate::storage::profile::check_profile;
use crate::storage::versions::error::VersionError;

/// A song of three minutes has some 60 kB, two hours full of clipping 2.5 MB.
const BODY_BYTES_MAX: u64 = 8 << 20;

/// Objects and lists in one version: two hours full of clipping have 10,000. Eight megabytes of empty ones would
/// become a gigabyte of memory.
const PARTS_MAX: usize = 1 << 16;

/// Commas in one version: two hours full of clipping have 150,000.
const COMMAS_MAX: usize = 1 << 19;

/// Two hours have 2,400 pieces of 3 s.
const CELLS_MAX: usize = 4096;

/// The analysis keeps half as many.
const CLIPS_MAX: usize = 8192;

/// Positions beyond this are in no song, seconds.
const TIME_S_MAX: f64 = 1e9;

/// Name, note and date of a version. The longest name and note have a quarter of this.
const HEAD_TEXT_BYTES_MAX: usize = 32 << 10;

/// As much as every schema has.
#[derive(Deserialize)]
struct Tag<'a> {
    #[serde(borrow)]
    schema: Cow<'a, str>,
}

/// As much as a list needs.
#[derive(Deserialize)]
struct Headed {
    head: VersionHead,
}

/// The version as it stands in its file.
///
/// # Errors
///
/// What is wrong with it, when reading would not bring it back.
pub(super) fn to_bytes(version: &Version) -> Result<Vec<u8>, String> {
    let mut bytes = serde_json::to_vec(version).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    if bytes.len() as u64 > BODY_BYTES_MAX {
        return Err("it is larger than 8 MiB".to_owned());
    }
    // JSON knows no infinity: a number that is none would be written and never read again.
    parse::<Version>(&bytes)
        .and_then(|version| check(&version).map_err(Fault::Damaged))
        .map_err(|fault| match fault {
            Fault::Damaged(what) => what,
            Fault::Other(schema) | Fault::TooNew(schema) => format!("it says it is {schema}"),
        })?;
    Ok(bytes)
}

/// Reads a version.
///
/// # Errors
///
/// When it cannot be read, is damaged, of a later program, or something else.
pub(super) fn load(path: &Path) -> Result<Version, VersionError> {
    let bytes = read_limited(path)?;
    let version: Version = parse(&bytes).map_err(|fault| fault.at(path))?;
    check(&version).map_err(|what| VersionError::damaged(path, what))?;
    Ok(version)
}

/// Reads what a list shows of a version. The file is read to its end, so that half of one is told.
///
/// # Errors
///
/// As [`load`].
pub(super) fn load_head(path: &Path) -> Result<VersionHead, VersionError> {
    let bytes = read_limited(path)?;
    let Headed { head } = parse(&bytes).map_err(|fault| fault.at(path))?;
    check_head(&head).map_err(|what| VersionError::damaged(path, what))?;
    Ok(head)
}

/// Checks that the texts have a size that a list can hold.
///
/// # Errors
///
/// When they have not.
pub(super) fn check_head(head: &VersionHead) -> Result<(), String> {
    let bytes = head.name.len() + head.note.len() + head.captured_local.len();
    if bytes > HEAD_TEXT_BYTES_MAX {
        return Err("its name or note is too long".to_owned());
    }
    Ok(())
}

enum Fault {
    Damaged(String),
    Other(String),
    TooNew(String),
}

impl Fault {
    fn at(self, path: &Path) -> VersionError {
        let path = path.to_owned();
        match self {
            Self::Damaged(what) => VersionError::Damaged { path, what },
            Self::Other(schema) => VersionError::OtherSchema { path, schema },
            Self::TooNew(schema) => VersionError::TooNew { path, schema },
        }
    }
}

fn read_limited(path: &Path) -> Result<Vec<u8>, VersionError> {
    let fault = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => VersionError::Missing(path.to_owned()),
        _ => VersionError::read(path, error),
    };
    // Neither a pipe, which would wait for whoever writes into it, nor a link out of the folder.
    if !std::fs::symlink_metadata(path).map_err(fault)?.is_file() {
        return Err(VersionError::damaged(path, "it is no file"));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(BODY_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(fault)?;
    if bytes.len() as u64 > BODY_BYTES_MAX {
        return Err(VersionError::damaged(path, "it is larger than 8 MiB"));
    }
    Ok(bytes)
}

/// The schema is looked at first: of a later program, nothing else need be understood.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let count = |is_counted: fn(&u8) -> bool| bytes.iter().filter(|byte| is_counted(byte)).count();
    if count(|byte| matches!(byte, b'{' | b'[')) > PARTS_MAX
        || count(|byte| *byte == b',') > COMMAS_MAX
    {
        return Err(Fault::Damaged(
            "it has more parts than any version".to_owned(),
        ));
    }
    let damaged = |error: serde_json::Error| Fault::Damaged(error.to_string());
    let tag: Tag = serde_json::from_slice(bytes).map_err(damaged)?;
    match tag.schema.strip_prefix("triage.version/") {
        _ if tag.schema == VERSION_SCHEMA => serde_json::from_slice(bytes).map_err(damaged),
        Some(_) => Err(Fault::TooNew(tag.schema.into_owned())),
        None if tag.schema.starts_with("triage.") => Err(Fault::Other(tag.schema.into_owned())),
        None => Err(Fault::Damaged("it is not of Triage".to_owned())),
    }
}

/// Checks what a version from outside says of itself.
///
/// # Errors
///
/// What is impossible in it.
pub(super) fn check(version: &Version) -> Result<(), String> {
    check_head(&version.head)?;
    check_measurement(&version.measurement)?;
    match &version.profile {
        Some(profile) => check_profile(profile).map_err(|fault| format!("its references: {fault}")),
        None => Ok(()),
    }
}

/// What the analysis takes for granted of what it measured itself.
fn check_measurement(measurement: &Measurement) -> Result<(), String> {
    let Measurement { cells, clips, .. } = measurement;
    if cells.len() > CELLS_MAX || clips.len() > CLIPS_MAX {
        return Err("more pieces than the longest song has".to_owned());
    }
    if measurement.channels > 2 {
        return Err(format!("{} channels", measurement.channels));
    }
    let pieces = cells.iter().map(|cell| (cell.start_s, cell.end_s));
    let clipped = clips.iter().map(|clip| (clip.start_s, clip.end_s));
    for (start_s, end_s) in pieces.chain(clipped).chain([measurement.span_s]) {
        if start_s > end_s || start_s.abs().max(end_s.abs()) > TIME_S_MAX {
            return Err(format!("an impossible place at {start_s} s"));
        }
    }
    if !cells.is_sorted_by(|one, next| one.start_s <= next.start_s) {
        return Err("pieces out of order".to_owned());
    }
    // A number too large for one of 32 bits becomes infinite.
    let mut levels = cells.iter().flat_map(|cell| cell.third_octave_db);
    if !levels.all(f32::is_finite) {
        return Err("an impossible level".to_owned());
    }
    Ok(())
}

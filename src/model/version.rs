//! A version of a mix: what it measured, what was said of it, and what the person noted. Serialises to
//! `triage.version/1`.

use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

use crate::model::comparison::VerdictClass;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::report::Fix;
use crate::model::report::ReferenceInfo;
use crate::model::report::Report;
use crate::model::report::Tool;
use crate::model::settings::Settings;

/// Schema of the versions this program writes, and the only one it reads.
pub const VERSION_SCHEMA: &str = "triage.version/1";

/// Most characters of a name.
pub const NAME_CHARS_MAX: usize = 80;

/// Most characters of a note.
pub const NOTE_CHARS_MAX: usize = 2000;

/// What a version is known by, everywhere and for ever: no two captures share one, on whatever machine.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct VersionId(pub Uuid);

impl VersionId {
    /// The id that was displayed like this, and only like this: 32 hexadecimal digits in lower case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self(Uuid::try_parse(text).ok()?);
        (id.to_string() == text).then_some(id)
    }
}

impl std::fmt::Display for VersionId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.simple().fmt(formatter)
    }
}

/// How a version came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The person asked for it: everything heard since the last reset.
    #[default]
    Manual,
    /// The host rendered the song offline: exactly what that pass heard.
    Export,
}

/// How much of the song a version is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it that was known when it was captured.
    #[default]
    Whole,
    /// A part, or with lost blocks.
    Partial,
}

/// Whether a person wants to find a version again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A version like others.
    #[default]
    None,
    /// A checkpoint to come back to.
    Checkpoint,
}

/// Issues found, by severity, those that a round, a focus or the person keeps back included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "one count per severity")]
pub struct Found {
    pub critical: u32,
    pub important: u32,
    pub polish: u32,
}

/// What a list of versions shows of one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VersionHead {
    /// Itself.
    pub id: VersionId,
    /// The version that was worked on before this one; `None` for the first.
    pub parent: Option<VersionId>,
    /// The first version of the song: what all of its versions have in common, copies of the project included.
    pub root: VersionId,
    /// Place in the history, from 1.
    pub number: u32,
    /// What it is called, such as "mix_v3".
    pub name: String,
    /// What the person changed.
    pub note: String,
    /// Whether it is a checkpoint.
    pub mark: Mark,
    /// When it was captured, seconds since 1970 UTC.
    pub captured_unix_s: i64,
    /// The same on the clock on the wall there and then: "2026-11-22 16:05".
    pub captured_local: String,
    /// When name, note or mark were changed last, milliseconds since 1970 UTC: of two states of a head, the later counts.
    pub edited_unix_ms: i64,
    /// How it came about.
    pub origin: Origin,
    /// How much of the song it is about.
    pub extent: Extent,
    /// Song time heard, seconds.
    pub heard_s: f64,
    /// Integrated loudness, LUFS.
    pub integrated_lufs: Option<f64>,
    /// True peak, dBTP.
    pub true_peak_dbtp: Option<f64>,
    /// Issues found.
    pub found: Found,
    /// What comparing it with its parent came to, when it was captured.
    pub verdict: Option<VerdictClass>,
}

/// Everything kept of a version. No audio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// [`VERSION_SCHEMA`].
    pub schema: String,
    /// Which program captured it.
    pub tool: Tool,
    /// What a list shows of it.
    pub head: VersionHead,
    /// What it was judged by.
    pub settings: Settings,
    /// What it was compared with, by name.
    pub references: Vec<ReferenceInfo>,
    /// What it was compared with, in numbers; `None` with a built-in target.
    pub profile: Option<Profile>,
    /// What was measured: enough to judge it again by other references.
    pub measurement: Measurement,
    /// What was said of it then.
    pub report: Report,
    /// The fixes that the person was working on since the version before.
    pub doing: Vec<Intention>,
}

/// A fix that the person set out to make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intention {
    /// Key of the issue.
    pub key: String,
    /// Its title then.
    pub title: String,
    /// The move.
    pub fix: Fix,
}

/// A change of what a person wrote of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionEdit {
    /// Calls it otherwise; cut to [`NAME_CHARS_MAX`]. An empty name changes nothing.
    Name(String),
    /// Notes what was changed; cut to [`NOTE_CHARS_MAX`].
    Note(String),
    /// Marks it, or takes the mark away.
    Mark(Mark),
}

//! The answer: metrics, issues in order of importance, readiness. Serialises to `triage.report/1`.
//!
//! Fields may be added within a schema version, never renamed. Decibels and hertz are unrounded, times are seconds,
//! `null` is "not measured".

use serde::{Deserialize, Serialize};

use crate::model::settings::{Focus, Stage};

/// Schema of the report this version writes.
pub const REPORT_SCHEMA: &str = "triage.report/1";

/// How much an issue matters, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Fix first.
    Critical,
    /// Fix next.
    Important,
    /// Fix last.
    Polish,
    /// Worth knowing; nothing to fix.
    Info,
}

/// How sure a statement can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Follows from the measurement alone.
    Measured,
    /// Concluded from a comparison or a pattern.
    Inferred,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`REPORT_SCHEMA`].
    pub schema: String,
    /// Who says so.
    pub tool: Tool,
    /// What was heard.
    pub mix: MixInfo,
    /// Mix or master.
    pub stage: Stage,
    /// Round of work, from 1; also 1 while nobody counts rounds, when nothing is kept back for later ones.
    pub iteration: u32,
    /// Which issues are shown.
    pub focus: Focus,
    /// What it was compared with.
    pub references: Vec<ReferenceInfo>,
    /// Name of the built-in target that stands in where there is no reference.
    pub target: Option<String>,
    /// Numbers.
    pub metrics: Metrics,
    /// Spectrum beside the corridor.
    pub bands: Bands,
    /// Mean deviation from the reference per region, dB, by the names of the tonal regions; empty before any sound.
    pub regions: std::collections::BTreeMap<String, f64>,
    /// Issues to work on now, most important first.
    pub issues: Vec<Issue>,
    /// Issues kept back by the iteration or the focus.
    pub hidden: Hidden,
    /// Those issues, most important first.
    #[serde(default)]
    pub later: Vec<Issue>,
    /// Issues the person set aside, most important first; always empty on the command line.
    #[serde(default)]
    pub ignored: Vec<Issue>,
    /// Pairs of stems that clash; empty without stems.
    pub clashes: Vec<serde_json::Value>,
    /// Whether the mix can go to mastering.
    pub readiness: Readiness,
    /// How much of the song is behind this answer.
    pub coverage: Coverage,
    /// Statements that need no action: what limits this answer.
    pub notes: Vec<String>,
}

/// Name and version of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// "Triage".
    pub name: String,
    /// Version of the package.
    pub version: String,
}

/// What was heard.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MixInfo {
    /// File; `null` for a running plug-in.
    pub path: Option<String>,
    /// Length of the file, or song time heard, seconds.
    pub duration_s: f64,
    /// Sample rate, Hz; 0 before any audio.
    pub sample_rate_hz: f64,
    /// 1 or 2; 0 before any audio.
    pub channels: u8,
    /// Audible time, seconds.
    pub active_s: f64,
}

/// One reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceInfo {
    /// File; `null` for a side-chain or a profile.
    pub path: Option<String>,
    /// What to call it.
    pub name: String,
    /// What makes it a poor reference.
    pub warning: Option<String>,
}

/// The numbers of the mix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(
    missing_docs,
    reason = "each name says metric and unit; the meanings are those of `Measurement`"
)]
pub struct Metrics {
    pub sample_peak_dbfs: Option<f64>,
    pub true_peak_dbtp: Option<f64>,
    pub integrated_lufs: Option<f64>,
    pub momentary_max_lufs: Option<f64>,
    pub short_term_max_lufs: Option<f64>,
    pub loudness_range_lu: Option<f64>,
    pub plr_db: Option<f64>,
    pub psr_p5_db: Option<f64>,
    pub psr_p50_db: Option<f64>,
    pub crest_db: Option<f64>,
    pub dr_db: Option<f64>,
    pub correlation: Option<f64>,
    pub correlation_wide: Option<f64>,
    pub width_db: Option<f64>,
    pub width_wide_db: Option<f64>,
    pub width_sublow_db: Option<f64>,
    pub balance_db: Option<f64>,
    pub mono_loss_db: Option<f64>,
    pub tilt_db_per_octave: Option<f64>,
    pub dc_offset_dbfs: Option<f64>,
    pub clip_events: u32,
    pub clipped_samples: u64,
}

/// Spectrum beside the corridor, one value per third-octave, aligned to the median of 200 Hz - 5 kHz.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bands {
    /// Exact centres, Hz.
    pub center_hz: Vec<f64>,
    /// The mix; `null` where there is nothing to measure.
    pub mix_db: Vec<Option<f64>>,
    /// Median of the references, or the built-in target.
    pub reference_db: Option<Vec<f64>>,
    /// Lower edge of the corridor.
    pub low_db: Option<Vec<f64>>,
    /// Upper edge of the corridor.
    pub high_db: Option<Vec<f64>>,
    /// Mix minus reference; `null` where the band takes no part.
    pub deviation_db: Option<Vec<Option<f64>>>,
}

/// One thing to fix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// Rule that found it.
    pub id: String,
    /// Rule and band or pair: the same between versions of a mix.
    pub key: String,
    /// How much it matters.
    pub severity: Severity,
    /// What the list is sorted by.
    pub priority: f64,
    /// 0 to 1.
    pub confidence: f64,
    /// Measured or inferred.
    pub basis: Basis,
    /// What is wrong, in one line.
    pub title: String,
    /// The measurement behind it.
    pub evidence: String,
    /// Where in the song, at most a few, in song order; empty when it holds throughout.
    pub places: Vec<Place>,
    /// Frequency range concerned, Hz.
    pub range_hz: Option<[f64; 2]>,
    /// Stems concerned.
    pub stems: Option<Vec<String>>,
    /// The number that crossed its threshold.
    pub metric: IssueMetric,
    /// One to three moves, best first.
    pub fixes: Vec<Fix>,
}

/// A stretch of the song.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Begin, seconds.
    pub start_s: f64,
    /// End, seconds.
    pub end_s: f64,
}

/// The number behind an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IssueMetric {
    /// A name of [`Metrics`] or `region.NAME`.
    pub name: String,
    /// What was measured.
    pub value: f64,
    /// What it was held against.
    pub threshold: f64,
    /// Unit of both.
    pub unit: String,
}

/// What kind of move a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are the producer's own")]
pub enum FixKind {
    Gain,
    Bell,
    LowShelf,
    HighShelf,
    HighPass,
    SideGain,
    MonoBelow,
    Balance,
    Dynamics,
    Duck,
    Manual,
}

/// One move. Fields that the kind does not use are `null`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// The move in words, with its numbers.
    pub text: String,
    /// What kind of move it is.
    pub kind: FixKind,
    /// A stem, or `mix`.
    pub target: String,
    /// Gain, dB.
    pub gain_db: Option<f64>,
    /// Centre, corner or crossover, Hz.
    pub frequency_hz: Option<f64>,
    /// Quality factor of a bell or shelf.
    pub q: Option<f64>,
    /// Change of the side level above 250 Hz, dB.
    pub width_db: Option<f64>,
    /// What the move should do to the number behind the issue.
    pub expected: Option<Expected>,
}

/// The predicted effect of a fix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// The number behind the issue.
    pub metric: String,
    /// By how much it should change, in its unit.
    pub change: f64,
}

/// Issues kept back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "one count per severity")]
pub struct Hidden {
    pub critical: u32,
    pub important: u32,
    pub polish: u32,
}

/// Whether the mix can go to mastering.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Readiness {
    /// All checks passed.
    pub ready: bool,
    /// Each check with its number.
    pub checks: Vec<Check>,
}

/// One line of the readiness list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Stable name.
    pub id: String,
    /// `null` while it cannot be told.
    pub passed: Option<bool>,
    /// The line itself, with its number.
    pub text: String,
}

/// How much of the song is behind an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Song time heard, seconds, each place counted once.
    pub heard_s: f64,
    /// Blocks lost on the way to the analysis.
    pub dropped_blocks: u64,
}

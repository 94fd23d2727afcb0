//! Two versions of a mix, side by side. Serialises to `triage.compare/1`.

use serde::Deserialize;
use serde::Serialize;
use serde::Serializer;

use crate::model::report::IssueMetric;
use crate::model::report::Report;
use crate::model::report::Severity;

/// Schema of the comparison this version writes.
pub const COMPARE_SCHEMA: &str = "triage.compare/1";

/// What became of an issue from one version to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It was there and is gone, beyond the threshold at which it would come back.
    Fixed,
    /// It is still there, and clearly less.
    Improved,
    /// It is there as before, or crossed its threshold by less than measuring can tell.
    Remaining,
    /// It is still there, and clearly more.
    Regressed,
    /// It was not there.
    New,
}

/// What comparing two versions comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictClass {
    /// A Critical issue or at least two are fixed, and nothing broke.
    Significant,
    /// An Important issue is fixed, and nothing broke.
    Improvement,
    /// Something became less, and nothing broke.
    Slight,
    /// Something is fixed or became less, and something broke.
    Mixed,
    /// Nothing changed by more than measuring can tell.
    NoChange,
    /// Something broke, and nothing became better.
    Worse,
}

/// The comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// [`COMPARE_SCHEMA`].
    pub schema: String,
    /// The earlier version, judged by the references and settings of the comparison. Bands are left out.
    #[serde(serialize_with = "without_bands")]
    pub before: Report,
    /// The later version, likewise.
    #[serde(serialize_with = "without_bands")]
    pub after: Report,
    /// How the two lie on each other.
    pub alignment: Alignment,
    /// Fixed and improved issues, most important first.
    pub improvements: Vec<Entry>,
    /// Issues that are there as before, most important first.
    pub remaining: Vec<Entry>,
    /// Issues that were not there, most important first.
    pub new: Vec<Entry>,
    /// Issues that became worse, most important first.
    pub regressed: Vec<Entry>,
    /// Every number of both, in the order of the report.
    pub metric_changes: Vec<MetricChange>,
    /// What the fixes in between should have done, and what happened.
    pub expected_vs_achieved: Vec<Outcome>,
    /// What it comes to, in a sentence.
    pub verdict: String,
    /// The same for programs.
    pub verdict_class: VerdictClass,
    /// Why to stop here, in a sentence; `None` while going on is worth it.
    pub stop: Option<String>,
    /// What to do next: titles of issues of the later version, at most three.
    pub next: Vec<String>,
}

/// How two versions lie on each other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// How much later the later version begins with the same music, seconds.
    pub offset_s: f64,
    /// Gain that brings the later version to the loudness of the earlier one, dB; `None` where one is silent.
    pub level_db: Option<f64>,
    /// Whether both are the same music in the same order. If not, only whole songs were compared.
    pub same_arrangement: bool,
    /// What was compared, on the clock of the earlier version, seconds; `None` when it is all of both.
    pub range_s: Option<[f64; 2]>,
}

impl Alignment {
    /// Of two versions of one project: both are on the song's own clock.
    pub const SONG: Self = Self {
        offset_s: 0.0,
        level_db: None,
        same_arrangement: true,
        range_s: None,
    };
}

/// What became of one issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Rule and band, as in the later version where it is there.
    pub key: String,
    /// Rule.
    pub id: String,
    /// What became of it.
    pub class: Class,
    /// The same in a line, with numbers: "Clipping FIXED (was 3 instances, now 0)".
    pub text: String,
    /// How it stood before; `None` where it was not there and nothing was measured.
    pub before: Option<Standing>,
    /// How it stands after, likewise.
    pub after: Option<Standing>,
}

/// How an issue stands in one version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// `None` where the issue is not there.
    pub severity: Option<Severity>,
    /// The number behind it.
    pub metric: IssueMetric,
}

/// One number of both versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricChange {
    /// A name of the report's metrics, or `region.NAME`.
    pub name: String,
    /// Before; `None` where not measured.
    pub before: Option<f64>,
    /// After; `None` where not measured.
    pub after: Option<f64>,
    /// After minus before.
    pub change: Option<f64>,
    /// Whether it is more than harmless re-exports change.
    pub significant: bool,
}

/// How a fix turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeClass {
    /// About what was expected.
    Hit,
    /// The right way, too little.
    Partial,
    /// The right way, too much.
    Overshoot,
    /// Nothing that can be told from measuring noise, or the wrong way.
    Missed,
}

/// What a fix should have done, and what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Key of the issue.
    pub key: String,
    /// The move in words.
    pub fix: String,
    /// The number it was about.
    pub metric: String,
    /// Change that was expected.
    pub expected: f64,
    /// Change that happened.
    pub achieved: f64,
    /// How it turned out.
    pub result: OutcomeClass,
    /// What to do about it, in a sentence.
    pub advice: String,
}

fn without_bands<S: Serializer>(report: &Report, serializer: S) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(report).map_err(serde::ser::Error::custom)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("bands");
    }
    value.serialize(serializer)
}

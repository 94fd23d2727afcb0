//! Samples that are no numbers, or numbers that are no music.

use crate::analysis::context::ABSURD_DBFS;
use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::rules::EVERY_FOCUS;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::IssueMetric;
use crate::model::report::Place;
use crate::model::report::Severity;

pub(super) const RULE: Rule = Rule {
    id: "NAN_INF",
    family: Family::Event,
    need_s: 0.0,
    weight: 1.2,
    focus: &EVERY_FOCUS,
    judge,
};

/// Length of the place shown for a bad sample, seconds.
const PLACE_S: f64 = 0.1;

fn judge(context: &Context) -> Vec<Finding> {
    nonfinite(context)
        .into_iter()
        .chain(absurd(context))
        .collect()
}

/// Samples that are NaN or infinite.
fn nonfinite(context: &Context) -> Option<Finding> {
    let faults = &context.measurement.faults;
    let samples = faults.nonfinite_samples;
    if samples == 0 {
        return None;
    }
    let starts_s = &faults.nonfinite_at_s;
    let count = text::count(samples, "invalid sample");
    Some(broken(Broken {
        key: RULE.id.to_owned(),
        title: format!("Broken audio: invalid samples {}", text::places(starts_s)),
        evidence: format!("{count} (not a number, or infinite): some players go silent there"),
        places: places::events(starts_s.iter().map(|at_s| (*at_s, at_s + PLACE_S))),
        metric: finding::metric("nonfinite_samples", samples as f64, 0.0, "samples"),
        excess: samples as f64,
        fixes: vec![bypass()],
    }))
}

/// Samples so large that they cannot be music: integers read as floats, or a plug-in that blew up.
fn absurd(context: &Context) -> Option<Finding> {
    let measurement = context.measurement;
    let peak_dbfs = measurement.levels.sample_peak?.value();
    if !context.is_absurd() {
        return None;
    }
    let clips = measurement.clips.iter();
    let clips: Vec<_> = clips
        .filter(|clip| clip.sample_peak.value() > ABSURD_DBFS)
        .collect();
    let starts_s: Vec<f64> = clips.iter().map(|clip| clip.start_s).collect();
    Some(broken(Broken {
        key: format!("{}:LEVEL", RULE.id),
        title: format!("Broken audio: absurd samples {}", text::places(&starts_s)),
        evidence: format!(
            "The largest sample reads {} dBFS, which no music does: nothing else is judged",
            text::signed(peak_dbfs)
        ),
        places: places::events(clips.iter().map(|clip| (clip.start_s, clip.end_s))),
        metric: finding::metric("sample_peak_dbfs", peak_dbfs, ABSURD_DBFS, "dBFS"),
        excess: peak_dbfs - ABSURD_DBFS,
        fixes: vec![
            finding::manual(
                "Do not play it loud; export again as 24 bit, or as 32-bit float from another program",
            ),
            bypass(),
        ],
    }))
}

/// What the two kinds of broken samples say.
struct Broken {
    key: String,
    title: String,
    evidence: String,
    places: Vec<Place>,
    metric: IssueMetric,
    excess: f64,
    fixes: Vec<Fix>,
}

fn broken(said: Broken) -> Finding {
    Finding {
        key: said.key,
        severity: Severity::Critical,
        margin: Margin {
            excess: said.excess,
            critical: 1.0,
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: said.title,
        evidence: said.evidence,
        places: said.places,
        range_hz: None,
        metric: said.metric,
        fixes: said.fixes,
    }
}

fn bypass() -> Fix {
    finding::manual(
        "Bypass the plug-ins before Triage one by one, last one first: one of them breaks",
    )
}

//! Samples that are no numbers.

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
    let faults = &context.measurement.faults;
    if faults.nonfinite_samples == 0 {
        return Vec::new();
    }
    let count = text::count(faults.nonfinite_samples, "invalid sample");
    let at = match text::times(&faults.nonfinite_at_s) {
        times if times.is_empty() => String::new(),
        times => format!(" at {times}"),
    };
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Critical,
        margin: Margin {
            excess: faults.nonfinite_samples as f64,
            critical: 1.0,
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("Broken audio: invalid samples{at}"),
        evidence: format!("{count} (not a number, or infinite): some players go silent there"),
        places: places::events(
            faults
                .nonfinite_at_s
                .iter()
                .map(|at_s| (*at_s, at_s + PLACE_S)),
        ),
        range_hz: None,
        metric: finding::metric(
            "nonfinite_samples",
            faults.nonfinite_samples as f64,
            0.0,
            "samples",
        ),
        fixes: vec![finding::manual(
            "Bypass the plug-ins before Triage one by one, last one first: one of them breaks",
        )],
    }]
}

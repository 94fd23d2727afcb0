//! Gaps in the audio.

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
    id: "DROPOUT",
    family: Family::Event,
    need_s: 0.0,
    weight: 1.2,
    focus: &EVERY_FOCUS,
    judge,
};

/// A single gap can be a stop in the arrangement.
const GAPS_MIN: u32 = 2;

/// A gap is shorter than this, seconds.
const GAP_S: f64 = 0.05;

fn judge(context: &Context) -> Vec<Finding> {
    let faults = &context.measurement.faults;
    if faults.dropouts < GAPS_MIN {
        return Vec::new();
    }
    let gaps = f64::from(faults.dropouts);
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Important,
        margin: Margin {
            excess: gaps - f64::from(GAPS_MIN) + 1.0,
            critical: 4.0,
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("Gaps in the audio {}", text::places(&faults.dropouts_at_s)),
        evidence: format!(
            "{} of digital silence, 1-50 ms long, inside playing music",
            text::count(u64::from(faults.dropouts), "gap")
        ),
        places: places::events(
            faults
                .dropouts_at_s
                .iter()
                .map(|at_s| (*at_s, at_s + GAP_S)),
        ),
        range_hz: None,
        metric: finding::metric("dropouts", gaps, f64::from(GAPS_MIN), "gaps"),
        fixes: vec![
            finding::manual("Export again offline, or play with a larger audio buffer"),
            finding::manual("Freeze the heaviest tracks if it happens again"),
        ],
    }]
}

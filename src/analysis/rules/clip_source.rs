//! Waveform tops that are flat below full scale: something clipped before a later gain change.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::report::Basis;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "CLIP_SOURCE",
    family: Family::Trace,
    need_s: 0.0,
    weight: 1.2,
    focus: &[Focus::LowEnd, Focus::Balance],
    judge,
};

/// Plateaus that make the verdict, as the meter counts them.
const PLATEAUS_MIN: f64 = 10.0;

fn judge(context: &Context) -> Vec<Finding> {
    let clips_now = !context.overs().is_empty() || !context.full_scale_runs().is_empty();
    let Some(flat_tops) = context.measurement.faults.flat_tops.filter(|_| !clips_now) else {
        return Vec::new();
    };
    let level_dbfs = flat_tops.level.value();
    let level = text::tenth(level_dbfs);
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Important,
        margin: Margin {
            excess: f64::from(flat_tops.plateaus),
            critical: 20.0 * PLATEAUS_MIN,
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Inferred,
        title: format!("Flat-topped peaks at {level} dBFS: clipped before the last fader"),
        evidence: format!(
            "{} end flat at {level} dBFS; a square-wave synth can look the same",
            text::count(u64::from(flat_tops.plateaus), "peak")
        ),
        places: Vec::new(),
        range_hz: None,
        metric: finding::metric("flat_top_dbfs", level_dbfs, 0.0, "dBFS"),
        fixes: vec![
            finding::manual(
                "Find the overloaded track or plug-in before Main and lower its input by 6 dB",
            ),
            finding::manual("If a limiter or clipper sits before Triage, bypass it and look again"),
        ],
    }]
}

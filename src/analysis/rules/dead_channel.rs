//! One channel silent while the other plays.

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
    id: "DEAD_CHANNEL",
    family: Family::Event,
    need_s: 0.0,
    weight: 1.2,
    focus: &EVERY_FOCUS,
    judge,
};

fn judge(context: &Context) -> Vec<Finding> {
    let Some(dead) = context.measurement.faults.dead_channel else {
        return Vec::new();
    };
    let (name, other) = if dead.channel == 0 {
        ("Left", "right")
    } else {
        ("Right", "left")
    };
    let silent_s = dead.until_s - dead.since_s;
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Critical,
        margin: Margin {
            excess: silent_s,
            critical: 5.0,
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("{name} channel silent from {}", text::time(dead.since_s)),
        evidence: format!(
            "{name} is silent from {} to {} while the {other} channel plays",
            text::time(dead.since_s),
            text::time(dead.until_s)
        ),
        places: places::events([(dead.since_s, dead.until_s)].into_iter()),
        range_hz: None,
        metric: finding::metric("silent_channel_s", silent_s, 5.0, "s"),
        fixes: vec![finding::manual(
            "Check routing, panning and cables of the last change; bypass plug-ins on Main one by one",
        )],
    }]
}

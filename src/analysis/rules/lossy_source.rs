//! A mix that has been through a lossy codec.

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
use crate::units::Hz;

pub(super) const RULE: Rule = Rule {
    id: "LOSSY_SOURCE",
    family: Family::Tonal,
    need_s: 20.0,
    weight: 0.3,
    focus: &[],
    judge,
};

const AUDIBLE_HZ: f64 = 20_000.0;

fn judge(context: &Context) -> Vec<Finding> {
    let cutoff = context
        .measurement
        .spectrum
        .as_ref()
        .and_then(|spectrum| spectrum.lossy_cutoff);
    let Some(cutoff_hz) = cutoff.map(Hz::value) else {
        return Vec::new();
    };
    let cutoff = format!("{} kHz", text::tenth(cutoff_hz / 1000.0));
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Info,
        margin: Margin {
            excess: 1.0,
            critical: 1.0,
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Inferred,
        title: format!("Looks like a lossy source (cut at {cutoff})"),
        evidence: format!("The spectrum ends steeply at {cutoff}, as MP3 and AAC leave it"),
        places: Vec::new(),
        range_hz: Some([cutoff_hz, AUDIBLE_HZ.max(cutoff_hz)]),
        metric: finding::metric("bandwidth_hz", cutoff_hz, AUDIBLE_HZ, "Hz"),
        fixes: vec![finding::manual(
            "Export as WAV or FLAC, and replace MP3 samples in the song",
        )],
    }]
}

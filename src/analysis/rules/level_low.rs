//! A mix so quiet that noise and dither come near.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::rules::headroom_low::PEAK_DBFS;
use crate::analysis::text;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "LEVEL_LOW",
    family: Family::Headroom,
    need_s: 10.0,
    weight: 0.8,
    focus: &[Focus::Balance],
    judge,
};

const LIMIT_LUFS: f64 = -35.0;
const HYSTERESIS_LU: f64 = 1.0;

fn judge(context: &Context) -> Vec<Finding> {
    let Some(loudness_lufs) = context.integrated_lufs() else {
        return Vec::new();
    };
    let excess_lu = LIMIT_LUFS - loudness_lufs;
    if excess_lu <= -HYSTERESIS_LU {
        return Vec::new();
    }
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Polish,
        margin: Margin {
            excess: excess_lu,
            critical: 10.0,
            sigma: 0.1,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("Very quiet: {} LUFS", text::tenth(loudness_lufs)),
        evidence: format!(
            "{} LUFS integrated; below {} a mix gets harder to judge and to master",
            text::tenth(loudness_lufs),
            LIMIT_LUFS
        ),
        places: Vec::new(),
        range_hz: None,
        metric: finding::metric("integrated_lufs", loudness_lufs, LIMIT_LUFS, "LUFS"),
        fixes: vec![raise(context)],
    }]
}

/// Raises the peak to where it belongs; where it is there already, only less dynamics helps.
fn raise(context: &Context) -> Fix {
    let room_db = context
        .sample_peak_dbfs()
        .map_or(0.0, |peak_dbfs| PEAK_DBFS.0 - peak_dbfs);
    let gain_db = finding::half_db_down(room_db);
    if gain_db < 0.5 {
        return finding::dynamics("Tame the few loudest peaks, then raise the whole mix");
    }
    let text = format!("Raise the whole mix by {} dB", text::size(gain_db));
    finding::expecting(finding::gain(text, gain_db), "integrated_lufs", gain_db)
}

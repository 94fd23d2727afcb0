//! A mix that leaves mastering no room.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::report::Basis;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "HEADROOM_LOW",
    family: Family::Headroom,
    need_s: 0.0,
    weight: 0.8,
    focus: &[Focus::Balance],
    judge,
};

/// Where the peak of a mix belongs, dBFS.
pub(in crate::analysis) const PEAK_DBFS: (f64, f64) = (-6.0, -3.0);

const HYSTERESIS_DB: f64 = 0.5;
const IMPORTANT_DBFS: f64 = -1.0;

fn judge(context: &Context) -> Vec<Finding> {
    let true_peak_dbtp = context.true_peak_dbtp().map(text::as_read);
    let goes_over = context.has_clipped() || true_peak_dbtp.is_some_and(|peak| peak > 0.0);
    let is_judged = !context.is_master() && !goes_over;
    let Some(measured_dbfs) = context.sample_peak_dbfs().filter(|_| is_judged) else {
        return Vec::new();
    };
    let peak_dbfs = text::as_read(measured_dbfs);
    let excess_db = peak_dbfs - PEAK_DBFS.1;
    if excess_db <= -HYSTERESIS_DB {
        return Vec::new();
    }
    let gain_db = -finding::half_db_down(peak_dbfs - PEAK_DBFS.0);
    let lower = format!(
        "Lower the whole mix by {} dB with a gain on Main",
        text::size(gain_db)
    );
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if peak_dbfs > IMPORTANT_DBFS {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: excess_db,
            critical: 4.0,
            sigma: 0.2,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("Little headroom: peak {} dBFS", text::tenth(peak_dbfs)),
        evidence: format!(
            "Peak {} dBFS, wanted -6 to -3 before mastering",
            text::tenth(peak_dbfs)
        ),
        places: places::where_exceeded(context.measurement, |cell| {
            Some(cell.true_peak?.value() + context.trim_db() - PEAK_DBFS.1)
        }),
        range_hz: None,
        metric: finding::metric("sample_peak_dbfs", measured_dbfs, PEAK_DBFS.1, "dBFS"),
        fixes: vec![
            finding::expecting(finding::gain(lower, gain_db), "sample_peak_dbfs", gain_db),
            finding::manual(
                "Or lower all groups by the same amount, and take the limiter off Main",
            ),
        ],
    }]
}

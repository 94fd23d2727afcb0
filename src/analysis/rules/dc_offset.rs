//! A waveform that is not centred.

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
use crate::units::amplitude_db;
use crate::units::db_amplitude;

pub(super) const RULE: Rule = Rule {
    id: "DC_OFFSET",
    family: Family::Offset,
    need_s: 3.0,
    // Nobody hears it: what is heard comes first.
    weight: 0.6,
    focus: &[Focus::LowEnd],
    judge,
};

const LIMIT_DBFS: f64 = -50.0;
const IMPORTANT: f64 = 0.01;
const HYSTERESIS_DB: f64 = 3.0;
const HIGH_PASS_HZ: f64 = 5.0;

fn judge(context: &Context) -> Vec<Finding> {
    let offset = context.measurement.levels.dc_offset.map_or(0.0, f64::abs);
    if offset <= db_amplitude(LIMIT_DBFS - HYSTERESIS_DB) {
        return Vec::new();
    }
    let offset_dbfs = amplitude_db(offset);
    let percent = text::tenth(offset * 100.0);
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if offset > IMPORTANT {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: offset_dbfs - LIMIT_DBFS,
            critical: 20.0,
            sigma: 1.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("DC offset {percent} %"),
        evidence: format!(
            "The waveform sits {percent} % ({} dBFS) off centre, -50 dBFS is the limit",
            text::tenth(offset_dbfs)
        ),
        places: Vec::new(),
        range_hz: None,
        metric: finding::metric("dc_offset_dbfs", offset_dbfs, LIMIT_DBFS, "dBFS"),
        fixes: vec![
            finding::high_pass(
                "High-pass 5 Hz on Main, or on the track it comes from",
                HIGH_PASS_HZ,
            ),
            finding::manual(
                "Bypass synths, saturators and samplers one by one: one of them makes it",
            ),
        ],
    }]
}

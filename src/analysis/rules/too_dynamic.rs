//! Peaks far above those of the reference.

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
use crate::units::Db;

pub(super) const RULE: Rule = Rule {
    id: "TOO_DYNAMIC",
    family: Family::Dynamics,
    need_s: 30.0,
    weight: 0.9,
    focus: &[Focus::Balance],
    judge,
};

const LIMIT_DB: f64 = 5.0;
const HYSTERESIS_DB: f64 = 1.0;

fn judge(context: &Context) -> Vec<Finding> {
    let plr_db = context.measurement.dynamics.plr.map(Db::value);
    let reference_db = context.reference().and_then(|reference| reference.plr_db);
    let (Some(plr_db), Some(reference_db)) = (plr_db, reference_db) else {
        return Vec::new();
    };
    let excess_db = plr_db - (reference_db + LIMIT_DB);
    if excess_db <= -HYSTERESIS_DB {
        return Vec::new();
    }
    let above = text::tenth(plr_db - reference_db);
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Polish,
        margin: Margin {
            excess: excess_db,
            critical: 2.0 * LIMIT_DB,
            sigma: 0.3,
        },
        yardstick: Yardstick::Profile,
        basis: Basis::Measured,
        title: format!("Peaks stand out {above} dB more than in the reference"),
        evidence: format!(
            "Peak to loudness {} dB, reference {}",
            text::tenth(plr_db),
            text::tenth(reference_db)
        ),
        places: Vec::new(),
        range_hz: None,
        metric: finding::metric("plr_db", plr_db, reference_db + LIMIT_DB, "dB"),
        fixes: vec![
            finding::dynamics(
                "Compress the bus 2:1 with a slow attack, 2-3 dB of reduction on the hits",
            ),
            finding::dynamics(
                "Or tame the loudest drum with a compressor or clipper on its own track",
            ),
        ],
    }]
}

//! A master louder or quieter than its reference.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::rules::true_peak_over::MASTER_CEILING_DBTP;
use crate::analysis::text;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "LOUDNESS_OFF",
    family: Family::Dynamics,
    need_s: 30.0,
    weight: 0.9,
    focus: &[Focus::Balance],
    judge,
};

const TOLERANCE_LU: f64 = 1.0;
const HYSTERESIS_LU: f64 = 0.3;
const IMPORTANT_LU: f64 = 3.0;

fn judge(context: &Context) -> Vec<Finding> {
    // A mix has no loudness to reach, and without a reference a master has no agreed one.
    let target_lufs = context
        .reference()
        .filter(|_| context.is_master())
        .and_then(|reference| reference.integrated_lufs);
    let (Some(loudness_lufs), Some(target_lufs)) = (context.integrated_lufs(), target_lufs) else {
        return Vec::new();
    };
    let off_lu = loudness_lufs - target_lufs;
    let excess_lu = off_lu.abs() - TOLERANCE_LU;
    if excess_lu <= -HYSTERESIS_LU {
        return Vec::new();
    }
    let is_important = off_lu.abs() > IMPORTANT_LU;
    let word = if off_lu > 0.0 { "louder" } else { "quieter" };
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if is_important {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: excess_lu,
            critical: 4.0,
            sigma: 0.1,
        },
        yardstick: Yardstick::Profile,
        basis: Basis::Measured,
        title: format!(
            "Master is {} LU {word} than the reference",
            text::tenth(off_lu.abs())
        ),
        evidence: format!(
            "{} LUFS integrated, reference {}",
            text::tenth(loudness_lufs),
            text::tenth(target_lufs)
        ),
        places: Vec::new(),
        range_hz: None,
        metric: finding::metric("integrated_lufs", loudness_lufs, target_lufs, "LUFS"),
        fixes: vec![move_towards(context, -off_lu)],
    }]
}

/// Plain gain where the peaks allow it, else the limiter has to do it.
fn move_towards(context: &Context, change_lu: f64) -> Fix {
    let gain_db = finding::half_db(change_lu);
    let peak_dbtp = context.true_peak_dbtp().unwrap_or(MASTER_CEILING_DBTP);
    let fits = gain_db < 0.0 || peak_dbtp + gain_db <= MASTER_CEILING_DBTP;
    let fix = if fits {
        let word = if gain_db < 0.0 { "Lower" } else { "Raise" };
        finding::gain(
            format!("{word} the limiter's drive by {} dB", text::size(gain_db)),
            gain_db,
        )
    } else {
        let text = format!(
            "Drive the limiter {} dB harder, ceiling at -1 dBTP",
            text::size(gain_db)
        );
        Fix {
            gain_db: Some(gain_db),
            ..finding::fix(FixKind::Dynamics, text)
        }
    };
    finding::expecting(fix, "integrated_lufs", gain_db)
}

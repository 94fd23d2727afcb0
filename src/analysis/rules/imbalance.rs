//! One side louder than the other.

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
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::units::Db;

pub(super) const RULE: Rule = Rule {
    id: "IMBALANCE",
    family: Family::Stereo,
    need_s: 10.0,
    weight: 0.95,
    focus: &[Focus::Stereo, Focus::Balance],
    judge,
};

const LIMIT_DB: f64 = 1.5;
const IMPORTANT_DB: f64 = 3.0;
const HYSTERESIS_DB: f64 = 0.4;

fn judge(context: &Context) -> Vec<Finding> {
    let Some(balance_db) = context
        .stereo()
        .and_then(|stereo| stereo.balance)
        .map(Db::value)
    else {
        return Vec::new();
    };
    let reference_db = context
        .reference()
        .and_then(|reference| reference.balance_db)
        .unwrap_or(0.0);
    let off_db = balance_db - reference_db;
    let excess_db = off_db.abs() - LIMIT_DB;
    if excess_db <= -HYSTERESIS_DB {
        return Vec::new();
    }
    let side = if off_db > 0.0 { "Right" } else { "Left" };
    let threshold_db = reference_db + LIMIT_DB.copysign(off_db);
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if off_db.abs() > IMPORTANT_DB {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: excess_db,
            critical: 2.0 * (IMPORTANT_DB - LIMIT_DB),
            sigma: 0.1,
        },
        yardstick: if context.reference().is_some() {
            Yardstick::Profile
        } else {
            Yardstick::Absolute
        },
        basis: Basis::Measured,
        title: title(context, side, off_db),
        evidence: evidence(context, balance_db, reference_db),
        places: places::where_exceeded(context.measurement, |cell| {
            Some((cell.balance?.value() - reference_db) * off_db.signum() - LIMIT_DB)
        }),
        range_hz: None,
        metric: finding::metric("balance_db", balance_db, threshold_db, "dB"),
        fixes: fixes(off_db),
    }]
}

fn title(context: &Context, side: &str, off_db: f64) -> String {
    let than = if context.reference().is_some() {
        " than in the reference"
    } else {
        ""
    };
    format!("{side} is {} dB louder{than}", text::tenth(off_db.abs()))
}

fn evidence(context: &Context, balance_db: f64, reference_db: f64) -> String {
    let usual = if context.reference().is_some() {
        format!("reference {} dB", text::signed(reference_db))
    } else {
        "an even mix is within 1.5 dB".to_owned()
    };
    format!("Right minus left {} dB, {usual}", text::signed(balance_db))
}

fn fixes(off_db: f64) -> Vec<Fix> {
    let gain_db = -finding::half_db(off_db);
    let half_db = gain_db.abs() / 2.0;
    let (down, up) = if off_db > 0.0 {
        ("right", "left")
    } else {
        ("left", "right")
    };
    let text = format!(
        "Trim {down} by {half_db} dB and raise {up} by {half_db} dB, or pan the loudest off-centre track back"
    );
    let trim = Fix {
        gain_db: Some(gain_db),
        ..finding::fix(FixKind::Balance, text)
    };
    vec![
        finding::expecting(trim, "balance_db", gain_db),
        finding::manual("Check that lead, kick, snare and bass sit in the middle"),
    ]
}

//! More side than the reference.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::rules::width;
use crate::analysis::rules::width::Width;
use crate::analysis::text;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "TOO_WIDE",
    family: Family::Stereo,
    need_s: 10.0,
    weight: 0.95,
    focus: &[Focus::Stereo],
    judge,
};

/// Wider than the reference by so much: audible, and worth a round of work, dB.
const LIMIT_DB: f64 = 4.0;
const IMPORTANT_DB: f64 = 6.0;
const HYSTERESIS_DB: f64 = 1.0;

/// The same without a reference, as correlation of 250 Hz - 12 kHz.
const ALONE_POLISH: f64 = 0.15;
const ALONE_IMPORTANT: f64 = 0.05;

fn judge(context: &Context) -> Vec<Finding> {
    let Some(width) = width::of(context) else {
        return Vec::new();
    };
    let (threshold_db, excess_db, is_important) = match width.reference_db {
        Some(reference_db) => {
            let above_db = width.side_db - reference_db;
            (
                reference_db + LIMIT_DB,
                above_db - LIMIT_DB,
                above_db > IMPORTANT_DB,
            )
        }
        None => {
            let threshold_db = width::width_of_correlation_db(ALONE_POLISH);
            let excess_db = width::width_of_correlation_db(width.correlation) - threshold_db;
            (threshold_db, excess_db, width.correlation < ALONE_IMPORTANT)
        }
    };
    if excess_db <= -HYSTERESIS_DB {
        return Vec::new();
    }
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if is_important {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: excess_db,
            critical: 4.0,
            sigma: 0.3,
        },
        yardstick: if width.reference_db.is_some() {
            Yardstick::Profile
        } else {
            Yardstick::Absolute
        },
        basis: Basis::Measured,
        title: format!(
            "Too wide: sides {} dB against the middle",
            text::signed(width.side_db)
        ),
        evidence: evidence(&width),
        places: places::where_exceeded(context.measurement, |cell| {
            Some(cell.width_wide?.value() - threshold_db)
        }),
        range_hz: Some(width::RANGE_HZ),
        metric: finding::metric("width_wide_db", width.side_db, threshold_db, "dB"),
        fixes: fixes(&width, threshold_db),
    }]
}

fn evidence(width: &Width) -> String {
    let reference = width.reference_db.map_or(String::new(), |db| {
        format!(", reference {} dB", text::tenth(db))
    });
    format!(
        "Sides {} dB against the middle from 250 Hz to 12 kHz (correlation {}){reference}",
        text::signed(width.side_db),
        text::hundredth(width.correlation)
    )
}

fn fixes(width: &Width, threshold_db: f64) -> Vec<Fix> {
    let change_db = threshold_db - HYSTERESIS_DB - width.side_db;
    let side_db = finding::half_db_up(change_db.max(-width::SIDE_GAIN_MAX_DB));
    let reduce = format!("Lower the sides by {} dB above 250 Hz", text::size(side_db));
    vec![
        finding::expecting(
            finding::side_gain(reduce, side_db),
            "width_wide_db",
            side_db,
        ),
        finding::manual("Or turn down wideners and chorus, and bring the lead back to the middle"),
    ]
}

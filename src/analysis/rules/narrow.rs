//! Less width than the reference.

use crate::analysis::context::Context;
use crate::analysis::context::MONO_WIDTH_DB;
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
    id: "NARROW",
    family: Family::Stereo,
    need_s: 10.0,
    weight: 0.95,
    focus: &[Focus::Stereo],
    judge,
};

/// Narrower than the reference by so much: audible, and worth a round of work, dB.
const LIMIT_DB: f64 = 4.0;
const IMPORTANT_DB: f64 = 6.0;
const HYSTERESIS_DB: f64 = 1.0;

/// Correlation of 250 Hz - 12 kHz beyond which hardly any side is left.
const NEARLY_MONO: f64 = 0.95;

/// The same without a reference: narrow in any company, and narrow where the whole mix is as well.
const ALONE_IMPORTANT: f64 = 0.85;
const ALONE_POLISH: f64 = 0.75;

/// Width to aim for without a reference, dB: a correlation of about 0.7, the upper end of usual mixes (RTW).
const ALONE_AIM_DB: f64 = -7.4;

struct Verdict {
    excess_db: f64,
    threshold_db: f64,
    is_important: bool,
    aim_db: f64,
}

fn judge(context: &Context) -> Vec<Finding> {
    let Some(width) = width::of(context) else {
        return Vec::new();
    };
    // Nothing is narrower than a mono reference.
    if width.reference_db.is_none() && context.reference().is_some() {
        return Vec::new();
    }
    let verdict = width
        .reference_db
        .map_or_else(|| alone(&width), |db| compared(&width, db));
    if verdict.excess_db <= -HYSTERESIS_DB {
        return Vec::new();
    }
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if verdict.is_important {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: verdict.excess_db,
            critical: 4.0,
            sigma: 0.3,
        },
        yardstick: if width.reference_db.is_some() {
            Yardstick::Profile
        } else {
            Yardstick::Absolute
        },
        basis: Basis::Measured,
        title: title(&width),
        evidence: evidence(&width),
        places: places::where_exceeded(context.measurement, |cell| {
            Some(verdict.threshold_db - cell.width_wide?.value())
        }),
        range_hz: Some(width::RANGE_HZ),
        metric: finding::metric("width_wide_db", width.side_db, verdict.threshold_db, "dB"),
        fixes: fixes(&width, &verdict),
    }]
}

fn compared(width: &Width, reference_db: f64) -> Verdict {
    let below_db = reference_db - width.side_db;
    Verdict {
        excess_db: below_db - LIMIT_DB,
        threshold_db: reference_db - LIMIT_DB,
        is_important: below_db > IMPORTANT_DB || width.correlation > NEARLY_MONO,
        aim_db: reference_db - LIMIT_DB + HYSTERESIS_DB,
    }
}

fn alone(width: &Width) -> Verdict {
    // Broadband correlation is ruled by the bass, which is mono in most mixes: it only confirms.
    let is_narrow_throughout = width.broadband > ALONE_IMPORTANT;
    let limit = if is_narrow_throughout {
        ALONE_POLISH
    } else {
        ALONE_IMPORTANT
    };
    let threshold_db = width::width_of_correlation_db(limit);
    Verdict {
        excess_db: threshold_db - width::width_of_correlation_db(width.correlation),
        threshold_db,
        is_important: width.correlation > ALONE_IMPORTANT,
        aim_db: ALONE_AIM_DB,
    }
}

fn title(width: &Width) -> String {
    if width.side_db <= MONO_WIDTH_DB {
        return "Mix is mono, the reference is stereo".to_owned();
    }
    let correlation = text::hundredth(width.broadband);
    format!("Mix is narrow (stereo correlation {correlation})")
}

fn evidence(width: &Width) -> String {
    let reference = width.reference_db.map_or(String::new(), |db| {
        format!(", reference {} dB", text::tenth(db))
    });
    if width.side_db <= MONO_WIDTH_DB {
        return format!("Both channels are the same{reference}");
    }
    format!(
        "Sides {} dB against the middle from 250 Hz to 12 kHz (correlation {}){reference}",
        text::tenth(width.side_db),
        text::hundredth(width.correlation)
    )
}

fn fixes(width: &Width, verdict: &Verdict) -> Vec<Fix> {
    let pan = finding::manual(
        "Pan doubles, guitars, pads and backing vocals further out; kick and bass stay in the middle",
    );
    if width.side_db <= MONO_WIDTH_DB {
        let check =
            finding::manual("Look for a Utility set to mono on Main, or for an export in mono");
        return vec![check, pan];
    }
    // At least what brings it back inside with room to spare; towards the reference itself up to 6 dB.
    let needed_db = verdict.aim_db - width.side_db;
    let full_db = width
        .reference_db
        .map_or(needed_db, |db| (db - width.side_db).min(6.0));
    let side_db = finding::half_db_up(needed_db.max(full_db).min(width::SIDE_GAIN_MAX_DB));
    let widen = format!(
        "Widen 250 Hz-12 kHz: side {} dB; keep below 120 Hz mono",
        text::gain(side_db)
    );
    let widen = finding::expecting(finding::side_gain(widen, side_db), "width_wide_db", side_db);
    vec![widen, pan]
}

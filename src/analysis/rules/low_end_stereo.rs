//! A low end that is not mono.

use crate::analysis::context::Context;
use crate::analysis::context::width_db;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::bands::SUBLOW_HZ;
use crate::model::measurement::BandStereo;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::units::power_db;

pub(super) const RULE: Rule = Rule {
    id: "LOW_END_STEREO",
    family: Family::Stereo,
    need_s: 10.0,
    weight: 0.95,
    focus: &[Focus::Stereo, Focus::LowEnd],
    judge,
};

/// Side over mid below 120 Hz that is still mono enough, and where half of it is gone in mono, dB.
const LIMIT_DB: f64 = -10.0;
const CRITICAL_DB: f64 = -3.0;
const HYSTERESIS_DB: f64 = 1.5;

/// How much wider than the reference's the low end may be, dB.
const REFERENCE_MARGIN_DB: f64 = 6.0;

/// From here on more of it is lost in mono than stays, dB.
const OUT_OF_PHASE_DB: f64 = 0.0;

/// Below the whole mix by this much there is no low end to speak of, only noise, dB.
const AUDIBLE_DB: f64 = -30.0;

fn judge(context: &Context) -> Vec<Finding> {
    let sublow = context.stereo().and_then(|stereo| stereo.sublow);
    let Some(sublow) = sublow.filter(|band| has_low_end(context, band)) else {
        return Vec::new();
    };
    let reference_db = context
        .reference()
        .and_then(|reference| reference.width_sublow_db);
    let threshold_db = reference_db.map_or(LIMIT_DB, |width_db| {
        // However wide the reference: more side than middle is no low end, unless the reference has that too.
        let open_db = OUT_OF_PHASE_DB.max(width_db + HYSTERESIS_DB);
        LIMIT_DB.max((width_db + REFERENCE_MARGIN_DB).min(open_db))
    });
    let side_db = width_db(&sublow);
    let excess_db = side_db - threshold_db;
    if excess_db <= -HYSTERESIS_DB || sublow.correlation.is_none() {
        return Vec::new();
    }
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: severity(context, side_db),
        margin: Margin {
            excess: excess_db,
            critical: (CRITICAL_DB - threshold_db).max(1.0),
            sigma: 0.3,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!(
            "Low end not mono: side {} dB below 120 Hz",
            text::signed(side_db)
        ),
        evidence: format!(
            "Side {} dB against the middle below 120 Hz, correlation {}; {} dB or less keeps kick and bass solid",
            text::signed(side_db),
            text::hundredth(sublow.correlation.unwrap_or(0.0)),
            text::tenth(threshold_db)
        ),
        places: places::where_exceeded(context.measurement, |cell| {
            Some(cell.width_sublow?.value() - threshold_db)
        }),
        range_hz: Some([SUBLOW_HZ.0, SUBLOW_HZ.1]),
        metric: finding::metric("width_sublow_db", side_db, threshold_db, "dB"),
        fixes: fixes(sublow.correlation),
    }]
}

/// Without a reference nobody knows whether the music wants a mono low end: of 199 finished game tracks of all kinds 88
/// are above the limit, of 31 by orchestras 29. Beyond that only what gets lost in mono is a fault: 29 reach -3 dB.
fn severity(context: &Context, side_db: f64) -> Severity {
    let (important_db, critical_db) = match context.reference() {
        Some(_) => (f64::NEG_INFINITY, CRITICAL_DB),
        None => (CRITICAL_DB, OUT_OF_PHASE_DB),
    };
    match side_db {
        db if db < important_db => Severity::Polish,
        db if db < critical_db => Severity::Important,
        _ => Severity::Critical,
    }
}

fn fixes(correlation: Option<f64>) -> Vec<Fix> {
    let mono = format!(
        "Make it mono below {} Hz (high-pass on the side)",
        SUBLOW_HZ.1
    );
    let mono = finding::mono_below(mono, SUBLOW_HZ.1);
    let polarity = finding::manual(
        "Invert the polarity of one channel of the bass or kick: left and right cancel there, and mono would lose it",
    );
    let wideners = finding::manual(
        "Switch off unison, chorus and stereo reverb on bass and kick; check their polarity",
    );
    if correlation.is_some_and(|correlation| correlation < 0.0) {
        vec![polarity, mono, wideners]
    } else {
        vec![mono, wideners]
    }
}

fn has_low_end(context: &Context, sublow: &BandStereo) -> bool {
    let Some(spectrum) = &context.measurement.spectrum else {
        return false;
    };
    let power: f64 = spectrum
        .third_octave_db
        .iter()
        .map(|db| 10f64.powf(db / 10.0))
        .sum();
    sublow.level.value() - power_db(power) > AUDIBLE_DB
}

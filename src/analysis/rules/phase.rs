//! Channels that work against each other.

use crate::analysis::context::Context;
use crate::analysis::context::width_db;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::rules::width;
use crate::analysis::text;
use crate::model::bands::NOMINAL_HZ;
use crate::model::measurement::Stereo;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::units::db_power;

pub(super) const RULE: Rule = Rule {
    id: "PHASE",
    family: Family::Stereo,
    need_s: 10.0,
    weight: 1.1,
    focus: &[Focus::Stereo],
    judge,
};

const HYSTERESIS: f64 = 0.05;

/// How much less than that of a reference whose channels cancel themselves.
const REFERENCE_SLACK: f64 = 0.1;

/// A reference that cancels more than this is broken, and nothing to follow.
const REFERENCE_MIN: f64 = -0.4;

/// Correlation of 250 Hz - 12 kHz below which most of the mids and highs are gone in mono.
const CRITICAL_WIDE: f64 = -0.3;

/// Low end this correlated is in phase: only the highs are turned against each other.
const LOW_END_IN_PHASE: f64 = 0.3;

/// Width to aim for, dB: a correlation of about 0.2.
const AIM_DB: f64 = -1.8;

/// What is left above the width of the reference, dB: within what it may be exceeded by.
const REFERENCE_SLACK_DB: f64 = 3.0;

fn judge(context: &Context) -> Vec<Finding> {
    let Some(stereo) = context.stereo() else {
        return Vec::new();
    };
    let wide = stereo.wide.and_then(|band| band.correlation);
    let (Some(broadband), Some(wide)) = (stereo.correlation, wide) else {
        return Vec::new();
    };
    let limits = Limits::of(context);
    let (below, below_wide) = (limits.broadband - broadband, limits.wide - wide);
    let excess = below.max(below_wide);
    if excess <= -HYSTERESIS {
        return Vec::new();
    }
    let is_critical = below > 0.0 || below_wide > -CRITICAL_WIDE;
    let (name, value, limit) = if below >= below_wide {
        ("correlation", broadband, limits.broadband)
    } else {
        ("correlation_wide", wide, limits.wide)
    };
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if is_critical {
            Severity::Critical
        } else {
            Severity::Important
        },
        margin: Margin {
            excess,
            critical: -CRITICAL_WIDE,
            sigma: 0.02,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!(
            "Channels cancel in mono (correlation {})",
            text::hundredth(value)
        ),
        evidence: evidence(stereo, broadband, wide),
        places: places::where_exceeded(context.measurement, |cell| {
            let below = limits.broadband - cell.correlation?;
            Some(below.max(limits.wide - cell.correlation_wide?))
        }),
        range_hz: (name == "correlation_wide").then_some(width::RANGE_HZ),
        metric: finding::metric(name, value, limit, ""),
        fixes: fixes(context, stereo),
    }]
}

/// Least correlation of the whole and of 250 Hz - 12 kHz: none below nought, unless the reference has that too.
struct Limits {
    broadband: f64,
    wide: f64,
}

impl Limits {
    fn of(context: &Context) -> Self {
        let of_reference = |correlation: Option<f64>| {
            correlation.map_or(0.0, |correlation| {
                (correlation - REFERENCE_SLACK).clamp(REFERENCE_MIN, 0.0)
            })
        };
        let reference = context.reference();
        let wide = context.reference_width_db();
        Self {
            broadband: of_reference(reference.and_then(|reference| reference.correlation)),
            wide: of_reference(wide.map(width::correlation_of_width)),
        }
    }
}

fn evidence(stereo: &Stereo, broadband: f64, wide: f64) -> String {
    let lost_db = stereo.mono_loss.map(|loss| text::as_read(-loss.value()));
    let lost = lost_db
        .filter(|lost_db| *lost_db > 0.0)
        .map_or(String::new(), |lost_db| {
            format!("{lost_db:.1} dB lost in mono; ")
        });
    let worst = worst_band(stereo).map_or(String::new(), |hz| {
        format!(", worst near {}", text::frequency(hz))
    });
    let (broadband, wide) = (text::hundredth(broadband), text::hundredth(wide));
    let correlation = format!("correlation {broadband}, {wide} from 250 Hz to 12 kHz");
    text::capital(&format!("{lost}{correlation}{worst}"))
}

/// The third-octave that loses most.
fn worst_band(stereo: &Stereo) -> Option<f64> {
    let correlation = |band: usize| stereo.bands[band].and_then(|band| band.correlation);
    (0..NOMINAL_HZ.len())
        .filter_map(|band| Some((band, correlation(band)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(band, _)| NOMINAL_HZ[band])
}

/// Width to aim for, dB: out of phase no longer, and no wider than the reference may be exceeded.
fn aim_db(context: &Context) -> f64 {
    let reference_db = context
        .reference()
        .and_then(|reference| reference.width_wide_db);
    reference_db.map_or(AIM_DB, |db| AIM_DB.min(db + REFERENCE_SLACK_DB))
}

fn fixes(context: &Context, stereo: &Stereo) -> Vec<Fix> {
    let polarity = finding::manual(
        "Invert the polarity of one channel on the track where it starts, and listen in mono",
    );
    let wideners = finding::manual(
        "Bypass stereo wideners and Haas delays one by one while listening in mono",
    );
    let low_end = stereo.sublow.and_then(|band| band.correlation);
    let side_db = stereo
        .wide
        .map(|band| aim_db(context) - width_db(&band))
        .filter(|db| *db < 0.0);
    match side_db {
        // With the low end in phase it is not a swapped polarity but too much side.
        Some(side_db) if low_end.is_none_or(|r| r > LOW_END_IN_PHASE) => {
            let side_db = finding::half_db_up(side_db.max(-width::SIDE_GAIN_MAX_DB));
            let reduce = format!("Lower the sides by {} dB above 250 Hz", text::size(side_db));
            let reduce = finding::expecting(
                finding::side_gain(reduce, side_db),
                "correlation_wide",
                change(stereo, side_db),
            );
            vec![reduce, wideners]
        }
        _ => vec![polarity, wideners],
    }
}

/// What the side gain does to the correlation of balanced channels.
fn change(stereo: &Stereo, side_db: f64) -> f64 {
    let correlation = |side_db: f64| {
        let q = db_power(side_db);
        (1.0 - q) / (1.0 + q)
    };
    stereo.wide.map_or(0.0, |band| {
        correlation(width_db(&band) + side_db) - correlation(width_db(&band))
    })
}

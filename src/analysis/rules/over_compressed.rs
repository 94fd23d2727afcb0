//! Peaks pressed so far into the music that it no longer breathes.

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
use crate::model::report::IssueMetric;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "OVER_COMPRESSED",
    family: Family::Dynamics,
    need_s: 30.0,
    weight: 0.9,
    focus: &[Focus::Balance],
    judge,
};

const HYSTERESIS_DB: f64 = 0.5;

/// Least peak-to-short-term ratio of a mix in any genre, and where it is beyond taste, dB.
const PSR_WARN_DB: f64 = 8.0;
const PSR_CRITICAL_DB: f64 = 6.0;

/// How much less peak-to-loudness ratio than the reference is a matter of style, dB.
const PLR_LOSS_DB: f64 = 4.0;

/// How far below a dense reference still is its style, and how much further is beyond it, dB.
const STYLE_SLACK_DB: f64 = 0.5;
const CRITICAL_STEP_DB: f64 = 2.0;

/// Most that a bus limiter should be asked to give back in one step, dB.
const BACK_OFF_MAX_DB: f64 = 12.0;

/// How peaks go when music is pushed against a ceiling: `floor + (peaks - floor) exp(-drive / scale)`, all in dB.
///
/// Clipping: the crest factor of a Gaussian that is clipped hard follows this with a scale of 7.6 dB, real tracks too;
/// through tanh they follow it with 9.5 dB, which brings back enough in both cases.
/// Limiting: a limiter leaves the waveform within its release as it is, so no drive takes those peaks. Eight tracks of
/// eight kinds through one with 50 ms release and 2 to 18 dB of drive; with 200 ms the scale is half as much again.
/// Against integrated loudness the floor is a decibel higher, as quieter parts are pressed last.
/// Either takes less than a decibel of peaks per decibel of drive; limiters and tape about half of one.
const CLIPPING: Pressing = Pressing {
    floor_db: 0.0,
    scale_db: 9.5,
    drive_per_peak: 1.0,
};
const LIMITING: Pressing = Pressing {
    floor_db: 4.7,
    scale_db: 6.5,
    drive_per_peak: 2.0,
};
const LIMITING_INTEGRATED: Pressing = Pressing {
    floor_db: 5.7,
    ..LIMITING
};

/// Nearest to its floor that a measured ratio is believed, dB.
const ABOVE_FLOOR_DB: f64 = 0.5;

struct Pressing {
    floor_db: f64,
    scale_db: f64,
    /// Least drive for each decibel of peaks.
    drive_per_peak: f64,
}

impl Pressing {
    /// Drive between two ratios of peak to loudness, dB.
    fn drive_db(&self, pressed_db: f64, wanted_db: f64) -> f64 {
        let above = |peaks_db: f64| (peaks_db - self.floor_db).max(ABOVE_FLOOR_DB);
        let drive_db = self.scale_db * (above(wanted_db) / above(pressed_db)).ln();
        drive_db.max(self.drive_per_peak * (wanted_db - pressed_db))
    }
}

/// One of the two numbers that show it.
struct Sign {
    metric: IssueMetric,
    margin: Margin,
    yardstick: Yardstick,
    is_critical: bool,
}

fn judge(context: &Context) -> Vec<Finding> {
    // A steady tone has no peaks to press down; only a reference could say that it should have.
    if context.reference().is_none() && context.is_test_tone() {
        return Vec::new();
    }
    let signs = [psr_sign(context), plr_sign(context)];
    let worst = signs
        .into_iter()
        .flatten()
        .filter(|sign| sign.margin.excess > -HYSTERESIS_DB)
        .max_by(|a, b| severity_then_excess(a).total_cmp(&severity_then_excess(b)));
    worst
        .map(|sign| finding_of(context, sign))
        .into_iter()
        .collect()
}

fn severity_then_excess(sign: &Sign) -> f64 {
    sign.margin.excess + if sign.is_critical { 100.0 } else { 0.0 }
}

fn psr_sign(context: &Context) -> Option<Sign> {
    let measured_db = context.measurement.dynamics.psr_p5?.value();
    let psr_db = text::as_read(measured_db);
    let (warn_db, critical_db, yardstick) = match context.reference() {
        None => {
            let genre = context.genre_dynamics();
            (genre.psr_warn_db, genre.psr_critical_db, Yardstick::Profile)
        }
        Some(reference) => {
            // Nobody is told off for being as dense as the record that was chosen as the aim.
            let dense_db = reference.psr_p5_db.map(|db| db - STYLE_SLACK_DB);
            let warn_db = dense_db.map_or(PSR_WARN_DB, |db| PSR_WARN_DB.min(db));
            let critical_db = PSR_CRITICAL_DB.min(warn_db - CRITICAL_STEP_DB);
            (warn_db, critical_db, Yardstick::Absolute)
        }
    };
    Some(Sign {
        metric: finding::metric("psr_p5_db", measured_db, warn_db, "dB"),
        margin: Margin {
            excess: warn_db - psr_db,
            critical: warn_db - critical_db,
            sigma: 0.3,
        },
        yardstick,
        is_critical: psr_db < critical_db,
    })
}

fn plr_sign(context: &Context) -> Option<Sign> {
    let measured_db = context.measurement.dynamics.plr?.value();
    let plr_db = text::as_read(measured_db);
    let limit_db = match context.reference() {
        Some(reference) => reference.plr_db? - PLR_LOSS_DB,
        // What a genre keeps in the mix is gone after mastering: no number for a master.
        None if context.is_master() => return None,
        None => context.genre_dynamics().plr_warn_db,
    };
    Some(Sign {
        metric: finding::metric("plr_db", measured_db, limit_db, "dB"),
        margin: Margin {
            excess: limit_db - plr_db,
            critical: 2.0 * PLR_LOSS_DB,
            sigma: 0.3,
        },
        yardstick: Yardstick::Profile,
        is_critical: false,
    })
}

fn finding_of(context: &Context, sign: Sign) -> Finding {
    let limit_db = sign.metric.threshold;
    let name = if sign.metric.name == "psr_p5_db" {
        "PSR"
    } else {
        "PLR"
    };
    let value = text::tenth(sign.metric.value);
    Finding {
        key: RULE.id.to_owned(),
        severity: if sign.is_critical {
            Severity::Critical
        } else {
            Severity::Important
        },
        margin: sign.margin,
        yardstick: sign.yardstick,
        basis: Basis::Measured,
        title: format!(
            "Over-compressed: {name} {value} dB, at least {} wanted",
            text::tenth(limit_db)
        ),
        evidence: evidence(context),
        places: places::where_exceeded(context.measurement, |cell| {
            Some(PSR_WARN_DB.min(limit_db) - cell.psr_min?.value())
        }),
        range_hz: None,
        fixes: fixes(context, &sign),
        metric: sign.metric,
    }
}

fn evidence(context: &Context) -> String {
    let dynamics = &context.measurement.dynamics;
    let against = |reference_db: Option<f64>| {
        reference_db.map_or(String::new(), |db| {
            format!(" (reference {})", text::tenth(db))
        })
    };
    let reference = context.reference();
    let psr = dynamics.psr_p5.map(|psr| {
        let reference = against(reference.and_then(|profile| profile.psr_p5_db));
        format!(
            "peaks {} dB above short-term loudness where it is densest{reference}",
            text::tenth(psr.value())
        )
    });
    let plr = dynamics.plr.map(|plr| {
        let reference = against(reference.and_then(|profile| profile.plr_db));
        format!(
            "{} dB above integrated loudness{reference}",
            text::tenth(plr.value())
        )
    });
    text::capital(&psr.into_iter().chain(plr).collect::<Vec<_>>().join(", "))
}

/// By how much less drive the peaks are back within the limit, dB.
fn back_off_db(context: &Context, sign: &Sign) -> f64 {
    let pressed_db = sign.metric.value;
    let wanted_db = sign.metric.threshold + HYSTERESIS_DB;
    let has_flat_tops =
        context.measurement.faults.flat_tops.is_some() || !context.full_scale_runs().is_empty();
    let limiting = if sign.metric.name == "psr_p5_db" {
        LIMITING
    } else {
        LIMITING_INTEGRATED
    };
    let pressing = if has_flat_tops || pressed_db < limiting.floor_db {
        CLIPPING
    } else {
        limiting
    };
    let drive_db = pressing.drive_db(pressed_db, wanted_db);
    finding::half_db_up(drive_db.min(BACK_OFF_MAX_DB))
}

fn fixes(context: &Context, sign: &Sign) -> Vec<Fix> {
    let back_off_db = back_off_db(context, sign);
    let back_off = format!(
        "Back off the limiter or compressor on Main by {} dB",
        text::size(back_off_db)
    );
    let back_off = Fix {
        gain_db: Some(-back_off_db),
        ..finding::dynamics(back_off)
    };
    let missing_db = sign.margin.excess.max(0.0) + HYSTERESIS_DB;
    vec![
        finding::expecting(back_off, &sign.metric.name, missing_db.min(back_off_db)),
        finding::dynamics(
            "Raise the attack of the bus compressor to 20-30 ms, so that hits get through",
        ),
        finding::manual(
            "Bypass saturation and clipping on groups one by one and listen for the hits",
        ),
    ]
}

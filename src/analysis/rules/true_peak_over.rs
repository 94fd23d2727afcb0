//! The waveform between the samples goes over.

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
use crate::model::report::Place;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "TRUE_PEAK_OVER",
    family: Family::Event,
    need_s: 0.0,
    weight: 1.2,
    focus: &[Focus::Balance],
    judge,
};

/// Ceiling of a master, dBTP: lossy codecs overshoot (AES TD1008, EBU R 128).
pub(in crate::analysis) const MASTER_CEILING_DBTP: f64 = -1.0;

fn judge(context: &Context) -> Vec<Finding> {
    let ceiling_dbtp = if context.is_master() {
        MASTER_CEILING_DBTP
    } else {
        0.0
    };
    // A mix that clips has a clipping issue; a second row about the same peaks helps nobody.
    let is_said_already = !context.is_master() && context.has_clipped();
    let is_over = |peak_dbtp: f64| peak_dbtp > ceiling_dbtp && !is_said_already;
    let Some(measured_dbtp) = context.true_peak_dbtp() else {
        return Vec::new();
    };
    let peak_dbtp = text::as_read(measured_dbtp);
    if !is_over(peak_dbtp) {
        return Vec::new();
    }
    let is_critical = context.is_master() && peak_dbtp > 0.0;
    let samples_dbfs = context.sample_peak_dbfs().unwrap_or(peak_dbtp);
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if is_critical {
            Severity::Critical
        } else {
            Severity::Important
        },
        margin: Margin {
            excess: peak_dbtp - ceiling_dbtp,
            critical: 1.0,
            sigma: 0.2,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!(
            "True peak {} dBTP, {} dB over the ceiling",
            text::signed(peak_dbtp),
            text::tenth(peak_dbtp - ceiling_dbtp)
        ),
        evidence: format!(
            "True peak {} dBTP, samples {} dBFS, ceiling {} dBTP: a converter or codec can clip there",
            text::signed(peak_dbtp),
            text::signed(samples_dbfs),
            text::tenth(ceiling_dbtp)
        ),
        places: loudest_places(context, ceiling_dbtp),
        range_hz: None,
        metric: finding::metric("true_peak_dbtp", measured_dbtp, ceiling_dbtp, "dBTP"),
        fixes: fixes(context, peak_dbtp),
    }]
}

fn loudest_places(context: &Context, ceiling_dbtp: f64) -> Vec<Place> {
    places::where_exceeded(context.measurement, |cell| {
        Some(cell.true_peak?.value() + context.trim_db() - ceiling_dbtp)
    })
}

fn fixes(context: &Context, peak_dbtp: f64) -> Vec<Fix> {
    let gain_db = finding::half_db_up(MASTER_CEILING_DBTP - peak_dbtp);
    let lower = format!(
        "Lower the whole mix by {} dB, before any limiter",
        text::size(gain_db)
    );
    let lower = finding::expecting(finding::gain(lower, gain_db), "true_peak_dbtp", gain_db);
    let ceiling =
        finding::dynamics("Set the limiter's ceiling to -1 dBTP and switch its true-peak mode on");
    if context.is_master() {
        vec![lower, ceiling]
    } else {
        vec![lower]
    }
}

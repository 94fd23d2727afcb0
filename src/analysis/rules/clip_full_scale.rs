//! Runs of samples at full scale: clipped already.

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
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::units::Dbtp;
use crate::units::power_db;

pub(super) const RULE: Rule = Rule {
    id: "CLIP_FS",
    family: Family::Event,
    need_s: 0.0,
    weight: 1.2,
    focus: &[Focus::LowEnd, Focus::Balance],
    judge,
};

/// A run this long is a flat top one can hear.
const CRITICAL_RUN: u32 = 8;

/// So many stretches of clipping are no accident.
const CRITICAL_EVENTS: u32 = 3;

/// Between Gauss (1) and Laplace (2).
const TAIL: f64 = 1.25;

/// Most that is asked for in one round, dB.
const LOWER_MAX_DB: f64 = 12.0;

fn judge(context: &Context) -> Vec<Finding> {
    let totals = context.measurement.clip_totals;
    let clips = context.full_scale_runs();
    if clips.is_empty() && totals.full_scale_events == 0 {
        return Vec::new();
    }
    let longest = clips.iter().map(|clip| clip.longest_run).max().unwrap_or(0);
    let runs = clips.iter().map(|clip| u64::from(clip.hits)).sum();
    let events = totals.full_scale_events.max(clips.len() as u32);
    let is_critical = longest >= CRITICAL_RUN || events + totals.over_events >= CRITICAL_EVENTS;
    let starts_s: Vec<f64> = clips.iter().map(|clip| clip.start_s).collect();
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if is_critical {
            Severity::Critical
        } else {
            Severity::Important
        },
        margin: Margin {
            excess: f64::from(events),
            critical: f64::from(CRITICAL_EVENTS),
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("Clipped at full scale at {}", text::times(&starts_s)),
        evidence: format!(
            "{} of full-scale samples, longest {longest} samples: the tops are cut off",
            text::count(runs, "run")
        ),
        places: places::events(clips.iter().map(|clip| (clip.start_s, clip.end_s))),
        range_hz: None,
        metric: finding::metric("clip_events", f64::from(events), 0.0, "events"),
        fixes: fixes(context, events),
    }]
}

/// By how much the music was over full scale before its tops were cut, dB.
///
/// With a reference: where its peaks would be at this loudness. In any case: the more samples lie at the ceiling, the
/// higher the lost tops were. Samples of music are distributed between Gauss and Laplace; with so many of all samples
/// beyond the ceiling, the largest of all would lie at [`TAIL`] times what Gauss says, in decibels.
fn lost_db(context: &Context) -> f64 {
    let measurement = context.measurement;
    let from_reference_db = context
        .reference()
        .and_then(|reference| reference.plr_db)
        .zip(measurement.loudness.integrated)
        .map_or(0.0, |(plr_db, loudness)| plr_db + loudness.value());
    let channels = f64::from(measurement.channels.max(1));
    let samples = measurement.heard_s * measurement.sample_rate_hz * channels;
    let clipped = measurement.clip_totals.samples as f64;
    let from_tail_db = if clipped > 0.0 && samples > 2.0 * clipped {
        TAIL * power_db(samples.ln() / (samples / clipped).ln())
    } else {
        0.0
    };
    from_reference_db.max(from_tail_db)
}

fn fixes(context: &Context, events: u32) -> Vec<Fix> {
    let over_db = context
        .measurement
        .levels
        .true_peak
        .map_or(0.0, Dbtp::value)
        .max(lost_db(context).min(LOWER_MAX_DB - 1.0));
    let gain_db = finding::half_db_up(-(over_db + 1.0));
    let lower = format!(
        "Lower what feeds the last limiter or clipper by {} dB and export again",
        text::size(gain_db)
    );
    vec![
        finding::expecting(
            finding::gain(lower, gain_db),
            "clip_events",
            -f64::from(events),
        ),
        finding::manual("Switch off normalising and any clipper on Main, then export again"),
    ]
}

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

fn fixes(context: &Context, events: u32) -> Vec<Fix> {
    let over_db = context
        .measurement
        .levels
        .true_peak
        .map_or(0.0, Dbtp::value)
        .max(0.0);
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

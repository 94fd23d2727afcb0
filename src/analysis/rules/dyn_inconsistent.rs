//! Sections or single moments that jump out.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::measurement::Jump;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "DYN_INCONSISTENT",
    family: Family::Dynamics,
    need_s: 30.0,
    weight: 0.9,
    focus: &[Focus::Balance],
    judge,
};

/// A change of section this large is more than an arrangement does, LU.
const JUMP_LIMIT_LU: f64 = 8.0;

/// What a reference's own largest change leaves open above it, LU.
const REFERENCE_MARGIN_LU: f64 = 4.0;

const HYSTERESIS_LU: f64 = 1.0;
const SPIKES_MIN: usize = 3;

/// Length of the stretches whose loudness is compared, and of a spike, seconds.
const STRETCH_S: f64 = 8.0;
const SPIKE_S: f64 = 0.4;

/// Most that is advised to automate in one step, dB.
const AUTOMATION_MAX_DB: f64 = 6.0;

fn judge(context: &Context) -> Vec<Finding> {
    let dynamics = &context.measurement.dynamics;
    let reference_lu = context
        .reference()
        .and_then(|reference| reference.loudness_jump_lu);
    let limit_lu = reference_lu.map_or(JUMP_LIMIT_LU, |jump_lu| {
        JUMP_LIMIT_LU.max(jump_lu + REFERENCE_MARGIN_LU)
    });
    let jump = dynamics
        .jump
        .filter(|jump| jump.size.value() - limit_lu > -HYSTERESIS_LU);
    let has_spikes = dynamics.spikes_s.len() >= SPIKES_MIN;
    match jump {
        Some(jump) if jump.size.value() > limit_lu || !has_spikes => {
            vec![of_jump(context, jump, limit_lu)]
        }
        _ if has_spikes => vec![of_spikes(&dynamics.spikes_s)],
        _ => Vec::new(),
    }
}

fn of_jump(context: &Context, jump: Jump, limit_lu: f64) -> Finding {
    let size_lu = jump.size.value();
    let (louder, at) = (jump.change.value() > 0.0, text::time(jump.at_s));
    let gain_db = -finding::half_db(((size_lu - limit_lu).max(0.0) + 2.0).min(AUTOMATION_MAX_DB));
    let side = if louder { "from" } else { "before" };
    let place = if louder {
        jump.at_s
    } else {
        jump.at_s - STRETCH_S
    };
    let automate = format!(
        "Automate the level by {} dB {side} {at}, or the loudest element there",
        text::gain(gain_db)
    );
    let automate = Fix {
        gain_db: Some(gain_db),
        ..finding::fix(FixKind::Dynamics, automate)
    };
    Finding {
        title: format!("Section level jumps {} LU at {at}", text::tenth(size_lu)),
        evidence: format!(
            "Loudness of neighbouring 8 s stretches differs by {} LU, at most {} is usual{}",
            text::tenth(size_lu),
            text::tenth(limit_lu),
            if context.reference().is_some() {
                " for the reference"
            } else {
                ""
            }
        ),
        places: places::events([(place, place + STRETCH_S)].into_iter()),
        fixes: vec![automate],
        metric: finding::metric("loudness_jump_lu", size_lu, limit_lu, "LU"),
        ..empty(Margin {
            excess: size_lu - limit_lu,
            critical: 8.0,
            sigma: 0.2,
        })
    }
}

fn of_spikes(spikes_s: &[f64]) -> Finding {
    let number = spikes_s.len() as f64;
    Finding {
        title: format!("Single moments jump out at {}", text::times(spikes_s)),
        evidence: format!(
            "{} more than 8 LU above the 20 s around them",
            text::count(spikes_s.len() as u64, "moment")
        ),
        places: places::events(spikes_s.iter().map(|at_s| (*at_s, at_s + SPIKE_S))),
        fixes: vec![finding::dynamics(
            "Compress or automate the element that jumps out there by 3 dB",
        )],
        metric: finding::metric("loudness_spikes", number, SPIKES_MIN as f64, "moments"),
        ..empty(Margin {
            excess: number - SPIKES_MIN as f64 + 1.0,
            critical: 6.0,
            sigma: 0.0,
        })
    }
}

fn empty(margin: Margin) -> Finding {
    Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Polish,
        margin,
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: String::new(),
        evidence: String::new(),
        places: Vec::new(),
        range_hz: None,
        metric: finding::metric("", 0.0, 0.0, ""),
        fixes: Vec::new(),
    }
}

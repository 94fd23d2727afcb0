//! Statements that need no action: what limits the answer.

use crate::analysis::context::Context;
use crate::analysis::judge::JUDGED_FROM_S;
use crate::analysis::text;
use crate::model::report::ReferenceInfo;

/// Below this much audible time an answer is provisional, seconds.
const SETTLED_FROM_S: f64 = 30.0;

/// Time after which a loudness range is stable, seconds (EBU Tech 3341, 2.4).
const RANGE_STABLE_FROM_S: f64 = 60.0;

/// All notes on this answer. `side_chain` says what the side-chain still lacks.
pub(super) fn notes(
    context: &Context,
    references: &[ReferenceInfo],
    side_chain: Option<String>,
) -> Vec<String> {
    let warnings = references.iter().filter_map(|reference| {
        Some(format!(
            "{}: {}",
            reference.name,
            reference.warning.as_ref()?
        ))
    });
    target(context)
        .into_iter()
        .chain(side_chain)
        .chain(warnings)
        .chain(coverage(context))
        .chain(tone(context))
        .chain(mono(context))
        .chain(dropped(context))
        .collect()
}

fn target(context: &Context) -> Option<String> {
    let name = context.settings.target.name();
    context.reference().is_none().then(|| {
        format!("no reference: compared with the built-in target \"{name}\", which is provisional; load a track you like")
    })
}

fn tone(context: &Context) -> Option<String> {
    context
        .is_test_tone()
        .then(|| "this is a single tone: only levels and faults mean something".to_owned())
}

fn coverage(context: &Context) -> Vec<String> {
    let (heard_s, active_s) = (context.measurement.heard_s, context.measurement.active_s);
    if heard_s <= 0.0 {
        return vec!["nothing heard yet".to_owned()];
    }
    if active_s <= 0.0 {
        return vec!["no audible music heard yet".to_owned()];
    }
    let mut notes = Vec::new();
    if active_s < JUDGED_FROM_S {
        notes.push(format!(
            "heard only {} s of music: balance, width and dynamics are not judged",
            text::tenth(active_s)
        ));
    } else if active_s < SETTLED_FROM_S {
        notes.push(format!(
            "measuring: heard only {active_s:.0} s of music, numbers settle from 30 s on"
        ));
    }
    if active_s < RANGE_STABLE_FROM_S && context.measurement.loudness.range.is_some() {
        notes.push("loudness range is unstable below 60 s".to_owned());
    }
    notes
}

fn mono(context: &Context) -> Option<String> {
    let measurement = context.measurement;
    let is_mono = measurement.channels == 1 || (measurement.channels == 2 && measurement.is_mono);
    (is_mono && context.stereo().is_none()).then(|| "mono input: stereo is not judged".to_owned())
}

fn dropped(context: &Context) -> Option<String> {
    let blocks = context.measurement.dropped_blocks;
    (blocks > 0).then(|| {
        format!(
            "{} of 100 ms got lost on the way: play that part again",
            text::count(blocks, "block")
        )
    })
}

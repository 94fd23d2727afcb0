//! From a measurement to the ranked list of everything that is wrong.

use crate::analysis::context::Context;
use crate::analysis::deviation::Region;
use crate::analysis::finding::Finding;
use crate::analysis::ranking;
use crate::analysis::rules;
use crate::analysis::rules::RULES;
use crate::analysis::rules::Rule;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::report::Issue;
use crate::model::settings::Settings;

/// Audible time below which music is not judged, seconds; broken audio is.
pub const JUDGED_FROM_S: f64 = 3.0;

/// What can be said of audio with samples that cannot be music.
const BROKEN: [&str; 3] = ["NAN_INF", "DROPOUT", "DEAD_CHANNEL"];

/// A finding and the rule it comes from.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) rule: &'static Rule,
    pub(super) finding: Finding,
}

impl Judged {
    /// Whether the rule holds by itself, without help from what was shown before.
    pub(super) fn is_entered(&self) -> bool {
        self.finding.margin.excess > 0.0
    }
}

/// Everything wrong with a measured mix: ranked, with nothing kept back by iteration or focus.
///
/// Without references in `profile`, built-in targets and fixed limits stand in. The same numbers give the same list.
#[must_use]
pub fn issues(
    measurement: &Measurement,
    profile: Option<&Profile>,
    settings: &Settings,
) -> Vec<Issue> {
    let context = Context::new(measurement, profile, settings);
    let mut found = findings(&context);
    found.retain(Judged::is_entered);
    suppress(&context, &mut found, Judged::is_entered);
    ranking::ranked(&context, &found)
}

/// What all rules say, including what is only short of being found.
pub(super) fn findings(context: &Context) -> Vec<Judged> {
    RULES
        .iter()
        .filter(|rule| can_judge(context, rule))
        .flat_map(|rule| {
            (rule.judge)(context)
                .into_iter()
                .map(move |finding| Judged { rule, finding })
        })
        .collect()
}

/// Whether there is enough to go by, and whether it is music at all.
pub(super) fn can_judge(context: &Context, rule: &Rule) -> bool {
    let hears_music = context.measurement.active_s >= JUDGED_FROM_S;
    (hears_music || !rule.family.needs_music())
        && (!context.is_absurd() || BROKEN.contains(&rule.id))
}

/// Removes findings that say what a stronger one already says. Only findings that `hold` remove others.
pub(super) fn suppress(
    context: &Context,
    found: &mut Vec<Judged>,
    holds: impl Fn(&Judged) -> bool,
) {
    keep_the_fitter_treble(context, found, &holds);
    keep_rumble_apart(context, found, &holds);
    for (winner, losers) in SUPPRESSIONS {
        if found
            .iter()
            .any(|judged| judged.rule.id == winner && holds(judged))
        {
            found.retain(|judged| !losers.contains(&judged.rule.id));
        }
    }
    let above = |region: Region| context.region_db(region).unwrap_or(f64::NEG_INFINITY);
    let mut keep_higher = |high: (&str, f64), low: (&str, f64)| {
        let has = |id: &str| {
            found
                .iter()
                .any(|judged| judged.rule.id == id && holds(judged))
        };
        if has(high.0) && has(low.0) {
            let weaker = if high.1 >= low.1 { low.0 } else { high.0 };
            found.retain(|judged| judged.rule.id != weaker);
        }
    };
    keep_higher(("MUDDY", above(Region::Mud)), ("BOXY", above(Region::Box)));
    // Of two equal ones the lower region stays: boxes are heard before noses.
    keep_higher(
        ("BOXY", above(Region::Box)),
        ("NASAL", above(Region::Nasal)),
    );
    let is_bright = found
        .iter()
        .any(|judged| judged.rule.id == "TOO_BRIGHT" && holds(judged));
    if is_bright && above(Region::Harsh) <= above(Region::High) {
        found.retain(|judged| judged.rule.id != "HARSH");
    }
    join_low_end(found, holds);
}

/// Rules that say the same about the same sound: the first one keeps the others quiet.
const SUPPRESSIONS: [(&str, &[&str]); 4] = [
    (
        "DEAD_CHANNEL",
        &["IMBALANCE", "NARROW", "TOO_WIDE", "MONO_LOSS"],
    ),
    (
        "PHASE",
        &["LOW_END_STEREO", "NARROW", "TOO_WIDE", "MONO_LOSS"],
    ),
    ("TOO_DARK", &["NO_AIR"]),
    ("TOO_BRIGHT", &["SIBILANT"]),
];

/// What is louder below the sub than in it spills over: it is rumble, and no bass is too loud.
fn keep_rumble_apart(context: &Context, found: &mut Vec<Judged>, holds: impl Fn(&Judged) -> bool) {
    let rumbles = found
        .iter()
        .any(|judged| judged.rule.id == "RUMBLE" && holds(judged));
    let spectrum = context.measurement.spectrum.as_ref();
    if rumbles && spectrum.is_some_and(rules::rumbles_louder_than_sub) {
        found.retain(|judged| judged.rule.id != "SUB_HEAVY");
    }
}

/// Treble that misses only its top lacks air and is not dark; a hump below a top that is right is sharp and not bright.
fn keep_the_fitter_treble(
    context: &Context,
    found: &mut Vec<Judged>,
    holds: impl Fn(&Judged) -> bool,
) {
    let is_inside = |region: Region, sign: f64| {
        let mean_db = context.region_db(region);
        mean_db.is_some_and(|db| db * sign <= context.region_limit_db(Region::High, sign))
    };
    for (whole, part, rest, sign) in [
        ("TOO_DARK", "NO_AIR", Region::Sibilance, -1.0),
        ("TOO_BRIGHT", "SIBILANT", Region::Air, 1.0),
    ] {
        let part_holds = found
            .iter()
            .any(|judged| judged.rule.id == part && holds(judged));
        if part_holds && is_inside(rest, sign) {
            found.retain(|judged| judged.rule.id != whole);
        }
    }
}

/// Sub and boom together are one heavy low end; the one further out gives its name and its fix.
fn join_low_end(found: &mut Vec<Judged>, holds: impl Fn(&Judged) -> bool) {
    let excess = |id: &str| {
        let judged = found
            .iter()
            .find(|judged| judged.rule.id == id && holds(judged));
        judged.map(|judged| judged.finding.margin.excess)
    };
    let (Some(boom), Some(sub)) = (excess("BOOMY"), excess("SUB_HEAVY")) else {
        return;
    };
    let (stays, goes) = if sub > boom {
        ("SUB_HEAVY", "BOOMY")
    } else {
        ("BOOMY", "SUB_HEAVY")
    };
    found.retain(|judged| judged.rule.id != goes);
    for judged in found.iter_mut().filter(|judged| judged.rule.id == stays) {
        let title = &mut judged.finding.title;
        if let Some(colon) = title.find(':') {
            title.replace_range(..colon, "Low end heavy");
        }
    }
}

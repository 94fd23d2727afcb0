//! What each fix should have done, what happened, and what to make of it.

use crate::analysis::text;
use crate::analysis::versions::Doing;
use crate::analysis::versions::changes;
use crate::analysis::versions::changes::Change;
use crate::analysis::versions::changes::Pair;
use crate::analysis::versions::limits;
use crate::analysis::versions::numbers;
use crate::analysis::versions::trial::Trial;
use crate::analysis::versions::verdict;
use crate::analysis::versions::version::Version;
use crate::model::comparison::Class;
use crate::model::comparison::Outcome;
use crate::model::comparison::OutcomeClass;
use crate::model::report::Expected;
use crate::model::report::Fix;
use crate::model::report::Issue;
use crate::model::report::Severity;

/// What too much of a cure leads to.
const OPPOSITES: [(&str, &[&str]); 14] = [
    ("TOO_DARK", &["TOO_BRIGHT", "HARSH", "SIBILANT"]),
    ("NO_AIR", &["TOO_BRIGHT", "SIBILANT"]),
    ("TOO_BRIGHT", &["TOO_DARK", "NO_AIR"]),
    ("HARSH", &["TOO_DARK"]),
    ("SIBILANT", &["TOO_DARK", "NO_AIR"]),
    ("NARROW", &["TOO_WIDE", "PHASE"]),
    ("TOO_WIDE", &["NARROW"]),
    ("PHASE", &["NARROW"]),
    ("THIN", &["BOOMY", "SUB_HEAVY", "MUDDY"]),
    ("BOOMY", &["THIN"]),
    ("SUB_HEAVY", &["THIN"]),
    ("OVER_COMPRESSED", &["TOO_DYNAMIC"]),
    ("TOO_DYNAMIC", &["OVER_COMPRESSED"]),
    (
        "LEVEL_LOW",
        &["HEADROOM_LOW", "TRUE_PEAK_OVER", "CLIP_OVER", "CLIP_FS"],
    ),
];

/// What is lowered too far gets very quiet.
const LOWERED: [&str; 5] = [
    "CLIP_OVER",
    "CLIP_FS",
    "CLIP_SOURCE",
    "TRUE_PEAK_OVER",
    "HEADROOM_LOW",
];

/// Outcome of every fix that is known or can be supposed, in the order of the fixes.
pub(super) fn all(pair: &Pair, doing: Doing, changes: &[Change]) -> Vec<Outcome> {
    match doing {
        Doing::Marked(intentions) => {
            let keys: Vec<&str> = intentions.iter().map(|one| one.key.as_str()).collect();
            intentions
                .iter()
                .filter_map(|intention| {
                    let changes = not_of_others(changes, &keys, &intention.key);
                    outcome(pair, &intention.key, &intention.fix, &changes)
                })
                .collect()
        }
        Doing::Unknown => {
            let issues = pair.before.issues.iter();
            issues
                .filter(|issue| issue.severity <= Severity::Important)
                .filter(|issue| !pair.ignored.contains(&issue.key))
                .filter_map(|issue| supposed(pair, issue, changes))
                .collect()
        }
    }
}

/// What became of the issues, but for those that too much of another fix leads to: that one is to blame for them.
fn not_of_others(changes: &[Change], keys: &[&str], own: &str) -> Vec<Change> {
    let is_of_another = |change: &Change| {
        let others = keys.iter().filter(|key| **key != own);
        let mut leads = others.flat_map(|key| opposites(id_of(key)));
        leads.any(|id| *id == change.entry.id)
    };
    let kept = changes.iter().filter(|change| !is_of_another(change));
    kept.cloned().collect()
}

/// The rule that a key names.
fn id_of(key: &str) -> &str {
    key.split(':').next().unwrap_or(key)
}

/// What too much of the cure of an issue leads to.
fn opposites(id: &str) -> &'static [&'static str] {
    let row = OPPOSITES.iter().find(|(rule, _)| *rule == id);
    row.map_or(&[][..], |(_, opposites)| *opposites)
}

/// The first fix of an issue, where the number behind it changed.
fn supposed(pair: &Pair, issue: &Issue, changes: &[Change]) -> Option<Outcome> {
    let fix = issue.fixes.iter().find(|fix| fix.expected.is_some())?;
    let found = outcome(pair, &issue.key, fix, changes)?;
    // A ring that got higher tells of the balance around it, not of a filter.
    let is_cut = found.achieved * found.expected > 0.0;
    if issue.id == changes::RELATIVE && !is_cut {
        return None;
    }
    limits::is_significant(&found.metric, found.achieved, pair.rates).then_some(found)
}

fn outcome(pair: &Pair, key: &str, fix: &Fix, changes: &[Change]) -> Option<Outcome> {
    let id = id_of(key);
    let change = changes.iter().find(|change| change.is_about(key));
    let aim = aim(pair, key, fix)?;
    let number = |version| numbers::of_rule(version, &aim.expected.metric, aim.range_hz);
    let achieved = number(pair.after)? - number(pair.before)?;
    let trial = Trial {
        expected: aim.expected.change,
        achieved,
        limit: limits::limit(&aim.expected.metric, pair.rates)?,
        class: change.map(Change::class),
        is_opposite_there: opposite(pair, id, &aim),
        has_passed: passed(pair, &aim) > 0.5,
    };
    let result = if fix.expected.is_some() {
        trial.result()
    } else {
        trial.result_of_issue()
    };
    Some(Outcome {
        key: key.to_owned(),
        fix: fix.text.clone(),
        metric: aim.expected.metric,
        expected: trial.expected,
        achieved,
        result,
        advice: advice(&trial, result, fix, id, changes),
    })
}

/// What a fix was to change, and where.
struct Aim {
    expected: Expected,
    range_hz: Option<[f64; 2]>,
    /// What the number was held against; `None` where the rule said nothing of it before.
    threshold: Option<f64>,
}

/// What the fix says itself; else that the number should come back to its threshold.
fn aim(pair: &Pair, key: &str, fix: &Fix) -> Option<Aim> {
    let finding = pair.before.finding(key).map(|judged| &judged.finding);
    let range_hz = finding
        .and_then(|finding| finding.range_hz)
        .or_else(|| range_of_key(key));
    let metric = finding.map(|finding| &finding.metric);
    let expected = fix.expected.clone().or_else(|| {
        let metric = metric?;
        Some(Expected {
            metric: metric.name.clone(),
            change: metric.threshold - metric.value,
        })
    })?;
    Some(Aim {
        threshold: metric
            .filter(|metric| metric.name == expected.metric)
            .map(|metric| metric.threshold),
        expected,
        range_hz,
    })
}

/// The third-octave that a key names, as in `RESONANCE:2500`.
fn range_of_key(key: &str) -> Option<[f64; 2]> {
    let center_hz: f64 = key.split(':').nth(1)?.parse().ok()?;
    let half_width = 2f64.powf(1.0 / 6.0);
    Some([center_hz / half_width, center_hz * half_width])
}

/// Whether the cure went so far that the mix now has the opposite fault.
fn opposite(pair: &Pair, id: &str, aim: &Aim) -> bool {
    let is_new = |other: &&str| {
        let shows = |version: &Version| version.shows(other);
        shows(pair.after) && !shows(pair.before)
    };
    let is_too_low = LOWERED.contains(&id) && is_new(&"LEVEL_LOW");
    opposites(id).iter().any(is_new) || is_too_low || has_swung(pair, id, aim)
}

/// How far a region went past the reference, as a share of the way to the opposite fault; zero where it did not.
fn passed(pair: &Pair, aim: &Aim) -> f64 {
    let name = aim.expected.metric.as_str();
    let number = |version| numbers::of_rule(version, name, aim.range_hz);
    match (number(pair.before), number(pair.after), aim.threshold) {
        (Some(was), Some(now), Some(limit))
            if name.starts_with("region.") && was.signum() != now.signum() =>
        {
            now.abs() / limit.abs()
        }
        _ => 0.0,
    }
}

/// Whether a number that is right at the reference passed it and is now as far off on the other side.
fn has_swung(pair: &Pair, id: &str, aim: &Aim) -> bool {
    let name = aim.expected.metric.as_str();
    let number = |version| numbers::of_rule(version, name, aim.range_hz);
    let (Some(was), Some(now)) = (number(pair.before), number(pair.after)) else {
        return false;
    };
    match aim.threshold {
        _ if name.starts_with("region.") => passed(pair, aim) > 1.0,
        // Both sides are one issue, which is there in both versions.
        Some(limit) if id == "IMBALANCE" || id == "LOUDNESS_OFF" => {
            let finding = pair.after.finding(id).filter(|_| pair.after.shows(id));
            finding.is_some_and(|judged| {
                let side = |value: f64, limit: f64| (value - limit).signum();
                side(was, limit) != side(now, judged.finding.metric.threshold)
            })
        }
        _ => false,
    }
}

/// What to do about it.
fn advice(trial: &Trial, result: OutcomeClass, fix: &Fix, id: &str, changes: &[Change]) -> String {
    let is_cured = matches!(trial.class, Some(Class::Fixed | Class::Improved));
    let has_broken = verdict::broken(changes).any(|change| change.entry.id != id);
    match result {
        OutcomeClass::Missed if trial.is_wrong_way() => {
            "It went the other way: check that the fix is on, or undo it".to_owned()
        }
        OutcomeClass::Missed => {
            "Hardly anything changed: more aggressive, or another approach".to_owned()
        }
        OutcomeClass::Overshoot
            if trial.is_opposite_there || trial.has_passed || trial.class.is_none() =>
        {
            dial_back(fix)
        }
        _ if is_cured && has_broken => format!(
            "It worked, but {}: roll back or take a smaller step",
            verdict::breakage(changes)
        ),
        OutcomeClass::Overshoot => {
            "More than expected, and still there: go on in smaller steps".to_owned()
        }
        OutcomeClass::Partial if fix.expected.is_some() => format!(
            "The right way, {:.0} % of what was expected: do more of the same",
            trial.share() * 100.0
        ),
        OutcomeClass::Partial => "The right way, not enough yet: do more of the same".to_owned(),
        OutcomeClass::Hit if trial.is_fixed() || trial.class.is_none() => {
            "As hoped: go on with the next one".to_owned()
        }
        OutcomeClass::Hit => "As expected, and still there: do it again".to_owned(),
    }
}

/// Half the move, in numbers where it has one.
fn dial_back(fix: &Fix) -> String {
    match fix.gain_db.or(fix.width_db) {
        Some(gain_db) => format!(
            "Too much: dial back 50 %: try {} dB instead of {} dB",
            text::signed(gain_db / 2.0),
            text::signed(gain_db)
        ),
        None => "Too much: dial back 50 %".to_owned(),
    }
}

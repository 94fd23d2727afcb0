//! Two versions of a mix, side by side: what became better, what remains, what broke, and when to stop.

mod changes;
mod classify;
mod clipping;
mod limits;
mod numbers;
mod outcomes;
mod trial;
mod verdict;
mod version;
mod wording;

use std::collections::BTreeSet;

use crate::analysis::profile;
use crate::analysis::versions::changes::Change;
use crate::analysis::versions::changes::Pair;
use crate::analysis::versions::limits::Rates;
use crate::analysis::versions::verdict::Course;
use crate::analysis::versions::version::Version;
use crate::model::comparison::Alignment;
use crate::model::comparison::COMPARE_SCHEMA;
use crate::model::comparison::Class;
use crate::model::comparison::Comparison;
use crate::model::comparison::Entry;
use crate::model::comparison::VerdictClass;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::report::ReferenceInfo;
use crate::model::report::Report;
use crate::model::report::Severity;
use crate::model::settings::Settings;
use crate::model::version::Intention;

/// One version to compare.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a> {
    /// What was measured.
    pub measurement: &'a Measurement,
    /// Its file and length in seconds; `None` for a version that was heard in a plug-in.
    pub file: Option<(&'a str, f64)>,
}

/// What is known of the fixes between two versions.
#[derive(Clone, Copy, Debug)]
pub enum Doing<'a> {
    /// The person said so.
    Marked(&'a [Intention]),
    /// Nobody said: where the number behind an issue changed by more than noise, its first fix is taken for it.
    Unknown,
}

/// What to compare, and by what. Both versions are judged by the same references and settings, whatever they were
/// judged by when they were captured.
#[derive(Clone, Debug)]
pub struct Inquiry<'a> {
    /// The earlier version.
    pub before: Take<'a>,
    /// The later one.
    pub after: Take<'a>,
    /// References; `None` for the built-in target of the settings.
    pub profile: Option<&'a Profile>,
    /// Their names, for the reports.
    pub references: &'a [ReferenceInfo],
    /// Stage, focus, round and target. The round is that of the later version.
    pub settings: &'a Settings,
    /// Keys of the issues that the person set aside: no part of the verdict.
    pub ignored: &'a BTreeSet<String>,
    /// How the two lie on each other.
    pub alignment: Alignment,
    /// What was meant to change.
    pub doing: Doing<'a>,
    /// What comparing the versions before came to, one after the other, the first one first.
    pub earlier: &'a [VerdictClass],
}

/// Most issues that are named as the next ones.
const NEXT_MAX: usize = 3;

/// Compares two versions. The same numbers give the same comparison.
#[must_use]
pub fn compare(inquiry: &Inquiry) -> Comparison {
    let built_in = match inquiry.profile {
        Some(_) => None,
        None => profile::built_in(inquiry.settings.target),
    };
    let profile = inquiry.profile.or(built_in.as_ref());
    let before = Version::new(inquiry.before, inquiry, profile);
    let after = Version::new(inquiry.after, inquiry, profile);
    let pair = Pair {
        before: &before,
        after: &after,
        rates: rates(inquiry),
        ignored: inquiry.ignored,
    };
    let changes = changes::all(&pair);
    let class = verdict::class(&changes);
    let stop = verdict::stop(&course(inquiry, &after, class));
    let of = |classes: &[Class]| entries(&changes, classes);
    Comparison {
        schema: COMPARE_SCHEMA.to_owned(),
        alignment: alignment(inquiry),
        improvements: of(&[Class::Fixed, Class::Improved]),
        remaining: of(&[Class::Remaining]),
        new: of(&[Class::New]),
        regressed: of(&[Class::Regressed]),
        metric_changes: numbers::changes(&before.report, &after.report, pair.rates),
        expected_vs_achieved: outcomes::all(&pair, inquiry.doing, &changes),
        verdict: verdict::sentence(class, &changes),
        verdict_class: class,
        stop,
        next: next(&after.report),
        before: before.report,
        after: after.report,
    }
}

fn rates(inquiry: &Inquiry) -> Rates {
    let rate_hz = |take: Take| take.measurement.sample_rate_hz;
    if rate_hz(inquiry.before) == rate_hz(inquiry.after) {
        Rates::Same
    } else {
        Rates::Different
    }
}

fn entries(changes: &[Change], classes: &[Class]) -> Vec<Entry> {
    changes
        .iter()
        .filter(|change| classes.contains(&change.class()))
        .map(|change| change.entry.clone())
        .collect()
}

/// The alignment as given, with the gain that makes both equally loud where nobody said it.
fn alignment(inquiry: &Inquiry) -> Alignment {
    let loudness = |take: Take| take.measurement.loudness.integrated;
    let matched_db = || {
        let (before, after) = (loudness(inquiry.before)?, loudness(inquiry.after)?);
        Some((before - after).value())
    };
    Alignment {
        level_db: inquiry.alignment.level_db.or_else(matched_db),
        ..inquiry.alignment
    }
}

/// Where the person is on the way. Nobody counts rounds before they are set, but every comparison ended one.
fn course<'a>(inquiry: &Inquiry<'a>, after: &Version, verdict: VerdictClass) -> Course<'a> {
    let set = inquiry.settings.iteration;
    Course {
        round: set.map_or(inquiry.earlier.len() + 2, |round| round as usize),
        earlier: inquiry.earlier,
        verdict,
        worst: verdict::worst(after, |key| inquiry.ignored.contains(key)),
    }
}

/// What to do next: the first issues of the list, without what is only worth knowing.
fn next(report: &Report) -> Vec<String> {
    let issues = report.issues.iter();
    issues
        .filter(|issue| issue.severity != Severity::Info)
        .take(NEXT_MAX)
        .map(|issue| issue.title.clone())
        .collect()
}

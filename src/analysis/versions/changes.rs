//! What became of every issue of two versions.

use std::collections::BTreeSet;

use crate::analysis::judge;
use crate::analysis::judge::Judged;
use crate::analysis::versions::classify;
use crate::analysis::versions::classify::Fate;
use crate::analysis::versions::classify::Presence;
use crate::analysis::versions::classify::State;
use crate::analysis::versions::clipping;
use crate::analysis::versions::limits;
use crate::analysis::versions::limits::Rates;
use crate::analysis::versions::numbers;
use crate::analysis::versions::version::Version;
use crate::analysis::versions::wording;
use crate::analysis::versions::wording::Line;
use crate::model::comparison::Class;
use crate::model::comparison::Entry;
use crate::model::comparison::Standing;
use crate::model::report::Issue;
use crate::model::report::IssueMetric;
use crate::model::report::Severity;

/// The two versions, and how well their numbers can be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) before: &'a Version<'a>,
    pub(super) after: &'a Version<'a>,
    pub(super) rates: Rates,
    pub(super) ignored: &'a BTreeSet<String>,
}

/// What became of one issue.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) entry: Entry,
    /// Its keys in both versions, which differ where it moved to a neighbouring band.
    pub(super) keys: [Option<String>; 2],
    /// How severe it was, and is.
    pub(super) severities: [Option<Severity>; 2],
    /// Place in the list of the version that decides about its order.
    pub(super) rank: usize,
}

/// A ring is measured against its surroundings, and a held note looks the same: one that was there gets higher whenever
/// the balance around it changes. Only a ring where none was is something that broke.
pub(super) const RELATIVE: &str = "RESONANCE";

impl Change {
    pub(super) fn class(&self) -> Class {
        self.entry.class
    }

    /// Severity that counts: of what was cured, how severe it was; of anything else, how severe it is.
    pub(super) fn severity(&self) -> Severity {
        let [before, after] = self.severities;
        let severity = match self.entry.class {
            Class::Fixed | Class::Improved => before.or(after),
            Class::Remaining | Class::Regressed | Class::New => after.or(before),
        };
        severity.unwrap_or(Severity::Info)
    }

    /// Whether it is more than polish.
    pub(super) fn matters(&self) -> bool {
        self.severity() <= Severity::Important
    }

    /// Whether it is something that broke: new or worse, and more than polish.
    pub(super) fn breaks(&self) -> bool {
        let is_worse = match self.class() {
            Class::New => true,
            Class::Regressed => self.entry.id != RELATIVE,
            Class::Fixed | Class::Improved | Class::Remaining => false,
        };
        is_worse && self.matters()
    }

    /// Whether it is about this issue.
    pub(super) fn is_about(&self, key: &str) -> bool {
        let is_clipping = |id: &str| clipping::RULES.contains(&id);
        self.keys.iter().flatten().any(|own| own == key)
            || (is_clipping(&self.entry.id) && is_clipping(key))
    }
}

/// Every issue that either version shows and the person did not set aside, most important first.
pub(super) fn all(pair: &Pair) -> Vec<Change> {
    let (before, after) = (&pair.before.findings, &pair.after.findings);
    let mut partners: Vec<Option<usize>> = vec![None; before.len()];
    for matches in [same_key, same_place] {
        for (index, judged) in after.iter().enumerate() {
            let is_free = |at: usize| partners[at].is_none();
            let is_taken = partners.contains(&Some(index));
            let found = (0..before.len()).find(|at| is_free(*at) && matches(&before[*at], judged));
            if let Some(at) = found.filter(|_| !is_taken) {
                partners[at] = Some(index);
            }
        }
    }
    let paired = partners
        .iter()
        .enumerate()
        .map(|(at, partner)| (Some(&before[at]), partner.map(|index| &after[index])));
    let alone = (0..after.len())
        .filter(|index| !partners.contains(&Some(*index)))
        .map(|index| (None, Some(&after[index])));
    let mut changes: Vec<Change> = paired
        .chain(alone)
        .filter_map(|(before, after)| change(pair, before, after))
        .chain(of_clipping(pair))
        .collect();
    changes.sort_by(|one, other| {
        let order = |change: &Change| (change.severity(), change.rank);
        order(one)
            .cmp(&order(other))
            .then_with(|| one.entry.key.cmp(&other.entry.key))
    });
    changes
}

fn same_key(one: &Judged, other: &Judged) -> bool {
    one.finding.key == other.finding.key
}

/// The same rule about overlapping bands.
fn same_place(one: &Judged, other: &Judged) -> bool {
    let ranges = one.finding.range_hz.zip(other.finding.range_hz);
    one.rule.id == other.rule.id && ranges.is_some_and(|(one, other)| numbers::overlap(one, other))
}

fn change(pair: &Pair, before: Option<&Judged>, after: Option<&Judged>) -> Option<Change> {
    let either = after.or(before)?;
    let id = either.rule.id;
    let is_ignored = |judged: &Judged| pair.ignored.contains(&judged.finding.key);
    if clipping::RULES.contains(&id) || before.into_iter().chain(after).any(is_ignored) {
        return None;
    }
    let limit = limits::limit(&either.finding.metric.name, pair.rates)?;
    let was = state(pair.before, before, after);
    let mut now = state(pair.after, after, before);
    if before.is_some_and(|one| after.is_some_and(|other| !is_comparable(one, other))) {
        now.excess = None;
    }
    let fate = judged_fate(pair, either, classify::fate(&was, &now, limit)?);
    let metrics = [
        metric(pair.before, before, after),
        metric(pair.after, after, before),
    ];
    let shown = |state: &State| state.severity.filter(|_| is_there(state.presence));
    let severities = [shown(&was), shown(&now)];
    let text = wording::line(
        fate,
        &Line {
            id,
            range_hz: either.finding.range_hz,
            before: metrics[0].as_ref(),
            after: metrics[1].as_ref(),
            yardstick: pair.after.context.yardstick_name(),
        },
    );
    let standing = metrics
        .into_iter()
        .zip(severities)
        .map(|(metric, severity)| metric.map(|metric| Standing { severity, metric }));
    let [was, now]: [Option<Standing>; 2] = standing.collect::<Vec<_>>().try_into().ok()?;
    let keys = [before, after].map(|judged| judged.map(|judged| judged.finding.key.clone()));
    Some(Change {
        rank: rank(pair, fate, &keys),
        entry: Entry {
            key: either.finding.key.clone(),
            id: id.to_owned(),
            class: fate.class,
            text,
            before: was,
            after: now,
        },
        keys,
        severities,
    })
}

/// What one version was too short or too broken to judge is neither fixed nor new.
fn judged_fate(pair: &Pair, judged: &Judged, fate: Fate) -> Fate {
    let can_judge = |version: &Version| judge::can_judge(&version.context, judged.rule);
    if can_judge(pair.before) && can_judge(pair.after) {
        fate
    } else {
        Fate {
            class: Class::Remaining,
            is_borderline: false,
        }
    }
}

fn is_there(presence: Presence) -> bool {
    matches!(presence, Presence::Shown | Presence::Quiet)
}

/// Whether both excesses are in the same unit: a rule may judge a number in one version and a count in the other.
fn is_comparable(one: &Judged, other: &Judged) -> bool {
    one.finding.metric.unit == other.finding.metric.unit
}

/// How an issue stands in a version; where no rule says, by the number of `other`, the finding of the other version.
fn state(version: &Version, judged: Option<&Judged>, other: Option<&Judged>) -> State {
    if let Some(judged) = judged {
        return State {
            presence: version.presence(judged),
            severity: Some(judged.finding.severity),
            excess: Some(judged.finding.margin.excess),
        };
    }
    let looked_up = other.and_then(|other| {
        let metric = &other.finding.metric;
        let value = numbers::of_rule(version, &metric.name, other.finding.range_hz)?;
        // Which way is worse: the finding is beyond its threshold.
        let direction = (metric.value - metric.threshold).signum();
        Some(other.finding.margin.excess + direction * (value - metric.value))
    });
    State {
        presence: Presence::Absent,
        severity: None,
        excess: looked_up,
    }
}

/// The number of an issue in a version; where no rule says, looked up.
fn metric(
    version: &Version,
    judged: Option<&Judged>,
    other: Option<&Judged>,
) -> Option<IssueMetric> {
    if let Some(judged) = judged {
        return Some(judged.finding.metric.clone());
    }
    let other = &other?.finding;
    let value = numbers::of_rule(version, &other.metric.name, other.range_hz)?;
    Some(IssueMetric {
        value,
        ..other.metric.clone()
    })
}

/// Place in the list that decides: of what was cured the earlier one, else the later one.
fn rank(pair: &Pair, fate: Fate, keys: &[Option<String>; 2]) -> usize {
    let of = |version: &Version, key: &Option<String>| version.rank(key.as_deref()?);
    let ranks = [of(pair.before, &keys[0]), of(pair.after, &keys[1])];
    let first = match fate.class {
        Class::Fixed | Class::Improved => ranks[0].or(ranks[1]),
        Class::Remaining | Class::Regressed | Class::New => ranks[1].or(ranks[0]),
    };
    first.unwrap_or(usize::MAX)
}

/// Clipping, in whichever disguise.
fn of_clipping(pair: &Pair) -> Option<Change> {
    // Beside samples that cannot be music nothing is said of clipping.
    if pair.before.context.is_absurd() || pair.after.context.is_absurd() {
        return None;
    }
    let is_ignored = |key: &str| pair.ignored.contains(key);
    let was = clipping::of(pair.before, pair.rates, is_ignored);
    let now = clipping::of(pair.after, pair.rates, is_ignored);
    let (fate, text) = clipping::fate(&was, &now, pair.rates)?;
    let issue = now.issue.or(was.issue)?;
    let standing = |issue: Option<&Issue>| {
        issue.map(|issue| Standing {
            severity: Some(issue.severity),
            metric: issue.metric.clone(),
        })
    };
    let keys = [was.issue, now.issue].map(|issue| issue.map(|issue| issue.key.clone()));
    Some(Change {
        rank: rank(pair, fate, &keys),
        severities: [was.issue, now.issue].map(|issue| issue.map(|issue| issue.severity)),
        entry: Entry {
            key: issue.key.clone(),
            id: issue.id.clone(),
            class: fate.class,
            text,
            before: standing(was.issue),
            after: standing(now.issue),
        },
        keys,
    })
}

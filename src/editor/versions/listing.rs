//! A comparison in words: everything that is written below the table.

use crate::editor::versions::figures;
use crate::editor::words;
use crate::model::comparison::Class;
use crate::model::comparison::Comparison;
use crate::model::comparison::Entry;
use crate::model::comparison::MetricChange;
use crate::model::comparison::Outcome;
use crate::model::comparison::OutcomeClass;
use crate::model::comparison::VerdictClass;
use crate::model::report::Severity;

/// The comparison as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What it comes to.
    pub verdict: String,
    /// The same as a class.
    pub verdict_class: VerdictClass,
    /// Why to stop here.
    pub stop: Option<String>,
    /// What limits the comparison.
    pub limits: Option<String>,
    /// What became of the issues, in groups.
    pub groups: Vec<Group>,
    /// What fixes should have done, and did.
    pub outcomes: Vec<Achieved>,
    /// What to do next.
    pub next: Vec<String>,
    /// The numbers of both.
    pub changes: Vec<Change>,
}

/// Issues that went the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Which way.
    pub title: &'static str,
    /// Stands there when no issue did.
    pub none: &'static str,
    /// The issues.
    pub lines: Vec<Line>,
}

/// What became of an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How much it matters now; `None` for what is better.
    pub severity: Option<Severity>,
    /// In words, with numbers.
    pub text: String,
}

/// What a fix should have done, and did.
#[derive(Clone, Debug, PartialEq)]
pub struct Achieved {
    /// The move.
    pub fix: String,
    /// Expected and achieved.
    pub figures: String,
    /// How it turned out.
    pub result: OutcomeClass,
    /// What to do about it.
    pub advice: String,
}

/// A number of both versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is called.
    pub title: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// After minus before.
    pub change: String,
    /// Whether that means anything.
    pub is_significant: bool,
}

impl Compared {
    /// The words for a comparison.
    #[must_use]
    pub fn of(comparison: &Comparison) -> Self {
        let group = |title, none, entries: &[Entry]| Group {
            title,
            none,
            lines: entries.iter().map(Line::of).collect(),
        };
        Self {
            verdict: sentence(&comparison.verdict),
            verdict_class: comparison.verdict_class,
            stop: comparison.stop.as_deref().map(sentence),
            limits: limits(comparison),
            groups: vec![
                group("IMPROVEMENTS", "None", &comparison.improvements),
                group("REMAINING", "Nothing", &comparison.remaining),
                group("NEW ISSUES", "None", &comparison.new),
                group("REGRESSED", "Nothing", &comparison.regressed),
            ],
            outcomes: comparison
                .expected_vs_achieved
                .iter()
                .map(Achieved::of)
                .collect(),
            next: comparison
                .next
                .iter()
                .map(|title| words::typeset(title))
                .collect(),
            changes: comparison.metric_changes.iter().map(Change::of).collect(),
        }
    }
}

impl Line {
    fn of(entry: &Entry) -> Self {
        let is_better = matches!(entry.class, Class::Fixed | Class::Improved);
        let standing = entry.after.as_ref().or(entry.before.as_ref());
        let severity = standing.and_then(|standing| standing.severity);
        Self {
            // What crossed its threshold by less than measuring can tell has none.
            severity: (!is_better).then(|| severity.unwrap_or(Severity::Info)),
            text: words::typeset(&entry.text),
        }
    }
}

impl Achieved {
    fn of(outcome: &Outcome) -> Self {
        let expected = figures::change(outcome.expected, &outcome.metric);
        let achieved = figures::change(outcome.achieved, &outcome.metric);
        let result = result(outcome.result);
        Self {
            fix: words::typeset(&outcome.fix),
            figures: format!("expected {expected}, achieved {achieved}: {result}"),
            result: outcome.result,
            advice: sentence(&outcome.advice),
        }
    }
}

impl Change {
    fn of(change: &MetricChange) -> Self {
        let name = &change.name;
        let number = change.change;
        Self {
            title: figures::title(name),
            before: figures::reading(change.before, name),
            after: figures::reading(change.after, name),
            change: number.map_or_else(String::new, |number| figures::change(number, name)),
            is_significant: change.significant,
        }
    }
}

/// What a verdict is called where there is room for two words.
#[must_use]
pub const fn verdict(class: VerdictClass) -> &'static str {
    match class {
        VerdictClass::Significant => "Much better",
        VerdictClass::Improvement => "Better",
        VerdictClass::Slight => "A bit better",
        VerdictClass::Mixed => "Mixed",
        VerdictClass::NoChange => "No change",
        VerdictClass::Worse => "Worse",
    }
}

/// The style class of a verdict.
#[must_use]
pub const fn verdict_style(class: VerdictClass) -> &'static str {
    match class {
        VerdictClass::Significant | VerdictClass::Improvement | VerdictClass::Slight => "reference",
        VerdictClass::Mixed => "important",
        VerdictClass::NoChange => "muted",
        VerdictClass::Worse => "critical",
    }
}

/// The style class of how a fix turned out.
#[must_use]
pub const fn result_style(result: OutcomeClass) -> &'static str {
    match result {
        OutcomeClass::Hit => "reference",
        OutcomeClass::Partial | OutcomeClass::Overshoot => "important",
        OutcomeClass::Missed => "critical",
    }
}

const fn result(result: OutcomeClass) -> &'static str {
    match result {
        OutcomeClass::Hit => "hit",
        OutcomeClass::Partial => "partial",
        OutcomeClass::Overshoot => "overshoot",
        OutcomeClass::Missed => "missed",
    }
}

fn sentence(text: &str) -> String {
    words::sentence(&words::typeset(text))
}

fn limits(comparison: &Comparison) -> Option<String> {
    let alignment = &comparison.alignment;
    if !alignment.same_arrangement {
        return Some("Different arrangements: only whole songs were compared.".to_owned());
    }
    alignment.range_s.map(|[start_s, end_s]| {
        let (start, end) = (words::clock(start_s), words::clock(end_s));
        format!("Compared from {start} to {end}: what both have heard.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::sample;

    #[test]
    fn expected_stands_beside_achieved() {
        let compared = Compared::of(&sample::comparison());
        let outcome = &compared.outcomes[0];
        assert_eq!(
            outcome.figures,
            "expected −3.0 dB, achieved −5.9 dB: overshoot"
        );
        assert_eq!(outcome.advice, "Dial back 50 %");
    }

    #[test]
    fn groups_stay_when_they_are_empty() {
        let mut comparison = sample::comparison();
        comparison.new.clear();
        let compared = Compared::of(&comparison);
        let titles: Vec<&str> = compared.groups.iter().map(|group| group.title).collect();
        assert_eq!(
            titles,
            ["IMPROVEMENTS", "REMAINING", "NEW ISSUES", "REGRESSED"]
        );
        assert!(compared.groups[2].lines.is_empty());
        assert_eq!(compared.groups[0].lines[0].severity, None);
        assert_eq!(
            compared.groups[1].lines[0].severity,
            Some(Severity::Important)
        );
    }

    #[test]
    fn numbers_that_were_not_measured_are_no_zeros() {
        let compared = Compared::of(&sample::comparison());
        let change = &compared.changes[1];
        assert_eq!(change.before, "not measured");
        assert_eq!(change.change, "");
        assert!(!change.is_significant);
        assert!(compared.changes[0].is_significant);
    }

    #[test]
    fn limits_of_a_comparison_are_told() {
        let mut comparison = sample::comparison();
        assert_eq!(limits(&comparison), None);
        comparison.alignment.range_s = Some([12.0, 95.0]);
        assert_eq!(
            limits(&comparison).unwrap(),
            "Compared from 0:12 to 1:35: what both have heard."
        );
        comparison.alignment.same_arrangement = false;
        assert!(limits(&comparison).unwrap().starts_with("Different"));
    }
}

//! A comparison, part by part.

use crate::model::comparison::Alignment;
use crate::model::comparison::Comparison;
use crate::model::comparison::Entry;
use crate::model::comparison::MetricChange;
use crate::model::comparison::Outcome;
use crate::model::comparison::OutcomeClass;
use crate::model::comparison::Standing;
use crate::model::comparison::VerdictClass;
use crate::model::report::Report;
use crate::model::report::Severity;
use crate::printing::digest;
use crate::printing::metrics::MetricName;
use crate::printing::page::Line;
use crate::printing::page::Page;
use crate::printing::page::Table;
use crate::printing::report::BETTER;
use crate::printing::words::capital;
use crate::printing::words::number;
use crate::printing::words::span;

/// What no measurement outweighs.
const TRUST: &str = "If it sounds worse, trust your ears.";

/// Below this two versions begin at the same moment, seconds: half of the millisecond that is shown.
const SAME_MOMENT_S: f64 = 0.000_5;

/// The comparison of two files, for that round of work.
pub(super) fn fill(page: &mut impl Page, comparison: &Comparison, round: Option<u32>) {
    let (before, after) = (&comparison.before, &comparison.after);
    let name = |report: &Report, other: &str| report.mix.path.clone().unwrap_or(other.to_owned());
    let title = format!(
        "From {} to {}",
        name(before, "the earlier version"),
        name(after, "the later version")
    );
    let mut facts = vec![
        format!("Before: {}", digest::format(&before.mix)),
        format!("After: {}", digest::format(&after.mix)),
        format!(
            "Both judged as a {}. {}",
            digest::asked(after, round),
            digest::compared_with(after, BETTER)
        ),
    ];
    facts.extend(alignment(&comparison.alignment));
    page.title(&title, &facts);
    body(page, comparison);
}

/// What became of the issues and the numbers.
pub(super) fn body(page: &mut impl Page, comparison: &Comparison) {
    entries(page, "Improvements", &comparison.improvements, "None");
    entries(page, "Remaining", &comparison.remaining, "None");
    entries(page, "New issues", &comparison.new, "None detected");
    if !comparison.regressed.is_empty() {
        entries(page, "Regressed", &comparison.regressed, "");
    }
    if !comparison.expected_vs_achieved.is_empty() {
        page.heading("Expected and achieved", "");
        let outcomes = comparison.expected_vs_achieved.iter();
        page.bullets(&outcomes.map(|one| outcome(one).into()).collect::<Vec<_>>());
    }
    page.heading("Verdict", &comparison.verdict);
    if let Some(stop) = &comparison.stop {
        page.remark(stop);
    }
    page.heading("Next priorities", "");
    if comparison.next.is_empty() {
        page.bullets(&["None".into()]);
    } else {
        page.numbered(&comparison.next);
    }
    numbers(page, &comparison.metric_changes);
    notes(page, comparison);
    page.remark(TRUST);
}

/// How two files lie on each other, in sentences.
fn alignment(alignment: &Alignment) -> Vec<String> {
    let mut said = vec![if alignment.same_arrangement {
        format!("Same arrangement, {}", moment(alignment.offset_s))
    } else {
        "Different arrangement: all of both is compared, and places do not correspond".to_owned()
    }];
    said.extend(alignment.range_s.map(|[start_s, end_s]| {
        let span = span(start_s, end_s);
        format!("Compared where both have music: {span} of Before")
    }));
    said.extend(alignment.level_db.map(|level_db| {
        let size = number(level_db.abs(), 1);
        match size.as_str() {
            "0.0" => "Both are equally loud".to_owned(),
            _ if level_db > 0.0 => {
                format!("After is {size} dB quieter: turn it up by as much to compare by ear")
            }
            _ => format!("After is {size} dB louder: turn it down by as much to compare by ear"),
        }
    }));
    said
}

fn moment(offset_s: f64) -> String {
    let size_s = offset_s.abs();
    if size_s < SAME_MOMENT_S {
        return "beginning at the same moment".to_owned();
    }
    let size = if size_s < 1.0 {
        format!("{:.0} ms", size_s * 1000.0)
    } else {
        format!("{size_s:.2} s")
    };
    let direction = if offset_s > 0.0 { "later" } else { "earlier" };
    format!("beginning {size} {direction} in After")
}

fn entries(page: &mut impl Page, heading: &str, entries: &[Entry], none: &str) {
    page.heading(heading, "");
    if entries.is_empty() {
        page.bullets(&[none.into()]);
        return;
    }
    let lines = entries.iter().map(|entry| Line {
        words: entry.text.clone(),
        severity: severity(entry),
    });
    page.bullets(&lines.collect::<Vec<_>>());
}

/// How much an issue matters, and how much it did where that changed.
fn severity(entry: &Entry) -> String {
    let of = |standing: &Option<Standing>| standing.as_ref().and_then(|one| one.severity);
    match (of(&entry.before), of(&entry.after)) {
        (Some(before), Some(after)) if before != after => {
            format!("{}, was {}", word(after), word(before))
        }
        (Some(severity), None) | (_, Some(severity)) => word(severity),
        (None, None) => String::new(),
    }
}

fn word(severity: Severity) -> String {
    digest::severity_word(severity).to_lowercase()
}

/// What a fix was to do and what it did: "HIT: Lower Bass by 3 dB (expected -3.0 dB, achieved -2.8 dB)".
fn outcome(outcome: &Outcome) -> String {
    let result = match outcome.result {
        OutcomeClass::Hit => "HIT",
        OutcomeClass::Partial => "PARTIAL",
        OutcomeClass::Overshoot => "OVERSHOOT",
        OutcomeClass::Missed => "MISSED",
    };
    let metric = MetricName::of(&outcome.metric);
    let line = format!(
        "{result}: {} ({}: expected {}, achieved {})",
        outcome.fix,
        metric.words,
        metric.change_with_unit(outcome.expected),
        metric.change_with_unit(outcome.achieved)
    );
    if outcome.advice.is_empty() {
        line
    } else {
        format!("{line}. {}", capital(&outcome.advice))
    }
}

/// What comparing came to, in a word or two.
pub(super) fn verdict_word(verdict: VerdictClass) -> &'static str {
    match verdict {
        VerdictClass::Significant => "significant improvement",
        VerdictClass::Improvement => "improvement",
        VerdictClass::Slight => "slight improvement",
        VerdictClass::Mixed => "mixed",
        VerdictClass::NoChange => "no measurable change",
        VerdictClass::Worse => "worse",
    }
}

fn numbers(page: &mut impl Page, changes: &[MetricChange]) {
    let measured = changes
        .iter()
        .filter(|change| change.before.is_some() || change.after.is_some());
    let rows: Vec<Vec<String>> = measured.map(row).collect();
    if rows.is_empty() {
        return;
    }
    page.heading("Numbers", "");
    page.table(&Table {
        header: vec!["", "before", "after", "change", "unit", ""],
        numeric: 1..4,
        rows,
    });
    if changes.iter().any(|change| change.significant) {
        page.remark("* changed by more than a harmless re-export would");
    }
}

fn row(change: &MetricChange) -> Vec<String> {
    let metric = MetricName::of(&change.name);
    let star = if change.significant { "*" } else { "" };
    vec![
        metric.words.clone(),
        metric.value(change.before),
        metric.value(change.after),
        metric.change(change.change),
        metric.unit.to_owned(),
        star.to_owned(),
    ]
}

/// What limits the comparison: of both versions once, of one by its name.
fn notes(page: &mut impl Page, comparison: &Comparison) {
    let before = digest::notes(&comparison.before);
    let after = digest::notes(&comparison.after);
    let both = before.iter().filter(|note| after.contains(note)).cloned();
    let only = |side: &str, own: &[String], other: &[String]| -> Vec<String> {
        let own = own.iter().filter(|note| !other.contains(note));
        own.map(|note| format!("{side}: {note}")).collect()
    };
    let lines: Vec<Line> = both
        .chain(only("Before", &before, &after))
        .chain(only("After", &after, &before))
        .map(Line::from)
        .collect();
    if !lines.is_empty() {
        page.heading("Notes", "");
        page.bullets(&lines);
    }
}

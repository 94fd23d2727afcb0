//! A report, part by part.

use crate::model::report::Issue;
use crate::model::report::Readiness;
use crate::model::report::Report;
use crate::printing::digest;
use crate::printing::digest::SEVERITIES;
use crate::printing::numbers::numbers;
use crate::printing::page::Line;
use crate::printing::page::Page;

/// What the command line offers instead of a built-in curve.
pub(super) const BETTER: &str = "--reference FILE";

/// The whole report, for that round of work.
pub(super) fn fill(page: &mut impl Page, report: &Report, round: Option<u32>) {
    let (name, facts) = digest::heard(report, round);
    page.title(&name, &[facts, digest::compared_with(report, BETTER)]);
    page.numbers(&numbers(report));
    issues(page, &report.issues);
    if report.issues.is_empty() {
        page.remark(digest::nothing_to_fix(report, round));
    }
    if let Some(hidden) = digest::hidden(report, round) {
        page.remark(&hidden);
    }
    readiness(page, &report.readiness);
    let notes = digest::notes(report);
    if !notes.is_empty() {
        page.heading("Notes", "");
        page.bullets(&notes.into_iter().map(Line::from).collect::<Vec<_>>());
    }
}

/// The issues by severity, worst first, each with its place in the whole list; severities without issues are left out.
pub(super) fn issues(page: &mut impl Page, issues: &[Issue]) {
    for (severity, word) in SEVERITIES {
        let mut group = (1..)
            .zip(issues)
            .filter(|(_, issue)| issue.severity == severity)
            .peekable();
        if group.peek().is_some() {
            page.heading(word, "");
        }
        group.for_each(|(rank, issue)| page.issue(rank, issue));
    }
}

/// Whether the mix can go to mastering, and what is in the way.
pub(super) fn readiness(page: &mut impl Page, readiness: &Readiness) {
    if !readiness.checks.is_empty() {
        let state = if readiness.ready { "yes" } else { "not yet" };
        page.heading("Ready for mastering", state);
        page.checks(&readiness.checks);
    }
}

//! The report for a terminal: 80 columns, no colour, readable at two in the morning.

use crate::cli::digest;
use crate::cli::words::wrap;
use crate::model::report::Issue;
use crate::model::report::Report;

/// Columns of a terminal that nobody has resized.
const WIDTH: usize = 80;

/// Where the text of an issue begins, below its number.
const INDENT: &str = "     ";

/// Where the numbers begin, right of their names.
const NUMBERS_COLUMN: usize = 13;

/// Lays a report out as plain text, for that round of work.
pub(super) fn render(report: &Report, round: Option<u32>) -> String {
    let mut page = String::new();
    let (name, facts) = digest::heard(report, round);
    page += &line(&name);
    page += &line(&facts);
    page += &line(&digest::compared_with(report));
    page.push('\n');
    for (label, text) in digest::numbers(report) {
        let first = format!("{label:<NUMBERS_COLUMN$}");
        page += &wrap(&text, &first, &" ".repeat(NUMBERS_COLUMN), WIDTH);
    }
    page += &issues(report, round);
    page += &readiness(report);
    let notes = digest::notes(report);
    if !notes.is_empty() {
        page += "\nNOTES\n";
        for note in &notes {
            page += &wrap(note, "  - ", "    ", WIDTH);
        }
    }
    page
}

fn line(text: &str) -> String {
    wrap(text, "", "", WIDTH)
}

fn issues(report: &Report, round: Option<u32>) -> String {
    let mut page = String::new();
    for group in digest::groups(report) {
        page += &format!("\n{}\n", group.word.to_uppercase());
        for (rank, issue) in group.issues {
            page += &one_issue(rank, issue);
        }
    }
    if page.is_empty() {
        page += &format!("\n{}\n", digest::nothing_to_fix(report, round));
    }
    if let Some(hidden) = digest::hidden(report, round) {
        page.push('\n');
        page += &line(&hidden);
    }
    page
}

fn one_issue(rank: usize, issue: &Issue) -> String {
    let mut page = wrap(&issue.title, &format!("{rank:>3}. "), INDENT, WIDTH);
    page += &wrap(&digest::evidence(issue), INDENT, INDENT, WIDTH);
    if let Some(places) = digest::places(issue) {
        page += &wrap(&places, INDENT, INDENT, WIDTH);
    }
    for fix in &issue.fixes {
        page += &wrap(&digest::fix(issue, fix), "   > ", INDENT, WIDTH);
    }
    page
}

fn readiness(report: &Report) -> String {
    let readiness = &report.readiness;
    if readiness.checks.is_empty() {
        return String::new();
    }
    let mut page = format!(
        "\nREADY FOR MASTERING: {}\n",
        if readiness.ready { "yes" } else { "not yet" }
    );
    for check in &readiness.checks {
        let mark = match check.passed {
            Some(true) => "  [x] ",
            Some(false) => "  [ ] ",
            None => "  [?] ",
        };
        page += &wrap(&check.text, mark, "      ", WIDTH);
    }
    page
}

#[cfg(test)]
mod tests;

//! The report as Markdown: for notes, issue trackers and assistants.

use crate::cli::digest;
use crate::model::report::Issue;
use crate::model::report::Report;

/// Lays a report out as Markdown, for that round of work.
pub(super) fn render(report: &Report, round: Option<u32>) -> String {
    let (name, facts) = digest::heard(report, round);
    let mut page = format!("# Triage: {}\n\n", escape(&name));
    page += &format!(
        "{}. {}.\n",
        escape(&facts),
        escape(&digest::compared_with(report))
    );
    let numbers = digest::numbers(report);
    if !numbers.is_empty() {
        page += "\n## Numbers\n\n";
        for (label, text) in numbers {
            page += &format!("- **{label}:** {}\n", escape(&text));
        }
    }
    page += &issues(report, round);
    page += &readiness(report);
    let notes = digest::notes(report);
    if !notes.is_empty() {
        page += "\n## Notes\n\n";
        for note in &notes {
            page += &format!("- {}\n", escape(note));
        }
    }
    page
}

fn issues(report: &Report, round: Option<u32>) -> String {
    let mut page = String::new();
    for group in digest::groups(report) {
        page += &format!("\n## {}\n", group.word);
        for (rank, issue) in group.issues {
            page += &one_issue(rank, issue);
        }
    }
    if page.is_empty() {
        page += &format!("\n{}\n", digest::nothing_to_fix(report, round));
    }
    if let Some(hidden) = digest::hidden(report, round) {
        page += &format!("\n{}.\n", escape(&hidden));
    }
    page
}

fn one_issue(rank: usize, issue: &Issue) -> String {
    let mut page = format!("\n### {rank}. {}\n\n", escape(&issue.title));
    page += &format!("{}.", escape(&digest::evidence(issue)));
    if let Some(places) = digest::places(issue) {
        page += &format!(" {}.", escape(&places));
    }
    page += &format!(" Rule `{}`.\n", issue.id);
    if !issue.fixes.is_empty() {
        page.push('\n');
    }
    for fix in &issue.fixes {
        page += &format!("- {}\n", escape(&digest::fix(issue, fix)));
    }
    page
}

fn readiness(report: &Report) -> String {
    let readiness = &report.readiness;
    if readiness.checks.is_empty() {
        return String::new();
    }
    let verdict = if readiness.ready { "yes" } else { "not yet" };
    let mut page = format!("\n## Ready for mastering: {verdict}\n\n");
    for check in &readiness.checks {
        let (mark, doubt) = match check.passed {
            Some(true) => ("x", ""),
            Some(false) => (" ", ""),
            None => (" ", " (cannot be told yet)"),
        };
        page += &format!("- [{mark}] {}{doubt}\n", escape(&check.text));
    }
    page
}

/// File and stem names may hold what Markdown takes for markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_not_taken_for_markup() {
        assert_eq!(escape("my_mix*2<b>\n# x"), "my\\_mix\\*2\\<b> \\# x");
    }
}

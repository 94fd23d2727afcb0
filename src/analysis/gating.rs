//! What is shown now, and what is kept for later rounds of work.

use crate::analysis::rules::RULES;
use crate::model::report::Hidden;
use crate::model::report::Issue;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::model::settings::Settings;

/// Rounds in which only Critical issues are shown, and those in which Important ones are as well.
const CRITICAL_ROUNDS: u32 = 2;
const IMPORTANT_ROUNDS: u32 = 4;

/// What a round of work is about, and what waits.
pub(super) struct Gated {
    /// Issues of this round.
    pub(super) shown: Vec<Issue>,
    /// The others, whichever kept them back, round or focus.
    pub(super) later: Vec<Issue>,
}

/// Tells the issues of this round from the others; both stay in order.
///
/// Rounds 1-2 show Critical issues, 3-4 add Important ones, from 5 on Polish. Where the round allows nothing that
/// exists, the most severe that does exist is shown: an empty list would say that the mix is done. Before rounds are
/// counted everything is shown: the first look at a mix is for seeing all of it. Info is always shown, last.
pub(super) fn gate(settings: &Settings, issues: Vec<Issue>) -> Gated {
    let is_in_focus = |issue: &Issue| is_in_focus(&issue.id, settings.focus);
    let in_focus = issues.iter().filter(|issue| is_in_focus(issue));
    let worst = in_focus.map(|issue| issue.severity).min();
    let mildest = mildest_shown(settings.iteration, worst);
    let (shown, later) = issues.into_iter().partition(|issue| {
        let is_due = issue.severity <= mildest || issue.severity == Severity::Info;
        is_due && is_in_focus(issue)
    });
    Gated { shown, later }
}

/// How many wait, by severity. What is only worth knowing does not count.
pub(super) fn count(later: &[Issue]) -> Hidden {
    let number = |severity| {
        let of_it = later.iter().filter(|issue| issue.severity == severity);
        u32::try_from(of_it.count()).unwrap_or(u32::MAX)
    };
    Hidden {
        critical: number(Severity::Critical),
        important: number(Severity::Important),
        polish: number(Severity::Polish),
    }
}

/// The derived order of severities puts the most severe first.
fn mildest_shown(iteration: Option<u32>, worst: Option<Severity>) -> Severity {
    let by_round = match iteration {
        Some(round) if round <= CRITICAL_ROUNDS => Severity::Critical,
        Some(round) if round <= IMPORTANT_ROUNDS => Severity::Important,
        _ => Severity::Polish,
    };
    by_round.max(worst.unwrap_or(by_round))
}

/// Whether the rule belongs to the focus. What is only worth knowing belongs to all.
fn is_in_focus(id: &str, focus: Focus) -> bool {
    let rule = RULES.iter().find(|rule| rule.id == id);
    focus == Focus::All
        || rule.is_none_or(|rule| rule.focus.is_empty() || rule.focus.contains(&focus))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::finding;
    use crate::model::report::Basis;

    fn issue(id: &str, severity: Severity) -> Issue {
        Issue {
            id: id.to_owned(),
            key: id.to_owned(),
            severity,
            priority: 0.0,
            confidence: 1.0,
            basis: Basis::Measured,
            title: String::new(),
            evidence: String::new(),
            places: Vec::new(),
            range_hz: None,
            stems: None,
            metric: finding::metric("", 0.0, 0.0, ""),
            fixes: Vec::new(),
        }
    }

    #[track_caller]
    fn check(
        iteration: impl Into<Option<u32>>,
        focus: Focus,
        all: &[(&str, Severity)],
        shown: &[&str],
        hidden: [u32; 3],
    ) {
        let settings = Settings {
            iteration: iteration.into(),
            focus,
            ..Settings::default()
        };
        let all = all
            .iter()
            .map(|(id, severity)| issue(id, *severity))
            .collect();
        let gated = gate(&settings, all);
        let back = count(&gated.later);
        let ids: Vec<&str> = gated.shown.iter().map(|issue| issue.id.as_str()).collect();
        assert_eq!(ids, shown);
        assert_eq!([back.critical, back.important, back.polish], hidden);
    }

    const ALL: [(&str, Severity); 4] = [
        ("CLIP_OVER", Severity::Critical),
        ("NARROW", Severity::Important),
        ("TOO_DARK", Severity::Polish),
        ("LOSSY_SOURCE", Severity::Info),
    ];

    #[test]
    fn rounds_open_one_severity_after_the_other() {
        let (clip, narrow, dark, info) = ("CLIP_OVER", "NARROW", "TOO_DARK", "LOSSY_SOURCE");
        check(1, Focus::All, &ALL, &[clip, info], [0, 1, 1]);
        check(3, Focus::All, &ALL, &[clip, narrow, info], [0, 0, 1]);
        check(5, Focus::All, &ALL, &[clip, narrow, dark, info], [0, 0, 0]);
    }

    #[test]
    fn before_rounds_are_counted_everything_is_shown() {
        let ids = ALL.map(|(id, _)| id);
        check(None, Focus::All, &ALL, &ids, [0, 0, 0]);
    }

    #[test]
    fn where_the_round_allows_nothing_the_most_severe_there_is_is_shown() {
        check(
            1,
            Focus::All,
            &ALL[1..],
            &["NARROW", "LOSSY_SOURCE"],
            [0, 0, 1],
        );
        check(
            2,
            Focus::All,
            &ALL[2..],
            &["TOO_DARK", "LOSSY_SOURCE"],
            [0, 0, 0],
        );
        check(1, Focus::All, &[], &[], [0, 0, 0]);
    }

    #[test]
    fn focus_hides_what_belongs_elsewhere_and_counts_it() {
        check(
            5,
            Focus::Stereo,
            &ALL,
            &["NARROW", "LOSSY_SOURCE"],
            [1, 0, 1],
        );
        check(
            1,
            Focus::Vocals,
            &[("NAN_INF", Severity::Critical)],
            &["NAN_INF"],
            [0, 0, 0],
        );
    }
}

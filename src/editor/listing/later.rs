//! What is kept back, and until when.

use crate::model::report::Hidden;
use crate::model::report::Report;
use crate::model::settings::Focus;

/// From these rounds on they are shown.
const IMPORTANT_ROUND: u32 = 3;
const POLISH_ROUND: u32 = 5;

/// What waits and for what, in a sentence; `None` when nothing does.
pub(super) fn sentence(report: &Report, round: Option<u32>) -> Option<String> {
    let hidden = &report.hidden;
    let number = hidden.critical + hidden.important + hidden.polish;
    if number == 0 {
        return None;
    }
    if report.focus == Focus::All {
        return Some(by_round(hidden));
    }
    let focus = focus_name(report.focus);
    let is_due = round.is_none_or(|round| {
        (hidden.important == 0 || round >= IMPORTANT_ROUND)
            && (hidden.polish == 0 || round >= POLISH_ROUND)
    });
    let issues = if number == 1 { "issue" } else { "issues" };
    Some(match (is_due, number) {
        (true, 1) => format!("1 issue lies outside the focus {focus}"),
        (true, _) => format!("{number} issues lie outside the focus {focus}"),
        (false, _) => format!("{number} {issues} for later rounds or outside the focus {focus}"),
    })
}

fn by_round(hidden: &Hidden) -> String {
    let waiting = [
        (hidden.critical, "Critical", 1),
        (hidden.important, "Important", IMPORTANT_ROUND),
        (hidden.polish, "Polish", POLISH_ROUND),
    ];
    let texts: Vec<String> = waiting
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, word, round)| match number {
            1 => format!("1 {word} issue waits for round {round}"),
            _ => format!("{number} {word} issues wait for round {round}"),
        })
        .collect();
    texts.join(", ")
}

fn focus_name(focus: Focus) -> &'static str {
    match focus {
        Focus::All => "All",
        Focus::LowEnd => "Low end",
        Focus::Vocals => "Vocals",
        Focus::Stereo => "Stereo",
        Focus::Balance => "Balance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::sample;

    #[track_caller]
    fn check(hidden: Hidden, focus: Focus, round: Option<u32>, expected: Option<&str>) {
        let mut report = sample::answer(60.0, Vec::new()).report;
        report.hidden = hidden;
        report.focus = focus;
        assert_eq!(sentence(&report, round).as_deref(), expected);
    }

    fn hidden(important: u32, polish: u32) -> Hidden {
        Hidden {
            critical: 0,
            important,
            polish,
        }
    }

    #[test]
    fn rounds_are_named() {
        check(hidden(0, 0), Focus::All, Some(1), None);
        let polish = "2 Polish issues wait for round 5";
        check(hidden(0, 2), Focus::All, Some(3), Some(polish));
        let both = "1 Important issue waits for round 3, 2 Polish issues wait for round 5";
        check(hidden(1, 2), Focus::All, Some(1), Some(both));
    }

    #[test]
    fn focus_is_named() {
        let outside = "2 issues lie outside the focus Low end";
        check(hidden(2, 0), Focus::LowEnd, None, Some(outside));
        check(hidden(2, 0), Focus::LowEnd, Some(3), Some(outside));
        let either = "1 issue for later rounds or outside the focus Stereo";
        check(hidden(0, 1), Focus::Stereo, Some(3), Some(either));
    }
}

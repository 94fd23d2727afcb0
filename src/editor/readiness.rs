//! The list of what a mix needs before mastering.

use std::rc::Rc;

use vizia_core::prelude::*;

use crate::editor::state::Signals;
use crate::editor::words;
use crate::model::report::Check;

/// How a check came out, as shape, word and style class.
fn outcome(check: &Check) -> (&'static str, &'static str, &'static str) {
    match check.passed {
        Some(true) => ("✓", "passed", "reference"),
        Some(false) => ("×", "not yet", "critical"),
        None => ("○", "not measured", "muted"),
    }
}

/// One line above the checks.
fn headline(checks: &[Check]) -> String {
    let failed = checks
        .iter()
        .filter(|check| check.passed == Some(false))
        .count();
    let open = checks.iter().filter(|check| check.passed.is_none()).count();
    match (failed, open) {
        _ if checks.is_empty() => "Not measured yet: play the song".to_owned(),
        (0, 0) => "Ready for mastering".to_owned(),
        (0, _) => format!("Not measured yet: {}", words::count(open, "check")),
        _ => format!("Not ready yet: {failed} of {} checks", checks.len()),
    }
}

/// The tab.
pub(super) fn tab(cx: &mut Context, signals: Signals) {
    VStack::new(cx, move |cx| {
        Binding::new(cx, signals.checks, move |cx| {
            let checks: Rc<Vec<Check>> = signals.checks.get();
            ScrollView::new(cx, move |cx| {
                VStack::new(cx, move |cx| {
                    Label::new(cx, headline(&checks)).class("empty-title");
                    Label::new(
                        cx,
                        "What a mastering engineer wants to get. None of it can be reached by turning up a gain.",
                    )
                    .class("muted")
                    .class("wrap");
                    for check in checks.iter() {
                        line(cx, check);
                    }
                })
                .class("readiness");
            })
            .show_horizontal_scrollbar(false);
        });
    })
    .class("panel");
}

fn line(cx: &mut Context, check: &Check) {
    let (shape, word, class) = outcome(check);
    let text = words::typeset(&check.text);
    HStack::new(cx, move |cx| {
        Label::new(cx, shape)
            .class("strong")
            .class(class)
            .class("check-shape");
        Label::new(cx, text).class("wrap");
        Label::new(cx, word).class(class).class("small");
    })
    .class("check");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(passed: Option<bool>) -> Check {
        Check {
            id: "PEAK".to_owned(),
            passed,
            text: "Peak".to_owned(),
        }
    }

    #[test]
    fn one_failure_is_enough_not_to_be_ready() {
        assert_eq!(
            headline(&[check(Some(true)), check(Some(false))]),
            "Not ready yet: 1 of 2 checks"
        );
        assert_eq!(headline(&[check(Some(true))]), "Ready for mastering");
    }

    #[test]
    fn what_is_not_measured_is_not_passed() {
        assert_eq!(headline(&[]), "Not measured yet: play the song");
        assert_eq!(
            headline(&[check(Some(true)), check(None)]),
            "Not measured yet: 1 check"
        );
    }
}

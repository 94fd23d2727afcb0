//! The state machine, driven by synthetic findings.

use super::*;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::rules::RULES;
use crate::model::report::Basis;

/// A tonal rule: shown after 6 s, gone after 8 s.
const TONAL: &str = "TOO_DARK";

fn found(id: &str, excess: f64, severity: Severity) -> Judged {
    let rule = RULES.iter().find(|rule| rule.id == id).unwrap();
    Judged {
        rule,
        finding: Finding {
            key: id.to_owned(),
            severity,
            margin: Margin {
                excess,
                critical: 4.5,
                sigma: 0.3,
            },
            yardstick: Yardstick::Absolute,
            basis: Basis::Measured,
            title: String::new(),
            evidence: String::new(),
            places: Vec::new(),
            range_hz: None,
            metric: finding::metric("", 0.0, 0.0, ""),
            fixes: Vec::new(),
        },
    }
}

fn tonal(excess: f64) -> Vec<Judged> {
    vec![found(TONAL, excess, Severity::Important)]
}

/// Severity shown after an update, if any.
fn shown(watch: &mut Watch, now_s: f64, found: Vec<Judged>) -> Option<Severity> {
    watch
        .update(now_s, found)
        .first()
        .map(|judged| judged.finding.severity)
}

#[test]
fn tonal_issue_is_shown_after_six_seconds_and_leaves_eight_after_it_is_gone() {
    let mut watch = Watch::default();
    assert_eq!(shown(&mut watch, 0.0, tonal(1.0)), None);
    assert_eq!(shown(&mut watch, 5.8, tonal(1.0)), None);
    assert_eq!(
        shown(&mut watch, 6.0, tonal(1.0)),
        Some(Severity::Important)
    );
    assert_eq!(shown(&mut watch, 7.0, vec![]), Some(Severity::Important));
    assert_eq!(shown(&mut watch, 14.8, vec![]), Some(Severity::Important));
    assert_eq!(shown(&mut watch, 15.0, vec![]), None);
    assert!(!watch.shows(TONAL));
}

#[test]
fn candidate_that_fails_once_starts_again() {
    let mut watch = Watch::default();
    let _ = shown(&mut watch, 0.0, tonal(1.0));
    let _ = shown(&mut watch, 5.0, tonal(-0.1));
    assert_eq!(shown(&mut watch, 6.0, tonal(1.0)), None);
    assert_eq!(shown(&mut watch, 11.8, tonal(1.0)), None);
    assert_eq!(
        shown(&mut watch, 12.0, tonal(1.0)),
        Some(Severity::Important)
    );
}

#[test]
fn within_the_hysteresis_a_shown_issue_stays_and_a_new_one_does_not_come() {
    let mut watch = Watch::default();
    assert_eq!(shown(&mut watch, 0.0, tonal(-0.2)), None);
    assert_eq!(shown(&mut watch, 20.0, tonal(-0.2)), None);
    let _ = shown(&mut watch, 20.2, tonal(0.1));
    let _ = shown(&mut watch, 26.2, tonal(0.1));
    for step in 0..100 {
        let now_s = 27.0 + f64::from(step);
        assert_eq!(
            shown(&mut watch, now_s, tonal(-0.2)),
            Some(Severity::Important)
        );
    }
}

#[test]
fn severity_rises_at_once_and_falls_after_eight_seconds() {
    let mut watch = Watch::default();
    let at = |severity| vec![found(TONAL, 1.0, severity)];
    let _ = shown(&mut watch, 0.0, at(Severity::Polish));
    assert_eq!(
        shown(&mut watch, 6.0, at(Severity::Polish)),
        Some(Severity::Polish)
    );
    assert_eq!(
        shown(&mut watch, 6.2, at(Severity::Critical)),
        Some(Severity::Critical)
    );
    assert_eq!(
        shown(&mut watch, 6.4, at(Severity::Polish)),
        Some(Severity::Critical)
    );
    assert_eq!(
        shown(&mut watch, 14.2, at(Severity::Polish)),
        Some(Severity::Critical)
    );
    assert_eq!(
        shown(&mut watch, 14.4, at(Severity::Polish)),
        Some(Severity::Polish)
    );
}

#[test]
fn events_come_and_go_at_once() {
    let mut watch = Watch::default();
    let over = || vec![found("CLIP_OVER", 1.0, Severity::Critical)];
    assert_eq!(shown(&mut watch, 0.0, over()), Some(Severity::Critical));
    assert_eq!(shown(&mut watch, 60.0, over()), Some(Severity::Critical));
    // The place was replayed without it: the song no longer has the event.
    assert_eq!(shown(&mut watch, 60.2, vec![]), None);
}

#[test]
fn without_audible_time_nothing_changes() {
    let mut watch = Watch::default();
    for _ in 0..1000 {
        assert_eq!(shown(&mut watch, 1.0, tonal(1.0)), None);
    }
}

fn issue(key: &str, priority: f64) -> Issue {
    Issue {
        id: key.to_owned(),
        key: key.to_owned(),
        severity: Severity::Important,
        priority,
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

fn keys(watch: &mut Watch, now_s: f64, mut issues: Vec<Issue>) -> String {
    issues.sort_by(|a, b| b.priority.total_cmp(&a.priority));
    watch
        .calm_order(now_s, issues)
        .iter()
        .map(|issue| issue.key.as_str())
        .collect()
}

#[test]
fn order_changes_only_for_a_tenth_and_at_most_every_two_seconds() {
    let mut watch = Watch::default();
    let list = |a: f64, b: f64| vec![issue("A", a), issue("B", b)];
    assert_eq!(keys(&mut watch, 0.0, list(50.0, 40.0)), "AB");
    assert_eq!(keys(&mut watch, 2.0, list(40.0, 43.0)), "AB");
    assert_eq!(keys(&mut watch, 3.0, list(40.0, 60.0)), "AB");
    assert_eq!(keys(&mut watch, 4.0, list(40.0, 60.0)), "BA");
}

#[test]
fn new_issue_takes_its_place_at_once() {
    let mut watch = Watch::default();
    assert_eq!(
        keys(&mut watch, 0.0, vec![issue("A", 50.0), issue("C", 20.0)]),
        "AC"
    );
    let three = vec![issue("A", 50.0), issue("C", 20.0), issue("B", 40.0)];
    assert_eq!(keys(&mut watch, 0.1, three), "ABC");
}

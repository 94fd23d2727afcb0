//! Answers for the tests of the editor.

use crate::model::answer::Answer;
use crate::model::answer::ReferenceWidth;
use crate::model::answer::SideChainState;
use crate::model::answer::Song;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::comparison::Alignment;
use crate::model::comparison::COMPARE_SCHEMA;
use crate::model::comparison::Class;
use crate::model::comparison::Comparison;
use crate::model::comparison::Entry;
use crate::model::comparison::MetricChange;
use crate::model::comparison::Outcome;
use crate::model::comparison::OutcomeClass;
use crate::model::comparison::Standing;
use crate::model::comparison::VerdictClass;
use crate::model::report::Basis;
use crate::model::report::Expected;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::Issue;
use crate::model::report::IssueMetric;
use crate::model::report::Place;
use crate::model::report::Report;
use crate::model::report::Severity;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;

/// An issue of that name, with one place and one move.
pub(super) fn issue(key: &str, severity: Severity) -> Issue {
    Issue {
        id: key.to_owned(),
        key: key.to_owned(),
        severity,
        priority: 1.0,
        confidence: 0.9,
        basis: Basis::Measured,
        title: format!("{key} at 0:45"),
        evidence: "On average -5.2 dB against the reference".to_owned(),
        places: vec![Place {
            start_s: 45.0,
            end_s: 48.0,
        }],
        range_hz: Some([200.0, 400.0]),
        stems: None,
        metric: IssueMetric {
            name: "integrated_lufs".to_owned(),
            value: -5.16,
            threshold: -2.75,
            unit: "LUFS".to_owned(),
        },
        fixes: vec![Fix {
            text: "Lower the mix by 3 dB".to_owned(),
            kind: FixKind::Gain,
            target: "mix".to_owned(),
            gain_db: Some(-3.0),
            frequency_hz: None,
            q: None,
            width_db: None,
            expected: Some(Expected {
                metric: "integrated_lufs".to_owned(),
                change: -3.0,
            }),
        }],
    }
}

/// An answer after so many seconds of music, with these issues.
pub(super) fn answer(heard_s: f64, issues: Vec<Issue>) -> Answer {
    Answer {
        report: report(heard_s, issues),
        ignored: Vec::new(),
        song: Song::default(),
        width_db: [None; THIRD_OCTAVES],
        reference_width: ReferenceWidth::default(),
        reference_integrated_lufs: None,
        side_chain: SideChainState::Off,
        is_rolling: true,
    }
}

fn report(heard_s: f64, issues: Vec<Issue>) -> Report {
    let mut report: Report = serde_json::from_value(serde_json::json!({
        "schema": "triage.report/1",
        "tool": { "name": "Triage", "version": "0" },
        "mix": {
            "path": null, "duration_s": heard_s, "sample_rate_hz": 48000.0, "channels": 2, "active_s": heard_s
        },
        "stage": "mix",
        "iteration": 1,
        "focus": "all",
        "references": [],
        "target": "modern",
        "metrics": { "clip_events": 0, "clipped_samples": 0 },
        "bands": { "center_hz": [], "mix_db": [], "reference_db": null, "low_db": null, "high_db": null, "deviation_db": null },
        "regions": {},
        "issues": [],
        "hidden": { "critical": 0, "important": 0, "polish": 0 },
        "ignored": [],
        "clashes": [],
        "readiness": { "ready": false, "checks": [] },
        "coverage": { "heard_s": heard_s, "dropped_blocks": 0 },
        "notes": []
    }))
    .unwrap();
    report.issues = issues;
    report
}

/// A version of that number, as nothing special.
pub(super) fn head(number: u32) -> VersionHead {
    let id = |number: u32| -> VersionId {
        let text = format!("00000000-0000-0000-0000-{number:012x}");
        serde_json::from_value(text.into()).unwrap()
    };
    VersionHead {
        id: id(number),
        root: id(1),
        number,
        name: format!("mix_v{number}"),
        captured_local: format!("2026-11-22 16:{:02}", number % 60),
        heard_s: 200.0,
        integrated_lufs: Some(-14.2),
        ..VersionHead::default()
    }
}

/// A comparison with an entry of each kind.
pub(super) fn comparison() -> Comparison {
    let report = report(200.0, Vec::new());
    let entry = |class, severity| Entry {
        key: "A".to_owned(),
        id: "A".to_owned(),
        class,
        text: "A (was -3 dB)".to_owned(),
        before: None,
        after: Some(Standing {
            severity,
            metric: issue("A", Severity::Important).metric,
        }),
    };
    let change = |name: &str, before, significant| MetricChange {
        name: name.to_owned(),
        before,
        after: Some(-1.0),
        change: before.map(|before: f64| -1.0 - before),
        significant,
    };
    Comparison {
        schema: COMPARE_SCHEMA.to_owned(),
        before: report.clone(),
        after: report,
        alignment: Alignment::SONG,
        improvements: vec![entry(Class::Fixed, None)],
        remaining: vec![entry(Class::Remaining, Some(Severity::Important))],
        new: vec![entry(Class::New, Some(Severity::Polish))],
        regressed: vec![entry(Class::Regressed, Some(Severity::Critical))],
        metric_changes: vec![
            change("true_peak_dbtp", Some(1.3), true),
            change("dr_db", None, false),
        ],
        expected_vs_achieved: vec![Outcome {
            key: "A".to_owned(),
            fix: "Lower the bass by 3 dB".to_owned(),
            metric: "region.BASS".to_owned(),
            expected: -3.0,
            achieved: -5.9,
            result: OutcomeClass::Overshoot,
            advice: "dial back 50 %".to_owned(),
        }],
        verdict: "mixed: clipping is fixed, but harsh broke".to_owned(),
        verdict_class: VerdictClass::Mixed,
        stop: None,
        next: vec!["A at 0:45".to_owned()],
    }
}

//! A report written by hand.

use triage::model::report::Bands;
use triage::model::report::Basis;
use triage::model::report::Check;
use triage::model::report::Coverage;
use triage::model::report::Expected;
use triage::model::report::Fix;
use triage::model::report::FixKind;
use triage::model::report::Hidden;
use triage::model::report::Issue;
use triage::model::report::IssueMetric;
use triage::model::report::Metrics;
use triage::model::report::MixInfo;
use triage::model::report::Place;
use triage::model::report::REPORT_SCHEMA;
use triage::model::report::Readiness;
use triage::model::report::ReferenceInfo;
use triage::model::report::Report;
use triage::model::report::Severity;
use triage::model::report::Tool;
use triage::model::settings::Focus;
use triage::model::settings::Stage;

pub fn report() -> Report {
    Report {
        schema: REPORT_SCHEMA.to_owned(),
        tool: Tool {
            name: "Triage".to_owned(),
            version: "0.1.0".to_owned(),
        },
        mix: MixInfo {
            path: None,
            duration_s: 208.0,
            sample_rate_hz: 44_100.0,
            channels: 2,
            active_s: 201.3,
        },
        stage: Stage::Mix,
        iteration: 2,
        focus: Focus::All,
        references: vec![ReferenceInfo {
            path: Some("ref.flac".to_owned()),
            name: "ref".to_owned(),
            warning: None,
        }],
        target: None,
        metrics: Metrics {
            sample_peak_dbfs: Some(1.84),
            true_peak_dbtp: Some(2.06),
            integrated_lufs: Some(-14.21),
            balance_db: Some(-0.31),
            clip_events: 1,
            clipped_samples: 412,
            ..Metrics::default()
        },
        bands: Bands::default(),
        regions: [("SUB".to_owned(), 0.4), ("AIR".to_owned(), -2.2)].into(),
        issues: vec![clipping()],
        hidden: Hidden {
            critical: 0,
            important: 1,
            polish: 0,
        },
        later: vec![narrow()],
        ignored: Vec::new(),
        clashes: Vec::new(),
        readiness: Readiness {
            ready: false,
            checks: vec![Check {
                id: "PEAK".to_owned(),
                passed: Some(false),
                text: "Peak +1.8 dBFS, wanted -6 to -3".to_owned(),
            }],
        },
        coverage: Coverage::default(),
        notes: Vec::new(),
    }
}

pub fn clipping() -> Issue {
    Issue {
        id: "CLIP_OVER".to_owned(),
        key: "CLIP_OVER".to_owned(),
        severity: Severity::Critical,
        priority: 131.0,
        confidence: 0.97,
        basis: Basis::Measured,
        title: "Clipping in the chorus".to_owned(),
        evidence: "412 samples over 0 dBFS, worst +1.8 dB, on bass notes".to_owned(),
        places: vec![Place {
            start_s: 45.02,
            end_s: 47.1,
        }],
        range_hz: None,
        stems: None,
        metric: IssueMetric {
            name: "sample_peak_dbfs".to_owned(),
            value: 1.8,
            threshold: 0.0,
            unit: "dB".to_owned(),
        },
        fixes: vec![lower_bass()],
    }
}

pub fn lower_bass() -> Fix {
    Fix {
        text: "Lower Bass by 3 dB".to_owned(),
        kind: FixKind::Gain,
        target: "Bass".to_owned(),
        gain_db: Some(-3.0),
        frequency_hz: None,
        q: None,
        width_db: None,
        expected: Some(Expected {
            metric: "sample_peak_dbfs".to_owned(),
            change: -3.0,
        }),
    }
}

fn narrow() -> Issue {
    Issue {
        id: "NARROW".to_owned(),
        key: "NARROW".to_owned(),
        severity: Severity::Important,
        title: "Too narrow".to_owned(),
        ..clipping()
    }
}

use super::*;
use crate::model::report::Basis;
use crate::model::report::Check;
use crate::model::report::Expected;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::Hidden;
use crate::model::report::Issue;
use crate::model::report::IssueMetric;
use crate::model::report::Metrics;
use crate::model::report::MixInfo;
use crate::model::report::Place;
use crate::model::report::REPORT_SCHEMA;
use crate::model::report::Readiness;
use crate::model::report::ReferenceInfo;
use crate::model::report::Severity;
use crate::model::report::Tool;

/// A small report written by hand.
fn report() -> Report {
    Report {
        schema: REPORT_SCHEMA.to_owned(),
        tool: Tool {
            name: "Triage".to_owned(),
            version: "0.1.0".to_owned(),
        },
        mix: MixInfo {
            path: Some("mix.wav".to_owned()),
            duration_s: 208.0,
            sample_rate_hz: 44_100.0,
            channels: 2,
            active_s: 201.3,
        },
        stage: crate::model::settings::Stage::Mix,
        iteration: 1,
        focus: crate::model::settings::Focus::All,
        references: vec![ReferenceInfo {
            path: Some("ref.mp3".to_owned()),
            name: "ref".to_owned(),
            warning: Some("MP3 at 128 kbit/s".to_owned()),
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
        bands: crate::model::report::Bands::default(),
        regions: [("SUB".to_owned(), 0.4), ("AIR".to_owned(), -2.2)].into(),
        issues: vec![clipping()],
        hidden: Hidden {
            critical: 0,
            important: 1,
            polish: 2,
        },
        later: Vec::new(),
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
        coverage: crate::model::report::Coverage::default(),
        notes: Vec::new(),
    }
}

fn clipping() -> Issue {
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
            unit: "dBFS".to_owned(),
        },
        fixes: vec![Fix {
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
        }],
    }
}

#[test]
fn page_reads_as_laid_out_by_hand() {
    let page = "\
mix.wav
3:28, 44.1 kHz stereo, mix, round 1
Compared with ref

Loudness     -14.2 LUFS integrated
Peaks        sample +1.8 dBFS, true +2.1 dBTP, clipping in 1 place (412 samples)
Stereo       left 0.3 dB louder
Deviation    SUB +0.4, AIR -2.2 dB

CRITICAL
  1. Clipping in the chorus
     412 samples over 0 dBFS, worst +1.8 dB, on bass notes (measured, 97 % sure)
     At 0:45-0:47
   > Lower Bass by 3 dB (expect -3.0 dB)

Kept back for later: 1 important, 2 polish; --iteration 5 shows all

READY FOR MASTERING: not yet
  [ ] Peak +1.8 dBFS, wanted -6 to -3

NOTES
  - ref: MP3 at 128 kbit/s
";
    assert_eq!(report_text(&report(), Some(1)), page);
}

#[test]
fn no_line_is_wider_than_80_columns() {
    let mut report = report();
    report.issues[0].title = "one two three four five six seven ".repeat(9);
    report.issues[0].evidence = "one two three four five six seven ".repeat(9);
    report.issues[0].fixes[0].text = "one two three four five six seven ".repeat(9);
    report.notes = vec!["one two three four five six seven ".repeat(9)];
    assert!(
        report_text(&report, Some(1))
            .lines()
            .all(|line| line.chars().count() <= text::WIDTH)
    );
}

#[test]
fn place_that_the_title_names_is_not_repeated() {
    let mut report = report();
    report.issues[0].title = "Clipping at 0:45".to_owned();
    assert!(!report_text(&report, Some(1)).contains("At 0:45-0:47"));
}

#[test]
fn warning_that_the_notes_hold_is_not_repeated() {
    let mut report = report();
    report.notes = vec!["ref: MP3 at 128 kbit/s".to_owned()];
    assert_eq!(
        report_text(&report, Some(1))
            .matches("MP3 at 128 kbit/s")
            .count(),
        1
    );
}

#[test]
fn many_places_are_counted() {
    let mut report = report();
    report.issues[0].places = (0..11)
        .map(|n| Place {
            start_s: f64::from(n),
            end_s: f64::from(n),
        })
        .collect();
    assert!(report_text(&report, Some(1)).contains("0:06, 0:07 and 3 more\n"));
}

#[test]
fn empty_list_says_so() {
    let mut report = report();
    report.issues.clear();
    assert!(report_text(&report, Some(1)).contains("\nNothing to fix in this round.\n"));
    assert!(report_text(&report, None).contains("\nNothing to fix in this part of the work.\n"));
    report.hidden = Hidden::default();
    assert!(report_text(&report, Some(1)).contains("\nNothing to fix.\n"));
}

#[test]
fn round_that_nobody_counts_is_not_named() {
    let mut report = report();
    report.focus = crate::model::settings::Focus::Stereo;
    let page = report_text(&report, None);
    assert!(!page.contains("round") && !page.contains("--iteration"));
    assert!(page.contains("1 important, 2 polish; --focus all shows all\n"));
}

#[test]
fn markdown_says_the_same_numbers() {
    let page = report_markdown(&report(), Some(1));
    for part in [
        "-14.2 LUFS integrated",
        "### 1. Clipping in the chorus",
        "- Lower Bass by 3 dB (expect -3.0 dB)",
    ] {
        assert!(page.contains(part), "{part} is missing in\n{page}");
    }
}

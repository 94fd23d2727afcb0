//! A comparison written by hand.

use triage::model::comparison::Alignment;
use triage::model::comparison::COMPARE_SCHEMA;
use triage::model::comparison::Class;
use triage::model::comparison::Comparison;
use triage::model::comparison::Entry;
use triage::model::comparison::MetricChange;
use triage::model::comparison::Outcome;
use triage::model::comparison::OutcomeClass;
use triage::model::comparison::Standing;
use triage::model::comparison::VerdictClass;
use triage::model::report::IssueMetric;
use triage::model::report::Report;
use triage::model::report::Severity;

use crate::printing::written;

pub fn comparison() -> Comparison {
    let mut before = at("mix_v1.wav");
    before.notes = vec!["heard too little".to_owned()];
    Comparison {
        schema: COMPARE_SCHEMA.to_owned(),
        before,
        after: at("mix_v2.wav"),
        alignment: Alignment {
            offset_s: 0.037,
            level_db: Some(-1.23),
            same_arrangement: true,
            range_s: Some([10.0, 198.0]),
        },
        improvements: vec![
            entry(
                Class::Fixed,
                "Clipping FIXED (was 3 instances, now 0)",
                [Some(Severity::Critical), None],
            ),
            entry(
                Class::Improved,
                "Too dark IMPROVED (5-16 kHz: 5.5 dB below the reference, now 2.9)",
                [Some(Severity::Important), Some(Severity::Polish)],
            ),
        ],
        remaining: vec![entry(
            Class::Remaining,
            "Narrow REMAINS (correlation 0.89, wanted 0.60 at the most, as in the reference)",
            [Some(Severity::Important), Some(Severity::Important)],
        )],
        new: Vec::new(),
        regressed: vec![entry(
            Class::Regressed,
            "Muddy WORSE (200-400 Hz: 2.1 dB above the reference, now 4.0)",
            [Some(Severity::Polish), Some(Severity::Important)],
        )],
        metric_changes: changes(),
        expected_vs_achieved: vec![Outcome {
            key: "CLIP_OVER".to_owned(),
            fix: "Lower Bass by 3 dB".to_owned(),
            metric: "sample_peak_dbfs".to_owned(),
            expected: -3.0,
            achieved: -1.24,
            result: OutcomeClass::Partial,
            advice: "go on in the same direction, by about as much again".to_owned(),
        }],
        verdict: "Mixed: clipping is fixed, but the mix became muddy; adjust and export again"
            .to_owned(),
        verdict_class: VerdictClass::Mixed,
        stop: Some("Two rounds in a row changed little: stop here.".to_owned()),
        next: vec![
            "Muddy: too much at 200-400 Hz".to_owned(),
            "Too narrow".to_owned(),
        ],
    }
}

fn changes() -> Vec<MetricChange> {
    vec![
        change("integrated_lufs", Some(-14.21), Some(-12.98), true),
        change("correlation", Some(0.891), Some(0.887), false),
        change("clip_events", Some(3.0), Some(0.0), true),
        change("dr_db", Some(9.4), None, false),
        change("dc_offset_dbfs", None, None, false),
        change("region.MUD", Some(2.1), Some(4.0), true),
    ]
}

fn at(path: &str) -> Report {
    let mut report = written::report();
    report.mix.path = Some(path.to_owned());
    report
}

fn entry(class: Class, text: &str, [before, after]: [Option<Severity>; 2]) -> Entry {
    let standing = |severity| Standing {
        severity,
        metric: IssueMetric {
            name: "sample_peak_dbfs".to_owned(),
            value: 0.0,
            threshold: 0.0,
            unit: "dB".to_owned(),
        },
    };
    Entry {
        key: "KEY".to_owned(),
        id: "ID".to_owned(),
        class,
        text: text.to_owned(),
        before: Some(standing(before)),
        after: Some(standing(after)),
    }
}

fn change(name: &str, before: Option<f64>, after: Option<f64>, significant: bool) -> MetricChange {
    MetricChange {
        name: name.to_owned(),
        before,
        after,
        change: before.zip(after).map(|(before, after)| after - before),
        significant,
    }
}

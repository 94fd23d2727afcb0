//! Versions as a project of some weeks has them.

use std::sync::Arc;

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
use triage::model::history::History;
use triage::model::history::Side;
use triage::model::report::IssueMetric;
use triage::model::report::Severity;
use triage::model::version::Extent;
use triage::model::version::Found;
use triage::model::version::Mark;
use triage::model::version::Origin;
use triage::model::version::VersionHead;
use triage::model::version::VersionId;

use crate::views::trial;

pub fn id(number: u32) -> VersionId {
    VersionId(uuid::Uuid::from_u128(u128::from(number)))
}

pub fn side(number: u32) -> Side {
    Side::Version(id(number))
}

/// A version of that number.
pub fn head(number: u32) -> VersionHead {
    let verdicts = [
        VerdictClass::Significant,
        VerdictClass::Mixed,
        VerdictClass::Improvement,
        VerdictClass::NoChange,
        VerdictClass::Slight,
        VerdictClass::Worse,
    ];
    VersionHead {
        id: id(number),
        parent: number.checked_sub(1).map(id),
        root: id(1),
        number,
        name: format!("mix_v{number}"),
        captured_local: format!("2026-11-{:02} 16:05", 1 + number % 28),
        heard_s: 200.0,
        integrated_lufs: Some(-14.2 + f64::from(number % 7) * 0.3),
        true_peak_dbtp: Some(-1.0),
        found: Found {
            critical: 3_u32.saturating_sub(number),
            important: 7_u32.saturating_sub(number),
            polish: 4,
        },
        verdict: (number > 1).then(|| verdicts[number as usize % verdicts.len()]),
        ..VersionHead::default()
    }
}

/// A history of so many versions, of which the last two are compared.
pub fn history(count: u32) -> History {
    let versions: Vec<VersionHead> = (1..=count).map(head).collect();
    let is_compared = count > 1;
    History {
        versions: Arc::new(versions),
        sides: is_compared.then(|| (side(count - 1), side(count))),
        comparison: is_compared.then(|| Arc::new(comparison())),
        ..History::default()
    }
}

/// A history in which everything happens that can.
pub fn eventful() -> History {
    let mut history = history(6);
    let versions = Arc::make_mut(&mut history.versions);
    versions[1].extent = Extent::Partial;
    versions[1].heard_s = 83.0;
    versions[3].origin = Origin::Export;
    versions[3].mark = Mark::Checkpoint;
    versions[4].note = "Bass 3 dB lower, side +2 dB above 250 Hz".to_owned();
    versions[5].origin = Origin::Export;
    versions[5].note = "High shelf on drums. Vocals a touch louder in the second verse.".to_owned();
    history.others = Arc::new((20..23).map(head).collect());
    history.deleted = Some(head(7));
    history
}

fn standing(severity: Option<Severity>) -> Standing {
    Standing {
        severity,
        metric: IssueMetric {
            name: "region.HI".to_owned(),
            value: -2.9,
            threshold: -2.75,
            unit: "dB".to_owned(),
        },
    }
}

fn entry(class: Class, severity: Option<Severity>, text: &str) -> Entry {
    Entry {
        key: text.to_owned(),
        id: text.to_owned(),
        class,
        text: text.to_owned(),
        before: Some(standing(Some(Severity::Critical))),
        after: Some(standing(severity)),
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

fn outcome(fix: &str, expected: f64, achieved: f64, result: OutcomeClass, advice: &str) -> Outcome {
    Outcome {
        key: fix.to_owned(),
        fix: fix.to_owned(),
        metric: "region.BASS".to_owned(),
        expected,
        achieved,
        result,
        advice: advice.to_owned(),
    }
}

/// A comparison with something of everything.
pub fn comparison() -> Comparison {
    let report = trial::answer(200.0, trial::demo_issues()).report;
    Comparison {
        schema: COMPARE_SCHEMA.to_owned(),
        before: report.clone(),
        after: report,
        alignment: Alignment::SONG,
        improvements: vec![
            entry(
                Class::Fixed,
                None,
                "Clipping FIXED (was 3 instances, now 0)",
            ),
            entry(
                Class::Improved,
                Some(Severity::Polish),
                "Too dark IMPROVED (5-16 kHz: 5.5 dB below the reference, now 2.9)",
            ),
        ],
        remaining: vec![entry(
            Class::Remaining,
            Some(Severity::Important),
            "Narrow REMAINS (sides -14.2 dB against the middle, wanted -8.7)",
        )],
        new: vec![entry(
            Class::New,
            Some(Severity::Important),
            "NEW: Harsh (2.5-5 kHz 2.4 dB above the reference)",
        )],
        regressed: Vec::new(),
        metric_changes: changes(),
        expected_vs_achieved: outcomes(),
        verdict: "mixed: clipping is fixed, but harsh is new; take a smaller step and export again"
            .to_owned(),
        verdict_class: VerdictClass::Mixed,
        stop: None,
        next: vec![
            "Harsh: 2.5-5 kHz 2.4 dB above the reference".to_owned(),
            "Mix is narrow (stereo correlation 0.89)".to_owned(),
        ],
    }
}

fn changes() -> Vec<MetricChange> {
    vec![
        change("true_peak_dbtp", Some(1.32), Some(-1.04), true),
        change("integrated_lufs", Some(-13.4), Some(-13.5), false),
        change("loudness_range_lu", Some(5.2), Some(5.2), false),
        change("correlation_wide", Some(0.91), Some(0.89), false),
        change("dr_db", None, Some(8.0), false),
        change("clip_events", Some(3.0), Some(0.0), true),
        change("region.HI", Some(-5.5), Some(-2.9), true),
    ]
}

fn outcomes() -> Vec<Outcome> {
    vec![
        outcome(
            "Lower the bass by 3 dB",
            -3.0,
            -5.9,
            OutcomeClass::Overshoot,
            "dial back 50 %: try -1.5 dB instead of -3.0 dB",
        ),
        outcome(
            "High shelf 6.3 kHz +4.5 dB",
            4.5,
            4.1,
            OutcomeClass::Hit,
            "keep it",
        ),
    ]
}

//! A history written by hand, with names and notes that try to be Markdown.

use std::sync::Arc;

use triage::model::comparison::VerdictClass;
use triage::model::history::History;
use triage::model::history::Side;
use triage::model::version::Extent;
use triage::model::version::Found;
use triage::model::version::Intention;
use triage::model::version::Mark;
use triage::model::version::Origin;
use triage::model::version::VersionHead;

use crate::printing::comparison::comparison;
use crate::printing::written::lower_bass;

/// What a person may well type.
pub const NOTE: &str = "- lowered `Bass` | 3 dB\n# louder\r\n```\n<b>kick</b>";

pub fn history() -> History {
    let first = VersionHead {
        number: 1,
        name: "mix_v1".to_owned(),
        note: NOTE.to_owned(),
        mark: Mark::Checkpoint,
        captured_local: "2026-11-21 22:10".to_owned(),
        integrated_lufs: Some(-14.21),
        true_peak_dbtp: Some(2.06),
        found: Found {
            critical: 1,
            important: 2,
            polish: 0,
        },
        ..VersionHead::default()
    };
    let second = VersionHead {
        number: 2,
        name: "mix|v2".to_owned(),
        note: String::new(),
        captured_local: "2026-11-22 16:05".to_owned(),
        origin: Origin::Export,
        extent: Extent::Partial,
        heard_s: 83.4,
        integrated_lufs: None,
        true_peak_dbtp: Some(-0.04),
        verdict: Some(VerdictClass::Mixed),
        ..first.clone()
    };
    let second = VersionHead {
        mark: Mark::None,
        ..second
    };
    let mut comparison = comparison();
    comparison.metric_changes.truncate(1);
    comparison.expected_vs_achieved.clear();
    comparison.regressed.clear();
    comparison.before.notes.clear();
    comparison.stop = None;
    comparison.next.clear();
    History {
        sides: Some((Side::Version(first.id), Side::Live)),
        versions: Arc::new(vec![first, second]),
        comparison: Some(Arc::new(comparison)),
        doing: Arc::new(vec![Intention {
            key: "CLIP_OVER".to_owned(),
            title: "Clipping in the chorus".to_owned(),
            fix: lower_bass(),
        }]),
        ..History::default()
    }
}

//! What a rule says: the crossed number, its words and its moves; and the few ways to build them.

use crate::model::report::Basis;
use crate::model::report::Expected;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::IssueMetric;
use crate::model::report::Place;
use crate::model::report::Severity;

/// One thing a rule found, or nearly found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    /// Rule and band: the same between versions of a mix.
    pub(super) key: String,
    pub(super) severity: Severity,
    pub(super) margin: Margin,
    pub(super) yardstick: Yardstick,
    pub(super) basis: Basis,
    pub(super) title: String,
    pub(super) evidence: String,
    pub(super) places: Vec<Place>,
    pub(super) range_hz: Option<[f64; 2]>,
    pub(super) metric: IssueMetric,
    pub(super) fixes: Vec<Fix>,
}

/// How far a number is beyond its threshold, all in the unit of the number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Margin {
    /// Above 0: the rule holds. At or below 0: it holds on only where it already did.
    pub(super) excess: f64,
    /// Excess at which the rule becomes Critical, or twice the one for Important.
    pub(super) critical: f64,
    /// How much the number changes under harmless re-exports; 0 for counts, which are exact.
    pub(super) sigma: f64,
}

/// What a number was held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yardstick {
    /// A fixed limit.
    Absolute,
    /// References or a built-in target.
    Profile,
}

/// The number behind a finding.
pub(super) fn metric(name: &str, value: f64, threshold: f64, unit: &str) -> IssueMetric {
    IssueMetric {
        name: name.to_owned(),
        value,
        threshold,
        unit: unit.to_owned(),
    }
}

/// A move in words only.
pub(super) fn manual(text: impl Into<String>) -> Fix {
    fix(FixKind::Manual, text)
}

/// A move on dynamics, in words.
pub(super) fn dynamics(text: impl Into<String>) -> Fix {
    fix(FixKind::Dynamics, text)
}

/// A level change of the mix.
pub(super) fn gain(text: impl Into<String>, gain_db: f64) -> Fix {
    Fix {
        gain_db: Some(gain_db),
        ..fix(FixKind::Gain, text)
    }
}

/// A change of the side level above 250 Hz.
pub(super) fn side_gain(text: impl Into<String>, width_db: f64) -> Fix {
    Fix {
        width_db: Some(width_db),
        ..fix(FixKind::SideGain, text)
    }
}

/// Mono below a crossover.
pub(super) fn mono_below(text: impl Into<String>, frequency_hz: f64) -> Fix {
    Fix {
        frequency_hz: Some(frequency_hz),
        ..fix(FixKind::MonoBelow, text)
    }
}

/// A high-pass filter.
pub(super) fn high_pass(text: impl Into<String>, frequency_hz: f64) -> Fix {
    Fix {
        frequency_hz: Some(frequency_hz),
        ..fix(FixKind::HighPass, text)
    }
}

/// A move of any kind on the mix, still without numbers.
pub(super) fn fix(kind: FixKind, text: impl Into<String>) -> Fix {
    Fix {
        text: text.into(),
        kind,
        target: "mix".to_owned(),
        gain_db: None,
        frequency_hz: None,
        q: None,
        width_db: None,
        expected: None,
    }
}

/// The same move, with what it should do to the number behind the finding.
pub(super) fn expecting(fix: Fix, metric: &str, change: f64) -> Fix {
    Fix {
        expected: Some(Expected {
            metric: metric.to_owned(),
            change,
        }),
        ..fix
    }
}

/// Next half decibel away from zero: a move that is large enough.
pub(super) fn half_db_up(gain_db: f64) -> f64 {
    // A hair's breadth above a half is rounding noise, not a need for the next one.
    ((gain_db.abs() * 2.0 - 1e-6).ceil() / 2.0)
        .max(0.5)
        .copysign(gain_db)
}

/// Next half decibel towards zero.
pub(super) fn half_db_down(gain_db: f64) -> f64 {
    ((gain_db.abs() * 2.0 + 1e-6).floor() / 2.0).copysign(gain_db)
}

/// Nearest half decibel, at least one.
pub(super) fn half_db(gain_db: f64) -> f64 {
    ((gain_db.abs() * 2.0).round() / 2.0)
        .max(0.5)
        .copysign(gain_db)
}

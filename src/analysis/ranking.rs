//! How sure, and how important: confidence and priority of each finding, and the order of the list.

use crate::analysis::context::Context;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::judge::Judged;
use crate::analysis::rules::Rule;
use crate::model::report::Issue;
use crate::model::report::Severity;

/// Less sure than this, a finding is kept to itself.
const CONFIDENCE_MIN: f64 = 0.35;

/// Confidence in a comparison: with a built-in target, with one or two references.
const BUILT_IN_CONFIDENCE: f64 = 0.6;
const FEW_CONFIDENCE: f64 = 0.9;
const FEW_REFERENCES: usize = 2;

/// A block is 100 ms.
const BLOCK_S: f64 = 0.1;

/// Findings that are sure enough, as issues, most important first; equals by name.
pub(super) fn ranked(context: &Context, found: &[Judged]) -> Vec<Issue> {
    let mut issues: Vec<Issue> = found
        .iter()
        .map(|judged| issue(context, judged))
        .filter(|issue| issue.confidence >= CONFIDENCE_MIN)
        .collect();
    put_causes_first(&mut issues);
    issues.sort_by(|a, b| {
        b.priority
            .total_cmp(&a.priority)
            .then_with(|| a.id.cmp(&b.id))
            .then_with(|| a.key.cmp(&b.key))
    });
    issues
}

/// Clipped tops press the dynamics: whoever mends the clipping first may find nothing left to mend.
const CAUSES: [(&str, &str); 2] = [
    ("CLIP_FS", "OVER_COMPRESSED"),
    ("CLIP_SOURCE", "OVER_COMPRESSED"),
];

/// What a consequence keeps of the priority of its cause, at most.
const CONSEQUENCE_SHARE: f64 = 0.99;

/// An issue that follows from another is less urgent than that one.
fn put_causes_first(issues: &mut [Issue]) {
    for (cause, consequence) in CAUSES {
        let found = issues.iter().find(|issue| issue.id == cause);
        let Some(priority_max) = found.map(|issue| issue.priority * CONSEQUENCE_SHARE) else {
            continue;
        };
        for issue in issues.iter_mut().filter(|issue| issue.id == consequence) {
            issue.priority = issue.priority.min(priority_max);
        }
    }
}

fn issue(context: &Context, judged: &Judged) -> Issue {
    let finding = judged.finding.clone();
    let confidence = confidence(context, judged);
    Issue {
        id: judged.rule.id.to_owned(),
        priority: priority(
            finding.severity,
            &finding.margin,
            confidence,
            judged.rule.weight,
        ),
        confidence,
        key: finding.key,
        severity: finding.severity,
        basis: finding.basis,
        title: finding.title,
        evidence: finding.evidence,
        places: finding.places,
        range_hz: finding.range_hz,
        stems: None,
        metric: finding.metric,
        fixes: finding.fixes,
    }
}

fn confidence(context: &Context, judged: &Judged) -> f64 {
    let margin = &judged.finding.margin;
    let yardstick = match (judged.finding.yardstick, context.reference()) {
        (Yardstick::Absolute, _) => 1.0,
        (Yardstick::Profile, None) => BUILT_IN_CONFIDENCE,
        (Yardstick::Profile, Some(profile)) if profile.sources.len() <= FEW_REFERENCES => {
            FEW_CONFIDENCE
        }
        (Yardstick::Profile, Some(_)) => 1.0,
    };
    data_confidence(context, judged.rule) * margin_confidence(margin) * yardstick
}

/// How much of the needed audio was heard; lost blocks count as not heard.
fn data_confidence(context: &Context, rule: &Rule) -> f64 {
    if rule.need_s <= 0.0 {
        return 1.0;
    }
    let heard_s = context.measurement.heard_s;
    let lost_s = context.measurement.dropped_blocks as f64 * BLOCK_S;
    let kept = if lost_s > 0.0 {
        heard_s / (heard_s + lost_s)
    } else {
        1.0
    };
    (context.measurement.active_s / rule.need_s).min(1.0) * kept
}

/// How far beyond the threshold the number is, beside what it changes for no reason.
fn margin_confidence(margin: &Margin) -> f64 {
    if margin.sigma <= 0.0 {
        return 1.0;
    }
    (0.5 + margin.excess / (6.0 * margin.sigma)).clamp(0.0, 1.0)
}

fn priority(severity: Severity, margin: &Margin, confidence: f64, weight: f64) -> f64 {
    let base = match severity {
        Severity::Critical => 100.0,
        Severity::Important => 50.0,
        Severity::Polish => 20.0,
        // Low enough to come last: nothing needs to be done about it.
        Severity::Info => 10.0,
    };
    let urgency = 1.0 + 0.5 * (margin.excess / margin.critical).tanh();
    base * urgency * confidence * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priority_follows_the_formula() {
        // Important, excess half of the critical one, confidence 0.9, weight 1:
        // 50 * (1 + 0.5 * tanh 0.5) * 0.9 with tanh 0.5 = 0.46211716.
        let margin = Margin {
            excess: 2.25,
            critical: 4.5,
            sigma: 0.3,
        };
        let expected = 50.0 * (1.0 + 0.5 * 0.462_117_16) * 0.9;
        assert!((priority(Severity::Important, &margin, 0.9, 1.0) - expected).abs() < 1e-6);
    }

    #[test]
    fn confidence_grows_from_a_half_at_the_threshold_to_one_at_three_sigma() {
        let at = |excess| {
            margin_confidence(&Margin {
                excess,
                critical: 1.0,
                sigma: 0.3,
            })
        };
        assert_eq!(at(0.0), 0.5);
        assert!((at(0.45) - 0.75).abs() < 1e-12);
        assert_eq!(at(0.9), 1.0);
        assert_eq!(at(-5.0), 0.0);
    }
}

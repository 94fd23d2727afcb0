//! Too much between 5 and 8 kHz.

use crate::analysis::context::Context;
use crate::analysis::deviation::Region;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::rules::tonal;
use crate::analysis::rules::tonal::Remedy;
use crate::analysis::rules::tonal::Side;
use crate::analysis::rules::tonal::Tonal;
use crate::analysis::text;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::units::Db;

pub(super) const RULE: Rule = Rule {
    id: TONAL.id,
    family: Family::Tonal,
    need_s: tonal::NEED_S,
    weight: tonal::WEIGHT,
    focus: &[Focus::Balance, Focus::Vocals],
    judge,
};

const TONAL: Tonal = Tonal {
    id: "SIBILANT",
    region: Region::Sibilance,
    side: Side::Above,
    hysteresis_db: 0.7,
    word: "Sharp",
    severest: Severity::Critical,
    remedy: Remedy::Bell { q: 1.4 },
    place: "on vocals and hats, or on Main",
    alternative: "Or de-ess the vocal there by 3-4 dB, and turn down hats",
};

/// How much more single sounds stand out than in the reference before they, not the balance, are the matter, dB.
const SPREAD_MARGIN_DB: f64 = 3.0;

/// The region says that it is too much; how single sounds stand out says whether it is esses or the whole balance.
fn judge(context: &Context) -> Vec<Finding> {
    let mut findings = tonal::judge(context, &TONAL);
    for found in &mut findings {
        if let Some(spread) = spread_above_reference(context) {
            found.title = tonal::title(context, "Sibilant", &TONAL, found.metric.value);
            found.evidence = format!("{}; {spread}", found.evidence);
            found.fixes.pop();
            found.fixes.push(finding::dynamics(
                "Better than a static bell: a de-esser on the vocal at the same frequency, 3-4 dB",
            ));
        }
    }
    findings
}

/// What is said of single sounds, where they stand out more than in the reference.
fn spread_above_reference(context: &Context) -> Option<String> {
    let spread_db = context
        .measurement
        .spectrum
        .as_ref()?
        .sibilance_spread
        .map(Db::value)?;
    let reference_db = context.reference()?.sibilance_spread_db?;
    (spread_db > reference_db + SPREAD_MARGIN_DB).then(|| {
        format!(
            "single sounds stand out by {} dB, in the reference by {}",
            text::tenth(spread_db),
            text::tenth(reference_db)
        )
    })
}

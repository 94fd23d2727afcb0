//! Too much between 80 and 160 Hz.

use crate::analysis::deviation::Region;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::rules::tonal;
use crate::analysis::rules::tonal::Remedy;
use crate::analysis::rules::tonal::Side;
use crate::analysis::rules::tonal::Tonal;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: TONAL.id,
    family: Family::Tonal,
    need_s: tonal::NEED_S,
    weight: tonal::WEIGHT,
    focus: &[Focus::Balance, Focus::LowEnd],
    judge: |context| tonal::judge(context, &TONAL),
};

const TONAL: Tonal = Tonal {
    id: "BOOMY",
    region: Region::Boom,
    side: Side::Above,
    hysteresis_db: 0.7,
    word: "Boomy",
    severest: Severity::Critical,
    remedy: Remedy::Bell { q: 1.2 },
    place: "on bass and kick, or on Main",
    alternative: "Or lower the bass, and high-pass everything that is neither bass nor kick at 100 Hz",
};

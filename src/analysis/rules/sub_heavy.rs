//! Too much between 25 and 50 Hz.

use crate::analysis::deviation::Region;
use crate::analysis::equalizer::Curve;
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
    id: "SUB_HEAVY",
    region: Region::Sub,
    side: Side::Above,
    hysteresis_db: 1.0,
    word: "Too much sub",
    severest: Severity::Critical,
    remedy: Remedy::Shelf {
        curve: Curve::LowShelf,
        corners_hz: &[50.0, 63.0, 80.0],
    },
    place: "on bass and kick, or on Main",
    alternative: "Or high-pass 30 Hz on every track but the one that carries the sub",
};

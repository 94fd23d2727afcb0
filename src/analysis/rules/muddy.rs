//! Too much between 200 and 400 Hz.

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
    focus: &[Focus::Balance, Focus::Vocals],
    judge: |context| tonal::judge(context, &TONAL),
};

const TONAL: Tonal = Tonal {
    id: "MUDDY",
    region: Region::Mud,
    side: Side::Above,
    hysteresis_db: 0.6,
    word: "Muddy",
    severest: Severity::Critical,
    remedy: Remedy::Bell { q: 1.0 },
    place: "on guitars, keys and pads, or on Main",
    alternative: "Or high-pass tracks that need no low mids: vocals, guitars, pads, reverbs",
};

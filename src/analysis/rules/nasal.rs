//! Too much between 800 Hz and 1.6 kHz.

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
    id: "NASAL",
    region: Region::Nasal,
    side: Side::Above,
    hysteresis_db: 0.6,
    word: "Nasal",
    severest: Severity::Critical,
    remedy: Remedy::Bell { q: 1.4 },
    place: "on vocals and guitars, or on Main",
    alternative: "Or turn down the loudest track in that range",
};

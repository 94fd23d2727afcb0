//! Too little above 10 kHz.

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
    focus: &[Focus::Balance, Focus::Vocals],
    judge: |context| tonal::judge(context, &TONAL),
};

const TONAL: Tonal = Tonal {
    id: "NO_AIR",
    region: Region::Air,
    side: Side::Below,
    hysteresis_db: 0.8,
    word: "No air",
    severest: Severity::Important,
    remedy: Remedy::Shelf {
        curve: Curve::HighShelf,
        corners_hz: &[10_000.0, 8000.0],
    },
    place: "on Main, or on vocals and cymbals",
    alternative: "Or brighter reverbs, and fewer low-pass filters on Main",
};

//! Too much treble.

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
    focus: &[Focus::Balance],
    judge: |context| tonal::judge(context, &TONAL),
};

const TONAL: Tonal = Tonal {
    id: "TOO_BRIGHT",
    region: Region::High,
    side: Side::Above,
    hysteresis_db: 0.7,
    word: "Too bright",
    severest: Severity::Critical,
    remedy: Remedy::Shelf {
        curve: Curve::HighShelf,
        corners_hz: &[5000.0, 4000.0, 6300.0],
    },
    place: "on Main, or on cymbals and synths",
    alternative: "Or turn down hats, cymbals and exciters",
};

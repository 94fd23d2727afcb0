//! Too little between 63 and 160 Hz.

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
    id: "THIN",
    region: Region::LowBody,
    side: Side::Below,
    hysteresis_db: 0.7,
    word: "Thin",
    severest: Severity::Critical,
    remedy: Remedy::Shelf {
        curve: Curve::LowShelf,
        corners_hz: &[120.0, 160.0, 200.0],
    },
    place: "on Main, or on bass and kick",
    alternative: "Or raise bass and kick, and check that nothing high-passes them",
};

//! What all rules of tonal balance share: a region too far above or below the reference, and the filter that cures it.

use crate::analysis::context::Context;
use crate::analysis::deviation::Deviation;
use crate::analysis::deviation::Region;
use crate::analysis::equalizer::Curve;
use crate::analysis::equalizer::Filter;
use crate::analysis::equalizer::SHELF_Q;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::text;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::Severity;

/// Weight and need of all tonal rules.
pub(super) const WEIGHT: f64 = 1.0;
pub(super) const NEED_S: f64 = 20.0;

/// Excess from which it is more than a nuance, and from which the balance is plainly wrong, dB.
const IMPORTANT_DB: f64 = 1.0;
const CRITICAL_DB: f64 = 4.5;

/// What a region mean changes under harmless re-exports, dB; more where codecs work.
const SIGMA_DB: f64 = 0.3;
const SIGMA_AIR_DB: f64 = 1.5;

/// Most of a filter in one round of work, dB.
const GAIN_MAX_DB: f64 = 6.0;
const GAIN_STEP_DB: f64 = 0.5;

/// So far below a built-in target a low end is not thin but not there, dB.
const EMPTY_DB: f64 = 12.0;

/// One rule of tonal balance.
#[derive(Debug)]
pub(super) struct Tonal {
    pub(super) id: &'static str,
    pub(super) region: Region,
    pub(super) side: Side,
    pub(super) hysteresis_db: f64,
    /// What a producer calls it.
    pub(super) word: &'static str,
    pub(super) severest: Severity,
    pub(super) remedy: Remedy,
    /// Where the move belongs.
    pub(super) place: &'static str,
    /// What else helps.
    pub(super) alternative: &'static str,
}

/// Too much or too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

/// The filter for it.
#[derive(Debug)]
pub(super) enum Remedy {
    /// A bell where the region deviates most.
    Bell { q: f64 },
    /// A shelf; corners in the order in which they are tried.
    Shelf {
        curve: Curve,
        corners_hz: &'static [f64],
    },
}

impl Side {
    fn sign(self) -> f64 {
        if self == Self::Above { 1.0 } else { -1.0 }
    }
}

pub(super) fn judge(context: &Context, rule: &Tonal) -> Vec<Finding> {
    let Some(mean_db) = context.region_db(rule.region) else {
        return Vec::new();
    };
    let limit_db = context.region_limit_db(rule.region, rule.side.sign());
    let excess_db = mean_db * rule.side.sign() - limit_db;
    if excess_db <= -rule.hysteresis_db {
        return Vec::new();
    }
    let is_air = rule.region == Region::Air;
    let sigma = if is_air { SIGMA_AIR_DB } else { SIGMA_DB };
    let (low_hz, high_hz) = rule.region.range_hz();
    vec![Finding {
        key: rule.id.to_owned(),
        severity: if is_empty(context, rule, mean_db) {
            Severity::Polish
        } else {
            severity(context, rule, excess_db, limit_db)
        },
        margin: Margin {
            excess: excess_db,
            critical: CRITICAL_DB,
            sigma,
        },
        yardstick: Yardstick::Profile,
        basis: if context.reference().is_some() {
            Basis::Measured
        } else {
            Basis::Inferred
        },
        title: title(context, rule.word, rule, mean_db),
        evidence: evidence(context, rule, mean_db, limit_db),
        places: places::where_exceeded(context.measurement, |cell| {
            let cell_db = context.cell_deviation(cell)?.mean_db(rule.region)?;
            Some(cell_db * rule.side.sign() - limit_db)
        }),
        range_hz: Some([low_hz, high_hz]),
        metric: finding::metric(
            &metric_name(rule),
            mean_db,
            limit_db * rule.side.sign(),
            "dB",
        ),
        fixes: fixes(context, rule, mean_db),
    }]
}

fn metric_name(rule: &Tonal) -> String {
    format!("region.{}", rule.region.name())
}

/// Whether nothing seems to play there. A voice alone has no low end, and an average of other people's music cannot tell
/// that from a fault; treble is in every sound.
fn is_empty(context: &Context, rule: &Tonal, mean_db: f64) -> bool {
    context.reference().is_none() && rule.region == Region::LowBody && mean_db < -EMPTY_DB
}

/// A built-in target is an average of other people's music. A corridor is how far most of them are from it: only what is
/// twice as far is more than a nuance, and nothing of it can call a mix broken.
fn severity(context: &Context, rule: &Tonal, excess_db: f64, limit_db: f64) -> Severity {
    let has_reference = context.reference().is_some();
    let important_db = if has_reference {
        IMPORTANT_DB
    } else {
        limit_db
    };
    let severity = match excess_db {
        excess if excess < important_db => Severity::Polish,
        excess if excess < CRITICAL_DB || !has_reference => Severity::Important,
        _ => Severity::Critical,
    };
    severity.max(rule.severest)
}

/// The row itself: `Too dark: 5-16 kHz 5.5 dB below the reference`.
pub(super) fn title(context: &Context, word: &str, rule: &Tonal, mean_db: f64) -> String {
    let (low_hz, high_hz) = rule.region.range_hz();
    format!(
        "{word}: {} {} dB {} the {}",
        text::range(low_hz, high_hz),
        text::tenth(mean_db.abs()),
        if mean_db > 0.0 { "above" } else { "below" },
        context.yardstick_name()
    )
}

fn evidence(context: &Context, rule: &Tonal, mean_db: f64, limit_db: f64) -> String {
    let name = context.yardstick_name();
    let usual = if rule.side == Side::Above {
        "up to"
    } else {
        "down to"
    };
    let extreme = context
        .deviation
        .as_ref()
        .and_then(|deviation| deviation.extreme(rule.region, rule.side.sign()));
    let worst = extreme.map_or(String::new(), |(hz, db)| {
        format!(
            ", most at {} ({} dB)",
            text::frequency(text::dial_hz(hz)),
            text::signed(db)
        )
    });
    let arrangement = if is_empty(context, rule, mean_db) {
        "; if nothing is meant to play there, ignore this"
    } else {
        ""
    };
    format!(
        "On average {} dB against the {name}, {usual} {} dB is usual{worst}{arrangement}",
        text::signed(mean_db),
        text::signed(limit_db * rule.side.sign())
    )
}

fn fixes(context: &Context, rule: &Tonal, mean_db: f64) -> Vec<Fix> {
    let Some((filter, after_db)) = best_filter(context, rule, mean_db) else {
        let only = rule.alternative.trim_start_matches("Or ");
        return vec![finding::manual(text::capital(only))];
    };
    let (kind, name) = match filter.curve {
        Curve::Bell => (FixKind::Bell, "Bell"),
        Curve::LowShelf => (FixKind::LowShelf, "Low shelf"),
        Curve::HighShelf => (FixKind::HighShelf, "High shelf"),
    };
    let q = match rule.remedy {
        Remedy::Bell { q } => format!(" Q {q}"),
        Remedy::Shelf { .. } => String::new(),
    };
    let text = format!(
        "{name} {}{q} {} dB {}",
        text::frequency(filter.frequency_hz),
        text::gain(filter.gain_db),
        rule.place
    );
    let equalize = Fix {
        gain_db: Some(filter.gain_db),
        frequency_hz: Some(filter.frequency_hz),
        q: Some(filter.q),
        ..finding::fix(kind, text)
    };
    vec![
        finding::expecting(equalize, &metric_name(rule), after_db - mean_db),
        finding::manual(rule.alternative),
    ]
}

/// The smallest filter that brings the region back inside, beyond the hysteresis, and pushes no other region out.
///
/// Where none of at most 6 dB does, the one that leaves the least to do. Also returns the mean it should lead to.
fn best_filter(context: &Context, rule: &Tonal, mean_db: f64) -> Option<(Filter, f64)> {
    let goal_db = context.region_limit_db(rule.region, rule.side.sign()) - rule.hysteresis_db;
    let before = context.deviation.as_ref()?;
    let mut best: Option<(f64, Filter, f64)> = None;
    for filter in candidates(context, rule, mean_db) {
        let Some(after) = context.predict(&filter) else {
            continue;
        };
        let Some(after_db) = after.mean_db(rule.region) else {
            continue;
        };
        let missing_db = (after_db.abs() - goal_db).max(0.0);
        let cost = missing_db + harm_db(context, before, &after);
        if cost == 0.0 {
            return Some((filter, after_db));
        }
        if best.as_ref().is_none_or(|(least, _, _)| cost < *least) {
            best = Some((cost, filter, after_db));
        }
    }
    best.map(|(_, filter, after_db)| (filter, after_db))
}

/// By how much regions are outside that were inside before, dB.
fn harm_db(context: &Context, before: &Deviation, after: &Deviation) -> f64 {
    let outside_db = |deviation: &Deviation, region: Region| {
        deviation.mean_db(region).map_or(0.0, |mean_db| {
            (mean_db.abs() - context.region_limit_db(region, mean_db.signum())).max(0.0)
        })
    };
    Region::ALL
        .into_iter()
        .map(|region| (outside_db(after, region) - outside_db(before, region)).max(0.0))
        .sum()
}

/// Filters to try: mildest first, for each corner in turn.
fn candidates(context: &Context, rule: &Tonal, mean_db: f64) -> Vec<Filter> {
    let sign = -rule.side.sign();
    let (settings, share): (Vec<(Curve, f64, f64)>, f64) = match &rule.remedy {
        Remedy::Bell { q } => {
            let extreme = context
                .deviation
                .as_ref()
                .and_then(|deviation| deviation.extreme(rule.region, rule.side.sign()));
            let center_hz = extreme.map(|(hz, _)| text::dial_hz(hz));
            (
                center_hz
                    .into_iter()
                    .map(|hz| (Curve::Bell, hz, *q))
                    .collect(),
                0.8,
            )
        }
        Remedy::Shelf { curve, corners_hz } => (
            corners_hz.iter().map(|hz| (*curve, *hz, SHELF_Q)).collect(),
            0.7,
        ),
    };
    let least_db = finding::half_db(share * mean_db).abs().min(GAIN_MAX_DB);
    let steps = ((GAIN_MAX_DB - least_db) / GAIN_STEP_DB).round() as usize;
    settings
        .into_iter()
        .flat_map(|(curve, frequency_hz, q)| {
            (0..=steps).map(move |step| Filter {
                curve,
                frequency_hz,
                gain_db: sign * (least_db + step as f64 * GAIN_STEP_DB),
                q,
            })
        })
        .collect()
}

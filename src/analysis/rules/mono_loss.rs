//! A band that is lost when the mix is heard in mono.

use crate::analysis::context::Context;
use crate::analysis::context::width_db;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::rules::width;
use crate::analysis::text;
use crate::model::bands::NOMINAL_HZ;
use crate::model::bands::edges_hz;
use crate::model::measurement::BandStereo;
use crate::model::measurement::Stereo;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::units::db_power;
use crate::units::power_db;

pub(super) const RULE: Rule = Rule {
    id: "MONO_LOSS",
    family: Family::Stereo,
    need_s: 10.0,
    weight: 0.95,
    focus: &[Focus::Stereo],
    judge,
};

/// The worst band is another number than the loss of the whole mix, which has the plain name.
const METRIC: &str = "mono_loss_band_db";

const LIMIT_DB: f64 = -6.0;
const HYSTERESIS_DB: f64 = 1.0;

/// Most that a reference may lose and still be followed, dB.
const REFERENCE_MIN_DB: f64 = -10.0;

/// Bands this far below the loudest are heard, and carry the song, dB.
const HEARD_DB: f64 = 20.0;
const CARRYING_DB: f64 = 10.0;

/// Loss of a band of which nothing is left in mono, dB.
const ALL_LOST_DB: f64 = -60.0;

/// Below this the sides are not turned down but taken out, Hz.
const SIDE_GAIN_FROM_HZ: f64 = 250.0;

/// Width at which 5 dB are lost in mono, dB: back inside with room to spare.
const AIM_DB: f64 = 3.3;

struct Worst {
    band: usize,
    loss_db: f64,
    width_db: f64,
    is_carrying: bool,
    range_hz: [f64; 2],
}

fn judge(context: &Context) -> Vec<Finding> {
    let reference_db = context.reference().and_then(|r| r.mono_loss_band_db);
    let limit_db = reference_db.map_or(LIMIT_DB, |db| {
        LIMIT_DB.min(db.max(REFERENCE_MIN_DB) - HYSTERESIS_DB)
    });
    let Some(worst) = context
        .stereo()
        .and_then(|stereo| worst_band(stereo, limit_db))
    else {
        return Vec::new();
    };
    let range = text::range(worst.range_hz[0], worst.range_hz[1]);
    let is_gone = worst.loss_db <= ALL_LOST_DB;
    let lost = text::tenth(-worst.loss_db);
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if worst.is_carrying {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: limit_db - worst.loss_db,
            critical: 6.0,
            sigma: 0.1,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: if is_gone {
            format!("{range} disappears in mono")
        } else {
            format!("{range} drops {lost} dB in mono")
        },
        evidence: format!(
            "Around {} the channels cancel: {} in mono, {} dB may be",
            text::frequency(NOMINAL_HZ[worst.band]),
            if is_gone {
                "all is lost".to_owned()
            } else {
                format!("{lost} dB are lost")
            },
            text::size(limit_db)
        ),
        places: Vec::new(),
        range_hz: Some(worst.range_hz),
        metric: finding::metric(METRIC, worst.loss_db, limit_db, "dB"),
        fixes: fixes(&worst),
    }]
}

fn worst_band(stereo: &Stereo, limit_db: f64) -> Option<Worst> {
    let top_db = stereo
        .bands
        .iter()
        .flatten()
        .map(|band| band.level.value())
        .reduce(f64::max)?;
    let loss_db = |band: usize| {
        stereo.bands[band]
            .filter(|band| band.level.value() > top_db - HEARD_DB && band.correlation.is_some())
            .map(|band| band_loss_db(&band))
    };
    let (band, worst_db) = (0..stereo.bands.len())
        .filter_map(|band| Some((band, loss_db(band)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))?;
    let is_found = worst_db - limit_db < HYSTERESIS_DB;
    let hurts = |band: usize| loss_db(band).is_some_and(|db| db < limit_db);
    let first = (0..band)
        .rev()
        .take_while(|band| hurts(*band))
        .last()
        .unwrap_or(band);
    let last = (band + 1..stereo.bands.len())
        .take_while(|band| hurts(*band))
        .last()
        .unwrap_or(band);
    let here = stereo.bands[band].filter(|_| is_found)?;
    Some(Worst {
        band,
        loss_db: worst_db,
        width_db: width_db(&here),
        is_carrying: here.level.value() > top_db - CARRYING_DB,
        range_hz: [edges_hz(first).0.round(), edges_hz(last).1.round()],
    })
}

/// What the fold to mono loses most of among the audible bands of a range, dB.
pub(in crate::analysis) fn worst_within_db(stereo: &Stereo, range_hz: [f64; 2]) -> Option<f64> {
    let levels_db = stereo.bands.iter().flatten().map(|band| band.level.value());
    let top_db = levels_db.reduce(f64::max)?;
    (0..stereo.bands.len())
        .filter(|band| (range_hz[0]..=range_hz[1]).contains(&NOMINAL_HZ[*band]))
        .filter_map(|band| stereo.bands[band])
        .filter(|band| band.level.value() > top_db - HEARD_DB && band.correlation.is_some())
        .map(|band| band_loss_db(&band))
        .reduce(f64::min)
}

/// Loss of a band of balanced channels by its width: the middle is what stays, dB.
fn loss_of_width_db(width_db: f64) -> f64 {
    (-power_db(1.0 + db_power(width_db))).max(ALL_LOST_DB)
}

fn band_loss_db(band: &BandStereo) -> f64 {
    band.mono_loss
        .map_or(ALL_LOST_DB, |loss| loss.value().max(ALL_LOST_DB))
}

fn fixes(worst: &Worst) -> Vec<Fix> {
    let delay = finding::manual(
        "Shorten Haas delays, and check the polarity of doubled tracks in that range",
    );
    if worst.range_hz[0] < SIDE_GAIN_FROM_HZ {
        let crossover_hz = worst.range_hz[1];
        let text = format!("Make it mono below {}", text::frequency(crossover_hz));
        return vec![finding::mono_below(text, crossover_hz), delay];
    }
    let change_db = (AIM_DB - worst.width_db).clamp(-width::SIDE_GAIN_MAX_DB, -1.0);
    let side_db = finding::half_db_up(change_db);
    let text = format!(
        "Lower the sides by {} dB above 250 Hz, or narrow that range alone",
        text::size(side_db)
    );
    let change = loss_of_width_db(worst.width_db + side_db) - loss_of_width_db(worst.width_db);
    vec![
        finding::expecting(finding::side_gain(text, side_db), METRIC, change),
        delay,
    ]
}

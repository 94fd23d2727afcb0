//! Energy below what can be heard as a note.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::measurement::Spectrum;
use crate::model::report::Basis;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::units::Db;
use crate::units::db_power;
use crate::units::power_db;

pub(super) const RULE: Rule = Rule {
    id: "RUMBLE",
    family: Family::Tonal,
    need_s: 20.0,
    weight: 1.0,
    focus: &[Focus::LowEnd],
    judge,
};

const LIMIT_DB: f64 = -20.0;

/// How much more than in a reference that has as much, dB.
const REFERENCE_MARGIN_DB: f64 = 3.0;

/// Bands it is compared with: nominal 40 to 160 Hz.
const LOW_END_BANDS: std::ops::RangeInclusive<usize> = 3..=9;

/// The sub: nominal 25 to 50 Hz.
const SUB_BANDS: std::ops::RangeInclusive<usize> = 1..=4;

/// Below the whole mix by this much it costs no headroom, however little bass there is to compare with, dB.
const AUDIBLE_DB: f64 = -40.0;

const HYSTERESIS_DB: f64 = 2.0;

/// High-pass corners and what 12 dB per octave takes out at 20 Hz, dB.
const HIGH_PASSES: [(f64, f64); 3] = [(25.0, 5.4), (30.0, 7.8), (35.0, 10.1)];

fn judge(context: &Context) -> Vec<Finding> {
    let spectrum = context.measurement.spectrum.as_ref();
    let Some(rumble_db) = spectrum.and_then(costly_rumble_db) else {
        return Vec::new();
    };
    let reference_db = context
        .reference()
        .and_then(|reference| reference.rumble_db);
    let limit_db = reference_db.map_or(LIMIT_DB, |db| LIMIT_DB.max(db + REFERENCE_MARGIN_DB));
    let excess_db = rumble_db - limit_db;
    if excess_db <= -HYSTERESIS_DB {
        return Vec::new();
    }
    let needed_db = excess_db + HYSTERESIS_DB;
    let (corner_hz, cut_db) = HIGH_PASSES
        .into_iter()
        .find(|(_, cut_db)| *cut_db >= needed_db)
        .unwrap_or(HIGH_PASSES[2]);
    let text = format!(
        "High-pass {} 12 dB/oct on Main, or on the track that rumbles",
        text::frequency(corner_hz)
    );
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: Severity::Polish,
        margin: Margin {
            excess: excess_db,
            critical: 10.0,
            sigma: 0.5,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!(
            "Rumble below 22 Hz: {} dB against the bass",
            text::tenth(rumble_db)
        ),
        evidence: format!(
            "Energy below 22 Hz is {} dB against 40-160 Hz, {} is the limit: it costs headroom unheard",
            text::tenth(rumble_db),
            text::gain(limit_db)
        ),
        places: Vec::new(),
        range_hz: Some([5.0, 22.4]),
        metric: finding::metric("rumble_db", rumble_db, limit_db, "dB"),
        fixes: vec![finding::expecting(
            finding::high_pass(text, corner_hz),
            "rumble_db",
            -cut_db,
        )],
    }]
}

/// Energy below 22.4 Hz against that of 40-160 Hz; `None` where there is too little of it to matter.
fn costly_rumble_db(spectrum: &Spectrum) -> Option<f64> {
    let rumble_db = spectrum.rumble.map(Db::value)?;
    let power = |levels_db: &[f64]| levels_db.iter().map(|db| db_power(*db)).sum::<f64>();
    let low_end = power(&spectrum.third_octave_db[LOW_END_BANDS]);
    let against_all_db = rumble_db + power_db(low_end / power(&spectrum.third_octave_db));
    (against_all_db > AUDIBLE_DB).then_some(rumble_db)
}

/// Whether there is more below 22.4 Hz than in the sub, 25-50 Hz.
pub(in crate::analysis) fn is_louder_than_sub(spectrum: &Spectrum) -> bool {
    let power = |levels_db: &[f64]| levels_db.iter().map(|db| db_power(*db)).sum::<f64>();
    let low_end_db = power_db(power(&spectrum.third_octave_db[LOW_END_BANDS]));
    let sub_db = power_db(power(&spectrum.third_octave_db[SUB_BANDS]));
    let rumble_db = spectrum.rumble.map(Db::value);
    rumble_db.is_some_and(|rumble_db| rumble_db + low_end_db > sub_db)
}

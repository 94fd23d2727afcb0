//! A steady narrow ring.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::measurement::Resonance;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "RESONANCE",
    family: Family::Tonal,
    need_s: 20.0,
    weight: 1.0,
    focus: &[Focus::Vocals, Focus::Balance],
    judge,
};

const LIMIT_DB: f64 = 6.0;
const IMPORTANT_DB: f64 = 10.0;
const HYSTERESIS_DB: f64 = 1.5;
const SHARE_MIN: f64 = 0.6;

/// Where it rings there must be so much more than in the reference, dB.
const ABOVE_REFERENCE_DB: f64 = 1.0;

/// And so much more than in the third-octave above or below it, dB: about the most that a bell of 6 dB, Q 1.2, makes.
const ABOVE_BESIDE_DB: f64 = 2.0;

/// More rings than this at once are the notes of the song.
const FINDINGS_MAX: usize = 3;

/// Without a reference only the highest can be more than a note: if it is this high, or stands out from the next by
/// this, dB. Of 210 finished game tracks of all kinds 97 have peaks beyond the limit, most of those several.
const ABOVE_ANY_DB: f64 = 8.0;
const ABOVE_NOTES_DB: f64 = 3.0;

/// Share of the height that is taken out at least, and the most of it, dB: a ring is rarely all wrong.
const CUT_SHARE: f64 = 0.6;
const CUT_MAX_DB: f64 = 9.0;

fn judge(context: &Context) -> Vec<Finding> {
    let Some(spectrum) = &context.measurement.spectrum else {
        return Vec::new();
    };
    let rings = spectrum
        .resonances
        .iter()
        .filter(|ring| ring.height.value() - LIMIT_DB > -HYSTERESIS_DB && ring.share >= SHARE_MIN);
    if context.reference().is_none() {
        return without_reference(&rings.collect::<Vec<_>>());
    }
    let mut findings: Vec<Finding> = Vec::new();
    for ring in rings.filter(|ring| !is_in_reference(context, ring)) {
        let finding = of_ring(ring);
        // Two rings in one third-octave are one issue: the list gives the higher one first.
        if findings.iter().all(|found| found.key != finding.key) {
            findings.push(finding);
        }
    }
    findings.truncate(FINDINGS_MAX);
    findings
}

/// The highest of all rings, if it is worth a look.
fn without_reference(rings: &[&Resonance]) -> Vec<Finding> {
    let Some((highest, others)) = rings.split_first() else {
        return Vec::new();
    };
    let height_db = highest.height.value();
    let next_db = others
        .first()
        .map_or(LIMIT_DB - HYSTERESIS_DB, |next| next.height.value());
    let stands_out = height_db - next_db > ABOVE_NOTES_DB;
    let mut finding = of_ring(highest);
    if !stands_out {
        finding.severity = Severity::Polish;
    }
    let is_worth_a_look = stands_out || height_db > ABOVE_ANY_DB;
    is_worth_a_look.then_some(finding).into_iter().collect()
}

/// Whether the reference has as much where it rings: then it is a note, a room, or the sound of the kind.
///
/// What is louder next to it as well is no ring either: a broad lift, which has rules of its own, raises notes too.
fn is_in_reference(context: &Context, ring: &Resonance) -> bool {
    let band = third_octave_of(ring.frequency.value());
    let above_db = |band: usize| {
        let deviation = context.deviation.as_ref()?;
        *deviation.band_db.get(band)?
    };
    let Some(here_db) = above_db(band) else {
        return false;
    };
    let beside_db = [band.wrapping_sub(1), band + 1]
        .into_iter()
        .filter_map(above_db);
    let rise_db = here_db - beside_db.reduce(f64::min).unwrap_or(0.0);
    here_db < ABOVE_REFERENCE_DB || rise_db < ABOVE_BESIDE_DB
}

/// The third-octave a frequency lies in; the eighteenth is that of 1 kHz.
fn third_octave_of(hz: f64) -> usize {
    (17.0 + 10.0 * (hz / 1000.0).log10()).round().max(0.0) as usize
}

fn of_ring(ring: &Resonance) -> Finding {
    let (center_hz, height_db) = (ring.frequency.value(), ring.height.value());
    let half_width = (0.5 / ring.q).asinh();
    Finding {
        key: format!("{}:{}", RULE.id, text::nominal_hz(center_hz)),
        severity: if height_db > IMPORTANT_DB {
            Severity::Important
        } else {
            Severity::Polish
        },
        margin: Margin {
            excess: height_db - LIMIT_DB,
            critical: 8.0,
            sigma: 0.5,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Inferred,
        title: format!(
            "Ring at {}, {} dB high",
            text::frequency(three_digits(center_hz)),
            text::tenth(height_db)
        ),
        evidence: format!(
            "A narrow peak {} dB above its surroundings in {:.0} % of the song; a held note can look the same",
            text::tenth(height_db),
            ring.share * 100.0
        ),
        places: Vec::new(),
        range_hz: Some([
            center_hz * (-half_width).exp(),
            center_hz * half_width.exp(),
        ]),
        metric: finding::metric("resonance_db", height_db, LIMIT_DB, "dB"),
        fixes: vec![cut(ring)],
    }
}

fn cut(ring: &Resonance) -> Fix {
    let height_db = ring.height.value();
    let enough_db = height_db - (LIMIT_DB - HYSTERESIS_DB);
    let cut_db = enough_db.max(CUT_SHARE * height_db).min(CUT_MAX_DB);
    let gain_db = -finding::half_db(cut_db);
    // Finer than other bells: a narrow one that is a third-octave off would miss.
    let frequency_hz = three_digits(ring.frequency.value());
    let q = (ring.q * 2.0).round() / 2.0;
    let text = format!(
        "Bell {} Q {q} {} dB, where it rings: sweep with solo first",
        text::frequency(frequency_hz),
        text::gain(gain_db)
    );
    let bell = Fix {
        gain_db: Some(gain_db),
        frequency_hz: Some(frequency_hz),
        q: Some(q),
        ..finding::fix(FixKind::Bell, text)
    };
    finding::expecting(bell, "resonance_db", gain_db)
}

fn three_digits(hz: f64) -> f64 {
    let step = 10f64.powf(hz.max(1.0).log10().floor() - 2.0);
    (hz / step).round() * step
}

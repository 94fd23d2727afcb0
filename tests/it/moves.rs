//! The moves cure: applied by an independent filter, the issue is gone.

use std::f64::consts::PI;

use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::center_hz;
use triage::model::measurement::Measurement;
use triage::model::report::Fix;
use triage::model::report::FixKind;
use triage::model::report::Issue;
use triage::units::Db;

use crate::rules::ids;
use crate::rules::judged;
use crate::scenarios::measurement;
use crate::scenarios::rows;
use crate::scenarios::spectrum;

/// Power gain of a cookbook filter through its analogue prototype and the bilinear transform, dB: another way to the
/// same response than the coefficients the program uses.
fn analogue_response_db(fix: &Fix, hz: f64, sample_rate_hz: f64) -> f64 {
    let warped = |hz: f64| (PI * hz / sample_rate_hz).tan();
    let w = warped(hz) / warped(fix.frequency_hz.unwrap());
    let (q, a) = (fix.q.unwrap(), 10f64.powf(fix.gain_db.unwrap() / 40.0));
    // Squared magnitude of c0 + c1 s + c2 s^2 on s = jw.
    let power = |c: [f64; 3]| (c[0] - c[2] * w * w).powi(2) + (c[1] * w).powi(2);
    let knee = a.sqrt() / q;
    let (top, bottom, scale) = match fix.kind {
        FixKind::Bell => ([1.0, a / q, 1.0], [1.0, 1.0 / (a * q), 1.0], 1.0),
        FixKind::LowShelf => ([a, knee, 1.0], [1.0, knee, a], a),
        FixKind::HighShelf => ([1.0, knee, a], [a, knee, 1.0], a),
        other => panic!("{other:?} is no equaliser"),
    };
    10.0 * (scale * scale * power(top) / power(bottom)).log10()
}

fn equalized(measurement: &Measurement, fix: &Fix) -> Measurement {
    let mut after = measurement.clone();
    let levels_db = after.spectrum.as_ref().unwrap().third_octave_db;
    let moved: [f64; THIRD_OCTAVES] = std::array::from_fn(|band| {
        levels_db[band] + analogue_response_db(fix, center_hz(band), 48_000.0)
    });
    after.spectrum = Some(spectrum(moved));
    after
}

#[test]
fn first_move_of_each_tonal_issue_cures_it_and_raises_no_other() {
    let mut cured = 0;
    for (name, row) in &rows() {
        let before = measurement(row);
        for issue in judged(&before)
            .iter()
            .filter(|issue| issue.metric.name.starts_with("region."))
        {
            // The rows below have other faults, which a single filter must not be asked to cure.
            let after = judged(&equalized(&before, &issue.fixes[0]));
            assert!(
                !ids(&after).contains(&issue.id.as_str()),
                "{name}: {} stays",
                issue.id
            );
            let tonal = |issues: &[Issue]| {
                issues
                    .iter()
                    .filter(|issue| issue.metric.name.starts_with("region."))
                    .count()
            };
            assert!(
                tonal(&after) < tonal(&judged(&before)),
                "{name}: {:?}",
                ids(&after)
            );
            cured += 1;
        }
    }
    assert!(cured >= 10, "{cured}");
}

#[test]
fn expected_change_of_a_filter_is_what_an_independent_one_does() {
    for (name, row) in &rows() {
        let before = measurement(row);
        for issue in judged(&before)
            .iter()
            .filter(|issue| issue.metric.name.starts_with("region."))
        {
            let expected = issue.fixes[0].expected.as_ref().unwrap();
            let filter = |hz: f64| analogue_response_db(&issue.fixes[0], hz, 48_000.0);
            let [low_hz, high_hz] = issue.range_hz.unwrap();
            let in_region = |hz: &f64| (low_hz * 0.95..high_hz * 1.05).contains(hz);
            let gains: Vec<f64> = (0..THIRD_OCTAVES)
                .map(center_hz)
                .filter(in_region)
                .map(filter)
                .collect();
            let change_db = gains.iter().sum::<f64>() / gains.len() as f64;
            // The level alignment moves along with the median band, by less than a decibel and a half.
            assert!(
                (change_db - expected.change).abs() < 1.5,
                "{name} {change_db} {}",
                expected.change
            );
            assert_eq!(change_db.signum(), expected.change.signum());
        }
    }
}

#[test]
fn side_gain_brings_the_width_back_inside() {
    let before = measurement(&rows()["side x0.25"]);
    let issue = judged(&before)
        .into_iter()
        .find(|issue| issue.id == "NARROW")
        .unwrap();
    assert_eq!(issue.title, "Mix is narrow (stereo correlation 0.99)");
    let gain_db = issue.fixes[0].width_db.unwrap();
    let mut after = before;
    let wide = after.stereo.as_mut().unwrap().wide.as_mut().unwrap();
    let width_db = wide.width.unwrap().value() + gain_db;
    // Correlation of balanced channels by the ratio of side to mid.
    let q = 10f64.powf(width_db / 10.0);
    (wide.width, wide.correlation) = (Some(Db::new(width_db)), Some((1.0 - q) / (1.0 + q)));
    assert!(!ids(&judged(&after)).contains(&"NARROW"));
}

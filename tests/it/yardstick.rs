//! What weighs less when nothing but a built-in target is there to compare with.

use triage::analysis::judge::issues;
use triage::model::measurement::Measurement;
use triage::model::measurement::Resonance;
use triage::model::report::Issue;
use triage::model::report::Severity;
use triage::model::settings::Settings;
use triage::units::Db;
use triage::units::Hz;

use crate::alike::alone;
use crate::alike::lifted;
use crate::rules::judged;
use crate::scenarios::base;

fn severity(issues: &[Issue], id: &str) -> Option<Severity> {
    issues.iter().find(|i| i.id == id).map(|i| i.severity)
}

fn ringing(heights_db: &[f64]) -> Measurement {
    let mut mix = base();
    let spectrum = mix.spectrum.as_mut().unwrap();
    // An octave apart, each louder than in the base mix, so that a reference has less there.
    for ring in 0..heights_db.len() {
        spectrum.third_octave_db[14 + 3 * ring] += 5.0;
    }
    spectrum.resonances = heights_db
        .iter()
        .zip([500.0, 1000.0, 2000.0])
        .map(|(&height_db, hz)| Resonance {
            frequency: Hz::new(hz),
            height: Db::new(height_db),
            q: 8.0,
            share: 0.9,
        })
        .collect();
    mix
}

fn rings(issues: &[Issue]) -> Vec<Severity> {
    issues
        .iter()
        .filter(|issue| issue.id == "RESONANCE")
        .map(|issue| issue.severity)
        .collect()
}

#[test]
fn twice_the_corridor_is_more_than_a_nuance() {
    // The corridor of this target is 3 dB on either side, in every band.
    let muddy = |db: f64| alone(&lifted(10..=13, db));
    assert_eq!(severity(&muddy(5.5), "MUDDY"), Some(Severity::Polish));
    assert_eq!(severity(&muddy(6.5), "MUDDY"), Some(Severity::Important));
    assert_eq!(severity(&muddy(15.0), "MUDDY"), Some(Severity::Important));
    let compared = judged(&lifted(10..=13, 3.5));
    assert_eq!(severity(&compared, "MUDDY"), Some(Severity::Important));
}

#[test]
fn notes_are_not_taken_for_rings() {
    let alone = |heights_db: &[f64]| rings(&alone(&ringing(heights_db)));
    // One among others that are as high is Polish, and only the highest; what stands out is more.
    assert_eq!(alone(&[12.0, 11.0, 10.5]), [Severity::Polish]);
    assert_eq!(alone(&[13.0, 9.0]), [Severity::Important]);
    assert_eq!(alone(&[7.8, 7.0]), []);
    assert_eq!(alone(&[7.8]), [Severity::Polish]);
    assert_eq!(alone(&[7.4]), []);
    // A reference that has less there knows better.
    assert_eq!(rings(&judged(&ringing(&[12.0, 11.0]))).len(), 2);
}

#[test]
fn low_end_of_an_orchestra_is_wide_and_that_may_be_meant() {
    let wide = |width_db: f64| {
        let mut mix = base();
        let sublow = mix.stereo.as_mut().unwrap().sublow.as_mut().unwrap();
        (sublow.correlation, sublow.width) = (Some(0.2), Some(Db::new(width_db)));
        mix
    };
    let said = |width_db: f64| severity(&alone(&wide(width_db)), "LOW_END_STEREO");
    assert_eq!(said(-6.0), Some(Severity::Polish));
    assert_eq!(said(-2.0), Some(Severity::Important));
    // More than half of it is lost in mono.
    assert_eq!(said(1.0), Some(Severity::Critical));
    let compared = judged(&wide(-6.0));
    assert_eq!(
        severity(&compared, "LOW_END_STEREO"),
        Some(Severity::Important)
    );
}

#[test]
fn what_needs_no_yardstick_weighs_the_same() {
    let mix = crate::rules::clipped();
    let without = alone(&mix);
    let with = issues(
        &mix,
        Some(&crate::scenarios::profile(&base())),
        &Settings::default(),
    );
    assert_eq!(severity(&without, "CLIP_OVER"), Some(Severity::Critical));
    assert_eq!(
        severity(&with, "CLIP_OVER"),
        severity(&without, "CLIP_OVER")
    );
}

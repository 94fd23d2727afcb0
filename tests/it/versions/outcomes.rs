//! Expected against achieved, on the numbers of the damaged mixes.

use triage::model::comparison::Comparison;
use triage::model::comparison::OutcomeClass;
use triage::model::measurement::Measurement;
use triage::model::report::Issue;
use triage::model::version::Intention;

use super::Circumstances;
use super::USUAL;
use super::compared;
use crate::rules::judged;
use crate::scenarios;
use crate::scenarios::measurement;
use crate::scenarios::rows;

fn mix(name: &str) -> Measurement {
    measurement(&rows()[name])
}

/// The mix with all bands moved `share` of the way to those of another mix; above 1 beyond them.
fn moved(from: &Measurement, to: &Measurement, share: f64) -> Measurement {
    let levels = |mix: &Measurement| mix.spectrum.as_ref().unwrap().third_octave_db;
    let (old, new) = (levels(from), levels(to));
    let mut after = from.clone();
    after.spectrum = Some(scenarios::spectrum(std::array::from_fn(|band| {
        old[band] + share * (new[band] - old[band])
    })));
    after
}

fn issue(mix: &Measurement, id: &str) -> Issue {
    let issues = judged(mix);
    issues.into_iter().find(|issue| issue.id == id).unwrap()
}

fn intention(issue: &Issue, fix: usize) -> Intention {
    Intention {
        key: issue.key.clone(),
        title: issue.title.clone(),
        fix: issue.fixes[fix].clone(),
    }
}

fn tried(before: &Measurement, after: &Measurement, doing: Option<&[Intention]>) -> Comparison {
    let profile = scenarios::profile(&scenarios::base());
    let circumstances = Circumstances { doing, ..USUAL };
    compared([before, after], Some(&profile), &circumstances)
}

/// The first fix of a mix that is too dark by 5.48 dB, after the treble moved by a share of that.
///
/// The fix expects +3.8 dB (the list of advice in `golden`).
#[track_caller]
fn check(share: f64, result: OutcomeClass, advice: &str) {
    let dark = mix("high shelf -6 dB 4 kHz");
    let after = moved(&dark, &scenarios::base(), share);
    let doing = [intention(&issue(&dark, "TOO_DARK"), 0)];
    let comparison = tried(&dark, &after, Some(&doing));
    let outcome = &comparison.expected_vs_achieved[0];
    assert_eq!(outcome.metric, "region.HI");
    assert!(
        (outcome.achieved - share * 5.48).abs() < 0.02,
        "{outcome:?}"
    );
    assert_eq!(outcome.result, result, "{outcome:?}");
    assert!(outcome.advice.contains(advice), "{outcome:?}");
}

#[test]
fn treble_that_was_lifted_as_advised_is_a_hit() {
    check(3.8 / 5.48, OutcomeClass::Hit, "go on");
}

#[test]
fn half_of_it_is_partial_and_a_little_is_missed() {
    check(0.35, OutcomeClass::Partial, "do more of the same");
    check(
        0.1,
        OutcomeClass::Missed,
        "more aggressive, or another approach",
    );
    check(0.0, OutcomeClass::Missed, "more aggressive");
}

#[test]
fn other_way_is_missed_and_said() {
    check(
        -0.2,
        OutcomeClass::Missed,
        "check that the fix is on, or undo it",
    );
}

#[test]
fn too_bright_after_too_dark_is_dialled_back_by_half_with_numbers() {
    // From 5.48 dB below to 3.3 above, 2.75 may be. The fix was +4.5 dB.
    check(
        1.6,
        OutcomeClass::Overshoot,
        "dial back 50 %: try +2.3 dB instead of +4.5 dB",
    );
}

#[test]
fn cure_far_beyond_the_reference_is_an_overshoot_before_it_is_a_fault() {
    // 0.5 dB above the reference is as good as at it; 1.9 dB is two thirds of the way to too bright.
    check(1.1, OutcomeClass::Hit, "go on");
    check(1.35, OutcomeClass::Overshoot, "dial back 50 %");
}

#[test]
fn fix_without_a_number_is_judged_by_its_issue() {
    let low = mix("low end out of phase");
    let doing = [intention(&issue(&low, "LOW_END_STEREO"), 0)];
    assert!(doing[0].fix.expected.is_none());
    let comparison = tried(&low, &scenarios::base(), Some(&doing));
    let outcome = &comparison.expected_vs_achieved[0];
    assert_eq!(outcome.metric, "width_sublow_db");
    assert_eq!(outcome.result, OutcomeClass::Hit);
    // -6.24 in the table, -10 is the limit.
    assert!((outcome.expected + 3.76).abs() < 0.01, "{outcome:?}");
}

#[test]
fn nobody_said_what_was_done_so_what_changed_tells() {
    let dark = mix("high shelf -6 dB 4 kHz");
    let after = moved(&dark, &scenarios::base(), 0.5);
    let comparison = tried(&dark, &after, None);
    let keys: Vec<&str> = comparison
        .expected_vs_achieved
        .iter()
        .map(|outcome| outcome.key.as_str())
        .collect();
    assert_eq!(keys, ["TOO_DARK"]);
    let untouched = tried(&dark, &dark, None);
    assert!(untouched.expected_vs_achieved.is_empty());
}

#[test]
fn cure_that_broke_something_else_is_a_step_too_large() {
    let narrow = mix("side x0.25");
    let doing = [intention(&issue(&narrow, "NARROW"), 0)];
    let comparison = tried(&narrow, &mix("bell +6 dB 3.5 kHz Q1"), Some(&doing));
    let outcome = &comparison.expected_vs_achieved[0];
    assert_eq!(
        outcome.advice,
        "It worked, but harshness is new: roll back or take a smaller step"
    );
}

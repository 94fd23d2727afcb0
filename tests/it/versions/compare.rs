//! The four pairs of the measurement book, as sound and as the numbers of an independent implementation.

use triage::model::comparison::Comparison;
use triage::model::comparison::VerdictClass;
use triage::model::measurement::Measurement;
use triage::model::profile::Profile;
use triage_testkit::signals;

use super::RATE_HZ;
use super::USUAL;
use super::classes;
use super::compared;
use super::heard;
use super::noise::dithered;
use super::noise::without_the_first;
use super::reference;
use crate::scenarios;

fn sound(name: &str) -> Measurement {
    heard(&signals::scenario(name), RATE_HZ)
}

fn numbers(name: &str) -> Measurement {
    scenarios::measurement(&scenarios::rows()[name])
}

/// Compares a pair, once as sound and once as numbers.
#[track_caller]
fn check(names: [&str; 2], verdict: VerdictClass, holds: impl Fn(&Comparison)) {
    let as_numbers = names.map(numbers);
    let by_numbers = scenarios::profile(&scenarios::base());
    let as_sound = names.map(sound);
    let by_sound = reference(sound("base"));
    let both: [(&[Measurement; 2], &Profile); 2] =
        [(&as_numbers, &by_numbers), (&as_sound, &by_sound)];
    for ([before, after], profile) in both {
        let comparison = compared([before, after], Some(profile), &USUAL);
        assert_eq!(
            comparison.verdict_class,
            verdict,
            "{names:?}: {:?}",
            classes(&comparison)
        );
        holds(&comparison);
    }
}

#[track_caller]
fn has(comparison: &Comparison, class: &str) {
    let found = classes(comparison);
    assert!(found.iter().any(|one| one == class), "{found:?}");
}

#[test]
fn clipping_that_is_gone_is_a_significant_improvement() {
    check(
        ["gain +9 dB hard clipped", "base"],
        VerdictClass::Significant,
        |comparison| {
            has(comparison, "Fixed CLIP_FS");
            assert!(comparison.new.is_empty() && comparison.regressed.is_empty());
            let text = &comparison.improvements[0].text;
            assert!(text.starts_with("Clipping FIXED (was "), "{text}");
            assert!(text.ends_with(" instances, now 0)"), "{text}");
            assert!(comparison.verdict.contains("clipping is fixed"));
        },
    );
}

#[test]
fn shelf_that_makes_it_too_bright_is_worse() {
    check(
        ["base", "high shelf +6 dB 4 kHz"],
        VerdictClass::Worse,
        |comparison| {
            has(comparison, "New TOO_BRIGHT");
            // 5.49 dB in the table of scenarios.
            let text = &comparison.new[0].text;
            let expected = "NEW: Too bright (5-16 kHz: 5.5 dB above the reference, was 0.0)";
            assert_eq!(text, expected);
            assert!(comparison.verdict.contains("roll back"));
        },
    );
}

#[test]
fn width_that_is_back_is_an_improvement() {
    check(
        ["side x0.25", "base"],
        VerdictClass::Improvement,
        |comparison| {
            has(comparison, "Fixed NARROW");
            // The steady chord of the test mix counts as rings, which change with everything around them.
            let others = classes(comparison);
            let others = others.iter().filter(|one| !one.ends_with("RESONANCE"));
            assert_eq!(others.count(), 1, "{:?}", classes(comparison));
        },
    );
}

#[test]
fn quieter_export_with_other_dither_and_a_trim_is_no_change() {
    let base = signals::scenario("base");
    let quieter = base.clone().map(|channel| {
        channel
            .iter()
            .map(|x| x * 10f64.powf(-3.0 / 20.0))
            .collect()
    });
    let again = without_the_first(&dithered(&quieter, 16), RATE_HZ * 0.037);
    let (before, after) = (heard(&base, RATE_HZ), heard(&again, RATE_HZ));
    let profile = reference(before.clone());
    for profile in [Some(&profile), None] {
        let comparison = compared([&before, &after], profile, &USUAL);
        assert_eq!(classes(&comparison), Vec::<String>::new());
        assert_eq!(comparison.verdict_class, VerdictClass::NoChange);
        let level_db = comparison.alignment.level_db.unwrap();
        assert!((level_db - 3.0).abs() < 0.05, "{level_db}");
    }
}

#[test]
fn clipping_that_was_only_turned_down_is_not_fixed() {
    check(
        ["gain +9 dB hard clipped", "gain +9 dB clipped then -6 dB"],
        VerdictClass::Slight,
        |comparison| has(comparison, "Improved CLIP_SOURCE"),
    );
}

#[test]
fn fixing_one_thing_and_breaking_another_is_mixed() {
    check(
        ["side x0.25", "bell +6 dB 3.5 kHz Q1"],
        VerdictClass::Mixed,
        |comparison| {
            has(comparison, "Fixed NARROW");
            has(comparison, "New HARSH");
            assert_eq!(
                comparison.verdict,
                "Mixed: narrow stereo is fixed, but harshness is new; adjust and export again"
            );
        },
    );
}

#[test]
fn what_was_set_aside_is_no_part_of_the_verdict() {
    let [before, after] = ["base", "high shelf +6 dB 4 kHz"].map(numbers);
    let profile = scenarios::profile(&scenarios::base());
    let circumstances = super::Circumstances {
        ignored: &["TOO_BRIGHT"],
        ..USUAL
    };
    let comparison = compared([&before, &after], Some(&profile), &circumstances);
    assert_eq!(comparison.verdict_class, VerdictClass::NoChange);
    assert!(comparison.new.is_empty());
    assert_eq!(comparison.after.ignored[0].id, "TOO_BRIGHT");
}

#[test]
fn rounds_and_focus_hide_issues_from_the_list_and_not_from_the_verdict() {
    let [before, after] = ["base", "high shelf +6 dB 4 kHz"].map(numbers);
    let profile = scenarios::profile(&scenarios::base());
    let mut circumstances = USUAL;
    circumstances.settings.focus = triage::model::settings::Focus::Stereo;
    circumstances.settings.iteration = Some(1);
    let comparison = compared([&before, &after], Some(&profile), &circumstances);
    assert_eq!(comparison.verdict_class, VerdictClass::Worse);
    assert!(comparison.after.issues.is_empty());
    assert!(comparison.next.is_empty());
}

#[test]
fn same_version_twice_changes_nothing() {
    let profile = scenarios::profile(&scenarios::base());
    for (name, row) in &scenarios::rows() {
        let version = scenarios::measurement(row);
        let comparison = compared([&version, &version], Some(&profile), &USUAL);
        assert_eq!(comparison.verdict_class, VerdictClass::NoChange, "{name}");
        assert!(comparison.metric_changes.iter().all(|one| !one.significant));
        let listed = comparison.before.issues.len();
        assert_eq!(comparison.remaining.len(), listed, "{name}");
    }
}

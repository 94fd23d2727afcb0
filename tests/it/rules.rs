//! What the rules say, seen from outside: moves that cure, limits that hold, keys that others read.

use std::f64::consts::PI;

use serde_json::Value;

use triage::analysis::judge::issues;
use triage::analysis::session::Session;
use triage::analysis::session::SideChain;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::center_hz;
use triage::model::event::ClipClass;
use triage::model::measurement::Clip;
use triage::model::measurement::ClipBand;
use triage::model::measurement::ClipTotals;
use triage::model::measurement::Measurement;
use triage::model::measurement::Stereo;
use triage::model::profile::Profile;
use triage::model::profile::ProfileBasis;
use triage::model::report::Fix;
use triage::model::report::FixKind;
use triage::model::report::Issue;
use triage::model::report::Severity;
use triage::model::settings::Settings;
use triage::model::settings::Stage;
use triage::units::Db;
use triage::units::Dbfs;
use triage::units::Dbtp;

use crate::scenarios::base;
use crate::scenarios::measurement;
use crate::scenarios::profile;
use crate::scenarios::rows;
use crate::scenarios::spectrum;

fn judged(measurement: &Measurement) -> Vec<Issue> {
    issues(measurement, Some(&profile(&base())), &Settings::default())
}

fn ids(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(|issue| issue.id.as_str()).collect()
}

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

fn clip(start_s: f64, peak_db: f64) -> Clip {
    Clip {
        class: ClipClass::Over,
        channels: 3,
        start_s,
        end_s: start_s + 0.1,
        hits: 2,
        samples: 40,
        longest_run: 20,
        sample_peak: Dbfs::new(peak_db),
        true_peak: Dbtp::new(peak_db),
        band: Some(ClipBand::Bass),
    }
}

/// The undamaged mix, with samples 1.8 dB over at three places.
fn clipped() -> Measurement {
    let mut mix = base();
    mix.clips = vec![clip(45.0, 1.2), clip(83.0, 1.8), clip(154.0, 0.9)];
    mix.clip_totals = ClipTotals {
        over_events: 3,
        samples: 120,
        over_samples: 120,
        ..ClipTotals::default()
    };
    mix.levels.sample_peak = Some(Dbfs::new(1.8));
    mix.levels.true_peak = Some(Dbtp::new(1.9));
    mix
}

#[test]
fn clipping_names_its_places_its_cause_and_a_sufficient_move() {
    let issues = judged(&clipped());
    assert_eq!(ids(&issues)[0], "CLIP_OVER");
    let issue = &issues[0];
    assert_eq!(issue.severity, Severity::Critical);
    assert_eq!(issue.title, "Clipping at 0:45, 1:23 and 2:34");
    assert!(
        issue
            .evidence
            .contains("120 samples over 0 dBFS, worst +1.8 dB, on bass notes")
    );
    assert_eq!(issue.fixes[0].gain_db, Some(-3.0));
    assert_eq!(
        issue.fixes[0].text,
        "Lower the bass by 3 dB, or the whole mix"
    );
    assert_eq!(issue.places.len(), 3);
    assert_eq!(issue.confidence, 1.0);
    // 100 * (1 + 0.5 tanh(1.8 / 0.1)) * 1 * 1.2.
    assert!((issue.priority - 180.0).abs() < 1e-9);
}

#[test]
fn main_fader_down_by_two_takes_the_overs_away() {
    let settings = Settings {
        main_fader_db: -2.0,
        ..Settings::default()
    };
    let issues = issues(&clipped(), Some(&profile(&base())), &settings);
    assert_eq!(ids(&issues), ["HEADROOM_LOW"]);
}

#[test]
fn confidence_of_a_comparison_follows_the_formula() {
    let row = &rows()["bell +5 dB 300 Hz Q1"];
    let mut mix = measurement(row);
    mix.active_s = 10.0;
    let issue = judged(&mix)
        .into_iter()
        .find(|issue| issue.id == "MUDDY")
        .unwrap();
    // Half of the 20 s needed, one reference, 1.46 dB over the limit: beyond three sigma of 0.3 dB.
    assert!(
        (issue.confidence - 0.5 * 1.0 * 0.9).abs() < 1e-9,
        "{}",
        issue.confidence
    );
    mix.active_s = 7.0;
    assert!(
        !ids(&judged(&mix)).contains(&"MUDDY"),
        "too unsure to be shown"
    );
}

fn built_in() -> Profile {
    Profile {
        basis: ProfileBasis::BuiltIn,
        sources: Vec::new(),
        ..profile(&base())
    }
}

#[test]
fn without_a_reference_balance_is_never_critical_and_less_sure() {
    let mut mix = base();
    let mut levels_db = mix.spectrum.unwrap().third_octave_db;
    for level_db in &mut levels_db[24..] {
        *level_db -= 20.0;
    }
    mix.spectrum = Some(spectrum(levels_db));
    let alone = issues(&mix, Some(&built_in()), &Settings::default());
    let dark = alone.iter().find(|issue| issue.id == "TOO_DARK").unwrap();
    assert_eq!(dark.severity, Severity::Important);
    assert_eq!(dark.confidence, 0.6);
    assert!(dark.title.ends_with("below the target"));
    let compared = judged(&mix);
    let dark = compared
        .iter()
        .find(|issue| issue.id == "TOO_DARK")
        .unwrap();
    assert_eq!(dark.severity, Severity::Critical);
}

#[test]
fn two_equal_channels_are_a_fault_only_beside_a_stereo_reference() {
    let mut mix = base();
    mix.is_mono = true;
    let stereo: &mut Stereo = mix.stereo.as_mut().unwrap();
    stereo.correlation = Some(1.0);
    for band in [
        stereo.wide.as_mut().unwrap(),
        stereo.sublow.as_mut().unwrap(),
    ] {
        (band.correlation, band.width) = (Some(1.0), None);
    }
    let compared = judged(&mix);
    assert_eq!(compared[0].title, "Mix is mono, the reference is stereo");
    assert_eq!(
        ids(&issues(&mix, Some(&built_in()), &Settings::default())),
        [""; 0]
    );
    mix.channels = 1;
    assert_eq!(ids(&judged(&mix)), [""; 0]);
}

#[test]
fn below_three_seconds_only_broken_audio_is_judged() {
    let mut mix = measurement(&rows()["side x3"]);
    mix.active_s = 2.0;
    mix.faults.nonfinite_samples = 3;
    assert_eq!(ids(&judged(&mix)), ["NAN_INF"]);
}

#[test]
fn a_master_is_held_to_its_ceiling_and_to_the_loudness_of_its_reference() {
    let mut master = base();
    master.levels.true_peak = Some(Dbtp::new(-0.4));
    master.levels.sample_peak = Some(Dbfs::new(-0.5));
    master.loudness.integrated = Some(triage::units::Lufs::new(-18.0));
    let settings = Settings {
        stage: Stage::Master,
        ..Settings::default()
    };
    let found = issues(&master, Some(&profile(&base())), &settings);
    // 50 (1 + 0.5 tanh 0.6) 1.2 = 76 before 50 (1 + 0.5 tanh(3.72 / 4)) 0.9 * 0.9 = 55.
    assert_eq!(ids(&found), ["TRUE_PEAK_OVER", "LOUDNESS_OFF"]);
    assert_eq!(found[0].severity, Severity::Important);
    // 0.6 dB over the ceiling of -1 dBTP, to the next half decibel.
    assert_eq!(found[0].fixes[0].gain_db, Some(-1.0));
    assert_eq!(ids(&issues(&master, None, &settings)), ["TRUE_PEAK_OVER"]);
}

#[test]
fn sub_and_boom_together_are_one_heavy_low_end() {
    let mut mix = base();
    let mut levels_db = mix.spectrum.unwrap().third_octave_db;
    for level_db in &mut levels_db[1..=9] {
        *level_db += 8.0;
    }
    mix.spectrum = Some(spectrum(levels_db));
    let issues = judged(&mix);
    assert_eq!(ids(&issues), ["BOOMY"]);
    assert!(issues[0].title.starts_with("Low end heavy: "));
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn report_has_the_fields_of_the_contract() {
    let report = serde_json::to_value(Session::new(Settings::default()).report()).unwrap();
    let top = [
        "bands",
        "clashes",
        "coverage",
        "focus",
        "hidden",
        "issues",
        "iteration",
        "metrics",
        "mix",
        "notes",
        "readiness",
        "references",
        "regions",
        "schema",
        "stage",
        "target",
        "tool",
    ];
    assert_eq!(keys(&report), top);
    let bands = [
        "center_hz",
        "deviation_db",
        "high_db",
        "low_db",
        "mix_db",
        "reference_db",
    ];
    assert_eq!(keys(&report["bands"]), bands);
    let metrics = [
        "balance_db",
        "clip_events",
        "clipped_samples",
        "correlation",
        "correlation_wide",
        "crest_db",
        "dc_offset_dbfs",
        "dr_db",
        "integrated_lufs",
        "loudness_range_lu",
        "momentary_max_lufs",
        "mono_loss_db",
        "plr_db",
        "psr_p50_db",
        "psr_p5_db",
        "sample_peak_dbfs",
        "short_term_max_lufs",
        "tilt_db_per_octave",
        "true_peak_dbtp",
        "width_db",
        "width_sublow_db",
        "width_wide_db",
    ];
    assert_eq!(keys(&report["metrics"]), metrics);
    let issue = serde_json::to_value(&judged(&clipped())[0]).unwrap();
    let fields = [
        "basis",
        "confidence",
        "evidence",
        "fixes",
        "id",
        "key",
        "metric",
        "places",
        "priority",
        "range_hz",
        "severity",
        "stems",
        "title",
    ];
    assert_eq!(keys(&issue), fields);
    let fix = [
        "expected",
        "frequency_hz",
        "gain_db",
        "kind",
        "q",
        "target",
        "text",
        "width_db",
    ];
    assert_eq!(keys(&issue["fixes"][0]), fix);
    assert_eq!(issue["severity"], "critical");
}

#[test]
fn before_any_audio_nothing_is_claimed() {
    let mut session = Session::new(Settings::default());
    session.set_use_side_chain(SideChain::Use);
    let report = session.report();
    assert!(report.issues.is_empty());
    assert_eq!(report.metrics.true_peak_dbtp, None);
    assert!(!report.readiness.ready);
    assert!(report.notes.contains(&"nothing heard yet".to_owned()));
    assert!(report.notes.contains(&"side-chain: no signal".to_owned()));
}

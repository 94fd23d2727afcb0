//! What the rules say, seen from outside: limits, confidence, and what each stage and reference changes.

use triage::analysis::judge::issues;
use triage::analysis::session::Session;
use triage::analysis::session::SideChain;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::event::ClipClass;
use triage::model::measurement::Clip;
use triage::model::measurement::ClipBand;
use triage::model::measurement::ClipTotals;
use triage::model::measurement::Measurement;
use triage::model::measurement::Stereo;
use triage::model::profile::Profile;
use triage::model::profile::ProfileBasis;
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

pub fn judged(measurement: &Measurement) -> Vec<Issue> {
    issues(measurement, Some(&profile(&base())), &Settings::default())
}

pub fn ids(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(|issue| issue.id.as_str()).collect()
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
pub fn clipped() -> Measurement {
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

/// The base mix with two equal channels.
pub fn mono() -> Measurement {
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
    mix
}

#[test]
fn two_equal_channels_are_a_fault_only_beside_a_stereo_reference() {
    let mut mix = mono();
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

/// The undamaged mix with 1.7 dB more from 200 to 400 Hz.
fn slightly_muddy() -> Measurement {
    let mut mix = base();
    let mut levels_db = mix.spectrum.unwrap().third_octave_db;
    for level_db in &mut levels_db[10..=13] {
        *level_db += 1.7;
    }
    mix.spectrum = Some(spectrum(levels_db));
    mix
}

#[test]
fn three_references_are_stricter_where_they_agree() {
    let one = profile(&base());
    let mut three = one.clone();
    three.sources = vec![one.sources[0].clone(); 3];
    three.low_db = one.median_db.map(|db| db - 1.5);
    three.high_db = one.median_db.map(|db| db + 1.5);
    let mix = slightly_muddy();
    assert_eq!(
        ids(&issues(&mix, Some(&one), &Settings::default())),
        [""; 0]
    );
    let found = issues(&mix, Some(&three), &Settings::default());
    assert_eq!(ids(&found), ["MUDDY"]);
    // 0.2 dB over the corridor, with a noise of 0.3 dB: 0.5 + 0.2 / 1.8.
    assert!((found[0].confidence - (0.5 + 0.2 / 1.8)).abs() < 1e-9);
}

#[test]
fn lost_blocks_lower_the_confidence_and_are_told() {
    let mut mix = measurement(&rows()["side x0.25"]);
    // 60 s heard and 20 s lost.
    mix.dropped_blocks = 200;
    let narrow = judged(&mix)
        .into_iter()
        .find(|issue| issue.id == "NARROW")
        .unwrap();
    assert!((narrow.confidence - 0.75 * 0.9).abs() < 1e-9);
    let mut session = Session::new(Settings::default());
    session.add_dropped(2);
    let notes = session.report().notes;
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("2 blocks of 100 ms got lost"))
    );
}

#[test]
fn same_numbers_give_the_same_list() {
    for row in rows().values() {
        let mix = measurement(row);
        assert_eq!(judged(&mix), judged(&mix));
    }
}

#[test]
fn a_lone_tone_is_not_called_over_compressed() {
    let mut tone = base();
    tone.dynamics.psr_p5 = Some(Db::new(0.1));
    let dense = issues(&tone, Some(&built_in()), &Settings::default());
    assert!(ids(&dense).contains(&"OVER_COMPRESSED"));
    let mut levels_db = [-120.0; THIRD_OCTAVES];
    levels_db[17] = -23.0;
    tone.spectrum = Some(spectrum(levels_db));
    let lone = issues(&tone, Some(&built_in()), &Settings::default());
    assert!(!ids(&lone).contains(&"OVER_COMPRESSED"), "{:?}", ids(&lone));
}

//! What a project saves comes back, and what cannot be read does no harm.

use serde_json::Value;
use serde_json::json;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::profile::PROFILE_SCHEMA;
use triage::model::profile::Profile;
use triage::model::profile::ProfileBasis;
use triage::model::profile::ProfileSource;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::library::Library;
use triage_testkit::host::music::music;

use crate::host::library;
use crate::host::play_song;
use crate::host::report;

/// Parameters and values that are not their defaults, as a CLAP host counts them: steps from the lowest value, or a
/// share of the range.
const CHOSEN: [(&str, f64); 7] = [
    ("Stage", 1.0),
    ("Target", 3.0),
    ("Focus", 2.0),
    ("Iteration", 5.0),
    ("Main fader", 0.75),
    ("Use side-chain", 1.0),
    ("Reset on play", 1.0),
];

/// The framework keeps a length before the text.
fn framed(json: &[u8]) -> Vec<u8> {
    let mut state = (json.len() as u64).to_le_bytes().to_vec();
    state.extend_from_slice(json);
    state
}

/// The state of an untouched instance, changed.
fn changed(library: &Library, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let state = Instance::new(library).unwrap().save().unwrap();
    let mut value: Value = serde_json::from_slice(&state[8..]).unwrap();
    change(&mut value);
    framed(&serde_json::to_vec(&value).unwrap())
}

/// A reference called "line".
fn reference() -> Profile {
    let level_db: [f64; THIRD_OCTAVES] =
        std::array::from_fn(|band| 6.0 - band as f64 * 12.0 / (THIRD_OCTAVES - 1) as f64);
    Profile {
        schema: PROFILE_SCHEMA.to_owned(),
        name: "line".to_owned(),
        basis: ProfileBasis::Measured,
        sources: vec![ProfileSource {
            name: "line".to_owned(),
            path: Some("/music/line.wav".to_owned()),
            duration_s: 200.0,
            sample_rate_hz: 48_000.0,
            warning: None,
        }],
        center_hz: std::array::from_fn(|band| 1000.0 * 10_f64.powf((band as f64 - 17.0) / 10.0)),
        median_db: level_db,
        low_db: level_db.map(|db| db - 3.0),
        high_db: level_db.map(|db| db + 3.0),
        bandwidth_hz: None,
        integrated_lufs: Some(-12.0),
        true_peak_dbtp: Some(-1.0),
        plr_db: Some(11.0),
        psr_p5_db: Some(8.0),
        psr_p50_db: Some(10.0),
        loudness_range_lu: Some(6.0),
        loudness_jump_lu: Some(4.0),
        correlation: Some(0.6),
        width_wide_db: Some(-9.0),
        width_sublow_db: Some(-25.0),
        balance_db: Some(0.0),
        sibilance_spread_db: Some(8.0),
        rumble_db: Some(-30.0),
        mono_loss_band_db: Some(-3.0),
    }
}

/// As a project keeps it.
fn saved_reference() -> String {
    json!({ "format": 2, "references": [reference()] }).to_string()
}

/// As an older version kept it: the numbers of all references as one, and their names.
fn saved_by_format_1() -> String {
    let info = json!({ "path": "/music/line.wav", "name": "line", "warning": null });
    json!({ "format": 1, "references": [info], "profile": reference() }).to_string()
}

/// Loads the state, which may fail but do nothing else, and returns how the parameters stand.
fn values_after(state: &[u8]) -> Vec<f64> {
    let library = library();
    let mut instance = Instance::new(&library).unwrap();
    let _ = instance.load(state);
    // Whatever was in it, the plug-in still runs.
    play_song(&mut instance, 48_000.0, &music(48_000.0, 4_800));
    let names: Vec<_> = instance.parameters();
    names
        .iter()
        .map(|parameter| instance.value(&parameter.name).unwrap())
        .collect()
}

#[track_caller]
fn check_harmless(state: &[u8]) {
    let library = library();
    let defaults: Vec<_> = Instance::new(&library)
        .unwrap()
        .parameters()
        .iter()
        .map(|parameter| parameter.range[1])
        .collect();
    assert_eq!(values_after(state), defaults);
}

hosted! {
    fn parameters_come_back_as_they_were(_live: &Path) {
        let library = library();
        let mut first = Instance::new(&library).unwrap();
        for (name, value) in CHOSEN {
            first.set(name, value).unwrap();
        }
        let state = first.save().unwrap();
        let mut second = Instance::new(&library).unwrap();
        second.load(&state).unwrap();
        for (name, value) in CHOSEN {
            let loaded = second.value(name).unwrap();
            assert!((loaded - value).abs() < 1e-4, "{name}: {loaded}, not {value}");
        }
        assert_eq!(second.save().unwrap(), state);
    }

    fn loaded_parameters_are_judged_by(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        for (name, value) in CHOSEN {
            instance.set(name, value).unwrap();
        }
        let state = instance.save().unwrap();
        drop(instance);
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&state).unwrap();
        play_song(&mut instance, 48_000.0, &music(48_000.0, 48_000));
        drop(instance);
        let report = report(live, 1);
        assert_eq!(report.iteration, 5);
        assert_eq!(report.stage, triage::model::settings::Stage::Master);
        assert_eq!(report.focus, triage::model::settings::Focus::Vocals);
    }

    fn saved_profile_is_judged_against(live: &Path) {
        let library = library();
        let saved = saved_reference();
        let state = changed(&library, |state| state["fields"]["references"] = json!(saved));
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&state).unwrap();
        let saved_again: Value = serde_json::from_slice(&instance.save().unwrap()[8..]).unwrap();
        assert_eq!(saved_again["fields"]["references"], json!(saved));
        play_song(&mut instance, 48_000.0, &music(48_000.0, 20 * 48_000));
        drop(instance);
        let report = report(live, 1);
        assert_eq!(report.target, None);
        assert_eq!(report.references[0].name, "line");
    }

    fn references_of_an_older_version_are_judged_against(live: &Path) {
        let library = library();
        let state = changed(&library, |state| state["fields"]["references"] = json!(saved_by_format_1()));
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&state).unwrap();
        let saved_again: Value = serde_json::from_slice(&instance.save().unwrap()[8..]).unwrap();
        assert_eq!(saved_again["fields"]["references"], json!(saved_reference()));
        play_song(&mut instance, 48_000.0, &music(48_000.0, 20 * 48_000));
        drop(instance);
        assert_eq!(report(live, 1).references[0].name, "line");
    }

    fn what_a_newer_version_saved_of_references_is_written_back(_live: &Path) {
        let library = library();
        let newer = json!(r#"{"format":99,"songs":[1.5]}"#);
        let state = changed(&library, |state| state["fields"]["references"] = newer.clone());
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&state).unwrap();
        let saved_again: Value = serde_json::from_slice(&instance.save().unwrap()[8..]).unwrap();
        assert_eq!(saved_again["fields"]["references"], newer);
    }

    fn ignored_issues_come_back_and_are_told_apart(live: &Path) {
        let library = library();
        let mix = music(48_000.0, 20 * 48_000);
        let mut instance = Instance::new(&library).unwrap();
        play_song(&mut instance, 48_000.0, &mix);
        drop(instance);
        let first = report(live, 1).issues.remove(0);
        let ignored = json!({ "format": 1, "keys": [first.key] }).to_string();
        let state = changed(&library, |state| state["fields"]["ignored"] = json!(ignored));
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&state).unwrap();
        let saved_again: Value = serde_json::from_slice(&instance.save().unwrap()[8..]).unwrap();
        assert_eq!(saved_again["fields"]["ignored"], json!(ignored));
        play_song(&mut instance, 48_000.0, &mix);
        drop(instance);
        let after = report(live, 2);
        assert_eq!(after.ignored, std::slice::from_ref(&first));
        assert!(after.issues.iter().all(|issue| issue.key != first.key));
    }

    fn damaged_fields_take_the_old_ones_away(live: &Path) {
        let library = library();
        let with = changed(&library, |state| state["fields"]["references"] = json!(saved_reference()));
        let damaged = changed(&library, |state| state["fields"]["references"] = json!("not json"));
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&with).unwrap();
        instance.load(&damaged).unwrap();
        play_song(&mut instance, 48_000.0, &music(48_000.0, 48_000));
        drop(instance);
        assert!(report(live, 1).references.is_empty());
    }

    fn state_without_references_takes_the_old_ones_away(live: &Path) {
        let library = library();
        let saved = saved_reference();
        let with = changed(&library, |state| state["fields"]["references"] = json!(saved));
        let without = changed(&library, |_| ());
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&with).unwrap();
        instance.load(&without).unwrap();
        play_song(&mut instance, 48_000.0, &music(48_000.0, 48_000));
        drop(instance);
        assert!(report(live, 1).references.is_empty());
    }

    fn pressed_reset_is_not_restored(_live: &Path) {
        let library = library();
        let state = changed(&library, |state| state["params"]["reset"] = json!({"bool": true}));
        check_harmless(&state);
    }

    fn state_is_small(_live: &Path) {
        let library = library();
        assert!(Instance::new(&library).unwrap().save().unwrap().len() < 4096);
    }

    fn garbage_does_no_harm(_live: &Path) {
        check_harmless(b"");
        check_harmless(b"garbage");
        check_harmless(&[0xff; 64]);
        check_harmless(&framed(b"not json at all"));
        check_harmless(&framed(b"{}"));
        check_harmless(&framed(b"[[[[[[[[[["));
        check_harmless(&framed("[".repeat(100_000).as_bytes()));
    }

    fn truncated_state_does_no_harm(_live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        instance.set("Iteration", 4.0).unwrap();
        let state = instance.save().unwrap();
        for length in (0..state.len()).step_by(29) {
            check_harmless(&state[..length]);
        }
    }

    fn state_of_a_newer_version_does_no_harm(_live: &Path) {
        let library = library();
        check_harmless(&changed(&library, |state| {
            state["version"] = json!("99.0.0");
            state["params"]["from-the-future"] = json!({"f32": 1.0});
            state["params"]["stage"] = json!({"string": "remix"});
            state["params"]["iteration"] = json!({"string": "many"});
            state["fields"]["from-the-future"] = json!("{}");
            state["fields"]["references"] = json!(r#"{"format":99,"profile":{"schema":"x"}}"#);
            state["more"] = json!([1, 2, 3]);
        }));
    }

    fn references_that_cannot_be_used_do_no_harm(_live: &Path) {
        let library = library();
        let mut upside_down = reference();
        upside_down.low_db[3] = 90.0;
        let cases = [
            "".to_owned(),
            "null".to_owned(),
            "[]".to_owned(),
            r#"{"format":1,"profile":{"median_db":[1,2,3]}}"#.to_owned(),
            json!({ "format": 2, "references": [upside_down] }).to_string(),
            "not json".to_owned(),
        ];
        for case in cases {
            check_harmless(&changed(&library, |state| state["fields"]["references"] = json!(case)));
        }
    }
}

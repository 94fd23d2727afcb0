//! A whole session, three versions long, through the built plug-in: the demo song, fixed in rounds.
//!
//! v1 has three overs, kick and bass in each other's way, narrow sides and too little treble. v2 lowers the bass and
//! cuts it where the kick is: the overs are gone. v3 widens as told, and lifts the treble by three times what was told.
//!
//! What comes of it are the files that a person or an assistant would read, kept as golden files.

use std::path::Path;

use serde_json::Value;
use serde_json::json;
use triage::analysis::profile::from_measurement;
use triage::model::profile::ProfileSource;
use triage::model::report::Fix;
use triage::model::report::Report;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::instance::Rendering;
use triage_testkit::signals::Biquad;
use triage_testkit::signals::Shape;
use triage_testkit::signals::filter;
use triage_testkit::signals::rbj;
use triage_testkit::song;
use triage_testkit::song::Demo;

use crate::host::library;
use crate::host::versions::direct_session;
use crate::host::versions::edit_project;
use crate::host::versions::files;
use crate::host::versions::play;
use crate::host::versions::soon;
use crate::host::versions::wait_for;

const RATE_HZ: f64 = 44_100.0;

type Stereo = [Vec<f32>; 2];

/// What is kept of the reference with the project.
fn reference(demo: &Demo) -> Value {
    let measurement = direct_session(&demo.reference, RATE_HZ).measurement();
    let source = ProfileSource {
        name: "finished song".to_owned(),
        path: None,
        duration_s: demo.reference[0].len() as f64 / RATE_HZ,
        sample_rate_hz: RATE_HZ,
        warning: None,
    };
    let profile = from_measurement(&source, &measurement).unwrap();
    json!({ "format": 2, "references": [profile] })
}

/// The newest report of the plug-in, which is of the newest version.
fn newest(history: &Value) -> Report {
    let version = history["whole"].as_array().unwrap().last().unwrap();
    serde_json::from_value(version["report"].clone()).unwrap()
}

/// Marks the first fix of these issues as being worked on, as *Doing this* does, and returns the fixes.
fn do_first_fixes(instance: &mut Instance, history: &Value, ids: &[&str]) -> Vec<Fix> {
    let report = newest(history);
    let issues: Vec<_> = ids
        .iter()
        .map(|id| {
            let mut all = report.issues.iter().chain(&report.later);
            all.find(|issue| issue.id == *id).unwrap()
        })
        .collect();
    let doing: Vec<Value> = issues
        .iter()
        .map(|issue| json!({ "key": issue.key, "title": issue.title, "fix": issue.fixes[0] }))
        .collect();
    edit_project(instance, |fields| {
        let mut history: Value = serde_json::from_str(fields["history"].as_str().unwrap()).unwrap();
        history["doing"] = json!(doing);
        fields["history"] = json!(history.to_string());
    });
    issues.iter().map(|issue| issue.fixes[0].clone()).collect()
}

fn filtered(channel: &[f32], band: Biquad) -> Vec<f32> {
    let samples: Vec<f64> = channel.iter().copied().map(f64::from).collect();
    let filtered = filter(&[band], &samples);
    filtered.into_iter().map(|sample| sample as f32).collect()
}

fn gained(channel: &[f32], gain_db: f64) -> Vec<f32> {
    let gain = 10f64.powf(gain_db / 20.0);
    let louder = |sample: &f32| (f64::from(*sample) * gain) as f32;
    channel.iter().map(louder).collect()
}

/// The mix with the bass 3 dB lower, cut where the kick is as the guide says, and all of it lower by what was told.
fn with_bass_tamed(demo: &Demo, gain_db: f64) -> Stereo {
    let cut = rbj(Shape::Bell, RATE_HZ, 80.0, -3.5, 1.5);
    let mut mix = [0, 1].map(|channel: usize| vec![0.0_f32; demo.mix[channel].len()]);
    for (name, stem) in &demo.stems {
        for (sum, channel) in mix.iter_mut().zip(stem) {
            let channel = match name.as_str() {
                "Bass" => gained(&filtered(channel, cut), -3.0),
                _ => channel.clone(),
            };
            sum.iter_mut()
                .zip(channel)
                .for_each(|(sum, sample)| *sum += sample);
        }
    }
    mix.map(|channel| gained(&channel, gain_db))
}

/// The mix with more side above 250 Hz and more treble.
fn wider_and_brighter(mix: &Stereo, width_db: f64, shelf: &Fix, shelf_db: f64) -> Stereo {
    let widen = rbj(
        Shape::HighShelf,
        RATE_HZ,
        250.0,
        width_db,
        std::f64::consts::FRAC_1_SQRT_2,
    );
    let brighten = rbj(
        Shape::HighShelf,
        RATE_HZ,
        shelf.frequency_hz.unwrap(),
        shelf_db,
        shelf.q.unwrap(),
    );
    let half = |sign: f32| -> Vec<f32> {
        let pairs = mix[0].iter().zip(&mix[1]);
        pairs
            .map(|(left, right)| 0.5 * (left + sign * right))
            .collect()
    };
    let (mid, side) = (half(1.0), filtered(&half(-1.0), widen));
    [1.0, -1.0].map(|sign| {
        let pairs = mid.iter().zip(&side);
        let channel: Vec<f32> = pairs.map(|(mid, side)| mid + sign * side).collect();
        filtered(&channel, brighten)
    })
}

/// What the plug-in wrote for whoever watches, without the times of day.
fn told(live: &Path, history: &Value) -> String {
    let heads = history["heads"].as_array().unwrap();
    let newest = heads.last().unwrap()["name"].as_str().unwrap();
    let mut text = soon("the page of the newest version", || {
        let path = files(live, "-1.md").pop()?;
        let text = std::fs::read_to_string(path).ok()?;
        text.contains(newest).then_some(text)
    });
    for head in heads {
        text = text.replace(head["captured_local"].as_str().unwrap(), "[when]");
    }
    text
}

hosted! {
    fn song_is_fixed_in_three_versions(live: &Path) {
        let demo = song::demo();
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        edit_project(&mut instance, |fields| {
            fields["references"] = json!(reference(&demo).to_string());
        });

        play(&mut instance, RATE_HZ, Rendering::Offline, &demo.mix, 0);
        let first = wait_for(&mut instance, 1);
        let report = newest(&first);
        assert_eq!(report.issues[0].title, "Clipping at 0:45, 1:23 and 2:34");
        let v1 = told(live, &first);
        let lower = do_first_fixes(&mut instance, &first, &["CLIP_OVER"]).remove(0);

        let mix = with_bass_tamed(&demo, lower.gain_db.unwrap());
        play(&mut instance, RATE_HZ, Rendering::Offline, &mix, 0);
        let second = wait_for(&mut instance, 2);
        let v2 = told(live, &second);
        let fixes = do_first_fixes(&mut instance, &second, &["NARROW", "TOO_DARK"]);

        let (width_db, shelf_db) = (fixes[0].width_db.unwrap(), fixes[1].gain_db.unwrap());
        let mix = wider_and_brighter(&mix, width_db, &fixes[1], 3.0 * shelf_db);
        play(&mut instance, RATE_HZ, Rendering::Offline, &mix, 0);
        let third = wait_for(&mut instance, 3);
        drop(instance);
        let v3 = told(live, &third);

        assert_eq!(second["heads"][1]["verdict"], "significant", "{v2}");
        assert_eq!(third["heads"][2]["verdict"], "mixed", "{v3}");
        insta::assert_snapshot!("v1", v1);
        insta::assert_snapshot!("v2", v2);
        insta::assert_snapshot!("v3", v3);
    }
}

//! Clip events and flat tops against the reference implementation, to the sample.

use std::path::Path;

use serde_json::Value;
use triage::model::block::MeterBlock;
use triage::model::event::ClipClass;
use triage::model::event::ClipEvent;
use triage::units::amplitude_db;
use triage_testkit::signals;

use crate::engine::measure;

const RATE_HZ: f64 = 48_000.0;
const FRAMES: usize = 192_000;

fn cases() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/clipping.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn sine(frequency_hz: f64, level_db: f64) -> Vec<f64> {
    signals::sine(RATE_HZ, frequency_hz, FRAMES, level_db, 0.0)
}

/// A clean sine in both channels, with samples of one of them replaced.
fn patched(channel: usize, start: usize, samples: &[f64]) -> [Vec<f64>; 2] {
    let mut channels = [sine(100.0, -6.0), sine(100.0, -6.0)];
    channels[channel][start..start + samples.len()].copy_from_slice(samples);
    channels
}

fn normalised_pink() -> Vec<f64> {
    let x = signals::pink(FRAMES, 5);
    let peak = x.iter().fold(0.0f64, |peak, x| peak.max(x.abs()));
    x.iter().map(|x| x / peak).collect()
}

fn both(x: Vec<f64>) -> [Vec<f64>; 2] {
    [x.clone(), x]
}

fn sixteen_bit(x: &[f64]) -> Vec<f64> {
    x.iter()
        .map(|x| (x * 32767.0).round_ties_even() / 32768.0)
        .collect()
}

/// The signals by the names of the vector file.
fn signal(name: &str) -> [Vec<f64>; 2] {
    let clipped = |gain: f64| -> Vec<f64> {
        sine(110.0, 3.0)
            .iter()
            .map(|x| gain * x.clamp(-1.0, 1.0))
            .collect()
    };
    match name {
        "clean sine" => patched(0, 0, &[]),
        "single sample exactly 1.0" => patched(0, 48_000, &[1.0]),
        "single sample 1.0001" => patched(0, 48_000, &[1.0001]),
        "two samples 1.0" => patched(0, 48_000, &[1.0; 2]),
        "three samples 1.0" => patched(0, 48_000, &[1.0; 3]),
        "three samples 0x7FFF" => patched(0, 48_000, &[32767.0 / 32768.0; 3]),
        "alternating full scale" => patched(0, 48_000, &[1.0, -1.0, 1.0]),
        "merge window" => {
            let mut channels = patched(1, 48_000, &[-1.0; 3]);
            channels[1][68_000..68_003].fill(-1.0);
            channels[1][108_000..108_003].fill(-1.0);
            channels
        }
        "fs/4 45 deg 0.99" => {
            let level_db = amplitude_db(0.99 * 2f64.sqrt());
            let mut x = signals::sine(RATE_HZ, RATE_HZ / 4.0, FRAMES, level_db, 45.0);
            signals::taper(&mut x, 480);
            both(x)
        }
        "hard clipped +3 dB" => both(clipped(1.0)),
        "hard clipped then -6 dB" => both(clipped(0.5)),
        "hard clipped, -6 dB, 16 bit" => both(sixteen_bit(&clipped(0.5))),
        "pink clean" => both(normalised_pink().iter().map(|x| 0.7 * x).collect()),
        "pink clipped 6 dB then -9 dB" => both(
            normalised_pink()
                .iter()
                .map(|x| 0.3548 * (2.0 * x).clamp(-1.0, 1.0))
                .collect(),
        ),
        "low sine 30 Hz" => both(sine(30.0, -3.0)),
        "low sine 30 Hz 16 bit" => both(sixteen_bit(&sine(30.0, -3.0))),
        "clipped sine under noise" => [6, 7].map(|seed| {
            let noise = signals::white(FRAMES, seed);
            clipped(0.5)
                .iter()
                .zip(noise)
                .map(|(x, y)| x + 0.2 * y)
                .collect()
        }),
        other => panic!("no recipe for {other}"),
    }
}

fn class(name: &str) -> ClipClass {
    match name {
        "OVER" => ClipClass::Over,
        "FSRUN" => ClipClass::FullScale,
        other => panic!("unknown class {other}"),
    }
}

fn check_events(name: &str, found: &[ClipEvent], case: &Value) {
    let expected = case["events"].as_array().unwrap();
    assert_eq!(found.len(), expected.len(), "{name}");
    assert_eq!(case["n_events"].as_u64().unwrap() as usize, found.len());
    for (found, expected) in found.iter().zip(expected) {
        let number = |key: &str| expected[key].as_i64().unwrap();
        assert_eq!(found.start_frame, number("start"), "{name}");
        assert_eq!(found.end_frame, number("end"), "{name}");
        assert_eq!(i64::from(found.hits), number("hits"), "{name}");
        assert_eq!(i64::from(found.samples), number("samples"), "{name}");
        assert_eq!(i64::from(found.channels), number("channels"), "{name}");
        assert_eq!(
            found.class,
            class(expected["class"].as_str().unwrap()),
            "{name}"
        );
    }
    let hits: u32 = found.iter().map(|event| event.hits).sum();
    assert_eq!(u64::from(hits), case["n_hits"].as_u64().unwrap(), "{name}");
}

/// Plateaus of the left channel near the level the reference found, or anywhere.
fn plateaus(blocks: &[MeterBlock], level_dbfs: Option<f64>) -> (u32, u32, u32) {
    let is_near = |level: f32| {
        level_dbfs.is_none_or(|expected| (amplitude_db(f64::from(level)) - expected).abs() < 0.05)
    };
    let tops = blocks.iter().map(|block| block.flat_tops[0]);
    tops.filter(|tops| is_near(tops.level))
        .fold((0, 0, 0), |sum, tops| {
            (
                sum.0 + tops.plateaus,
                sum.1 + tops.samples,
                sum.2 + tops.samples_above,
            )
        })
}

fn check_flat_tops(name: &str, blocks: &[MeterBlock], case: &Value) {
    let expected = &case["clipped_source_left"];
    if expected.is_null() {
        // The reference says nothing unless ten plateaus share a level.
        let mut levels: Vec<_> = blocks.iter().map(|block| block.flat_tops[0]).collect();
        levels.retain(|tops| tops.plateaus > 0);
        for tops in &levels {
            let level_dbfs = amplitude_db(f64::from(tops.level));
            assert!(plateaus(blocks, Some(level_dbfs)).0 < 10, "{name}");
        }
        return;
    }
    let level_dbfs = expected["level_dbfs"].as_f64().unwrap();
    let (plateaus, samples, above) = plateaus(blocks, Some(level_dbfs));
    assert_eq!(
        u64::from(plateaus),
        expected["plateaus"].as_u64().unwrap(),
        "{name}"
    );
    assert_eq!(
        u64::from(samples),
        expected["samples"].as_u64().unwrap(),
        "{name}"
    );
    assert_eq!(
        u64::from(above),
        expected["samples_above"].as_u64().unwrap(),
        "{name}"
    );
}

#[test]
fn every_case_is_found_to_the_sample() {
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let channels = signal(name).map(|x| signals::to_f32(&x));
        let (capture, engine) = measure(RATE_HZ, &channels);
        let mut events = capture.newest_events();
        events.retain(|event| event.class != ClipClass::InterSample);
        check_events(name, &events, &case);
        check_flat_tops(name, &capture.blocks, &case);
        let frame = engine.frame();
        let sample_peak = case["sample_peak"].as_f64().unwrap();
        assert_eq!(
            frame.sample_peak[0].max(frame.sample_peak[1]),
            sample_peak as f32,
            "{name}"
        );
        let true_peak_dbtp = amplitude_db(f64::from(frame.true_peak[0].max(frame.true_peak[1])));
        let expected = case["true_peak_dbtp"].as_f64().unwrap();
        assert!(
            (true_peak_dbtp - expected).abs() < 0.001,
            "{name}: {true_peak_dbtp}"
        );
        assert_eq!(
            u64::from(frame.clip_events),
            case["n_events"].as_u64().unwrap()
        );
    }
}

#[test]
fn waveform_that_goes_over_between_samples_is_an_event_of_its_own() {
    let channels = signal("fs/4 45 deg 0.99").map(|x| signals::to_f32(&x));
    let (capture, engine) = measure(RATE_HZ, &channels);
    let events = capture.newest_events();
    assert_eq!(events.len(), 1);
    let event = events[0];
    assert_eq!((event.class, event.channels), (ClipClass::InterSample, 3));
    assert_eq!((event.samples, event.longest_run), (0, 0));
    // Between the fades nearly all of the 400 steps of 10 ms.
    assert!((397..=400).contains(&event.hits), "{}", event.hits);
    assert!((amplitude_db(f64::from(event.true_peak)) - 2.923).abs() < 0.01);
    assert!(event.sample_peak < 1.0);
    assert_eq!(engine.frame().clip_events, 0);
}

#[test]
fn hit_at_the_edge_of_a_step_does_not_count_again_between_samples() {
    for at in 47_980..48_490 {
        let channels = patched(0, at, &[1.5]).map(|x| signals::to_f32(&x[..60_000]));
        let (capture, _) = measure(RATE_HZ, &channels);
        let events = capture.newest_events();
        assert_eq!(events.len(), 1, "at {at}");
        assert_eq!(events[0].class, ClipClass::Over);
        assert!(events[0].true_peak >= 1.5);
    }
}

#[test]
fn event_knows_the_true_peak_wherever_the_hit_stands() {
    // Three samples at full scale: the waveform rises 0.663 dB above them (clipping.json), 12 frames later.
    for at in (48_000 - 20)..48_001 {
        let channels = patched(0, at, &[1.0; 3]).map(|x| signals::to_f32(&x[..60_000]));
        let (capture, _) = measure(RATE_HZ, &channels);
        let true_peak_dbtp = amplitude_db(f64::from(capture.newest_events()[0].true_peak));
        assert!(
            (true_peak_dbtp - 0.66).abs() < 0.1,
            "at {at}: {true_peak_dbtp}"
        );
    }
}

#[test]
fn fault_that_never_ends_is_told_while_it_lasts() {
    let (capture, engine) = measure(RATE_HZ, &[vec![1.0; 96_000], vec![0.0; 96_000]]);
    assert!(capture.events[0].end_frame <= 28_800);
    let events = capture.newest_events();
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].start_frame, events[0].end_frame), (0, 96_000));
    assert_eq!(events[0].samples, 96_000);
    assert_eq!(engine.frame().clipped_samples, 96_000);
}

#[test]
fn event_is_no_longer_than_ten_seconds() {
    let mut x = vec![0.1f32; 48_000 * 25];
    (0..x.len()).step_by(4800).for_each(|n| x[n] = 1.5);
    let (capture, _) = measure(RATE_HZ, &[x.clone(), x]);
    let events = capture.newest_events();
    assert_eq!(events.len(), 3);
    for event in events {
        assert!(event.end_frame - event.start_frame <= 480_000);
    }
}

//! Whatever is heard, its numbers are numbers: JSON knows no infinity, so one would make the version unreadable.

use triage::analysis::session::Session;
use triage::model::measurement::Measurement;
use triage::model::report::Report;
use triage_testkit::signals;

use super::ROOT;
use super::id;
use super::sample::heard;
use super::sample::version;
use super::sample::version_of;
use super::store_of;

#[track_caller]
fn check_session(name: &str, session: &Session) {
    let measurement = session.measurement();
    let json = serde_json::to_vec(&measurement).unwrap();
    let back: Measurement = serde_json::from_slice(&json)
        .unwrap_or_else(|error| panic!("measurement of {name}: {error}"));
    assert_eq!(back, measurement, "{name}");
    let report = session.report();
    let json = serde_json::to_vec(&report).unwrap();
    let back: Report =
        serde_json::from_slice(&json).unwrap_or_else(|error| panic!("report on {name}: {error}"));
    assert_eq!(back, report, "{name}");
    let (_folder, store) = store_of(0);
    let version = version_of(1, session);
    store.save(&version).unwrap();
    assert_eq!(store.load(ROOT, id(1)).unwrap(), version, "{name}");
}

#[track_caller]
fn check(name: &str, left: &[f32], right: &[f32]) {
    check_session(name, &heard(left, right));
}

/// Five seconds of noise with each sample changed.
fn noise(seed: u64, change: impl Fn(usize, f32) -> f32) -> Vec<f32> {
    let samples = signals::to_f32(&signals::white(240_000, seed));
    let changed = samples.iter().enumerate();
    changed.map(|(n, &sample)| change(n, sample)).collect()
}

#[test]
fn nothing_at_all_comes_back() {
    check("no audio", &[], &[]);
    check("one sample", &[0.5], &[-0.5]);
    check(
        "a second",
        &noise(1, |_, x| x)[..48_000],
        &noise(2, |_, x| x)[..48_000],
    );
    check(
        "99 ms",
        &noise(1, |_, x| x)[..4_752],
        &noise(2, |_, x| x)[..4_752],
    );
}

#[test]
fn silence_comes_back() {
    let silence = vec![0.0; 240_000];
    check("silence", &silence, &silence);
    check("one side", &noise(1, |_, x| x), &silence);
    check("the other side", &silence, &noise(1, |_, x| x));
    let fading = noise(1, |n, x| if n < 120_000 { x } else { 0.0 });
    check("silence after noise", &fading, &silence);
    let click = noise(1, |n, _| f32::from(u8::from(n == 100_000)));
    check("a single click", &click, &silence);
}

#[test]
fn extreme_levels_come_back() {
    for scale in [1e-45, 1e-30, 1e-10, 1e3, 1e10, 1e20, 3e37] {
        let name = format!("noise at {scale:e}");
        check(
            &name,
            &noise(1, |_, x| x * scale),
            &noise(2, |_, x| x * scale),
        );
    }
    let largest = noise(1, |_, x| f32::MAX.copysign(x));
    check("largest numbers", &largest, &largest);
    check("constant", &vec![1.0; 240_000], &vec![-1.0; 240_000]);
    check(
        "largest constant",
        &vec![f32::MAX; 240_000],
        &vec![0.0; 240_000],
    );
}

#[test]
fn broken_audio_comes_back() {
    for broken in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let name = format!("{broken}");
        check(&name, &vec![broken; 240_000], &vec![broken; 240_000]);
        let spoilt = noise(1, |n, x| if n % 1_000 == 0 { broken } else { x });
        check(&name, &spoilt, &noise(2, |_, x| x));
    }
}

#[test]
fn special_images_come_back() {
    let left = noise(1, |_, x| x);
    let inverted = noise(1, |_, x| -x);
    check("mono", &left, &left);
    check("out of phase", &left, &inverted);
    let tone = signals::to_f32(&signals::sine(48_000.0, 1_000.0, 240_000, -6.0, 0.0));
    check("a tone", &tone, &tone);
}

#[test]
fn longest_song_with_the_most_clips_can_be_kept() {
    let mut version = version(1);
    let Measurement { cells, clips, .. } = &mut version.measurement;
    *cells = vec![cells[1]; 2_400];
    for (n, cell) in cells.iter_mut().enumerate() {
        cell.start_s = n as f64 * 3.0 + 0.1;
        cell.end_s = n as f64 * 3.0 + 3.1;
    }
    *clips = vec![clips[0]; 4_352];
    for (n, clip) in clips.iter_mut().enumerate() {
        clip.start_s = n as f64 + 0.123_456_789;
        clip.end_s = n as f64 + 0.223_456_789;
    }
    let (_folder, store) = store_of(0);
    store.save(&version).unwrap();
    assert_eq!(store.load(ROOT, id(1)).unwrap(), version);
}

#[test]
fn version_that_would_not_come_back_is_not_kept() {
    let (_folder, store) = store_of(1);
    let mut infinite = version(2);
    infinite.measurement.heard_s = f64::INFINITY;
    let error = store.save(&infinite).unwrap_err().to_string();
    assert!(error.starts_with("did not keep version "), "{error}");
    assert!(
        error.ends_with("what was kept before is untouched"),
        "{error}"
    );
    let mut huge = version(2);
    huge.report.notes = vec!["n".repeat(9 << 20)];
    let error = store.save(&huge).unwrap_err().to_string();
    assert!(error.contains("larger than 8 MiB"), "{error}");
    super::check_numbers(&store, [1]);
}

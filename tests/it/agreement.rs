//! However a host plays a song, the judgement is that of the same song read from a file.

use triage::analysis::session::Session;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::event::ClipEvent;
use triage::model::report::Report;
use triage::model::settings::Settings;
use triage_testkit::host::music::music;

const SAMPLE_RATE_HZ: f64 = 48_000.0;

/// Frames of a call.
const CALL_FRAMES: usize = 512;

struct Ear(Session);

impl MeterSink for Ear {
    fn block(&mut self, block: &MeterBlock) {
        self.0.push_block(block);
        // A view looks on all the time, and what it sees must not change what is judged.
        let _ = self.0.live_report();
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.push_event(event);
    }
}

/// An engine and its session, as the plug-in and the command line both have them.
struct Listener {
    engine: MeterEngine,
    ear: Ear,
}

impl Listener {
    fn new() -> Self {
        let config = MeterConfig {
            sample_rate_hz: SAMPLE_RATE_HZ,
            layout: ChannelLayout::Stereo,
        };
        Self {
            engine: MeterEngine::new(&config).unwrap(),
            ear: Ear(Session::new(Settings::default())),
        }
    }

    /// Plays a passage; `position` tells where its frame is, as the host says.
    fn play(&mut self, mix: &[Vec<f32>; 2], position: impl Fn(usize) -> Position) {
        let calls = mix[0].chunks(CALL_FRAMES).zip(mix[1].chunks(CALL_FRAMES));
        for (number, (left, right)) in calls.enumerate() {
            let here = position(number * CALL_FRAMES);
            self.engine.process(left, right, here, &mut self.ear);
        }
    }

    /// Plays a passage of the song from a frame on.
    fn roll(&mut self, mix: &[Vec<f32>; 2], from: usize) {
        self.play(mix, |frame| Position::Song((from + frame) as i64));
    }

    fn stand(&mut self, mix: &[Vec<f32>; 2]) {
        self.play(mix, |_| Position::Stopped);
    }

    fn report(&mut self) -> Report {
        self.engine.finish(&mut self.ear);
        self.ear.0.report()
    }
}

fn frames(seconds: f64) -> usize {
    (seconds * SAMPLE_RATE_HZ) as usize
}

fn song(seconds: f64) -> [Vec<f32>; 2] {
    music(SAMPLE_RATE_HZ, frames(seconds))
}

fn silence(seconds: f64) -> [Vec<f32>; 2] {
    [vec![0.0; frames(seconds)], vec![0.0; frames(seconds)]]
}

fn part(mix: &[Vec<f32>; 2], from_s: f64, until_s: f64) -> [Vec<f32>; 2] {
    let range = frames(from_s)..frames(until_s);
    mix.each_ref()
        .map(|channel| channel[range.clone()].to_vec())
}

fn lower(mix: &[Vec<f32>; 2], gain: f32) -> [Vec<f32>; 2] {
    mix.each_ref()
        .map(|channel| channel.iter().map(|x| x * gain).collect())
}

/// What is said of a passage that is heard once, from its place in the song on.
fn heard_once(mix: &[Vec<f32>; 2], from_s: f64) -> Report {
    let mut listener = Listener::new();
    listener.roll(mix, frames(from_s));
    listener.report()
}

fn keys(report: &Report) -> Vec<&str> {
    let issues = report.issues.iter();
    issues.map(|issue| issue.key.as_str()).collect()
}

/// The same judgement, with places that may differ by a few frames.
#[track_caller]
fn check_judged_alike(found: &Report, expected: &Report) {
    assert_eq!(found.metrics, expected.metrics);
    assert_eq!(found.bands, expected.bands);
    assert_eq!(found.coverage, expected.coverage);
    assert_eq!(keys(found), keys(expected));
    for (mine, theirs) in found.issues.iter().zip(&expected.issues) {
        assert_eq!(mine.places.len(), theirs.places.len(), "{}", mine.key);
        for (mine, theirs) in mine.places.iter().zip(&theirs.places) {
            assert!((mine.start_s - theirs.start_s).abs() < 1e-3);
        }
    }
}

#[test]
fn silence_before_the_transport_rolls_changes_nothing() {
    let mix = song(24.0);
    let mut listener = Listener::new();
    listener.stand(&silence(3.3));
    listener.roll(&mix, 0);
    let expected = heard_once(&mix, 0.0);
    assert!(keys(&expected).contains(&"CLIP_OVER"));
    assert_eq!(listener.report(), expected);
}

#[test]
fn sound_while_the_transport_stands_is_not_of_the_song() {
    let mix = song(24.0);
    let mut listener = Listener::new();
    listener.stand(&part(&mix, 0.0, 5.07));
    listener.roll(&mix, 0);
    listener.stand(&part(&mix, 7.0, 9.0));
    assert_eq!(listener.report(), heard_once(&mix, 0.0));
}

#[test]
fn positions_that_are_a_frame_off_change_nothing() {
    let mix = song(24.0);
    let mut listener = Listener::new();
    listener.play(&mix, |frame| {
        let off = (frame / CALL_FRAMES * 7) % 3;
        Position::Song(frame as i64 + off as i64 - 1)
    });
    check_judged_alike(&listener.report(), &heard_once(&mix, 0.0));
}

#[test]
fn positions_in_seconds_change_nothing() {
    // CLAP tells seconds in fixed point with 31 bits after the point; other hosts round to a millisecond.
    let mix = song(24.0);
    for steps_per_second in [2f64.powi(31), 1000.0] {
        let mut listener = Listener::new();
        listener.play(&mix, |frame| {
            let seconds = frame as f64 / SAMPLE_RATE_HZ;
            let told_s = (seconds * steps_per_second).round() / steps_per_second;
            Position::Song((told_s * SAMPLE_RATE_HZ).round() as i64)
        });
        check_judged_alike(&listener.report(), &heard_once(&mix, 0.0));
    }
}

#[test]
fn two_bars_in_a_loop_are_judged_as_two_bars() {
    let mix = song(36.0);
    let (from_s, until_s) = (32.0, 36.0);
    let bars = part(&mix, from_s, until_s);
    let once = heard_once(&bars, from_s);
    let mut listener = Listener::new();
    for _ in 0..10 {
        listener.roll(&bars, frames(from_s));
    }
    let looped = listener.report();
    assert_eq!(looped.coverage.heard_s, once.coverage.heard_s);
    assert_eq!(
        looped.metrics.sample_peak_dbfs,
        once.metrics.sample_peak_dbfs
    );
    assert_eq!(looped.metrics.clip_events, once.metrics.clip_events);
    assert_eq!(looped.metrics.clipped_samples, once.metrics.clipped_samples);
    let lufs = |report: &Report| report.metrics.integrated_lufs.unwrap();
    assert!((lufs(&looped) - lufs(&once)).abs() < 0.1);
    assert_eq!(keys(&looped), keys(&once));
}

#[test]
fn chorus_replayed_after_a_fix_is_judged_by_what_it_is_now() {
    let mix = song(48.0);
    let (from_s, until_s) = (15.0, 39.0);
    let fixed = lower(&part(&mix, from_s, until_s), 0.4);
    let mut listener = Listener::new();
    listener.roll(&mix, 0);
    listener.stand(&silence(1.0));
    listener.roll(&fixed, frames(from_s));
    let expected = heard_once(&fixed, from_s);
    assert!(!keys(&expected).contains(&"CLIP_OVER"));
    assert_eq!(listener.report(), expected);
}

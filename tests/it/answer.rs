//! What a view is shown beside the report: the song it is about, and the issues set aside.

use triage::analysis::session::Session;
use triage::analysis::session::SideChain;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::answer::Answer;
use triage::model::answer::SideChainState;
use triage::model::block::MeterBlock;
use triage::model::event::ClipClass;
use triage::model::event::ClipEvent;
use triage::model::report::Severity;
use triage::model::settings::Settings;
use triage_testkit::host::music::music;

const SAMPLE_RATE_HZ: f64 = 48_000.0;

struct Ear(Session);

impl MeterSink for Ear {
    fn block(&mut self, block: &MeterBlock) {
        self.0.push_block(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.push_event(event);
    }
}

struct SideEar(Session);

impl MeterSink for SideEar {
    fn block(&mut self, block: &MeterBlock) {
        self.0.push_reference_block(block);
    }

    fn clip(&mut self, _event: &ClipEvent) {}
}

fn frames(seconds: f64) -> usize {
    (seconds * SAMPLE_RATE_HZ) as usize
}

fn play(mix: &[Vec<f32>; 2], position: Position, sink: &mut impl MeterSink) {
    let config = MeterConfig {
        sample_rate_hz: SAMPLE_RATE_HZ,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).unwrap();
    engine.process(&mix[0], &mix[1], position, sink);
    engine.finish(sink);
}

/// A dull, clipped passage that begins one minute into the song.
fn heard() -> Session {
    let mut mix = music(SAMPLE_RATE_HZ, frames(20.0));
    for channel in &mut mix {
        let mut held = 0.0;
        for sample in channel.iter_mut() {
            held += 0.05 * (*sample - held);
            *sample = held * 0.5;
        }
        channel[frames(7.0)..frames(7.0) + 40].fill(1.5);
    }
    let mut ear = Ear(Session::live(Settings::default()));
    play(&mix, Position::Song(frames(60.0) as i64), &mut ear);
    ear.0
}

fn keys(answer: &Answer) -> (Vec<&str>, Vec<&str>) {
    let listed = answer.report.issues.iter();
    let ignored = answer.ignored.iter();
    (
        listed.map(|issue| issue.key.as_str()).collect(),
        ignored.map(|issue| issue.key.as_str()).collect(),
    )
}

#[test]
fn answer_holds_the_report_unchanged() {
    let mut session = heard();
    assert_eq!(session.answer().report, session.report());
    assert_eq!(session.live_answer().report, session.live_report());
}

#[test]
fn song_is_told_in_pieces_of_three_seconds_from_where_it_was_heard() {
    let song = heard().answer().song;
    let starts: Vec<f64> = song.cells.iter().map(|cell| cell.start_s).collect();
    assert_eq!(starts, [60.0, 63.0, 66.0, 69.0, 72.0, 75.0, 78.0]);
    assert_eq!(song.cells[6].end_s, 80.0);
    assert!(song.cells.iter().all(|cell| cell.loudness_lufs.is_some()));
}

#[test]
fn song_tells_where_it_clips() {
    let song = heard().answer().song;
    let over = song
        .clips
        .iter()
        .find(|clip| (clip.start_s - 67.0).abs() < 1e-3)
        .unwrap();
    assert_eq!(over.class, ClipClass::Over);
    // 20 log10 1.5 = 3.52 dB, and a little more between the samples.
    assert!(over.true_peak_dbtp >= 3.52);
}

#[test]
fn ignored_issue_leaves_the_list_and_is_told_apart_from_it() {
    let mut session = heard();
    let before = session.answer();
    let (listed, ignored) = keys(&before);
    assert!(listed.len() > 1 && ignored.is_empty());
    session.set_ignored([listed[0].to_owned()]);
    let after = session.answer();
    let (left, set_aside) = keys(&after);
    assert_eq!(left, listed[1..]);
    assert_eq!(set_aside, listed[..1]);
    assert_eq!(after.report.ignored, after.ignored);
    assert_eq!(after.report.readiness, before.report.readiness);
    session.set_ignored([]);
    assert_eq!(session.answer(), before);
}

#[test]
fn next_issues_move_up_when_those_of_the_round_are_ignored() {
    let settings = Settings {
        iteration: Some(1),
        ..Settings::default()
    };
    let mut session = heard();
    session.set_settings(settings);
    let critical: Vec<String> = session
        .report()
        .issues
        .iter()
        .filter(|issue| issue.severity == Severity::Critical)
        .map(|issue| issue.key.clone())
        .collect();
    assert!(!critical.is_empty());
    session.set_ignored(critical);
    let report = session.report();
    assert_eq!(report.hidden.critical, 0);
    assert!(
        report
            .issues
            .iter()
            .any(|issue| issue.severity > Severity::Critical)
    );
}

#[test]
fn ignoring_takes_effect_at_once_while_the_song_plays() {
    let mut session = heard();
    let listed = session.live_answer();
    let key = listed.report.issues[0].key.clone();
    session.set_ignored([key.clone()]);
    let answer = session.live_answer();
    assert_eq!(keys(&answer).1, [key]);
    assert!(answer.is_rolling);
}

#[test]
fn side_chain_goes_from_silent_over_measuring_to_in_use() {
    let mut session = Session::live(Settings::default());
    assert_eq!(session.answer().side_chain, SideChainState::Off);
    session.set_use_side_chain(SideChain::Use);
    assert_eq!(session.answer().side_chain, SideChainState::NoSignal);
    let mut ear = SideEar(session);
    play(
        &music(SAMPLE_RATE_HZ, frames(6.0)),
        Position::Song(0),
        &mut ear,
    );
    let SideChainState::Measuring { heard_s, needed_s } = ear.0.answer().side_chain else {
        panic!("{:?}", ear.0.answer().side_chain);
    };
    assert_eq!(needed_s, 10.0);
    assert!((5.0..=6.0).contains(&heard_s), "{heard_s}");
    play(
        &music(SAMPLE_RATE_HZ, frames(14.0)),
        Position::Song(0),
        &mut ear,
    );
    let answer = ear.0.answer();
    assert_eq!(answer.side_chain, SideChainState::InUse);
    assert!(answer.reference_width.wide_db.is_some());
}

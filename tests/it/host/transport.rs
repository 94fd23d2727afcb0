//! What was heard, as the transport starts, stops, jumps and loops.

use triage::model::report::Report;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::music::music;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;

use crate::host::library;
use crate::host::report;

const SAMPLE_RATE_HZ: f64 = 48_000.0;

fn frames(seconds: i64) -> i64 {
    seconds * SAMPLE_RATE_HZ as i64
}

fn rolls(from_s: i64, seconds: i64) -> Stretch {
    Stretch {
        frames: frames(seconds) as usize,
        transport: Transport::Rolling(frames(from_s)),
    }
}

fn stands(seconds: i64) -> Stretch {
    Stretch {
        frames: frames(seconds) as usize,
        transport: Transport::Stopped(0),
    }
}

/// Plays music while the transport does this, with these parameters, and returns the last report.
fn heard(live: &std::path::Path, stretches: &[Stretch], settings: &[(&str, f64)]) -> Report {
    let library = library();
    let mut instance = Instance::new(&library).unwrap();
    for (name, value) in settings {
        instance.set(name, *value).unwrap();
    }
    let length = stretches.iter().map(|stretch| stretch.frames).sum();
    let mix = music(SAMPLE_RATE_HZ, length);
    let mut stream = instance.start(SAMPLE_RATE_HZ, 512).unwrap();
    let take = Take {
        mix: &mix,
        side_chain: None,
        stretches,
        calls: &[512, 100],
    };
    stream.play(&take, |_| ()).unwrap();
    instance.stop(stream);
    drop(instance);
    report(live, 1)
}

#[track_caller]
fn check_heard(report: &Report, seconds: f64) {
    let heard_s = report.coverage.heard_s;
    assert!(
        (heard_s - seconds).abs() <= 0.11,
        "{heard_s} s heard, not {seconds} s"
    );
}

hosted! {
    fn stopped_transport_adds_nothing(live: &Path) {
        check_heard(&heard(live, &[stands(2), rolls(0, 5), stands(3)], &[]), 5.0);
    }

    fn loop_counts_once(live: &Path) {
        check_heard(&heard(live, &[rolls(0, 6), rolls(0, 6), rolls(0, 6)], &[]), 6.0);
    }

    fn jump_counts_both_places(live: &Path) {
        check_heard(&heard(live, &[rolls(0, 6), rolls(60, 6)], &[]), 12.0);
    }

    fn pre_roll_counts(live: &Path) {
        check_heard(&heard(live, &[rolls(-2, 6)], &[]), 6.0);
    }

    fn host_without_transport_is_heard_all_the_same(live: &Path) {
        let freely = Stretch { frames: frames(6) as usize, transport: Transport::Absent };
        check_heard(&heard(live, &[freely], &[]), 6.0);
    }

    fn reset_on_play_forgets_what_was_before(live: &Path) {
        let stretches = [rolls(0, 6), stands(1), rolls(30, 3)];
        check_heard(&heard(live, &stretches, &[("Reset on play", 1.0)]), 3.0);
    }

    fn without_reset_on_play_what_was_before_stays(live: &Path) {
        check_heard(&heard(live, &[rolls(0, 6), stands(1), rolls(30, 3)], &[]), 9.0);
    }

    fn bypass_pauses_the_metering(live: &Path) {
        check_heard(&heard(live, &[rolls(0, 6)], &[("Bypass", 1.0)]), 0.0);
    }

    fn reset_forgets_once_and_measures_on(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let mix = music(SAMPLE_RATE_HZ, frames(6) as usize);
        let mut stream = instance.start(SAMPLE_RATE_HZ, 512).unwrap();
        let mut play = |stretch| {
            let take = Take { mix: &mix, side_chain: None, stretches: &[stretch], calls: &[512] };
            stream.play(&take, |_| ()).unwrap();
            instance.change("Reset", 1.0).map(|change| stream.change(change)).unwrap();
        };
        play(rolls(0, 6));
        play(rolls(6, 2));
        play(rolls(8, 2));
        instance.stop(stream);
        drop(instance);
        check_heard(&report(live, 1), 4.0);
    }

    fn side_chain_becomes_the_reference(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        instance.set("Use side-chain", 1.0).unwrap();
        let mix = music(SAMPLE_RATE_HZ, frames(20) as usize);
        let mut stream = instance.start(SAMPLE_RATE_HZ, 512).unwrap();
        let take = Take {
            mix: &mix,
            side_chain: Some(&mix),
            stretches: &[rolls(0, 20)],
            calls: &[512],
        };
        stream.play(&take, |_| ()).unwrap();
        instance.stop(stream);
        drop(instance);
        let report = report(live, 1);
        assert!(
            report.references.iter().any(|reference| reference.name == "side-chain"),
            "{:?} {:?}", report.references, report.notes
        );
    }

    fn silent_side_chain_is_said_to_be_silent(live: &Path) {
        let report = heard(live, &[rolls(0, 20)], &[("Use side-chain", 1.0)]);
        assert!(report.references.is_empty(), "{:?}", report.references);
        assert!(
            report.notes.iter().any(|note| note.contains("side-chain")),
            "{:?}", report.notes
        );
    }

    fn unused_side_chain_is_not_mentioned(live: &Path) {
        let report = heard(live, &[rolls(0, 20)], &[]);
        assert!(
            !report.notes.iter().any(|note| note.contains("side-chain")),
            "{:?}", report.notes
        );
    }
}

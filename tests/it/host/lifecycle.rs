//! Instances come and go, several at once, at one rate and another.

use std::time::Duration;

use triage_testkit::host::instance::Instance;
use triage_testkit::host::music::music;
use triage_testkit::host::take::Take;

use crate::host::library;
use crate::host::play_song;
use crate::host::report;
use crate::host::rolling;

#[cfg(target_os = "linux")]
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}

#[cfg(target_os = "linux")]
hosted! {
    fn hundred_instances_leave_no_thread_behind(_live: &Path) {
        let library = library();
        let audio = music(48_000.0, 4_800);
        // The first one may start what a process keeps.
        play_song(&mut Instance::new(&library).unwrap(), 48_000.0, &audio);
        let before = threads();
        for _ in 0..100 {
            play_song(&mut Instance::new(&library).unwrap(), 48_000.0, &audio);
        }
        assert_eq!(threads(), before);
    }

    fn instance_that_never_ran_has_no_worker(_live: &Path) {
        let library = library();
        let _scanned = Instance::new(&library).unwrap();
        let names = std::fs::read_dir("/proc/self/task").unwrap().map(|task| {
            std::fs::read_to_string(task.unwrap().path().join("comm")).unwrap_or_default()
        });
        assert!(!names.into_iter().any(|name| name.contains("triage-worker")));
    }
}

hosted! {
    fn two_instances_hear_each_their_own(live: &Path) {
        let library = library();
        let mut loud = Instance::new(&library).unwrap();
        let mut quiet = Instance::new(&library).unwrap();
        let music = music(48_000.0, 5 * 48_000);
        let softer: Vec<Vec<f32>> = music
            .iter()
            .map(|channel| channel.iter().map(|sample| sample * 0.1).collect())
            .collect();
        let mut loud_stream = loud.start(48_000.0, 512).unwrap();
        let mut quiet_stream = quiet.start(48_000.0, 512).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| play(&mut loud_stream, &music));
            scope.spawn(|| play(&mut quiet_stream, &softer));
        });
        loud.stop(loud_stream);
        quiet.stop(quiet_stream);
        drop((loud, quiet));
        let peak_dbfs = |number| report(live, number).metrics.sample_peak_dbfs.unwrap();
        let difference_db = peak_dbfs(1) - peak_dbfs(2);
        assert!((difference_db - 20.0).abs() < 0.01, "{difference_db}");
    }

    fn first_instance_going_away_does_not_silence_the_second(live: &Path) {
        let library = library();
        let audio = music(48_000.0, 2 * 48_000);
        let mut stays = Instance::new(&library).unwrap();
        let mut goes = Instance::new(&library).unwrap();
        let mut stream = stays.start(48_000.0, 512).unwrap();
        play_song(&mut goes, 48_000.0, &audio);
        drop(goes);
        play(&mut stream, &audio);
        stays.stop(stream);
        drop(stays);
        assert!((report(live, 1).coverage.heard_s - 2.0).abs() < 0.01);
    }

    fn report_is_on_disk_two_seconds_after_the_last_call(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let audio = music(48_000.0, 10 * 48_000);
        let mut stream = instance.start(48_000.0, 512).unwrap();
        play(&mut stream, &audio);
        std::thread::sleep(Duration::from_secs(2));
        let heard_s = report(live, 1).coverage.heard_s;
        instance.stop(stream);
        assert!((heard_s - 10.0).abs() <= 0.1, "{heard_s}");
    }

    fn new_sample_rate_begins_anew(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        play_song(&mut instance, 48_000.0, &music(48_000.0, 5 * 48_000));
        play_song(&mut instance, 96_000.0, &music(96_000.0, 3 * 96_000));
        drop(instance);
        let report = report(live, 1);
        assert_eq!(report.mix.sample_rate_hz, 96_000.0);
        assert!((report.coverage.heard_s - 3.0).abs() < 0.01);
    }

    fn stopping_the_audio_forgets_nothing(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let audio = music(48_000.0, 3 * 48_000);
        play_song(&mut instance, 48_000.0, &audio);
        let mut stream = instance.start(48_000.0, 64).unwrap();
        stream.reset();
        instance.stop(stream);
        drop(instance);
        assert!((report(live, 1).coverage.heard_s - 3.0).abs() < 0.01);
    }
}

fn play(stream: &mut triage_testkit::host::stream::Stream, mix: &[Vec<f32>]) {
    let take = Take {
        mix,
        side_chain: None,
        stretches: &rolling(mix[0].len()),
        calls: &[512],
    };
    stream.play(&take, |_| ()).unwrap();
}

//! The plug-in and the engine on its own give the same report for the same samples.

use triage::analysis::session::Session;
use triage::listen::SessionSink;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::Position;
use triage::model::report::Report;
use triage::model::settings::Settings;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::instance::Rendering;
use triage_testkit::host::music::music;
use triage_testkit::host::take::Take;

use crate::host::library;
use crate::host::report;
use crate::host::rolling;

const SAMPLE_RATE_HZ: f64 = 44_100.0;

/// As long as an ordinary song.
const SONG_S: usize = 208;

/// What the command line would say, but for the file's name.
fn direct_report(mix: &[Vec<f32>; 2], settings: Settings) -> Report {
    let config = MeterConfig {
        sample_rate_hz: SAMPLE_RATE_HZ,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).unwrap();
    let mut direct = SessionSink(Session::new(settings));
    for (index, (left, right)) in mix[0].chunks(4096).zip(mix[1].chunks(4096)).enumerate() {
        engine.process(
            left,
            right,
            Position::Song(index as i64 * 4096),
            &mut direct,
        );
    }
    engine.finish(&mut direct);
    let report = direct.0.report();
    // Read back as the file is, so that both went through text.
    serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap()
}

/// Plays a whole song through the plug-in at full speed and compares the last report with the direct one.
fn check_agreement(live: &std::path::Path, rendering: Rendering) {
    let mix = music(SAMPLE_RATE_HZ, SONG_S * SAMPLE_RATE_HZ as usize);
    let library = library();
    let mut instance = Instance::new(&library).unwrap();
    instance.set_rendering(rendering).unwrap();
    let mut stream = instance.start(SAMPLE_RATE_HZ, 512).unwrap();
    let take = Take {
        mix: &mix,
        side_chain: None,
        stretches: &rolling(mix[0].len()),
        calls: &[512],
    };
    stream.play(&take, |_| ()).unwrap();
    instance.stop(stream);
    drop(instance);
    let hosted = report(live, 1);
    // A rendering becomes a version, and with the first one rounds begin to count.
    let iteration = (rendering == Rendering::Offline).then_some(1);
    let direct = direct_report(
        &mix,
        Settings {
            iteration,
            ..Settings::default()
        },
    );
    assert_eq!(hosted.coverage.dropped_blocks, 0, "blocks were lost");
    assert!(hosted.coverage.heard_s > SONG_S as f64 - 0.2);
    let keys = |report: &Report| -> Vec<String> {
        report
            .issues
            .iter()
            .map(|issue| issue.key.clone())
            .collect()
    };
    assert_eq!(
        keys(&hosted),
        keys(&direct),
        "other issues, or in another order"
    );
    assert_eq!(hosted, direct);
}

hosted! {
    fn full_speed_report_is_the_one_the_engine_gives(live: &Path) {
        check_agreement(live, Rendering::Realtime);
    }

    fn offline_report_is_the_one_the_engine_gives(live: &Path) {
        check_agreement(live, Rendering::Offline);
    }
}

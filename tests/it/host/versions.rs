//! Versions of a mix: exports that capture themselves, projects that keep them, and copies of projects.

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use triage::analysis::session::Session;
use triage::listen::SessionSink;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::Position;
use triage::model::settings::Settings;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::instance::Rendering;
use triage_testkit::host::music::music;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;

use crate::host::library;

const SAMPLE_RATE_HZ: f64 = 48_000.0;

/// How long a version may take to stand in the project.
const SOON: Duration = Duration::from_secs(10);

fn seconds(seconds: usize) -> usize {
    seconds * SAMPLE_RATE_HZ as usize
}

/// Plays from a place in the song as fast as it goes.
pub(crate) fn play(
    instance: &mut Instance,
    sample_rate_hz: f64,
    rendering: Rendering,
    mix: &[Vec<f32>],
    from_frame: usize,
) {
    instance.set_rendering(rendering).unwrap();
    let mut stream = instance.start(sample_rate_hz, 512).unwrap();
    stream
        .play(&take(mix, &at(mix, from_frame)), |_| ())
        .unwrap();
    instance.stop(stream);
}

fn at(mix: &[Vec<f32>], from_frame: usize) -> [Stretch; 1] {
    [Stretch {
        frames: mix[0].len(),
        transport: Transport::Rolling(from_frame as i64),
    }]
}

fn take<'a>(mix: &'a [Vec<f32>], stretches: &'a [Stretch]) -> Take<'a> {
    Take {
        mix,
        side_chain: None,
        stretches,
        calls: &[512],
    }
}

/// Plays from the beginning at the pace of the clock on the wall, although the host says that it renders.
fn play_in_disguise(instance: &mut Instance, mix: &[Vec<f32>]) {
    instance.set_rendering(Rendering::Offline).unwrap();
    let mut stream = instance.start(SAMPLE_RATE_HZ, 512).unwrap();
    let begun = Instant::now();
    let in_time = |played: usize| {
        let due = Duration::from_secs_f64(played as f64 / SAMPLE_RATE_HZ);
        std::thread::sleep(due.saturating_sub(begun.elapsed()));
    };
    stream.play(&take(mix, &at(mix, 0)), in_time).unwrap();
    instance.stop(stream);
}

/// What the engine by itself makes of the whole audio.
pub(crate) fn direct_session(mix: &[Vec<f32>; 2], sample_rate_hz: f64) -> Session {
    let config = MeterConfig {
        sample_rate_hz,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).unwrap();
    let mut direct = SessionSink(Session::new(Settings::default()));
    engine.process(&mix[0], &mix[1], Position::Song(0), &mut direct);
    engine.finish(&mut direct);
    direct.0
}

/// Changes what the project keeps besides parameters.
pub(crate) fn edit_project(instance: &mut Instance, edit: impl FnOnce(&mut Value)) {
    let state = instance.save().unwrap();
    let mut value: Value = serde_json::from_slice(&state[8..]).unwrap();
    edit(&mut value["fields"]);
    let json = serde_json::to_vec(&value).unwrap();
    // The framework keeps a length before the text.
    let framed = [&(json.len() as u64).to_le_bytes()[..], &json].concat();
    instance.load(&framed).unwrap();
}

/// What the project would save of its history.
fn history(instance: &mut Instance) -> Value {
    let state = instance.save().unwrap();
    let state: Value = serde_json::from_slice(&state[8..]).unwrap();
    let saved = state["fields"]["history"].as_str().unwrap();
    serde_json::from_str(saved).unwrap()
}

fn names(history: &Value) -> Vec<&str> {
    let heads = history["heads"].as_array().unwrap();
    heads
        .iter()
        .map(|head| head["name"].as_str().unwrap())
        .collect()
}

/// What is there, as soon as it is.
#[track_caller]
pub(crate) fn soon<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < SOON, "{what} did not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The history once it has so many versions.
#[track_caller]
pub(crate) fn wait_for(instance: &mut Instance, versions: usize) -> Value {
    soon("the version", || {
        let history = history(instance);
        (names(&history).len() == versions).then_some(history)
    })
}

/// Long enough for a version that must not come.
fn wait_for_nothing() {
    std::thread::sleep(Duration::from_secs(1));
}

pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path, ending)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}

hosted! {
    fn export_is_one_version_with_the_numbers_of_the_file(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let mix = music(SAMPLE_RATE_HZ, seconds(40));
        // What was played before is not what was exported: it is 6 dB louder.
        let louder = [0, 1].map(|channel: usize| {
            mix[channel].iter().map(|sample| sample * 2.0).collect::<Vec<f32>>()
        });
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Realtime, &louder, 0);
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Offline, &mix, 0);
        let history = wait_for(&mut instance, 1);
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Realtime, &mix, 0);
        wait_for_nothing();
        assert_eq!(names(&self::history(&mut instance)), ["mix_v1"]);

        let head = &history["heads"][0];
        assert_eq!((head["origin"].as_str(), head["extent"].as_str()), (Some("export"), Some("whole")));
        let direct = direct_session(&mix, SAMPLE_RATE_HZ);
        let expected = serde_json::to_value(direct.report().metrics).unwrap();
        assert_eq!(history["whole"][0]["report"]["metrics"], expected);
        drop(instance);
        assert_eq!(files(&live.join("data/versions"), ".json").len(), 1, "in the folder as well");
        assert_eq!(files(live, "-1.md").len(), 1, "for whoever watches");
    }

    fn export_of_a_part_is_marked_so(_live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let mix = music(SAMPLE_RATE_HZ, seconds(60));
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Realtime, &mix, 0);
        let part = [0, 1].map(|channel: usize| mix[channel][seconds(20)..seconds(40)].to_vec());
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Offline, &part, seconds(20));
        let history = wait_for(&mut instance, 1);
        assert_eq!(history["heads"][0]["extent"], "partial");
    }

    fn playing_while_the_host_says_offline_captures_nothing(_live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let mix = music(SAMPLE_RATE_HZ, seconds(5));
        for _ in 0..2 {
            play_in_disguise(&mut instance, &mix);
        }
        wait_for_nothing();
        assert_eq!(names(&history(&mut instance)), [""; 0]);
    }

    fn exports_one_after_the_other_are_compared(live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let mix = music(SAMPLE_RATE_HZ, seconds(40));
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Offline, &mix, 0);
        wait_for(&mut instance, 1);
        let quieter = [0, 1].map(|channel: usize| {
            mix[channel].iter().map(|sample| sample * 0.3).collect::<Vec<f32>>()
        });
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Offline, &quieter, 0);
        let history = wait_for(&mut instance, 2);
        drop(instance);
        let found = files(live, ".compare.json");
        let json: Value = serde_json::from_slice(&std::fs::read(&found[0]).unwrap()).unwrap();
        assert_eq!(json["schema"], "triage.compare/1");
        // The overs are gone, and nothing else can have come of a gain.
        assert_eq!(json["improvements"][0]["id"], "CLIP_OVER");
        assert_eq!(json["improvements"][0]["class"], "fixed");
        assert_eq!(json["verdict_class"], "significant");
        assert_eq!(history["heads"][1]["verdict"], "significant");
        assert_eq!(history["heads"][1]["parent"], history["heads"][0]["id"]);
    }

    fn copies_of_a_project_neither_lose_nor_mix_versions(live: &Path) {
        let library = library();
        let mix = music(SAMPLE_RATE_HZ, seconds(10));
        let mut first = Instance::new(&library).unwrap();
        play(&mut first, SAMPLE_RATE_HZ, Rendering::Offline, &mix, 0);
        wait_for(&mut first, 1);
        let project = first.save().unwrap();
        let mut copy = Instance::new(&library).unwrap();
        copy.load(&project).unwrap();
        play(&mut first, SAMPLE_RATE_HZ, Rendering::Offline, &mix, 0);
        play(&mut copy, SAMPLE_RATE_HZ, Rendering::Offline, &mix, 0);
        let (one, other) = (wait_for(&mut first, 2), wait_for(&mut copy, 2));
        assert_eq!(one["heads"][0], other["heads"][0], "what they have in common");
        assert_ne!(one["heads"][1]["id"], other["heads"][1]["id"]);
        drop((first, copy));
        let kept = files(&live.join("data/versions"), ".json");
        assert_eq!(kept.len(), 3);
        let folders: Vec<_> = kept.iter().map(|path| path.parent()).collect();
        assert!(folders.iter().all(|folder| *folder == folders[0]), "one song");
    }

    fn folder_that_cannot_be_written_costs_no_version(live: &Path) {
        // A file where the folder should be, which stops an administrator as well.
        std::fs::write(live.join("data"), "in the way").unwrap();
        let library = library();
        let mix = music(SAMPLE_RATE_HZ, seconds(10));
        let mut instance = Instance::new(&library).unwrap();
        play(&mut instance, SAMPLE_RATE_HZ, Rendering::Offline, &mix, 0);
        wait_for(&mut instance, 1);
        let project = instance.save().unwrap();
        drop(instance);
        let mut again = Instance::new(&library).unwrap();
        again.load(&project).unwrap();
        assert_eq!(names(&history(&mut again)), ["mix_v1"]);
        assert_eq!(std::fs::read(live.join("data")).unwrap(), b"in the way");
    }
}

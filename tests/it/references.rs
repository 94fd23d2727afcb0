//! References of the plug-in: read in the background, kept as numbers, taken away one by one.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use nice_plug::prelude::Params;
use triage::analysis::profile::from_measurements;
use triage::editor::desk::Desk;
use triage::listen::hear_reference;
use triage::model::loading::References;
use triage::model::profile::REFERENCES_MAX;
use triage::plugin::desk::PluginDesk;
use triage::plugin::params::TriageParams;
use triage_testkit::host::music::music;

use crate::wav_bytes::wav_16;

const SAMPLE_RATE_HZ: f64 = 48_000.0;

/// One instance, and a folder with songs.
struct Fixture {
    params: Arc<TriageParams>,
    desk: PluginDesk,
    folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let params = Arc::<TriageParams>::default();
        Self {
            desk: PluginDesk::new(Arc::clone(&params)),
            params,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn song(&self, name: &str, seconds: f64, gain: f32) -> PathBuf {
        self.file(name, &song_bytes(seconds, gain))
    }

    /// What is shown once nothing is being read any more.
    #[track_caller]
    fn settled(&self) -> References {
        self.shown(|references| references.loading.is_none())
    }

    /// What is shown once it satisfies `wanted`.
    #[track_caller]
    fn shown(&self, wanted: impl Fn(&References) -> bool) -> References {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(30) {
            let references = self.desk.references();
            if wanted(&references) {
                return references;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("{:?}", self.desk.references());
    }

    /// Adds files and waits for the last of them.
    #[track_caller]
    fn add(&self, paths: &[&Path]) -> References {
        let before = self.desk.references();
        self.desk
            .add_references(paths.iter().map(|path| path.to_path_buf()).collect());
        let count = before.loaded.len() + paths.len();
        let is_done = |now: &References| {
            now.loading.is_none() && now.loaded.len() + now.problems.len() >= count
        };
        self.shown(is_done)
    }
}

fn song_bytes(seconds: f64, gain: f32) -> Vec<u8> {
    let [left, right] = music(SAMPLE_RATE_HZ, (seconds * SAMPLE_RATE_HZ) as usize);
    let samples = left.iter().zip(&right).flat_map(|(l, r)| [*l, *r]);
    let samples: Vec<i16> = samples.map(|x| (x * gain * 20_000.0) as i16).collect();
    wav_16(2, SAMPLE_RATE_HZ as u32, &samples)
}

fn names(references: &References) -> Vec<&str> {
    references
        .loaded
        .iter()
        .map(|loaded| loaded.name.as_str())
        .collect()
}

#[test]
fn references_are_those_of_the_command_line_to_the_last_bit() {
    let fixture = Fixture::new();
    let paths = [
        fixture.song("one.wav", 5.0, 1.0),
        fixture.song("two.wav", 6.0, 0.5),
    ];
    let shown = fixture.add(&[&paths[0], &paths[1]]);
    assert_eq!(names(&shown), ["one", "two"]);
    assert!(shown.problems.is_empty());
    assert_eq!(shown.loaded[1].duration_s, 6.0);
    let measured = paths
        .each_ref()
        .map(|path| hear_reference(path, |_| std::ops::ControlFlow::Continue(())).unwrap());
    assert_eq!(
        fixture.params.references.combined().1,
        from_measurements("references", &measured)
    );
    assert_eq!(
        shown.loaded[0].integrated_lufs,
        from_measurements("one", &measured[..1])
            .unwrap()
            .integrated_lufs
    );
}

#[test]
fn removed_reference_is_gone_and_the_others_stay() {
    let fixture = Fixture::new();
    let paths = ["one.wav", "two.wav", "three.wav"].map(|name| fixture.song(name, 4.0, 1.0));
    fixture.add(&paths.each_ref().map(PathBuf::as_path));
    let before = fixture.desk.references_revision();
    fixture.desk.remove_reference(1);
    assert!(fixture.desk.references_revision() > before);
    assert_eq!(names(&fixture.desk.references()), ["one", "three"]);
    fixture.desk.remove_reference(9);
    assert_eq!(fixture.desk.references().loaded.len(), 2);
}

#[test]
fn what_cannot_be_read_is_told_and_the_others_are_read() {
    let fixture = Fixture::new();
    let bad = fixture.file("notes.wav", b"no audio at all");
    let silent = fixture.file("silent.wav", &wav_16(2, 48_000, &[0; 96_000]));
    let gone = fixture.folder.path().join("gone.wav");
    let good = fixture.song("good.wav", 4.0, 1.0);
    let shown = fixture.add(&[&bad, &silent, &gone, &good]);
    assert_eq!(names(&shown), ["good"]);
    assert_eq!(shown.problems.len(), 3, "{:?}", shown.problems);
    assert!(shown.problems[0].starts_with("cannot read "));
    assert!(shown.problems[1].contains("no music is audible in it"));
    assert!(shown.problems[2].contains("there is no such file"));
    let other = fixture.song("other.wav", 4.0, 1.0);
    assert!(
        fixture.add(&[&other]).problems.is_empty(),
        "the next attempt clears them"
    );
}

#[test]
fn same_file_is_refused_whatever_its_path() {
    let fixture = Fixture::new();
    let song = fixture.song("song.wav", 4.0, 1.0);
    let detour = fixture.folder.path().join(".").join("song.wav");
    let shown = fixture.add(&[&song, &song, &detour]);
    assert_eq!(names(&shown), ["song"]);
    assert_eq!(shown.problems.len(), 2);
    assert!(shown.problems[0].ends_with("is among the references already"));
}

#[test]
fn twenty_first_reference_is_refused_with_words() {
    let fixture = Fixture::new();
    let paths: Vec<PathBuf> = (0..=REFERENCES_MAX)
        .map(|number| fixture.song(&format!("{number}.wav"), 1.0, 1.0))
        .collect();
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let shown = fixture.add(&paths);
    assert_eq!(shown.loaded.len(), REFERENCES_MAX);
    assert!(shown.problems[0].contains("20 references are the most"));
    let saved: usize = fixture
        .params
        .serialize_fields()
        .values()
        .map(|field| serde_json::to_string(field).unwrap().len())
        .sum();
    assert!(saved < 256 * 1024, "{saved} bytes");
}

#[test]
fn loading_is_shown_and_can_be_given_up_within_a_tenth_of_a_second() {
    let fixture = Fixture::new();
    let long = fixture.song("long.wav", 240.0, 1.0);
    let next = fixture.song("next.wav", 4.0, 1.0);
    fixture.desk.add_references(vec![long, next.clone()]);
    let under_way =
        fixture.shown(|now| now.loading.as_ref().is_some_and(|now| now.progress > 0.02));
    let loading = under_way.loading.unwrap();
    assert_eq!((loading.name.as_str(), loading.waiting), ("long.wav", 1));
    assert!(loading.progress < 1.0);
    let asked_at = Instant::now();
    fixture.desk.cancel_loading();
    assert_eq!(fixture.desk.references(), References::default());
    // The thread is free again: another file is begun and read, and the long one does not come after all.
    let shown = fixture.add(&[&next]);
    assert_eq!(names(&shown), ["next"]);
    assert!(asked_at.elapsed() < Duration::from_secs(5));
}

#[test]
fn dropping_the_desk_gives_up_what_is_being_read() {
    let fixture = Fixture::new();
    let long = fixture.song("long.wav", 240.0, 1.0);
    fixture.desk.add_references(vec![long]);
    fixture.shown(|now| now.loading.as_ref().is_some_and(|now| now.progress > 0.0));
    let asked_at = Instant::now();
    drop(fixture.desk);
    assert!(
        asked_at.elapsed() < Duration::from_millis(100),
        "{:?}",
        asked_at.elapsed()
    );
    // The thread is gone, and with it what it held.
    assert_eq!(Arc::strong_count(&fixture.params), 1);
}

#[test]
fn reference_whose_file_is_gone_goes_on_serving() {
    let fixture = Fixture::new();
    let stays = fixture.song("stays.wav", 4.0, 1.0);
    let goes = fixture.song("goes.wav", 4.0, 0.5);
    let before = fixture.add(&[&stays, &goes]);
    let saved = fixture.params.serialize_fields();
    std::fs::remove_file(goes).unwrap();
    let reopened = Fixture::new();
    reopened.params.deserialize_fields(&saved);
    let after = reopened.shown(|now| now.loaded.iter().any(|loaded| loaded.is_missing));
    assert_eq!(names(&after), ["stays", "goes"]);
    assert!(!after.loaded[0].is_missing && after.loaded[1].is_missing);
    assert_eq!(
        after.loaded[1].integrated_lufs,
        before.loaded[1].integrated_lufs
    );
    assert_eq!(
        reopened.params.references.combined(),
        fixture.params.references.combined()
    );
}

#[test]
fn file_that_changes_later_changes_no_number() {
    let fixture = Fixture::new();
    let song = fixture.song("song.wav", 4.0, 1.0);
    fixture.add(&[&song]);
    let before = fixture.params.references.combined();
    fixture.song("song.wav", 6.0, 0.25);
    fixture.settled();
    assert_eq!(fixture.params.references.combined(), before);
}

#[test]
fn issue_is_ignored_and_restored_by_its_key() {
    let fixture = Fixture::new();
    fixture.desk.ignore("TOO_DARK");
    assert_eq!(fixture.params.ignored.keys(), ["TOO_DARK"]);
    fixture.desk.restore("TOO_DARK");
    assert!(fixture.params.ignored.keys().is_empty());
}

//! States of earlier versions, and of one that does not exist yet, through the built plug-in.

use serde_json::Value;
use triage_testkit::host::instance::Instance;

use crate::frozen::earlier::known_then;
use crate::host::library;
use crate::host::play_song;
use crate::host::report;

/// A state from `tests/fixtures/earlier`, and the same as a project holds it.
fn fixture(name: &str) -> (Value, Vec<u8>) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/earlier");
    let json = std::fs::read(folder.join(name)).unwrap();
    let mut framed = (json.len() as u64).to_le_bytes().to_vec();
    framed.extend_from_slice(&json);
    (serde_json::from_slice(&json).unwrap(), framed)
}

fn saved(instance: &mut Instance) -> Value {
    serde_json::from_slice(&instance.save().unwrap()[8..]).unwrap()
}

/// A field that is kept as a text of JSON.
fn field(state: &Value, name: &str) -> Value {
    serde_json::from_str(state["fields"][name].as_str().unwrap()).unwrap()
}

/// Every parameter that stands in `earlier` is the same in `now`.
#[track_caller]
fn check_params(earlier: &Value, now: &Value) {
    for (id, value) in earlier["params"].as_object().unwrap() {
        assert_eq!(&now["params"][id], value, "{id}");
    }
}

hosted! {
    fn state_of_the_first_plugin_comes_back_whole(live: &Path) {
        let library = library();
        let (earlier, framed) = fixture("state-references-1.json");
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&framed).unwrap();
        let now = saved(&mut instance);
        check_params(&earlier, &now);
        let profile = &field(&earlier, "references")["profile"];
        let reference = field(&now, "references")["references"][0].clone();
        assert_eq!(&known_then(reference, profile), profile);
        play_song(&mut instance, 48_000.0, &triage_testkit::host::music::music(48_000.0, 96_000));
        drop(instance);
        let report = report(live, 1);
        assert_eq!((report.references[0].name.as_str(), report.iteration), ("line", 3));
    }

    fn state_without_history_comes_back_whole(_live: &Path) {
        let library = library();
        let (earlier, framed) = fixture("state-without-history.json");
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&framed).unwrap();
        let now = saved(&mut instance);
        check_params(&earlier, &now);
        for name in ["references", "ignored", "window"] {
            let then = field(&earlier, name);
            assert_eq!(known_then(field(&now, name), &then), then, "{name}");
        }
        assert_eq!(field(&now, "history")["heads"], serde_json::json!([]));
    }

    fn state_with_history_comes_back_whole(_live: &Path) {
        let library = library();
        let (earlier, framed) = fixture("state-history-1.json");
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&framed).unwrap();
        let now = saved(&mut instance);
        check_params(&earlier, &now);
        for name in ["references", "ignored", "window", "history"] {
            let then = field(&earlier, name);
            assert_eq!(known_then(field(&now, name), &then), then, "{name}");
        }
    }

    fn state_of_the_future_is_kept_for_the_future(_live: &Path) {
        let library = library();
        let (earlier, framed) = fixture("state-of-the-future.json");
        let mut instance = Instance::new(&library).unwrap();
        instance.load(&framed).unwrap();
        let now = saved(&mut instance);
        check_params(&earlier, &now);
        for name in ["references", "ignored", "history"] {
            assert_eq!(field(&now, name), field(&earlier, name), "{name}");
        }
    }
}

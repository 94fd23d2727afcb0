//! Files of earlier versions through the loaders of this one.

use std::path::Path;

use serde_json::Value;
use triage::model::version::VersionId;
use triage::storage::load_profile;
use triage::storage::versions::VersionStore;

#[test]
fn profile_of_the_first_version_is_read_to_the_last_field() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/earlier/profile-1.json");
    let profile = load_profile(&path).unwrap();
    let written: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(
        known_then(serde_json::to_value(profile).unwrap(), &written),
        written
    );
}

/// Without the fields that were added since, which an earlier file leaves empty.
pub fn known_then(mut now: Value, then: &Value) -> Value {
    match (&mut now, then) {
        (Value::Object(now), Value::Object(then)) => {
            now.retain(|field, value| then.contains_key(field) || !value.is_null());
            for (field, value) in now {
                let then = then.get(field).unwrap_or(&Value::Null);
                *value = known_then(value.take(), then);
            }
        }
        (Value::Array(now), Value::Array(then)) => {
            for (value, then) in now.iter_mut().zip(then) {
                *value = known_then(value.take(), then);
            }
        }
        _ => (),
    }
    now
}

#[test]
fn version_on_disk_is_read_to_the_last_field() {
    let earlier = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/earlier/versions");
    let song = std::fs::read_dir(&earlier)
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let root = VersionId::parse(&song.file_name().to_string_lossy()).unwrap();
    // Reading may tidy up, which the fixture must not see.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join(song.file_name());
    std::fs::create_dir(&copy).unwrap();
    let mut written = Value::Null;
    for entry in std::fs::read_dir(song.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        if path.extension().is_some_and(|end| end == "json") {
            written = serde_json::from_slice(&bytes).unwrap();
        }
        std::fs::write(copy.join(path.file_name().unwrap()), bytes).unwrap();
    }
    let store = VersionStore::new(folder.path());
    let heads = store.heads(root).unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!(heads[0].note, "told the journal only");
    let version = store.load(root, heads[0].id).unwrap();
    assert_eq!(
        serde_json::to_value(version.report).unwrap(),
        written["report"]
    );
    assert_eq!(
        serde_json::to_value(version.measurement).unwrap(),
        written["measurement"]
    );
    assert_eq!(
        known_then(
            serde_json::to_value(version.profile).unwrap(),
            &written["profile"]
        ),
        written["profile"]
    );
    assert_eq!(
        serde_json::to_value(version.settings).unwrap(),
        written["settings"]
    );
    assert_eq!(
        serde_json::to_value(version.doing).unwrap(),
        written["doing"]
    );
}

#[cfg(feature = "plugin")]
#[test]
fn fields_of_earlier_projects_are_found_again() {
    use nice_plug::prelude::Params;
    use triage::plugin::params::TriageParams;

    for name in [
        "state-without-history",
        "state-history-1",
        "state-of-the-future",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/fixtures/earlier/{name}.json"));
        let state: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let fields: std::collections::BTreeMap<String, String> =
            serde_json::from_value(state["fields"].clone()).unwrap();
        let params = TriageParams::default();
        params.deserialize_fields(&fields);
        let again = params.serialize_fields();
        let read = |json: &String| serde_json::from_str::<Value>(json).unwrap();
        for key in ["references", "ignored", "history"] {
            if let Some(earlier) = fields.get(key) {
                let earlier = read(earlier);
                assert_eq!(
                    known_then(read(&again[key]), &earlier),
                    earlier,
                    "{name}: {key}"
                );
            }
        }
    }
}

//! Files of earlier versions through the loaders of this one.

use std::path::Path;

use serde_json::Value;
use triage::storage::load_profile;

#[test]
fn profile_of_the_first_version_is_read_to_the_last_field() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/earlier/profile-1.json");
    let profile = load_profile(&path).unwrap();
    let written: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(profile).unwrap(), written);
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
                assert_eq!(read(&again[key]), read(earlier), "{name}: {key}");
            }
        }
    }
}

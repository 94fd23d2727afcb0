//! What a project keeps besides parameters: its names, the format of each, and every field.

use std::collections::BTreeMap;

use nice_plug::prelude::Params;
use nice_plug_vizia::WindowGeometry;
use serde_json::Value;
use triage::model::profile::Profile;
use triage::model::version::Intention;
use triage::model::version::Version;
use triage::plugin::params::TriageParams;

use super::Additions;
use super::check;
use super::lines;
use super::trace::TEXT;
use super::trace::Types;
use super::trace::whole;

/// A project in which nothing is missing, as it is saved.
fn saved() -> (BTreeMap<String, Value>, Types) {
    let params = TriageParams::default();
    params.ignored.ignore(TEXT);
    let (profile, mut types) = whole::<Profile>("references.references[]");
    params.references.add(profile).unwrap();
    let (version, told) = whole::<Version>("history.whole[]");
    types.extend(told);
    let (intention, told) = whole::<Intention>("history.doing[]");
    types.extend(told);
    let (_, told) = whole::<triage::model::version::VersionHead>("history.heads[]");
    types.extend(told);
    let (_, told) = whole::<WindowGeometry>("window");
    types.extend(told);
    params.history.change(|kept| {
        kept.delete(version.head.id);
        kept.add(version);
        kept.toggle_doing(intention);
    });
    let fields = params.serialize_fields();
    let read = |json: String| serde_json::from_str(&json).unwrap();
    (
        fields
            .into_iter()
            .map(|(key, json)| (key, read(json)))
            .collect(),
        types,
    )
}

#[test]
fn what_a_project_keeps_stays() {
    let (fields, types) = saved();
    let formats: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("{key}/{}", value.get("format").unwrap_or(&Value::Null)))
        .collect();
    let whole = serde_json::to_value(&fields).unwrap();
    check(
        "state",
        &formats.join(" "),
        &lines(&whole, &types),
        Additions::Refused,
    );
}

//! The fields of every file and of every answer.

use serde_json::Value;
use triage::model::comparison::Alignment;
use triage::model::comparison::COMPARE_SCHEMA;
use triage::model::comparison::Comparison;
use triage::model::comparison::Entry;
use triage::model::comparison::MetricChange;
use triage::model::comparison::Outcome;
use triage::model::comparison::VerdictClass;
use triage::model::profile::PROFILE_SCHEMA;
use triage::model::profile::Profile;
use triage::model::report::REPORT_SCHEMA;
use triage::model::report::Report;
use triage::model::version::VERSION_SCHEMA;
use triage::model::version::Version;
use triage::storage::save_profile;
use triage::storage::versions::VersionStore;

use super::Additions;
use super::check;
use super::lines;
use super::trace::TEXT;
use super::trace::Types;
use super::trace::whole;

#[test]
fn fields_of_a_report_stay() {
    let (report, types) = whole::<Report>("");
    let written = serde_json::to_value(report).unwrap();
    check(
        "report.v1",
        REPORT_SCHEMA,
        &lines(&written, &types),
        Additions::Allowed,
    );
}

#[test]
fn fields_of_a_profile_stay() {
    let (profile, types) = whole::<Profile>("");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("profile.json");
    save_profile(&path, &profile).unwrap();
    let written = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    check(
        "profile.v1",
        PROFILE_SCHEMA,
        &lines(&written, &types),
        Additions::Allowed,
    );
}

/// Whatever the comparison has more than here does not compile.
fn comparison() -> (Comparison, Types) {
    let mut types = Types::new();
    let mut add = |more: Types| types.extend(more);
    let (before, told) = whole::<Report>("before");
    add(told);
    let (after, told) = whole::<Report>("after");
    add(told);
    let (alignment, told) = whole::<Alignment>("alignment");
    add(told);
    let mut entries = |name: &str| {
        let (entry, told) = whole::<Entry>(&format!("{name}[]"));
        add(told);
        vec![entry]
    };
    let (improvements, remaining) = (entries("improvements"), entries("remaining"));
    let (new, regressed) = (entries("new"), entries("regressed"));
    let (change, told) = whole::<MetricChange>("metric_changes[]");
    add(told);
    let (outcome, told) = whole::<Outcome>("expected_vs_achieved[]");
    add(told);
    let (verdict_class, told) = whole::<VerdictClass>("verdict_class");
    add(told);
    add(Types::from([(
        "stop".to_owned(),
        "text or null".to_owned(),
    )]));
    let comparison = Comparison {
        schema: TEXT.to_owned(),
        before,
        after,
        alignment,
        improvements,
        remaining,
        new,
        regressed,
        metric_changes: vec![change],
        expected_vs_achieved: vec![outcome],
        verdict: TEXT.to_owned(),
        verdict_class,
        stop: Some(TEXT.to_owned()),
        next: vec![TEXT.to_owned()],
    };
    (comparison, types)
}

#[test]
fn fields_of_a_comparison_stay() {
    let (comparison, types) = comparison();
    let written = serde_json::to_value(comparison).unwrap();
    check(
        "compare.v1",
        COMPARE_SCHEMA,
        &lines(&written, &types),
        Additions::Allowed,
    );
}

/// What the folder of versions holds after a version was saved and edited: its file, and the line in the journal.
fn stored() -> (Value, Value) {
    let (mut version, _) = whole::<Version>("");
    // What is written must be readable again.
    version.schema = VERSION_SCHEMA.to_owned();
    if let Some(profile) = &mut version.profile {
        profile.schema = PROFILE_SCHEMA.to_owned();
        profile.center_hz = Profile::flat("", profile.basis).center_hz;
    }
    let folder = tempfile::tempdir().unwrap();
    let store = VersionStore::new(folder.path());
    store.save(&version).unwrap();
    store.save_head(&version.head).unwrap();
    let song = folder.path().join(version.head.root.to_string());
    let (mut body, mut line) = (None, None);
    for entry in std::fs::read_dir(song).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        match path.extension().and_then(|end| end.to_str()) {
            Some("json") => body = serde_json::from_str(&text).ok(),
            _ if text.starts_with('{') => {
                line = serde_json::from_str(text.lines().next_back().unwrap()).ok();
            }
            _ => {}
        }
    }
    (body.unwrap(), line.unwrap())
}

#[test]
fn fields_of_a_version_stay() {
    let (_, types) = whole::<Version>("");
    check(
        "version.v1",
        VERSION_SCHEMA,
        &lines(&stored().0, &types),
        Additions::Allowed,
    );
}

#[test]
fn fields_of_a_line_in_the_journal_stay() {
    let line = stored().1;
    let (_, types) = whole::<triage::model::version::VersionHead>("head");
    let schema = line["schema"].as_str().unwrap().to_owned();
    check(
        "version-head.v1",
        &schema,
        &lines(&line, &types),
        Additions::Allowed,
    );
}

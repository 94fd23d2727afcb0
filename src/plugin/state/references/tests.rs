//! What a project keeps of its references, and what it makes of what others saved.

use super::*;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::profile::ProfileBasis;

/// A reference with all numbers there are, and as many digits as there can be.
fn reference(name: &str, level_db: f64) -> Profile {
    let third = Some(-100.0 / 7.0);
    Profile {
        sources: vec![ProfileSource {
            name: name.to_owned(),
            path: Some(format!("/music/{name}.wav")),
            duration_s: 200.0 / 3.0,
            sample_rate_hz: 44_100.0,
            warning: None,
        }],
        median_db: [level_db; THIRD_OCTAVES],
        low_db: [level_db - 1.0 / 3.0; THIRD_OCTAVES],
        high_db: [level_db + 1.0 / 3.0; THIRD_OCTAVES],
        integrated_lufs: third,
        true_peak_dbtp: third,
        plr_db: third,
        psr_p5_db: third,
        psr_p50_db: third,
        loudness_range_lu: third,
        loudness_jump_lu: third,
        correlation: third,
        width_wide_db: third,
        width_sublow_db: third,
        balance_db: third,
        sibilance_spread_db: third,
        rumble_db: third,
        mono_loss_band_db: third,
        ..Profile::flat(name, ProfileBasis::Measured)
    }
}

fn cell(levels_db: &[f64]) -> ReferenceCell {
    let cell = ReferenceCell::default();
    for (number, level_db) in levels_db.iter().enumerate() {
        cell.add(reference(&format!("song {number}"), *level_db))
            .unwrap();
    }
    cell
}

/// What the framework writes for a cell.
fn saved(cell: &ReferenceCell) -> String {
    cell.map(|value| serde_json::to_string(value).unwrap())
}

fn loaded(json: &str) -> ReferenceCell {
    let cell = cell(&[1.0]);
    cell.set(serde_json::from_str(json).unwrap());
    cell
}

fn names(cell: &ReferenceCell) -> Vec<String> {
    let (infos, _) = cell.combined();
    infos.into_iter().map(|info| info.name).collect()
}

#[track_caller]
fn counts_as_none(json: &str) {
    assert_eq!(loaded(json).combined(), (Vec::new(), None), "{json}");
}

#[test]
fn saved_references_come_back_to_the_last_bit() {
    let before = cell(&[0.1, 2.0 / 3.0, -1.7]);
    let after = loaded(&saved(&before));
    assert_eq!(after.profiles(), before.profiles());
    assert_eq!(saved(&after), saved(&before));
}

#[test]
fn removing_one_of_several_leaves_what_the_others_have_in_common() {
    let three = cell(&[0.0, 9.0, 3.0]);
    assert_eq!(three.combined().1.unwrap().median_db[5], 3.0);
    let gone = three.remove(1);
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].name, "song 1");
    assert_eq!(names(&three), ["song 0", "song 2"]);
    let (_, left) = three.combined();
    // Two references: their extremes and 1 dB more.
    let left = left.unwrap();
    assert_eq!(
        (left.low_db[5], left.median_db[5], left.high_db[5]),
        (-1.0, 1.5, 4.0)
    );
    assert!(three.remove(7).is_empty());
}

#[test]
fn without_references_there_is_nothing_to_compare_with() {
    let one = cell(&[0.0]);
    one.remove(0);
    assert_eq!(one.combined(), (Vec::new(), None));
}

/// Two references as an older version saved them: as one profile.
fn format_1() -> String {
    let profile = Profile {
        sources: Vec::new(),
        ..reference("both", 4.0)
    };
    let infos: Vec<_> = ["one", "other"]
        .map(|name| json!({ "path": format!("/{name}.wav"), "name": name, "warning": null }))
        .into();
    json!({ "format": 1, "references": infos, "profile": profile }).to_string()
}

#[test]
fn references_of_an_older_version_are_judged_by_as_before() {
    let cell = loaded(&format_1());
    assert_eq!(names(&cell), ["one", "other"]);
    let (_, profile) = cell.combined();
    let profile = profile.unwrap();
    assert_eq!(
        (profile.low_db, profile.median_db[0]),
        ([4.0 - 1.0 / 3.0; THIRD_OCTAVES], 4.0)
    );
    assert_eq!(profile.sources.len(), 2);
    assert_eq!(loaded(&saved(&cell)).profiles(), cell.profiles());
}

#[test]
fn references_that_were_kept_as_one_go_together() {
    let cell = loaded(&format_1());
    cell.add(reference("third", 0.0)).unwrap();
    assert_eq!(cell.remove(1).len(), 2);
    assert_eq!(names(&cell), ["third"]);
}

#[test]
fn what_a_newer_version_saved_is_written_back_unchanged() {
    let newer = r#"{"format":3,"references":{"somehow":[1.5]}}"#;
    let cell = loaded(newer);
    assert_eq!(cell.combined(), (Vec::new(), None));
    assert_eq!(saved(&cell), newer);
    cell.add(reference("song", 0.0)).unwrap();
    assert_eq!(names(&loaded(&saved(&cell))), ["song"]);
}

#[test]
fn what_is_damaged_counts_as_none() {
    for json in [
        "null",
        "[]",
        "7",
        r#"{"format":2}"#,
        r#"{"format":2,"references":[7]}"#,
        r#"{"format":1,"profile":{"median_db":[1,2,3]}}"#,
        r#"{"format":1,"references":[]}"#,
    ] {
        counts_as_none(json);
    }
    let mut upside_down = reference("song", 0.0);
    upside_down.low_db[7] = 4.0;
    counts_as_none(
        &json!({ "format": 2, "references": [reference("fine", 0.0), upside_down] }).to_string(),
    );
    let mut newer = reference("song", 0.0);
    newer.schema = "triage.profile/2".to_owned();
    counts_as_none(&json!({ "format": 2, "references": [newer] }).to_string());
    let nameless = Profile {
        sources: Vec::new(),
        ..reference("song", 0.0)
    };
    counts_as_none(&json!({ "format": 2, "references": [nameless] }).to_string());
    let many = vec![reference("song", 0.0); REFERENCES_MAX + 1];
    counts_as_none(&json!({ "format": 2, "references": many }).to_string());
}

#[test]
fn twenty_first_reference_is_refused() {
    let full = cell(&[0.0; REFERENCES_MAX]);
    assert_eq!(full.add(reference("one more", 0.0)), Err(Refusal::TooMany));
    assert!(saved(&full).len() < 256 * 1024 / 3);
}

#[test]
fn project_stays_below_256_kilobytes_however_long_the_paths() {
    let cell = ReferenceCell::default();
    let mut last = Ok(());
    for number in 0..REFERENCES_MAX {
        let mut reference = reference(&number.to_string(), 0.1);
        reference.sources[0].path = Some(format!("/{}", "\"\u{1}".repeat(2_000)));
        last = cell.add(reference);
    }
    assert_eq!(last, Err(Refusal::TooLarge));
    assert!(json!(saved(&cell)).to_string().len() < 256 * 1024);
}

#[test]
fn every_change_raises_the_revision() {
    let cell = ReferenceCell::default();
    let mut before = cell.revision();
    cell.add(reference("song", 0.0)).unwrap();
    assert!(cell.revision() > before);
    before = cell.revision();
    cell.remove(0);
    assert!(cell.revision() > before);
    before = cell.revision();
    cell.set(Value::Null);
    assert!(cell.revision() > before);
}
